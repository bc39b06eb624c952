"""Stories of one plan: a level writes it, or reads it from its paper, issues it, launches; the units below follow."""

"""A movement of ten years, of which single years are played: the ladder, plans sent up, launches, reports, reviews."""

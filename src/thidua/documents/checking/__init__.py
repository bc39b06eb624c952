"""A reading looked at with a clerk's eye: remarks with place, reason and proposal."""

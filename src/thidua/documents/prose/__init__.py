"""The grammar of Vietnamese administrative prose. Knows nothing of movements."""

"""The screens of clusters: the list, a cluster's year, its ballots and its regulation."""

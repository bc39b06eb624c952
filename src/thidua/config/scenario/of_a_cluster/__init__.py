"""The story of a cluster of equals: a year closed, a leader chosen, a text of the cluster's own, two rounds."""

"""Defects of a paper that a careful clerk would point out. Finding none is the usual case."""

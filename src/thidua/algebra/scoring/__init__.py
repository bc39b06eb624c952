"""Score sheets: what a unit gets for what it did, by rules that are data.

A sheet is read (`reading`) into a tree of criteria (`sheet`) whose leaves know how they are marked (`kinds`); all
units of a cluster are marked together (`marking`), since some rules look at the best of them, and put in order
(`ranking`). Exact fractions throughout; rounding is the sheet's own rule and happens once.

Where a sheet is silent nothing is guessed: the leaf has no points, and a question says what must be decided.
"""

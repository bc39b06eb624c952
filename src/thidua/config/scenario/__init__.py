"""Scenarios: real movements told as data (``scenarios/``), loaded and rehearsed through the product's own
actions. Nothing here writes a table directly.
"""

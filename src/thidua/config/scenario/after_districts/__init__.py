"""Scenario ``sau-1-7-2025``: the end of the district level, told twice by the same reports."""

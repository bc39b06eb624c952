"""A Source becomes a Reading: items, each with its place in the text."""

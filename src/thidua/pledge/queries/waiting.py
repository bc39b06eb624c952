"""What waits for a person in this room; each part tells its own."""

# Covenants.
from thidua.pledge.queries.covenants import waiting as covenants

__all__ = ["covenants"]

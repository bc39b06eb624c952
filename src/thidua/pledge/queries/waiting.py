"""What waits for a person in this room; each part tells its own."""

from thidua.pledge.queries.covenants import waiting as covenants
from thidua.pledge.queries.registrations import waiting as registrations

__all__ = ["covenants", "registrations"]

"""What waits for a person in this room; each part tells its own."""

from thidua.pledge.queries.registrations import waiting as registrations

__all__ = ["registrations"]

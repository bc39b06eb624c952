"""Announced at start: the lists that this room takes in, and what waits in it."""

from thidua.federation import intakes
from thidua.federation.queries import waiting, waiting_beginning

__all__ = ["intakes", "waiting", "waiting_beginning"]

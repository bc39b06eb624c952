"""ThiĐua runs the emulation movement of Vietnamese trade unions, from the plan to the commendation."""

__version__ = "0.1.0"

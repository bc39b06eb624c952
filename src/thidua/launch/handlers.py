"""What other rooms hear from this one at start: who waits for what."""

from thidua.launch.queries import waiting as waiting  # registers the teller on import

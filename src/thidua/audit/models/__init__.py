from thidua.audit.models.entry import Entry
from thidua.audit.models.seal import Seal

__all__ = ["Entry", "Seal"]

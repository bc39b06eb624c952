from thidua.audit.models.entry import Entry
from thidua.audit.models.seal import Seal
from thidua.audit.models.unsealed import Unsealed

__all__ = ["Entry", "Seal", "Unsealed"]

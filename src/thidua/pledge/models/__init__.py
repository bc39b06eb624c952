# Covenants.
from thidua.pledge.models.clause import Clause, Commitment
from thidua.pledge.models.covenant import Closing, Covenant, Party
from thidua.pledge.models.proposal import Proposal
from thidua.pledge.models.version import CovenantVersion, Signature

__all__ = [
    # Covenants.
    "Clause",
    "Closing",
    "Commitment",
    "Covenant",
    "CovenantVersion",
    "Party",
    "Proposal",
    "Signature",
]

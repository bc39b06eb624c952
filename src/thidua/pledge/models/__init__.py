from thidua.pledge.models.clause import Clause, Commitment
from thidua.pledge.models.covenant import Closing, Covenant, Party
from thidua.pledge.models.coverage import Coverage, TitleCount
from thidua.pledge.models.decision import ExternalDecision, Outcome
from thidua.pledge.models.proposal import Proposal
from thidua.pledge.models.registration import Registrant, Registration
from thidua.pledge.models.scheme import Scheme, SchemeTitle
from thidua.pledge.models.unit_list import Decider, UnitList
from thidua.pledge.models.version import CovenantVersion, Signature

__all__ = [
    "Clause",
    "Closing",
    "Commitment",
    "Covenant",
    "CovenantVersion",
    "Coverage",
    "Decider",
    "ExternalDecision",
    "Outcome",
    "Party",
    "Proposal",
    "Registrant",
    "Registration",
    "Scheme",
    "SchemeTitle",
    "Signature",
    "TitleCount",
    "UnitList",
]

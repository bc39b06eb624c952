# Registrations
from thidua.pledge.models.coverage import Coverage, TitleCount
from thidua.pledge.models.decision import ExternalDecision, Outcome
from thidua.pledge.models.registration import Registrant, Registration
from thidua.pledge.models.scheme import Scheme, SchemeTitle
from thidua.pledge.models.unit_list import Decider, UnitList

__all__ = [
    "Coverage",
    "Decider",
    "ExternalDecision",
    "Outcome",
    "Registrant",
    "Registration",
    "Scheme",
    "SchemeTitle",
    "TitleCount",
    "UnitList",
]

from thidua.access.models.account import Account
from thidua.access.models.attempts import Attempts
from thidua.access.models.holding import Holding
from thidua.access.models.kept_form import KeptForm
from thidua.access.models.link import SignInLink
from thidua.access.models.token import ApiToken
from thidua.access.models.unit_door import UnitDoor

__all__ = ["Account", "ApiToken", "Attempts", "Holding", "KeptForm", "SignInLink", "UnitDoor"]

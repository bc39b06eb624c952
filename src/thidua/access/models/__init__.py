from thidua.access.models.account import Account
from thidua.access.models.holding import Holding
from thidua.access.models.link import SignInLink
from thidua.access.models.token import ApiToken

__all__ = ["Account", "ApiToken", "Holding", "SignInLink"]

"""Who may do what with accounts, roles and tokens. One's own things are reached through ``queries.mine``.

Two things are asked. Where: the Rulings, by the place of the account's unit. And height: nobody lays hands
on an account or a role above their own at the same unit, because whoever resets a PIN can sign in with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from thidua.access.errors import AboveYou, RoleAboveYou
from thidua.access.models import Account, ApiToken, Holding
from thidua.access.roles import ROLES, Role
from thidua.access.states import ACCOUNT, OPEN
from thidua.federation.models import Body
from thidua.kernel.door import YES, Actor, Reach, Relation, Ruling, Verdict, announce, permit, verdict
from thidua.kernel.errors import Absent

MANAGE = "access.accounts"  # one's unit and everything below
MEMBERS = "access.members"  # a grassroots chair: the accounts of the own unit
ADMINISTER = "access.administer"  # also above one's own height

_WITHIN, _OWN = Relation.WITHIN, Relation.OWN

_VERB_LABELS = {
    "view": _("xem tài khoản"),
    "reset": _("đặt lại mã"),
    "change": _("sửa tài khoản"),
    "close": _("đóng tài khoản"),
    "reopen": _("mở lại tài khoản"),
    "give_role": _("giao vai trò"),
    "link": _("tạo liên kết đăng nhập"),
    "end_sessions": _("kết thúc các phiên"),
    "end": _("kết thúc"),
}


_ALIVE = (OPEN,)

ACCOUNTS = announce(
    Ruling(
        model=Account,
        path="unit__path",
        permits=(
            permit("view", MANAGE, _WITHIN),
            permit("view", MEMBERS, _OWN),
            permit("reset", MANAGE, _WITHIN, states=_ALIVE),
            permit("reset", MEMBERS, _OWN, states=_ALIVE),
            permit("change", MANAGE, _WITHIN, states=_ALIVE),
            permit("change", MEMBERS, _OWN, states=_ALIVE),
            permit("end_sessions", MANAGE, _WITHIN),
            permit("end_sessions", MEMBERS, _OWN),
            permit("close", MANAGE, _WITHIN, states=ACCOUNT.sources("close")),
            permit("reopen", MANAGE, _WITHIN, states=ACCOUNT.sources("reopen")),
            permit("give_role", MANAGE, _WITHIN, states=_ALIVE),
            permit("give_role", MEMBERS, _OWN, states=_ALIVE),
            permit("link", MANAGE, _WITHIN, states=_ALIVE),
        ),
        state_labels=ACCOUNT.states,
        verb_labels=_VERB_LABELS,
    )
)

HOLDINGS = announce(
    Ruling(
        model=Holding,
        path="unit__path",
        permits=(
            permit("view", MANAGE, _WITHIN),
            permit("view", MEMBERS, _OWN),
            permit("end", MANAGE, _WITHIN),
            permit("end", MEMBERS, _OWN),
        ),
        verb_labels=_VERB_LABELS,
    )
)

TOKENS = announce(
    Ruling(
        model=ApiToken,
        path="account__unit__path",
        permits=(permit("view", ADMINISTER, _WITHIN), permit("end", ADMINISTER, _WITHIN)),
        verb_labels=_VERB_LABELS,
    )
)


def may_open(actor: Actor, path: str) -> bool:
    """Whether this actor may open accounts at the unit at ``path``."""
    return path != "" and (actor.may(MANAGE, path) or actor.may(MEMBERS, path, _OWN))


def unit_to_manage(actor: Actor, unit_id: int) -> Body:
    """A unit at which this actor may open accounts. Raises Absent."""
    unit = Body.objects.filter(pk=unit_id).exclude(path="").first()
    if unit is None or not may_open(actor, unit.path):
        raise Absent()
    return unit


def may_give(actor: Actor, role: Role, path: str) -> bool:
    """Whether this actor may give (and end) ``role`` at the unit at ``path``.

    An administrator: any role in the branch. Otherwise only a role whose capabilities the actor has there;
    and to units strictly below, the roles that reach one unit only: an upper union's officer appoints the
    chairs of its grassroots unions without being one.
    """
    if not may_open(actor, path):
        return False
    if actor.may(ADMINISTER, path):
        return True
    if role.reach is Reach.UNIT and actor.may(MANAGE, path, Relation.BELOW):
        return True
    return role.capabilities <= powers(actor, path)


def powers(actor: Actor, path: str) -> frozenset[str]:
    """What the actor may do at the unit at ``path``, over all grants that cover it."""
    names = {name for role in ROLES.values() for name in role.capabilities}
    return frozenset(name for name in names if actor.may(name, path))


def givable(actor: Actor, path: str) -> list[Role]:
    return [role for role in ROLES.values() if may_give(actor, role, path)]


def below_height(actor: Actor, account: Account, holdings: Iterable[Holding]) -> Verdict:
    """Whether no current or coming role of ``account`` stands above this actor.

    Every role must be strictly below a unit whose accounts the actor manages, or one the actor could have
    given. So an upper union resets any chair below it, and nobody resets the chair at the next desk.
    """
    if all(_not_above(actor, one) for one in holdings):
        return YES
    return Verdict(AboveYou(name=account.name))


def _not_above(actor: Actor, holding: Holding) -> bool:
    path = holding.unit.path
    return not path or actor.may(MANAGE, path, Relation.BELOW) or may_give(actor, ROLES[holding.role], path)


def may(actor: Actor, verb: str, account: Account, holdings: Iterable[Holding]) -> Verdict:
    """The whole answer for a button: the place, the state and the height."""
    given = verdict(account, actor=actor, verb=verb)
    return given if not given else below_height(actor, account, holdings)


def check_role(actor: Actor, role: str, unit_name: str, path: str) -> None:
    if not may_give(actor, ROLES[role], path):
        raise RoleAboveYou(role=str(ROLES[role].name), unit=unit_name)

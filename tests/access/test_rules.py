"""Who may do what with whose account: every role, every relation, every state."""

from __future__ import annotations

from itertools import count

import pytest

from tests.access.cast import TODAY, Places, account, actor, actor_at, hold
from tests.access.matrix import matrix
from thidua.access.models import Account, ApiToken, Holding
from thidua.access.queries.accounts import holdings_of
from thidua.access.roles import ROLES
from thidua.access.rules import ACCOUNTS, HOLDINGS, TOKENS, may, may_give
from thidua.federation.models import Body

BRANCH = "own child below"
BRANCH_OPEN = "own:open child:open below:open"
BRANCH_CLOSED = "own:closed child:closed below:closed"
MANAGERS = ("officer", "head_of_department", "chair", "administrator")
_numbers = count()


def test_accounts(places: Places) -> None:
    def make(unit: Body, state: str) -> Account:
        made = Account(name="Ai đó", unit=unit, login=f"ai{next(_numbers)}", state=state)
        made.save()
        return made

    everyone = {"grassroots_chair": "own", **dict.fromkeys(MANAGERS, BRANCH)}
    open_ones = {"grassroots_chair": "own:open", **dict.fromkeys(MANAGERS, BRANCH_OPEN)}
    assert matrix(ACCOUNTS, places, make=make, states=("open", "closed")) == {
        "view": everyone,
        "reset": open_ones,
        "change": open_ones,
        "end_sessions": everyone,
        "close": dict.fromkeys(MANAGERS, BRANCH_OPEN),
        "reopen": dict.fromkeys(MANAGERS, BRANCH_CLOSED),
        "give_role": open_ones,
        "link": dict.fromkeys(MANAGERS, BRANCH_OPEN),
    }


def test_holdings(places: Places) -> None:
    def make(unit: Body, _state: str) -> Holding:
        return hold(account("Ai đó", unit), "member", unit)

    everyone = {"grassroots_chair": "own", **dict.fromkeys(MANAGERS, BRANCH)}
    assert matrix(HOLDINGS, places, make=make) == {"view": everyone, "end": everyone}


def test_tokens(places: Places) -> None:
    def make(unit: Body, _state: str) -> ApiToken:
        return ApiToken.objects.create(account=account("Ai đó", unit), name="máy", digest=f"{next(_numbers)}")

    only = {"administrator": BRANCH}
    assert matrix(TOKENS, places, make=make) == {"view": only, "end": only}


GIVABLE = {
    ("officer", "own"): "member officer",
    ("officer", "below"): "member grassroots_chair officer",
    ("chair", "own"): "member officer standing_committee_member chair",
    ("chair", "below"): "member grassroots_chair officer standing_committee_member chair",
    ("grassroots_chair", "own"): "member grassroots_chair",
    ("grassroots_chair", "below"): "",
    ("administrator", "own"): " ".join(ROLES),
    ("administrator", "sibling"): "",
    ("officer", "parent"): "",
    ("clerk", "own"): "",
}


@pytest.mark.parametrize(("role", "where"), GIVABLE)
def test_nobody_gives_a_role_above_their_own(places: Places, role: str, where: str) -> None:
    giver = actor_at(places.own, role)
    unit = getattr(places, where)
    given = [one.code for one in ROLES.values() if may_give(giver, one, unit.path)]
    assert given == GIVABLE[(role, where)].split()


def test_nobody_resets_a_colleague_above_them(places: Places) -> None:
    """Whoever resets a PIN can sign in with it."""
    officer = account("Ma Văn Sinh", places.own, "officer")
    boss = account("Lý Thị Mai", places.own, "chair")
    chair_below = account("Bàn Văn Phúc", places.child, "chair")
    colleague = account("Nông Thị Vân", places.own, "officer")
    held = holdings_of([boss, chair_below, colleague])

    def answer(by: Account, to: Account) -> str:
        refusal = may(actor(by), "reset", to, held[to.pk]).refusal
        return refusal.code if refusal else "yes"

    assert answer(officer, boss) == "access.above_you"
    assert answer(officer, colleague) == "yes"
    assert answer(officer, chair_below) == "yes"
    assert answer(boss, officer) == "yes"


def test_a_role_outside_ones_branch_protects_the_account(places: Places) -> None:
    officer = account("Ma Văn Sinh", places.own, "officer")
    double = account("Lò Văn Páo", places.below, "grassroots_chair")
    hold(double, "officer", places.sibling, until_on=TODAY)
    held = holdings_of([double])
    assert not may(actor(officer), "reset", double, held[double.pk])

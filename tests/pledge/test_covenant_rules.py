"""Role × relation × state of covenants, literally; and every move between their states."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from tests.access.cast import Places, make_places, unit
from tests.access.matrix import matrix
from thidua.federation.models import Body
from thidua.kernel.door import ruling_of
from thidua.kernel.transitions import StateTable
from thidua.launch.models import Cycle, Movement
from thidua.pledge.models import Covenant, Party
from thidua.pledge.states import COVENANT, COVENANT_VERSION, PROPOSAL

_years = count(2000)
SENT = "negotiating,to_sign,in_force,amending,to_sign_again,closed"
WRITERS = ("grassroots_chair", "officer", "head_of_department", "chair")
READERS = ("officer", "head_of_department", "standing_committee_member", "clerk", "chair", "administrator")


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


def covenant(seat: Body, state: str) -> Covenant:
    movement = Movement.objects.create(
        issuer=seat, seat=seat, name="x", from_on=dt.date(2017, 1, 1), until_on=dt.date(2017, 12, 31)
    )
    cycle = Cycle.objects.create(
        movement=movement, year=next(_years), starts_on=movement.from_on, ends_on=movement.until_on
    )
    return Covenant.objects.create(kind="groups", cycle=cycle, seat=seat, title="x", state=state)


def at_the_seat(seat: Body, state: str) -> Covenant:
    return covenant(seat, state)


def at_a_party(party: Body, state: str) -> Covenant:
    """Kept far away; the unit is one of its parties."""
    made = covenant(unit("LĐLĐ huyện khác"), state)
    Party.objects.create(covenant=made, unit=party, position=1)
    return made


def own(states: str, *roles: str) -> dict[str, str]:
    return dict.fromkeys(roles, f"own:{states}" if states else "own")


@pytest.mark.django_db
def test_at_the_seat(places: Places) -> None:
    found = matrix(ruling_of(Covenant), places, make=at_the_seat, states=COVENANT.states)
    recorders = (*WRITERS, "clerk")
    assert found == {
        "view": {
            "member": "own",
            "grassroots_chair": "own",
            **dict.fromkeys(READERS, f"own child:{SENT} below:{SENT}"),
        },
        "write": own("draft,negotiating,amending", *WRITERS),
        "set_days": own("draft,negotiating,to_sign,amending,to_sign_again", *WRITERS),
        "propose": {},
        "sign": {},
        "record_stage": own("to_sign,to_sign_again", *recorders),
        "number": own("to_sign,in_force,amending,to_sign_again", *recorders),
        "open": own("draft", *WRITERS),
        "settle": own("negotiating,amending", *WRITERS),
        "reopen": own("to_sign,to_sign_again", *WRITERS),
        "amend": own("in_force", *WRITERS),
        "drop_change": own("amending,to_sign_again", *WRITERS),
        "close": own("in_force", *WRITERS),
        "cancel": own("draft,negotiating,to_sign", *WRITERS),
    }


@pytest.mark.django_db
def test_at_a_party(places: Places) -> None:
    """A party reads it once it was sent round, so do those above it; nobody below, nobody beside."""
    found = matrix(ruling_of(Covenant), places, make=at_a_party, states=COVENANT.states)
    assert {verb: cells for verb, cells in found.items() if cells} == {
        "view": {
            "member": f"own:{SENT}",
            "grassroots_chair": f"own:{SENT}",
            **dict.fromkeys(READERS, f"own:{SENT} child:{SENT} below:{SENT}"),
        },
        "propose": own("negotiating,amending", *WRITERS),
        "sign": own("to_sign,to_sign_again", "grassroots_chair", "standing_committee_member", "chair"),
    }


def moves(table: StateTable) -> set[str]:
    return {f"{source} {one.name} {one.target}" for one in table.transitions for source in one.sources}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            COVENANT,
            {
                "draft open negotiating",
                "negotiating settle to_sign",
                "amending settle to_sign_again",
                "to_sign reopen negotiating",
                "to_sign_again reopen amending",
                "to_sign enter in_force",
                "to_sign_again enter in_force",
                "in_force amend amending",
                "amending drop_change in_force",
                "to_sign_again drop_change in_force",
                "in_force close closed",
                "draft cancel cancelled",
                "negotiating cancel cancelled",
                "to_sign cancel cancelled",
            },
        ),
        (COVENANT_VERSION, {"open enter in_force", "in_force replace replaced", "open void void"}),
        (
            PROPOSAL,
            {
                "open accept accepted",
                "open decline declined",
                "open take_back taken_back",
                "open overtake overtaken",
            },
        ),
    ],
    ids=lambda told: told.name if isinstance(told, StateTable) else "",
)
def test_moves(table: StateTable, expected: set[str]) -> None:
    assert moves(table) == expected

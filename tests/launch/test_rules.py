"""Role × relation × state of this room, literally. A cell that is not written here is closed."""

from __future__ import annotations

from itertools import count

import pytest

from tests.access.cast import Places, make_places
from tests.access.matrix import matrix
from thidua.federation.models import Body
from thidua.kernel.door import ruling_of
from thidua.kernel.models import StoredFile
from thidua.launch.models import (
    Assignment,
    Cycle,
    LaunchRecord,
    Movement,
    Paper,
    PaperReading,
    Period,
    Register,
    Target,
)
from thidua.launch.states import MOVEMENT, PAPER, PERIOD, READING

from .cast import NEW_MEMBERS, day

pytestmark = pytest.mark.django_db
_codes = count(1)


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


def movement(unit: Body, state: str = "preparing") -> Movement:
    return Movement.objects.create(
        issuer=unit, seat=unit, name="x", from_on=day(1, 1), until_on=day(12, 31), state=state
    )


def cycle(unit: Body, state: str = "preparing") -> Cycle:
    """The year of a movement that stands in this state."""
    return Cycle.objects.create(
        movement=movement(unit, state), year=2017, starts_on=day(1, 1), ends_on=day(12, 31)
    )


def period(unit: Body, state: str) -> Period:
    return Period.objects.create(
        cycle=cycle(unit),
        kind="year",
        name="x",
        measured_from=day(1, 1),
        ends_on=day(12, 31),
        cutoff_on=day(12, 31),
        state=state,
    )


def paper(unit: Body, state: str) -> Paper:
    return Paper.objects.create(
        movement=movement(unit), issuer=unit, seat=unit, kind="plan", year=2017, state=state
    )


def target(unit: Body, state: str = "preparing") -> Target:
    return Target.objects.create(
        cycle=cycle(unit, state),
        owner=unit,
        code=f"t{next(_codes)}",
        position=1,
        group="1",
        name="x",
        indicator=NEW_MEMBERS,
        threshold={"comparator": ">=", "value": "1"},
    )


def assignment(unit: Body, answer: str) -> Assignment:
    return Assignment.objects.create(target=target(unit), unit=unit, from_on=day(1, 1), answer=answer)


READERS = (
    "grassroots_chair",
    "officer",
    "head_of_department",
    "standing_committee_member",
    "clerk",
    "chair",
    "administrator",
)
WRITERS = ("grassroots_chair", "officer", "head_of_department", "chair")
RECORDERS = (*WRITERS, "clerk")
# The chair of a grassroots union and a member reach their own unit only. Whatever is in preparation is known
# at its own unit only; in between stand a plan that went out and a period that was opened.
KNOWN = "launched,closed"
ANNOUNCED = {
    "member": f"own parent:{KNOWN}",
    **dict.fromkeys(READERS, f"own child:{KNOWN} below:{KNOWN} parent:{KNOWN}"),
    "grassroots_chair": f"own parent:{KNOWN}",
}
EVERYWHERE = {
    "member": "own parent",
    **dict.fromkeys(READERS, "own child below parent"),
    "grassroots_chair": "own parent",
}
PUBLIC = "issued,withdrawn"
PAPER_VIEW = {
    "member": f"own parent:{PUBLIC}",
    **dict.fromkeys(READERS, f"own child:{PUBLIC} below:{PUBLIC} parent:{PUBLIC}"),
    "grassroots_chair": f"own parent:{PUBLIC}",
}


def own(states: str, *roles: str) -> dict[str, str]:
    return dict.fromkeys(roles, f"own:{states}" if states else "own")


def test_movements(places: Places) -> None:
    found = matrix(ruling_of(Movement), places, make=movement, states=MOVEMENT.states)
    assert found == {
        "view": ANNOUNCED,
        "change": own("preparing,launched", *WRITERS),
        "launch": own("preparing", "grassroots_chair", "chair"),
        "close": own("launched", "grassroots_chair", "chair"),
    }


def test_cycles(places: Places) -> None:
    found = matrix(ruling_of(Cycle), places, make=cycle, states=MOVEMENT.states)
    assert found == {"view": ANNOUNCED, "change": own("", *WRITERS)}


@pytest.mark.parametrize("paper_state", PAPER.states)
def test_a_plan_that_went_out_makes_its_movement_known(places: Places, paper_state: str) -> None:
    """The plan is issued weeks before the day of launching; units below build their plans in between."""

    def make(unit: Body, _state: str) -> Movement:
        return paper(unit, paper_state).movement

    found = matrix(ruling_of(Movement), places, make=make)["view"]
    went_out = paper_state in PUBLIC.split(",")
    assert found == (EVERYWHERE if went_out else dict.fromkeys(("member", *READERS), "own"))


def test_a_paper_of_another_unit_does_not_make_a_movement_known(places: Places) -> None:
    """A unit below cannot announce what its superior is preparing."""
    below = next(unit for name, unit in places.items() if name == "below")

    def make(unit: Body, _state: str) -> Movement:
        called = movement(unit)
        Paper.objects.create(
            movement=called, issuer=below, seat=below, kind="plan", year=2017, state="issued"
        )
        return called

    found = matrix(ruling_of(Movement), places, make=make)["view"]
    assert found["officer"] == "own below"


def test_periods(places: Places) -> None:
    found = matrix(ruling_of(Period), places, make=period, states=PERIOD.states)
    keepers = ("grassroots_chair", "head_of_department", "clerk", "chair")
    asked = "open,closed"
    assert found == {
        "view": {
            "member": f"own parent:{asked}",
            **dict.fromkeys(READERS, f"own child:{asked} below:{asked} parent:{asked}"),
            "grassroots_chair": f"own parent:{asked}",
        },
        "change": own("planned", *WRITERS),
        "open": own("planned", *WRITERS),
        "close": own("open", *keepers),
        "reopen": own("closed", *keepers),
    }


def test_papers(places: Places) -> None:
    found = matrix(ruling_of(Paper), places, make=paper, states=PAPER.states)
    to_issued = dict.fromkeys(READERS, "own:issued parent:issued")
    assert found == {
        "view": PAPER_VIEW,
        "draft": own("draft", *WRITERS),
        "annex": own("draft", *WRITERS),
        "submit": own("draft", *WRITERS),
        "to_committee": own("draft,with_head", *WRITERS),
        "to_party": own("draft,with_head,with_committee", *WRITERS),
        "to_signature": own("draft,with_head,with_committee,with_party", *WRITERS),
        "revise": own("withdrawn", *WRITERS),
        "head": own("with_head", "head_of_department"),
        "opine": own("with_committee", "standing_committee_member", "chair"),
        "send_back": {
            "grassroots_chair": "own:with_head,with_committee,with_party,to_sign",
            "head_of_department": "own:with_head",
            "chair": "own:with_head,with_committee,with_party,to_sign",
        },
        "sign": own("to_sign", "grassroots_chair", "chair"),
        "issue": own("signed", "grassroots_chair", "clerk"),
        "withdraw": own("issued", "grassroots_chair", "chair"),
        # The file of the office way: everybody at the unit who has a hand in papers, in every state.
        "follow": dict.fromkeys((*RECORDERS, "standing_committee_member"), "own"),
        "record": own("draft,with_head,with_committee,with_party,to_sign,signed", *RECORDERS),
        "derive": {"member": "own:issued parent:issued", **to_issued},
        "draw_for_all": own("issued", *WRITERS),
    }


def test_paper_readings(places: Places) -> None:
    """What was sent in is known to those who write for the unit, and to nobody above or below."""

    def make(unit: Body, state: str) -> PaperReading:
        file, _made = StoredFile.objects.get_or_create(sha256="0" * 64, defaults={"size": 1})
        return PaperReading.objects.create(seat=unit, file=file, name="x", state=state)

    found = matrix(ruling_of(PaperReading), places, make=make, states=READING.states)
    assert found == {
        "view": own("", *WRITERS),
        "review": own("read", *WRITERS),
        "type": own("read,unreadable", *WRITERS),
        "draft": own("read", *WRITERS),
        "take_back": own("drafted", *WRITERS),
        "cancel": own("uploaded,read,unreadable", *WRITERS),
    }


def test_targets(places: Places) -> None:
    found = matrix(ruling_of(Target), places, make=target, states=MOVEMENT.states)
    assert found == {"view": ANNOUNCED, "change": own("", *WRITERS)}


def test_assignments(places: Places) -> None:
    found = matrix(ruling_of(Assignment), places, make=assignment, states=Assignment.Answer.values)
    assert found == {
        "view": {
            "member": "own",
            **dict.fromkeys(READERS, "own child below"),
            "grassroots_chair": "own",
        },
        "answer": own("assigned,taken,asks_change", *WRITERS),
    }


def test_registers(places: Places) -> None:
    def make(unit: Body, _state: str) -> Register:
        return Register.objects.create(unit=unit, direction="outgoing", year=2017)

    found = matrix(ruling_of(Register), places, make=make)
    keepers = ("grassroots_chair", "clerk")
    assert found == {"view": own("", *keepers, *WRITERS), "enter": own("", *keepers)}


def test_launches(places: Places) -> None:
    def make(unit: Body, _state: str) -> LaunchRecord:
        return LaunchRecord.objects.create(cycle=cycle(unit), unit=unit, held_on=day(3, 1))

    found = matrix(ruling_of(LaunchRecord), places, make=make)
    assert found == {
        "view": {
            "member": "own",
            **dict.fromkeys(READERS, "own child below"),
            "grassroots_chair": "own",
        },
        "change": own("", *RECORDERS),
    }

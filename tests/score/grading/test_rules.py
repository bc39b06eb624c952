"""Role × relation × state, literally: who may do what with the grading of a union, and with a round."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.access.cast import make_places
from tests.access.matrix import matrix
from thidua.federation.models import Body
from thidua.score.models import Grading, GradingRound
from thidua.score.rules import GRADING_ROUNDS, GRADINGS
from thidua.score.states import GRADING

OPEN = "waiting,draft,sent,returned,marked"
OWN_TURN = "waiting,draft,returned"
MARKERS = ("officer", "head_of_department", "chair")
READERS = (*MARKERS, "standing_committee_member", "clerk", "administrator")


@pytest.fixture
def seat(db: None) -> Body:
    return Body.objects.create(code="SEAT", name="LĐLĐ tỉnh Sông Mây", path="9.", seat="9.")


def round_at(unit: Body, state: str = "open", year: int = 2017) -> GradingRound:
    day = dt.date(year, 1, 1)
    return GradingRound.objects.create(
        seat=unit, year=year, name="Đợt", from_on=day, until_on=day, scheme_code="x",
        scheme={"grades": [{"code": "all", "name": "Mọi loại"}]}, sheet={}, own_due_on=day, upper_due_on=day,
        opened_by="", state=state,
    )  # fmt: skip


def test_gradings(seat: Body) -> None:
    rounds = {state: round_at(seat, year=2001 + place) for place, state in enumerate(GRADING.states)}

    def make(unit: Body, state: str) -> Grading:
        grade = {"grade": "all"} if state == "agreed" else {}
        return Grading.objects.create(
            round=rounds[state], year=rounds[state].year, unit=unit, state=state, **grade
        )

    allowed = matrix(GRADINGS, make_places(), make=make, states=tuple(GRADING.states))
    below = {
        "mark": f"child:{OPEN}",
        "return": "child:sent,marked",
        "agree": "child:marked",
        "take_back_grade": "child:agreed",
        "exempt": f"child:{OPEN}",
        "include": "child:exempt",
    }
    assert {verb: allowed[verb] for verb in below} == {
        verb: dict.fromkeys(MARKERS, told) | (own if verb == "agree" else {})
        for verb, told in below.items()
        for own in ({"grassroots_chair": "own:marked"},)
    }
    assert allowed["mark_own"] == {"grassroots_chair": f"own:{OWN_TURN}"}
    assert allowed["send"] == {"grassroots_chair": f"own:{OWN_TURN}"}
    assert allowed["take_back"] == {"grassroots_chair": "own:sent"}
    assert allowed["object"] == {"grassroots_chair": "own:marked"}
    assert allowed["attach"] == {
        "grassroots_chair": f"own:{OPEN}",
        **dict.fromkeys(MARKERS, f"child:{OPEN}"),
    }
    assert allowed["view"] == {"grassroots_chair": "own", **dict.fromkeys(READERS, "own child below")}
    sent = "sent,returned,marked,agreed"
    assert allowed["read_own"] == {
        "grassroots_chair": "own",
        **dict.fromkeys(READERS, f"own child:{sent} below:{sent}"),
    }
    assert allowed["read_upper"] == {
        "grassroots_chair": "own:marked,agreed",
        **dict.fromkeys(READERS, "own:marked,agreed child below"),
    }


def test_rounds(db: None) -> None:
    allowed = matrix(GRADING_ROUNDS, make_places(), make=_one_a_state, states=("open", "closed"))
    assert allowed["view"] == {
        "grassroots_chair": "own parent",
        **dict.fromkeys(READERS, "own child below parent"),
    }
    assert allowed["change"] == dict.fromkeys(MARKERS, "own:open")
    assert allowed["close"] == dict.fromkeys(MARKERS, "own:open")
    assert allowed["reopen"] == dict.fromkeys(MARKERS, "own:closed")


def _one_a_state(unit: Body, state: str) -> GradingRound:
    return round_at(unit, state, 2017 if state == "open" else 2016)

"""Where figures come from, who verifies them, and how firm an order is."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from thidua.algebra.errors import ScoreSheetMisread
from thidua.algebra.scoring.kinds import Done
from thidua.algebra.scoring.marking import Unit, mark_all
from thidua.algebra.scoring.origins import Origin, ScoreSource, read_origins
from thidua.algebra.scoring.ranking import rank
from thidua.algebra.scoring.reading import read_sheet
from thidua.algebra.scoring.stability import MORE, WITHOUT, firm, shifts

JUDGED = {"max": 10, "kind": "judged"}


def origins(*leaves: dict[str, Any], **branch: Any) -> list[Origin]:
    items = [{"id": f"I.{n}", **leaf} for n, leaf in enumerate(leaves, 1)]
    data = {"sheet": {"name": "Cụm"}, "criteria": [{"id": "I", "items": items, **branch}]}
    return list(read_origins(data, read_sheet(data)).values())


def test_what_is_not_said_follows_from_the_rule() -> None:
    late = {"kind": "lateness", "steps": [{"days": 5, "points": -5}]}
    event = {"kind": "per_occurrence", "points": -5, "event": "khiển trách"}
    survey = {"kind": "survey", "max": 10}
    found = origins(JUDGED, late, event, survey, {"kind": "per_occurrence", "points": 1, "cap": 5})
    assert [one.source for one in found] == [
        ScoreSource.HAND,
        ScoreSource.REPORT,
        ScoreSource.EVENTS,
        ScoreSource.SURVEY,
        ScoreSource.HAND,
    ]


def test_a_department_of_a_group_verifies_what_stands_in_it_unless_the_criterion_says_otherwise() -> None:
    found = origins(JUDGED, {**JUDGED, "verified_by": "Văn phòng"}, verified_by="Ban Tổ chức")
    assert [one.verified_by for one in found] == ["Ban Tổ chức", "Văn phòng"]
    flat = [
        {"id": "I", "verified_by": "Ban Tổ chức"},
        {"id": "I.1", "parent": "I", **JUDGED},
        {"id": "I.2", "parent": "I", **JUDGED, "self_counts": True},
    ]
    data = {"sheet": {"name": "Cụm"}, "criteria": flat}
    told = read_origins(data, read_sheet(data))
    assert {leaf: (one.verified_by, one.self_counts) for leaf, one in told.items()} == {
        "I.1": ("Ban Tổ chức", False),
        "I.2": ("Ban Tổ chức", True),
    }


@pytest.mark.parametrize(
    "leaf",
    [
        {**JUDGED, "source": {"from": "target", "code": "t01"}},
        {"max": 10, "kind": "proportional", "source": {"from": "target"}},
        {**JUDGED, "source": "report"},
        {"max": 10, "kind": "proportional", "source": "peers"},
        {**JUDGED, "source": "stars"},
        {"max": 10, "kind": "proportional", "source": {"from": "target", "code": "t01", "line": "estimated"}},
    ],
)
def test_a_source_that_cannot_give_what_the_rule_needs_is_refused_with_its_place(
    leaf: dict[str, Any],
) -> None:
    with pytest.raises(ScoreSheetMisread) as refusal:
        origins(leaf)
    assert str(refusal.value.params["place"]).startswith("criteria[0].items[0].source")


def test_points_that_somebody_settled_take_the_place_of_the_rule() -> None:
    sheet = read_sheet(
        {
            "sheet": {"name": "x"},
            "criteria": [{"id": "I", "items": [{"id": "I.1", "max": 10, "kind": "proportional"}]}],
        }
    )
    silent = {"I.1": Done({"plan": 0, "actual": 3})}
    assert mark_all(sheet, {"A": Unit(silent)})["A"].open == ("I.1",)
    score = mark_all(sheet, {"A": Unit(silent, settled={"I.1": Fraction(15, 2)})})["A"]
    assert (score.open, str(score.total)) == ((), "7.50")
    assert score.marks["I.1"].why is not None
    assert score.marks["I.1"].why.code == "settled"


def test_an_order_is_shaken_by_what_carries_it() -> None:
    items = [{"id": f"I.{n}", **JUDGED} for n in (1, 2)]
    sheet = read_sheet({"sheet": {"name": "x"}, "criteria": [{"id": "I", "max": 20, "items": items}]})
    given = {"A": (9, 5), "B": (5, 8), "C": (1, 1)}
    units = {
        name: Unit({"I.1": Done({"points": one}), "I.2": Done({"points": two})})
        for name, (one, two) in given.items()
    }
    scores = mark_all(sheet, units)
    assert {name: one.place for name, one in rank(sheet, scores).items()} == {"A": 1, "B": 2, "C": 3}
    found = shifts(sheet, scores)
    assert [(one.leaf, one.weight, one.moved) for one in found] == [("I.1", WITHOUT, ("A", "B"))]
    assert firm(found, list(given)) == {"A": 1, "B": 1, "C": 0}
    assert MORE not in {one.weight for one in found}

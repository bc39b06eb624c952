"""Score sheets: every kind by worked cases, refusals by their place, and laws that hold for any sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.algebra.scoring.kinds import QUESTIONS, REASONS, Done, Mark
from thidua.algebra.scoring.marking import Score, Unit, mark_all
from thidua.algebra.scoring.ranking import rank
from thidua.algebra.scoring.reading import read_sheet, read_units
from thidua.algebra.scoring.sheet import Rounding, RoundingMode, Sheet
from thidua.config.commands.score import exact_yaml
from thidua.formats.errors import CodedError

CASES = Path(__file__).parents[2] / "cases" / "scoring"


def cases(name: str) -> list[dict[str, Any]]:
    told = exact_yaml((CASES / name).read_text(encoding="utf-8"))
    assert isinstance(told, list)
    return told


def sheet_of(*items: Mapping[str, object], **more: object) -> Sheet:
    criteria = [{"id": "I", "items": [{"id": f"I.{n}", **one} for n, one in enumerate(items, 1)]}]
    return read_sheet({"sheet": {"name": "Thử"}, "criteria": criteria, **more})


def of_one(case: Mapping[str, Any]) -> Mark:
    sheet = sheet_of(case["leaf"])
    own = Unit({"I.1": Done(case["did"], not case.get("unassigned"))}, case.get("events", ()))
    peers = {
        f"peer {n}": Unit({"I.1": Done(peer, not peer.get("unassigned"))})
        for n, peer in enumerate(case.get("peers", ()))
    }
    return mark_all(sheet, {"own": own, **peers})["own"].marks["I.1"]


@pytest.mark.parametrize("case", cases("kinds.yaml"), ids=lambda case: f"{case['leaf']} {case['did']}")
def test_a_leaf(case: dict[str, Any]) -> None:
    mark = of_one(case)
    if "asks" in case:
        assert mark.question is not None
        assert (mark.question.code, mark.points, mark.bonus) == (case["asks"], None, 0)
        assert mark.question.params.keys() == QUESTIONS[mark.question.code]
        return
    assert mark.question is None
    assert mark.points == (None if case["points"] is None else Fraction(str(case["points"])))
    assert mark.bonus == Fraction(str(case.get("bonus", 0)))
    assert mark.why is not None
    assert mark.why.params.keys() == REASONS[mark.why.code]


def test_every_reason_and_every_question_is_met_by_a_case() -> None:
    marks = [of_one(case) for case in cases("kinds.yaml")]
    # "settled" is no rule's: somebody decided (test_origins.py)
    assert {mark.why.code for mark in marks if mark.why} == REASONS.keys() - {"settled"}
    assert {mark.question.code for mark in marks if mark.question} == QUESTIONS.keys()


@pytest.mark.parametrize("case", cases("refused.yaml"), ids=lambda case: f"{case['code']} {case['place']}")
def test_a_sheet_that_contradicts_itself(case: dict[str, Any]) -> None:
    told = {name: value for name, value in case.items() if name not in ("code", "place")}
    with pytest.raises(CodedError) as refused:
        read_sheet({"sheet": {"name": "Thử"}, **told})
    assert (refused.value.code, refused.value.params["place"]) == (case["code"], case["place"])


def test_a_list_that_holds_itself_is_a_cycle() -> None:
    told = exact_yaml("sheet: {name: x}\ncriteria: &all [{id: A, items: *all}]")
    with pytest.raises(CodedError) as refused:
        read_sheet(told)
    assert refused.value.code == "algebra.criteria_cycle"


def marked(sheet: Sheet, **units: Mapping[str, object]) -> dict[str, Score]:
    read, _warned = read_units({"units": units}, sheet)
    return mark_all(sheet, read)


def points(value: object) -> dict[str, object]:
    return {"points": value}


JUDGED = {"max": 10, "kind": "judged"}


class TestTotals:
    def test_bonus_of_the_plan_is_capped_apart_from_other_bonus(self) -> None:
        extra = {"max": 80, "kind": "proportional", "bonus": {"per_percent_over": "1%"}}
        sheet = read_sheet(
            {
                "sheet": {"name": "Thử"},
                "totals": {"bonus_cap": 20},
                "criteria": [
                    {"id": "I", "items": [{"id": f"I.{n}", **extra} for n in (1, 2, 3)]},
                    {
                        "id": "T",
                        "bonus": True,
                        "max": 15,
                        "items": [{"id": "T.1", "max": 5, "kind": "judged"}],
                    },
                ],
            }
        )
        over = {"plan": 10, "actual": 11}  # ten per cent over: 8 points of bonus each
        score = marked(sheet, A={"I.1": over, "I.2": over, "I.3": over, "T.1": points(5)})["A"]
        assert [score.marks[leaf].bonus for leaf in ("I.1", "I.2", "I.3")] == [8, 8, 8]
        assert (score.bonus_counted, score.total) == (25, Decimal(265))

    def test_a_branch_is_cut_at_its_cap_and_that_is_said_beforehand(self) -> None:
        sheet = read_sheet(
            {
                "sheet": {"name": "Thử"},
                "criteria": [{"id": "A", "max": 15, "items": [{"id": "a", **JUDGED}, {"id": "b", **JUDGED}]}],
            }
        )
        assert [one.code for one in sheet.warnings] == ["branch_is_cut"]
        assert marked(sheet, A={"a": points(9), "b": points(9)})["A"].total == 15

    def test_a_question_leaves_the_total_open_and_gives_no_place(self) -> None:
        sheet = sheet_of(JUDGED, {"max": 10, "kind": "proportional"})
        scores = marked(
            sheet,
            A={"I.1": points(4), "I.2": {"plan": 0, "actual": 0}},
            B={"I.1": points(2), "I.2": {"plan": 2, "actual": 1}},
        )
        assert (scores["A"].total, scores["A"].open, scores["A"].bonus_counted) == (None, ("I.2",), None)
        assert (scores["A"].branches["I"], scores["B"].branches["I"]) == (None, 7)
        assert {name: one.place for name, one in rank(sheet, scores).items()} == {"B": 1}

    def test_a_unit_marks_itself_and_it_never_enters_the_total(self) -> None:
        assert marked(sheet_of(JUDGED), A={"I.1": points(4), "self": 10})["A"].total == 4

    def test_a_score_of_zero_everywhere_is_a_score(self) -> None:
        sheet = sheet_of(JUDGED, {"max": 10, "kind": "proportional"})
        scores = marked(sheet, A={"I.1": points(0), "I.2": {"plan": 5, "actual": 0}})
        assert (scores["A"].total, rank(sheet, scores)["A"].place) == (0, 1)

    def test_an_event_bars_a_unit_whatever_its_points(self) -> None:
        sheet = sheet_of(JUDGED, vetoes=[{"when": "event", "event": "cảnh cáo"}])
        scores = marked(sheet, A={"I.1": points(10), "events": ["cảnh cáo"]}, B={"I.1": points(1)})
        assert [scores[name].eligible for name in "AB"] == [False, True]

    def test_what_the_sheet_does_not_know_is_said(self) -> None:
        _units, warned = read_units({"units": {"A": {"I.9": points(3)}}}, sheet_of(JUDGED))
        assert [(one.code, one.place) for one in warned] == [("no_such_criterion", "units.A.I.9")]

    def test_bands_that_meet_are_warned_of(self) -> None:
        bands = [{"from": 0, "to": 5, "points": 1}, {"from": 5, "to": 9, "points": 2}]
        sheet = sheet_of({"max": 2, "kind": "bands", "bands": bands})
        assert [one.code for one in sheet.warnings] == ["bands_overlap"]

    def test_criteria_as_a_flat_list_with_parents(self) -> None:
        criteria = [
            {"id": "A", "max": 20},
            {"id": "A.1", "parent": "A", "max": 12},
            {"id": "A.1.a", "parent": "A.1", "max": 12, "kind": "judged"},
            {"id": "A.2", "parent": "A", "max": 8, "kind": "judged"},
        ]
        sheet = read_sheet({"sheet": {"name": "Thử"}, "criteria": criteria})
        score = marked(sheet, A={"A.1.a": points(11), "A.2": points(8)})["A"]
        assert score.branches == {"A.1": 11, "A": 19}


@pytest.mark.parametrize("case", cases("sheets.yaml"), ids=lambda case: str(case["name"]))
def test_a_whole_sheet(case: dict[str, Any]) -> None:
    sheet = read_sheet(case["sheet"])
    assert "key_unknown" not in {one.code for one in sheet.warnings}
    scores = marked(sheet, **case["units"])
    ranks = rank(sheet, scores)
    for name, gives in case["gives"].items():
        score, place = scores[name], ranks.get(name)
        told = (score.total, place.place if place else None, list(score.open))
        total = None if "total" not in gives else Decimal(str(gives["total"]))
        assert told == (total, gives.get("rank"), gives.get("open", [])), name
        assert score.bonus_counted == gives.get("bonus", score.bonus_counted), name
        assert [veto.of for veto in score.vetoes] == gives.get("bars", []), name
        for branch, given_points in gives.get("branches", {}).items():
            assert score.branches[branch] == given_points, name


class TestOrder:
    def test_ties_go_down_the_chain(self) -> None:
        sheet = sheet_of(JUDGED, JUDGED, ties=["total", "I.2", "vote"])
        scores = marked(
            sheet,
            A={"I.1": points(5), "I.2": points(5)},
            B={"I.1": points(4), "I.2": points(6)},
            C={"I.1": points(5), "I.2": points(5)},
            D={"I.1": points(9), "I.2": points(9)},
        )
        ranks = rank(sheet, scores)
        assert {name: one.place for name, one in ranks.items()} == {"D": 1, "B": 2, "A": 3, "C": 3}
        assert (ranks["A"].tied_with, ranks["B"].tied_with) == (("C",), ())

    def test_a_vote_decides_what_nothing_else_did(self) -> None:
        sheet = sheet_of(JUDGED, ties=["total", "vote"])
        scores = marked(sheet, A={"I.1": points(5), "votes": 3}, B={"I.1": points(5), "votes": 6})
        assert {name: one.place for name, one in rank(sheet, scores).items()} == {"B": 1, "A": 2}

    def test_totals_are_compared_as_the_sheet_rounds_them(self) -> None:
        sheet = sheet_of({"max": 10, "kind": "proportional"})
        scores = marked(
            sheet,
            A={"I.1": {"plan": 30_000, "actual": 10_000}},
            B={"I.1": {"plan": 30_000, "actual": 10_001}},
        )
        assert {one.place for one in rank(sheet, scores).values()} == {1}


@pytest.mark.parametrize(
    ("mode", "value", "shown"),
    [
        ("half_up", "0.125", "0.13"), ("half_up", "-0.125", "-0.13"), ("half_even", "0.125", "0.12"),
        ("half_even", "0.135", "0.14"), ("down", "0.129", "0.12"), ("up", "0.121", "0.13"), ("half_up", "1/3", "0.33"),
        ("up", "7", "7.00"), ("half_up", "0.1249999999999", "0.12"),
    ],
)  # fmt: skip
def test_rounding_is_named(mode: str, value: str, shown: str) -> None:
    assert Rounding(2, RoundingMode(mode))(Fraction(value)) == Decimal(shown)


figures = st.fractions(min_value=0, max_value=1000, max_denominator=50)


@given(st.dictionaries(st.sampled_from("ABCDE"), st.tuples(figures, figures), min_size=1))
def test_whatever_units_did_points_stay_within_the_sheet(told: dict[str, tuple[Fraction, Fraction]]) -> None:
    """Also: a leaf has points or asks, never both; and who is marked first makes no difference."""
    sheet = sheet_of(
        {"max": 10, "kind": "proportional", "bonus": {"per_percent_over": "1%", "cap": "10%"}},
        {"max": 10, "kind": "proportional", "direction": "down"},
        {"max": 10, "kind": "peer_relative", "half_at_target": True},
    )
    units = {
        name: Unit({leaf.id: Done({"plan": plan, "actual": actual}) for leaf in sheet.leaves()})
        for name, (plan, actual) in told.items()
    }
    scores = mark_all(sheet, units)
    for score in scores.values():
        for mark in score.marks.values():
            assert (mark.points is None) is (mark.question is not None)
            assert mark.points is None or 0 <= mark.points <= 10
            assert 0 <= mark.bonus <= 1
        if score.total is not None:
            whole = sum((mark.points or 0) + mark.bonus for mark in score.marks.values())
            assert score.total == sheet.rounding(Fraction(whole))
    again = mark_all(sheet, dict(reversed(units.items())))
    assert again == scores
    assert rank(sheet, again) == rank(sheet, scores)


@given(st.lists(figures, min_size=2, max_size=6), figures)
def test_doing_more_never_costs_points_of_one_s_own(actuals: list[Fraction], more: Fraction) -> None:
    sheet = sheet_of({"max": 10, "kind": "peer_relative", "half_at_target": True})

    def own(actual: Fraction) -> Fraction:
        values = [actual, *actuals[1:]]
        units = {str(n): Unit({"I.1": Done({"plan": 100, "actual": one})}) for n, one in enumerate(values)}
        given_points = mark_all(sheet, units)["0"].marks["I.1"].points
        assert given_points is not None
        return given_points

    assert own(actuals[0] + more) >= own(actuals[0])

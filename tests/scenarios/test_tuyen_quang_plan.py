"""The plan of Tuyên Quang 2017 is whole: 27 targets, their deadlines, 2.060 new members assigned."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from tests.scenarios.tuyen_quang import (
    ACCOUNTS,
    ASSIGNMENTS,
    CATALOGUE,
    DEADLINES,
    ENTERPRISE,
    PLAN,
    POPULATIONS,
    SIZES,
    STORY,
    TARGETS,
    count_of,
    read,
)

# The plan


def test_plan_holds_27_targets_in_thirteen_groups() -> None:
    assert [code for group in PLAN["target_groups"] for code in group["targets"]] == TARGETS
    assert list(PLAN["targets"]) == TARGETS
    assert [
        code for group in PLAN["target_groups"] if group.get("joint") for code in group["targets"]
    ] == TARGETS[15:]


def test_plan_refers_to_the_catalogue() -> None:
    movements = {item["code"] for item in read("named_movements.yaml", CATALOGUE)["items"]}
    assert {code for content in PLAN["contents"] for code in content["movements"]} <= movements
    titles = {item["code"] for item in read("titles.yaml", CATALOGUE)["items"]}
    assert {title["title"] for title in PLAN["titles"]} <= titles
    texts = {item["code"] for item in read("legal_texts.yaml", CATALOGUE)["items"]}
    assert {basis["legal_text"] for basis in PLAN["bases"] if basis["legal_text"]} <= texts


def test_plan_has_the_parts_of_the_source() -> None:
    assert Counter(basis["role"] for basis in PLAN["bases"]) == {"basis": 2, "cited": 7}
    assert len(PLAN["duties"]) == 19
    assert len(PLAN["cadences"]) == 5
    assert len(PLAN["recipients"]) == 5
    named = {code for content in PLAN["contents"] for code in content["movements"]}
    assert len(named) == 12


def test_anniversaries_add_up() -> None:
    origins = {item["code"]: item.get("origin") for item in read("anniversaries.yaml", CATALOGUE)["items"]}
    counted = [occasion for occasion in PLAN["occasions"] if occasion["kind"] == "anniversary"]
    assert counted
    for occasion in counted:
        origin = origins[occasion["anniversary"]]
        assert origin is not None
        assert occasion["day"].replace(year=origin.year) == origin
        assert occasion["years"] == occasion["day"].year - origin.year
        (held,) = [held for held in PLAN["rounds"] if held["from_on"] <= occasion["day"] <= held["until_on"]]
        assert held["ordinal"] == occasion["round"]


def test_signer_is_in_the_cast() -> None:
    cast = {account["code"]: account for account in ACCOUNTS["accounts"]}
    assert cast[PLAN["signature"]["signer"]]["name"] == PLAN["signature"]["signer_name"]
    assert {step["by"] for step in PLAN["approvals"]} <= set(cast)
    days = [step["day"] for step in PLAN["approvals"]]
    assert days == sorted(days)
    assert days[-1] == PLAN["head"]["issued_on"] == date(2017, 2, 7)


# Deadlines


def test_deadlines_of_the_story() -> None:
    due = {(row["what"], row["level"], row.get("period")): row["due_on"] for row in DEADLINES["deadlines"]}
    assert len(due) == len(DEADLINES["deadlines"])
    assert due["issue_plan", "upper", None] == date(2017, 2, 28)
    assert due["launch", "grassroots", None] == date(2017, 3, 31)
    assert due["report", "grassroots", "half_year"] == date(2017, 7, 20)
    assert due["report", "upper", "half_year"] == date(2017, 7, 25)
    assert due["edition", "province", "half_year"] == date(2017, 7, 31)


def test_lower_levels_report_first() -> None:
    for period in ("half_year", "year"):
        rows = [row for row in DEADLINES["deadlines"] if row.get("period") == period]
        ordered = [
            next(row["due_on"] for row in rows if (row["what"], row["level"]) == step)
            for step in [
                ("report", "grassroots"),
                ("accept", "upper"),
                ("report", "upper"),
                ("accept", "province"),
                ("edition", "province"),
            ]
        ]
        assert ordered == sorted(ordered)


# Assignments


def test_every_target_is_split_or_handed_down() -> None:
    assert sorted([*ASSIGNMENTS["split"], *ASSIGNMENTS["same"]]) == TARGETS


@pytest.mark.parametrize("code", list(ASSIGNMENTS["split"]))
def test_a_split_is_never_below_the_plan(code: str) -> None:
    split = ASSIGNMENTS["split"][code]
    total = sum(split["by_unit"].values())
    assert total == split["total"]
    assert total - PLAN["targets"][code]["value"] == split["reserve"] >= 0
    answered = [*split["by_unit"], *split.get("exempt", []), *split.get("not_yet", [])]
    assert sorted(answered) == sorted(SIZES)


def test_the_new_members_of_the_story() -> None:
    split = ASSIGNMENTS["split"]["t03"]
    shown = {"TQ-LB": 60, "TQ-CT": 150, "TQ-GT": 30, "TQ-NN": 40, "TQ-VC": 60, "TQ-SD": 260, "TQ-TP": 320}
    assert {code: split["by_unit"][code] for code in shown} == shown
    assert split["total"] == 2060
    assert split["not_yet"] == ["TQ-DUK"]


def test_inspections_assigned_reach_forty_percent_everywhere() -> None:
    for code, number in ASSIGNMENTS["split"]["t26"]["by_unit"].items():
        assert Fraction(number, count_of(code, *ENTERPRISE)) >= Fraction(2, 5), code


@pytest.mark.parametrize("code", list(POPULATIONS))
def test_exempt_is_who_has_nobody_in_the_population(code: str) -> None:
    nobody = [unit for unit in SIZES if count_of(unit, *POPULATIONS[code]) == 0]
    assert sorted(ASSIGNMENTS["same"][code]["exempt"]) == sorted(nobody)


# The plan and the target algebra


INDICATORS = {target["code"]: target for target in read("indicators.yaml")["targets"]}


def test_indicators_are_the_targets_of_the_plan() -> None:
    assert list(INDICATORS) == TARGETS
    assert {code for code, target in INDICATORS.items() if target.get("joint")} == set(TARGETS[15:])
    groups = {code: group["group"] for group in PLAN["target_groups"] for code in group["targets"]}
    assert {code: str(target["group"]) for code, target in INDICATORS.items()} == groups


@pytest.mark.parametrize("code", TARGETS)
def test_threshold_of_the_plan_is_the_one_judged(code: str) -> None:
    target = INDICATORS[code]
    # "Each upper union 40 %" is 100 % of the units that each reach 40 %: the plan's figure is the inner one.
    judged_by = target["indicator"]["threshold"] if code == "t27" else target["threshold"]
    comparator = judged_by.get("comparator", ">=")  # a bare number is a floor
    assert (comparator, judged_by.get("value", 0)) == (
        PLAN["targets"][code]["comparator"],
        PLAN["targets"][code]["value"],
    )


def test_bulk_entries_and_named_answers_speak_known_elements() -> None:
    elements = {element["code"] for element in read("indicators.yaml")["elements"]}
    assert {entry["element"] for entry in STORY["bulk_entries"]} <= elements
    for report in STORY["named_reports"]:
        assert set(report.get("answers", {})) | set(report.get("last_period", {})) <= elements

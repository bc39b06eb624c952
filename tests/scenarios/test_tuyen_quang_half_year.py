"""The half-year of Tuyên Quang 2017 adds up from reports to 1.284 achieved, and to the states shown."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from tests.scenarios.tuyen_quang import (
    ACHIEVED,
    ASSIGNMENTS,
    ENTERPRISE,
    PLAN,
    POPULATIONS,
    PUBLIC,
    SIZES,
    STORY,
    TARGETS,
    UPPER,
    count_of,
    strata_total,
)


def test_reports_of_the_story_day() -> None:
    reports = STORY["reports"]
    assert sum(line["sent"] for line in reports.values()) == 871
    assert sum(line["launched"] for line in reports.values()) == 1036
    assert sum(STORY["sent_by_day"].values()) == 871
    assert STORY["sent_by_day"][STORY["day"]] == 46
    assert set(reports) == set(SIZES)
    whole = [code for code, line in reports.items() if line["sent"] == SIZES[code]]
    nothing = [code for code, line in reports.items() if line["sent"] == 0]
    assert (len(whole), len(nothing)) == (3, 2)


@pytest.mark.parametrize("code", list(STORY["reports"]))
def test_reports_of_a_unit_add_up(code: str) -> None:
    line = STORY["reports"][code]
    assert line["sent"] + line["returned"] + line["draft"] + line["waiting"] == SIZES[code]
    assert line["of_which_accepted"] <= line["sent"]
    assert line["launched"] <= SIZES[code]
    by_stratum = line["sent_by_stratum"]
    assert sum(by_stratum.values()) == line["sent"]
    if code in UPPER:
        assert by_stratum["enterprise"] <= count_of(code, *ENTERPRISE)
        assert by_stratum["party_mass"] <= count_of(code, "party_mass")
        assert by_stratum["public"] <= count_of(code, *PUBLIC)


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("TQ-LB", 0),
        ("TQ-CT", 0),
        ("TQ-NH", 61),
        ("TQ-XD", 17),
        ("TQ-SD", 129),
        ("TQ-TP", 152),
        ("TQ-YS", 118),
        ("TQ-CH", 121),
        ("TQ-GD", 46),
        ("TQ-YT", 28),
        ("TQ-GT", 14),
        ("TQ-NN", 20),
        ("TQ-VC", 56),
        ("TQ-DUK", 1),
    ],
)
def test_reports_shown_on_the_board(code: str, sent: int) -> None:
    assert STORY["reports"][code]["sent"] == sent


@pytest.mark.parametrize("code", [code for code in ACHIEVED if "by_unit" in ACHIEVED[code]])
def test_counts_add_up(code: str) -> None:
    figures = ACHIEVED[code]
    assert sum(figures["by_unit"].values()) + sum(figures.get("bulk", {}).values()) == figures["total"]


@pytest.mark.parametrize("code", [code for code in ACHIEVED if "numerator" in ACHIEVED[code]])
def test_shares_add_up(code: str) -> None:
    figures = ACHIEVED[code]
    for part in ("numerator", "denominator"):
        assert sum(figures[part].values()) == figures["total"][part]
    assert all(figures["numerator"][unit] <= figures["denominator"][unit] for unit in figures["denominator"])


def test_who_has_not_reported_has_no_figure() -> None:
    for code, figures in ACHIEVED.items():
        for part in ("by_unit", "numerator", "denominator"):
            if figures.get("source") is None:
                assert not {"TQ-LB", "TQ-CT"} & set(figures.get(part, {})), code


def test_key_figures_of_the_movement_page() -> None:
    assert ACHIEVED["t03"]["total"] == 1284
    shown = {"TQ-GT": 0, "TQ-NN": 22, "TQ-VC": 38, "TQ-SD": 187, "TQ-TP": 241}
    assert {code: ACHIEVED["t03"]["by_unit"][code] for code in shown} == shown
    assert "TQ-DUK" not in ACHIEVED["t03"]["by_unit"]
    assert ACHIEVED["t04"]["total"] == 16
    assert ACHIEVED["t05"]["total"] == {"numerator": 17850, "denominator": 21000}
    assert ACHIEVED["t10"]["total"] == 893
    assert ACHIEVED["t13"]["total"] == 512_400_000
    assert ACHIEVED["t14"]["total"] == 30
    assert ACHIEVED["t16"]["total"] == 812
    assert ACHIEVED["t26"]["total"] == 43


def test_a_unit_cannot_have_more_than_its_reports() -> None:
    for code, strata in POPULATIONS.items():
        for unit, number in ACHIEVED.get(code, {}).get("by_unit", {}).items():
            assert number <= count_of(unit, *strata), (code, unit)
    for unit, number in ACHIEVED["t16"]["by_unit"].items():
        assert number <= STORY["reports"][unit]["sent_by_stratum"]["public"]


def test_bulk_entries_cover_only_units_that_have_not_reported() -> None:
    direct, bulk = ACHIEVED["t16"]["by_unit"], ACHIEVED["t16"]["bulk"]
    books = {entry["unit"]: entry["book_total"] for entry in STORY["bulk_entries"]}
    assert {unit: books[unit] - direct[unit] for unit in books} == bulk
    for unit, number in bulk.items():
        assert number <= count_of(unit, *PUBLIC) - STORY["reports"][unit]["sent_by_stratum"]["public"]


def test_new_grassroots_unions_cross_the_threshold_on_29_june() -> None:
    founded = STORY["new_grassroots_unions"]
    assert {unit: len(days) for unit, days in founded.items()} == {
        unit: number for unit, number in ACHIEVED["t04"]["by_unit"].items() if number
    }
    days = sorted(day for listed in founded.values() for day in listed)
    assert days[14] == date(2017, 6, 29)
    assert days[-1] <= STORY["period"]["cutoff_on"]


def test_nine_of_fifteen_upper_unions_inspected_forty_percent() -> None:
    inspected = ACHIEVED["t26"]["by_unit"]
    reached = [
        unit
        for unit in UPPER
        if Fraction(inspected.get(unit, 0), count_of(unit, *ENTERPRISE)) >= Fraction(2, 5)
    ]
    assert sorted(reached) == sorted(ACHIEVED["t27"]["reached"])
    assert (len(reached), ACHIEVED["t27"]["of"]) == (9, 15)


def province_value(code: str) -> Fraction:
    figures = ACHIEVED[code]
    total = figures.get("total")
    if isinstance(total, dict):
        return Fraction(total["numerator"] * 100, total["denominator"])
    if code in ("t10", "t15"):
        return Fraction(total, 1089)
    if code in POPULATIONS:
        return Fraction(total * 100, strata_total(*POPULATIONS[code]))
    return Fraction(total)


def judged(code: str) -> str:
    if PLAN["targets"][code].get("settles") == "year_end":
        return "not_due"
    if code == "t27":
        return "achieved" if len(ACHIEVED[code]["reached"]) == ACHIEVED[code]["of"] else "not_achieved"
    value, threshold = province_value(code), PLAN["targets"][code]["value"]
    if value > threshold:
        return "exceeded"
    reached = value == threshold and PLAN["targets"][code]["comparator"] == ">="
    return "achieved" if reached else "not_achieved"


@pytest.mark.parametrize("code", TARGETS)
def test_state_of_a_target_follows_from_its_figures(code: str) -> None:
    (stated,) = [state for state, codes in STORY["states"].items() if code in codes]
    assert stated == judged(code)


def test_states_on_the_movement_page() -> None:
    counted = {state: len(codes) for state, codes in STORY["states"].items()}
    assert counted == {"not_achieved": 12, "not_due": 6, "achieved": 5, "exceeded": 4}


def test_trial_marks_of_the_districts() -> None:
    marks = STORY["trial_marks"]["criterion_2"]
    for unit, expected in marks.items():
        if expected is None:
            assert unit not in ACHIEVED["t03"]["by_unit"]
            continue
        net = Fraction(ACHIEVED["t03"]["by_unit"][unit], ASSIGNMENTS["split"]["t03"]["by_unit"][unit]) * 6
        new = Fraction(ACHIEVED["t04"]["by_unit"][unit], ASSIGNMENTS["split"]["t04"]["by_unit"][unit])
        in_time = STORY["direct_units"][unit]["workers_month_on"] <= date(2017, 6, 15)
        points = net + min(new, Fraction(1)) * 3 + int(in_time)
        exact = Decimal(points.numerator) / Decimal(points.denominator)
        assert str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)) == expected, unit

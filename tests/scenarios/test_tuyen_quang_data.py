"""The story of Tuyên Quang 2017 must add up: 1.089 grassroots unions, 2.060 assigned, 1.284 achieved, …

Pure data: no database, no code of the product.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scenarios.names import possible_names

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "scenarios" / "tuyen-quang-2017"
CATALOGUE = ROOT / "src" / "thidua" / "catalogue" / "data"
TARGETS = [f"t{number:02}" for number in range(1, 28)]
ENTERPRISE = ("enterprise_state", "enterprise_non_state")
PUBLIC = ("school", "state_agency", "public_service")


def read(name: str, home: Path = HOME) -> Any:
    return yaml.safe_load((home / name).read_text(encoding="utf-8"))


TREE = read("tree.yaml")
PLAN = read("plan.yaml")
STORY = read("story.yaml")
ASSIGNMENTS = read("assignments.yaml")
DEADLINES = read("deadlines.yaml")
ACCOUNTS = read("accounts.yaml")
UPPER = {unit["code"]: unit for unit in TREE["upper_unions"]}
SIZES = {code: unit["grassroots"] for code, unit in UPPER.items()} | {"TQ-DUK": 1}
ACHIEVED = STORY["achieved"]


def strata_total(*names: str) -> int:
    direct = [unit["stratum"] for unit in TREE["direct_grassroots"]]
    below = sum(unit["strata"][name] for unit in UPPER.values() for name in names)
    return below + sum(stratum in names for stratum in direct)


def count_of(code: str, *strata: str) -> int:
    return sum(UPPER[code]["strata"][name] for name in strata) if code in UPPER else 0


# The tree


def test_sixteen_direct_units() -> None:
    kinds = Counter(unit["kind"] for unit in UPPER.values())
    assert kinds == {
        "district_federation": 7,
        "provincial_sector_union": 6,
        "civil_servants_union": 1,
        "industrial_zones_union": 1,
    }
    assert len(SIZES) == 16


@pytest.mark.parametrize(
    ("code", "size"),
    [
        ("TQ-TP", 168),
        ("TQ-SD", 156),
        ("TQ-NH", 74),
        ("TQ-LB", 52),
        ("TQ-YS", 138),
        ("TQ-CH", 142),
        ("TQ-GD", 46),
        ("TQ-YT", 28),
        ("TQ-NN", 24),
        ("TQ-CT", 31),
        ("TQ-GT", 17),
        ("TQ-XD", 22),
        ("TQ-VC", 63),
    ],
)
def test_size_of_an_upper_union(code: str, size: int) -> None:
    assert SIZES[code] == size


def test_grassroots_unions_of_the_province() -> None:
    assert sum(SIZES.values()) == 1089
    assert all(sum(unit["strata"].values()) == unit["grassroots"] for unit in UPPER.values())


def test_populations_of_the_plan() -> None:
    assert strata_total(*PUBLIC) == 950
    assert strata_total("enterprise_state") == 17
    assert strata_total("enterprise_non_state") == 100
    assert strata_total("party_mass") == 22


def test_there_are_enough_different_names() -> None:
    taken: set[str] = set()
    for unit in UPPER.values():
        for stratum, wanted in unit["strata"].items():
            names = [name for name in possible_names(TREE, unit, stratum) if name not in taken]
            assert len(names) >= wanted, (unit["code"], stratum, wanted, len(names))
            assert all("{" not in name for name in names)
            taken.update(names[:wanted])
    assert len(taken) == 1088


def test_communes_of_2017() -> None:
    places = [
        place for unit in UPPER.values() for group in unit.get("places", {}).values() for place in group
    ]
    assert len(places) == 141


def test_each_direct_unit_is_in_one_cluster() -> None:
    members = [code for cluster in TREE["clusters"] for code in cluster["members"]]
    assert sorted(members) == sorted(SIZES)
    assert len(TREE["clusters"]) == STORY["province"]["covenants_signed"]
    for cluster in TREE["clusters"]:
        assert {cluster["leader"], cluster["previous_leader"]} <= set(cluster["members"])


def test_kinds_are_those_of_the_catalogue() -> None:
    known = {item["code"] for item in read("unit_kinds.yaml", CATALOGUE)["items"]}
    used = {unit["kind"] for unit in [*UPPER.values(), *TREE["direct_grassroots"], TREE["province"]]}
    assert used <= known


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


POPULATIONS = {
    "t02": ENTERPRISE,
    "t05": ENTERPRISE,
    "t16": PUBLIC,
    "t17": ENTERPRISE[:1],
    "t18": ENTERPRISE[1:],
    "t19": ENTERPRISE[:1],
    "t20": ENTERPRISE[1:],
    "t21": ENTERPRISE,
    "t22": ENTERPRISE[:1],
    "t23": ENTERPRISE[1:],
    "t24": ENTERPRISE,
    "t25": ENTERPRISE,
}


@pytest.mark.parametrize("code", list(POPULATIONS))
def test_exempt_is_who_has_nobody_in_the_population(code: str) -> None:
    nobody = [unit for unit in SIZES if count_of(unit, *POPULATIONS[code]) == 0]
    assert sorted(ASSIGNMENTS["same"][code]["exempt"]) == sorted(nobody)


# The half-year


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


# People


def test_accounts_are_fictitious_and_known() -> None:
    accounts = ACCOUNTS["accounts"]
    assert len({account["code"] for account in accounts}) == len(accounts)
    assert len({account["phone"] for account in accounts}) == len(accounts)
    assert all(account["phone"].startswith("0950000") and len(account["phone"]) == 10 for account in accounts)
    assert {account["role"] for account in accounts} == {
        "administrator",
        "officer",
        "head_of_department",
        "standing_committee_member",
        "chair",
        "clerk",
        "grassroots_chair",
        "member",
    }
    assert set(ACCOUNTS["shown_at_start"]) <= {account["code"] for account in accounts}


def test_accounts_sit_at_units_that_exist() -> None:
    codes = {*SIZES, TREE["province"]["code"]}
    for account in ACCOUNTS["accounts"]:
        if "unit" in account:
            assert account["unit"] in codes
        else:
            named = UPPER[account["under"]]["named"]
            assert account["unit_name"] in {entry["name"] for group in named.values() for entry in group}


def test_direct_units_have_their_officer() -> None:
    cast = {account["code"]: account for account in ACCOUNTS["accounts"]}
    assert set(STORY["direct_units"]) == set(SIZES)
    for code, line in STORY["direct_units"].items():
        assert cast[line["officer"]]["unit"] == code
    assert max(line["launched_on"] for line in STORY["direct_units"].values()) == date(2017, 3, 6)
    late = [code for code, line in STORY["direct_units"].items() if line["workers_month_on"] is None]
    assert late == ["TQ-LB", "TQ-CT"]


# The small cast of the unit tests


def test_cast_is_a_tree_with_a_stranger() -> None:
    cast = read("cast.yaml", HOME.parent)
    codes = [unit["code"] for unit in cast["units"]]
    assert len(set(codes)) == len(codes)
    seen: set[str] = set()
    for unit in cast["units"]:  # parents come first, so a loader reads it top to bottom
        assert unit["under"] is None or unit["under"] in seen
        seen.add(unit["code"])
    below = Counter(unit["under"] for unit in cast["units"] if unit["kind"] == "grassroots_union")
    assert below == {"TQ-NH": 4, "TQ-SD": 4, "TQ-GD": 3, "HG-VX": 1}
    assert {account["unit"] for account in cast["accounts"]} <= set(codes)
    assert "HG" in {account["unit"] for account in cast["accounts"]}
    assert all(account["phone"].startswith("0950000") for account in cast["accounts"])


def test_cast_agrees_with_the_scenario() -> None:
    cast = read("cast.yaml", HOME.parent)
    by_phone = {account["phone"]: account["name"] for account in ACCOUNTS["accounts"]}
    shared = [account for account in cast["accounts"] if account["phone"] in by_phone]
    assert len(shared) >= 10
    assert all(by_phone[account["phone"]] == account["name"] for account in shared)
    assert cast["pin"] == ACCOUNTS["demo_pin"]


def test_no_key_was_read_as_yes_or_no() -> None:
    """YAML reads a bare `on:` as True: the key would silently be lost."""

    def keys(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [*value, *(key for child in value.values() for key in keys(child))]
        return [key for child in value for key in keys(child)] if isinstance(value, list) else []

    for path in [*HOME.glob("*.yaml"), HOME.parent / "cast.yaml", *CATALOGUE.glob("*.yaml")]:
        assert all(not isinstance(key, bool) for key in keys(read(path.name, path.parent))), path.name


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

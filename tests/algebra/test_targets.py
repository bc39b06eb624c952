"""Every numeric target of the source papers, judged on worked cases."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from tests.algebra.target_cases import FOLDER, Case, all_cases, definitions
from thidua.algebra.judging import State
from thidua.algebra.thresholds import threshold_to_data
from thidua.formats.yaml_text import read_yaml

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_worked_case(case: Case) -> None:
    measured, judged, told = case.measured(), case.judgement(), case.told
    assert judged.state == State(told["state"])
    if "value" in told:
        assert measured.value == Fraction(told["value"])
    if "measured" in told:
        assert measured.value == Fraction(told["measured"])
    if told["state"] in {"not_applicable"} or told.get("reported") == 0:
        assert measured.value is None
    completeness = measured.completeness
    assert completeness.reported == told.get("reported", completeness.reported)
    assert completeness.expected == told.get("expected", completeness.expected)
    assert list(measured.failing) == told.get("failing", list(measured.failing))
    if "needed" in told:
        assert judged.still_needed == told["needed"]
    if "provisional" in told:
        assert judged.provisional is told["provisional"]


def test_all_targets_of_the_papers_are_there() -> None:
    """27 of Tuyên Quang, 1 of Long Biên, 3 of the cluster; each with at least six cases."""
    counted = Counter(case.paper for case in {(c.paper, c.target.code): c for c in CASES}.values())
    assert counted == {"tuyen-quang-2017": 27, "long-bien-2021": 1, "cum-bien-gioi-2015": 3}
    assert min(Counter((case.paper, case.target.code) for case in CASES).values()) >= 6
    for path in FOLDER.glob("*.yaml"):
        data = read_yaml(path.read_text("utf-8"))
        assert set(definitions(data["definitions"]).targets) == set(data["cases"])


PRINTED = {
    "t01": (">=", 100), "t02": (">=", 80), "t03": (">=", 2000), "t04": (">=", 15), "t05": (">", 85),
    "t06": (">=", 100), "t07": (">=", 100), "t08": (">", 80), "t09": ("=0", None), "t10": (">=", 1),
    "t11": (">=", 90), "t12": (">=", 85), "t13": (">=", 700_000_000), "t14": (">=", 30), "t15": (">=", 1),
    "t16": (">=", 100), "t17": (">=", 100), "t18": (">=", 70), "t19": (">=", 60), "t20": (">=", 45),
    "t21": (">=", 70), "t22": (">=", 100), "t23": (">=", 55), "t24": (">=", 80), "t25": (">=", 85),
    "t26": (">=", 70), "t27": (">=", 100),
}  # fmt: skip


@pytest.mark.parametrize("code", PRINTED)
def test_thresholds_are_those_of_the_plan(code: str) -> None:
    target = definitions("scenarios/tuyen-quang-2017/indicators.yaml").targets[code]
    comparator, figure = PRINTED[code]
    wanted: dict[str, str] = {"comparator": comparator}
    if figure is not None:
        wanted["value"] = str(Fraction(figure, 100 if target.unit_of_measure == "%" else 1))
    assert threshold_to_data(target.threshold) == wanted


def test_joint_targets_are_those_of_heading_nine() -> None:
    targets = definitions("scenarios/tuyen-quang-2017/indicators.yaml").targets.values()
    assert {target.code for target in targets if target.joint} == {
        target.code for target in targets if target.group.startswith("9")
    }
    assert len({target.group for target in targets}) == 13

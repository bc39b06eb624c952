"""Worked forecasts: tests/cases/forecasts.yaml."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from thidua.algebra.definitions import definitions_from_data
from thidua.algebra.indicators import components, evaluate, leaf_sums, roll_up
from thidua.algebra.judging import Settles, TargetRule, forecast
from thidua.algebra.periods import Period
from thidua.algebra.thresholds import AtLeast
from thidua.algebra.values import Number
from thidua.formats.yaml_text import read_yaml

TOLD = read_yaml((Path(__file__).parents[1] / "cases" / "forecasts.yaml").read_text("utf-8"))
ELEMENTS = [{"code": code, **told} for code, told in TOLD["elements"].items()]
TARGETS = [
    {"code": code, "threshold": {"value": 1}, "indicator": told} for code, told in TOLD["indicators"].items()
]
INDICATORS = {
    code: one.indicator
    for code, one in definitions_from_data({"elements": ELEMENTS, "targets": TARGETS}).targets.items()
}
YEAR_ENDS = date(2017, 12, 31)


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda case: case["is"])
def test_worked_forecasts(case: dict[str, Any]) -> None:
    indicator = INDICATORS[case["of"]]
    reports = ({code: Number(n) for code, n in told.items()} for told in case["units"])
    node = roll_up(leaf_sums(components(indicator), report, {}) for report in reports)
    cutoff = date.fromisoformat(case["at"])
    period = Period(date(2017, 1, 1), cutoff, cutoff, cutoff)
    rule = TargetRule("t", indicator, AtLeast(Fraction(1)), Settles(case.get("settles", "continuous")))
    told = forecast(rule, evaluate(indicator, node.sums, node.counts), period, YEAR_ENDS)
    assert told == (Fraction(case["forecast"]) if "forecast" in case else None)

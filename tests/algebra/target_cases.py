"""The worked cases of tests/cases/targets: how a row of YAML becomes reports, sums and a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from thidua.algebra.definitions import Definitions, definitions_from_data
from thidua.algebra.indicators import (
    EachUnit,
    Measured,
    Sums,
    components,
    evaluate,
    evaluate_each,
    leaf_sums,
    roll_up,
)
from thidua.algebra.judging import Judgement, Position, TargetRule, judge
from thidua.algebra.values import MISSING, NOT_APPLICABLE, Answer, Number
from thidua.formats.yaml_text import read_yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "targets"
WORDS: dict[str, Answer] = {"n/a": NOT_APPLICABLE, "missing": MISSING}


@cache
def definitions(path: str) -> Definitions:
    """The elements, targets and rules of one file."""
    return definitions_from_data(read_yaml((ROOT / path).read_text("utf-8")))


@dataclass(frozen=True)
class Case:
    paper: str
    target: TargetRule
    profiles: dict[str, dict[str, object]]
    told: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.paper} {self.target.code} {self.told['is']}"

    def measured(self) -> Measured:
        indicator = self.target.indicator
        if isinstance(indicator, EachUnit):
            children = {unit: self.sums(rows) for unit, rows in self.told["children"].items()}
            return evaluate_each(indicator, children)
        node = self.sums(self.told["units"])
        return evaluate(indicator, node.sums, node.counts)

    def sums(self, rows: list[list[Any]]) -> Sums:
        return roll_up(leaf for row in rows for leaf in [self.leaf(row)] * row[0])

    def leaf(self, row: list[Any]) -> Sums:
        _, profile, answers, *exempt = row
        read = {code: _answer(told) for code, told in answers.items()}
        attributes = self.profiles[profile]
        return leaf_sums(components(self.target.indicator), read, attributes, exempt == ["exempt"])

    def judgement(self) -> Judgement:
        told = self.told
        position = Position(told.get("at") != "half_year", told.get("past_due", False))
        estimate = Fraction(told["estimate"]) if "estimate" in told else None
        assigned = told.get("assigned", True)
        return judge(self.target, self.measured(), position=position, assigned=assigned, estimate=estimate)


def _answer(told: str | int) -> Answer:
    return WORDS[told] if isinstance(told, str) else Number(int(told))


def all_cases() -> list[Case]:
    """Every worked case of every file."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in _cases_of(path)]


def _cases_of(path: Path) -> list[Case]:
    data = read_yaml(path.read_text("utf-8"))
    targets = definitions(data["definitions"]).targets
    return [
        Case(path.stem, targets[code], data["profiles"], told)
        for code, rows in data["cases"].items()
        for told in rows
    ]

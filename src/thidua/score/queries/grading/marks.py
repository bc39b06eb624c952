"""What marks come to: a total and a class, or what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.algebra.grading import Graded, Marked, grade
from thidua.algebra.scoring.kinds import Done, Judged
from thidua.algebra.scoring.marking import Unit, mark_all
from thidua.algebra.scoring.sheet import Branch, Leaf
from thidua.score.models import GradingRound


@dataclass(frozen=True)
class Line:
    """One criterion of a round: its head, and between what its points lie."""

    leaf: Leaf
    head: str

    @property
    def code(self) -> str:
        return self.leaf.id

    @property
    def name(self) -> str:
        return self.leaf.name or self.leaf.id

    @property
    def most(self) -> Fraction:
        return self.leaf.most or Fraction(0)

    @property
    def least(self) -> Fraction:
        return self.leaf.kind.least if isinstance(self.leaf.kind, Judged) else Fraction(0)


def lines_of(round_: GradingRound) -> list[Line]:
    """The criteria in the order of the sheet."""
    return [line for branch in round_.criteria.branches for line in _lines(branch, branch.name)]


def _lines(branch: Branch, head: str) -> Iterator[Line]:
    for one in branch.members:
        if isinstance(one, Leaf):
            yield Line(one, "" if one.id == branch.id.rstrip(".") else head)
        else:
            yield from _lines(one, one.name or head)


@dataclass(frozen=True)
class Evaluated:
    """``missing``: criteria without points; ``unread``: those whose text is no number within bounds, as typed."""

    total: Decimal | None
    graded: Graded | None
    missing: tuple[Line, ...] = ()
    unread: tuple[Line, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def grade_code(self) -> str:
        return self.graded.grade.code if self.graded and self.graded.grade else ""

    @property
    def complete(self) -> bool:
        return self.total is not None and not self.unanswered


def evaluate(round_: GradingRound, marks: Mapping[str, str], answers: Mapping[str, bool | None]) -> Evaluated:
    """Points by the criteria of the round, exactly; the class by its scheme. No query."""
    done = {code: Done({"points": text}) for code, text in marks.items()}
    score = mark_all(round_.criteria, {"": Unit(done)})[""]
    lines = lines_of(round_)
    asked = {code: mark.question.code for code, mark in score.marks.items() if mark.question}
    missing = tuple(line for line in lines if asked.get(line.code) == "missing")
    unread = tuple(line for line in lines if asked.get(line.code, "missing") != "missing")
    unanswered = tuple(one.code for one in round_.rules.asked if answers.get(one.code) is None)
    if score.total is None:
        return Evaluated(None, None, missing, unread, unanswered)
    counted = [
        Marked(line.code, line.name, score.marks[line.code].points or Fraction(0), line.most)
        for line in lines
        if not _is_bonus(round_, line.code)
    ]
    graded = grade(round_.rules, score.total, counted, answers)
    return Evaluated(score.total, graded, missing, unread, unanswered)


def _is_bonus(round_: GradingRound, code: str) -> bool:
    """Bonus points are nobody's duty: no criterion of them can be too low."""
    return any(
        branch.bonus and any(leaf.id == code for leaf in branch.leaves())
        for branch in round_.criteria.branches
    )


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Criteria whose points differ; a criterion that one side has not marked is no difference yet."""
    return {code for code in one.keys() & other.keys() if _number(one[code]) != _number(other[code])}


def _number(text: str) -> Fraction | str:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return text


def answers_differing(one: Mapping[str, bool | None], other: Mapping[str, bool | None]) -> set[str]:
    return {
        code
        for code in one.keys() & other.keys()
        if None not in (one[code], other[code]) and one[code] != other[code]
    }

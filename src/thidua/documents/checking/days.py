"""Days that do not fit together: rounds with one another, with what is celebrated in them, deadlines with the paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from thidua.documents.checking.remarks import Remark, Severity, day_said
from thidua.documents.reading.items import Anniversary, Deadline, DocField, Round
from thidua.documents.reading.model import Reading

_DAY = len("2021-01-01")
_MONTH = len("2021-01")


def of_days(reading: Reading) -> Iterator[Remark]:
    rounds = reading.of(Round)
    yield from _rounds(rounds)
    yield from _reviews(rounds)
    yield from _celebrations(reading.of(Anniversary), rounds)
    yield from _deadlines(reading.of(Deadline), _issued(reading))


def _issued(reading: Reading) -> str | None:
    """The day of the paper; a month is taken as its first day, so that nothing is told that may be right."""
    said = next((one.value for one in reading.of(DocField) if one.field == "date"), None)
    return f"{said}-01" if said and len(said) == _MONTH else said


def _rounds(rounds: list[Round]) -> Iterator[Remark]:
    for one in rounds:
        params = {"round": _name(one), "start": day_said(one.start), "end": day_said(one.end)}
        if _full(one.start) and _full(one.end) and str(one.end) < str(one.start):
            yield Remark(
                code="documents.check_round_backwards",
                severity=Severity.ERROR,
                anchor=one.anchor,
                params=params,
            )
        for edge in (one.start, one.end):
            if edge and len(edge) == _MONTH:
                yield Remark(
                    code="documents.check_round_month_only",
                    severity=Severity.NOTE,
                    anchor=one.anchor,
                    params={"round": _name(one), "month": day_said(edge)},
                )
    dated = sorted(
        (one for one in rounds if _full(one.start) and _full(one.end)), key=lambda one: str(one.start)
    )
    for before, after in pairwise(dated):
        if str(after.start) <= str(before.end):
            yield Remark(
                code="documents.check_rounds_overlap",
                severity=Severity.ERROR,
                anchor=after.anchor,
                params={
                    "before": _name(before),
                    "after": _name(after),
                    "end": day_said(before.end),
                    "start": day_said(after.start),
                },
            )


def _reviews(rounds: list[Round]) -> Iterator[Remark]:
    """A review some weeks after the end is the rule; before its round begins there is nothing to review."""
    for one in rounds:
        if _full(one.review_date) and _full(one.start) and str(one.review_date) < str(one.start):
            yield Remark(
                code="documents.check_review_before_round",
                severity=Severity.ERROR,
                anchor=one.anchor,
                params={
                    "round": _name(one),
                    "review": day_said(one.review_date),
                    "start": day_said(one.start),
                },
            )


def _celebrations(days: list[Anniversary], rounds: list[Round]) -> Iterator[Remark]:
    """A day that its own round does not hold, or, when all rounds are dated, that no round of its year holds."""
    dated = {one.ordinal: one for one in rounds if _full(one.start) and _full(one.end)}
    for day in days:
        occasion = day.occasion_date
        if not _full(occasion):
            continue
        params = {"name": day.name, "day": day_said(occasion)}
        if day.round is not None and day.round in dated:
            own = dated[day.round]
            if not _holds(own, str(occasion)):
                params |= {"round": _name(own), "start": day_said(own.start), "end": day_said(own.end)}
                yield Remark(
                    code="documents.check_day_outside_round",
                    severity=Severity.WARNING,
                    anchor=day.anchor,
                    params=params,
                )
        elif rounds and len(dated) == len(rounds) and _in_none(rounds, str(occasion)):
            yield Remark(
                code="documents.check_day_in_no_round",
                severity=Severity.NOTE,
                anchor=day.anchor,
                params=params,
            )


def _in_none(rounds: list[Round], day: str) -> bool:
    """In the year of the rounds, and in none of them."""
    same_year = any(str(one.start)[:4] == day[:4] for one in rounds)
    return same_year and not any(_holds(one, day) for one in rounds)


def _holds(one: Round, day: str) -> bool:
    return str(one.start) <= day <= str(one.end)


def _deadlines(deadlines: list[Deadline], issued: str | None) -> Iterator[Remark]:
    for deadline in deadlines:
        due = deadline.due
        if due is None or issued is None or deadline.recurs or not due[:4].isdigit():
            continue
        params = {"what": deadline.what, "due": day_said(due), "issued": day_said(issued)}
        if due < issued[: len(due)]:
            yield Remark(
                code="documents.check_deadline_before_paper",
                severity=Severity.ERROR,
                anchor=deadline.anchor,
                params=params,
            )
        elif len(due) == _MONTH and deadline.op == "before":
            yield Remark(
                code="documents.check_deadline_month_only",
                severity=Severity.NOTE,
                anchor=deadline.anchor,
                params=params,
            )


def _full(day: str | None) -> bool:
    return day is not None and len(day) == _DAY


def _name(one: Round) -> str:
    return f"đợt {one.ordinal}" if one.ordinal is not None else "đợt thi đua"

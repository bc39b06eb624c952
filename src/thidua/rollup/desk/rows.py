"""Rows of the tables on the page of a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from thidua.algebra.elements import Element, Nature
from thidua.algebra.judging import State
from thidua.formats.vi import format_date
from thidua.launch.models import Period
from thidua.report.models import Activity, Report
from thidua.report.queries.sources import say_letter, say_source
from thidua.rollup.queries import shown
from thidua.rollup.queries.behind import Behind
from thidua.rollup.queries.children import ChildLine
from thidua.rollup.queries.provenance import Provenance


@dataclass(frozen=True)
class ChildRow:
    """A unit below: what it was assigned, what it has, and how many of its reports are in."""

    name: str
    url: str
    rule: str
    value: str
    share: str
    state: str
    word: str
    achieved: Fraction | None
    threshold: Fraction | None
    reports: str


@dataclass(frozen=True)
class OwnRow:
    """A report at the unit itself, with the figures entered for this target."""

    report: Report
    url: str
    figures: tuple[tuple[str, str, str], ...]  # name, value, who says it when it was not typed
    state: str
    letter: str = ""  # the other office and its letter
    unit: str = ""  # whose report it is, when another went on for it


@dataclass(frozen=True)
class RecordRow:
    element: str
    activities: tuple[Activity, ...]


def child_rows(told: Provenance, period: Period) -> list[ChildRow]:
    return [_child(one, told, period) for one in told.children]


def _child(child: ChildLine, told: Provenance, period: Period) -> ChildRow:
    reports = f"{child.sent_reports}/{child.expected_reports}"
    if child.line is None:
        none = shown.NOTHING
        state = State.NOT_APPLICABLE.value
        return ChildRow(str(child.unit), "", none, none, "", state, "", None, None, reports)
    line = shown.shown(child.line, period)
    return ChildRow(
        name=str(child.unit),
        url=shown.address(child.line, period),
        rule=line.rule,
        value=line.value,
        share=line.share,
        state=line.state,
        word=line.word,
        achieved=line.achieved,
        threshold=line.threshold,
        reports=reports,
    )


def own_rows(told: Provenance) -> list[OwnRow]:
    return [_own(one, told.line.unit_id) for one in told.own]


def _own(one: Behind, unit_id: int) -> OwnRow:
    questions = {question.element.code: question.element for question in one.report.form.definition.questions}
    figures = tuple(
        (questions[code].name or code, _told(questions[code], entry), _source(one.report, entry))
        for code, entry in one.answers.items()
        if code in questions
    )
    letter = say_letter(one.report) if one.report.kind == Report.Kind.EXTERNAL else ""
    unit = str(one.report.unit) if one.report.unit_id != unit_id else ""
    return OwnRow(one.report, _address(one.report), figures, one.report.state, letter, unit)


def _told(element: Element, entry: Mapping[str, Any]) -> str:
    """An answer as it was entered; "không thuộc đối tượng" has no figure."""
    if element.nature is Nature.FLAG and entry.get("value") in {"0", "1"}:
        return _("Có") if entry["value"] == "1" else _("Không")
    if entry.get("answer") == "not_applicable":
        return _("Không thuộc đối tượng")
    return str(entry.get("text") or entry.get("value") or shown.NOTHING)


def _source(report: Report, entry: Mapping[str, Any]) -> str:
    return "" if report.kind == Report.Kind.EXTERNAL else say_source(entry)


def _address(report: Report) -> str:
    """The page of the report, when the report room has one."""
    try:
        return reverse("report:report", args=[report.pk])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class EndedRow:
    """A unit that has ended, with what it held."""

    name: str
    ended_on: dt.date | None
    value: str


def ended_rows(told: Provenance) -> list[EndedRow]:
    found = told.ended.units if told.ended else ()
    return [EndedRow(str(one.unit), one.ended_on, shown.told_by(one.measured, told.line)) for one in found]


@dataclass(frozen=True)
class ChangeRow:
    """One line of what became of a stock since the period before."""

    label: str
    value: str


def change_rows(told: Provenance) -> list[ChangeRow]:
    """From the figure before to the figure now; what the tree did stands in lines of its own."""
    line, change = told.line, told.line.change
    if change is None:
        return []
    rows = [
        (_("Tại %(day)s") % {"day": format_date(change.since)}, shown.said(change.before, line)),
        (_("Tăng, giảm ở các đơn vị"), shown.signed(change.change, line)),
        (_("Giảm do sắp xếp"), shown.signed(-change.arranged, line)),
    ]
    if change.moved:
        rows.append((_("Đơn vị chuyển đến, chuyển đi"), shown.signed(change.moved, line)))
    total = change.before + change.change - change.arranged + change.moved
    rows.append((_("Hiện có"), shown.said(total, line)))
    return [ChangeRow(label, value) for label, value in rows]


def record_rows(told: Provenance) -> list[RecordRow]:
    return [RecordRow(one.element.name or one.element.code, one.activities) for one in told.records]

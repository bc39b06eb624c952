"""The figures of a report as a page shows them: one box a figure, by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from thidua.algebra.elements import Element, Nature, Time
from thidua.algebra.forms import Question
from thidua.algebra.values import Answer, NotApplicable, Number
from thidua.catalogue.measures import say_measure
from thidua.formats import in_words, vi
from thidua.report.models import FigureNote, Report
from thidua.report.queries.cells import Data, answer_of
from thidua.report.queries.checking import Problem, asked
from thidua.report.queries.prefill import FROM_RECORDS, Tally


@dataclass(frozen=True)
class Box:
    """One figure with all that stands around it."""

    code: str
    label: str
    unit: str
    kind: str
    hint: str
    text: str
    answer: Answer
    last: str
    estimate: str
    reason: str
    may_not_apply: bool
    live: str
    tally: Tally | None = None
    rival: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[FigureNote, ...] = ()
    shown: str = ""
    returning: str = ""  # the reason that a reviewer has typed and that could not be taken yet

    @property
    def key(self) -> str:
        """Id of the box, for links from the list of errors."""
        return f"c-{self.code}"

    @property
    def excluded(self) -> bool:
        return isinstance(self.answer, NotApplicable)

    @property
    def options(self) -> list[tuple[str, str]]:
        return [("", _("Chưa trả lời")), ("1", _("Có")), ("0", _("Không"))]

    @property
    def flow(self) -> bool:
        return self.kind in {"number", "money"}


@dataclass(frozen=True)
class Section:
    title: str
    boxes: Sequence[Box] = field(default_factory=tuple)

    @property
    def filled(self) -> int:
        return sum(isinstance(box.answer, Number | NotApplicable) for box in self.boxes)

    @property
    def needs_eyes(self) -> bool:
        return any(box.problems or box.notes for box in self.boxes)


@dataclass(frozen=True)
class Around:
    """What is shown beside the typed figures."""

    last: Mapping[str, Answer] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    notes: Sequence[FigureNote] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    returning: Mapping[str, str] = field(default_factory=dict)


def sections(report: Report, data: Data, around: Around) -> list[Section]:
    """The boxes of a report in the order of its form."""
    questions = {question.element.code: question for question in asked(report)}
    told: list[Section] = []
    for part in report.form.layout:
        boxes = [
            _box(report, questions[code], data, around) for code in part["elements"] if code in questions
        ]
        if boxes:
            told.append(Section(str(part["title"]), boxes))
    return told


def _box(report: Report, question: Question, data: Data, around: Around) -> Box:
    element = question.element
    entry = data.get(element.code) or {}
    answer = answer_of(entry)
    tally = around.tallies.get(element.code)
    return Box(
        code=element.code,
        label=element.name or element.code,
        unit=say_measure(element.unit_of_measure) if element.nature is not Nature.FLAG else "",
        kind=_kind(element),
        hint=_when(element, report),
        text=str(entry.get("text", "")),
        answer=answer,
        last=said(element, around.last.get(element.code)),
        estimate=str(entry.get("estimate", "")),
        reason=str(entry.get("reason", "")),
        may_not_apply=question.allows_not_applicable,
        live=_live(element, answer, entry, tally),
        tally=tally,
        rival=entry.get("rival"),
        problems=tuple(one for one in around.problems if one.element == element.code),
        notes=tuple(one for one in around.notes if one.element == element.code),
        shown=said(element, answer) or str(entry.get("text", "")),
        returning=around.returning.get(element.code, ""),
    )


def _kind(element: Element) -> str:
    if element.nature is Nature.FLAG:
        return "select"
    return "money" if element.nature is Nature.MONEY else "number"


def _when(element: Element, report: Report) -> str:
    """What the figure is about in time: said at each figure, because that is where people err."""
    period = report.period
    if element.time is Time.MOMENT:
        return _("Số có đến ngày %(day)s.") % {"day": vi.format_date(period.cutoff_on)}
    since = period.cycle.starts_on if element.time is Time.CUMULATIVE else period.measured_from
    return _("Cộng dồn từ %(since)s đến %(day)s.") % {
        "since": vi.format_date(since),
        "day": vi.format_date(period.cutoff_on),
    }


def said(element: Element, answer: Answer | None) -> str:
    """A figure as it is written: with dots, "Có", or the words for its absence; "" when nobody answered."""
    if isinstance(answer, NotApplicable):
        return _("Không thuộc đối tượng")
    if not isinstance(answer, Number):
        return ""
    if element.nature is Nature.FLAG:
        return _("Có") if answer.value else _("Không")
    return vi.format_number(answer.value)


def _live(element: Element, answer: Answer, entry: Mapping[str, Any], tally: Tally | None) -> str:
    if isinstance(answer, NotApplicable):
        return _("Không thuộc đối tượng: ô này đứng ngoài phép tính, không bị coi là 0.")
    if tally and entry.get("from") == FROM_RECORDS:
        return _("Lấy từ hồ sơ: %(count)d hoạt động.") % {"count": len(tally.activities)}
    if not isinstance(answer, Number) or element.nature is Nature.FLAG:
        return ""
    if answer.value == 0:
        return _("Ghi 0: có theo dõi, không phát sinh.")
    if element.nature is Nature.MONEY:
        return in_words.money_in_words(int(answer.value))
    return ""

"""What a person should look at before sending: what could not be read, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thidua.algebra.elements import Element
from thidua.algebra.forms import FormSpec, Question, check
from thidua.algebra.trace import Severity, finding
from thidua.algebra.values import Answer
from thidua.catalogue.wording import say_finding
from thidua.kernel.errors import say
from thidua.report.models import Report
from thidua.report.queries.cells import Data, answers_of, problem_of
from thidua.report.queries.figures import answers_beside, data_of
from thidua.report.queries.vectors import OWN_SOURCES


@dataclass(frozen=True)
class Problem:
    """One thing to look at, at one figure; an error must be put right, a warning must be looked at."""

    element: str
    code: str
    severity: Severity
    text: str

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True)
class Beside:
    """What figures are compared with: the comparable report, and the one before in the same year."""

    last: Mapping[str, Answer]
    this_year: Mapping[str, Answer]
    elsewhere: Mapping[str, Answer]


def beside(report: Report) -> Beside:
    """Loads the figures to compare with (at most two queries)."""
    return Beside(*answers_beside(report))


def examine(report: Report, data: Data | None = None, around: Beside | None = None) -> list[Problem]:
    """All problems of a report as it stands (or as ``data`` would make it), in the order of the form."""
    data = data_of(report) if data is None else data
    around = around or beside(report)
    form = report.form.definition
    unread = _unread(form, data)
    answers = {**around.elsewhere, **answers_of(data)}
    told = [
        Problem(one.element, one.code, one.severity, say_finding(one, form.names))
        for one in check(form, answers, around.last, report.strata, this_year=around.this_year)
        if one.code != "check.required"
    ]
    missing = _missing(report, answers, unread)
    return _in_order(form, [*unread.values(), *missing, *_unexplained(form, data), *told])


def _missing(report: Report, answers: Mapping[str, Answer], unread: Mapping[str, Problem]) -> list[Problem]:
    """What is asked this time and not answered; what cannot be read has been told already."""
    names = report.form.definition.names
    codes = [one.element.code for one in asked(report)]
    found = [
        finding("check.required", Severity.ERROR, element=code)
        for code in codes
        if code not in answers and code not in unread
    ]
    return [Problem(one.element, one.code, one.severity, say_finding(one, names)) for one in found]


def _unread(form: FormSpec, data: Data) -> dict[str, Problem]:
    found = unreadable((question.element for question in form.questions), data)
    return {problem.element: problem for problem in found}


def unreadable(elements: Iterable[Element], data: Data) -> list[Problem]:
    """Typed texts that are not figures, each with what to do about it."""
    found = [(element.code, problem_of(element, data.get(element.code))) for element in elements]
    return [
        Problem(code, problem.code, Severity.ERROR, str(say(problem)))
        for code, problem in found
        if problem is not None
    ]


def _unexplained(form: FormSpec, data: Data) -> list[Problem]:
    """A figure counted from records may be changed, but then says why."""
    return [
        Problem(
            question.element.code,
            "report.count_changed",
            Severity.ERROR,
            _("Số này khác số đếm từ hồ sơ hoạt động (%(counted)s). Hãy ghi lý do sửa ngay dưới ô.")
            % {"counted": entry["counted"]},
        )
        for question in form.questions
        if (entry := data.get(question.element.code)) and changed_without_reason(entry)
    ]


def changed_without_reason(entry: Mapping[str, Any]) -> bool:
    """Whether a counted figure was typed over and nobody said why."""
    counted = entry.get("counted")
    return counted is not None and entry.get("value") != counted and not entry.get("reason")


def _in_order(form: FormSpec, problems: list[Problem]) -> list[Problem]:
    order = {code: place for place, code in enumerate(form.names)} if problems else {}
    return sorted(problems, key=lambda one: order.get(one.element, len(order)))


def names_of(form: FormSpec) -> Mapping[str, str]:
    """Vietnamese name of each element, for sentences."""
    return form.names


def asked(report: Report) -> tuple[Question, ...]:
    """The questions that this report's unit answers itself, this time."""
    asked_at_all = report.form.definition.questions_for(report.strata, by_hand=False)
    return tuple(
        one
        for one in asked_at_all
        if one.element.source in OWN_SOURCES and one.element.code not in report.unasked
    )


def filled(report: Report, data: Data) -> tuple[int, int]:
    """How many of the asked figures are there, of how many."""
    answers = answers_of(data)
    codes = [question.element.code for question in asked(report)]
    return sum(code in answers for code in codes), len(codes)

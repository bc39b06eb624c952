"""What the level above asked when it returned a report, and whether the unit has met it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thidua.algebra.trace import Severity
from thidua.report.models import FigureNote, Report
from thidua.report.queries.cells import Data
from thidua.report.queries.checking import Problem, asked


def said_of(entry: Mapping[str, Any] | None) -> list[str]:
    """A figure as it compares: exact value, or what was typed, and the answer."""
    told = entry or {}
    return [str(told.get("value") or told.get("text", "")), str(told.get("answer", ""))]


def stood_in(report: Report, data: Data, element: str) -> Any:
    """What a note remembers of the moment of return: its figure, or the whole with words and evidence."""
    if element in _boxes(report):
        return said_of(data.get(element))
    return {
        "figures": {code: said_of(entry) for code, entry in data.items()},
        "words": dict(report.narrative),
        "evidence": sorted(report.evidence.values_list("pk", flat=True)),
    }


def _boxes(report: Report) -> frozenset[str]:
    return frozenset(one.element.code for one in asked(report))


def may_have_notes(report: Report) -> bool:
    """Sending resolves them, so no other state has open ones."""
    return bool(report.state == "returned")


@dataclass(frozen=True)
class Notes:
    """The open notes of a report, by figure; those about the whole, or about a figure not asked now, under ""."""

    report: Report
    all: Sequence[FigureNote]
    boxes: frozenset[str]

    @classmethod
    def of(cls, report: Report) -> Notes:
        found = list(report.notes.filter(resolved_at=None)) if may_have_notes(report) else []
        return cls(report, found, _boxes(report) if found else frozenset())

    @property
    def general(self) -> list[FigureNote]:
        return [one for one in self.all if one.element not in self.boxes]

    def unmet(self, data: Data) -> list[FigureNote]:
        """Figures neither changed nor answered; a note about the whole is met by any change or answer."""
        if not self.all:
            return []
        unmet = [
            one
            for one in self.all
            if not one.answer and one.element in self.boxes and said_of(data.get(one.element)) == one.stood
        ]
        if any(one.answer for one in self.all):
            return unmet
        now = stood_in(self.report, data, "") if self.general else {}
        return [*(one for one in self.general if one.stood == now), *unmet]

    def problems(self, data: Data) -> list[Problem]:
        """Said where the answer goes: at the figure, or at the box for the whole."""
        words = _("Cấp trên ghi: «%(note)s». Hãy sửa số, hoặc giữ nguyên và trả lời vì sao.")
        return [
            Problem(
                one.element if one.element in self.boxes else "",
                "report.note_unanswered",
                Severity.ERROR,
                words % {"note": one.text},
            )
            for one in self.unmet(data)
        ]

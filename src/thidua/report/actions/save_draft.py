from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from thidua.algebra.forms import Question
from thidua.kernel import clock, paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, Relation, fetch
from thidua.report.actions.guards import require_expected, require_open
from thidua.report.actions.storing import arrived_before, store
from thidua.report.errors import UnknownElement
from thidua.report.models import Report
from thidua.report.queries.cells import Change, entry_of
from thidua.report.queries.checking import Problem, asked, examine
from thidua.report.queries.figures import data_of
from thidua.report.queries.prefill import tallies, with_tallies
from thidua.report.states import REPORT

RELATED = ("period__cycle__movement", "unit", "form")
# What saving and sending look at, and no more: this is what waits when everybody sends on one evening.
AT_HAND = ("period__cycle", "unit", "form")
# A process reads each version of a form once; its text need not come with every report.
WITHOUT = ("form__spec", "form__vector", "form__layout")
LONGEST_PART = 20_000
LONGEST_ANSWER = 2000
EARLIER_KEPT = 8  # values of one figure that open pages may still show


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved this figure since the page was opened: both versions, who and when.

    What stands is theirs; mine is kept beside it in the record until one of us saves again.
    """

    element: str
    theirs: Mapping[str, Any]
    mine: Mapping[str, Any]

    @property
    def by(self) -> str:
        return str(self.theirs.get("by", ""))

    @property
    def at(self) -> str:
        return str(self.theirs.get("at", ""))


@dataclass(frozen=True)
class Saved:
    """The outcome of a save: nothing typed is lost, whatever it says."""

    report: Report
    conflicts: tuple[Conflict, ...] = ()
    stale: tuple[str, ...] = ()  # figures that somebody else changed and this page still shows as they were
    again: bool = False  # the same page had been taken in before
    data: Mapping[str, Any] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        return examine(self.report, self.data)


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    report_id: int,
    version: int | None = None,
    changes: Mapping[str, Any],
    narrative: Mapping[str, str] | None = None,
    answers: Mapping[int, str] | None = None,
    token: str = "",
) -> Saved:
    """Keeps what was typed, right or wrong: {element: text or {"value", "answer", "estimate", "reason"}}.

    ``version`` is the report's version when the page was opened: only figures that somebody else saved
    since then are in conflict, all others are kept. The same ``token`` again changes nothing.
    ``answers`` are words to the notes of a returned report, by note: why a figure stays as it is.
    Raises UnknownElement, PeriodClosed, PeriodNotOpen, NotExpected and what the door raises.
    """
    report = fetch(Report, report_id, actor=actor, verb="enter", lock=True, related=AT_HAND, without=WITHOUT)
    require_open(report.period)
    require_expected(report)
    if arrived_before(report, token):
        return Saved(report, again=True, data=data_of(report))
    _answer(actor, report, answers or {})
    return _save(actor, report, version, changes, narrative or {})


def _save(
    actor: Actor,
    report: Report,
    version: int | None,
    changes: Mapping[str, Any],
    narrative: Mapping[str, str],
) -> Saved:
    before = data_of(report)
    desk = _Desk(actor, report, version, dict(before))
    told = {code: Change.of(change) for code, change in changes.items()}
    questions = {one.element.code: one for one in asked(report)} if told else {}
    for code, change in told.items():
        desk.put(_question(questions, code), change)
    data = with_tallies(desk.data, tallies(report))
    parts = _parts(report, narrative)
    if data != before or parts != report.narrative:
        _keep(actor, report, data, parts, sorted(told))
    return Saved(report, tuple(desk.conflicts), tuple(desk.stale), data=data)


def _answer(actor: Actor, report: Report, answers: Mapping[int, str]) -> None:
    """Only open notes of this report are answered; an emptied box takes the answer back."""
    open_ones = report.notes.filter(resolved_at=None, pk__in=list(answers)) if answers else ()
    for note in open_ones:
        words = answers[note.pk].strip()[:LONGEST_ANSWER]
        if words != note.answer:
            note.answer, note.answered_by = words, actor.name if words else ""
            note.save(update_fields=["answer", "answered_by"])


def _keep(
    actor: Actor, report: Report, data: dict[str, Any], parts: dict[str, str], touched: list[str]
) -> None:
    report.on_behalf = is_for_another(actor, report)
    report.version += 1
    report.narrative = parts
    changed = ("on_behalf", "version", "narrative")
    if report.state == REPORT.initial:
        REPORT.move(report, "begin", also=changed)
    else:
        report.save(update_fields=[*changed, "changed_at"])
    store(report, data, counted=False)
    # Which figures, not what: superiors read this trail too.
    record(actor, "report.saved", report, path=report.unit.path, data={"elements": touched})


@dataclass
class _Desk:
    """One person's changes laid over the record."""

    actor: Actor
    report: Report
    version: int | None
    data: dict[str, Any]
    conflicts: list[Conflict] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    def put(self, question: Question, change: Change) -> None:
        code = question.element.code
        kept: dict[str, Any] = self.data.get(code) or {}
        mine = entry_of(question.element, change, kept)
        if _same(mine, kept):
            return
        if self._saved_since(kept):
            if _told(mine) == self._shown(kept):
                self.stale.append(code)  # the page shows what stood before: this person did not touch it
                return
            rival = {**mine, "by": self.actor.name, "at": clock.now().isoformat()}
            self.conflicts.append(Conflict(code, {**kept}, rival))
            self.data[code] = {**kept, "rival": rival}
            return
        self.data[code] = {**mine, **self._stamp(), **self._beside(kept)}

    def _beside(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """What stays at the figure: its count, and what pages that are still open may show."""
        beside = {"was": [*_earlier(kept), [int(kept.get("rev", 0)), _told(kept)]][-EARLIER_KEPT:]}
        return {**beside, "counted": kept["counted"]} if "counted" in kept else beside

    def _shown(self, kept: Mapping[str, Any]) -> list[str] | None:
        """What this person's page shows of a figure that was saved since; None: too long ago to know."""
        seen = [told for rev, told in _earlier(kept) if rev <= (self.version or 0)]
        return seen[-1] if seen else None

    def _saved_since(self, kept: Mapping[str, Any]) -> bool:
        return self.version is not None and int(kept.get("rev", 0)) > self.version

    def _stamp(self) -> dict[str, Any]:
        return {"by": self.actor.name, "at": clock.now().isoformat(), "rev": self.report.version + 1}


def _earlier(kept: Mapping[str, Any]) -> list[tuple[int, list[str]]]:
    """What stood before, oldest first, each with the version of the report that it came with."""
    return [(one[0], one[1]) for one in kept.get("was", ()) if isinstance(one, list)]


def _told(entry: Mapping[str, Any]) -> list[str]:
    """What somebody said; a figure is the same however it is written ("6600000", "6.600.000")."""
    figure = entry.get("value") or entry.get("text", "")
    return [str(figure), *(str(entry.get(name, "")) for name in ("answer", "estimate", "reason"))]


def _same(mine: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    return "rival" not in kept and _told(mine) == _told(kept)


def _question(questions: Mapping[str, Question], code: str) -> Question:
    """Raises UnknownElement for a figure that this unit is not asked by this form."""
    if code not in questions:
        raise UnknownElement(element=code[:60])
    return questions[code]


def _parts(report: Report, narrative: Mapping[str, str]) -> dict[str, str]:
    known = {part: narrative[part].strip()[:LONGEST_PART] for part in Report.Part.values if part in narrative}
    merged = {**report.narrative, **known}
    return {part: words for part, words in merged.items() if words}


def is_for_another(actor: Actor, report: Report) -> bool:
    """Whether someone enters for a unit that is not their own."""
    return not actor.may("report.enter", report.unit.path, Relation.OWN) and not paths.covers(
        report.unit.path, actor.unit_path or "?"
    )

"""Reports to read: the list of one's own, and one report with its trail."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.audit.models import Entry
from thidua.catalogue.measures import say_measure
from thidua.federation.models import Body
from thidua.kernel import files
from thidua.kernel.desk.answering import Request
from thidua.kernel.door import VIEW, Actor, Relation, fetch, listing, verdict
from thidua.kernel.errors import Absent
from thidua.launch.models import Period
from thidua.report.actions.save_draft import RELATED
from thidua.report.desk.after import restated_figures
from thidua.report.desk.asking import actor_of, crumbs, signed_in, unit_of
from thidua.report.desk.fields import Around, said, sections
from thidua.report.models import Activity, Evidence, Report, Restatement
from thidua.report.queries.cells import answer_of
from thidua.report.queries.checking import beside, names_of
from thidua.report.queries.figures import data_of
from thidua.report.queries.prefill import tallies
from thidua.report.queries.sources import say_letter, say_source
from thidua.report.queries.stating import Stated, stated_cells, stated_questions

BUTTONS = (
    *("enter", "take_back", "attach", "accept", "return", "reopen", "restate", "bulk", "read"),
    *("excuse", "external", "state_above", "state_register"),
)


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The reports of the unit that one acts for, newest period first; and the ways on for officers."""
    actor = actor_of(request)
    own = (
        listing(Report, actor=actor, verb=VIEW)
        .filter(unit_id=actor.unit_id, kind=Report.Kind.OWN)
        .select_related("period__cycle__movement", "unit")
        .order_by("-period__cutoff_on", "-pk")[:60]
    )
    reports = list(own)
    context = {
        "title": _("Báo cáo"),
        "reports": [(one, _may_enter(one, actor)) for one in reports],
        "unit": unit_of(actor),
        "reviews": _has_children(actor),
        "reports_here": bool(actor.unit_path) and actor.may("report.view", actor.unit_path, Relation.OWN),
    }
    return render(request, "report/mine.html", context)


def _may_enter(report: Report, actor: Actor) -> bool:
    return (
        report.period.state == "open"
        and not report.exempt
        and bool(verdict(report, actor=actor, verb="enter"))
    )


@signed_in
@require_GET
def home(request: Request) -> HttpResponse:
    """The entry: a chair's own report of the open period; for those who review, the board; else the list.

    The period at hand comes first, then others of its movement's year, then the last one asked."""
    actor = actor_of(request)
    at_hand = request.period_at_hand()
    year = Period.objects.filter(pk=at_hand or 0).values("cycle")
    own = (
        listing(Report, actor=actor, verb=VIEW)
        .filter(unit_id=actor.unit_id, kind=Report.Kind.OWN, period__state="open")
        .select_related("period")
        .order_by(
            Case(When(period=at_hand, then=0), When(period__cycle__in=year, then=1), default=2),
            "-period__cutoff_on",
            "-pk",
        )
        .first()
    )
    if own is None:
        return redirect("report:mine")
    if _has_children(actor):
        return redirect("report:board", cycle_id=own.period.cycle_id)
    return redirect("report:report", report_id=own.pk)


def _has_children(actor: Actor) -> bool:
    return Body.objects.filter(parent_id=actor.unit_id, ended_on=None).exists() and any(
        actor.having("report.review")
    )


@signed_in
@require_GET
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report: state, figures where they may be read, notes, evidence, trail."""
    actor = actor_of(request)
    found = fetch(Report, report_id, actor=actor, related=(*RELATED, "unit__parent"))
    readable = bool(verdict(found, actor=actor, verb="read"))
    context = {
        "title": str(found.period),
        "kicker": str(found.unit),
        "crumbs": crumbs((str(found.period), "")),
        "report": found,
        "may": {verb: verdict(found, actor=actor, verb=verb) for verb in BUTTONS},
        "readable": readable,
        "notes": _notes(found),
        "restatements": _restatements(found) if readable else [],
        "trail": _trail(found),
        **(_figures(found) if readable else {}),
        "stated": _stated(actor, found) if readable else [],
        "may_restate_stated": _may_restate_stated(actor, found),
    }
    return render(request, "report/report.html", context)


def _restatements(found: Report) -> list[tuple[Restatement, list[tuple[str, str, str]]]]:
    """Each with the figures that it changed; of what the unit does not type too."""
    heads = Q(report=found)
    if found.kind == Report.Kind.OWN:
        beside = (Report.Kind.DERIVED, Report.Kind.EXTERNAL)
        heads |= Q(report__period=found.period, report__unit=found.unit, report__kind__in=beside)
    told = Restatement.objects.filter(heads).select_related("report__form").order_by("pk")
    return [(one, restated_figures(one)) for one in told]


def _stated(actor: Actor, found: Report) -> list[dict[str, str]]:
    """Figures about the unit that it does not type: who says them, or who will."""
    if found.kind != Report.Kind.OWN:
        return []
    return [_stated_one(cell) for cell in stated_cells(actor, found)]


def _may_restate_stated(actor: Actor, found: Report) -> bool:
    """Whether the period is closed, something about the unit is stated by others, and this person corrects it."""
    asked = found.period.state == "closed" and not found.exempt and bool(stated_questions(found))
    return asked and bool(verdict(found, actor=actor, verb="restate_stated"))


def _stated_one(cell: Stated) -> dict[str, str]:
    element = cell.question.element
    return {
        "label": element.name or element.code,
        "unit": "" if element.nature == "flag" else say_measure(element.unit_of_measure),
        "shown": said(element, answer_of(cell.entry)),
        "source": say_letter(cell.letter)
        if cell.letter
        else say_source(cell.entry or {"from": element.source.value}),
        "by": "" if cell.counted else str(cell.entry.get("by", "")),
    }


def _figures(found: Report) -> dict[str, object]:
    last = beside(found).last
    around = Around(last=last, tallies=tallies(found))
    words = [
        (part.label, found.narrative[part.value]) for part in Report.Part if part.value in found.narrative
    ]
    return {
        "sections": sections(found, data_of(found), around),
        "compared": bool(last),
        "parts": words,
        "evidence": list(found.evidence.select_related("file")),
    }


def _notes(found: Report) -> list[dict[str, Any]]:
    """What was said when the report was returned, at which figure, and the unit's answer."""
    names = names_of(found.form.definition)
    return [{"note": one, "label": names.get(one.element, "")} for one in found.notes.all()]


def _trail(found: Report) -> list[Entry]:
    """Who did what, newest first; the single saves of a draft are left to the record."""
    lines = Entry.objects.filter(kind=Report._meta.label, object_id=found.pk).exclude(did="report.saved")
    return list(lines.order_by("-pk")[:50])


@signed_in
@require_GET
def evidence(request: HttpRequest, report_id: int, evidence_id: int) -> HttpResponse | FileResponse:
    """The file itself, to those who may read the figures. Never shown inside a page of ours."""
    found = fetch(Report, report_id, actor=actor_of(request), verb="read")
    one = Evidence.objects.select_related("file").filter(report=found, pk=evidence_id).first()
    if one is None:
        raise Absent()
    answer = FileResponse(
        files.open_stored(one.file), content_type=one.file.kind, as_attachment=True, filename=one.name
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@require_GET
def behind(request: HttpRequest, report_id: int, element: str) -> HttpResponse:
    """The activity records that a figure was counted from."""
    found = fetch(Report, report_id, actor=actor_of(request), verb="read", related=RELATED)
    tally = tallies(found).get(element)
    activities: tuple[Activity, ...] = tally.activities if tally else ()
    context = {"title": _("Hồ sơ phía sau con số"), "report": found, "activities": activities, "tally": tally}
    return render(request, "report/behind.html", context)

"""For officers: book totals of the unions that do not report themselves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from thidua.catalogue.measures import say_measure
from thidua.formats.errors import CodedError
from thidua.formats.vi import NumberUnreadable, parse_count
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent, Refusal, say
from thidua.report.actions.save_bulk import save_bulk
from thidua.report.desk.asking import actor_of, crumbs, done, signed_in
from thidua.report.desk.posted import version_of
from thidua.report.errors import CoveredTooMany, FindingsRefuse
from thidua.report.models import Report
from thidua.report.queries.bulk import Standing, askable, standing
from thidua.report.queries.figures import data_of
from thidua.report.queries.vectors import Book

POPULATIONS = {
    "bloc": {
        "enterprise": gettext_lazy("doanh nghiệp"),
        "public_sector": gettext_lazy("cơ quan, đơn vị sự nghiệp"),
        "school": gettext_lazy("trường học"),
    },
    "ownership": {"state": gettext_lazy("nhà nước"), "non_state": gettext_lazy("ngoài nhà nước")},
}

MOST_UNITS = 999_999  # more than the country has


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_page(request: HttpRequest, own_id: int) -> HttpResponse:
    """Book totals for the unions that do not report themselves, beside what was reported directly."""
    actor = actor_of(request)
    own = fetch(Report, own_id, actor=actor, verb="read", related=("period__cycle__movement", "unit", "form"))
    if own.kind != Report.Kind.OWN:
        raise Absent()
    head = Report.objects.filter(period=own.period, unit=own.unit, kind=Report.Kind.BULK).first()
    refusal = None
    if request.method == "POST":
        try:
            return _save_bulk(request, actor, own)
        except CodedError as problem:
            refusal = problem
    context = {
        "title": _("Nhập gộp"),
        "lead": str(own.period),
        "crumbs": crumbs((str(own.period), "")),
        "own": own,
        "head": head,
        "covered": _covered(request, head, refusal),
        **_bulk_lines(request, head, standing(own, head), refusal),
    }
    context |= _errors(refusal, context["lines"])
    return render(request, "report/bulk.html", context, status=422 if refusal else 200)


def _errors(refusal: CodedError | None, lines: Any) -> dict[str, Any]:
    """What is wrong, at its box and linked from the top; a refusal about no box stands alone."""
    wrong = [
        {"target": f"c-{line['code']}", "label": line["label"], "what": line["problem"].text}
        for line in lines
        if line["problem"]
    ]
    at_covered = None
    if isinstance(refusal, CoveredTooMany) or (refusal and not isinstance(refusal, Refusal)):
        said = say(refusal)
        at_covered = {"what": said.what, "why": said.why, "next": said.remedy}
        wrong.insert(0, {"target": "covered", "label": _("Số cơ sở nhập gộp"), "what": said.what})
    return {
        "errors": wrong,
        "at_covered": at_covered,
        "refusal": None if wrong or not refusal else say(refusal),
    }


def _covered(request: HttpRequest, head: Report | None, refusal: CodedError | None) -> str:
    """What is in the box: what was typed and refused, else what is kept."""
    if refusal:
        return request.POST.get("covered", "")
    return "" if head is None or head.covered is None else str(head.covered)


def _count_of_units(typed: str) -> int | None:
    if not typed:
        return None
    number = parse_count(typed)
    if number > MOST_UNITS:
        raise NumberUnreadable(text=typed)
    return number


def _save_bulk(request: HttpRequest, actor: Actor, own: Report) -> HttpResponse:
    covered = request.POST.get("covered", "").strip()
    codes = askable(own.form.definition)
    totals = {code: request.POST[f"c-{code}"] for code in codes if f"c-{code}" in request.POST}
    save_bulk(
        actor=actor,
        own_id=own.pk,
        totals=totals,
        covered=_count_of_units(covered),
        version=version_of(request.POST),
    )
    return done(request, _("Đã ghi số nhập gộp."), "report:bulk", own_id=own.pk)


def _bulk_lines(
    request: HttpRequest, head: Report | None, stood: Standing, refusal: CodedError | None
) -> dict[str, Any]:
    data = data_of(head) if head else {}
    problems = refusal.problems if isinstance(refusal, FindingsRefuse) else ()
    wrong = {one.element: one for one in problems}
    lines = []
    for line in stood.lines:
        code = line.book.key
        typed = request.POST.get(f"c-{code}") if refusal else None
        text = str((data.get(code) or {}).get("text", "")) if typed is None else typed
        told = {"line": line, "code": code, "text": text, "problem": wrong.get(code)}
        told |= {"label": _book_label(line.book), "unit": _book_unit(line.book)}
        lines.append({**told, "population": _book_population(line.book)})
    return {"lines": lines, "stood": stood}


def _book_label(book: Book) -> str:
    name = book.element.name or book.element.code
    return _("Số đơn vị đạt: %(name)s") % {"name": name} if book.counts_units else name


def _book_unit(book: Book) -> str:
    """What is counted."""
    return _("đơn vị") if book.counts_units else say_measure(book.element.unit_of_measure)


def _book_population(book: Book) -> str:
    """Which unions are meant when it is not all of them: "Doanh nghiệp, nhà nước"."""
    held = [one for one in book.stratum.conditions if one.attribute in POPULATIONS]
    told = [str(POPULATIONS[one.attribute].get(code, code)) for one in held for code in one.allowed]
    words = ", ".join(told)
    return words[:1].upper() + words[1:]

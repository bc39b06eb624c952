"""The list of clusters, and a cluster in a year."""

from __future__ import annotations

import io
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.federation.actions.clusters.at import year_at
from thidua.federation.models import Body, ClusterYear, LeaderDuty, Leadership, Voter
from thidua.federation.queries.cluster_page import Circle, circle_of
from thidua.federation.queries.duty_help import help_for
from thidua.federation.queries.summary_file import written
from thidua.formats.text import fold
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, signed_in
from thidua.kernel.door import Actor, Relation, allowed, listing
from thidua.kernel.errors import Absent
from thidua.kernel.files import open_stored
from thidua.kernel.models import StoredFile

PER_PAGE = 30
MARKS = {"running": "open", "closed": "done"}
BALLOT_MARKS = {"open": "open", "closed": "done", "cancelled": "revoked"}
REGULATION_MARKS = {"draft": "draft", "with_members": "sent", "adopted": "issued", "dropped": "revoked"}


@require_GET
@signed_in
def clusters(request: Request) -> HttpResponse:
    """Clusters of a year: those of one's own unit first, then those that it organises or sees below it."""
    actor = request.actor
    years = list(
        listing(ClusterYear, actor=actor).order_by("-year").values_list("year", flat=True).distinct()[:10]
    )
    year = _year(request, years)
    typed = request.GET.get("q", "").strip()
    found = _of_year(actor, year, typed)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    led = leaders([(one.cluster_id, one.year) for one in shown])
    context = {
        "title": _("Cụm thi đua"),
        "lead": _("Các đơn vị ngang nhau thi đua trong một cụm; cụm trưởng thay đổi theo năm."),
        "years": years,
        "year": year,
        "typed": typed,
        "page": shown,
        "rows": [(one, led.get((one.cluster_id, one.year)), MARKS[one.state]) for one in shown],
        "may_found": _may_found(actor),
        "unit_id": actor.unit_id,
        "query": f"nam={year}&q={typed}",
    }
    return render(request, "federation/clusters/list.html", context)


def _year(request: Request, years: list[int]) -> int:
    told = request.GET.get("nam", "")
    if told.isdecimal() and int(told) in years:
        return int(told)
    this = clock.today().year
    return this if this in years or not years else years[0]


def _of_year(actor: Actor, year: int, typed: str) -> QuerySet[ClusterYear]:
    found = listing(ClusterYear, actor=actor).filter(year=year, cluster__ended_on=None)
    for word in fold(typed).split():
        found = found.filter(cluster__folded__contains=word)
    standing = Q(cluster__members__year=F("year"), cluster__members__left_on=None)
    mine = Q(cluster__members__year=F("year"), cluster__members__unit_id=actor.unit_id)
    return (
        found.select_related("cluster__host")
        .annotate(
            standing=Count("cluster__members", filter=standing, distinct=True),
            mine=Count("cluster__members", filter=mine, distinct=True),
        )
        .order_by("-mine", "cluster__sort_key", "pk")
    )


def leaders(keys: list[tuple[int, int]]) -> dict[tuple[int, int], Leadership]:
    """Who leads, by cluster and year; one query."""
    found = Leadership.objects.filter(
        cluster__in={cluster for cluster, _year in keys}, year__in={year for _cluster, year in keys}
    )
    return {(one.cluster_id, one.year): one for one in found.select_related("leader")}


def _may_found(actor: Actor) -> bool:
    return actor.may("federation.clusters", actor.unit_path, Relation.OWN)


@require_GET
@signed_in
def latest(request: Request, pk: int) -> HttpResponse:
    """To the year that one would look for: this one, or the last before it."""
    seen = listing(ClusterYear, actor=request.actor).filter(cluster_id=pk)
    years = list(seen.order_by("-year").values_list("year", flat=True))
    if not years:
        raise Absent()
    this = clock.today().year
    return redirect("federation:cluster", pk, next((one for one in years if one <= this), years[-1]))


@require_GET
@signed_in
def cluster(request: Request, pk: int, year: int) -> HttpResponse:
    actor = request.actor
    at = year_at(actor=actor, cluster_id=pk, year=year)
    circle = circle_of(actor, at)
    context = {
        "title": at.cluster.name,
        "kicker": _("%(host)s tổ chức · năm %(year)s") % {"host": at.cluster.host, "year": year},
        "crumbs": crumbs(at.cluster),
        "circle": circle,
        "at": at,
        "cluster": at.cluster,
        "mark": MARKS[at.state],
        "may": _may(actor, circle),
        "ballots": _ballots(actor, circle),
        "duties": [(one, help_for(one.what)) for one in circle.duties],
        "regulations": [(one, REGULATION_MARKS[one.state]) for one in circle.regulations],
        "next_year": max(circle.years, default=year) + 1,
    }
    return render(request, "federation/clusters/cluster.html", context)


def _may(actor: Actor, circle: Circle) -> dict[str, bool]:
    verbs = ("organise", "lead", "close", "reopen", "guide", "go_on")
    told = allowed(circle.at, actor=actor, verbs=verbs)
    last = max(circle.years, default=circle.at.year) == circle.at.year
    drafting = any(one.state in ("draft", "with_members") for one in circle.regulations)
    return {
        **told,
        "begin": told["go_on"] and last,
        "draft": told["go_on"] and not drafting,
        "hand_over": any(_may_say_done(actor, one) for one in circle.duties[:1]),
    }


def _may_say_done(actor: Actor, duty: LeaderDuty) -> bool:
    """Whoever led the year says so of all its duties, also after the year is closed."""
    return any(allowed(duty, actor=actor, verbs=("finish", "reopen")).values())


def _ballots(actor: Actor, circle: Circle) -> list[dict[str, Any]]:
    open_ones = [one.pk for one, _turnout in circle.ballots if one.state == "open"]
    lines = Voter.objects.filter(ballot__in=open_ones, unit_id=actor.unit_id, voted=False)
    votes_here = actor.may("federation.vote", actor.unit_path, Relation.OWN)
    to_vote = set(lines.values_list("ballot", flat=True)) if votes_here else set()
    return [
        {
            "ballot": ballot,
            "turnout": turnout,
            "mark": BALLOT_MARKS[ballot.state],
            "to_vote": ballot.pk in to_vote,
        }
        for ballot, turnout in circle.ballots
    ]


def crumbs(cluster: Body, last: str = "", *, year: int | None = None) -> list[dict[str, str]]:
    told = [{"label": _("Cụm thi đua"), "url": reverse("federation:clusters")}]
    if last:
        page = "federation:cluster" if year else "federation:cluster_latest"
        url = reverse(page, args=[cluster.pk, year] if year else [cluster.pk])
        return [*told, {"label": str(cluster), "url": url}, {"label": last, "url": ""}]
    return [*told, {"label": str(cluster), "url": ""}]


@require_GET
@signed_in
def scan(request: Request, pk: int, year: int, file_id: int) -> FileResponse:
    """A scan that stands on the page of this cluster's year, for whoever may see that page."""
    at = year_at(actor=request.actor, cluster_id=pk, year=year)
    circle = circle_of(request.actor, at)
    kept: list[StoredFile | None] = [at.scan, circle.leadership.scan if circle.leadership else None]
    kept += [one.scan for one in circle.guidance]
    # What the leader sent above is of all members: the members do not read it of one another.
    kept += [one.scan for one in circle.duties if _may_say_done(request.actor, one)]
    kept += [one.scan for one in circle.regulations]
    file = next((one for one in kept if one is not None and one.pk == file_id), None)
    if file is None:
        raise Absent()
    answer = FileResponse(open_stored(file), content_type=file.kind, as_attachment=True, filename=file.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
@signed_in
def minutes(request: Request, pk: int, year: int, form: str) -> FileResponse:
    """Of the meeting that summed up the year: Word to complete and sign, PDF/A to keep; a draft before it was held."""
    at = year_at(actor=request.actor, cluster_id=pk, year=year)
    made = written(circle_of(request.actor, at), form)
    answer = FileResponse(
        io.BytesIO(made.content), content_type=made.kind, as_attachment=True, filename=made.name
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

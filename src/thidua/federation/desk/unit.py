"""One unit on one page: where it stands and stood, what is known of it, who holds its offices."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.federation.desk.answering import crumbs
from thidua.federation.models import Body, ClusterYear, UnitKind
from thidua.federation.queries.history import history_of, predecessors_of, successors_of
from thidua.federation.queries.tree import ancestors, branch_counts, branch_page, children
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, signed_in
from thidua.kernel.door import Actor, fetch, listing, verdict
from thidua.kernel.errors import Phrase
from thidua.kernel.intake.registry import kinds

CHILDREN_SHOWN = 30
_LEVELS = dict(UnitKind.Level.choices)


@require_GET
@signed_in
def unit(request: Request, pk: int) -> HttpResponse:
    body = fetch(Body, pk, actor=request.actor, related=("kind", "host"))
    if (
        body.form == Body.Form.CLUSTER
        and listing(ClusterYear, actor=request.actor).filter(cluster=body).exists()
    ):
        return redirect("federation:cluster_latest", body.pk)
    above = ancestors(body)
    may = {
        verb: bool(verdict(body, actor=request.actor, verb=verb))
        for verb in ("change", "add_below", "place", "end", "see_people", "keep_people")
    }
    context = {
        "title": body.name,
        "kicker": body.kind_name,
        "crumbs": crumbs(body, above=above),
        "unit": body,
        "above": above,
        "may": may,
        "may_list": body.is_placed and bool(kinds_for(request.actor, body)),
        **_standing(body),
        **_below(request, body),
        "after": successors_of(body) if body.has_ended else [],
        "predecessors": predecessors_of(body),
        "history": history_of(body) if may["change"] or may["see_people"] else [],
    }
    return render(request, "federation/unit.html", context)


def kinds_for(actor: Actor, body: Body) -> list[tuple[str, Phrase]]:
    """The lists that this actor may send in for a unit."""
    return [
        (kind.code, kind.label)
        for kind in kinds().values()
        if not kind.sent_elsewhere and actor.may(kind.capability, body.path)
    ]


def _standing(body: Body) -> dict[str, Any]:
    """Lines, facts, names and offices, each with its days."""
    # What begins later does not hide what holds today.
    not_over = Q(until_on=None) | Q(until_on__gte=clock.today())
    lines = list(body.placements.select_related("under").order_by("-from_on", "-pk"))
    return {
        "managed": [line for line in lines if line.line == "manages"],
        "cared": [line for line in lines if line.line == "looks_after"],
        "facts": list(body.attributes.filter(not_over).order_by("name", "from_on")),
        "names": list(body.aliases.order_by("-until_on", "name")),
        "posts": list(
            body.posts.filter(not_over).select_related("person").order_by("office", "from_on", "pk")
        ),
        "people_count": body.people.filter(left_on=None).count(),
    }


def _below(request: Request, body: Body) -> dict[str, Any]:
    if not body.is_placed:
        return {}
    page = branch_page(body, request.GET.get("trang", 1), CHILDREN_SHOWN)
    counted = branch_counts(body)
    told = [(_LEVELS.get(level, _("tổ công tác")), n) for level, n in counted.items()]
    hosted = list(body.hosted.filter(ended_on=None).order_by("sort_key", "pk"))
    return {
        "page": page,
        "counted": told,
        "departments": [one for one in hosted if one.form == Body.Form.DEPARTMENT],
        "partners": [one for one in hosted if one.form == Body.Form.PARTNER],
        "ended": list(children(body, ended=True)[:CHILDREN_SHOWN]),
    }

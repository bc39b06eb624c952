"""Tổng hợp: the lines of a unit, and what a figure is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.access.requests import Request
from thidua.algebra.judging import State
from thidua.catalogue.wording import say_trace
from thidua.federation.models import Body
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.models import Period, Target
from thidua.rollup.desk.rows import change_rows, child_rows, ended_rows, own_rows, record_rows
from thidua.rollup.errors import TotalsNotYours
from thidua.rollup.models import Tree
from thidua.rollup.queries import shown
from thidua.rollup.queries.freshness import Freshness, freshness
from thidua.rollup.queries.lines import TargetLine, states_of, target_lines
from thidua.rollup.queries.provenance import Provenance, provenance
from thidua.rollup.queries.standing import chosen, periods_for
from thidua.rollup.queries.trees import PARAMETER, differs_at, suffix, tree_links, tree_named
from thidua.rollup.rules import may_open, may_see, require_sight

ENDED_PAGE = "trang-ket-thuc"


def home(request: Request) -> HttpResponse:
    """The lines of the unit one acts for, in the period at hand."""
    actor = request.actor
    if actor.unit_id is None:
        raise Absent()
    unit = Body.objects.select_related("kind", "parent").get(pk=actor.unit_id)
    if not may_see(actor, unit):
        raise TotalsNotYours(unit=str(unit))
    periods = periods_for(actor, unit)
    period = chosen(periods, request.GET.get("ky") or request.period_at_hand())
    if period is None:
        return render(request, "rollup/nothing.html", {"title": _("Tổng hợp")})
    request.shows_period = period.pk
    return _lines_page(request, period, unit, periods)


def unit_page(request: Request, period_id: int, unit_id: int) -> HttpResponse:
    """The lines of a unit in a period."""
    actor = request.actor
    unit = _unit(actor, unit_id)
    return _lines_page(request, _period(actor, period_id), unit, periods_for(actor, unit))


def figure(request: Request, period_id: int, unit_id: int, target_id: int) -> HttpResponse:
    """ "Số này ở đâu ra?": as a page, or as the inside of an opened line."""
    actor = request.actor
    period, unit = _period(actor, period_id), _unit(actor, unit_id)
    target = fetch(Target, target_id, actor=actor)
    if target.cycle_id != period.cycle_id:
        raise Absent()
    told = provenance(
        actor=actor,
        period=period,
        unit=unit,
        target=target,
        page=request.GET.get("trang", 1),
        ended_page=request.GET.get(ENDED_PAGE, 1),
        tree=tree_named(request.GET.get(PARAMETER)),
    )
    partial = "HX-Request" in request.headers
    page = "rollup/inside.html" if partial else "rollup/figure.html"
    context = _figure_context(told, period, unit, target)
    trees = _trees(request, told.freshness, period, unit, told.line.tree)
    return render(request, page, {**context, **trees, "partial": partial})


def _lines_page(request: Request, period: Period, unit: Body, periods: Sequence[Period]) -> HttpResponse:
    actor = request.actor
    tree = tree_named(request.GET.get(PARAMETER))
    lines = target_lines(actor=actor, period=period, unit=unit, tree=tree)
    fresh = freshness(period.pk)
    wanted = request.GET.get("trang-thai", "")
    opens = may_open(actor, unit)
    context = {
        "title": _("Tổng hợp %(unit)s") % {"unit": unit},
        "crumbs": [*_above(actor, unit, period), {"label": str(unit), "url": ""}],
        "period": period,
        "unit": unit,
        "periods": periods,
        "lines": [shown.shown(one, period, link=opens) for one in lines if wanted in ("", one.state.value)],
        "counts": [
            (state.value, count, _filter(tree, state.value)) for state, count in states_of(lines).items()
        ],
        "everything": _filter(tree),
        "wanted": wanted,
        "total": len(lines),
        "fresh": fresh,
        **_trees(request, fresh, period, unit, tree),
    }
    return render(request, "rollup/lines.html", context)


def _filter(tree: Tree, state: str = "") -> str:
    """The same page in one state only; the tree stays."""
    told = {"trang-thai": state} if state else {}
    return suffix(tree) + ("&" if suffix(tree) and told else "" if suffix(tree) else "?") + urlencode(told)


def _trees(request: Request, fresh: Freshness, period: Period, unit: Body, tree: Tree) -> dict[str, Any]:
    """The choice of the tree, where it makes a difference for this unit."""
    differs = fresh.restated and differs_at(period.pk, unit.pk)
    return {
        "trees": tree_links(request.GET) if differs else None,
        "today_tree": tree is Tree.TODAY,
        "suffix": suffix(tree),
    }


def _accepted(line: TargetLine, target: Target) -> list[str]:
    """The conclusion on what is accepted; before its time the figure, as "not due" is said above already."""
    told = say_trace(line.judgement.trace, target.unit_of_measure)
    return told[1:2] if line.judgement.state is State.NOT_DUE else told[:1]


def _figure_context(told: Provenance, period: Period, unit: Body, target: Target) -> dict[str, Any]:
    line = told.line
    return {
        "title": target.name,
        "kicker": _("Số này ở đâu ra?"),
        "crumbs": [
            {
                "label": str(unit),
                "url": reverse("rollup:unit", args=[period.pk, unit.pk]) + suffix(line.tree),
            },
            {"label": target.name, "url": ""},
        ],
        "told": told,
        "line": shown.shown(line, period),
        "period": period,
        "unit": unit,
        "target": target,
        "sentences": say_trace(line.if_accepted.trace, target.unit_of_measure),
        "accepted": _accepted(line, target) if line.differs else [],
        "children": child_rows(told, period),
        "own": own_rows(told),
        "records": record_rows(told),
        "ended": ended_rows(told),
        "ended_page": told.ended.page if told.ended else None,
        "ended_total": shown.told_by(line.ended, line) if line.ended else "",
        "ended_name": ENDED_PAGE,
        "pager_query": suffix(line.tree).removeprefix("?"),
        "change": change_rows(told),
        "silent": not line.completeness.whole,
        "address": shown.address(line, period),
        "fresh": told.freshness,
    }


def _above(actor: Actor, unit: Body, period: Period) -> list[dict[str, str]]:
    """The units above, for those that the actor may see."""
    above = unit.parent
    if above is None:
        return []
    try:
        require_sight(actor, above)
    except Absent:
        return []
    return [{"label": str(above), "url": reverse("rollup:unit", args=[period.pk, above.pk])}]


def _period(actor: Actor, period_id: int) -> Period:
    return fetch(Period, period_id, actor=actor, related=["cycle__movement__issuer", "cycle__movement__seat"])


def _unit(actor: Actor, unit_id: int) -> Body:
    """A unit whose lines the actor may see; the rule of this room, which is stricter than the tree's."""
    unit = Body.objects.select_related("kind", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise Absent()
    require_sight(actor, unit)
    return unit

"""The year's targets: seen by the whole line, set and changed by the unit that sets them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.algebra.definitions import indicator_from_data, indicator_to_data
from thidua.algebra.thresholds import threshold_from_data, threshold_to_data
from thidua.catalogue.queries.indicators import find, offered
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import refusal_of
from thidua.kernel.door import Relation, fetch
from thidua.kernel.errors import Absent, NotYours, Stale
from thidua.launch.actions.set_target import add_target, change_target, move_target, remove_target
from thidua.launch.desk.answering import Request, back, refusing, status_of, told, unit_at_hand
from thidua.launch.desk.from_paper.unfinished import ASKED, as_typed, asked_for, finish
from thidua.launch.desk.own_target_form import OWN_KINDS, OwnForm
from thidua.launch.desk.target_forms import ChangeForm, MeasuredForm, PickedForm
from thidua.launch.models import Cycle, Target
from thidua.launch.queries.fitting import figures_of, indicators_of, known_figures
from thidua.launch.queries.targets import Reading, opened_periods, read_as, targets_by_group

RELATED = ("movement__seat", "movement__issuer")


def _cycle(request: Request, cycle_id: int) -> Cycle:
    return fetch(Cycle, cycle_id, actor=request.actor, related=RELATED)


def _setter(request: Request, cycle: Cycle) -> Body | None:
    """The unit at hand when this person may set targets for it in this year, else None."""
    if request.actor.unit_id is None:
        return None
    unit = unit_at_hand(request.actor)
    may = request.actor.may("launch.draft", unit.path, Relation.OWN)
    return unit if may and unit.path.startswith(cycle.movement.seat.path) else None


def _must_set(request: Request, cycle: Cycle) -> Body:
    unit = _setter(request, cycle)
    if unit is None:
        raise NotYours()
    return unit


@require_GET
def listed(request: Request, cycle_id: int) -> HttpResponse:
    """The targets of the year by heading; whoever sets them also finds the ways to change them."""
    cycle = _cycle(request, cycle_id)
    unit = _setter(request, cycle)
    qualitative = cycle.movement.aims_are_qualitative
    own = unit is not None and unit.pk != cycle.movement.seat_id
    groups = targets_by_group(cycle, request.actor)
    context = {
        "title": _("Chỉ tiêu"),
        "lead": str(cycle),
        "crumbs": _crumbs(cycle),
        "cycle": cycle,
        "groups": groups,
        "count": sum(len(group.rows) for group in groups),
        "may_add": unit is not None and (own or not qualitative),
        "may_set_aims": unit is not None and not own,
        "own_only": unit if own else None,
        "may_change": any(row.may_change for group in groups for row in group.rows),
        "opened": opened_periods(cycle),
    }
    return render(request, "launch/targets.html", context)


def _crumbs(cycle: Cycle, *further: str) -> list[dict[str, str]]:
    here = reverse("launch:targets", args=[cycle.pk])
    return [
        {"label": _("Phát động"), "url": reverse("launch:home")},
        {"label": _("Chỉ tiêu %(cycle)s") % {"cycle": cycle}, "url": here if further else ""},
        *({"label": one, "url": ""} for one in further),
    ]


@require_GET
def pick(request: Request, cycle_id: int) -> HttpResponse:
    """What a target can be about: search first, then by theme; or a measure of one's own."""
    cycle = _cycle(request, cycle_id)
    unit = _must_set(request, cycle)
    words = request.GET.get("q", "")[:100]
    context = {
        "title": _("Thêm chỉ tiêu"),
        "lead": str(cycle),
        "crumbs": _crumbs(cycle, _("Thêm chỉ tiêu")),
        "cycle": cycle,
        "words": words,
        "themes": find(words),
        "own_kinds": [(kind, name, hint) for kind, (name, hint, _slots) in OWN_KINDS.items()],
        "own_only": unit if unit.pk != cycle.movement.seat_id else None,
        "left": (left := asked_for(request, cycle)),
        "onward": f"?{ASKED}={left.pk}" if left else "",
    }
    return render(request, "launch/target_pick.html", context)


@require_http_methods(["GET", "POST"])
def add_picked(request: Request, cycle_id: int, code: str) -> HttpResponse:
    """A target about an indicator of the catalogue."""
    cycle = _cycle(request, cycle_id)
    unit = _must_set(request, cycle)
    form = PickedForm(request.POST or None, offered=offered(code), cycle=cycle)
    form.initial.update(_without_measure(as_typed(asked_for(request, cycle))))
    return _add(request, cycle, unit, form, about=form.offered.name, code=code)


@require_http_methods(["GET", "POST"])
def add_own(request: Request, cycle_id: int, kind: str) -> HttpResponse:
    """A target whose measure and figures are named on the page."""
    if kind not in OWN_KINDS:
        raise Absent()
    cycle = _cycle(request, cycle_id)
    unit = _must_set(request, cycle)
    form = OwnForm(request.POST or None, kind=kind, known=known_figures(cycle), cycle=cycle)
    form.initial.update(as_typed(asked_for(request, cycle)))
    return _add(request, cycle, unit, form, about=str(OWN_KINDS[kind][0]))


def _without_measure(typed: dict[str, Any]) -> dict[str, Any]:
    """The catalogue's indicator says itself in what it is measured."""
    return {name: value for name, value in typed.items() if name != "unit_of_measure"}


def _add(
    request: Request, cycle: Cycle, unit: Body, form: MeasuredForm, *, about: str, code: str = ""
) -> HttpResponse:
    trying = _is_trying(request)
    if request.method == "POST" and form.is_valid() and not trying:
        with refusing(form):
            assert form.measures is not None
            assert form.threshold is not None
            made = add_target(
                actor=request.actor,
                cycle_id=cycle.pk,
                owner_id=unit.pk,
                indicator=indicator_to_data(form.measures),
                threshold=threshold_to_data(form.threshold),
                like=code,
                **form.words(),
            )
            messages.success(request, _("Đã thêm chỉ tiêu «%(name)s».") % {"name": made.name})
            if (left := asked_for(request, cycle)) is not None:
                return finish(request, left, made)
            return back("targets", cycle.pk, anchor=f"chi-tieu-{made.pk}")
    context = {
        "title": _("Đặt chỉ tiêu"),
        "lead": f"{about} · {cycle}",
        "crumbs": _crumbs(cycle, _("Thêm chỉ tiêu")),
        "cycle": cycle,
        "form": form,
        "reading": _reading(form, cycle),
        "opened": opened_periods(cycle),
        "button": _("Thêm chỉ tiêu"),
    }
    return _form_page(request, context, form, trying)


def _is_trying(request: Request) -> bool:
    """Whether the page only asks how it would read."""
    return "xem" in request.POST or "xem" in request.GET


def _form_page(request: Request, context: dict[str, Any], form: Any, trying: bool) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "launch/_target_reading.html", context)
    return render(request, "launch/target_form.html", context, status=200 if trying else status_of(form))


def _reading(form: MeasuredForm, cycle: Cycle) -> Reading | None:
    """How the target will read: as far as it is told by now."""
    if not form.is_bound and isinstance(form, PickedForm) and not form.offered.inner:
        measures = form.offered.make(year=cycle.year, known=known_figures(cycle))
        return read_as(measures, None, form.offered.unit_of_measure, figures_of(indicators_of(cycle)))
    if form.measures is None:
        return None
    unit = form.cleaned_data.get("unit_of_measure", "")
    return read_as(form.measures, form.threshold, unit, figures_of(indicators_of(cycle)))


@require_http_methods(["GET", "POST"])
def change(request: Request, target_id: int) -> HttpResponse:
    """Threshold and words; what it measures stays, because reports were made for it."""
    target = fetch(Target, target_id, actor=request.actor, verb="change", related=("cycle__movement__seat",))
    form = ChangeForm(request.POST or None, target=target)
    trying = _is_trying(request)
    if request.method == "POST" and form.is_valid() and not trying:
        with refusing(form):
            assert form.threshold is not None
            change_target(
                actor=request.actor,
                target_id=target_id,
                threshold=threshold_to_data(form.threshold),
                version=form.cleaned_data["version"],
                **form.words(),
            )
            messages.success(request, _("Đã lưu chỉ tiêu «%(name)s».") % {"name": form.cleaned_data["name"]})
            return back("targets", target.cycle_id, anchor=f"chi-tieu-{target_id}")
    stored = threshold_from_data(target.threshold)
    measures = indicator_from_data(target.indicator)
    limit = form.threshold if form.is_bound else stored
    known = figures_of([measures])
    context = {
        "title": _("Sửa chỉ tiêu"),
        "lead": f"{target.name} · {target.cycle}",
        "crumbs": _crumbs(target.cycle, _("Sửa chỉ tiêu")),
        "cycle": target.cycle,
        "form": form,
        "target": target,
        "stands": read_as(measures, stored, target.unit_of_measure, known)
        if isinstance(refusal_of(form), Stale)
        else None,
        "reading": read_as(measures, limit, target.unit_of_measure, known),
        "assigned": target.assignments.filter(current=True).count(),
        "button": _("Lưu chỉ tiêu"),
    }
    return _form_page(request, context, form, trying)


@require_POST
def remove(request: Request, target_id: int) -> HttpResponse:
    """Takes a target away; refused with the reason when it was assigned."""
    target = fetch(Target, target_id, actor=request.actor)
    try:
        remove_target(actor=request.actor, target_id=target_id)
    except CodedError as refusal:
        told(request, refusal)
    else:
        messages.success(request, _("Đã bỏ chỉ tiêu «%(name)s».") % {"name": target.name})
    return back("targets", target.cycle_id)


@require_POST
def move(request: Request, target_id: int) -> HttpResponse:
    target = move_target(actor=request.actor, target_id=target_id, up=request.POST.get("huong", "") == "len")
    return back("targets", target.cycle_id, anchor=f"chi-tieu-{target_id}")

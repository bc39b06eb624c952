"""Launches beside one's own: examples for a bloc, great works, clusters with their tasks, conferences."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.catalogue.queries.items import name_of
from thidua.federation.models import Body
from thidua.federation.queries.clusters import members_of
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import Relation, fetch, verdict
from thidua.kernel.errors import Absent
from thidua.kernel.typed import read_day
from thidua.launch.actions.give_tasks import Task, finish_task, give_tasks, open_task_again, take_task_back
from thidua.launch.actions.hold_event import hold_event
from thidua.launch.actions.plan_event import Said, change_event, drop_event, plan_event
from thidua.launch.desk.answering import Request, back, refusing, status_of, told, unit_at_hand
from thidua.launch.desk.event_forms import EventForm, HoldForm, TaskForm
from thidua.launch.models import Cycle, LaunchEvent, LaunchTask
from thidua.launch.queries.beside_events import told_beside
from thidua.launch.queries.events import FORMS, events_of, pilots_by_bloc, shares_of

RELATED = ("seat", "at", "cluster", "cycle__movement__seat")
Kind = LaunchEvent.Kind


@require_GET
def listed(request: Request, cycle_id: int) -> HttpResponse:
    """Everything launched in a year beside the units' own ceremonies."""
    unit = unit_at_hand(request.actor)
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement__seat",))
    events = events_of(cycle, request.actor)
    context = {
        "title": _("Sự kiện phát động"),
        "lead": str(cycle),
        "cycle": cycle,
        "pilots": pilots_by_bloc(cycle, request.actor, events),
        "works": [one for one in events if one.kind == Kind.KEY_WORK],
        "launches": [one for one in events if one.kind == Kind.CLUSTER],
        "conferences": [one for one in events if one.kind == Kind.CONFERENCE],
        "kinds": _offered(unit, cycle) if request.actor.may("launch.record", unit.path, Relation.OWN) else [],
    }
    return render(request, "launch/events.html", context)


def _offered(unit: Body, cycle: Cycle) -> list[tuple[str, str]]:
    """What this unit may organise: examples stand below it, a cluster is the one it leads."""
    leads = unit.led.filter(year=cycle.year).exists()
    fits = {
        Kind.PILOT: unit.level != "grassroots",
        Kind.KEY_WORK: True,
        Kind.CLUSTER: leads,
        Kind.CONFERENCE: True,
    }
    return [(kind, str(Kind(kind).label)) for kind in Kind.values if fits[Kind(kind)]]


@require_http_methods(["GET", "POST"])
def plan(request: Request, cycle_id: int, kind: str) -> HttpResponse:
    unit = unit_at_hand(request.actor)
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement",))
    if kind not in Kind.values:
        raise Absent()
    form = EventForm(request.POST or None, kind=kind, seat=unit, clusters=_clusters(unit, cycle))
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            event = plan_event(
                actor=request.actor,
                cycle_id=cycle_id,
                seat_id=unit.pk,
                kind=kind,
                said=Said(**form.cleaned_data),
            )
            return back("event", event.pk)
    return _form_page(request, form, str(Kind(kind).label).capitalize(), _("Lưu"), lead=f"{unit} · {cycle}")


@require_http_methods(["GET", "POST"])
def change(request: Request, event_id: int) -> HttpResponse:
    event = fetch(LaunchEvent, event_id, actor=request.actor, verb="change", related=RELATED)
    names = [field for field in EventForm.base_fields if field not in ("at", "cluster")]
    initial = {name: getattr(event, name) for name in names}
    form = EventForm(
        request.POST or None,
        kind=event.kind,
        seat=event.seat,
        clusters=_clusters(event.seat, event.cycle),
        initial={**initial, "at": event.at_id, "cluster": event.cluster_id},
    )
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            change_event(
                actor=request.actor,
                event_id=event_id,
                said=Said(**form.cleaned_data),
                version=_version(request),
            )
            messages.success(request, _("Đã lưu."))
            return back("event", event_id)
    return _form_page(request, form, _("Sửa sự kiện"), _("Lưu"), lead=event.name, version=event.version)


@require_http_methods(["GET", "POST"])
def hold(request: Request, event_id: int) -> HttpResponse:
    """That it was held: day, place, how many, before whom."""
    event = fetch(LaunchEvent, event_id, actor=request.actor, verb="change", related=RELATED)
    initial = {
        "on": event.held_on or event.planned_on or clock.today(),
        **{name: getattr(event, name) for name in ("place", "attendance", "guests", "held_as")},
    }
    form = HoldForm(request.POST or None, initial=initial, bloc=event.bloc)
    if request.method == "POST" and form.is_valid():
        with refusing(form, "on"):
            hold_event(actor=request.actor, event_id=event_id, version=_version(request), **form.cleaned_data)
            messages.success(request, _("Đã ghi. Thêm ảnh, biên bản ở bên dưới."))
            return back("event", event_id)
    return _form_page(request, form, _("Ghi đã tổ chức"), _("Lưu"), lead=event.name, version=event.version)


@require_GET
def page(request: Request, event_id: int) -> HttpResponse:
    return _page(request, fetch(LaunchEvent, event_id, actor=request.actor, related=RELATED))


def _page(request: Request, event: LaunchEvent, form: TaskForm | None = None) -> HttpResponse:
    may_change = bool(verdict(event, actor=request.actor, verb="change"))
    shares = _shares(request, event, may_change)
    context = {
        "title": event.name,
        "lead": f"{event.get_kind_display().capitalize()} · {event.cycle}",
        "crumbs": _crumbs(event),
        "event": event,
        "form_name": name_of(FORMS, event.held_as) if event.held_as else "",
        "bloc_name": name_of("blocs", event.bloc) if event.bloc else "",
        "files": list(event.files.order_by("made_at", "pk")),
        "shares": shares,
        "given": sum(bool(share["tasks"]) for share in shares),
        "beside": told_beside(request.actor, event),
        "may_change": may_change,
        "task_form": form or _task_form(event) if may_change and event.kind == Kind.CLUSTER else None,
    }
    return render(request, "launch/event.html", context, status=status_of(*([form] if form else [])))


def _shares(request: Request, event: LaunchEvent, may_change: bool) -> list[dict[str, Any]]:
    """Who leads sees every member; a member sees what it was given itself."""
    actor = request.actor
    shares = shares_of(event) if event.kind == Kind.CLUSTER else []
    return [
        {
            "unit": share.unit,
            "tasks": share.tasks,
            "mine": actor.may("launch.record", share.unit.path, Relation.OWN),
        }
        for share in shares
        if may_change or actor.may("launch.view", share.unit.path)
    ]


@require_POST
def give(request: Request, event_id: int) -> HttpResponse:
    """One thing for each member that was ticked."""
    event = fetch(LaunchEvent, event_id, actor=request.actor, verb="change", related=RELATED)
    form = _task_form(event, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with refusing(form, "text"):
            give_tasks(
                actor=request.actor,
                event_id=event_id,
                tasks=[Task(unit.pk, said["text"], said["due_on"] or None) for unit in said["units"]],
            )
            messages.success(
                request, _("Đã giao việc cho %(count)s thành viên.") % {"count": len(said["units"])}
            )
            return back("event", event_id, anchor="viec")
    return _page(request, event, form)


@require_POST
def take_back(request: Request, event_id: int, task_id: int) -> HttpResponse:
    try:
        take_task_back(actor=request.actor, event_id=event_id, task_id=task_id)
        messages.success(request, _("Đã bỏ việc."))
    except CodedError as refusal:
        told(request, refusal)
    return back("event", event_id, anchor="viec")


@require_POST
def finish(request: Request, task_id: int) -> HttpResponse:
    task = fetch(LaunchTask, task_id, actor=request.actor, related=("unit",))
    typed = request.POST.get("done_on", "").strip()
    try:
        finish_task(
            actor=request.actor,
            task_id=task_id,
            done_on=read_day(typed) if typed else None,
            note=request.POST.get("note", ""),
        )
        messages.success(request, _("Đã ghi: việc đã xong."))
    except CodedError as refusal:
        told(request, refusal)
    return back("event", task.event_id, anchor=f"viec-{task_id}")


@require_POST
def again(request: Request, task_id: int) -> HttpResponse:
    task = open_task_again(actor=request.actor, task_id=task_id)
    messages.success(request, _("Việc lại còn mở."))
    return back("event", task.event_id, anchor=f"viec-{task_id}")


@require_POST
def drop(request: Request, event_id: int) -> HttpResponse:
    event = fetch(LaunchEvent, event_id, actor=request.actor, verb="change")
    try:
        drop_event(actor=request.actor, event_id=event_id)
    except CodedError as refusal:
        told(request, refusal)
        return back("event", event_id)
    messages.success(request, _("Đã bỏ khỏi danh sách."))
    return back("events", event.cycle_id)


def _clusters(unit: Body, cycle: Cycle) -> Any:
    return Body.objects.filter(leaderships__leader=unit, leaderships__year=cycle.year).order_by(
        "sort_key", "pk"
    )


def _task_form(event: LaunchEvent, data: Any = None) -> TaskForm:
    members: Any = Body.objects.none()
    if event.cluster is not None:
        keys = members_of(event.cluster, event.cycle.year).values("unit")
        members = Body.objects.filter(pk__in=keys.order_by()).order_by("sort_key", "pk")
    return TaskForm(data, members=members, auto_id="giao-%s")


def _crumbs(event: LaunchEvent) -> list[dict[str, str]]:
    return [
        {"label": _("Phát động"), "url": reverse("launch:home")},
        {"label": _("Sự kiện phát động"), "url": reverse("launch:events", args=[event.cycle_id])},
        {"label": event.name, "url": ""},
    ]


def _version(request: Request) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isdigit() else None


def _form_page(request: Request, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, **more}
    return render(request, "launch/form.html", context, status=status_of(form))

"""What a unit did: the list, and one record."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.catalogue.queries.items import choices, name_of
from thidua.federation.models import Body
from thidua.federation.models.search_key import search_key
from thidua.federation.queries.search import having_words
from thidua.formats.errors import CodedError
from thidua.kernel import paths
from thidua.kernel.desk.answering import errors_of
from thidua.kernel.desk.offering import offer
from thidua.kernel.door import VIEW, Actor, Relation, fetch, listing, verdict
from thidua.kernel.errors import Absent, say
from thidua.kernel.typed import CountField, DayField
from thidua.report.actions.keep_activity import Told, add_activity, change_activity, remove_activity
from thidua.report.desk.activity_files import keep_files
from thidua.report.desk.asking import actor_of, crumbs, done, refused, signed_in, unit_of
from thidua.report.desk.posted import version_of
from thidua.report.desk.subjects import Subjects, has_below, kept, posted, searches
from thidua.report.models import Activity

PAGE = 50


class ActivityForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại việc"), choices=Activity.Kind.choices)
    programme = forms.ChoiceField(label=gettext_lazy("Thuộc chương trình, phong trào"), required=False)
    held_on = DayField(label=gettext_lazy("Ngày"))
    title = forms.CharField(label=gettext_lazy("Tên việc"), max_length=300)
    place = forms.CharField(label=gettext_lazy("Nơi"), max_length=200, required=False)
    participants = CountField(label=gettext_lazy("Số người dự"), required=False)
    women = CountField(label=gettext_lazy("Trong đó nữ"), required=False)
    amount = CountField(label=gettext_lazy("Số tiền (đồng)"), required=False, money=True)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "programme", _programmes(str(self.initial.get("programme", ""))))

    def told(self, subjects: frozenset[int]) -> Told:
        return Told(**self.cleaned_data, subjects=subjects)


def _programmes(standing: str) -> list[tuple[str, str]]:
    """What is in force today, and what the record says already, even when it has ended since."""
    offered = choices("named_movements")
    if standing and standing not in dict(offered):
        offered.append((standing, name_of("named_movements", standing)))
    return [("", _("Không thuộc chương trình nào")), *offered]


@signed_in
@require_GET
def activity_list(request: HttpRequest) -> HttpResponse:
    """The records of the unit that one acts for, or of the units below it; newest first."""
    actor = actor_of(request)
    unit = _unit(actor)
    below = request.GET.get("cua") == "cap-duoi"
    kind, typed = request.GET.get("loai", ""), request.GET.get("q", "").strip()[:100]
    found = listing(Activity, actor=actor, verb=VIEW).filter(removed_at=None)
    found = found.filter(paths.strictly_below("unit__path", unit.path) if below else Q(unit=unit))
    if kind in Activity.Kind.values:
        found = found.filter(kind=kind)
    if below and typed:
        named = having_words(Body.objects.all(), search_key(typed)).values("pk")
        found = found.filter(Q(unit__in=named) | Q(subjects__in=named)).distinct()
    shown = found.select_related("unit").prefetch_related("files", "subjects").order_by("-held_on", "-pk")
    context = {
        "title": _("Hoạt động đã làm"),
        "lead": _("Ghi một lần khi làm; số liệu báo cáo lấy từ đây."),
        "crumbs": crumbs((_("Hoạt động"), "")),
        "page": Paginator(shown, PAGE).get_page(request.GET.get("trang")),
        "may_add": actor.may("report.activity", unit.path, Relation.OWN),
        "below": below,
        "has_below": has_below(unit),
        "kinds": [("", _("Mọi loại")), *Activity.Kind.choices],
        "kind": kind,
        "typed": typed,
        "query": urlencode({"cua": "cap-duoi" if below else "", "loai": kind, "q": typed}),
    }
    return render(request, "report/activities.html", context)


def _unit(actor: Actor) -> Body:
    unit = unit_of(actor)
    if unit is None:
        raise Absent()
    return unit


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new record of one's own unit."""
    actor = actor_of(request)
    unit = _unit(actor)
    if request.method != "POST":
        return _page(request, ActivityForm(), None, unit, kept([]))
    subjects = posted(request.POST, unit, actor)
    if searches(request.POST):
        return _page(request, ActivityForm(initial=request.POST.dict()), None, unit, subjects)
    form = ActivityForm(request.POST)
    if form.is_valid():
        try:
            made = add_activity(actor=actor, unit_id=unit.pk, told=form.told(subjects.ids))
        except CodedError as refusal:
            form.add_error(None, str(say(refusal)))
        else:
            return _kept(request, made, _("Đã ghi hoạt động."))
    return _page(request, form, None, unit, subjects)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Corrects a record; those above read it."""
    actor = actor_of(request)
    found = fetch(Activity, activity_id, actor=actor, related=("unit",))
    if not verdict(found, actor=actor, verb="change") and request.method != "POST":
        return _reading(request, found)
    fetch(Activity, activity_id, actor=actor, verb="change")
    if request.method != "POST":
        names = ("kind", "programme", "held_on", "title", "place", "participants", "women", "amount")
        form = ActivityForm(initial={name: getattr(found, name) for name in names})
        return _page(
            request, form, found, found.unit, kept(list(found.subjects.values_list("pk", flat=True)))
        )
    subjects = posted(request.POST, found.unit, actor)
    if searches(request.POST):
        return _page(request, ActivityForm(initial=request.POST.dict()), found, found.unit, subjects)
    form = ActivityForm(request.POST, initial={"programme": found.programme})
    if form.is_valid():
        try:
            told, version = form.told(subjects.ids), version_of(request.POST)
            changed = change_activity(actor=actor, activity_id=found.pk, told=told, version=version)
        except CodedError as refusal:
            form.add_error(None, str(say(refusal)))
        else:
            return _kept(request, changed, _("Đã sửa hoạt động."))
    return _page(request, form, found, found.unit, subjects)


def _kept(request: HttpRequest, activity: Activity, words: str) -> HttpResponse:
    """Back to the list; to the record itself when one of its files was refused."""
    if keep_files(request, actor_of(request), activity):
        return done(request, words, "report:activities")
    return done(request, words, "report:change_activity", activity_id=activity.pk)


def _reading(request: HttpRequest, found: Activity) -> HttpResponse:
    context = {
        "title": found.title,
        "kicker": str(found.unit),
        "crumbs": crumbs((_("Hoạt động"), reverse("report:activities")), (found.title, "")),
        "activity": found,
        "subjects": list(found.subjects.order_by("sort_key", "pk")),
        "files": list(found.files.all()),
    }
    return render(request, "report/activity_read.html", context)


def _page(
    request: HttpRequest, form: ActivityForm, found: Activity | None, unit: Body, subjects: Subjects
) -> HttpResponse:
    context = {
        "title": _("Sửa hoạt động") if found else _("Ghi hoạt động"),
        "crumbs": crumbs(
            (_("Hoạt động"), reverse("report:activities")), (found.title if found else _("Ghi hoạt động"), "")
        ),
        "form": form,
        "activity": found,
        "subjects": subjects if has_below(unit) else None,
        "files": list(found.files.all()) if found else [],
        "errors": errors_of(form),
    }
    return render(request, "report/activity.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Leaves a record out of every count."""
    try:
        remove_activity(
            actor=actor_of(request), activity_id=activity_id, reason=request.POST.get("reason", "")
        )
    except CodedError as refusal:
        return refused(request, refusal, "report:activities")
    return done(request, _("Đã bỏ hoạt động."), "report:activities")

"""What a unit did: the list, and one record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.catalogue.queries.items import choices, name_of
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.kernel import paths
from thidua.kernel.desk.offering import offer, offer_rows
from thidua.kernel.door import VIEW, Actor, Relation, fetch, listing
from thidua.kernel.errors import Absent, say
from thidua.kernel.typed import CountField, DayField
from thidua.report.actions.keep_activity import Told, add_activity, change_activity, remove_activity
from thidua.report.desk.activity_files import keep_files
from thidua.report.desk.asking import actor_of, crumbs, done, refused, signed_in, unit_of
from thidua.report.desk.posted import version_of
from thidua.report.models import Activity

PAGE = 50
MOST_SUBJECTS = 2_000


class ActivityForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại việc"), choices=Activity.Kind.choices)
    programme = forms.ChoiceField(label=gettext_lazy("Thuộc chương trình, phong trào"), required=False)
    held_on = DayField(label=gettext_lazy("Ngày"))
    title = forms.CharField(label=gettext_lazy("Tên việc"), max_length=300)
    place = forms.CharField(label=gettext_lazy("Nơi"), max_length=200, required=False)
    participants = CountField(label=gettext_lazy("Số người dự"), required=False)
    women = CountField(label=gettext_lazy("Trong đó nữ"), required=False)
    amount = CountField(label=gettext_lazy("Số tiền (đồng)"), required=False, money=True)
    subjects = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Đơn vị được kiểm tra"), queryset=Body.objects.none(), required=False
    )

    def __init__(self, *arguments: Any, unit: Body, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "programme", _programmes(str(self.initial.get("programme", ""))))
        below = Body.objects.filter(
            paths.strictly_below("path", unit.path), form=Body.Form.UNIT, ended_on=None
        )
        # By keys: a queryset cut to a length cannot be asked again, and the form asks it for what was chosen.
        offered = list(below.order_by("sort_key").values_list("pk", flat=True)[:MOST_SUBJECTS])
        offer_rows(self, "subjects", Body.objects.filter(pk__in=offered).order_by("sort_key"))
        if not below.exists():
            del self.fields["subjects"]

    def told(self) -> Told:
        given = dict(self.cleaned_data)
        subjects = frozenset(one.pk for one in given.pop("subjects", ()))
        return Told(**given, subjects=subjects)


def _programmes(standing: str) -> list[tuple[str, str]]:
    """What is in force today, and what the record says already, even when it has ended since."""
    offered = choices("named_movements")
    if standing and standing not in dict(offered):
        offered.append((standing, name_of("named_movements", standing)))
    return [("", _("Không thuộc chương trình nào")), *offered]


@signed_in
@require_GET
def activity_list(request: HttpRequest) -> HttpResponse:
    """The records of the unit that one acts for, newest first."""
    actor = actor_of(request)
    found = (
        listing(Activity, actor=actor, verb=VIEW)
        .filter(unit_id=actor.unit_id, removed_at=None)
        .prefetch_related("files")
        .order_by("-held_on", "-pk")
    )
    unit = _unit(actor)
    context = {
        "title": _("Hoạt động đã làm"),
        "lead": _("Ghi một lần khi làm; số liệu báo cáo lấy từ đây."),
        "crumbs": crumbs((_("Hoạt động"), "")),
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "may_add": actor.may("report.activity", unit.path, Relation.OWN),
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
    unit = _unit(actor_of(request))
    form = ActivityForm(request.POST if request.method == "POST" else None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_activity(actor=actor_of(request), unit_id=unit.pk, told=form.told())
        except CodedError as refusal:
            form.add_error(None, str(say(refusal)))
        else:
            return _kept(request, made, _("Đã ghi hoạt động."))
    return _page(request, form, None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Corrects a record."""
    actor = actor_of(request)
    found = fetch(Activity, activity_id, actor=actor, verb="change", related=("unit",))
    initial = {name: getattr(found, name) for name in ("kind", "programme", "held_on", "title", "place")}
    initial |= {name: getattr(found, name) for name in ("participants", "women", "amount")}
    initial["subjects"] = list(found.subjects.values_list("pk", flat=True))
    form = ActivityForm(request.POST if request.method == "POST" else None, initial=initial, unit=found.unit)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_activity(
                actor=actor, activity_id=found.pk, told=form.told(), version=version_of(request.POST)
            )
        except CodedError as refusal:
            form.add_error(None, str(say(refusal)))
        else:
            return _kept(request, changed, _("Đã sửa hoạt động."))
    return _page(request, form, found)


def _kept(request: HttpRequest, activity: Activity, words: str) -> HttpResponse:
    """Back to the list; to the record itself when one of its files was refused."""
    if keep_files(request, actor_of(request), activity):
        return done(request, words, "report:activities")
    return done(request, words, "report:change_activity", activity_id=activity.pk)


def _page(request: HttpRequest, form: ActivityForm, found: Activity | None) -> HttpResponse:
    context = {
        "title": _("Sửa hoạt động") if found else _("Ghi hoạt động"),
        "crumbs": crumbs((_("Hoạt động"), reverse("report:activities")), (found.title if found else "", "")),
        "form": form,
        "activity": found,
        "files": list(found.files.all()) if found else [],
        "errors": _errors(form),
    }
    return render(request, "report/activity.html", context, status=422 if form.errors else 200)


def _errors(form: forms.Form) -> list[dict[str, str]]:
    told = [{"target": "", "label": str(words), "what": ""} for words in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            what = str(bound.errors[0])
            told.append({"target": bound.id_for_label, "label": str(bound.label), "what": what})
    return told


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

"""Forms of a cluster's year: found it, members, leader, summary, hand-over, next year, guidance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from thidua.federation.actions.clusters import hand_over
from thidua.federation.actions.clusters.at import year_at
from thidua.federation.actions.clusters.begin_year import begin_year
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.guide import guide_cluster
from thidua.federation.actions.clusters.members import add_member, end_membership, keep_member
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.desk.changing import page
from thidua.federation.desk.clusters.answering import form_page, refusing
from thidua.federation.desk.clusters.forms import (
    BeginForm,
    DutyForm,
    FoundForm,
    GuidanceForm,
    LeaderForm,
    LeaveForm,
    MemberForm,
    SummaryForm,
    WhyForm,
    kept_scan,
)
from thidua.federation.models import Body, LeaderDuty, Leadership
from thidua.federation.queries.cluster_page import day_within
from thidua.federation.queries.clusters import leadership_of, members_of
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, done, signed_in
from thidua.kernel.door import fetch, verdict

_PAGE = "federation:cluster"


def _sent(request: Request, form: forms.Form) -> bool:
    return request.method == "POST" and form.is_valid()


def _files(request: Request) -> tuple[Any, Any]:
    return request.POST or None, request.FILES or None


@page
@signed_in
def found(request: Request) -> HttpResponse:
    host = fetch(Body, request.actor.unit_id, actor=request.actor, verb="organise")
    form = FoundForm(request.POST or None, initial={"year": clock.today().year})
    if _sent(request, form):
        with refusing(form):
            made = found_cluster(actor=request.actor, host_id=host.pk, **form.cleaned_data)
            words = _("Đã lập %(name)s. Tiếp theo: thêm các thành viên.") % {"name": made.name}
            return done(request, words, _PAGE, made.pk, form.cleaned_data["year"])
    lead = _("%(unit)s tổ chức cụm; các thành viên trong cụm ngang nhau.") % {"unit": host}
    return form_page(request, form, None, title=_("Lập cụm thi đua"), button=_("Lập cụm"), lead=lead)


@page
@signed_in
def begin(request: Request, pk: int, year: int) -> HttpResponse:
    """The year after ``year``: who goes on, and by when the outgoing leader hands over."""
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="go_on")
    staying = [one.unit for one in members_of(at.cluster, year, day_within(year)) if one.left_on is None]
    form = BeginForm(request.POST or None, members=staying, initial={"year": year + 1})
    if _sent(request, form):
        with refusing(form):
            new = year + 1
            begin_year(
                actor=request.actor,
                cluster_id=pk,
                year=new,
                due_on=form.cleaned_data["due_on"],
                leaving_out=form.leaving_out,
            )
            words = _("Đã mở năm %(year)s. Tiếp theo: chọn cụm trưởng.") % {"year": new}
            return done(request, words, _PAGE, pk, new)
    title = _("Mở năm %(year)s của cụm") % {"year": year + 1}
    lead = _("Thành viên năm trước được mang sang; cụm trưởng cũ nhận việc bàn giao.")
    return form_page(request, form, at.cluster, title=title, button=_("Mở năm"), year=year, lead=lead)


@page
@signed_in
def member(request: Request, pk: int, year: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="organise")
    form = MemberForm(request.POST or None, actor=request.actor)
    if _sent(request, form):
        told = form.cleaned_data
        with refusing(form):
            add_member(
                actor=request.actor,
                cluster_id=pk,
                year=year,
                unit_id=told["unit"].pk,
                joined_on=told["joined_on"],
            )
            return done(request, _("Đã thêm %(unit)s.") % {"unit": told["unit"]}, _PAGE, pk, year)
    return form_page(request, form, at.cluster, title=_("Thêm thành viên"), button=_("Thêm"), year=year)


@page
@signed_in
def leave(request: Request, pk: int, year: int, unit_id: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="organise")
    unit = fetch(Body, unit_id, actor=request.actor)
    form = LeaveForm(request.POST or None, initial={"left_on": day_within(year)})
    if _sent(request, form):
        with refusing(form):
            end_membership(
                actor=request.actor, cluster_id=pk, year=year, unit_id=unit_id, **form.cleaned_data
            )
            words = _("Đã ghi %(unit)s rời cụm.") % {"unit": unit}
            return done(request, words, _PAGE, pk, year)
    title = _("%(unit)s rời cụm") % {"unit": unit}
    lead = _("Những gì đơn vị đã làm, đã ký đến ngày đó vẫn giữ nguyên.")
    return form_page(request, form, at.cluster, title=title, button=_("Ghi rời cụm"), year=year, lead=lead)


@page
@signed_in
def stay(request: Request, pk: int, year: int, unit_id: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="organise")
    unit = fetch(Body, unit_id, actor=request.actor)
    form = WhyForm(request.POST or None)
    if _sent(request, form):
        with refusing(form):
            keep_member(
                actor=request.actor, cluster_id=pk, year=year, unit_id=unit_id, why=form.cleaned_data["why"]
            )
            return done(request, _("%(unit)s vẫn ở lại cụm.") % {"unit": unit}, _PAGE, pk, year)
    title = _("%(unit)s vẫn ở lại cụm") % {"unit": unit}
    return form_page(request, form, at.cluster, title=title, button=_("Ghi ở lại"), year=year)


@page
@signed_in
def leader(request: Request, pk: int, year: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="lead")
    before = leadership_of(at.cluster, year)
    decides = bool(verdict(at, actor=request.actor, verb="organise"))
    form = LeaderForm(
        *_files(request),
        members=[one.unit for one in members_of(at.cluster, year, day_within(year))],
        ways=[one for one in Leadership.Way.values if decides or one != Leadership.Way.DECISION],
        again=before is not None,
        initial={
            "settled_on": clock.today(),
            "way": request.GET.get("cach", "meeting"),
            "leader_id": request.GET.get("don-vi", ""),
        },
    )
    if _sent(request, form):
        with refusing(form):
            told = {**form.cleaned_data, "scan": kept_scan(form)}
            made = settle_leader(actor=request.actor, cluster_id=pk, year=year, **told)
            words = _("Cụm trưởng năm %(year)s: %(unit)s.") % {"year": year, "unit": made.leader}
            return done(request, words, _PAGE, pk, year)
    title = _("Chọn lại cụm trưởng") if before else _("Ghi cụm trưởng của năm")
    return form_page(request, form, at.cluster, title=title, button=_("Ghi cụm trưởng"), year=year)


@page
@signed_in
def summary(request: Request, pk: int, year: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="close")
    form = SummaryForm(*_files(request), initial={"held_on": clock.today()})
    if _sent(request, form):
        with refusing(form):
            told = {**form.cleaned_data, "scan": kept_scan(form)}
            hand_over.hold_summary(actor=request.actor, cluster_id=pk, year=year, **told)
            return done(request, _("Đã tổng kết năm %(year)s của cụm.") % {"year": year}, _PAGE, pk, year)
    lead = _(
        "Ghi xong thì năm này của cụm đóng lại: thành viên, cụm trưởng và các cuộc bỏ phiếu không đổi nữa."
    )
    title = _("Tổng kết năm %(year)s của cụm") % {"year": year}
    return form_page(request, form, at.cluster, title=title, button=_("Ghi tổng kết"), year=year, lead=lead)


@page
@signed_in
def reopen(request: Request, pk: int, year: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="reopen")
    form = WhyForm(request.POST or None)
    if _sent(request, form):
        with refusing(form):
            hand_over.reopen_year(actor=request.actor, cluster_id=pk, year=year, why=form.cleaned_data["why"])
            return done(request, _("Đã mở lại năm của cụm."), _PAGE, pk, year)
    title = _("Mở lại năm %(year)s của cụm") % {"year": year}
    return form_page(request, form, at.cluster, title=title, button=_("Mở lại"), year=year)


@page
@signed_in
def finish(request: Request, pk: int) -> HttpResponse:
    duty = fetch(LeaderDuty, pk, actor=request.actor, verb="finish", related=("cluster",))
    form = DutyForm(*_files(request), initial={"done_on": clock.today()})
    if _sent(request, form):
        with refusing(form):
            told = {**form.cleaned_data, "scan": kept_scan(form)}
            hand_over.finish_duty(actor=request.actor, duty_id=pk, **told)
            return done(request, _("Đã ghi: xong."), _PAGE, duty.cluster_id, duty.year)
    title = str(duty.get_what_display()).capitalize()
    lead = _("Việc bàn giao của cụm trưởng năm %(year)s.") % {"year": duty.year}
    return form_page(
        request, form, duty.cluster, title=title, button=_("Ghi đã làm"), year=duty.year, lead=lead
    )


@page
@signed_in
def reopen_duty(request: Request, pk: int) -> HttpResponse:
    duty = fetch(LeaderDuty, pk, actor=request.actor, verb="reopen", related=("cluster",))
    form = WhyForm(request.POST or None)
    if _sent(request, form):
        with refusing(form):
            hand_over.reopen_duty(actor=request.actor, duty_id=pk, why=form.cleaned_data["why"])
            return done(request, _("Đã mở lại việc này."), _PAGE, duty.cluster_id, duty.year)
    return form_page(
        request, form, duty.cluster, title=_("Việc này chưa xong"), button=_("Mở lại"), year=duty.year
    )


@page
@signed_in
def guide(request: Request, pk: int, year: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="guide")
    form = GuidanceForm(*_files(request), initial={"held_on": clock.today()})
    if _sent(request, form):
        with refusing(form):
            told = {**form.cleaned_data, "scan": kept_scan(form)}
            guide_cluster(actor=request.actor, cluster_id=pk, year=year, **told)
            return done(request, _("Đã ghi."), _PAGE, pk, year)
    title = _("Kiểm tra, hướng dẫn cụm")
    return form_page(request, form, at.cluster, title=title, button=_("Ghi"), year=year)

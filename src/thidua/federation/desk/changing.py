"""Forms that change the tree: add, rename, place, end, facts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.federation.actions.add_hosted import add_department, add_partner
from thidua.federation.actions.add_unit import add_unit
from thidua.federation.actions.add_working_group import add_working_group
from thidua.federation.actions.change_unit import change_unit
from thidua.federation.actions.end_unit import end_unit
from thidua.federation.actions.place_unit import end_care, look_after, place_unit
from thidua.federation.actions.rename_unit import rename_unit
from thidua.federation.actions.set_attribute import set_attribute
from thidua.federation.desk.answering import form_page, refusing
from thidua.federation.desk.forms import (
    CareForm,
    ChangeForm,
    EndForm,
    FactForm,
    GroupForm,
    HostedForm,
    PlaceForm,
    RenameForm,
    UnitForm,
)
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, done, signed_in
from thidua.kernel.door import fetch

page = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: Request, form: forms.Form) -> bool:
    return request.method == "POST" and form.is_valid()


@page
@signed_in
def add(request: Request, pk: int) -> HttpResponse:
    above = fetch(Body, pk, actor=request.actor, verb="add_below", related=("kind",))
    form = UnitForm(request.POST or None, above=above.level)
    if sent(request, form):
        with refusing(form):
            made = add_unit(actor=request.actor, under_id=pk, **form.cleaned_data)
            return done(request, _("Đã thêm %(name)s.") % {"name": made.name}, "federation:unit", made.pk)
    return form_page(request, form, above, title=_("Thêm đơn vị trực thuộc"), button=_("Thêm đơn vị"))


@page
@signed_in
def add_hosted(request: Request, pk: int) -> HttpResponse:
    host = fetch(Body, pk, actor=request.actor, verb="change")
    form = HostedForm(request.POST or None)
    if sent(request, form):
        given = dict(form.cleaned_data)
        adding = add_department if given.pop("form") == Body.Form.DEPARTMENT else add_partner
        with refusing(form):
            made = adding(actor=request.actor, host_id=pk, **given)
            return done(request, _("Đã thêm %(name)s.") % {"name": made.name}, "federation:unit", pk)
    return form_page(request, form, host, title=_("Thêm ban, cơ quan phối hợp"), button=_("Thêm"))


@page
@signed_in
def add_group(request: Request, pk: int) -> HttpResponse:
    above = fetch(Body, pk, actor=request.actor, verb="add_below")
    form = GroupForm(request.POST or None, initial={"from_on": clock.today()})
    if sent(request, form):
        with refusing(form):
            made = add_working_group(actor=request.actor, under_id=pk, **form.cleaned_data)
            return done(request, _("Đã thêm %(name)s.") % {"name": made.name}, "federation:unit", made.pk)
    lead = _("Tổ công tác tạm thời nhận đơn vị về quản lý cho đến khi sắp xếp xong.")
    return form_page(request, form, above, title=_("Thêm tổ công tác"), button=_("Thêm tổ"), lead=lead)


@page
@signed_in
def rename(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="change")
    before = {"name": unit.name, "short_name": unit.short_name, "from_on": clock.today()}
    form = RenameForm(request.POST or None, initial={**before, "version": unit.version})
    if sent(request, form):
        with refusing(form):
            rename_unit(actor=request.actor, unit_id=pk, **form.cleaned_data)
            return done(request, _("Đã đổi tên."), "federation:unit", pk)
    return form_page(request, form, unit, title=_("Đổi tên"), button=_("Lưu tên mới"))


@page
@signed_in
def change(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="change")
    fields = ("short_name", "code", "phone", "founded_on", "version")
    form = ChangeForm(request.POST or None, initial={name: getattr(unit, name) for name in fields})
    if sent(request, form):
        with refusing(form):
            change_unit(actor=request.actor, unit_id=pk, **form.cleaned_data)
            return done(request, _("Đã lưu."), "federation:unit", pk)
    return form_page(request, form, unit, title=_("Sửa thông tin chung"), button=_("Lưu"))


@page
@signed_in
def place(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="place", related=("parent",))
    start = {"from_on": clock.today(), "version": unit.version}
    form = PlaceForm(request.POST or None, actor=request.actor, initial=start)
    if sent(request, form):
        given = dict(form.cleaned_data)
        under = given.pop("under")
        with refusing(form):
            place_unit(actor=request.actor, unit_id=pk, under_id=under.pk, **given)
            told = _("%(unit)s chuyển về %(under)s.") % {"unit": unit, "under": under}
            return done(request, told, "federation:unit", pk)
    lead = _("Đang trực thuộc %(under)s. Cả nhánh bên dưới đi theo; số liệu các kỳ đã chốt giữ nguyên.")
    return form_page(
        request,
        form,
        unit,
        title=_("Chuyển cấp trên"),
        button=_("Chuyển"),
        lead=lead % {"under": unit.parent},
    )


@page
@signed_in
def care(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="place")
    form = CareForm(request.POST or None, actor=request.actor, initial={"from_on": clock.today()})
    if sent(request, form):
        given: dict[str, Any] = dict(form.cleaned_data)
        by = given.pop("by")
        with refusing(form):
            look_after(actor=request.actor, unit_id=pk, by_id=by.pk, **given)
            return done(request, _("Đã ghi người phụ trách."), "federation:unit", pk)
    lead = _("Phụ trách là theo dõi, giúp đỡ; số liệu không cộng qua quan hệ này.")
    return form_page(request, form, unit, title=_("Giao phụ trách"), button=_("Ghi"), lead=lead)


@require_POST
@signed_in
def stop_care(request: Request, pk: int, line: int) -> HttpResponse:
    end_care(actor=request.actor, unit_id=pk, line_id=line, until_on=clock.today())
    return done(request, _("Đã thôi phụ trách từ hôm nay."), "federation:unit", pk)


@page
@signed_in
def end(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="end")
    start = {"last_day": clock.today(), "version": unit.version}
    form = EndForm(request.POST or None, unit=unit, initial=start)
    if sent(request, form):
        given = dict(form.cleaned_data)
        given.pop("name")
        with refusing(form):
            end_unit(actor=request.actor, unit_id=pk, **given)
            return done(request, _("%(name)s đã kết thúc.") % {"name": unit.name}, "federation:unit", pk)
    lead = _(
        "Chức vụ và quan hệ quản lý đóng lại theo ngày này. Báo cáo, danh sách người và lịch sử vẫn xem được."
    )
    return form_page(
        request, form, unit, title=_("Kết thúc đơn vị"), button=_("Kết thúc"), lead=lead, danger=True
    )


@page
@signed_in
def fact(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="change")
    start = {"name": request.GET.get("ten", ""), "from_on": clock.today(), "version": unit.version}
    form = FactForm(request.POST or None, initial=start)
    if sent(request, form):
        with refusing(form):
            set_attribute(actor=request.actor, unit_id=pk, **form.cleaned_data)
            return done(request, _("Đã ghi thông tin."), "federation:unit", pk)
    lead = _("Giá trị cũ giữ nguyên cho những ngày trước; báo cáo cũ không đổi.")
    return form_page(request, form, unit, title=_("Ghi thông tin của đơn vị"), button=_("Ghi"), lead=lead)

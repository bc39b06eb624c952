"""Forms of launch events, of plans on their way up, of reviews. What is typed stays in them when refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.catalogue.queries.items import choices
from thidua.federation.models import Body
from thidua.kernel.desk.offering import NOT_CHOSEN, offer, offer_rows, say_not_chosen
from thidua.kernel.typed import DayField
from thidua.launch.models import LaunchEvent, PlanSent
from thidua.launch.queries.events import bloc_of, forms_for

Kind = LaunchEvent.Kind


class EventForm(forms.Form):
    """An event that is planned; each kind asks only for what it needs."""

    name = forms.CharField(label=_("Tên"), max_length=300, required=False)
    cluster = forms.ModelChoiceField(label=_("Cụm, khối thi đua"), queryset=Body.objects.none())
    bloc = forms.ChoiceField(label=_("Khối"))
    at = forms.ModelChoiceField(label=_("Ở đơn vị"), queryset=Body.objects.none(), required=False)
    work_owner = forms.CharField(label=_("Chủ đầu tư"), max_length=200, required=False)
    work_rank = forms.ChoiceField(label=_("Công trình"), choices=LaunchEvent.Rank.choices)
    work_registered = forms.BooleanField(label=_("Công trình đã đăng ký gắn biển chào mừng"), required=False)
    held_as = forms.ChoiceField(label=_("Hình thức"), required=False)
    planned_on = DayField(label=_("Ngày dự kiến"), required=False)

    def __init__(self, *args: Any, kind: str, seat: Body, clusters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(_ASKED[kind]):
            del self.fields[name]
        self.fields["name"].required = kind in (Kind.KEY_WORK, Kind.CONFERENCE)
        self.fields["name"].label = _NAMES[kind]
        if "at" in self.fields:
            below = Body.objects.filter(parent=seat, form=Body.Form.UNIT, ended_on=None)
            offer_rows(self, "at", below.order_by("sort_key", "pk"))
            self.fields["at"].required = kind == Kind.PILOT
            if kind == Kind.KEY_WORK:
                self.fields["at"].help_text = _(
                    "Đơn vị có công trình; đăng ký gắn biển của đơn vị nối vào đây."
                )
        if "bloc" in self.fields:
            offer(self, "bloc", [("", NOT_CHOSEN), *choices("blocs")])
            self.fields["bloc"].required = kind == Kind.PILOT
        if "cluster" in self.fields:
            offer_rows(self, "cluster", clusters)
        offer(self, "held_as", [("", NOT_CHOSEN), *forms_for("")])
        say_not_chosen(self)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name, key in (("at", "at_id"), ("cluster", "cluster_id")):
            if name in told:
                chosen = told.pop(name)
                told[key] = chosen.pk if chosen is not None else None
        return told


# What each kind asks for, in the order of the form.
_ASKED: Mapping[str, tuple[str, ...]] = {
    Kind.PILOT: ("bloc", "at", "name", "held_as", "planned_on"),
    Kind.KEY_WORK: ("name", "at", "work_rank", "work_owner", "work_registered", "held_as", "planned_on"),
    Kind.CLUSTER: ("cluster", "name", "held_as", "planned_on"),
    Kind.CONFERENCE: ("name", "bloc", "held_as", "planned_on"),
}
_NAMES: Mapping[str, Any] = {
    Kind.PILOT: _("Nội dung phát động điểm"),
    Kind.KEY_WORK: _("Tên công trình"),
    Kind.CLUSTER: _("Nội dung phát động"),
    Kind.CONFERENCE: _("Tên hội nghị, hội thảo"),
}


class HoldForm(forms.Form):
    """That an event was held."""

    on = DayField(label=_("Ngày tổ chức"))
    place = forms.CharField(label=_("Nơi tổ chức"), max_length=200, required=False)
    attendance = forms.IntegerField(label=_("Số người dự"), min_value=0, required=False)
    guests = forms.CharField(label=_("Cấp ủy, chuyên môn, khách dự"), max_length=300, required=False)
    held_as = forms.ChoiceField(label=_("Hình thức"), required=False)

    def __init__(self, *args: Any, bloc: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "held_as", [("", NOT_CHOSEN), *forms_for(bloc)])


class TaskForm(forms.Form):
    """One thing for one or several members of the cluster."""

    units = forms.ModelMultipleChoiceField(
        label=_("Giao cho"), queryset=Body.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label=_("Việc"), max_length=500)
    due_on = DayField(label=_("Hạn"), required=False)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.queryset = members


class SendPlanForm(forms.Form):
    sent_on = DayField(label=_("Ngày gửi"))
    channel = forms.ChoiceField(label=_("Cách gửi"), choices=PlanSent.Channel.choices)
    letter = forms.CharField(
        label=_("Số, ký hiệu công văn"),
        max_length=80,
        required=False,
        help_text=_("Ví dụ 15/CV-LĐLĐ. Gửi trên hệ thống hoặc nộp trực tiếp thì để trống được."),
    )
    scan = forms.FileField(label=_("Bản quét công văn"), required=False)


class ReceivePlanForm(forms.Form):
    """The clerk above enters the letter and hands it to departments."""

    letter = forms.CharField(label=_("Số, ký hiệu công văn"), max_length=80, required=False)
    dated_on = DayField(label=_("Ngày công văn"), required=False)
    received_on = DayField(label=_("Ngày đến"))
    number = forms.IntegerField(label=_("Số đến"), min_value=1, required=False)
    departments = forms.ModelMultipleChoiceField(
        label=_("Chuyển cho ban"),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, seat: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["departments"]
        field.queryset = Body.objects.filter(host=seat, form=Body.Form.DEPARTMENT, ended_on=None).order_by(
            "sort_key", "pk"
        )


class ReviewsForm(forms.Form):
    """The calendar of reviews of a movement of several years."""

    yearly_on = DayField(label=_("Sơ kết năm đầu, hạn"), help_text=_("Các năm sau lấy cùng ngày, tháng."))
    interim_every = forms.IntegerField(
        label=_("Sơ kết giai đoạn mỗi … năm"), min_value=1, max_value=50, required=False
    )
    interim_on = DayField(label=_("Sơ kết giai đoạn đầu, hạn"), required=False)
    final_on = DayField(label=_("Tổng kết, hạn"), required=False)


def own_forms(unit: Body) -> list[tuple[str, str]]:
    """Forms of launching for a unit's own ceremony, those that suit its bloc first."""
    return [("", str(NOT_CHOSEN)), *forms_for(bloc_of(unit))]

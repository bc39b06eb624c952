"""Forms of this room. What is typed stays in them when something is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db import models
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from thidua.catalogue.queries.items import by_name, choices
from thidua.federation.models import Body, UnitKind
from thidua.formats.text import clean
from thidua.kernel.desk.offering import NOT_CHOSEN, offer, offer_rows, say_not_chosen
from thidua.kernel.typed import DayField, MonthOrDayField, is_month
from thidua.launch.models import Deadline, Occasion, Paper, PaperLine, Period, Round, Step
from thidua.launch.queries.levels import levels_below
from thidua.launch.sections import Section
from thidua.launch.signing import CHOICES as CAPACITIES

# Which catalogue a code is picked from.
_CATALOGUES = {"bloc": "blocs"}
# Sections whose names come from a catalogue: typed with suggestions, in any spelling that it knows.
NAMED_IN = {"movements": "named_movements", "titles": "titles"}
# Days of a round that may be known as a month only, each with the tick that says so.
_MONTHS = {"starts_on": "start_is_month_only", "ends_on": "end_is_month_only"}
_BEHIND = frozenset({"code", "legal_text"})  # found from what is typed, never typed itself


def line_form(section: Section, paper: Paper, line: PaperLine, data: Any = None) -> forms.ModelForm:
    """The form of one line; its boxes have ids of their own, its fields plain names."""
    made: Any = modelform_factory(
        section.model, form=LineForm, fields=section.fields, formfield_callback=_days_as_typed
    )
    form: forms.ModelForm = made(
        data,
        instance=line,
        auto_id=f"{section.code}-{line.pk or 'moi'}-%s",
        section=section,
        paper=paper,
    )
    return form


def _days_as_typed(field: models.Field[Any, Any], **told: Any) -> forms.Field | None:
    """Days are read and refused as everywhere else in the house."""
    told = {**told, "form_class": DayField} if isinstance(field, models.DateField) else told
    return field.formfield(**told)


class LineForm(forms.ModelForm):
    """A line of any section; codes are found from the names, rounds are those of the same paper."""

    def __init__(self, *args: Any, section: Section, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for name in _BEHIND & set(self.fields):
            del self.fields[name]
        for name in set(_CATALOGUES) & set(self.fields):
            kept = getattr(self.instance, name, "")
            self.fields[name] = _from_catalogue(self.fields[name], _CATALOGUES[name], kept)
        if section.model is Occasion:
            offer_rows(self, "round", Round.objects.filter(paper=paper))
            self.fields["round"].label = _("Thuộc đợt")
        if section.model is Round:
            self._take_months()
        if section.code in NAMED_IN:
            self.fields["name"].widget.attrs["list"] = f"dm-{NAMED_IN[section.code]}"
        say_not_chosen(self, bloc=_("chung cho mọi khối"), round=_("không thuộc đợt nào"))
        _plain_boxes(self)

    def _take_months(self) -> None:
        """Papers give some days as a month only; it is typed so, and shown so again."""
        for name, months in _MONTHS.items():
            day: Any = self.fields[name]
            self.fields[name] = MonthOrDayField(label=day.label, required=False)
            kept = getattr(self.instance, name)
            if kept is not None and getattr(self.instance, months):
                self.initial[name] = f"{kept.month}/{kept.year}"

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name, months in _MONTHS.items() if self.section.model is Round else ():
            if is_month(str(self.data.get(name, ""))):
                told[months] = True
        if self.section.code in NAMED_IN:
            known = by_name(NAMED_IN[self.section.code], told.get("name", ""))
            told["code"] = known.code if known else ""
        if "number" in told and "legal_text" in self.section.fields:
            known = by_name("legal_texts", told["number"]) if told["number"] else None
            told["legal_text"] = known.code if known else ""
        return told


def _plain_boxes(form: forms.BaseForm) -> None:
    """Numbers without the browser's tiny arrows, which no thumb hits; long texts three lines high."""
    for box in form.fields.values():
        if isinstance(box.widget, forms.NumberInput):
            box.widget = forms.TextInput(attrs={**box.widget.attrs, "inputmode": "numeric"})
        if isinstance(box.widget, forms.Textarea):
            box.widget.attrs["rows"] = 3


def _from_catalogue(field: forms.Field, catalogue: str, kept: str) -> forms.ChoiceField:
    offered = [("", NOT_CHOSEN), *choices(catalogue)]
    if kept and kept not in dict(offered):
        offered = [*offered, (kept, kept)]  # chosen when it was in force; it does not vanish from the draft
    return forms.ChoiceField(choices=offered, required=False, label=field.label, help_text=field.help_text)


class MovementForm(forms.Form):
    name = forms.CharField(label=_("Tên phong trào"), max_length=300)
    short_name = forms.CharField(label=_("Tên gọn"), max_length=100, required=False)
    named_movement = forms.ChoiceField(label=_("Phong trào trong danh mục"), required=False)
    from_on = DayField(label=_("Từ ngày"))
    until_on = DayField(label=_("Đến ngày"))
    aims_are_qualitative = forms.BooleanField(
        label=_("Mục tiêu định tính, không đặt chỉ tiêu bằng số"), required=False
    )

    def __init__(
        self, *args: Any, clusters: Sequence[Body] = (), unit: Body | None = None, **kwargs: Any
    ) -> None:
        """``clusters`` are those that the unit leads, in whose name it may call."""
        super().__init__(*args, **kwargs)
        if clusters:
            self.fields["issuer_id"] = forms.TypedChoiceField(
                label=_("Phát động thay mặt"),
                choices=[("", str(unit)), *((one.pk, str(one)) for one in clusters)],
                coerce=int,
                required=False,
                empty_value=None,
                help_text=_("Cụm không có con dấu: văn bản của cụm lấy số và đóng dấu ở đơn vị cụm trưởng."),
            )
            self.order_fields(["issuer_id", *MovementForm.base_fields])
        self.fields["named_movement"] = _from_catalogue(
            self.fields["named_movement"], "named_movements", self.initial.get("named_movement", "")
        )


class CycleForm(forms.Form):
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    like = forms.TypedChoiceField(
        label=_("Lấy chỉ tiêu, kỳ báo cáo, thời hạn của năm"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, cycles: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "like", [("", _("không lấy")), *cycles])


class CorrectLaunchForm(forms.Form):
    """What was typed wrongly about a launch, and why it is changed."""

    on = DayField(label=_("Ngày phát động"))
    place = forms.CharField(label=_("Nơi phát động"), max_length=200, required=False)
    attendance = forms.IntegerField(label=_("Số người dự"), min_value=0, required=False)
    reason = forms.CharField(
        label=_("Lý do sửa"), max_length=300, help_text=_("Ví dụ: gõ nhầm tháng; bản ghi cũ vẫn ở nhật ký.")
    )


class DayForm(forms.Form):
    on = DayField(label=_("Ngày"))


class StartPaperForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=Paper.Kind.choices)
    title = forms.CharField(label=_("Trích yếu"), max_length=500)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    place = forms.CharField(label=_("Nơi ban hành"), max_length=100, required=False)
    carries_out_id = forms.TypedChoiceField(
        label=_("Thực hiện văn bản"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Văn bản này thành căn cứ đầu tiên, và hiện ở đầu trang."),
    )
    like_id = forms.TypedChoiceField(
        label=_("Lập theo mẫu văn bản trước của đơn vị"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Chép sẵn các mục của văn bản đó để sửa lại cho năm nay."),
    )

    def __init__(
        self, data: Any = None, *, carried_out: Iterable[Paper], models: Iterable[Paper], **named: Any
    ) -> None:
        super().__init__(data, **named)
        for name, empty, papers in (
            ("carries_out_id", _("không thực hiện văn bản nào"), carried_out),
            ("like_id", _("không, soạn từ đầu"), models),
        ):
            offer(self, name, [("", empty), *((one.pk, _named(one)) for one in papers)])


def _named(paper: Paper) -> str:
    """Enough to tell two papers of one kind apart."""
    return f"{paper}, {paper.issuer}, {paper.year}: {paper.title}"[:150]


class HeadForm(forms.ModelForm):
    """The head of the paper: what it is called, where it is made, who below must build a plan from it."""

    asks_levels = forms.MultipleChoiceField(
        label=_("Cấp trực thuộc phải dựng kế hoạch"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Paper
        fields = ("title", "place", "symbol", "year", "drafting_unit", "effective_on", "asks_levels")
        formfield_callback = staticmethod(_days_as_typed)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget = forms.Textarea()  # several lines long in life; it is read whole
        _plain_boxes(self)
        below = levels_below(self.instance.seat.level)
        if self.instance.kind == Paper.Kind.ASSIGNMENT_DECISION or not below:
            del self.fields["asks_levels"]  # nobody builds a plan from this paper
            return
        labels = dict(UnitKind.Level.choices)
        offer(self, "asks_levels", [(level, labels[level]) for level in below])

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])  # one sentence, wherever it was broken while typing


class OpinionForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Ý kiến"),
        choices=[one for one in Step.Verdict.choices if one[0]],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


_RECORDED = ("head", "committee_opinion", "committee_minutes", "party")


class StepForm(OpinionForm):
    """A step that was taken on paper."""

    kind = forms.ChoiceField(
        label=_("Việc đã làm trên giấy"), choices=[one for one in Step.Kind.choices if one[0] in _RECORDED]
    )
    who = forms.CharField(label=_("Ai"), max_length=200)
    done_on = DayField(label=_("Ngày"))
    scan = forms.FileField(label=_("Bản quét"), required=False)
    verdict = forms.ChoiceField(label=_("Ý kiến"), choices=Step.Verdict.choices, required=False)
    field_order = ("kind", "who", "done_on", "verdict", "text", "scan")


_OFFICES = (
    ("chair", _("chủ tịch")),
    ("vice_chair", _("phó chủ tịch")),
    ("head_of_department", _("trưởng ban")),
)


class SignForm(forms.Form):
    capacity = forms.ChoiceField(label=_("Thẩm quyền ký"), choices=CAPACITIES)


class SignatureForm(SignForm):
    """A signature that stands on paper."""

    office = forms.ChoiceField(label=_("Chức vụ người ký"), choices=_OFFICES)
    name = forms.CharField(label=_("Họ tên người ký"), max_length=120)
    signed_on = DayField(label=_("Ngày ký"))
    scan = forms.FileField(label=_("Bản quét có chữ ký"), required=False)


class IssueForm(forms.Form):
    number = forms.IntegerField(label=_("Số"), min_value=1, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60)
    issued_on = DayField(label=_("Ngày ban hành"))


class PeriodForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại kỳ"), choices=Period.Kind.choices)
    ordinal = forms.IntegerField(label=_("Thứ"), min_value=1, max_value=53, initial=1)
    name = forms.CharField(label=_("Tên kỳ"), max_length=120)
    measured_from = DayField(label=_("Tính từ"))
    ends_on = DayField(label=_("Hết kỳ"))
    cutoff_on = DayField(label=_("Chốt số liệu"))


class DeadlineForm(forms.Form):
    what = forms.ChoiceField(label=_("Việc"), choices=Deadline.What.choices)
    level = forms.ChoiceField(label=_("Cấp"), choices=UnitKind.Level.choices)
    due_on = DayField(
        label=_("Hạn"), required=False, help_text=_("Ngày/tháng/năm, ví dụ 5/3/2026. Để trống là bỏ hạn này.")
    )


class LaunchForm(forms.Form):
    on = DayField(label=_("Ngày phát động"))
    place = forms.CharField(label=_("Nơi phát động"), max_length=200, required=False)
    attendance = forms.IntegerField(label=_("Số người dự"), min_value=0, required=False)
    guests = forms.CharField(label=_("Cấp ủy, chuyên môn, khách dự"), max_length=300, required=False)
    held_as = forms.ChoiceField(label=_("Hình thức"), required=False)
    pilot = forms.BooleanField(label=_("Phát động điểm"), required=False)
    scan = forms.FileField(label=_("Ảnh hoặc biên bản"), required=False)

    def __init__(self, *args: Any, ways: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "held_as", ways)


class EntryForm(forms.Form):
    """A document for the book; an incoming one also says whose it is."""

    number = forms.IntegerField(label=_("Số"), min_value=1, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False)
    dated_on = DayField(label=_("Ngày văn bản"))
    subject = forms.CharField(label=_("Trích yếu"), max_length=500)
    sender = forms.CharField(label=_("Nơi gửi"), max_length=255, required=False)
    their_reference = forms.CharField(label=_("Số, ký hiệu nơi gửi"), max_length=80, required=False)
    recipients = forms.CharField(label=_("Nơi nhận"), max_length=500, required=False)
    again = forms.BooleanField(label=_("Đây là văn bản khác, vẫn vào sổ"), required=False)

    def __init__(self, *args: Any, incoming: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("recipients", "symbol", "again") if incoming else ("sender", "their_reference", "again"):
            del self.fields[name]
        if incoming and "again" in self.data:
            self.ask_again()

    def ask_again(self) -> None:
        """Offers the tick with which a second document of one reference is entered after all."""
        self.fields["again"] = self.base_fields["again"]


class CorrectEntryForm(EntryForm):
    """A line of the book put right."""

    reason = forms.CharField(
        label=_("Lý do sửa"), max_length=300, help_text=_("Ví dụ: gõ nhầm số; dòng cũ vẫn ở nhật ký.")
    )


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("Lý do gạch"), max_length=300)

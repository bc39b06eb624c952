"""Forms of reading a paper: sending it in, correcting one item, confirming the draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thidua.catalogue.queries.items import choices, items
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_number, parse_number
from thidua.kernel.desk.offering import NOT_CHOSEN, offer
from thidua.kernel.errors import say
from thidua.launch.desk.from_paper.telling import CHOICES, FIELDS, say_value
from thidua.launch.models import Paper, ReadItem
from thidua.launch.queries.from_paper.days import DATED_HEAD, DATES, whole_day
from thidua.launch.queries.from_paper.lines import as_said
from thidua.launch.queries.from_paper.storing import ASSIGNMENT, fields_of

_LONG = frozenset({"text", "what", "subject"})
_WHOLE = frozenset({"ordinal", "years", "round"})
_INNER = ("comparator", "value", "unit", "population")
_HIDDEN = frozenset({"field", "annex", "written"})
# What of ours an item may be said to stand for, by its kind.
_MEANS: Mapping[str, tuple[str, str]] = {
    "target": ("indicator", "indicators"),
    "bloc": ("bloc", "blocs"),
    "bloc_content": ("bloc", "blocs"),
    ASSIGNMENT: ("indicator", "indicators"),
}


class SendForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("Word, PDF, bản quét, .txt, .md hoặc .html, nặng tối đa 25 MB."),
        allow_empty_file=True,
    )


class WholeDateField(forms.CharField):
    """A date as far as a text says it: a day, a month and year, or a year; a term may be without a year."""

    def __init__(self, *, name: str, **told: Any) -> None:
        self.name = name
        super().__init__(**{"max_length": 100, **told})

    def clean(self, value: Any) -> str:
        written = str(super().clean(value) or "").strip()
        try:
            return whole_day(self.name, written) if written else ""
        except CodedError as refusal:
            raise ValidationError(str(say(refusal))) from refusal


class NumberField(forms.CharField):
    """A number as people write it, kept exactly: "2.000" is 2000, "0,5" is 0.5. A range stays as written."""

    def clean(self, value: Any) -> str:
        written = str(super().clean(value) or "").strip()
        if not written:
            return ""
        try:
            return format(parse_number(written.rstrip("% ")), "f")
        except CodedError as refusal:
            raise ValidationError(str(say(refusal))) from refusal


class ItemForm(forms.Form):
    """The fields of one item, as read or as corrected before."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, item: ReadItem) -> None:
        self.item = item
        super().__init__(data, auto_id=f"m{item.number}-%s", initial=_initial(item))
        for name in fields_of(item.kind):
            if name == "inner":
                for part in _INNER if item.told.get("inner") else ():
                    self.fields[f"inner_{part}"] = _box(f"inner_{part}", item)
            elif name not in _HIDDEN:
                self.fields[name] = _box(name, item)
        if item.kind in _MEANS:
            _key, catalogue = _MEANS[item.kind]
            label = _("Chỉ tiêu trong danh mục") if catalogue == "indicators" else _("Khối")
            self.fields["means"] = forms.ChoiceField(label=label, required=False)
            offer(self, "means", [("", NOT_CHOSEN), *_offered(catalogue)])

    def told(self) -> dict[str, Any]:
        """The fields as an item keeps them."""
        cleaned = self.cleaned_data
        told = {name: cleaned[name] for name in fields_of(self.item.kind) if name in cleaned}
        for name in _WHOLE & set(told):
            told[name] = int(told[name]) if str(told[name]).isdecimal() else None
        if "field" in fields_of(self.item.kind):
            told["field"] = self.item.told.get("field")
        if "inner_value" in cleaned:
            inner = {part: cleaned.get(f"inner_{part}") for part in _INNER}
            told["inner"] = {part: value for part, value in inner.items() if value}
        return told

    def means(self) -> dict[str, Any] | None:
        """What a person chose; None lets the words say it."""
        if self.item.kind not in _MEANS:
            return None
        key, _catalogue = _MEANS[self.item.kind]
        chosen = self.cleaned_data.get("means")
        return {key: chosen} if chosen else {}


def _offered(catalogue: str) -> Iterable[tuple[str, str]]:
    if catalogue == "blocs":
        return [(one.code, one.name) for one in items("blocs") if one.facts.get("kind") == "bloc"]
    return choices(catalogue)


def _initial(item: ReadItem) -> dict[str, Any]:
    told: dict[str, Any] = {"version": item.version}
    for name, value in item.told.items():
        if name == "inner":
            told |= {f"inner_{part}": _typed(part, each) for part, each in value.items()}
        else:
            dated = name == "value" and _is_dated_head(item)
            told[name] = as_said(str(value)) if dated else _typed(name, value)
    if item.kind in _MEANS:
        told["means"] = item.means.get(_MEANS[item.kind][0], "")
    return told


def _is_dated_head(item: ReadItem) -> bool:
    """The day of the paper, or of the span that it is for."""
    return item.kind == "doc_field" and item.told.get("field") in DATED_HEAD


def _typed(name: str, value: Any) -> Any:
    if name in DATES:
        return say_value(name, value)
    if name == "value" and isinstance(value, int):
        return format_number(value)
    return say_value(name, value) if name == "value" else value


def _box(name: str, item: ReadItem) -> forms.Field:
    # What a target is about is the target itself; "subject" of any other kind is what a text is about.
    label: Any = FIELDS["target" if (item.kind, name) == ("target", "subject") else name]
    if name in CHOICES:
        kept = str(item.told.get(name, ""))
        offered = [("", NOT_CHOSEN), *CHOICES[name].items()]
        if kept and kept not in CHOICES[name]:
            offered.append((kept, kept))
        return forms.ChoiceField(label=label, choices=offered, required=False)
    if name in DATES and item.kind != "doc_field":
        return WholeDateField(name=name, label=label, required=False)
    if _is_dated_head(item) and name == "value":
        return WholeDateField(name=str(item.told["field"]), label=label, required=False)
    if name in ("value", "inner_value") and item.kind != "doc_field":
        return NumberField(label=label, required=False)
    if name in _LONG:
        widget = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=label, required=False, max_length=4000, widget=widget)
    return forms.CharField(label=label, required=False, max_length=500)


class MergeForm(forms.Form):
    into = forms.TypedChoiceField(label=_("Gộp vào mục"), coerce=int)

    def __init__(self, data: Any = None, *, offered: list[tuple[int, str]], item: ReadItem) -> None:
        super().__init__(data, auto_id=f"gop-{item.number}-%s")
        offer(self, "into", offered)


class TypedForm(forms.Form):
    """What a person types beside the image of a scan."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Lời văn"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Gõ lại từng phần như trên ảnh; số văn bản bị dấu che thì để trống."),
    )


class ConfirmForm(forms.Form):
    """Under which movement the draft stands, and what the aims are."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=Paper.Kind.choices)
    movement = forms.TypedChoiceField(
        label=_("Thuộc phong trào"), required=False, coerce=int, empty_value=None
    )
    parent = forms.TypedChoiceField(
        label=_("Thực hiện kế hoạch cấp trên"), required=False, coerce=int, empty_value=None
    )
    name = forms.CharField(
        label=_("Tên phong trào mới"),
        required=False,
        max_length=300,
        help_text=_("Chỉ dùng khi tạo phong trào mới; để trống thì lấy trích yếu của văn bản."),
    )
    qualitative = forms.BooleanField(
        label=_("Mục tiêu định tính, không đặt chỉ tiêu bằng số"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        movements: list[tuple[int, str]],
        parents: list[tuple[int, str]],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        offer(self, "movement", [("", _("phong trào mới của đơn vị")), *movements])
        offer(self, "parent", [("", _("không, hoặc kế hoạch ấy chưa có ở đây")), *parents])
        if not parents:
            del self.fields["parent"]

"""The numbers of a regulation as a form: how a cluster is made up, until when what is due, how many awards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.algebra.cluster_rules import SUMMARY
from thidua.federation.desk.forms import version
from thidua.federation.queries.regulation_rules import AWARD_WORDS, DUE_WORDS, STRUCTURE_WORDS

_SIDES: Final = {"at_least": _("ít nhất"), "at_most": _("nhiều nhất")}
# The sides that regulations speak of; the other stands in nobody's way.
_ASKED: Final = (
    ("units", "at_least"),
    ("units", "at_most"),
    ("deputies", "at_most"),
    ("people_per_unit", "at_least"),
)
_DAY: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")


class DayOfYear(forms.CharField):
    """ "31/1" of any year, cleaned to "01-31"."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        found = _DAY.fullmatch(typed)
        try:
            when = date(2000, int(found[2]), int(found[1])) if found else None
        except ValueError:
            when = None
        if when is None:
            raise forms.ValidationError(
                gettext("Ngày «%(typed)s» chưa đúng; hãy ghi ngày/tháng, ví dụ 31/1.") % {"typed": typed}
            )
        return f"{when:%m-%d}"


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000)


class RulesForm(forms.Form):
    """``rules``: what was typed, in the shape of ``algebra/cluster_rules``; what is left empty says nothing."""

    def __init__(self, *args: Any, said: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said
        for name, side in _ASKED:
            self.fields[f"{name}-{side}"] = _count(f"{STRUCTURE_WORDS[name]}: {_SIDES[side]}")
        self.fields["people_per_unit-advises"] = forms.BooleanField(
            label=_("số người mỗi đơn vị chỉ là khuyến nghị, thiếu vẫn được vào cụm"), required=False
        )
        for what, label in DUE_WORDS.items():
            self.fields[f"due-{what}"] = DayOfYear(
                label=str(label),
                required=False,
                max_length=12,
                help_text=_("Ngày/tháng, ví dụ 31/1; ngày trong sáu tháng đầu là của năm sau.")
                if what == SUMMARY
                else _("Ngày/tháng, ví dụ 31/1."),
            )
            self.fields[f"strict-{what}"] = forms.BooleanField(
                label=_("trước ngày đó, không kể chính ngày ấy"), required=False
            )
            self.fields[f"special-{what}"] = DayOfYear(
                label=gettext("%(what)s: được gia hạn thì đến hết") % {"what": label},
                required=False,
                max_length=12,
                help_text=_("Dành cho đơn vị được cho thêm thời gian; để trống là không có."),
            )
        for code, label in AWARD_WORDS.items():
            self.fields[f"award-{code}"] = _count(
                gettext("%(award)s: nhiều nhất bao nhiêu đơn vị") % {"award": label}
            )
        self.fields["version"] = version()
        self.initial.update(self._start())

    def _start(self) -> Iterator[tuple[str, Any]]:
        for name, bounds in self.said.get("structure", {}).items():
            for side, count in bounds.items():
                yield f"{name}-{side}", count
        for due in self.said.get("calendar", []):
            month, _dash, day = (due.get("before") or due["until"]).partition("-")
            yield f"due-{due['what']}", f"{day}/{month}"
            yield f"strict-{due['what']}", "before" in due
            if due.get("special"):
                month, _dash, day = due["special"].partition("-")
                yield f"special-{due['what']}", f"{day}/{month}"
        for one in self.said.get("awards", []):
            yield f"award-{one['award']}", one["count"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        least, most = told.get("units-at_least"), told.get("units-at_most")
        if least is not None and most is not None and least > most:
            self.add_error(
                "units-at_most",
                gettext("Nhiều nhất không thể ít hơn ít nhất (%(least)s).") % {"least": least},
            )
        for what in DUE_WORDS:
            if told.get(f"special-{what}") and not told.get(f"due-{what}"):
                self.add_error(f"due-{what}", gettext("Ghi hạn chung trước, rồi mới ghi ngày gia hạn."))
        return told

    @property
    def rules(self) -> dict[str, Any]:
        told = self.cleaned_data
        structure: dict[str, dict[str, int]] = {}
        for name, side in _ASKED:
            if told[f"{name}-{side}"] is not None:
                structure.setdefault(name, {})[side] = told[f"{name}-{side}"]
        if "people_per_unit" in structure and told["people_per_unit-advises"]:
            structure["people_per_unit"]["advises"] = True
        calendar = [
            {"what": what, "before" if told[f"strict-{what}"] else "until": told[f"due-{what}"]}
            | ({"special": told[f"special-{what}"]} if told[f"special-{what}"] else {})
            for what in DUE_WORDS
            if told[f"due-{what}"]
        ]
        awards = [
            {"award": code, "name": str(label), "count": told[f"award-{code}"]}
            for code, label in AWARD_WORDS.items()
            if told[f"award-{code}"] is not None
        ]
        said = {"structure": structure, "calendar": calendar, "awards": awards}
        return {name: part for name, part in said.items() if part}

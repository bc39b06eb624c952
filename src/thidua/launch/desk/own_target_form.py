"""The form of a target of one's own: what kind of measure it is, and which figures it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from thidua.algebra.elements import Element, Nature, Source
from thidua.algebra.indicators import Indicator
from thidua.algebra.strata import Stratum
from thidua.algebra.thresholds import Judged
from thidua.catalogue.queries.indicators import Narrowing
from thidua.catalogue.wording import DONG
from thidua.federation.models import Attribute
from thidua.kernel.errors import Phrase
from thidua.launch.desk.target_forms import LEVELS, MeasuredForm
from thidua.launch.models import Cycle
from thidua.launch.queries.fitting import PERCENT
from thidua.launch.queries.picking import Figure, own_indicator, stratum_of

# What one can measure oneself, in plain words, with the figures that each needs.
OWN_KINDS: Mapping[str, tuple[Phrase, Phrase, tuple[str, ...]]] = {
    "total": (_("Đếm số lượng"), _("ví dụ: số sáng kiến, số người được thăm hỏi"), ("figure",)),
    "money": (_("Số tiền"), _("ví dụ: tiền ủng hộ, giá trị làm lợi"), ("figure",)),
    "net_change": (
        _("Tăng thêm thực tế"),
        _("số cuối trừ số đầu năm, ví dụ: đoàn viên tăng thêm"),
        ("figure",),
    ),
    "share": (
        _("Tỷ lệ người trên người"),
        _("phần chia cho tổng số, ví dụ: người được học trên tổng số lao động"),
        ("part", "whole"),
    ),
    "unit_share": (
        _("Tỷ lệ đơn vị có"),
        _("mỗi đơn vị trả lời Có hoặc Không, ví dụ: tỷ lệ cơ sở có tủ sách"),
        ("figure",),
    ),
    "unit_count": (_("Số đơn vị có"), _("đếm số đơn vị trả lời Có"), ("figure",)),
    "mean_per_unit": (
        _("Bình quân mỗi đơn vị"),
        _("tổng chia cho số đơn vị, ví dụ: mỗi cơ sở một công trình"),
        ("figure",),
    ),
    "each_unit": (
        _("Mỗi đơn vị phải đạt"),
        _("xét từng đơn vị, không lấy bình quân; mức chung là tỷ lệ đơn vị đạt"),
        ("part", "whole"),
    ),
}
_PART_NAMES: Mapping[str, Any] = {
    "figure": _("Số liệu"),
    "part": _("Phần đạt được"),
    "whole": _("Trên tổng số"),
}
_NATURES: Mapping[str, frozenset[Nature]] = {
    "money": frozenset({Nature.MONEY}),
    "net_change": frozenset({Nature.STOCK}),
    "unit_share": frozenset({Nature.FLAG}),
    "unit_count": frozenset({Nature.FLAG}),
}
_COUNTED = frozenset({Nature.FLOW, Nature.STOCK})
_USUAL_WHOLE = "workers"
_RATIOS = frozenset({"share", "unit_share", "each_unit"})
_WHEN = [(Nature.FLOW.value, _("cộng dồn từ đầu năm")), (Nature.STOCK.value, _("số tại ngày chốt"))]


class OwnForm(MeasuredForm):
    """A target of one's own: its kind is chosen, its figures are named here."""

    def __init__(self, data: Any = None, *, kind: str, known: Mapping[str, Element], cycle: Cycle) -> None:
        super().__init__(data, cycle=cycle)
        self.kind = kind
        self.known = known
        self.natures = _NATURES.get(kind, _COUNTED)
        self.slots = OWN_KINDS[kind][2]
        self.parts = {"figures": tuple(name for slot in self.slots for name in self._add(slot))}
        self.narrow_to(
            frozenset(Narrowing) - ({Narrowing.LEVEL} if kind == "each_unit" else set()),
            tuple(Attribute.CHOICES[Attribute.Name.BLOC]),
        )
        self.fields["unit_of_measure"].required = False
        if kind != "each_unit":
            self.without_inner()
        else:
            self._each_level()
        if kind in _RATIOS:
            self.only_unit(PERCENT)
        if kind == "money":
            self.only_unit(DONG)
        if kind != "each_unit":
            self._who_states()

    def figures(self) -> list[dict[str, Any]]:
        """Each figure with the boxes of a new one, which stand open while no known one is chosen."""
        return [
            {
                "known": self[slot],
                "fresh": [self[name] for name in self.fields if name.startswith(f"{slot}_")],
                "open": not self[slot].value(),
            }
            for slot in self.slots
        ]

    def sections(self) -> list[tuple[Phrase, list[forms.BoundField]]]:
        """What is left beside the figures."""
        drawn = {box.name for one in self.figures() for box in (one["known"], *one["fresh"])}
        told = [
            (title, [box for box in boxes if box.name not in drawn]) for title, boxes in super().sections()
        ]
        return [(title, boxes) for title, boxes in told if boxes]

    def _add(self, slot: str) -> Iterator[str]:
        """The boxes of one figure: one that is known, or the name, unit and time of a new one."""
        label = _PART_NAMES[slot]
        optional = self.kind == "each_unit" and slot == "whole"
        fresh = [("", _("đặt số mới"))] + ([("none", _("không chia, chỉ đếm"))] if optional else [])
        boxes: dict[str, forms.Field] = {
            slot: forms.ChoiceField(
                label=label,
                required=False,
                choices=[*fresh, *self._offered()],
                initial=_USUAL_WHOLE if slot == "whole" else "",
            ),
            f"{slot}_name": forms.CharField(
                label=self._labelled(slot, _("Tên số mới")),
                required=False,
                max_length=120,
                help_text=_("Đơn vị sẽ đọc đúng tên này trong mẫu báo cáo."),
            ),
        }
        if self.natures == _COUNTED or self.kind == "net_change":
            boxes[f"{slot}_unit"] = forms.CharField(
                label=self._labelled(slot, _("Đơn vị tính của số mới")),
                required=False,
                max_length=40,
                help_text=_("Ví dụ người."),
            )
        if self.natures == _COUNTED:
            boxes[f"{slot}_when"] = forms.ChoiceField(
                label=self._labelled(slot, _("Số mới tính")),
                required=False,
                choices=_WHEN,
                initial=_WHEN[0][0],
                widget=forms.RadioSelect,
            )
        self.fields.update(boxes)
        return iter(boxes)

    def _labelled(self, slot: str, words: Any) -> Any:
        """Two figures on one page: their boxes are told apart by their part."""
        return format_lazy("{}: {}", _PART_NAMES[slot], words) if len(self.slots) > 1 else words

    def _offered(self) -> list[tuple[str, str]]:
        asked = [one for one in self.known.values() if one.nature in self.natures]
        typed = (one for one in asked if self.kind != "net_change" or one.source is not Source.CARRIED)
        return [(one.code, one.name or one.code) for one in typed]

    def _who_states(self) -> None:
        """A new figure is stated by the grassroots unions unless told otherwise; a known one by who states it."""
        self.fields["level"].label = _("Số mới do cấp nào báo cáo")
        self.initial["level"] = ["grassroots"]
        self.parts = {
            "units": tuple(name for name in self.parts["units"] if name != "level"),
            "figures": (*self.parts["figures"], "level"),
        }

    def _each_level(self) -> None:
        self.fields["level"] = forms.ChoiceField(label=_("Mỗi đơn vị ở cấp"), choices=LEVELS[:2])
        self.parts = {**self.parts, "figures": (*self.parts["figures"], "level")}
        self.initial.setdefault("value", "100")

    def inner_unit(self) -> str:
        counted = self.kind == "each_unit" and self.data.get("whole") == "none"
        return "" if counted else PERCENT

    def measured(self, told: Mapping[str, Any], narrowed: Stratum, inner: Judged | None) -> Indicator:
        figures = {slot: self._figure(slot, told) for slot in self.slots if told.get(slot) != "none"}
        each = self.kind == "each_unit"
        return own_indicator(
            self.kind,
            figures,
            cycle=self.cycle,
            narrowed=narrowed,
            inner=inner,
            level=str(told.get("level", "")) if each else "",
            start_name=str(_("%(name)s, đầu năm")) % {"name": told.get("figure_name", "")},
        )

    def _figure(self, slot: str, told: Mapping[str, Any]) -> Figure:
        if told.get(slot):
            return Figure(code=str(told[slot]))
        levels = told.get("level") or ["grassroots"]
        return Figure(
            name=str(told.get(f"{slot}_name", "")),
            unit_of_measure=self._unit(slot, told),
            nature=self._nature(slot, told),
            asked_of=stratum_of(level=["grassroots"] if self.kind == "each_unit" else levels),
        )

    def _unit(self, slot: str, told: Mapping[str, Any]) -> str:
        return DONG if self.kind == "money" else str(told.get(f"{slot}_unit", ""))

    def _nature(self, slot: str, told: Mapping[str, Any]) -> Nature:
        if self.natures != _COUNTED:
            (only,) = self.natures
            return only
        return Nature(told.get(f"{slot}_when") or Nature.FLOW.value)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for slot in self.slots:
            if not told.get(slot) and not told.get(f"{slot}_name") and f"{slot}_name" not in self.errors:
                self.add_error(
                    f"{slot}_name", _("Chưa rõ số liệu. Hãy chọn số đã có, hoặc đặt tên cho số mới.")
                )
        if not told.get("unit_of_measure"):
            told["unit_of_measure"] = self._usual_unit(told)
        return super().clean()

    def _usual_unit(self, told: Mapping[str, Any]) -> str:
        """That of the figure itself; units are counted in units."""
        if self.kind == "unit_count":
            return str(_("đơn vị"))
        chosen = self.known.get(str(told.get("figure", "")))
        unit = chosen.unit_of_measure if chosen else str(told.get("figure_unit", ""))
        return f"{unit}/{_('đơn vị')}" if self.kind == "mean_per_unit" else unit

"""Forms by which a target is set: a threshold in words, the units that it is about, the figures it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.algebra.indicators import Indicator
from thidua.algebra.strata import Stratum
from thidua.algebra.thresholds import Judged, Open, Threshold, threshold_from_data
from thidua.catalogue.queries.indicators import Narrowing, Offered
from thidua.federation.models import Attribute, UnitKind
from thidua.kernel.desk.answering import refusing
from thidua.kernel.desk.offering import offer
from thidua.kernel.errors import Phrase
from thidua.kernel.typed import CountField
from thidua.launch.models import Cycle, Target
from thidua.launch.queries.fitting import PERCENT, must_concern_somebody, must_fit
from thidua.launch.queries.picking import picked_indicator, stratum_of
from thidua.launch.queries.thresholds import COMPARATORS, WITHOUT_NUMBER, read_limit, shown

_Level = UnitKind.Level
_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
LEVELS = [(one.value, one.label) for one in (_Level.GRASSROOTS, _Level.UPPER, _Level.PROVINCE)]
_JUDGED = [(code, words) for code, words in COMPARATORS.items() if code not in WITHOUT_NUMBER]


class WordsForm(forms.Form):
    """How a target is called, where it stands in the plan, and its threshold."""

    name = forms.CharField(label=_("Tên chỉ tiêu"), max_length=300)
    group = forms.CharField(
        label=_("Số mục"), max_length=10, required=False, help_text=_("Như trong kế hoạch, ví dụ 9a.")
    )
    group_name = forms.CharField(label=_("Tên mục"), max_length=200, required=False)
    comparator = forms.ChoiceField(label=_("Mức phải đạt"), choices=list(COMPARATORS.items()))
    value = forms.CharField(
        label=_("Số"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ 85; 1.234,5; 700 triệu. Để trống khi không cần số."),
        widget=forms.TextInput(attrs=_NUMBER),
    )
    unit_of_measure = forms.CharField(label=_("Đơn vị tính"), max_length=40)
    settles = forms.ChoiceField(
        label=_("Xét khi nào"), choices=Target.Settles.choices, widget=forms.RadioSelect, initial="continuous"
    )
    joint = forms.BooleanField(label=_("Phối hợp với chính quyền, chuyên môn"), required=False)

    WORDS = ("name", "group", "group_name", "unit_of_measure", "settles", "joint")
    parts: Mapping[str, tuple[str, ...]] = {}

    def sections(self) -> list[tuple[Phrase, list[forms.BoundField]]]:
        """The boxes under their headings, in the order of the page."""
        asked: list[tuple[Phrase, tuple[str, ...]]] = [
            (_("Ai báo cáo"), self.parts.get("figures", ())),
            (_("Mức"), ("comparator", "value", "unit_of_measure", "inner_comparator", "inner_value")),
            (_("Đối tượng"), self.parts.get("units", ())),
            (_("Trong kế hoạch"), ("name", "group", "group_name", "settles", "joint")),
        ]
        told = [(title, [self[name] for name in names if name in self.fields]) for title, names in asked]
        return [(title, [box for box in boxes if not box.field.disabled]) for title, boxes in told if boxes]

    def problems(self) -> list[dict[str, str]]:
        """What to mend, for the summary on top, as it stands on the page; a refusal of the whole stands above
        the form by itself."""
        wrong = [box for box in self if box.errors and not box.is_hidden]
        placed = [box.name for _title, boxes in self.sections() for box in boxes]
        wrong.sort(key=lambda box: placed.index(box.name) if box.name in placed else -1)
        return [
            {"target": box.id_for_label, "label": str(box.label), "what": str(box.errors[0])} for box in wrong
        ]

    def only_unit(self, unit: str) -> None:
        """A share is said in per cent, money in đồng; there is nothing to choose."""
        self.fields["unit_of_measure"].disabled = True
        self.initial["unit_of_measure"] = unit
        self.fields["value"].label = _("Số, tính bằng %(unit)s") % {"unit": unit}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if "comparator" in told:
            with refusing(self, "value"):
                told["threshold"] = read_limit(
                    told["comparator"], told.get("value", ""), told.get("unit_of_measure", "")
                )
        return told

    @property
    def threshold(self) -> Threshold | None:
        """What was read; None while it cannot be."""
        read: Threshold | None = getattr(self, "cleaned_data", {}).get("threshold")
        return read

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.WORDS}


class ChangeForm(WordsForm):
    """Threshold and words of a target that stands; what it measures stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, target: Target) -> None:
        limit = threshold_from_data(target.threshold)
        words = {name: getattr(target, name) for name in self.WORDS}
        number = "" if limit.comparator in WITHOUT_NUMBER else shown(limit, target)
        usual = {**words, "comparator": limit.comparator, "value": number, "version": target.version}
        super().__init__(data, initial=usual)
        self.target = target
        if target.unit_of_measure == PERCENT:
            self.only_unit(PERCENT)


class MeasuredForm(WordsForm):
    """A new target: what it measures is told beside its words."""

    # What single units must reach, where the indicator judges each for itself.
    inner_comparator = forms.ChoiceField(label=_("Mỗi đơn vị phải"), choices=_JUDGED)
    inner_value = forms.CharField(
        label=_("Mức của mỗi đơn vị"),
        max_length=60,
        help_text=_("Ví dụ 80."),
        widget=forms.TextInput(attrs=_NUMBER),
    )
    bloc = forms.MultipleChoiceField(
        label=_("Chỉ những khối này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ownership = forms.ChoiceField(label=_("Loại hình"), required=False)
    has_union = forms.BooleanField(label=_("Chỉ nơi đã có công đoàn"), required=False)
    min_workers = CountField(
        label=_("Từ bao nhiêu lao động"), required=False, help_text=_("Để trống là không kể ít nhiều.")
    )
    level = forms.MultipleChoiceField(
        label=_("Cấp báo cáo"), required=False, choices=LEVELS, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, cycle: Cycle, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.cycle = cycle
        self.measures: Indicator | None = None

    def narrow_to(self, ways: frozenset[Narrowing], blocs: tuple[str, ...]) -> None:
        """Leaves only the choices that make sense; an empty choice is "all"."""
        boxes = {
            "bloc": Narrowing.BLOC,
            "ownership": Narrowing.OWNERSHIP,
            "has_union": Narrowing.HAS_UNION,
            "min_workers": Narrowing.WORKERS,
            "level": Narrowing.LEVEL,
        }
        for name, way in boxes.items():
            if way not in ways:
                del self.fields[name]
        self.parts = {**self.parts, "units": tuple(name for name in boxes if name in self.fields)}
        names = Attribute.CHOICES[Attribute.Name.BLOC]
        offered = {
            "bloc": [(code, names[code]) for code in blocs],
            "ownership": [("", _("mọi loại hình")), *Attribute.CHOICES[Attribute.Name.OWNERSHIP].items()],
        }
        for name, choices in offered.items():
            if name in self.fields:
                offer(self, name, choices)

    def inner_unit(self) -> str:
        """The unit in which single units are measured."""
        return PERCENT

    def without_inner(self) -> None:
        del self.fields["inner_comparator"], self.fields["inner_value"]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        inner: Judged | None = None
        if told.get("inner_comparator") and told.get("inner_value"):
            with refusing(self, "inner_value"):
                read = read_limit(told["inner_comparator"], told["inner_value"], self.inner_unit())
                inner = None if isinstance(read, Open) else read
        if not set(self.errors) & self.measuring:
            with refusing(self):
                self.measures = self.measured(told, self.narrowed(told), inner)
        if self.measures is not None:
            with refusing(self, "bloc"):
                must_concern_somebody(self.measures)
        if self.measures is not None and self.threshold is not None and "unit_of_measure" in told:
            with refusing(self, "value"):
                must_fit(self.measures, self.threshold, told["unit_of_measure"])
        return told

    @property
    def measuring(self) -> set[str]:
        """The boxes that say what is measured."""
        return {
            "inner_comparator",
            "inner_value",
            *self.parts.get("units", ()),
            *self.parts.get("figures", ()),
        }

    def narrowed(self, told: Mapping[str, Any]) -> Stratum:
        chosen = {name: told[name] for name in self.parts.get("units", ()) if name in told}
        return stratum_of(**chosen)

    def measured(self, told: Mapping[str, Any], narrowed: Stratum, inner: Judged | None) -> Indicator:
        raise NotImplementedError


class PickedForm(MeasuredForm):
    """A target about an indicator of the catalogue."""

    def __init__(self, data: Any = None, *, offered: Offered, cycle: Cycle) -> None:
        usual = {
            "name": offered.name,
            "comparator": offered.comparator,
            "unit_of_measure": offered.unit_of_measure,
            "settles": offered.settles,
            "joint": offered.joint,
        }
        super().__init__(data, cycle=cycle, initial=usual)
        self.offered = offered
        self.narrow_to(offered.choose, offered.blocs)
        if not offered.inner:
            self.without_inner()
        if offered.unit_of_measure == PERCENT:
            self.only_unit(PERCENT)

    def measured(self, told: Mapping[str, Any], narrowed: Stratum, inner: Judged | None) -> Indicator:
        return picked_indicator(self.offered, self.cycle, narrowed, inner)

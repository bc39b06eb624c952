"""Indicators of the catalogue: what a target can be about, ready to become one of a year.

An item is an indicator of ``algebra`` that leaves open what only its user can say: the year, which units, and
what single units must reach. ``make`` fills these in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from thidua.algebra.definitions import indicator_from_data, indicator_to_data
from thidua.algebra.elements import Element, element_from_data
from thidua.algebra.indicators import Indicator
from thidua.algebra.strata import Stratum, where
from thidua.algebra.thresholds import Judged, threshold_to_data
from thidua.catalogue.loading import Item, shipped
from thidua.catalogue.queries.items import item
from thidua.formats.text import fold
from thidua.kernel.errors import Phrase

KIND: Final = "indicators"
ELEMENTS: Final = "elements"
CYCLE_YEAR: Final = "cycle_year"
PERCENT: Final = "%"
_FIRST_AND_LAST: Final = {"_from": "01-01", "_to": "12-31"}

THEMES: Final[Mapping[str, Phrase]] = {
    "study": _("Học tập, tập huấn"),
    "members": _("Đoàn viên, công đoàn cơ sở"),
    "organisation": _("Xây dựng tổ chức vững mạnh"),
    "democracy": _("Dân chủ, quan hệ lao động, bảo hiểm"),
    "inspection": _("Kiểm tra, giải quyết đơn thư"),
    "care": _("Chăm lo đoàn viên"),
    "works": _("Công trình, sáng kiến"),
    "culture": _("Gia đình, nữ công, văn hóa"),
    "titles": _("Danh hiệu, kỷ luật"),
}


class Narrowing(StrEnum):
    """By what an indicator may be narrowed to some units."""

    BLOC = "bloc"
    OWNERSHIP = "ownership"
    HAS_UNION = "has_union"
    WORKERS = "workers"
    LEVEL = "level"


@dataclass(frozen=True)
class Offered:
    """One indicator of the catalogue. ``inner`` says whether single units have a threshold of their own."""

    item: Item
    theme: str
    unit_of_measure: str
    comparator: str
    settles: str
    joint: bool
    blocs: tuple[str, ...]
    choose: frozenset[Narrowing]
    definition: Mapping[str, Any] = field(repr=False)

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def name(self) -> str:
        return self.item.name

    @property
    def inner(self) -> bool:
        return _open_place(self.definition) is not None

    @property
    def level(self) -> str:
        """The level whose every unit must reach it, "" for all other indicators."""
        return str(self.definition.get("level", ""))

    def make(
        self,
        *,
        year: int,
        narrowed: Stratum | None = None,
        inner: Judged | None = None,
        known: Mapping[str, Element] | None = None,
    ) -> Indicator:
        """The indicator of a year. ``known`` are figures that the year asks already: they stay as they are,
        so that one figure is one question. Raises UnknownDefinition."""
        data = _dated(self.definition, year)
        place = _open_place(data)
        if place is not None and inner is not None:
            place["threshold"] = threshold_to_data(inner)
        return narrow(indicator_from_data(data, {**elements(), **(known or {})}), narrowed)


def elements() -> Mapping[str, Element]:
    """Every figure of the catalogue, by code."""
    return {one.code: _element(one) for one in shipped()[ELEMENTS]}


def _element(one: Item) -> Element:
    return element_from_data({"code": one.code, "name": one.name, **one.facts["asks"]})


def offered(code: str) -> Offered:
    """One indicator. Raises UnknownItem."""
    return _offered(item(KIND, code))


def find(words: str = "") -> list[tuple[Phrase, list[Offered]]]:
    """Indicators by theme whose name, spellings or figures hold all the words, marks aside."""
    wanted = fold(words).split()
    names = {code: one.name for code, one in elements().items()}
    by_theme: dict[str, list[Offered]] = {theme: [] for theme in THEMES}
    for one in map(_offered, shipped()[KIND]):
        told = fold(
            " ".join((one.name, *one.item.facts.get("spellings", ()), *_names(one.definition, names)))
        )
        if all(word in told for word in wanted):
            by_theme[one.theme].append(one)
    return [(THEMES[theme], found) for theme, found in by_theme.items() if found]


def _names(told: object, names: Mapping[str, str]) -> Iterable[str]:
    """The names of all figures in a definition."""
    parts = told.values() if isinstance(told, Mapping) else [told]
    for one in parts:
        if isinstance(one, Mapping):
            yield from _names(one, names)
        elif isinstance(one, str) and one in names:
            yield names[one]


def _offered(one: Item) -> Offered:
    told = one.facts
    return Offered(
        item=one,
        theme=str(told["theme"]),
        unit_of_measure=str(told["unit_of_measure"]),
        comparator=str(told["comparator"]),
        settles=str(told["settles"]),
        joint=bool(told["joint"]),
        blocs=tuple(told["blocs"]),
        choose=frozenset(map(Narrowing, told["choose"])),
        definition=told["indicator"],
    )


def narrow(indicator: Indicator, narrowed: Stratum | None) -> Indicator:
    """The same indicator over fewer units: both sides of a share, the units of a count, each unit's inside."""
    if narrowed is None or not narrowed.conditions:
        return indicator
    return indicator_from_data(_narrowed(indicator_to_data(indicator), narrowed))


def _narrowed(data: Mapping[str, Any], narrowed: Stratum) -> dict[str, Any]:
    inside = {
        name: _narrowed(data[name], narrowed)
        for name in ("numerator", "denominator", "total", "indicator")
        if name in data
    }
    if data["kind"] in ("share", "each_unit"):
        return {**data, **inside}
    return {**data, **inside, "where": (where(data.get("where")) & narrowed).to_data()}


def _dated(told: Any, year: int) -> Any:
    """A copy in which `cycle_year` has become a day."""
    if isinstance(told, list):
        return [_dated(one, year) for one in told]
    if not isinstance(told, Mapping):
        return told
    return {name: _day(name, year) if one == CYCLE_YEAR else _dated(one, year) for name, one in told.items()}


def _day(name: str, year: int) -> str:
    ends = next(day for suffix, day in _FIRST_AND_LAST.items() if name.endswith(suffix))
    return f"{year}-{ends}"


def _open_place(data: Any) -> Any:
    """The part that still lacks what single units must reach."""
    condition = data.get("condition", {})
    if condition.get("kind") in ("share", "number") and "threshold" not in condition:
        return condition
    return data if data["kind"] == "each_unit" and "threshold" not in data else None

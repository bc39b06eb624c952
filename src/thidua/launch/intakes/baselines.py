"""Results of an earlier year, a row a unit and figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy

from thidua.algebra.elements import Nature
from thidua.algebra.indicators import elements_of
from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.formats.vi import CountNegative, parse_count, parse_money, parse_number
from thidua.kernel import clock
from thidua.kernel.door import listing
from thidua.kernel.intake.lines import Line, refuse_repeats
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import Words
from thidua.kernel.typed import YEARS
from thidua.launch.actions.keep_baselines import keep_baselines
from thidua.launch.errors import ResultsNotYet
from thidua.launch.models import Baseline, Target
from thidua.launch.queries.thresholds import indicator_of


@intake(
    "baselines",
    label=gettext_lazy("kết quả năm trước"),
    capability="launch.draft",
    whole_list=True,
    guidance=(gettext_lazy("«Chỉ số» là tên hoặc mã như trong mẫu báo cáo."),),
    columns=(
        Column("unit", gettext_lazy("Đơn vị"), ("ten don vi",), required=True, width=40),
        Column("element", gettext_lazy("Chỉ số"), ("chi tieu", "noi dung"), required=True, width=40),
        Column("year", gettext_lazy("Năm"), required=True, shape="count", example="2016"),
        Column("value", gettext_lazy("Kết quả"), ("so lieu", "thuc hien"), required=True, example="1.234"),
        Column("source", gettext_lazy("Theo văn bản"), ("nguon",), example="34/BC-LĐLĐ"),
    ),
)
class Baselines:
    """Figures that splitting by last year starts from."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        known = _elements(context)
        about: dict[int, tuple[int, str, int]] = {}
        for line in lines:
            find_unit(line, "unit", context)
            element, year = line.choice("element", known) or "", line.count("year")
            if line.body_id and element and year:
                about[line.number] = (line.body_id, element, year)
            line.read("value", _reader(element, context))
            if year is not None and (year not in YEARS or year > clock.today().year):
                line.refuse("year", ResultsNotYet(year=str(year), example=str(clock.today().year - 1)))
        refuse_repeats(lines, "unit", lambda line: about.get(line.number))

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        known = _elements(context)
        by_year: dict[tuple[int, str], list[tuple[int, str, Decimal | int]]] = {}
        for line in lines:
            element, year = line.choice("element", known) or "", line.count("year") or 0
            value = Decimal(line.read("value", _reader(element, context)) or 0)
            rows = by_year.setdefault((year, line.text("source")), [])
            rows.append((line.body_id or 0, element, value))
        for (year, source), rows in by_year.items():
            keep_baselines(
                actor=context.actor, year=year, rows=rows, source=Baseline.Source.IMPORT, note=source
            )


def _reader(element: str, context: Context) -> Callable[[str], Decimal | int]:
    """How a result of this figure is read: sums of money as in a report, "65,5 triệu" too."""
    if element in context.kept["money"]:
        return parse_money
    return parse_count if element in context.kept["counts"] else _no_less_than_nothing


def _no_less_than_nothing(written: str) -> Decimal:
    """Averages may have places, but no result is below zero. Raises CountNegative and what the number does."""
    number = parse_number(written)
    if number < 0:
        raise CountNegative(text=written)
    return number


def _elements(context: Context) -> Words[str]:
    """Every figure that targets of the branch or above measure, by name and by code."""
    if "elements" not in context.kept:
        targets = listing(Target, actor=context.actor).order_by("-pk")[:500]
        asked = [element for target in targets for element in elements_of(indicator_of(target))]
        names = dict.fromkeys((element.name or element.code, element.code) for element in asked)
        context.kept["counts"] = {  # people and things come whole
            one.code for one in asked if one.scale == 0 and one.nature is not Nature.MONEY
        }
        context.kept["money"] = {one.code for one in asked if one.nature is Nature.MONEY}
        context.kept["elements"] = Words(*names, also={one.code: one.code for one in asked})
    known: Words[str] = context.kept["elements"]
    return known

"""Writing back: the results of a year become what the next year's plan starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isnan

from django.utils.translation import gettext as _

from thidua.algebra.components import Sum
from thidua.algebra.forms import FormSpec
from thidua.algebra.indicators import NetChange
from thidua.kernel.door import Actor, system
from thidua.kernel.jobs import begin
from thidua.launch.actions.keep_baselines import keep_baselines
from thidua.launch.models import Baseline, Period
from thidua.report.models import Form
from thidua.rollup.models import Agg, Edition, EditionReport, EditionSum

# (unit id, element code, value)
Result = tuple[int, str, Decimal]


KEEP_RESULTS = "rollup.keep_results"  # long work
AT_ONCE = 20_000  # reports of an edition whose results are written without keeping others waiting


def write_results_back(edition_id: int) -> None:
    """At once, or as long work where there are very many."""
    house = system("rollup")
    if EditionReport.objects.filter(edition_id=edition_id).count() <= AT_ONCE:
        keep_results(actor=house, edition_id=edition_id)
        return
    label = _("Ghi kết quả năm làm số gốc của năm sau")
    begin(KEEP_RESULTS, actor=house, label=label, arguments={"edition_id": edition_id})


def keep_results(*, actor: Actor, edition_id: int) -> int:
    """Keeps what an edition of a closed year says of every unit, as baselines; returns how many.

    A unit that told nothing of an element gets no result for it. What next year begins with (a stock "at the
    start of the year") is what this one ended with. Done again it writes the same. Raises Absent.
    """
    edition = Edition.objects.select_related("period__cycle").get(pk=edition_id)
    if not edition.final or edition.period.kind != Period.Kind.YEAR:
        return 0
    note = _("Bản tổng hợp số %(number)s, %(period)s") % {
        "number": edition.number,
        "period": edition.period.name,
    }
    return keep_baselines(
        actor=actor,
        year=edition.period.cycle.year,
        rows=_results(edition),
        source=Baseline.Source.EDITION,
        note=note,
    )


def _results(edition: Edition) -> list[Result]:
    form = _form(edition)
    wanted = _elements(form, edition.vector)
    told: dict[tuple[int, str], Fraction] = {}
    for unit_id, sums, counts in _rows(edition):
        for code, (position, scale) in wanted.items():
            if counts[position]:
                value = Fraction(int(sums[position]), 10**scale)
                told[unit_id, code] = told.get((unit_id, code), Fraction(0)) + value
    begins = _begins(form)
    next_year = {
        (unit_id, start): value for (unit_id, code), value in told.items() for start in begins.get(code, ())
    }
    return [
        (unit_id, code, Decimal(value.numerator) / Decimal(value.denominator))
        for (unit_id, code), value in {**told, **next_year}.items()
    ]


def _form(edition: Edition) -> FormSpec:
    forms = Form.objects.filter(reports__period_id=edition.period_id).order_by("-number", "-pk")
    return next(one.definition for one in forms.distinct() if one.vector == edition.vector)


def _elements(form: FormSpec, vector: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Element code → place in the vector and scale of its sum; that of the element alone where there is one,
    else the one that counts it only together with others."""
    found: dict[str, tuple[int, int]] = {}
    sums = [(part, part.rule) for part in form.components if isinstance(part.rule, Sum)]
    for part, rule in sorted(sums, key=lambda one: len(one[1].beside)):
        if not rule.on_roster and part.key in vector:
            found.setdefault(rule.element.code, (vector.index(part.key), part.scale))
    return found


def _begins(form: FormSpec) -> Mapping[str, tuple[str, ...]]:
    """What ends a net change is what next year's begins with: code at the end → codes at the start."""
    found: dict[str, tuple[str, ...]] = {}
    for one in form.indicators:
        if isinstance(one, NetChange):
            found[one.end.code] = (*found.get(one.end.code, ()), one.start.code)
    return found


def _rows(edition: Edition) -> Iterator[tuple[int, Sequence[float], Sequence[int]]]:
    """Every unit: inner nodes by their sums, all others by their reports; nothing is told twice."""
    inner = set()
    sums = EditionSum.objects.filter(edition=edition, bloc=Agg.EVERY_BLOC)
    for row in sums.iterator():
        inner.add(row.path)
        yield row.node_id, row.accepted, row.accepted_n
    reports = EditionReport.objects.filter(edition=edition).exclude(kind="bulk")
    for report in reports.iterator():
        if report.path not in inner:
            told = [int(not isnan(value)) for value in report.vals]
            yield report.unit_id, [0 if isnan(value) else value for value in report.vals], told

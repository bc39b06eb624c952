"""A country of unions at any size, written straight into the tables: what is measured is what comes after."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from thidua.algebra.elements import Element
from thidua.algebra.forms import FormSpec, form_of
from thidua.algebra.indicators import Total
from thidua.algebra.strata import where

PROVINCES, UPPERS, GRASSROOTS = 54, 3_400, 125_000
FIGURES = 30  # each gives a sum and a count of units it does not concern: about 60 components
SILENT = 0.12
BLOCS = ("enterprise", "public_sector", "school", "union_organisation")

_HEADS = """
insert into report_report (made_at, changed_at, version, period_id, unit_id, kind, form_id, state, path, bloc,
    strata, exempt, exempt_reason, due_on, sent_by, on_behalf, accepted_by, restated, narrative,
    source_body, source_number, unasked)
select now(), now(), 1, %(period)s, b.id, 'own', %(form)s,
    case when b.id %% 3 = 0 then 'accepted' else 'sent' end, b.path,
    (%(blocs)s::text[])[1 + b.id %% 4], '{}', false, '', '2017-07-20', '', false, '', false, '{}', '', '', '[]'
from federation_body b where b.kind_id = %(kind)s"""

_VALUES = """
insert into report_values (report_id, period_id, data, vals)
select r.id, %(period)s, '{}', array(
    select case when n = %(roster)s then 1 when random() < %(silent)s then 'NaN'
        else floor(random() * 1000) end
    from generate_series(1, %(width)s) n where r.id = r.id order by n)
from report_report r where r.period_id = %(period)s"""


@dataclass(frozen=True)
class Country:
    period_id: int
    root: str
    form: FormSpec
    units: int
    reports: int


def build(scale: float) -> Country:
    """A confederation with provinces, upper and grassroots unions, and one report of each of the last."""
    from thidua.federation.models import Body, UnitKind
    from thidua.report.partitions import ensure_partition

    levels = ("confederation", "province", "upper", "grassroots")
    kinds = {
        one: UnitKind.objects.get_or_create(code=one, defaults={"name": one, "level": one})[0]
        for one in levels
    }
    units = list(_units(scale, kinds))
    Body.objects.bulk_create(units, batch_size=5000)
    period_id, form_id, form = _period(units[0])
    ensure_partition(period_id)
    told = {"period": period_id, "form": form_id, "kind": kinds["grassroots"].pk, "blocs": list(BLOCS)}
    roster = 1 + next(n for n, key in enumerate(form.keys) if key.startswith("units@"))
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, told)
        cursor.execute(
            _VALUES, {"period": period_id, "roster": roster, "silent": SILENT, "width": len(form.keys)}
        )
        for table in ("federation_body", "report_report", "report_values"):
            cursor.execute(f"analyze {table}")
        cursor.execute("select count(*) from report_report")
        (reports,) = cursor.fetchone()
    return Country(period_id, units[0].path, form, len(units), reports)


def _units(scale: float, kinds: dict) -> Iterator:
    """Units with ids from 1; grassroots unions are spread unevenly, as they are."""
    from thidua.federation.models import Body

    chance = random.Random(2017)
    number = 0

    def unit(level: str, parent: Body | None) -> Body:
        nonlocal number
        number += 1
        path = f"{parent.path if parent else ''}{number}."
        made = Body(pk=number, code=f"u{number}", name=f"{level} {number}", kind=kinds[level], parent=parent)
        made.path = made.seat = path
        made.set_keys()
        return made

    root = unit("confederation", None)
    provinces = [unit("province", root) for _ in range(max(2, round(PROVINCES * min(1, scale * 4))))]
    uppers = [unit("upper", chance.choice(provinces)) for _ in range(max(4, round(UPPERS * scale)))]
    yield root
    yield from provinces
    yield from uppers
    weights = [chance.paretovariate(1.5) for _ in uppers]
    for parent in chance.choices(uppers, weights, k=max(20, round(GRASSROOTS * scale))):
        yield unit("grassroots", parent)


def _period(root: Any) -> tuple[int, int, FormSpec]:
    from thidua.launch.models import Cycle, Movement, Period
    from thidua.report.models import Form

    form = form_of(
        [
            Total(Element(f"figure_{n}", asked_of=where({"kind": "grassroots"}), may_not_apply=True))
            for n in range(FIGURES)
        ]
    )
    days = {"from_on": dt.date(2017, 1, 1), "until_on": dt.date(2017, 12, 31)}
    movement = Movement.objects.create(issuer=root, name="Đo", **days)
    cycle = Cycle.objects.create(
        movement=movement, year=2017, starts_on=days["from_on"], ends_on=days["until_on"]
    )
    half = dt.date(2017, 6, 30)
    period = Period.objects.create(
        cycle=cycle,
        kind="half_year",
        name="6 tháng",
        measured_from=days["from_on"],
        ends_on=half,
        cutoff_on=half,
        state="open",
    )
    stored = Form.objects.create(cycle=cycle, number=1, spec=form.to_data(), vector=list(form.keys))
    return period.pk, stored.pk, form

"""A province with the 27 targets of Tuyên Quang, 2017. Units are written straight, the rest by actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from thidua.kernel.door import Actor, Grant, system

SOURCE = Path(__file__).resolve().parents[1] / "scenarios" / "tuyen-quang-2017" / "indicators.yaml"
UPPERS = 16
TODAY = dt.date(2017, 7, 18)
BLOCS = (
    {"bloc": "enterprise", "ownership": "non_state", "workers": 60},
    {"bloc": "public_sector", "agency": "state_agency", "workers": 25},
    {"bloc": "school", "agency": "public_service", "workers": 30},
)


@dataclass(frozen=True)
class Province:
    period_id: int
    root: Any
    chairs: tuple[Any, ...]  # the grassroots unions


def build(unions: int) -> Province:
    """Units, movement, targets and an open half-year with a waiting report for each unit."""
    from thidua.report.actions.open_period import open_period

    root, bases = _units(unions)
    period = _period(root)
    open_period(actor=system("bench"), period_id=period.pk)
    return Province(period.pk, root, tuple(bases))


def _units(unions: int) -> tuple[Any, list[Any]]:
    from thidua.federation.models import Attribute

    root = _unit("province", None, 0)
    uppers = [_unit("upper", root, number) for number in range(UPPERS)]
    bases = [_unit("grassroots", uppers[number % UPPERS], number) for number in range(unions)]
    Attribute.objects.bulk_create(
        Attribute(unit=base, name=name, value=value, from_on=dt.date(2016, 1, 1))
        for number, base in enumerate(bases)
        for name, value in BLOCS[number % len(BLOCS)].items()
        if name in Attribute.Name.values
    )
    return root, bases


def _unit(level: str, parent: Any, number: int) -> Any:
    from thidua.federation.models import Body, UnitKind

    kind, _made = UnitKind.objects.get_or_create(code=level, defaults={"name": level, "level": level})
    unit = Body.objects.create(
        code=f"{level}-{number}",
        name=f"{level} {number}",
        kind=kind,
        parent=parent,
        founded_on=dt.date(2010, 1, 1),
    )
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save()
    return unit


def _period(root: Any) -> Any:
    from thidua.algebra.definitions import definitions_from_data, indicator_to_data
    from thidua.algebra.thresholds import threshold_to_data
    from thidua.launch.models import Cycle, Movement, Period, Target

    first, last, half = dt.date(2017, 1, 1), dt.date(2017, 12, 31), dt.date(2017, 6, 30)
    movement = Movement.objects.create(
        issuer=root, seat=root, name="Thi đua 2017", from_on=first, until_on=last
    )
    cycle = Cycle.objects.create(movement=movement, year=2017, starts_on=first, ends_on=last)
    told = definitions_from_data(yaml.safe_load(SOURCE.read_text()))
    for position, rule in enumerate(told.targets.values(), start=1):
        Target.objects.create(
            cycle=cycle,
            owner=root,
            code=rule.code,
            position=position,
            group=rule.group,
            name=rule.name,
            unit_of_measure=rule.unit_of_measure,
            indicator=indicator_to_data(rule.indicator),
            threshold=threshold_to_data(rule.threshold),
            settles=rule.settles.value,
            joint=rule.joint,
        )
    return Period.objects.create(
        cycle=cycle,
        kind="half_year",
        name="6 tháng đầu năm",
        measured_from=first,
        ends_on=half,
        cutoff_on=half,
        state="open",
    )


def chair_of(unit: Any) -> Actor:
    """Whoever reports for the unit."""
    from thidua.access.roles import ROLES

    role = ROLES["grassroots_chair"]
    grant = Grant(role.code, unit.pk, unit.path, role.reach, role.capabilities)
    return Actor(None, f"Chủ tịch {unit.code}", unit.pk, unit.path, (grant,))


def answers_for(report: Any, number: int) -> dict[str, str]:
    """A complete and sound report: parts never larger than their wholes."""
    from thidua.algebra.elements import Nature
    from thidua.report.queries.checking import asked

    told = {}
    for question in asked(report):
        element = question.element
        if element.nature is Nature.FLAG:
            told[element.code] = "1" if number % 4 else "0"
        elif element.code in ("workers", "women", "members", "families"):
            told[element.code] = str(20 + number % 7)
        else:
            told[element.code] = str(number % 5)
    return told


def in_turns(units: tuple[Any, ...], shares: int) -> Iterator[tuple[Any, ...]]:
    """The units dealt out to so many people."""
    for share in range(shares):
        yield units[share::shares]

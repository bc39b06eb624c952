"""The units of the country, their lines and what is known of them, written by COPY."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.config.scenario.country.copying import copy_in, reserve
from thidua.config.scenario.country.shape import Planned
from thidua.federation.models import Attribute, Body, Placement, UnitKind
from thidua.kernel import paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor


@dataclass(frozen=True)
class Founded:
    """Units as they stand now, in the order in which they were planned."""

    units: Sequence[Planned]
    ids: range
    paths: Sequence[str]

    def id_of(self, code: str) -> int:
        return next(pk for pk, one in zip(self.ids, self.units, strict=True) if one.code == code)


def found(actor: Actor, units: Sequence[Planned], as_of: dt.date) -> Founded:
    """Writes everything about the units; one audit line tells how many they were."""
    load_kinds()
    ids = reserve(Body, len(units))
    made = Founded(units, ids, _paths(units, ids))
    kinds = {one.code: one.pk for one in UnitKind.objects.all()}
    copy_in(Body, _bodies(made, kinds), with_keys=True)
    copy_in(Placement, _lines(made, as_of), with_keys=False)
    copy_in(Attribute, _facts(made, as_of), with_keys=False)
    top = Body.objects.get(pk=ids[0])
    told = {"units": len(units), "first": ids[0], "last": ids[-1]}
    record(actor, "federation.units_founded", top, path=top.path, data=told)
    return made


def _paths(units: Sequence[Planned], ids: range) -> list[str]:
    made: list[str] = []
    for place, one in enumerate(units):
        made.append(paths.below("" if one.parent is None else made[one.parent], ids[place]))
    return made


def _bodies(made: Founded, kinds: Mapping[str, int]) -> Iterator[Body]:
    for place, one in enumerate(made.units):
        unit = Body(
            pk=made.ids[place],
            form=Body.Form.UNIT,
            kind_id=kinds[one.kind],
            code=one.code,
            name=one.name,
            short_name=one.short_name,
            parent_id=None if one.parent is None else made.ids[one.parent],
            path=made.paths[place],
            founded_on=one.founded_on,
        )
        unit.set_keys()
        yield unit


def _lines(made: Founded, as_of: dt.date) -> Iterator[Placement]:
    for place, one in enumerate(made.units):
        if one.parent is not None:
            from_on = max(as_of, one.founded_on)
            yield Placement(unit_id=made.ids[place], under_id=made.ids[one.parent], from_on=from_on)


def _facts(made: Founded, as_of: dt.date) -> Iterator[Attribute]:
    for place, one in enumerate(made.units):
        for name, value in one.attributes.items():
            yield Attribute(unit_id=made.ids[place], name=name, value=value, from_on=as_of)

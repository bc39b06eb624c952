"""Which plan of the house a paper carries out: found by number and symbol, never guessed by its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Paper, ReadItem, RegisterEntry
from thidua.launch.models.register import symbol_key
from thidua.launch.queries.from_paper.lines import day_of

_REFERENCE = re.compile(r"\s*0*(\d{1,6})\s*/\s*(?:\d{4}\s*/\s*)?(.+)")


@dataclass(frozen=True)
class Ground:
    """A cited text that the house knows: as a paper of ours, or by its line in the book of what came in."""

    item: ReadItem
    paper: Paper | None = None
    entry: RegisterEntry | None = None

    @property
    def may_be_parent(self) -> bool:
        return self.paper is not None and self.item.told.get("role") != "cited"


def grounds_of(bases: Iterable[ReadItem], unit: Body, actor: Actor) -> list[Ground]:
    """Legal bases that are papers of ours or stand in the unit's book of incoming documents. Two queries."""
    wanted = {row.pk: key for row in bases if (key := _key(str(row.told.get("number") or "")))}
    if not wanted:
        return []
    numbers = {number for number, _symbol in wanted.values()}
    papers = [
        (one, (one.number, symbol_key(one.symbol)))
        for one in listing(Paper, actor=actor)
        .filter(number__in=numbers, state="issued", seat__path__in=paths.upwards(unit.path))
        .select_related("issuer", "movement__seat", "seat")
    ]
    entries = list(
        RegisterEntry.objects.filter(
            register__unit=unit, register__direction="incoming", struck_on=None
        ).exclude(their_reference="")
    )
    found = []
    for row in bases:
        if row.pk not in wanted:
            continue
        paper = next((one for one, key in papers if key == wanted[row.pk] and _same_day(one, row)), None)
        entry = next((one for one in entries if _key(one.their_reference) == wanted[row.pk]), None)
        if paper is not None or entry is not None:
            found.append(Ground(row, paper, entry))
    return found


def _key(reference: str) -> tuple[int, str] | None:
    """Number and symbol, equal however they are written: "Kế hoạch số 07/KH-LĐLĐ" is (7, "khldld")."""
    found = _REFERENCE.search(reference)
    return (int(found.group(1)), symbol_key(found.group(2))) if found else None


def _same_day(paper: Paper, row: ReadItem) -> bool:
    """A number comes back every year: where the text says a day, it must be that of the paper."""
    day, whole = day_of(row.told.get("date"))
    if day is None or paper.issued_on is None:
        return True
    return paper.issued_on == day if whole else paper.issued_on.year == day.year


def parent_of(grounds: Iterable[Ground]) -> Paper | None:
    """The plan that this one carries out: the first basis that is a plan of a unit above; None when there is none."""
    fitting = [one.paper for one in grounds if one.may_be_parent and one.paper is not None]
    plans = [one for one in fitting if one.kind != Paper.Kind.ASSIGNMENT_DECISION]
    return max(plans, key=lambda one: len(one.seat.path), default=None)

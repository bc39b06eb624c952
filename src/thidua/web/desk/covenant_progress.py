"""What the parties of a covenant have reached of what they signed: clauses of ``pledge`` beside lines of ``rollup``.

Being a party shows the figures of the other parties for the targets that were signed, and nothing else of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from thidua.algebra.judging import State
from thidua.algebra.thresholds import Open, threshold_from_data
from thidua.catalogue.wording import say_state
from thidua.federation.models import Body
from thidua.launch.models import Period, Target
from thidua.pledge.actions.covenants.close import Actual
from thidua.pledge.models import Covenant, CovenantVersion, Party
from thidua.pledge.queries.covenants.text import SaidClause, SaidParty, read
from thidua.rollup.models import Edition, EditionLine
from thidua.rollup.queries.editions import frozen_figure
from thidua.rollup.queries.lines import Reader, TargetLine
from thidua.rollup.queries.shown import NOTHING, REACHED, Shown, shown


@dataclass(frozen=True)
class ClauseProgress:
    """One clause for the party that is looked at; ``others`` are (name, value, state, word) of the rest."""

    number: int
    shown: Shown | None
    name: str
    rule: str
    others: tuple[tuple[str, str, str, str], ...]
    reached: int
    counted: int


class Progress:
    """The lines of all parties, read once: a fixed number of queries for each unit that the parties stand under."""

    def __init__(self, version: CovenantVersion, parties: Sequence[Party], period: Period | None) -> None:
        self.said = read(version)
        self.parties = parties
        self.period = period

    @cached_property
    def _targets(self) -> Mapping[int, Target]:
        keys = [one.target_id for one in self.said.clauses if one.target_id is not None]
        found = Target.objects.filter(pk__in=keys).select_related("owner", "cycle")
        return {one.pk: one for one in found.order_by("position", "pk")}

    @cached_property
    def _lines(self) -> Mapping[tuple[int, int], TargetLine]:
        """By target and unit."""
        if self.period is None or not self._targets:
            return {}
        above: dict[int, tuple[Body, list[Body]]] = {}
        for party in self.parties:
            if party.unit.is_placed and party.unit.parent is not None:
                above.setdefault(party.unit.parent.pk, (party.unit.parent, []))[1].append(party.unit)
        found: dict[tuple[int, int], TargetLine] = {}
        for parent, units in above.values():
            found |= self._below(self.period, parent, units)
        return found

    def _below(
        self, period: Period, parent: Body, units: Iterable[Body]
    ) -> dict[tuple[int, int], TargetLine]:
        reader = Reader(period=period, unit=parent, targets=list(self._targets.values()))
        lines = (
            (target.pk, unit.pk, reader.child_line(target, unit.pk, unit.level))
            for unit in units
            if unit.pk in reader.children
            for target in self._targets.values()
        )
        return {(target_id, unit_id): line for target_id, unit_id, line in lines if line is not None}

    def of(self, party: Party) -> list[ClauseProgress]:
        """The clauses in figures, as this party stands."""
        return [self._clause(one, party) for one in self.said.clauses if one.in_figures]

    def _clause(self, clause: SaidClause, party: Party) -> ClauseProgress:
        own = self._line(clause, party)
        others = [one for one in self.parties if one.pk != party.pk]
        states = [line.state for one in self.parties if (line := self._line(clause, one)) is not None]
        return ClauseProgress(
            number=clause.number,
            shown=shown(own, self.period, link=False)
            if own is not None and self.period is not None
            else None,
            name=clause.text,
            rule=clause.says(party.pk) or _("Không giao ước"),
            others=tuple(self._other(clause, one) for one in others),
            reached=sum(one in REACHED for one in states),
            counted=len([one for one in self.parties if clause.figures.get(one.pk) is not None]),
        )

    def _line(self, clause: SaidClause, party: Party) -> TargetLine | None:
        return self._lines.get((clause.target_id or 0, party.unit_id))

    def _other(self, clause: SaidClause, party: Party) -> tuple[str, str, str, str]:
        line = self._line(clause, party)
        if line is None or self.period is None:
            state = State.NOT_REPORTED if clause.figures.get(party.pk) is not None else State.NOT_APPLICABLE
            return (str(party.unit), NOTHING, state.value, say_state(state))
        told = shown(line, self.period, link=False)
        return (str(party.unit), f"{told.value} {told.share}".strip(), told.state, told.word)

    def sentence(self, party: Party, lines: Sequence[ClauseProgress]) -> str:
        """How far one party has come, in one sentence."""
        reached = sum(
            1 for one in lines if (line := self._lines_of(one, party)) is not None and line.state in REACHED
        )
        words = _("%(unit)s: %(reached)s/%(all)s chỉ tiêu giao ước đã đạt.")
        return words % {"unit": party.unit, "reached": reached, "all": len(lines)}

    def _lines_of(self, one: ClauseProgress, party: Party) -> TargetLine | None:
        clause = next(each for each in self.said.clauses if each.number == one.number)
        return self._line(clause, party)

    def reached(self) -> list[tuple[Party, int, int]]:
        """Every party with how many of its figures it has reached, and how many it signed."""
        found = []
        for party in self.parties:
            signed = [one for one in self.said.clauses if one.figures.get(party.pk) is not None]
            lines = [self._line(one, party) for one in signed]
            found.append((party, sum(one is not None and one.state in REACHED for one in lines), len(signed)))
        return found

    def statement(
        self, actuals: Mapping[tuple[int, int], Actual]
    ) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        """What a closing statement will say: by clause, (party, promised, reached, state)."""
        return [
            (clause.text, [_row(clause, party, actuals) for party in self.said.parties])
            for clause in self.said.clauses
            if clause.in_figures
        ]


def _row(
    clause: SaidClause, party: SaidParty, actuals: Mapping[tuple[int, int], Actual]
) -> tuple[str, str, str, str]:
    told = actuals.get((clause.number, party.id))
    state = told.state if told is not None else State.NOT_APPLICABLE.value
    return (party.name, clause.says(party.id) or NOTHING, told.shown if told else NOTHING, state)


def frozen_for(covenant: Covenant) -> Edition | None:
    """The last official edition of the latest period of the year; None while nothing is frozen for good."""
    found = Edition.objects.filter(period__cycle=covenant.cycle_id, final=True).select_related("period")
    return found.order_by("-period__cutoff_on", "-number").first()


def actuals_of(
    covenant: Covenant, version: CovenantVersion, edition: Edition
) -> dict[tuple[int, int], Actual]:
    """By number of clause and party, out of an edition: as it was frozen, judged by what was signed."""
    told = read(version)
    targets = Target.objects.in_bulk([one.target_id for one in told.clauses if one.target_id is not None])
    units = Body.objects.in_bulk([one.unit_id for one in told.parties])
    frozen = {
        (one.target_id, one.unit_id): one
        for one in EditionLine.objects.filter(edition=edition, unit__in=units, target__in=targets)
    }
    found = {}
    for clause in told.clauses:
        for party in told.parties:
            if clause.target_id is None or clause.figures.get(party.id) is None:
                continue
            line = frozen.get((clause.target_id, party.unit_id))
            unit = units[party.unit_id]
            if line is not None:
                found[clause.number, party.id] = Actual(line.figure, line.value, line.state)
            elif unit.is_placed:
                found[clause.number, party.id] = _measured(
                    edition, unit, targets[clause.target_id], clause, party
                )
    return found


def _measured(edition: Edition, unit: Body, target: Target, clause: SaidClause, party: SaidParty) -> Actual:
    """Of a unit whose line the edition does not keep as shown: from its sums."""
    value = frozen_figure(edition, unit, target).measured.value
    if value is None:
        return Actual("", NOTHING, State.NOT_REPORTED.value)
    limit = threshold_from_data(clause.figures[party.id] or {})
    met = not isinstance(limit, Open) and limit.met_by(value)
    state = State.ACHIEVED if met else State.NOT_ACHIEVED
    return Actual(str(value), str(value), state.value)


def closing_lines(covenant: Covenant) -> list[dict[str, str]]:
    """What the closing statement says, with the names of the parties."""
    statement = covenant.closing
    data = json.loads(statement.text)
    names = {one.pk: str(one.unit) for one in covenant.parties.select_related("unit")}
    version = covenant.versions.get(number=data["version"])
    clauses = {one.number: one.text for one in read(version).clauses}
    return [
        {
            "clause": clauses[one["no"]],
            "party": names[one["party"]],
            "promised": one["promised"],
            "reached": one["shown"],
            "state": one["state"],
        }
        for one in data["lines"]
    ]

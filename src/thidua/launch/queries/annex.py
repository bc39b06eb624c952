"""The annex of a decision that assigns targets: units × targets, its sums against what is expected above."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q, QuerySet

from thidua.algebra.assignable import check_assignable
from thidua.algebra.assignment import Ledger, check_handed_down, ledger
from thidua.algebra.thresholds import Threshold, threshold_from_data
from thidua.algebra.trace import Finding, Severity
from thidua.federation.models import Body
from thidua.formats.text import fold
from thidua.kernel import paths
from thidua.launch.models import AnnexCell, Assignment, Paper, Shortfall, Target
from thidua.launch.queries.thresholds import indicator_of, needed, own_thresholds, shown, splits

_PART_OF_TREE = (Body.Form.UNIT, Body.Form.WORKING_GROUP)


def directly_below(unit: Body, *only: str) -> list[Body]:
    """Units that report to ``unit`` today, in Vietnamese order; with ``only`` these of their fields, which of
    thousands is half the time."""
    placed = Body.objects.filter(parent=unit, form__in=_PART_OF_TREE, ended_on=None)
    found = placed.exclude(path="").select_related("kind").order_by("sort_key")
    return list(found.only(*only) if only else found)


@dataclass(frozen=True)
class Cell:
    """One unit and one target: what stands now and what this decision says."""

    target: Target
    unit: Body
    standing: Assignment | None
    written: AnnexCell | None
    reason_before: str = ""  # why what stands asks less than the level above, as its decision said

    @property
    def reason(self) -> str:
        return self.written.reason if self.written is not None else self.reason_before

    @property
    def exempt(self) -> bool:
        if self.written is not None:
            return self.written.exempt
        return self.standing is not None and self.standing.answer == Assignment.Answer.EXEMPT

    @property
    def threshold(self) -> Threshold | None:
        """In force once this decision is issued; None for exempt and for not assigned."""
        source = self.written or self.standing
        return threshold_from_data(source.threshold) if source and source.threshold is not None else None

    @property
    def assigned(self) -> bool:
        return self.exempt or self.threshold is not None

    @property
    def text(self) -> str:
        return "–" if self.exempt else shown(self.threshold, self.target)

    @property
    def before(self) -> str:
        """What stood before, when this decision changes it."""
        if self.written is None or self.standing is None or self.standing.threshold is None:
            return ""
        return shown(threshold_from_data(self.standing.threshold), self.target)


@dataclass(frozen=True)
class Column:
    """One target over all units: the ledger of promises for what adds up, and what is wrong."""

    target: Target
    expected: Threshold | None
    cells: tuple[Cell, ...]
    shortfall: Shortfall | None
    adds_up: bool

    @cached_property
    def ledger(self) -> Ledger | None:
        if not self.adds_up or self.expected is None:
            return None
        amounts = {str(cell.unit.pk): _amount(cell) for cell in self.cells if not cell.exempt}
        return ledger(needed(self.expected), amounts)

    @property
    def written(self) -> bool:
        return any(cell.written is not None for cell in self.cells)

    @property
    def waiting(self) -> int:
        """How many units have neither a figure nor "không giao"."""
        return sum(not cell.assigned for cell in self.cells)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What must be settled before the decision is signed."""
        return tuple(one.finding for one in self.faults)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The same, with the cell where one cell is at fault. A column nobody wrote in is not judged."""
        if not self.written:
            return ()
        wrong = [Fault(self, cell, finding) for cell, finding in self.impossible]
        if self.ledger is not None:
            told = self.ledger.findings if self.shortfall is None else ()
            return (*wrong, *(Fault(self, None, one) for one in told if one.severity is Severity.ERROR))
        known = {cell.unit.pk for cell, _finding in self.impossible}
        silent = [(cell, one) for cell, one in self.weaker if not cell.reason and cell.unit.pk not in known]
        return (*wrong, *(Fault(self, cell, one) for cell, one in silent))

    @cached_property
    def impossible(self) -> tuple[tuple[Cell, Finding], ...]:
        """What this decision says and no unit could be measured by, each with why."""
        indicator, asked = indicator_of(self.target), threshold_from_data(self.target.threshold)
        told = (
            (cell, check_assignable(indicator, cell.threshold, asked))
            for cell in self.cells
            if cell.written is not None and cell.threshold is not None
        )
        return tuple((cell, finding) for cell, finding in told if finding is not None)

    @cached_property
    def weaker(self) -> tuple[tuple[Cell, Finding], ...]:
        """Of a target that is not split: the cells that ask less than the level above, each with why."""
        if self.expected is None or self.ledger is not None:
            return ()
        told = (
            (cell, check_handed_down(self.expected, cell.threshold)) for cell in self.cells if cell.threshold
        )
        return tuple((cell, finding) for cell, finding in told if finding is not None)


@dataclass(frozen=True)
class Fault:
    """What keeps a decision from being signed; ``cell`` is None where the whole column is at fault."""

    column: Column
    cell: Cell | None
    finding: Finding

    @property
    def place(self) -> str:
        """Where it is put right: the target's id, and the unit's where one cell is at fault."""
        target = self.column.target.pk
        return f"{target}-{self.cell.unit.pk}" if self.cell is not None else str(target)

    @property
    def where(self) -> str:
        name = self.column.target.name
        return f"{name}, {self.cell.unit}" if self.cell is not None else name


@dataclass(frozen=True)
class Annex:
    """The whole table; ``units`` are rows, ``columns`` are targets."""

    decision: Paper
    units: tuple[Body, ...]
    columns: tuple[Column, ...] = field(default=())

    @property
    def findings(self) -> list[tuple[Column, Finding]]:
        return [(column, finding) for column in self.columns for finding in column.findings]

    @property
    def faults(self) -> list[Fault]:
        """The same, with the cell where one cell is at fault."""
        return [fault for column in self.columns for fault in column.faults]

    @property
    def rows(self) -> Iterable[tuple[Body, tuple[Cell, ...]]]:
        return (
            (unit, tuple(column.cells[at] for column in self.columns)) for at, unit in enumerate(self.units)
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many cells this decision assigns, and how many it exempts."""
        written = [cell.written for column in self.columns for cell in column.cells if cell.written]
        exempt = sum(one.exempt for one in written)
        return {"assigned": len(written) - exempt, "exempt": exempt}


def _amount(cell: Cell) -> int | None:
    return needed(cell.threshold) if cell.threshold is not None else None


def annex_of(
    decision: Paper, targets: Iterable[Target] | None = None, units: Iterable[Body] | None = None
) -> Annex:
    """The table of a decision: seven queries whatever its size, fewer where targets and units are known."""
    below = list(units) if units is not None else directly_below(decision.seat)
    rows = list(targets) if targets is not None else list(targets_of(decision))
    cells = cells_of(decision, rows, below)
    shortfalls = {one.target_id: one for one in decision.shortfalls.all()}
    expected = own_thresholds(rows, decision.seat)
    columns = tuple(
        Column(
            target=target,
            expected=expected[target.pk],
            cells=tuple(cells[target.pk, unit.pk] for unit in below),
            shortfall=shortfalls.get(target.pk),
            adds_up=splits(target),
        )
        for target in rows
    )
    return Annex(decision, tuple(below), columns)


def cells_of(
    decision: Paper, targets: Collection[Target], units: Collection[Body]
) -> dict[tuple[int, int], Cell]:
    """What stands and what the decision says, by target and unit: two queries, three where laxer rates stand."""
    written = {(one.target_id, one.unit_id): one for one in decision.annex.filter(target__in=targets)}
    standing = {
        (one.target_id, one.unit_id): one
        for one in Assignment.objects.filter(target__in=targets, unit__in=units, current=True)
    }
    reasons = _reasons_before(standing.values())
    keys = (((target.pk, unit.pk), target, unit) for target in targets for unit in units)
    return {
        key: Cell(target, unit, standing.get(key), written.get(key), reasons.get(key, ""))
        for key, target, unit in keys
    }


def _reasons_before(standing: Collection[Assignment]) -> Mapping[tuple[int, int], str]:
    """Why what stands asks less than was asked, in the words of the decision that set it."""
    told = AnnexCell.objects.exclude(reason="").filter(
        decision__in={one.decision_id for one in standing if one.decision_id is not None},
        target__in={one.target_id for one in standing},
    )
    setters = {(one.decision_id, one.target_id, one.unit_id) for one in standing}
    return {
        (one.target_id, one.unit_id): one.reason
        for one in told
        if (one.decision_id, one.target_id, one.unit_id) in setters
    }


def title_of(target: Target, among: Iterable[Target]) -> str:
    """What a column of the annex is called: the name, or the code where two targets share a name."""
    same = sum(fold(one.name) == fold(target.name) for one in among)
    return target.name if same == 1 else target.code


def targets_of(decision: Paper) -> QuerySet[Target]:
    """The targets of a paper's year: those of the movement's caller, of the issuing unit, of those between."""
    movement = decision.movement
    owners = {movement.issuer_id, movement.seat_id, decision.issuer_id, decision.seat_id}
    binding = Q(owner__in=owners) | Q(owner__path__in=paths.upwards(decision.seat.path))
    return Target.objects.filter(binding, cycle__movement=movement, cycle__year=decision.year).order_by(
        "position"
    )

"""The annex of a decision as offices keep it: a row a unit, a column a target, dashes for "không giao"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.algebra.thresholds import AtLeast, Threshold
from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.formats.errors import CodedError
from thidua.formats.text import fold
from thidua.kernel.door import fetch
from thidua.kernel.intake.lines import Line, refuse_repeats
from thidua.kernel.intake.reading import OTHER
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import spelled
from thidua.launch.actions.assign import Change, fill_annex
from thidua.launch.errors import ColumnUnknown, NoDraftDecision, NotDirectlyBelow
from thidua.launch.models import Paper, Target
from thidua.launch.queries.annex import directly_below, targets_of, title_of
from thidua.launch.queries.thresholds import own_thresholds, read_typed

_SUMS = spelled(gettext_lazy("Cộng"), "tổng", "tổng cộng", "tổng số", "cộng toàn tỉnh")
_ORDINALS = spelled(gettext_lazy("TT"), gettext_lazy("Ghi chú"), "stt", "so tt", "so thu tu")


@dataclass(frozen=True)
class _Table:
    decision: Paper
    targets: Mapping[str, Target]  # folded name or code → target
    expected: Mapping[int, Threshold | None]
    below: frozenset[int]


@intake(
    "assignments",
    label=gettext_lazy("phụ lục giao chỉ tiêu"),
    capability="launch.assign",
    batch=500,
    whole_list=True,
    guidance=(
        gettext_lazy("Mỗi dòng một đơn vị, mỗi cột một chỉ tiêu; tên cột là tên hoặc mã chỉ tiêu."),
        gettext_lazy("Dấu – là «không giao»; ô trống là «chưa giao». Dòng Cộng được bỏ qua."),
    ),
    columns=(Column("unit", gettext_lazy("Đơn vị"), ("ten don vi", "cong doan"), required=True, width=40),),
)
class Assignments:
    """Cells of the annex that is being written."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        for line in lines:
            if _is_sum(line):
                line.note = _("Dòng cộng, không phải đơn vị: được bỏ qua.")
                continue
            find_unit(line, "unit", context)
            if table is None:
                line.refuse("", NoDraftDecision())
                continue
            if line.body_id is not None and line.body_id not in table.below:
                line.refuse("unit", NotDirectlyBelow(units=line.text("unit")))
            _read(line, table)
        refuse_repeats((line for line in lines if not _is_sum(line)), "unit")

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        assert table is not None
        changes = [
            Change(target.pk, line.body_id or 0, typed)
            for line in lines
            if not _is_sum(line)
            for target, typed in _read(line, table)
        ]
        fill_annex(actor=context.actor, decision_id=table.decision.pk, changes=changes)
        for line in lines:
            line.made_id = table.decision.pk


_BARE: Final = AtLeast(Fraction(0))  # a number under a target that says nothing yet is a floor


def _is_sum(line: Line) -> bool:
    return line.text("unit").strip(" :.") in _SUMS


def _read(line: Line, table: _Table) -> list[tuple[Target, str]]:
    """The cells of the row; what cannot be read or has no target is noted at its column."""
    found: list[tuple[Target, str]] = []
    for key, typed in line.cells.items():
        if not key.startswith(OTHER):
            continue
        title = fold(key.removeprefix(OTHER))
        if title in _ORDINALS:
            continue
        target = table.targets.get(title)
        if target is None:
            line.refuse(key, ColumnUnknown(column=key.removeprefix(OTHER)))
            continue
        try:
            read_typed(typed, target, table.expected[target.pk] or _BARE)
        except CodedError as refusal:
            line.refuse(key, refusal)
        else:
            found.append((target, typed))
    return found


def _table(context: Context) -> _Table | None:
    if "annex" not in context.kept:
        context.kept["annex"] = _load(context)
    kept: _Table | None = context.kept["annex"]
    return kept


def _load(context: Context) -> _Table | None:
    """The decision named at upload, or the unit's only draft."""
    drafts = Paper.objects.filter(
        seat_id=context.unit_id, kind=Paper.Kind.ASSIGNMENT_DECISION, state="draft"
    ).order_by("-pk")
    key = context.settings.get("decision_id") or drafts.values_list("pk", flat=True).first()
    if key is None:
        return None
    related = ("seat__kind", "movement")
    decision = fetch(Paper, key, actor=context.actor, verb="annex", related=related)
    targets = list(targets_of(decision))
    named = {fold(word): one for one in targets for word in (one.code, title_of(one, targets))}
    below = frozenset(unit.pk for unit in directly_below(decision.seat))
    return _Table(decision, named, own_thresholds(targets, decision.seat), below)

"""Marks of many unions as a sheet: a row a union, a column a criterion or a condition of the round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.formats.text import fold
from thidua.formats.vi import format_number
from thidua.kernel.door import fetch, listing
from thidua.kernel.intake.lines import YES_NO, Line, refuse_repeats
from thidua.kernel.intake.reading import OTHER
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import spelled
from thidua.score.actions.grading.feed import feed
from thidua.score.actions.grading.guards import listed
from thidua.score.actions.grading.mark_many import Row, mark_row
from thidua.score.actions.grading.mark_upper import unexplained, write_upper
from thidua.score.actions.grading.typed import mark_typed
from thidua.score.errors import (
    CriterionStrange,
    DifferenceUnexplained,
    GradingReasonMissing,
    MarksMissing,
    MarkUnreadable,
    NothingGraded,
    StrangeToRound,
)
from thidua.score.models import Grading, GradingRound
from thidua.score.queries.grading.lists import with_round
from thidua.score.queries.grading.marks import evaluate, lines_of
from thidua.score.queries.grading.why import say_condition

KIND = "gradings"
# Columns of the sheet that goes out and are not read when it comes back.
_SHOWN = spelled(
    _("Tên đơn vị"),
    _("Cấp trên"),
    _("Trạng thái"),
    _("Đơn vị tự chấm"),
    _("Đơn vị tự xếp"),
    _("Xếp loại"),
    "TT",
)


@dataclass(frozen=True)
class _Table:
    round: GradingRound
    gradings: Mapping[int, Grading]  # by unit; those that this person marks
    heads: Mapping[str, str]  # folded head → code


@intake(
    KIND,
    label=_("bảng chấm xếp loại cơ sở"),
    capability="score.grade",
    sent_elsewhere=True,
    whole_list=True,
    columns=(
        Column("unit", _("Đơn vị"), ("ma don vi", "cong doan co so"), required=True),
        Column("reason", _("Lý do chấm khác")),
        Column("agreed", _("Đã thống nhất"), note=_("x: đã thống nhất với đơn vị.")),
    ),
    onward=("score:grading_home", _("Về trang xếp loại")),
)
class Gradings:
    """A row marks one union; what stays empty keeps what stands."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        for line in lines:
            if line.text("unit"):
                find_unit(line, "unit", context)
            line.yes("agreed")
            if line.body_id is not None:
                _check(line, table)
        refuse_repeats(lines, "unit")

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        made = []
        for line in lines:
            grading = table.gradings[line.body_id or 0]
            row = _row(line, table, grading)
            made.append(mark_row(actor=context.actor, row=row))
            line.made_id = grading.pk
        feed(context.actor, [one for one in made if one.state == "agreed"])


def _row(line: Line, table: _Table, grading: Grading) -> Row:
    marks, answers = _told(line, table)
    return Row(grading.pk, marks, answers, line.text("reason"), bool(line.yes("agreed")))


def _told(line: Line, table: _Table) -> tuple[dict[str, str], dict[str, bool | None]]:
    """Points and answers of a row. A column that the round does not have is refused under its own name."""
    asked = {one.code for one in table.round.rules.asked}
    marks: dict[str, str] = {}
    answers: dict[str, bool | None] = {}
    for key, typed in line.cells.items():
        if not key.startswith(OTHER) or not typed:
            continue
        head = fold(key.removeprefix(OTHER))
        code = table.heads.get(head)
        if code is None:
            if head not in _SHOWN:
                line.refuse(key, CriterionStrange(criterion=key.removeprefix(OTHER)[:60]))
        elif code in asked:
            answers[code] = line.choice(key, YES_NO)
        else:
            marks[code] = typed
    return marks, answers


def _check(line: Line, table: _Table) -> None:
    grading = table.gradings.get(line.body_id or 0)
    if grading is None:
        line.refuse("unit", StrangeToRound(round=table.round.name))
        return
    marks, answers = _told(line, table)
    if not marks and not answers:
        line.refuse("", NothingGraded())
        return
    _check_points(line, table, grading, marks, answers)
    if line.text("reason"):
        return
    names = unexplained(grading)
    if names:
        line.refuse("reason", DifferenceUnexplained(names=listed(names)))
    elif line.yes("agreed") and grading.sent_at is None:
        line.refuse("reason", GradingReasonMissing())


def _check_points(
    line: Line,
    table: _Table,
    grading: Grading,
    marks: Mapping[str, str],
    answers: Mapping[str, bool | None],
) -> None:
    write_upper(grading, marks, answers, {})  # in memory: nothing is saved by looking
    found = evaluate(table.round, grading.upper_marks, grading.upper_answers)
    keys = {
        table.heads.get(fold(key.removeprefix(OTHER))): key for key in line.cells if key.startswith(OTHER)
    }
    for one in found.unread:
        line.refuse(
            keys.get(one.code, ""),
            MarkUnreadable(
                text=mark_typed(marks.get(one.code, "")),
                criterion=one.name,
                least=format_number(one.least),
                most=format_number(one.most),
            ),
        )
    names = [one.name for one in found.missing]
    names += [say_condition(one) for one in table.round.rules.asked if one.code in found.unanswered]
    if names:
        line.refuse("", MarksMissing(count=len(names), names=listed(names)))


def heads_of(round_: GradingRound) -> dict[str, str]:
    """What a column may be headed, folded → code: the code itself, the name where no other has it, and both."""
    names = [(line.code, line.name) for line in lines_of(round_)]
    names += [(one.code, say_condition(one)) for one in round_.rules.asked]
    found: dict[str, str] = {}
    for code, name in names:
        single = [other for other, same in names if fold(same) == fold(name)] == [code]
        for head in (code, f"{code} {name}", *((name,) if single else ())):
            found[fold(head)] = code
    return found


def _table(context: Context) -> _Table:
    if KIND not in context.kept:
        context.kept[KIND] = _load(context)
    kept: _Table = context.kept[KIND]
    return kept


def _load(context: Context) -> _Table:
    round_ = fetch(GradingRound, context.settings["round_id"], actor=context.actor)
    mine = listing(Grading, actor=context.actor, verb="mark").filter(round=round_).select_related("unit")
    gradings = {one.unit_id: one for one in with_round(round_, list(mine))}
    return _Table(round_, gradings, heads_of(round_))

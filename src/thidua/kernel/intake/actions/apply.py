from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from thidua.formats.errors import CodedError
from thidua.kernel import jobs
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.intake import checking
from thidua.kernel.intake.errors import NothingReady
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.registry import Context, kind_of
from thidua.kernel.intake.states import INTAKE, ROW
from thidua.kernel.models import Intake, IntakeRow

AT_ONCE = 200  # more rows than this are long work, which the person may leave
WORK = "kernel.intake"


@transaction.atomic
def apply(*, actor: Actor, intake_id: int) -> Intake:
    """Carries out every row that is ready; the others stay where they are and can follow later.

    Up to ``AT_ONCE`` rows are done before this returns, more by the worker. Pressing twice, or again after
    a killed worker, does no row twice. Raises Absent, NotNow, NothingReady.
    """
    from thidua.kernel.intake.actors import packed

    intake = fetch(Intake, intake_id, actor=actor, verb="apply", lock=True)
    ready = IntakeRow.objects.filter(intake=intake, state="ready").count()
    if not ready:
        raise NothingReady()
    INTAKE.move(intake, "apply")
    if ready <= AT_ONCE:
        while carry_on(actor=actor, intake_id=intake.pk):
            pass
    else:
        label = f"{kind_of(intake.kind).label}: {intake.file.name}"
        work = {"intake_id": intake.pk, "actor": packed(actor)}
        intake.progress = jobs.begin(WORK, actor=actor, label=label[:200], arguments=work)
        intake.save(update_fields=["progress", "changed_at"])
    intake.refresh_from_db()
    return intake


@transaction.atomic
def carry_on(*, actor: Actor, intake_id: int) -> int:
    """Carries out one batch and returns its rows; 0 when none is left, and then the intake rests."""
    # Locked without asking the door: the right was proved when the work began.
    intake = Intake.objects.select_for_update().get(pk=intake_id)
    if intake.state != "applying":
        return 0
    kind = kind_of(intake.kind)
    rows = list(
        IntakeRow.objects.filter(intake=intake, state="ready").order_by("turn", "number")[: kind.batch]
    )
    if not rows:
        _rest(actor, intake)
        return 0
    lines = [checking.line_of(row) for row in rows]
    context = Context(intake, actor)
    # Once more: since the preview the same may have been done by hand, or by another list.
    checking.check(lines, context)
    good = [line for line in lines if line.state == "ready"]
    _carry_out(good, kind.handling.apply, context)
    _keep(rows, lines)
    return len(rows)


def _carry_out(lines: list[Line], work: Callable[[list[Line], Context], None], context: Context) -> None:
    if not lines:
        return
    try:
        with transaction.atomic():
            work(lines, context)
    except CodedError as refusal:
        if len(lines) == 1:
            lines[0].refuse("", refusal)
            return
        for line in lines:
            _carry_out([line], work, Context(context.intake, context.actor))


def _keep(rows: list[IntakeRow], lines: list[Line]) -> None:
    pairs = list(zip(rows, lines, strict=True))
    done = [(row, line) for row, line in pairs if line.state == "ready"]
    rest = [(row, line) for row, line in pairs if line.state != "ready"]
    if rest:
        checking.keep([row for row, _line in rest], [line for _row, line in rest])
    _keep_results([(row.pk, line.made_id, line.body_id) for row, line in done])
    ROW.move_all(IntakeRow.objects.filter(pk__in=[row.pk for row, _line in done]), "apply")


def _keep_results(results: list[tuple[int, int | None, int | None]]) -> None:
    """One plain statement: the ORM's bulk update takes longer than the work of a batch itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            update kernel_intakerow row set made_id = done.made_id, body_id = done.body_id
              from unnest(%s::bigint[], %s::bigint[], %s::bigint[]) as done(id, made_id, body_id)
             where row.id = done.id
            """,
            [[one[place] for one in results] for place in range(3)],
        )


def _rest(actor: Actor, intake: Intake) -> None:
    told = checking.tally(intake)
    left = told["problem"] + told["unmatched"]
    INTAKE.move(intake, "pause" if left else "finish")
    record(actor, "intake.applied", intake, path=intake.unit_path, data=told)
    emit("intake.applied", intake_id=intake.pk)


@transaction.atomic
def finish(*, actor: Actor, intake_id: int) -> Intake:
    """Closes a list of which nothing is left but rows laid aside. Raises Absent, NotNow, NothingReady."""
    intake = fetch(Intake, intake_id, actor=actor, verb="work", lock=True)
    told = checking.tally(intake)
    if told["ready"] or told["problem"] or told["unmatched"]:
        raise NothingReady()
    INTAKE.move(intake, "finish")
    record(actor, "intake.finished", intake, path=intake.unit_path, data=told)
    emit("intake.applied", intake_id=intake.pk)
    return intake


@transaction.atomic
def cancel(*, actor: Actor, intake_id: int, reason: str = "") -> Intake:
    """Gives a list up. What was carried out already stays carried out and is told. Raises Absent, NotNow."""
    intake = fetch(Intake, intake_id, actor=actor, verb="cancel", lock=True)
    INTAKE.move(intake, "cancel")
    told: dict[str, Any] = checking.tally(intake)
    record(actor, "intake.cancelled", intake, path=intake.unit_path, reason=reason, data=told)
    emit("intake.cancelled", intake_id=intake.pk)
    return intake

"""Sending Excel lists in, and what became of their rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from thidua.documents.sheets import write_rows
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.kernel.intake import checking
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.models import Intake, IntakeRow


def send(
    actor: Actor, unit: Body, kind: str, head: Sequence[str], lines: Sequence[Sequence[object]]
) -> Intake:
    content = write_rows(head, lines)
    return upload(
        actor=actor,
        kind=kind,
        unit_id=unit.pk,
        unit_path=unit.path,
        name="danh sach.xlsx",
        stream=io.BytesIO(content),
        size=len(content),
    )


def counts(intake: Intake) -> dict[str, int]:
    told = checking.tally(intake)
    assert told["total"] == intake.rows.count() == sum(n for state, n in told.items() if state != "total")
    return {state: n for state, n in told.items() if n and state != "total"}


def row(intake: Intake, number: int) -> IntakeRow:
    return intake.rows.get(number=number)


def problems(intake: Intake) -> dict[int, list[tuple[str, str]]]:
    return {
        one.number: [(problem["column"], problem["code"]) for problem in one.problems]
        for one in intake.rows.order_by("number")
        if one.problems
    }


def apply_in_the_background(actor: Actor, intake: Intake) -> Any:
    from thidua.kernel.intake.actors import packed
    from thidua.kernel.intake.states import INTAKE
    from thidua.kernel.models import Progress

    INTAKE.move(intake, "apply")
    return Progress.objects.create(
        kind="kernel.intake", label="x", arguments={"intake_id": intake.pk, "actor": packed(actor)}
    )

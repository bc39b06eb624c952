"""The transition engine moves thousands of rows by the same table as it moves one."""

from __future__ import annotations

import pytest

from thidua.kernel.door import Actor, Grant, Reach, system
from thidua.kernel.errors import NotSignedIn
from thidua.kernel.intake.actors import packed, unpacked
from thidua.kernel.intake.states import INTAKE, ROW
from thidua.kernel.models import Intake, IntakeRow, StoredFile
from thidua.kernel.transitions import StateTable, Transition

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake() -> Intake:
    file = StoredFile.objects.create(sha256="0" * 64, size=1, kind="x", name="x.xlsx")
    made = Intake.objects.create(kind="x", unit_id=1, unit_path="1.", file=file, account_name="x")
    IntakeRow.objects.bulk_create(
        IntakeRow(intake=made, number=n, cells={}, state=state) for n, state in enumerate(ROW.states)
    )
    return made


def test_only_rows_in_a_fitting_state_move(intake: Intake) -> None:
    assert ROW.move_all(IntakeRow.objects.filter(intake=intake), "apply") == 1
    states = dict(intake.rows.values_list("number", "state"))
    assert states == {0: "applied", 1: "problem", 2: "unmatched", 3: "applied", 4: "set_aside"}


def test_moves_with_a_guard_or_without_a_name_are_refused(intake: Intake) -> None:
    guarded = StateTable(
        "x", "a", {"a": "a"}, (Transition("go", ("a",), "a", "go", guard=lambda _one: NotSignedIn()),)
    )
    for table, name in ((guarded, "go"), (ROW, "nothing")):
        with pytest.raises(ValueError, match="cannot move many"):
            table.move_all(IntakeRow.objects.all(), name)


def test_every_state_of_a_list_can_be_left_or_is_an_end() -> None:
    ends = {state for state in INTAKE.states if not INTAKE.open_moves(state)}
    assert ends == {"applied", "cancelled"}


def test_an_actor_travels_through_the_queue_unchanged() -> None:
    grant = Grant("officer", 5, "1.5.", Reach.SUBTREE, frozenset({"a.b", "a.c"}))
    actor = Actor(7, "Ma Thị Thử", 5, "1.5.", (grant,), "Nông Văn Mẫu")
    assert unpacked(packed(actor)) == actor
    house = unpacked(packed(system("worker")))
    assert house.name == "worker"
    assert house.may("anything.at_all", "1.2.")

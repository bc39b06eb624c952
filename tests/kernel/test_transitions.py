"""States move only along their table."""

from __future__ import annotations

import pytest

from thidua.kernel.errors import NotNow, Refusal
from thidua.kernel.models import Progress
from thidua.kernel.transitions import StateTable, Transition


def refuse_empty(progress: Progress) -> Refusal | None:
    return None if progress.total else Refusal()


TABLE = StateTable(
    name="tests.progress",
    initial="waiting",
    states={"waiting": "đang chờ", "running": "đang chạy", "done": "xong"},
    transitions=(
        Transition("start", ("waiting",), "running", "chạy"),
        Transition("finish", ("running",), "done", "xong", guard=refuse_empty),
    ),
)


@pytest.mark.django_db
def test_a_move_is_saved() -> None:
    progress = Progress.objects.create(kind="tests", label="x")
    TABLE.move(progress, "start")
    assert Progress.objects.get().state == "running"


@pytest.mark.django_db
def test_a_move_from_another_state_is_refused_with_both_names() -> None:
    progress = Progress.objects.create(kind="tests", label="x")
    with pytest.raises(NotNow) as refused:
        TABLE.move(progress, "finish")
    assert "xong" in refused.value.say().what
    assert "đang chờ" in refused.value.say().why
    assert Progress.objects.get().state == "waiting"


@pytest.mark.django_db
def test_a_guard_refuses_before_anything_is_saved() -> None:
    progress = Progress.objects.create(kind="tests", label="x", state="running")
    with pytest.raises(Refusal):
        TABLE.move(progress, "finish")
    assert Progress.objects.get().state == "running"
    progress.total = 1
    TABLE.move(progress, "finish")
    assert Progress.objects.get().state == "done"


def test_a_table_that_names_an_unknown_state_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="unknown states"):
        StateTable("x", "a", {"a": "a"}, (Transition("go", ("a",), "b", "đi"),))


def test_rules_take_their_states_from_the_table() -> None:
    assert TABLE.sources("start") == ("waiting",)
    assert [one.name for one in TABLE.open_moves("running")] == ["finish"]
    assert "waiting --> running: start" in TABLE.diagram()

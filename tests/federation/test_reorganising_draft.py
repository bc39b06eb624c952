"""A reorganisation that is only drafted changes nothing; who may carry it out, drop it and take it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.federation.cast import World
from tests.federation.reorganising import DAY, EVE, SOURCE, drafted, dump, step
from thidua.federation.actions.reorganise.add_steps import remove_step
from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.draft import change_reorganisation, draft_reorganisation, drop
from thidua.federation.actions.reorganise.undo import undo
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotNow, NotYours

pytestmark = pytest.mark.django_db


class TestTheDraft:
    def test_a_draft_changes_nothing(self, world: World) -> None:
        before = dump()
        made = drafted(world, step(world, "merge", "SD-02", "NH-01"), step(world, "end", "NH-03"))
        remove_step(actor=world.admin, reorganisation_id=made.pk, step_id=made.steps.get(verb="end").pk)
        assert [one.verb for one in made.steps.all()] == ["merge"]
        change_reorganisation(
            actor=world.admin, reorganisation_id=made.pk, name="Sắp xếp", from_on=EVE, source=SOURCE
        )
        assert dump() == before
        drop(actor=world.admin, reorganisation_id=made.pk)
        with pytest.raises(CodedError) as told:
            carry_out(actor=world.admin, reorganisation_id=made.pk)
        assert told.value.code in ("kernel.not_now", "kernel.absent")

    def test_a_paper_is_asked_for(self, world: World) -> None:
        with pytest.raises(CodedError) as told:
            draft_reorganisation(
                actor=world.admin, seat_id=world["TQ"].pk, name="Sắp xếp", from_on=DAY, source=" "
            )
        assert told.value.code == "federation.source_missing"


@pytest.mark.parametrize("role", ["administrator", "officer", "chair", "grassroots_chair", "member"])
@pytest.mark.parametrize("at", ["TLD", "TQ", "SD", "HG"])
@pytest.mark.parametrize("state", ["draft", "done", "undone", "dropped"])
def test_who_may_do_what_in_which_state(world: World, role: str, at: str, state: str) -> None:
    made = drafted(world, step(world, "merge", "SD-02", "NH-01"))
    if state == "dropped":
        drop(actor=world.admin, reorganisation_id=made.pk)
    if state in ("done", "undone"):
        carry_out(actor=world.admin, reorganisation_id=made.pk)
    if state == "undone":
        undo(actor=world.admin, reorganisation_id=made.pk)
    actor: Actor = world.actor(role, at)
    keeps = role == "administrator" and at in ("TLD", "TQ")
    may = {
        "carry_out": keeps and state == "draft",
        "drop": keeps and state == "draft",
        "undo": keeps and state == "done",
    }
    deeds: dict[str, Callable[..., object]] = {"carry_out": carry_out, "drop": drop, "undo": undo}
    for name, deed in deeds.items():
        assert (_refused(deed, actor, made.pk) == "") is may[name], (role, at, state, name)


def _refused(deed: Callable[..., object], actor: Actor, pk: int) -> str:
    """The code of the refusal, "" when it is done; taken back either way."""
    said = ""
    with transaction.atomic():
        try:
            deed(actor=actor, reorganisation_id=pk)
        except (Absent, NotYours, NotNow) as refused:
            said = refused.code
        transaction.set_rollback(True)
    return said

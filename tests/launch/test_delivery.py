"""How papers travel: who below has opened one, and action plans that go up by official letter to two departments."""

from __future__ import annotations

import pytest

from tests.launch.cast import Cast, day
from tests.launch.papers import fill, issued_plan, start
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.add_cycle import add_cycle
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.note_opened import note_opened
from thidua.launch.actions.send_plan import receive_plan, send_plan
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.errors import DatesOutOfOrder, InTheFuture
from thidua.launch.event_errors import (
    AlreadySent,
    LetterMissing,
    NotOurDepartment,
    NowhereToSend,
    PlanNotOut,
)
from thidua.launch.models import Movement, Paper, PaperOpened, PlanSent, RegisterEntry
from thidua.launch.queries.delivery import opened_by_level, units_by_opening
from thidua.launch.queries.ladder import ladder, late_units


@pytest.fixture
def plan(cast: Cast, movement: Movement) -> Paper:
    movement.aims_are_qualitative = True
    movement.save()
    return issued_plan(cast, movement)


@pytest.fixture
def departments(cast: Cast) -> list[Body]:
    names = ("Ban Tuyên giáo - Nữ công", "Ban Chính sách pháp luật")
    return [
        Body.objects.create(form=Body.Form.DEPARTMENT, code=f"TQ-B{n}", name=name, host=cast.unit("TQ"))
        for n, name in enumerate(names)
    ]


@pytest.fixture
def asked(cast: Cast, movement: Movement, departments: list[Body]) -> None:
    """Action plans are due on 5 March, by letter, at two departments."""
    set_deadline(
        actor=cast.actor("officer", "TQ"),
        cycle_id=movement.cycles.get().pk,
        what="send_plan",
        level="upper",
        due_on=day(3, 5),
        channel="official_letter",
        department_ids=[one.pk for one in departments],
    )


def own_plan(cast: Cast, above: Paper, unit: str) -> Paper:
    paper = derive_paper(actor=cast.actor("officer", unit), above_id=above.pk, unit_id=cast.unit(unit).pk)
    fill(cast, paper)
    Paper.objects.filter(pk=paper.pk).update(
        state="issued", number=7, symbol="KH-LĐLĐ", issued_on=day(3, 1), title="Kế hoạch hành động"
    )
    return Paper.objects.get(pk=paper.pk)


def send(cast: Cast, paper: Paper, unit: str, **told: object) -> PlanSent:
    said = {"channel": "official_letter", "sent_on": day(3, 3), "letter": "15/CV-LĐLĐ", **told}
    return send_plan(actor=cast.actor("officer", unit), paper_id=paper.pk, **said)  # type: ignore[arg-type]


def receive(cast: Cast, paper: Paper, role: str = "clerk", unit: str = "TQ", **told: object) -> PlanSent:
    said = {"received_on": day(3, 4), "letter": "15/CV-LĐLĐ", "number": 210, **told}
    return receive_plan(actor=cast.actor(role, unit), paper_id=paper.pk, **said)  # type: ignore[arg-type]


def test_the_first_look_of_a_person_below_counts(cast: Cast, plan: Paper) -> None:
    chair = cast.actor("grassroots_chair", "NH1")
    assert note_opened(actor=chair, paper=plan)
    assert not note_opened(actor=chair, paper=plan)
    assert note_opened(actor=cast.actor("member", "NH1"), paper=plan)
    assert note_opened(actor=cast.actor("officer", "SD"), paper=plan)
    assert not note_opened(actor=cast.actor("officer", "TQ"), paper=plan)  # its own people
    assert not note_opened(actor=cast.actor("officer", "HG"), paper=plan)
    counted = {one.level: (one.opened, one.units) for one in opened_by_level(plan, cast.unit("TQ"))}
    assert counted == {"upper": (1, 3), "grassroots": (1, 5)}
    assert PaperOpened.objects.count() == 3


def test_a_draft_is_opened_by_nobody(cast: Cast, movement: Movement) -> None:
    assert not note_opened(actor=cast.actor("officer", "NH"), paper=start(cast, movement))


def test_names_of_those_who_have_not_are_for_their_superiors(cast: Cast, plan: Paper) -> None:
    note_opened(actor=cast.actor("grassroots_chair", "NH1"), paper=plan)

    def named(role: str, unit: str, *, opened: bool) -> list[str]:
        found = units_by_opening(plan, cast.unit(unit), cast.actor(role, unit), opened=opened)
        return [one.code for one in found]

    assert named("officer", "NH", opened=True) == ["NH1"]
    assert named("officer", "NH", opened=False) == ["NH2"]
    assert set(named("officer", "TQ", opened=False)) == {"NH", "SD", "GD", "DU", "NH2", "SD1", "GD1"}
    assert named("grassroots_chair", "NH1", opened=False) == []


@pytest.mark.usefixtures("asked")
def test_an_action_plan_goes_up_by_letter_and_reaches_both_departments(
    cast: Cast, plan: Paper, departments: list[Body]
) -> None:
    own = own_plan(cast, plan, "NH")
    (told,) = [one for one in waiting_for(cast.actor("officer", "NH")) if one.code == "launch.send_plan"]
    assert (told.due_on, told.fact) == (day(3, 5), "Cách gửi: công văn.")
    send(cast, own, "NH")
    assert "launch.send_plan" not in [one.code for one in waiting_for(cast.actor("officer", "NH"))]
    (told,) = [one for one in waiting_for(cast.actor("clerk", "TQ")) if one.code == "launch.receive_plans"]
    assert told.total == 1
    sent = receive(cast, own, department_ids=[one.pk for one in departments])
    assert sent.entry is not None
    assert (sent.entry.number, sent.entry.their_reference, sent.entry.sender) == (
        210,
        "15/CV-LĐLĐ",
        "Liên đoàn Lao động huyện Na Hang",
    )
    assert sent.entry.register.direction == "incoming"
    assert set(sent.departments.all()) == set(departments)
    assert "launch.receive_plans" not in [one.code for one in waiting_for(cast.actor("clerk", "TQ"))]


@pytest.mark.usefixtures("asked")
def test_the_ladder_counts_what_was_sent_by_its_day(cast: Cast, movement: Movement, plan: Paper) -> None:
    send(cast, own_plan(cast, plan, "NH"), "NH")
    send(cast, own_plan(cast, plan, "SD"), "SD", sent_on=day(3, 6), letter="9/CV-LĐLĐ")
    cycle = movement.cycles.get()
    (rung,) = [one for one in ladder(cycle) if one.what == "send_plan"]
    assert (rung.must, rung.done, rung.in_time, rung.late) == (3, 2, 1, 1)
    late = late_units(cycle, "send_plan", actor=cast.actor("officer", "TQ"))
    assert [one.name for one in late] == ["Công đoàn ngành Giáo dục"]


def test_a_letter_that_came_before_the_unit_said_so_counts_as_sent(cast: Cast, plan: Paper) -> None:
    own = own_plan(cast, plan, "NH")
    sent = receive(cast, own, dated_on=day(3, 2))
    assert (sent.sent_on, sent.received_on, sent.channel) == (day(3, 2), day(3, 4), "official_letter")
    with pytest.raises(AlreadySent):
        send(cast, own, "NH")


def test_received_again_the_letter_is_not_entered_twice(
    cast: Cast, plan: Paper, departments: list[Body]
) -> None:
    own = own_plan(cast, plan, "NH")
    receive(cast, own)
    again = receive(cast, own, department_ids=[departments[0].pk], number=None)
    assert RegisterEntry.objects.filter(register__direction="incoming").count() == 1
    assert list(again.departments.all()) == [departments[0]]


def test_what_cannot_be_sent_says_why(cast: Cast, movement: Movement, plan: Paper) -> None:
    draft = derive_paper(actor=cast.actor("officer", "GD"), above_id=plan.pk, unit_id=cast.unit("GD").pk)
    with pytest.raises(PlanNotOut):
        send(cast, draft, "GD")
    with pytest.raises(NowhereToSend):
        send(cast, plan, "TQ")
    own = own_plan(cast, plan, "NH")
    with pytest.raises(LetterMissing):
        send(cast, own, "NH", letter=" ")
    with pytest.raises(InTheFuture):
        send(cast, own, "NH", sent_on=day(3, 21))
    with pytest.raises(DatesOutOfOrder):
        send(cast, own, "NH", sent_on=day(2, 27))
    assert send(cast, own, "NH", channel="in_house", letter="").letter == ""


def test_only_the_clerk_above_receives_and_only_for_its_own_departments(cast: Cast, plan: Paper) -> None:
    own = own_plan(cast, plan, "NH")
    with pytest.raises(NotYours):
        receive(cast, own, role="officer")
    with pytest.raises(NotYours):
        receive(cast, own, unit="NH")
    with pytest.raises(Absent):
        receive(cast, own, unit="HG")
    strange = Body.objects.create(
        form=Body.Form.DEPARTMENT, code="NH-B", name="Ban khác", host=cast.unit("NH")
    )
    with pytest.raises(NotOurDepartment):
        receive(cast, own, department_ids=[strange.pk])
    assert not PlanSent.objects.exists()
    assert not RegisterEntry.objects.filter(register__direction="incoming").exists()


@pytest.mark.usefixtures("asked")
def test_the_next_year_asks_in_the_same_way(cast: Cast, movement: Movement, departments: list[Body]) -> None:
    movement.until_on = day(12, 31, 2018)
    movement.save()
    old = movement.cycles.get()
    with clock.standing_on(day(1, 5, 2018)):
        new = add_cycle(actor=cast.actor("officer", "TQ"), movement_id=movement.pk, year=2018, like=old.pk)
    (deadline,) = new.deadlines.all()
    assert (deadline.due_on, deadline.channel) == (day(3, 5, 2018), "official_letter")
    assert set(deadline.departments.all()) == set(departments)


def test_a_deadline_names_departments_of_the_caller_only(cast: Cast, movement: Movement) -> None:
    strange = Body.objects.create(
        form=Body.Form.DEPARTMENT, code="NH-B", name="Ban khác", host=cast.unit("NH")
    )
    with pytest.raises(NotOurDepartment):
        set_deadline(
            actor=cast.actor("officer", "TQ"),
            cycle_id=movement.cycles.get().pk,
            what="send_plan",
            level="upper",
            due_on=day(3, 5),
            department_ids=[strange.pk],
        )

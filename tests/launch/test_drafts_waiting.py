"""What was begun and what was returned waits for whoever writes it."""

from __future__ import annotations

from tests.launch.cast import Cast, day
from tests.launch.papers import fill, issued_plan
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Waiting, waiting_for
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.send_on import send_back, send_on
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Movement, Paper


def jobs(actor: Actor) -> dict[str, Waiting]:
    return {one.code: one for one in waiting_for(actor)}


def begin(actor: Actor, movement: Movement) -> Paper:
    return start_paper(
        actor=actor,
        movement_id=movement.pk,
        seat_id=actor.unit_id or 0,
        kind="guidance",
        title="Hướng dẫn chấm điểm thi đua",
        year=2017,
    )


def test_a_draft_waits_for_the_one_who_began_it(cast: Cast, movement: Movement) -> None:
    writer, other = cast.actor("officer", "TQ"), cast.actor("officer", "TQ")
    paper = begin(writer, movement)
    job = jobs(writer)["launch.finish_paper"]
    assert job.url == f"/van-ban/{paper.pk}"
    assert "Hướng dẫn chấm điểm thi đua" in job.title
    assert "launch.finish_paper" not in jobs(other)
    assert "launch.finish_paper" not in jobs(cast.actor("clerk", "TQ"))


def test_a_draft_that_nobody_in_particular_began_waits_for_every_writer(
    cast: Cast, movement: Movement
) -> None:
    begin(cast.actor("officer", "TQ"), movement)
    Paper.objects.update(begun_by_id=None)
    assert "launch.finish_paper" in jobs(cast.actor("head_of_department", "TQ"))
    assert "launch.finish_paper" not in jobs(cast.actor("member", "TQ"))
    assert "launch.finish_paper" not in jobs(cast.actor("officer", "NH"))


def test_a_returned_paper_says_who_returned_it_and_why(cast: Cast, movement: Movement) -> None:
    writer, head = cast.actor("officer", "TQ"), cast.actor("head_of_department", "TQ", "Đỗ Văn Kiên")
    paper = begin(writer, movement)
    send_on(actor=writer, paper_id=paper.pk, move="submit")
    assert not {"launch.finish_paper", "launch.correct_paper"} & set(jobs(writer))
    send_back(actor=head, paper_id=paper.pk, reason="Nêu rõ thang điểm")
    job = jobs(writer)["launch.correct_paper"]
    assert job.fact == "Đỗ Văn Kiên trả lại: Nêu rõ thang điểm"
    assert "launch.finish_paper" not in jobs(writer)


def test_a_returned_plan_is_told_once_with_its_deadline(
    cast: Cast, movement: Movement, targets: object
) -> None:
    above = issued_plan(cast, movement)
    movement.cycles.get().deadlines.create(what="issue_plan", level="grassroots", due_on=day(3, 31))
    chair = cast.actor("officer", "DU")
    own = derive_paper(actor=chair, above_id=above.pk, unit_id=cast.unit("DU").pk)
    Paper.objects.filter(pk=above.pk).update(asks_levels=["grassroots"])
    assert jobs(chair)["launch.issue_plan"].button == "Soạn tiếp"
    fill(cast, own)
    send_on(actor=chair, paper_id=own.pk, move="to_signature")
    assert jobs(chair)["launch.issue_plan"].fact == "Văn bản đang: chờ ký."
    send_back(actor=cast.actor("chair", "DU", "Hà Thị Vân"), paper_id=own.pk, reason="Bổ sung đợt thi đua")
    told = jobs(chair)
    assert told["launch.issue_plan"].fact == "Hà Thị Vân trả lại: Bổ sung đợt thi đua"
    assert told["launch.issue_plan"].due_on == day(3, 31)
    assert not {"launch.finish_paper", "launch.correct_paper"} & set(told)


def test_the_number_of_questions_does_not_grow(
    cast: Cast, movement: Movement, django_assert_max_num_queries
) -> None:
    writer = cast.actor("officer", "TQ")
    begin(writer, movement)
    with django_assert_max_num_queries(20) as few:
        list(waiting_for(writer))
    for _each in range(9):
        begin(writer, movement)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert sum(one.code == "launch.finish_paper" for one in waiting_for(writer)) == 10

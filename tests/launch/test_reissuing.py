"""A paper that is withdrawn, written again and issued again: another number, new opinions, a new signature."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened
from tests.launch.papers import SIGNED_BY_CHAIR, issue, issued_plan, opinions_on_paper, start
from tests.launch.papers import fill as write_out
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.issue_paper import issue_paper, withdraw_paper
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.send_on import send_on
from thidua.launch.errors import HeadHasNotAgreed, NumberMissing, NumberTaken, OpinionsMissing
from thidua.launch.models import Movement, Paper, RegisterEntry, Step


@pytest.fixture
def again(cast: Cast, movement: Movement, targets: object) -> Paper:
    """The plan 05/KH-LĐLĐ, withdrawn and being written again."""
    plan = issued_plan(cast, movement)
    withdraw_paper(actor=cast.actor("chair", "TQ"), paper_id=plan.pk, reason="Sửa ngày")
    send_on(actor=cast.actor("officer", "TQ"), paper_id=plan.pk, move="revise")
    plan.refresh_from_db()
    return plan


def lines() -> list[tuple[str, bool]]:
    rows = RegisterEntry.objects.order_by("pk")
    return [(one.reference, one.withdrawn_on is not None) for one in rows]


class TestNumber:
    def test_what_the_clerk_types_is_its_number(self, cast: Cast, again: Paper) -> None:
        issued = issue(cast, again, number=316)
        assert (issued.reference, issued.state) == ("316/KH-LĐLĐ", "issued")
        assert lines() == [("05/KH-LĐLĐ", True), ("316/KH-LĐLĐ", False)]

    def test_its_own_number_may_be_given_again(self, cast: Cast, again: Paper) -> None:
        assert issue(cast, again, number=5).reference == "05/KH-LĐLĐ"
        assert lines() == [("05/KH-LĐLĐ", True), ("05/KH-LĐLĐ", False)]

    def test_nobody_else_gets_a_withdrawn_number(self, cast: Cast, movement: Movement, again: Paper) -> None:
        other = start(cast, movement)
        write_out(cast, other)
        with pytest.raises(NumberTaken):
            issue(cast, other, number=5)

    def test_no_number_is_taken_over_silently(self, cast: Cast, again: Paper) -> None:
        opinions_on_paper(cast, again)
        clerk = cast.actor("clerk", "TQ")
        record_signature(actor=clerk, paper_id=again.pk, signature=SIGNED_BY_CHAIR)
        with pytest.raises(NumberMissing):
            issue_paper(actor=clerk, paper_id=again.pk)

    @pytest.mark.usefixtures("addresses")
    def test_over_the_pages(self, cast: Cast, again: Paper, sign_in: SignIn) -> None:
        opinions_on_paper(cast, again)
        record_signature(actor=cast.actor("clerk", "TQ"), paper_id=again.pk, signature=SIGNED_BY_CHAIR)
        told = {"number": "316", "symbol": "kh-lđlđ", "issued_on": "10/03/2017"}
        clerk = sign_in("clerk", "TQ")
        assert clerk.post(reverse("launch:issue", args=[again.pk]), told).status_code == 302
        assert "316/KH-LĐLĐ" in opened(clerk, "paper", again.pk)
        book = opened(clerk, "register", RegisterEntry.objects.all()[0].register_id)
        assert "đã thu hồi ngày 20/03/2017" in book
        assert book.count("đã thu hồi ngày") == 1


class TestOpinions:
    def test_a_redraft_has_neither_number_nor_signature(self, again: Paper) -> None:
        assert (again.number, again.issued_on, again.signer_name, again.signed_on) == (None, None, "", None)

    def test_a_signature_needs_the_steps_of_the_new_text(self, cast: Cast, again: Paper) -> None:
        clerk = cast.actor("clerk", "TQ")
        with pytest.raises(HeadHasNotAgreed):
            record_signature(actor=clerk, paper_id=again.pk, signature=SIGNED_BY_CHAIR)
        record_step(
            actor=clerk,
            paper_id=again.pk,
            kind="head",
            who="Đỗ Văn Kiên",
            verdict="agrees",
            done_on=day(3, 1),
        )
        with pytest.raises(OpinionsMissing):
            record_signature(actor=clerk, paper_id=again.pk, signature=SIGNED_BY_CHAIR)

    @pytest.mark.usefixtures("addresses")
    def test_it_is_shown_which_opinions_do_not_count(self, cast: Cast, again: Paper, sign_in: SignIn) -> None:
        page = opened(sign_in("officer", "TQ"), "paper", again.pk)
        gone = page.partition("Về bản trước, không còn tính")[2]
        assert "Biên bản họp ban thường vụ" in gone
        assert "Sửa ngày" in page

    def test_a_member_is_asked_again(self, cast: Cast, again: Paper) -> None:
        member = cast.actor("standing_committee_member", "TQ", name="Nông Thị Biên")
        Step.objects.create(
            paper=again, kind="committee_opinion", who=member.name, verdict="agrees", done_on=day(2, 1), run=1
        )
        Paper.objects.filter(pk=again.pk).update(state="with_committee")
        assert [one.code for one in waiting_for(member)] == ["launch.give_opinion"]
        Step.objects.create(
            paper=again, kind="committee_opinion", who=member.name, verdict="agrees", done_on=day(3, 1), run=2
        )
        assert list(waiting_for(member)) == []

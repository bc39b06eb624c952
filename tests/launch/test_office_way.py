"""The way of a paper through its office, level by level."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened
from tests.launch.papers import (
    SIGNED_BY_CHAIR,
    fill,
    issued_plan,
    opinions_on_paper,
    start,
    with_person,
)
from thidua.kernel.models import StoredFile
from thidua.launch.actions.give_opinion import give_head_opinion, give_opinion
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.send_on import send_back, send_on
from thidua.launch.actions.sign_paper import sign_paper
from thidua.launch.errors import (
    HeadHasNotAgreed,
    InTheFuture,
    OpinionsAgainst,
    OpinionsMissing,
    PartyHasNotAnswered,
    ReasonMissing,
    StepSkipped,
)
from thidua.launch.models import Movement, Paper, Step
from thidua.launch.queries.office import moves_of_the_level
from thidua.launch.states import PAPER


class TestOfficeWay:
    def test_moves_open_at_each_level(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        found = {}
        for level in ("province", "upper", "grassroots"):
            for state in PAPER.states:
                paper.seat.kind = cast.kinds[level]
                paper.state = state
                found[level, state] = [one.name for one in moves_of_the_level(paper)]
        assert found == {
            ("province", "draft"): ["submit"],
            ("province", "with_head"): ["to_committee", "send_back"],
            ("province", "with_committee"): ["to_party", "to_signature", "send_back"],
            ("province", "with_party"): ["to_signature", "send_back"],
            ("upper", "draft"): ["to_committee", "to_party"],
            ("upper", "with_head"): ["send_back"],
            ("upper", "with_committee"): ["to_party", "to_signature", "send_back"],
            ("upper", "with_party"): ["to_signature", "send_back"],
            ("grassroots", "draft"): ["to_committee", "to_party", "to_signature"],
            ("grassroots", "with_head"): ["send_back"],
            ("grassroots", "with_committee"): ["to_party", "to_signature", "send_back"],
            ("grassroots", "with_party"): ["to_signature", "send_back"],
            **{
                (level, state): moves
                for level in ("province", "upper", "grassroots")
                for state, moves in (
                    ("to_sign", ["send_back", "sign"]),
                    ("signed", ["issue"]),
                    ("issued", ["withdraw"]),
                    ("withdrawn", ["revise"]),
                )
            },
        }

    def test_the_full_way_in_the_house(self, cast: Cast, movement: Movement, targets) -> None:
        paper = start(cast, movement)
        fill(cast, paper)
        officer, head = cast.actor("officer", "TQ"), cast.actor("head_of_department", "TQ")
        send_on(actor=officer, paper_id=paper.pk, move="submit")
        with pytest.raises(HeadHasNotAgreed):
            send_on(actor=officer, paper_id=paper.pk, move="to_committee")
        give_head_opinion(actor=head, paper_id=paper.pk, verdict="agrees")
        send_on(actor=officer, paper_id=paper.pk, move="to_committee")
        with pytest.raises(OpinionsMissing):
            send_on(actor=officer, paper_id=paper.pk, move="to_signature")
        for name, role in (
            ("Trần Thị Minh Hạnh", "chair"),
            ("Lý Văn Đại", "standing_committee_member"),
        ):
            member = with_person(cast, role, "TQ", name, "")
            give_opinion(actor=member, paper_id=paper.pk, verdict="agrees")
        with pytest.raises(OpinionsMissing) as refused:
            send_on(actor=officer, paper_id=paper.pk, move="to_signature")
        assert refused.value.params["missing"] == "Nông Thị Biên"
        record_step(
            actor=officer,
            paper_id=paper.pk,
            kind="committee_opinion",
            who="Nông Thị Biên",
            verdict="agrees_with_changes",
            done_on=day(2, 6),
        )
        send_on(actor=officer, paper_id=paper.pk, move="to_party")
        with pytest.raises(PartyHasNotAnswered):
            send_on(actor=officer, paper_id=paper.pk, move="to_signature")
        record_step(
            actor=officer,
            paper_id=paper.pk,
            kind="party",
            who="Thường trực Tỉnh ủy",
            text="Nhất trí ban hành",
            done_on=day(2, 6),
        )
        send_on(actor=officer, paper_id=paper.pk, move="to_signature")
        chair = with_person(cast, "chair", "TQ", "Lý Văn Đại", "vice_chair")
        sign_paper(actor=chair, paper_id=paper.pk, capacity="committee_deputy")
        issued = issue_paper(actor=cast.actor("clerk", "TQ"), paper_id=paper.pk, number=315)
        assert (issued.state, issued.reference) == ("issued", "315/KH-LĐLĐ")
        assert [step.kind for step in issued.steps.all()] == [
            "submitted",
            "head",
            "committee_opinion",
            "committee_opinion",
            "committee_opinion",
            "party",
            "signed",
            "issued",
        ]

    def test_a_majority_against_stops_it(self, cast: Cast, movement: Movement, targets) -> None:
        paper = start(cast, movement, "SD")
        fill(cast, paper)
        officer = cast.actor("officer", "SD")
        for name in ("Hoàng Văn Nhất", "Hoàng Văn Nhị"):
            record_step(
                actor=officer,
                paper_id=paper.pk,
                kind="committee_opinion",
                who=name,
                verdict="disagrees",
                text="Chưa rõ kinh phí",
                done_on=day(2, 1),
            )
        with pytest.raises(OpinionsAgainst):
            send_on(actor=officer, paper_id=paper.pk, move="to_signature")

    def test_a_province_cannot_skip_its_head_of_department(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        with pytest.raises(StepSkipped) as refused:
            send_on(actor=cast.actor("officer", "TQ"), paper_id=paper.pk, move="to_signature")
        assert refused.value.params["open"] == "trình trưởng ban"

    def test_a_grassroots_union_goes_draft_sign_issue(self, cast: Cast, movement: Movement, targets) -> None:
        issued_plan(cast, movement)
        chair = with_person(cast, "grassroots_chair", "NH1", "Ma Thị Thêm", "chair")
        paper = start_for_grassroots(cast, movement)
        send_on(actor=chair, paper_id=paper.pk, move="to_signature")
        sign_paper(actor=chair, paper_id=paper.pk, capacity="executive")
        issued = issue_paper(actor=chair, paper_id=paper.pk, number=1)
        assert issued.reference == "01/KH-CĐ"

    def test_sending_back_needs_a_reason_and_begins_a_new_run(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        officer, head = cast.actor("officer", "TQ"), cast.actor("head_of_department", "TQ")
        send_on(actor=officer, paper_id=paper.pk, move="submit")
        give_head_opinion(actor=head, paper_id=paper.pk, verdict="agrees")
        with pytest.raises(ReasonMissing):
            send_back(actor=head, paper_id=paper.pk, reason="")
        send_back(actor=head, paper_id=paper.pk, reason="Bổ sung biện pháp")
        send_on(actor=officer, paper_id=paper.pk, move="submit")
        with pytest.raises(HeadHasNotAgreed):  # the agreement was about the old text
            send_on(actor=officer, paper_id=paper.pk, move="to_committee")

    def test_a_head_who_disagrees_returns_it(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        send_on(actor=cast.actor("officer", "TQ"), paper_id=paper.pk, move="submit")
        head = cast.actor("head_of_department", "TQ")
        with pytest.raises(ReasonMissing):
            give_head_opinion(actor=head, paper_id=paper.pk, verdict="disagrees")
        give_head_opinion(actor=head, paper_id=paper.pk, verdict="disagrees", text="Thiếu chỉ tiêu")
        paper.refresh_from_db()
        assert paper.state == "draft"

    def test_nothing_is_recorded_for_a_day_that_has_not_come(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        with pytest.raises(InTheFuture):
            record_step(
                actor=cast.actor("clerk", "TQ"),
                paper_id=paper.pk,
                kind="head",
                who="x",
                done_on=day(3, 21),
            )

    def test_minutes_cannot_be_recorded_over_the_head(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        with pytest.raises(HeadHasNotAgreed):
            record_step(
                actor=cast.actor("clerk", "TQ"),
                paper_id=paper.pk,
                kind="committee_minutes",
                who="BTV",
                verdict="agrees",
                done_on=day(2, 1),
            )
        paper.refresh_from_db()
        assert paper.state == "draft"
        assert not Step.objects.exists()


def start_for_grassroots(cast: Cast, movement: Movement) -> Paper:
    from thidua.launch.actions.start_paper import start_paper

    chair = cast.actor("grassroots_chair", "NH1")
    paper = start_paper(
        actor=chair,
        movement_id=movement.pk,
        seat_id=cast.unit("NH1").pk,
        kind="plan",
        title="Kế hoạch thi đua năm 2017",
    )
    for section, values in (
        ("purpose", {"text": "a"}),
        ("content", {"text": "b"}),
        ("measure", {"text": "c"}),
        ("participants", {"population": "d"}),
    ):
        save_line(actor=chair, paper_id=paper.pk, section=section, values=values)
    Movement.objects.filter(pk=movement.pk).update(aims_are_qualitative=True)
    return paper


@pytest.mark.usefixtures("addresses")
class TestWhoReadsTheFile:
    """What was said on the office way is the issuing unit's own."""

    def test_below_sees_what_was_issued_and_nothing_else(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        scan = StoredFile.objects.create(sha256="0" * 64, size=1, kind="application/pdf", name="y-kien.pdf")
        step = Step.objects.create(
            paper=plan, kind="party", who="Thường trực Tỉnh ủy", text="Chỉ ban hành khi rõ kinh phí",
            done_on=day(2, 6), scan=scan,
        )  # fmt: skip
        where = reverse("launch:scan", args=[plan.pk, step.pk])
        for role, unit in (("grassroots_chair", "NH1"), ("chair", "NH"), ("member", "TQ")):
            client = sign_in(role, unit)
            page = opened(client, "paper", plan.pk)
            assert "05/KH-LĐLĐ" in page
            for inner in ("Đã qua", "Đỗ Văn Kiên", "rõ kinh phí", where):
                assert inner not in page, (role, inner)
            assert client.get(where).status_code == 404
        assert "rõ kinh phí" in opened(sign_in("officer", "TQ"), "paper", plan.pk)

    def test_who_has_it_now_is_named(self, cast: Cast, movement: Movement, targets, sign_in: SignIn) -> None:
        sign_in("clerk", "TQ")
        officer = sign_in("officer", "TQ")
        paper = start(cast, movement)
        fill(cast, paper)
        opinions_on_paper(cast, paper)
        record_signature(actor=cast.actor("clerk", "TQ"), paper_id=paper.pk, signature=SIGNED_BY_CHAIR)
        assert "Đang chờ: văn thư clerk TQ." in opened(officer, "paper", paper.pk)

    def test_of_the_committee_those_who_have_not_written(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        Paper.objects.filter(pk=paper.pk).update(state="with_committee")
        member = with_person(cast, "standing_committee_member", "TQ", "Nông Thị Biên", "standing_member")
        give_opinion(actor=member, paper_id=paper.pk, verdict="agrees")
        page = opened(sign_in("officer", "TQ"), "paper", paper.pk)
        assert (
            "Đang chờ: Lý Văn Đại, Trần Thị Minh Hạnh." in page or "Trần Thị Minh Hạnh, Lý Văn Đại." in page
        )

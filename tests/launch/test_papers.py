"""The launch gate, and signing and issuing: what a paper must have, and who may put a name under it."""

from __future__ import annotations

import pytest

from tests.launch.cast import NEW_MEMBERS, Cast, day
from tests.launch.papers import (
    SIGNED_BY_CHAIR,
    fill,
    issue,
    issued_plan,
    opinions_on_paper,
    start,
    with_person,
    write,
)
from thidua.kernel.errors import NotYours
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.change_movement import change_movement
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.record_step import record_signature
from thidua.launch.actions.save_draft import save_head, save_line
from thidua.launch.actions.send_on import send_on
from thidua.launch.actions.sign_paper import Signature, sign_paper
from thidua.launch.errors import (
    CapacityDoesNotFit,
    IssuedBeforeSigned,
    NotReady,
    NumberMissing,
    SignerUnknown,
)
from thidua.launch.models import Movement, Paper, Target
from thidua.launch.queries.gate import lacks
from thidua.launch.signing import block


class TestGate:
    """Each lack one by one: what is missing, and that filling it takes the lack away."""

    def codes(self, paper: Paper) -> set[str]:
        paper = Paper.objects.select_related("movement", "seat").get(pk=paper.pk)
        return {lack.code for lack in lacks(paper)}

    def test_an_empty_plan_lacks_everything(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        save_head(actor=cast.actor("officer", "TQ"), paper_id=paper.pk, values={"title": " "})
        assert self.codes(paper) == {
            "launch.lacks_aims",
            "launch.lacks_targets",
            "launch.lacks_content",
            "launch.lacks_measures",
            "launch.lacks_participants",
            "launch.lacks_title",
            "launch.lacks_number",
            "launch.lacks_date",
            "launch.lacks_signer",
        }

    @pytest.mark.parametrize(
        ("section", "values", "lack"),
        [
            ("purpose", {"text": "Mục đích"}, "launch.lacks_aims"),
            ("content", {"text": "Nội dung"}, "launch.lacks_content"),
            ("measure", {"text": "Biện pháp"}, "launch.lacks_measures"),
            ("participants", {"population": "Toàn thể đoàn viên"}, "launch.lacks_participants"),
        ],
    )
    def test_a_line_takes_its_lack_away(
        self, cast: Cast, movement: Movement, section: str, values: dict, lack: str
    ) -> None:
        paper = start(cast, movement)
        before = self.codes(paper)
        write(cast, paper, section, **values)
        assert before - self.codes(paper) == {lack}

    def test_a_target_or_the_statement_that_aims_are_qualitative(
        self, cast: Cast, movement: Movement
    ) -> None:
        paper = start(cast, movement)
        assert "launch.lacks_targets" in self.codes(paper)
        change_movement(
            actor=cast.actor("officer", "TQ"),
            movement_id=movement.pk,
            changes={"aims_are_qualitative": True},
        )
        assert "launch.lacks_targets" not in self.codes(paper)

    def test_own_targets_count(self, cast: Cast, movement: Movement, targets) -> None:
        assert "launch.lacks_targets" not in self.codes(start(cast, movement))

    def test_targets_of_the_movement_count_for_plans_below(
        self, cast: Cast, movement: Movement, targets: object
    ) -> None:
        for unit in ("NH", "NH1"):
            assert "launch.lacks_targets" not in self.codes(start(cast, movement, unit))

    def test_targets_of_a_unit_between_count_for_its_branch_only(
        self, cast: Cast, movement: Movement
    ) -> None:
        Target.objects.create(
            cycle=movement.cycles.get(),
            owner=cast.unit("NH"),
            code="own",
            position=1,
            group="1",
            name="Đoàn viên mới",
            indicator=NEW_MEMBERS,
            threshold={"comparator": ">=", "value": "5"},
        )
        assert "launch.lacks_targets" not in self.codes(start(cast, movement, "NH1"))
        assert "launch.lacks_targets" in self.codes(start(cast, movement, "SD1"))

    def test_a_unit_below_states_qualitative_aims_for_its_own_plan(
        self, cast: Cast, movement: Movement
    ) -> None:
        own, other = start(cast, movement, "NH1"), start(cast, movement, "NH2")
        assert "launch.lacks_targets" in self.codes(own)
        chair = cast.actor("grassroots_chair", "NH1")
        save_head(actor=chair, paper_id=own.pk, values={"aims_are_qualitative": True})
        assert "launch.lacks_targets" not in self.codes(own)
        assert "launch.lacks_targets" in self.codes(other)

    def test_a_month_only_start_asks_for_the_day(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        line = write(cast, paper, "rounds", ordinal=1, starts_on=day(1, 1), start_is_month_only=True)
        assert "launch.lacks_round_days" in self.codes(paper)
        save_line(
            actor=cast.actor("officer", "TQ"),
            paper_id=paper.pk,
            section="rounds",
            line_id=line.pk,
            values={"starts_on": day(1, 5), "start_is_month_only": False},
        )
        assert "launch.lacks_round_days" not in self.codes(paper)

    def test_signing_is_refused_with_every_lack_named(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        opinions_on_paper(cast, paper)
        with pytest.raises(NotReady) as refused:
            record_signature(actor=cast.actor("clerk", "TQ"), paper_id=paper.pk, signature=SIGNED_BY_CHAIR)
        assert [lack.code for lack in refused.value.lacks] == [
            "launch.lacks_aims",
            "launch.lacks_targets",
            "launch.lacks_content",
            "launch.lacks_measures",
            "launch.lacks_participants",
        ]
        assert "đối tượng tham gia" in str(refused.value.say())


class TestSigning:
    @pytest.fixture
    def to_sign(self, cast: Cast, movement: Movement, targets) -> Paper:
        paper = start(cast, movement)
        fill(cast, paper)
        opinions_on_paper(cast, paper)
        send_on(actor=cast.actor("officer", "TQ"), paper_id=paper.pk, move="to_signature")
        return paper

    def test_a_deputy_signs_for_the_chair_only(self, cast: Cast, to_sign: Paper) -> None:
        deputy = with_person(cast, "chair", "TQ", "Lý Văn Đại", "vice_chair")
        with pytest.raises(CapacityDoesNotFit) as refused:
            sign_paper(actor=deputy, paper_id=to_sign.pk, capacity="committee")
        assert "phó chủ tịch" in str(refused.value.say())
        signed = sign_paper(actor=deputy, paper_id=to_sign.pk, capacity="committee_deputy")
        assert block(signed.capacity, signed.signer_office) == (
            "TM. BAN THƯỜNG VỤ",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
        )
        assert (signed.signer_name, signed.signed_on) == ("Lý Văn Đại", day(3, 20))

    def test_a_chair_does_not_sign_as_deputy(self, cast: Cast, to_sign: Paper) -> None:
        chair = with_person(cast, "chair", "TQ", "Trần Thị Minh Hạnh", "chair")
        with pytest.raises(CapacityDoesNotFit):
            sign_paper(actor=chair, paper_id=to_sign.pk, capacity="deputy")

    def test_a_person_without_an_office_there_signs_nothing(self, cast: Cast, to_sign: Paper) -> None:
        other = with_person(cast, "chair", "TQ", "Bàn Văn Quý", "officer")
        with pytest.raises(CapacityDoesNotFit):
            sign_paper(actor=other, paper_id=to_sign.pk, capacity="committee")

    @pytest.mark.parametrize("role", ["officer", "clerk", "head_of_department", "standing_committee_member"])
    def test_who_may_not_sign(self, cast: Cast, to_sign: Paper, role: str) -> None:
        with pytest.raises(NotYours):
            sign_paper(actor=cast.actor(role, "TQ"), paper_id=to_sign.pk, capacity="committee")

    def test_unknown_capacity(self, cast: Cast, to_sign: Paper) -> None:
        with pytest.raises(SignerUnknown):
            sign_paper(actor=cast.actor("chair", "TQ"), paper_id=to_sign.pk, capacity="nobody")

    def test_a_paper_signature_by_a_deputy(self, cast: Cast, to_sign: Paper) -> None:
        clerk = cast.actor("clerk", "TQ")
        with pytest.raises(CapacityDoesNotFit):
            record_signature(
                actor=clerk,
                paper_id=to_sign.pk,
                signature=Signature("committee", "vice_chair", "Lý Văn Đại", day(2, 7)),
            )
        record_signature(
            actor=clerk,
            paper_id=to_sign.pk,
            signature=Signature("deputy", "vice_chair", "Lý Văn Đại", day(2, 7)),
        )
        with pytest.raises(IssuedBeforeSigned):
            issue_paper(actor=clerk, paper_id=to_sign.pk, number=1, issued_on=day(2, 6))
        issued = issue_paper(actor=clerk, paper_id=to_sign.pk, number=1, issued_on=day(2, 8))
        assert issued.issued_on == day(2, 8)

    def test_no_number_no_issue(self, cast: Cast, to_sign: Paper) -> None:
        clerk = cast.actor("clerk", "TQ")
        record_signature(actor=clerk, paper_id=to_sign.pk, signature=SIGNED_BY_CHAIR)
        with pytest.raises(NumberMissing):
            issue_paper(actor=clerk, paper_id=to_sign.pk)
        to_sign.refresh_from_db()
        assert to_sign.state == "signed"


def test_an_issued_plan_lets_the_movement_be_launched(cast: Cast, movement: Movement, targets) -> None:
    issued_plan(cast, movement)
    Movement.objects.update(state="preparing", launched_on=None)
    launched = launch_movement(actor=cast.actor("chair", "TQ"), movement_id=movement.pk, on=day(3, 1))
    assert (launched.state, launched.launched_on) == ("launched", day(3, 1))


def test_a_cluster_text_is_issued_through_the_leader(cast: Cast) -> None:
    from thidua.federation.models import Body

    cluster = Body.objects.create(code="CUM7", name="Cụm 7 tỉnh", form=Body.Form.CLUSTER)
    movement = call_movement(
        actor=cast.actor("officer", "TQ"),
        seat_id=cast.unit("TQ").pk,
        issuer_id=cluster.pk,
        name="Thi đua của cụm",
        from_on=day(1, 1),
        until_on=day(12, 31),
        aims_are_qualitative=True,
    )
    paper = start(cast, movement, kind="launch_text")
    assert (paper.issuer, paper.seat) == (cluster, cast.unit("TQ"))
    fill(cast, paper)
    assert issue(cast, paper, number=7).register_entries.get().register.unit == cast.unit("TQ")

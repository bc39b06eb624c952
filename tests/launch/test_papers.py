from __future__ import annotations

import pytest

from tests.launch.cast import Cast, day
from tests.launch.papers import SIGNED_BY_CHAIR, fill, issue, issued_plan, opinions_on_paper, start, write
from thidua.access.models import Account
from thidua.audit.models import Entry
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotNow, NotYours, Stale
from thidua.kernel.models import Progress
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.change_movement import change_movement
from thidua.launch.actions.derive_paper import derive_for_all, derive_paper
from thidua.launch.actions.give_opinion import give_head_opinion, give_opinion
from thidua.launch.actions.issue_paper import issue_paper, withdraw_paper
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.save_draft import move_line, remove_line, save_head, save_line
from thidua.launch.actions.send_on import send_back, send_on
from thidua.launch.actions.sign_paper import Signature, sign_paper
from thidua.launch.errors import (
    AlreadyDrafted,
    CapacityDoesNotFit,
    HeadHasNotAgreed,
    InTheFuture,
    IssuedBeforeSigned,
    LineChanged,
    LineGone,
    LineInvalid,
    NoPlanAbove,
    NotDirectlyBelow,
    NotReady,
    NumberMissing,
    OpinionsAgainst,
    OpinionsMissing,
    PartyHasNotAnswered,
    ReasonMissing,
    SignerUnknown,
    StepSkipped,
)
from thidua.launch.jobs import DERIVE, derive_all
from thidua.launch.models import Movement, Occasion, Paper, Paragraph, Round, Slogan, Step
from thidua.launch.queries.changes_above import changes_above
from thidua.launch.queries.gate import lacks
from thidua.launch.queries.office import moves_of_the_level
from thidua.launch.sections import SECTIONS
from thidua.launch.signing import block
from thidua.launch.states import PAPER


def with_person(cast: Cast, role: str, unit: str, post_name: str, office: str) -> Actor:
    """An actor whose account belongs to a person with a post."""
    from dataclasses import replace

    actor = cast.actor(role, unit, name=post_name)
    post = cast.unit(unit).posts.filter(person__name=post_name).first() or cast.post(unit, post_name, office)
    account, _made = Account.objects.get_or_create(
        login=f"0900{post.pk:06d}",
        defaults={"name": post_name, "person": post.person, "unit": cast.unit(unit)},
    )
    return replace(actor, account_id=account.pk)


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
    launched = launch_movement(actor=cast.actor("chair", "TQ"), movement_id=movement.pk, on=day(3, 1))
    assert (launched.state, launched.launched_on) == ("launched", day(3, 1))


class TestDrafting:
    def test_two_people_in_one_line_are_told(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        line = write(cast, paper, "purpose", text="Bản đầu")
        first, second = cast.actor("officer", "TQ", "Hà"), cast.actor("officer", "TQ", "Bình")
        where = {"paper_id": paper.pk, "section": "purpose", "line_id": line.pk, "version": 1}
        save_line(actor=first, values={"text": "Của Hà"}, **where)
        with pytest.raises(LineChanged) as refused:
            save_line(actor=second, values={"text": "Của Bình"}, **where)
        assert refused.value.params["who"] == "Hà"
        assert "Của Hà" in str(refused.value.say())
        assert Paragraph.objects.get(pk=line.pk).text == "Của Hà"

    def test_two_people_in_two_lines_do_not_disturb(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        one, two = write(cast, paper, "purpose", text="a"), write(cast, paper, "purpose", text="b")
        officer = cast.actor("officer", "TQ")
        for line in (one, two):
            save_line(
                actor=officer,
                paper_id=paper.pk,
                section="purpose",
                line_id=line.pk,
                version=1,
                values={"text": f"{line.text}!"},
            )
        assert list(SECTIONS["purpose"].lines(paper).values_list("text", flat=True)) == ["a!", "b!"]

    def test_saving_the_same_again_changes_nothing(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        line = write(cast, paper, "purpose", text="a")
        for _again in range(2):
            save_line(
                actor=cast.actor("officer", "TQ"),
                paper_id=paper.pk,
                section="purpose",
                line_id=line.pk,
                version=1,
                values={"text": "a"},
            )
        line.refresh_from_db()
        assert line.version == 1

    def test_a_removed_line_is_told_and_audited(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        line = write(cast, paper, "purpose", text="Sẽ xóa")
        pk, officer = line.pk, cast.actor("officer", "TQ")
        remove_line(actor=officer, paper_id=paper.pk, section="purpose", line_id=pk)
        assert Entry.objects.get(did="launch.paper_line_removed").data["line"] == "Sẽ xóa"
        with pytest.raises(LineGone):
            save_line(actor=officer, paper_id=paper.pk, section="purpose", line_id=pk, values={"text": "x"})

    def test_a_line_of_another_paper_is_not_reached(self, cast: Cast, movement: Movement) -> None:
        one, two = start(cast, movement), start(cast, movement, kind="launch_text")
        line = write(cast, one, "purpose", text="a")
        with pytest.raises(LineGone):
            save_line(
                actor=cast.actor("officer", "TQ"),
                paper_id=two.pk,
                section="purpose",
                line_id=line.pk,
                values={"text": "x"},
            )

    def test_a_wrong_field_is_named(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        with pytest.raises(LineInvalid) as refused:
            write(cast, paper, "rounds", ordinal=1, kind="weekly")
        assert set(refused.value.problems) == {"kind"}
        assert not Round.objects.exists()

    def test_lines_change_places(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        lines = [write(cast, paper, "purpose", text=text) for text in "abc"]
        officer = cast.actor("officer", "TQ")
        move_line(actor=officer, paper_id=paper.pk, section="purpose", line_id=lines[2].pk, up=True)
        move_line(actor=officer, paper_id=paper.pk, section="purpose", line_id=lines[0].pk, up=True)
        assert list(SECTIONS["purpose"].lines(paper).values_list("text", flat=True)) == ["a", "c", "b"]

    def test_the_head_knows_its_version(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        officer = cast.actor("officer", "TQ")
        save_head(actor=officer, paper_id=paper.pk, values={"title": "Một"}, version=1)
        with pytest.raises(Stale):
            save_head(actor=officer, paper_id=paper.pk, values={"title": "Hai"}, version=1)

    def test_a_submitted_paper_is_not_written_in(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        send_on(actor=cast.actor("officer", "TQ"), paper_id=paper.pk, move="submit")
        with pytest.raises(NotNow):
            write(cast, paper, "purpose", text="Thêm")

    def test_years_of_an_anniversary_are_computed(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        line = write(
            cast,
            paper,
            "occasions",
            kind="anniversary",
            name="Thành lập Công đoàn Việt Nam",
            origin_on=day(7, 28, 1929),
            held_on=day(7, 28),
            years_written=87,
        )
        assert isinstance(line, Occasion)
        assert (line.years, line.years_disagree) == (88, True)

    def test_a_slogan_is_filled_per_unit(self) -> None:
        slogan = Slogan(text="Xây dựng … giàu mạnh", blank_for="locality")
        assert slogan.filled("Na Hang") == "Xây dựng Na Hang giàu mạnh"
        assert Slogan(text="Chờ … nhé").filled("Na Hang") == "Chờ … nhé"


class TestCascade:
    @pytest.fixture
    def plan(self, cast: Cast, movement: Movement, targets) -> Paper:
        return issued_plan(cast, movement)

    def derive(self, cast: Cast, plan: Paper, unit: str, role: str = "officer") -> Paper:
        return derive_paper(actor=cast.actor(role, unit), above_id=plan.pk, unit_id=cast.unit(unit).pk)

    def contents(self, paper: Paper) -> list[str]:
        return list(SECTIONS["content"].lines(paper).values_list("text", flat=True))

    def test_an_upper_union_takes_all_blocs(self, cast: Cast, plan: Paper) -> None:
        paper = self.derive(cast, plan, "NH")
        assert paper.state == "draft"
        assert (paper.parent, paper.symbol, paper.asks_levels) == (plan, "KH-LĐLĐ", ["grassroots"])
        assert self.contents(paper) == self.contents(plan)
        basis = SECTIONS["bases"].lines(paper).get()
        assert (basis.number, basis.based_on) == ("05/KH-LĐLĐ", plan)
        assert [str(line) for line in SECTIONS["recipients"].lines(paper)] == [
            "LĐLĐ tỉnh Tuyên Quang (để b/c)"
        ]

    def test_a_grassroots_union_takes_its_own_bloc(self, cast: Cast, plan: Paper) -> None:
        paper = self.derive(cast, plan, "DU", "grassroots_chair")
        assert self.contents(paper) == ["Xây dựng công đoàn cơ sở vững mạnh", "Cải cách thủ tục hành chính"]

    def test_two_levels_down_waits_for_the_level_between(self, cast: Cast, plan: Paper) -> None:
        with pytest.raises(NoPlanAbove):
            self.derive(cast, plan, "NH1", "grassroots_chair")

    def test_a_draft_above_is_not_seen_below(self, cast: Cast, movement: Movement, targets) -> None:
        draft = start(cast, movement)
        with pytest.raises(Absent):
            self.derive(cast, draft, "NH")

    def test_one_plan_from_one_plan(self, cast: Cast, plan: Paper) -> None:
        self.derive(cast, plan, "NH")
        with pytest.raises(AlreadyDrafted):
            self.derive(cast, plan, "NH")

    def test_drawn_for_all_at_once_passes_over_who_has_one(self, cast: Cast, plan: Paper) -> None:
        self.derive(cast, plan, "NH")
        units = [cast.unit(code) for code in ("NH", "SD", "GD", "DU")]
        assert derive_for_all(actor=cast.actor("officer", "TQ"), above_id=plan.pk, units=units) == 3
        assert Paper.objects.filter(parent=plan).count() == 4

    @pytest.mark.parametrize(
        ("role", "at", "refusal"),
        [
            ("officer", "NH", NotYours),
            ("standing_committee_member", "TQ", NotYours),
            ("officer", "HG", Absent),
        ],
    )
    def test_drawn_for_all_by_who_drafts_there(
        self, cast: Cast, plan: Paper, role: str, at: str, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            derive_for_all(actor=cast.actor(role, at), above_id=plan.pk, units=[cast.unit("NH")])

    def test_drawn_for_all_only_for_units_directly_below(self, cast: Cast, plan: Paper) -> None:
        with pytest.raises(NotDirectlyBelow):
            derive_for_all(
                actor=cast.actor("officer", "TQ"), above_id=plan.pk, units=[cast.unit("NH"), cast.unit("NH1")]
            )
        assert not Paper.objects.filter(parent=plan).exists()

    def test_what_changed_above_is_shown(self, cast: Cast, plan: Paper) -> None:
        paper = self.derive(cast, plan, "NH")
        assert changes_above(paper) == []
        chair = cast.actor("chair", "TQ")
        withdraw_paper(actor=chair, paper_id=plan.pk, reason="Sửa nội dung")
        send_on(actor=cast.actor("officer", "TQ"), paper_id=plan.pk, move="revise")
        first, second, third = SECTIONS["content"].lines(plan)
        officer = cast.actor("officer", "TQ")
        where = {"actor": officer, "paper_id": plan.pk, "section": "content"}
        save_line(**where, line_id=first.pk, values={"text": "Xây dựng công đoàn vững mạnh toàn diện"})
        remove_line(**where, line_id=second.pk)
        remove_line(**where, line_id=third.pk)
        save_line(**where, values={"text": "Việc mới"})
        found = [(one.how, str(one.above or one.line)) for one in changes_above(paper)]
        assert found == [
            ("changed", "Xây dựng công đoàn vững mạnh toàn diện"),
            ("gone", "Đổi mới công nghệ, tiết kiệm vật tư"),
            ("gone", "Cải cách thủ tục hành chính"),
            ("new", "Việc mới"),
        ]

    def test_a_guidance_may_carry_out_the_plan_of_the_same_unit(
        self, cast: Cast, movement: Movement, plan: Paper
    ) -> None:
        guidance = start(cast, movement, kind="guidance", carries_out_id=plan.pk)
        assert guidance.parent == plan
        assert SECTIONS["bases"].lines(guidance).get().based_on == plan

    def test_last_years_plan_is_the_first_draft_of_this_years(
        self, cast: Cast, movement: Movement, plan: Paper
    ) -> None:
        paper = start(cast, movement, kind="launch_text", like_id=plan.pk)
        assert self.contents(paper) == self.contents(plan)
        assert not SECTIONS["content"].lines(paper).exclude(derived_version=None).exists()


def test_a_reissued_paper_keeps_its_number(cast: Cast, movement: Movement, targets) -> None:
    plan = issued_plan(cast, movement)
    withdraw_paper(actor=cast.actor("chair", "TQ"), paper_id=plan.pk, reason="Sửa ngày")
    send_on(actor=cast.actor("officer", "TQ"), paper_id=plan.pk, move="revise")
    plan.refresh_from_db()
    again = issue(cast, plan)
    assert again.reference == "05/KH-LĐLĐ"
    assert again.state == "issued"


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
    assert issue(cast, paper, number=7).register_entry.register.unit == cast.unit("TQ")


def test_drafts_for_all_as_long_work(cast: Cast, movement: Movement, targets) -> None:
    plan = issued_plan(cast, movement)
    cast.add_unit("OLD", "CĐ đã kết thúc", "upper", "TQ", ended_on=day(1, 31))
    progress = Progress.objects.create(kind=DERIVE, label="Dựng sẵn", arguments={"paper_id": plan.pk})
    assert derive_all(progress) == {"drawn": 4, "asked": 4}
    progress.refresh_from_db()
    assert (progress.done, progress.total) == (4, 4)
    assert derive_all(progress) == {"drawn": 0, "asked": 4}  # done again after a worker died: nothing twice

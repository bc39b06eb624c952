"""What looks wrong in a draft is said beside it: rounds, months, anniversaries, grounds that were withdrawn."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import fill, issue, issued_plan, start, write
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.send_on import send_on
from thidua.launch.errors import NotReady
from thidua.launch.models import Movement, Paper, Round
from thidua.launch.queries.gate import lacks
from thidua.launch.sections import SECTIONS

pytestmark = pytest.mark.usefixtures("addresses")


def gaps(paper: Paper) -> list[str]:
    return [one.code for one in lacks(paper)]


class TestRounds:
    def test_one_that_ends_before_it_starts(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        fill(cast, paper)
        write(
            cast,
            paper,
            "rounds",
            ordinal=1,
            starts_on=day(9, 30),
            ends_on=day(8, 1),
            review_on=day(1, 1, 2016),
        )
        assert "launch.lacks_round_order" in gaps(paper)
        officer = sign_in("officer", "TQ")
        editor = opened(officer, "write", paper.pk)
        assert "Đợt kết thúc trước khi bắt đầu" in editor
        assert "Ngày sơ kết, tổng kết đứng trước ngày bắt đầu của đợt" in editor
        page = opened(officer, "paper", paper.pk)
        assert "Ngày đúng của đợt 1: đang ghi kết thúc trước khi bắt đầu" in page
        assert "Đợt 1: ngày sơ kết, tổng kết đứng trước ngày bắt đầu" in page
        with pytest.raises(NotReady):
            issue(cast, paper)

    def test_one_within_a_month_that_is_known_by_its_month_only(self, cast: Cast, movement: Movement) -> None:
        paper = start(cast, movement)
        told = {"starts_on": day(8, 20), "ends_on": day(8, 1), "end_is_month_only": True}
        write(cast, paper, "rounds", ordinal=1, **told)
        assert "launch.lacks_round_order" not in gaps(paper)

    @pytest.mark.parametrize("typed", ["8/2017", "08-2017", "tháng 8/2017"])
    def test_a_month_is_typed_as_a_month(
        self, cast: Cast, movement: Movement, sign_in: SignIn, typed: str
    ) -> None:
        paper = start(cast, movement)
        officer = sign_in("officer", "TQ")
        told = {"ordinal": "1", "kind": "regular", "starts_on": typed, "ends_on": "30/9/2017"}
        assert officer.post(reverse("launch:add_line", args=[paper.pk, "rounds"]), told).status_code == 302
        kept = Round.objects.get()
        assert (kept.starts_on, kept.start_is_month_only, kept.end_is_month_only) == (day(8, 1), True, False)
        assert 'value="8/2017"' in opened(officer, "write", paper.pk)
        assert "Đợt 1: từ tháng 8/2017 đến ngày 30/9/2017." in opened(officer, "paper", paper.pk)

    def test_what_is_no_month_is_refused(self, cast: Cast, movement: Movement, sign_in: SignIn) -> None:
        paper = start(cast, movement)
        told = {"ordinal": "1", "kind": "regular", "starts_on": "13/2017"}
        refused = sign_in("officer", "TQ").post(reverse("launch:add_line", args=[paper.pk, "rounds"]), told)
        assert refused.status_code == 422
        assert "13/2017" in text(refused)


class TestWithdrawnAbove:
    @pytest.fixture
    def plan(self, cast: Cast, movement: Movement, targets) -> Paper:
        return issued_plan(cast, movement)

    @pytest.fixture
    def below(self, cast: Cast, plan: Paper) -> Paper:
        paper = derive_paper(actor=cast.actor("officer", "NH"), above_id=plan.pk, unit_id=cast.unit("NH").pk)
        return Paper.objects.select_related("seat", "movement", "parent").get(pk=paper.pk)

    def withdraw(self, cast: Cast, plan: Paper) -> None:
        withdraw_paper(actor=cast.actor("chair", "TQ"), paper_id=plan.pk, reason="Sửa nội dung")

    def again(self, cast: Cast, plan: Paper, number: int) -> None:
        send_on(actor=cast.actor("officer", "TQ"), paper_id=plan.pk, move="revise")
        plan.refresh_from_db()
        issue(cast, plan, number=number)

    def test_those_below_are_told(self, cast: Cast, plan: Paper, below: Paper) -> None:
        officer = cast.actor("officer", "NH")
        assert "launch.ground_withdrawn" not in [one.code for one in waiting_for(officer)]
        self.withdraw(cast, plan)
        told = next(one for one in waiting_for(officer) if one.code == "launch.ground_withdrawn")
        assert "căn cứ đã bị thu hồi" in told.title
        assert told.url == reverse("launch:paper", args=[below.pk])
        self.again(cast, plan, 316)
        assert "launch.ground_withdrawn" not in [one.code for one in waiting_for(officer)]

    def test_a_plan_is_not_signed_on_a_withdrawn_ground(
        self, cast: Cast, plan: Paper, below: Paper, sign_in: SignIn
    ) -> None:
        self.withdraw(cast, plan)
        assert "launch.lacks_ground" in gaps(below)
        page = opened(sign_in("officer", "NH"), "paper", below.pk)
        assert "Căn cứ còn hiệu lực: Kế hoạch 05/KH-LĐLĐ đã bị thu hồi" in page

    def test_a_ground_that_was_renumbered_is_asked_about(
        self, cast: Cast, plan: Paper, below: Paper, sign_in: SignIn
    ) -> None:
        self.withdraw(cast, plan)
        self.again(cast, plan, 316)
        page = opened(sign_in("officer", "NH"), "paper", below.pk)
        assert "Căn cứ Kế hoạch 05/KH-LĐLĐ nay mang số 316/KH-LĐLĐ" in page

    def test_a_superior_who_writes_again_is_not_overheard(
        self, cast: Cast, plan: Paper, below: Paper, sign_in: SignIn
    ) -> None:
        ours = SECTIONS["content"].lines(below).first()
        assert ours is not None
        self.withdraw(cast, plan)
        send_on(actor=cast.actor("officer", "TQ"), paper_id=plan.pk, move="revise")
        line = SECTIONS["content"].lines(plan).first()
        assert line is not None
        save_line(
            actor=cast.actor("officer", "TQ"),
            paper_id=plan.pk,
            section="content",
            line_id=line.pk,
            values={"text": "Điều chưa ban hành"},
        )
        officer = sign_in("officer", "NH")
        assert "Điều chưa ban hành" not in opened(officer, "write", below.pk)
        plan.refresh_from_db()
        issue(cast, plan, number=316)
        where = {"paper_id": below.pk, "section": "content", "line_id": ours.pk}
        save_line(actor=cast.actor("officer", "NH"), values={"text": "Lời của Na Hang"}, **where)
        editor = opened(officer, "write", below.pk)
        assert (
            "dòng này ở cấp trên nay là «Điều chưa ban hành»; đơn vị đã sửa thành «Lời của Na Hang»" in editor
        )


class TestEditor:
    def test_filled_sections_stand_closed_and_open_on_demand(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        fill(cast, paper)
        officer = sign_in("officer", "TQ")
        editor = opened(officer, "write", paper.pk)
        assert '<details class="sheet fold"><summary><h2>Biện pháp</h2><span class="count">1</span>' in editor
        assert '<details class="sheet fold" open><summary><h2>Các đợt thi đua</h2>' in editor
        opened_one = text(officer.get(reverse("launch:write", args=[paper.pk]), {"mo": "measure"}))
        assert '<details class="sheet fold" open><summary><h2>Biện pháp</h2>' in opened_one

    def test_what_is_missing_stands_first_with_its_count(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        editor = opened(sign_in("officer", "TQ"), "write", start(cast, movement).pk)
        assert "Còn thiếu 5 mục" in editor

    def test_the_undo_stands_where_the_line_stood(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        line = write(cast, paper, "measure", text="Mỗi quý kiểm điểm")
        write(cast, paper, "measure", text="Mỗi tháng họp")
        officer = sign_in("officer", "TQ")
        gone = officer.post(reverse("launch:remove_line", args=[paper.pk, "measure", line.pk]), follow=True)
        assert gone.redirect_chain[-1][0].endswith("?mo=measure#muc-measure")
        section = text(gone).partition('id="muc-measure"')[2]
        assert "Lấy lại" in section.partition("</details>")[0]

    def test_empty_choices_are_dashes_with_vietnamese_labels(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        officer = sign_in("officer", "TQ")
        for section in ("occasions", "cadences"):
            page = text(officer.get(reverse("launch:write", args=[paper.pk]), {"them": section}))
            assert "---------" not in page
            assert ">Round<" not in page

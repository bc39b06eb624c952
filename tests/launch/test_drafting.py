"""Writing together, and drawing a plan from the plan above."""

from __future__ import annotations

import pytest

from tests.launch.cast import Cast, day
from tests.launch.papers import (
    issued_plan,
    start,
    write,
)
from thidua.audit.models import Entry
from thidua.kernel.errors import Absent, NotNow, NotYours, Stale
from thidua.kernel.models import Progress
from thidua.launch.actions.derive_paper import derive_for_all, derive_paper
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.save_draft import move_line, remove_line, save_head, save_line
from thidua.launch.actions.send_on import send_on
from thidua.launch.errors import (
    AlreadyDrafted,
    LineChanged,
    LineGone,
    LineInvalid,
    NoPlanAbove,
    NotDirectlyBelow,
)
from thidua.launch.jobs import DERIVE, derive_all
from thidua.launch.models import Movement, Occasion, Paper, Paragraph, Round, Slogan
from thidua.launch.queries.changes_above import changes_above
from thidua.launch.sections import SECTIONS


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
        paper.refresh_from_db()
        assert changes_above(paper) == []  # what is being written again above is not told before it is issued
        Paper.objects.filter(pk=plan.pk).update(state="issued")
        paper.refresh_from_db()
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
        assert paper.symbol == "PĐ-LĐLĐ"  # lines are copied, the letters are those of the new kind


def test_drafts_for_all_as_long_work(cast: Cast, movement: Movement, targets) -> None:
    plan = issued_plan(cast, movement)
    cast.add_unit("OLD", "CĐ đã kết thúc", "upper", "TQ", ended_on=day(1, 31))
    progress = Progress.objects.create(kind=DERIVE, label="Dựng sẵn", arguments={"paper_id": plan.pk})
    assert derive_all(progress) == {"drawn": 4, "asked": 4}
    progress.refresh_from_db()
    assert (progress.done, progress.total) == (4, 4)
    assert derive_all(progress) == {"drawn": 0, "asked": 4}  # done again after a worker died: nothing twice

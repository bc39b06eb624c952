"""The way of a grading: the unit's own mark, the mark of the union above, agreed; with reasons and back again."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest

from tests.score.grading.year import CLEAN, CRITERIA, DAYS, FULL, Year, marks
from thidua.algebra.errors import PointsDisagree
from thidua.catalogue.actions.confirm import confirm
from thidua.catalogue.errors import NeedsConfirmation
from thidua.kernel.door import verdict
from thidua.kernel.errors import Absent, NotNow, NotYours, Stale
from thidua.score.actions.grading.attach import attach, detach
from thidua.score.actions.grading.close_round import close_round, reopen_round
from thidua.score.actions.grading.mark_own import mark_own, send, take_back
from thidua.score.actions.grading.mark_upper import mark, object_to, return_with_reason, save_upper
from thidua.score.actions.grading.open_round import Days, add_units, open_round
from thidua.score.actions.grading.settle import agree, exempt, include
from thidua.score.errors import (
    CriteriaUnread,
    CriterionStrange,
    DifferenceUnexplained,
    GradingReasonMissing,
    MarksMissing,
    MarkUnreadable,
    NobodyToGrade,
    NoScheme,
    RoundClosed,
    RoundTwice,
    RoundUnfinished,
)
from thidua.score.models import GradingNote, GradingRound
from thidua.score.queries.grading.marks import evaluate
from thidua.score.queries.grading.why import say_why

UNIT, CHAIR = "TQ-SD-001", "garment_chair"


class TestOwnMark:
    def test_what_is_typed_is_kept_also_when_it_is_no_number(self, year: Year) -> None:
        chair, key = year.cast.actor(CHAIR), year.gradings[UNIT].pk
        saved = mark_own(actor=chair, grading_id=key, marks={"1.1": "18,5", "1.2": "mười"}, answers=CLEAN)
        assert saved.own_marks == {"1.1": "18.5", "1.2": "mười"}
        assert (saved.state, saved.own_total) == ("draft", None)
        rest = {"2.1": "25", "2.2": "15", "3.1": "20"}
        mark_own(actor=chair, grading_id=key, marks=rest)
        with pytest.raises(MarkUnreadable) as refused:
            send(actor=chair, grading_id=key)
        assert refused.value.params["text"] == "mười"
        mark_own(actor=chair, grading_id=key, marks={"1.2": "20"})
        sent = send(actor=chair, grading_id=key)
        assert (sent.state, sent.own_total, sent.own_grade) == ("sent", Decimal("98.50"), "strong")

    def test_an_empty_box_is_not_a_zero_and_a_zero_everywhere_can_be_sent(self, year: Year) -> None:
        chair, key = year.cast.actor(CHAIR), year.gradings[UNIT].pk
        with pytest.raises(MarksMissing) as refused:
            send(actor=chair, grading_id=key)
        assert refused.value.params["count"] == 6  # five criteria and one condition
        sent = year.sent(UNIT, CHAIR, dict.fromkeys(FULL, "0"))
        assert (sent.own_total, sent.own_grade) == (0, "weak")

    @pytest.mark.parametrize("typed", ["-1", "20,5", "1/0", "1e9", "９９"])
    def test_points_outside_of_the_criterion_are_refused_when_sent(self, year: Year, typed: str) -> None:
        chair, key = year.cast.actor(CHAIR), year.gradings[UNIT].pk
        mark_own(actor=chair, grading_id=key, marks={**FULL, "1.1": typed}, answers=CLEAN)
        with pytest.raises(MarkUnreadable):
            send(actor=chair, grading_id=key)

    def test_two_people_at_once(self, year: Year) -> None:
        chair, key = year.cast.actor(CHAIR), year.gradings[UNIT].pk
        seen = year.of(UNIT).version
        mark_own(actor=chair, grading_id=key, marks={"1.1": "3"}, version=seen)
        with pytest.raises(Stale):
            mark_own(actor=chair, grading_id=key, marks={"1.1": "4"}, version=seen)

    def test_a_sent_mark_is_taken_back_until_it_is_marked(self, year: Year) -> None:
        year.sent(UNIT, CHAIR, FULL)
        assert take_back(actor=year.cast.actor(CHAIR), grading_id=year.gradings[UNIT].pk).state == "draft"
        year.agreed(UNIT, 90)
        with pytest.raises(NotNow):
            take_back(actor=year.cast.actor(CHAIR), grading_id=year.gradings[UNIT].pk)

    def test_a_criterion_that_the_round_does_not_have(self, year: Year) -> None:
        with pytest.raises(CriterionStrange):
            mark_own(actor=year.cast.actor(CHAIR), grading_id=year.gradings[UNIT].pk, marks={"9.9": "1"})

    def test_evidence_behind_a_criterion(self, year: Year) -> None:
        chair, key = year.cast.actor(CHAIR), year.gradings[UNIT].pk
        scan = b"%PDF-1.7 minutes"
        for _twice in range(2):
            kept = attach(
                actor=chair,
                grading_id=key,
                name="bb.pdf",
                stream=io.BytesIO(scan),
                size=len(scan),
                criterion="1.1",
            )
        assert [one.name for one in year.of(UNIT).evidence.all()] == ["bb.pdf"]
        with pytest.raises(CriterionStrange):
            attach(actor=chair, grading_id=key, name="x.pdf", stream=io.BytesIO(scan), size=9, criterion="7")
        detach(actor=chair, grading_id=key, evidence_id=kept.pk)
        assert not year.of(UNIT).evidence.exists()


class TestUpperMark:
    def test_a_difference_needs_its_reason(self, year: Year) -> None:
        year.sent(UNIT, CHAIR, FULL)
        officer, key = year.officer(UNIT), year.gradings[UNIT].pk
        save_upper(actor=officer, grading_id=key, marks={**FULL, "2.1": "20"}, answers=CLEAN)
        with pytest.raises(DifferenceUnexplained) as refused:
            mark(actor=officer, grading_id=key)
        assert refused.value.params["names"] == "Phát triển đoàn viên"
        save_upper(actor=officer, grading_id=key, marks={}, reasons={"2.1": "Kết nạp 45 trên 60"})
        marked = mark(actor=officer, grading_id=key)
        assert (marked.state, marked.upper_total, marked.own_total) == ("marked", 95, 100)
        agreed = agree(actor=year.cast.actor(CHAIR), grading_id=key)
        assert (agreed.state, agreed.grade, agreed.total) == ("agreed", "strong", 95)

    def test_the_unit_explains_and_the_union_above_marks_again(self, year: Year) -> None:
        year.sent(UNIT, CHAIR, FULL)
        officer, chair, key = year.officer(UNIT), year.cast.actor(CHAIR), year.gradings[UNIT].pk
        lower = {**FULL, "2.1": "12"}
        save_upper(actor=officer, grading_id=key, marks=lower, answers=CLEAN, reasons={"2.1": "Thiếu hồ sơ"})
        assert mark(actor=officer, grading_id=key).upper_grade == "fair"  # 12 of 25 is below half
        with pytest.raises(GradingReasonMissing):
            object_to(actor=chair, grading_id=key, words=" ")
        assert object_to(actor=chair, grading_id=key, words="Hồ sơ nộp ngày 2/12").state == "sent"
        save_upper(actor=officer, grading_id=key, marks={"2.1": "22"}, reasons={"2.1": "Thiếu 2 hồ sơ"})
        mark(actor=officer, grading_id=key)
        with pytest.raises(GradingReasonMissing):
            agree(actor=officer, grading_id=key)
        agree(actor=officer, grading_id=key, words="Thống nhất qua điện thoại ngày 9/12")
        told = list(GradingNote.objects.filter(grading_id=key).values_list("move", "text"))
        assert told == [
            ("object", "Hồ sơ nộp ngày 2/12"),
            ("agree", "Thống nhất qua điện thoại ngày 9/12"),
        ]

    def test_a_mark_that_needs_work_goes_back_with_its_reason(self, year: Year) -> None:
        year.sent(UNIT, CHAIR, FULL)
        officer, key = year.officer(UNIT), year.gradings[UNIT].pk
        with pytest.raises(GradingReasonMissing):
            return_with_reason(actor=officer, grading_id=key, reason="")
        assert (
            return_with_reason(actor=officer, grading_id=key, reason="Thiếu minh chứng mục 1.2").state
            == "returned"
        )
        assert year.sent(UNIT, CHAIR, {"1.2": "18"}).state == "sent"

    def test_the_class_of_a_year_does_not_wait_for_a_unit_that_never_marked(self, year: Year) -> None:
        officer, key = year.officer(UNIT), year.gradings[UNIT].pk
        save_upper(actor=officer, grading_id=key, marks=marks(72), answers=CLEAN)
        mark(actor=officer, grading_id=key)
        with pytest.raises(GradingReasonMissing):  # nobody of the unit has said a word
            agree(actor=officer, grading_id=key)
        assert agree(actor=officer, grading_id=key, words="Đơn vị không tự chấm").grade == "fair"


class TestWhy:
    def said(self, year: Year, told: dict[str, str], answers: dict[str, bool]) -> list[str]:
        found = evaluate(year.round, told, answers)
        assert found.graded
        return [one.words for one in say_why(year.round, found.graded)]

    def test_points_short(self, year: Year) -> None:
        assert self.said(year, marks(84), CLEAN) == [
            "Vững mạnh cần từ 85 điểm; được 84, còn thiếu 1.",
            "Được 84 điểm, đủ mức từ 70 điểm và đủ các điều kiện: Khá.",
        ]

    def test_eighty_five_with_a_failed_condition_is_fair(self, year: Year) -> None:
        assert self.said(year, marks(90), {"nobody_disciplined": False}) == [
            "Không được xếp Vững mạnh vì chưa đạt điều kiện: Không có ai bị kỷ luật từ cảnh cáo trở lên.",
            "Được 90 điểm, đủ mức từ 70 điểm và đủ các điều kiện: Khá.",
        ]

    def test_a_criterion_below_half(self, year: Year) -> None:
        told = self.said(year, {**FULL, "2.2": "7"}, CLEAN)
        assert told[0].startswith("Không được xếp Vững mạnh vì «Sinh hoạt, hồ sơ, tài chính» được 7 trên 15")

    def test_an_answer_that_is_missing_leaves_it_open(self, year: Year) -> None:
        found = evaluate(year.round, FULL, {})
        assert (found.total, found.grade_code) == (100, "")
        assert evaluate(year.round, marks(69), {}).grade_code == "average"  # the answer would decide nothing


def opened(year_: Year, /, **told: Any) -> GradingRound:
    """A round of one upper union in the year after."""
    usual = {
        "seat_id": year_.cast.units["TQ-SD"].pk,
        "year": 2018,
        "name": "Đợt thử",
        "days": Days(dt.date(2018, 1, 1), dt.date(2018, 12, 31), dt.date(2018, 12, 5), dt.date(2018, 12, 15)),
    }
    return open_round(actor=year_.cast.actor("son_duong_officer"), **{**usual, **told})


class TestRound:
    def test_one_class_a_unit_and_year(self, year: Year) -> None:
        with pytest.raises(NobodyToGrade):
            opened(year, year=2017, days=DAYS)
        with pytest.raises(RoundTwice):
            open_round(
                actor=year.cast.actor("province_officer"),
                seat_id=year.cast.units["TQ"].pk,
                year=2017,
                name="Lần nữa",
                days=DAYS,
            )

    @pytest.mark.parametrize(
        "criteria", ["Chỉ một cột", "Nhóm | Tiêu chí | mười", "Nhóm | Tiêu chí | -3", "a | b | c | d"]
    )
    def test_criteria_that_cannot_be_read(self, year: Year, criteria: str) -> None:
        with pytest.raises(CriteriaUnread) as refused:
            opened(year, criteria=f"Nhóm | Khác | 10\n{criteria}")
        assert refused.value.params["line"] == 2

    def test_criteria_that_do_not_add_up(self, year: Year) -> None:
        with pytest.raises(PointsDisagree):
            opened(year, criteria=CRITERIA.replace("| 25", "| 24"))

    def test_a_scheme_that_was_not_verified_waits_for_an_administrator(self, year: Year) -> None:
        days = Days(dt.date(2019, 1, 1), dt.date(2019, 12, 31), dt.date(2019, 12, 5), dt.date(2019, 12, 15))
        with pytest.raises(NeedsConfirmation):
            opened(year, year=2019, days=days)
        for code in ("union_rating_2019_cutoffs", "union_rating_2019_figures"):
            confirm(
                actor=year.cast.actor("administrator"),
                kind="procedures",
                code=code,
                text_seen="Hướng dẫn 1294/HD-TLĐ",
            )
        made = opened(year, year=2019, days=days)
        assert [one.most for one in made.criteria.branches] == [40, 40, 15, 5]
        found = evaluate(made, {"I.1": "40", "II.1": "40", "III.1": "5", "IV.1": "5"}, {})
        assert (found.total, found.grade_code) == (90, "excellent")

    def test_no_scheme_in_force(self, year: Year) -> None:
        days = Days(dt.date(2013, 1, 1), dt.date(2013, 12, 31), dt.date(2013, 12, 5), dt.date(2013, 12, 15))
        with pytest.raises(NoScheme):
            opened(year, year=2013, days=days)

    def test_who_may_open(self, year: Year) -> None:
        for code in (CHAIR, "clerk", "committee_member"):
            with pytest.raises(NotYours):
                open_round(
                    actor=year.cast.actor(code),
                    seat_id=year.cast.accounts[code].unit_id,
                    year=2018,
                    name="x",
                    days=DAYS,
                )
        with pytest.raises(Absent):
            open_round(
                actor=year.cast.actor("stranger"),
                seat_id=year.cast.units["TQ"].pk,
                year=2018,
                name="x",
                days=DAYS,
            )

    def test_it_closes_when_every_unit_has_its_class_or_is_not_graded(self, year: Year) -> None:
        province = year.cast.actor("province_officer")
        with pytest.raises(RoundUnfinished) as refused:
            close_round(actor=province, round_id=year.round.pk)
        assert refused.value.params["count"] == 47
        for code in list(year.gradings):
            if year.of(code).state == "waiting":
                exempt(
                    actor=year.officer(code), grading_id=year.gradings[code].pk, kind="other", reason="Thử"
                )
        close_round(actor=province, round_id=year.round.pk)
        with pytest.raises(RoundClosed):
            include(actor=year.officer(UNIT), grading_id=year.gradings["TQ-SD-002"].pk)
        with pytest.raises(GradingReasonMissing):
            reopen_round(actor=province, round_id=year.round.pk, reason="")
        assert reopen_round(actor=province, round_id=year.round.pk, reason="Sót").state == "open"
        assert add_units(actor=province, round_id=year.round.pk) == 0

    def test_superiors_do_not_see_what_a_unit_is_still_typing(self, year: Year) -> None:
        chair, officer = year.cast.actor(CHAIR), year.officer(UNIT)
        mark_own(actor=chair, grading_id=year.gradings[UNIT].pk, marks={"1.1": "3"})
        assert not verdict(year.of(UNIT), actor=officer, verb="read_own")
        year.sent(UNIT, CHAIR, FULL)
        assert verdict(year.of(UNIT), actor=officer, verb="read_own")
        assert not verdict(year.of(UNIT), actor=chair, verb="read_upper")

"""Where figures come from: targets beside assignments, lateness, events, surveys, peers; and where the rule is silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from tests.cast import Cast, hear_everything
from tests.coverage.year import DAY, Year, tell_the_year
from tests.score.marking import BY_FIGURES, UPPER, begun, member, move, result, sheet_of, standing, unit
from thidua.algebra.scoring.reading import read_sheet
from thidua.federation.actions.clusters.members import end_membership, keep_member
from thidua.kernel import clock
from thidua.launch.models import Assignment
from thidua.report.models import Report
from thidua.score.actions.marking.note_event import bring_back, leave_round, note_event, strike_event
from thidua.score.actions.marking.place import decide_order
from thidua.score.actions.marking.self_mark import save_self_mark, send_self_mark
from thidua.score.actions.marking.settle import answer_question, change_points, tell_figures
from thidua.score.actions.marking.start_round import start_round
from thidua.score.actions.marking.take_figures import take_figures
from thidua.score.actions.marking.verify import agree_to_rest, give_points
from thidua.score.errors import (
    NoQuestion,
    NotTypedHere,
    PeriodMissing,
    PointsOutOfBounds,
    PointsUnread,
    QuestionsOpen,
    SendFirst,
    TargetUnknown,
)
from thidua.score.models import Figure, Mark, MarkingRound
from thidua.score.queries.marking.computing import scored
from thidua.score.queries.marking.fields import read_typed, shown
from thidua.score.queries.marking.roll import moved


@pytest.fixture
def year(cast: Cast) -> Year:
    return tell_the_year(cast)


@pytest.fixture
def made(cast: Cast, year: Year) -> MarkingRound:
    with clock.standing_on(DAY):
        made = begun(cast, BY_FIGURES, period_id=year.period.pk)
        return take_figures(actor=cast.actor("province_officer"), round_id=made.pk)


def mark(cast: Cast, made: MarkingRound, code: str, leaf: str) -> Any:
    return result(made).of(unit(made, cast, code)).marks[leaf]


def test_accepted_figures_stand_beside_assignments(cast: Cast, made: MarkingRound) -> None:
    """Na Hang 60 of 70 more members, Sơn Dương 20 of 260, Giáo dục 15 of 80."""
    found = {code: mark(cast, made, code, "I.1").points for code in UPPER}
    assert found == {"TQ-NH": Fraction(60, 7), "TQ-SD": Fraction(10, 13), "TQ-GD": Fraction(15, 8)}
    fund = {code: mark(cast, made, code, "I.2").points for code in UPPER}
    # 50 of 30 million is the best and has all; 100 of 105 and 40 of 40 have their part of the half for the target.
    assert fund == {"TQ-NH": Fraction(10), "TQ-SD": Fraction(100, 21), "TQ-GD": Fraction(5)}
    kept = Figure.objects.get(marked=unit(made, cast, "TQ-NH"), leaf="I.1")
    assert kept.values == {"plan": "70", "actual": "60"}
    assert (kept.origin["code"], kept.origin["reported"], kept.origin["expected"]) == ("t03", 4, 4)


def test_a_unit_is_marked_on_what_a_later_decision_assigns(cast: Cast, made: MarkingRound) -> None:
    """Story 15: the covenant said 70, a decision cuts it to 50; the member is marked on 50 from the next reading on."""
    assignment = Assignment.objects.get(target=cast.targets["t03"], unit=cast.units["TQ-NH"], current=True)
    assignment.threshold = {**assignment.threshold, "value": "50"}
    assignment.save()
    assert mark(cast, made, "TQ-NH", "I.1").points == Fraction(60, 7)
    take_figures(actor=cast.actor("province_officer"), round_id=made.pk)
    told = mark(cast, made, "TQ-NH", "I.1")
    assert (told.points, told.bonus) == (
        Fraction(10),
        Fraction(1),
    )  # 60 of 50: a tenth at most for what lies above


def test_a_replay_after_years_gives_the_same(cast: Cast, made: MarkingRound, year: Year) -> None:
    """What was read is frozen: a correction below changes the round only when somebody reads again, and says so."""
    before = mark(cast, made, "TQ-NH", "I.1").points
    Report.objects.filter(period=year.period).update(state="returned")
    assert mark(cast, made, "TQ-NH", "I.1").points == before


def test_figures_are_read_in_a_constant_number_of_queries(
    cast: Cast, year: Year, django_assert_num_queries: Callable[..., Any]
) -> None:
    costs = []
    for codes in (UPPER[:1], UPPER):
        with clock.standing_on(DAY):
            cluster = begun(cast, BY_FIGURES, codes, period_id=year.period.pk) if codes != UPPER else None
            made = cluster or _of_the_province(cast, year)
            with django_assert_num_queries(10_000, exact=False) as counted:
                take_figures(actor=cast.actor("province_officer"), round_id=made.pk)
        costs.append(len(counted.captured_queries))
    assert costs[0] == costs[1]


def _of_the_province(cast: Cast, year: Year) -> MarkingRound:
    """A round of an upper union over all that stand directly below it: no cluster is needed."""
    sheet = MarkingRound.objects.select_related("sheet").first()
    assert sheet is not None
    made = start_round(
        actor=cast.actor("province_officer"),
        sheet_id=sheet.sheet_id,
        organiser_id=cast.units["TQ"].pk,
        year=2017,
        name="Chấm các đơn vị trực thuộc",
        period_id=year.period.pk,
    )
    assert made.marked.count() == len(UPPER)
    return made


def test_days_late_are_those_of_the_report_board(cast: Cast, made: MarkingRound, year: Year) -> None:
    assert mark(cast, made, "TQ-NH", "II.1").points == 0
    sent = dt.datetime(2017, 12, 18, 9, tzinfo=dt.UTC)  # due on the 10th
    Report.objects.filter(period=year.period, unit=cast.units["TQ-NH"], kind="own").update(first_sent_at=sent)
    take_figures(actor=cast.actor("province_officer"), round_id=made.pk)
    assert mark(cast, made, "TQ-NH", "II.1").points == -5
    assert mark(cast, made, "TQ-SD", "II.1").points == 0


def test_an_event_costs_points_until_it_is_struck(cast: Cast, made: MarkingRound) -> None:
    officer, na_hang = cast.actor("province_officer"), unit(made, cast, "TQ-NH").pk
    noted = [note_event(actor=officer, marked_id=na_hang, event="khiển trách") for _ in range(3)]
    assert mark(cast, made, "TQ-NH", "II.2").points == -20  # three times ten, at most twenty
    assert result(made).of(unit(made, cast, "TQ-NH")).eligible
    strike_event(actor=officer, event_id=noted[0].pk, reason="Ghi nhầm người")
    strike_event(actor=officer, event_id=noted[1].pk, reason="Ghi hai lần")
    assert mark(cast, made, "TQ-NH", "II.2").points == -10
    assert mark(cast, made, "TQ-SD", "II.2").points == 0


def test_what_the_house_reads_nobody_types(cast: Cast, made: MarkingRound) -> None:
    for leaf in ("I.1", "II.1", "II.2", "III.2"):
        with pytest.raises(NotTypedHere):
            save_self_mark(
                actor=member(cast, "TQ-NH"),
                marked_id=unit(made, cast, "TQ-NH").pk,
                typed={leaf: {"actual": "999", "points": "9", "count": "0", "days_late": "0"}},
            )


SURVEY = {"III.1": {"sample": "50", "confirmed": "37", "evidence": "true"}}


def survey(cast: Cast, made: MarkingRound) -> MarkingRound:
    """Everybody has asked fifty members, 37 were content; the round goes to the verifiers."""
    for code in UPPER:
        pk = unit(made, cast, code).pk
        save_self_mark(actor=member(cast, code), marked_id=pk, typed=SURVEY)
        send_self_mark(actor=member(cast, code), marked_id=pk)
    made = move(cast, made, "to_verifying")
    agree_to_rest(actor=cast.actor("province_officer"), round_id=made.pk)
    return made


def test_members_mark_one_another_and_who_is_missing_has_not_given_zero(
    cast: Cast, made: MarkingRound
) -> None:
    made = survey(cast, made)
    assert mark(cast, made, "TQ-NH", "III.1").points == Fraction(37, 50) * 20
    give_points(
        actor=member(cast, "TQ-SD"), round_id=made.pk, points={(unit(made, cast, "TQ-NH").pk, "III.2"): "8"}
    )
    assert mark(cast, made, "TQ-NH", "III.2").question.code == "missing"
    give_points(
        actor=member(cast, "TQ-GD"), round_id=made.pk, points={(unit(made, cast, "TQ-NH").pk, "III.2"): "9,5"}
    )
    assert mark(cast, made, "TQ-NH", "III.2").points == Fraction(35, 4)
    with pytest.raises(PointsOutOfBounds):
        give_points(
            actor=member(cast, "TQ-GD"),
            round_id=made.pk,
            points={(unit(made, cast, "TQ-SD").pk, "III.2"): "11"},
        )


def test_where_the_sheet_is_silent_somebody_answers_with_a_reason(cast: Cast, made: MarkingRound) -> None:
    made = move(cast, survey(cast, made), "to_explaining", "to_meeting")
    officer = cast.actor("province_officer")
    asked = [code for code in UPPER if mark(cast, made, code, "III.2").question]
    assert asked == list(UPPER)  # nobody marked the others
    pk = unit(made, cast, "TQ-NH").pk
    with pytest.raises(NoQuestion):
        answer_question(actor=officer, marked_id=pk, leaf="I.1", points="9", reason="…")
    given = answer_question(actor=officer, marked_id=pk, leaf="III.2", points="7,5", reason="Cụm thống nhất")
    assert (given.question["code"], given.by, given.reason) == (
        "missing",
        "Nguyễn Duy Khánh",
        "Cụm thống nhất",
    )
    assert mark(cast, made, "TQ-NH", "III.2").points == Fraction(15, 2)
    tell_figures(
        actor=officer,
        marked_id=pk,
        leaf="I.1",
        typed={"plan": "70", "actual": "70"},
        reason="Thêm 10 người mới nhập",
    )
    assert mark(cast, made, "TQ-NH", "I.1").points == 10
    assert (
        Figure.objects.get(marked_id=pk, leaf="I.1").values["actual"] == "60"
    )  # what was read stays beside it
    change_points(actor=officer, marked_id=pk, leaf="I.1", points="9", reason="Cụm giảm một điểm")
    change_points(actor=officer, marked_id=pk, leaf="I.1", points="9,25", reason="Cụm xem lại")
    assert mark(cast, made, "TQ-NH", "I.1").points == Fraction(37, 4)
    said = Mark.objects.filter(marked_id=pk, leaf="I.1", layer="meeting").values_list("reason", "current")
    assert list(said) == [
        ("Thêm 10 người mới nhập", False),
        ("Cụm giảm một điểm", False),
        ("Cụm xem lại", True),
    ]
    made = move(cast, made, "to_council", "back_to_verifying", reason="Thiếu biên bản")
    assert made.state == "verifying"


def test_nobody_is_ranked_around_an_open_question(cast: Cast, made: MarkingRound) -> None:
    made = move(cast, survey(cast, made), "to_explaining", "to_meeting")
    phases = [{"code": one["code"]} for one in made.phases if one["code"] != "advising"]
    MarkingRound.objects.filter(pk=made.pk).update(phases=phases)
    made = move(cast, made, "to_committee")
    with pytest.raises(QuestionsOpen) as refusal:
        decide_order(actor=cast.actor("chair"), round_id=made.pk)
    assert refusal.value.params["count"] == 3


def test_a_unit_that_leaves_keeps_its_marks_and_nobody_is_compared_with_it(
    cast: Cast, made: MarkingRound
) -> None:
    """Na Hang was the best of the fund; without it Sơn Dương and Giáo dục stay below their targets."""
    officer, na_hang = cast.actor("province_officer"), unit(made, cast, "TQ-NH").pk
    leave_round(actor=officer, marked_id=na_hang, left_on=dt.date(2017, 6, 30), reason="Chuyển sang cụm số 2")
    found = standing(made)
    assert [one.unit.code for one in found.active] == ["TQ-GD", "TQ-SD"]
    told = scored(found)
    assert told.of(unit(made, cast, "TQ-NH")).marks["I.2"].points == 10
    assert told.place(unit(made, cast, "TQ-NH")) is None
    bring_back(actor=officer, marked_id=na_hang, reason="Ghi nhầm")
    assert len(standing(made).active) == 3
    # What the roll of the cluster says is followed: nobody notes it twice.
    assert made.cluster is not None
    member = {
        "actor": officer,
        "cluster_id": made.cluster.pk,
        "year": 2017,
        "unit_id": cast.units["TQ-NH"].pk,
    }
    end_membership(**member, left_on=dt.date(2017, 6, 30), why="Chuyển sang cụm số 2")
    hear_everything()
    gone = unit(made, cast, "TQ-NH")
    assert (gone.left_on, gone.why_left) == (dt.date(2017, 6, 30), "Chuyển sang cụm số 2")
    assert "giữ điểm đã chấm, không xếp hạng" in moved(made, [gone])[0].says
    keep_member(**member, why="Ghi nhầm cụm")
    hear_everything()
    assert len(standing(made).active) == 3


def test_a_cluster_of_one_is_marked_and_first(cast: Cast, year: Year) -> None:
    with clock.standing_on(DAY):
        made = begun(cast, BY_FIGURES, ["TQ-NH"], period_id=year.period.pk)
        take_figures(actor=cast.actor("province_officer"), round_id=made.pk)
    made = move(cast, made, "to_verifying", "to_explaining", "to_meeting")
    officer, pk = cast.actor("province_officer"), unit(made, cast, "TQ-NH").pk
    tell_figures(actor=officer, marked_id=pk, leaf="III.1", typed=SURVEY["III.1"], reason="Phiếu của tỉnh")
    answer_question(actor=officer, marked_id=pk, leaf="III.2", points="8", reason="Không có thành viên khác")
    place = result(made).place(unit(made, cast, "TQ-NH"))
    assert place is not None
    assert (place.place, place.tied_with) == (1, ())


ZERO = """
sheet: {name: Không điểm}
criteria:
  - {id: I, name: Một, max: 20, items: [{id: I.1, max: 10, kind: judged}, {id: I.2, max: 10, kind: judged}]}
"""


def test_zero_everywhere_can_be_sent_and_an_empty_box_cannot(cast: Cast) -> None:
    made = begun(cast, ZERO)
    pk, actor = unit(made, cast, "TQ-NH").pk, member(cast, "TQ-NH")
    save_self_mark(actor=actor, marked_id=pk, typed={"I.1": {"points": "0"}, "I.2": {"points": ""}})
    with pytest.raises(SendFirst) as refusal:
        send_self_mark(actor=actor, marked_id=pk)
    assert refusal.value.params == {"count": 1, "leaves": "I.2"}
    save_self_mark(actor=actor, marked_id=pk, typed={"I.1": {"points": "0"}, "I.2": {"points": "0"}})
    assert send_self_mark(actor=actor, marked_id=pk).state == "sent"
    assert str(result(made, "self").of(unit(made, cast, "TQ-NH")).total) == "0.00"


def test_the_own_mark_counts_where_the_sheet_says_so(cast: Cast) -> None:
    made = begun(
        cast,
        ZERO.replace(
            "{id: I.2, max: 10, kind: judged}", "{id: I.2, max: 10, kind: judged, self_counts: true}"
        ),
    )
    pk = unit(made, cast, "TQ-NH").pk
    typed = {"I.1": {"points": "9"}, "I.2": {"points": "8"}}
    save_self_mark(actor=member(cast, "TQ-NH"), marked_id=pk, typed=typed)
    told = result(made).of(unit(made, cast, "TQ-NH"))
    assert told.marks["I.1"].question.code == "missing"
    assert told.marks["I.2"].points == 8


def test_a_figure_that_nobody_can_read_is_told_when_the_round_is_begun(cast: Cast) -> None:
    with pytest.raises(PeriodMissing):
        begun(cast, BY_FIGURES)
    with pytest.raises(TargetUnknown) as refusal:
        _begin_again(cast, BY_FIGURES.replace("t13", "t99"))
    assert refusal.value.params == {"leaf": "I.2", "code": "t99"}


def _begin_again(cast: Cast, text: str) -> None:

    start_round(
        actor=cast.actor("province_officer"),
        sheet_id=sheet_of(cast, text).pk,
        organiser_id=cast.units["TQ"].pk,
        year=2017,
        name="",
        period_id=cast.period.pk,
    )


@pytest.mark.parametrize(
    ("kind", "name", "typed"),
    [
        ({"kind": "lateness", "steps": [{"days": 5, "points": -5}]}, "days_late", "-5"),
        ({"kind": "per_occurrence", "points": -2}, "count", "-1"),
        ({"kind": "per_occurrence", "points": -2}, "count", "1,5"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_where_it_is_typed(
    kind: dict[str, object], name: str, typed: str
) -> None:
    (leaf,) = read_sheet({"sheet": {"name": "Cụm"}, "criteria": [{"id": "I", **kind}]}).leaves()
    with pytest.raises(PointsUnread) as refused:
        read_typed(leaf, {name: typed})
    assert refused.value.params["typed"] == typed
    assert read_typed(leaf, {name: "0"}) == {name: "0"}


@pytest.mark.parametrize("typed", ["8,125", "1.250", "0,0001", "1/3"])
def test_a_box_shows_again_exactly_what_was_typed(typed: str) -> None:
    (leaf,) = read_sheet(
        {"sheet": {"name": "Cụm"}, "criteria": [{"id": "I", "max": 2000, "kind": "judged"}]}
    ).leaves()
    assert shown(read_typed(leaf, {"points": typed}), "points") == typed

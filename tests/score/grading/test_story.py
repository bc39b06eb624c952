"""Story 4 with its numbers: "trên 80 % vững mạnh, không có yếu", fed from what was agreed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from django.urls import reverse

from tests.cast import HOUSE, hear_everything
from tests.score.grading.year import Year
from thidua.algebra.judging import State
from thidua.federation.actions.end_unit import end_unit
from thidua.launch.actions.close_period import close_period
from thidua.report.actions.state_figures import state_figures
from thidua.report.models import Report, Restatement
from thidua.score.actions.grading.settle import include, take_back_grade
from thidua.score.models import Grading

STRONG, FAIR, WEAK = 90, 75, 40


def graded(year: Year, strong: int, fair: int, weak: int = 0) -> list[str]:
    """Agrees on classes of so many of the units that are graded; returns their codes in that order."""
    codes = sorted(code for code, one in year.gradings.items() if year.of(code).state == "waiting")
    wanted = [STRONG] * strong + [FAIR] * fair + [WEAK] * weak
    assert len(codes) == len(wanted)
    for code, total in zip(codes, wanted, strict=True):
        year.agreed(code, total)
    return codes


def figure_page(year: Year, target: str) -> str:
    """ "Số này ở đâu ra?" of the province."""
    period, unit = year.cast.periods["year"].pk, year.cast.units["TQ"].pk
    return reverse("rollup:figure", args=[period, unit, year.cast.targets[target].pk])


@pytest.mark.row("T05", "G23")
def test_forty_of_fifty_is_not_above_eighty_per_cent(year: Year) -> None:
    for code, one in year.gradings.items():
        if one.state == "exempt":
            include(actor=year.officer(code), grading_id=one.pk)
    graded(year, 40, 10)
    line = year.line("t08")
    assert line.sent.value == Fraction(40, 50)
    assert line.state is State.NOT_ACHIEVED


@pytest.mark.row("T05", "G23")
def test_thirty_eight_of_forty_seven_is_and_new_unions_leave_the_denominator(year: Year) -> None:
    new = {code for code, one in year.gradings.items() if one.exempt == Grading.Exempt.NEW}
    assert new == {"TQ-NH-003", "TQ-SD-042", "TQ-SD-043"}
    graded(year, 38, 9)
    line = year.line("t08")
    assert line.sent.value == Fraction(38, 47)
    assert line.state is State.ACHIEVED
    assert year.line("t09").state is State.ACHIEVED


@pytest.mark.row("T05", "G23")
def test_one_weak_union_is_enough_and_taking_its_class_back_corrects_the_figure(year: Year) -> None:
    codes = graded(year, 40, 6, 1)
    line = year.line("t09")
    assert (line.sent.value, line.state) == (1, State.NOT_ACHIEVED)
    weak = year.of(codes[-1])
    assert weak.grade == "weak"
    page = year.cast.client("province_officer").get(figure_page(year, "t09"))
    assert page.status_code == 200
    told = page.content.decode()
    assert "Đơn vị bị đếm vào số này" in told
    assert weak.unit.name in told
    take_back_grade(actor=year.officer(codes[-1]), grading_id=weak.pk, reason="Cộng nhầm điểm mục 2.1")
    assert year.of(codes[-1]).grade == ""
    assert year.line("t09").sent.value == 0
    assert year.line("t08").sent.value == Fraction(
        40, 47
    )  # it stays in the denominator until it is agreed again
    year.agreed(codes[-1], FAIR)
    assert year.line("t09").state is State.ACHIEVED


@pytest.mark.row("G23")
def test_a_class_is_corrected_where_it_was_given_and_visibly_once_the_period_is_closed(year: Year) -> None:
    """Nobody types it over by hand; a union that ends in the year leaves the count by itself."""
    cast, ended = year.cast, "TQ-SD-010"
    end_unit(
        actor=HOUSE, unit_id=year.gradings[ended].unit_id, last_day=dt.date(2017, 11, 30), reason="Giải thể"
    )
    hear_everything()
    assert (year.of(ended).state, year.of(ended).exempt) == ("exempt", Grading.Exempt.ENDED)
    codes = graded(year, 40, 6)
    assert year.line("t08").sent.value == Fraction(40, 46)

    strong = year.of(codes[0])
    own = Report.objects.get(unit=strong.unit, period=cast.periods["year"], kind=Report.Kind.OWN)
    typed = state_figures(actor=year.officer(codes[0]), own_id=own.pk, figures={"graded_strong": "0"})
    assert [one.code for one in typed.problems] == ["report.stated_by_grading"]
    close_period(actor=cast.actor("chair"), period_id=cast.periods["year"].pk)
    take_back_grade(actor=year.officer(codes[0]), grading_id=strong.pk, reason="Cộng nhầm điểm mục 2.1")
    year.agreed(codes[0], FAIR)
    assert year.line("t08").sent.value == Fraction(39, 46)
    told = Restatement.objects.filter(report__unit=strong.unit).order_by("pk")
    # Strong or not, weak or not: each figure says why it was corrected.
    assert [one.reason for one in told] == ["Cộng nhầm điểm mục 2.1"] * 2 + [year.round.name] * 2

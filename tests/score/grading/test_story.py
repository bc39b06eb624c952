"""Story 4 with its numbers: "trên 80 % vững mạnh, không có yếu", fed from what was agreed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.urls import reverse

from tests.score.grading.year import Year
from thidua.algebra.judging import State
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

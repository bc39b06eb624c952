"""The algebra in Vietnamese: every code has a sentence, and the sentences say what the case says."""

from __future__ import annotations

import re
from fractions import Fraction

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(USE_I18N=True, LANGUAGE_CODE="vi", LANGUAGES=[("vi", "Tiếng Việt")])
    django.setup()

from tests.algebra.target_cases import Case, all_cases
from thidua.algebra.judging import State
from thidua.algebra.thresholds import AtLeast, AtMost, ExactlyZero, LessThan, MoreThan, Open
from thidua.algebra.trace import FINDING_CODES, TRACE_CODES, Severity, finding, step
from thidua.catalogue.wording import (
    FINDINGS,
    STATES,
    STEPS,
    say_finding,
    say_state,
    say_threshold,
    say_trace,
    say_value,
)
from thidua.formats.vi import NBSP

DERIVED = {"result", "fraction"}
"""Names that the wording computes from the parameters of a step."""


def _plain(text: str) -> str:
    return text.replace(NBSP, " ")


def _named(sentence: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", sentence))


def test_every_code_has_a_sentence_with_its_own_parameters() -> None:
    assert STEPS.keys() == TRACE_CODES.keys()
    assert FINDINGS.keys() == FINDING_CODES.keys()
    assert STATES.keys() == set(State)
    for code, sentence in STEPS.items():
        assert _named(sentence) - DERIVED <= TRACE_CODES[code], code
    for code, sentence in FINDINGS.items():
        assert _named(sentence) <= FINDING_CODES[code], code


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_every_case_can_be_told(case: Case) -> None:
    lines = [_plain(line) for line in say_trace(case.judgement().trace, case.target.unit_of_measure)]
    assert all(line.endswith(".") and "%(" not in line and "None" not in line for line in lines), lines
    if "says" in case.told:
        assert case.told["says"] in lines


@pytest.mark.parametrize(
    ("threshold", "unit", "told"),
    [
        (AtLeast(Fraction(2000)), "đoàn viên", "Từ 2.000 đoàn viên trở lên"),
        (AtLeast(Fraction(17, 20)), "%", "Từ 85 % trở lên"),
        (AtLeast(Fraction(1)), "%", "Tất cả, 100 %"),
        (AtLeast(Fraction(1)), "đoàn viên/CĐCS", "Từ 1 đoàn viên/CĐCS trở lên"),
        (MoreThan(Fraction(17, 20)), "%", "Trên 85 %"),
        (AtMost(Fraction(5)), "vụ", "Không quá 5 vụ"),
        (LessThan(Fraction(1, 100)), "%", "Dưới 1 %"),
        (ExactlyZero(), "công đoàn cơ sở", "Không có công đoàn cơ sở nào"),
        (Open(), "%", "Theo tiêu chí, chưa nêu con số"),
    ],
)
def test_thresholds_in_words(threshold: AtLeast, unit: str, told: str) -> None:
    assert _plain(say_threshold(threshold, unit)) == told


def test_states_that_are_different_sound_different() -> None:
    assert len({say_state(state) for state in State}) == len(State)
    assert say_state(State.EXCEEDED) == "Vượt"


def test_rounding_never_hides_the_side_of_a_threshold() -> None:
    assert _plain(say_value(Fraction(8496, 10000), "%", apart_from=Fraction(17, 20))) == "84,96 %"
    assert _plain(say_value(Fraction(84999, 100000), "%", apart_from=Fraction(17, 20))) == "84,999 %"
    assert _plain(say_value(Fraction(17, 20), "%", apart_from=Fraction(17, 20))) == "85,0 %"


def test_a_gap_between_percentages_is_told_in_points_and_never_as_nothing() -> None:
    share = step("measure.share", numerator=Fraction(16999), denominator=Fraction(20000))
    limit, short = Fraction(85, 100), Fraction(1, 20000)
    told = step("judge.below", share, value=Fraction(16999, 20000), threshold=limit, short=short)
    assert list(map(_plain, say_trace(told, "%"))) == [
        "84,995 % so với mức 85 %: còn thiếu 0,01 điểm %.",
        "16.999/20.000 = 84,995 %.",  # the line below must not say 85,0 %
    ]


def test_findings_name_the_cell_and_what_to_do() -> None:
    told = finding(
        "check.part_above_whole", Severity.ERROR, part="women", part_value=Fraction(148), whole="members",
        whole_value=Fraction(132),
    )  # fmt: skip
    names = {"women": "Trong đó nữ", "members": "Tổng số đoàn viên"}
    assert say_finding(told, names) == (
        "“Trong đó nữ” là 148, nhiều hơn “Tổng số đoàn viên” là 132. "
        "Số trước là một phần của số sau; hãy sửa một trong hai ô."
    )


def test_a_weaker_threshold_is_told_in_words() -> None:
    weaker = finding(
        "handed_down.weaker",
        Severity.ERROR,
        child={"comparator": ">=", "value": "3/4"},
        parent={"comparator": ">", "value": "17/20"},
    )
    assert "“Từ 75 % trở lên” nhẹ hơn mức của cấp trên “Trên 85 %”" in _plain(say_finding(weaker, unit="%"))


def test_a_trace_reads_from_the_conclusion_down() -> None:
    trace = step("judge.not_reported", step("reports.none", expected=52))
    assert say_trace(trace) == ["Chưa có báo cáo để xét.", "Chưa có báo cáo nào trong 52 đơn vị."]


def test_money_is_told_in_millions_to_the_last_dong() -> None:
    told = {
        700_000_000: "Từ 700 triệu đồng trở lên",
        512_412_345: "Từ 512,412345 triệu đồng trở lên",
        1_200_000_000: "Từ 1.200 triệu đồng trở lên",
        15_000: "Từ 15.000 đồng trở lên",
    }
    assert {amount: _plain(say_threshold(AtLeast(Fraction(amount)), "đồng")) for amount in told} == told
    assert (
        _plain(say_threshold(AtLeast(Fraction(2_000_000)), "đoàn viên")) == "Từ 2.000.000 đoàn viên trở lên"
    )

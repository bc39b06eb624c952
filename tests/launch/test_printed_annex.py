"""The annex stands behind its decision, whole: units × targets, as the decision says it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.launch.cast import NEW_MEMBERS, Cast
from tests.launch.desk import SignIn, opened
from tests.launch.papers import issue, start
from tests.launch.test_assignment import fill
from thidua.launch.actions.set_target import add_target
from thidua.launch.models import Movement, Paper
from thidua.launch.queries.printed_annex import annex_tables

ALL = {"NH": "500", "SD": "1.000", "GD": "500", "DU": "–"}


@pytest.fixture
def decision(cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
    made = start(cast, movement, kind="assignment_decision")
    fill(cast, made, targets.members, ALL)
    fill(cast, made, targets.insured, {"NH": "85", "SD": "90,5"})
    fill(cast, made, targets.weak, {"NH": "0"})
    return made


def test_every_unit_and_target_with_dashes_blanks_and_a_sum(decision: Paper) -> None:
    (table,) = annex_tables(decision)
    assert table["heads"] == [
        ("Đoàn viên mới", "đoàn viên"),
        ("Tham gia BHXH", "%"),
        ("Không có CĐCS yếu", "CĐCS"),
    ]
    assert dict(table["rows"]) == {
        "CĐCS Cơ quan Đảng ủy Khối doanh nghiệp": ["–", "", ""],
        "Công đoàn ngành Giáo dục": ["500", "", ""],
        "Liên đoàn Lao động huyện Na Hang": ["500", "85", "0"],
        "Liên đoàn Lao động huyện Sơn Dương": ["1.000", "90,5", ""],
    }
    assert table["sums"] == ["2.000", "", ""]  # a rate is never added up


def test_many_targets_stand_in_several_tables_and_none_is_left_out(
    cast: Cast, decision: Paper, targets: SimpleNamespace
) -> None:
    for at in range(9):
        one = add_target(
            actor=cast.actor("officer", "TQ"),
            cycle_id=targets.cycle.pk,
            code=f"more_{at}",
            name=f"Chỉ tiêu thêm {at}",
            indicator={
                **NEW_MEMBERS,
                "element": {"code": f"more_{at}", "name": f"Số thêm {at}", "unit_of_measure": "việc"},
            },
            threshold={"comparator": ">=", "value": 10},
            unit_of_measure="việc",
        )
        fill(cast, decision, one, {"NH": "10"})
    tables = annex_tables(decision)
    assert [len(one["heads"]) for one in tables] == [8, 4]
    assert all(len(texts) == len(one["heads"]) for one in tables for _unit, texts in one["rows"])
    assert [len(one["rows"]) for one in tables] == [4, 4]


def test_it_costs_one_query(decision: Paper, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        annex_tables(decision)


@pytest.mark.usefixtures("addresses")
def test_on_the_page_of_the_decision_in_vietnamese_for_every_reader(
    cast: Cast, decision: Paper, sign_in: SignIn
) -> None:
    officer = sign_in("officer", "TQ")
    assert "(Kèm theo Quyết định số …/QĐ-LĐLĐ của" in opened(officer, "paper", decision.pk)
    issue(cast, decision, number=24)
    officer.cookies["django_language"] = "en"
    page = opened(officer, "paper", decision.pk)
    assert "(Kèm theo Quyết định số 24/QĐ-LĐLĐ ngày 07/02/2017 của Liên đoàn Lao động tỉnh" in page
    assert '<th scope="row">Liên đoàn Lao động huyện Sơn Dương</th><td>1.000</td><td>90,5</td>' in page
    # A unit below reads it with its own figure.
    assert "Liên đoàn Lao động huyện Na Hang" in opened(sign_in("officer", "NH"), "paper", decision.pk)

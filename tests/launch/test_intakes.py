"""Story 10: an annex of units × targets with dashes and a sum row; and results of an earlier year."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from django.utils import translation

from tests.launch.cast import Cast
from tests.launch.papers import start
from thidua.documents.sheets import write_rows
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.intake.actions.match import match
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.models import Intake, IntakeRow
from thidua.launch.models import Baseline, Movement, Paper
from thidua.launch.queries.annex import annex_of


def send(
    cast: Cast, kind: str, head: Sequence[str], lines: Sequence[Sequence[object]], **settings: object
) -> Intake:
    content, unit = write_rows(head, lines), cast.unit("TQ")
    return upload(
        actor=cast.actor("officer", "TQ"),
        kind=kind,
        unit_id=unit.pk,
        unit_path=unit.path,
        name="phu-luc.xlsx",
        stream=io.BytesIO(content),
        size=len(content),
        settings=settings,
    )


def states(intake: Intake) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in IntakeRow.objects.filter(intake=intake):
        found[row.state] = found.get(row.state, 0) + 1
    return found


@pytest.fixture
def decision(cast: Cast, movement: Movement, targets) -> Paper:
    return start(cast, movement, kind="assignment_decision")


HEAD = ("TT", "Đơn vị", "Đoàn viên mới", "Tham gia BHXH", "weak")


def test_an_annex_is_read_into_the_draft(cast: Cast, decision: Paper) -> None:
    intake = send(
        cast,
        "assignments",
        HEAD,
        [
            (1, "Liên đoàn Lao động huyện Na Hang", "1.200", "85", "0"),
            (2, "Liên đoàn Lao động huyện Sơn Dương", 900, "–", "0"),
            (3, "Công đoàn ngành Giáo dục", "-", "90%", ""),
            ("", "Cộng", 2100, "", ""),
        ],
        decision_id=decision.pk,
    )
    assert states(intake) == {"ready": 4}
    apply(actor=cast.actor("officer", "TQ"), intake_id=intake.pk)
    annex = annex_of(decision)
    assert annex.counts == {"assigned": 6, "exempt": 2}
    assert {unit.code for unit, _cells in annex.rows} == {"NH", "SD", "GD", "DU"}


def test_an_annex_fetched_in_english_is_carried_out_by_a_worker_that_reads_vietnamese(
    cast: Cast, decision: Paper
) -> None:
    with translation.override("en"):
        intake = send(
            cast,
            "assignments",
            ("No.", "Unit", *HEAD[2:], "Note"),
            [
                (1, "Liên đoàn Lao động huyện Na Hang", "1.200", "85", "0", ""),
                (2, "Công đoàn ngành Giáo dục", "Not assigned to this unit", "90%", "", "x"),
                ("", "Total", 1200, "", "", ""),
            ],
            decision_id=decision.pk,
        )
        assert states(intake) == {"ready": 3}
    apply(actor=cast.actor("officer", "TQ"), intake_id=intake.pk)
    assert annex_of(decision).counts == {"assigned": 4, "exempt": 1}


def test_what_cannot_be_read_waits_and_nothing_is_dropped(cast: Cast, decision: Paper) -> None:
    intake = send(
        cast,
        "assignments",
        (*HEAD, "Cột lạ"),
        [
            (1, "LĐLĐ huyện Nà Hang xa", "100", "85", "0", ""),
            (2, "Liên đoàn Lao động huyện Sơn Dương", "nhiều", "85", "0", ""),
            (3, "Công đoàn ngành Giáo dục", "500", "85", "0", "7"),
            (4, "CĐCS UBND xã Năng Khả", "5", "85", "0", ""),
        ],
        decision_id=decision.pk,
    )
    rows = {row.number: row for row in IntakeRow.objects.filter(intake=intake)}
    codes = [[problem["code"] for problem in rows[number].problems] for number in sorted(rows)]
    assert codes[1:] == [
        ["launch.threshold_unread"],
        ["launch.column_unknown"],
        ["launch.not_directly_below"],
    ]
    first = rows[min(rows)]
    assert first.state == "unmatched"
    match(
        actor=cast.actor("officer", "TQ"),
        intake_id=intake.pk,
        row_id=first.pk,
        body_id=cast.unit("NH").pk,
        body_path=cast.unit("NH").path,
    )
    first.refresh_from_db()
    assert first.state == "ready"


def test_without_a_draft_there_is_nothing_to_fill(cast: Cast, movement: Movement, targets) -> None:
    intake = send(cast, "assignments", HEAD, [(1, "Công đoàn ngành Giáo dục", "5", "", "")])
    row = IntakeRow.objects.get(intake=intake)
    assert [problem["code"] for problem in row.problems] == ["launch.no_draft_decision"]


def test_last_years_results(cast: Cast, targets) -> None:
    intake = send(
        cast,
        "baselines",
        ("Đơn vị", "Chỉ số", "Năm", "Kết quả", "Theo văn bản"),
        [
            ("Liên đoàn Lao động huyện Na Hang", "new_members", 2016, "1.234", "34/BC-LĐLĐ"),
            ("Liên đoàn Lao động huyện Sơn Dương", "không có", 2016, "5", ""),
            ("Công đoàn ngành Giáo dục", "new_members", 2016, "vài", ""),
            ("Công đoàn ngành Giáo dục", "new_members", 2016, "12,5", ""),
            ("Công đoàn ngành Giáo dục", "new_members", 2016, "-3", ""),
            ("Công đoàn ngành Giáo dục", "new_members", 1016, "5", ""),
        ],
    )
    assert states(intake) == {"ready": 1, "problem": 5}
    apply(actor=cast.actor("officer", "TQ"), intake_id=intake.pk)
    kept = Baseline.objects.get()
    assert (kept.unit, kept.year, kept.value, kept.source_note) == (
        cast.unit("NH"),
        2016,
        1234,
        "34/BC-LĐLĐ",
    )


def test_a_unit_that_stands_twice_in_an_annex_is_not_written_over(cast: Cast, decision: Paper) -> None:
    lines = [("NH", "95", "85", "0"), ("SD", "130", "85", "0"), ("NH", "80", "85", "0")]
    intake = send(cast, "assignments", HEAD[1:], lines, decision_id=decision.pk)
    assert states(intake) == {"ready": 2, "problem": 1}
    told = IntakeRow.objects.get(intake=intake, state="problem").problems
    assert [(one["column"], one["code"]) for one in told] == [("unit", "kernel.intake_row_repeated")]
    assert "dòng 2" in told[0]["what"]


def test_a_result_told_twice_for_one_year_waits_and_another_year_does_not(cast: Cast, targets) -> None:
    head = ("Đơn vị", "Chỉ số", "Năm", "Kết quả")
    lines = [
        ("NH", "new_members", 2016, 95),
        ("NH", "new_members", 2015, 90),
        ("NH", "new_members", 2016, 96),
    ]
    intake = send(cast, "baselines", head, lines)
    assert states(intake) == {"ready": 2, "problem": 1}
    assert IntakeRow.objects.get(intake=intake, state="problem").number == 4

"""The checker: what it says, what it leaves alone, and that every code has its words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.documents.plans import HEAD, items, reading_of
from thidua.documents.checking.checker import check
from thidua.documents.checking.defects import SEVERITIES, code_of
from thidua.documents.checking.remarks import Remark, Severity
from thidua.documents.reading.anomalies.finding import find_anomalies
from thidua.documents.reading.items import (
    Anniversary,
    Deadline,
    DocField,
    Duty,
    Item,
    LegalBasis,
    Round,
    Rule,
    Target,
)
from thidua.documents.reading.model import AnnexTotal, Reading
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Anchor

BODY = """I. MỤC ĐÍCH
1. Nhằm nâng cao năng suất lao động của đoàn viên.
II. NỘI DUNG
1. Đẩy mạnh phong trào “Ca ba an toàn”.
III. TỔ CHỨC THỰC HIỆN
1. Công đoàn cơ sở tổ chức ký giao ước."""
AT = Anchor(10, 20)
ISSUED = DocField(field="date", value="2024-02-05")


def _reading(*said: Item) -> Reading:
    """A paper that nothing can be said about, with these items instead of what was read in it."""
    return replace(reading_of(BODY), items=said)


def _codes(reading: Reading, register: dict[str, str] | None = None) -> list[str]:
    return [remark.code.removeprefix("documents.check_") for remark in check(reading, register)]


def test_nothing_is_said_of_a_paper_in_order() -> None:
    assert check(reading_of(BODY)) == []


# --- days -------------------------------------------------------------------------------------------------------


def test_a_review_four_weeks_after_a_round_is_normal() -> None:
    first = Round(
        ordinal=1, start="2024-01-01", end="2024-06-30", review_type="sơ kết", review_date="2024-07-28"
    )
    second = Round(
        ordinal=2, start="2024-07-01", end="2024-12-31", review_type="tổng kết", review_date="2024-12-31"
    )
    assert _codes(_reading(first, second)) == []


@pytest.mark.parametrize(
    ("rounds", "code"),
    [
        ([("2024-01-01", "2024-07-15"), ("2024-07-01", "2024-12-31")], "rounds_overlap"),
        ([("2024-06-30", "2024-01-01")], "round_backwards"),
        ([("2024-01", "2024-06-30")], "round_month_only"),
    ],
)
def test_days_of_rounds(rounds: list[tuple[str, str]], code: str) -> None:
    said = [Round(ordinal=at, start=start, end=end, anchor=AT) for at, (start, end) in enumerate(rounds, 1)]
    assert _codes(_reading(*said)) == [code]


def test_a_review_before_its_round() -> None:
    one = Round(
        ordinal=2, start="2024-07-01", end="2024-12-31", review_type="sơ kết", review_date="2024-06-28"
    )
    assert _codes(_reading(one)) == ["review_before_round"]


def test_a_day_that_its_own_round_does_not_hold() -> None:
    rounds = [
        Round(ordinal=1, start="2024-01-01", end="2024-06-30"),
        Round(ordinal=2, start="2024-07-01", end="2024-12-31"),
    ]
    day = Anniversary(name="Quốc khánh", occasion_date="2024-09-02", round=1, anchor=AT)
    (told,) = check(_reading(*rounds, day))
    assert told.code == "documents.check_day_outside_round"
    assert told.params == {
        "name": "Quốc khánh",
        "day": "2/9/2024",
        "round": "đợt 1",
        "start": "1/1/2024",
        "end": "30/6/2024",
    }
    assert _codes(_reading(*rounds, replace(day, round=2))) == []


def test_a_day_in_no_round_counts_only_where_the_rounds_are_of_its_year() -> None:
    one = Round(ordinal=1, start="2024-03-01", end="2024-06-30")
    day = Anniversary(name="Ngày truyền thống", occasion_date="2024-09-02")
    assert _codes(_reading(one, day)) == ["day_in_no_round"]
    assert _codes(_reading(one, replace(day, occasion_date="2025-09-02"))) == []
    assert _codes(_reading(replace(one, end=None), day)) == []


@pytest.mark.parametrize(
    ("due", "op", "recurs", "codes"),
    [
        ("2024-01-31", "before", None, ["deadline_before_paper"]),
        ("2024-02-05", "before", None, []),
        ("2024-02", "before", None, ["deadline_month_only"]),
        ("2024-02", "within", None, []),
        ("2023-11-15", "before", "P1Y", []),
        ("11-15", "before", None, []),
        (None, "before", None, []),
    ],
)
def test_deadlines_against_the_day_of_the_paper(
    due: str | None, op: str, recurs: str | None, codes: list[str]
) -> None:
    one = Deadline(what="gửi bản đăng ký", due=due, op=op, recurs=recurs, anchor=AT)
    assert _codes(_reading(ISSUED, one)) == codes


# --- references -------------------------------------------------------------------------------------------------


REGISTER = {"145/2020/NĐ-CP": "2020-12-14", "63/KH-LĐLĐ": "2023-12-29"}


@pytest.mark.parametrize(
    ("number", "day", "codes", "proposal"),
    [
        ("145/2020/NĐ-CP", "2020-12-14", [], None),
        ("145/2020/NĐ-CP", None, [], None),
        ("145/2021/NĐ-CP", None, ["reference_year"], "145/2020/NĐ-CP"),
        ("63/KH-LĐLĐ", "2023-12-19", ["reference_day"], "63/KH-LĐLĐ ngày 29/12/2023"),
        ("63/KH - LĐLĐ", "2023-12-29", [], None),
        ("64/KH-LĐLĐ", "2023-12-19", [], None),
        ("12/NQ-TLĐ", "2024-03-01", ["cites_later_paper"], None),
    ],
)
def test_references_against_the_register(
    number: str, day: str | None, codes: list[str], proposal: str | None
) -> None:
    cited = LegalBasis(doc_type="Kế hoạch", number=number, date=day, role="basis", anchor=AT)
    reading = _reading(ISSUED, cited)
    assert _codes(reading, REGISTER) == codes
    assert [remark.proposal for remark in check(reading, REGISTER)] == [proposal] * len(codes)


def test_without_a_register_nothing_is_said_of_references() -> None:
    cited = LegalBasis(doc_type="Nghị định", number="145/2021/NĐ-CP", role="basis")
    assert _codes(_reading(cited)) == []


# --- targets ----------------------------------------------------------------------------------------------------


SHARE = Target(
    subject="ký giao ước", population="công đoàn cơ sở", comparator=">=", value=80, unit="%", anchor=AT
)


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        (SHARE, []),
        (replace(SHARE, population=None), ["share_of_nothing"]),
        (replace(SHARE, population=None, group="khối trường học"), []),
        (replace(SHARE, value=120), ["share_over_whole"]),
        (replace(SHARE, subject="tăng sản lượng", population=None, value=120), []),
        (replace(SHARE, unit=None), ["target_without_unit"]),
        (replace(SHARE, unit=None, value=None), []),
    ],
)
def test_a_target_can_be_measured(target: Target, codes: list[str]) -> None:
    assert _codes(_reading(target)) == codes


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        (replace(SHARE, comparator="<", value=70), ["targets_contradict"]),
        (replace(SHARE, value=Decimal("85.5")), ["targets_differ"]),
        (replace(SHARE, comparator="<=", value=90), []),
        (replace(SHARE, population="doanh nghiệp", value=60), []),
        (replace(SHARE, scope="khối trường học", value=100), []),
        (SHARE, []),
    ],
)
def test_two_figures_for_one_thing(other: Target, codes: list[str]) -> None:
    assert _codes(_reading(SHARE, other)) == codes


def test_a_total_that_is_not_the_sum() -> None:
    wrong = AnnexTotal(annex="PHỤ LỤC", target="CĐCS", value=42, sum_of_units=40, anchor=AT)
    others = [replace(wrong, value=40), replace(wrong, value=None)]
    found = find_anomalies(ReadingText.of(reading_of(BODY).source), [], [wrong, *others])
    (told,) = check(_reading(*found))
    assert (told.code, told.params) == (code_of("total_mismatch"), {"text": "CĐCS: 42", "proposal": "40"})


@pytest.mark.parametrize(
    ("points", "total", "said"),
    [
        ([60, 25, 20, 15, 30, 15], 100, {"total": "100", "sum": "105"}),  # parted rows, one point too many
        ([60, 25, 20, 15, 30, 10], 100, None),
        ([40, 30, 30], 100, None),
        ([40, 10, 10], 100, None),  # so far off that the sheet goes on elsewhere
        ([95, Decimal("1.5")], 100, None),
    ],
)
def test_points_that_do_not_make_their_total(
    points: list[int], total: int, said: dict[str, str] | None
) -> None:
    rules = [Rule(type="criterion", text="A", value=value, unit="điểm") for value in points]
    told = check(_reading(*rules, Rule(type="total", text="Tổng", value=total, unit="điểm", anchor=AT)))
    assert [remark.params for remark in told] == ([said] if said else [])


def test_a_rate_with_a_name_says_of_what_it_is() -> None:
    named = Target(subject="tỷ lệ nợ quá hạn", value=Decimal("0.15"), unit="%", comparator="<")
    bare = Target(subject="đạt giải", value=Decimal("1.5"), unit="%", comparator="=")
    (told,) = check(_reading(named, bare))
    assert told.params == {"target": "đạt giải", "value": "1,5"}


def test_a_guidance_on_marking_launches_nothing() -> None:
    head = HEAD.replace("Phát động phong trào thi đua", "Chấm điểm, xếp hạng thi đua").replace(
        "KẾ HOẠCH", "HƯỚNG DẪN"
    )
    assert _missing("1. Điểm thưởng theo quy định.", head=head) == []


# --- the whole paper --------------------------------------------------------------------------------------------


def test_a_launch_without_measures_or_contents() -> None:
    body = "I. MỤC ĐÍCH\n1. Nhằm nâng cao tay nghề."
    nobody = HEAD.replace(" trong công nhân, viên chức, lao động", "")
    assert _missing(body) == ["contents", "measures"]
    assert _missing(body, head=nobody) == ["contents", "measures", "participants"]


def _missing(body: str, **around: str) -> list[str]:
    return [remark.params["missing"] for remark in check(reading_of(body, **around))]


def test_aims_may_be_qualitative() -> None:
    body = BODY.replace("I. MỤC ĐÍCH\n1. Nhằm nâng cao năng suất lao động của đoàn viên.\n", "")
    assert [remark.params["missing"] for remark in check(reading_of(body))] == ["aims"]
    assert (
        check(reading_of(body.replace("“Ca ba an toàn”", "“Ca ba an toàn”, phấn đấu không còn tai nạn")))
        == []
    )


def test_a_paper_that_launches_nothing_needs_nothing() -> None:
    head = HEAD.replace("KẾ HOẠCH\nPhát động phong trào thi đua trong", "CÔNG VĂN\nVề việc nghỉ lễ của")
    assert check(reading_of("1. Nghỉ lễ theo lịch.", head=head)) == []


def test_two_papers_in_one_file() -> None:
    second = HEAD.replace("Số: 12/KH-LĐLĐ", "Số: 13/KH-LĐLĐ")
    reading = reading_of(f"{BODY}\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nLê Văn Bình\n{second}\n{BODY}")
    assert "two_papers" in _codes(reading)


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        ("Ban Chính sách Pháp luật", ["name_in_two_ways"]),
        ("Ban Chính sach - Pháp luật", ["name_in_two_ways"]),
        ("ban chính sách - pháp luật", []),
        ("Ban Tuyên giáo - Nữ công", []),
    ],
)
def test_one_body_in_two_writings(other: str, codes: list[str]) -> None:
    one = Duty(body="Ban Chính sách - Pháp luật", text="theo dõi")
    assert _codes(_reading(one, Duty(body=other, text="tổng hợp", anchor=AT))) == codes


# --- how it is said ---------------------------------------------------------------------------------------------


def test_remarks_stand_in_the_order_of_their_places() -> None:
    reading = reading_of("I. NỘI DUNG\n1. Quyền của của đoàn viên.\n2. Tăng năng xuất.")
    told = check(reading)
    assert [remark.code for remark in told[:2]] == [code_of("duplicate_word"), code_of("typo")]
    assert all(remark.anchor is None for remark in told[2:])


def test_a_remark_as_data() -> None:
    remark = Remark(
        code="documents.check_x", severity=Severity.NOTE, anchor=Anchor(1, 4), params={"a": "b"}, proposal="c"
    )
    assert remark.as_json() == {
        "code": "documents.check_x",
        "severity": "note",
        "params": {"a": "b"},
        "anchor": {"start": 1, "end": 4},
        "proposal": "c",
    }


def test_reading_twice_says_the_same() -> None:
    assert check(reading_of(BODY)) == check(reading_of(BODY))
    assert items(Duty, BODY) == items(Duty, BODY)


def test_every_defect_has_its_code() -> None:
    assert {code_of(kind) for kind in SEVERITIES} == {f"documents.defect_{kind}" for kind in SEVERITIES}

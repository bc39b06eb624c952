"""Annexes of assigned targets: story 10, and the shapes in which such tables come."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import TypeAlias

import pytest

from thidua.documents.reading.items import Rule, Target
from thidua.documents.reading.model import Given, Reading
from thidua.documents.reading.read import read_source
from thidua.documents.source.model import Format, Paragraph, Place, Source
from thidua.documents.source.opening import open_source

Told: TypeAlias = str | tuple[str, int, int]

HEAD = (
    "KẾ HOẠCH",
    "Giao chỉ tiêu thi đua năm 2023",
    "I. NỘI DUNG",
    "1. Giao chỉ tiêu cho các đơn vị theo phụ lục.",
)
UNITS = (
    *(f"LĐLĐ huyện {name}" for name in ("Bắc Sơn", "Đồng Lâm", "Hòa Tiến", "Kim Bảng", "Lạc Thủy", "Mỹ Đức")),
    "LĐLĐ thành phố Hòa An",
    "Công đoàn ngành Giáo dục",
    "Công đoàn ngành Y tế",
    "Công đoàn Viên chức tỉnh",
    "Công đoàn các Khu công nghiệp",
    "CĐCS Công ty Xi măng",
)


def paper(
    *tables: Sequence[Sequence[Told]], title: Sequence[str] = ("PHỤ LỤC", "CHỈ TIÊU GIAO NĂM 2023")
) -> Source:
    """A plan and its annex; a cell is a text, or a text with the rows and columns it covers."""
    raw, paragraphs = "", []
    placed: list[tuple[str, Place | None]] = [(line, None) for line in (*HEAD, *title)]
    for number, rows in enumerate(tables):
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                text, down, right = cell if isinstance(cell, tuple) else (cell, 1, 1)
                taken |= {(row + under, column + beside) for under in range(down) for beside in range(right)}
                placed += [(text, Place(number, row, column, down, right))] if text else []
    for text, place in placed:
        start = len(raw)
        paragraphs.append(Paragraph(text, tuple(range(start, start + len(text) + 1)), place=place))
        raw += f"{text}\n"
    return Source("annex.docx", Format.DOCX, raw, tuple(paragraphs))


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def story(seed: int) -> tuple[list[list[Told]], dict[tuple[str, int], int | None]]:
    """12 units × 14 targets, heads merged both ways, numbered columns, 9 dashes, a Cộng row."""
    rng = random.Random(seed)
    values: dict[tuple[str, int], int | None] = {
        (unit, target): rng.randrange(1, 4000) for unit in UNITS for target in range(14)
    }
    for place in rng.sample(sorted(values), 9):
        values[place] = None
    rows: list[list[Told]] = [
        [("STT", 2, 1), ("Đơn vị", 2, 1), ("Phát triển tổ chức", 1, 5), ("Chăm lo đoàn viên", 1, 9)],
        [f"Chỉ tiêu {number}" for number in range(1, 15)],
        [f"({number})" for number in range(1, 17)],
    ]
    for number, unit in enumerate(UNITS, start=1):
        cells = [values[unit, target] for target in range(14)]
        rows.append([str(number), unit, *("-" if value is None else grouped(value) for value in cells)])
    sums = [sum(values[unit, target] or 0 for unit in UNITS) for target in range(14)]
    rows.append([("Cộng", 1, 2), *map(grouped, sums)])
    return rows, values


def test_twelve_units_fourteen_targets_nine_dashes_and_a_sum() -> None:
    rows, values = story(1)
    reading = read_source(paper(rows))
    given = [each.given for each in reading.assignments]
    assert given.count(Given.VALUE) == 159
    assert given.count(Given.NOT_ASSIGNED) == 9
    assert len({each.unit for each in reading.assignments}) == 12
    assert len({each.target for each in reading.assignments}) == 14
    for each in reading.assignments:
        number = int(each.target.rsplit(" ", 1)[1])
        assert each.value == values[each.unit, number - 1]
        assert each.anchor is not None
        assert reading.source.raw[each.anchor.start : each.anchor.end] == each.written
    assert [total.value for total in reading.totals] == [total.sum_of_units for total in reading.totals]
    assert len(reading.totals) == 14
    assert reading.of(Target) == []


@pytest.mark.parametrize("seed", range(6))
def test_turned_round_it_says_the_same(seed: int) -> None:
    rows, values = story(seed)
    flat = [["Chỉ tiêu", *UNITS, "Tổng cộng"]]
    for target in range(14):
        cells = [values[unit, target] for unit in UNITS]
        told = ["-" if value is None else grouped(value) for value in cells]
        flat.append([f"Nội dung {target + 1}", *told, grouped(sum(value or 0 for value in cells))])
    upright, turned = read_source(paper(rows)), read_source(paper(flat))
    assert sorted((each.unit, str(each.value)) for each in turned.assignments) == sorted(
        (each.unit, str(each.value)) for each in upright.assignments
    )
    assert [total.value for total in turned.totals] == [total.value for total in upright.totals]


def small(*, measure: str = "", group: bool = False, total: str = "Tổng cộng") -> list[list[Told]]:
    rows: list[list[Told]] = [
        ["TT", "Tên đơn vị", f"Kết nạp đoàn viên{measure}", "Tỷ lệ vững mạnh (%)", "Ghi chú"]
    ]
    rows += [["I", "Khối huyện", "300", "", ""]] if group else []
    rows += [
        ["1", "LĐLĐ huyện Bắc Sơn", "120", "85%", ""],
        ["2", "LĐLĐ huyện Đồng Lâm", "1.180", "≥ 90", "mới"],
    ]
    rows += [["II", "Khối ngành", "", "", ""]] if group else []
    rows += [["3", "Công đoàn ngành Y tế", "", "80", ""], ["", total, "1.300", "", ""]]
    return rows


def cells(reading: Reading) -> list[tuple[str, str, Given, object, str | None]]:
    return [(each.unit, each.target, each.given, each.value, each.measure) for each in reading.assignments]


def test_units_of_measure_stand_in_the_head() -> None:
    told = cells(read_source(paper(small(measure=" (người)"))))
    assert told[0] == ("LĐLĐ huyện Bắc Sơn", "Kết nạp đoàn viên", Given.VALUE, 120, "người")
    assert told[1] == ("LĐLĐ huyện Bắc Sơn", "Tỷ lệ vững mạnh", Given.VALUE, 85, "%")
    assert told[3] == ("LĐLĐ huyện Đồng Lâm", "Tỷ lệ vững mạnh", Given.VALUE, 90, "%")


def test_an_empty_cell_is_neither_zero_nor_a_dash() -> None:
    told = cells(read_source(paper(small())))
    assert ("Công đoàn ngành Y tế", "Kết nạp đoàn viên", Given.UNREADABLE, None, None) in told


def test_group_rows_are_no_units() -> None:
    plain, grouped_ = read_source(paper(small())), read_source(paper(small(group=True)))
    assert cells(plain) == cells(grouped_)


@pytest.mark.parametrize("name", ["Cộng", "Tổng cộng", "TỔNG CỘNG", "Tổng số", "Toàn tỉnh", "Cộng:"])
def test_a_sum_is_no_unit_whatever_it_is_called(name: str) -> None:
    reading = read_source(paper(small(total=name)))
    assert {each.unit for each in reading.assignments} == {
        "LĐLĐ huyện Bắc Sơn", "LĐLĐ huyện Đồng Lâm", "Công đoàn ngành Y tế",
    }  # fmt: skip
    first = reading.totals[0]
    assert (first.value, first.sum_of_units) == (1300, 1300)


def test_a_sum_that_does_not_add_up_is_kept_as_written() -> None:
    rows = [[cell if cell != "1.300" else "1.400" for cell in row] for row in small()]
    first = read_source(paper(rows)).totals[0]
    assert (first.value, first.sum_of_units) == (1400, 1300)


def test_a_table_broken_by_a_page_goes_on() -> None:
    rows = small()
    whole, broken = read_source(paper(rows)), read_source(paper(rows[:3], rows[3:]))
    assert cells(whole) == cells(broken)
    again = read_source(paper(rows[:3], [rows[0], *rows[3:]]))
    assert cells(whole) == cells(again)


@pytest.mark.parametrize("bar", ["|", "\t"])
def test_the_same_table_in_a_text_file(bar: str) -> None:
    lines = [bar.join(str(cell) or " " for cell in row) for row in small()]
    if bar == "|":
        lines = [f"|{line}|" for line in lines]
        lines.insert(1, "|---|---|---|---|---|")
    text = "\n".join((*HEAD, "", "PHỤ LỤC", "CHỈ TIÊU GIAO NĂM 2023", "", *lines))
    told = cells(read_source(open_source(text.encode(), "annex.md")))
    assert [each for each in told if each[2] is Given.VALUE] == [
        each for each in cells(read_source(paper(small()))) if each[2] is Given.VALUE
    ]


def test_columns_may_be_made_of_blanks() -> None:
    widths = (5, 26, 22, 24, 8)
    lines = [
        "".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in small()
    ]
    text = "\n".join((*HEAD, "", "PHỤ LỤC", "CHỈ TIÊU GIAO NĂM 2023", "", *lines))
    told = cells(read_source(open_source(text.encode(), "annex.txt")))
    assert [each for each in told if each[2] is Given.VALUE] == [
        each for each in cells(read_source(paper(small()))) if each[2] is Given.VALUE
    ]


def test_results_lists_and_scores_are_no_assignments() -> None:
    results = paper(small(), title=("PHỤ LỤC", "KẾT QUẢ THỰC HIỆN NĂM 2022"))
    people = paper(
        [["TT", "Họ và tên", "Đơn vị"], ["1", "Nguyễn Văn A", "LĐLĐ huyện"], ["2", "Trần Thị B", "LĐLĐ tỉnh"]]
    )
    for source in (results, people):
        assert read_source(source).assignments == ()


def merged_heads(*, words: bool = False) -> list[list[Told]]:
    """Heads that also stand over lists of awards; in the cells figures, or words."""
    titles = ("Cờ thi đua", "Bằng khen") if words else ("3", "85")
    return [
        [
            ("TT", 2, 1),
            ("Đơn vị", 2, 1),
            ("Kết nạp (người)", 2, 1),
            ("Danh hiệu, phân công", 1, 2),
            ("Quỹ (đồng)", 2, 1),
        ],
        ["Đề tài cấp tỉnh", "Tỷ lệ lao động giỏi (%)"],
        ["1", "CĐCS Trường Sông Đà", "5", *titles, "Có" if words else "12"],
        ["2", "CĐCS Trường Núi Ba", "–", *titles, "Có" if words else "1.250,5"],
        ["3", "CĐCS Trường Hồ Tây", "-", *titles, ""],
        ["", "Tổng cộng", "5", "9", "", ""],
        ["", "(Danh sách có 03 đơn vị)", "", "", "", ""],
    ]


def test_cells_say_what_a_table_holds_not_a_word_of_its_head() -> None:
    reading = read_source(paper(merged_heads()))
    assert {each.unit for each in reading.assignments} == {
        "CĐCS Trường Sông Đà",
        "CĐCS Trường Núi Ba",
        "CĐCS Trường Hồ Tây",
    }
    given = [each.given for each in reading.assignments]
    assert (len(given), given.count(Given.NOT_ASSIGNED), given.count(Given.UNREADABLE)) == (12, 2, 1)
    assert [total.value for total in reading.totals] == [5, 9, None, None]
    assert read_source(paper(merged_heads(words=True))).assignments == ()


def test_the_exchange_format_tells_what_an_annex_hands_down() -> None:
    told = read_source(paper(small())).as_json("x")
    assert isinstance(told["assignments"], list)
    assert isinstance(told["totals"], list)
    assert all(isinstance(each, dict) and each["unit"] and each["target"] for each in told["assignments"])
    dashes = [each for each in told["assignments"] if isinstance(each, dict) and each["given"] != "value"]
    assert dashes
    assert all("value" not in each for each in dashes)
    assert all(isinstance(each, dict) and "sum_of_units" in each for each in told["totals"])
    json.dumps(told)


def test_targets_listed_without_units_are_targets() -> None:
    rows: list[list[Told]] = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2022", "Kế hoạch 2023"],
        ["1", "Kết nạp đoàn viên mới", "người", "1.150", "1.200"],
        ["2", "Tỷ lệ CĐCS hoàn thành tốt nhiệm vụ", "%", "81", "≥ 85"],
        ["3", "Quỹ xã hội", "triệu đồng", "900", "1.500"],
    ]
    told = [item.as_json() for item in read_source(paper(rows)).of(Target)]
    assert [(each["subject"], each["comparator"], each["value"], each["unit"]) for each in told] == [
        ("Kết nạp đoàn viên mới", "=", 1200, "người"),
        ("Tỷ lệ CĐCS hoàn thành tốt nhiệm vụ", ">=", 85, "%"),
        ("Quỹ xã hội", "=", 1_500_000_000, "đồng"),
    ]


def test_a_score_sheet_is_rules() -> None:
    rows: list[list[Told]] = [
        ["TT", "Nội dung tiêu chí", "Điểm chuẩn", "Điểm tự chấm"],
        ["1", "Phát triển đoàn viên", "20", ""],
        ["2", "Chế độ báo cáo", "10", ""],
        ["", "Tổng điểm", "30", ""],
    ]
    told = read_source(paper(rows, title=("PHỤ LỤC", "BẢNG CHẤM ĐIỂM THI ĐUA"))).of(Rule)
    assert [(each.type, each.text, each.value, each.unit) for each in told] == [
        ("criterion", "Phát triển đoàn viên", 20, "điểm"),
        ("criterion", "Chế độ báo cáo", 10, "điểm"),
        ("total", "Tổng điểm", 30, "điểm"),
    ]

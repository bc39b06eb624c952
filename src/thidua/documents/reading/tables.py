"""Tables without units: a list of targets with their values becomes targets, a score sheet becomes rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.grids import DASH, Grid, head_of, head_rows, is_count_row
from thidua.documents.prose.quantities import Quantity, quantities
from thidua.documents.reading.annexes import MEASURE_HEAD, anchor_at, assigned, tables_of, title_of
from thidua.documents.reading.items import Item, Rule, Target, Value
from thidua.documents.reading.text import ReadingText
from thidua.documents.reading.wording import ratio_of
from thidua.documents.source.model import Confidence

_SUBJECT_HEAD = re.compile(
    r"^(?:tên |các |nội dung )?(?:chỉ tiêu|mục tiêu|nội dung|nhiệm vụ|tiêu chí|danh mục)", re.I
)
_PLANNED = re.compile(
    r"kế hoạch|chỉ tiêu|giao|mục tiêu|phấn đấu|đăng ký|số lượng|đề ra|thực hiện năm|năm \d{4}", re.I
)
_REACHED = re.compile(
    r"thực hiện|kết quả|ước|đạt được|so sánh|tỷ lệ đạt|cùng kỳ|ghi chú|đơn vị (?:phụ trách|thực hiện)"
    r"|thời gian",
    re.I,
)
_POINTS = re.compile(
    r"điểm (?:chuẩn|tối đa|quy định|thang)|thang điểm|số điểm|^điểm$|điểm tối đa|mức điểm", re.I
)
_OWN_POINTS = re.compile(r"tự chấm|chấm|đạt|thẩm định|cụm|ghi chú", re.I)
_YEAR = re.compile(r"20\d\d")
_TOTAL = re.compile(r"^(?:tổng|tổng cộng|tổng số|cộng|tổng điểm)", re.I)


def read_table_targets(text: ReadingText) -> list[Item]:
    told: list[Item] = []
    for grid in _plain_tables(text):
        head = head_rows(grid)
        subject = _subject_column(grid, head)
        value = _planned_column(grid, head, text.year) if subject is not None else None
        if subject is None or value is None:
            continue
        measure = next(
            (c for c in range(grid.columns) if MEASURE_HEAD.match(" ".join(head_of(grid, head, c)))), None
        )
        told += _targets(grid, head, (subject, measure, value))
    return told


def _plain_tables(text: ReadingText) -> Iterator[Grid]:
    for grid in tables_of(text):
        title = title_of(text, grid)
        told_back = re.search(r"kết quả (?:thực hiện|công tác|phong trào)", title, re.I)
        if grid.rows > 1 and grid.columns > 1 and not told_back and assigned(grid, title, None) is None:
            yield grid


def _subject_column(grid: Grid, head: int) -> int | None:
    for column in range(min(3, grid.columns)):
        if _SUBJECT_HEAD.match(" ".join(head_of(grid, head, column))):
            return column
    return None


def _planned_column(grid: Grid, head: int, year: int | None) -> int | None:
    """The column of what is planned: the paper's year before others, a plan before a result."""
    ranked: list[tuple[int, int]] = []
    for column in range(1, grid.columns):
        heads = " ".join(head_of(grid, head, column))
        years = [int(each) for each in _YEAR.findall(heads)]
        planned = bool(_PLANNED.search(heads)) and not re.search(r"điểm", heads, re.I)
        if not planned or (years and year and max(years) < year) or (_REACHED.search(heads) and not years):
            continue
        if _SUBJECT_HEAD.match(heads) and not any(
            re.search(r"\d", grid.text(row, column)) for row in range(head, grid.rows)
        ):
            continue
        named = bool(re.search(r"kế hoạch|chỉ tiêu|giao|mục tiêu|phấn đấu", heads, re.I))
        rank = (bool(years and year and max(years) == year)) * 2 + named
        ranked.append((-rank, column))
    values = [(rank, column) for rank, column in ranked if _is_of_values(grid, head, column)]
    return min(values)[1] if values else None


def _is_of_values(grid: Grid, head: int, column: int) -> bool:
    cells = [grid.text(row, column).strip() for row in range(head, grid.rows)]
    told = [cell for cell in cells if cell]
    return bool(told) and sum(bool(re.search(r"\d", cell)) for cell in told) * 2 >= len(told)


def _targets(grid: Grid, head: int, columns: tuple[int, int | None, int]) -> Iterator[Target]:
    subject, measure, value = columns
    for row in range(head, grid.rows):
        name, written = grid.text(row, subject).strip(" .;"), grid.text(row, value).strip()
        if (
            not name
            or not written
            or _TOTAL.match(name)
            or DASH.fullmatch(written)
            or is_count_row(grid.row_texts(row))
        ):
            continue
        found = quantities(written)
        if len(found) != 1 or name == written:
            continue
        quantity = found[0]
        said = grid.text(row, measure).strip() if measure is not None else ""
        unit = _unit_of(quantity, said, name)
        what, of = ratio_of(name) if unit == "%" else (name, None)
        yield Target(
            anchor=anchor_at(grid, row, subject),
            confidence=Confidence.LOW if quantity.doubtful else Confidence.MEDIUM,
            subject=what if of else name,
            population=of,
            comparator=quantity.comparator,
            value=_in_measure(quantity, said),
            unit=unit,
            group=re.sub(r"[.)]$", "", grid.text(row, 0).strip()) or None if subject else None,
        )


_THOUSANDS = {
    "triệu đồng": 10**6,
    "tr.đ": 10**6,
    "trđ": 10**6,
    "triệu": 10**6,
    "tỷ đồng": 10**9,
    "nghìn đồng": 10**3,
    "1.000đ": 10**3,
}


def _in_measure(quantity: Quantity, measure: str) -> Value:
    """Money is told in đồng, whatever the column counts in."""
    return quantity.value * _THOUSANDS.get(measure.lower(), 1)


def _unit_of(quantity: Quantity, measure: str, name: str) -> str | None:
    if measure.lower() in _THOUSANDS:
        return "đồng"
    return measure or quantity.unit or ("%" if re.match(r"t[ỷỉ] lệ", name, re.I) else None)


# --- Score sheets


def read_table_rules(text: ReadingText) -> list[Item]:
    told: list[Item] = []
    for grid in _plain_tables(text):
        head = head_rows(grid)
        points = _points_column(grid, head)
        if points is not None:
            told += _criteria(grid, head, points)
    return told


def _points_column(grid: Grid, head: int) -> int | None:
    for column in range(1, grid.columns):
        heads = " ".join(head_of(grid, head, column))
        if _POINTS.search(heads) and not (
            _OWN_POINTS.search(heads) and not re.search(r"chuẩn|tối đa|quy định", heads, re.I)
        ):
            return column
    return None


def _criteria(grid: Grid, head: int, points: int) -> Iterator[Rule]:
    label = next(
        (c for c in range(points) if not re.match(r"^(?:stt|tt)$", " ".join(head_of(grid, head, c)), re.I)),
        None,
    )
    if label is None:
        return
    for row in range(head, grid.rows):
        name, written = grid.text(row, label).strip(" .;:"), grid.text(row, points).strip()
        found = quantities(written)
        if name and len(found) == 1 and name != written and not is_count_row(grid.row_texts(row)):
            kind = "total" if _TOTAL.match(name) else _kind_of_criterion(name, written)
            yield Rule(
                anchor=anchor_at(grid, row, label), type=kind, text=name, value=found[0].value, unit="điểm"
            )


def _kind_of_criterion(name: str, written: str) -> str:
    if re.search(r"điểm thưởng|cộng (?:thêm|điểm)", name, re.I):
        return "bonus"
    return (
        "penalty"
        if re.search(r"trừ|vi phạm|chậm", name, re.I) or written.startswith(("-", "−"))
        else "criterion"
    )

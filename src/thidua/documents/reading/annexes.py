"""Annexes of assigned targets: units × targets, either way round, become one assignment a cell.

A dash is "not assigned"; an empty cell is never zero; the Cộng row is no unit but a sum to compare with; a group row
("I. Khối …") is no unit either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.prose.grids import DASH, Grid, aligned_grids, grids, head_of, head_rows, is_count_row
from thidua.documents.prose.layout import Region
from thidua.documents.prose.quantities import quantities
from thidua.documents.reading.items import Value
from thidua.documents.reading.model import AnnexAssignment, AnnexTotal, Given
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Anchor, Confidence


def read_annexes(text: ReadingText) -> tuple[list[AnnexAssignment], list[AnnexTotal]]:
    assignments: list[AnnexAssignment] = []
    totals: list[AnnexTotal] = []
    before: Assigned | None = None
    for grid in tables_of(text):
        found = assigned(grid, title_of(text, grid), before)
        if found is None:
            continue
        before = found
        assignments += found.assignments()
        totals += found.totals()
    return assignments, _added_up(totals, assignments)


_ISSUED_WITH = re.compile(r"\(?(?:kèm theo|ban hành kèm theo|đính kèm|đơn vị tính|ĐVT)", re.I)
_TITLE = re.compile(r"(?:phụ lục|phụ biểu|biểu(?: mẫu)?|bảng)(?!\w)", re.I)


def tables_of(text: ReadingText) -> list[Grid]:
    """Every table of the paper but those of its head, in the order of the text."""
    drawn = grids(text.outline.walk(Region.BODY, Region.TAIL, Region.ANNEX))
    lines = (*text.layout.body, *text.layout.tail, *text.layout.annexes)
    return sorted([*drawn, *aligned_grids(lines, text.source.raw)], key=lambda grid: grid.start)


def title_of(text: ReadingText, grid: Grid) -> str:
    """The lines right above a table that name it."""
    above = [node for node in text.outline.walk() if node.whole.raw_at[0] < grid.start][-5:]
    lines: list[str] = []
    for node in reversed(above):
        if node.place is not None or (lines and node.text.endswith((".", ";"))):
            break
        line = node.whole.text.strip(" *_#")
        if _ISSUED_WITH.match(line):
            continue
        lines.insert(0, line)
        if _TITLE.match(lines[0]):
            break
    return " ".join(lines)


# --- Which way round

_UNIT_HEAD = re.compile(
    r"(?:tên )?(?:các )?(?:đơn vị|công đoàn|LĐLĐ|CĐCS|địa phương|cơ quan|doanh nghiệp)"
    r"(?: (?:thực hiện|được giao|nhận chỉ tiêu|trực thuộc|thành viên|cơ sở|cấp dưới"
    r"|cấp trên(?: trực tiếp)? cơ sở|huyện|huyện, thành phố"
    r"|ngành|, ngành|và tương đương))*(?:\s?[,/–-]\s?[\w ]{2,30})?",
    re.I,
)
_TARGET_HEAD = re.compile(r"^(?:nội dung|chỉ tiêu|tên chỉ tiêu|nội dung chỉ tiêu|nhiệm vụ|tiêu chí)", re.I)
_ORDER_HEAD = re.compile(r"^(?:stt|tt|số tt|số thứ tự|no\.?|#)$", re.I)
MEASURE_HEAD = re.compile(r"^(?:đvt|đ\.?v\.?t|đơn vị tính|đv tính)\.?$", re.I)
_NOTE_HEAD = re.compile(r"^(?:ghi chú|chú thích|đơn vị phụ trách|cơ quan phụ trách|thời gian)", re.I)
UNIT_NAME = re.compile(
    r"^(?:\d+[.)]?\s*)?(?:LĐLĐ|liên đoàn lao động|công đoàn|CĐCS|CĐ|CĐN|CĐGD|nghiệp đoàn|huyện"
    r"|thành phố|TP\.?|thị xã|TX\.?|quận|phường|xã"
    r"|cơ quan|trường|công ty|cty|bệnh viện|sở|ban|phòng|khối|cụm|xí nghiệp|tổ|phân xưởng|chi nhánh|trung tâm)(?!\w)",
    re.I,
)
_TOTAL = re.compile(
    r"^(?:tổng|tổng cộng|tổng số|cộng|toàn (?:tỉnh|ngành|thành phố|quận|huyện|đơn vị|cụm)|cộng chung|tổng chung)[:.]?$",
    re.I,
)
_GROUP_NUMBER = re.compile(r"(?:[IVX]{1,4}|[A-EĐ])[.)]?")


@dataclass(frozen=True)
class Assigned:
    """A table of assigned targets, turned so that units stand in rows."""

    grid: Grid
    annex: str
    head: int
    label: int
    columns: tuple[tuple[int, str, str | None], ...]

    def units(self) -> Iterator[tuple[int, str]]:
        for row in range(self.head, self.grid.rows):
            name = self.grid.text(row, self.label).strip()
            if name and not _TOTAL.match(name) and not self._is_other(row):
                yield row, re.sub(r"^\d{1,2}[.)]\s*", "", name)

    def _is_other(self, row: int) -> bool:
        """A repeated head, a row of numbers, a group, a note."""
        texts = self.grid.row_texts(row)
        heads = _UNIT_HEAD.fullmatch(texts[self.label]) and self._repeats_head(row)
        if heads or is_count_row(texts):
            return True
        values = [self.grid.text(row, column).strip() for column, _, _ in self.columns]
        first = texts[0].strip() if self.label else ""
        grouped = bool(_GROUP_NUMBER.fullmatch(first)) and self._has_arabic()
        over = self.grid.at(row, self.label)
        merged = over is not None and self.columns and over.columns > len(self.columns)
        return grouped or merged or not any(values)

    def _repeats_head(self, row: int) -> bool:
        return any(
            self.grid.row_texts(row) == self.grid.row_texts(above) for above in range(self.head)
        ) or not any(re.search(r"\d", self.grid.text(row, column)) for column, _, _ in self.columns)

    def _has_arabic(self) -> bool:
        return any(
            re.fullmatch(r"\d{1,3}[.)]?", self.grid.text(row, 0).strip())
            for row in range(self.head, self.grid.rows)
        )

    def assignments(self) -> Iterator[AnnexAssignment]:
        for row, unit in self.units():
            for column, target, measure in self.columns:
                yield self._cell(row, column, unit, target, measure)

    def _cell(self, row: int, column: int, unit: str, target: str, measure: str | None) -> AnnexAssignment:
        written = self.grid.text(row, column).strip()
        given, value, sure = value_of(written)
        said = "%" if "%" in written else measure
        return AnnexAssignment(
            annex=self.annex,
            unit=unit,
            target=target,
            given=given,
            value=value,
            measure=said,
            anchor=anchor_at(self.grid, row, column),
            written=written,
            confidence=Confidence.HIGH if sure else Confidence.LOW,
        )

    def totals(self) -> Iterator[AnnexTotal]:
        for row in range(self.head, self.grid.rows):
            names = (self.grid.text(row, self.label).strip(), self.grid.text(row, 0).strip())
            if not any(_TOTAL.match(name) for name in names):
                continue
            for column, target, _ in self.columns:
                _, value, _ = value_of(self.grid.text(row, column).strip())
                yield AnnexTotal(
                    annex=self.annex,
                    target=target,
                    value=value,
                    sum_of_units=0,
                    anchor=anchor_at(self.grid, row, column),
                )


def anchor_at(grid: Grid, row: int, column: int) -> Anchor | None:
    cell = grid.at(row, column)
    if cell is None or not cell.passages:
        return None
    return Anchor(cell.passages[0].anchor().start, cell.passages[-1].anchor().end)


def value_of(written: str) -> tuple[Given, Value | None, bool]:
    """What one cell says, and whether a person can skip looking at it."""
    if DASH.fullmatch(written):
        return Given.NOT_ASSIGNED, None, True
    found = quantities(written)
    if len(found) == 1 and re.fullmatch(r"\W*", _without(written, found[0].whole.start, found[0].whole.end)):
        return Given.VALUE, found[0].value, not found[0].doubtful
    if len(found) == 1:
        return Given.VALUE, found[0].value, False
    return Given.UNREADABLE, None, False


def _without(written: str, start: int, end: int) -> str:
    return (written[:start] + written[end:]).replace("trở lên", "")


def _added_up(totals: list[AnnexTotal], assignments: list[AnnexAssignment]) -> list[AnnexTotal]:
    sums: dict[tuple[str, str], Value] = {}
    for each in assignments:
        if each.value is not None:
            key = (each.annex, each.target)
            sums[key] = sums.get(key, 0) + each.value
    return [
        AnnexTotal(
            annex=each.annex,
            target=each.target,
            value=each.value,
            sum_of_units=sums.get((each.annex, each.target), 0),
            anchor=each.anchor,
        )
        for each in totals
    ]


def assigned(grid: Grid, title: str, before: Assigned | None) -> Assigned | None:
    """The table as units × targets; None when it is a table of something else."""
    if grid.rows < 2 or grid.columns < 2:
        return None
    found = _upright(grid, title) or _upright(grid.turned(), title, turned=True)
    if found is not None:
        return found
    if before is not None and before.label + 1 < grid.columns <= before.grid.columns:
        return _going_on(grid, before)
    return None


def _upright(grid: Grid, title: str, *, turned: bool = False) -> Assigned | None:
    head = head_rows(grid)
    label = _label_column(grid, head, turned=turned)
    if label is None or head >= grid.rows:
        return None
    names = [grid.text(row, label).strip() for row in range(head, grid.rows)]
    units = [name for name in names if UNIT_NAME.match(name)]
    said = bool(_UNIT_HEAD.fullmatch(" ".join(head_of(grid, head, label))))
    if not (said and len(names) >= 2) and len(units) < max(2, len(names) // 2):
        return None
    columns = tuple(_target_columns(grid, head, label))
    if not columns or _is_of_something_else(grid, head, columns, title):
        return None
    return Assigned(grid, title, head, label, columns)


def _label_column(grid: Grid, head: int, *, turned: bool) -> int | None:
    for column in range(min(grid.columns, 3)):
        heads = " ".join(head_of(grid, head, column))
        if _UNIT_HEAD.fullmatch(heads):
            return column
    for column in range(min(grid.columns, 3)):
        heads = " ".join(head_of(grid, head, column))
        if not turned and (_TARGET_HEAD.match(heads) or MEASURE_HEAD.match(heads)):
            return None
        texts = [grid.text(row, column) for row in range(head, grid.rows)]
        if sum(bool(UNIT_NAME.match(text)) for text in texts) >= max(2, len(texts) // 2):
            return column
    return None


_MEASURE = re.compile(
    r"\s*[(\[]\s*(?:đvt\s*:?\s*|đơn vị tính\s*:?\s*|đơn vị\s*:\s*)?(?P<measure>[^()\[\]]{1,24})\s*[)\]]\s*$",
    re.I,
)
_A_MEASURE = re.compile(
    r"^(?:%|người|đoàn viên|đv|CĐCS|đồng|triệu đồng|tr\.?đ|triệu|nghìn đồng|1\.000đ|cuộc|lượt|nhà"
    r"|sáng kiến|đề tài|lớp|cái|bản|suất|vụ|đơn vị|doanh nghiệp|DN|m2|điểm|tỷ đồng|công trình|bài|\w{1,8})$",
    re.I,
)


def _target_columns(grid: Grid, head: int, label: int) -> Iterator[tuple[int, str, str | None]]:
    measures = _measure_row(grid, head, label)
    for column in range(label + 1, grid.columns):
        heads = [text for text in head_of(grid, head, column) if text not in measures.values()] or head_of(
            grid, head, column
        )
        if not heads or _NOTE_HEAD.match(heads[0]) or _ORDER_HEAD.match(heads[0]):
            continue
        name, measure = _named(heads)
        values = [grid.text(row, column).strip() for row in range(head, grid.rows)]
        if name and any(re.search(r"\d", each) or DASH.fullmatch(each) for each in values):
            yield column, name, measure or measures.get(column)


def _measure_row(grid: Grid, head: int, label: int) -> dict[int, str]:
    """A row of the head that holds units of measure: "ĐVT: người", or nothing but such words."""
    for row in range(1, head):
        texts = grid.row_texts(row)[label + 1 :]
        told = [text for text in texts if text.strip()]
        announced = bool(
            MEASURE_HEAD.match(grid.text(row, label).strip()) or MEASURE_HEAD.match(grid.text(row, 0).strip())
        )
        if told and (announced or all(_KNOWN_MEASURE.match(text.strip(" ()")) for text in told)):
            return {
                column: text.strip(" ()")
                for column, text in enumerate(grid.row_texts(row))
                if column > label and text.strip()
            }
    return {}


_KNOWN_MEASURE = re.compile(
    r"^(?:%|người|đoàn viên|CĐCS|đồng|triệu đồng|tr\.?đ|nghìn đồng|cuộc|lượt|lượt người|nhà|sáng kiến"
    r"|đề tài|lớp|bản|suất|vụ|đơn vị|DN|m2|công trình|bài|tỷ đồng)$",
    re.I,
)


def _named(heads: list[str]) -> tuple[str, str | None]:
    measure = None
    names = []
    for text in heads:
        found = _MEASURE.search(text)
        if found and _A_MEASURE.match(found["measure"].strip()):
            measure = found["measure"].strip()
        name = text[: found.start()] if found and measure else text
        if name.strip():
            names.append(name.strip())
    if measure is None and names and names[-1].strip().startswith(("Tỷ lệ", "Tỉ lệ", "tỷ lệ")):
        measure = "%"
    return " - ".join(names), measure


_OF_PEOPLE = re.compile(r"(?:họ và tên|họ tên|ngày sinh|năm sinh|số điện thoại|kết quả thực hiện)", re.I)
_SCORES = re.compile(
    r"(?<!\w)(?<!địa )(?<!thời )(?<!mô hình )(?<!làm )điểm(?! sáng| nóng| cầu| đến| văn h| phúc lợi| sinh hoạt)(?!\w)",
    re.I,
)
"""Points given or to be given; not places and models, which are counted as other things are."""


def _is_of_something_else(
    grid: Grid, head: int, columns: tuple[tuple[int, str, str | None], ...], title: str
) -> bool:
    """Results, lists of people, score sheets: told by their heads, for their cells are numbers as well. Lists of awards
    and plans of work are told by words in their cells; the same heads over figures are targets."""
    heads = " ".join(name for _, name, _ in columns)
    all_heads = " ".join(" ".join(head_of(grid, head, column)) for column in range(grid.columns))
    if (
        _OF_PEOPLE.search(heads)
        or _SCORES.search(heads)
        or re.search(r"họ (?:và )?tên|kết quả thực hiện", f"{all_heads} {title}", re.I)
    ):
        return True
    if any(
        _IN_WORDS.search(" ".join(head_of(grid, head, column))) for column in _columns_of_words(grid, head)
    ):
        return True
    cells = [grid.text(row, column).strip() for row in range(head, grid.rows) for column, _, _ in columns]
    told = [cell for cell in cells if cell]
    values = [cell for cell in told if value_of(cell)[0] is not Given.UNREADABLE]
    return len(values) * 2 < len(told) or not told


_IN_WORDS = re.compile(r"(?:danh hiệu|hình thức khen|chức vụ|chữ ký|phân công)", re.I)


def _columns_of_words(grid: Grid, head: int) -> Iterator[int]:
    """Where most of what stands below the head is neither a figure nor a dash."""
    for column in range(grid.columns):
        told = [text for row in range(head, grid.rows) if (text := grid.text(row, column).strip())]
        words = [text for text in told if value_of(text)[0] is Given.UNREADABLE]
        if len(words) * 2 > len(told):
            yield column


def _going_on(grid: Grid, before: Assigned) -> Assigned | None:
    """The rest of a table that a page broke: the same columns, no head of its own."""
    names = [grid.text(row, before.label).strip() for row in range(grid.rows)]
    if sum(bool(UNIT_NAME.match(name) or _TOTAL.match(name)) for name in names) * 2 < len(names):
        return None
    return Assigned(grid, before.annex, 0, before.label, before.columns)

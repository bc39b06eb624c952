"""Rows pasted from Excel into a box, as the sheet that the intake reads."""

from __future__ import annotations

import csv
import io

from thidua.documents.sheets import write_rows
from thidua.formats import text

# What the columns mean when nobody wrote a head over them.
_USUAL = ("Họ và tên", "Danh hiệu", "Đơn vị", "Ngày sinh", "Số điện thoại", "Nội dung", "Ghi chú")
_NAMES = frozenset({"ho va ten", "ho ten", "ten", "ho va ten, tap the", "ho va ten, tap the, cong trinh"})
MOST = 200  # columns; what is pasted beyond is no list


def pasted_sheet(pasted: str) -> bytes:
    """An .xlsx of what was pasted: cells between tabs, as Excel puts them on the clipboard. The first row is a head
    when it names the column of names."""
    rows = [[text.clean(cell) for cell in row[:MOST]] for row in csv.reader(io.StringIO(pasted), "excel-tab")]
    rows = [row for row in rows if any(row)]
    if not rows or not _is_head(rows[0]):
        rows.insert(0, list(_USUAL))
    width = max(len(row) for row in rows)
    head = _apart([*rows[0], *[""] * (width - len(rows[0]))])
    return write_rows(head, ([*row, *[""] * (width - len(row))] for row in rows[1:]))


def _is_head(row: list[str]) -> bool:
    return any(text.fold(cell) in _NAMES for cell in row)


def _apart(head: list[str]) -> list[str]:
    """Titles made different: a sheet cannot bear two that are equal, nor any that is empty."""
    seen: set[str] = set()
    for place, title in enumerate(head):
        head[place] = title if title and title not in seen else f"{title} (cột {place + 1})".strip()
        seen.add(head[place])
    return head

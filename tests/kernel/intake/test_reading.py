"""Finding the head of a list among titles and remarks, and naming its cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thidua.documents.sheets import Cell, Row, Sheet
from thidua.kernel.intake.errors import ColumnsMissing, NothingToRead
from thidua.kernel.intake.reading import lines_of
from thidua.kernel.intake.registry import Column

COLUMNS = (
    Column("name", "Họ và tên", ("ho ten",), required=True),
    Column("phone", "Số điện thoại"),
    Column("unit", "Đơn vị"),
)


def sheet(*lines: tuple[Cell, ...]) -> Sheet:
    return Sheet("x", tuple(Row(number, cells) for number, cells in enumerate(lines, start=1)))


def test_titles_above_and_other_columns_beside() -> None:
    found = lines_of(
        sheet(
            ("DANH SÁCH CÁN BỘ", None, None, None),
            (None, "Năm 2017", None, None),
            ("STT", "HỌ VÀ TÊN *", "Số  điện thoại (di động)", "Ghi chú"),
            (Decimal(1), "Ma Thị Thử", "0912", "mới"),
            (Decimal(2), "Nông Văn Mẫu", None, None),
        ),
        COLUMNS,
    )
    assert [(one.number, one.cells, one.corrects) for one in found] == [
        (4, {"+STT": "1", "name": "Ma Thị Thử", "phone": "0912", "+Ghi chú": "mới"}, None),
        (5, {"+STT": "2", "name": "Nông Văn Mẫu"}, None),
    ]


def test_other_words_for_a_column_and_short_rows() -> None:
    found = lines_of(sheet(("họ tên", "đơn vị"), ("Ma Thị Thử",)), COLUMNS)
    assert found[0].cells == {"name": "Ma Thị Thử"}


def test_a_sheet_of_errors_names_the_rows_that_it_corrects() -> None:
    found = lines_of(
        sheet(("Dòng gốc", "Họ và tên", "Lỗi"), (Decimal(7), "Ma Thị Thử", "sai"), (None, "Thêm", None)),
        COLUMNS,
    )
    assert [(one.cells, one.corrects) for one in found] == [
        ({"name": "Ma Thị Thử"}, 7),
        ({"name": "Thêm"}, None),
    ]


def test_what_is_missing_is_named_with_what_was_found() -> None:
    with pytest.raises(ColumnsMissing) as refused:
        lines_of(sheet(("Số điện thoại", "Cột lạ"), ("0912", "x")), COLUMNS)
    assert refused.value.params == {"missing": "Họ và tên", "found": "phone, Cột lạ"}
    with pytest.raises(NothingToRead):
        lines_of(sheet(("Họ và tên",)), COLUMNS)

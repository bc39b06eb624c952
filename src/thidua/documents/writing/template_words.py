"""What an office's own template may write between its braces: the names, and what they hold for a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from thidua.documents.writing.blocks import Annex, Block, Official, Signature, Table
from thidua.documents.writing.layout import Layout
from thidua.documents.writing.lines import Line
from thidua.documents.writing.typeset import typeset, written_day, written_number
from thidua.formats.text import for_xml

# For the handbook and for the message about an unknown name.
NAMES: Mapping[str, str] = {
    "co_quan_chu_quan": "cơ quan chủ quản",
    "co_quan_ban_hanh": "cơ quan ban hành",
    "so_ky_hieu": "số, ký hiệu; số để trống khi chưa phát hành",
    "dia_danh": "địa danh",
    "ngay_thang": "ngày, tháng, năm; để trống khi chưa phát hành",
    "ten_loai": "tên loại văn bản, trống với công văn",
    "trich_yeu": "trích yếu",
    "du_thao": "đúng khi còn là dự thảo",
    "kinh_gui": "danh sách nơi được kính gửi",
    "noi_dung": "danh sách đoạn của văn bản; mỗi đoạn có chu, kieu, dam",
    "bang": "danh sách bảng trong văn bản; mỗi bảng có cot, dong, cong",
    "quyen_han": "danh sách dòng quyền hạn, chức vụ của người ký thứ nhất",
    "nguoi_ky": "họ tên người ký thứ nhất",
    "cac_chu_ky": "danh sách mọi chữ ký; mỗi chữ ký có quyen_han, nguoi_ky",
    "noi_nhan": "danh sách nơi nhận; mỗi nơi có ten, de",
    "luu": "nơi lưu, ví dụ VT, CSPL",
    "phu_luc": "danh sách phụ lục; mỗi phụ lục có ten, bang",
}


def words_of(document: Official, look: Layout) -> dict[str, Any]:
    """The document as a template sees it: texts, truths and lists of these, nothing that can be called."""
    told = _told(document, look)
    return {name: _clean(value) for name, value in told.items()}


def _clean(value: Any) -> Any:
    """Without the signs that a Word file cannot hold."""
    match value:
        case str():
            return for_xml(value)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {name: _clean(one) for name, one in value.items()}
    return value


def _told(document: Official, look: Layout) -> dict[str, Any]:
    head = document.head
    first = document.signatures[0] if document.signatures else Signature()
    return {
        "co_quan_chu_quan": head.superior,
        "co_quan_ban_hanh": head.issuer,
        "so_ky_hieu": written_number(head),
        "dia_danh": head.place,
        "ngay_thang": written_day(head),
        "ten_loai": head.kind,
        "trich_yeu": head.title,
        "du_thao": head.draft,
        "kinh_gui": list(document.addressees),
        "noi_dung": list(_paragraphs(document, look)),
        "bang": [_table(table) for table in _tables(document.blocks)],
        "quyen_han": list(first.lines),
        "nguoi_ky": first.name,
        "cac_chu_ky": [{"quyen_han": list(one.lines), "nguoi_ky": one.name} for one in document.signatures],
        "noi_nhan": [{"ten": one.name, "de": one.purpose} for one in document.recipients],
        "luu": document.archive,
        "phu_luc": [_annex(one) for one in document.annexes],
    }


def _paragraphs(document: Official, look: Layout) -> Iterator[dict[str, Any]]:
    """The lines of the text itself, without the head and the foot, which a template sets in its own way."""
    around = {"kind", "title", "addressee"}
    for item in typeset(document, look)[0].items:
        if isinstance(item, Line) and item.style not in around:
            style = look.styles[item.style]
            yield {"chu": item.text.replace("\n", " "), "kieu": style.name, "dam": style.bold}


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    return (one for one in blocks if isinstance(one, Table))


def _table(one: Table) -> dict[str, Any]:
    return {
        "cot": [column.title for column in one.columns],
        "dong": [list(row) for row in one.rows],
        "cong": list(one.total),
    }


def _annex(one: Annex) -> dict[str, Any]:
    return {"ten": one.title, "bang": [_table(table) for table in _tables(one.blocks)]}

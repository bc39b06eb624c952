"""Items in words: what each kind is called, what its fields are called, how one item reads on a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.catalogue.queries.items import name_of
from thidua.formats.vi import format_number
from thidua.kernel.errors import Phrase
from thidua.launch.models import Cadence, LegalBasis, Paragraph, ReadItem
from thidua.launch.queries.from_paper.days import DATED_HEAD, DATES
from thidua.launch.queries.from_paper.lines import as_said
from thidua.launch.queries.from_paper.measuring import say_target
from thidua.launch.queries.from_paper.storing import ASSIGNMENT, PASSAGE

KINDS: Mapping[str, Phrase] = {
    "doc_field": gettext_lazy("Phần đầu, phần ký"),
    "legal_basis": gettext_lazy("Căn cứ"),
    "theme": gettext_lazy("Chủ đề"),
    "slogan": gettext_lazy("Khẩu hiệu"),
    PASSAGE: gettext_lazy("Đoạn văn"),
    "bloc": gettext_lazy("Khối"),
    "bloc_content": gettext_lazy("Nội dung theo khối"),
    "target": gettext_lazy("Chỉ tiêu"),
    "movement": gettext_lazy("Phong trào"),
    "title": gettext_lazy("Danh hiệu"),
    "round": gettext_lazy("Đợt"),
    "anniversary": gettext_lazy("Ngày kỷ niệm"),
    "deadline": gettext_lazy("Thời hạn"),
    "cadence": gettext_lazy("Chế độ báo cáo"),
    "duty": gettext_lazy("Nhiệm vụ"),
    "rule": gettext_lazy("Quy định"),
    "recipient": gettext_lazy("Nơi nhận"),
    ASSIGNMENT: gettext_lazy("Chỉ tiêu giao"),
}
FIELDS: Mapping[str, Phrase] = {
    "field": gettext_lazy("Mục"),
    "value": gettext_lazy("Giá trị"),
    "doc_type": gettext_lazy("Loại văn bản"),
    "number": gettext_lazy("Số, ký hiệu"),
    "date": gettext_lazy("Ngày"),
    "issuer": gettext_lazy("Cơ quan ban hành"),
    "subject": gettext_lazy("Về việc"),
    "role": gettext_lazy("Vai trò"),
    "text": gettext_lazy("Nội dung"),
    "owner": gettext_lazy("Của"),
    "scope": gettext_lazy("Phạm vi"),
    "year": gettext_lazy("Năm"),
    "use": gettext_lazy("Dùng làm"),
    "placeholder": gettext_lazy("Chỗ trống"),
    "ordinal": gettext_lazy("Đợt số"),
    "start": gettext_lazy("Từ"),
    "end": gettext_lazy("Đến"),
    "theme": gettext_lazy("Chủ đề"),
    "review_type": gettext_lazy("Kết thúc bằng"),
    "review_date": gettext_lazy("Ngày sơ kết, tổng kết"),
    "name": gettext_lazy("Tên"),
    "canonical": gettext_lazy("Khối trong danh mục"),
    "bloc": gettext_lazy("Khối"),
    "population": gettext_lazy("Tính trên"),
    "comparator": gettext_lazy("So sánh"),
    "unit": gettext_lazy("Đơn vị tính"),
    "group": gettext_lazy("Số mục"),
    "qualifier": gettext_lazy("Điều kiện"),
    "per": gettext_lazy("Tính cho mỗi"),
    "aggregate": gettext_lazy("Cách gộp"),
    "type": gettext_lazy("Loại"),
    "initiator": gettext_lazy("Nơi phát động"),
    "period_start": gettext_lazy("Từ"),
    "period_end": gettext_lazy("Đến"),
    "level": gettext_lazy("Cấp"),
    "recipient": gettext_lazy("Dành cho"),
    "action": gettext_lazy("Việc với danh hiệu"),
    "what": gettext_lazy("Việc"),
    "who": gettext_lazy("Ai làm"),
    "due": gettext_lazy("Hạn"),
    "to": gettext_lazy("Gửi cho"),
    "op": gettext_lazy("Cách ghi hạn"),
    "channel": gettext_lazy("Gửi bằng"),
    "recurs": gettext_lazy("Lặp lại"),
    "latest": gettext_lazy("Chậm nhất"),
    "frequency": gettext_lazy("Bao lâu một lần"),
    "body": gettext_lazy("Ai làm"),
    "purpose": gettext_lazy("Để"),
    "years": gettext_lazy("Số năm"),
    "origin_date": gettext_lazy("Ngày gốc"),
    "occasion_date": gettext_lazy("Ngày kỷ niệm"),
    "round": gettext_lazy("Thuộc đợt"),
    "target": gettext_lazy("Chỉ tiêu"),
    "given": gettext_lazy("Giao thế nào"),
    "measure": gettext_lazy("Đơn vị tính"),
    "section": gettext_lazy("Phần"),
    "inner_comparator": gettext_lazy("Mỗi nơi phải"),
    "inner_value": gettext_lazy("Mức của mỗi nơi"),
    "inner_unit": gettext_lazy("Đơn vị của mức ấy"),
    "inner_population": gettext_lazy("Mỗi nơi tính trên"),
}
# Words for what one field of the head is, and what another word stands in its place.
HEAD: Mapping[str, Phrase] = {
    "issuer": gettext_lazy("Cơ quan ban hành"),
    "superior_body": gettext_lazy("Cơ quan chủ quản"),
    "number": gettext_lazy("Số"),
    "symbol": gettext_lazy("Ký hiệu"),
    "date": gettext_lazy("Ngày ký"),
    "place": gettext_lazy("Nơi ban hành"),
    "doc_type": gettext_lazy("Loại văn bản"),
    "title": gettext_lazy("Trích yếu"),
    "year": gettext_lazy("Năm"),
    "period_start": gettext_lazy("Từ ngày"),
    "period_end": gettext_lazy("Đến ngày"),
    "signing_capacity": gettext_lazy("Thẩm quyền ký"),
    "signer_title": gettext_lazy("Chức vụ người ký"),
    "signer_name": gettext_lazy("Họ tên người ký"),
    "status": gettext_lazy("Tình trạng"),
}
MEDIUM, LOW = ReadItem.Confidence.MEDIUM, ReadItem.Confidence.LOW


@dataclass(frozen=True)
class Proposal:
    """One item as its line on the page."""

    item: ReadItem
    title: str
    facts: list[tuple[Phrase, str]]
    known_as: str  # what of ours it stands for, in words

    @property
    def is_named_so(self) -> bool:
        """Whether the paper calls it as our catalogue does."""
        return self.title.casefold().startswith(self.known_as.casefold())

    @property
    def line(self) -> str:
        return "; ".join(f"{label}: {value}" for label, value in self.facts[:3])


def told_by(item: ReadItem) -> Proposal:
    told = item.told
    title, left_out = _title(item.kind, told)
    facts = [
        (FIELDS.get(name, name), said)
        for name, value in told.items()
        if name not in left_out and (said := say_value(name, value))
    ]
    return Proposal(item, title, facts, _known_as(item))


def _title(kind: str, told: Mapping[str, Any]) -> tuple[str, frozenset[str]]:
    match kind:
        case "doc_field":
            field = str(told.get("field", ""))
            value = str(told.get("value", ""))
            said = as_said(value) if field in DATED_HEAD else value
            return f"{HEAD.get(field, field)}: {said}", frozenset({"field", "value"})
        case "legal_basis":
            parts = [str(told.get(name) or "") for name in ("doc_type", "number")]
            words = " ".join(part for part in parts if part) or str(told.get("subject") or "")
            return words, frozenset({"doc_type", "number"})
        case "target":
            left_out = frozenset({"subject", "comparator", "value", "unit"})
            return f"{told.get('subject', '')}: {say_target(told)}", left_out
        case "round":
            return _("Đợt %(number)s") % {"number": told.get("ordinal") or "?"}, frozenset({"ordinal"})
        case "duty":
            return f"{told.get('body', '')}: {told.get('text', '')}", frozenset({"body", "text"})
        case _ if kind == ASSIGNMENT:
            left_out = frozenset({"unit", "target", "given", "value", "measure", "annex", "written"})
            return f"{told.get('unit', '')}, {told.get('target', '')}: {say_given(told)}", left_out
    for name in ("text", "name", "what"):
        if told.get(name):
            return str(told[name]), frozenset({name})
    return "", frozenset()


def say_given(told: Mapping[str, Any]) -> str:
    """A cell of an annex: a dash is "không giao", nothing read is nothing, and neither is 0."""
    if told.get("given") == "not_assigned":
        return _("không giao")
    if told.get("value") is None:
        return _("chưa đọc được: %(written)s") % {"written": told.get("written") or "?"}
    return f"{say_value('value', told['value'])} {told.get('measure') or ''}".strip()


def say_value(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        return say_target(value)
    if name in DATES:
        return as_said(str(value))
    if name == "value" and str(value).replace(".", "", 1).lstrip("-").isdecimal():
        return format_number(Decimal(str(value)))
    choices = CHOICES.get(name, {})
    return str(choices.get(str(value), value))


COMPARATORS: Mapping[str, Phrase] = {
    "=": gettext_lazy("bằng (số trần, hiểu là từ … trở lên)"),
    ">=": gettext_lazy("từ … trở lên"),
    ">": gettext_lazy("trên"),
    "<=": gettext_lazy("không quá"),
    "<": gettext_lazy("dưới"),
}
CHOICES: Mapping[str, Mapping[str, Phrase]] = {
    "comparator": COMPARATORS,
    "inner_comparator": COMPARATORS,
    "role": dict(LegalBasis.Role.choices),
    "frequency": dict(Cadence.Frequency.choices),
    "section": {**dict(Paragraph.Part.choices), "participants": gettext_lazy("đối tượng tham gia")},
    "given": {
        "value": gettext_lazy("giao số"),
        "not_assigned": gettext_lazy("không giao"),
        "unreadable": gettext_lazy("chưa đọc được"),
    },
    "op": {
        "before": gettext_lazy("trước ngày"),
        "within": gettext_lazy("trong"),
        "on": gettext_lazy("vào ngày"),
        "end_of": gettext_lazy("cuối kỳ"),
    },
    "type": {
        "anniversary": gettext_lazy("ngày kỷ niệm"),
        "event": gettext_lazy("sự kiện"),
        "phong trào": gettext_lazy("phong trào"),
    },
    "aggregate": {"mean": gettext_lazy("bình quân"), "total": gettext_lazy("cộng lại")},
}


def _known_as(item: ReadItem) -> str:
    """The name in our catalogue, or that there is none yet."""
    for key, kind in (("indicator", "indicators"), ("bloc", "blocs")):
        if code := item.means.get(key):
            return name_of(kind, str(code))
    catalogue = _CATALOGUES.get(item.kind)
    code = item.means.get("code")
    return name_of(catalogue, str(code)) if catalogue and code else ""


_CATALOGUES = {"movement": "named_movements", "title": "titles", "legal_basis": "legal_texts"}


def counted(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Kinds in their order with how many there are and how many wait."""
    by_kind: dict[str, dict[str, int]] = {}
    for row in rows:
        told = by_kind.setdefault(row["kind"], {"total": 0, "waiting": 0, "sure": 0})
        told["total"] += row["n"]
        if row["state"] == "proposed":
            told["waiting"] += row["n"]
            told["sure"] += row["n"] if row["confidence"] == "high" else 0
    order = list(KINDS)
    return [
        {"kind": kind, "label": KINDS.get(kind, kind), **told}
        for kind, told in sorted(
            by_kind.items(), key=lambda one: order.index(one[0]) if one[0] in order else 99
        )
    ]

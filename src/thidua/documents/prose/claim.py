"""One claim of a sentence, as spans of its text; and what of a text only connects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from thidua.documents.prose.quantities import Quantity, Span


@dataclass
class Claim:
    """Spans of one text. ``head`` stands before the quantity, ``noun`` and ``said`` behind it: noun phrase and
    predicate. What is shared with coordinated claims is already filled in. ``before``: the claim it follows within
    one part of the sentence."""

    quantity: Quantity
    head: Span
    noun: Span
    said: Span | None
    whole: Span
    inner: Quantity | None = None
    inner_noun: Span | None = None
    qualifiers: list[Quantity] = field(default_factory=list)
    shares_head: bool = False
    before: Claim | None = None


# Stand between a boundary and a quantity without saying anything of it.
_EMPTY_WORDS = (
    r"và|hoặc|có|cho|từ|đạt|là|phấn đấu|trong đó|cũng như|cùng với|đối với|với|bảo đảm|đảm bảo|để|số|tổng số|còn|riêng"
    r"|đồng thời|tiếp tục|phải|cần|được|ở|tại|trong|trên|đến|về|của|theo|mức|tỷ lệ|tỉ lệ|duy trì|giữ vững|thì|bằng"
    r"|phấn đấu đến cuối năm|hằng năm|hàng năm|trong năm|cuối năm|đến cuối năm|cả năm|năm|(?:cuối|hết"
    r"|cả|đầu|trong) nhiệm kỳ|khoảng|gần|quý (?:[IVX]+|\d)|tháng \d+|6 tháng(?: đầu năm| cuối năm)?|đợt \d"
)
_ORDINAL = r"(?<!\w)(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?: là)?(?=[,:])|thứ (?:nhất|hai|ba|tư|năm)(?=[,:]))"
_EMPTY = re.compile(rf"(?:[\s,;:–-]|(?<!\w)(?:{_EMPTY_WORDS})(?!\w)|(?<!\w)20\d\d(?!\w)|{_ORDINAL})*", re.I)


def is_empty(text: str, span: Span) -> bool:
    """Only connecting words."""
    return _EMPTY.fullmatch(text, span.start, span.end) is not None

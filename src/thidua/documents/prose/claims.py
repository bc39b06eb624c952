"""What a sentence claims of quantities: how much, of whom, of what, per whom, and what is only said beside it.

    Phấn đấu 100% A, 55% trở lên B tổ chức cho 80% trở lên C được đào tạo
             ~~~~~~  ~~~~~~~~~~~~~ ~~~~~~~ ~~~~~~~~~~~~~~ ~~~~~~~~~~~~~~~~
             claim   claim         what both are said to do, with an inner quantity

Quantities of one sentence stand in one of four relations to the claim before them: a claim of their own; coordinated
with it (the same is said of both); inside it (an inner quantity); or describing a noun of it (a qualifier).
"""

from __future__ import annotations

import re
from functools import lru_cache

from thidua.documents.prose.claim import Claim, is_empty
from thidua.documents.prose.clauses import bracketed, covers, parts, quoted, trim
from thidua.documents.prose.noughts import noughts
from thidua.documents.prose.populations import begins_with_verb, predicate_start, tells_which
from thidua.documents.prose.quantities import Quantity, Span, quantities
from thidua.documents.prose.sharing import URGING, share

_SEPARATOR = re.compile(
    r",(?!\d)|(?<!\w)(?:(?:và|hoặc|cùng với)(?!\w)|(?=(?:còn|trong đó|trong số đó|riêng) ))|\s[-–]\s", re.I
)
# The amount describes one thing that is counted: how much a gift, a house, a place is worth or holds.
_WORTH = re.compile(
    r"(?<!\w)(?:trị giá|giá trị(?! làm lợi| sản xuất| hàng)|trị giá mỗi|mỗi suất|mỗi căn|mỗi nhà"
    r"|mỗi phần|mỗi cháu|mỗi em|mức hỗ trợ|tổng trị giá"
    r"|tổng giá trị|tổng số tiền|số tiền|mức|với tổng kinh phí|kinh phí|mức chi|hỗ trợ mỗi|mỗi giải)(?!\w)",
    re.I,
)
_PEOPLE = re.compile(
    r"(?:người|lao động|người lao động|đoàn viên|công nhân|CNLĐ|CNVCLĐ|NLĐ|nữ|nữ CNVCLĐ|thành viên|hội viên)$",
    re.I,
)
_DESCRIBING = re.compile(
    r"(?<!\w)(?:có sử dụng|sử dụng|đang sử dụng|có|có số|với|quy mô|cho|trong|của|tại|ở|thuộc|trên)\s*(?:quy mô\s*)?$",
    re.I,
)
# A whole noun phrase of a body right before "có": what follows describes that body.
_BODY_NOUN = re.compile(
    r"(?<!mỗi )(?:doanh nghiệp|đơn vị|CĐCS|công đoàn cơ sở|cơ quan|nơi|cơ sở|nghiệp đoàn|trường học|khu vực)"
    r"(?: (?:FDI|ngoài nhà nước|ngoài khu vực nhà nước|nhà nước"
    r"|khu vực \w+))*\s(?:đang )?(?P<verb>có sử dụng|có|sử dụng|quy mô)?\s*$",
    re.I,
)


_AMONG = re.compile(
    r"\((?:trong đó|riêng|chỉ tiêu|tối thiểu|ít nhất|phấn đấu|(?:tăng|thực) (?:thuần|tăng)(?!\w)"
    r"|(?:loại )?(?:giỏi|khá|tốt|xuất sắc)\s(?:từ|trên|đạt|ít nhất|tối thiểu|chiếm|\d))",
    re.I,
)


LONGEST = 20_000
"""A paragraph longer than this is no prose, whatever it was: nothing is read of it."""
_MOST = 60


@lru_cache(maxsize=8)
def _counted(text: str) -> tuple[Quantity, ...]:
    return tuple(quantities(text))


@lru_cache(maxsize=8)
def _hidden(text: str) -> tuple[Span, ...]:
    told = [each for each in bracketed(text) if not _AMONG.match(text, each.start)]
    return (*quoted(text), *told)


def claims(text: str, sentence: Span) -> list[Claim]:
    """The claims of one sentence, in order. Quotations and brackets claim nothing."""
    if len(text) > LONGEST:
        return []
    hidden = [span for span in _hidden(text) if span.end > sentence.start and span.start < sentence.end]
    found = [
        each
        for each in _counted(text)
        if sentence.start <= each.whole.start < sentence.end and not covers(hidden, each.number.start)
    ]
    if len(found) > _MOST:
        return []
    found = sorted([*found, *noughts(text, sentence, hidden)], key=lambda each: each.number.start)
    told: list[Claim] = []
    for part in parts(text, sentence):
        inside = [each for each in found if part.start <= each.number.start < part.end]
        told += _claims_of(text, part, inside)
    share(text, told)
    for claim in told:
        _owns(text, claim)
    return told


def _claims_of(text: str, part: Span, found: list[Quantity]) -> list[Claim]:
    told: list[Claim] = []
    waiting: list[Quantity] = []
    for each in found:
        if (
            each.is_calendar
            or each.is_points
            or _PER_SO_MANY.search(text, max(0, each.number.start - 4), each.number.start)
        ):
            continue
        before = told[-1] if told else None
        if _describes(text, part, before, each):
            (before.qualifiers if before else waiting).append(each)
        elif before is not None and _is_inner(text, before, each):
            before.inner = each
        else:
            told.append(_begin(text, part, before, each))
            told[-1].qualifiers += waiting
            waiting = []
    for place, claim in enumerate(told):
        following = told[place + 1] if place + 1 < len(told) else None
        _fill(text, claim, following.head.start if following else part.end)
    return told


_PER_SO_MANY = re.compile(r"[^\W\d_]\s?/\s?$")
""" "165 kg/1.000 viên": so much for each thousand."""


def _begin(text: str, part: Span, before: Claim | None, quantity: Quantity) -> Claim:
    begin = part.start
    if before is not None:
        behind = _behind(before.quantity)
        spent = _SPENT_ON.match(text, behind) if before.quantity.is_money else None
        begin = (
            _last_separator(text, behind, quantity.whole.start)
            or (spent.start() if spent else None)
            or predicate_start(text, behind, quantity.whole.start)
            or quantity.whole.start
        )
    head = trim(text, Span(begin, quantity.whole.start))
    return Claim(quantity, Span(begin, head.end), Span(0, 0), None, Span(begin, part.end), before=before)


def _behind(quantity: Quantity) -> int:
    """Where the noun phrase begins: after the sign of percent, at the counted noun."""
    if quantity.unit_at is None or quantity.is_percent or quantity.is_money:
        return quantity.whole.end
    return quantity.unit_at.start


def _last_separator(text: str, start: int, end: int) -> int | None:
    last = None
    for found in _SEPARATOR.finditer(text, start, end):
        if last is not None and (
            _SETS_APART.match(text, last) or (_A_RATE.match(text, last) and _REACHES.search(text, last, end))
        ):
            break  # "riêng A, B đạt …": what is set apart may be a list
        both = last is not None and found[0] == "và" and _REACHES.search(text, found.end(), end)
        if both and last is not None and predicate_start(text, last + 1, end - len("đạt ")) is None:
            continue  # ", A và B đạt …": the figure is of both
        last = found.end()
    return last


_SETS_APART = re.compile(r"\s*riêng\s(?!từng|mỗi)", re.I)
_A_RATE = re.compile(r"\s*(?:tỷ lệ|tỉ lệ)\s", re.I)
_REACHES = re.compile(r"(?<!\w)(?:đạt|bằng|là|ở mức)\s*$", re.I)
""" ", tỷ lệ điều tra, khám phá án đạt …": what is measured may be a list too."""
_A_PIECE = re.compile(r"\s?/\s?(?!người|tháng|năm|ngày)\w", re.I)
_SPENT_ON = re.compile(r"\s(?:để )?(?:giúp|hỗ trợ|xây|làm|sửa|tặng|trao|chăm lo|trợ cấp|mua)(?!\w)", re.I)


def _describes(text: str, part: Span, before: Claim | None, each: Quantity) -> bool:
    """Whether the quantity only describes a noun: "công đoàn cơ sở có sử dụng từ 10 lao động trở lên"."""
    begin = _behind(before.quantity) if before else part.start
    if not each.is_percent and _LABELS.match(text, each.whole.end):
        return True
    separator = _last_separator(text, begin, each.whole.start)
    close = text[separator or begin : each.whole.start]
    if (
        before
        and each.is_money
        and (worth := _WORTH.search(close))
        and (each.comparator == "=" or worth[0].lower() != "mức")
    ):
        return True
    if before and each.is_money and _BENEFITS.search(text, begin, each.whole.start):
        return True
    if (
        before
        and each.comparator == "="
        and before.quantity.unit
        and re.search(rf"mỗi {re.escape(before.quantity.unit)}(?!\w)", close, re.I)
    ):
        return True  # "mở 05 lớp, mỗi lớp 60 học viên"
    if (
        before
        and before.qualifiers
        and each.is_money
        and before.qualifiers[-1].is_money
        and _A_PIECE.match(text, each.whole.end)
    ):
        return True  # "40 triệu đồng/căn xây mới, 20 triệu đồng/căn sửa chữa"
    people = bool(each.unit and _PEOPLE.search(each.unit))
    body = _BODY_NOUN.search(text, begin, each.whole.start) if people and not each.is_percent else None
    if body is not None and (body["verb"] or text.startswith("từ", each.whole.start)):
        return True
    if before is None or separator is not None or each.is_percent:
        return False
    if before.quantity.is_percent and tells_which(text, each.whole.start, each.whole.end):
        return True
    if before.quantity.is_money and _SPENT_ON.match(text, begin):
        return False
    if (each.unit or "").lower() == "lần":  # "được tập huấn ít nhất 01 lần"
        return True
    if predicate_start(text, begin, each.whole.start) is None:
        return not before.quantity.is_percent or people or bool(_DESCRIBING.search(close))
    return False


_LABELS = re.compile(
    r"\s*(?:trở (?:lên|xuống)\s*)?:\s*(?:(?:đạt|từ|trên|ít nhất|tối thiểu|≥|>|bằng)\s*)*\d[\d.,]*\s?%", re.I
)
""" "phụ nữ được khám từ 4 lần trở lên: 97%": the count tells which, the share behind the colon is what is reached."""
_BENEFITS = re.compile(
    r"(?:sáng kiến|đề tài|giải pháp|cải tiến|công trình)(?:\s(?:có|mang lại|đem lại|với|giá trị))*\slàm lợi\s*(?:ước\s*)?$",
    re.I,
)
""" "một sáng kiến làm lợi từ 20 triệu đồng": how much one is worth."""
_MEASURED = re.compile(
    r"\s*(?:năng suất|sản lượng|doanh thu|doanh số|lợi nhuận|thu nhập|tiền lương|giá trị|tỷ lệ|tỉ lệ|chỉ số|mức)\s",
    re.I,
)
"""After a comma, what is measured by a figure of its own: "hoàn thành 100% kế hoạch, năng suất đạt trên 2 tấn"."""
_NOTHING_BETWEEN = re.compile(r"\s*(?:trở lên|trở xuống)?\s*[,;]")


def _is_inner(text: str, before: Claim, each: Quantity) -> bool:
    """Inside what is said of the claim before: no boundary between that predicate and the quantity."""
    if before.inner is not None or not before.quantity.is_percent:
        return False
    begin = _behind(before.quantity)
    if _NOTHING_BETWEEN.match(text, begin):
        return False
    predicate = predicate_start(text, begin, each.whole.start)
    separator = _last_separator(text, begin, each.whole.start)
    if separator is not None and _MEASURED.match(text, separator):
        return False
    if predicate is None or (
        separator is not None and is_empty(text, Span(separator, max(separator, predicate)))
    ):
        return False
    return _last_separator(text, predicate, each.whole.start) is None


def _fill(text: str, claim: Claim, end: int) -> None:
    """Cuts what stands behind the quantity into noun phrase and predicate."""
    begin = _after_tail(claim.quantity, _behind(claim.quantity))
    if (among := _AMONG.search(text, begin, max(begin, end))) is not None:
        end = among.start()
    whole = trim(text, Span(begin, max(begin, end)), " \t,;.:-–")
    if text.startswith("(", whole.start) and whole.start < whole.end:  # an aside, and nothing that is counted
        whole = Span(whole.start, whole.start)
    if is_complete(text, claim):
        whole = Span(whole.start, _next_deed(text, whole))
    said = _predicate(text, claim, whole) if whole.start < whole.end else None
    tail = claim.quantity.tail
    end_of_noun = said if said is not None else whole.end
    if tail is not None and said is not None and whole.start < tail.start < said:
        end_of_noun = tail.start
    claim.noun = _without_links(text, Span(whole.start, end_of_noun))
    claim.said = Span(said, whole.end) if said is not None else None
    claim.whole = Span(claim.head.start, whole.end)
    if claim.inner is not None:  # its noun, up to the comparator that may follow it
        begin = _after_tail(claim.inner, claim.inner.whole.end)
        noun_end = predicate_start(text, begin + 1, whole.end)
        ends = [noun_end if noun_end is not None else whole.end]
        ends += [claim.inner.tail.start] if claim.inner.tail and claim.inner.tail.start > begin else []
        claim.inner_noun = trim(text, Span(begin, min(ends)))


# "trong đó trên 40% là công nhân", "trên 90% được tham gia": the noun went before.
_NO_NOUN_HERE = re.compile(
    r"(?:là|được|đạt|không|thành lập|tham gia|thực hiện|hoàn thành|ký|ký kết|đăng ký|xây dựng|triển khai|ban hành"
    r"|tổ chức(?! công đoàn| cơ sở đảng| đảng| chính trị| đoàn)|có)(?!\w)",
    re.I,
)
_HAS_UNION = re.compile(r"(?<!\w)có (?:tổ chức|công đoàn|đoàn viên|đủ|thu nhập)(?!\w)", re.I)


def _predicate(text: str, claim: Claim, whole: Span) -> int | None:
    if _NO_NOUN_HERE.match(text, whole.start):
        return whole.start
    if is_complete(text, claim) or text[whole.start : whole.start + 7].lower() == "so với ":
        return None
    found = predicate_start(text, whole.start, whole.end)
    tail = claim.quantity.tail
    if found is not None and tail is not None and found < tail.start < whole.end:
        begins = trim(text, Span(tail.end, whole.end))
        if begins_with_verb(text[begins.start : begins.end]):  # "50% số hộ đăng ký trở lên đạt …"
            return begins.start
    return found


def _owns(text: str, claim: Claim) -> None:
    """ "80% doanh nghiệp có tổ chức công đoàn", and nothing more: that is what is said of them."""
    if claim.said is not None or not claim.quantity.is_percent or not _only_urges(text, claim):
        return
    if (found := _HAS_UNION.search(text, claim.noun.start + 1, claim.noun.end)) is not None:
        claim.said = Span(found.start(), claim.noun.end)
        claim.noun = trim(text, Span(claim.noun.start, found.start()))


# "Tuyên truyền Nghị quyết đến 100% đoàn viên …": the work is said before, the rest describes whom.
_COMPLETE = re.compile(r"[^\s,;]\s(?:[^\d;]*\s)?(?:cho|đến|tới|vào|với|ở|tại)\s*$", re.I)


def is_complete(text: str, claim: Claim) -> bool:
    """Whether the head says the whole work, so that what follows the quantity only says of whom."""
    head = claim.head.of(text).strip()
    return (
        claim.quantity.is_percent
        and bool(_COMPLETE.search(head))
        and not URGING.search(head)
        and not is_empty(text, claim.head)
    )


_JOINED = re.compile(r"(?:,|(?<!\w)và)\s*$")


def _next_deed(text: str, whole: Span) -> int:
    """Where, after whom it is done for, something else is done: "… tới 100% đơn vị và gửi báo cáo"."""
    found = predicate_start(text, whole.start, whole.end)
    joined = _JOINED.search(text, whole.start, found) if found is not None else None
    return joined.start() if joined else whole.end


def _only_urges(text: str, claim: Claim) -> bool:
    return is_empty(text, claim.head) or bool(URGING.search(claim.head.of(text).strip()))


_LINK_AT_END = re.compile(r"(?:[\s,;:.–-]|(?<!\w)(?:và|hoặc|cùng với|cũng như|còn|trong đó)(?!\w))+$", re.I)


def _without_links(text: str, span: Span) -> Span:
    """ "A và" before the next coordinated claim is A."""
    ends = _LINK_AT_END.search(text, span.start, span.end)
    return trim(text, Span(span.start, ends.start() if ends else span.end))


def _after_tail(quantity: Quantity, begin: int) -> int:
    if quantity.tail and not _far(quantity, begin):
        return quantity.tail.end
    return begin


def _far(quantity: Quantity, begin: int) -> bool:
    return quantity.tail is None or quantity.tail.start - max(begin, quantity.whole.end) > 1

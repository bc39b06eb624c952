"""Which lines are one paragraph: a page or a line end must not cut a sentence.

The rules look at the words only; how a line lies on its page is for the caller to bring in (``Line.full``).
A heading, a list item or a line of nơi nhận is never joined to what stands above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = "“\"'‘(«*_["
_CLOSED = re.compile(r"[.;:!?…](?:[”\"'’»)\]*_]|\s)*$|(?:\.\s?){3,}$|/\.$")

# What a list item or a heading begins with: 1. 1.1. 1- 1/ a) a- a. đ) I. IV- (1) (a) - + • * Điều 5. Phần I. Đợt 1:
_ITEM = re.compile(
    r"""(?: \d{1,3}(?:\.\d{1,3}){0,4}\s?(?:[.):–-]|/(?=\s)) | \d{1,3}(?:\.\d{1,3}){1,4}\s | \(\d{1,3}\) | \([a-zđ]\)
        | [a-zđêôơư]\s?[.)/–-]\s | [a-zđ]\d?\)\s? | [IVX]{1,5}\s?[.)/:–-] | [A-Z]\s?[.)/–-]\s
        | [-–—+•·▪◦●○■□➢✓*>]\s | [-–—+•·▪◦●]\S
        | (?:Điều|Chương|Mục|Phần|Khoản|Đợt|Bước|Câu|Quý)\s+(?:\d|[IVX]+\b|thứ\b) )""",
    re.VERBOSE,
)
_DIGITS_OF_A_SENTENCE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,3}(?:\.\d{3})+")

# Words that a sentence goes on after: nothing ends in them.
_GOES_ON = frozenset(
    "và của với cho theo về các những trong tại đến từ do để là bằng trên dưới giữa hoặc hay mà gồm vào ra nhằm khi "
    "nếu vì bởi như cùng đối mỗi từng mọi được bị sẽ đã đang không chưa rất số ngày tháng năm lần thứ khóa khoá".split()
)
_BEFORE_A_NUMBER = frozenset("khóa khoá thứ số năm ngày tháng quý điều khoản đợt lần".split())
_NUMBER = re.compile(r"\d|[IVX]+\b")
_LONGEST_HEAD_LINE = 50
_HALF = re.compile(r"[\d\w][-–/]$")  # 2023- and the other year on the next page
_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_DASH_IN_A_SENTENCE = re.compile(r"[-–]\s+[^\W\d_A-ZĐ]")  # kinh tế / - xã hội; items begin with a capital
_OPEN_QUOTE = re.compile(r"“[^”]*$")


@dataclass(frozen=True)
class Line:
    """What is asked of a line. ``full``: its words went as far as the column does, so that the next had to
    be put below; None when nothing is known of the column."""

    text: str
    full: bool | None = None
    blank_before: bool = False


def is_item(text: str) -> bool:
    """Begins like an item of a list or a heading.

    >>> is_item("đ) Khối trường học"), is_item("2.1- Trong doanh nghiệp"), is_item("1.200 đoàn viên")
    (True, True, False)
    """
    return bool(_ITEM.match(text)) and not _DIGITS_OF_A_SENTENCE.match(text)


def is_closed(text: str) -> bool:
    """Ends as a sentence, a clause or an announcement does."""
    return bool(_CLOSED.search(text))


def shouts(text: str) -> bool:
    """All in capitals: a heading, an organisation, a signer's office."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def begins_small(text: str) -> bool:
    """The first letter is a small one: nothing begins so in this language's papers but what goes on."""
    told = text.lstrip(_OPENING + " ")
    return bool(told) and told[0].isalpha() and told[0].islower()


def goes_on_in_cell(above: str, below: str, *, broken: bool) -> bool:
    """The same inside a cell, which is narrow. ``broken``: the format breaks the lines of its cells, so that all but
    items and whole sentences are one text; else only what cannot stand alone goes on."""
    if is_item(below) or is_closed(above):
        return False
    if broken:
        return True
    last = re.sub(r"\W+$", "", above).rsplit(" ", 1)[-1].lower()
    cut = last in _BEFORE_A_NUMBER and below[0].isdigit()
    state = " ".join((above, below)).upper()
    return cut or (begins_small(below) and not shouts(above)) or (shouts(above) and _STATE.startswith(state))


def goes_on(above: Line, below: Line) -> bool:
    """Whether ``below`` is the rest of the paragraph that ``above`` began."""
    first, second = above.text, below.text
    on_the_next_line = above.full is True and not below.blank_before
    if not first or not second or (second.startswith("(") and not on_the_next_line):
        return False
    last = re.sub(r"\W+$", "", first).rsplit(" ", 1)[-1].lower()
    if shouts(first):  # a heading goes on in capitals only
        return shouts(second) and on_the_next_line and is_item(first) and not is_item(second)
    if is_item(second):
        if on_the_next_line and _DASH_IN_A_SENTENCE.match(second) and not is_closed(first):
            return True
        return last in _BEFORE_A_NUMBER and not is_closed(first) and bool(_NUMBER.match(second))
    if shouts(second):
        return last in _GOES_ON and on_the_next_line
    if is_closed(first) or on_the_next_line:
        return on_the_next_line  # a line that was full may end in a full stop and the paragraph go on
    if _HALF.search(first) and second[0].isdigit():
        return True
    long_enough = above.full is True or len(first) >= _LONGEST_HEAD_LINE
    if begins_small(second):
        return long_enough or first.endswith(",") or last in _GOES_ON
    if above.full is False:
        return False
    return long_enough and (last in _GOES_ON or bool(_OPEN_QUOTE.search(first) and "”" in second))

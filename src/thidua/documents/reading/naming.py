"""Which noun gives a quoted name its meaning: phong trào “…”, danh hiệu “…”, với mục tiêu “…”, Chỉ thị … về “…”.

A quotation alone says nothing: the same words are a movement here and a title there. The nearest noun before it
decides (the governor); in an enumeration the names that follow share it. A plural governor (các phong trào) holds
the whole list; a singular one inside that list (…, cuộc vận động “…”, “…”) holds only the name after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from thidua.documents.prose.letters import lowered
from thidua.documents.prose.quotes import Quotation, quotations


class Sense(StrEnum):
    MOVEMENT = "phong trào"
    CAMPAIGN = "cuộc vận động"
    PROGRAMME = "chương trình"
    FUND = "quỹ"
    TITLE = "danh hiệu"
    OTHER = "khác"  # a slogan, a theme, the subject of a legal text, a work, a song …

    @property
    def is_movement(self) -> bool:
        return self in {Sense.MOVEMENT, Sense.CAMPAIGN, Sense.PROGRAMME, Sense.FUND}


@dataclass(frozen=True)
class Governor:
    sense: Sense
    plural: bool
    start: int
    end: int
    word: str


@dataclass(frozen=True)
class Named:
    """A name in the text. ``start``/``end`` hold its quotation marks, if any. ``governor`` is the one that counted."""

    name: str
    sense: Sense
    start: int
    end: int
    governor: Governor | None
    closed: bool = True


# The nouns that a name may depend on.
_NOUNS = {
    Sense.MOVEMENT: r"phong trào(?: thi đua)?(?: yêu nước)?|đợt thi đua(?: cao điểm)?|phát động thi đua|chiến dịch",
    Sense.CAMPAIGN: r"cuộc vận động",
    # A programme of work, of action or of cooperation is a paper, not something to take part in.
    Sense.PROGRAMME: r"chương trình(?! (?:số|hành động|công tác|phối hợp|làm việc|toàn khóa|của|này)\b)",
    Sense.FUND: r"quỹ(?! (?:lương|đất|thời gian|công đoàn|thi đua|khen thưởng|tiền|nhà)\b)",
    Sense.TITLE: (
        r"danh hiệu(?: thi đua)?|hình thức khen thưởng|tôn vinh|giải thưởng|bằng khen|kỷ niệm chương|huy hiệu|"
        r"cờ thi đua|đạt tiêu chuẩn"
    ),
    Sense.OTHER: (
        r"mục tiêu|mục đích|chủ đề|khẩu hiệu|phương châm|tinh thần|thông điệp|tiêu đề|tên gọi|nội dung|tiêu chí|"
        r"nhà|công trình|bài hát|ca khúc|cuộc thi|hội thi|hội thao|hội diễn|tọa đàm|hội thảo|hội nghị|diễn đàn|"
        r"chuyên đề|chuyên mục|mô hình|câu lạc bộ|văn bản|quyết định|chỉ thị|nghị quyết|nghị định|thông tư|kế hoạch|"
        r"hướng dẫn|đề án|quy chế|quy định|luật|kết luận|công văn|mẫu|gương|lời dạy|lời kêu gọi|cụm từ|gọi tắt là|"
        r"viết tắt là|sau đây gọi là|nguyên tắc|tầm nhìn|đề tài|về việc|v/v|phiên chợ|giải|tháng hành động|hành trình|"
        r"nhiệm vụ|định hướng|quan điểm|ngày hội"
    ),
}
_ANY = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        rf"(?P<{sense.name}>(?P<{sense.name}_MANY>(?:các|những|nhiều|một số|hai|ba|bốn|0?[2-9]|1\d)\s+)?"
        rf"(?:{nouns})(?!\w))"
        for sense, nouns in _NOUNS.items()
    )
    + ")"
)
"""In small letters: it is looked for in ``lowered`` text."""
_TURN = re.compile(r"(?<!\w)(?:gắn với|gắn liền với|lồng ghép|kết hợp với|đồng thời)(?!\w)", re.I)
"""After these a list is over, even within the sentence."""
_GLUE = re.compile(
    r"^(?:\s*cho\s+(?:không quá\s+)?\d+\s+[^,;“”\"]{1,25})?[\s,;:*_\-–()…]*"
    r"(?:và|hoặc|cùng với|cùng|với|hay)?\s*(?:xây dựng|thực hiện|hưởng ứng)?[\s*_]*$",
    re.I,
)
"""What may stand between two names of one list; also for how many each is given."""
_SENTENCE_END = re.compile(r"[.!?][\"”*_]*\s+(?=[A-ZÀ-ỸĐ“\"])")
_ABOUT = re.compile(r"(?<!\w)(?:về|về việc|V/v)\s*[:*_]*\s*$", re.I)
_PAPER = re.compile(
    r"(?<!\w)(?:chỉ thị|nghị quyết|nghị định|thông tư|quyết định|kế hoạch|hướng dẫn|kết luận|đề án|quy định|công văn|"
    r"luật|chương trình hành động|chương trình số)(?!\w)[^.;“\"]*$",
    re.I,
)
_DIRECT = re.compile(r"(?<!\w)thi đua\s*[:*_]*\s*$", re.I)
_SEASON = re.compile(r"(?:Tháng|Tết|Tuần lễ|Chợ Tết)\s+[^\W\d_]")
"""Names of programmes that say themselves what they are: “Tháng Công nhân”, “Tết Sum vầy”."""
_REACHED = re.compile(r"(?<!\w)(?:đạt|đạt được|công nhận|phong tặng|tặng)\s*[:*_]*\s*$", re.I)
_FURTHEST = 400
"""Characters before a quotation that are looked at for the paper it is the subject of."""
_FAR = 160
"""Characters: a noun further off than this does not name the quotation any more."""


@lru_cache(maxsize=2048)  # movements, titles and lists ask about the same paragraphs
def governors(text: str) -> tuple[Governor, ...]:
    """Every noun that may name something, in order. Nouns side by side ("các phong trào, cuộc vận động") are one: the
    first, and plural."""
    merged: list[Governor] = []
    for one in _all_governors(text):
        before = merged[-1] if merged else None
        if (
            before
            and before.sense.is_movement
            and one.sense.is_movement
            and _GLUE.match(text[before.end : one.start])
        ):
            merged[-1] = replace(before, plural=True, end=one.end)
        else:
            merged.append(one)
    return tuple(merged)


@lru_cache(maxsize=2048)
def _all_governors(text: str) -> tuple[Governor, ...]:
    """Movements, titles and aims all ask this of the same text."""
    return tuple(_governors(text))


def _governors(text: str) -> Iterator[Governor]:
    for found in _ANY.finditer(lowered(text)):
        sense = Sense[str(found.lastgroup)]
        word = text[found.start() : found.end()]
        yield Governor(sense, bool(found[f"{sense.name}_MANY"]), found.start(), found.end(), word)


def named(text: str, held: Governor | None = None) -> list[Named]:
    """Every quotation of the text with the sense that its governor gives it.

    ``held`` is the governor of a sentence before that ended with a colon: the names of a list below it share it.
    """
    return list(_Walk(text, held).names())


class Quoted:
    """Which places of a text stand inside quotation marks. Quotations come in order and apart."""

    def __init__(self, quotes: Sequence[Quotation]) -> None:
        self._starts = [one.start for one in quotes]
        self._ends = [one.end for one in quotes]

    def holds(self, at: int) -> bool:
        last = bisect_right(self._starts, at) - 1
        return last >= 0 and at < self._ends[last]


class _Walk:
    """Left to right through one paragraph; remembers the open list."""

    def __init__(self, text: str, held: Governor | None) -> None:
        self.text = text
        self.quotes = quotations(text)
        quoted = Quoted(self.quotes)
        self.found = [one for one in governors(text) if not quoted.holds(one.start)]
        self.starts = [one.start for one in self.found]
        self.open = held
        self.before: Quotation | None = None

    def names(self) -> Iterator[Named]:
        for quote in self.quotes:
            governor = self._governor(quote)
            yield Named(
                quote.text, self._sense(governor, quote), quote.start, quote.end, governor, quote.closed
            )
            self.before = quote

    def _governor(self, quote: Quotation) -> Governor | None:
        since = self.before.end if self.before else 0
        link = self.text[since : quote.start]
        stops = list(_SENTENCE_END.finditer(self.text, since, quote.start))
        if stops:
            since = stops[-1].end()
            self.open = None
        last = bisect_right(self.starts, quote.start) - 1
        near = self.found[last] if last >= 0 else None
        if near and since <= near.start and near.end <= quote.start <= near.end + _FAR:
            return self._opened(near, link)
        if self.open is None or not _GLUE.match(link):
            self.open = None
        return self.open

    def _opened(self, governor: Governor, link: str) -> Governor:
        """The nearest governor counts. It becomes the list's, unless it is one singular noun inside an open list."""
        inside = (
            self.before is not None and self.open is not None and self.open.plural and not governor.plural
        )
        if not inside or _TURN.search(link):
            self.open = governor
        return governor

    def _sense(self, governor: Governor | None, quote: Quotation) -> Sense:
        before = self.text[max(0, quote.start - _FURTHEST) : quote.start]
        if _ABOUT.search(before) and _PAPER.search(before):
            return Sense.OTHER
        if _DIRECT.search(before):
            return Sense.MOVEMENT
        if _REACHED.search(before):
            return Sense.TITLE
        if governor is None and _SEASON.match(quote.text):
            return Sense.PROGRAMME
        return governor.sense if governor else Sense.OTHER

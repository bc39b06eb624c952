"""Nơi nhận: one item a line, a line broken in two read as one, each with what it is sent for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from thidua.documents.prose.layout import is_rule
from thidua.documents.prose.passage import Passage
from thidua.documents.prose.tail import parted
from thidua.documents.reading.items import Item, Recipient
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Confidence

_BULLET = re.compile(r"\s*[-–—+•*]+\s*")
_ENDS = re.compile(r"[;.]\s*(?:\([^)]*\)\s*[;.,]?\s*)?$|\)\s*$")
_PURPOSE = re.compile(
    r"[,;]?\s*(?:[(/\[]\s*(?P<said>[^()\[\]]{2,40})[)\]]|[-–,]\s*(?P<plain>để\s+[^,;.]{2,30})|"
    r"\s(?P<bare>để\s+(?:b/c|báo cáo|biết|thực hiện|t/h|chỉ đạo|phối hợp|p/h|theo dõi)))\s*[;.,]*\s*$",
    re.IGNORECASE,
)
_ONLY_PURPOSE = re.compile(r"[-–+•*\s]*[(\[]\s*(?P<said>[^()]{2,40})[)\]]\s*[;.,]*")
_GROUP = re.compile(
    r"[-–+•*\s]*(?P<said>(?:để\s+)?(?:báo cáo|b/c|thực hiện|t/h|chỉ đạo|phối hợp|p/h|biết|theo dõi))\s*:?\s*",
    re.IGNORECASE,
)
_KEPT = re.compile(r"lưu\b", re.IGNORECASE)
_POST_WITHOUT_BODY = re.compile(
    r"(?:phó\s+)?(?:chủ tịch|trưởng ban|bí thư|giám đốc)\s*$|\b(?:ủy viên|uỷ viên|thành viên)\s*$",
    re.IGNORECASE,
)

_SHORTENED = {
    r"b\s?[/.]?\s?c(?:áo)?": "báo cáo",
    r"th?\s?[/.]\s?h(?:iện)?|th": "thực hiện",
    r"ph?\s?[/.]?\s?h(?:ợp)?": "phối hợp",
    r"c\s?[/.]\s?đ(?:ạo)?": "chỉ đạo",
    r"th?\s?[/.]\s?d(?:õi)?": "theo dõi",
    r"h\s?[/.]\s?d(?:ẫn)?": "hướng dẫn",
}
"""What offices write in the brackets, and what it stands for."""
_PURPOSE_WORDS = re.compile(
    r"báo\s+cáo|thực\s+hiện|phối\s+hợp|chỉ\s+đạo|theo\s+dõi|biết|đăng|tuyên\s+truyền|đưa\s+tin|"
    r"triển\s+khai|hướng\s+dẫn|tổng\s+hợp|kiểm\s+tra|phổ\s+biến|tham\s+mưu|xin\s+ý\s+kiến"
)

_LEADERS = re.compile(
    r"(?:TT|Thường trực|Đ/c|Đồng chí|Thường vụ|BTV|Ban Thường vụ|Lãnh đạo|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy)\b"
)


@dataclass(frozen=True)
class _Entry:
    passage: Passage
    group: str | None


def read_recipients(text: ReadingText) -> list[Item]:
    lines = parted(text.layout.tail).recipients or ()
    items: list[Recipient] = []
    for entry in _entries(lines):
        only = _ONLY_PURPOSE.fullmatch(entry.passage.text)
        if only:
            items = _lent(items, only["said"])
            continue
        item = _item(entry)
        if item:
            items.append(item)
    return list(items)


def _entries(lines: tuple[Passage, ...]) -> list[_Entry]:
    entries: list[_Entry] = []
    group: str | None = None
    ended_by_marks = sum(1 for line in lines if re.search(r"[;.]\s*(?:\(.*\))?\s*$", line.text)) * 2 > len(
        lines
    )
    for line in lines:
        heading = _GROUP.fullmatch(line.text)
        if heading and (line.text.rstrip().endswith(":") or not _BULLET.match(line.text)):
            group = heading["said"]
        elif is_rule(line.text):
            continue
        elif entries and _goes_on(entries[-1].passage, line, ended_by_marks):
            entries[-1] = replace(entries[-1], passage=_joined(entries[-1].passage, line))
        else:
            entries += [_Entry(part, group) for part in _several(line)]
    return entries


def _several(line: Passage) -> list[Passage]:
    """Entries that were joined into one line: "- a; - b; - Lưu: VT.", or set in one: "a; b; lưu: VT.". Behind one dash
    a semicolon parts them only where an entry has ended: after what it is for, and before "lưu"."""
    between = (
        r"[;.)]\s*(?=[-–+•]\s)|\)\s*;\s*|;\s*(?=[Ll]ưu(?!\w))"
        if _BULLET.match(line.text)
        else r";\s*|\)\s*,\s*|,\s*(?=[Ll]ưu(?!\w))"
    )
    edges = [0, *(match.end() for match in re.finditer(between, line.text)), len(line.text)]
    return [line.part(start, stop) for start, stop in pairwise(edges) if line.text[start:stop].strip()]


def _goes_on(before: Passage, line: Passage, ended_by_marks: bool) -> bool:
    """Without a dash of its own; or with one, where the line above stopped at a post that wants its body."""
    if _ONLY_PURPOSE.fullmatch(line.text):
        return not _BULLET.match(line.text) and not _KEPT.match(_name(before.text))
    if not _BULLET.match(line.text):
        return _BULLET.match(before.text) is not None and not _KEPT.match(line.text)
    open_post = _POST_WITHOUT_BODY.search(before.text)
    return ended_by_marks and open_post is not None


def _joined(before: Passage, line: Passage) -> Passage:
    """A purpose in brackets at the end of the first line stays at the end of the whole."""
    bullet = _BULLET.match(line.text)
    return before.joined(line.part(bullet.end()) if bullet else line)


def _item(entry: _Entry) -> Recipient | None:
    name, said = _parted(entry.passage.text)
    if not name:
        return None
    purpose = "lưu" if _KEPT.match(name) else _purpose(said or entry.group)
    start = entry.passage.text.find(name[:8])
    return Recipient(anchor=entry.passage.anchor(max(start, 0)), name=name, purpose=purpose)


def _name(text: str) -> str:
    return _parted(text)[0]


def _without_brace(text: str) -> str:
    """A brace drawn beside several lines."""
    return re.sub(r"\s*[{}|]\s*", " ", text).strip()


def _parted(text: str) -> tuple[str, str | None]:
    """The name, and the purpose written behind it or, where a line was broken, in its midst."""
    text = _without_brace(text)
    bullet = _BULLET.match(text)
    body = text[bullet.end() if bullet else 0 :].strip()
    found = _PURPOSE.search(body)
    if found and _purpose_known(_said(found)):
        return _clean(body[: found.start()]), _said(found)
    within = [one for one in re.finditer(r"\s*,?\s*\(([^()]{2,40})\)\s*", body) if _purpose_known(one[1])]
    if within:
        one = within[-1]
        return _clean(f"{body[: one.start()].rstrip(', ')}, {body[one.end() :]}"), one[1]
    return _clean(body), None


def _said(match: re.Match[str]) -> str:
    return str(match["said"] or match["plain"] or match["bare"])


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ;.,*_-–{}|")


def _purpose_known(said: str) -> bool:
    return bool(_PURPOSE_WORDS.search(_purpose(said) or ""))


def _purpose(said: str | None) -> str | None:
    """Written out, without its "để"."""
    if said is None:
        return None
    words = re.sub(r"^để\s+", "", said.strip(" .;:").lower())
    for short, full in _SHORTENED.items():
        words = re.sub(rf"(?<!\w)(?:{short})(?!\w)", full, words)
    return words


def _lent(items: list[Recipient], said: str) -> list[Recipient]:
    """A purpose that stands alone under the list was set beside its first lines: those of leaders, to whom one
    reports. Which lines the bracket reached is not in the text, so these are to be looked at."""
    if not _purpose_known(said):
        return items
    made: list[Recipient] = []
    leading = True
    for item in items:
        leading = leading and _LEADERS.match(item.name) is not None
        lent = leading and item.purpose is None
        made.append(replace(item, purpose=_purpose(said), confidence=Confidence.MEDIUM) if lent else item)
    return made

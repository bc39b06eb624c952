"""Titles and kinds of commendation that a paper names: quoted after their noun, or by the law's own words.

"danh hiệu thi đua" and "hình thức khen thưởng" alone name none. Levels in a row are titles of their own:
"chiến sĩ thi đua cấp cơ sở, cấp huyện" are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua.documents.prose.layout import Region
from thidua.documents.prose.letters import sentence_case
from thidua.documents.prose.outline import Node
from thidua.documents.prose.quotes import quotations
from thidua.documents.prose.sentences import Span, sentences
from thidua.documents.reading.items import Item, Title
from thidua.documents.reading.known import name_key
from thidua.documents.reading.movements import held_governor
from thidua.documents.reading.naming import Named, Quoted, Sense, named
from thidua.documents.reading.parts import told_in
from thidua.documents.reading.text import ReadingText

_REGIONS = (Region.PREAMBLE, Region.BODY, Region.ANNEX)


@dataclass(frozen=True)
class _Seen:
    name: str
    level: str | None
    start: int
    end: int
    asked_of: str = ""


def read_titles(text: ReadingText) -> list[Item]:
    told = [pair for node in told_in(text, *_REGIONS) if node.place is None for pair in _in_node(node)]
    givers = {name_key(title.name) for title, _ in told}
    found: dict[str, Title] = {}
    for title, asked_of in told:
        others = f"{name_key(title.name)} "
        if asked_of and any(
            key.startswith(others) for key in givers
        ):  # without its giver it would seem to be theirs
            full = replace(title, name=f"{title.name} của {asked_of}")
            found.setdefault(name_key(full.name), full)
        else:
            found.setdefault(name_key(title.name), title)
    return [title for key, title in found.items() if not _said_in_full(key, found)]


def _said_in_full(key: str, found: dict[str, Title]) -> bool:
    """ "Bằng khen" alone, where the paper says elsewhere whose."""
    return len(key.split()) <= 3 and any(other.startswith(f"{key} ") for other in found)


def _in_node(node: Node) -> Iterator[tuple[Title, str]]:
    """Titles, each with whom it is asked of ("đề nghị … tặng …")."""
    quoted = Quoted(quotations(node.text))
    names = _quoted(node)
    for sentence in sentences(node.text):
        seen = [one for one in names if sentence.start <= one.start < sentence.end]
        seen += [one for one in (*_worded(sentence), *_ranked(sentence)) if not quoted.holds(one.start)]
        for one in sorted(_alone(seen), key=lambda each: (each.start, each.end)):
            title = Title(
                name=sentence_case(one.name),
                level=one.level,
                recipient=_recipient(one, sentence),
                action=_action(sentence, one),
                anchor=node.passage.anchor(one.start, one.end),
            )
            yield title, one.asked_of


_NEAR = 250


def _before(text: str, at: int) -> str:
    """The words shortly before a place: further off nothing is about it."""
    return text[max(0, at - _NEAR) : max(0, at)]


def _alone(seen: list[_Seen]) -> list[_Seen]:
    """One title per place; of two that overlap, the one that begins first. Levels of one title share their beginning."""
    kept: list[_Seen] = []
    for one in sorted(seen, key=lambda each: (each.start, -each.end)):
        if not kept or one.start >= kept[-1].end or one.start == kept[-1].start:
            kept.append(one)
    return kept


# --- in quotation marks -----------------------------------------------------------------------------------------

_LONGEST = 20  # words of a title
_MEDALS = re.compile(r"bằng khen|kỷ niệm chương|huy hiệu|cờ thi đua|giải thưởng", re.I)
_LEVEL_AFTER = re.compile(
    r"[”\"»*_\s]*(?:,\s*)?cấp\s+(?P<level>cơ sở|trên cơ sở|huyện|quận|thành phố|tỉnh|ngành|toàn quốc|xã|phường)"
)


def _quoted(node: Node) -> list[_Seen]:
    names = [
        one
        for one in named(node.text, held_governor(node))
        if one.sense is Sense.TITLE and len(one.name.split()) <= _LONGEST
    ]
    seen: list[_Seen] = []
    level, governor = None, None
    for one in reversed(names):  # a level said after the last name of a list counts for the list
        said = _LEVEL_AFTER.match(node.text, one.end)
        if said or one.governor != governor:
            level = said["level"] if said else None
        governor = one.governor
        seen.append(_Seen(_full_name(one), level or _level_in_name(one.name), one.start, one.end))
    return seen[::-1]


_NAMES_LEVEL = re.compile(
    r"cấp\s+(?P<said>cơ sở|trên cơ sở|huyện|quận|thành phố|tỉnh|ngành|toàn quốc|xã|phường)(?!\w)"
    r"|(?<!\w)(?P<of>tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?=\s+[A-ZĐ])"
    r"|chiến s[ĩỹ] thi đua\s+(?P<grade>cơ sở|toàn quốc|tỉnh|ngành)|(?P<base>(?:công đoàn|CĐ) cơ sở|CĐCS)",
    re.I,
)


def _level_in_name(name: str) -> str | None:
    found = _NAMES_LEVEL.search(name)
    if found is None:
        return None
    return (found["said"] or found["of"] or found["grade"] or "cơ sở").lower()


def _full_name(one: Named) -> str:
    """The quoted name; after a medal's own noun the noun is part of it: Kỷ niệm chương “Vì …”."""
    noun = one.governor.word if one.governor else ""
    medal = _MEDALS.search(noun)
    name = one.name.strip(" .,;:*_")
    return f"{medal[0].capitalize()} {name}" if medal else name


# --- by the law's words -----------------------------------------------------------------------------------------

_PLACE = r"tỉnh|thành phố|huyện|quận|thị xã|xã|phường|ngành|khu công nghiệp"
_NAME_WORD = r"(?!(?:tặng|trao|cho|về|và|hoặc|là|để|trong|năm|kèm|theo|do|đối|với|đề|xét|khen|gồm)(?!\w))\w+"
_GIVER = (
    r"(?:Thủ tướng Chính phủ|Thủ tướng|Chính phủ|Chủ tịch nước|Nhà nước|"
    r"(?:Đoàn Chủ tịch )?Tổng Liên đoàn(?: Lao động)?(?: Việt Nam)?|"
    rf"Tổng LĐLĐ(?: Việt Nam)?|TLĐ|(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)(?: (?:{_PLACE}))?|"
    rf"(?:Ban (?:Chấp hành|Thường vụ) )?(?:LĐLĐ|Liên đoàn Lao động)(?: (?:{_PLACE}))?|"
    r"Bộ [A-ZĐ]\w+(?: [a-zà-ỹđ]+)?|"
    r"(?:Đoàn Chủ tịch |Ban (?:Chấp hành|Thường vụ|Bí thư) )?(?:Trung ương|TW) (?:Hội|Đoàn|Mặt trận)|"
    r"(?:Ban (?:Chấp hành|Thường vụ) )?Hội (?:LHPN|Liên hiệp Phụ nữ|Nông dân|Cựu chiến binh|Chữ thập đỏ|Nhà báo)"
    rf"(?: (?:{_PLACE}))?|(?:Ban (?:Chấp hành|Thường vụ) )?(?:Tỉnh|Thành|Huyện|Quận|Thị) ?đoàn|"
    r"(?:Tổng )?Giám đốc(?: (?:Sở|Bệnh viện|Công ty|Tổng công ty|Đại học)(?: [A-ZĐ]\w+)?)?|Hiệu trưởng|"
    r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ?ủy|(?:Hội đồng thành viên |Hội đồng quản trị )?(?:Tổng công ty|Tập đoàn|Công ty)|"
    r"Công đoàn (?:Công ty|Tổng công ty|Tập đoàn|Bệnh viện|Trường|Khu|Cơ quan)(?-i: [A-ZĐ]\w+)?|"
    r"Công đoàn (?:(?!(?:và|hoặc|công đoàn) )[^\W\d_]+ (?:- )?){1,6}?Việt Nam(?!\w)|"
    rf"Công đoàn (?:ngành|cấp trên(?: trực tiếp)?(?: cơ sở)?|cơ sở|Viên chức|Giáo dục|Y tế)(?: {_NAME_WORD})?|"
    r"công đoàn (?:ngành|cấp trên(?: trực tiếp)?(?: cơ sở)?|cơ sở)|cấp có thẩm quyền)"
)
_LEVEL = r"(?:cấp\s+)?(?:cơ sở|trên cơ sở|huyện|quận|thị xã|thành phố|tỉnh|ngành|bộ|toàn quốc|Tổng Liên đoàn|tổng liên đoàn)"
_BY_LAW = re.compile(
    r"(?<!\w)(?:"
    r"(?P<graded>chiến s[ĩỹ] thi đua|CSTĐ)(?P<levels>\s+"
    + _LEVEL
    + r"(?:\s*(?:,|;|và|hoặc)\s*(?:chiến s[ĩỹ] thi đua\s+)?"
    r"(?:cấp\s+(?:cơ sở|huyện|quận|thành phố|tỉnh|ngành|bộ|toàn quốc)|toàn quốc|Tổng Liên đoàn))*)?|"
    r"(?P<given>cờ thi đua|bằng khen|giấy khen|cờ truyền thống|cờ chuyên đề)"
    r"(?P<giver>\s+(?:toàn diện\s+|chuyên đề\s+)?(?:(?:của|cấp)\s+)?"
    + _GIVER
    + r"|\s+cấp\s+(?:"
    + _PLACE
    + r"))?(?P<kind>\s+(?:toàn diện|chuyên đề))?|"
    r"(?P<plain>lao động tiên tiến|LĐTT|tập thể lao động (?:tiên tiến|xuất sắc)|bằng lao động sáng tạo|"
    r"huân chương(?: lao động| độc lập)?(?: hạng (?:nhất|nhì|ba))?|anh hùng lao động|"
    r"đoàn viên (?:công đoàn )?(?:xuất sắc|ưu tú tiêu biểu)|cán bộ công đoàn (?:xuất sắc|tiêu biểu|giỏi)|"
    r"gia đình văn hóa|(?:công đoàn cơ sở|CĐCS) vững mạnh(?: xuất sắc| toàn diện)?|tổ công đoàn (?:vững mạnh|xuất sắc)|"
    r"công nhân giỏi(?: [A-ZĐ]\w+)?|giải thưởng [A-ZĐ]\w+ [A-ZĐ]\w+(?: [A-ZĐ]\w+)?|kỷ niệm chương)"
    r")(?!\w)",
    re.I,
)
_ONE_LEVEL = re.compile(
    r"cơ sở|trên cơ sở|huyện|quận|thị xã|thành phố|tỉnh|ngành|bộ|toàn quốc|tổng liên đoàn", re.I
)
_REGULATION = re.compile(
    r"(?:luật|quy chế|nghị định|hội đồng|ban|quỹ|công tác|phong trào(?: thi đua)?)\s*$", re.I
)


def _worded(sentence: Span) -> Iterator[_Seen]:
    for found in _BY_LAW.finditer(sentence.text):
        if _REGULATION.search(_before(sentence.text, found.start())) or _in_a_class(sentence.text, found):
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        if found["graded"]:
            yield from _graded(found, start)
        else:
            name = _capital(" ".join(found[0].split()))
            yield _Seen(name, _given_level(found), start, end, _asked_of(sentence.text, found))


_ASKED_OF = re.compile(
    rf"(?i:đề nghị|trình)\s+(?P<giver>{_GIVER})\s+(?:xem xét\s+|xét\s+)?(?:trao\s+)?tặng\s[^.;]*$"
)


def _asked_of(text: str, found: re.Match[str]) -> str:
    """ "đề nghị Tổng Liên đoàn tặng Cờ thi đua, Bằng khen": whose they are was said before them."""
    if not found["given"] or found["giver"]:
        return ""
    asked = _ASKED_OF.search(_before(text, found.start()))
    return asked["giver"] if asked else ""


_COUNTED = re.compile(r"[^.;“]{0,40}?\d\s?%")


def _in_a_class(text: str, found: re.Match[str]) -> bool:
    """The words are meant plainly: "xây dựng công đoàn cơ sở vững mạnh" names no rank, unless a figure says how many."""
    plainly = re.search(r"(?:đội ngũ|xây dựng|lực lượng)\s*$", _before(text, found.start()), re.I)
    return bool(found["plain"] and plainly and not _COUNTED.match(text, found.end()))


def _graded(found: re.Match[str], start: int) -> Iterator[_Seen]:
    base = "Chiến sĩ thi đua"
    levels = list(_ONE_LEVEL.finditer(found["levels"] or ""))
    if not levels:
        yield _Seen(base, None, start, start + len(found["graded"]))
    for level in levels:
        said = re.search(rf"cấp\s+{re.escape(level[0])}", found["levels"])
        name = f"{base} cấp {level[0]}" if said else f"{base} {level[0]}"
        yield _Seen(
            name, level[0].lower(), start, start + found.start("levels") - found.start() + level.end()
        )


def _given_level(found: re.Match[str]) -> str | None:
    level = re.search(
        rf"(?:{_PLACE}|cơ sở|Tổng Liên đoàn|Trung ương|Chính phủ|toàn quốc)(?!\w)", found["giver"] or "", re.I
    )
    return level[0].lower() if level and level[0] == "Trung ương" else level[0] if level else None


_RANK = re.compile(
    r"(?P<who>công đoàn cơ sở|CĐCS|nghiệp đoàn|tổ công đoàn|công đoàn bộ phận|đoàn viên|"
    r"công đoàn cấp trên(?: trực tiếp)?(?: cơ sở)?)"
    r"[^.;,“\"]{0,80}?\s(?:đạt(?: tiêu chuẩn| danh hiệu| loại)?|xếp loại|được (?:đánh giá|xếp loại|công nhận))\s+"
    r"(?:xếp loại\s+|danh hiệu\s+|loại\s+)?"
    r"(?P<rank>hoàn thành (?:xuất sắc|tốt) nhiệm vụ|vững mạnh(?: xuất sắc)?)(?!\w)",
    re.I,
)


_MAY_RANK = re.compile(r"vững mạnh|hoàn thành", re.I)


def _ranked(sentence: Span) -> Iterator[_Seen]:
    """ "… công đoàn cơ sở đạt vững mạnh": the rank with who is given it."""
    for found in _RANK.finditer(sentence.text) if _MAY_RANK.search(sentence.text) else ():
        level = "cơ sở" if re.search(r"cơ sở|CĐCS", found["who"], re.I) else None
        yield _Seen(
            _capital(f"{found['who']} {found['rank']}"),
            level,
            sentence.start + found.start(),
            sentence.start + found.end(),
        )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


# --- who gets it, and what is done about it ---------------------------------------------------------------------

_RECIPIENTS = (
    ("family", r"gia đình|hộ(?!\w)"),
    (
        "collective",
        (r"tập thể|đơn vị|cờ |công đoàn cơ sở|CĐCS|công đoàn bộ phận|tổ công đoàn|nghiệp đoàn|cơ quan|trường|"
        r"công đoàn cấp trên|doanh nghiệp|phân xưởng|phòng(?! chống| ngừa)|khoa(?! học)|tổ (?!chức|quốc)|"
        r"chi (?:hội|đoàn|bộ)|khu dân cư|xã(?!\w| hội)|thôn|bệnh viện|nhà thầu|huyện|cụm"),
    ),
    (
        "individual",
        (r"chiến s|CSTĐ|lao động tiên tiến|LĐTT|cá nhân|công nhân|cán bộ|đoàn viên|nữ|CNVCLĐ|người|anh hùng|nhà giáo|"
        r"thầy|kỷ niệm chương|lao động sáng tạo|gương mặt|bàn tay|lái xe|bưu tá|thợ|giáo viên|học sinh|y sĩ|bác sĩ|"
        r"điều dưỡng|chủ tịch|bí thư|hội viên|đồng chí|nông dân|thanh niên"),
    ),
    ("both", r"bằng khen|giấy khen|huân chương"),
)  # fmt: skip
_ACTIONS = (
    ("rank", r"xếp loại|đạt tiêu chuẩn|đánh giá"),
    ("register", r"đăng ký"),
    ("recognise", r"công nhận|tôn vinh|biểu dương"),
    ("select", r"bình chọn|lựa chọn|tuyển chọn|bình xét|xét chọn|suy tôn"),
    ("award", r"tặng|trao|khen thưởng|đạt|cấp|danh hiệu|khen"),
)


_CALLS_BOTH = ("both",)
_MEDAL = re.compile(r"(?:cờ|bằng|giấy khen|huân chương|kỷ niệm chương|huy hiệu|giải thưởng)(?!\w)", re.I)
_SAID_OF = re.compile(r"(?:[^.]|\.(?=\d))*")
_GIVEN_TO = r"(?:(?:\d+|các|những|cho|tặng|là)\s+|:\s+|,\s+|;\s+|và\s+)"
"""Before the word for who gets it: "cho 03 tập thể, 05 cá nhân", "tập thể tối đa 05"."""


def _recipient(one: _Seen, sentence: Span) -> str | None:
    """By the first word of the name that says it; a medal by whom the clause gives it to; else by who is named last
    before it."""
    named = _called(one.name)
    if named and named != "both":
        return named
    at = one.end - sentence.start
    if _MEDAL.match(one.name):
        given = _given_to(sentence.text, at)
        return given or named or _called_last(_before(sentence.text, one.start - sentence.start))
    return named or _called_last(_before(sentence.text, one.start - sentence.start))


def _called(name: str) -> str | None:
    """What the words of a title call: the one that stands first in it."""
    stands = [
        (found.start(), place, recipient)
        for place, (recipient, words) in enumerate(_RECIPIENTS)
        if (found := re.search(rf"(?<!\w)(?:{words})", name, re.I))
    ]
    return min(stands)[2] if stands else None


def _called_last(before: str) -> str | None:
    stands = [
        (found.start(), recipient)
        for recipient, words in _RECIPIENTS
        if recipient not in _CALLS_BOTH
        for found in re.finditer(rf"(?<!\w)(?:{words})", before[-80:], re.I)
    ]
    return max(stands)[1] if stands else None


def _given_to(text: str, at: int) -> str | None:
    """Whom the rest of the clause gives a medal to, as far as the next medal."""
    rest = _SAID_OF.match(text, at)
    told = re.split(rf"(?<!\w){_MEDAL.pattern}", rest[0] if rest else "", maxsplit=1, flags=re.I)[0]
    kinds = {
        recipient
        for recipient, words in _RECIPIENTS
        if recipient in ("collective", "individual") and re.search(rf"{_GIVEN_TO}(?:{words})", told, re.I)
    }
    return "both" if len(kinds) == 2 else next(iter(kinds), None)


def _action(sentence: Span, one: _Seen) -> str | None:
    before = _before(sentence.text, one.start - sentence.start)
    inside = one.name if re.search("vững mạnh|hoàn thành", one.name) else ""
    if inside:
        return "rank"
    if _MEDAL.match(one.name):  # whatever is registered or chosen, a medal is given
        return "award"
    for action, words in _ACTIONS:
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", before, re.I):
            return action
    return None

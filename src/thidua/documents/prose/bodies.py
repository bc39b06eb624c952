"""Names of bodies as papers write them: of the union, the State, the Party, companies and schools.

    body     = { organ } core { level | sector | name | term }      Ban Thường vụ LĐLĐ tỉnh Lai Châu
    congress = "Đại hội" … [ "lần thứ" number ] ["của"] body          Đại hội XV Công đoàn tỉnh

An organ is what acts for a body (Ban Thường vụ, Văn phòng); a core is the body itself (Liên đoàn Lao động, UBND);
a level says where (tỉnh, quận), a sector of what trade (ngành Y tế), a name is words with capitals, a term says of
which congress it is (khóa XII). Words may be abbreviated and in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.prose.letters import UPPER, is_upper, plain


@dataclass(frozen=True)
class Body:
    """``congress`` when a congress is named rather than a standing body."""

    written: str
    start: int
    end: int
    organ: str | None = None
    congress: bool = False


ABBREVIATIONS = {
    "Tổng LĐLĐ Việt Nam": "Tổng Liên đoàn Lao động Việt Nam",
    "Tổng LĐLĐVN": "Tổng Liên đoàn Lao động Việt Nam",
    "Tổng LĐLĐ": "Tổng Liên đoàn Lao động",
    "LĐLĐ": "Liên đoàn Lao động",
    "TLĐ": "Tổng Liên đoàn",
    "CĐCS": "công đoàn cơ sở",
    "CĐ": "Công đoàn",
    "BTV": "Ban Thường vụ",
    "BCH": "Ban Chấp hành",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBKT": "Ủy ban Kiểm tra",
    "TĐKT": "Thi đua - Khen thưởng",
    "MTTQ": "Mặt trận Tổ quốc",
    "GDĐT": "Giáo dục và Đào tạo",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "TW": "Trung ương",
    "TP.": "thành phố",
    "TP": "thành phố",
}
"""What offices shorten, and what it stands for. Longer ones first."""

_ORGANS = (
    "Ban Thường vụ", "BTV", "Ban Chấp hành Trung ương", "Ban Chấp hành", "BCH Trung ương", "BCHTW", "BCH",
    "Thường trực", "Đoàn Chủ tịch", "Ủy ban Kiểm tra", "UBKT", "Văn phòng", "Phó Chủ tịch", "Chủ tịch", "Lãnh đạo",
    "Hội đồng Thi đua - Khen thưởng", "Hội đồng Thi đua, Khen thưởng", "Hội đồng TĐKT", "HĐ TĐKT",
    "Ban Thi đua - Khen thưởng", "Ban Thi đua, Khen thưởng", "Ban TĐKT", "Ban Chính sách - Pháp luật",
    "Ban Chính sách Pháp luật", "Ban CSPL", "Ban Tuyên giáo", "Ban Tổ chức", "Ban Dân vận", "Ban Nữ công",
    "Ban Tài chính", "Bộ trưởng", "Tổng Giám đốc", "Giám đốc", "Hiệu trưởng", "Thường vụ", "Hội đồng thành viên",
    "Hội đồng quản trị", "Cụm trưởng",
    "Khối trưởng",
)  # fmt: skip

_CORES = (
    "Tổng Liên đoàn Lao động Việt Nam", "Tổng Liên đoàn Lao động", "Tổng Liên đoàn LĐVN", "Tổng Liên đoàn",
    "Tổng LĐLĐ Việt Nam", "Tổng LĐLĐVN", "Tổng LĐLĐ VN", "Tổng LĐLĐ", "TLĐ", "Liên đoàn Lao động", "Liên đoàn LĐ",
    "LĐLĐ", "Công đoàn cấp trên trực tiếp cơ sở", "Công đoàn cơ sở", "CĐCS", "Công đoàn", "CĐ", "Ủy ban nhân dân",
    "UBND", "Hội đồng nhân dân", "HĐND", "Quốc hội", "Thủ tướng Chính phủ", "Thủ tướng", "Chính phủ", "Chủ tịch nước",
    "Bộ Chính trị", "Ban Bí thư Trung ương Đảng", "Ban Bí thư", "Trung ương Đảng", "Đảng Cộng sản Việt Nam",
    "Trung ương", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy", "Đảng bộ", "Đảng",
    "Ủy ban Mặt trận Tổ quốc", "Mặt trận Tổ quốc", "UBMTTQ", "MTTQ", "Hội đồng Thi đua - Khen thưởng", "Cụm thi đua",
    "Khối thi đua", "Hội Liên hiệp Phụ nữ", "Hội LHPN", "Hội Nông dân", "Hội Cựu chiến binh", "Hội Chữ thập đỏ",
    "Trung ương Hội", "Trung ương Đoàn", "Tỉnh đoàn", "Thành đoàn", "Huyện đoàn", "Quận đoàn", "Thị đoàn",
    "Đoàn Thanh niên", "Đoàn TNCS Hồ Chí Minh", "Bộ", "Sở", "Tập đoàn", "Tổng công ty", "Công ty", "Trường", "Bệnh viện",
)  # fmt: skip

_CONTAINED_ALONE = {
    "bộ",
    "sở",
    "trường",
    "công ty",
    "tập đoàn",
    "bệnh viện",
    "trung ương",
    "đảng bộ",
    "tổng công ty",
}
"""Common nouns unless a name or a place follows."""

_LEVELS = (
    "tỉnh", "thành phố", "TP", "quận", "huyện", "thị xã", "phường", "xã", "ngành", "khối", "các khu công nghiệp",
    "các KCN", "khu công nghiệp", "khu kinh tế", "các cấp", "cấp trên trực tiếp cơ sở", "cấp trên", "cơ sở",
    "cơ quan", "doanh nghiệp", "thị trấn", "đặc khu",
)  # fmt: skip

_OF_COMPANIES = (
    "trường", "công ty", "tổng công ty", "tập đoàn", "bệnh viện", "cổ phần", "một thành viên", "cao đẳng", "đại học",
    "trung học", "tiểu học", "mầm non", "phổ thông", "đa khoa", "nghề",
)  # fmt: skip
"""What may follow in the name of a company's or a school's union."""

_SECTORS = (
    "Y tế", "Giáo dục và Đào tạo", "Giáo dục & Đào tạo", "GD&ĐT", "GDĐT", "Giáo dục", "Giao thông vận tải", "GTVT",
    "Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và Môi trường", "Dân tộc và Tôn giáo", "NN&PTNT",
    "Nông nghiệp", "Xây dựng", "Công thương", "Công Thương",
    "Dệt may", "Dệt - May", "Viên chức", "Ngân hàng", "Điện lực", "Than - Khoáng sản", "Cao su", "Dầu khí",
    "Hàng hải", "Đường sắt", "Bưu điện", "Thông tin và Truyền thông", "Văn hóa, Thể thao và Du lịch",
    "Lao động - Thương binh và Xã hội", "Kế hoạch và Đầu tư", "Tài nguyên và Môi trường", "Khoa học và Công nghệ",
    "Nội vụ", "Tài chính", "Tư pháp", "Thi đua - Khen thưởng", "Công an", "Quốc phòng", "Hàng không", "Quân đội",
    "Công nhân",
)  # fmt: skip


def _any(words: tuple[str, ...]) -> str:
    """Alternatives, longest first, any case, any dash, either way of writing uỷ."""
    made = []
    for word in sorted(words, key=len, reverse=True):
        form = re.escape(word).replace(r"\ \-\ ", r"\s*[-–]\s*").replace(r"\ ", r"\s+")
        made.append(re.sub("ủy", "(?:ủy|uỷ)", re.sub("Ủy", "(?:Ủy|Uỷ)", form)))
    return "(?i:" + "|".join(made) + r")(?!\w)"


_ROMAN_TERM = r"(?:[IVXLC]+|\d{1,3})(?!\w)"
_TERM = rf"\s*[,(]?\s*(?i:khóa|khoá)\s+{_ROMAN_TERM}\)?"
_NAME_WORD = rf"[{UPPER}][\w'’]*"
_NOT_A_NAME = (
    r"(?!(?i:khóa|khoá|năm|lần|về|do|và|của|ngày|số|giai đoạn|nhiệm kỳ|ban hành|phát động|tổ chức|triển khai|đề nghị|"
    r"yêu cầu|chỉ thị|nghị quyết|nghị định|quyết định|quy định|quy chế|kế hoạch|hướng dẫn|thông báo|thông tư|chương trình|"
    r"mừng|tổng liên đoàn|liên đoàn|công đoàn|ủy ban|uỷ ban|ban thường vụ|ban chấp hành|cộng h|độc lập|"
    r"cđcs|lđlđ|cđ|ubnd|tlđ|bch|btv)(?!\w))"
)
"""A word with a capital after a body that is not its name: the next phrase, a kind of paper, the next body."""
_NAME = rf"\s+{_NOT_A_NAME}{_NAME_WORD}(?:\s*[-–&]\s*{_NOT_A_NAME}{_NAME_WORD})*"
_SECTORS_AS_NAMES = "|".join(
    re.escape(one) for word in sorted(_SECTORS, key=len, reverse=True) for one in (word, word.upper())
)
_SECTOR = rf"(?:(?<=(?i:ngành)\s){_any(_SECTORS)}|(?:{_SECTORS_AS_NAMES})(?!\w))"
"""After "ngành" in any case; else with its capitals: "xây dựng kế hoạch" is no trade."""
_PLACE = (
    rf"(?:\s+(?i:Việt\s+Nam|VN)\b|\s+(?:{_any((*_LEVELS, *_OF_COMPANIES))})|\s+{_SECTOR}|\s+(?i:số)\s+\d+|"
    rf"(?<=[Qq]uận)\s+\d+|(?<=QUẬN)\s+\d+|{_NAME})"
)
_ORGAN = rf"(?P<organ>{_any(_ORGANS)})(?:\s+của)?\s+"
_STANDING = rf"(?:{_ORGAN})?(?P<core>{_any(_CORES)})(?P<rest>(?:{_PLACE}){{0,14}}(?:{_TERM})?)"
_CONGRESS = (
    rf"(?P<congress>(?i:Đại\s+hội)(?:\s+(?i:đại\s+biểu))?(?:\s+(?i:Đảng|Công\s+đoàn|thi\s+đua\s+yêu\s+nước))?"
    rf"(?:\s+(?i:toàn\s+quốc|toàn\s+thể))?"
    rf"(?:\s+(?i:lần\s+thứ\s+)?{_ROMAN_TERM})?)"
)
_STANDING_BODY = re.compile(rf"(?<!\w){_STANDING}")
_ORGAN_ALONE = re.compile(r"(?<!\w)(?:Ban Thường vụ|Ban Chấp hành|Đoàn Chủ tịch|Ủy ban Kiểm tra)(?!\w)")
"""In a paper of one body its organs are named without it."""
_CONGRESS_BODY = re.compile(rf"(?<!\w){_CONGRESS}")
_NTH = re.compile(rf"\s*,?\s*(?i:lần\s+thứ)\s+{_ROMAN_TERM}")
_OF = re.compile(r"\s+(?:của\s+)?")
_TERM_OF_OFFICE = re.compile(r"\s*,?\s*(?:\(\s*)?(?i:nhiệm\s+kỳ)\s+\d{4}\s*[-–]\s*\d{4}\)?")


ISSUES = re.compile(
    r"\s*,?\s*(?:(?:đã|sẽ|nay|quyết định)\s+)*(?:ban hành|xây dựng|phát động|hướng dẫn|đề nghị|yêu cầu|thông báo|"
    r"triển khai|tổ chức|kêu gọi|chỉ đạo)(?!\w)",
    re.IGNORECASE,
)
"""What a body does right after its name where it is the author of a paper."""


def body_at(text: str, at: int = 0) -> Body | None:
    """The body whose name begins at ``at``, as far as it goes."""
    match = _STANDING_BODY.match(text, at)
    if match is None:
        return None
    alone = match["organ"] is None and not match["rest"].strip()
    lone = alone and match["core"].lower() in _CONTAINED_ALONE
    if lone or _is_a_word_only(match) or _ends_a_word(text, match):
        return None
    end = at + len(match[0].rstrip())
    return Body(text[at:end], at, end, match["organ"])


def congress_at(text: str, at: int = 0) -> Body | None:
    """ "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Đại hội XV Công đoàn tỉnh", "Đại hội Công đoàn các cấp"."""
    match = _CONGRESS_BODY.match(text, at)
    if match is None:
        return None
    end = match.end()
    said = match[0]
    link = _OF.match(text, end)
    body = body_at(text, link.end()) if link else None
    if body and body.organ is None:
        end = body.end
    elif re.search(r"(?i)(đảng|công đoàn|yêu\s+nước)", said):
        levels = re.compile(rf"(?:{_PLACE}){{1,8}}").match(text, end)
        end = levels.end() if levels else end
    for more in (_NTH, re.compile(r"\s+của\s+Đảng(?!\w)"), _TERM_OF_OFFICE):
        tail = more.match(text, end)
        end = tail.end() if tail else end
    if end == at + len("Đại hội"):
        return None
    return Body(text[at:end], at, end, congress=True)


def bodies(text: str) -> Iterator[Body]:
    """Every body of the text in order, none within another."""
    at = 0
    while found := _next_body(text, at):
        body = body_at(text, found.start())
        at = body.end if body else found.end()
        if body:
            yield body


def _next_body(text: str, at: int) -> re.Match[str] | None:
    stands = [found for form in (_STANDING_BODY, _ORGAN_ALONE) if (found := form.search(text, at))]
    return min(stands, key=re.Match.start, default=None)


def expanded(name: str) -> str:
    """Abbreviations written out: "LĐLĐ tỉnh" is "Liên đoàn Lao động tỉnh". Capitals stay capitals."""
    for short, full in ABBREVIATIONS.items():
        shown = full.upper() if is_upper(name) and " " in name.strip() else full
        name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", shown, name)
    return name


def opens_a_name(line: str) -> bool:
    """A line of a letterhead that begins a body's name, rather than going on with the one above."""
    return (
        bool(_STANDING_BODY.match(line))
        or bool(re.match(_any(_ORGANS), line))
        or _OF_A_UNION.match(line) is not None
        or _OF_THE_STATE.match(line) is not None
    )


_OF_A_UNION = re.compile(r"ban\s+công\s+đoàn\s+\w", re.IGNORECASE)
"""A union's own board may be the issuer: "BAN CÔNG ĐOÀN QUỐC PHÒNG"."""
_OF_THE_STATE = re.compile(
    r"(?:công\s+an|quân\s+khu|quân\s+đoàn|quân\s+chủng|binh\s+đoàn|sư\s+đoàn|lữ\s+đoàn|trung\s+đoàn|tiểu\s+đoàn|vùng|"
    r"bộ\s+(?:tư\s+lệnh|chỉ\s+huy|tham\s+mưu|đội)|ban\s+chỉ\s+huy|tổng\s+cục|cục|chi\s+cục|học\s+viện|đại\s+học|viện|"
    r"tòa\s+án|toà\s+án|kho\s+bạc|bảo\s+hiểm\s+xã\s+hội|ngân\s+hàng|phòng|ban\s+quản\s+lý|đoàn\s+tncs|trung\s+tâm)\s+\w",
    re.IGNORECASE,
)
"""Offices, forces and schools whose line in a letterhead is a body of its own."""


def is_organ_only(line: str) -> bool:
    """ "BAN CHẤP HÀNH" on a line of its own waits for its body."""
    return bool(re.fullmatch(_any(_ORGANS), line.strip()))


def is_bare(name: str) -> bool:
    """ "CÔNG ĐOÀN" alone: whose, another line says."""
    return plain(name) in {plain("Công đoàn"), plain("Đảng"), plain("Công đoàn cơ sở")}


def same_body(one: str, other: str) -> bool:
    """Equal when written out; case, dashes and tone places do not matter."""
    return plain(expanded(one)) == plain(expanded(other))


_WORDS_THAT_END_SO = {
    "trường": re.compile(r"(?:môi|thị|nhà|công|nông|lâm|ngư|hiện|quân|chiến|lập)\s+$", re.I),
    "bộ": re.compile(r"(?:cán|nội|đồng|tiến|toàn|chi|liên|hàng)\s+$", re.I),
    "sở": re.compile(r"(?:cơ|trụ|xứ)\s+$", re.I),
}
"""Words of two syllables whose second is the noun of a body: môi trường, cán bộ, cơ sở."""


def _ends_a_word(text: str, match: re.Match[str]) -> bool:
    before = _WORDS_THAT_END_SO.get(match["core"].lower()) if match["organ"] is None else None
    return before is not None and before.search(text, 0, match.start()) is not None


def _is_a_word_only(match: re.Match[str]) -> bool:
    """ "công đoàn" and "đảng" in lower case, without a place or a name, are common nouns here too."""
    return match["organ"] is None and match["core"][0].islower() and not match["rest"].strip()


_CASES = {
    plain(phrase): phrase
    for phrase in (
        *_SECTORS,
        *_LEVELS,
        *_OF_COMPANIES,
        *_ORGANS,
        *_CORES,
        "Phó Chủ tịch",
        "Trưởng ban",
        "Cụm trưởng",
        "Bí thư",
        "các",
        "và",
        "của",
        "số",
        "lần thứ",
        "khóa",
    )
}
PROPER = sorted(
    {
        *(phrase for phrase in (*_ORGANS, *_CORES) if phrase.lower() not in _CONTAINED_ALONE),
        *(
            "Việt Nam",
            "Đại hội",
            "Cách mạng",
            "Quốc khánh",
            "Chủ tịch Hồ Chí Minh",
            "Tết",
            "Tháng Công nhân",
            "Bác Hồ",
        ),
    },
    key=len,
)
"""What keeps its capitals in any sentence; longer ones last, so that they win over their parts."""
_LONGEST = max(len(phrase.split()) for phrase in _CASES)
_SHORT = re.compile(
    r"[BCDĐGHKLMNPQRSTVX]{2,}|[A-ZĐ&]*(?:LĐ|CĐ|BCH|BTV|UBND|HĐND|TNHH|MTV|CP|VN|TW|TP|KCN)[A-ZĐ&]*|[IVX]+"
)
"""Abbreviations and Roman numbers keep their capitals."""


def cased(name: str) -> str:
    """A name in capitals as it stands in a sentence: "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU" is "Liên đoàn Lao động tỉnh
    Lai Châu". Anything else unchanged."""
    if not is_upper(name):
        return name
    words = name.split()
    made: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            known = _CASES.get(plain(" ".join(words[at : at + length]).strip(",;")))
            if known and len(known.split()) == length:
                made.append(known + ("," if words[at + length - 1].endswith(",") else ""))
                at += length
                break
        else:
            made.append(words[at] if _SHORT.fullmatch(words[at].strip(",.;")) else words[at].capitalize())
            at += 1
    said = " ".join(made)
    return said[:1].upper() + said[1:]

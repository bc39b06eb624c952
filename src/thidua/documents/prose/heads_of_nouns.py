"""Where a noun phrase of people or bodies ends when the verb behind it is not known: "80% doanh nghiệp | phân loại rác".

Verbs are an open class, nouns of those for whom plans are written are nearly a closed one. What is cut here is a guess and
says so.
"""

from __future__ import annotations

import re

_HEADS = (
    "doanh nghiệp", "công ty", "xí nghiệp", "nhà máy", "phân xưởng", "hợp tác xã", "cơ sở sản xuất", "cơ sở kinh doanh",
    "đơn vị", "cơ quan", "phòng", "ban", "trường học", "trường", "cơ sở giáo dục", "bệnh viện", "lớp", "khoa",
    "công đoàn cơ sở", "CĐCS", "công đoàn bộ phận", "tổ công đoàn", "nghiệp đoàn", "công đoàn cấp trên", "công đoàn",
    "LĐLĐ", "đoàn viên", "hội viên", "cán bộ", "công chức", "viên chức", "công nhân", "người lao động", "lao động", "NLĐ",
    "CNLĐ", "CNVCLĐ", "CNVC", "CBCNV", "CBCCVC", "CBĐV", "đảng viên", "thành viên", "giáo viên", "nhà giáo", "giảng viên",
    "học sinh", "sinh viên", "bác sĩ", "điều dưỡng", "y tá", "lái xe", "kỹ sư", "phụ nữ", "chị em",
    "gia đình", "hộ gia đình", "hộ", "thôn", "khu nhà trọ", "khu trọ", "nhà trọ", "bếp ăn", "tổ sản xuất", "tổ, đội", "tổ",
    "đội", "chủ tịch", "ủy viên", "tổ trưởng", "trưởng ban",
)  # fmt: skip
_KINDS = (
    "nữ", "nam", "trẻ", "mới", "vừa và nhỏ", "nhỏ và vừa", "FDI", "nhà nước", "ngoài nhà nước", "ngoài khu vực nhà nước",
    "tư nhân", "trực thuộc", "cơ sở", "trực tiếp", "sản xuất", "kinh doanh", "chuyên trách", "không chuyên trách",
    "công đoàn", "quản lý", "lãnh đạo", "chủ chốt", "các cấp", "hưu trí", "thời vụ", "công đoàn cơ sở", "CĐCS",
    "khối sản xuất", "khối hành chính sự nghiệp", "khối hành chính, sự nghiệp", "khối văn phòng", "khối doanh nghiệp",
    "nghèo", "cận nghèo", "mầm non", "tiểu học", "THCS", "THPT", "bộ phận",
)  # fmt: skip


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


_HEAD = rf"(?:(?:số|tổng số|các|những)\s)?(?:(?:nữ|nam)\s)?(?:{_any(_HEADS)})(?!\w)"
_PHRASE = re.compile(
    rf"{_HEAD}(?:\s(?:{_any(_KINDS)})(?!\w))*(?:(?:,\s|\svà\s|,\svà\s){_HEAD}(?:\s(?:{_any(_KINDS)})(?!\w))*)*\s",
    re.I,
)
# Which of them: where it ends cannot be seen, so all of it is shown, if it is long enough to hold a deed.
_WHICH = re.compile(r"(?:của|trong|tại|ở|thuộc|trên|khối|ngành|lĩnh vực)(?!\w)", re.I)
_WITH_A_DEED = 7  # words
# Said of the noun, of the plan, or how far: none of it is a deed.
_NO_DEED = re.compile(
    r"(?:dưới|có|đang|là|với|theo|từ|do|bằng|so|khi|nếu|này|đó|trở|được"
    r"|năm|tháng|quý|gồm|như|để|cho|vào|đến|ngoài|giữa|[\d(“\"])(?!\w)|[\d(“\"]",
    re.I,
)
_SHORTEST = 2  # words of a deed


def guessed_deed(noun: str) -> int | None:
    """Where the deed begins in a noun phrase in which no known verb was found; None when there is none to be seen."""
    found = _PHRASE.match(noun)
    if found is None or _NO_DEED.match(noun, found.end()):
        return None
    least = _WITH_A_DEED if _WHICH.match(noun, found.end()) else _SHORTEST
    return found.end() if len(noun[found.end() :].split()) >= least else None

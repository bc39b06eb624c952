"""Where a target holds: the bloc that its population names, each reporting unit, or everything the issuer leads."""

from __future__ import annotations

import re

from thidua.documents.reading.text import ReadingText

# A sum without a population is the sum of the whole body that issues the paper.
_WHOLE = (
    ("tổng liên đoàn", "toàn quốc"),
    ("tỉnh", "toàn tỉnh"),
    ("thành phố", "toàn thành phố"),
    ("quận", "toàn quận"),
    ("huyện", "toàn huyện"),
    ("thị xã", "toàn thị xã"),
    ("ngành", "toàn ngành"),
    ("tổng công ty", "toàn tổng công ty"),
    ("tập đoàn", "toàn tập đoàn"),
    ("khu công nghiệp", "toàn khu công nghiệp"),
)
_UNION_OF = re.compile(
    r"(?:(?:ban thường vụ|ban chấp hành|BTV|BCH|thường trực)\s)?"
    r"(?:(?:liên đoàn lao động|LĐLĐ)\s(?P<area>tỉnh|thành phố|TP|quận|huyện|thị xã)"
    r"|công đoàn (?:các\s)?(?P<branch>ngành|khu công nghiệp|tổng công ty|tập đoàn)"
    r"|(?P<top>tổng liên đoàn lao động|tổng liên đoàn|tổng LĐLĐ))",
    re.I,
)
_ACTS = re.compile(r"(?:ban thường vụ|ban chấp hành|BTV|BCH)", re.I)


def whole_of_issuer(text: ReadingText) -> str | None:
    """ "toàn tỉnh" for a paper of a provincial federation; None where neither head nor preamble says whose it is."""
    level = _level_in_head(text) or _level_that_acts(text)
    return dict(_WHOLE).get(level) if level else None


def _level(found: re.Match[str]) -> str:
    said = (found["area"] or found["branch"] or ("tổng liên đoàn" if found["top"] else "")).lower()
    return {"tp": "thành phố"}.get(said, said)


def _level_in_head(text: ReadingText) -> str | None:
    """The head names the body above first; the issuer is the last that it names."""
    levels = [_level(found) for line in text.layout.head for found in _UNION_OF.finditer(line.text)]
    return levels[-1] if levels else None


def _level_that_acts(text: ReadingText) -> str | None:
    for node in text.preamble:
        acting = [found for found in _UNION_OF.finditer(node.text) if _ACTS.match(found[0])]
        if acting:
            return _level(acting[-1])
    return None


_SAID = re.compile(
    r"toàn (?:tỉnh|thành phố|quận|huyện|thị xã|ngành|quốc|thành|tổng công ty|tập đoàn|khu công nghiệp|khối)(?!\w)"
    r"|(?:các )?(?:khối|khu vực) [^,;.:\d()\"“”]{3,50}",
    re.I,
)
_BLOCS = (
    (re.compile(r"doanh nghiệp|sản xuất kinh doanh|hợp tác xã", re.I), "doanh nghiệp"),
    (re.compile(r"hành chính|sự nghiệp|công chức", re.I), "khối hành chính sự nghiệp"),
    (re.compile(r"trường học|nhà trường|giáo viên|nhà giáo", re.I), "khối trường học"),
)
_BLOC_ENDS = re.compile(
    r"\s(?:được|đạt|tổ chức|thực hiện|tham gia|có|và|hoàn thành|trở lên|trên địa bàn)(?!\w)", re.I
)


def scope_said(population: str) -> str | None:
    """The bloc or area that a population names."""
    if found := _SAID.search(population):
        return _BLOC_ENDS.split(found[0])[0].strip()
    for pattern, bloc in _BLOCS:
        if pattern.search(population):
            return bloc
    return None

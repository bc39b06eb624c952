"""What stands before a quantity, taken apart: when, where, per whom, by whom, and what is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.documents.prose.populations import predicate_start


@dataclass(frozen=True)
class Head:
    """``deed`` is what is left: "bồi dưỡng, giới thiệu", "tỷ lệ thu hút đoàn viên". ``led``: the deed with the preposition
    that leads to what is counted ("tuyên truyền cho"). ``actor`` is who does it."""

    deed: str = ""
    led: str = ""
    per: str | None = None
    average: bool = False
    place: str | None = None
    actor: str | None = None


_OPENERS = re.compile(
    r"^(?:[\s,;:.–-]|(?<!\w)(?:trong đó|riêng|còn|và|hoặc|phấn đấu|bảo đảm|đảm bảo|tiếp tục|có|đạt|là|từ|cho|ít nhất"
    r"|(?:đến|hết|trong|cuối|phấn đấu đến|phấn đấu trong)?\s?(?:hết\s)?(?:cuối\s)?năm(?:\s20\d\d)?|hằng năm|hàng năm|mỗi năm"
    r"|chỉ tiêu|cụ thể|thi đua(?= [^\W\d])|đồng thời|toàn (?:tỉnh|thành phố|quận|huyện|ngành"
    r"|thị xã)(?: có| phấn đấu)?|cả năm|(?:đến )?(?:cuối|hết|cả|trong) nhiệm kỳ|tối thiểu"
    r"|đến hết (?:tháng|quý)\s\S+|đến (?:tháng|quý)\s\S+|6 tháng(?: đầu năm| cuối năm)?)(?!\w))+",
    re.I,
)
_CLOSERS = re.compile(
    r"(?:[\s,;:(–-]|(?<!\w)(?:đạt(?: tỷ lệ| tỉ lệ| mức)?|có|cho|từ|là|được|phấn đấu|bảo đảm|đảm bảo"
    r"|(?<!trở )lên|đến|tới|với|xuống|còn|số tiền"
    r"|ít nhất|bằng|ở mức|mức|số lượng|duy trì|đạt và vượt|hoàn thành|trong số|trong tổng số|của"
    r"|trong|tỷ lệ|ước đạt|thu hút|chiếm|chỉ tiêu)(?!\w))+$",
    re.I,
)
_LONGEST_CLOSE = 80  # characters of words that only lead to the number
_KEPT_CLOSERS = re.compile(r"(?:hoàn thành|duy trì|thu hút|bảo đảm|đảm bảo)$", re.I)
_PER = re.compile(
    r"(?P<average>(?:bình quân|trung bình)\s(?:cứ\s)?)?(?P<each>mỗi một|mỗi|từng|cứ mỗi)\s(?P<of>\w)", re.I
)
_PLACE = re.compile(
    r"^(?:(?:trong|tại|ở|đối với|với)\s)?(?P<place>(?:(?<=\s)|khối\s(?!vận động|phấn đấu|tổ chức|xây dựng"
    r"|đăng ký|có\s)|khu vực\s)[^,;:]{2,90}?)\s?(?:[,:]|$)",
    re.I,
)
_ACTOR = re.compile(
    r"^(?:các|những|toàn thể|100% )?\s?(?:cấp công đoàn|công đoàn|CĐCS|LĐLĐ|liên đoàn lao động"
    r"|cơ quan|đơn vị|doanh nghiệp|nghiệp đoàn"
    r"|trường học|ban thường vụ|ban chấp hành|BTV|BCH|cụm thi đua|khối thi đua|cá nhân|tập thể|đoàn viên|cán bộ)(?!\w)",
    re.I,
)


def head_of(written: str) -> Head:
    """
    >>> head_of("Bình quân mỗi CĐCS bồi dưỡng, giới thiệu ít nhất")
    Head(deed='bồi dưỡng, giới thiệu', led='bồi dưỡng, giới thiệu', per='CĐCS', average=True, place=None, actor=None)
    """
    told = _OPENERS.sub("", written, count=1).strip()
    place = None
    if (found := _PLACE.match(told)) and not re.match(
        r"(?:tổng số|quý|tháng|năm|đợt|giai đoạn|nhiệm kỳ|thời gian|tuần|kỳ)(?!\w)", found["place"], re.I
    ):
        place, told = _LINK_AT_END.sub("", found["place"].strip()), told[found.end() :].strip()
    told, per, average = _without_per(told)
    told, actor = _without_actor(told)
    told = _OPENERS.sub("", told, count=1).strip()
    return Head(_closed(told), _led(told), per, average, place, actor)


_LINK_AT_END = re.compile(r"\s(?:là|có|đạt|phải)$", re.I)
_LEADING = re.compile(r"(?<!\w)(?:cho|tại|đến|tới|vào|với|về|qua)\s*(?:ít nhất|tối thiểu|từ|trên)?\s*$", re.I)


def _led(told: str) -> str:
    told = re.sub(r"\s(?:khoảng|gần|chừng)$", "", told)
    found = _LEADING.search(told)
    return told[: found.end()].strip() if found and found.start() else _closed(told)


def _without_per(told: str) -> tuple[str, str | None, bool]:
    found = _PER.search(told)
    if found is None:
        return told, None, False
    begin = found.start("of")
    if _TIME_EACH.match(told, begin):
        return f"{told[: found.start()]} {_TIME_EACH.sub('', told[begin:], count=1)}".strip(), None, False
    stop = _end_of_body(told, begin)
    per = told[begin:stop].strip(" ,;:–-")
    opening = told[: found.start()].rstrip()
    opening = "" if opening.endswith(",") else opening  # "Chào mừng Đại hội, mỗi đơn vị …"
    rest = f"{opening} {told[stop:]}".strip(" ,;:")
    average = bool(found["average"]) or bool(
        re.search(r"(?:bình quân|trung bình)\s*$", told[: found.start()], re.I)
    )
    rest = re.sub(r"(?:bình quân|trung bình)\s*$", "", rest, flags=re.I) if average else rest
    return rest.strip(), per or None, average


# "mỗi cán bộ, đoàn viên đăng ký …": a list of bodies, not the end of one.
_LISTED = re.compile(r"(?:,\s(?:[^\s,;:]+\s?){1,4})+", re.I)
_TIME_EACH = re.compile(r"(?:năm|quý|tháng|tuần|đợt)(?!\w)[\s,]*", re.I)
_BODY_ENDS = re.compile(r"[,;:]|\s(?:phải|cần|ít nhất|tối thiểu|trong|phấn đấu|/)(?!\w)", re.I)


def _end_of_body(told: str, begin: int) -> int:
    predicate = predicate_start(told, begin, len(told))
    mark = _BODY_ENDS.search(told, begin, predicate if predicate is not None else len(told))
    if mark and predicate is not None and _LISTED.fullmatch(told, mark.start(), predicate):
        mark = None
    ends = [at for at in (predicate, mark.start() if mark else None) if at is not None]
    return min(ends, default=len(told))


def _without_actor(told: str) -> tuple[str, str | None]:
    if not _ACTOR.match(told):
        return told, None
    predicate = predicate_start(told, 0, len(told))
    if predicate is None or told.startswith("được", predicate):  # what is done to them is no work of theirs
        return told, None
    return told[predicate:], told[:predicate].strip(" ,;")


def _closed(told: str) -> str:
    """Without the words that only lead to the number; a bare verb stays whole."""
    found = _CLOSERS.search(told, max(0, len(told) - _LONGEST_CLOSE))
    if found is None:
        return told.strip()
    cut = told[: found.start()].strip(" ,;:–-")
    if kept := _KEPT_CLOSERS.search(told.strip(" ,;:")):
        return told[: kept.end()].strip() if cut == "" or kept[0].lower() in ("thu hút",) else cut
    return cut

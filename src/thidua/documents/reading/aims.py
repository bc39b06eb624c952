"""Whether a claim is aimed at, or only tells: what was reached, a condition, a share of points, a quota of awards."""

from __future__ import annotations

import re

from thidua.documents.prose.claim import Claim, is_empty
from thidua.documents.prose.claims import is_complete
from thidua.documents.prose.quantities import Span
from thidua.documents.reading.settings import Setting

# What was: a sentence or clause that looks back.
# A time that is over, or a survey of how things are.
LONG_AGO = (
    r"năm ngoái|năm vừa rồi|(?<!so với )(?<!cùng kỳ )năm trước|nhiệm kỳ qua|năm qua|vừa qua|trước đây|trong những năm"
    r"|tính đến|đến nay|hiện nay|hiện (?:toàn|có)|cùng kỳ năm ngoái|(?:qua|theo) (?:khảo sát|thống kê"
    r"|rà soát|số liệu|đánh giá)"
)
_PAST = re.compile(
    rf"(?<!\w)(?:{LONG_AGO}|kết quả(?: là| có)?|đạt kết quả|ước (?:đạt|thực hiện)|thực hiện được"
    r"|đã(?! đăng ký| đề ra| được giao| giao| phát động| ban hành| ký| cam kết| có (?:công đoàn|tổ chức|CĐCS)))(?!\w)",
    re.I,
)
_AHEAD = re.compile(
    r"(?<!\w)(?:phấn đấu|đến (?:hết |cuối )?năm|bảo đảm|đảm bảo|mục tiêu|chỉ tiêu|sẽ|đặt ra|yêu cầu)(?!\w)",
    re.I,
)
_YEAR_TOLD = re.compile(
    r"(?:(?:^|[,;.]\s)\s*(?:trong |kết thúc |hết |cuối )?năm (?P<year>20\d\d|19\d\d)(?!\s?[-–])"
    r"|(?<!so với )(?<!từ )năm (?P<told>20\d\d)\s(?:đạt|là|có|chiếm|ước|thực hiện)(?!\w)"
    r"|^\s*(?:trong |kết thúc )?(?:năm học|giai đoạn|nhiệm kỳ) 20\d\d\s?[-–]\s?(?P<school>20\d\d))",
    re.I,
)
"""A year or a span of years that a sentence opens with."""
# Conditions, rules and quotas.
_CONDITION = re.compile(
    r"(?<!\w)(?:nếu|khi có|trường hợp|với điều kiện|điều kiện|(?<!đạt )(?<!đạt các )tiêu chuẩn|đơn vị nào|tập thể nào"
    r"|được (?:xét|tính|cộng|trừ|chấm)"
    r"|trừ|cộng|điểm|số phiếu|phiếu|biểu quyết|tán thành|thành viên (?:có mặt|dự họp)|số điểm)(?!\w)",
    re.I,
)
_AWARDING = re.compile(
    r"(?<!\w)(?:đề nghị (?:tặng|khen|xét|tôn vinh|biểu dương)|xét (?:chọn|tặng)|lựa chọn|bình chọn"
    r"|chọn|tặng (?:cờ|bằng khen|giấy khen|thưởng|kỷ niệm)"
    r"|khen thưởng|được khen|được thưởng|bầu|bằng khen|giấy khen|cờ thi đua|cơ cấu|không quá|giải (?:nhất|nhì|ba"
    r"|khuyến khích)|mức thưởng|tiền thưởng|gửi|nộp|cử|hồ sơ (?:đề nghị|khen|xét)|bộ hồ sơ"
    r"|phụ trách|bản chính|tối đa|mức chi|hỗ trợ kinh phí|trích|giảm trừ|phụ cấp|kinh phí công đoàn|đoàn phí)(?!\w)",
    re.I,
)
# About the paper itself.
_WORTH_EACH = re.compile(r"(?:kinh phí|mức|định mức|trị giá|giá trị)[^,;]{0,30} mỗi \w+$", re.I)
_OF_THE_PLAN = ("chỉ tiêu", "tiêu chí", "kế hoạch", "đợt", "chương trình", "phong trào")
_FORMAL = re.compile(
    r"(?<!\w)(?:lập thành(?! tích)|(?:giữ|lưu) \d+ bản|có giá trị như nhau"
    r"|(?:gồm|có) \d+ (?:chương|điều|trang|phần|mục))(?!\w)",
    re.I,
)
_URGES = re.compile(
    r"(?<!\w)(?:phấn đấu|bảo đảm|đảm bảo|vận động|động viên|yêu cầu|chỉ đạo|hướng dẫn|đề nghị"
    r"|chỉ tiêu|đăng ký|ít nhất|tối thiểu|mỗi|tổ chức|có)(?!\w)",
    re.I,
)
_STRONGLY = re.compile(
    r"(?<!\w)(?:phấn đấu|chỉ tiêu|mục tiêu|bình quân mỗi)(?!\w)|(?:^|[:;.,]\s?)\s*thi đua\s(?!yêu nước|khen thưởng)",
    re.I,
)
_RATE = re.compile(r"(?:tỷ lệ|tỉ lệ)\s.{5,}(?:đạt|bằng|là|từ)$", re.I)
_A_RATE = re.compile(r"(?:tỷ lệ|tỉ lệ)\s(?!khen|đề nghị|xét)[^,;:\d]{5,}$", re.I)
""" "tỷ lệ hồ sơ trễ hạn dưới 0,3%": a threshold is set."""
_EACH_TIME = re.compile(r"(?<!\w)(?:mỗi|từng|hằng|hàng)\s(?:năm|tháng|quý|tuần)(?!\w)", re.I)
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)\s(?!năm|tháng|quý|tuần|đợt|suất|lần|đội|bài|phần)\w", re.I)


_NEW_SUBJECT = re.compile(r"^[\s,;]*(?:mỗi|từng|các|tổng|kinh phí|mức(?! độ)|cá nhân|tập thể)(?!\w)", re.I)
_EXCEPT = re.compile(r"(?:^|;)\s*(?:riêng|trong đó|còn)(?!\w)", re.I)


def continues(text: str, before: Claim, claim: Claim) -> bool:
    """Whether a claim goes on with what the one before it wants: the same clause, or "riêng …" after it."""
    head = claim.head.of(text)
    if _EXCEPT.search(text, max(0, claim.head.start - 2), claim.quantity.whole.start):
        return True
    if _STRONGLY.search(
        text, max(0, before.head.start - 2), before.quantity.whole.start
    ) and not _NEW_SUBJECT.match(head):
        return True
    bare = is_empty(text, claim.head)
    return bare or (claim.before is before and not _NEW_SUBJECT.match(head))


def is_aimed_at(
    text: str,
    opening: Span,
    claim: Claim,
    setting: Setting,
    year: int | None,
    *,
    goes_on: bool = False,
    contest: bool = False,
    directed: bool = False,
) -> bool:
    """``opening``: what the sentence says before its first quantity. ``year``: the first that the paper is for.
    ``goes_on``: the claim before it in the sentence is aimed at, and this one continues it. ``contest``: the section
    says what is competed for, so that so much done is so much to do. ``directed``: a point of a directive, where what is
    said to be reached shall be."""
    if setting is Setting.RESULT or claim.quantity.unit is None or _tells_past(text, opening, claim, year):
        return False
    if claim.quantity.unit.lower() in _OF_THE_PLAN or _tells_how_many_there_are(text, claim):
        return False
    if claim.quantity.is_time and setting is not Setting.GOAL:
        return setting is Setting.OPEN and _is_limit(text, opening, claim)
    near = text[claim.head.start : claim.whole.end]
    if claim.shares_head:
        near = claim.head.of(text) + " " + text[claim.quantity.whole.start : claim.whole.end]
    if _FORMAL.search(near) or (claim.quantity.is_money and _WORTH_EACH.search(claim.head.of(text))):
        return False
    if _is_award(text, claim) or _PRIZE.search(claim.head.of(text)):
        return False
    if setting is Setting.GOAL:
        return not _is_condition(text, claim)
    before = near[: max(0, len(near) - (claim.whole.end - claim.noun.end))] if claim.said else near
    measured = _RATE_HEAD.search(claim.head.of(text)) is not None
    awarding = _AWARDING.search(_AT_MOST.sub("", before) if measured else before)
    if _is_condition(text, claim) or awarding:
        return False
    if setting is Setting.AWARD:
        return bool(_STRONGLY.search(near))
    return (
        goes_on
        or _aims_in_the_open(text, claim, near)
        or ((contest or directed) and _competes(text, claim, directed=directed))
    )


_THERE_ARE = re.compile(r"\s*(?:trực thuộc|thành viên|hiện có)(?!\w)", re.I)
_BROUGHT_ABOUT = re.compile(r"(?:thành lập|phát triển|kết nạp|mới|thêm|xây dựng)\s*(?:được\s)?$", re.I)


def _tells_how_many_there_are(text: str, claim: Claim) -> bool:
    """ "trong đoàn viên 46 công đoàn cơ sở trực thuộc": nothing is aimed at."""
    quantity = claim.quantity
    if quantity.is_percent or quantity.comparator != "=" or not _THERE_ARE.match(text, quantity.whole.end):
        return False
    return _BROUGHT_ABOUT.search(text, claim.head.start, quantity.whole.start) is None


_RATE_HEAD = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ)\s(?!khen|đề nghị|xét)[^,;:]+$", re.I)
_AT_MOST = re.compile(r"(?<!\w)(?:không quá|tối đa)(?!\w)", re.I)
""" "tỷ lệ hao hụt không quá 1,2%" limits no awards."""
_REWARDED = ("tập thể", "cá nhân", "đơn vị", "gia đình", "điển hình")
_REWARDS = re.compile(
    r"(?<!\w)(?:khen thưởng|tuyên dương|tặng (?:bằng khen|giấy khen|cờ))(?:\scho)?"
    r"(?:[\s,]+(?:và\s)?(?:\d+\s(?:tập thể|cá nhân|đơn vị))?)*\s*(?:không quá\s|tối đa\s|ít nhất\s)?$",
    re.I,
)


def _is_award(text: str, claim: Claim) -> bool:
    """ "khen thưởng 30 tập thể, 50 cá nhân": so many awards, whatever section they stand in."""
    quantity = claim.quantity
    if (quantity.unit or "").lower() not in _REWARDED:
        return False
    return _REWARDS.search(text, max(0, quantity.whole.start - 90), quantity.number.start) is not None


_PRIZE = re.compile(r"(?<!\w)(?:được |khen )?thưởng(?:\scho)?\s*(?:không quá|tối đa|ít nhất)?\s*$", re.I)
""" "mỗi đợt thưởng 05 tổ": prizes, not aims."""
_HELD_UP = re.compile(r"(?<!\w)(?:mỗi|từng|thời gian|dừng|chờ|chậm|trễ|gián đoạn|mất điện)(?!\w)", re.I)
_PERFORMED = re.compile(
    r"(?<!\w)(?:tham luận|phát biểu|tiết mục|bài|phần|trình bày|video|clip|phóng sự|họp|hội nghị|thuyết trình|báo cáo|câu"
    r"|tiểu phẩm|thi(?! đua)|đội|thí sinh|gửi|nộp|nghỉ|làm thêm|phim|ý kiến|đại biểu|nội dung)(?!\w)",
    re.I,
)


_CONTESTED = re.compile(r"(?<!\w)(?:dự thi|phần thi|hội thi|bài thi|thí sinh|tiết mục|tham luận)(?!\w)", re.I)


def _is_limit(text: str, opening: Span, claim: Claim) -> bool:
    """ "mỗi ca máy dừng chờ không quá 15 phút": work may be held up no longer. How long a talk or a contest may last is
    a rule."""
    if _CONTESTED.search(text, opening.start, claim.quantity.whole.start):
        return False
    told = text[claim.head.start : claim.quantity.whole.start]
    least = claim.quantity.comparator in ("<=", "<")
    return (
        least
        and bool(_HELD_UP.search(told))
        and not _PERFORMED.search(told)
        and not _is_condition(text, claim)
    )


# What is counted when it is done; and what is counted by how much it grows.
_ACHIEVES = re.compile(
    r"(?:hỗ trợ|thành lập|kết nạp|phát triển|xây dựng|xây mới|trồng|giúp|gắn biển|đào tạo|dạy nghề|tập huấn|giới thiệu"
    r"|tiết kiệm|chuyển đổi|xóa|xoá|hiến"
    r"|tư vấn|trao|giải quyết|vận động|hoàn thành|đăng ký|ủng hộ|ký kết|khám|sửa chữa)(?!\w)",
    re.I,
)
_WHOSE = re.compile(
    r"^[\s,;:.–-]*(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là,\s+)?"
    r"(?:(?:toàn (?:tỉnh|ngành|huyện|quận|thành phố|khu|trường|công ty)|phấn đấu|và|có|tổ chức|trong năm|cả năm)"
    r"\s+)*",
    re.I,
)
_GROWS = re.compile(r"(?:^|[:,;]\s)(?:tăng|giảm)\s*(?:ít nhất|từ|trên|bình quân|thêm)?\s*$", re.I)


_LED = re.compile(r"[^;:]*(?<!\w)(?:lãnh đạo|chỉ đạo)\s", re.I)
""" "Các cấp ủy lãnh đạo trồng 500 cây"."""
_OPENS = re.compile(r"(?<!\w)(?:mở|tổ chức)\s*(?:được\s)?(?:ít nhất|tối thiểu|từ|trên)?\s*$", re.I)
_TAUGHT = re.compile(r"(?:lớp|khóa|khoá)(?!\w)", re.I)
""" "phối hợp với … mở 12 lớp"."""
# What a directive says is reached.
_GETS_TO = re.compile(
    r"(?:^|[,;:]\s)[^,;:]*(?<!\w)(?:đạt|hoàn thành|tăng trưởng|(?:giảm|tăng|nâng)[^,;:]*)"
    r"\s*(?:từ|ít nhất|trên|bình quân|thêm)?\s*$",
    re.I,
)


def _competes(text: str, claim: Claim, *, directed: bool = False) -> bool:
    """ "thành lập mới 5 tổ hợp tác", "phát triển hội viên: tăng 2%", "không có đơn vị yếu kém"."""
    quantity = claim.quantity
    if quantity.value == 0 and quantity.in_words:
        return True
    head = text[claim.head.start : quantity.whole.start]
    if quantity.is_percent:
        return (_GROWS.search(head) or (directed and _GETS_TO.search(head))) is not None
    told = head.rpartition(": ")[2]
    if directed and _OPENS.search(head) and _TAUGHT.match(quantity.unit or ""):
        return True
    if directed and (led := _LED.match(told)) and _ACHIEVES.match(told, led.end()):
        return not quantity.is_time
    begins = _WHOSE.match(told)
    return _ACHIEVES.match(told, begins.end() if begins else 0) is not None and not quantity.is_time


def _tells_past(text: str, opening: Span, claim: Claim, year: int | None) -> bool:
    head = text[min(claim.head.start, claim.quantity.whole.start) : claim.quantity.whole.start]
    told = claim.said.of(text) if claim.said else ""
    if year and not _PAST.search(head) and any(int(each) >= year for each in _THE_YEAR.findall(head)):
        return False
    if told.lower().startswith("đã ") or _looks_back(head, year):
        return True
    return not _AHEAD.search(head) and _looks_back(opening.of(text), year)


_THE_YEAR = re.compile(r"(?<!so với )năm (20\d\d)(?!\s?[-–])", re.I)


def _looks_back(words: str, year: int | None) -> bool:
    """The last that is said of time: "năm 2020 đạt 80%, năm 2021 phấn đấu …" looks ahead."""
    ahead = [each.end() for each in _AHEAD.finditer(words)]
    words = words[ahead[-1] :] if ahead else words
    if _PAST.search(words):
        return True
    told = list(_YEAR_TOLD.finditer(words))
    if not told or not year:
        return False
    ended = told[-1]["school"]  # a school year ends in the year in which the next one begins
    over = year if ended and "năm học" in told[-1][0].lower() else year - 1
    return int(ended or told[-1]["year"] or told[-1]["told"]) <= over


def _is_condition(text: str, claim: Claim) -> bool:
    near = (
        text[claim.head.start : claim.quantity.whole.start] if not claim.shares_head else claim.head.of(text)
    )
    behind = text[claim.quantity.whole.end : min(claim.whole.end, claim.quantity.whole.end + 40)]
    of_votes = claim.quantity.is_percent and _VOTES.match(behind)
    return bool(of_votes or _CONDITION.search(near) or _SCORES.match(behind))


_VOTES = re.compile(
    r"\s?(?:tổng )?(?:số )?(?:điểm|phiếu"
    r"|(?:đại biểu|ủy viên|thành viên)(?: dự (?:họp|hội nghị))? (?:tán thành|nhất trí|biểu quyết))",
    re.I,
)
""" "với 100% đại biểu tán thành"."""
_SCORES = re.compile(r"[^,;]{0,24}(?<!\w)(?:được|bị|không được)\s[^,;]{0,16}?điểm(?!\w)", re.I)
"""What follows "hoàn thành 100%": "được điểm tối đa", "được cộng 1 điểm"."""
_FLOORED = re.compile(
    r"(?<!\w)(?:thu nhập|tiền lương|bữa ăn(?: giữa)?(?: ca)?|suất ăn|năng suất|sản lượng|doanh thu|lợi nhuận)(?!\w)",
    re.I,
)
"""What a plan puts a floor under, wherever it does."""
_IN_THE_YEAR = re.compile(r"^[\s,;:.–-]*(?:trong|cả) năm(?: 20\d\d)?,?\s", re.I)
_WORKS_FOR = re.compile(
    r"(?:^|[:,;]\s|(?<!\w)(?:và|chủ động|tổ chức)\s)(?:kiểm tra|giám sát|thành lập|kết nạp|phát triển|xây dựng|tư vấn)"
    r"\s*(?:được\s)?(?:ít nhất|tối thiểu)\s*$",
    re.I,
)
"""Work whose least number is said: "giám sát ít nhất 12 CĐCS"."""
_DOES_FOR = re.compile(
    rf"[\s,;:.–-]*(?:{_ACHIEVES.pattern})[^;.:]*?\s(?:cho|tới|đến)\s(?:ít nhất|tối thiểu)\s*$",
    re.I,
)
""" "khám sức khỏe cho ít nhất 500 lượt công nhân"."""


def _aims_in_the_open(text: str, claim: Claim, near: str) -> bool:
    """Outside a section of targets: a share of a population that shall do something, or so much of each."""
    quantity = claim.quantity
    if quantity.is_percent:
        whole = (claim.said is not None or is_complete(text, claim)) and claim.noun.end > claim.noun.start
        urged = is_empty(text, claim.head) or is_complete(text, claim) or bool(_URGES.search(near))
        if (
            claim.before is None
            and quantity.comparator != "="
            and _A_RATE.match(claim.head.of(text).strip(" ,;."))
        ):
            return True
        return (whole and urged) or bool(
            _STRONGLY.search(near) or _RATE.match(claim.head.of(text).strip(" ,;."))
        )
    if quantity.value == 0:
        return bool(_STRONGLY.search(near))
    head = text[claim.head.start : quantity.number.start]
    if quantity.comparator != "=" and _FLOORED.search(head):
        return True
    if _WORKS_FOR.search(head) and not quantity.is_money:
        return True
    if quantity.comparator == ">=" and _DOES_FOR.match(head) and not quantity.is_money:
        return True
    if (since := _IN_THE_YEAR.match(claim.head.of(text))) and _ACHIEVES.search(
        claim.head.of(text), since.end()
    ):
        return True
    if quantity.comparator in (">=", ">") and _EACH_TIME.search(near) and not quantity.is_money:
        return True
    return bool(_STRONGLY.search(near)) or (bool(_EACH.search(near)) and quantity.unit is not None)

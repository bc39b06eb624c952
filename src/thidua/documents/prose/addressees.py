"""Who a sentence speaks to: its subject, when that is a body that can be given work.

    "Các Cụm thi đua có trách nhiệm: …"              the subject and what it has to do
    "Giao Ban … chủ trì, phối hợp với …"             the one that is told
    "Ban Thường vụ … đề nghị các công đoàn … gửi …"  the one that is asked, not the one that asks
    "Căn cứ …, công đoàn cơ sở chủ động …"           the subject after a circumstance

The subject ends where a modal or a verb in small letters begins, so that Ban Tổ chức or Ủy ban Kiểm tra stay names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Addressed:
    """``body`` as written; ``start``/``end`` where it stands; ``rest`` where what it has to do begins."""

    body: str
    start: int
    end: int
    rest: int


def _any(listed: str) -> str:
    """One of the words of a list, the longer first."""
    words = sorted((word.strip() for word in listed.split("|")), key=len, reverse=True)
    return "|".join(word.replace(" ", r"\s") for word in words if word)


# The nouns with which the name of a body begins.
_HEADS = _any("""
    ban chấp hành | ban thường vụ | ban chỉ đạo | ban tổ chức | ban giám đốc |
    ban | BCH | BTV | UBKT | ủy ban | uỷ ban |
    văn phòng | công đoàn | CĐCS | CĐ | LĐLĐ |
    liên đoàn | tổng liên đoàn | tổng LĐLĐ | cụm trưởng | cụm phó | cụm |
    khối trưởng | trưởng khối | phó khối | trưởng cụm | khối thi đua | cơ quan |
    đơn vị | doanh nghiệp | nhà trường | trường | phòng | sở | hội đồng |
    cấp công đoàn | cấp ủy | chủ tịch | phó chủ tịch | đồng chí |
    đ/c | thủ trưởng | giám đốc | hiệu trưởng | người đứng đầu | nghiệp đoàn |
    tổ công đoàn | tổ giúp việc | tổ công tác | thường trực | thành viên | trưởng ban | bộ phận | trung tâm |
    nhà văn hóa | đảng ủy | đảng đoàn | tổ chức đảng | ban cán sự | bí thư | mặt trận | hội | đoàn thanh niên |
    tỉnh đoàn | thành đoàn | huyện đoàn | quận đoàn | thị đoàn | đoàn xã | đoàn phường | đoàn trường | đoàn cơ sở |
    cơ sở đoàn | cơ sở hội | chi đoàn | chi hội | chi bộ | cấp hội | cấp bộ đoàn | trưởng khối thi đua | liên đội |
    UBND | HĐND | UBMTTQ | MTTQ | HĐQT | ban giám hiệu | BGH | tổng giám đốc | phó tổng giám đốc | phó giám đốc |
    quản đốc | trưởng phòng | chánh văn phòng | tổ trưởng | tổ phó | phân xưởng | xí nghiệp | nhà máy | công ty |
    bệnh viện | khoa | tổ chuyên môn | tổ thư ký | tổ sản xuất | giáo viên | hội viên | kho bạc | cụm trưởng |
    ủy viên | uỷ viên | hai bên | các bên | ngành | thị trấn |
    địa phương | huyện | quận | thành phố | xã | phường |
    công an | chỉ huy | ban chỉ huy | sư đoàn | lữ đoàn | trung đoàn | tiểu đoàn | đại đội | đội | cục | chi cục |
    tổng cục | học viện | thanh tra | trạm | hạt | trưởng các | trưởng công an | tổ chức đoàn | tòa án |
    cán bộ chuyên trách | cán bộ phụ trách |
    cán bộ công đoàn | cán bộ, công chức | cán bộ, đoàn viên | đoàn viên | người sử dụng lao động
""")
# Words that begin with the same syllable and are no body: ban hành, phòng chống, trường hợp, hội nghị, xã hội.
_OTHERWISE = _any("""
    ban hành | ban bố | phòng chống | phòng, chống | phòng ngừa |
    trường hợp | hội nghị | hội thi | hội thảo | hội thao |
    hội diễn | hội nhập | xã hội | ngành nghề |
    đội ngũ | trạm xá | cục bộ | sở hữu | thành phố thông minh | cụm từ | khối lượng | đơn vị tính |
    địa phương hóa | cơ quan ngôn luận | khoa học | khoa giáo | hội viên công đoàn là
""")
# Báo as a newspaper has its capital, báo cáo is a verb.
_MANY = _any("các | từng | mỗi | toàn thể | tất cả các | những | hệ thống")
_SUBJECT = (
    rf"(?:(?:{_MANY})\s+)?(?!(?:{_OTHERWISE})(?!\w))(?:{_HEADS}|(?-i:Báo(?! cáo)|Tạp chí|Đài|Vụ|Viện))(?!\w)"
)
# What may follow a subject: a modal, a manner, or a verb that is no part of a body's name.
_VERBS = _any("""
    có trách nhiệm | chịu trách nhiệm | có nhiệm vụ | có kế hoạch |
    chủ động | tiếp tục | tích cực | thường xuyên |
    khẩn trương | kịp thời | nghiêm túc | phải | cần |
    sẽ | chủ trì | căn cứ | tập trung | tăng cường | đẩy mạnh |
    quan tâm | chú trọng | phối hợp | tổ chức | triển khai |
    thực hiện | xây dựng | ban hành | phát động | hưởng ứng |
    quán triệt | tuyên truyền | báo cáo | tổng hợp | gửi |
    nộp | rà soát | đăng ký | ký kết | hướng dẫn | đôn đốc |
    theo dõi | thẩm định | tham mưu | lựa chọn | giới thiệu | sơ kết | tổng kết | phân công | đề xuất | bố trí |
    chuẩn bị | cập nhật | lập | khảo sát | vận động | động viên | chỉ đạo | cụ thể hóa | phát huy | nâng cao |
    làm đầu mối | là đầu mối | là cơ quan thường trực |
    là đơn vị thường trực | là thường trực | bình xét | xem xét |
    hằng năm | hàng năm | định kỳ | nghiên cứu | lồng ghép |
    duy trì | lãnh đạo | phụ trách | trích | bám | họp |
    kiểm điểm | phân bổ | cử | khuyến khích | kiểm tra |
    giám sát | đảm bảo | bảo đảm | tham gia | phấn đấu | đánh giá |
    thông báo | quyết định | phổ biến | kiện toàn | phản ánh | liên hệ | thống nhất | cung cấp | công bố | ký |
    đăng tải | phát hiện | nhân rộng | biểu dương | bồi dưỡng | tập huấn | tạo điều kiện | hỗ trợ | chấp hành |
    thành lập | củng cố | đổi mới | khắc phục | xác định | thống kê | chấm điểm | vận dụng | tiếp nhận | xử lý |
    giải quyết | chăm lo | đảm nhận | đảm nhiệm | đưa | xét | dành | bình chọn | suy tôn | lấy |
    trao tặng | tặng | (?<!đua, )(?<!đua )(?<!đua - )(?<!đua – )khen thưởng | trao |
    treo | niêm yết | tự kiểm tra | tự chấm điểm | bình bầu |
    (?<!công )(?<!chương )(?<!quy )(?<!lộ )(?<!tờ )(?<!tiến )trình |
    công khai | cân đối | thẩm tra | thanh toán | quyết toán | biên tập |
    tăng thời lượng | kiến nghị | hoàn chỉnh | mở chuyên mục | chịu trách nhiệm | bầu | theo lĩnh vực |
    theo thẩm quyền | theo phạm vi |
    mở lớp | mở đợt | mở chuyên trang | mở trang | đưa tin | phát sóng | đăng tin |
    theo chức năng | Theo chức năng | theo nhiệm vụ
""")
# Before these the same words are nouns: Ban tổ chức, kỳ họp, công tác kiểm tra, các tổ chức.
_NOUN_BEFORE = "".join(
    f"(?<!{word} )"
    for word in (
        "ban",
        "Ban",
        "các",
        "có",
        "công tác",
        "hoạt động",
        "ủy ban",
        "Ủy ban",
        "uỷ ban",
        "kỳ",
        "cuộc",
        "về",
        "nội dung",
    )
)
_VERB = rf"(?P<verb>{_NOUN_BEFORE}(?<=[\s,:])(?:{_VERBS})(?!\w))"
_NAME = rf"(?:[^.;:“\"«]|;(?=\s(?i:{_SUBJECT}))){{0,260}}?"
"""A subject may be several bodies, told apart by semicolons."""
_OPENS = r"^[\s\d*_.)(+\-–]*"
"""List marks and emphasis; never a quotation mark: a name in quotes is no subject."""
_TIMES = _any(
    "định kỳ | hằng năm | hàng năm | hằng quý | hàng quý | hằng tháng | hàng tháng | mỗi năm | mỗi quý"
)
_WHEN = rf"(?:(?i:{_TIMES})\s+(?:\d+\s+(?:tháng|năm)\s+)?)?"
_TELLING = _any("giao | phân công | đề nghị | yêu cầu | giao cho | kêu gọi | ủy quyền cho | ủy quyền")
_CALLED = _any("đối với | về phía | trách nhiệm của | nhiệm vụ của | giao | đề nghị | yêu cầu")
_OPENINGS = _any("""
    căn cứ | trên cơ sở | để | nhằm | trong quá trình | trong | sau khi | sau |
    hằng năm | hàng năm | hằng tháng | hàng tháng | hằng quý | hàng quý | mỗi quý | cuối năm |
    định kỳ | từ | trước |
    khi | ngay sau | ngay khi | qua | thông qua |
    ngoài ra | bên cạnh đó | kết thúc | đồng thời | nhận được | trên đây
""")

_DOES = re.compile(rf"(?P<body>(?i:{_SUBJECT}){_NAME})\s*(?:[,:]\s*)?{_VERB}")
"""A subject and the verb of what it does. The longest of the patterns: compiled once, for both that begin so."""
_BEGINS = re.compile(rf"(?P<opening>{_OPENS}){_WHEN}")
_ALREADY_WORK = re.compile(r"[“;]")
"""Before who is told something, a name in quotation marks or another piece of work."""
_TELLS = re.compile(rf"(?<!\w)(?i:{_TELLING})\s+(?:cho\s+)?")
_LISTED = r"[^.:“\"«]{0,200}"  # a label may name several bodies, told apart by semicolons
_ALONE = re.compile(rf"{_OPENS}(?:(?i:{_CALLED})\s+)?(?P<body>(?i:{_SUBJECT}){_LISTED})\s*[:.]?\s*$")
_LABELLED = re.compile(rf"{_OPENS}(?:(?i:{_CALLED})\s+)?(?P<body>(?i:{_SUBJECT}){_LISTED}?)\s*:\s*(?=\S)")
_AIMED_AT = _any("chỉ tiêu | mục tiêu | mục đích | yêu cầu | kết quả")
_LEVEL = rf"(?!(?i:{_AIMED_AT}))[^\W\d_](?:[^\W\d_]|\s){{1,28}}:\s*"
"""A short label before the subject: "Cấp huyện:", "Cách làm:"."""
_DATED = r"(?i:từ|trước|tháng|quý|ngày|tuần|đến)\s[^.;:]{0,60}?\d[^.;:]{0,40}?:\s*"
"""A day or a span before a colon: "Tháng 01/2025: …", as time-tables have it."""
_SPAN = r"(?i:từ)\s(?:(?i:ngày)\s)?\d[\d/.-]*\s(?i:đến)\s(?:(?i:ngày)\s)?\d[\d/.-]*\s*[,:]?\s+"
""" "Từ 15/5/2023 đến 30/5/2023 Hội đồng … tổ chức": the subject follows without a mark."""
_CIRCUMSTANCE = re.compile(rf"{_OPENS}(?:{_LEVEL}|{_SPAN}|{_DATED}|(?i:{_OPENINGS})(?!\w)[^.;]*?,\s*)")
_DUTY_WORDS = re.compile(
    r"^(?:có trách nhiệm|có nhiệm vụ|chịu trách nhiệm(?=\s*:|\s+(?:tham mưu|xây dựng|tổ chức)))"
    r"(?:\s+tham mưu thực hiện)?\s*:?\s*"
)
_TRAILING = re.compile(r"\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)?[\s*_:,.]*$")


_PASSIVE = re.compile(
    r"\s(?:do|bị|nếu|để xảy ra|kính mời|trân trọng|xin|kêu gọi)(?!\w)|\s(?:không|không được|đã|để)\s*$"
)
"""What is done by others, was done already or must not be gives its subject no work; neither does an invitation."""


_DID_ALREADY = re.compile(r"\schia\s(?:làm|thành)\s\d", re.I)
_WHICHEVER = re.compile(r"\snào(?!\w)", re.I)
""" "Đơn vị nào báo cáo chậm thì …" is a condition."""


@lru_cache(maxsize=4096)  # duties, deadlines and cadences ask about the same sentences
def addressed(sentence: str) -> Addressed | None:
    """The body that the sentence gives work to, or None. Offsets into ``sentence``."""
    told, stated = _told(sentence), _stated(sentence, 0)
    if told and stated:  # "Công đoàn cơ sở bình xét, đề nghị … xem xét": the first has the work
        return told if told.start < stated.rest else stated
    return told or stated or _after_circumstance(sentence)


def named_body(heading: str) -> str | None:
    """A heading or a label that is nothing but a body: "2. Ban Tổ chức:"."""
    text = _TRAILING.sub("", heading)
    if _told(text) or _stated(text, 0):
        return None
    alone = _ALONE.match(text)
    return _clean(alone["body"]) if alone else None


def labelled(text: str) -> Addressed | None:
    """ "Văn phòng: chuẩn bị …": a body, a colon, and what it has to do."""
    found = _LABELLED.match(text)
    if found is None or _PASSIVE.search(found["body"]) or _stated(text[: found.end()], 0):
        return None
    body = _TRAILING.sub("", found["body"])
    return Addressed(_clean(body), found.start("body"), found.start("body") + len(body), found.end())


def _told(sentence: str) -> Addressed | None:
    found = next(
        (does for tells in _TELLS.finditer(sentence) if (does := _DOES.match(sentence, tells.end()))), None
    )
    return _made(found, sentence) if found and not _ALREADY_WORK.search(sentence, 0, found.start()) else None


def _stated(sentence: str, at: int) -> Addressed | None:
    told = sentence[at:]
    begins = _BEGINS.match(told)
    if begins is None:
        return None
    found = _DOES.match(told, begins.end()) or _DOES.match(told, begins.end("opening"))
    return _made(found, sentence, at) if found else None


def _after_circumstance(sentence: str) -> Addressed | None:
    """The subject after "Căn cứ …, …,": tried after each comma, because a circumstance may hold commas."""
    opening = _CIRCUMSTANCE.match(sentence)
    if opening is None:
        return None
    stop = re.search(r"[.;]", sentence[opening.end() :])
    end = opening.end() + stop.start() if stop else len(sentence)
    starts = [
        opening.end(),
        *(comma.end() for comma in re.finditer(r",\s*", sentence[:end]) if comma.start() >= opening.end()),
    ]
    return next((found for start in starts if (found := _stated(sentence, start))), None)


def _made(found: re.Match[str], sentence: str, shift: int = 0) -> Addressed | None:
    if (
        _PASSIVE.search(found["body"])
        or _DID_ALREADY.search(found["body"])
        or _WHICHEVER.search(found["body"])
    ):
        return None
    rest = shift + found.start("verb")
    told = _DUTY_WORDS.match(sentence[rest:])
    if told:
        rest += told.end()
    return Addressed(_clean(found["body"]), shift + found.start("body"), shift + found.end("body"), rest)


def _clean(body: str) -> str:
    return body.strip(" ,:*_")

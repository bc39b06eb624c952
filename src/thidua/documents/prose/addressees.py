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


@dataclass(frozen=True)
class Addressed:
    """``body`` as written; ``start``/``end`` where it stands; ``rest`` where what it has to do begins."""

    body: str
    start: int
    end: int
    rest: int


# The nouns with which the name of a body begins.
_HEADS = (
    r"ban chấp hành|ban thường vụ|ban chỉ đạo|ban tổ chức|ban giám đốc|ban|BCH|BTV|UBKT|ủy ban|uỷ ban|văn phòng|"
    r"công đoàn|CĐCS|CĐ|LĐLĐ|liên đoàn|tổng liên đoàn|tổng LĐLĐ|cụm trưởng|cụm phó|cụm|khối trưởng|khối thi đua|"
    r"cơ quan|đơn vị|doanh nghiệp|nhà trường|trường|phòng|sở|hội đồng|cấp công đoàn|cấp ủy|chủ tịch|phó chủ tịch|"
    r"đồng chí|đ/c|thủ trưởng|người đứng đầu|nghiệp đoàn|tổ công đoàn|tổ giúp việc|thường trực|thành viên|trưởng ban|"
    r"bộ phận|trung tâm|nhà văn hóa|(?-i:Báo(?! cáo)|Tạp chí)|đảng ủy|mặt trận|hội|đoàn thanh niên|ngành|địa phương|huyện|quận|"
    r"hai bên|các bên|tổ công tác|ủy viên|uỷ viên|đảng đoàn|tổ chức đảng|ban cán sự|tỉnh đoàn|thành viên|bí thư|"
    r"thành phố|xã|phường|cán bộ công đoàn|cán bộ, công chức|cán bộ, đoàn viên|đoàn viên|người sử dụng lao động"
)
_SUBJECT = (
    r"(?:(?:các|từng|mỗi|toàn thể|tất cả các|những|hệ thống)\s+)?"
    rf"(?:{_HEADS})(?!\w)"
)
# What may follow a subject: a modal, a manner, or a verb that is no part of a body's name.
_AFTER = (
    r"có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|có kế hoạch|chủ động|tiếp tục|tích cực|thường xuyên|khẩn trương|"
    r"kịp thời|nghiêm túc|phải|cần|sẽ|chủ trì|căn cứ|tập trung|tăng cường|đẩy mạnh|quan tâm|chú trọng|phối hợp|"
    r"tổ chức|triển khai|thực hiện|xây dựng|ban hành|phát động|hưởng ứng|quán triệt|tuyên truyền|báo cáo|tổng hợp|gửi|"
    r"nộp|rà soát|đăng ký|ký kết|hướng dẫn|đôn đốc|theo dõi|thẩm định|tham mưu|lựa chọn|giới thiệu|sơ kết|tổng kết|"
    r"phân công|đề xuất|bố trí|chuẩn bị|cập nhật|lập|khảo sát|vận động|động viên|chỉ đạo|cụ thể hóa|phát huy|nâng cao|"
    r"làm đầu mối|là đầu mối|là cơ quan thường trực|là đơn vị thường trực|là thường trực|có thành tích|bình xét|xem xét|hằng năm|hàng năm|định kỳ|nghiên cứu|lồng ghép|duy trì|"
    r"lãnh đạo|phụ trách|trích|bám|họp|kiểm điểm|phân bổ|cử|khuyến khích|kiểm tra|giám sát|đảm bảo|bảo đảm|tham gia|phấn đấu|đánh giá|thông báo|quyết định|phổ biến|kiện toàn"
)
_NOT_A_VERB = r"(?<!an )(?<!ban )(?<!Ban )(?<!các )(?<!công tác )(?<!hoạt động )(?<!ỷ ban )(?<!ủy ban )(?<!Ủy ban )(?<!kỳ )(?<!cuộc )"
_OPENS = (
    r"^[\s\d*_.)(+\-–]*"  # list marks and emphasis; never a quotation mark: a name in quotes is no subject
)
_WHEN = r"(?:(?i:định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|mỗi năm|mỗi quý)\s+(?:\d+\s+(?:tháng|năm)\s+)?)?"
_STATED = re.compile(
    rf"{_OPENS}{_WHEN}(?P<body>(?i:{_SUBJECT})[^.;:“\"]{{0,260}}?)\s*(?:[,:]\s*)?"
    rf"(?P<verb>{_NOT_A_VERB}(?:(?<=[\s,:])(?:{_AFTER}))(?!\w))",
)
_TOLD = re.compile(
    r"(?P<tell>(?i:giao|đề nghị|yêu cầu|phân công|giao cho|kêu gọi|ủy quyền(?: cho)?|đồng ý cho|chỉ đạo))\s+(?:cho\s+)?"
    rf"(?P<body>(?i:{_SUBJECT})[^.;:“\"]{{0,260}}?)\s*(?:[,:]\s*)?"
    rf"(?P<verb>{_NOT_A_VERB}(?:(?<=[\s,:])(?:{_AFTER}))(?!\w))",
)
_ALONE = re.compile(
    rf"{_OPENS}(?:(?i:đối với|về phía|trách nhiệm của|nhiệm vụ của|giao|đề nghị)\s+)?(?P<body>(?i:{_SUBJECT})[^.;:“\"]{{0,200}})\s*[:.]?\s*$"
)
_LABELLED = re.compile(
    rf"{_OPENS}(?:(?i:đối với|về phía|giao|đề nghị|yêu cầu)\s+)?(?P<body>(?i:{_SUBJECT})[^.;:“\"]{{0,200}}?)\s*:\s*(?=\S)"
)
_CIRCUMSTANCE = re.compile(
    rf"{_OPENS}(?:(?i:(?:ở )?cấp [^.;:,]{{2,30}}):\s*|(?i:căn cứ|trên cơ sở|để|nhằm|trong quá trình|trong|sau khi|sau|hằng năm|hàng năm|định kỳ|từ|trước|"
    r"khi|qua|thông qua|ngoài ra|bên cạnh đó|kết thúc|đồng thời|nhận được|trên đây)(?!\w)[^.;]*?,\s*)"
)
_DUTY_WORDS = re.compile(
    r"^(?:có trách nhiệm|chịu trách nhiệm(?=\s*:|\s+tham mưu|\s+xây dựng|\s+tổ chức)|có nhiệm vụ)(?:\s+tham mưu thực hiện)?\s*:?\s*"
)
_TRAILING = re.compile(r"\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)?[\s*_:,.]*$")


def addressed(sentence: str) -> Addressed | None:
    """The body that the sentence gives work to, or None. Offsets into ``sentence``."""
    return _told(sentence) or _stated(sentence, 0) or _after_circumstance(sentence)


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
    if found is None:
        return None
    body = _TRAILING.sub("", found["body"])
    return Addressed(_clean(body), found.start("body"), found.start("body") + len(body), found.end())


def _told(sentence: str) -> Addressed | None:
    found = _TOLD.search(sentence)
    return _made(found, sentence) if found and "“" not in sentence[: found.start()] else None


def _stated(sentence: str, at: int) -> Addressed | None:
    found = _STATED.match(sentence[at:])
    return _made(found, sentence, at) if found else None


def _after_circumstance(sentence: str) -> Addressed | None:
    opening = _CIRCUMSTANCE.match(sentence)
    while opening:
        found = _stated(sentence, opening.end())
        if found:
            return found
        comma = sentence.find(",", opening.end())
        if comma < 0:
            return None
        opening = re.compile(r"[^.;]{%d},\s*" % comma).match(sentence)
    return None


def _made(found: re.Match[str], sentence: str, shift: int = 0) -> Addressed:
    rest = shift + found.start("verb")
    told = _DUTY_WORDS.match(sentence[rest:])
    if told:
        rest += told.end()
    return Addressed(_clean(found["body"]), shift + found.start("body"), shift + found.end("body"), rest)


def _clean(body: str) -> str:
    return body.strip(" ,:*_")

"""What a clause of an administrative text asks for, told by the verb that it begins with.

A plan rarely says "you must": it lists clauses that begin with a verb. Three strengths of verb are told apart,
because they decide what is a duty of its own:

    ACT    somebody can report that it was done: xây dựng kế hoạch, báo cáo, bầu, tổng kết
    URGE   wanted, but no piece of work of its own: quan tâm, nâng cao, phát huy, biểu dương
    STATE  tells a course, a result or a purpose: từng bước, góp phần, tạo, đảm bảo
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    ACT = "act"
    URGE = "urge"
    STATE = "state"


# Manner, degree, time and modals before the verb. They do not change what is asked for.
_ADVERBS = """
tiếp tục|tích cực|chủ động|thường xuyên|khẩn trương|kịp thời|tập trung|tăng cường|đẩy mạnh|quan tâm|chú trọng|chú ý|
chỉ|cần|phải|sẽ|được|nghiêm túc|phấn đấu|ra sức|đồng thời|định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|
hàng tháng|trực tiếp|có trách nhiệm|có nhiệm vụ|lãnh đạo|thống nhất|sớm|nhanh chóng|triệt để|linh hoạt|
sáng tạo|không ngừng|cùng|cùng với|quyết tâm|chủ trì|mở rộng|duy trì|ưu tiên|nghiên cứu|căn cứ|bám sát|công tác|
hoạt động|việc|tốt|có hiệu quả|hiệu quả|kịp|thực hiện tốt|làm tốt|hoàn thành|hoàn thiện|cụ thể|trước mắt|trước hết|
hãy|nên|đều|cũng|luôn|đôn đốc|tiến hành|nghiêm|đúng|đầy đủ
"""
# A verb with which a clause names a piece of work.
_ACTS = """
xây dựng|ban hành|tổ chức|triển khai|thực hiện|phát động|hưởng ứng|quán triệt|tuyên truyền|phổ biến|học tập|báo cáo|
tổng hợp|gửi|nộp|rà soát|bổ sung|sửa đổi|bầu|đăng ký|ký kết|ký|giao ước|hướng dẫn|kiểm tra|thanh tra|giám sát|
đôn đốc|theo dõi|thẩm định|tham mưu|lựa chọn|giới thiệu|phát triển đoàn viên|thành lập|sơ kết|tổng kết|sơ|đánh giá|
phân công|đề xuất|đề nghị|bình xét|xét chọn|xét|trao|
bố trí|chuẩn bị|cập nhật|lập|khảo sát|thương lượng|đối thoại|tập huấn|
đào tạo|bồi dưỡng|vận động|chỉ đạo|cụ thể hóa|xác định|công bố|thông báo|in ấn|đăng tải|biên soạn|tư vấn|trình|
phê duyệt|thống kê|lưu trữ|phối hợp xây dựng|đưa|nhân rộng|hỗ trợ|cử|giao|đảm nhiệm|
chủ trì|phát hành|tiếp nhận|xử lý|giải quyết|tham gia ý kiến|
chấm điểm|tự kiểm tra|tự chấm điểm|phản ánh|làm đầu mối|kiện toàn|phân bổ|
là cơ quan thường trực|là đơn vị thường trực|là thường trực|là đầu mối|có kế hoạch|kiến nghị|tăng thời lượng|tặng quà|
dành|khen thưởng đột xuất|bình chọn|bình bầu|suy tôn|niêm yết|
treo|mở chuyên mục|mở lớp|mở đợt|hoàn chỉnh|dự trù|quyết toán|thuê|lắp đặt|
chọn|chỉnh sửa|nghe|phúc tra|xem xét|mở chuyên trang|mở trang|gặp gỡ|đảm nhận|mời|soạn|duyệt|phát hành|chuyển|cụ thể hoá|
chịu trách nhiệm|trích|họp|kiểm điểm|
công khai|cân đối|thẩm tra|thanh toán|quyết toán|biên tập|ra quân|tham dự|ký cam kết|lập dự toán|tự đánh giá|
theo lĩnh vực phụ trách|cho đoàn viên|cho hội viên|tiếp thu|nắm bắt|nắm tình hình|bàn giao|bổ nhiệm|thẩm tra|đối chiếu|
phụ trách|bám|thực hành|kết nạp|áp dụng|ứng dụng|viết|liên hệ|cung cấp|treo|tuyển chọn
"""
_URGES = """
phối hợp|nâng cao|phát huy|động viên|khuyến khích|biểu dương|khen thưởng|tôn vinh|phát hiện|chăm lo|bảo vệ|tham gia|
thúc đẩy|cổ vũ|khơi dậy|đổi mới|cải tiến|cải thiện|giữ vững|ngăn ngừa|hạn chế|khắc phục|giúp đỡ|thăm hỏi|đồng hành|
tranh thủ|gắn|lấy|lồng ghép|kết hợp|coi trọng|quan tâm|chú trọng|tăng cường|đẩy mạnh|tập trung|rèn luyện|chấp hành|
nghiên cứu|tăng|giảm|phòng|chống|tiết kiệm|
huy động|tạo điều kiện|xây dựng tổ chức|phấn đấu|duy trì|mở rộng|chống dịch|
hoàn thành|hoàn thiện|ưu tiên|bám sát|chủ động|tích cực|thu hút|hỗ trợ|cải cách|đại diện|bồi dưỡng|kế thừa|vận dụng|
củng cố|nêu cao|gương mẫu|sáng tạo|nhân lên|tôn trọng|giáo dục|lao động|sử dụng|gìn giữ|chia sẻ|nỗ lực|thiết thực
"""
_STATES = """
từng bước|đảm bảo|bảo đảm|góp phần|tạo|coi|xem là|xem đây|nhằm|qua đó|hăng hái|đoàn kết|tránh|lập thành tích|thiết thực lập|
đáp ứng|phù hợp|làm cơ sở|để|khẳng định
"""


def _words(listed: str) -> str:
    words = [word.strip() for word in listed.replace("\n", "").split("|")]
    return "|".join(sorted((re.escape(word) for word in words if word), key=len, reverse=True))


_STATE = re.compile(rf"(?:{_words(_STATES)})\b", re.I)
_ACT = re.compile(rf"(?:{_words(_ACTS)})\b", re.I)
_URGE = re.compile(rf"(?:{_words(_URGES)})\b", re.I)
_ADVERB = re.compile(rf"(?!chỉ (?:thị|tiêu|số|đạo|huy)\b)(?:{_words(_ADVERBS)})\b(?:[,:]|\s+và)?\s*", re.I)
_LEADING = re.compile(r"^[\s\d*_.)(+\-–•]+")  # list marks and emphasis; a quotation mark opens a name


@dataclass(frozen=True)
class Asked:
    """``verb`` as found; ``adverbs`` what stood before it."""

    strength: Strength
    verb: str
    adverbs: str


_CIRCUMSTANCE = re.compile(
    r"(?:theo|trên cơ sở|để|nhằm|hằng năm|hàng năm|trong|trước|sau|khi|từ|ngoài ra|bên cạnh đó|đối với|riêng)(?!\w)"
    r"[^;:“\"]*?,\s*",
    re.I,
)


_TOGETHER = re.compile(
    rf"phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s[^,;:.]{{4,80}}?\s(?:{_words(_ACTS)})\b", re.I
)


def acts_together(clause: str) -> bool:
    """ "phối hợp với các báo mở chuyên mục": a piece of work, done with others."""
    return _TOGETHER.match(_LEADING.sub("", clause)) is not None


_THIS_PAPER = re.compile(
    r"(?:bản )?(?:giao ước|quy chế|kế hoạch|hướng dẫn|quy định|chương trình|chỉ thị|thông báo)\s(?:này|được)(?!\w)",
    re.I,
)


def asked(clause: str) -> Asked | None:
    """What the clause asks for, or None when it begins neither with a verb nor with a circumstance before one."""
    text = _LEADING.sub("", clause)
    if _THIS_PAPER.match(text):
        return None
    found = _asked(text)
    if found is None and (before := _CIRCUMSTANCE.match(text)):
        commas = [
            before.end(),
            *(comma.end() for comma in re.finditer(r",\s*", text) if comma.start() >= before.end()),
        ]
        return next((later for at in commas[:3] if (later := _asked(text[at:]))), None)
    return found


_TIME = re.compile(
    r"(?:(?:định kỳ|cuối|đầu|mỗi|hằng|hàng|sáu|sau|vào|\d+)\s+)+(?:tháng|quý|năm|tuần|đợt|kỳ|ngày)"
    r"(?:\s+(?:đầu|cuối)\s+năm|\s+một lần)?\s+"
    r"|(?:kết thúc|hết)\s+(?:đợt|kỳ|phong trào|năm|quý)(?:\s+thi đua)?\s+"
    r"|(?:định kỳ\s+)?(?:(?:trước|vào|từ)\s+)?ngày\s+\d{1,2}[^,;:.]{0,40}?\s(?:hằng|hàng|mỗi)\s+(?:tháng|quý|năm)\s+",
    re.I,
)
"""When it is due, said before the verb without a comma: "cuối mỗi quý báo cáo"."""


def _asked(text: str) -> Asked | None:
    time = _TIME.match(text)
    at = time.end() if time else 0
    while True:
        for strength, verbs in ((Strength.STATE, _STATE), (Strength.ACT, _ACT)):
            if found := verbs.match(text, at):
                return Asked(strength, found[0], text[:at])
        adverb = _ADVERB.match(text, at)
        if adverb is None:
            break
        at = adverb.end()
    if urge := _URGE.match(text, at):
        return Asked(Strength.URGE, urge[0], text[:at])
    return Asked(Strength.URGE, text[:at].strip(), "") if at else None

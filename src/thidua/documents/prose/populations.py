"""Where a noun phrase ends and what is said of it begins: "80% trở lên | đoàn viên khối A | được học tập …".

Vietnamese marks neither; what helps is a small set of verbs that begin a predicate, and the few words before
which a verb still belongs to the noun ("đang làm việc", "nơi có tổ chức công đoàn", "chỉ tiêu được giao").
"""

from __future__ import annotations

import re

# Verbs with which plans say what a share of a population shall do or be. An open class: these are the common ones.
_VERBS = (
    "được", "đạt", "tổ chức", "thực hiện", "tham gia", "có", "hoàn thành", "xây dựng", "ký kết", "ký", "triển khai",
    "ban hành", "đăng ký", "xếp loại", "không", "phải", "hưởng ứng", "thành lập", "đóng", "gia nhập", "kết nạp",
    "giới thiệu", "tiến hành", "duy trì", "bảo đảm", "đảm bảo", "phát động", "cam kết", "học tập", "chấp hành", "nộp",
    "trích", "thương lượng", "bố trí", "công khai", "kiện toàn", "đổi mới", "áp dụng", "ứng dụng", "cập nhật",
    "đóng góp", "ủng hộ", "phấn đấu", "đề xuất", "hài lòng", "chăm lo", "hỗ trợ", "tặng", "thăm hỏi", "vận động",
    "tuyên truyền", "rà soát", "viết", "gửi", "báo cáo", "giữ vững", "giữ", "mua", "cài đặt", "thi đua", "là",
    "sinh hoạt", "ký cam kết", "quán triệt", "phổ biến", "nâng", "sử dụng", "truy cập", "khai thác", "bồi dưỡng",
    "tích cực", "làm tốt", "thường xuyên", "kịp thời", "nghiêm túc", "chủ động", "lập danh sách", "lập kế hoạch",
    "hoạt động", "phối hợp",
    "kiểm tra", "giám sát", "giải quyết", "biết", "nắm", "thuộc lòng", "theo dõi", "đối thoại", "lưu trữ",
    "niêm yết", "trang bị", "quản lý", "bị", "vi phạm", "trở thành", "đề nghị", "đánh giá", "phân công",
    "tập huấn", "khám", "tập luyện", "luyện tập", "rèn luyện", "lắp đặt", "giảm", "tăng", "bầu", "công nhận",
    "tham mưu", "phụ trách", "chỉ đạo", "lựa chọn",
    "nhân rộng", "phát hiện", "trao", "hiến", "trồng", "tư vấn", "đăng tải", "tốt nghiệp", "chiếm", "tiếp nhận", "hưởng",
    "cải tiến", "cung cấp", "phát triển mới", "phát triển thêm", "phát triển được",
    "tiết kiệm", "giúp đỡ", "giúp", "mở rộng", "tuyên dương", "tự chủ",
    "nhận đỡ đầu", "đỡ đầu", "kèm cặp", "dừng chờ", "ngừng chờ", "trễ", "chậm trễ", "đi trễ", "đi muộn",
    "mang", "đeo", "nói không", "mặc", "treo", "dán", "phân loại", "thu gom", "tái chế", "tìm hiểu", "chung tay", "chấm dứt",
    "thay thế", "tiêm", "thanh toán", "tích hợp", "số hóa", "số hoá", "đồng hành", "giữ gìn",
    "kê khai", "trả lương", "chi trả", "giao tiếp", "lắp",
)  # fmt: skip
_VERB = re.compile(
    r"(?<!\w)(?:đã |sẽ |đều |cùng |tiếp tục |phấn đấu )?(?:"
    + "|".join(word.replace(" ", r"\s") for word in sorted(_VERBS, key=len, reverse=True))
    + r")(?!\w)",
    re.I,
)

# Behind these a verb describes the noun: "mới tham gia Ban chấp hành", "đang làm việc", "nơi có …".
_DESCRIBES = re.compile(
    r"(?<!\w)(?:đang|mới|vừa|chưa|nơi|diện|cần|về|để|nhằm|việc|công tác|quỹ|trong|của|các|nghiệp vụ|những"
    r"|hội nghị|lớp|kế hoạch|chương trình|chỉ tiêu|đủ điều kiện|có điều kiện|quy chế|chế độ|đầu tư|hợp đồng|thuộc|hưởng"
    r"|phong trào|tiêu chí|khả năng|nhu cầu|phân cấp|trực tiếp|thời gian|thời hạn|chất lượng|hiệu quả|tiến độ|tốc độ)\s$",
    re.I,
)
# A noun that only looks like a verb, or a relative clause of the noun.
_STILL_NOUN = re.compile(
    r"tổ chức (?:công đoàn|đảng|cơ sở đảng|đoàn thể|đoàn thanh niên|chính trị|kinh tế|xã hội|thành viên)"
    r"|có tổ chức(?=\s(?:công đoàn|CĐ|đảng|đoàn|hội|cơ sở|nghiệp đoàn|chính trị)|$)"
    r"|có (?:công đoàn|đoàn viên|CĐCS|đủ|đông|hoàn cảnh|con |quan hệ|thu nhập|vốn|sử dụng|chức năng|trụ sở|nữ)"
    r"|có (?:từ )?(?:trên |dưới )?\d[\d.]*(?:\s?(?:-|đến)\s?(?:dưới |trên )?\d+)? (?:lao động"
    r"|đoàn viên|công nhân|người|CNLĐ|nữ|NLĐ)"
    r"|(?:được|đã được) (?:giao|phân công|phân cấp|duyệt|phê duyệt|phân bổ|tuyển dụng|quy hoạch)(?!\w)"
    r"|sử dụng (?:từ |trên |dưới )?\d|sử dụng (?:lao động|nhiều|đông)|không chuyên trách|hoạt động (?:sự nghiệp|trong)"
    r"|đóng trên|quản lý (?:nhà nước|của)|đăng ký (?:kinh doanh|giao ước)|thu (?:hút|nhập)|là (?:nữ"
    r"|đoàn viên|người|công nhân)"
    r"|có điều kiện|có liên quan|có thẩm quyền|giảm nghèo|báo cáo viên|tuyên truyền viên|khám phá"
    r"|kiểm tra viên|xây dựng cơ bản|thuộc|bị (?:bệnh|tai nạn)",
    re.I,
)
_SAYS_MORE = r"(?=(?:được|phải|tổ chức|thực hiện|thành lập|ký|ký kết|xây dựng|tham gia|đạt)(?!\w))"
_HAS_SO_MANY = re.compile(
    rf"(?:có|sử dụng)\s(?:từ\s|trên\s|dưới\s)?\d[\d.]*\s[^\W\d]+(?:\s[^\W\d]+)?(?:\strở (?:lên|xuống))?\s{_SAYS_MORE}",
    re.I,
)
""" "khu nhà trọ có từ 30 phòng trở lên được …": which of them; what is said comes behind."""
_TELLS_WHICH = re.compile(r"(?<!\w)(?:có|sử dụng)\s*(?:từ|trên|dưới)?\s*$", re.I)
_AND_SAYS_MORE = re.compile(rf"\s*(?:trở (?:lên|xuống)\s)?{_SAYS_MORE}", re.I)


def tells_which(text: str, start: int, end: int) -> bool:
    """Whether the count at ``text[start:end]`` only tells which of them are meant."""
    return bool(_TELLS_WHICH.search(text, max(0, start - 20), start) and _AND_SAYS_MORE.match(text, end))


# Verbs that also name a body or a branch: ngành Xây dựng, Ban Chấp hành, phòng Quản lý …
_NAMED_BY = {
    "xây dựng": re.compile(r"(?:ngành|(?<!cơ )sở|(?<!cán )bộ|công ty)\s$", re.I),
    "chấp hành": re.compile(r"ban\s$", re.I),
    "kiểm tra": re.compile(r"(?:ủy ban|uỷ ban|ban)\s$", re.I),
    "quản lý": re.compile(r"(?:chi phí|ban|phòng|(?<!cơ )sở|cán bộ|hội đồng)\s$", re.I),
    "tổ chức": re.compile(r"(?:ban|phòng|(?<!cơ )sở)\s$", re.I),
    "thi đua": re.compile(r"(?:chiến sĩ|chiến sỹ|cờ|cụm|khối|danh hiệu|giao ước)\s$", re.I),
    "giảm": re.compile(r"(?:tiết|suy|thuyên)\s$", re.I),
    "tăng": re.compile(r"(?:gia|phát triển)\s$", re.I),
    "nâng": re.compile(r"(?<!\w)(?:xe|bàn)\s$", re.I),
    "sử dụng": re.compile(r"(?:công suất|hệ số|hiệu suất|tỷ lệ|tỉ lệ)\s$", re.I),
    "hài lòng": re.compile(r"(?:chỉ số|tỷ lệ|tỉ lệ|mức độ|mức)\s$", re.I),
    "thường xuyên": re.compile(r"(?:chi|kinh phí|đầu tư)\s$", re.I),
    "đối thoại": re.compile(r"(?:cuộc|buổi|hội nghị)\s$", re.I),
    "tuyên truyền": re.compile(r"(?:ban|cán bộ)\s$", re.I),
}
_ELIGIBLE = re.compile(r"(?:đủ|có) điều kiện\s$", re.I)
_AGAIN = re.compile(r"(?<!\w)được(?!\w)", re.I)
_CLAUSE_MARK = re.compile(r"[,;]|(?<!\w)và(?!\w)")


def predicate_start(text: str, start: int, end: int) -> int | None:
    """Where, in ``text[start:end]`` that begins with a noun, something is said of it; None if nothing is."""
    at, past = start, None
    while found := _VERB.search(text, at, end):
        at = _end_of_word(text, found.end())
        if found.start() == start or not text[start : found.start()].strip():
            at = found.end()
            continue
        if still := _STILL_NOUN.match(text, found.start(), end) or _HAS_SO_MANY.match(
            text, found.start(), end
        ):
            at = still.end()
            if past is None and found[0].lower() == "là":  # said of it after all, where nothing else is
                past = found.start()
            continue
        if _describes(text, start, found):
            at = found.end()
            if found[0].lower() == "được" and (then := _VERB.match(text, at + 1, end)):
                at = then.end()  # "chủ tịch mới được bầu"
            continue
        if found[0].lower().startswith("đã ") and past is None:
            past, at = found.start(), found.end()
            continue
        return _latest_passive(text, found.start(), end)
    return past if past is not None else _grade(text, start, end)


# "80% công đoàn cơ sở vững mạnh": a grade alone says it.
_GRADES = re.compile(
    r"\s(?P<grade>vững mạnh|(?:hoạt động )?hiệu quả|văn hóa|văn hoá|xuất sắc|yếu kém|yếu)(?!\w)(?! của)", re.I
)


def _grade(text: str, start: int, end: int) -> int | None:
    found = _GRADES.search(text, start + 1, end)
    return found.start("grade") if found else None


def _describes(text: str, start: int, verb: re.Match[str]) -> bool:
    named = _NAMED_BY.get(verb[0].lower())
    if verb[0].lower() == "được" and _ELIGIBLE.search(text, start, verb.start()):
        return False
    return bool(
        (named and named.search(text, start, verb.start())) or _DESCRIBES.search(text, start, verb.start())
    )


def begins_with_verb(text: str) -> bool:
    return _VERB.match(text) is not None


def _latest_passive(text: str, found: int, end: int) -> int:
    """ "cán bộ được bầu lần đầu được tập huấn": of two passives in one breath the second is the predicate."""
    if text[found : found + 4].lower() != "được":
        return found
    again = _AGAIN.search(text, found + 4, end)
    if again is None or _CLAUSE_MARK.search(text, found, again.start()):
        return found
    return again.start()


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isalpha():
        at += 1
    return at

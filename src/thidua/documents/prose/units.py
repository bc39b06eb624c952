"""What is counted in the papers of unions: nouns that stand after a number. Data; longest first when searched.

Not a closed list: a noun that is missing is still read (the first word or two after the number), with less trust.
"""

from __future__ import annotations

import re

# People and their bodies.
_PEOPLE = (
    "cán bộ, công chức, viên chức", "cán bộ công chức viên chức", "cán bộ công đoàn", "đoàn viên", "đảng viên",
    "quần chúng ưu tú", "quần chúng", "đồng chí", "đ/c", "người lao động", "lao động",
    "công nhân lao động", "công nhân", "CNVCLĐ", "CNLĐ", "ĐVCĐ", "CBĐV", "CBCC", "CBVC", "CBGVNV", "CBGV", "HSSV",
    "HCCB", "NLĐ", "CBCCVC", "CNVC", "viên chức", "công chức",
    "giáo viên", "nhà giáo", "cán bộ", "hộ gia đình", "gia đình", "hộ", "cháu", "em", "học sinh", "cá nhân",
    "tập thể", "người", "lượt người", "lượt đoàn viên", "lượt cán bộ", "lượt CNVCLĐ", "lượt CNLĐ",
    "lượt lao động", "lượt", "nữ CNVCLĐ", "nữ đoàn viên", "hội viên", "thành viên", "ủy viên", "đại biểu", "Cụm trưởng",
    "Cụm phó", "Khối trưởng", "Khối phó", "Tổ trưởng", "phụ nữ", "thanh niên", "nông dân", "hộ nghèo", "hộ nông dân",
    "lượt khách", "khách hàng", "khách",
    "người bệnh", "điều dưỡng", "bác sĩ", "thợ", "chiến sĩ", "sinh viên", "kỹ sư", "xã viên",
)  # fmt: skip
_BODIES = (
    "công đoàn cơ sở thành viên", "công đoàn cơ sở", "CĐCS", "CĐCSTV", "nghiệp đoàn cơ sở", "nghiệp đoàn",
    "tổ công đoàn", "công đoàn bộ phận", "công đoàn cấp trên trực tiếp cơ sở", "công đoàn", "doanh nghiệp",
    "cơ quan", "đơn vị sự nghiệp", "đơn vị", "trường học", "trường", "hợp tác xã", "chi bộ", "tổ chức đảng",
    "tổ chức cơ sở đảng", "câu lạc bộ", "đội văn nghệ", "đội", "tổ tự quản", "tổ", "nhóm", "xã", "thôn", "bản",
    "khu nhà trọ", "khu", "chi nhánh", "cụm", "khối", "ban", "phòng", "cơ sở Hội", "cơ sở hội", "cơ sở đoàn", "chi hội",
    "chi đoàn", "tổ hợp tác", "khoa, phòng", "phân xưởng", "nhà thầu", "huyện", "phường", "tổ sản xuất",
    "nông trường", "xí nghiệp", "nhà máy", "bệnh viện", "trạm y tế", "lớp học",
)  # fmt: skip
# What they do and make.
_DEEDS = (
    "công trình", "phần việc", "sản phẩm", "việc làm", "sáng kiến",
    "đề tài", "giải pháp", "ý tưởng", "mô hình", "điển hình tiên tiến", "điển hình", "gương điển hình", "gương",
    "cuộc thi", "cuộc kiểm tra", "cuộc giám sát", "cuộc đối thoại", "cuộc", "lớp tập huấn", "lớp", "hội nghị",
    "hội thi", "hội thao", "hội diễn", "hội thảo", "buổi tuyên truyền", "buổi", "đợt", "chuyên đề", "hoạt động",
    "phong trào", "chương trình", "kế hoạch", "bản thỏa ước", "bản thoả ước", "thỏa ước lao động tập thể",
    "thoả ước lao động tập thể", "thỏa ước", "thoả ước", "TƯLĐTT", "bản", "văn bản", "bài viết",
    "bài báo khoa học", "bài báo", "tin, bài",
    "tin bài", "bài", "tin", "ấn phẩm", "tờ rơi", "video clip", "video", "clip", "phóng sự", "vụ việc", "vụ",
    "trường hợp", "đơn thư", "ý kiến", "kiến nghị", "tiêu chí", "chỉ tiêu", "cờ thi đua", "bằng khen", "giấy khen",
    "danh hiệu", "giải", "chuyến", "đổi mới", "tuyến đường", "tuyến phố", "tài khoản", "vườn cây", "công bố quốc tế",
    "sản phẩm mới", "tiết mục", "quy trình", "hồ sơ", "thủ tục hành chính", "thủ tục", "dự án", "phần mềm",
    "điểm sinh hoạt văn hóa", "điểm sinh hoạt văn hoá", "điểm sinh hoạt", "điểm vui chơi", "điểm tư vấn", "điểm giữ trẻ",
    "điểm trưng bày", "đầu sách", "tủ sách", "góc bảo hộ lao động", "trang thông tin", "nhóm zalo", "fanpage",
)  # fmt: skip
# What they give.
_GIFTS = (
    "suất quà", "suất học bổng", "suất", "phần quà", "quà", "học bổng", "căn nhà", "ngôi nhà", "nhà ở", "nhà",
    "mái ấm", "đơn vị máu", "sổ tiết kiệm", "vé xe", "vé", "chuyến xe", "xe đạp", "xe", "cây xanh", "cây",
    "tủ thuốc", "thẻ", "máy tính", "bộ", "chiếc", "ngày công", "ngày lương",
)  # fmt: skip
MEASURES = (
    "m2", "m²", "mét vuông", "km", "ha", "héc ta", "hec ta", "héc-ta", "hec-ta", "hecta", "tấn", "tạ", "kg", "kwh", "lít",
    "mét",
)  # fmt: skip

COUNTED = (*_PEOPLE, *_BODIES, *_DEEDS, *_GIFTS, *MEASURES, "lần")

# Units of rules and of time: they count, but never what a movement reaches for.
POINTS = ("điểm",)
RANKS = ("tuổi", "sao")
"""Which persons, which grade of goods: "phụ nữ từ 18 tuổi trở lên", "OCOP 4 sao"."""
TIME = ("ngày làm việc", "ngày", "tuần", "tháng", "quý", "năm", "giờ làm việc", "giờ", "phút", "giây", "tiếng",
    "buổi làm việc", "kỳ",
    *RANKS)  # fmt: skip
OF_A_DAY = ("giây", "phút", "giờ", "giờ làm việc", "tiếng")
"""How long something takes, which can be aimed at."""
VOTES = ("phiếu", "phiếu bầu")

MONEY = r"(?:đồng|vnđ|vnd|đ|₫)(?![\w])(?! chí)(?! nghiệp)(?! bào)"


def any_of(words: tuple[str, ...]) -> str:
    """One alternative of a pattern, longest first, blanks of any width."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))

"""Who signs: capacities and posts, as they stand in capitals under a paper."""

from __future__ import annotations

import re

from thidua.documents.prose.letters import is_upper

CAPACITY = re.compile(
    r"(?:(?:T\.?M|K\.?T|T\.?L|TUQ|TƯQ|T\.U\.Q)\s*[./]|[TK]/[MLT]\s*[./]?|T\.?M(?=\s+(?:BAN|BCH|BTV|ĐOÀN|CỤM|KHỐI|HỘI|TẬP))|"
    r"K\.?T(?=\s+(?:CHỦ|TRƯỞNG|GIÁM|BÍ|HIỆU)))\s*(?=\S)"
)
"""For whom somebody signs: TM., KT., TL., TUQ., and T/M as the Party writes it."""

_POSTS = (
    "Chủ tịch", "Tổng Giám đốc", "Giám đốc", "Bí thư", "Tổng Bí thư", "Trưởng ban", "Trưởng phòng", "Hiệu trưởng",
    "Chánh Văn phòng", "Chủ nhiệm", "Cụm trưởng", "Cụm phó", "Trưởng cụm", "Khối trưởng", "Trưởng khối", "Viện trưởng",
    "Trưởng đoàn", "Tổ trưởng", "Chánh Thanh tra", "Bộ trưởng", "Thứ trưởng", "Cục trưởng", "Vụ trưởng", "Chính ủy",
    "Chính uỷ", "Chính trị viên", "Tư lệnh", "Chỉ huy trưởng", "Sư đoàn trưởng", "Lữ đoàn trưởng", "Trung đoàn trưởng",
    "Trưởng Công an", "Chánh án", "Tổng cục trưởng", "Chi cục trưởng", "Trưởng khoa", "Thủ trưởng", "Tổng Biên tập",
    "Tổng Thư ký", "Đội trưởng", "Tổng Kiểm toán",
)  # fmt: skip
POST = re.compile(
    rf"(?:(?:QUYỀN|PHÓ|P\.|Q\.?|THƯỢNG|ỦY VIÊN|UỶ VIÊN)\s+)*(?:{'|'.join(post.upper() for post in _POSTS)})(?!\w)"
)
"""In capitals only: in a sentence the same words are anybody's post."""


def is_capacity(text: str) -> bool:
    line = text.strip(" *_")
    return bool(CAPACITY.match(line)) and is_upper(line)


def is_post(text: str) -> bool:
    """The whole line is a post, with what it is post of at most."""
    line = text.strip(" *_")
    return bool(POST.match(line)) and is_upper(line) and len(line) < 80


def is_signature_line(text: str) -> bool:
    """ "TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"."""
    return is_capacity(text) or is_post(text)

"""Pieces of work that a text sets in time: what is done, by whom, for whom, through what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua.documents.prose.addressees import Addressed, addressed, labelled
from thidua.documents.prose.outline import Node
from thidua.documents.prose.sentences import clauses, sentences
from thidua.documents.reading.doers import doer_above


@dataclass(frozen=True)
class Clause:
    """``start``/``end`` in the node's text; ``rest`` where the work begins; ``who`` does it. ``asked``: whom the
    paper as a whole asks, where nobody is named."""

    node: Node
    start: int
    end: int
    rest: int
    who: str | None
    label: str
    asked: str | None = None

    def doer(self, what: str) -> str | None:
        """Nobody is asked to be a ceremony: only a verb is somebody's work."""
        return self.who or (self.asked if WORK.match(what) else None)

    def text(self, start: int, end: int) -> str:
        return self.node.text[start:end]


def work_clauses(node: Node, asked: str | None = None) -> Iterator[Clause]:
    """The clauses of a node's sentences, each with its subject or the last one before it. ``asked``: the
    body that the paper as a whole asks."""
    who = doer_above(node)
    for sentence in sentences(node.text):
        label = ""
        for clause in clauses(sentence):
            subject = _subject(clause.text)
            named = _label(clause.text) if subject is None else None
            if named and (beneath := _subject(clause.text[named.end() :])):  # "Về khen thưởng: các đơn vị …"
                subject = replace(beneath, rest=beneath.rest + named.end())
            rest = clause.start + (subject.rest if subject else named.end() if named else 0)
            who = _ONLY_URGES.sub("", subject.body) if subject else who
            label = named["label"] if named else label
            yield Clause(node, clause.start, clause.end, rest, who, label, asked)


_ONLY_URGES = re.compile(r"\s(?:tập trung|cần|phải|chú trọng|quan tâm|hoàn thành(?: việc)?)$", re.I)


def _subject(clause: str) -> Addressed | None:
    label = labelled(clause)
    if label is not None and not _NO_BODY.search(label.body):
        return label
    found = addressed(clause)
    return None if found is None or _NO_BODY.search(found.body) else found


_NO_BODY = re.compile(r"^báo cáo|\d|(?<!\w)(?:gửi|trước ngày|chậm nhất)(?!\w)", re.I)


def subject_after(told: str) -> Addressed | None:
    """The subject of what follows an opening date: "Chậm nhất ngày …, các đơn vị gửi …"."""
    start = len(told) - len(told.lstrip(" ,:"))
    found = _subject(told[start:])
    return (
        replace(found, start=found.start + start, end=found.end + start, rest=found.rest + start)
        if found
        else None
    )


_LABEL = re.compile(r"^[\s*_+•–-]*(?P<label>[^:;.“\"\d]{4,80}?)[*_\s]*:[*_\s]*")


def _label(clause: str) -> re.Match[str] | None:
    return _LABEL.match(clause)


# What is done at a set time. Nouns of the same stand in labels: "Sơ kết: tuần đầu tháng 11".
WORK = re.compile(
    r"(?<!\w)(?:gửi|nộp|báo cáo|hoàn thành|tổ chức|đăng ký|ký kết|ký|phát động|sơ kết|tổng kết"
    r"|sơ, tổng kết|đánh giá|xây dựng|ban hành"
    r"|triển khai|họp|sinh hoạt|giao ban|kiểm tra|giám sát|khen thưởng|tôn vinh|biểu dương|rà soát"
    r"|thống kê|đối thoại|bình xét|bình chọn"
    r"|xét|xét chọn|chấm điểm|công bố|thẩm định|trình|cung cấp|tổng hợp|đề xuất|đề nghị|kiểm điểm"
    r"|hội nghị|cập nhật|lập|thông báo|phân công"
    r"|quán triệt|tuyên truyền|bầu|bàn giao|quyết toán|nhận|thực hiện|trao đổi|rút kinh nghiệm"
    r"|kiện toàn|phúc tra|ra quân|tổng duyệt|nghe|bế mạc|khai mạc|phản ánh|ký giao ước)(?!\w)",
    re.I,
)
_LEADS = re.compile(
    r"^(?:[\s,;:.*_–-]|(?:và|đồng thời|hoặc|để|thì|sẽ|phải|cần|thời gian|có trách nhiệm|yêu cầu)(?!\w))+",
    re.I,
)
_TRAILS = re.compile(
    r"(?:[\s,;:.*_(–-]|(?<!\w)(?:và|đồng thời|xong|hoàn thành|là|vào|được tiến hành|tiến hành"
    r"|thời gian|theo|có|trong|chậm nhất)(?!\w))+$",
    re.I,
)


def tidy(told: str) -> str:
    """A piece of work without the words that join it to its neighbours."""
    cut = re.sub(r"\s+", " ", told).replace("*", "")
    return _TRAILS.sub("", _LEADS.sub("", cut)).strip(" ,;:.*_")


_TO = re.compile(
    r"(?<!\w)(?:về|cho|tới|lên|đến|với|[Bb]áo cáo|[Tt]rình|[Gg]ửi)\s(?P<to>(?:các |Ban |Văn phòng "
    r"|Thường trực |BTV |BCH )*(?:Tổng |Liên đoàn|LĐLĐ|TLĐ|Công đoàn|CĐ|Ban |Văn phòng"
    r"|Cụm trưởng|Trưởng cụm|Trưởng khối|Chủ tịch|Cụm|Khối trưởng|Hội đồng|Thường trực|Ủy ban|Uỷ ban"
    r"|UBND|Đảng ủy|Tỉnh ủy|Thành ủy"
    r"|Huyện ủy|Quận ủy|Thị ủy|Sở |Bộ |Phòng |Trung tâm|Đoàn Chủ tịch|công đoàn cấp trên|cấp trên"
    r"|Hội (?!nghị|thi|thảo|thao|diễn)|Trung ương|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Quận đoàn|Thị đoàn|Đoàn (?!kết)"
    r"|BTV|BCH|Ủy viên|Tổ (?!chức)|Tổng Giám đốc|Giám đốc|Hiệu trưởng|Trưởng Khối|Trưởng Cụm|Phó Trưởng Khối"
    r"|Đội |Sư đoàn|Lữ đoàn|Trung đoàn|Quân khu|Công an|Cục |Vụ |Viện |Học viện|Kho bạc|Nhà trường|Mặt trận|UBMTTQ)"
    r"[^,;.:()]*?)"
    r"(?=\s*(?:$|[,;.:(]|\s(?:để|trước|chậm nhất|qua|bằng|trong|theo|vào|nhằm|tại"
    r"|(?:hằng|hàng)\s(?:năm|quý|tháng|tuần|ngày)|mỗi"
    r"|định kỳ|sau|và (?:báo cáo|gửi|tổ chức)|kết quả|theo dõi|tổng hợp|xem xét|chỉ đạo)(?!\w)))",
)
_CHANNEL = re.compile(
    r"(?<!\w)(?:qua|bằng|trên|theo)\s(?P<by>(?:đường )?(?:thư điện tử|email|e-mail|bưu điện|phần mềm"
    r"|hệ thống|văn bản|nhóm Zalo|zalo|fax|địa chỉ|hộp thư|cổng|trang|gmail|công văn)(?:[^,;.()]|\.(?=\w)){0,60}?)"
    r"(?=\s*(?:$|[,;.()“\"]|\s(?:trước|chậm nhất|để|về)(?!\w)))|\((?P<paper>bản giấy[^()]*"
    r"|bản mềm[^()]*|qua [^()]*|kèm [^()]*|gửi kèm[^()]*)\)",
    re.I,
)


def receiver(told: str) -> str | None:
    found = list(_TO.finditer(re.split(r"(?<!\w)để(?!\w)", told)[0])) or list(_TO.finditer(told))
    return found[-1]["to"].strip() if found else None


def channel(told: str) -> str | None:
    found = _CHANNEL.search(told)
    if found is None:
        return None
    return (found["by"] or re.sub(r"^qua ", "", found["paper"])).strip()

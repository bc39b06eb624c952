"""A small plan of our own and what a reader finds in it, built by hand: these tests are about what people then do."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

from thidua.documents.reading import items as read
from thidua.documents.reading.model import AnnexAssignment, AnnexTotal, Given, Reading
from thidua.documents.source.model import (
    Anchor,
    Confidence,
    Format,
    Look,
    Paragraph,
    Repair,
    RepairKind,
    Source,
)
from thidua.kernel.door import system
from thidua.kernel.files import keep
from thidua.launch.actions.from_paper.keep_reading import keep_reading
from thidua.launch.models import PaperReading, ReadItem
from thidua.launch.states import READING

from .cast import Cast

PLAN = """LĐLĐ TỈNH TUYÊN QUANG
KẾ HOẠCH
Tổ chức phong trào thi đua năm 2017
Thực hiện Kế hoạch số 9/KH-TLĐ ngày 05/01/2017 của Tổng Liên đoàn;
I. Mục đích
Động viên mọi người thi đua hoàn thành nhiệm vụ <năm> & giữ gìn đoàn kết.
II. Chỉ tiêu
1. Vận động 2.000 đoàn viên kết nạp mới; trên 85% lao động tham gia BHXH, BHYT.
2. Mỗi nơi trồng một vườn cây đoàn kết.
III. Đợt thi đua
Đợt 1: từ ngày 01/01/2017 đến ngày 30/6/2017; đợt 2 từ tháng 7/2017.
Phong trào Lao động giỏi, lao động sáng tạo ở mọi khối.
Các cấp công đoàn gửi kế hoạch về tỉnh trước ngày 15/3/2017.
LĐLĐ huyện Na Hang làm điểm.
Nơi nhận: Tổng Liên đoàn (để b/c).
"""


def at(quote: str, text: str = PLAN) -> Anchor:
    start = text.index(quote)
    return Anchor(start, start + len(quote))


def source_of(text: str = PLAN, **told: object) -> Source:
    paragraphs, start = [], 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\n")
        if words:
            places = tuple(range(start, start + len(words) + 1))
            paragraphs.append(Paragraph(words, places, Look(bold=words[:2] in ("I.", "II"))))
        start += len(line)
    return replace(Source("ke-hoach.docx", Format.DOCX, text, tuple(paragraphs)), **told)  # type: ignore[arg-type]


def _head() -> list[read.Item]:
    told = {
        "doc_type": ("Kế hoạch", "KẾ HOẠCH"),
        "title": ("Tổ chức phong trào thi đua năm 2017", "Tổ chức phong trào thi đua năm 2017"),
        "year": ("2017", "năm 2017"),
        "number": ("41", "KẾ HOẠCH"),
        "symbol": ("KH-LĐLĐ", "KẾ HOẠCH"),
        "signing_capacity": ("TM. BAN THƯỜNG VỤ, KT. CHỦ TỊCH", "KẾ HOẠCH"),
        "signer_title": ("PHÓ CHỦ TỊCH", "KẾ HOẠCH"),
        "signer_name": ("Lý Văn Đại", "KẾ HOẠCH"),
    }
    return [read.DocField(field=name, value=value, anchor=at(quote)) for name, (value, quote) in told.items()]


def items() -> list[read.Item]:
    return [
        *_head(),
        read.LegalBasis(
            doc_type="Kế hoạch",
            number="9/KH-TLĐ",
            date="2017-01-05",
            issuer="Tổng Liên đoàn",
            role="basis",
            anchor=at("Kế hoạch số 9/KH-TLĐ ngày 05/01/2017 của Tổng Liên đoàn"),
        ),
        read.Target(
            subject="Đoàn viên kết nạp mới",
            comparator="=",
            value=2000,
            unit="đoàn viên",
            group="1",
            anchor=at("2.000 đoàn viên kết nạp mới"),
        ),
        read.Target(
            subject="Công nhân, lao động tham gia BHXH, BHYT",
            comparator=">",
            value=85,
            unit="%",
            group="1",
            anchor=at("trên 85% lao động tham gia BHXH, BHYT"),
        ),
        read.Target(
            subject="Vườn cây đoàn kết",
            comparator="=",
            value=Decimal("1"),
            unit="vườn",
            per="nơi",
            confidence=Confidence.LOW,
            anchor=at("Mỗi nơi trồng một vườn cây đoàn kết"),
        ),
        read.Round(ordinal=1, start="2017-01-01", end="2017-06-30", anchor=at("Đợt 1")),
        read.Round(ordinal=2, start="2017-07", anchor=at("đợt 2 từ tháng 7/2017")),
        read.Movement(
            name="Lao động giỏi, lao động sáng tạo",
            type="phong trào",
            anchor=at("Phong trào Lao động giỏi, lao động sáng tạo"),
        ),
        read.Deadline(
            what="gửi kế hoạch",
            who="Các cấp công đoàn cơ sở",
            to="tỉnh",
            due="2017-03-15",
            op="before",
            anchor=at("gửi kế hoạch về tỉnh trước ngày 15/3/2017"),
        ),
        read.Duty(body="LĐLĐ huyện Na Hang", text="làm điểm", anchor=at("LĐLĐ huyện Na Hang làm điểm")),
        read.Recipient(name="Tổng Liên đoàn", purpose="để b/c", anchor=at("Tổng Liên đoàn (để b/c)")),
        read.Anomaly(
            type="round_without_end",
            text="Đợt 2 không ghi ngày kết thúc",
            proposal="Ghi ngày kết thúc của đợt 2",
            anchor=at("đợt 2 từ tháng 7/2017"),
        ),
    ]


REPAIRS = (Repair(RepairKind.TCVN3, at("BHYT"), "BHYT", "BHYTế"),)


def reading_of(**told: object) -> Reading:
    return Reading(source_of(repairs=REPAIRS, **told), tuple(items()))


def assigned(units: int, targets: int, dashes: set[tuple[int, int]], total: bool = True) -> Reading:
    """An annex of units and targets; ``dashes`` are cells of "không giao"."""
    rows = [
        AnnexAssignment(
            annex="Phụ lục",
            unit=f"Công đoàn phường {unit + 1}",
            target=f"Việc thi đua {target + 1}",
            given=Given.NOT_ASSIGNED if (unit, target) in dashes else Given.VALUE,
            value=None if (unit, target) in dashes else 10 + unit,
            measure="việc",
            anchor=None,
            written="-" if (unit, target) in dashes else str(10 + unit),
        )
        for unit in range(units)
        for target in range(targets)
    ]
    sums = [
        AnnexTotal(annex="Phụ lục", target=f"Việc thi đua {one + 1}", value=500, sum_of_units=0, anchor=None)
        for one in range(targets)
    ]
    return Reading(source_of(), tuple(_head()), tuple(rows), tuple(sums) if total else ())


def sent_in(cast: Cast, read_: Reading | None = None, unit: str = "TQ") -> PaperReading:
    """A paper that was sent in and read, as it waits for a person."""
    content = b"%PDF-1.4 to trinh"
    reading = PaperReading.objects.create(
        seat=cast.unit(unit),
        file=keep("ke-hoach.pdf", io.BytesIO(content), len(content)),
        name="ke-hoach.pdf",
        account_id=1,
        account_name="officer",
    )
    READING.move(reading, "begin")
    remarks = [
        {
            "key": "k1",
            "code": "documents.check_round_month_only",
            "severity": "warning",
            "params": {"round": "Đợt 2", "month": "7/2017"},
            "proposal": "Ghi ngày bắt đầu của đợt 2",
            "start": 0,
            "end": 1,
        }
    ]
    return keep_reading(
        actor=system("thử"), reading_id=reading.pk, read=read_ or reading_of(), remarks=remarks
    )


def wards(cast: Cast, count: int = 12) -> None:
    for number in range(1, count + 1):
        cast.add_unit(f"P{number}", f"Công đoàn phường {number}", "upper", "TQ")


DASHES = {(0, 3), (1, 1), (2, 5), (4, 0), (5, 13), (7, 7), (9, 2), (10, 10), (11, 13)}


def item(reading: PaperReading, kind: str, **told: object) -> ReadItem:
    return next(
        one
        for one in reading.items.filter(kind=kind)
        if all(one.told.get(name) == value for name, value in told.items())
    )

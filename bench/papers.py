"""How long it takes to write a hundred plans, each of seven pages with an annex: as Word, as PDF/A, as both.

One process, one core. A plan as long as provinces issue them: 14,000 characters, and twenty units by six targets.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

PLANS = 100
GOALS = {"both_s": 5}
_LINE = (
    "Tuyên truyền, vận động đoàn viên, công nhân, viên chức, lao động hăng hái thi đua lao động sản xuất, "
    "phát huy sáng kiến, cải tiến kỹ thuật, nâng cao năng suất, chất lượng, hiệu quả công tác lần thứ"
)


def run(scale: float = 1.0) -> dict[str, Any]:
    """``scale`` is the share of the hundred plans."""
    from thidua.documents.writing.docx import to_docx
    from thidua.documents.writing.pdf import to_pdf

    count = max(1, round(PLANS * scale))
    documents = [_plan(at) for at in range(count)]
    to_pdf(documents[0])  # fonts are read once, when the product starts its first document
    word, word_bytes = _made(to_docx, documents)
    pdf, pdf_bytes = _made(to_pdf, documents)
    return {
        "scale": scale,
        "plans": count,
        "pages": _pages(to_pdf(documents[0])),
        "docx_s": round(word, 2),
        "pdf_s": round(pdf, 2),
        "both_s": round(word + pdf, 2),
        "docx_bytes": word_bytes // count,
        "pdf_bytes": pdf_bytes // count,
        "goals": GOALS,
    }


def _made(write: Callable[[Any], bytes], documents: list[Any]) -> tuple[float, int]:
    """Seconds for all of them, and how many bytes they are."""
    began = time.perf_counter()
    size = sum(len(write(document)) for document in documents)
    return time.perf_counter() - began, size


def _pages(content: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    count = len(document)
    document.close()
    return count


def _plan(at: int) -> Any:
    from thidua.documents.writing.blocks import Acting, Capacity, Recipient, Signature
    from thidua.documents.writing.kinds.frame import Frame
    from thidua.documents.writing.kinds.plan import Named, Plan, plan
    from thidua.documents.writing.kinds.sentences import Aim, Comparator, Due, Stage

    def lines(count: int, of: str) -> tuple[str, ...]:
        return tuple(f"{_LINE} {number} {of} {at}" for number in range(1, count + 1))

    acting = (Acting(Capacity.COLLECTIVE, "Ban Thường vụ"),)
    frame = Frame(
        issuer=f"Liên đoàn Lao động huyện Sông Mây số {at}",
        superior="Liên đoàn Lao động tỉnh Sông Mây",
        symbol="KH-LĐLĐ",
        place="Sông Mây",
        year=2027,
        title="Phát động phong trào thi đua trong công nhân, viên chức, lao động năm 2027",
        bases=lines(4, "của văn bản"),
        signatures=(Signature("Chủ tịch", f"Người Ký Số {at}", acting),),
        recipients=tuple(Recipient(f"Nơi nhận số {number}", "để thực hiện") for number in range(1, 8)),
        archive="VT",
    )
    told = Plan(
        purposes=lines(4, "của mục đích"),
        requirements=lines(3, "của yêu cầu"),
        aims=tuple(
            Aim(
                subject="đạt danh hiệu vững mạnh",
                population=f"công đoàn cơ sở khối {number}",
                comparator=Comparator.AT_LEAST,
                value=80 + number,
                unit="%",
            )
            for number in range(1, 15)
        ),
        contents=tuple(Named(f"Khối số {number}", lines(5, "của nội dung")) for number in range(1, 5)),
        stages=tuple(
            Stage(ordinal=number, start=dt.date(2027, 6 * number - 5, 1), end=dt.date(2027, 6 * number, 30))
            for number in (1, 2)
        ),
        measures=(Named("", lines(4, "của biện pháp")),),
        duties=tuple(Named(f"Ban số {number}", lines(4, "của nhiệm vụ")) for number in range(1, 5)),
        dues=(Due(who="Công đoàn cơ sở", what="gửi báo cáo", on=dt.date(2027, 11, 15)),),
        annexes=(_annex(at),),
    )
    return plan(frame, told)


def _annex(at: int) -> Any:
    from thidua.documents.writing.blocks import Align, Annex, Column, Table

    targets = tuple(Column(f"Chỉ tiêu {number}", 4, Align.RIGHT) for number in range(1, 7))
    rows = tuple(
        (str(unit), f"Công đoàn cơ sở số {unit}.{at}", *(f"{unit + number}" for number in range(6)))
        for unit in range(1, 21)
    )
    columns = (Column("TT", 2, Align.CENTRE), Column("Đơn vị", 9), *targets)
    return Annex("Chỉ tiêu giao các đơn vị", (Table(columns, rows),), landscape=True)

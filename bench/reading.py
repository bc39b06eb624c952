"""How long a paper takes to be read, and what memory it asks for: Word and PDF, in the process that users get.

The files are real ones, made here: numbered paragraphs, a head in two columns, an annex. Every target that was
written must come out of the reading, so that what is timed is the whole way and not a refusal.
"""

from __future__ import annotations

import compileall
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench._ground import spread

import thidua

WORD_PAGES, PDF_PAGES = 30, 100
PARAGRAPHS_A_PAGE = 8
TURNS = 5
UNITS = 40  # rows of the annex
GOALS = {"word_30_pages_s": 1.0, "pdf_100_pages_s": 3.0, "reading_peak_mb": 300, "all_paragraphs_came": True}

SENTENCE = (
    "Phấn đấu có từ {percent}% trở lên công đoàn cơ sở hoàn thành tốt nhiệm vụ, trong đó ít nhất {count} đơn vị hoàn thành "
    "xuất sắc; kết nạp {count} đoàn viên mới, vận động ủng hộ Quỹ từ {count} triệu đồng trở lên. Các đơn vị xây dựng "
    "kế hoạch cụ thể, tổ chức thực hiện và báo cáo kết quả trước ngày 15/11 để tổng hợp, trình khen thưởng theo quy định."
)


PROSE = (
    "Các cấp công đoàn chủ động phối hợp với chuyên môn đồng cấp tuyên truyền, vận động đoàn viên, người lao động hưởng ứng "
    "phong trào “Lao động giỏi, lao động sáng tạo”, phát huy sáng kiến, cải tiến kỹ thuật; quan tâm chăm lo đời sống, bảo vệ "
    "quyền, lợi ích hợp pháp, chính đáng của đoàn viên; kịp thời biểu dương, nhân rộng điển hình tiên tiến lần thứ {count}."
)
ONE_IN = 3  # paragraphs of a plan that carry figures; the others are prose


def run(scale: float = 1.0) -> dict[str, Any]:
    """``scale`` is the share of the pages."""
    # What is installed has its bytecode; a tree that is worked in may not.
    compileall.compile_dir(Path(thidua.__file__).parent, quiet=2)
    word = max(1, round(WORD_PAGES * scale)) * PARAGRAPHS_A_PAGE
    pdf = max(1, round(PDF_PAGES * scale)) * PARAGRAPHS_A_PAGE
    with tempfile.TemporaryDirectory() as folder:
        files = {"word": Path(folder) / "plan.docx", "pdf": Path(folder) / "plan.pdf"}
        files["word"].write_bytes(_word(word))
        files["pdf"].write_bytes(_pdf(pdf))
        opened = {name: _opened(file) for name, file in files.items()}
        read = {name: _read(file) for name, file in files.items()}
    came = opened["word"]["items"] == word and opened["pdf"]["items"] == pdf
    return {
        "scale": scale,
        "word_30_pages_s": read["word"]["s"]["median"],
        "pdf_100_pages_s": read["pdf"]["s"]["median"],
        "reading_peak_mb": max(one["peak_mb"] for one in read.values()),
        "all_paragraphs_came": came,
        "opened": opened,
        "read": read,
        "goals": GOALS,
    }


def _opened(file: Path) -> dict[str, Any]:
    """The paper taken in alone, as a page of the product does it: no new interpreter for the product itself."""
    from thidua.documents.source.opening import open_source

    taken: list[float] = []
    for _ in range(TURNS):
        started = time.perf_counter()
        source = open_source(file)
        taken.append(time.perf_counter() - started)
    written = {_sentence(number) for number in range(360)}
    items = sum(one.text.partition(" ")[2] in written for one in source.paragraphs)
    return {"s": spread(taken), "pages": source.pages, "characters": len(source.raw), "items": items}


# Runs the command in a process of its own and tells its children's most memory, the reader's process among them.
_MEASURE = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
done = subprocess.run([sys.executable, "-m", "thidua.config.command_line", "read", sys.argv[1], "--json"],
                      stdout=subprocess.PIPE, check=True)
taken = time.perf_counter() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak, cpu = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
print(json.dumps({"s": taken, "cpu_s": cpu, "peak_mb": round(peak), "items": len(json.loads(done.stdout)["items"])}))
"""


def _read(file: Path) -> dict[str, Any]:
    """The whole command: interpreter, process of its own, paper, reading, JSON."""
    told = [
        json.loads(
            subprocess.run([sys.executable, "-c", _MEASURE, file], stdout=subprocess.PIPE, check=True).stdout
        )
        for _ in range(TURNS)
    ]
    peak = max(one["peak_mb"] for one in told)
    seconds, cpu = ([one[key] for one in told] for key in ("s", "cpu_s"))
    return {"s": spread(seconds), "cpu_s": spread(cpu), "peak_mb": peak, "items": told[0]["items"]}


def _sentence(number: int) -> str:
    said = SENTENCE if number % ONE_IN == 0 else PROSE
    return said.format(percent=60 + number % 40, count=10 + number % 90)


def _word(paragraphs: int) -> bytes:
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.styles["Normal"].font.size = Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Cm(21), Cm(29.7), Cm(3)
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "LĐLĐ TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    for number in range(paragraphs):
        document.add_paragraph(_sentence(number), style="List Number")
    annex = document.add_table(UNITS, 6)
    for number, row in enumerate(annex.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"CĐCS số {number}" if column == 1 else str(number * column)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _pdf(paragraphs: int) -> bytes:
    import typst

    head = '#set page("a4", margin: 2cm, numbering: "1")\n#set text(size: 14pt)\n#set par(justify: true)\n'
    said = "\n\n".join(rf"{number}\. {_sentence(number)}" for number in range(1, paragraphs + 1))
    cells = ", ".join(f"[{row}], [CĐCS số {row}], [{row * 7}], [\\-]" for row in range(UNITS))
    made = typst.compile((head + said + f"\n#pagebreak()\n#table(columns: 4, {cells})").encode())
    assert isinstance(made, bytes)
    return made

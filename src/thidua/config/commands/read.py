"""Reads one paper and says what is in it. Needs no database, and Django only to word a refusal.

Exit code 0: read. 1: a scan that nobody here can read letters from. 2: refused.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thidua.formats.errors import CodedError

if TYPE_CHECKING:
    from thidua.documents.reading.model import Reading
    from thidua.documents.source.model import Source

HELP = "đọc một văn bản (.docx .doc .pdf .txt .md .html, ảnh) và nói trong đó có gì"

_FORMATS = {
    "docx": "Word",
    "doc": "Word cũ",
    "pdf": "PDF",
    "scan": "ảnh chụp",
    "text": "văn bản thuần",
    "markdown": "Markdown",
    "html": "trang web",
}
_REPAIRS = {
    "normalised": "chữ ghép dấu rời",
    "tcvn3": "phông TCVN3",
    "vni": "phông VNI",
    "look_alike": "chữ trông giống",
    "bookmark": "dấu trang của Word",
    "markup": "ký hiệu định dạng",
    "entity": "ký hiệu &…; chưa giải",
    "joined": "đoạn bị ngắt, đã nối",
    "suspected": "chỗ ngờ sai phông, để nguyên",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP")
    parser.add_argument("--json", action="store_true", help="dạng trao đổi thidua-import-gold/1")
    parser.add_argument("--id", default="", help="doc_id trong JSON; mặc định là tên tệp")
    parser.add_argument(
        "--paper", type=int, default=1, metavar="N", help="văn bản thứ mấy, khi tệp có nhiều văn bản"
    )
    parser.add_argument("--source", action="store_true", help="chỉ in các đoạn như đã đọc và mọi chỗ đã chữa")


def run(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        print(f"Không có tệp «{arguments.file}».", file=sys.stderr)
        return 2
    try:
        source, reading = _read(arguments.file, arguments.paper, only_source=arguments.source)
    except CodedError:
        from thidua.config import starting

        starting.django()  # the words for the refusal that main() prints
        raise
    name = arguments.id or arguments.file.stem
    if arguments.json:
        print(json.dumps(_as_json(name, source, reading), ensure_ascii=False, indent=1))
    else:
        _tell(source, reading)
    return 0 if source.paragraphs else 1


def _read(file: Path, paper: int, *, only_source: bool) -> tuple[Source, Reading | None]:
    if only_source:
        from thidua.documents.source.opening import open_source

        return open_source(file), None
    from thidua.documents.reading.apart import ReadingApart

    # The grammar takes a quarter of a second to load: its process does that while another one parses the file.
    # What is loaded here is loaded meanwhile too.
    with ReadingApart(paper=paper) as apart:
        from thidua.documents.source.opening import open_source

        source = open_source(file)
        return source, apart.read(source)


def _as_json(name: str, source: Source, reading: Reading | None) -> dict[str, Any]:
    from thidua.documents.source.passing import told

    said: dict[str, Any] = {"doc_id": name} if reading is None else dict(reading.as_json(name))
    whole = told(source)
    if reading is None:
        return {**said, "source": whole}
    short = {key: whole[key] for key in ("name", "format", "pages", "confidence", "notes")}
    return {**said, "source": {**short, "repairs": len(source.repairs)}}


def _tell(source: Source, reading: Reading | None) -> None:
    pages = f", {source.pages} trang" if source.pages else ""
    print(f"{source.name}: {_FORMATS[source.format]}{pages}, {len(source.paragraphs)} đoạn")
    if source.notes:
        print("Lưu ý: " + ", ".join(source.notes))
    for kind, label in _REPAIRS.items():
        if count := sum(one.kind == kind for one in source.repairs):
            print(f"Đã chữa · {label}: {count}" if kind != "suspected" else f"{label}: {count}")
    if reading is None:
        for paragraph in source.paragraphs:
            at = paragraph.place
            print(f"[{at.table}·{at.row}·{at.column}] {paragraph.text}" if at else paragraph.text)
        return
    for number, part in enumerate(reading.papers, start=1):
        chosen = "đang đọc" if number == reading.paper else f"--paper {number}"
        print(f"Văn bản {number} trong tệp: {part.title} ({chosen})")
    for item in reading.items:
        said = item.as_json()
        parts = (
            f"{key}={value}" for key, value in said.items() if key not in ("kind", "anchor", "confidence")
        )
        print(f"{said['kind']:<13} " + " · ".join(parts))

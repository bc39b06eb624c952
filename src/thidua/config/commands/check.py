"""A plan looked at with a clerk's eye, before it goes out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.formats.errors import CodedError

if TYPE_CHECKING:
    from thidua.documents.checking.remarks import Remark
    from thidua.documents.source.model import Source

HELP = "soát một văn bản: ngày, số năm, căn cứ, chỉ tiêu, chỗ thiếu, chỗ viết sai"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="TỆP", help="văn bản .docx, .doc, .pdf, .txt, .md hoặc .html"
    )
    parser.add_argument("--json", action="store_true", help="in nhận xét dạng JSON")
    parser.add_argument(
        "--register", type=Path, metavar="TỆP", help='sổ văn bản: JSON {"số, ký hiệu": "năm-tháng-ngày"}'
    )


def run(arguments: argparse.Namespace) -> int:
    """0: nothing to say. 1: remarks. 2: the file or the register cannot be read. Django only words what is said."""
    from thidua.config import starting
    from thidua.documents.checking.checker import check
    from thidua.documents.reading.apart import ReadingApart
    from thidua.documents.source.opening import open_source

    try:
        register = _register(arguments.register)
        with ReadingApart() as apart:
            source = open_source(arguments.file)
            reading = apart.read(source)
    except OSError as trouble:
        print(f"Không mở được {trouble.filename}. Hãy kiểm tra đường dẫn và quyền đọc tệp.", file=sys.stderr)
        return 2
    except ValueError as trouble:
        print(f"Không đọc được sổ văn bản: {trouble}.", file=sys.stderr)
        return 2
    except CodedError:
        starting.django()  # the words for the refusal that main() prints
        raise
    remarks = check(reading, register)
    if arguments.json:
        print(json.dumps([remark.as_json() for remark in remarks], ensure_ascii=False, indent=1))
    else:
        starting.django()
        print("\n".join(_told(source, remarks)))
    return 1 if remarks else 0


def _register(file: Path | None) -> Mapping[str, str]:
    """Raises ValueError when the file is no mapping of text to text."""
    if file is None:
        return {}
    said = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(said, dict) or not all(isinstance(day, str) for day in said.values()):
        raise ValueError('cần dạng {"số, ký hiệu": "năm-tháng-ngày"}')
    return said


def _told(source: Source, remarks: Iterable[Remark]) -> Iterable[str]:
    from thidua.launch.remarks import SEVERITIES, say_remark

    count = 0
    for count, remark in enumerate(remarks, 1):
        said = say_remark(remark)
        where = f"dòng {_line(source, remark.anchor.start)}" if remark.anchor else "cả văn bản"
        yield f"{count}. {where} · {SEVERITIES[remark.severity]}: {said}"
        if remark.proposal:
            yield f"   Đề nghị: {remark.proposal}"
    yield f"{count} nhận xét" if count else "Không có gì để nhận xét."


def _line(source: Source, at: int) -> int:
    return source.raw.count("\n", 0, at) + 1

"""``thidua read``: one paper from the command line, without a database, refusals in words."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

PLAN = (
    "LĐLĐ TỈNH MẪU                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Số: 7/KH-LĐLĐ                    Mẫu, ngày 3 tháng 2 năm 2024\n\n"
    "KẾ HOẠCH\nPhát động thi đua n¨m 2024\n"
)


def read(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """As a person on a machine without a database would start it."""
    return subprocess.run(
        [sys.executable, "-m", "thidua.config.command_line", "read", *map(str, arguments)],
        env={**os.environ, "THIDUA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "ke-hoach-7.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_it_says_what_is_in_a_paper(plan: Path) -> None:
    done = read(plan)
    assert (done.returncode, done.stderr) == (0, "")
    assert "7/KH-LĐLĐ" in done.stdout
    assert "phông TCVN3: 1" in done.stdout


def test_the_exchange_format(plan: Path) -> None:
    told = json.loads(read(plan, "--json").stdout)
    assert told["doc_id"] == "ke-hoach-7"
    number = next(one for one in told["items"] if one.get("field") == "number")
    at = number["anchor"]
    assert PLAN[at["start"] : at["end"]].endswith(number["value"])
    assert told["source"]["format"] == "text"


def test_the_paragraphs_alone(plan: Path) -> None:
    told = json.loads(read(plan, "--source", "--json", "--id", "x").stdout)
    assert told["doc_id"] == "x"
    assert told["source"]["raw"] == PLAN
    assert told["source"]["paragraphs"][-1]["text"] == "Phát động thi đua năm 2024"
    assert told["source"]["repairs"] == [["tcvn3", PLAN.index("n¨m"), PLAN.index("n¨m") + 3, "n¨m", "năm"]]


def test_a_scan_that_nobody_reads_is_told_by_the_exit_code(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("L", (300, 400), 255).save(made, "PDF")
    file = tmp_path / "anh.pdf"
    file.write_bytes(made.getvalue())
    done = read(file)
    assert done.returncode == 1
    assert "scan_not_read" in done.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Văn bản này trống."),
        (b"PK\x03\x04 broken", "Tệp bị hỏng nên không đọc được."),
        (b"\x7fELF" + bytes(range(256)), "Loại tệp này không đọc được thành văn bản."),
    ],
)
def test_refusals_come_in_words_and_without_a_traceback(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(content)
    done = read(file, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = read(tmp_path / "khong-co.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "khong-co.docx" in done.stderr


def test_no_django_is_loaded_to_read() -> None:
    asked = "import sys; from thidua.config import command_line; command_line._parser(); print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"

"""``thidua check``: what is printed, and the codes it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.plans import HEAD, TAIL
from thidua.config.command_line import main

BODY = """I. MỤC ĐÍCH
1. Nhằm nâng cao năng suất lao động của đoàn viên.
II. NỘI DUNG
1. Đẩy mạnh phong trào “Ca ba an toàn”.
III. TỔ CHỨC THỰC HIỆN
1. Công đoàn cơ sở tổ chức ký giao ước theo Kế hoạch số 9/KH-TLĐ ngày 02/01/2024."""


def _file(folder: Path, body: str) -> str:
    file = folder / "plan.txt"
    file.write_text(HEAD + body + TAIL, encoding="utf-8")
    return str(file)


def test_a_paper_in_order_ends_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", _file(tmp_path, BODY)]) == 0
    assert capsys.readouterr().out == "Không có gì để nhận xét.\n"


def test_remarks_are_told_with_line_weight_and_proposal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", _file(tmp_path, BODY.replace("năng suất", "năng xuất"))]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("1. dòng 13 · cần xem: Chữ «năng xuất» có thể viết sai.")
    assert told[1:] == ["   Đề nghị: năng suất", "1 nhận xét"]


def test_remarks_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", _file(tmp_path, BODY.replace("năng suất", "năng xuất"))]) == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["code"], told["severity"], told["proposal"]) == (
        "documents.defect_typo",
        "warning",
        "năng suất",
    )


def test_a_register_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = tmp_path / "register.json"
    register.write_text('{"9/KH-TLĐ": "2024-01-20"}', encoding="utf-8")
    assert main(["check", _file(tmp_path, BODY), "--register", str(register)]) == 1
    assert "sổ văn bản ghi ngày 20/1/2024" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["[]", '{"9/KH-TLĐ": 5}', "not json"])
def test_a_register_of_another_shape_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    register = tmp_path / "register.json"
    register.write_text(content, encoding="utf-8")
    assert main(["check", _file(tmp_path, BODY), "--register", str(register)]) == 2
    assert "Không đọc được sổ văn bản" in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere.docx")]) == 2
    assert "Không mở được" in capsys.readouterr().err


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    assert main(["check", str(empty)]) == 2
    assert "trống" in capsys.readouterr().err

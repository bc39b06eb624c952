"""``thidua score``: a sheet and figures from files, points with their reasons, refusals with the line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from thidua.algebra.scoring.kinds import QUESTIONS, REASONS
from thidua.catalogue.scoring import ASKED, WHY
from thidua.config.command_line import main

SHEET = """\
sheet: {name: Bảng điểm cụm thi đua, version: 2, source: 12/QC-LĐLĐ, rounding: {places: 2, mode: half_up}}
criteria:
  - id: I
    name: Công tác tổ chức
    max: 20
    items:
      - {id: I.1, name: Đoàn viên mới, max: 12, kind: proportional}
      - {id: I.2, name: Nộp báo cáo, max: 8, kind: judged, by: văn phòng}
ties: [total, I.1, vote]
"""
FIGURES = {
    "units": {
        "Na Hang": {"I.1": {"plan": 9, "actual": 7}, "I.2": {"points": 7.5}},
        "Sơn Dương": {"I.1": {"plan": 0, "actual": 3}, "I.2": {"points": 8}},
    }
}


def run(folder: Path, sheet: str = SHEET, figures: object = FIGURES) -> int:
    (folder / "bang.yaml").write_text(sheet, encoding="utf-8")
    (folder / "so.json").write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")
    return main(
        ["score", "--sheet", str(folder / "bang.yaml"), "--actuals", str(folder / "so.json"), "--json"]
    )


def test_points_with_reasons_and_an_open_total(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    known, asked = told["units"]["Na Hang"], told["units"]["Sơn Dương"]
    assert known["items"]["I.1"] == {
        "points": 9.33,
        "bonus": 0,
        "why": "Đạt 7 so với kế hoạch 9: 7/9 × 12 = 9,33.",
    }
    assert (known["total"], known["rank"], known["eligible"]) == (16.83, 1, True)
    assert (asked["items"]["I.1"]["points"], asked["total"], asked["rank"], asked["open"]) == (
        None,
        None,
        None,
        ["I.1"],
    )
    assert "Hội đồng cho bao nhiêu điểm?" in asked["items"]["I.1"]["question"]
    assert known["items"]["I.2"]["why"] == "Chấm 7,5 (văn phòng)."


def test_who_judges_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, SHEET.replace("văn phòng", "standing_committee")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["units"]["Na Hang"]["items"]["I.2"]["why"] == "Chấm 7,5 (ban thường vụ)."


@pytest.mark.parametrize(
    ("wrong", "right", "line", "words"),
    [
        ("max: 20", "max: 30", 3, "Mức trần là 30, các mục bên trong nhiều nhất được 20"),
        ("kind: judged", "kind: gut_feeling", 8, "cách chấm có trong danh sách"),
        ("id: I.2", "id: I.1", 8, "dùng hai lần"),
        ("I.1, vote", "I.7, vote", 9, "Không có tiêu chí «I.7»"),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str, right: str, line: int, words: str
) -> None:
    assert run(tmp_path, SHEET.replace(wrong, right)) == 2
    told = capsys.readouterr().err
    assert f"bang.yaml, dòng {line}:" in told
    assert words in told


@pytest.mark.parametrize("sheet", ["criteria: [", "sheet: {name: x", "\t- a", "", "- 1", "x: &a [*a]"])
def test_what_is_no_sheet_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], sheet: str) -> None:
    assert run(tmp_path, sheet) == 2
    assert re.search(r"Hãy ", capsys.readouterr().err)


def test_a_name_that_stands_twice_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, SHEET.replace("max: 20", "max: 20\n    max: 30")) == 2
    assert "bang.yaml: dòng 6: «max» đứng hai lần" in capsys.readouterr().err


def test_a_name_that_nobody_reads_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, SHEET.replace("max: 8,", "max: 8, caap: 3,")) == 0
    (warning,) = json.loads(capsys.readouterr().out)["warnings"]
    assert "«caap» ở chỗ «criteria[0].items[1]» không ai đọc" in warning


def test_what_the_sheet_does_not_know_is_warned_of_and_an_event_is_known_in_any_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = SHEET.replace("max: 8,", "max: 8, bonus: {per_percent_over: 1},")
    sheet += 'vetos: [{event: "x"}]\nvetoes: [{event: "cảnh cáo", efect: not_ranked}]\n'
    figures = {
        "units": {"Na Hang": {**FIGURES["units"]["Na Hang"], "events": ["Ca\u0309nh  cáo", "canh cao"]}}
    }
    assert run(tmp_path, sheet, figures) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["units"]["Na Hang"]["vetoes"] == ["cảnh cáo"]
    for words in ("«vetos»", "«efect»", "«bonus» ở chỗ «criteria[0].items[1]»", "Na Hang có việc «canh cao»"):
        assert sum(words in warning for warning in told["warnings"]) == 1, words


def test_parts_are_shown_finer_than_the_total_and_figures_as_they_were_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = SHEET.replace("places: 2", "places: 0").replace(
        "kind: proportional", "kind: threshold, value: 80"
    )
    figures = {"units": {"A": {"I.1": {"actual": "79,999"}, "I.2": {"points": "7,25"}}}}
    assert run(tmp_path, sheet, figures) == 0
    told = json.loads(capsys.readouterr().out)["units"]["A"]
    assert (told["items"]["I.2"]["points"], told["total"]) == (7.25, 7)
    assert told["items"]["I.1"]["why"].startswith("79,999, mức phải đạt >= 80: chưa đạt")


@pytest.mark.parametrize(
    ("typed", "points"),
    [("1.000", 12), ("1.000,0", 12), ("0.5", 0.01), ("1/2", 0.01), ("nghìn", None), ("", None)],
)
def test_a_figure_that_came_as_text_is_read_as_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str, points: float | None
) -> None:
    figures = {"units": {"A": {"I.1": {"plan": 1000, "actual": typed}, "I.2": {"points": 0}}}}
    assert run(tmp_path, figures=figures) == 0
    assert json.loads(capsys.readouterr().out)["units"]["A"]["items"]["I.1"]["points"] == points


def test_so_many_flags_as_the_sheet_gives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = SHEET + "awards: [{award: flag, name: Cờ thi đua, count: 1}]\n"
    figures = {
        "units": {
            name: {"I.1": {"plan": 9, "actual": 7}, "I.2": {"points": told}}
            for name, told in (("A", 7), ("B", 6), ("C", 7))
        }
    }
    assert run(tmp_path, sheet, figures) == 0
    units = json.loads(capsys.readouterr().out)["units"]
    assert units["A"]["question"] == "Còn 1 «Cờ thi đua» mà A, C bằng nhau. Trao cho đơn vị nào?"
    assert "proposed" not in units["B"]
    figures["units"]["A"]["I.2"]["points"] = 8
    assert run(tmp_path, sheet, figures) == 0
    units = json.loads(capsys.readouterr().out)["units"]
    assert [name for name, one in units.items() if one.get("proposed")] == ["A"]


@pytest.mark.parametrize("figure", [".inf", ".nan", "1:30.5", "2024-13-45", "0x1F", "9" * 5000, "1e400"])
def test_what_yaml_takes_for_a_figure_and_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], figure: str
) -> None:
    assert run(tmp_path, SHEET.replace("max: 8,", f"max: {figure},")) == 2
    assert "bang.yaml, dòng 8: Bảng điểm chưa đọc được" in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--sheet", str(tmp_path / "x"), "--actuals", str(tmp_path / "y")]) == 2
    assert "không mở được" in capsys.readouterr().err


def test_every_reason_and_question_has_its_sentence() -> None:
    assert WHY.keys() == REASONS.keys()
    assert ASKED.keys() == QUESTIONS.keys()
    for code, sentence in {**WHY, **ASKED}.items():
        named = set(re.findall(r"%\((\w+)\)s", sentence)) - {"who"}
        assert named <= {**REASONS, **QUESTIONS}[code], code

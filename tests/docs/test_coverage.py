"""`docs/coverage.md` is read by people and by this test: 140 rows, none called done without its test."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
COLUMNS = ["ID", "Capability", "Screen", "Endpoint", "Test", "State"]
SECTIONS = dict(zip("APCTKLMWNRVGX", (11, 20, 7, 20, 11, 11, 9, 15, 5, 7, 5, 12, 7), strict=True))
NONE = "–"


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


TABLE = [cells(line) for line in TEXT.splitlines() if line.startswith("|")]
ROWS = [dict(zip(COLUMNS, row, strict=True)) for row in TABLE if re.fullmatch(r"[A-Z]\d\d", row[0])]


def test_every_table_has_the_same_columns() -> None:
    assert TABLE.count(COLUMNS) == len(SECTIONS)
    assert len(TABLE) == len(ROWS) + 2 * len(SECTIONS)


def test_there_are_140_rows() -> None:
    assert len({row["ID"] for row in ROWS}) == len(ROWS) == 140
    assert Counter(row["ID"][0] for row in ROWS) == SECTIONS


@pytest.mark.parametrize("row", ROWS, ids=[row["ID"] for row in ROWS])
def test_a_row_is_whole(row: dict[str, str]) -> None:
    kind, _, words = row["Capability"].partition(" · ")
    assert kind in "ADEFMRT"
    assert words
    assert row["State"] == "not yet" or row["State"] == "done" or row["State"].startswith("partly: ")
    if row["State"] == "not yet":
        return
    assert row["Test"] != NONE
    for path in row["Test"].split():
        assert (ROOT / "tests" / path.split("::")[0]).exists(), path
    if row["State"] == "done":
        assert row["Screen"] != NONE or row["Endpoint"] != NONE

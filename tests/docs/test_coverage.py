"""`docs/coverage.md` is read by people and by this test: 140 rows, none claimed that no test shows.

A claim names screens, endpoints and tests. The addresses must exist in the product; the tests must exist, carry
the mark of the row, and request those addresses (read from their source, helpers of the same module included).
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from thidua.web.api.addresses import api

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
TEXT = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
COLUMNS = ["ID", "Capability", "Screen", "Endpoint", "Test", "State"]
SECTIONS = dict(zip("APCTKLMWNRVGX", (11, 20, 7, 20, 11, 11, 9, 15, 5, 7, 5, 12, 7), strict=True))
NONE = "–"
NOT_YET, WORKS, PART = "not yet", "works", "part: "
Row = Mapping[str, str]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


TABLE = [cells(line) for line in TEXT.splitlines() if line.startswith("|")]
ROWS: list[Row] = [
    dict(zip(COLUMNS, row, strict=True)) for row in TABLE if re.fullmatch(r"[A-Z]\d\d", row[0])
]


@dataclass(frozen=True)
class Shown:
    """A test function: the rows that it is marked with, and every address that its source writes."""

    name: str  # "coverage/test_rows_plan.py::test_three_kinds_of_paper"
    rows: frozenset[str]
    words: frozenset[str]


@cache
def marked() -> Mapping[str, Shown]:
    """Every test function that carries the mark of a row."""
    found = (one for file in sorted(TESTS.rglob("test_*.py")) for one in _tests_of(file))
    return {one.name: one for one in found}


def _tests_of(file: Path) -> Iterator[Shown]:
    text = file.read_text(encoding="utf-8")
    if "mark.row" not in text:
        return
    yield from shown_in(text, str(file.relative_to(TESTS)))


def shown_in(source: str, name: str) -> Iterator[Shown]:
    tree = ast.parse(source)
    functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    for one in functions.values():
        rows = frozenset(_rows_of(one))
        if rows and one.name.startswith("test_"):
            yield Shown(f"{name}::{one.name}", rows, frozenset(_words(one, functions, set())))


def _rows_of(function: ast.FunctionDef) -> Iterator[str]:
    """The arguments of ``@pytest.mark.row(…)``."""
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.row":
            yield from (str(ast.literal_eval(argument)) for argument in mark.args)


def _words(function: ast.FunctionDef, known: Mapping[str, ast.FunctionDef], seen: set[str]) -> Iterator[str]:
    """String literals of a function and of the functions of its module that it calls."""
    seen.add(function.name)
    for node in (inner for statement in function.body for inner in ast.walk(statement)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if called in known and called not in seen:
            yield from _words(known[called], known, seen)


@cache
def screens() -> frozenset[str]:
    """Every address of the product as its ``urls.py`` writes it."""
    return frozenset(f"/{one}" for one in _routes(get_resolver("thidua.config.urls").url_patterns))


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route


@cache
def endpoints() -> frozenset[str]:
    """ "GET /papers/{paper_id}" of every operation that the API publishes."""
    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    return frozenset(f"{verb.upper()} {path}" for path, verbs in paths.items() for verb in verbs)


def named(cell: str) -> list[str]:
    """What a cell names, each in backticks; "–" names nothing."""
    return re.findall(r"`([^`]+)`", cell)


def problems(row: Row) -> Iterator[str]:
    """What is wrong with a row's claim, in words."""
    told, claimed = row["ID"], row["State"] != NOT_YET
    if not claimed:
        if {row[name] for name in ("Screen", "Endpoint", "Test")} != {NONE}:
            yield f"{told}: not yet, but something is named"
        if showing := [one.name for one in marked().values() if told in one.rows]:
            yield f"{told}: not yet, but shown by {showing[0]}"
        return
    if row["State"] != WORKS and not re.fullmatch(re.escape(PART) + r"\S.{4,}", row["State"]):
        yield f"{told}: unknown state {row['State']!r}"
    if row["State"] == WORKS and NONE in (row["Screen"], row["Endpoint"]):
        yield f"{told}: works without a screen or without an endpoint"
    if NONE in (row["Screen"], row["Test"]):
        yield f"{told}: claimed without a screen or a test"
    yield from _wrongly_named(row)


def _wrongly_named(row: Row) -> Iterator[str]:
    told = row["ID"]
    requested: set[str] = set()
    for name in named(row["Test"]):
        shown = marked().get(name)
        if shown is None:
            yield f"{told}: no test {name} carries the mark of a row"
        elif told not in shown.rows:
            yield f"{told}: {name} does not carry its mark"
        else:
            requested |= shown.words
    for column, known in (("Screen", screens()), ("Endpoint", endpoints())):
        if row[column] != NONE and not named(row[column]):
            yield f"{told}: {column} is written without backticks"
        for one in named(row[column]):
            if one not in known:
                yield f"{told}: the product has no {one}"
            elif one not in requested:
                yield f"{told}: no named test requests {one}"


def test_every_table_has_the_same_columns() -> None:
    assert TABLE.count(COLUMNS) == len(SECTIONS)
    assert len(TABLE) == len(ROWS) + 2 * len(SECTIONS)


def test_there_are_140_rows() -> None:
    assert len({row["ID"] for row in ROWS}) == len(ROWS) == 140
    assert Counter(row["ID"][0] for row in ROWS) == SECTIONS


def test_a_mark_names_a_row() -> None:
    known = {row["ID"] for row in ROWS}
    assert [(one.name, sorted(one.rows - known)) for one in marked().values() if one.rows - known] == []


@pytest.mark.parametrize("row", ROWS, ids=[row["ID"] for row in ROWS])
def test_a_row_claims_what_is_shown(row: Row) -> None:
    kind, _, words = row["Capability"].partition(" · ")
    assert kind in "ADEFMRT"
    assert words
    assert list(problems(row)) == []


class TestWrongClaimsAreFound:
    GOOD: Row = next(row for row in ROWS if row["ID"] == "C07")

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"State": "done"}, "unknown state"),
            ({"State": "part: "}, "unknown state"),
            ({"Test": NONE}, "without a screen or a test"),
            ({"Endpoint": NONE}, "works without"),
            ({"Screen": "`/bac-thang`"}, "the product has no /bac-thang"),
            ({"Screen": "/tong-hop/"}, "without backticks"),
            ({"Screen": "`/tong-hop/`"}, "no named test requests /tong-hop/"),
            ({"Endpoint": "`GET /cycles`"}, "the product has no GET /cycles"),
            ({"Endpoint": "`GET /me`"}, "no named test requests GET /me"),
            ({"Test": "`coverage/test_rows_plan.py::test_nothing`"}, "no test"),
            ({"Test": "`coverage/test_rows_plan.py::test_three_kinds_of_paper`"}, "does not carry its mark"),
            ({"State": NOT_YET}, "not yet, but"),
            ({"ID": "K01"}, "does not carry its mark"),
        ],
    )
    def test_a_wrong_cell(self, changed: Row, told: str) -> None:
        assert list(problems(self.GOOD)) == []
        assert any(told in one for one in problems({**self.GOOD, **changed}))

    def test_what_a_test_requests_is_read_from_its_source(self) -> None:
        source = """
import pytest
def opens(desk): return helper(desk)
def helper(desk): return desk.see("/trang/")
@pytest.mark.row("A01")
@pytest.mark.row("A02")
def test_one(desk):
    "/doc/"
    opens(desk)
def test_unmarked(desk): desk.see("/khac/")
"""
        (one,) = shown_in(source, "x.py")
        assert (one.name, one.rows) == ("x.py::test_one", {"A01", "A02"})
        assert "/trang/" in one.words
        assert "/khac/" not in one.words

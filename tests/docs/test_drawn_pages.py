"""`docs/errors.md` and `docs/states.md` say what the source says; see `thidua documents --write`."""

from __future__ import annotations

from pathlib import Path

import pytest

from thidua.config import documenting
from thidua.config.command_line import main
from thidua.formats.errors import CodedError
from thidua.kernel.errors import Refusal
from thidua.kernel.transitions import StateTable

REMEDY = "run `thidua documents --write`, read the difference and commit it"


@pytest.mark.parametrize("name", ["errors.md", "states.md"])
def test_a_drawn_page_is_as_the_source(name: str) -> None:
    assert (documenting.DOCS / name).read_text(encoding="utf-8") == documenting.pages()[name], REMEDY


def test_a_page_that_is_behind_is_found_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(documenting, "DOCS", tmp_path)
    (tmp_path / "states.md").write_text("old")
    assert main(["documents", "--check"]) == 1
    assert main(["documents", "--write"]) == 0
    assert main(["documents", "--check"]) == 0
    assert "errors.md, states.md" in capsys.readouterr().out
    assert (tmp_path / "states.md").read_text(encoding="utf-8") == documenting.pages()["states.md"]


def test_every_code_stands_on_the_page_once() -> None:
    page = documenting.pages()["errors.md"]
    codes = {one.code for one in kinds(CodedError) if one.__module__.startswith("thidua.")} - {Refusal.code}
    assert len(codes) > 100
    assert [code for code in sorted(codes) if page.count(f"`{code}`") != 1] == []


def test_every_state_and_every_move_stands_in_a_diagram() -> None:
    page = documenting.pages()["states.md"]
    tables = documenting.tables()
    assert {table.name for _room, table in tables} >= {"account", "intake", "launch.paper", "report.report"}
    for _room, table in tables:
        assert isinstance(table, StateTable)
        for code, label in table.states.items():
            assert f'state "{label}" as {code}' in page, table.name
        for one in table.transitions:
            assert all(f"{source} --> {one.target}: {one.label}" in page for source in one.sources), one.name


def kinds(kind: type[CodedError]) -> set[type[CodedError]]:
    return {kind}.union(*(kinds(one) for one in kind.__subclasses__())) - {CodedError}

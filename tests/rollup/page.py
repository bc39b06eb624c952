"""The worked tables of docs/algorithms/rollup.md, so that what the page says is what runs."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "rollup.md"


def table(first: str) -> list[list[str]]:
    """The rows of the table whose first head begins with these words, without the head."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first}"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def number(cell: str) -> int:
    """ "1,240" or "+1,200" or "−55"."""
    return int(cell.replace(",", "").replace("\N{MINUS SIGN}", "-"))

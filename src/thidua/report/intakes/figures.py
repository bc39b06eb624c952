"""What both tables of units × figures that wait for a person read the same way: the figures of a line."""

from __future__ import annotations

from collections.abc import Mapping

from thidua.algebra.elements import Element
from thidua.formats.text import fold
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.reading import OTHER
from thidua.report.queries.cells import Change, entry_of, problem_of
from thidua.report.queries.pasted import NUMBER_HEADS


def figures_of(line: Line, heads: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By code: the column's key and the text. A column that is no figure is refused under its own name.

    ``heads`` are the folded names and codes of the form.
    """
    found: dict[str, tuple[str, str]] = {}
    for key, typed in line.cells.items():
        head = fold(key.removeprefix(OTHER))
        if key.startswith(OTHER) and typed and head not in NUMBER_HEADS:
            found[heads.get(head, key.removeprefix(OTHER))] = (key, typed)
    return found


def check_figure(line: Line, key: str, typed: str, element: Element) -> None:
    """Notes why a cell cannot be read as this figure."""
    problem = problem_of(element, entry_of(element, Change.read(typed)))
    if problem is not None:
        line.refuse(key, problem)

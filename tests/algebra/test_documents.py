"""The worked examples of the algorithm pages and of the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import thidua.algebra
import thidua.formats

PAGES = sorted((Path(__file__).parents[2] / "docs" / "algorithms").glob("*.md"))
OURS = [
    page for page in PAGES if page.stem in {"targets", "roll-up-arithmetic", "assignment", "money", "scoring"}
]
MODULES = [
    module.name
    for room in (thidua.algebra, thidua.formats)
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
]


def test_all_pages_are_there() -> None:
    assert len(OURS) == 5


@pytest.mark.parametrize("page", OURS, ids=lambda page: page.stem)
def test_page(page: Path) -> None:
    told = doctest.testfile(str(page), module_relative=False)
    assert told.attempted > 2
    assert told.failed == 0


@pytest.mark.parametrize("module", MODULES)
def test_docstrings(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0

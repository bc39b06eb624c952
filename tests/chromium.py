"""The one Chromium of the browser tests, what it must not complain about, and axe.

A package that opens pages imports ``browser_type_launch_args`` into its ``conftest.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
# The shell draws the same pages without a window around them: a quarter less work for the processors.
CHROMIUM = next(
    (one for one in map(Path, ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")) if one.exists()),
    None,
)
AXE = ROOT / "tests/vendor/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that another theme can change
_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    args = ["--no-sandbox", "--disable-gpu", "--disable-quic", *_QUIET]
    place = {"executable_path": str(CHROMIUM)} if CHROMIUM else {}  # else Playwright's own
    return {**browser_type_launch_args, **place, "args": args}


def violations(page: Any, rules: Sequence[str] = RULES) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, one line a rule; ``rules`` are tags of rules or names of rules."""
    if page.evaluate("typeof axe") == "undefined":  # a document keeps it; half a megabyte is not sent twice
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(told => told.violations)",
        rules,
    )
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:5]}" for one in found]


def listen(page: Any) -> list[str]:
    """Everything the browser complains about from now on."""
    complaints: list[str] = []
    page.on(
        "console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints

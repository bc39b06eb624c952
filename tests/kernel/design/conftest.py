"""A gallery server in its own process, with its own settings, and a Chromium that looks at it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "tests/vendor/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    args = ["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet]
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": args}


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """The address of the gallery."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.kernel.design.serve"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.terminate()
        server.communicate(timeout=10)


@pytest.fixture
def look(browser, gallery):
    """Open a page at a width and in a theme; complaints of the browser fail the test at its end."""
    contexts, complaints = [], []

    def open_page(address: str = "/", width: int = 1280, theme: str = "light", height: int = 900, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="vi-VN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(gallery + address)
        page.complaints = complaints
        return page

    yield open_page
    for context in contexts:
        context.close()


def violations(page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, one line a rule."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(told => told.violations)", RULES)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:5]}" for one in found]

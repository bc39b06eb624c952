"""A gallery server in its own process, with its own settings, and a Chromium that looks at it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chromium import browser_type_launch_args, listen  # noqa: F401  (a fixture)

ROOT = Path(__file__).resolve().parents[3]


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
    contexts = []

    def open_page(address: str = "/", width: int = 1280, theme: str = "light", height: int = 900, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="vi-VN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = listen(page)
        page.goto(gallery + address)
        return page

    yield open_page
    for context in contexts:
        context.close()

"""The files themselves: one stylesheet without drift, nothing from other hosts, no inline style or script."""

import re
from pathlib import Path

import pytest

from thidua.kernel.templatetags.drawing import STATES

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "src/thidua/kernel/static/thidua"
TEMPLATES = sorted((ROOT / "src/thidua/kernel/templates").rglob("*.html"))
SOURCES = ROOT / "src/thidua/kernel/stylesheet"
SERVED = sorted(
    [*SOURCES.glob("*.css"), *STATIC.rglob("*.css"), *STATIC.rglob("*.js"), *STATIC.rglob("*.svg")]
)


def test_the_stylesheet_is_its_sources_joined_in_order():
    sources = "".join(source.read_text() for source in sorted(SOURCES.glob("*.css")))
    assert (STATIC / "thidua.css").read_text() == sources, "run: python docs/recipes/join_stylesheet.py"


def test_the_stylesheet_is_light():
    assert (STATIC / "thidua.css").stat().st_size <= 60_000


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_nothing_comes_from_another_host(path):
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|sourceMappingURL", text)


def test_every_file_the_stylesheet_names_is_there():
    named = re.findall(r"url\(([^)]+)\)", (STATIC / "thidua.css").read_text())
    assert len(named) == 12
    assert [name for name in named if not (STATIC / name).exists()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_obey_the_content_policy(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_every_icon_and_mark_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    text = "".join(path.read_text() for path in TEMPLATES)
    used = set(re.findall(r'<c-icon name="([a-z0-9-]+)"', text)) | set(
        re.findall(r'icon="([a-z0-9-]+)"', text)
    )
    marks = {f"state-{mark.shape}" for mark in STATES.values()}
    stations = {f"station-{state}" for state in ("done", "open", "here", "later")}
    assert (used | marks | stations) - drawn == set()
    assert len(used) > 15


def test_every_colour_of_light_has_its_dark():
    blocks = re.findall(
        r"\{\n(  color-scheme:(?:light|dark);.*?)\}", (SOURCES / "01-tokens.css").read_text(), re.S
    )
    names = [
        set(re.findall(r"--([a-z0-9-]+):", block))
        - {"radius", "radius-s", "font", "small", "title", "section"}
        for block in blocks
    ]
    assert len(blocks) == 3
    assert names[0] == names[1] == names[2]
    assert blocks[1].strip() == blocks[2].strip()

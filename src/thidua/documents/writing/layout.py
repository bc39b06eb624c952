"""How a document looks, read from ``layouts.yaml``: what the decree says is data with its source, not code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from thidua.formats.yaml_text import read_yaml

_FILE = Path(__file__).parent / "layouts.yaml"
STANDARD = "decree_30_2020"


@dataclass(frozen=True)
class Span:
    """A measure that is printed, within what the text allows."""

    chosen: float
    least: float
    most: float


@dataclass(frozen=True)
class Style:
    """``name`` is what a Word user sees in the list of styles. ``running``: first line indented, the gap and the
    spacing of the body. ``keep``: stays with what follows. ``outline``: its level in the navigation pane."""

    code: str
    name: str
    size: Span
    align: str
    bold: bool = False
    italic: bool = False
    running: bool = False
    keep: bool = False
    before: float = 0
    outline: int = 0


@dataclass(frozen=True)
class Layout:
    """Lengths in millimetres, sizes and gaps in points. ``confirmed`` is False while an office's own rule was not
    read in its text."""

    code: str
    name: str
    valid_from: dt.date
    document: str
    confidence: str
    page_width: float
    page_height: float
    margins: Mapping[str, Span]
    font: str
    page_number: Span
    first_line: Span
    before: Span
    spacing: Span
    rule_share: Span
    closing: str
    styles: Mapping[str, Style]

    @property
    def confirmed(self) -> bool:
        return self.confidence == "verified"

    def room(self, *, landscape: bool = False) -> float:
        """Width of the text between the margins. A page turned on its side keeps its margins."""
        paper = self.page_height if landscape else self.page_width
        return paper - self.margins["left"].chosen - self.margins["right"].chosen


@cache
def layouts() -> Mapping[str, Layout]:
    """Every known layout by code. A layout that builds on another says only what differs."""
    told: Mapping[str, Any] = read_yaml(_FILE.read_text(encoding="utf-8"))
    merged: dict[str, dict[str, Any]] = {}
    for one in told["layouts"]:
        over = {key.removeprefix("proposed_"): value for key, value in one.items()}
        merged[one["code"]] = {**merged.get(one.get("based_on", ""), {}), **over}
    return {code: _layout(one) for code, one in merged.items()}


def layout(code: str = STANDARD) -> Layout:
    """Raises KeyError for an unknown code."""
    return layouts()[code]


def _layout(told: Mapping[str, Any]) -> Layout:
    body = told["body"]
    return Layout(
        code=told["code"],
        name=told["name"],
        valid_from=told["valid_from"],
        document=told["source"]["document"],
        confidence=told["confidence"],
        page_width=told["page"]["width"],
        page_height=told["page"]["height"],
        margins={side: _span(measure) for side, measure in told["margins"].items()},
        font=told["font"],
        page_number=_span(told["page_number"]["size"]),
        first_line=_span(body["first_line"]),
        before=_span(body["before"]),
        spacing=_span(body["spacing"]),
        rule_share=_span(told["rule_share"]),
        closing=told["closing"],
        styles={code: _style(code, one) for code, one in {**told["styles"], **told["customs"]}.items()},
    )


def _span(told: Mapping[str, float]) -> Span:
    return Span(told["chosen"], told["from"], told["to"])


def _style(code: str, told: Mapping[str, Any]) -> Style:
    return Style(code=code, **{**told, "size": _span(told["size"])})

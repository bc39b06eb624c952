"""A plain paper as a file of another kind, for reading it back."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

import typst
from docx import Document


def word(text: str) -> bytes:
    """One paragraph per line, numbers and dashes typed."""
    paper, made = Document(), io.BytesIO()
    for line in text.splitlines():
        paper.add_paragraph(line)
    paper.save(made)
    return made.getvalue()


def web_page(text: str) -> bytes:
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines())
    return (
        f'<html><head><meta charset="utf-8"><title>Văn bản</title></head><body>{lines}</body></html>'.encode()
    )


def markdown(text: str) -> bytes:
    """Every line a paragraph of its own, as converters write them."""
    return "\n\n".join(line for line in text.splitlines() if line.strip()).encode()


def printed(text: str) -> bytes:
    """Set as offices set: justified, first lines indented, page numbers at the foot."""
    lines = "\n\n".join(f"#par[{_typst(line)}]" for line in text.splitlines() if line.strip())
    source = (
        '#set page(paper: "a4", margin: 30mm, numbering: "1")\n'
        "#set par(first-line-indent: (amount: 1cm, all: true), justify: true)\n"
        '#set text(font: "Liberation Serif", size: 13pt, lang: "vi", hyphenate: false)\n' + lines
    )
    return typst.compile(source.encode())


def _typst(line: str) -> str:
    return re.sub(r"([\\\[\]#*_`$<>@=~/.+\-\"'])", r"\\\1", line)


WRITERS: dict[str, Callable[[str], bytes]] = {"docx": word, "html": web_page, "md": markdown}

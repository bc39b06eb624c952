"""``python -m tests.documents.papers.building.typeset`` sets the PDF samples anew from their typst sources."""

from __future__ import annotations

from pathlib import Path

import typst

HERE = Path(__file__).parent

if __name__ == "__main__":
    for source in sorted(HERE.rglob("*.typ")):
        made = HERE.parent / source.relative_to(HERE).with_suffix(".pdf")
        typst.compile(str(source), output=str(made))

"""``python -m tests.documents.papers.building.typeset`` sets the PDF samples anew from their typst sources."""

from __future__ import annotations

from pathlib import Path

import typst

HERE = Path(__file__).parent

if __name__ == "__main__":
    for source in sorted(HERE.glob("*.typ")):
        typst.compile(str(source), output=str(HERE.parent / f"{source.stem}.pdf"))

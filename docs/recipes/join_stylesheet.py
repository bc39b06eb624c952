"""Join the sources of the stylesheet, in the order of their names, into the one file that pages link.

One file means one request on the first visit; the sources stay short enough to read. Run after any change:

    python docs/recipes/join_stylesheet.py
"""

from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "src/thidua/kernel/static/thidua"


def joined(static: Path = STATIC) -> str:
    return "".join(source.read_text() for source in sorted((static / "css").glob("*.css")))


if __name__ == "__main__":
    (STATIC / "thidua.css").write_text(joined())

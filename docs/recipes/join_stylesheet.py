"""Join the sources of the stylesheet, in the order of their names, into the one file that pages link.

One file means one request on the first visit; the sources stay short enough to read. Run after any change:

    python docs/recipes/join_stylesheet.py
"""

from pathlib import Path

KERNEL = Path(__file__).resolve().parents[2] / "src/thidua/kernel"
SOURCES, JOINED = KERNEL / "stylesheet", KERNEL / "static/thidua/thidua.css"


def joined(sources: Path = SOURCES) -> str:
    return "".join(source.read_text() for source in sorted(sources.glob("*.css")))


if __name__ == "__main__":
    JOINED.write_text(joined())

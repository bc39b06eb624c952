"""Cut "So Deu" (ten digits of equal width) out of Inter.

Be Vietnam Pro has no tabular figures: its 1 is far narrower than its 0, so columns of numbers do not line up.
Inter has them behind the OpenType feature `tnum`. This script makes `tnum` the only shape of the ten digits,
so the stylesheet needs no feature and the browser downloads about two kilobytes a weight.

Run by a maintainer only, never by the product:

    python -m pip install fonttools==4.59.0 brotli==1.2.0
    npm pack @fontsource/inter@5.3.0 && tar xzf fontsource-inter-5.3.0.tgz
    python make_so_deu.py package/files .
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

WEIGHTS = (400, 500, 600, 700)
DIGITS = "0123456789"
FAMILY = "So Deu"


def tabular_names(font: TTFont) -> dict[str, str]:
    """Map the default digit glyphs to their `tnum` shapes."""
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    mapping: dict[str, str] = {}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    return mapping


def rename(font: TTFont, weight: int) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = FAMILY if record.nameID != 4 else f"{FAMILY} {weight}"
        if record.nameID == 6:
            record.string = f"SoDeu-{weight}"


def cut(source: Path, target: Path, weight: int) -> None:
    font = TTFont(source)
    mapping = tabular_names(font)
    for table in font["cmap"].tables:
        for digit in DIGITS:
            name = table.cmap.get(ord(digit))
            if name in mapping:
                table.cmap[ord(digit)] = mapping[name]
    options = subset.Options(
        layout_features=[], name_IDs=[0, 1, 4, 6, 13, 14], hinting=False, notdef_outline=True
    )
    options.flavor = "woff2"
    cutter = subset.Subsetter(options)
    cutter.populate(text=DIGITS)
    cutter.subset(font)
    rename(font, weight)
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in DIGITS}
    assert len(widths) == 1, f"digits differ in width: {widths}"
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for weight in WEIGHTS:
        cut(source / f"inter-latin-{weight}-normal.woff2", target / f"so-deu-{weight}.woff2", weight)

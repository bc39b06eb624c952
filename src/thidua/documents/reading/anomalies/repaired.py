"""What had to be repaired before the paper could be read: the letters, not the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from thidua.documents.prose.quotes import quotations
from thidua.documents.reading.items import Anomaly
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Anchor, Format, Repair, RepairKind, Source


def of_repairs(text: ReadingText) -> Iterator[Anomaly]:
    source = text.source
    kinds: dict[RepairKind, list[Repair]] = {}
    for repair in source.repairs:
        kinds.setdefault(repair.kind, []).append(repair)
    if RepairKind.NORMALISED in kinds and _also_composed(source.raw):
        yield Anomaly(
            type="mixed_normalisation", text=f"{len(kinds[RepairKind.NORMALISED])} chữ ở dạng tổ hợp rời"
        )
    for kind, code in ((RepairKind.TCVN3, "encoding_tcvn3"), (RepairKind.VNI, "encoding_vni")):
        for stretch in _stretches(source.raw, kinds.get(kind, ())):
            yield _told(source, code, stretch)
    for repair in kinds.get(RepairKind.BOOKMARK, ()):
        yield Anomaly(type="stray_marker", text=repair.before, anchor=repair.anchor)
    for kind, code in _ONCE:
        if kinds.get(kind) and not (kind is RepairKind.MARKUP and source.format is Format.MARKDOWN):
            yield _all_of(source, code, kinds[kind])
    for repair in kinds.get(RepairKind.SUSPECTED, ()):
        yield Anomaly(
            type="ocr_error", text=repair.before, proposal=repair.after or None, anchor=repair.anchor
        )
    yield from _names_cut(text, kinds.get(RepairKind.JOINED, ()))


_ONCE = (
    (RepairKind.MARKUP, "markdown_residue"),
    (RepairKind.ENTITY, "markup_residue"),
    (RepairKind.LOOK_ALIKE, "look_alike_letters"),
)


def _also_composed(raw: str) -> bool:
    return any("\u1ea0" <= letter <= "\u1ef9" or letter in "ăâêôơưáàíìúùéèóò" for letter in raw)


def _stretches(raw: str, repairs: Iterable[Repair]) -> list[list[Repair]]:
    """Words of one line are one stretch of text in the old font: some words look the same in both."""
    stretches: list[list[Repair]] = []
    for repair in sorted(repairs, key=lambda one: one.anchor.start):
        if stretches and "\n" not in raw[stretches[-1][-1].anchor.end : repair.anchor.start]:
            stretches[-1].append(repair)
        else:
            stretches.append([repair])
    return stretches


def _told(source: Source, code: str, stretch: list[Repair]) -> Anomaly:
    anchor = Anchor(stretch[0].anchor.start, stretch[-1].anchor.end)
    between = [source.raw[one.anchor.end : other.anchor.start] for one, other in pairwise(stretch)]
    meant = "".join(repair.after + gap for repair, gap in zip(stretch, [*between, ""], strict=True))
    return Anomaly(type=code, text=source.raw[anchor.start : anchor.end], proposal=meant, anchor=anchor)


def _all_of(source: Source, code: str, repairs: list[Repair]) -> Anomaly:
    anchor = Anchor(min(one.anchor.start for one in repairs), max(one.anchor.end for one in repairs))
    return Anomaly(type=code, text=repairs[0].before, anchor=anchor)


def _names_cut(text: ReadingText, joined: Iterable[Repair]) -> Iterator[Anomaly]:
    """A page or a blank line inside a quoted name. Sentences that go on over a page are no defect."""
    cuts = [one.anchor for one in joined if "\n" in one.before.strip(" ") and one.before.count("\n") > 1]
    if not cuts:
        return
    for node in text.outline.walk():
        for quote in quotations(node.text):
            place = node.passage.anchor(quote.start, quote.end)
            if any(place.start < cut.start < place.end for cut in cuts):
                yield Anomaly(type="page_break_split", text=quote.text, anchor=place)

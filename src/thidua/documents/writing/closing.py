"""The end of a document: who gets it, who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from thidua.documents.writing.blocks import Official, Recipient, Signature
from thidua.documents.writing.layout import Layout
from thidua.documents.writing.lines import Item, Line, Pair, Run, line

_SPACE_TO_SIGN = 66.0  # points between office and name, for hand and seal
_BEFORE = 14.0


def foot(document: Official, layout: Layout) -> Iterator[Item]:
    """One signature stands beside "Nơi nhận"; several stand two by two, with "Nơi nhận" below them."""
    half = layout.room() / 2
    widths = (half - 5, half + 5)
    receiving = tuple(_recipients(document.recipients, document.archive))
    if len(document.signatures) == 1:
        only = document.signatures[0]
        yield Pair(((receiving, (*_capacity(only), _name(only))),), widths, keep=True)
        return
    for left, right in zip_longest(document.signatures[::2], document.signatures[1::2]):
        lines = (tuple(_capacity(left)), tuple(_capacity(right)) if right else ())
        names = ((_name(left),), (_name(right),) if right else ())  # level, whatever stands above them
        yield Pair((lines, names), (half, half), keep=True)
    if receiving:
        yield Pair(((receiving, ()),), widths, keep=True)


def _recipients(names: Sequence[Recipient], archive: str) -> Iterator[Item]:
    """Each ends with a semicolon; what is kept stands last and ends with a full stop."""
    if not names and not archive:
        return
    yield Line("recipients_head", (Run("Nơi nhận:"),), before=_BEFORE)
    told = [f"- {one.name}{f' ({one.purpose})' if one.purpose else ''}" for one in names]
    told += [f"- Lưu: {archive}"] if archive else []
    for at, each in enumerate(told, 1):
        yield line("recipient", f"{each}{'.' if at == len(told) else ';'}")


def _capacity(one: Signature) -> Iterator[Item]:
    for at, told in enumerate(one.lines):
        yield Line("capacity", (Run(told),), before=_BEFORE if at == 0 else None)


def _name(one: Signature) -> Line:
    return Line("signer", (Run(one.name),), before=_SPACE_TO_SIGN)

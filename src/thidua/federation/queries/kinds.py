"""Kinds of union unit as people write them."""

from __future__ import annotations

from thidua.federation.models import UnitKind
from thidua.kernel.languages import Words


def kind_names() -> list[str]:
    """What a list offers to choose from, in the reader's language."""
    return [str(kind) for kind in UnitKind.objects.order_by("pk")]


def kind_words() -> Words[UnitKind]:
    """Names, short names ("CĐCS", "LĐLĐ tỉnh") and codes; of two kinds with one short name the higher is meant."""
    kinds = list(UnitKind.objects.order_by("pk"))
    also = {
        words: kind
        for kind in reversed(kinds)
        for words in (kind.short_name, kind.name_en, kind.code)
        if words
    }
    return Words(*((kind.name, kind) for kind in kinds), also=also)

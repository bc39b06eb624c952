"""What of ours an item stands for: a movement or title of the catalogue, an indicator, a legal text, a bloc.

Only names that the catalogue knows are taken for sure. A near one is a suggestion that a person sees beside the
item before it is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from thidua.catalogue.loading import shipped
from thidua.catalogue.queries.indicators import KIND, PERCENT, Offered, offered
from thidua.catalogue.queries.items import by_name
from thidua.catalogue.wording import DONG
from thidua.formats.text import fold, matching_key

NEAR_ENOUGH = 0.5  # of the words that name an indicator; below it nothing is suggested
# Words that every plan repeats and that tell no indicator from another.
_EVERYWHERE = frozenset(
    "cac co va cua cho den trong tren tu tro len so ty le duoc thuc hien dat nam moi toan la cong doan vien "
    "nguoi lao dong cnvcld don vi don to chuc tham gia phan dau".split()
)
# The longer name first: "doanh nghiệp ngoài nhà nước" holds no "doanh nghiệp nhà nước".
_OWNERSHIP = {
    "ngoai nha nuoc": "non_state",
    "ngoai khu vuc nha nuoc": "non_state",
    "doanh nghiep nha nuoc": "state",
}


def means_of(kind: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """The codes behind an item; empty when nothing is known."""
    match kind:
        case "movement":
            return _named("named_movements", told.get("name"))
        case "title":
            return _named("titles", told.get("name"))
        case "bloc" | "bloc_content":
            return _bloc(told)
        case "legal_basis":
            return _named("legal_texts", told.get("number"))
        case "target":
            code = nearest_indicator(told)
            return {"indicator": code} if code else {}
    return {}


def _named(catalogue: str, written: object) -> dict[str, Any]:
    known = by_name(catalogue, written) if isinstance(written, str) and written else None
    if known is None and isinstance(written, str) and written:
        known = next((one for name in _variants(written) if (one := by_name(catalogue, name))), None)
    return {"code": known.code} if known else {}


def _variants(written: str) -> Iterable[str]:
    """The same name without the word for its kind, quotation marks and a different dash."""
    bare = re.sub(r"[\"“”«»‘’']", "", written).strip()
    plainer = re.sub(
        r"^(phong trào|cuộc vận động|chương trình|quỹ|danh hiệu|đợt thi đua)\s+", "", bare, flags=re.I
    )
    yield bare
    yield plainer
    yield plainer.replace(" – ", " - ")
    yield re.sub(r"\s*[-–]\s*", ", ", plainer)
    yield re.sub(r"\bthi đua\b\s*", "", plainer, flags=re.I)


def _bloc(told: Mapping[str, Any]) -> dict[str, Any]:
    canonical = told.get("canonical") or told.get("bloc") or ""
    if any(one.code == canonical for one in shipped()["blocs"]):
        return {"bloc": canonical}
    known = by_name("blocs", str(told.get("name") or canonical))
    return {"bloc": known.code} if known and known.facts.get("kind") == "bloc" else {}


def nearest_indicator(told: Mapping[str, Any]) -> str:
    """The catalogue's indicator that a target is about, by its words and by the way it is measured; "" if none."""
    words = _words(" ".join(str(told.get(name) or "") for name in ("subject", "population", "scope")))
    subject = matching_key(str(told.get("subject") or ""))
    best, code = 0.0, ""
    for one in shipped()[KIND]:
        item = offered(one.code)
        if not _measured_so(item, told):
            continue
        names = (one.name, *one.facts.get("spellings", ()))
        rate = max(1.0 if matching_key(name) == subject else _alike(words, _words(name)) for name in names)
        if rate > best:
            best, code = rate, one.code
    return code if best >= NEAR_ENOUGH else ""


def _alike(words: frozenset[str], name: frozenset[str]) -> float:
    """How much of the shorter is in the longer; a single word in common says nothing."""
    common = words & name
    if len(common) <= 1:
        return 0.0
    return 2 * len(common) / (len(words) + len(name))


@cache
def _words(told: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(told))) - _EVERYWHERE


def _measured_so(item: Offered, told: Mapping[str, Any]) -> bool:
    """Whether a number of this unit can be a threshold of the indicator at all."""
    unit = str(told.get("unit") or "")
    if item.inner is not (told.get("inner") is not None):
        return False
    if PERCENT in (unit, item.unit_of_measure):
        return unit == item.unit_of_measure
    if DONG in (unit, item.unit_of_measure):
        return unit == item.unit_of_measure
    per_unit = bool(told.get("per")) or told.get("aggregate") == "mean"
    return per_unit is (item.definition["kind"] == "mean_per_unit")


def ownership_in(told: Mapping[str, Any]) -> str:
    """Of which enterprises the target speaks, where it says so."""
    words = fold(" ".join(str(told.get(name) or "") for name in ("subject", "population", "scope")))
    return next((code for name, code in _OWNERSHIP.items() if name in words), "")


def bloc_in(told: Mapping[str, Any]) -> str:
    """Which bloc the target is for, where its scope or population names one."""
    words = fold(" ".join(str(told.get(name) or "") for name in ("scope", "population")))
    for one in shipped()["blocs"]:
        names = (one.name, *one.facts.get("spellings", ()))
        if one.facts.get("kind") == "bloc" and any(fold(str(name)) in words for name in names):
            return one.code
    return ""

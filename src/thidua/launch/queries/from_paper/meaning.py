"""What of ours an item stands for: a movement or title of the catalogue, an indicator, a legal text, a bloc.

Only names that the catalogue knows are taken for sure. A near one is a suggestion that a person sees beside the
item before it is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any

from thidua.catalogue.loading import shipped
from thidua.catalogue.queries.indicators import KIND, PERCENT, Offered, offered
from thidua.catalogue.queries.items import by_name
from thidua.catalogue.wording import DONG
from thidua.formats.text import fold, matching_key

NEAR_ENOUGH = 0.5  # of the words that name an indicator; below it nothing is suggested
NEAR_NESTED = 0.35  # a second threshold inside leaves so few to choose from that less tells them apart
# Words that every plan repeats and that tell no indicator from another.
_EVERYWHERE = frozenset(
    "cac co va cua cho den trong tren tu tro len so ti le duoc thuc hien dat nam toan la cong doan vien "
    "nguoi lao dong cnvcld don vi to chuc tham gia phan dau thi dua danh hieu xep loai binh quan".split()
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
    yield plainer.replace(" cấp ", " ")


def _bloc(told: Mapping[str, Any]) -> dict[str, Any]:
    canonical = told.get("canonical") or told.get("bloc") or ""
    if any(one.code == canonical for one in shipped()["blocs"]):
        return {"bloc": canonical}
    known = by_name("blocs", str(told.get("name") or canonical))
    return {"bloc": known.code} if known and known.facts.get("kind") == "bloc" else {}


def nearest_indicator(told: Mapping[str, Any]) -> str:
    """The catalogue's indicator that a target is about, by its words and by the way it is measured; "" if none.

    A wrong one would be judged by: what is not plainly the same is left to a person.
    """
    target = _Stated.of(told)
    best: tuple[float, int] = (0.0, 0)
    code = ""
    for one in shipped()[KIND]:
        item = offered(one.code)
        if not _measured_so(item, told) or target.turns_round(item):
            continue
        for name in (one.name, *one.facts.get("spellings", ())):
            rate = (target.likeness(name, item), len(_words(name)))
            if rate > best:
                best, code = rate, one.code
    return code if best[0] >= (NEAR_NESTED if told.get("inner") else NEAR_ENOUGH) else ""


@dataclass(frozen=True)
class _Stated:
    """What a target says, as words that tell indicators apart."""

    subject: str
    own: frozenset[str]  # of the subject
    all: frozenset[str]  # with population and scope
    comparator: str
    unit: str
    value: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> _Stated:
        said = {name: str(told.get(name) or "") for name in ("subject", "population", "scope", "unit")}
        return cls(
            subject=said["subject"],
            own=_words(said["subject"]),
            all=_words(" ".join((said["subject"], said["population"], said["scope"]))),
            comparator=str(told.get("comparator") or ""),
            unit=said["unit"],
            value=str(told.get("value")),
        )

    def turns_round(self, item: Offered) -> bool:
        """Whether it asks for less where the indicator asks for more, or speaks of those that have not."""
        names = " ".join((item.name, *item.item.facts.get("spellings", ())))
        turned = _TURNING & _plain_words(self.subject) - _plain_words(names)
        fewer = self.comparator in {"<", "<="} and item.comparator not in {"<", "<=", "=0"}
        none_at_all = self.value == "0" and item.comparator != "=0"
        return bool(turned) or fewer or none_at_all

    def likeness(self, name: str, item: Offered) -> float:
        """From 0 to 1: the same name; a name that stands, nearly whole, in the subject; or words in common."""
        if matching_key(name) == matching_key(self.subject):
            return 1.0
        known = _words(name)
        if self._never(known, item):
            return NEAR_ENOUGH
        begun = _shared_beginning(self.subject, name)
        if begun >= _NEARLY:
            return begun
        common = self.own & known
        if not known or (len(common) <= 1 and common != known):
            return 0.0
        whole = len(common) / len(known)
        if len(known) >= _A_FEW and whole >= (1 if len(known) == _A_FEW else _NEARLY):
            return whole
        if _first_word(name) not in self.all:
            return 0.0
        return 2 * len(self.all & known) / (len(self.all) + len(known))

    def _never(self, known: frozenset[str], item: Offered) -> bool:
        """What must not happen at all is told in few words: "cơ sở yếu"."""
        zero = item.comparator == "=0" and self.unit == item.unit_of_measure and self.value == "0"
        return zero and bool(self.own) and self.own <= known


def _shared_beginning(subject: str, name: str) -> float:
    """How much of a name the subject begins with; less than four words say nothing."""
    one, other = _in_order(subject), _in_order(name)
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return same / len(other) if same > _A_FEW else 0.0


_A_FEW = 3
_NEARLY = 0.75
_TURNING = frozenset({"khong", "chua", "giam", "ha"})


def _first_word(name: str) -> str:
    return next((word for word in _in_order(name) if word not in _EVERYWHERE), "")


def _in_order(told: str) -> list[str]:
    """Words without marks and punctuation; "sỹ" is "sĩ", as offices write either."""
    return re.sub(r"(?<=[bcdghklmnpqrstv])y\b", "i", fold(told)).translate(_NO_MARKS).split()


def _plain_words(told: str) -> frozenset[str]:
    return frozenset(_in_order(told))


_NO_MARKS = str.maketrans(dict.fromkeys("\"“”«»'’‘.,;:()[]/-–—&%…", " "))


@cache
def _words(told: str) -> frozenset[str]:
    return _plain_words(told) - _EVERYWHERE


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

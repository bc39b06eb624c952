"""Counting rules that a figure's name, unit and nature point to: proposals, never set by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from thidua.algebra.elements import Element, Nature
from thidua.algebra.forms import FormSpec
from thidua.formats import text
from thidua.report.models import Activity
from thidua.report.queries.counting import FITTING, Counted, CountingRule, Whose
from thidua.report.queries.vectors import OWN_SOURCES

Kind = Activity.Kind
# The words of a figure's name, folded, and the kind of record that they speak of; the first that fits.
_WORDS: Final = (
    (("kiem tra", "giam sat", "thanh tra"), Kind.INSPECTION),
    (("hoi nghi",), Kind.CONFERENCE),
    (("doi thoai",), Kind.DIALOGUE),
    (("quan triet", "tuyen truyen", "pho bien", "hoc tap"), Kind.BRIEFING),
    (("tap huan", "boi duong", "dao tao"), Kind.TRAINING),
    (("nha mai am",), Kind.HOUSE),
    (("quy ", "ung ho", "van dong"), Kind.FUND),
    (("tham hoi", "tang qua", "tro cap"), Kind.VISIT),
    (("hoi thi", "hoi thao", "hoi dien"), Kind.CONTEST),
)
_PEOPLE: Final = frozenset({"nguoi", "doan vien", "can bo"})


def suggested(form: FormSpec, rules: Iterable[CountingRule]) -> list[CountingRule]:
    """One proposal at most for each figure that has no rule, in the order of the form."""
    have = {rule.element for rule in rules}
    elements = [one.element for one in form.questions if one.element.code not in have]
    found = (_for(element) for element in elements)
    return [rule for rule in found if rule is not None]


def _for(element: Element) -> CountingRule | None:
    if not FITTING[element.nature]:
        return None
    kind = _kind(text.fold(element.name))
    if kind is None:
        return None
    inspected = kind is Kind.INSPECTION and element.source not in OWN_SOURCES
    whose = Whose.SUBJECTS if inspected else Whose.UNIT
    rule = CountingRule(element.code, (kind.value,), _counted(element), whose)
    return rule if rule.fits(element) else None


def _kind(name: str) -> Activity.Kind | None:
    return next((kind for words, kind in _WORDS if any(word in name for word in words)), None)


def _counted(element: Element) -> Counted:
    if element.nature is Nature.MONEY:
        return Counted.AMOUNT
    if element.nature is Nature.FLAG:
        return Counted.HELD
    if text.fold(element.unit_of_measure) not in _PEOPLE:
        return Counted.RECORDS
    return Counted.WOMEN if "nu" in text.fold(element.name).split() else Counted.PARTICIPANTS

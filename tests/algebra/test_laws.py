"""Laws of the algebra, on all indicators of the Tuyên Quang plan and any small tree."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.algebra.target_cases import definitions
from thidua.algebra.components import Component, ComponentKind, Sum, Unit
from thidua.algebra.elements import Element, Nature
from thidua.algebra.indicators import (
    EachUnit,
    MeasureState,
    Sums,
    Total,
    components,
    evaluate,
    evaluate_each,
    is_monotone,
    leaf_sums,
    leaf_value,
    roll_up,
    share,
)
from thidua.algebra.measuring import MOST_TOLD
from thidua.algebra.strata import where
from thidua.algebra.values import MISSING, NOT_APPLICABLE, NOT_DUE, Answer, Number

FILE = definitions("scenarios/tuyen-quang-2017/indicators.yaml")
INDICATORS = [target.indicator for target in FILE.targets.values()]
ADDITIVE = [one for one in INDICATORS if not isinstance(one, EachUnit)]
PARTS = tuple({part.key: part for one in INDICATORS for part in components(one)}.values())

Leaf = tuple[Mapping[str, Answer], Mapping[str, object], bool]

attributes = st.fixed_dictionaries(
    {"kind": st.sampled_from(["grassroots", "upper", "province"]), "has_union": st.just(True)},
    optional={
        "bloc": st.sampled_from(["enterprise", "public_sector", "school"]),
        "ownership": st.sampled_from(["state", "non_state"]),
        "agency": st.sampled_from(["state_agency", "public_service", "party_mass"]),
        "workers": st.integers(0, 50),
        "founded": st.sampled_from(["2016-05-01", "2017-03-01"]),
    },
)
silent = st.sampled_from([MISSING, NOT_APPLICABLE, NOT_DUE])


def _answer(element: Element) -> st.SearchStrategy[Answer]:
    top = 1 if element.nature is Nature.FLAG else 1000
    return st.one_of(st.integers(0, top).map(Number), silent)


answers = st.fixed_dictionaries({}, optional={code: _answer(one) for code, one in FILE.elements.items()})
leaves: st.SearchStrategy[Leaf] = st.tuples(answers, attributes, st.booleans())


def _sums(leaf: Leaf) -> Sums:
    return leaf_sums(PARTS, *leaf)


@given(st.lists(leaves, min_size=1, max_size=8), st.data())
def test_rolling_up_roll_ups_equals_rolling_up_leaves(tree: list[Leaf], data: st.DataObject) -> None:
    """In any order, in any grouping."""
    shuffled = data.draw(st.permutations(tree))
    groups = data.draw(st.lists(st.integers(0, 2), min_size=len(tree), max_size=len(tree)))
    nodes = [
        roll_up(_sums(leaf) for leaf, group in zip(shuffled, groups, strict=True) if group == wanted)
        for wanted in range(3)
    ]
    grouped, flat = roll_up(nodes), roll_up(map(_sums, tree))
    assert grouped == flat
    for indicator in ADDITIVE:
        assert evaluate(indicator, grouped.sums, grouped.counts) == evaluate(
            indicator, flat.sums, flat.counts
        )


@given(leaves)
def test_a_missing_answer_is_never_zero(leaf: Leaf) -> None:
    """Without answers only the roster speaks; and a stated Missing is the same as no answer."""
    told, own, exempt = leaf
    for part in PARTS:
        value = leaf_value(part, {}, own, exempt)
        if part.kind is ComponentKind.ROSTER:
            assert value == leaf_value(part, told, own, exempt)
        else:
            assert value is None
    for code in told:
        without = {**told, code: MISSING}
        assert leaf_sums(PARTS, without, own, exempt) == leaf_sums(
            PARTS, {key: one for key, one in told.items() if key != code}, own, exempt
        )


@given(st.integers(0, 50), st.integers(1, 9))
def test_reported_zero_and_silence_differ(figure: int, others: int) -> None:
    total = FILE.targets["t13"].indicator
    own = {"kind": "grassroots"}
    silence = roll_up([leaf_sums(PARTS, {}, own)] * others)
    zero = roll_up([leaf_sums(PARTS, {"shelter_fund": Number(0)}, own)] * others)
    assert evaluate(total, silence.sums, silence.counts).state is MeasureState.NOT_REPORTED
    assert evaluate(total, zero.sums, zero.counts).value == 0
    first = leaf_sums(PARTS, {"shelter_fund": Number(figure)}, own)
    mixed = first + silence
    measured = evaluate(total, mixed.sums, mixed.counts)
    assert (measured.value, measured.completeness.reported) == (figure, 1)


people = st.tuples(st.integers(0, 1000), st.integers(1, 1000)).map(lambda pair: (min(pair), max(pair)))
INSURED = share(Element("insured"), Element("workers"))


@given(st.lists(people, min_size=1, max_size=6))
def test_a_ratio_is_never_averaged(units: list[tuple[int, int]]) -> None:
    """The share of a tree is people over people; and it lies between the least and the greatest share."""
    node = roll_up(
        leaf_sums(components(INSURED), {"insured": Number(part), "workers": Number(whole)}, {})
        for part, whole in units
    )
    value = evaluate(INSURED, node.sums, node.counts).value
    assert value == Fraction(sum(part for part, _ in units), sum(whole for _, whole in units))
    shares = [Fraction(part, whole) for part, whole in units]
    assert min(shares) <= value <= max(shares)


@given(st.lists(leaves, max_size=8))
def test_restricting_then_summing_equals_summing_strata(tree: list[Leaf]) -> None:
    """Over units whose bloc is known, the blocs add up to the whole; an unknown bloc is in none."""
    fund = Element("shelter_fund")
    blocs = [Total(fund, where({"bloc": bloc})) for bloc in ("enterprise", "public_sector", "school")]
    whole = Total(fund)
    known = [leaf for leaf in tree if "bloc" in leaf[1]]
    told = [_total(one, known) for one in blocs]
    assert sum(told) == _total(whole, known)
    assert sum(_total(one, tree) for one in blocs) == sum(told)


def _total(indicator: Total, tree: list[Leaf]) -> Fraction:
    node = roll_up(leaf_sums(components(indicator), *leaf) for leaf in tree)
    if not node.sums:
        return Fraction(0)
    return evaluate(indicator, node.sums, node.counts).value or Fraction(0)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(0, 4))
def test_scaling_changes_nothing(figures: list[int], scale: int) -> None:
    """The same figures stored with more decimals sum to the same value."""
    exact = [Fraction(figure, 10**scale) for figure in figures]
    hours = Total(Element("hours", scale=scale))
    node = roll_up(leaf_sums(components(hours), {"hours": Number(one)}, {}) for one in exact)
    assert evaluate(hours, node.sums, node.counts).value == sum(exact)


@given(st.lists(leaves, max_size=8), leaves)
def test_what_only_grows_only_grows(tree: list[Leaf], more: Leaf) -> None:
    node = roll_up([Sums({part.key: 0 for part in PARTS}), *map(_sums, tree)])
    bigger = node + _sums(more)
    for indicator in ADDITIVE:
        if is_monotone(indicator) and not indicator.__class__.__name__.startswith("Mean"):
            before = evaluate(indicator, node.sums, node.counts)
            after = evaluate(indicator, bigger.sums, bigger.counts)
            assert (before.value or 0) <= (after.value or 0)


@given(st.lists(leaves, min_size=1, max_size=8))
def test_shares_of_units_stay_within_their_roster(tree: list[Leaf]) -> None:
    node = roll_up(map(_sums, tree))
    for indicator in ADDITIVE:
        measured = evaluate(indicator, node.sums, node.counts)
        assert (measured.value is None) is (measured.state is not MeasureState.MEASURED)
        if type(indicator).__name__ == "UnitShare" and measured.value is not None:
            assert 0 <= measured.value <= 1
        assert measured.completeness.reported <= measured.completeness.expected


@given(st.lists(st.lists(leaves, max_size=4), min_size=1, max_size=4))
def test_each_unit_depends_only_on_each(units: list[list[Leaf]]) -> None:
    """One child's reports never change another child's verdict, and no child is named twice."""
    each = FILE.targets["t27"].indicator
    assert isinstance(each, EachUnit)
    names = (f"unit {number}" for number in count(1))
    empty = Sums({part.key: 0 for part in PARTS})
    children = {name: roll_up([empty, *map(_sums, unit)]) for name, unit in zip(names, units, strict=False)}
    together = evaluate_each(each, children)
    alone = [evaluate_each(each, {name: node}) for name, node in children.items()]
    assert together.completeness.expected == sum(one.completeness.expected for one in alone)
    if together.value is not None:
        reached = sum((one.numerator or 0) for one in alone)
        assert together.numerator == reached
        assert len(together.failing) == together.completeness.reported - reached
    told = [one.code for one in together.trace.children if one.code.startswith("each.")]
    assert len(told) == len(children)


@given(st.lists(leaves, min_size=1, max_size=3))
def test_of_thousands_an_explanation_names_those_first_that_have_not_reached(some: list[Leaf]) -> None:
    each = FILE.targets["t27"].indicator
    assert isinstance(each, EachUnit)
    empty = Sums({part.key: 0 for part in PARTS})
    nodes = [roll_up([empty, _sums(leaf)]) for leaf in some]
    children = {f"unit {number}": nodes[number % len(nodes)] for number in range(2 * MOST_TOLD)}
    together = evaluate_each(each, children)
    told = [one for one in together.trace.children if one.code.startswith("each.")]
    assert (told[-1].code, told[-1].params) == ("each.more", {"count": MOST_TOLD})
    named = [one.code for one in told[:-1]]
    order = ["each.failed", "each.not_reported", "each.reached", "each.not_applicable"]
    assert len(named) == MOST_TOLD
    assert named == sorted(named, key=order.index)
    assert named.count("each.failed") == min(MOST_TOLD, len(together.failing))


@given(leaves)
def test_components_have_one_meaning_per_key(leaf: Leaf) -> None:
    again: dict[str, Component] = {}
    for indicator in INDICATORS:
        for part in components(indicator):
            known = again.setdefault(part.key, part)
            assert leaf_value(known, *leaf) == leaf_value(part, *leaf)


def test_keys_are_stable() -> None:
    """Stored vectors rely on these very strings."""
    told = {part.key for part in components(FILE.targets["t16"].indicator)}
    place = "agency=public_service,state_agency&bloc=public_sector,school&kind=grassroots"
    assert told == {
        f"met:staff_conference=yes@{place}",
        f"outside:staff_conference@{place}!",
        f"roster@{place}",
    }
    assert [part.key for part in components(FILE.targets["t03"].indicator)] == [
        "sum:members+members_start@kind=grassroots",
        "sum:members_start+members@kind=grassroots",
        "outside:members+members_start@kind=grassroots",
        "units@kind=grassroots",
    ]


@given(leaves)
def test_the_order_in_which_a_stratum_is_written_does_not_matter(leaf: Leaf) -> None:
    one = where({"bloc": ["school", "public_sector"], "kind": "grassroots"})
    other = where({"kind": ["grassroots"], "bloc": ["public_sector", "school"]})
    assert one == other
    assert one.holds(leaf[1]) == other.holds(leaf[1])
    assert (one & other) == one


@pytest.mark.parametrize("indicator", INDICATORS, ids=list(FILE.targets))
def test_every_indicator_rests_on_a_roster(indicator: EachUnit) -> None:
    kinds = [part.kind for part in components(indicator)]
    assert kinds.count(ComponentKind.ROSTER) == 1
    assert len({part.key for part in components(indicator)}) == len(kinds)


@given(st.integers(2**52, 2**54))
def test_sums_beyond_a_double_are_refused_not_rounded(figure: int) -> None:
    from thidua.algebra.errors import TooLarge

    assume(figure > 2**53 - 1)
    with pytest.raises(TooLarge):
        leaf_sums([_entered()], {"fund": Number(figure)}, {})
    half = leaf_sums([_entered()], {"fund": Number(2**52)}, {})
    with pytest.raises(TooLarge):
        roll_up([half, half])


def _entered() -> Component:
    rule = Sum(Element("fund"), where())
    assert not isinstance(rule, Unit)
    return Component(rule.key, ComponentKind.ENTERED, rule)

"""The tree of Tuyên Quang 2017 adds up: sixteen direct units, 1.089 grassroots unions, one cluster each."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.scenarios.names import possible_names
from tests.scenarios.tuyen_quang import (
    CATALOGUE,
    PUBLIC,
    SIZES,
    STORY,
    TREE,
    UPPER,
    read,
    strata_total,
)


def test_sixteen_direct_units() -> None:
    kinds = Counter(unit["kind"] for unit in UPPER.values())
    assert kinds == {
        "district_federation": 7,
        "provincial_sector_union": 6,
        "civil_servants_union": 1,
        "industrial_zones_union": 1,
    }
    assert len(SIZES) == 16


@pytest.mark.parametrize(
    ("code", "size"),
    [
        ("TQ-TP", 168),
        ("TQ-SD", 156),
        ("TQ-NH", 74),
        ("TQ-LB", 52),
        ("TQ-YS", 138),
        ("TQ-CH", 142),
        ("TQ-GD", 46),
        ("TQ-YT", 28),
        ("TQ-NN", 24),
        ("TQ-CT", 31),
        ("TQ-GT", 17),
        ("TQ-XD", 22),
        ("TQ-VC", 63),
    ],
)
def test_size_of_an_upper_union(code: str, size: int) -> None:
    assert SIZES[code] == size


def test_grassroots_unions_of_the_province() -> None:
    assert sum(SIZES.values()) == 1089
    assert all(sum(unit["strata"].values()) == unit["grassroots"] for unit in UPPER.values())


def test_populations_of_the_plan() -> None:
    assert strata_total(*PUBLIC) == 950
    assert strata_total("enterprise_state") == 17
    assert strata_total("enterprise_non_state") == 100
    assert strata_total("party_mass") == 22


def test_there_are_enough_different_names() -> None:
    taken: set[str] = set()
    for unit in UPPER.values():
        for stratum, wanted in unit["strata"].items():
            names = [name for name in possible_names(TREE, unit, stratum) if name not in taken]
            assert len(names) >= wanted, (unit["code"], stratum, wanted, len(names))
            assert all("{" not in name for name in names)
            taken.update(names[:wanted])
    assert len(taken) == 1088


def test_communes_of_2017() -> None:
    places = [
        place for unit in UPPER.values() for group in unit.get("places", {}).values() for place in group
    ]
    assert len(places) == 141


def test_each_direct_unit_is_in_one_cluster() -> None:
    members = [code for cluster in TREE["clusters"] for code in cluster["members"]]
    assert sorted(members) == sorted(SIZES)
    assert len(TREE["clusters"]) == STORY["province"]["covenants_signed"]
    for cluster in TREE["clusters"]:
        assert {cluster["leader"], cluster["previous_leader"]} <= set(cluster["members"])


def test_kinds_are_those_of_the_catalogue() -> None:
    known = {item["code"] for item in read("unit_kinds.yaml", CATALOGUE)["items"]}
    used = {unit["kind"] for unit in [*UPPER.values(), *TREE["direct_grassroots"], TREE["province"]]}
    assert used <= known

"""The accounts of Tuyên Quang 2017 and the small cast of the tests are known, fictitious people at units that exist."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from tests.scenarios.tuyen_quang import (
    ACCOUNTS,
    CATALOGUE,
    HOME,
    SIZES,
    STORY,
    TREE,
    UPPER,
    read,
)

# People


def test_accounts_are_fictitious_and_known() -> None:
    accounts = ACCOUNTS["accounts"]
    assert len({account["code"] for account in accounts}) == len(accounts)
    assert len({account["phone"] for account in accounts}) == len(accounts)
    assert all(account["phone"].startswith("0950000") and len(account["phone"]) == 10 for account in accounts)
    assert {account["role"] for account in accounts} == {
        "administrator",
        "officer",
        "head_of_department",
        "standing_committee_member",
        "chair",
        "clerk",
        "grassroots_chair",
        "member",
    }
    assert set(ACCOUNTS["shown_at_start"]) <= {account["code"] for account in accounts}


def test_accounts_sit_at_units_that_exist() -> None:
    codes = {*SIZES, TREE["province"]["code"]}
    for account in ACCOUNTS["accounts"]:
        if "unit" in account:
            assert account["unit"] in codes
        else:
            named = UPPER[account["under"]]["named"]
            assert account["unit_name"] in {entry["name"] for group in named.values() for entry in group}


def test_direct_units_have_their_officer() -> None:
    cast = {account["code"]: account for account in ACCOUNTS["accounts"]}
    assert set(STORY["direct_units"]) == set(SIZES)
    for code, line in STORY["direct_units"].items():
        assert cast[line["officer"]]["unit"] == code
    assert max(line["launched_on"] for line in STORY["direct_units"].values()) == date(2017, 3, 6)
    late = [code for code, line in STORY["direct_units"].items() if line["workers_month_on"] is None]
    assert late == ["TQ-LB", "TQ-CT"]


# The small cast of the unit tests


def test_cast_is_a_tree_with_a_stranger() -> None:
    cast = read("cast.yaml", HOME.parent)
    codes = [unit["code"] for unit in cast["units"]]
    assert len(set(codes)) == len(codes)
    seen: set[str] = set()
    for unit in cast["units"]:  # parents come first, so a loader reads it top to bottom
        assert unit["under"] is None or unit["under"] in seen
        seen.add(unit["code"])
    below = Counter(unit["under"] for unit in cast["units"] if unit["kind"] == "grassroots_union")
    assert below == {"TQ-NH": 4, "TQ-SD": 4, "TQ-GD": 3, "HG-VX": 1}
    assert {account["unit"] for account in cast["accounts"]} <= set(codes)
    assert "HG" in {account["unit"] for account in cast["accounts"]}
    assert all(account["phone"].startswith("0950000") for account in cast["accounts"])


def test_cast_agrees_with_the_scenario() -> None:
    cast = read("cast.yaml", HOME.parent)
    by_phone = {account["phone"]: account["name"] for account in ACCOUNTS["accounts"]}
    shared = [account for account in cast["accounts"] if account["phone"] in by_phone]
    assert len(shared) >= 10
    assert all(by_phone[account["phone"]] == account["name"] for account in shared)
    assert cast["pin"] == ACCOUNTS["demo_pin"]


def test_no_key_was_read_as_yes_or_no() -> None:
    """YAML reads a bare `on:` as True: the key would silently be lost."""

    def keys(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [*value, *(key for child in value.values() for key in keys(child))]
        return [key for child in value for key in keys(child)] if isinstance(value, list) else []

    for path in [*HOME.glob("*.yaml"), HOME.parent / "cast.yaml", *CATALOGUE.glob("*.yaml")]:
        assert all(not isinstance(key, bool) for key in keys(read(path.name, path.parent))), path.name

"""The cascade ledger by program: the same figures, the same walls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, hear_everything
from tests.web.api.conftest import Callers
from thidua.launch.actions.answer_assignment import take_all


def place(cast: Cast, code: str, unit: str = "TQ") -> str:
    where = f"/units/{cast.units[unit].pk}/periods/{cast.period.pk}"
    return f"{where}/targets/{cast.targets[code].pk}/ledger"


def test_the_ledger_of_a_sum(cast: Cast, caller: Callers) -> None:
    decision = cast.decide_assignments()
    hear_everything()
    take_all(actor=cast.actor("son_duong_officer"), cycle_id=cast.cycle.pk, unit_id=cast.units["TQ-SD"].pk)
    told = caller("province_officer").get(place(cast, "t13"))
    assert told["expected"]["value"] == 700_000_000
    assert (told["assigned_sum"], told["taken_sum"]) == (175_000_000, 105_000_000)
    assert (told["reserve"], told["short"]) == (0, 525_000_000)
    assert told["shortfall"]["decision_id"] == decision.pk
    rows = {row["unit"]["code"]: row for row in told["rows"]}
    assert {code: row["promise"] for code, row in rows.items()} == {
        "TQ-NH": "assigned",
        "TQ-SD": "taken",
        "TQ-GD": "assigned",
    }
    assert rows["TQ-SD"]["took_on"]["value"] == 105_000_000
    assert rows["TQ-NH"]["took_on"] is None
    assert [(one["decision_id"], one["total"]) for one in told["history"]] == [(decision.pk, 175_000_000)]
    assert [one["year"] for one in told["years"]] == [2017]


def test_a_view_and_a_page(cast: Cast, caller: Callers) -> None:
    cast.decide_assignments()
    hear_everything()
    officer = caller("province_officer")
    told = officer.get(place(cast, "t13"), view="assigned", limit=2)
    assert (told["total"], len(told["rows"]), told["counts"]["assigned"]) == (3, 2, 3)
    assert officer.get(place(cast, "t13"), view="taken")["rows"] == []
    assert officer.refused("get", place(cast, "t13"), view="everything")[0] == 422


def test_what_is_not_split_has_no_sum(cast: Cast, caller: Callers) -> None:
    cast.decide_assignments()
    hear_everything()
    told = caller("province_officer").get(place(cast, "t27"))
    assert (told["adds_up"], told["assigned_sum"], told["weaker_ids"]) == (False, None, [])


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("na_hang_officer", "TQ-NH", 200),
        ("na_hang_officer", "TQ", 403),
        ("na_hang_officer", "TQ-SD", 404),
        ("school_chair", "TQ", 403),
        ("school_chair", "TQ-SD", 404),
        ("stranger", "TQ", 404),
    ],
)
def test_a_unit_never_sees_its_siblings(
    cast: Cast, caller: Callers, who: str, unit: str, status: int
) -> None:
    cast.decide_assignments()
    hear_everything()
    answer = caller(who).ask("get", place(cast, "t13", unit))
    assert answer.status_code == status


def test_it_costs_the_same_few_queries(
    cast: Cast, caller: Callers, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    cast.decide_assignments()
    hear_everything()
    program = caller("province_officer")
    program.get("/me")
    for code in ("t03", "t13", "t27"):
        with django_assert_max_num_queries(25):
            program.get(place(cast, code))

"""What a list costs: the same few queries for one row and for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.web.api.conftest import Callers

SIGNING_IN = 2  # the account of the token, and what it holds today


def lists(cast: Cast) -> dict[str, tuple[str, dict[str, Any]]]:
    cycle, unit, period = cast.cycle.pk, cast.units["TQ"].pk, cast.period.pk
    return {
        "units": ("/units", {"q": "cdcs"}),
        "children": (f"/units/{unit}/children", {}),
        "people": (f"/units/{unit}/people", {"branch": "true"}),
        "accounts": ("/accounts", {}),
        "movements": ("/movements", {}),
        "targets": (f"/cycles/{cycle}/targets", {}),
        "assignments": (f"/cycles/{cycle}/assignments", {}),
        "papers": (f"/movements/{cast.movement.pk}/papers", {}),
        "reports": ("/reports", {"period_id": period}),
        "mine": ("/reports/mine", {}),
        "to_review": ("/reports/to-review", {}),
        "grid": (f"/units/{unit}/periods/{period}/grid", {}),
        "board": (f"/cycles/{cycle}/board", {"unit_id": unit}),
        "form": (f"/cycles/{cycle}/form", {}),
        "stated": (f"/reports/{cast.report('TQ').pk}/stated", {}),
        "letters": (f"/reports/{cast.report('TQ').pk}/external", {}),
        "activities": (f"/units/{unit}/activities", {}),
        "lines": (f"/units/{unit}/periods/{period}/lines", {}),
        "line_children": (f"/units/{unit}/periods/{period}/targets/{cast.targets['t13'].pk}/children", {}),
    }


# Beyond signing in. A new query here is a decision, not an accident.
COUNTS = {
    "units": 1,
    "children": 3,
    "people": 3,
    "accounts": 2,
    "movements": 2,
    "targets": 3,
    "assignments": 3,
    "papers": 3,
    "reports": 2,
    "mine": 2,
    "to_review": 2,
    "grid": 8,
    "board": 7,
    "form": 5,
    "stated": 4,
    "letters": 2,
    "activities": 5,
    "lines": 13,
    "line_children": 11,
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_list_costs(
    cast: Cast, caller: Callers, django_assert_num_queries: Callable[..., Any], name: str
) -> None:
    cast.decide_assignments()
    program = caller("province_officer")
    program.get("/me")  # notes that the token was used
    held = {"kind": "inspection", "held_on": "2017-05-04", "subject_ids": [cast.units["TQ-NH-004"].pk]}
    for title in ("Kiểm tra lần 1", "Kiểm tra lần 2"):
        program.post(f"/units/{cast.units['TQ'].pk}/activities", title=title, **held)
    address, query = lists(cast)[name]
    program.get(address, **query)  # forms and kinds of unit are kept by the process once they were read
    with django_assert_num_queries(SIGNING_IN + COUNTS[name]):
        program.get(address, **query)

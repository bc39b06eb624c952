"""Setting the year's targets through the API: the same actions and refusals as the page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.web.api.conftest import Caller, Callers
from thidua.launch.models import Assignment, Target

BOOKS: dict[str, Any] = {
    "kind": "total",
    "element": {
        "code": "books",
        "name": "Đầu sách mua mới",
        "unit_of_measure": "quyển",
        "nature": "flow",
        "asked_of": {"kind": "grassroots"},
    },
}


@pytest.fixture
def officer(caller: Callers) -> Caller:
    return caller("province_officer")


def test_from_the_catalogue(cast: Cast, officer: Caller) -> None:
    listed = f"/cycles/{cast.cycle.pk}/targets"
    made = officer.post(
        listed,
        indicator="units_training_enough",
        threshold={"comparator": ">=", "value": "55 %"},
        inner={"comparator": ">=", "value": 80},
        units={"ownership": "non_state", "has_union": True},
        name="Doanh nghiệp đào tạo thêm",
        group="10",
    )
    assert (made["code"], made["unit_of_measure"], made["joint"]) == ("units_training_enough", "%", True)
    assert made["threshold"]["shown"] == "Từ 55\xa0% trở lên"
    assert made["indicator"]["condition"]["threshold"] == {"comparator": ">=", "value": "4/5"}
    assert made["indicator"]["where"] == {"ownership": "non_state", "has_union": True}
    assert officer.get(listed)["total"] == 28
    assert officer.get(f"/targets/{made['id']}") == made


def test_a_definition_in_full(cast: Cast, officer: Caller) -> None:
    told = {"definition": BOOKS, "threshold": {"comparator": ">=", "value": "1.234"}, "name": "Tủ sách"}
    made = officer.post(f"/cycles/{cast.cycle.pk}/targets", unit_of_measure="quyển", **told)
    assert (made["code"], made["threshold"]["value"]) == ("tu_sach", 1234)
    # Whatever this figure is elsewhere in the year, it is the same.
    other = {**BOOKS, "element": {**BOOKS["element"], "nature": "stock"}}
    status, refusal = officer.refused(
        "post",
        f"/cycles/{cast.cycle.pk}/targets",
        {**told, "definition": other, "unit_of_measure": "quyển"},
    )
    assert (status, refusal["code"]) == (409, "launch.figure_differs")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "api.either_or"),
        ({"indicator": "works_mean", "definition": BOOKS}, "api.either_or"),
        ({"indicator": "no_such_thing"}, "catalogue.unknown_item"),
        ({"indicator": "units_training_enough"}, "launch.inner_limit_missing"),
        ({"indicator": "works_mean", "units": {"ownership": "state"}}, "launch.narrowed_otherwise"),
        ({"definition": BOOKS}, "launch.target_unnamed"),
        ({"definition": {"kind": "mood"}, "name": "A"}, "algebra.unknown_definition"),
        ({"definition": BOOKS, "name": "A", "unit_of_measure": "%"}, "launch.share_in_percent"),
        ({"indicator": "works_mean", "threshold": {"comparator": ">="}}, "launch.limit_needs_number"),
        (
            {"indicator": "works_mean", "threshold": {"comparator": "open", "value": 3}},
            "launch.limit_has_number",
        ),
        (
            {"indicator": "works_mean", "threshold": {"comparator": ">=", "value": "x"}},
            "formats.number_unreadable",
        ),
        (
            {"indicator": "dialogue_share", "threshold": {"comparator": ">=", "value": 101}},
            "launch.limit_above_whole",
        ),
        ({"indicator": "works_mean", "colour": "red"}, "api.badly_formed"),
        ({"indicator": "works_mean", "threshold": {"comparator": ">=", "value": 1.5}}, "api.badly_formed"),
    ],
)
def test_what_is_refused(cast: Cast, officer: Caller, told: dict[str, Any], code: str) -> None:
    body = {"threshold": {"comparator": ">=", "value": 1}, **told}
    _status, refusal = officer.refused("post", f"/cycles/{cast.cycle.pk}/targets", body)
    assert refusal["code"] == code, refusal
    assert Target.objects.filter(cycle=cast.cycle).count() == 27


def test_threshold_and_words_are_changed_with_the_version(cast: Cast, officer: Caller) -> None:
    where = f"/targets/{cast.targets['t05'].pk}"
    before = officer.get(where)
    changed = officer.patch(
        where, threshold={"comparator": ">=", "value": "90"}, version=before["version"], joint=True
    )
    assert (changed["threshold"]["comparator"], changed["joint"]) == (">=", True)
    assert changed["indicator"] == before["indicator"]
    status, refusal = officer.refused("patch", where, {"name": "Khác", "version": before["version"]})
    assert (status, refusal["code"]) == (409, "kernel.stale")
    assert officer.refused("patch", where, {"indicator": {}})[0] == 422  # what it measures stays
    moved = officer.post(f"{where}/move", up=True)
    assert moved["position"] == before["position"] - 1


def test_removed_unless_assigned(cast: Cast, officer: Caller) -> None:
    where = f"/targets/{cast.targets['t05'].pk}"
    cast.decide_assignments()
    assert Assignment.objects.filter(target=cast.targets["t05"]).exists()
    status, refusal = officer.refused("delete", where)
    assert (status, refusal["code"]) == (409, "launch.target_in_use")
    made = officer.post(
        f"/cycles/{cast.cycle.pk}/targets",
        indicator="works_total",
        threshold={"comparator": ">=", "value": 40},
    )
    assert officer.delete(f"/targets/{made['id']}")["count"] == 1
    assert officer.refused("get", f"/targets/{made['id']}")[0] == 404


def test_units_below(cast: Cast, caller: Callers) -> None:
    below, listed = caller("na_hang_officer"), f"/cycles/{cast.cycle.pk}/targets"
    body = {"indicator": "recruitment_share", "threshold": {"comparator": ">=", "value": 90}}
    assert below.refused("post", listed, body)[0] == 404  # the province's own it does not reach
    own = below.post(listed, **body, units={"bloc": ["enterprise"]}, owner_id=cast.units["TQ-NH"].pk)
    assert own["owner"]["code"] == "TQ-NH"
    new = {"indicator": "initiatives_total", "threshold": {"comparator": ">=", "value": 9}}
    status, refusal = below.refused("post", listed, {**new, "owner_id": cast.units["TQ-NH"].pk})
    assert (status, refusal["code"]) == (422, "launch.figures_not_asked")
    assert below.refused("patch", f"/targets/{cast.targets['t05'].pk}", {"name": "Khác"})[0] == 403

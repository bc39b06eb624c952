"""Grading over the API: the same way as on the pages, with the same reasons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.score.grading.year import FULL, TODAY, Year, make_year, marks
from tests.web.api.conftest import Caller, Callers
from thidua.kernel.clock import standing_on

UNIT = "TQ-SD-001"


@pytest.fixture
def year(cast: Cast) -> Iterator[Year]:
    with standing_on(TODAY):
        yield make_year(cast, founded=2, reporting=False)


@pytest.fixture
def chair(year: Year, caller: Callers) -> Caller:
    return caller("garment_chair")


@pytest.fixture
def officer(year: Year, caller: Callers) -> Caller:
    return caller("son_duong_officer")


def test_marked_explained_agreed_and_taken_back(year: Year, chair: Caller, officer: Caller) -> None:
    place = f"/gradings/{year.gradings[UNIT].pk}"
    answers = {"nobody_disciplined": True}
    status, refusal = chair.refused("post", f"{place}/send")
    assert (status, refusal["code"]) == (422, "score.marks_missing")
    kept = chair.patch(f"{place}/own", marks={**FULL, "1.1": "18,5"}, answers=answers)
    assert (kept["own"]["total"], kept["state"]) == ("98.50", "draft")
    assert officer.get(place)["own"] is None
    chair.post(f"{place}/send")
    officer.patch(
        f"{place}/upper", marks={**FULL, "1.1": "9"}, answers=answers, words={"1.1": "Thiếu biên bản"}
    )
    marked = officer.post(f"{place}/mark")
    assert (marked["upper"]["total"], marked["upper"]["grade"]) == ("89.00", "fair")
    seen = chair.get(place)
    assert seen["upper"]["words"] == {"1.1": "Thiếu biên bản"}
    assert "dưới 50 % số điểm tối đa" in seen["why"][0]["words"]
    assert chair.post(f"{place}/agree")["grade_name"] == "Khá"
    assert chair.refused("post", f"{place}/take-back-grade", {"words": "x"})[0] == 403
    assert officer.post(f"{place}/take-back-grade", words="Bổ sung biên bản")["grade"] == ""
    assert officer.refused("post", f"{place}/send")[0] == 403


def test_many_at_once_and_the_summary(year: Year, officer: Caller) -> None:
    rows = [
        {
            "grading_id": year.gradings[unit].pk,
            "marks": marks(total),
            "answers": {"nobody_disciplined": True},
            "reason": "Họp ngày 8/12",
            "agreed": True,
        }
        for unit, total in (("TQ-SD-001", 91), ("TQ-SD-002", 40))
    ]
    rows.append({**rows[0], "grading_id": year.gradings["TQ-NH-001"].pk})
    told = officer.patch("/gradings", rows=rows)
    assert [(one["state"], one["refusal"] and one["refusal"]["code"]) for one in told] == [
        ("agreed", None),
        ("agreed", None),
        ("", "kernel.absent"),
    ]
    found = officer.get(f"/grading-rounds/{year.round.pk}/summary")
    assert found["whole"]["by_grade"] == {"strong": 1, "weak": 1}
    assert [one["code"] for one in found["weakest"]] == ["TQ-SD-002"]


def test_rounds_and_their_units(year: Year, officer: Caller, caller: Callers) -> None:
    (one,) = officer.get("/grading-rounds")["items"]
    assert [grade["least"] for grade in one["classes"]] == ["85", "70", "50", None]
    place = f"/grading-rounds/{year.round.pk}/gradings"
    with CaptureQueriesContext(connection) as asked:
        found = officer.get(place)
    assert found["total"] == 6
    assert len(asked) <= 2 + 4
    assert officer.get(place, state="exempt")["total"] == 2
    assert caller("stranger").refused("get", place)[0] == 404
    told = {
        "seat_id": year.cast.units["TQ-SD"].pk, "year": 2018, "name": "Năm 2018", "from_on": "2018-01-01",
        "until_on": "2018-12-31", "own_due_on": "2018-12-05", "upper_due_on": "2018-12-15",
    }  # fmt: skip
    assert officer.post("/grading-rounds", **told)["year"] == 2018
    assert officer.refused("post", "/grading-rounds", told)[1]["code"] == "score.grading_round_twice"

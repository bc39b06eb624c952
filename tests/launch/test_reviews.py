"""A movement of ten years looks back every year, half-way and at its end."""

from __future__ import annotations

import pytest

from tests.launch.cast import Cast, day
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.plan_reviews import hold_review, plan_reviews
from thidua.launch.errors import InTheFuture
from thidua.launch.event_errors import ReviewsNeedYears
from thidua.launch.models import Movement, Review


@pytest.fixture
def ten_years(movement: Movement) -> Movement:
    movement.until_on = day(12, 31, 2026)
    movement.save()
    return movement


def reviews(cast: Cast, movement: Movement, **told: object) -> list[Review]:
    said = {
        "yearly_on": day(12, 20),
        "interim_every": 5,
        "interim_on": day(12, 25, 2021),
        "final_on": day(11, 30, 2026),
        **told,
    }
    return plan_reviews(actor=cast.actor("officer", "TQ"), movement_id=movement.pk, **said)  # type: ignore[arg-type]


def test_ten_yearly_reviews_one_half_way_and_one_at_the_end(cast: Cast, ten_years: Movement) -> None:
    found = reviews(cast, ten_years)
    yearly = [one for one in found if one.kind == "yearly"]
    assert [(one.until_year, one.due_on) for one in yearly] == [
        (year, day(12, 20, year)) for year in range(2017, 2027)
    ]
    assert [(str(one), one.due_on) for one in found if one.kind != "yearly"] == [
        ("sơ kết giai đoạn 2017–2021", day(12, 25, 2021)),
        ("tổng kết 2017–2026", day(11, 30, 2026)),
    ]
    ten_years.refresh_from_db()
    assert ten_years.interim_every == 5


@pytest.mark.parametrize(("every", "spans"), [(3, [2019, 2022, 2025]), (4, [2020, 2024]), (9, [2025])])
def test_spans_end_before_the_movement_does(
    cast: Cast, ten_years: Movement, every: int, spans: list[int]
) -> None:
    found = reviews(cast, ten_years, interim_every=every)
    assert [one.until_year for one in found if one.kind == "interim"] == spans


@pytest.mark.parametrize("every", [0, 10, 40])
def test_a_span_must_fit_into_the_movement(cast: Cast, ten_years: Movement, every: int) -> None:
    with pytest.raises(ReviewsNeedYears):
        reviews(cast, ten_years, interim_every=every)
    assert not Review.objects.exists()


def test_what_was_held_stays_when_the_calendar_is_made_anew(cast: Cast, ten_years: Movement) -> None:
    first = reviews(cast, ten_years)[0]
    with clock.standing_on(day(12, 22)):
        hold_review(
            actor=cast.actor("officer", "TQ"), movement_id=ten_years.pk, review_id=first.pk, on=day(12, 21)
        )
        again = reviews(cast, ten_years, yearly_on=day(12, 10))
    kept = [(one.until_year, one.due_on.day, one.held_on) for one in again if one.kind == "yearly"]
    assert kept[0] == (2017, 20, day(12, 21))
    assert [day_of for _year, day_of, _held in kept[1:]] == [10] * 9


def test_a_review_near_its_day_waits_for_the_caller(cast: Cast, ten_years: Movement) -> None:
    reviews(cast, ten_years)

    def told(role: str, unit: str) -> list[str]:
        return [one.title for one in waiting_for(cast.actor(role, unit)) if one.code == "launch.review"]

    assert told("officer", "TQ") == []
    with clock.standing_on(day(12, 1)):
        assert told("officer", "TQ") == ["Tổ chức sơ kết năm 2017 Thi đua trong CNVCLĐ năm 2017"]
        assert told("officer", "NH") == []


def test_holding_a_review(cast: Cast, ten_years: Movement) -> None:
    first = reviews(cast, ten_years)[0]
    told = {"movement_id": ten_years.pk, "review_id": first.pk}
    with pytest.raises(InTheFuture):
        hold_review(actor=cast.actor("officer", "TQ"), on=day(12, 20), **told)
    with pytest.raises(NotYours):
        hold_review(actor=cast.actor("officer", "NH"), on=day(3, 1), **told)
    with pytest.raises(Absent):
        hold_review(actor=cast.actor("officer", "TQ"), on=day(3, 1), movement_id=ten_years.pk, review_id=0)

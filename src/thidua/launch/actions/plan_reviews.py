"""The reviews of a movement: every year, half-way, at its end; and that one was held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.launch.actions.dates import in_year, not_in_the_future
from thidua.launch.event_errors import ReviewsNeedYears
from thidua.launch.models import Movement, Review

Kind = Review.Kind


@transaction.atomic
def plan_reviews(
    *,
    actor: Actor,
    movement_id: int,
    yearly_on: dt.date,
    interim_every: int | None = None,
    interim_on: dt.date | None = None,
    final_on: dt.date | None = None,
) -> list[Review]:
    """Writes the whole calendar of reviews: one a year, one every ``interim_every`` years, one at the end.

    ``yearly_on`` and ``interim_on`` give day and month of the review of the first year and of the first span; the
    later ones follow on the same day of their years. The year that closes a span has the larger review as well as
    its own. Reviews that were held stay; planned ones are replaced. Raises ReviewsNeedYears.
    """
    movement = fetch(Movement, movement_id, actor=actor, verb="change", lock=True, related=("seat",))
    first, last = movement.from_on.year, movement.until_on.year
    if interim_every is not None and not 1 <= interim_every < last - first + 1:
        raise ReviewsNeedYears(years=last - first + 1, every=interim_every)
    Review.objects.filter(movement=movement, held_on=None).delete()
    kept = set(movement.reviews.values_list("kind", "until_year"))
    wanted = [
        *_yearly(movement, yearly_on),
        *(_interim(movement, interim_every, interim_on or yearly_on) if interim_every else ()),
        Review(
            movement=movement,
            kind=Kind.FINAL,
            from_year=first,
            until_year=last,
            due_on=final_on or movement.until_on,
        ),
    ]
    Review.objects.bulk_create(one for one in wanted if (one.kind, one.until_year) not in kept)
    movement.interim_every = interim_every
    movement.version += 1
    movement.save(update_fields=["interim_every", "version"])
    record(actor, "launch.reviews_planned", movement, path=movement.seat.path, data={"count": len(wanted)})
    emit("launch.reviews_changed", movement_id=movement.pk)
    return list(movement.reviews.all())


@transaction.atomic
def hold_review(*, actor: Actor, movement_id: int, review_id: int, on: dt.date) -> Review:
    """Writes down that a review was held. Raises Absent, InTheFuture."""
    movement = fetch(Movement, movement_id, actor=actor, verb="change", related=("seat",))
    review = movement.reviews.filter(pk=review_id).first()
    if review is None:
        raise Absent()
    not_in_the_future(on)
    review.held_on = on
    review.save(update_fields=["held_on"])
    record(actor, "launch.review_held", movement, path=movement.seat.path, data={"review": str(review)})
    return review


def _yearly(movement: Movement, first: dt.date) -> Iterator[Review]:
    begins = movement.from_on.year
    for year in range(begins, movement.until_on.year + 1):
        due = in_year(first, first.year + year - begins)
        yield Review(movement=movement, kind=Kind.YEARLY, from_year=year, until_year=year, due_on=due)


def _interim(movement: Movement, every: int, first: dt.date) -> Iterator[Review]:
    """Spans of ``every`` years that end before the movement does; its last years have the final review."""
    begins, ends = movement.from_on.year, movement.until_on.year
    for nth, until in enumerate(range(begins + every - 1, ends, every)):
        due = in_year(first, first.year + nth * every)
        yield Review(
            movement=movement, kind=Kind.INTERIM, from_year=until - every + 1, until_year=until, due_on=due
        )

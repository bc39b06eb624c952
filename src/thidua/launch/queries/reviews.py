"""The reviews of a movement of several years, and which one waits for its caller."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.waiting import Waiting
from thidua.launch.models import Movement, Review

HAS_REVIEWS = Exists(Review.objects.filter(movement__seat=OuterRef("pk"), held_on=None))
_BEFORE = dt.timedelta(days=60)  # a review is begun about two months before its day


def reviews_of(movement: Movement) -> list[Review]:
    return list(movement.reviews.order_by("until_year", "due_on", "pk"))


def reviews_waiting(unit: Body) -> Iterator[Waiting]:
    """Reviews of the movements that this unit called, near or past their day. One query."""
    found = (
        Review.objects.filter(movement__seat=unit, held_on=None, due_on__lte=clock.today() + _BEFORE)
        .exclude(movement__state__in=("preparing", "closed"))
        .select_related("movement")
    )
    for one in found:
        yield Waiting(
            stage="launch",
            code="launch.review",
            title=_("Tổ chức %(review)s %(movement)s") % {"review": one, "movement": one.movement},
            fact=_("Xong thì ghi ngày tổ chức."),
            button=_("Mở lịch sơ kết"),
            url=reverse("launch:reviews", args=[one.movement_id]),
            due_on=one.due_on,
            unit=str(unit),
        )

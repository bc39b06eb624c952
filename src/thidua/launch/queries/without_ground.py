"""Targets that a unit handed on from a decision above which was withdrawn since. Nothing of them changes by
itself: the unit looks at them again, and keeps them or writes a new decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.algebra.thresholds import Threshold, threshold_from_data
from thidua.catalogue.wording import say_threshold
from thidua.federation.models import Body
from thidua.formats.vi import format_date
from thidua.kernel.waiting import Waiting
from thidua.launch.models import Assignment, Cycle, Paper, Target
from thidua.launch.queries.thresholds import needed, splits


@dataclass(frozen=True)
class HandedOn:
    """One target: what the unit had from above, what it has now, and what the units below still have from it.

    ``withdrawn`` is the unit's own version that was taken out of force; ``now`` the one that stands instead.
    """

    target: Target
    withdrawn: Assignment | None
    now: Assignment | None
    below: tuple[Assignment, ...]

    @property
    def was(self) -> str:
        return _said(self.withdrawn)

    @property
    def is_now(self) -> str:
        return _said(self.now)

    @property
    def decisions(self) -> list[Paper]:
        """The unit's own decisions by which it was handed on."""
        return list({one.decision_id: one.decision for one in self.below if one.decision}.values())

    @property
    def total(self) -> int | None:
        """What the units below add up to; None for what does not add up."""
        if not splits(self.target):
            return None
        return sum(needed(limit) for one in self.below if (limit := _limit(one)) is not None)


def _limit(one: Assignment) -> Threshold | None:
    return threshold_from_data(one.threshold) if one.threshold is not None else None


def _said(one: Assignment | None) -> str:
    """A figure in words; "" when nothing is assigned or the unit is exempt."""
    limit = _limit(one) if one is not None else None
    return say_threshold(limit, one.target.unit_of_measure) if one is not None and limit is not None else ""


# Whether a unit has anything of the kind: asked with the unit itself, since most have nothing.
LOST_GROUND = Exists(
    Assignment.objects.filter(
        decision__seat=OuterRef("pk"),
        current=True,
        without_ground_since__isnull=False,
        unit__parent=OuterRef("pk"),
    )
)


def rows_without_ground(unit: Body) -> QuerySet[Assignment]:
    """What ``unit`` handed on and has to look at again, of every year."""
    return Assignment.objects.filter(
        decision__seat=unit, current=True, without_ground_since__isnull=False, unit__parent=unit
    )


def handed_on_without_ground(unit: Body, cycle: Cycle) -> list[HandedOn]:
    """By target, in the order of the plan: two queries."""
    rows = rows_without_ground(unit).filter(target__cycle=cycle).select_related("target", "decision__issuer")
    found = list(rows.order_by("target__position", "target", "unit__sort_key"))
    own = _own(unit, {one.target_id for one in found})
    return [
        _handed_on(target, own.get(target.pk, ()), tuple(below))
        for target, below in groupby(found, key=lambda one: one.target)
    ]


def _own(unit: Body, targets: Iterable[int]) -> dict[int, list[Assignment]]:
    """What was ever assigned to the unit itself, the oldest first."""
    found: dict[int, list[Assignment]] = {}
    related = ("target", "unit", "decision__issuer")
    ever = Assignment.objects.filter(unit=unit, target__in=targets).select_related(*related)
    for one in ever.order_by("number"):
        found.setdefault(one.target_id, []).append(one)
    return found


def _handed_on(target: Target, own: Iterable[Assignment], below: tuple[Assignment, ...]) -> HandedOn:
    gone = [one for one in own if one.withdrawn_on is not None]
    now = next((one for one in own if one.current), None)
    return HandedOn(target, gone[-1] if gone else None, now, below)


def to_look_at_again(unit: Body) -> Iterator[Waiting]:
    """One job a year of a movement. One query."""
    years = (
        rows_without_ground(unit)
        .values("target__cycle", "target__cycle__movement__name", "target__cycle__movement__short_name")
        .annotate(
            targets=Count("target", distinct=True),
            units=Count("unit", distinct=True),
            since=Max("without_ground_since"),
        )
        .order_by("target__cycle")
    )
    for year in years:
        movement = year["target__cycle__movement__short_name"] or year["target__cycle__movement__name"]
        yield Waiting(
            stage="launch",
            code="launch.handed_on_without_ground",
            title=_("Xem lại chỉ tiêu đã giao xuống: quyết định ở trên đã thu hồi"),
            fact=_(
                "Thu hồi ngày %(day)s. %(count)s chỉ tiêu của %(movement)s đang giao cho %(units)s đơn vị "
                "dựa trên quyết định đó."
            )
            % {
                "day": format_date(year["since"]),
                "count": year["targets"],
                "movement": movement,
                "units": year["units"],
            },
            button=_("Xem từng chỉ tiêu"),
            url=reverse("launch:without_ground", args=[year["target__cycle"]]),
            total=year["targets"],
            unit=str(unit),
        )

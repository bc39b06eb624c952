"""The round beside the roll of its cluster: who came after it was begun, who left, and what the round does about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.federation.models import Membership
from thidua.formats.vi import format_date
from thidua.score.models import MarkedUnit, MarkingRound
from thidua.score.phases import PHASES

# While everybody may still mark itself; later on not all would have had the same phases.
OPEN_TO_NEW: Final = ("preparing", "self_marking")


@dataclass(frozen=True)
class Moved:
    """A unit that came or left, and what the round makes of it. ``may_come``: it can still be taken in."""

    unit_id: int
    says: str
    may_come: bool = False


def unmarked(found: MarkingRound) -> QuerySet[Membership]:
    """Members of the cluster in the year of the round that stand in it and are not marked."""
    if found.cluster_id is None:
        return Membership.objects.none()
    members = Membership.objects.filter(cluster=found.cluster_id, year=found.year, left_on=None)
    return members.exclude(unit__in=found.marked.values("unit")).select_related("unit").order_by("pk")


def moved(found: MarkingRound, marked: Sequence[MarkedUnit]) -> list[Moved]:
    """One query for the round of a cluster, none for another."""
    return [*_left(marked), *_of_roll(found, marked)]


def _left(marked: Sequence[MarkedUnit]) -> Iterator[Moved]:
    for one in marked:
        if one.left_on is not None:
            words = {"unit": one.unit, "day": format_date(one.left_on), "why": one.why_left}
            says = _(
                "%(unit)s rời cụm sau ngày %(day)s (%(why)s): giữ điểm đã chấm, không xếp hạng, không ai bị so với."
            )
            yield Moved(one.unit_id, says % words)


def _of_roll(found: MarkingRound, marked: Sequence[MarkedUnit]) -> Iterator[Moved]:
    if found.cluster_id is None:
        return
    held = {one.unit_id: one for one in marked}
    members = Membership.objects.filter(cluster=found.cluster_id, year=found.year).select_related("unit")
    for member in members.order_by("pk"):
        one = held.get(member.unit_id)
        if one is None and member.left_on is None:
            yield _came(found, member)
        elif one is not None and one.left_on is None and member.left_on is not None:
            words = {"unit": member.unit, "day": format_date(member.left_on)}
            says = _(
                "%(unit)s rời cụm sau ngày %(day)s, khi kết quả đã có hoặc năm đã hết: điểm và thứ hạng giữ nguyên."
            )
            yield Moved(member.unit_id, says % words)


def _came(found: MarkingRound, member: Membership) -> Moved:
    words = {
        "unit": member.unit,
        "day": format_date(member.joined_on) if member.joined_on else "",
        "phase": PHASES[found.state],
    }
    came = (
        _("%(unit)s vào cụm ngày %(day)s") if member.joined_on else _("%(unit)s vào cụm sau khi lập đợt")
    ) % words
    if found.state in OPEN_TO_NEW:
        return Moved(
            member.unit_id, _("%(came)s, chưa có trong đợt chấm này.") % {"came": came}, may_come=True
        )
    says = _(
        "%(came)s, khi đợt chấm đã qua bước tự chấm (đang ở bước %(phase)s): không chấm trong đợt này."
        " Muốn chấm thì đưa đợt về tự chấm trước."
    )
    return Moved(member.unit_id, says % {"came": came, "phase": PHASES[found.state]})

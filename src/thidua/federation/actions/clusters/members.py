"""Who is in a cluster this year: in, out in mid-year with day and reason, and back when that was a mistake."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.federation.actions.branch import must_be_placed, must_stand
from thidua.federation.actions.clusters.at import within_year, year_at
from thidua.federation.cluster_errors import AlreadyMember, MemberTooSmall, NotAMember, WhyMissing
from thidua.federation.errors import DaysCrossed
from thidua.federation.models import Body, ClusterYear, Membership
from thidua.federation.queries.regulation_rules import people_of, rules_in, say_bounds
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def add_member(
    *, actor: Actor, cluster_id: int, year: int, unit_id: int, joined_on: dt.date | None = None
) -> Membership:
    """Takes a unit into the cluster for the year; without ``joined_on`` from its beginning.

    Raises Absent, NotYours, NotNow, YearNotBegun, UnitEnded, NotInTheTree, OutsideTheYear, MemberTooSmall, AlreadyMember.
    """
    begun = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="organise", lock=True)
    unit = fetch(Body, unit_id, actor=actor)
    must_be_placed(unit)
    must_stand(unit)
    within_year(joined_on, year)
    _must_be_large_enough(begun.cluster, unit, year)
    try:
        with transaction.atomic():
            made = Membership.objects.create(cluster=begun.cluster, unit=unit, year=year, joined_on=joined_on)
    except IntegrityError as twin:
        raise AlreadyMember(unit=str(unit), cluster=str(begun.cluster), year=year) from twin
    _tell(actor, "federation.member_added", begun, unit, joined_on=_iso(joined_on))
    return made


def _must_be_large_enough(cluster: Body, unit: Body, year: int) -> None:
    """Raises MemberTooSmall where the regulation in force demands it; who has not said how many it has is not judged."""
    regulation, rules = rules_in(cluster, year)
    bounds = rules.structure.get("people_per_unit")
    if regulation is None or bounds is None or bounds.advises:
        return
    count = people_of([unit], clock.today())[unit.pk]
    if count is not None and not bounds.hold(count):
        raise MemberTooSmall(
            unit=str(unit),
            count=count,
            cluster=str(cluster),
            regulation=_("%(regulation)s, lần %(edition)s")
            % {"regulation": regulation.title, "edition": regulation.edition},
            bounds=say_bounds(bounds),
        )


@transaction.atomic
def end_membership(
    *, actor: Actor, cluster_id: int, year: int, unit_id: int, left_on: dt.date, why: str
) -> Membership:
    """Notes that a unit leaves in mid-year, with its last day; what it did until then stays.

    Raises Absent, NotYours, NotNow, OutsideTheYear, DaysCrossed, WhyMissing, NotAMember.
    """
    begun = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="organise", lock=True)
    if not why.strip():
        raise WhyMissing()
    within_year(left_on, year)
    member = _member(begun, unit_id)
    if member.joined_on is not None and left_on < member.joined_on:
        raise DaysCrossed(until=format_date(left_on), start=format_date(member.joined_on))
    member.left_on, member.why_left = left_on, why.strip()[:300]
    member.save(update_fields=["left_on", "why_left"])
    _tell(actor, "federation.member_left", begun, member.unit, reason=member.why_left, left_on=_iso(left_on))
    return member


@transaction.atomic
def keep_member(*, actor: Actor, cluster_id: int, year: int, unit_id: int, why: str) -> Membership:
    """Takes a leaving back: the unit stays after all. Raises Absent, NotYours, NotNow, WhyMissing, NotAMember."""
    begun = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="organise", lock=True)
    if not why.strip():
        raise WhyMissing()
    member = _member(begun, unit_id)
    before = _iso(member.left_on)
    member.left_on, member.why_left = None, ""
    member.save(update_fields=["left_on", "why_left"])
    _tell(actor, "federation.member_kept", begun, member.unit, reason=why.strip(), left_on=before)
    return member


def _member(begun: ClusterYear, unit_id: int) -> Membership:
    found = Membership.objects.select_for_update(of=("self",)).select_related("unit")
    member = found.filter(cluster=begun.cluster, year=begun.year, unit_id=unit_id).first()
    if member is None:
        unit = Body.objects.filter(pk=unit_id).first()
        raise NotAMember(unit=str(unit or ""), cluster=str(begun.cluster), day=format_date(clock.today()))
    return member


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _tell(actor: Actor, did: str, begun: ClusterYear, unit: Body, *, reason: str = "", **data: str) -> None:
    told = {"unit": unit.pk, "name": str(unit), "year": begun.year, **data}
    record(actor, did, begun, path=begun.cluster.seat, reason=reason, data=told)
    emit(did, cluster_id=begun.cluster_id, unit_id=unit.pk, year=begun.year)

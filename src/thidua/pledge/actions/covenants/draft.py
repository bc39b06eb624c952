"""A covenant begins: its parties, and its clauses from what was launched and assigned."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.federation.queries.clusters import leadership_of, members_of
from thidua.kernel import clock, paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.launch.models import Assignment, Cycle, Paper, Paragraph, Target
from thidua.launch.queries.annex import directly_below
from thidua.launch.rules import must_hold
from thidua.pledge.actions.covenants.parts import add_commitments
from thidua.pledge.errors import CovenantExists, NoClusterLeader, TooFewParties
from thidua.pledge.models import Clause, Covenant, Party

MOST_WORDS = 30  # clauses in words that are taken from the plan; nobody reads more before signing


@dataclass(frozen=True)
class _Parties:
    seat: Body
    units: tuple[Body, ...]
    lead_id: int


@transaction.atomic
def draft_covenant(
    *,
    actor: Actor,
    kind: str,
    cycle_id: int,
    cluster_id: int | None = None,
    seat_id: int | None = None,
    party_ids: Collection[int] | None = None,
    title: str = "",
) -> Covenant:
    """Begins the covenant of a cluster (``cluster_id``), or of a unit (``seat_id``) with the units directly below
    it or with its employer. ``party_ids`` picks some of those units or partners.

    Its clauses come from the plan and from the targets that the parties were assigned, each with the assigned
    figure of each party. Raises NoClusterLeader, TooFewParties, CovenantExists, NotYours, Absent.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor, related=("movement__issuer", "movement__seat"))
    cluster = _cluster(cluster_id) if kind == Covenant.Kind.CLUSTER else None
    told = _of_cluster(cluster, cycle) if cluster else _of_unit(kind, seat_id, party_ids)
    must_hold(actor, "pledge.write", told.seat)
    if len(told.units) < 2:
        raise TooFewParties(count=len(told.units))
    _must_be_the_first(kind, cluster, told.seat, cycle)
    plan = _plan(told.seat, cycle)
    covenant = Covenant.objects.create(
        kind=kind,
        cluster=cluster,
        cycle=cycle,
        seat=told.seat,
        title=title.strip() or _title(cluster, told.seat, cycle),
        opening=_opening(plan, cycle),
    )
    parties = [
        Party.objects.create(covenant=covenant, unit=unit, position=place, lead=unit.pk == told.lead_id)
        for place, unit in enumerate(told.units, 1)
    ]
    _write_clauses(covenant, parties, plan)
    record(actor, "pledge.covenant_drafted", covenant, path=told.seat.path, data={"parties": len(parties)})
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return covenant


def _cluster(cluster_id: int | None) -> Body:
    found = Body.objects.filter(pk=cluster_id or 0, form=Body.Form.CLUSTER).select_related("host").first()
    if found is None:
        raise Absent()
    return found


def _of_cluster(cluster: Body, cycle: Cycle) -> _Parties:
    led = leadership_of(cluster, cycle.year)
    if led is None:
        raise NoClusterLeader(cluster=str(cluster), year=cycle.year)
    units = [one.unit for one in members_of(cluster, cycle.year, clock.today())]
    return _Parties(led.leader, tuple(units), led.leader_id)


def _of_unit(kind: str, seat_id: int | None, party_ids: Collection[int] | None) -> _Parties:
    seat = Body.objects.select_related("kind").filter(pk=seat_id or 0).exclude(path="").first()
    if seat is None:
        raise Absent()
    others = _partners(seat) if kind == Covenant.Kind.EMPLOYER else directly_below(seat)
    chosen = [one for one in others if party_ids is None or one.pk in party_ids]
    return _Parties(seat, (seat, *chosen), seat.pk)


def _partners(seat: Body) -> list[Body]:
    """Bodies outside the union that stand with the unit."""
    found = Body.objects.filter(host=seat, form=Body.Form.PARTNER, ended_on=None)
    return list(found.order_by("sort_key", "pk"))


def _must_be_the_first(kind: str, cluster: Body | None, seat: Body, cycle: Cycle) -> None:
    of_whom = {"cluster": cluster} if cluster else {"seat": seat, "kind": kind}
    twin = Covenant.objects.filter(cycle=cycle, **of_whom).exclude(state="cancelled").first()
    if twin is not None:
        raise CovenantExists(title=twin.title)


def _title(cluster: Body | None, seat: Body, cycle: Cycle) -> str:
    words = {"whom": str(cluster or seat), "year": cycle.year}
    return _("Giao ước thi đua năm %(year)s, %(whom)s") % words


def _plan(seat: Body, cycle: Cycle) -> Paper | None:
    """The plan that is carried out: the seat's own, else the nearest above it, else that of the movement."""
    plans = Paper.objects.filter(
        movement=cycle.movement_id, year=cycle.year, kind=Paper.Kind.PLAN, state="issued"
    ).select_related("seat", "issuer")
    by_path = {one.seat.path: one for one in plans.order_by("issued_on", "pk")}
    line = [*paths.upwards(seat.path)[::-1], cycle.movement.seat.path]
    return next((by_path[path] for path in line if path in by_path), None)


def _opening(plan: Paper | None, cycle: Cycle) -> str:
    if plan is None:
        return _("Hưởng ứng %(movement)s, các bên cùng giao ước thi đua năm %(year)s như sau.") % {
            "movement": cycle.movement.name,
            "year": cycle.year,
        }
    return _("Thực hiện %(plan)s của %(issuer)s, các bên cùng giao ước thi đua năm %(year)s như sau.") % {
        "plan": plan,
        "issuer": plan.issuer.name,
        "year": cycle.year,
    }


def _write_clauses(covenant: Covenant, parties: list[Party], plan: Paper | None) -> None:
    """First what is counted, in the order of the plan, then what is promised in words."""
    places = iter(range(1, 1000))
    for target, figures in figures_for(covenant, parties):
        clause = Clause.objects.create(
            covenant=covenant, position=next(places), target=target, text=target.name
        )
        add_commitments(clause, parties, dict(figures))
    for text in _words(plan):
        Clause.objects.create(covenant=covenant, position=next(places), text=text[:1000])


def figures_for(
    covenant: Covenant, parties: list[Party]
) -> Iterator[tuple[Target, Mapping[int, dict[str, Any] | None]]]:
    """The targets that the parties answer for, each with what each of them is assigned, by unit.

    With an employer only what is done together with the management, where the plan says so. Where nothing was
    assigned to anybody (a cluster of equal provinces), every target of the year, without figures.
    """
    units = {one.unit_id for one in parties}
    rows = Assignment.objects.filter(target__cycle=covenant.cycle, unit__in=units, current=True)
    assigned: dict[int, dict[int, dict[str, Any] | None]] = {}
    for row in rows:
        assigned.setdefault(row.target_id, {})[row.unit_id] = row.threshold
    targets = list(Target.objects.filter(cycle=covenant.cycle).order_by("position", "pk"))
    for one in targets:
        if one.owner_id in units:  # who set the target must reach its own threshold
            assigned.setdefault(one.pk, {})[one.owner_id] = one.threshold
    answered = [one for one in targets if any(assigned.get(one.pk, {}).values())]
    if not assigned:
        answered = targets
    joint = [one for one in answered if one.joint]
    for one in joint if covenant.kind == Covenant.Kind.EMPLOYER and joint else answered:
        yield one, assigned.get(one.pk, {})


def _words(plan: Paper | None) -> list[str]:
    if plan is None:
        return []
    content = Paragraph.objects.filter(paper=plan, section=Paragraph.Part.CONTENT, bloc="")
    return [one.text for one in content[:MOST_WORDS]]

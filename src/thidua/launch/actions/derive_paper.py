from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from thidua.federation.models import Attribute, Body
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.paths import parent
from thidua.launch.actions.copy_lines import copy_lines
from thidua.launch.actions.start_paper import place_of, rest_on, symbol_for
from thidua.launch.errors import AlreadyDrafted, NoPlanAbove, NotDirectlyBelow
from thidua.launch.models import Paper
from thidua.launch.queries.levels import levels_below
from thidua.launch.queries.of_cluster import is_member
from thidua.launch.rules import acting_unit
from thidua.launch.sections import sections_of


@transaction.atomic
def derive_paper(*, actor: Actor, above_id: int, unit_id: int) -> Paper:
    """Begins the unit's own plan from the issued plan of the level directly above, or of a cluster that it is in.

    Its lines are copied and linked; where a line is meant for another bloc than the unit's, it is left out.
    Raises NoPlanAbove, AlreadyDrafted.
    """
    above = fetch(Paper, above_id, actor=actor, verb="derive", related=("seat__kind", "movement", "issuer"))
    unit = acting_unit(actor, unit_id, "launch.draft")
    if not _is_above(above, unit) or above.kind == Paper.Kind.ASSIGNMENT_DECISION:
        raise NoPlanAbove()
    paper = _draw(above, unit, begun_by_id=actor.account_id)
    record(actor, "launch.paper_derived", paper, path=unit.path, data={"above": above.pk})
    emit("launch.paper_derived", paper_id=paper.pk, above_id=above.pk)
    return paper


def _is_above(above: Paper, unit: Body) -> bool:
    """The paper of a cluster is over its members, not over the units below the union that sealed it."""
    if above.issuer.form == Body.Form.CLUSTER:
        return is_member(unit, above.issuer, above.year)
    return parent(unit.path) == above.seat.path


def derive_for_all(*, actor: Actor, above_id: int, units: Iterable[Body]) -> int:
    """Draws the draft for many units directly below, each in its own transaction, and passes over those
    that have one. Returns how many were drawn. Raises Absent, NotYours, NotNow, NotDirectlyBelow.
    """
    related = ("seat__kind", "movement", "issuer")
    above = fetch(Paper, above_id, actor=actor, verb="draw_for_all", related=related)
    units = list(units)
    if strangers := [str(unit) for unit in units if unit.parent_id != above.seat_id]:
        raise NotDirectlyBelow(units=", ".join(strangers[:5]))
    drawn = 0
    for unit in units:
        try:
            with transaction.atomic():
                paper = _draw(above, unit)
                record(actor, "launch.paper_derived", paper, path=unit.path, data={"above": above.pk})
                emit("launch.paper_derived", paper_id=paper.pk, above_id=above.pk)
                drawn += 1
        except AlreadyDrafted:
            continue
    return drawn


def _draw(above: Paper, unit: Body, *, begun_by_id: int | None = None) -> Paper:
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                movement=above.movement,
                issuer=unit,
                seat=unit,
                kind=above.kind if above.kind != Paper.Kind.GUIDANCE else Paper.Kind.PLAN,
                parent=above,
                title=above.title,
                place=place_of(unit) or above.place,
                year=above.year,
                symbol=symbol_for(Paper.Kind.PLAN, unit),
                asks_levels=levels_below(unit.level),
                begun_by_id=begun_by_id,
            )
    except IntegrityError as twin:
        raise AlreadyDrafted() from twin
    rest_on(paper, above)
    bloc = _bloc(unit)
    for section in sections_of(paper.kind):
        if section.hand_down:
            copy_lines(section, above, paper, linked=True, bloc=bloc)
    return paper


def _bloc(unit: Body) -> str:
    """The unit's bloc; "" when unknown or when units of several blocs stand below it: then nothing is
    left out."""
    value = (
        Attribute.objects.filter(unit=unit, name=Attribute.Name.BLOC, until_on=None)
        .values_list("value", flat=True)
        .first()
    )
    return str(value or "")

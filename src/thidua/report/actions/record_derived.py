from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

from django.db import transaction

from thidua.algebra.forms import FormSpec
from thidua.algebra.values import NotApplicable
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.launch.models import Period
from thidua.report.actions.guards import period_of
from thidua.report.actions.storing import store
from thidua.report.errors import AlreadyStated, AskedByHand, StrangeUnit, UnknownElement
from thidua.report.models import Report
from thidua.report.queries.figures import data_of, data_of_many
from thidua.report.queries.vectors import OWN_SOURCES
from thidua.report.states import COUNTED, REPORT

Kind = Report.Kind
Figure: TypeAlias = Fraction | int | NotApplicable | None


@transaction.atomic
def record_derived(
    *, actor: Actor, period_id: int, unit_id: int, element: str, value: Figure, source: str
) -> Report:
    """Writes a figure that a later room or a register knows about a unit; the same again changes nothing.

    ``value`` None takes the figure away (nothing known), which is not zero. Only figures that the unit
    is not asked to type. Raises Absent, StrangeUnit, UnknownElement, AskedByHand, AlreadyStated.
    """
    period = period_of(period_id)
    own = own_head(period, unit_id)
    require_not_by_hand(own.form.definition, element)
    require_unstated(own, element, apart_from=Kind.DERIVED)
    head = derived_head(own)
    before = data_of(head)
    data = _with(actor, before, element, value, source)
    if data == before:
        return head
    store(head, data)
    head.version += 1
    head.save(update_fields=["version", "changed_at"])
    record(
        actor, "report.derived", head, path=head.unit.path, data={"element": element, "value": _said(value)}
    )
    emit("report.derived_changed", report_id=head.pk, period_id=period.pk)
    refresh_own(own)
    return head


def _said(value: Figure) -> str | None:
    if isinstance(value, NotApplicable):
        return "not_applicable"
    return None if value is None else str(Fraction(value))


def _with(actor: Actor, before: dict[str, Any], element: str, value: Figure, source: str) -> dict[str, Any]:
    rest = {code: entry for code, entry in before.items() if code != element}
    if value is None:
        return rest
    kept = before.get(element) or {}
    said = _entry(value, source)
    if {name: kept.get(name) for name in ("text", "value", "answer", "from")} == said:
        return before
    told = {name: one for name, one in said.items() if one is not None}
    return {**rest, element: {**told, "by": actor.name, "at": clock.now().isoformat()}}


def _entry(value: Fraction | int | NotApplicable, source: str) -> dict[str, str | None]:
    if isinstance(value, NotApplicable):
        return {"text": None, "value": None, "answer": "not_applicable", "from": source}
    return {"text": _said(value), "value": _said(value), "answer": "number", "from": source}


def own_head(period: Period, unit_id: int) -> Report:
    """The unit's own report of the period. Raises StrangeUnit."""
    found = (
        Report.objects.select_for_update(of=("self",))
        .select_related("form", "unit", "period__cycle__movement")
        .filter(period=period, unit_id=unit_id, kind=Kind.OWN)
        .first()
    )
    if found is None:
        raise StrangeUnit(period=str(period))
    return found


def derived_head(own: Report) -> Report:
    """The unit's head for what is counted; it stands by its source, so nobody reviews it."""
    head, _made = Report.objects.select_related("form", "unit", "period").get_or_create(
        period=own.period,
        unit=own.unit,
        kind=Kind.DERIVED,
        defaults={
            "form": own.form,
            "path": own.path,
            "bloc": own.bloc,
            "strata": own.strata,
            "due_on": own.due_on,
        },
    )
    if head.state == REPORT.initial:
        REPORT.move(head, "note_down")
    return head


def require_not_by_hand(form: FormSpec, element: str) -> None:
    """Raises UnknownElement, or AskedByHand for what units state themselves."""
    for question in form.questions:
        if question.element.code == element:
            if question.element.source in OWN_SOURCES:
                raise AskedByHand(element=question.element.name or element)
            return
    raise UnknownElement(element=element[:60])


def require_unstated(own: Report, element: str, *, apart_from: str) -> None:
    """Raises AlreadyStated when a head of another kind already states the figure for this unit."""
    others = Report.objects.filter(
        period_id=own.period_id, unit_id=own.unit_id, kind__in=[Kind.DERIVED, Kind.EXTERNAL]
    ).exclude(kind=apart_from)
    if any(element in data for data in data_of_many(others).values()):
        raise AlreadyStated(element=element)


def refresh_own(own: Report) -> None:
    """A component may rest on a typed figure and a counted one: the own vector follows the counted one."""
    if own.state not in COUNTED:
        return
    store(own, data_of(own))
    emit("report.derived_changed", report_id=own.pk, period_id=own.period_id)

"""Registering: one line or twenty thousand, typed, ticked, pasted, or by a member alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction

from thidua.access.queries import mine
from thidua.federation.models import Body, Person
from thidua.kernel.actions import line_of
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.events import emit_many
from thidua.kernel.rows import add
from thidua.pledge.actions.registrations.keep_lists import lists_for, must_be_open
from thidua.pledge.actions.registrations.recounting import recount
from thidua.pledge.errors import NotInTheRegister
from thidua.pledge.models import Registrant, Registration, Scheme, UnitList
from thidua.pledge.queries.registrations.checking import Checker, Line
from thidua.pledge.queries.registrations.counting import counting_unit
from thidua.pledge.rules import REGISTER, must_belong, scheme_for


@transaction.atomic
def register(
    *, actor: Actor, scheme_id: int, lines: Iterable[Line], people: Iterable[Person] = ()
) -> list[Registration]:
    """Puts lines on the lists of their units: all or none. The same title of the same year that the person has
    in another movement is linked, see ``Registration.same_as``. ``people`` whom the caller has read in this
    transaction, with their homes, are not read again.

    Raises Absent, NotYours, SchemeClosed, OutsideScheme, ListClosed, and what ``Checker.refusal`` gives.
    """
    wanted = list(lines)
    scheme = scheme_for(actor, scheme_id)
    units = _units(actor, scheme, {one.unit_id for one in wanted})
    return _lay(actor, scheme, units, wanted, own=False, people=people)


@transaction.atomic
def register_own(*, actor: Actor, scheme_id: int, line: Line) -> Registration:
    """A member registers alone; the line waits for the unit's list, and counts meanwhile. Who and where is known
    from the account. Raises what ``register`` raises, and NotInTheRegister."""
    person = own_person(actor)
    scheme = scheme_for(actor, scheme_id)
    home = Body.objects.select_related("kind", "parent").get(pk=person.home_id)
    must_belong(scheme, home)
    unit = counting_unit(home)
    said = Line(
        unit_id=unit.pk,
        kind=line.kind,
        title_id=line.title_id,
        person_id=person.pk,
        spouse_name=line.spouse_name,
        subject=line.subject,
        content=line.content,
        due_on=line.due_on,
    )
    return _lay(actor, scheme, {unit.pk: unit}, [said], own=True)[0]


def own_person(actor: Actor) -> Person:
    """Who the actor is in the register of people. Raises NotSignedIn, NotInTheRegister."""
    person = mine.account(actor).person
    if person is None or person.left_on is not None:
        raise NotInTheRegister()
    return person


def _units(actor: Actor, scheme: Scheme, unit_ids: set[int]) -> dict[int, Body]:
    """By the id that a line gives → the unit on whose list it goes. One query."""
    found = Body.objects.select_related("kind", "parent__kind").filter(pk__in=unit_ids)
    units = {one.pk: one for one in found}
    if unit_ids - set(units):
        raise Absent()
    for unit in units.values():
        if not actor.may("pledge.view", unit.path):
            raise Absent()
        if not actor.may(REGISTER, unit.path):
            raise NotYours()
        must_belong(scheme, unit)
    return {pk: counting_unit(unit) for pk, unit in units.items()}


def _lay(
    actor: Actor,
    scheme: Scheme,
    units: Mapping[int, Body],
    lines: Sequence[Line],
    *,
    own: bool,
    people: Iterable[Person] = (),
) -> list[Registration]:
    must_be_open(scheme)
    if not lines:
        return []
    lists = lists_for(scheme, units.values(), writing=True)
    checker = Checker(scheme, units, lines, people)
    for line in lines:
        refusal = checker.refusal(line)
        if refusal is not None:
            raise refusal
        checker.take(line)
    made = [_registration(lists[units[one.unit_id].pk], checker, one, own=own) for one in lines]
    _write(made, checker)
    _tell(actor, scheme, made)
    recount(scheme.pk, checker.touched(lines))
    return made


def _registration(listed: UnitList, checker: Checker, line: Line, *, own: bool) -> Registration:
    return Registration(
        scheme=checker.scheme,
        listed=listed,
        unit=checker.units[line.unit_id],
        kind=line.kind,
        title_id=line.title_id,
        person_id=line.person_id,
        spouse_id=line.spouse_id,
        spouse_name=line.spouse_name.strip()[:120],
        subject=line.subject.strip()[:300],
        content=line.content.strip(),
        identity=line.identity[:20],
        note=line.note.strip()[:300],
        due_on=line.due_on,
        own=own,
        state="proposed"
        if own
        else "listed",  # both are beginnings: who is registered by the unit is on its list
        same_as_id=checker.elsewhere(line),
        key=checker.key(line),
    )


def _write(made: list[Registration], checker: Checker) -> None:
    """Two units may register the two halves of a family at once: the database lets only one through."""
    try:
        with transaction.atomic():
            add(made)
            stand_for(made)
    except IntegrityError:
        checker.reload()
        refusals = (checker.refusal_of(one) for one in made)
        raise next((one for one in refusals if one is not None), NotYours()) from None


def stand_for(made: Iterable[Registration]) -> None:
    """Notes who stands in live registrations of titles. Always in one order: of two units that register one couple,
    each from its own side, the second waits for the first and does not block it."""
    rows = [
        Registrant(registration=one, scheme_id=one.scheme_id, title_id=one.title_id, person_id=person_id)
        for one in made
        if one.title_id is not None
        for person_id in (one.person_id, one.spouse_id)
        if person_id is not None
    ]
    rows.sort(key=lambda row: (row.title_id, row.person_id))
    add(rows)


def _tell(actor: Actor, scheme: Scheme, made: list[Registration]) -> None:
    """One audit line and one event a unit; the line names every registration."""
    by_list: dict[int, list[Registration]] = {}
    for one in made:
        by_list.setdefault(one.listed_id, []).append(one)
    add(
        line_of(
            actor,
            "pledge.registered",
            lines[0].listed,
            path=lines[0].unit.path,
            data={"lines": [[one.pk, one.kind, one.title_id, one.person_id, one.subject] for one in lines]},
        )
        for lines in by_list.values()
    )
    units = sorted({one.unit_id for one in made})
    emit_many("pledge.registered", ({"scheme_id": scheme.pk, "unit_id": unit_id} for unit_id in units))

"""Adding people by the thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from thidua.audit.models import Entry
from thidua.federation.actions.add_person import compare, must_be_born, must_be_named
from thidua.federation.actions.branch import must_stand
from thidua.federation.models import Body, Person
from thidua.federation.models.search_key import search_key
from thidua.federation.queries.phones import as_phone
from thidua.formats import text
from thidua.kernel.actions import line_of, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.rows import add


@dataclass(frozen=True)
class NewPerson:
    home_id: int
    name: str
    sex: str = ""
    born_on: dt.date | None = None
    phone: str = ""
    direct_worker: bool | None = None


@transaction.atomic
def found_people(*, actor: Actor, rows: Iterable[NewPerson]) -> list[Person]:
    """Adds people to their units' lists in a few statements; each home is asked for at the door and held.

    One audit line a person. Raises what ``add_person`` raises; then nobody is added.
    """
    rows = list(rows)
    if not rows:
        return []
    homes = {home_id: _home(actor, home_id) for home_id in sorted({row.home_id for row in rows})}
    people = [_person(row, homes[row.home_id]) for row in rows]
    _must_be_new(people)
    add(people)
    add(_entry(actor, person) for person in people)
    first = people[0]
    record(actor, "federation.people_added", first.home, path=first.home.seat, data={"people": len(people)})
    emit("federation.people_added", first_id=people[0].pk, last_id=people[-1].pk)
    return people


def _home(actor: Actor, home_id: int) -> Body:
    home = fetch(Body, home_id, actor=actor, verb="keep_people", lock=True)
    must_stand(home)
    return home


def _person(row: NewPerson, home: Body) -> Person:
    must_be_named(row.name)
    must_be_born(row.born_on)
    person = Person(
        home=home,
        name=row.name,
        sex=row.sex,
        born_on=row.born_on,
        phone=as_phone(row.phone),
        direct_worker=row.direct_worker,
    )
    person.set_keys()
    return person


def _must_be_new(people: Sequence[Person]) -> None:
    seen = namesakes([(person.home_id, person.name) for person in people])
    for person in people:
        others = seen.setdefault(name_key(person.home_id, person.name), [])
        for other in others:
            compare(person, other)
        others.append(person)


def name_key(home_id: int, name: str) -> tuple[int, str]:
    return home_id, text.matching_key(name)


def namesakes(wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], list[Person]]:
    """People already in the lists, by home and name, who might be the ones wanted; one query."""
    wanted = list(wanted)
    found: dict[tuple[int, str], list[Person]] = {}
    there = Person.objects.filter(
        home_id__in={home for home, _name in wanted},
        folded__in={search_key(name)[:200] for _home_id, name in wanted},
        left_on=None,
    )
    for person in there:
        found.setdefault(name_key(person.home_id, person.name), []).append(person)
    return found


def _entry(actor: Actor, person: Person) -> Entry:
    return line_of(
        actor, "federation.person_added", person, path=person.home.seat, data={"name": person.name}
    )

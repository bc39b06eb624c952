from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.federation.actions.branch import must_stand
from thidua.federation.errors import NameEmpty, NotBornYet, PersonHere
from thidua.federation.models import Body, Person
from thidua.federation.models.search_key import search_key
from thidua.federation.queries.phones import as_phone
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    home_id: int,
    name: str,
    sex: str = "",
    born_on: dt.date | None = None,
    phone: str = "",
    direct_worker: bool | None = None,
) -> Person:
    """Adds a member or officer to a unit's list. Two people may share a name, but not also a birth date or
    a phone number. Raises Absent, NotYours, UnitEnded, NameEmpty, NotBornYet, PhoneWrong, PersonHere."""
    # The unit's row is held so that the same person is not added twice at once.
    home = fetch(Body, home_id, actor=actor, verb="keep_people", lock=True)
    must_stand(home)
    person = Person(
        home=home,
        name=name,
        sex=sex,
        born_on=born_on,
        phone=as_phone(phone),
        direct_worker=direct_worker,
    )
    must_be_new(person)
    person.save()
    record(actor, "federation.person_added", person, path=home.seat, data={"name": person.name})
    emit("federation.person_added", person_id=person.pk, unit_id=home.pk)
    return person


def must_be_named(name: str) -> None:
    """Raises NameEmpty for nothing, and for signs without a letter: a formula over an empty cell gives "0"."""
    if not any(sign.isalpha() for sign in name):
        raise NameEmpty()


def must_be_born(born_on: dt.date | None) -> None:
    """Raises NotBornYet; an unknown day is no fault."""
    if born_on is not None and born_on > clock.today():
        raise NotBornYet(day=format_date(born_on))


def must_be_new(person: Person) -> None:
    """Raises NameEmpty, NotBornYet, or PersonHere when the home's list holds the same person already."""
    must_be_named(person.name)
    must_be_born(person.born_on)
    namesakes = Person.objects.filter(
        home_id=person.home_id, folded=search_key(person.name)[:200], left_on=None
    ).exclude(pk=person.pk)
    for other in namesakes:
        if text.matching_key(other.name) == text.matching_key(person.name):
            compare(person, other)


def compare(person: Person, other: Person) -> None:
    """Raises PersonHere unless something tells two namesakes of one unit apart."""
    if person.phone and person.phone == other.phone:
        raise PersonHere(name=person.name, same=_("số điện thoại"))
    if person.born_on and other.born_on:
        if person.born_on == other.born_on:
            raise PersonHere(name=person.name, same=_("ngày sinh"))
        return
    if not (person.phone and other.phone):
        raise PersonHere(name=person.name, same=_("không có ngày sinh để phân biệt"))

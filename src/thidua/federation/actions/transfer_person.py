from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.add_person import must_be_new
from thidua.federation.actions.add_unit import must_have_come
from thidua.federation.actions.branch import must_stand
from thidua.federation.errors import PersonLeft, SameHome
from thidua.federation.models import Body, Person, Post
from thidua.formats.vi import format_date
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def transfer_person(
    *,
    actor: Actor,
    person_id: int,
    to_id: int,
    from_on: dt.date,
    keep_posts: bool = False,
    version: int | None = None,
) -> Person:
    """Moves a person's membership to another unit that the actor keeps people of too.

    Posts at the old home end the day before, unless kept: an officer may be chair where he is no member.
    Raises Absent, NotYours, Stale, SameHome, PersonLeft, UnitEnded, PersonHere, NotYet.
    """
    to = fetch(Body, to_id, actor=actor, verb="keep_people", lock=True)
    must_stand(to)
    must_have_come(from_on)
    person = fetch(Person, person_id, actor=actor, verb="transfer", lock=True, related=("home",))
    check_version(person, version)
    if person.left_on is not None:
        raise PersonLeft(name=person.name, day=format_date(person.left_on))
    if person.home_id == to.pk:
        raise SameHome(name=person.name)
    left, person.home = person.home, to
    must_be_new(person)
    person.version += 1
    person.save()
    closed = 0 if keep_posts else _close_posts(person, left, from_on)
    record(
        actor,
        "federation.person_transferred",
        person,
        path=to.seat,
        data={"from": left.pk, "to": to.pk, "from_on": from_on.isoformat(), "posts_closed": closed},
    )
    emit("federation.person_transferred", person_id=person.pk, from_id=left.pk, to_id=to.pk)
    return person


def _close_posts(person: Person, left: Body, from_on: dt.date) -> int:
    held = Post.objects.filter(person=person, unit=left, until_on=None)
    begun_today = held.filter(from_on__gte=from_on)
    begun_today.update(until_on=from_on)
    return held.filter(from_on__lt=from_on).update(until_on=from_on - dt.timedelta(days=1))

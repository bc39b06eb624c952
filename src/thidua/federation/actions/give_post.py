from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.add_unit import must_have_come
from thidua.federation.actions.branch import must_stand
from thidua.federation.errors import ChairHeld, DaysCrossed, PersonLeft, PostHeld
from thidua.federation.models import Body, Person, Post
from thidua.formats.vi import format_date
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def give_post(
    *,
    actor: Actor,
    person_id: int,
    unit_id: int,
    office: str,
    from_on: dt.date,
    full_time: bool = False,
    succeeding: bool = False,
) -> Post:
    """Records that a person holds an office at a body from a day on.

    A unit has one chair at a time; ``succeeding`` ends the chair before, the day before. Raises Absent,
    NotYours, UnitEnded, PersonLeft, PostHeld, ChairHeld, DaysCrossed.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="keep_people", lock=True)
    must_stand(unit)
    must_have_come(from_on)
    person = fetch(Person, person_id, actor=actor, verb="give_post", related=("home",))
    if person.left_on is not None:
        raise PersonLeft(name=person.name, day=format_date(person.left_on))
    _must_not_hold(person, unit, office)
    if office == Post.Office.CHAIR:
        _succeed(unit, from_on, succeeding=succeeding)
    post = Post.objects.create(person=person, unit=unit, office=office, full_time=full_time, from_on=from_on)
    record(
        actor,
        "federation.post_given",
        person,
        path=unit.seat,
        data={"post": post.pk, "unit": unit.pk, "office": office, "from_on": from_on.isoformat()},
    )
    emit("federation.post_given", post_id=post.pk, unit_id=unit.pk)
    return post


def _must_not_hold(person: Person, unit: Body, office: str) -> None:
    held = Post.objects.filter(person=person, unit=unit, office=office, until_on=None).first()
    if held is not None:
        raise PostHeld(
            person=person.name, office=str(held.get_office_display()), day=format_date(held.from_on)
        )


def _succeed(unit: Body, from_on: dt.date, *, succeeding: bool) -> None:
    held = unit.posts.filter(office=Post.Office.CHAIR, until_on=None).select_related("person").first()
    if held is None:
        return
    if not succeeding:
        raise ChairHeld(unit=str(unit), holder=held.person.name)
    last_day = from_on - dt.timedelta(days=1)
    if last_day < held.from_on:
        raise DaysCrossed(until=format_date(last_day), start=format_date(held.from_on))
    held.until_on = last_day
    held.save(update_fields=["until_on"])


@transaction.atomic
def end_post(*, actor: Actor, unit_id: int, post_id: int, until_on: dt.date) -> Post | None:
    """Ends an office with this day as its last; None when it had ended already.

    Raises Absent, NotYours, DaysCrossed.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="keep_people", lock=True)
    post = unit.posts.filter(pk=post_id, until_on=None).select_related("person").first()
    if post is None:
        return None
    if until_on < post.from_on:
        raise DaysCrossed(until=format_date(until_on), start=format_date(post.from_on))
    post.until_on = until_on
    post.save(update_fields=["until_on"])
    record(
        actor,
        "federation.post_ended",
        post.person,
        path=unit.seat,
        data={"post": post.pk, "unit": unit.pk, "until_on": until_on.isoformat()},
    )
    emit("federation.post_ended", post_id=post.pk, unit_id=unit.pk)
    return post

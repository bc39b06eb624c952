"""Writing what the shape says, table by table: each row that changes is noted first, then all change at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import connection
from django.db.models import F, Q, QuerySet

from thidua.federation.actions.reorganise.branches import move_branches
from thidua.federation.actions.reorganise.ledger import Ledger
from thidua.federation.models import Alias, Attribute, Body, Person, Placement, Post, Step, Succession
from thidua.federation.models.search_key import search_key
from thidua.federation.queries.reorganising.shape import Shape
from thidua.federation.queries.reorganising.splitting import destinations
from thidua.formats import text
from thidua.kernel import clock
from thidua.kernel.rows import put

Dated = TypeVar("Dated", Placement, Post, Attribute)  # rows with a first and a last day
DERIVED = ("folded", "matching_key", "sort_key")


def write(shape: Shape, ledger: Ledger) -> None:
    """Changes lines, posts, facts, people, names, kinds, lives and places; the order is not seen from outside."""
    hosted = _hosted(shape)
    _close_lines(shape, ledger, hosted)
    _open_lines(shape, ledger)
    _close_posts_and_facts(shape, ledger, hosted)
    _move_people(shape, ledger)
    _rename(shape, ledger)
    _change_kinds(shape, ledger)
    _end(shape, ledger, hosted)
    _succeed(shape, ledger)
    _place(shape, ledger)


def _hosted(shape: Shape) -> dict[int, Step]:
    """Departments and partners of a unit that ends are its own, and end with it."""
    own = Body.objects.filter(host__in=shape.ending, ended_on=None, path="")
    return {pk: shape.ending[host_id or 0] for pk, host_id in own.values_list("pk", "host_id")}


def _close(
    lines: QuerySet[Dated], last_day: dt.date, ledger: Ledger, steps: Mapping[int, Step], by: str = "unit_id"
) -> None:
    """Ends dated rows that reach beyond ``last_day``; those that begin after it are removed."""
    model = lines.model
    removed: list[int] = []
    closed: list[int] = []
    for row in lines.filter(Q(until_on=None) | Q(until_on__gt=last_day)):
        step: Step = steps[getattr(row, by)]
        if row.from_on > last_day:
            ledger.removed(step, row)
            removed.append(row.pk)
        else:
            was = {"until_on": row.until_on}
            ledger.changed(step, model, row.pk, was, {"until_on": last_day})
            closed.append(row.pk)
    model._default_manager.filter(pk__in=removed).delete()
    model._default_manager.filter(pk__in=closed).update(until_on=last_day)


def _close_lines(shape: Shape, ledger: Ledger, hosted: Mapping[int, Step]) -> None:
    """Lines of management of who moves or ends; whom they look after and who looks after them, of who ends."""
    moving = {**shape.caused, **shape.ending}
    managing = Placement.objects.filter(unit__in=moving, line=Placement.Line.MANAGES)
    _close(managing, shape.last_day, ledger, moving)
    over = {**shape.ending, **hosted}
    caring = Placement.objects.filter(line=Placement.Line.LOOKS_AFTER)
    _close(caring.filter(unit__in=shape.ending), shape.last_day, ledger, shape.ending)
    _close(caring.filter(under__in=over), shape.last_day, ledger, over, by="under_id")


def _open_lines(shape: Shape, ledger: Ledger) -> None:
    source = shape.reorganisation.source
    made = Placement.objects.bulk_create(
        (
            Placement(unit_id=unit_id, under_id=under_id, from_on=shape.from_on, source=source)
            for unit_id, under_id in shape.parents.items()
        ),
        batch_size=5000,
    )
    for line in made:
        ledger.made(shape.caused[line.unit_id], Placement, line.pk, {"until_on": None})


def _close_posts_and_facts(shape: Shape, ledger: Ledger, hosted: Mapping[int, Step]) -> None:
    over = {**shape.ending, **hosted}
    _close(Post.objects.filter(unit__in=over), shape.last_day, ledger, over)
    _close(Attribute.objects.filter(unit__in=over), shape.last_day, ledger, over)


def _move_people(shape: Shape, ledger: Ledger) -> None:
    """Living members of who merges, and whom a split names. Posts at the new unit are given by people."""
    going = destinations(shape)
    why = {unit_id: steps[0] for unit_id, steps in shape.splitting.items()} | shape.ending
    people = Person.objects.filter(Q(home__in=shape.merging) | Q(pk__in=going), left_on=None)
    rows: list[tuple[int, Mapping[str, Any]]] = []
    left: list[tuple[int, int]] = []
    for pk, home_id in people.values_list("pk", "home_id"):
        to = {"home_id": shape.merging.get(home_id) or going[pk]}
        ledger.changed(why[home_id], Person, pk, {"home_id": home_id}, to)
        rows.append((pk, to))
        left.append((pk, home_id))
    put(Person, rows, ("home_id",))
    moved = Person.objects.filter(pk__in=[pk for pk, _home in left])
    moved.update(version=F("version") + 1, changed_at=clock.now())
    _close_posts_of_movers(shape, ledger, dict(left), why)


def _close_posts_of_movers(
    shape: Shape, ledger: Ledger, left: Mapping[int, int], why: Mapping[int, Step]
) -> None:
    """Who is split off holds no office any more at the unit that lives on; elsewhere offices stay."""
    living = {pk: home for pk, home in left.items() if home not in shape.ending}
    held = Post.objects.filter(person__in=living, unit__in=set(living.values()))
    own = [post.pk for post in held if post.unit_id == living[post.person_id]]
    _close(Post.objects.filter(pk__in=own), shape.last_day, ledger, why)


def _rename(shape: Shape, ledger: Ledger) -> None:
    columns = ("name", "short_name", *DERIVED)
    rows = []
    for step in shape.steps:
        if step.verb != Step.Verb.RENAME:
            continue
        body = shape.bodies[step.unit_id]
        was = {name: getattr(body, name) for name in columns}
        body.name = step.told["name"]
        body.short_name = text.clean(step.told.get("short_name", body.short_name))
        body.set_keys()
        now = {name: getattr(body, name) for name in columns}
        ledger.changed(step, Body, body.pk, was, now)
        rows.append((body.pk, now))
        if was["matching_key"] != now["matching_key"]:
            _keep_name(shape, ledger, step, body, was["name"])
    put(Body, rows, columns)
    _bump(pk for pk, _now in rows)


def _keep_name(shape: Shape, ledger: Ledger, step: Step, body: Body, name: str) -> None:
    alias = Alias.objects.create(
        body=body, name=name, until_on=shape.last_day, source=shape.reorganisation.source
    )
    ledger.made(step, Alias, alias.pk, {})


def _change_kinds(shape: Shape, ledger: Ledger) -> None:
    rows = []
    for step in shape.steps:
        if step.verb != Step.Verb.CHANGE_KIND:
            continue
        kind, before = shape.changed_kinds[step.unit_id], shape.bodies[step.unit_id].kind_id
        now = {"kind_id": kind.pk if kind else None}
        ledger.changed(step, Body, step.unit_id, {"kind_id": before}, now)
        rows.append((step.unit_id, now))
    put(Body, rows, ("kind_id",))
    _bump(pk for pk, _now in rows)


def _end(shape: Shape, ledger: Ledger, hosted: Mapping[int, Step]) -> None:
    over = {**shape.ending, **hosted}
    for pk, step in over.items():
        ledger.changed(step, Body, pk, {"ended_on": None}, {"ended_on": shape.last_day})
    Body.objects.filter(pk__in=over).update(ended_on=shape.last_day)
    _bump(over)


def _bump(ids: Iterable[int]) -> None:
    Body.objects.filter(pk__in=list(ids)).update(version=F("version") + 1, changed_at=clock.now())


_OTHER_NAMES = """
insert into federation_alias (body_id, name, until_on, source, matching_key, folded)
select v.into_id, u.name, null, %(source)s, u.matching_key, left(v.folded, 255)
  from unnest(%(units)s::bigint[], %(into)s::bigint[], %(folded)s::text[]) as v(unit_id, into_id, folded)
  join federation_body u on u.id = v.unit_id where u.matching_key <> '' order by v.unit_id
on conflict (body_id, matching_key) where until_on is null do nothing
returning id, body_id, matching_key"""


def _succeed(shape: Shape, ledger: Ledger) -> None:
    """Who goes on where; lists that still write the old name find the successor."""
    pairs = [(unit_id, into, True) for unit_id, into in shape.merging.items()]
    pairs += [
        (unit_id, shape.target(step) or 0, False)
        for unit_id, steps in shape.splitting.items()
        if unit_id in shape.ending
        for step in steps
    ]
    Succession.objects.bulk_create(
        Succession(
            unit_id=unit_id,
            into_id=into,
            whole=whole,
            from_on=shape.from_on,
            reorganisation=shape.reorganisation,
        )
        for unit_id, into, whole in pairs
    )
    if shape.merging:
        _let_find(shape, ledger)


def _let_find(shape: Shape, ledger: Ledger) -> None:
    step_of = {
        (into, shape.bodies[unit_id].matching_key): shape.ending[unit_id]
        for unit_id, into in shape.merging.items()
    }
    told: dict[str, Any] = {
        "units": list(shape.merging),
        "into": list(shape.merging.values()),
        "folded": [search_key(shape.bodies[unit_id].name) for unit_id in shape.merging],
        "source": shape.reorganisation.source,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OTHER_NAMES, told)
        for pk, body_id, key in cursor.fetchall():
            ledger.made(step_of[body_id, key], Alias, pk, {})


def _place(shape: Shape, ledger: Ledger) -> None:
    """Today's tree. Who ended goes along to whoever carries on, so that its past stays within reach."""
    parents = {**shape.carried, **shape.parents}
    for unit_id, under_id in parents.items():
        step = shape.caused.get(unit_id) or _ended_by(shape, unit_id)
        was = {"parent_id": shape.bodies[unit_id].parent_id}
        ledger.changed(step, Body, unit_id, was, {"parent_id": under_id})
    move_branches(parents)


def _ended_by(shape: Shape, unit_id: int) -> Step:
    """The merger that carries a unit of the past along."""
    if unit_id in shape.merging:
        return shape.ending[unit_id]
    return shape.ending[shape.bodies[unit_id].parent_id or 0]

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Model, ProtectedError

from thidua.audit.models import Entry
from thidua.federation.actions.branch import hold_tree
from thidua.federation.actions.reorganise.branches import move_branches
from thidua.federation.actions.reorganise.ledger import by_columns, plain, table
from thidua.federation.errors import FoundedInUse, Objected, TouchedSince
from thidua.federation.models import Attribute, Body, Reorganisation, Step, Succession
from thidua.federation.queries.reorganising.asking import ask_back
from thidua.federation.queries.reorganising.touched import reach_of, touched_by
from thidua.federation.questions import UNFOUNDING, Unfounding
from thidua.federation.states import REORGANISATION
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import check_version, line_of, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit, emit_many
from thidua.kernel.rows import put

BODY = Body._meta.label_lower


@transaction.atomic
def undo(
    *, actor: Actor, reorganisation_id: int, reason: str = "", version: int | None = None
) -> Reorganisation:
    """Puts every row back as it stood before; founded units disappear again.

    Raises Absent, NotYours, NotNow, Stale, Objected when a later room objects (a period was closed since),
    TouchedSince, FoundedInUse.
    """
    hold_tree()
    done = fetch(Reorganisation, reorganisation_id, actor=actor, verb="undo", lock=True, related=("seat",))
    check_version(done, version)
    steps = list(done.steps.select_related("unit"))
    _must_be_free(done, steps)
    touched = touched_by(done.pk)
    moved = _put_back(done, steps)
    _unfound(done, steps)
    done.undone_at = clock.now()
    done.version += 1
    done.save(update_fields=["undone_at", "version"])
    REORGANISATION.move(done, "undo")
    _tell(actor, done, touched, moved, reason)
    return done


def _must_be_free(done: Reorganisation, steps: list[Step]) -> None:
    objections = [one for answer in ask_back(done) for one in answer.objections]
    if objections:
        raise Objected(unit=done.name, reasons=" ".join(str(one) for one in objections[:5]))
    for label in {label for step in steps for label in step.before}:
        _must_be_untouched(label, steps)
    # A fact said about a unit of the past would stand beside the one that comes back.
    ended = reach_of(done.pk).ends
    said = Attribute.objects.filter(unit__in=ended, until_on=None).select_related("unit").first()
    if said is not None:
        raise TouchedSince(unit=str(said.unit), change=str(said.get_name_display()))


def _must_be_untouched(label: str, steps: Iterable[Step]) -> None:
    """Every row still is what the reorganisation made of it."""
    expected: dict[int, dict[str, Any]] = defaultdict(dict)
    unit_of: dict[int, Body] = {}
    for step in steps:
        kept = step.before.get(label, {})
        rows = [(row[0], row[2]) for row in kept.get("changed", ())]
        rows += [(row[0], row[1]) for row in kept.get("made", ())]
        for pk, now in rows:
            expected[pk] |= now
            unit_of[pk] = step.unit
    columns = sorted({name for now in expected.values() for name in now})
    found = {
        row["pk"]: plain(row)
        for row in table(label)._default_manager.filter(pk__in=expected).values("pk", *columns)
    }
    for pk, now in expected.items():
        stands = found.get(pk)
        if stands is None or any(stands[name] != value for name, value in now.items()):
            raise _touched(label, pk, unit_of[pk])


def _touched(label: str, pk: int, unit: Body) -> TouchedSince:
    model = table(label)
    body = Body.objects.filter(pk=pk).first() if model is Body else None
    return TouchedSince(unit=str(body or unit), change=str(model._meta.verbose_name))


def _put_back(done: Reorganisation, steps: list[Step]) -> dict[int, int]:
    """Rows that were made go, rows that were removed come again, columns get their old values. Returns who
    went back under whom."""
    Succession.objects.filter(reorganisation=done).delete()
    kept: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for step in steps:
        for label, rows in step.before.items():
            for what, listed in rows.items():
                kept[label][what] += listed
    for label, rows in kept.items():
        if label != BODY:
            _put_back_table(table(label), rows)
    return _put_back_bodies(kept[BODY]["changed"])


def _put_back_table(model: type[Model], rows: Mapping[str, list[Any]]) -> None:
    model._default_manager.filter(pk__in=[row[0] for row in rows.get("made", ())]).delete()
    for names, was in by_columns(rows.get("changed", ()), 1).items():
        put(model, was, names)
        if "version" in {field.name for field in model._meta.concrete_fields}:
            ids = [pk for pk, _row in was]
            model._default_manager.filter(pk__in=ids).update(version=F("version") + 1, changed_at=clock.now())
    model._default_manager.bulk_create(
        [
            model(**{name: _typed(model, name, value) for name, value in row.items()})
            for row in rows.get("removed", ())
        ],
        batch_size=2000,
    )


def _typed(model: type[Model], name: str, value: Any) -> Any:
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return columns[name].to_python(value)


def _put_back_bodies(changed: list[Any]) -> dict[int, int]:
    moved: dict[int, int] = {}
    rest = []
    for pk, was, _now in changed:
        if "parent_id" in was:
            moved[pk] = was["parent_id"]
        else:
            rest.append((pk, was))
    for names, rows in by_columns(rest, 1).items():
        put(Body, rows, names)
        Body.objects.filter(pk__in=[pk for pk, _row in rows]).update(
            version=F("version") + 1, changed_at=clock.now()
        )
    move_branches(moved)
    return moved


def _unfound(done: Reorganisation, steps: list[Step]) -> None:
    founded = [step.into_id for step in steps if step.verb == Step.Verb.FOUND and step.into_id]
    if not founded:
        return
    done.steps.filter(into__in=founded).update(into=None)
    UNFOUNDING.send(Unfounding(tuple(founded)))
    try:
        Body.objects.filter(pk__in=founded).delete()
    except ProtectedError as held:
        raise _in_use(founded, held) from held


def _in_use(founded: list[int], held: ProtectedError) -> FoundedInUse:
    one = next(iter(held.protected_objects))
    links = [field.attname for field in one._meta.concrete_fields if field.related_model is Body]
    ids = [getattr(one, name) for name in links]
    body = Body.objects.filter(pk__in=set(founded) & set(ids)).first()
    return FoundedInUse(unit=str(body or ""), held=str(one._meta.verbose_name))


def _tell(
    actor: Actor, done: Reorganisation, touched: set[int], moved: Mapping[int, int], reason: str
) -> None:
    data = {"from_on": done.from_on.isoformat(), "source": done.source, "units": len(touched)}
    record(actor, "federation.reorganisation_undone", done, path=done.seat.path, reason=reason, data=data)
    said = {"reorganisation": done.pk, "source": f"{done.source} ({format_date(done.from_on)})"}
    bodies = Body.objects.filter(pk__in=touched).only("pk", "path")
    Entry.objects.bulk_create(
        (
            line_of(actor, "federation.put_back", body, path=body.path, reason=reason, data=said)
            for body in bodies
        ),
        batch_size=2000,
    )
    emit_many(
        "federation.unit_placed",
        ({"unit_id": unit_id, "under_id": under} for unit_id, under in moved.items()),
    )
    emit("federation.reorganisation_undone", reorganisation_id=done.pk)

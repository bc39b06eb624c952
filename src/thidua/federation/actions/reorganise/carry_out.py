from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from thidua.audit.models import Entry
from thidua.federation.actions.branch import hold_tree
from thidua.federation.actions.reorganise import founding
from thidua.federation.actions.reorganise.ledger import Ledger
from thidua.federation.actions.reorganise.writing import write
from thidua.federation.errors import DayNotCome, NoSteps, Objected
from thidua.federation.models import Body, Reorganisation, Step
from thidua.federation.queries.reorganising.asking import ask
from thidua.federation.queries.reorganising.checks import findings
from thidua.federation.queries.reorganising.shape import Shape, shape_of
from thidua.federation.states import REORGANISATION
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import check_version, line_of, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit, emit_many

OBJECTIONS_SAID = 5


@transaction.atomic
def carry_out(*, actor: Actor, reorganisation_id: int, version: int | None = None) -> Reorganisation:
    """Changes the tree as the draft says, wholly or not at all, in some fifty statements for any number of units.

    Raises Absent, NotYours, NotNow, Stale, NoSteps, DayNotCome, Objected when a later room objects, and the
    refusal of the first step that cannot be (``queries.reorganising.checks``).
    """
    hold_tree()
    done = fetch(
        Reorganisation, reorganisation_id, actor=actor, verb="carry_out", lock=True, related=("seat",)
    )
    check_version(done, version)
    if done.from_on > clock.today():
        raise DayNotCome(day=format_date(done.from_on))
    shape = shape_of(done)
    _hold(shape)
    _must_fit(shape)
    shape = _change(shape)
    done.done_at = clock.now()
    done.version += 1
    done.save(update_fields=["done_at", "version"])
    REORGANISATION.move(done, "carry_out")
    _tell(actor, shape)
    return done


def _hold(shape: Shape) -> None:
    """Nobody adds people, posts or facts to a unit while it ends."""
    held = sorted({*shape.ending, *shape.splitting, *shape.merging.values()} - set(shape.founded))
    list(Body.objects.select_for_update(of=("self",)).filter(pk__in=held).order_by("pk").values_list("pk"))


def _must_fit(shape: Shape) -> None:
    if not shape.steps:
        raise NoSteps()
    for finding in findings(shape):
        raise finding.refusal
    objections = [one for answer in ask(shape) for one in answer.objections]
    if objections:
        reasons = " ".join(str(one) for one in objections[:OBJECTIONS_SAID])
        raise Objected(unit=shape.reorganisation.name, reasons=reasons)


def _change(shape: Shape) -> Shape:
    founding.found(shape)
    if shape.founded:
        shape = shape_of(shape.reorganisation)
    ledger = Ledger()
    founding.note(shape, ledger)
    write(shape, ledger)
    ledger.save(shape.steps)
    return shape


def _tell(actor: Actor, shape: Shape) -> None:
    done = shape.reorganisation
    counts = {"steps": len(shape.steps), "ended": len(shape.ending), "moved": len(shape.parents)}
    data = {"from_on": done.from_on.isoformat(), "source": done.source, **counts}
    record(actor, "federation.reorganised", done, path=done.seat.path, data=data)
    Entry.objects.bulk_create(_lines(actor, shape), batch_size=2000)
    merged = ({"unit_id": unit_id, "into_id": into} for unit_id, into in shape.merging.items())
    emit_many("federation.unit_ended", ({"unit_id": unit_id} for unit_id in shape.ending))
    placed = ({"unit_id": unit_id, "under_id": under} for unit_id, under in shape.parents.items())
    emit_many("federation.unit_placed", placed)
    emit_many("federation.merged", ({**pair, "reorganisation_id": done.pk} for pair in merged))
    emit("federation.reorganised", reorganisation_id=done.pk)


_DID = {
    Step.Verb.MERGE: "federation.unit_merged",
    Step.Verb.SPLIT: "federation.unit_split",
    Step.Verb.MOVE: "federation.unit_placed",
    Step.Verb.RENAME: "federation.unit_renamed",
    Step.Verb.CHANGE_KIND: "federation.kind_changed",
    Step.Verb.END: "federation.unit_ended",
    Step.Verb.FOUND: "federation.unit_added",
}


def _lines(actor: Actor, shape: Shape) -> Iterator[Entry]:
    """One line for every unit that is touched: what became of it, and by which paper."""
    done = shape.reorganisation
    said = {"from_on": done.from_on.isoformat(), "source": done.source, "reorganisation": done.pk}
    told: list[tuple[int, str, dict[str, object]]] = []
    for step in shape.steps:
        unit_id = step.into_id if step.verb == Step.Verb.FOUND and step.into_id else step.unit_id
        told.append((unit_id, _DID[Step.Verb(step.verb)], _what(shape, step)))
    by_name = {step.unit_id for step in shape.steps}
    told += [
        (unit_id, "federation.unit_placed", {"under": under})
        for unit_id, under in shape.parents.items()
        if unit_id not in by_name
    ]
    stood = dict(Body.objects.filter(pk__in={one for one, _did, _data in told}).values_list("pk", "path"))
    for unit_id, did, data in told:
        body = Body(pk=unit_id)
        yield line_of(actor, did, body, path=stood.get(unit_id, ""), data={**data, **said})


def _what(shape: Shape, step: Step) -> dict[str, object]:
    if step.verb == Step.Verb.RENAME:
        changed = step.before["federation.body"]["changed"][0]
        return {"before": changed[1]["name"], "after": changed[2]["name"]}
    data = {name: value for name, value in step.told.items() if name not in ("people", "units")}
    return {**data, "into": shape.target(step)} if step.into_id else data

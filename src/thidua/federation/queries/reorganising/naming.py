"""What stands against new names, new kinds and new units of a reorganisation."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.federation.errors import CodeTaken, KindNotThen, KindUnknown, NameEmpty, SameNameHere
from thidua.federation.models import Body, Step, UnitKind
from thidua.federation.queries.reorganising.shape import Shape
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel.errors import Refusal


def refusals(shape: Shape) -> Iterator[tuple[Step, Refusal]]:
    yield from _kinds(shape)
    yield from _codes(shape)
    yield from _names(shape)


def _kinds(shape: Shape) -> Iterator[tuple[Step, Refusal]]:
    for step in shape.steps:
        code = step.told.get("kind", "")
        if step.verb == Step.Verb.FOUND and (not code or step.into_id):
            continue  # a working group has no kind
        if step.verb not in (Step.Verb.CHANGE_KIND, Step.Verb.FOUND):
            continue
        kind = shape.kinds.get(code)
        if kind is None:
            known = ", ".join(one.name for one in shape.kinds.values())
            yield step, KindUnknown(kind=code, known=known)
        elif not kind.stood_on(shape.from_on):
            yield step, _not_then(kind, shape)


def _not_then(kind: UnitKind, shape: Shape) -> KindNotThen:
    return KindNotThen(
        kind=str(kind),
        day=format_date(shape.from_on),
        from_on=format_date(kind.from_on) if kind.from_on else "…",
        until_on=format_date(kind.until_on) if kind.until_on else "…",
    )


def _codes(shape: Shape) -> Iterator[tuple[Step, Refusal]]:
    wanted = {step.told.get("code", ""): step for step in shape.founded.values()}
    for body in Body.objects.filter(code__in=wanted):
        yield wanted[body.code], CodeTaken(code=body.code, holder=str(body))


def _names(shape: Shape) -> Iterator[tuple[Step, Refusal]]:
    """Names that are empty, or that a living sibling bears once everything is done."""
    new = [step for step in shape.steps if step.verb in (Step.Verb.RENAME, Step.Verb.FOUND) and _is_new(step)]
    beside: dict[int, list[tuple[str, int]]] = {}
    under = {step.pk: _under(shape, step) for step in new}
    taken = Body.objects.filter(parent_id__in=set(under.values()) - {None}, ended_on=None).exclude(path="")
    for pk, parent_id, key in taken.values_list("pk", "parent_id", "matching_key"):
        if pk not in shape.ending and pk not in shape.parents:
            beside.setdefault(parent_id or 0, []).append((key, pk))
    for unit_id, parent_id in shape.parents.items():
        beside.setdefault(parent_id, []).append((shape.bodies[unit_id].matching_key, unit_id))
    for step in new:
        name = str(step.told.get("name", ""))
        key = text.matching_key(name)[:255]
        siblings = beside.setdefault(under[step.pk] or 0, [])
        if not key:
            yield step, NameEmpty()
        elif any(key == other and pk != step.unit_id for other, pk in siblings):
            yield step, SameNameHere(name=text.clean(name))
        siblings.append((key, -step.pk))


def _is_new(step: Step) -> bool:
    return step.verb == Step.Verb.RENAME or step.into_id is None


def _under(shape: Shape, step: Step) -> int | None:
    return step.unit_id if step.verb == Step.Verb.FOUND else shape.parent_of(step.unit_id)

"""What stands against new names, new kinds and new units of a reorganisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from thidua.federation.errors import CodeTaken, KindNotThen, KindUnknown, NameEmpty, SameNameHere
from thidua.federation.models import Body, Step, UnitKind
from thidua.federation.queries.reorganising.shape import Shape
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel.errors import Refusal


def beside(shape: Shape) -> list[Body]:
    """Who bears a code that is wanted, stands beside a new name, or below a unit whose kind changes; at most
    one query."""
    codes = [step.told.get("code", "") for step in shape.founded.values()]
    above = {one for step in shape.steps if _is_new(step) and (one := _under(shape, step))}
    above |= set(shape.changed_kinds)
    if not codes and not above:
        return []
    living = Q(parent_id__in=above, ended_on=None) & ~Q(path="")
    return list(Body.objects.filter(Q(code__in=codes) | living).select_related("kind"))


def refusals(shape: Shape, beside: Iterable[Body]) -> Iterator[tuple[Step, Refusal]]:
    """``beside`` is what the function of that name has found."""
    yield from _kinds(shape)
    yield from _codes(shape, beside)
    yield from _names(shape, beside)


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


def _codes(shape: Shape, beside: Iterable[Body]) -> Iterator[tuple[Step, Refusal]]:
    wanted = {step.told.get("code", ""): step for step in shape.founded.values()}
    for body in beside:
        if body.code in wanted:
            yield wanted[body.code], CodeTaken(code=body.code, holder=str(body))


def _names(shape: Shape, beside: Iterable[Body]) -> Iterator[tuple[Step, Refusal]]:
    """Names that are empty, or that a living sibling bears once everything is done."""
    named: dict[int, list[tuple[str, int]]] = {}
    for body in beside:
        if body.ended_on is None and body.pk not in shape.ending and body.pk not in shape.parents:
            named.setdefault(body.parent_id or 0, []).append((body.matching_key, body.pk))
    for unit_id, parent_id in shape.parents.items():
        named.setdefault(parent_id, []).append((shape.bodies[unit_id].matching_key, unit_id))
    for step in filter(_is_new, shape.steps):
        name = str(step.told.get("name", ""))
        key = text.matching_key(name)[:255]
        siblings = named.setdefault(_under(shape, step) or 0, [])
        if not key:
            yield step, NameEmpty()
        elif any(key == other and pk != step.unit_id for other, pk in siblings):
            yield step, SameNameHere(name=text.clean(name))
        siblings.append((key, -step.pk))


def _is_new(step: Step) -> bool:
    return step.verb == Step.Verb.RENAME or (step.verb == Step.Verb.FOUND and step.into_id is None)


def _under(shape: Shape, step: Step) -> int | None:
    return step.unit_id if step.verb == Step.Verb.FOUND else shape.parent_of(step.unit_id)

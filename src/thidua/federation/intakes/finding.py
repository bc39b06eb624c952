"""What the lists of this room share: finding the unit that a row names."""

from __future__ import annotations

from thidua.federation.actions.name_alias import name_alias
from thidua.federation.models import Body
from thidua.federation.queries.matching import Roster, roster
from thidua.kernel.intake.lines import Line, Suggestion
from thidua.kernel.intake.registry import Context


def roster_of(context: Context) -> Roster:
    """The bodies of the list's branch, loaded once a check."""
    kept: Roster | None = context.kept.get("roster")
    if kept is None:
        kept = context.kept["roster"] = roster(context.path)
    return kept


def find_unit(line: Line, key: str, context: Context) -> int | None:
    """The unit in column ``key``; the list's own when the cell is empty; None when a person must pick."""
    written = line.text(key)
    if line.chosen:
        return line.body_id
    if not written:
        line.means(context.unit_id)
        return context.unit_id
    known = roster_of(context)
    found = known.find(written)
    if len(found) == 1:
        line.means(found[0])
        return found[0]
    near = _suggested(written, context)
    line.cannot_match(written, near)
    return None


def _suggested(written: str, context: Context) -> list[Suggestion]:
    """Comparing with every name is slow, and a list writes the same wrong name again and again."""
    asked: dict[str, list[Suggestion]] = context.kept.setdefault("suggested", {})
    if written not in asked:
        offered = roster_of(context).suggest(written)
        asked[written] = [Suggestion(one.body_id, one.label) for one in offered]
    return asked[written]


def remember_name(body_id: int, written: str, context: Context) -> None:
    """A person said that this name means that unit: from now on all lists know."""
    name_alias(actor=context.actor, unit_id=body_id, name=written)


def labels_of(body_ids: set[int]) -> dict[int, str]:
    found = Body.objects.filter(pk__in=body_ids)
    return {body.pk: str(body) for body in found}

"""A unit marks itself, saved at every pause, with evidence; sends it, takes it back, or gets it back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from thidua.algebra.scoring.origins import ScoreSource
from thidua.kernel import clock, files
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.kernel.files import Readable
from thidua.score.actions.marking.putting import Given, Writing
from thidua.score.errors import NotTypedHere, ReasonMissing, SendFirst
from thidua.score.models import Mark, MarkedUnit, MarkEvidence
from thidua.score.queries.marking.fields import is_complete, read_typed
from thidua.score.queries.marking.loading import Rules, rules_of
from thidua.score.states import MARKED
from thidua.score.wording import SOURCES

RELATED = ("unit", "round__sheet", "round__organiser")


@transaction.atomic
def save_self_mark(
    *,
    actor: Actor,
    marked_id: int,
    typed: Mapping[str, Mapping[str, str]],
    notes: Mapping[str, str] | None = None,
    version: int | None = None,
) -> MarkedUnit:
    """``typed``: by criterion, by the name of the box; an empty box is not told, and 0 is. All of it or nothing.

    Raises PointsUnread, PointsOutOfBounds, NotTypedHere, CriterionUnknownHere, Stale.
    """
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="mark", lock=True, related=RELATED)
    check_version(marked, version)
    rules, writing = rules_of(marked.round.sheet), Writing(actor, Mark.Layer.SELF, [marked])
    for name, boxes in typed.items():
        leaf = rules.leaf(name)
        must_be_typed(rules, name)
        values, note = read_typed(leaf, boxes), (notes or {}).get(name, "")
        if values:
            writing.put(marked, name, Given(values, reason=note), marked.unit)
        else:
            writing.take_back(marked, name)
    writing.write()
    if marked.state == MARKED.initial:
        MARKED.move(marked, "begin")
    marked.version += 1
    marked.save(update_fields=["version", "changed_at"])
    return marked


def must_be_typed(rules: Rules, leaf: str) -> None:
    """Raises NotTypedHere for what the product reads itself, and what others give."""
    origin = rules.origins[leaf]
    if origin.is_read or origin.source is ScoreSource.PEERS:
        raise NotTypedHere(leaf=leaf, source=SOURCES[origin.source])


@transaction.atomic
def send_self_mark(*, actor: Actor, marked_id: int) -> MarkedUnit:
    """Zero everywhere can be sent; a criterion that nobody marked cannot: missing is not zero. Raises SendFirst."""
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="send", lock=True, related=RELATED)
    lacking = unmarked(marked)
    if lacking:
        raise SendFirst(count=len(lacking), leaves=", ".join(lacking[:12]))
    marked.sent_at, marked.sent_by = clock.now(), actor.name
    MARKED.move(marked, "send", also=("sent_at", "sent_by"))
    record(actor, "score.self_mark_sent", marked, path=marked.unit.path)
    emit("score.self_mark_sent", marked_id=marked.pk, round_id=marked.round_id)
    return marked


def unmarked(marked: MarkedUnit) -> list[str]:
    """Criteria that the unit marks itself and has not yet."""
    rules = rules_of(marked.round.sheet)
    own = {one.leaf: one.values for one in marked.marks.filter(layer=Mark.Layer.SELF, current=True)}
    return [
        leaf.id
        for leaf in rules.sheet.leaves()
        if not rules.origins[leaf.id].is_read
        and rules.origins[leaf.id].source is not ScoreSource.PEERS
        and not is_complete(leaf, own.get(leaf.id, {}))
    ]


@transaction.atomic
def take_self_mark_back(*, actor: Actor, marked_id: int) -> MarkedUnit:
    """While marking goes on what was sent may be mended."""
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="take_back", lock=True, related=RELATED)
    MARKED.move(marked, "take_back")
    record(actor, "score.self_mark_taken_back", marked, path=marked.unit.path)
    return marked


@transaction.atomic
def return_self_mark(*, actor: Actor, marked_id: int, reason: str) -> MarkedUnit:
    """Back to the unit, with the reason. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="return", lock=True, related=RELATED)
    MARKED.move(marked, "return")
    record(actor, "score.self_mark_returned", marked, path=marked.unit.path, reason=reason.strip())
    return marked


@transaction.atomic
def attach_evidence(
    *, actor: Actor, marked_id: int, leaf: str, name: str, stream: Readable, size: int
) -> MarkEvidence:
    """A photo or paper behind a criterion; the same file again is kept once. Raises FileTooLarge,
    FileKindUnknown, CriterionUnknownHere."""
    marked = fetch(MarkedUnit, marked_id, actor=actor, related=RELATED)
    verb = "explain" if marked.round.state == "explaining" else "mark"
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb=verb, lock=True, related=RELATED)
    rules_of(marked.round.sheet).leaf(leaf)
    stored = files.keep(name, stream, size)
    kept, made = MarkEvidence.objects.get_or_create(
        marked=marked, leaf=leaf, file=stored, defaults={"name": name[:255], "by": actor.name}
    )
    if made:
        record(
            actor,
            "score.evidence_added",
            marked,
            path=marked.unit.path,
            data={"leaf": leaf, "name": kept.name},
        )
    return kept


@transaction.atomic
def detach_evidence(*, actor: Actor, marked_id: int, evidence_id: int) -> None:
    """Taken off while the unit marks itself; the trail says that it was there."""
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="mark", lock=True, related=RELATED)
    found = marked.evidence.filter(pk=evidence_id).first()
    if found is None:
        raise Absent()
    record(actor, "score.evidence_removed", marked, path=marked.unit.path, data={"name": found.name})
    found.delete()

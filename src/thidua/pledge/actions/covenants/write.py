"""The wording: by the unit that keeps the pen. Once it was sent round, every change is seen by the parties as a
proposal of that unit that took effect at once; all of them sign in the end."""

from __future__ import annotations

from django.db import transaction

from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent
from thidua.launch.models import Target
from thidua.pledge.actions.covenants.draft import figures_for
from thidua.pledge.actions.covenants.parts import add_commitments, ask_again, clause_of, held, touched
from thidua.pledge.errors import ClauseEmpty, ClauseTwice
from thidua.pledge.models import Clause, Covenant, Proposal
from thidua.pledge.states import PROPOSAL


@transaction.atomic
def save_covenant(
    *, actor: Actor, covenant_id: int, title: str, place: str, opening: str, version: int | None = None
) -> Covenant:
    """Raises Stale, NotNow, ClauseEmpty without a title."""
    covenant = held(actor, covenant_id, "write")
    check_version(covenant, version)
    if not title.strip():
        raise ClauseEmpty()
    covenant.title, covenant.place, covenant.opening = title.strip()[:300], place.strip(), opening.strip()
    covenant.version += 1
    covenant.save()
    ask_again(covenant)
    record(actor, "pledge.covenant_written", covenant, path=covenant.seat.path)
    return covenant


@transaction.atomic
def add_clause(*, actor: Actor, covenant_id: int, text: str = "", target_id: int | None = None) -> Clause:
    """A clause in words, or about a target of the year, with the figures that are assigned. Raises ClauseEmpty,
    ClauseTwice, Absent."""
    covenant = held(actor, covenant_id, "write")
    target = _target(covenant, target_id)
    words = text.strip() or (target.name if target else "")
    if not words:
        raise ClauseEmpty()
    last = covenant.clauses.order_by("-position").first()
    clause = Clause.objects.create(
        covenant=covenant, position=last.position + 1 if last else 1, target=target, text=words[:1000]
    )
    if target is not None:
        parties = list(covenant.standing_parties.select_related("unit"))
        found = {one.pk: figures for one, figures in figures_for(covenant, parties)}
        add_commitments(clause, parties, dict(found.get(target.pk, {})))
    _tell(actor, covenant, Proposal.What.ADD, clause, before="", said=words)
    return clause


@transaction.atomic
def change_clause(*, actor: Actor, covenant_id: int, clause_id: int, text: str) -> Clause:
    """Raises ClauseEmpty, Absent."""
    covenant = held(actor, covenant_id, "write")
    clause = clause_of(covenant, clause_id)
    if not text.strip():
        raise ClauseEmpty()
    before, clause.text = clause.text, text.strip()[:1000]
    if clause.text != before:
        clause.save(update_fields=["text"])
        _tell(actor, covenant, Proposal.What.WORDS, clause, before=before, said=clause.text)
    return clause


@transaction.atomic
def drop_clause(*, actor: Actor, covenant_id: int, clause_id: int) -> None:
    """Takes a clause out; what was proposed about it stays to be read. Raises Absent."""
    covenant = held(actor, covenant_id, "write")
    clause = clause_of(covenant, clause_id)
    for one in clause.proposals.filter(state="open").select_for_update():
        PROPOSAL.move(one, "overtake")
    _tell(actor, covenant, Proposal.What.DROP, clause, before=clause.text, said="")
    clause.delete()


def _target(covenant: Covenant, target_id: int | None) -> Target | None:
    if target_id is None:
        return None
    target = Target.objects.filter(pk=target_id, cycle=covenant.cycle_id).first()
    if target is None:
        raise Absent()
    if covenant.clauses.filter(target=target).exists():
        raise ClauseTwice(target=target.name)
    return target


def _tell(actor: Actor, covenant: Covenant, what: str, clause: Clause, *, before: str, said: str) -> None:
    """Notes the change; while nobody else has seen the text it is nobody's business."""
    touched(covenant)
    ask_again(covenant)
    data = {"clause": clause.pk, "before": before, "said": said}
    record(actor, f"pledge.clause_{what}", covenant, path=covenant.seat.path, data=data)
    if covenant.state == "draft":
        return
    now = clock.now()
    Proposal.objects.create(
        covenant=covenant,
        what=what,
        clause=clause,
        about=clause.text,
        before=before,
        said=said,
        by=covenant.parties.filter(unit=covenant.seat).first(),
        by_name=actor.name,
        made_at=now,
        state="accepted",
        answered_by=actor.name,
        answered_at=now,
    )

from __future__ import annotations

from django.db import transaction

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.copy_lines import copy_lines
from thidua.launch.models import LegalBasis, Movement, Paper, Recipient
from thidua.launch.queries.levels import levels_below
from thidua.launch.rules import acting_unit
from thidua.launch.sections import sections_of

_LETTERS = {
    Paper.Kind.PLAN: "KH",
    Paper.Kind.GUIDANCE: "HD",
    Paper.Kind.LAUNCH_TEXT: "PĐ",
    Paper.Kind.ASSIGNMENT_DECISION: "QĐ",
}


@transaction.atomic
def start_paper(
    *,
    actor: Actor,
    movement_id: int,
    seat_id: int,
    kind: str,
    title: str = "",
    year: int | None = None,
    place: str = "",
    carries_out_id: int | None = None,
    like_id: int | None = None,
) -> Paper:
    """Begins a paper of a movement.

    ``carries_out_id`` is an issued paper that this one carries out (a guidance its plan); ``like_id`` is an
    older paper of the same unit, last year's plan, whose lines are copied. Raises Absent, NotYours.
    """
    movement = fetch(Movement, movement_id, actor=actor)
    seat = acting_unit(actor, seat_id, "launch.draft")
    above = fetch(Paper, carries_out_id, actor=actor) if carries_out_id else None
    like = fetch(Paper, like_id, actor=actor) if like_id else None
    issuer = movement.issuer if movement.seat_id == seat.pk else seat
    # A cluster has nobody below it: its members are asked because they are members.
    asks_nobody = kind == Paper.Kind.ASSIGNMENT_DECISION or issuer.form == Body.Form.CLUSTER
    paper = Paper.objects.create(
        movement=movement,
        issuer=issuer,
        seat=seat,
        kind=kind,
        parent=above,
        title=title.strip(),
        year=year or clock.today().year,
        place=place or (like.place if like else "") or place_of(seat),
        symbol=like.symbol if like and like.kind == kind else symbol_for(kind, seat),
        asks_levels=[] if asks_nobody else levels_below(seat.level),
        begun_by_id=actor.account_id,
    )
    if like is not None:
        for section in sections_of(paper.kind):
            copy_lines(section, like, paper, linked=False)
    elif above is not None:
        rest_on(paper, above)
    record(actor, "launch.paper_started", paper, path=seat.path, data={"kind": kind, "like": like_id})
    return paper


def symbol_for(kind: str, seat: Body) -> str:
    """A first guess at the symbol, "KH-LĐLĐ"; the clerk's book decides. A federation signs LĐLĐ, any other
    union CĐ."""
    letters = _LETTERS[Paper.Kind(kind)]
    is_federation = seat.name.casefold().startswith(("liên đoàn", "lđlđ"))
    return f"{letters}-{'LĐLĐ' if is_federation else 'CĐ'}"


def place_of(unit: Body) -> str:
    """The place in a letterhead: the locality in the unit's name, or in the name of the unit above it."""
    for body in (unit, unit.parent):
        for word in ("tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã "):
            if body is not None and word in body.name:
                return body.name.split(word, 1)[1]
    return ""


def rest_on(paper: Paper, above: Paper) -> None:
    """The paper above becomes the first basis, and its issuer the first recipient."""
    basis_on(paper, above)
    if above.issuer_id != paper.issuer_id:  # nobody reports to itself
        Recipient.objects.create(paper=paper, position=0, name=str(above.issuer), purpose="để b/c")


def basis_on(paper: Paper, above: Paper, *, position: int = 0) -> None:
    LegalBasis.objects.create(
        paper=paper,
        position=position,
        role=LegalBasis.Role.BASIS,
        document_type=above.get_kind_display(),
        number=above.reference,
        dated_on=above.issued_on,
        issuer=above.issuer.name,
        subject=above.title,
        based_on=above,
    )

"""Asking the later rooms about a reorganisation, before it is carried out or taken back."""

from __future__ import annotations

from thidua.federation.models import Reorganisation
from thidua.federation.queries.reorganising.shape import Shape
from thidua.federation.queries.reorganising.touched import touched_by
from thidua.federation.questions import REORGANISING, UNDOING, Reorganising, Undoing
from thidua.kernel.questions import Answer


def ask(shape: Shape) -> list[Answer]:
    """What the later rooms have to say; units that are only to be founded concern nobody yet."""
    splitting = (
        (unit_id, shape.target(step) or 0) for unit_id, steps in shape.splitting.items() for step in steps
    )
    subject = Reorganising(
        reorganisation_id=shape.reorganisation.pk,
        from_on=shape.from_on,
        ending=tuple(shape.ending),
        merging=tuple((unit_id, into) for unit_id, into in shape.merging.items() if into > 0),
        moving=tuple((unit_id, under) for unit_id, under in shape.parents.items() if under > 0),
        splitting=tuple((unit_id, into) for unit_id, into in splitting if into > 0),
    )
    return REORGANISING.ask(subject)


def ask_back(done: Reorganisation) -> list[Answer]:
    """What the later rooms have to say against taking it back."""
    return UNDOING.ask(Undoing(done.pk, done.from_on, tuple(touched_by(done.pk))))

"""Moving a whole branch of today's tree, and the turn that everyone takes who changes its shape."""

from __future__ import annotations

from django.db import connection
from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat, Substr

from thidua.federation.errors import NotInTheTree, UnderItself, UnitEnded
from thidua.federation.models import Body
from thidua.formats.vi import format_date
from thidua.kernel import clock, paths
from thidua.kernel.models import Intake

SHAPERS_TURN = 7_204_116  # advisory lock: paths are read and rewritten by one transaction at a time


def hold_tree() -> None:
    """Waits for the turn and keeps it to the end of the transaction. Call before reading any path."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [SHAPERS_TURN])


def move_branch(unit: Body, under: Body | None) -> None:
    """Puts today's branch of ``unit`` under ``under`` (None: a root) in one statement for all its bodies.

    Raises UnderItself when ``under`` stands within the branch.
    """
    old = unit.path
    if under is not None and old and paths.covers(old, under.path):
        raise UnderItself(unit=str(unit), under=str(under))
    new = paths.below(under.path if under else "", unit.pk)
    if old and old != new:
        _rewrite(old, new)
    unit.parent, unit.path, unit.seat = under, new, new
    unit.version += 1
    unit.save(update_fields=["parent", "path", "seat", "version", "changed_at"])


def _rewrite(old: str, new: str) -> None:
    after = len(old) + 1
    moved_seat = Concat(Value(new), Substr("seat", after))
    Body.objects.filter(paths.within("seat", old)).update(
        path=Case(When(path="", then=Value("")), default=Concat(Value(new), Substr("path", after))),
        seat=moved_seat,
    )
    Intake.objects.filter(paths.within("unit_path", old)).update(
        unit_path=Concat(Value(new), Substr("unit_path", after))
    )


def must_be_placed(body: Body) -> None:
    """Raises NotInTheTree for departments and partners: nothing adds up through them."""
    if not body.is_placed:
        raise NotInTheTree(unit=str(body))


def must_stand(body: Body) -> None:
    """Raises UnitEnded for a body of the past."""
    if body.ended_on is not None:
        raise UnitEnded(unit=str(body), day=format_date(body.ended_on))


def bump(body: Body) -> None:
    """Counts a change that is kept in other rows (names, facts, lines) as a change of the body."""
    Body.objects.filter(pk=body.pk).update(version=F("version") + 1, changed_at=clock.now())
    body.version += 1

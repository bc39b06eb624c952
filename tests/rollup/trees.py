"""Changes of the tree on paper: rows as a reorganisation writes them, told as it tells them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.models import Body, Reorganisation, Succession
from thidua.kernel import paths
from thidua.kernel.events import emit

DAY = dt.date(2017, 8, 22)


class Rebuilding:
    """One reorganisation under a seat; what it did can be taken back."""

    def __init__(self, seat: Body, day: dt.date = DAY) -> None:
        self.day = day
        self.row = Reorganisation.objects.create(
            seat=seat, name="Sắp xếp tổ chức", from_on=day, source="QĐ 01", state="done"
        )
        self.before: list[tuple[int, int | None, str, dt.date | None]] = []

    def move(self, unit: Body, under: Body) -> None:
        """The unit and everything below it stands under another unit."""
        old, new = self._now(unit).path, paths.below(self._now(under).path, unit.pk)
        for body in Body.objects.filter(path__startswith=old):
            self._keep(body)
            parent = under.pk if body.pk == unit.pk else body.parent_id
            Body.objects.filter(pk=body.pk).update(
                path=new + body.path[len(old) :], seat=new + body.path[len(old) :], parent_id=parent
            )

    def end(self, unit: Body) -> None:
        body = self._now(unit)
        self._keep(body)
        Body.objects.filter(pk=unit.pk).update(ended_on=self.day)

    def merge(self, unit: Body, into: Body, *, whole: bool = True) -> None:
        """The unit ends; what stood below it moves along; its past counts with ``into`` when it is whole."""
        for child in Body.objects.filter(parent=unit, ended_on=None):
            self.move(child, into)
        self.end(unit)
        Succession.objects.create(
            unit=unit, into=into, whole=whole, from_on=self.day, reorganisation=self.row
        )

    def tell(self, event: str = "federation.reorganised") -> None:
        with transaction.atomic():
            emit(event, reorganisation_id=self.row.pk)

    def undo(self) -> None:
        self.row.successions.all().delete()
        for pk, parent_id, path, ended_on in reversed(self.before):
            Body.objects.filter(pk=pk).update(parent_id=parent_id, path=path, seat=path, ended_on=ended_on)
        self.before.clear()
        self.tell("federation.reorganisation_undone")

    def _keep(self, body: Body) -> None:
        self.before.append((body.pk, body.parent_id, body.path, body.ended_on))

    def _now(self, unit: Body) -> Body:
        return Body.objects.get(pk=unit.pk)

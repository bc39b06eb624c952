"""Score sheets as stored data: typed or sent, examined at saving, frozen when in use, renewed as a new version."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.score.actions.marking.reading import Written, read_written
from thidua.score.errors import SheetInUse
from thidua.score.models import ScoreSheet
from thidua.score.rules import must_hold
from thidua.score.states import SHEET


@transaction.atomic
def add_sheet(
    *, actor: Actor, owner_id: int, text: str, source: str = "", from_on: dt.date | None = None
) -> ScoreSheet:
    """A first version, kept by a unit or by a cluster. Raises Absent, NotYours and what ``read_written`` raises."""
    owner = Body.objects.select_related("host").filter(pk=owner_id).first()
    if owner is None:
        raise Absent()
    must_hold(actor, "score.draft", owner)
    written = read_written(text)
    sheet = ScoreSheet(owner=owner, from_on=from_on, by=actor.name)
    _take(sheet, written, source)
    sheet.save()
    record(actor, "score.sheet_added", sheet, path=owner.seat, data={"name": sheet.name})
    return sheet


@transaction.atomic
def change_sheet(
    *,
    actor: Actor,
    sheet_id: int,
    text: str,
    source: str = "",
    from_on: dt.date | None = None,
    version: int | None = None,
) -> ScoreSheet:
    """Raises SheetInUse, Stale and what ``read_written`` raises."""
    seen = fetch(ScoreSheet, sheet_id, actor=actor, related=("owner",))
    if seen.state != SHEET.initial:
        raise SheetInUse(sheet=str(seen))
    sheet = fetch(ScoreSheet, sheet_id, actor=actor, verb="change", lock=True, related=("owner",))
    check_version(sheet, version)
    _take(sheet, read_written(text), source)
    sheet.from_on = from_on
    sheet.version += 1
    sheet.save()
    record(actor, "score.sheet_changed", sheet, path=sheet.owner.seat, data={"name": sheet.name})
    return sheet


@transaction.atomic
def renew_sheet(*, actor: Actor, sheet_id: int) -> ScoreSheet:
    """The next version, a draft with the same text; the version before stays as it is."""
    before = fetch(ScoreSheet, sheet_id, actor=actor, verb="renew", lock=True, related=("owner",))
    first = before.family
    last = ScoreSheet.objects.filter(Q(pk=first) | Q(first=first)).aggregate(last=Max("number"))["last"]
    sheet = ScoreSheet(owner=before.owner, first_id=first, number=last + 1, by=actor.name)
    _take(sheet, read_written(before.text), before.source)
    sheet.save()
    record(
        actor,
        "score.sheet_renewed",
        sheet,
        path=sheet.owner.seat,
        data={"from": before.pk, "number": last + 1},
    )
    return sheet


@transaction.atomic
def retire_sheet(*, actor: Actor, sheet_id: int) -> ScoreSheet:
    """No new round by it; what was marked by it stays readable."""
    sheet = fetch(ScoreSheet, sheet_id, actor=actor, verb="retire", lock=True, related=("owner",))
    SHEET.move(sheet, "retire")
    record(actor, "score.sheet_retired", sheet, path=sheet.owner.seat)
    return sheet


def freeze_for_use(actor: Actor, sheet: ScoreSheet) -> None:
    """What a round is marked by is changed no more. The caller holds the row."""
    if sheet.state == SHEET.initial:
        sheet.frozen_at = clock.now()
        SHEET.move(sheet, "freeze", also=("frozen_at",))
        record(actor, "score.sheet_frozen", sheet, path=sheet.owner.seat)


def _take(sheet: ScoreSheet, written: Written, source: str) -> None:
    sheet.text, sheet.body = written.text, written.body
    sheet.name = written.sheet.name[:300]
    sheet.source = (source or written.sheet.source).strip()[:300]

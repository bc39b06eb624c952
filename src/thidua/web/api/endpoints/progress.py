"""How far long work is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent
from thidua.kernel.models import Progress
from thidua.web.api.answers import Key, answers, asking

router = Router(tags=[gettext_noop("Việc cần làm")])


class ProgressOut(Schema):
    """Long work: waiting, running, done or failed; ``outcome`` is what it made, or its refusal."""

    id: int
    kind: str
    label: str
    state: str
    done: int
    total: int
    outcome: dict[str, Any]
    made_at: dt.datetime
    ended_at: dt.datetime | None


@router.get(
    "/progress/{progress_id}",
    response=answers(ProgressOut),
    summary=gettext_noop("Tiến độ một việc dài"),
    operation_id="work_progress",  # clients made from the document call it so
)
def progress(request: HttpRequest, progress_id: Key) -> ProgressOut:
    return ProgressOut.model_validate(own_progress(asking(request), progress_id))


def own_progress(actor: Actor, progress_id: int) -> Progress:
    """Only the person who began it follows it. Raises Absent."""
    found = Progress.objects.filter(pk=progress_id, account_id=actor.account_id or 0).first()
    if found is None:
        raise Absent()
    return found

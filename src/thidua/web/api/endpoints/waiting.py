"""What waits for me."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from thidua.kernel.waiting import waiting_for
from thidua.web.api.answers import answers, asking

router = Router(tags=[gettext_noop("Việc cần làm")])


class WaitingOut(Schema):
    """One job. ``url`` is the page that opens it; ``code`` is stable."""

    stage: str
    code: str
    title: str
    fact: str
    button: str
    url: str
    due_on: dt.date | None
    done: int
    total: int
    unit: str


@router.get(
    "/waiting",
    response=answers(list[WaitingOut]),
    summary=gettext_noop("Việc đang chờ tôi"),
    operation_id="work_waiting",  # clients made from the document call it so
)
def waiting(request: HttpRequest) -> list[WaitingOut]:
    """By deadline, the oldest first; jobs without a deadline last."""
    return [WaitingOut.model_validate(one) for one in waiting_for(asking(request))]

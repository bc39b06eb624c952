"""The request as views see it: who acts is known."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from thidua.access.models import Account
from thidua.access.queries.actors import Desk
from thidua.kernel.desk import answering


class Request(answering.Request):
    """``actor`` is NOBODY for strangers. ``desks``: from where this person may act. ``idle_seconds``: after
    how many seconds without a press a shared phone signs out, None on one's own device. ``left_by``: whose
    shared session has just run out. ``jobs_counted``: this request counted what waits for the person."""

    user: Account | AnonymousUser
    desks: tuple[Desk, ...]
    idle_seconds: int | None
    left_by: int | None
    jobs_counted: bool

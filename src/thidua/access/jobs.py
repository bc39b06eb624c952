"""Every night: what nobody needs any more is thrown away."""

from __future__ import annotations

import datetime as dt
import logging

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from thidua.access import kept
from thidua.access.models import Attempts, SignInLink
from thidua.kernel import clock

log = logging.getLogger(__name__)

WRONG_TRIES_KEPT = dt.timedelta(days=7)
LINKS_KEPT = dt.timedelta(days=90)  # so that an old link still says kindly that it is old


@app.periodic(cron="17 3 * * *")
@app.task(name="access.forget_old", queue="work", queueing_lock="access.forget_old")
def forget_old_daily(timestamp: int) -> None:
    log.info("access forgot %s", forget_old())


def forget_old() -> dict[str, int]:
    """Deletes old tries, links, kept forms and sessions; returns how many of each."""
    now = timezone.now()
    tries = Attempts.objects.filter(last_at__lt=now - WRONG_TRIES_KEPT).exclude(locked_until__gt=now)
    links = SignInLink.objects.filter(expires_at__lt=clock.now() - LINKS_KEPT)
    sessions = Session.objects.filter(expire_date__lt=now)
    return {
        "tries": tries.delete()[0],
        "links": links.delete()[0],
        "forms": kept.forget_old(),
        "sessions": sessions.delete()[0],
    }

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.access.cast import browser
from thidua.access.jobs import forget_old
from thidua.access.models import Account, Attempts, KeptForm, SignInLink
from thidua.kernel import clock


def test_what_nobody_needs_is_thrown_away(chair: Account) -> None:
    now = timezone.now()
    long_ago = now - dt.timedelta(days=100)
    for digest, expires in (("old", clock.now() - dt.timedelta(days=100)), ("new", clock.now())):
        SignInLink.objects.create(digest=digest, account=chair, goes_to="/", expires_at=expires)
    Attempts.objects.create(key="old", last_at=long_ago)
    Attempts.objects.create(key="locked", last_at=long_ago, locked_until=now + dt.timedelta(hours=1))
    Attempts.objects.create(key="new")
    KeptForm.objects.create(holder="x", path="/", page="/", fields=[], made_at=long_ago)
    browser(chair)
    browser(chair)
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=long_ago)  # type: ignore[union-attr]
    assert forget_old() == {"tries": 1, "links": 1, "forms": 1, "sessions": 1}
    assert forget_old() == {"tries": 0, "links": 0, "forms": 0, "sessions": 0}
    assert set(Attempts.objects.values_list("key", flat=True)) == {"locked", "new"}

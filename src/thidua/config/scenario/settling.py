"""Letting the later rooms hear what the acts have told."""

from __future__ import annotations

from django.db import connection

from thidua.kernel import events


def settle() -> int:
    """Lets everything that waits be heard; returns how many events that were."""
    heard = 0
    while some := events.deliver(most=5000):
        heard += some
    return heard


def learn_sizes() -> None:
    """Tells PostgreSQL that empty tables now hold a province; it would find out only after the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")

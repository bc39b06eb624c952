"""The worker: hears events, seals the audit, carries out long work. Any number may run at once."""

from __future__ import annotations

import argparse
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

HELP = "người làm nền: tổng hợp số liệu, niêm phong nhật ký, việc dài"
log = logging.getLogger(__name__)

EVENTS_PAUSE = 0.15  # seconds between two looks at the outbox: what a reader waits for a new total
SEAL_PAUSE = 2.0
# Who sends is not to wait for who adds up, so it rests as long as it worked: what comes together meanwhile costs less
# a report than what comes alone. Beyond some hundreds nothing more is saved, and a longer rest is only waited for.
LONGEST_REST = 0.3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi dừng")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting

    starting.house(migrate=False)
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from thidua.audit import chain
    from thidua.kernel import events

    # Django's own connection can queue work but not wait for it; the worker has one that listens.
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError(f"The queue is not kept in Django's database: {type(connector).__name__}")
    worker = app.with_connector(connector.get_worker_connector())
    if arguments.once:
        worker.run_worker(wait=False, install_signal_handlers=False)
        while events.deliver():
            pass
        while chain.seal_waiting():
            pass
        return 0
    for look in (events_heard(), lines_sealed()):
        threading.Thread(target=_again_and_again, args=(look,), daemon=True).start()
    worker.run_worker(concurrency=2)
    return 0


@dataclass(frozen=True)
class Look:
    """Something to look after again and again."""

    work: Callable[[], int]  # does what waits, up to a full batch; how much it was
    full: int
    pause: float  # seconds

    def turn(self) -> float:
        """Works once; how long to rest then: not at all while more waits than one turn can do."""
        began = time.monotonic()
        if self.work() >= self.full:
            return 0.0
        return max(self.pause, min(time.monotonic() - began, LONGEST_REST))


def events_heard() -> Look:
    from thidua.kernel import events

    return Look(events.deliver, events.BATCH, EVENTS_PAUSE)


def lines_sealed() -> Look:
    from thidua.audit import chain

    return Look(chain.seal_waiting, chain.BATCH, SEAL_PAUSE)


def _again_and_again(look: Look) -> None:
    """A lost database is waited for, never given up."""
    from django.db import close_old_connections

    while True:
        try:
            time.sleep(look.turn())
        except Exception:
            log.exception("%s failed; trying again", look.work.__qualname__)
            close_old_connections()
            time.sleep(2)

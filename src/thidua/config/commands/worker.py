"""The worker: hears events, seals the audit, carries out long work. Any number may run at once."""

from __future__ import annotations

import argparse
import logging
import threading
import time
from collections.abc import Callable

HELP = "người làm nền: tổng hợp số liệu, niêm phong nhật ký, việc dài"
log = logging.getLogger(__name__)

EVENTS_PAUSE = 0.15  # seconds between two looks at an empty outbox: what a reader waits for a new total
SEAL_PAUSE = 2.0


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
    for work, pause in ((events.deliver, EVENTS_PAUSE), (chain.seal_waiting, SEAL_PAUSE)):
        threading.Thread(target=_again_and_again, args=(work, pause), daemon=True).start()
    worker.run_worker(concurrency=2)
    return 0


def _again_and_again(work: Callable[[], int], pause: float) -> None:
    """Works without pause while there is work. A lost database is waited for, never given up."""
    from django.db import close_old_connections

    while True:
        try:
            if work() == 0:
                time.sleep(pause)
        except Exception:
            log.exception("%s failed; trying again", work.__qualname__)
            close_old_connections()
            time.sleep(2)

"""The ground of the benchmarks: a database of their own beside the installation's, dropped at the end."""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from thidua.kernel import database


@contextlib.contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """Inside the block Django works on a fresh, migrated database; its name is handed out."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    cluster = database.ensure_running()
    scratch = f"thidua_bench_{name}_{os.getpid()}"
    try:
        with _moved_to(scratch):
            yield scratch
    finally:
        if cluster is not None and cluster.started_here:
            cluster.stop()


@contextlib.contextmanager
def _moved_to(scratch: str) -> Iterator[None]:
    import django
    from django.conf import settings
    from django.db import connection

    from thidua.config import ready, starting
    from thidua.kernel import clock

    django.setup()
    starting.static_files()
    real = str(settings.DATABASES["default"]["NAME"])
    database.administer(f'create database "{scratch}" template {ready.copied_from()}')
    try:
        work_in(scratch)
        clock.forget()
        yield
    finally:
        connection.close()
        work_in(real)
        database.administer(f'drop database if exists "{scratch}" with (force)')


def work_in(name: str) -> None:
    """Lets Django's connection of this thread, and those made later, use the database of this name."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def milliseconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def spread(times: Sequence[float]) -> dict[str, float]:
    """Smallest, median, 95th percentile and largest, in the unit given."""
    ordered = sorted(times)
    place = min(len(ordered) - 1, int(len(ordered) * 0.95))
    return {
        "n": len(ordered),
        "min": round(ordered[0], 2),
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[place], 2),
        "max": round(ordered[-1], 2),
    }

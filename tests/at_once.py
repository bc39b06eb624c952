"""Several people at the same moment, each on a connection of their own."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

from django.db import connection

from thidua.formats.errors import CodedError
from thidua.kernel import clock

TODAY = dt.date(2017, 7, 18)


def at_once(*works: Callable[[], object], today: dt.date = TODAY) -> list[object]:
    """Runs all works at the same moment on connections of their own; returns what each gave or raised."""
    gate = threading.Barrier(len(works))
    told: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            with clock.standing_on(today):
                told[place] = work()
        except CodedError as refusal:
            told[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told

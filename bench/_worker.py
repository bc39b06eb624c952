"""The worker of a benchmark in a process of its own: ``python -m bench._worker DATABASE``, until killed.

It hears events and seals the audit, as the product's worker does beside its queue of long jobs. It begins at rest;
"work" on stdin sets it to work and is answered with "ready", "rest" is answered with "resting" when nothing is at hand
any more. With the end of stdin it ends.
"""

from __future__ import annotations

import os
import sys
import threading
import time

_working = threading.Event()
_told = threading.Event()  # an order that has not been answered


def main(database: str) -> None:
    import django
    from bench._ground import work_in

    django.setup()
    work_in(database)
    from thidua.config.commands.worker import events_heard, lines_sealed

    events, lines = events_heard(), lines_sealed()

    def seal() -> None:
        while True:
            _working.wait()
            time.sleep(lines.turn())

    threading.Thread(target=seal, daemon=True).start()
    threading.Thread(target=_listen, daemon=True).start()
    while True:
        if _told.is_set():
            _told.clear()
            print("ready" if _working.is_set() else "resting", flush=True)
        if not _working.is_set():
            _told.wait()
        else:
            _told.wait(events.turn())


def _listen() -> None:
    for line in sys.stdin:
        (_working.set if line.strip() == "work" else _working.clear)()
        _told.set()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])

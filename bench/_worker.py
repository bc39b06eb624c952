"""The worker of a benchmark in a process of its own: ``python -m bench._worker DATABASE``, until killed.

It hears events and seals the audit, as the product's worker does beside its queue of long jobs.
"""

from __future__ import annotations

import sys
import threading
import time


def main(database: str) -> None:
    import django
    from bench._ground import work_in

    django.setup()
    work_in(database)
    from thidua.audit import chain
    from thidua.config.commands.worker import EVENTS_PAUSE, SEAL_PAUSE
    from thidua.kernel import events

    def seal() -> None:
        while True:
            if chain.seal_waiting() == 0:
                time.sleep(SEAL_PAUSE)

    threading.Thread(target=seal, daemon=True).start()
    print("ready", flush=True)
    while True:
        if events.deliver() == 0:
            time.sleep(EVENTS_PAUSE)


if __name__ == "__main__":
    main(sys.argv[1])

"""The worker of a benchmark in a process of its own: ``python -m bench._worker DATABASE``, until killed."""

from __future__ import annotations

import sys
import time


def main(database: str) -> None:
    import django
    from bench._ground import work_in

    django.setup()
    work_in(database)
    from thidua.config.commands.worker import EVENTS_PAUSE
    from thidua.kernel import events

    print("ready", flush=True)
    while True:
        if events.deliver() == 0:
            time.sleep(EVENTS_PAUSE)


if __name__ == "__main__":
    main(sys.argv[1])

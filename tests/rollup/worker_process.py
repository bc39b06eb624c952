"""A worker in a process of its own, so that tests can kill it.

``python -m tests.rollup.worker_process DATABASE MODE``: ``loop`` delivers until
killed, ``die`` kills itself when the sums are written and not yet committed.
"""

from __future__ import annotations

import os
import signal
import sys


def main(database: str, mode: str) -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from thidua.kernel import events
    from thidua.rollup.actions import roll

    if mode == "die":
        cascade = roll.cascade

        def cascade_and_die(*arguments: object) -> None:
            cascade(*arguments)  # type: ignore[arg-type]
            os.kill(os.getpid(), signal.SIGKILL)

        roll.cascade = cascade_and_die
    print("ready", flush=True)
    while True:
        events.deliver(most=3)


if __name__ == "__main__":
    main(*sys.argv[1:])

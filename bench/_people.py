"""People at work in a process of their own: ``python -m bench._people DATABASE``, their orders on stdin.

Orders: {"units": [[id, …] a person], "period": id, "every": seconds, "starts_at": clock}. One line of JSON a
report goes out: {"report", "done_at", "ms"} or {"report", "error"}.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

_saying = threading.Lock()


def main(database: str) -> None:
    import django
    from bench._ground import work_in
    from bench._province import TODAY

    from thidua.kernel.clock import standing_on

    django.setup()
    work_in(database)
    orders = json.loads(sys.stdin.read())

    def person(number: int, unit_ids: list[int]) -> None:
        with standing_on(TODAY):
            _sit_down(orders, number, unit_ids)

    threads = [threading.Thread(target=person, args=told) for told in enumerate(orders["units"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _sit_down(orders: dict[str, Any], number: int, unit_ids: list[int]) -> None:
    """Sends one report every so often; people do not start on the same beat."""
    from django.db import connection

    from thidua.report.models import Report

    own = {one.unit_id: one for one in Report.objects.filter(period_id=orders["period"], unit__in=unit_ids)}
    begins = orders["starts_at"] + orders["every"] * number / len(orders["units"])
    for turn, unit_id in enumerate(unit_ids):
        time.sleep(max(0.0, begins + turn * orders["every"] - time.time()))
        _say(_send(own[unit_id], turn + number))
    connection.close()


def _send(report: Any, number: int) -> dict[str, Any]:
    from bench._province import answers_for, chair_of

    from thidua.report.actions.save_draft import save_draft
    from thidua.report.actions.send import send

    started = time.time()
    chair = chair_of(report.unit)
    try:
        save_draft(actor=chair, report_id=report.pk, changes=answers_for(report, number))
        send(actor=chair, report_id=report.pk, checked=True)
    except Exception as failure:
        return {"report": report.pk, "error": repr(failure)[:300]}
    done = time.time()
    return {"report": report.pk, "done_at": done, "ms": round((done - started) * 1000, 2)}


def _say(told: dict[str, Any]) -> None:
    with _saying:
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

"""People and a look at their work, in processes of their own that know only ``DATABASE_URL``.

``python -m tests.config.sender send FIRST STEP``: every STEP-th report from FIRST on is filled and sent through the
actions. Each is told on a line of its own when its action has returned, which is when a person reads "đã gửi".
A person whose page does not come presses again.

``python -m tests.config.sender look``: hears what waits and tells what is there, as JSON.
"""

from __future__ import annotations

import json
import sys
import time

SCHOOLS = "school-"  # how the codes of the units begin that report
GIVES_UP_AFTER = 60  # seconds


def send_all(first: int, step: int) -> None:
    from django.db import Error, close_old_connections

    from tests.report.conftest import SCHOOL_FIGURES, TODAY, actor_of
    from thidua.kernel import clock
    from thidua.report.actions.save_draft import save_draft
    from thidua.report.actions.send import send
    from thidua.report.models import Report

    with clock.standing_on(TODAY):
        reports = list(
            Report.objects.select_related("unit").filter(unit__code__startswith=SCHOOLS).order_by("pk")
        )[first::step]
        print("ready", flush=True)
        for report in reports:
            chair, gives_up = actor_of("grassroots_chair", report.unit), time.monotonic() + GIVES_UP_AFTER
            while True:
                try:
                    save_draft(actor=chair, report_id=report.pk, changes=SCHOOL_FIGURES)
                    send(actor=chair, report_id=report.pk, checked=True)
                except Error:
                    if time.monotonic() > gives_up:
                        raise
                    close_old_connections()
                    time.sleep(0.02)
                else:
                    break
            print(report.pk, flush=True)


def look() -> None:
    from django.test import Client

    from thidua.audit.models import Entry
    from thidua.config.commands import doctor
    from thidua.federation.models import Body
    from thidua.kernel.events import deliver
    from thidua.report.models import Report, Values
    from thidua.rollup.queries.sums import PeriodSums

    while deliver():
        pass
    sent = Report.objects.filter(state="sent").order_by("pk")
    root = Body.objects.get(code="T")
    sums = PeriodSums(sent[0].period_id).of_units([root.pk])[root.pk].sent.told.sums
    stranger = Client(SERVER_NAME="localhost").get("/api/v1/units")
    told = {
        "stranger": stranger.status_code,
        "sent": list(sent.values_list("pk", flat=True)),
        "recorded": sorted(Values.objects.filter(report_id__in=sent).values_list("pk", flat=True)),
        "audited": sorted(set(Entry.objects.filter(did="report.sent").values_list("object_id", flat=True))),
        "admitted": next(value for key, value in sums.items() if key.startswith("sum:admitted@")),
        "unwell": [one.told for one in doctor.examine() if not one.well],
    }
    print(json.dumps(told, default=str))


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "send":
        send_all(int(sys.argv[2]), int(sys.argv[3]))
    else:
        look()

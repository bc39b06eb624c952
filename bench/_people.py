"""People at work in a process of their own: ``python -m bench._people DATABASE``, their orders on stdin.

They work as often as they are told to. One line of orders: {"how", "desks": [[report, …] a person], "every": seconds
or null, "first": id}, and in a line of its own the moment to begin at, once "ready" has been said.
``how`` is ``send`` (the action, on what was typed before), ``save_and_send`` (both actions) or ``raw`` (the
statements alone, without the product: what the database and the roll-up can take). Without ``every`` each person
goes on as fast as it goes. At the end of each turn one JSON object goes out: {"sent": [[report, when, ms], …],
"errors": […]}.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

Send = Callable[[int], None]
_sent: list[tuple[int, float, float]] = []
_errors: list[str] = []


def main(database: str) -> None:
    import django
    from bench._ground import work_in

    django.setup()
    work_in(database)
    while line := sys.stdin.readline():
        _work(json.loads(line))


def _work(orders: dict[str, Any]) -> None:
    _sent.clear()
    _errors.clear()
    hands = Hands(orders)
    print("ready", flush=True)
    starts_at = float(sys.stdin.readline())
    threads = [
        threading.Thread(target=_sit_down, args=(hands, orders, starts_at, number, desk))
        for number, desk in enumerate(orders["desks"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"sent": _sent, "errors": _errors}), flush=True)


def _sit_down(hands: Hands, orders: dict[str, Any], starts_at: float, number: int, desk: list[int]) -> None:
    """Sends one report every so often; people do not start on the same beat."""
    from django.db import connection

    every = orders["every"]
    send = hands.of(orders["how"])
    begins = starts_at + (every or 0) * number / len(orders["desks"])
    for turn, report_id in enumerate(desk):
        time.sleep(max(0.0, begins + turn * (every or 0) - time.time()))
        started = time.time()
        try:
            send(report_id)
        except Exception as failure:
            _errors.append(repr(failure)[:300])
        else:
            done = time.time()
            _sent.append((report_id, done, round((done - started) * 1000, 2)))
    connection.close()


class Hands:
    """What people know before they begin: their reports, and what there is to say."""

    def __init__(self, orders: dict[str, Any]) -> None:
        from thidua.config.scenario.country.answering import Answers
        from thidua.report.models import Form, Report

        wanted = [report_id for desk in orders["desks"] for report_id in desk]
        told = Report.objects.filter(pk__in=wanted).values_list("pk", "unit_id", "unit__code", "unit__path")
        self.units = {pk: (unit_id, code, path) for pk, unit_id, code, path in told}
        self.first = orders["first"]
        self.period_id, form_id = Report.objects.values_list("period_id", "form_id").get(pk=wanted[0])
        self.answers = Answers(Form.objects.get(pk=form_id).definition)

    def of(self, how: str) -> Send:
        ways: dict[str, Send] = {"send": self.send, "save_and_send": self.save_and_send, "raw": self.raw}
        return ways[how]

    def send(self, report_id: int) -> None:
        from thidua.report.actions.send import send

        send(actor=self.chair_of(report_id), report_id=report_id, checked=True)

    def save_and_send(self, report_id: int) -> None:
        from thidua.report.actions.save_draft import save_draft

        typed = self.answers.typed(report_id)
        save_draft(actor=self.chair_of(report_id), report_id=report_id, changes=typed)
        self.send(report_id)

    def raw(self, report_id: int) -> None:
        """What ``send`` leaves behind, as plain statements: state, figures, audit line, event."""
        import psycopg
        from django.db import connection, transaction

        unit_id, code, path = self.units[report_id]
        _data, vals = self.answers.of(report_id - self.first)
        told = {
            "report": report_id,
            "period": self.period_id,
            "unit": unit_id,
            "name": f"Chủ tịch {code}",
            "path": path,
            "vals": vals,
            "ids": json.dumps({"report_id": report_id, "period_id": self.period_id}),
        }
        with transaction.atomic():
            cursor = psycopg.Cursor(connection.connection)  # binds in the server and keeps the plans
            for statement in (_HEAD, _VALS, _LINE, _EVENT):
                cursor.execute(statement, told, prepare=True)

    def chair_of(self, report_id: int) -> Any:
        """Whoever reports for the unit."""
        from thidua.access.roles import ROLES
        from thidua.kernel.door import Actor, Grant

        unit_id, code, path = self.units[report_id]
        role = ROLES["grassroots_chair"]
        grant = Grant(role.code, unit_id, path, role.reach, role.capabilities)
        return Actor(None, f"Chủ tịch {code}", unit_id, path, (grant,))


_HEAD = """
update report_report set state = 'sent', sent_at = now(), first_sent_at = coalesce(first_sent_at, now()),
    sent_by = %(name)s, changed_at = now(), version = version + 1 where id = %(report)s"""
_VALS = "update report_values set vals = %(vals)s where period_id = %(period)s and report_id = %(report)s"
_LINE = """
insert into audit_entry (at, actor_name, acts_for, unit_id, did, kind, object_id, path, reason, data)
values (now(), %(name)s, '', %(unit)s, 'report.sent', 'report.Report', %(report)s, %(path)s, '', '{}')"""
_EVENT = """
insert into kernel_outboxrow (event, hearer, ids, made_at, tries, problem)
values ('report.sent', 'rollup', %(ids)s, now(), 0, '')"""


if __name__ == "__main__":
    main(sys.argv[1])

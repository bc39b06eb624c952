"""Server time and number of queries of the main pages, as the people who open them most see them.

With the scenario of Tuyên Quang; the country is in ``read``. Whole requests through all middleware, without the network.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench._ground import milliseconds, scratch_database, spread

SCENARIO = "tuyen-quang-2017"
ROLES = {"grassroots": "grassroots_chair", "upper": "officer", "province": "officer"}
MOST_MS, MOST_QUERIES, MOST_BYTES = 200, 25, 50_000


@dataclass(frozen=True)
class Reader:
    """Somebody at one level, signed in."""

    level: str
    account: Any


def run(scale: float = 1.0, *, times: int = 20) -> dict[str, Any]:
    """The scenario has its own size, whatever ``scale`` says."""
    with scratch_database("pages"):
        day = _ground()
        from thidua.config import starting
        from thidua.kernel.clock import standing_on

        starting.warm()  # as a server does before its first request
        with standing_on(day):
            told = {reader.level: _read(reader, times) for reader in _readers()}
        pages = [one for level in told.values() for one in level.values() if "ms" in one]
        return {
            "scale": scale,
            "source": SCENARIO,
            "not_read": sum(len(level) for level in told.values()) - len(pages),
            "pages": told,
            "worst_p95_ms": max(one["ms"]["p95"] for one in pages),
            "most_queries": max(one["queries"] for one in pages),
            "most_bytes": max(one["bytes"] for one in pages),
            "goals": {"p95_ms": MOST_MS, "queries": MOST_QUERIES, "bytes": MOST_BYTES},
        }


def _ground() -> dt.date:
    from thidua.config.commands import load
    from thidua.kernel import clock

    load.load(SCENARIO, tell=lambda _told: None)
    clock.forget()
    return clock.today()


def _readers() -> Iterator[Reader]:
    from thidua.access.models import Holding

    for level, role in ROLES.items():
        held = Holding.objects.filter(role=role, unit__kind__level=level).select_related("account__unit")
        first = held.order_by("pk").first()
        if first is not None:
            yield Reader(level, first.account)


def _addresses(reader: Reader) -> Iterator[tuple[str, str, list[Any]]]:
    """The pages that this reader opens most: what it is, its name, what it is about."""
    from thidua.launch.models import Movement, Paper, Period, Target
    from thidua.report.models import Report

    unit = reader.account.unit
    period = Period.objects.filter(state="open").order_by("pk").first()
    target = Target.objects.order_by("position")
    plan = Paper.objects.filter(kind=Paper.Kind.PLAN, state="issued").order_by("pk").first()
    own = Report.objects.filter(unit=unit, kind="own", period=period).first()
    yield "Việc cần làm", "desk:home", []
    yield "Phong trào", "desk:movement", [Movement.objects.order_by("pk").first().pk]
    yield "Tổng hợp", "rollup:home", []
    yield "Số này ở đâu ra", "rollup:figure", [period.pk, unit.pk, target.first().pk]
    yield "Báo cáo", "report:home", []
    yield "Ai chưa gửi", "report:board", [period.cycle_id]
    if own is not None:
        yield "Một báo cáo", "report:report", [own.pk]
        yield "Nhập báo cáo", "report:form", [own.pk]
        yield "Nhập theo bảng", "report:grid", [own.pk]
    yield "Duyệt báo cáo", "report:review_list", [period.pk]
    yield "Biểu báo cáo", "report:form_page", [period.cycle_id]
    yield "Phát động", "launch:home", []
    yield "Chỉ tiêu", "launch:targets", [period.cycle_id]
    yield "Bậc thang", "launch:ladder", [period.cycle_id]
    if plan is not None:
        yield "Kế hoạch", "launch:paper", [plan.pk]
    yield "Cây tổ chức", "federation:tree", []
    yield "Tìm", "desk:search", []


def _read(reader: Reader, times: int) -> dict[str, Any]:
    from django.test import Client
    from django.urls import NoReverseMatch, reverse

    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(reader.account)
    told: dict[str, Any] = {}
    for label, name, arguments in _addresses(reader):
        try:
            asked = "?q=son+duong" if name == "desk:search" else ""
            told[label] = _time(client, reverse(name, args=arguments) + asked, times)
        except NoReverseMatch:
            told[label] = {"missing": name}
    return told


def _time(client: Any, address: str, times: int) -> dict[str, Any]:
    """The first request warms caches of templates and is told apart."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    first = milliseconds(lambda: client.get(address))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)  # read at once: the next request empties the list
    if answer.status_code == 302 and answer.url != address:
        return {"address": address, "leads_to": answer.url}
    if answer.status_code != 200:
        return {"address": address, "refused": answer.status_code}
    taken = [milliseconds(lambda: client.get(address)) for _ in range(times)]
    return {
        "address": address,
        "queries": queries,
        "bytes": len(answer.content),
        "first_ms": round(first, 1),
        "ms": spread(taken),
    }

"""How long it takes to read the tree and its sums at the size of the country.

In SQL: a node with its children, as the page of totals asks for it. As a page: whole requests through all
middleware, without the network, by people of three levels, about nodes drawn at random: totals of a unit,
where a figure comes from, the movement, the tree, a branch of it, searching, choosing a unit in a form. Among
the nodes is always the union that the most stand under: 5,000 at the size of the country. At last fifty
readers at once, against the product's own server.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench._country import Country, build
from bench._ground import milliseconds, scratch_database, spread

READERS = 50
SECONDS = 15
TIMES = 30
SERVERS = 2
GOALS = {"sql_p95_ms": 5, "page_p95_ms": 150, "tree_p95_ms": 200, "choosing_p95_ms": 200}
TYPED = (
    "truong tieu hoc binh an",
    "cong ty may",
    "an",
    "lđlđ tỉnh Bắc Ninh",
    "T01-KCN",
    "nha may dien tu lam",
)


def run(scale: float = 1.0) -> dict[str, Any]:
    """``scale`` is the share of the country; the readers read for a quarter of a minute at 1. Below a twentieth,
    where time says nothing, pages are read fewer times, by fewer readers at one server."""
    share = min(1.0, scale * 20)
    times = max(3, round(TIMES * share))
    with scratch_database("read") as database:
        country = build(scale)
        from thidua.config import starting
        from thidua.kernel.clock import standing_on
        from thidua.rollup.actions.roll import rebuild

        rebuild(period_id=country.period_id)
        starting.warm()  # as a server does before its first request
        chance = random.Random(50)
        with standing_on(_day(country)):
            sql = _sql(country, chance, times)
            pages = {label: _page(work, times) for label, work in _pages(country, chance)}
            choosing = {phone: _choosing(phone, times) for phone in ("0950000901", "0950000903")}
        crowd = _crowd(database, country, max(1.0, SECONDS * min(1.0, scale)), max(4, round(READERS * share)))
        totals = [one for label, one in pages.items() if label in OF_TOTALS]
        tree = [one for label, one in pages.items() if label not in OF_TOTALS]
        return {
            "scale": scale,
            "sql_p95_ms": sql["p95"],
            "page_p95_ms": max(one["ms"]["p95"] for one in totals),
            "tree_p95_ms": max(one["ms"]["p95"] for one in tree),
            "choosing_p95_ms": max(one["p95"] for one in choosing.values()),
            "pages_per_s": crowd["pages_per_s"],
            "sql_ms": sql,
            "choosing_ms": choosing,
            "pages": pages,
            "readers": crowd,
            "units": country.units,
            "goals": GOALS,
        }


OF_TOTALS = ("Tổng hợp của một đơn vị", "Số này ở đâu ra")


def _day(country: Country) -> Any:
    from thidua.launch.models import Period

    return Period.objects.get(pk=country.period_id).ends_on


def _sql(country: Country, chance: random.Random, times: int) -> dict[str, float]:
    """The rows of a node and of all nodes directly below it, out of the table of sums."""
    from django.db import connection

    from thidua.kernel import long_rows

    inner = [
        path for path, one in zip(country.told.paths, country.told.units, strict=True) if _has_below(one)
    ]
    drawn = [chance.choice(inner) for _ in range(times * 10)]

    statement = (
        "select path, sent, sent_n, accepted, accepted_n, expected_reports, sent_reports, accepted_reports"
        " from rollup_agg where period_id = %(period)s and tree = 'then' and bloc = ''"
        " and (path = %(path)s or parent_path = %(path)s)"
    )

    def read(path: str) -> None:
        long_rows.read(connection, statement, {"period": country.period_id, "path": path})

    read(inner[0])
    return spread([milliseconds(lambda path=path: read(path)) for path in drawn])


def _has_below(one: Any) -> bool:
    return bool(one.level in ("confederation", "province", "upper"))


@dataclass(frozen=True)
class Work:
    """One kind of page: who reads it, and which addresses."""

    client: Any
    addresses: list[str]


def _pages(country: Country, chance: random.Random) -> Iterator[tuple[str, Work]]:
    from django.urls import reverse

    from thidua.launch.models import Movement, Target

    told = country.told
    ids = {level: [] for level in ("confederation", "province", "upper", "grassroots")}
    for pk, one in zip(told.ids, told.units, strict=True):
        ids[one.level].append(pk)
    largest = told.id_of("T01-KCN")
    top, zones = _client("0950000901"), _client("0950000903")
    targets = list(Target.objects.order_by("position").values_list("pk", flat=True))
    movement = Movement.objects.get()
    inner = [country.root_id, *ids["province"], *chance.sample(ids["upper"], min(30, len(ids["upper"])))]

    def units(client: Any, name: str, of: list[int], *before: Any) -> Work:
        return Work(client, [reverse(name, args=[*before, pk]) for pk in of])

    yield OF_TOTALS[0], units(top, "rollup:unit", inner, country.period_id)
    yield (
        OF_TOTALS[1],
        Work(
            top,
            [
                reverse("rollup:figure", args=[country.period_id, pk, chance.choice(targets)])
                for pk in [*inner, largest]
            ],
        ),
    )
    yield "Tổng hợp của đơn vị lớn nhất", units(top, "rollup:unit", [largest], country.period_id)
    yield "Phong trào", Work(top, [reverse("desk:movement", args=[movement.pk])])
    yield "Cây tổ chức", Work(top, [reverse("federation:tree")])
    yield "Tìm trong cây", Work(top, [f"{reverse('federation:tree')}?q={typed}" for typed in TYPED])
    yield (
        "Tìm trong cây của một đơn vị",
        Work(zones, [f"{reverse('federation:tree')}?q={one}" for one in TYPED]),
    )
    yield "Tìm", Work(top, [f"{reverse('desk:search')}?q={typed}" for typed in TYPED])
    yield (
        "Nhánh 5.000 đơn vị",
        Work(top, [f"{reverse('federation:branch', args=[largest])}?trang={n}" for n in (1, 50, 100)]),
    )
    yield "Trang đơn vị có 5.000 đơn vị", Work(top, [reverse("federation:unit", args=[largest])])
    yield "Một đơn vị", units(top, "federation:unit", chance.sample(ids["grassroots"], 20))


def _choosing(phone: str, times: int) -> dict[str, float]:
    """A unit written into a form: by code, by its name, by half of it; with what is offered instead."""
    from thidua.access.models import Account
    from thidua.access.queries.actors import actor_of
    from thidua.federation.queries.naming import named_here, near_names

    actor, _desks = actor_of(Account.objects.select_related("unit").get(login=phone))

    def choose(written: str) -> None:
        if not named_here(written, actor):
            near_names(written, actor)

    turns = [TYPED[turn % len(TYPED)] for turn in range(times)]
    return spread([milliseconds(lambda written=written: choose(written)) for written in turns])


def _client(phone: str) -> Any:
    from django.test import Client

    from thidua.access.models import Account

    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(Account.objects.select_related("unit").get(login=phone))
    return client


def _page(work: Work, times: int) -> dict[str, Any]:
    """The first request warms templates and is told apart."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    first = milliseconds(lambda: work.client.get(work.addresses[0]))
    with CaptureQueriesContext(connection) as asked:
        answer = work.client.get(work.addresses[0])
    queries = len(asked)
    if answer.status_code != 200:
        raise RuntimeError(f"{work.addresses[0]} answered {answer.status_code}")
    every = max(times, len(work.addresses)) if times >= TIMES else times
    turns = [work.addresses[turn % len(work.addresses)] for turn in range(every)]
    taken = [milliseconds(lambda address=address: work.client.get(address)) for address in turns]
    return {
        "first_ms": round(first, 1),
        "queries": queries,
        "bytes": len(answer.content),
        "ms": spread(taken),
    }


def _crowd(database: str, country: Country, seconds: float, readers: int) -> dict[str, Any]:
    """The readers, each asking for the next page as soon as it has the last, of the server that ships."""
    addresses = [
        address
        for label, work in _pages(country, random.Random(7))
        if label in OF_TOTALS
        for address in work.addresses
    ]
    cookie = _client("0950000901").cookies
    told = "; ".join(f"{name}={one.value}" for name, one in cookie.items())
    servers = SERVERS if readers == READERS else 1
    with Server(database, servers) as server:
        _read_at_once(
            server.port, addresses, told, 1.0, readers
        )  # every process has its templates and its words
        started = time.monotonic()
        taken = _read_at_once(server.port, addresses, told, seconds, readers)
        lasted = time.monotonic() - started
    return {
        "readers": readers,
        "server_processes": servers,
        "pages": len(taken),
        "pages_per_s": round(len(taken) / lasted, 1),
        "ms": spread(taken) if taken else None,
    }


def _read_at_once(port: int, addresses: list[str], cookie: str, seconds: float, readers: int) -> list[float]:
    ends = time.monotonic() + seconds
    taken: list[float] = []

    def reader(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        turn = number
        while time.monotonic() < ends:
            address = addresses[turn % len(addresses)]
            turn += readers
            taken.append(milliseconds(lambda address=address: _get(line, address, cookie)))

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _get(line: http.client.HTTPConnection, address: str, cookie: str) -> None:
    line.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")


class Server:
    """The product's server on a free port of loopback, on the scratch database."""

    def __init__(self, database: str, workers: int) -> None:
        self.database, self.workers = database, workers
        with socket.socket() as trying:
            trying.bind(("127.0.0.1", 0))
            self.port = int(trying.getsockname()[1])

    def __enter__(self) -> Server:
        here = Path(sys.executable).parent
        self._process = subprocess.Popen(
            [
                *(str(here / "granian"), "--interface", "wsgi", "thidua.config.wsgi:application"),
                *("--host", "127.0.0.1", "--port", str(self.port), "--workers", str(self.workers)),
                *("--blocking-threads", "4", "--no-access-log", "--log-level", "warning"),
            ],
            env={**os.environ, "THIDUA_DATABASE": self.database},
            stdout=sys.stderr,
        )
        _until(self._answers, 60)
        return self

    def __exit__(self, *_told: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


def _until(holds: Callable[[], bool], seconds: float) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > ends:
            raise RuntimeError("the server of the benchmark did not start")
        time.sleep(0.2)

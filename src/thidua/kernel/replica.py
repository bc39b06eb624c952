"""Reading from a second PostgreSQL that follows the first (``THIDUA_REPLICA_URL``).

Only GET and HEAD of people who have not just written read there. Everything else stays on the primary: whatever
writes or stands in a transaction, sessions and sign-in, the worker and the outbox. Outside of a request, and
without a replica, the answer is always the primary.

Who has written must see it. A signed cookie keeps a browser on the primary for ``REPLICA_PIN`` seconds after a
write. It counts in whole seconds, so it holds for at least ``REPLICA_PIN - 1``; and the replica is read only when
all that was committed ``REPLICA_PIN - 1`` seconds ago is known to be there. So nothing of one's own can be missing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"
COOKIE = "vua-ghi"
ASK_EVERY = 1.0  # seconds between two looks at how far the replica is
REST_WHEN_LOST = 10.0  # seconds before a replica that failed is tried again: trying may cost its time limit

# Positions in the write-ahead log as numbers. What is acknowledged is flushed, unless synchronous_commit is off.
_WRITTEN = "select pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint"
# Nothing from a server that follows nobody: it was promoted, and may know what no other server knows.
_REPLAYED = "select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint where pg_is_in_recovery()"

Handler: TypeAlias = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


@dataclass
class Visit:
    """One request: where it reads, and what it has done."""

    on_replica: bool = False
    wrote: bool = False
    lost: bool = False  # the replica failed on the way


_visit: ContextVar[Visit | None] = ContextVar("visit", default=None)


def reading() -> BaseDatabaseWrapper:
    """The connection for a query in plain SQL that only reads; the same one that models are read from."""
    return connections[_place()]


def _place() -> str:
    visit = _visit.get()
    if visit is None or not visit.on_replica or connections[PRIMARY].in_atomic_block:
        return PRIMARY
    return REPLICA


class Router:
    """Where Django reads and writes models. What ``PRIMARY_ONLY`` names never comes from the replica."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return PRIMARY if model._meta.app_label in settings.PRIMARY_ONLY else _place()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """Also asked by ``select_for_update``. From here on the request reads what it writes."""
        visit = _visit.get()
        if visit is not None and model._meta.app_label not in settings.PRIMARY_ONLY:
            visit.wrote, visit.on_replica = True, False
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class Following:
    """What this process knows about how far the replica has followed.

    A replica alone cannot tell: the time of its last transaction is old also when nobody writes. So the
    primary's position is noted with the moment, and the replica has all of that moment when it gets there.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._ask_at = 0.0
        # (moment, position of the primary), oldest first; forgets what is far beyond any pin.
        self._marks: deque[tuple[float, int]] = deque(maxlen=60)
        self._lost = False
        self._complete_at = float("-inf")  # all that was committed before this moment is on the replica

    def may_be_read(self) -> bool:
        """Whether nothing is missing that is older than a pin; asks at most once a second, one thread for all."""
        if time.monotonic() >= self._ask_at and self._asking.acquire(blocking=False):
            try:
                self._ask()
            finally:
                self._asking.release()
        return time.monotonic() - self._complete_at <= settings.REPLICA_PIN - 1

    def lose(self, why: object) -> None:
        """Leaves the replica alone for a while."""
        if not self._lost:
            log.warning("The replica is not read until it answers again: %s", why)
        self._lost, self._complete_at = True, float("-inf")
        self._ask_at = time.monotonic() + REST_WHEN_LOST
        connections[REPLICA].close()  # this thread's: what comes next begins with a new one

    def _ask(self) -> None:
        moment = time.monotonic()
        self._ask_at = moment + ASK_EVERY
        try:
            self._marks.append((moment, _position(PRIMARY, _WRITTEN)))
            replayed = _position(REPLICA, _REPLAYED)
        except (Error, NotFollowing) as problem:
            self.lose(problem)
            return
        self._lost = False
        while self._marks and self._marks[0][1] <= replayed:
            self._complete_at, _ = self._marks.popleft()


following = Following()


class NotFollowing(Exception):
    """The server at ``THIDUA_REPLICA_URL`` follows no primary."""


def lag(patience: float) -> float | None:
    """Seconds until the replica has all that the primary has now; None when it takes longer than ``patience``.

    Raises django.db.Error when one of them does not answer, NotFollowing.
    """
    written, began = _position(PRIMARY, _WRITTEN), time.monotonic()
    while _position(REPLICA, _REPLAYED) < written:
        if time.monotonic() - began > patience:
            return None
        time.sleep(0.01)
    return time.monotonic() - began


def _position(alias: str, question: str) -> int:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise NotFollowing("it follows no primary")
    return int(row[0])


class ReadReplica:
    """Decides for each request where it reads. A replica that fails on the way costs a second answer, not an error."""

    def __init__(self, get_response: Handler) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with _visiting(Visit(on_replica=_only_reads(request) and following.may_be_read())) as visit:
            response = self.get_response(request)
        if visit.lost:  # it had only read, so it can be answered again
            with _visiting(Visit()) as visit:
                response = self.get_response(request)
        if visit.wrote:
            _pin(response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        visit = _visit.get()
        if visit is None or not visit.on_replica or not isinstance(exception, Error):
            return None
        visit.lost = True
        following.lose(exception)
        return HttpResponse(status=503)  # nobody gets this one: see above


@contextmanager
def _visiting(visit: Visit) -> Iterator[Visit]:
    token = _visit.set(visit)
    try:
        yield visit
    finally:
        _visit.reset(token)


def _only_reads(request: HttpRequest) -> bool:
    """Whether the request is safe and its sender has not written just now, as far as we have signed."""
    if request.method not in ("GET", "HEAD"):
        return False
    return request.get_signed_cookie(COOKIE, default=None, max_age=settings.REPLICA_PIN) is None


def _pin(response: HttpResponse) -> None:
    response.set_signed_cookie(
        COOKIE,
        "1",
        max_age=settings.REPLICA_PIN,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )

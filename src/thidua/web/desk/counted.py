"""The number beside "Việc cần làm": kept in the session, asked for again by a page once it is drawn.

Counting is the dearest thing a page could do for a number beside a word. So a count holds for ``HOLDS`` seconds in
this browser, unless the person does something meanwhile: what one has just done must be gone from one's own list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.http import HttpRequest, HttpResponse

from thidua.access.requests import Request

COUNT = "waiting"  # in the session
COUNTED = "da-dem"  # the cookie that says that the count still holds
HOLDS = 60
ONLY_READ = frozenset({"GET", "HEAD", "OPTIONS"})

Handler: TypeAlias = Callable[[HttpRequest], HttpResponse]


def waiting_count(request: Request) -> int:
    """How many jobs there were when this person last looked."""
    return int(request.session.get(COUNT, 0))


def still_holds(request: Request) -> bool:
    """Whether a page may show the count without asking again."""
    return bool(request.COOKIES.get(COUNTED)) or _counted_now(request)


def remember(request: Request, count: int) -> None:
    """The count as it is now; the answer to this request tells the browser that it holds."""
    if request.session.get(COUNT) != count:
        request.session[COUNT] = count
    request.jobs_counted = True


def tell_how_long_it_holds(get_response: Handler) -> Handler:
    """Middleware: who counted need not ask for a while, who did something asks with the next page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in ONLY_READ:
            if COUNTED in request.COOKIES:
                response.delete_cookie(COUNTED, samesite="Lax")
        elif _counted_now(request):
            response.set_cookie(COUNTED, "1", max_age=HOLDS, httponly=True, samesite="Lax")
        return response

    return middleware


def _counted_now(request: HttpRequest) -> bool:
    return bool(getattr(request, "jobs_counted", False))

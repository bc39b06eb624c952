"""Every request knows who acts; every page needs a sign-in unless its view says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias, TypeVar, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.access import kept, sessions
from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.access.requests import Request
from thidua.kernel.door import NOBODY

Handler: TypeAlias = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., Any])

API = "/api/"  # signs in by token and answers 401 itself


def open_to_all(view: View) -> View:
    """Marks a view that strangers may open: sign-in, public pages."""
    return _marked(view, "open_to_all")


def open_before_change(view: View) -> View:
    """Marks a view that may be opened with the PIN of a slip, before one's own PIN is set."""
    return _marked(view, "open_before_change")


def _marked(view: View, mark: str) -> View:
    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    setattr(marked, mark, True)
    return cast("View", marked)


class Identify:
    """Sets ``request.actor`` (NOBODY for strangers), ``request.desks`` and ``request.idle_seconds``.

    Two queries for someone signed in: the account with its unit, and its roles of today. Nothing is cached
    between requests, so that a role that is taken away is gone at once.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast("Request", plain)
        request.left_by = None
        if request.user.is_authenticated and sessions.has_idled(request):
            request.left_by = request.user.pk
            sessions.end(request)
        _know(request)
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        return require_sign_in(request, view)


def _know(request: Request) -> None:
    user = request.user
    request.actor, request.desks, request.idle_seconds = NOBODY, (), None
    if isinstance(user, Account):
        request.actor, request.desks = actor_of(user, desk=sessions.desk_of(request))
        request.idle_seconds = sessions.IDLE_SECONDS if sessions.is_shared(request) else None


def require_sign_in(request: Request, view: Callable[..., Any]) -> HttpResponse | None:
    """The way to the sign-in page, or to a PIN of one's own; None when the view may answer."""
    if getattr(view, "open_to_all", False) or request.path_info.startswith(API):
        return None
    if not isinstance(request.user, Account):
        return _to_sign_in(request)
    if request.user.must_change and not sessions.came_by_link(request):
        return None if getattr(view, "open_before_change", False) else _to(request, "access:change_secret")
    return None


def _to_sign_in(request: Request) -> HttpResponse:
    if request.method == "POST":
        form = kept.keep(request, account_id=request.left_by)
        if request.headers.get("Accept", "").startswith("application/json"):
            return _told_to_the_page(form is not None)
        if form is not None:
            messages.info(request, _("Phiên đăng nhập đã hết. Phần bạn gõ được giữ lại trong 30 phút."))
    left = "access:choose_person" if request.left_by else "access:sign_in"
    return _to(request, left)


def _told_to_the_page(was_kept: bool) -> HttpResponse:
    """To a page that saves by itself: it stays where it is and says what to do."""
    words = _("Phiên đăng nhập đã hết. Hãy bấm nút gửi hoặc tải lại trang để đăng nhập.")
    if was_kept:
        words = f"{words} {_('Phần bạn gõ được giữ lại trong 30 phút.')}"
    return JsonResponse({"message": words}, status=401)


def _to(request: Request, name: str) -> HttpResponse:
    page = request.get_full_path() if request.method in ("GET", "HEAD") else kept.page_of(request)
    address = f"{reverse(name)}?{urlencode({'next': page})}"
    if "HX-Request" in request.headers:
        return HttpResponse(status=200, headers={"HX-Redirect": address})
    return redirect(address)

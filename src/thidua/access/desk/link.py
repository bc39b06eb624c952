"""A link from a message: opening shows whose it is and uses nothing up; the person's press signs in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.access import sessions
from thidua.access.actions.make_link import look_at, use_link
from thidua.access.desk.answering import private
from thidua.access.errors import AccountClosed, LinkExpired, LinkSpent
from thidua.access.middleware import open_to_all
from thidua.access.models import Account
from thidua.access.requests import Request
from thidua.kernel.errors import Absent, Refusal, say


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: Request, secret: str) -> HttpResponse:
    """Robots that draw previews ask by GET or HEAD, never by POST, and get the same harmless page."""
    try:
        if request.method == "POST":
            link = use_link(secret=secret)
            sessions.begin(request, link.account, by_link=True)
            return redirect(link.goes_to)
        link = look_at(secret)
    except (Absent, LinkSpent, LinkExpired, AccountClosed) as refusal:
        return _sorry(request, refusal)
    user = request.user
    context = {
        "title": _("Mở với tên %(name)s?") % {"name": link.account.name},
        "link": link,
        "already": user == link.account,
        "somebody_else": user if isinstance(user, Account) and user != link.account else None,
    }
    return _quiet(private(request, "access/link.html", context))


def _sorry(request: Request, refusal: Refusal) -> HttpResponse:
    said = say(refusal)
    context = {"title": said.what, "said": said, "signed_in": isinstance(request.user, Account)}
    return _quiet(private(request, "access/link_spent.html", context, refusal.status))


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

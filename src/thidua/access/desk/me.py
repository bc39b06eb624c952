"""Tôi: one's own account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.access import devices, sessions
from thidua.access.actions.change_account import choose_language as keep_language
from thidua.access.actions.change_secret import change_secret as set_secret
from thidua.access.actions.end_sessions import end_sessions_elsewhere
from thidua.access.desk.answering import next_page, own, private, speak
from thidua.access.desk.forms import ChangeSecretForm
from thidua.access.errors import NotHeld
from thidua.access.middleware import open_before_change
from thidua.access.queries import mine
from thidua.access.queries.actors import Desk
from thidua.access.queries.contacts import whom_to_call
from thidua.access.requests import Request
from thidua.access.rules import MANAGE, MEMBERS
from thidua.kernel.desk.answering import back, done, refusing, status_of


@require_GET
def me(request: Request) -> HttpResponse:
    account = own(request)
    context = {
        "title": account.name,
        "account": account,
        "holdings": mine.holdings(request.actor),
        "desks": request.desks,
        "desk": _here(request),
        "shared": sessions.is_shared(request),
        "manages": any(request.actor.having(MANAGE)) or any(request.actor.having(MEMBERS)),
        "contact": whom_to_call(account),
    }
    return private(request, "access/me.html", context)


def _here(request: Request) -> Desk | None:
    at = (request.actor.unit_id, request.actor.acts_for)
    return next((one for one in request.desks if (one.unit_id, one.for_name) == at), None)


@require_POST
def change_unit(request: Request) -> HttpResponse:
    """From which desk to act: only one of those held. ``unit`` alone means one's own desk there."""
    wanted = request.POST.get("desk") or f"{request.POST.get('unit', '')}-0"
    if wanted not in {one.key for one in request.desks}:
        raise NotHeld()
    sessions.sit_at(request, wanted)
    return redirect(next_page(request))


@open_before_change
@require_http_methods(["GET", "HEAD", "POST"])
def change_secret(request: Request) -> HttpResponse:
    first = own(request).must_change and not sessions.came_by_link(request)
    form = ChangeSecretForm(request.POST or None, first=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusing(form, "new_secret"):
            account = set_secret(
                actor=request.actor, current=None if first else given["current"], new=given["new_secret"]
            )
            sessions.renew(request, account)
            messages.success(request, _("Đã đổi mã. Từ lần sau hãy đăng nhập bằng mã mới."))
            return redirect(next_page(request))
    context = {
        "title": _("Đặt mã của riêng bạn") if first else _("Đổi mã"),
        "form": form,
        "first": first,
        "next": next_page(request),
    }
    return private(request, "access/change_secret.html", context, status_of(form))


@require_POST
def choose_language(request: Request) -> HttpResponse:
    account = keep_language(actor=request.actor, language=request.POST.get("language", ""))
    response = back("access:me")
    speak(response, account.language)
    return response


@require_POST
def share_phone(request: Request) -> HttpResponse:
    """Says afterwards that this phone is shared: from now on it signs out by itself."""
    response = back("access:me")
    sessions.share(request)
    devices.write(response, devices.read(request).with_account(own(request).pk, shared=True))
    messages.success(request, _("Máy này sẽ tự thoát sau 10 phút không bấm."))
    return response


@require_POST
def end_elsewhere(request: Request) -> HttpResponse:
    account = end_sessions_elsewhere(actor=request.actor)
    sessions.renew(request, account)
    return done(request, _("Đã thoát ở mọi máy khác."), "access:me")

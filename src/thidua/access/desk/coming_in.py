"""Signing in with phone number and PIN, and signing out."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.access import devices, sessions
from thidua.access.desk.answering import let_in, next_page, private
from thidua.access.desk.forms import SignInForm
from thidua.access.middleware import open_before_change, open_to_all
from thidua.access.models import Account
from thidua.access.requests import Request
from thidua.access.signing_in import verify
from thidua.kernel.desk.answering import refusing, status_of


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    letters = "chu" in request.GET
    form = SignInForm(request.POST or None, letters=letters)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            account = verify(
                form.cleaned_data["login"], form.cleaned_data["secret"], caller=devices.caller_of(request)
            )
            return let_in(request, account, shared=form.cleaned_data["shared"])
    if request.method != "POST" and (elsewhere := _better_page(request)):
        return redirect(elsewhere)
    context = {"title": _("Đăng nhập"), "form": form, "next": next_page(request), "letters": letters}
    return private(request, "access/sign_in.html", context, status_of(form))


def _better_page(request: Request) -> str:
    """Who is signed in goes on; a shared phone offers its names, unless somebody else wants to sign in."""
    if isinstance(request.user, Account):
        return next_page(request)
    device = devices.read(request)
    if device.shared and "khac" not in request.GET:
        return f"{reverse('access:choose_person')}?{request.GET.urlencode()}"
    return ""


@open_to_all
@open_before_change
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: Request) -> HttpResponse:
    if request.method == "POST":
        shared = sessions.is_shared(request)
        sessions.end(request)
        return redirect("access:choose_person" if shared else "access:sign_in")
    return private(request, "access/sign_out.html", {"title": _("Thoát khỏi ThiĐua")})

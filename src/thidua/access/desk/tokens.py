"""My API tokens: made, shown once, taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.access.actions.make_token import end_my_token, make_token
from thidua.access.desk.answering import own, private
from thidua.access.desk.forms import TokenForm
from thidua.access.queries import mine
from thidua.access.requests import Request
from thidua.kernel.desk.answering import done, refusing, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: Request) -> HttpResponse:
    own(request)
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            _token, secret = make_token(actor=request.actor, name=form.cleaned_data["name"])
            form = TokenForm()
    context = {
        "title": _("Mã kết nối cho phần mềm"),
        "form": form,
        "secret": secret,
        "tokens": mine.tokens(request.actor),
    }
    return private(request, "access/tokens.html", context, status_of(form))


@require_POST
def end_token(request: Request, pk: int) -> HttpResponse:
    token = end_my_token(actor=request.actor, token_id=pk)
    return done(request, _("Đã thu hồi mã «%(name)s».") % {"name": token.name}, "access:tokens")

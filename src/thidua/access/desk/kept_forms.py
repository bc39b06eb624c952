"""What was typed and could not be sent: shown again after sign-in, sent by one press."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.access import kept
from thidua.access.desk.answering import next_page, own, private
from thidua.access.errors import FormExpired
from thidua.access.models import Account, KeptForm
from thidua.access.requests import Request
from thidua.kernel.errors import say


@require_GET
def waiting(request: Request) -> HttpResponse:
    forms = kept.waiting(request, own(request))
    if not forms:
        return redirect(next_page(request))
    context = {
        "title": _("Phần bạn gõ vẫn còn"),
        "forms": [_shown(one) for one in forms],
        "next": next_page(request),
    }
    return private(request, "access/kept.html", context)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    kept.forget(request, own(request), pk)
    return redirect(next_page(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a page that says what happened and keeps what was typed.

    Runs before the actor is known. Only a form of our own pages is kept; see ``kept.came_from_here``.
    """
    user = getattr(request, "user", None)
    account = user if isinstance(user, Account) else None
    form = None
    if kept.came_from_here(request) and not kept.is_about_signing_in(request):
        form = kept.keep(request, account_id=account.pk if account else None)
    said = say(FormExpired())
    context = {
        "title": said.what,
        "said": said,
        "form": _shown(form) if form and account else None,
        "kept": form is not None,
        "page": kept.page_of(request),
    }
    return private(request, "access/form_expired.html", context, FormExpired.status)


def _shown(form: KeptForm) -> dict[str, object]:
    return {"kept": form, "told": kept.seen_of(form.fields), "path": urlsplit(form.path).path}

"""Accounts of my branch: find one, open one, correct it, close it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.access.actions.change_account import change_account
from thidua.access.actions.close_account import close_account, reopen_account
from thidua.access.actions.end_sessions import end_sessions as end_all_sessions
from thidua.access.actions.open_account import open_account
from thidua.access.desk.answering import private
from thidua.access.desk.forms import ChangeAccountForm, OpenAccountForm
from thidua.access.models import Account, Holding, UnitDoor
from thidua.access.queries import accounts
from thidua.access.queries.places import unit_named
from thidua.access.requests import Request
from thidua.access.roles import ROLES, Role
from thidua.access.rules import MANAGE, MEMBERS, givable, may, may_give
from thidua.kernel.desk.answering import done, refusing, status_of
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import NotYours

PER_PAGE = 30


@require_GET
def listed(request: Request) -> HttpResponse:
    refuse_without_management(request.actor)
    words = request.GET.get("q", "")[:100]
    show = request.GET.get("hien", "")
    found = accounts.search(
        actor=request.actor, words=words, with_closed=show == "tat-ca", only_unused=show == "moi"
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    held = accounts.holdings_of(page.object_list)
    context = {
        "title": _("Tài khoản của đơn vị"),
        "rows": [_row(request.actor, one, held[one.pk]) for one in page.object_list],
        "page": page,
        "words": words,
        "show": show,
        "shows": [("", _("đang dùng")), ("moi", _("chưa vào lần nào")), ("tat-ca", _("cả đã đóng"))],
        "query": _query(q=words, hien=show),
        "list_at": _list_at(request.actor),
        "waiting": any(one.must_change and one.last_login is None for one in page.object_list),
    }
    return private(request, "access/accounts.html", context)


def refuse_without_management(actor: Actor) -> None:
    if not any(actor.having(MANAGE)) and not any(actor.having(MEMBERS)):
        raise NotYours()


def _list_at(actor: Actor) -> int | None:
    """The unit for which this actor may send in a list of accounts: where one works, if accounts are its affair."""
    return actor.unit_id if actor.may(MANAGE, actor.unit_path) else None


def _query(**chosen: str) -> str:
    return urlencode({name: value for name, value in chosen.items() if value})


def _row(actor: Actor, account: Account, held: Sequence[Holding]) -> dict[str, Any]:
    return {
        "account": account,
        "held": held,
        "may_reset": bool(may(actor, "reset", account, held)),
        "unused": account.must_change and account.last_login is None,
    }


@require_GET
def page(request: Request, pk: int) -> HttpResponse:
    account = accounts.one(pk, actor=request.actor)
    held = accounts.holdings_of([account])[account.pk]
    verbs = ("reset", "change", "close", "reopen", "give_role", "link", "end_sessions")
    context = {
        "title": account.name,
        "account": account,
        "held": [(one, may_give(request.actor, ROLES[one.role], one.unit.path)) for one in held],
        "may": {verb: may(request.actor, verb, account, held) for verb in verbs},
        "door": UnitDoor.objects.filter(unit=account.unit_id).first(),
    }
    return private(request, "access/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: Request) -> HttpResponse:
    refuse_without_management(request.actor)
    roles = givable_somewhere(request.actor)
    form = OpenAccountForm(request.POST or None, roles=roles, initial={"unit": request.GET.get("don-vi", "")})
    if request.method == "POST" and form.is_valid():
        account = _open(request, form)
        if account is not None:
            return done(
                request,
                _("Đã mở tài khoản. Hãy in phiếu để đưa cho người dùng."),
                "access:account",
                pk=account.pk,
            )
    context = {"title": _("Mở tài khoản"), "form": form}
    return private(request, "access/open_account.html", context, status_of(form))


def _open(request: Request, form: OpenAccountForm) -> Account | None:
    given = form.cleaned_data
    unit = unit_named(request.actor, given["unit"])
    if unit is None:
        form.add_error("unit", no_such_unit())
        return None
    with refusing(form, "login"):
        return open_account(
            actor=request.actor,
            unit_id=unit.pk,
            name=given["name"],
            login=given["login"],
            role=given["role"] or None,
        )
    return None


def no_such_unit() -> str:
    return _(
        "Không tìm thấy đơn vị này trong phạm vi của bạn. "
        "Hãy gõ mã đơn vị, hoặc tên đầy đủ như trong cây tổ chức."
    )


def givable_somewhere(actor: Actor) -> list[Role]:
    """Roles that this actor can give at or directly below one of their units."""
    paths = {grant.path for grant in actor.grants} | {f"{grant.path}0." for grant in actor.grants}
    codes = {role.code for path in paths for role in givable(actor, path)}
    return [role for role in ROLES.values() if role.code in codes]


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    account = fetch(Account, pk, actor=request.actor, verb="change", related=("unit",))
    initial = {"name": account.name, "login": account.login, "version": account.version}
    form = ChangeAccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusing(form, "login"):
            change_account(actor=request.actor, account_id=pk, **form.cleaned_data)
            return done(request, _("Đã sửa."), "access:account", pk=pk)
    context = {"title": _("Sửa tài khoản"), "form": form, "account": account}
    return private(request, "access/change_account.html", context, status_of(form))


@require_POST
def end_sessions(request: Request, pk: int) -> HttpResponse:
    account = end_all_sessions(actor=request.actor, account_id=pk)
    return done(
        request, _("%(name)s đã bị thoát ở mọi máy.") % {"name": account.name}, "access:account", pk=pk
    )


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    account = close_account(actor=request.actor, account_id=pk, reason=reason)
    return done(
        request, _("Đã đóng tài khoản của %(name)s.") % {"name": account.name}, "access:account", pk=pk
    )


@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    account = reopen_account(actor=request.actor, account_id=pk, reason=request.POST.get("reason", ""))
    return done(
        request,
        _("Đã mở lại. %(name)s cần phiếu mới và vai trò mới.") % {"name": account.name},
        "access:account",
        pk=pk,
    )

"""Roles with dates, standing in for somebody, handing a desk over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.access.actions.delegate import delegate, end_delegation
from thidua.access.actions.end_role import end_role
from thidua.access.actions.give_role import give_role
from thidua.access.actions.hand_over import hand_over as move_desk
from thidua.access.desk.accounts import givable_somewhere, no_such_unit
from thidua.access.desk.answering import number, own, private
from thidua.access.desk.forms import DelegateForm, GiveRoleForm, HandOverForm
from thidua.access.logins import normalise
from thidua.access.models import Account
from thidua.access.queries import accounts, mine
from thidua.access.queries.places import unit_named
from thidua.access.requests import Request
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.desk.answering import done, refusing, status_of
from thidua.kernel.door import fetch


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, pk: int) -> HttpResponse:
    account = fetch(Account, pk, actor=request.actor, verb="give_role", related=("unit",))
    form = GiveRoleForm(
        request.POST or None,
        roles=givable_somewhere(request.actor),
        initial={"unit": account.unit.code, "from_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid() and _give(request, account, form):
        return done(request, _("Đã giao vai trò."), "access:account", pk=pk)
    context = {"title": _("Giao vai trò"), "form": form, "account": account}
    return private(request, "access/give_role.html", context, status_of(form))


def _give(request: Request, account: Account, form: GiveRoleForm) -> bool:
    given = dict(form.cleaned_data)
    unit = unit_named(request.actor, given.pop("unit"))
    if unit is None:
        form.add_error("unit", no_such_unit())
        return False
    with refusing(form, "role"):
        give_role(actor=request.actor, account_id=account.pk, unit_id=unit.pk, **given)
        return True
    return False


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    account_id = number(request.POST.get("account"))
    end_role(actor=request.actor, holding_id=pk, reason=request.POST.get("reason", ""))
    words = _("Vai trò đã kết thúc.")
    if account_id:
        return done(request, words, "access:account", pk=account_id)
    return done(request, words, "access:accounts")


@require_http_methods(["GET", "HEAD", "POST"])
def my_delegations(request: Request) -> HttpResponse:
    account = own(request)
    holdings = [one for one in mine.holdings(request.actor) if one.delegated_by_id is None]
    form = DelegateForm(
        request.POST or None,
        holdings=holdings,
        people=_at_the_unit(account),
        initial={"from_on": clock.today()},
    )
    to = _receiver(request, accounts.colleagues(account), form)
    if to is not None:
        if not _sure(request, to):
            return _ask(request, form, to, title=_("Giao làm thay cho người này?"), button=_("Giao làm thay"))
        if _delegate(request, to, form):
            return done(request, _("Đã giao làm thay; hết ngày sẽ tự kết thúc."), "access:delegations")
    context = {
        "title": _("Nhờ người làm thay"),
        "form": form,
        "holdings": holdings,
        "given": mine.delegations(request.actor),
    }
    return private(request, "access/delegations.html", context, status_of(form))


def _receiver(request: Request, within: QuerySet[Account], form: forms.Form) -> Account | None:
    """To whom, once the form is filled in and not sent back to be changed."""
    if request.method != "POST" or "edit" in request.POST or not form.is_valid():
        return None
    return _chosen(within, form)


def _sure(request: Request, to: Account) -> bool:
    """Whether the sender has seen who it is: a number with one wrong digit is somebody else's."""
    return request.POST.get("sure") == str(to.pk)


def _ask(request: Request, form: forms.Form, to: Account, *, title: str, button: str) -> HttpResponse:
    """Shows name and unit of the receiver before anything is given away."""
    told = {
        name: form[name] for name in ("holding", "from_on", "until_on", "on", "reason") if name in form.fields
    }
    context = {
        "title": title,
        "form": form,
        "to": to,
        "terms": [(bound.label, _words(bound)) for bound in told.values() if bound.data],
        "warning": _("Người này sẽ làm được mọi việc của vai trò đó. Hãy xem kỹ họ tên và đơn vị."),
        "button": button,
    }
    return private(request, "access/confirm_person.html", context)


def _words(bound: forms.BoundField) -> str:
    """What was chosen or typed, as a person reads it."""
    value = bound.form.cleaned_data[bound.name]
    if isinstance(value, dt.date):
        return format_date(value)
    choices: dict[Any, Any] = dict(getattr(bound.field, "choices", ()))
    return str(choices.get(value, value))


def _delegate(request: Request, to: Account, form: DelegateForm) -> bool:
    given = form.cleaned_data
    with refusing(form):
        delegate(
            actor=request.actor,
            account_id=to.pk,
            holding_id=given["holding"],
            from_on=given["from_on"],
            until_on=given["until_on"],
            reason=given["reason"],
        )
        return True
    return False


def _at_the_unit(account: Account) -> Iterable[Account]:
    return accounts.of_unit(account.unit_id).exclude(pk=account.pk)[:100]


def _chosen(within: QuerySet[Account], form: forms.Form) -> Account | None:
    """The colleague from the list or by login; says at the field when there is none."""
    given = form.cleaned_data
    typed = given["login"].strip()
    wanted = {"login": normalise(typed)} if typed else {"pk": given["account"] or None}
    found = within.filter(**wanted).first()
    if found is None and typed:
        told = _(
            "Không có ai dùng «%(login)s» ở đơn vị bạn hoặc bên dưới. Hãy gõ lại, hoặc chọn trong danh sách."
        )
        form.add_error("login", told % {"login": typed})
    elif found is None:
        form.add_error("account", _("Chưa chọn người nhận. Hãy chọn trong danh sách, hoặc gõ số máy của họ."))
    return found


@require_POST
def end_my_delegation(request: Request, pk: int) -> HttpResponse:
    end_delegation(actor=request.actor, holding_id=pk)
    return done(request, _("Đã nhận lại việc."), "access:delegations")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, pk: int) -> HttpResponse:
    account = accounts.one(pk, actor=request.actor)
    form = HandOverForm(request.POST or None, people=_at_the_unit(account), initial={"on": clock.today()})
    to = _receiver(request, accounts.search(actor=request.actor), form)
    if to is not None:
        if not _sure(request, to):
            return _ask(request, form, to, title=_("Bàn giao cho người này?"), button=_("Bàn giao tất cả"))
        if _hand_over(request, account, to, form):
            return done(
                request, _("Đã bàn giao cho %(name)s.") % {"name": to.name}, "access:account", pk=to.pk
            )
    held = accounts.holdings_of([account])[account.pk]
    context = {"title": _("Bàn giao công việc"), "form": form, "account": account, "held": held}
    return private(request, "access/hand_over.html", context, status_of(form))


def _hand_over(request: Request, giver: Account, taker: Account, form: HandOverForm) -> bool:
    with refusing(form):
        move_desk(actor=request.actor, from_id=giver.pk, to_id=taker.pk, **_terms(form))
        return True
    return False


def _terms(form: HandOverForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("on", "reason")}

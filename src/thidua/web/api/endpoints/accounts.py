"""Accounts of the branch that one looks after."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.access.actions.close_account import close_account
from thidua.access.actions.open_account import open_account
from thidua.access.models import Account, Holding
from thidua.access.queries.accounts import holdings_of, one, search
from thidua.access.roles import ROLES
from thidua.web.api.answers import (
    Asked,
    Code,
    Key,
    Limit,
    Line,
    Offset,
    PageOut,
    Told,
    answers,
    asking,
    page,
    shaped,
)
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Tài khoản")])


class AccountOut(Schema):
    id: int
    name: str
    login: str
    unit: UnitRef
    state: str
    person_id: int | None


class HoldingOut(Schema):
    """A role held at a unit; ``for_name`` is the person whose desk it is, when delegated."""

    role: str
    role_name: str
    unit: UnitRef
    from_on: dt.date
    until_on: dt.date | None
    for_name: str


class AccountFullOut(AccountOut):
    roles: list[HoldingOut]


class NewAccountIn(Told):
    """``login`` is a phone number or a short name. The account opens with a printed slip."""

    unit_id: Key
    name: Annotated[str, Field(min_length=1, max_length=120)]
    login: Annotated[str, Field(min_length=1, max_length=40)]
    person_id: Key | None = None
    role: Code | None = None
    from_on: dt.date | None = None


class CloseIn(Told):
    reason: Line = ""


@router.get("/accounts", response=answers(PageOut[AccountOut]), summary=gettext_noop("Tìm tài khoản"))
def accounts(
    request: HttpRequest, q: Asked = "", closed: bool = False, limit: Limit = 50, offset: Offset = 0
) -> PageOut[AccountOut]:
    found = search(actor=asking(request), words=q, with_closed=closed)
    return page(found, limit, offset, account_out)


@router.post("/accounts", response=answers(AccountFullOut), summary=gettext_noop("Mở tài khoản"))
def add(request: HttpRequest, told: NewAccountIn) -> AccountFullOut:
    return account_full(open_account(actor=asking(request), **told.model_dump()))


@router.get("/accounts/{account_id}", response=answers(AccountFullOut), summary=gettext_noop("Một tài khoản"))
def one_account(request: HttpRequest, account_id: Key) -> AccountFullOut:
    return account_full(one(account_id, actor=asking(request)))


@router.post(
    "/accounts/{account_id}/close", response=answers(AccountFullOut), summary=gettext_noop("Đóng tài khoản")
)
def close(request: HttpRequest, account_id: Key, told: CloseIn) -> AccountFullOut:
    return account_full(close_account(actor=asking(request), account_id=account_id, reason=told.reason))


def account_out(account: Account) -> AccountOut:
    return shaped(AccountOut, account, unit=unit_ref(account.unit))


def account_full(account: Account) -> AccountFullOut:
    held = holdings_of([account]).get(account.pk, [])
    return AccountFullOut(**account_out(account).model_dump(), roles=[holding_out(one) for one in held])


def holding_out(holding: Holding) -> HoldingOut:
    return shaped(
        HoldingOut,
        holding,
        role_name=str(ROLES[holding.role].name),
        unit=unit_ref(holding.unit),
        for_name=holding.delegated_by.name if holding.delegated_by else "",
    )

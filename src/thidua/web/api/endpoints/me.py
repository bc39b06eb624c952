"""Me: who I am, from which desk I act, my access tokens."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, cast

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.access.actions.make_token import end_my_token, make_token
from thidua.access.models import ApiToken
from thidua.access.queries import mine
from thidua.access.queries.actors import Desk
from thidua.access.requests import Request
from thidua.access.roles import ROLES
from thidua.kernel.door import Actor
from thidua.web.api.answers import DoneOut, Key, Told, answers, asking, shaped
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Tôi")])


class RoleOut(Schema):
    code: str
    name: str


class DeskOut(Schema):
    """A place to act from. Send ``key`` in the header X-Desk to act from it."""

    key: str
    unit_id: int
    unit: str
    roles: list[RoleOut]
    for_name: str


class MeOut(Schema):
    """``acting_from`` is the desk of this request; none when the account holds no role today."""

    account_id: int
    name: str
    login: str
    unit: UnitRef
    language: str
    acting_from: str | None
    desks: list[DeskOut]
    capabilities: list[str]


class TokenOut(Schema):
    id: int
    name: str
    made_at: dt.datetime
    used_at: dt.datetime | None


class NewTokenIn(Told):
    name: Annotated[str, Field(min_length=1, max_length=100)]


class NewTokenOut(TokenOut):
    """``secret`` is told only now; the house keeps a hash of it."""

    secret: str


@router.get("/me", response=answers(MeOut), summary=gettext_noop("Tôi là ai, đang làm việc ở đâu"))
def me(request: HttpRequest) -> MeOut:
    actor = asking(request)
    account = mine.account(actor)
    desks = cast("Request", request).desks
    return MeOut(
        account_id=account.pk,
        name=account.name,
        login=account.login,
        unit=unit_ref(account.unit),
        language=account.language,
        acting_from=next((one.key for one in desks if _is_at(actor, one)), None),
        desks=[desk_out(one) for one in desks],
        capabilities=sorted({name for grant in actor.grants for name in grant.capabilities}),
    )


@router.get("/me/tokens", response=answers(list[TokenOut]), summary=gettext_noop("Mã truy cập của tôi"))
def tokens(request: HttpRequest) -> list[TokenOut]:
    return [token_out(one) for one in mine.tokens(asking(request))]


@router.post("/me/tokens", response=answers(NewTokenOut), summary=gettext_noop("Tạo mã truy cập"))
def add_token(request: HttpRequest, told: NewTokenIn) -> NewTokenOut:
    token, secret = make_token(actor=asking(request), name=told.name)
    return NewTokenOut(**token_out(token).model_dump(), secret=secret)


@router.delete(
    "/me/tokens/{token_id}", response=answers(DoneOut), summary=gettext_noop("Kết thúc mã truy cập")
)
def end_token(request: HttpRequest, token_id: Key) -> DoneOut:
    end_my_token(actor=asking(request), token_id=token_id)
    return DoneOut()


def _is_at(actor: Actor, desk: Desk) -> bool:
    return desk.unit_id == actor.unit_id and desk.for_name == actor.acts_for


def desk_out(desk: Desk) -> DeskOut:
    return shaped(
        DeskOut,
        desk,
        unit=desk.unit_name,
        roles=[RoleOut(code=code, name=str(ROLES[code].name)) for code in desk.roles],
    )


def token_out(token: ApiToken) -> TokenOut:
    return TokenOut(id=token.pk, name=token.name, made_at=token.made_at, used_at=token.used_at)

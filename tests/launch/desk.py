"""The pages of this room as people of the cast open them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast, day
from thidua.access.models import Account, Holding

SignIn = Callable[..., Client]


def signing_in(cast: Cast) -> SignIn:
    """``sign_in(role, unit)`` is a browser of somebody with that role there."""

    def signed_in(role: str, unit: str) -> Client:
        account, _made = Account.objects.get_or_create(
            login=f"{role}-{unit}"[:40], defaults={"name": f"{role} {unit}", "unit": cast.unit(unit)}
        )
        Holding.objects.get_or_create(
            account=account, role=role, unit=cast.unit(unit), defaults={"from_on": day(1, 1)}
        )
        client = Client()
        client.force_login(account, backend="thidua.access.signing_in.Backend")
        return client

    return signed_in


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def opened(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(f"launch:{name}", args=args))
    assert response.status_code == status, text(response)[:3000]
    return text(response)

"""The pages of this room as people of the cast open them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast, day
from thidua.access.models import Account, Holding
from thidua.launch.models import Movement

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


RECRUITMENT = {
    "name": "Tỷ lệ thu hút đoàn viên trong doanh nghiệp",
    "group": "2",
    "group_name": "Xây dựng tổ chức",
    "comparator": ">",
    "value": "85",
    "settles": "continuous",
    "bloc": ["enterprise"],
}


def add_target(client: Client, movement: Movement, code: str, told: dict[str, Any]) -> Any:
    where = reverse("launch:add_target", args=[movement.cycles.get().pk, code])
    return client.post(where, told)

"""What every page of this room does first."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel.desk.answering import Request, done, refused, signed_in
from thidua.kernel.door import Actor

__all__ = ["actor_of", "crumbs", "done", "refused", "signed_in", "unit_of"]


def actor_of(request: HttpRequest) -> Actor:
    return cast("Request", request).actor


def unit_of(actor: Actor) -> Body | None:
    """The unit that somebody acts for."""
    return None if actor.unit_id is None else Body.objects.filter(pk=actor.unit_id).first()


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way here: reports first, then the given label and address pairs."""
    first = {"label": _("Báo cáo"), "url": reverse("report:mine")}
    return [first, *({"label": label, "url": url} for label, url in steps)]

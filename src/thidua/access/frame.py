"""What every page knows about a shared phone; a context processor for ``parts/countdown.html``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def shared_phone(request: HttpRequest) -> dict[str, Any]:
    """``shared_phone`` {seconds, sign_out}, only while someone is signed in on a shared phone."""
    seconds = getattr(request, "idle_seconds", None)
    if not seconds:
        return {}
    return {"shared_phone": {"seconds": seconds, "sign_out": reverse("access:sign_out")}}

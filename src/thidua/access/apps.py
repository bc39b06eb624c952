from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccessConfig(AppConfig):
    name = "thidua.access"
    label = "access"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        # Django notes the machine's day; a demonstration stands on a day of its story.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(_note_the_moment, dispatch_uid="access.last_login")


def _note_the_moment(user: Any, **_more: Any) -> None:
    from thidua.kernel import clock  # late: models are not loaded yet when apps are

    user.last_login = clock.now()
    user.save(update_fields=["last_login"])

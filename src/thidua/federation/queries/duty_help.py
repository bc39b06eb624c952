"""A later room that can do a hand-over duty of a cluster's leader says so here: the duty's button leads to its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from thidua.kernel.errors import Phrase


@dataclass(frozen=True)
class Help:
    """What the button says, and the page (it takes the id of the duty)."""

    button: Phrase
    page: str

    def url(self, duty_id: int) -> str:
        return reverse(self.page, args=[duty_id])


_HELPS: dict[str, Help] = {}


def helps_with(what: str, help_: Help) -> None:
    """``what`` is one of ``LeaderDuty.What``."""
    _HELPS[what] = help_


def help_for(what: str) -> Help | None:
    return _HELPS.get(what)

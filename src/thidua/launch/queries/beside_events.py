"""What stands beside a launch event in a later room: the room tells it, the event's page shows it.

@tells_event
def registered(actor, event):
    yield Beside(_("Đăng ký gắn biển"), _("May Sơn Dương, gắn biển 19/05/2017"), reverse(…))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from thidua.kernel.door import Actor
from thidua.launch.models import LaunchEvent


@dataclass(frozen=True)
class Beside:
    label: str
    words: str
    url: str = ""


Teller: TypeAlias = Callable[[Actor, LaunchEvent], Iterable[Beside]]
_TELLERS: list[Teller] = []


def tells_event(teller: Teller) -> Teller:
    """A few queries at most; it tells only what this actor may see."""
    _TELLERS.append(teller)
    return teller


def told_beside(actor: Actor, event: LaunchEvent) -> list[Beside]:
    return [one for teller in _TELLERS for one in teller(actor, event)]

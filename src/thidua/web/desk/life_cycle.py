"""The ten stages in the order of the work, and how far a movement has come along them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.federation.models import UnitKind
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor, listing
from thidua.kernel.errors import Phrase
from thidua.launch.models import Deadline, Movement
from thidua.web.desk.here import Here


@dataclass(frozen=True)
class Stage:
    code: str
    name: Phrase
    page: str = ""  # the stage's own page; "" while the house has none
    seen_with: str = ""  # the capability without which that page shows nothing


STAGES = (
    Stage("launch", _("Phát động"), "launch:home", "launch.view"),
    Stage("pledge", _("Đăng ký"), "pledge:registrations", "pledge.view"),
    Stage("covenant", _("Giao ước"), "pledge:covenants", "pledge.read_covenant"),
    Stage("propose", _("Sáng kiến")),
    Stage("report", _("Báo cáo"), "report:home", "report.view"),
    Stage("rollup", _("Tổng hợp"), "rollup:home", "rollup.view"),
    Stage("score", _("Chấm điểm"), "score:home", "score.view"),
    Stage("select", _("Bình xét")),
    Stage("sign", _("Quyết định")),
    Stage("spread", _("Nhân rộng")),
    Stage("summarise", _("Tổng kết")),
)


def open_pages(actor: Actor) -> set[str]:
    """Codes of the stages whose pages show this person something."""
    return {one.code for one in STAGES if one.page and any(True for _grant in actor.having(one.seen_with))}


def standing(at: Here) -> dict[str, str]:
    """Where the movement at hand stands, per stage: done, open, here or later. It is here at one stage only:
    a plan that is still written while units report already is open behind it.

    Told only for stages that the house runs; the others have not come.
    """
    if at.movement is None:
        return {}
    launched = at.movement.state != "preparing"
    reporting = at.period.state if at.period else ""
    if reporting not in ("open", "closed"):
        return {"launch": "done" if launched else "here"}
    begun = {"launch": "done" if launched else "open"}
    if reporting == "open":
        return {**begun, "report": "here", "rollup": "open"}
    return {**begun, "report": "done", "rollup": "here"}


@dataclass(frozen=True)
class Station:
    """One stop of the life-cycle line on the movement page."""

    label: str
    state: str
    url: str = ""
    date: str = ""
    figure: str = ""
    note: str = ""


def next_deadlines(at: Here, most: int = 6) -> list[Deadline]:
    """What is due next in the cycle at hand, and what became due in the last month."""
    if at.period is None:
        return []
    since = clock.today() - dt.timedelta(days=31)
    found = [one for one in at.period.cycle.deadlines.all() if one.due_on >= since]
    return sorted(found, key=lambda one: (one.due_on, one.what))[:most]


def own_deadlines(at: Here, actor: Actor, most: int = 6) -> list[Deadline]:
    """What is due next in every running movement called by the unit or above it: the days that bind the unit or
    those below it, for nobody's day is a superior's day. One query."""
    levels = UnitKind.Level.values
    own = at.unit.kind.level if at.unit and at.unit.kind else levels[0]
    binding = levels[levels.index(own) :] if own in levels else levels
    mine = listing(Movement, actor=actor).filter(
        state="launched", seat__path__in=paths.upwards(actor.unit_path)
    )
    found = Deadline.objects.filter(
        cycle__movement__in=mine, level__in=binding, due_on__gte=clock.today()
    ).select_related("cycle__movement", "period")
    return list(found.order_by("due_on", "what", "pk")[:most])

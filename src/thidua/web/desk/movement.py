"""The movement page: where it stands, every target with its figure, who has launched, what is due, papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.access.requests import Request
from thidua.algebra.judging import State
from thidua.catalogue.wording import say_state
from thidua.federation.models import Body
from thidua.formats import vi
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor, fetch, listing
from thidua.kernel.errors import Absent
from thidua.launch.models import Deadline, Movement, Paper, Period
from thidua.launch.queries.ladder import branch_of, ladder
from thidua.report.models import Report
from thidua.rollup.models import Tree
from thidua.rollup.queries.freshness import Freshness, freshness
from thidua.rollup.queries.lines import TargetLine, states_of, target_lines
from thidua.rollup.queries.shown import Shown, shown
from thidua.rollup.queries.trees import PARAMETER as TREE
from thidua.rollup.queries.trees import differs_at, tree_links, tree_named
from thidua.rollup.rules import may_open, may_see
from thidua.web.desk.here import MOVEMENT_KEY, PERIOD_KEY, Here, at_hand, here, movements, periods, stand
from thidua.web.desk.life_cycle import STAGES, Station, next_deadlines, open_pages, standing

FILTER = "trang-thai"
UNIT = "don-vi"
PERIOD = "ky"
LONGEST_ID = 18  # digits


@dataclass(frozen=True)
class Intake:
    """How many reports of the branch are in."""

    expected: int
    sent: int
    accepted: int

    @property
    def missing(self) -> int:
        return self.expected - self.sent


def movements_page(request: Request) -> HttpResponse:
    """The movements that concern the unit; with a single one, that one at once."""
    actor = request.actor
    found = movements(actor)
    at = here(request)
    if len(found) == 1 and at.movement:
        return redirect("desk:movement", at.movement.pk)
    context = {
        "title": _("Phong trào"),
        "lead": _("Những phong trào do đơn vị hoặc cấp trên phát động."),
        "movements": found,
    }
    return render(request, "desk/movements.html", context)


def movement_page(request: Request, movement_id: int) -> HttpResponse:
    actor = request.actor
    movement = _movement(request, movement_id)
    period = _period(request, movement)
    above = _line_up(request, actor, movement)
    unit = above[-1] if above else None
    at = stand(request, Here(unit, movement, period))
    reads = unit is not None and may_see(actor, unit)
    tree = tree_named(request.GET.get(TREE))
    lines = (
        target_lines(actor=actor, period=period, unit=unit, tree=tree) if period and unit and reads else []
    )
    fresh = freshness(period.pk) if period else None
    intake = reports_in(period, unit) if period and unit and reads else None
    deadlines = next_deadlines(at, most=20)
    context = {
        "title": movement.name,
        "crumbs": _crumbs(movement, above),
        "movement": movement,
        "unit": unit,
        "period": period,
        "intake": intake,
        "stations": stations(at, intake, deadlines, open_pages(actor)),
        "today": _("Hôm nay %(day)s") % {"day": clock.today().strftime("%d/%m")},
        "total": len(lines),
        "reads": reads,
        "unassigned": bool(lines) and all(one.state is State.NOT_ASSIGNED for one in lines),
        "chips": chips(request, lines),
        "groups": groups(_filtered(request, lines), period, link=unit is not None and may_open(actor, unit)),
        "fresh": fresh,
        "trees": tree_links(request.GET) if _trees_differ(fresh, period, unit) else None,
        "today_tree": tree is Tree.TODAY,
        "rungs": ladder(period.cycle, steps=[Deadline.What.LAUNCH], within=branch_of(period.cycle, unit))
        if period and unit
        else [],
        "deadlines": deadlines[:6],
        "papers": papers(movement, actor),
        **_primary(actor, unit, period, intake),
    }
    return render(request, "desk/movement.html", context)


def _trees_differ(fresh: Freshness | None, period: Period | None, unit: Body | None) -> bool:
    """Whether the tree of today tells this unit differently; asked only where something moved at all."""
    if fresh is None or not fresh.restated or period is None or unit is None:
        return False
    return differs_at(period.pk, unit.pk)


def _movement(request: Request, movement_id: int) -> Movement:
    """The movement, from now on the one at hand. A session is written only when it says something new."""
    found = movements(request.actor)
    one = next((one for one in found if one.pk == movement_id), None)
    movement = one or fetch(Movement, movement_id, actor=request.actor, related=("issuer", "seat"))
    if at_hand(found, request.session.get(MOVEMENT_KEY), request.actor) != movement:
        request.session[MOVEMENT_KEY] = movement.pk
    return movement


def _period(request: Request, movement: Movement) -> Period | None:
    found = periods(movement)
    wanted = request.GET.get(PERIOD) or request.session.get(PERIOD_KEY)
    chosen = [one for one in found if str(one.pk) == str(wanted)]
    opened = [one for one in found if one.state == "open"] or [one for one in found if one.state == "closed"]
    period = next(iter([*chosen, *opened, *found]), None)
    if period is not None:
        period.cycle.movement = movement
        prefetch_related_objects([period], "cycle__deadlines")
    return period


def _line_up(request: Request, actor: Actor, movement: Movement) -> list[Body]:
    """The unit that the page is about, and above it what this person may see, from the top."""
    seen = listing(Body, actor=actor).select_related("kind", "parent").order_by("path")
    if wanted := request.GET.get(UNIT):
        line = _up_from(seen, wanted)
    else:
        own = actor.unit_path if paths.covers(movement.seat.path, actor.unit_path) else movement.seat.path
        line = list(seen.filter(path__in=paths.upwards(own)))
    return [one for one in line if paths.covers(movement.seat.path, one.path)]


def _up_from(seen: QuerySet[Body], wanted: str) -> list[Body]:
    """The unit asked for and those above it that may be seen, from the top; one query. Raises Absent."""
    if not wanted.isdecimal() or len(wanted) > LONGEST_ID:
        raise Absent()
    place = Body.objects.filter(pk=wanted).values("path")
    line: list[Body] = list(
        seen.annotate(place=Subquery(place)).filter(place__startswith=F("path")).exclude(path="")
    )
    if not line or line[-1].pk != int(wanted):
        raise Absent()
    return line


def _crumbs(movement: Movement, above: list[Body]) -> list[dict[str, str]]:
    page = reverse("desk:movement", args=[movement.pk])
    told = [{"label": _("Phong trào"), "url": reverse("desk:movements")}]
    return told + [{"label": str(one), "url": f"{page}?{UNIT}={one.pk}"} for one in above]


def reports_in(period: Period, unit: Body) -> Intake:
    """Grassroots reports of the branch: one query."""
    own = Report.objects.filter(
        paths.within("path", unit.path),
        period=period,
        kind=Report.Kind.OWN,
        exempt=False,
        strata__kind="grassroots",
    )
    counts = own.aggregate(
        expected=Count("pk"),
        sent=Count("pk", filter=Q(state__in=("sent", "accepted"))),
        accepted=Count("pk", filter=Q(state="accepted")),
    )
    return Intake(**counts)


def stations(at: Here, intake: Intake | None, deadlines: list[Deadline], linked: set[str]) -> list[Station]:
    """The ten stops. Those whose room the house does not have yet are told as later, without a figure; pages
    that would show this person nothing are not linked."""
    states = standing(at)
    told = {
        "launch": _launch_station(at),
        "report": _report_station(at, intake, deadlines),
        "rollup": _rollup_station(at, deadlines),
    }
    return [
        (told[stage.code] if stage.code in linked else replace(told[stage.code], url=""))
        if stage.code in told
        else Station(label=str(stage.name), state=states.get(stage.code, "later"))
        for stage in STAGES
    ]


def _launch_station(at: Here) -> Station:
    on = at.movement.launched_on if at.movement else None
    return Station(
        label=_("Phát động"),
        state=standing(at).get("launch", "later"),
        url=reverse("launch:home"),
        date=on.strftime("%d/%m") if on else "",
    )


def _report_station(at: Here, intake: Intake | None, deadlines: list[Deadline]) -> Station:
    due = min((one.due_on for one in deadlines if one.what == "report"), default=None)
    figure = f"{vi.format_number(intake.sent)}/{vi.format_number(intake.expected)}" if intake else ""
    return Station(
        label=_("Báo cáo"),
        state=standing(at).get("report", "later"),
        url=reverse("report:home"),
        date=due.strftime("%d/%m") if due else "",
        figure=_("%(share)s cơ sở") % {"share": figure} if figure else "",
        note=str(at.period or ""),
    )


def _rollup_station(at: Here, deadlines: list[Deadline]) -> Station:
    due = min((one.due_on for one in deadlines if one.what == "edition"), default=None)
    return Station(
        label=_("Tổng hợp"),
        state=standing(at).get("rollup", "later"),
        url=reverse("rollup:home"),
        date=due.strftime("%d/%m") if due else "",
        figure=_("tự cộng"),
        note=_("Khóa số %(day)s") % {"day": due.strftime("%d/%m")} if due else "",
    )


def chips(request: Request, lines: list[TargetLine]) -> list[dict[str, Any]]:
    """The filter above the list: each state that occurs, with its number."""
    chosen = request.GET.get(FILTER, "")
    query = request.GET.copy()
    query.pop(FILTER, None)
    kept = query.urlencode()
    told = [{"name": "", "word": _("Tất cả"), "count": len(lines), "current": not chosen}]
    told += [
        {"name": state.value, "word": say_state(state), "count": count, "current": chosen == state.value}
        for state, count in states_of(lines).items()
    ]
    for one in told:
        own = f"{FILTER}={one['name']}" if one["name"] else ""
        one["url"] = "?" + "&".join(part for part in (kept, own) if part) + "#chi-tieu"
    return told


def _filtered(request: Request, lines: list[TargetLine]) -> list[TargetLine]:
    chosen = request.GET.get(FILTER)
    return [line for line in lines if line.state.value == chosen] if chosen else lines


def groups(
    lines: list[TargetLine], period: Period | None, *, link: bool
) -> list[tuple[str, str, bool, list[Shown]]]:
    """Lines under the headings of the plan: number, name, whether joint with the authorities."""
    if period is None:
        return []
    drawn = [shown(line, period, link=link) for line in lines]
    return [
        (group, some[0].group_name, some[0].joint, some)
        for group, some in ((key, list(rows)) for key, rows in groupby(drawn, key=lambda one: one.group))
    ]


def papers(movement: Movement, actor: Actor, most: int = 6) -> list[Paper]:
    """Papers of the movement that bind the unit at hand: its own and those above."""
    return list(
        listing(Paper, actor=actor)
        .filter(
            Q(seat__path__in=paths.upwards(actor.unit_path)) | Q(issuer=movement.issuer_id),
            movement=movement,
            state="issued",
        )
        .select_related("issuer")
        .order_by("-issued_on", "-pk")[:most]
    )


def _primary(actor: Actor, unit: Body | None, period: Period | None, intake: Intake | None) -> dict[str, Any]:
    """The one red button: what this person most likely came to do."""
    if unit is None or period is None or period.state != "open" or intake is None:
        return {}
    if unit.level == "grassroots" and actor.may("report.enter", unit.path):
        return {"primary": {"label": _("Mở báo cáo"), "url": reverse("report:home")}}
    if intake.missing and actor.may("report.chase", unit.path):
        label = _("Nhắc %(count)s cơ sở") % {"count": vi.format_number(intake.missing)}
        return {
            "primary": {"label": label, "url": reverse("report:board", args=[period.cycle_id]) + "?cap=co-so"}
        }
    return {}

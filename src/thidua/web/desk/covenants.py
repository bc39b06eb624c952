"""A covenant as it is lived: what each party has reached of what it signed; and the statement that closes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.access.requests import Request
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import done, refused
from thidua.kernel.door import fetch, verdict
from thidua.kernel.errors import Absent
from thidua.launch.models import Period
from thidua.pledge.actions.covenants.close import close_covenant
from thidua.pledge.actions.covenants.parts import RELATED
from thidua.pledge.models import Covenant, CovenantVersion
from thidua.pledge.queries.covenants.standing import in_force, speaking_for
from thidua.web.desk.covenant_progress import Progress, actuals_of, closing_lines, frozen_for

PARTY = "ben"
PERIOD = "ky"


def _bound(request: Request, covenant_id: int, verb: str = "view") -> tuple[Covenant, CovenantVersion]:
    """A covenant that binds; until then there is nothing to live. Raises Absent."""
    covenant = fetch(Covenant, covenant_id, actor=request.actor, verb=verb, related=RELATED)
    version = in_force(covenant)
    if version is None:
        raise Absent()
    return covenant, version


def _crumbs(covenant: Covenant, here: str) -> list[dict[str, str]]:
    return [
        {"label": _("Giao ước thi đua"), "url": reverse("pledge:covenants")},
        {"label": covenant.title, "url": reverse("pledge:covenant", args=[covenant.pk])},
        {"label": here, "url": ""},
    ]


@require_GET
def living(request: Request, covenant_id: int) -> HttpResponse:
    """One party at a time, one's own first; beside each figure how the others stand."""
    covenant, version = _bound(request, covenant_id)
    parties = list(covenant.standing_parties.select_related("unit__kind", "unit__parent__kind"))
    mine = speaking_for(request.actor, parties, "pledge.read_covenant")
    parties.sort(key=lambda one: one != mine)  # one's own first
    wanted = request.GET.get(PARTY, "")
    shown = next((one for one in parties if str(one.pk) == wanted), mine or parties[0])
    periods = list(Period.objects.filter(cycle=covenant.cycle_id).order_by("measured_from", "cutoff_on"))
    period = _period(periods, request.GET.get(PERIOD, ""))
    if period is not None:
        period.cycle = covenant.cycle
    progress = Progress(version, parties, period)
    lines = progress.of(shown)
    context = {
        "title": _("Theo dõi giao ước"),
        "lead": progress.sentence(shown, lines),
        "crumbs": _crumbs(covenant, _("Theo dõi")),
        "covenant": covenant,
        "version": version,
        "parties": parties,
        "shown": shown,
        "periods": periods,
        "period": period,
        "lines": lines,
        "words": [one for one in progress.said.clauses if not one.in_figures],
        "reached": progress.reached(),
        "may_close": bool(verdict(covenant, actor=request.actor, verb="close")),
        "closing": closing_lines(covenant) if covenant.state == "closed" else None,
    }
    return render(request, "desk/living_covenant.html", context)


def _period(periods: list[Period], wanted: str) -> Period | None:
    """The one asked for, else the one being reported, else the last that was, else the first."""
    named = [one for one in periods if str(one.pk) == wanted]
    opened = [one for one in periods if one.state == "open"]
    closed = [one for one in periods if one.state == "closed"]
    return next(iter([*named, *opened, *closed[::-1], *periods]), None)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: Request, covenant_id: int) -> HttpResponse:
    """What will be written down, out of the frozen figures of the last period; then written down."""
    covenant, version = _bound(request, covenant_id, "close")
    edition = frozen_for(covenant)
    actuals = actuals_of(covenant, version, edition) if edition is not None else {}
    if request.method == "POST":
        try:
            close_covenant(
                actor=request.actor,
                covenant_id=covenant_id,
                actuals=actuals,
                cites=str(edition) if edition is not None else "",
            )
        except CodedError as refusal:
            return refused(request, refusal, "desk:close_covenant", covenant_id)
        return done(
            request, _("Đã tổng kết giao ước; số liệu được giữ nguyên."), "desk:living_covenant", covenant_id
        )
    progress = Progress(version, [], None)
    context: dict[str, Any] = {
        "title": _("Tổng kết giao ước"),
        "lead": _("Ghi kết quả chính thức của từng bên, từng điều; ghi rồi không sửa được."),
        "crumbs": _crumbs(covenant, _("Tổng kết")),
        "covenant": covenant,
        "edition": edition,
        "rows": progress.statement(actuals),
    }
    return render(request, "desk/close_covenant.html", context)

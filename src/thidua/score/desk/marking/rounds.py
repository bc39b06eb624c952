"""A round: begun, moved from phase to phase, its table as its reader may see it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import listing
from thidua.kernel.errors import Refusal, say
from thidua.kernel.typed import read_day
from thidua.launch.models import Period
from thidua.score.actions.marking.move_round import BACK, move_round
from thidua.score.actions.marking.note_event import (
    bring_back,
    events_of,
    leave_round,
    note_event,
    strike_event,
)
from thidua.score.actions.marking.start_round import set_checkers, start_round
from thidua.score.actions.marking.take_figures import take_figures
from thidua.score.actions.marking.take_in import take_in
from thidua.score.desk.marking.asking import (
    At,
    Request,
    at_round,
    crumbs,
    day_of,
    done,
    noted_of,
    refused,
    signed_in,
    unit_of,
)
from thidua.score.models import MarkingRound, ScoreSheet
from thidua.score.phases import CHOSEN, PHASES, follows
from thidua.score.queries.marking.roll import moved
from thidua.score.queries.marking.submitted import told_steps
from thidua.score.queries.marking.table import table_of
from thidua.score.states import ROUND


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """By which sheet, of whom, in which phases."""
    unit = unit_of(request.actor)
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            made = _begin(request, unit)
            return done(request, _("Đã lập đợt chấm; xem lại rồi mở tự chấm."), "score:round", made.pk)
        except CodedError as told:
            refusal = told
    sheets = listing(ScoreSheet, actor=request.actor).exclude(state="retired").defer("text", "body")
    periods = listing(Period, actor=request.actor).exclude(state="planned").select_related("cycle__movement")
    context = {
        "title": _("Đợt chấm mới"),
        "crumbs": crumbs((_("Đợt chấm mới"), "")),
        "sheets": [(one.pk, str(one)) for one in sheets.order_by("name", "-number")],
        "periods": [("", _("không lấy số từ báo cáo"))]
        + [(one.pk, f"{one}, {one.cycle}") for one in periods.order_by("-cycle__year", "-cutoff_on")[:40]],
        "clusters": [("", _("các đơn vị trực thuộc %(unit)s") % {"unit": unit})]
        + [(one.pk, str(one)) for one in unit.hosted.filter(form=Body.Form.CLUSTER, ended_on=None)],
        "phases": [(code, PHASES[code], code == "submitted") for code in CHOSEN],
        "year": request.POST.get("year", clock.today().year),
        "posted": request.POST,
        "refusal": say(refusal) if refusal else None,
    }
    status = (refusal.status if isinstance(refusal, Refusal) else 422) if refusal else 200
    return render(request, "score/marking/begin.html", context, status=status)


def _begin(request: Request, unit: Body) -> MarkingRound:
    posted = request.POST
    chosen = posted.getlist("phase") or list(CHOSEN)
    return start_round(
        actor=request.actor,
        sheet_id=_key(posted.get("sheet")) or 0,
        organiser_id=unit.pk,
        year=_key(posted.get("year")) or clock.today().year,
        name=posted.get("name", ""),
        cluster_id=_key(posted.get("cluster")),
        period_id=_key(posted.get("period")),
        phases=[{"code": one, "until": _until(posted.get(f"until-{one}", ""))} for one in chosen],
    )


def _until(typed: str) -> dt.date | None:
    return read_day(typed) if typed.strip() else None


def _key(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 19 else None


@signed_in
@require_GET
def page(request: Request, round_id: int) -> HttpResponse:
    at = at_round(request, round_id)
    table = table_of(at.standing, at.sight)
    own = [one for one in at.standing.marked if one.pk in at.sight.hands.own]
    context: dict[str, Any] = {
        **_head(at),
        "title": at.round.name,
        "lead": _lead(at),
        "crumbs": crumbs((at.round.name, "")),
        "primary": _primary(at),
        "table": table,
        "own": own,
        "checks": [one for one in at.standing.marked if one.pk in at.sight.hands.checks],
        "moves": _moves(at),
        "moved": moved(at.round, at.standing.marked),
        "steps": told_steps(at.round),
        "events": [event for events in at.standing.events.values() for event in events],
        "known_events": [(one, one) for one in events_of(at.standing.rules)],
        "may": {
            verb: at.may(verb)
            for verb in (
                "take_figures",
                "note_event",
                "leave",
                "change",
                "verify",
                "meet",
                "advise",
                "decide",
                "peer",
            )
        },
        "places": at.standing.rules.sheet.rounding.places,
    }
    return render(request, "score/marking/round.html", context)


def _head(at: At) -> dict[str, Any]:
    """What all pages of a round share: its phases as a line."""
    now = at.round.state
    way = ["preparing", *at.round.own_phases, "decided", "published", "closed"]
    until = {one["code"]: one.get("until") for one in at.round.phases}
    here = way.index(now)
    stations = [
        {
            "label": str(PHASES[code]).capitalize(),
            "state": "here" if place == here else "done" if place < here else "later",
            "date": _short(until.get(code)),
        }
        for place, code in enumerate(way)
        if code != "preparing" or now == "preparing"
    ]
    return {"round": at.round, "state": str(PHASES[now]), "stations": stations, "sight": at.sight}


def _short(until: object) -> str:
    if not until:
        return ""
    day = dt.date.fromisoformat(str(until))
    return _("đến %(day)s") % {
        "day": f"{day.day}/{day.month}"
    }  # the year is the round's, and the line is narrow


def _lead(at: At) -> str:
    words = {"sheet": at.round.sheet, "organiser": at.round.organiser, "count": len(at.standing.active)}
    told = _("%(count)s đơn vị, theo %(sheet)s. Đơn vị tổ chức: %(organiser)s.") % words
    if at.round.leader is not None:
        told += " " + _("Cụm trưởng: %(leader)s.") % {"leader": at.round.leader}
    return told


def _primary(at: At) -> dict[str, str] | None:
    """The one thing that this person is here for now."""
    own = next((one for one in at.standing.marked if one.pk in at.sight.hands.own), None)
    if at.round.state == "self_marking" and own is not None and own.state != "sent":
        return {"label": _("Tự chấm"), "url": reverse("score:own", args=[own.pk]), "icon": "pencil"}
    pages = (
        ("verify", "score:verify", _("Thẩm định")),
        ("meet", "score:meeting", _("Bảng họp cụm")),
        ("advise", "score:order", _("Xếp thứ tự")),
        ("decide", "score:order", _("Quyết định kết quả")),
    )
    for verb, name, label in pages:
        if at.may(verb):
            return {"label": label, "url": reverse(name, args=[at.round.pk]), "icon": "clipboard-list"}
    if at.round.state in ("decided", "published", "closed") and at.sight.totals:
        return {"label": _("Kết quả"), "url": reverse("score:result", args=[at.round.pk]), "icon": "award"}
    return None


def _moves(at: At) -> list[dict[str, Any]]:
    """The moves that this person may make now, the next phase first."""
    following = follows(at.round.own_phases, at.round.state)
    found = [
        {"name": one.name, "label": str(one.label).capitalize(), "back": one.name in BACK}
        for one in ROUND.open_moves(at.round.state)
        if one.name != "decide" and (one.name in BACK or one.target == following) and at.may(one.name)
    ]
    return sorted(found, key=lambda one: bool(one["back"]))


@signed_in
@require_POST
def move(request: Request, round_id: int) -> HttpResponse:
    try:
        found = move_round(
            actor=request.actor,
            round_id=round_id,
            move=request.POST.get("move", ""),
            noted=noted_of(request),
            appeals_until=day_of(request, "appeals_until"),
        )
    except CodedError as refusal:
        return refused(request, refusal, "score:round", round_id)
    return done(
        request,
        _("Đợt chấm đang ở bước: %(phase)s.") % {"phase": PHASES[found.state]},
        "score:round",
        round_id,
    )


@signed_in
@require_POST
def figures(request: Request, round_id: int) -> HttpResponse:
    try:
        take_figures(actor=request.actor, round_id=round_id)
    except CodedError as refusal:
        return refused(request, refusal, "score:round", round_id)
    return done(
        request,
        _("Đã lấy số từ tổng hợp và bảng báo cáo; số này được giữ cùng đợt."),
        "score:round",
        round_id,
    )


@signed_in
@require_POST
def event(request: Request, round_id: int) -> HttpResponse:
    """Something that happened to a unit, or that it did not after all; that it leaves, or comes back."""
    posted, actor = request.POST, request.actor
    marked, reason = _key(posted.get("marked")) or 0, posted.get("reason", "")
    try:
        match posted.get("do"):
            case "strike":
                strike_event(actor=actor, event_id=_key(posted.get("event_id")) or 0, reason=reason)
            case "leave":
                left_on = day_of(request, "left_on") or clock.today()
                leave_round(actor=actor, marked_id=marked, left_on=left_on, reason=reason)
            case "back":
                bring_back(actor=actor, marked_id=marked, reason=reason)
            case "take_in":
                take_in(actor=actor, round_id=round_id, unit_id=_key(posted.get("unit")) or 0)
            case _:
                note_event(
                    actor=actor,
                    marked_id=marked,
                    event=posted.get("event", ""),
                    happened_on=day_of(request, "happened_on"),
                    note=posted.get("note", ""),
                )
    except CodedError as refusal:
        return refused(request, refusal, "score:round", round_id)
    return done(request, _("Đã ghi."), "score:round", round_id)


@signed_in
@require_POST
def checkers(request: Request, round_id: int) -> HttpResponse:
    pairs = {
        int(name[8:]): _key(str(typed))
        for name, typed in request.POST.items()
        if name.startswith("checker-") and name[8:].isdecimal()
    }
    try:
        set_checkers(actor=request.actor, round_id=round_id, pairs=pairs)
    except CodedError as refusal:
        return refused(request, refusal, "score:round", round_id)
    return done(request, _("Đã giao kiểm tra chéo."), "score:round", round_id)

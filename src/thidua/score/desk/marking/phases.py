"""The phases of a round as a table: until when, and who sees what in each; set by who organises the round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.errors import Absent, NotYours, Refusal, say
from thidua.kernel.typed import read_day
from thidua.score.actions.marking.set_phases import set_eyes, set_phases
from thidua.score.desk.marking.asking import At, Request, at_round, crumbs, done, signed_in
from thidua.score.models import MarkingRound
from thidua.score.phases import (
    AMOUNT_WORDS,
    CHOSEN,
    HAND_WORDS,
    HANDS,
    LAYER_WORDS,
    LAYERS,
    OFFERED,
    PHASES,
    SEEN,
    Sees,
)
from thidua.score.queries.marking.sight import sees_in


@dataclass(frozen=True)
class Line:
    """A phase, and by hand in words what is seen in it."""

    code: str
    name: str
    until: str
    here: bool
    changed: bool  # otherwise than usual
    eyes: list[tuple[str, str]]  # hand, what it sees


def lines_of(found: MarkingRound) -> Iterator[Line]:
    """Every phase that the round has, but its preparation, which is the organiser's alone."""
    kept = {one["code"]: one for one in found.phases}
    for code in PHASES:
        if code == "preparing" or (code in CHOSEN and code not in found.own_phases):
            continue
        one, sees = kept.get(code, {}), sees_in(found, code)
        yield Line(
            code=code,
            name=str(PHASES[code]).capitalize(),
            until=_day(one.get("until")),
            here=code == found.state,
            changed=one.get("sees") is not None,
            eyes=[(str(HAND_WORDS[hand]).capitalize(), _words(sees.get(hand, {}))) for hand in HANDS],
        )


def _words(layers: Mapping[str, str]) -> str:
    """ "Tất cả", or which layers, and how much where it is not all: "tự chấm (của mình); tổng, hạng"."""
    if all(layers.get(layer) == "all" for layer in LAYERS):
        return _("Tất cả")
    parts = []
    for amount, word in AMOUNT_WORDS.items():
        seen = [str(LAYER_WORDS[layer]) for layer in LAYERS if layers.get(layer) == amount]
        if seen:
            parts.append(", ".join(seen) + ("" if amount == "all" else f" ({word})"))
    return "; ".join(parts)


def _day(until: object) -> str:
    return vi.format_date(dt.date.fromisoformat(str(until))) if until else ""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, round_id: int) -> HttpResponse:
    """Everybody who reaches the round may know who sees what; who organises it sets phases and days."""
    at = at_round(request, round_id)
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            set_phases(
                actor=request.actor, round_id=round_id, phases=_told(request), version=_version(request)
            )
            return done(request, _("Đã lưu các bước của đợt chấm."), "score:phases", round_id)
        except CodedError as told:
            refusal = told
    posted = request.POST
    kept = {one["code"]: one for one in at.round.phases}
    context: dict[str, Any] = {
        "title": _("Các bước, ai xem gì"),
        "lead": _("Ở mỗi bước, mỗi bên chỉ xem được những lớp điểm ghi ở đây."),
        "crumbs": _way(at, _("Các bước, ai xem gì")),
        "round": at.round,
        "lines": list(lines_of(at.round)),
        "hands": [str(word).capitalize() for word in HAND_WORDS.values()],
        "may_set": at.may("set_phases"),
        "choices": [
            {
                "code": code,
                "name": str(PHASES[code]),
                "taken": code in (posted.getlist("phase") if posted else at.round.own_phases),
                "until": posted.get(f"until-{code}", _day(kept.get(code, {}).get("until"))),
            }
            for code in CHOSEN
        ],
        "refusal": say(refusal) if refusal else None,
    }
    return render(request, "score/marking/phases.html", context, status=_status(refusal))


def _told(request: Request) -> list[dict[str, Any]]:
    posted = request.POST
    days = {code: posted.get(f"until-{code}", "").strip() for code in posted.getlist("phase")}
    return [{"code": code, "until": read_day(typed) if typed else None} for code, typed in days.items()]


def _version(request: Request) -> int | None:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _status(refusal: CodedError | None) -> int:
    if refusal is None:
        return 200
    return refusal.status if isinstance(refusal, Refusal) else 422


def _way(at: At, last: str) -> list[dict[str, str]]:
    return crumbs((at.round.name, reverse("score:round", args=[at.round.pk])), (last, ""))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def eyes(request: Request, round_id: int, phase: str) -> HttpResponse:
    """Who sees what in one phase: for each hand, how much of each layer."""
    at = at_round(request, round_id)
    if not at.may("set_phases"):
        raise NotYours()
    if phase not in [one.code for one in lines_of(at.round)]:
        raise Absent()
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            set_eyes(
                actor=request.actor,
                round_id=round_id,
                phase=phase,
                sees=_seen(request, phase),
                version=_version(request),
            )
            return done(request, _("Đã lưu ai xem gì ở bước này."), "score:phases", round_id)
        except CodedError as told:
            refusal = told
    sees: Sees = sees_in(at.round, phase)
    if refusal is not None:
        sees = _posted(request)
    context: dict[str, Any] = {
        "title": _("Ai xem gì ở bước «%(phase)s»") % {"phase": PHASES[phase]},
        "lead": at.round.name,
        "crumbs": crumbs(
            (at.round.name, reverse("score:round", args=[round_id])),
            (_("Các bước, ai xem gì"), reverse("score:phases", args=[round_id])),
            (str(PHASES[phase]).capitalize(), ""),
        ),
        "round": at.round,
        "changed": any(one.code == phase and one.changed for one in lines_of(at.round)),
        "hands": [_hand(hand, sees.get(hand, {})) for hand in HANDS],
        "refusal": say(refusal) if refusal else None,
    }
    return render(request, "score/marking/eyes.html", context, status=_status(refusal))


def _hand(hand: str, layers: Mapping[str, str]) -> dict[str, Any]:
    amounts = [("", _("không xem"))] + [(one, str(AMOUNT_WORDS[one])) for one in OFFERED[hand]]
    return {
        "name": str(HAND_WORDS[hand]).capitalize(),
        "words": _words(layers) or _("không xem gì"),
        "amounts": amounts,
        "boxes": [
            (f"sees-{hand}-{layer}", str(LAYER_WORDS[layer]).capitalize(), layers.get(layer, ""))
            for layer in LAYERS
        ],
    }


def _posted(request: Request) -> dict[str, dict[str, str]]:
    posted = request.POST
    told = {
        hand: {layer: amount for layer in LAYERS if (amount := posted.get(f"sees-{hand}-{layer}", ""))}
        for hand in HANDS
    }
    return {hand: layers for hand, layers in told.items() if layers}


def _seen(request: Request, phase: str) -> Sees | None:
    """None where it is what is usual in this phase: nothing of its own is kept then."""
    if request.POST.get("do") == "usual":
        return None
    told = _posted(request)
    return None if told == {hand: dict(layers) for hand, layers in SEEN[phase].items()} else told

"""Covenants: the list, a new one, the page of one, its wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.federation.models import Body, Leadership
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import (
    Request,
    done,
    errors_of,
    refused,
    refusing,
    signed_in,
    status_of,
)
from thidua.kernel.door import Actor, Relation, fetch, listing, verdict
from thidua.kernel.errors import Absent, Phrase
from thidua.launch.models import Cycle, Movement, Target
from thidua.launch.queries.annex import directly_below
from thidua.pledge.actions.covenants import move as moving
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.parts import RELATED
from thidua.pledge.actions.covenants.set_days import set_days
from thidua.pledge.actions.covenants.write import add_clause, change_clause, drop_clause, save_covenant
from thidua.pledge.desk.covenants_forms import ClauseForm, DaysForm, DraftForm, HeadForm, NumberForm
from thidua.pledge.models import Covenant
from thidua.pledge.queries.covenants.reading import (
    clause_lines,
    covenants_for,
    open_proposals,
    party_lines,
    text_at_hand,
)
from thidua.pledge.queries.covenants.standing import in_force, speaking_for
from thidua.pledge.states import COVENANT, COVENANT_LIVE, COVENANT_OPEN, COVENANT_TO_SIGN

PER_PAGE = 30
# What the seat presses next, by state; what needs a reason or asks before it is done stands below.
_NEXT = {"draft": "open", "negotiating": "settle", "amending": "settle"}
_WITH_REASON = ("reopen", "amend", "cancel")
_MARKS = {
    "draft": "draft",
    "negotiating": "open",
    "to_sign": "waiting",
    "in_force": "signed",
    "amending": "reopened",
    "to_sign_again": "waiting",
    "closed": "closed",
    "cancelled": "withdrawn",
}


def mark_of(covenant: Covenant) -> dict[str, str]:
    """The state as ``<c-state>`` draws it."""
    return {"name": _MARKS[covenant.state], "word": str(COVENANT.states[covenant.state]).capitalize()}


@require_GET
@signed_in
def listed(request: Request) -> HttpResponse:
    page = Paginator(covenants_for(request.actor), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "title": _("Giao ước thi đua"),
        "lead": _("Các bên cùng ký, mỗi bên một con số cho từng chỉ tiêu."),
        "page": page,
        "rows": [{"covenant": one, "mark": mark_of(one)} for one in page],
        "may_draft": _writes(request.actor),
    }
    return render(request, "pledge/covenants/list.html", context)


def _writes(actor: Actor) -> bool:
    return actor.unit_id is not None and actor.may("pledge.write", actor.unit_path, Relation.OWN)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def draft(request: Request) -> HttpResponse:
    """With whom and for which year: only what this unit can begin is offered."""
    offered = list(_offers(request.actor))
    form = DraftForm(request.POST or None, choices=[(key, label) for key, label, _told in offered])
    if request.method == "POST" and form.is_valid():
        told = next(told for key, _label, told in offered if key == form.cleaned_data["what"])
        with refusing(form, "what"):
            covenant = draft_covenant(actor=request.actor, **told)
            return done(
                request, _("Đã lập dự thảo; hãy xem lại rồi gửi các bên."), "pledge:covenant", covenant.pk
            )
    context = {
        "title": _("Lập giao ước"),
        "lead": _("Các điều và con số được điền sẵn từ kế hoạch và chỉ tiêu đã giao."),
        "crumbs": [_list_crumb(), {"label": _("Lập giao ước"), "url": ""}],
        "form": form,
        "offered": bool(offered),
    }
    return render(request, "pledge/covenants/draft.html", context, status=status_of(form))


def _offers(actor: Actor) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(key, label, what the action takes): clusters that the unit leads, its own units, its partners."""
    unit = Body.objects.filter(pk=actor.unit_id or 0).first()
    if unit is None or not _writes(actor):
        return
    running = listing(Movement, actor=actor).exclude(state="closed")
    cycles = list(
        Cycle.objects.filter(movement__in=running).select_related("movement").order_by("-year", "-pk")[:12]
    )
    led = Leadership.objects.filter(leader=unit, year__in={one.year for one in cycles}).select_related(
        "cluster"
    )
    taken: set[tuple[str, int | None, int]] = set(
        Covenant.objects.filter(seat=unit, cycle__in=cycles)
        .exclude(state="cancelled")
        .values_list("kind", "cluster", "cycle")
    )
    below = bool(directly_below(unit))
    partners = Body.objects.filter(host=unit, form=Body.Form.PARTNER, ended_on=None).exists()
    for cycle in cycles:
        for one in led:
            if one.year == cycle.year and ("cluster", one.cluster_id, cycle.pk) not in taken:
                told: dict[str, Any] = {"kind": "cluster", "cycle_id": cycle.pk, "cluster_id": one.cluster_id}
                yield f"cluster-{one.cluster_id}-{cycle.pk}", f"{one.cluster}: {cycle}", told
        if below and ("groups", None, cycle.pk) not in taken:
            label = _("Với các đơn vị trực thuộc: %(cycle)s") % {"cycle": cycle}
            yield f"groups-{cycle.pk}", label, {"kind": "groups", "cycle_id": cycle.pk, "seat_id": unit.pk}
        if partners and ("employer", None, cycle.pk) not in taken:
            label = _("Với chuyên môn, chủ sử dụng lao động: %(cycle)s") % {"cycle": cycle}
            told = {"kind": "employer", "cycle_id": cycle.pk, "seat_id": unit.pk}
            yield f"employer-{cycle.pk}", label, told


def _list_crumb() -> dict[str, str]:
    return {"label": _("Giao ước thi đua"), "url": reverse("pledge:covenants")}


def crumbs(covenant: Covenant, *more: str) -> list[dict[str, str]]:
    page = reverse("pledge:covenant", args=[covenant.pk])
    return [
        _list_crumb(),
        {"label": covenant.title, "url": page if more else ""},
        *({"label": one, "url": ""} for one in more),
    ]


def fetched(request: Request, covenant_id: int, verb: str = "view") -> Covenant:
    return fetch(Covenant, covenant_id, actor=request.actor, verb=verb, related=RELATED)


@require_GET
@signed_in
def page(request: Request, covenant_id: int) -> HttpResponse:
    return covenant_page(request, fetched(request, covenant_id))


def covenant_page(request: Request, covenant: Covenant, **forms: Any) -> HttpResponse:
    """The text for this reader, who stands where, and what this person may do now."""
    actor = request.actor
    may = {
        verb: bool(verdict(covenant, actor=actor, verb=verb))
        for verb in ("write", "set_days", "propose", "sign", "record_stage", "number")
    }
    moves = {
        one.name: str(one.label)
        for one in COVENANT.open_moves(covenant.state)
        if one.name != "enter" and verdict(covenant, actor=actor, verb=one.name)
    }
    said, version = text_at_hand(covenant)
    parties = party_lines(covenant, version)
    mine = speaking_for(actor, [one.party for one in parties], "pledge.read_covenant")
    bound = in_force(covenant) if covenant.state in COVENANT_LIVE else None
    if covenant.number is not None or not actor.may("launch.issue", covenant.seat.path, Relation.OWN):
        may["number"] = False
    signed = any(one.party == mine and one.signature for one in parties)
    next_move = _NEXT.get(covenant.state, "")
    context = {
        "title": covenant.title,
        "kicker": covenant.reference,
        "crumbs": crumbs(covenant),
        "covenant": covenant,
        "mark": mark_of(covenant),
        "said": said,
        "version": version,
        "bound": bound,
        "lines": clause_lines(said, mine.pk if mine else None),
        "parties": parties,
        "mine": mine,
        "may": {**may, "sign": may["sign"] and not signed},
        "next_move": (next_move, moves[next_move]) if next_move in moves else None,
        "quiet_moves": [(name, moves[name]) for name in _WITH_REASON if name in moves],
        "may_drop_change": "drop_change" in moves,
        "may_close": "close" in moves,
        "proposals": open_proposals(covenant) if covenant.state in COVENANT_OPEN else [],
        "to_sign": covenant.state in COVENANT_TO_SIGN,
        "negotiating": covenant.state in COVENANT_OPEN,
        "binds": covenant.state in (*COVENANT_LIVE, "closed"),
        "days_form": forms.get("days") or DaysForm(initial=_days(covenant), auto_id="han-%s"),
        "number_form": forms.get("number") or NumberForm(initial={"dated_on": covenant.signed_on}),
        "errors": [one for form in forms.values() for one in errors_of(form)],
    }
    return render(request, "pledge/covenants/page.html", context, status=status_of(*forms.values()))


def _days(covenant: Covenant) -> dict[str, Any]:
    return {"answer_by": covenant.answer_by, "sign_by": covenant.sign_by}


@require_POST
@signed_in
def days(request: Request, covenant_id: int) -> HttpResponse:
    """By when the parties answer and sign; each finds it on its home."""
    covenant = fetched(request, covenant_id, "set_days")
    form = DaysForm(request.POST, auto_id="han-%s")
    if form.is_valid():
        with refusing(form, "sign_by"):
            set_days(actor=request.actor, covenant_id=covenant_id, **form.cleaned_data)
            return done(
                request, _("Đã ghi hạn; các bên thấy ở trang của mình."), "pledge:covenant", covenant_id
            )
    return covenant_page(request, covenant, days=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: Request, covenant_id: int) -> HttpResponse:
    """The wording, by the unit that keeps the pen."""
    covenant = fetched(request, covenant_id, "write")
    kept = {name: getattr(covenant, name) for name in ("title", "place", "opening", "version")}
    form = HeadForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            save_covenant(actor=request.actor, covenant_id=covenant_id, **form.cleaned_data)
            return done(request, _("Đã lưu."), "pledge:write_covenant", covenant_id)
    return _write_page(request, covenant, form)


def _write_page(
    request: Request, covenant: Covenant, form: HeadForm | None = None, clause: ClauseForm | None = None
) -> HttpResponse:
    kept = {name: getattr(covenant, name) for name in ("title", "place", "opening", "version")}
    head = form or HeadForm(initial=kept)
    more = clause or ClauseForm(targets=_unused(covenant), auto_id="them-%s")
    context = {
        "title": _("Soạn lời giao ước"),
        "crumbs": crumbs(covenant, _("Soạn")),
        "covenant": covenant,
        "form": head,
        "clauses": covenant.clauses.select_related("target"),
        "clause_form": more,
        "errors": [*errors_of(head), *errors_of(more)],
    }
    return render(request, "pledge/covenants/write.html", context, status=status_of(head, more))


def _unused(covenant: Covenant) -> list[Target]:
    used = covenant.clauses.filter(target__isnull=False).values("target")
    found = Target.objects.filter(cycle=covenant.cycle_id).exclude(pk__in=used)
    return list(found.order_by("position", "pk"))


@require_POST
@signed_in
def add(request: Request, covenant_id: int) -> HttpResponse:
    covenant = fetched(request, covenant_id, "write")
    form = ClauseForm(request.POST, targets=_unused(covenant), auto_id="them-%s")
    if form.is_valid():
        with refusing(form, "text"):
            add_clause(actor=request.actor, covenant_id=covenant_id, **form.cleaned_data)
            return done(request, _("Đã thêm điều."), "pledge:write_covenant", covenant_id)
    return _write_page(request, covenant, clause=form)


@require_POST
@signed_in
def change(request: Request, covenant_id: int, clause_id: int) -> HttpResponse:
    actor, text = request.actor, request.POST.get("text", "")
    try:
        if request.POST.get("do") == "drop":
            drop_clause(actor=actor, covenant_id=covenant_id, clause_id=clause_id)
        else:
            change_clause(actor=actor, covenant_id=covenant_id, clause_id=clause_id, text=text)
    except CodedError as refusal:
        return refused(request, refusal, "pledge:write_covenant", covenant_id)
    return done(request, _("Đã ghi."), "pledge:write_covenant", covenant_id)


_MOVES: dict[str, Callable[..., object]] = {
    "open": moving.open_negotiation,
    "settle": moving.settle_text,
    "reopen": moving.reopen,
    "amend": moving.begin_change,
    "drop_change": moving.drop_change,
    "cancel": moving.cancel,
}
_SAID: dict[str, Phrase] = {
    "open": gettext_lazy("Đã gửi các bên."),
    "settle": gettext_lazy("Đã chốt lời văn; các bên được mời ký."),
    "reopen": gettext_lazy("Đã mở lại; chữ ký cũ được giữ cùng bản cũ và không còn hiệu lực."),
    "amend": gettext_lazy("Đã mở sửa đổi; bản đã ký vẫn có hiệu lực cho đến khi mọi bên ký bản mới."),
    "drop_change": gettext_lazy("Đã thôi sửa đổi; bản đã ký vẫn có hiệu lực."),
    "cancel": gettext_lazy("Đã hủy giao ước."),
}


@require_POST
@signed_in
def move(request: Request, covenant_id: int) -> HttpResponse:
    wanted = request.POST.get("buoc", "")
    if wanted not in _MOVES:
        raise Absent()
    more = {"reason": request.POST.get("reason", "")} if wanted in _WITH_REASON else {}
    try:
        _MOVES[wanted](actor=request.actor, covenant_id=covenant_id, **more)
    except CodedError as refusal:
        return refused(request, refusal, "pledge:covenant", covenant_id)
    if wanted == "cancel":
        return done(request, str(_SAID[wanted]), "pledge:covenants")
    return done(request, str(_SAID[wanted]), "pledge:covenant", covenant_id)

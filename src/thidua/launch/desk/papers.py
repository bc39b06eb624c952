"""A paper as it will look when it is sealed, and the list of a unit's papers."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.formats.text import fold
from thidua.kernel import clock
from thidua.kernel.door import VIEW, Reach, Relation, fetch, listing, verdict
from thidua.kernel.errors import Absent
from thidua.kernel.files import open_stored
from thidua.kernel.jobs import begin
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.note_opened import note_opened, opens_for_its_unit
from thidua.launch.actions.start_paper import place_of, start_paper
from thidua.launch.desk.annex_page import lacking
from thidua.launch.desk.answering import Request, back, errors_of, refusing, status_of, unit_at_hand
from thidua.launch.desk.forms import IssueForm, OpinionForm, SignatureForm, SignForm, StartPaperForm, StepForm
from thidua.launch.desk.printed import official
from thidua.launch.errors import NoPlanAbove
from thidua.launch.jobs import DERIVE
from thidua.launch.models import Movement, Paper, ReadItem, Step
from thidua.launch.queries.content import content_of
from thidua.launch.queries.from_paper.heading import number_of
from thidua.launch.queries.gate import lacks, remarks
from thidua.launch.queries.office import hands_of, moves_of_the_level
from thidua.launch.queries.plans import PLANS, papers_to_carry_out, papers_to_start_from, year_of
from thidua.launch.rules import must_hold

PER_PAGE = 30
RELATED = (
    "seat__kind",
    "seat__parent",
    "issuer",
    "movement",
    "parent__issuer",
    "parent__seat",
    "sent_up__to",
)
_BUTTONS = ("submit", "to_committee", "to_party", "to_signature", "revise")


@require_GET
def listed(request: Request) -> HttpResponse:
    """Papers of my unit, and those that superiors issued."""
    unit_at_hand(request.actor)
    found = listing(Paper, actor=request.actor).select_related("movement", "seat", "issuer").order_by("-pk")
    chosen = {name: request.GET.get(name, "") for name in ("loai", "trang-thai", "q")}
    if chosen["loai"]:
        found = found.filter(kind=chosen["loai"])
    if chosen["trang-thai"]:
        found = found.filter(state=chosen["trang-thai"])
    for word in fold(chosen["q"]).split():
        found = found.filter(folded__contains=word)
    context = {
        "title": _("Văn bản"),
        "may_write": _drafts(request),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("trang")),
        "chosen": chosen,
        "kinds": Paper.Kind.choices,
        "states": Paper._meta.get_field("state").choices,
        "query": "&".join(f"{name}={value}" for name, value in chosen.items() if value),
    }
    return render(request, "launch/papers.html", context)


@require_GET
def page(request: Request, paper_id: int) -> HttpResponse:
    paper = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    if opens_for_its_unit(paper, request.actor):
        note_opened(actor=request.actor, paper=paper)
    return paper_page(request, paper)


def paper_page(request: Request, paper: Paper, **forms: Any) -> HttpResponse:
    """The document with the gate and the office way beside it; ``forms`` are those that were refused."""
    content = content_of(paper)
    allowed = {
        one.name: verdict(paper, actor=request.actor, verb=one.name) for one in moves_of_the_level(paper)
    }
    may = {
        verb: bool(verdict(paper, actor=request.actor, verb=verb))
        for verb in ("draft", "annex", "head", "opine", "record", "draw_for_all", "follow")
    }
    on_the_way = paper.state not in ("issued", "withdrawn")
    moves = [one for one in moves_of_the_level(paper) if one.name in _BUTTONS and allowed[one.name]]
    context = {
        "title": str(paper),
        "lead": paper.title,
        "paper": paper,
        "crumbs": _crumbs(paper),
        "official": official(request, paper, content),
        "takes_targets": paper.kind in PLANS,
        "has_slogans": bool(content["slogans"]),
        "cycle": year_of(paper),
        "may_carry_out": paper.state == "issued" and paper.kind in PLANS and _drafts(request),
        **lacking(lacks(paper, content) if on_the_way else []),
        "remarks": remarks(paper, content) if on_the_way else [],
        "draws_below": may["draw_for_all"] and paper.kind != Paper.Kind.ASSIGNMENT_DECISION,
        "withdrawn_on": _withdrawn_on(paper),
        "above_seen": paper.parent is not None
        and bool(verdict(paper.parent, actor=request.actor, verb=VIEW)),
        **(_followed(paper) if may["follow"] else {}),
        **_delivered(request, paper),
        "moves": moves,
        "may": {**may, **{name: bool(given) for name, given in allowed.items()}},
        "opinion_form": forms.get("opinion") or OpinionForm(auto_id="y-kien-%s"),
        "step_form": forms.get("step") or StepForm(auto_id="buoc-%s"),
        "sign_form": forms.get("sign") or SignForm(auto_id="ky-%s"),
        "signature_form": forms.get("signature") or SignatureForm(auto_id="chu-ky-%s"),
        "issue_form": forms.get("issue") or _issue_form(paper),
        "reason_form_open": forms.get("reason"),
    }
    refused = [form for form in forms.values() if form is not None]
    # The forms stand below the whole document: the top of the page says what was refused, and leads there.
    context["errors"] = [one for form in refused for one in errors_of(form)]
    return render(request, "launch/paper.html", context, status=status_of(*refused))


def _followed(paper: Paper) -> dict[str, Any]:
    """What only the people of the issuing unit see: who has it now, what was said, why it came back."""
    steps = list(paper.steps.select_related("scan"))
    ended = [one for one in steps if one.kind in Step.ENDS_A_RUN]
    run = 1 + len(ended)
    # The withdrawal itself began the next run; until it is written again, what was said is about this text.
    counting = run - 1 if paper.state == "withdrawn" else run
    former = [one.text for one in steps if one.kind == Step.Kind.ISSUED and one.run < counting]
    return {
        "runs": [
            {"counts": number >= counting, "steps": list(members)}
            for number, members in groupby(_latest_run_first(steps), key=lambda one: one.run)
        ],
        "hands": ", ".join(hands_of(paper)),
        "returned": ended[-1] if ended and paper.state == "draft" else None,
        "former": ", ".join(former),
    }


def _delivered(request: Request, paper: Paper) -> dict[str, Any]:
    """Of an issued paper: how far it has come down, and that an own plan went up."""
    if paper.state != "issued":
        return {}
    path = request.actor.unit_path
    own_plan = paper.kind == Paper.Kind.PLAN and paper.parent is not None and paper.seat.path == path
    return {
        "tells_openings": bool(path) and path.startswith(paper.seat.path) and _stands_above(request),
        "sent_up": getattr(paper, "sent_up", None) if own_plan else None,
        "may_send_up": own_plan
        and paper.parent is not None
        and paper.parent.seat_id != paper.seat_id
        and request.actor.may("launch.record", path, Relation.OWN),
    }


def _stands_above(request: Request) -> bool:
    """Whether this person answers for units below."""
    return any(grant.reach is Reach.SUBTREE for grant in request.actor.having("launch.view"))


def _latest_run_first(steps: list[Step]) -> list[Step]:
    """The latest run first, each from its first step."""
    return sorted(steps, key=lambda one: (-one.run, one.pk))


def _withdrawn_on(paper: Paper) -> dt.date | None:
    if paper.state != "withdrawn":
        return None
    last = paper.steps.filter(kind=Step.Kind.WITHDRAWN).order_by("pk").last()
    return last.done_on if last else None


def _drafts(request: Request) -> bool:
    """Whether this person writes papers for the unit at hand."""
    path = request.actor.unit_path
    return bool(path) and request.actor.may("launch.draft", path, Relation.OWN)


def _number_read(paper: Paper) -> int | None:
    """The number that the paper bore from which this draft was made; the clerk's book decides."""
    if paper.state != "signed":
        return None
    read = ReadItem.objects.filter(reading__paper=paper, reading__doubtful=False, state="accepted")
    return number_of(read.filter(kind="doc_field"))


def _issue_form(paper: Paper) -> IssueForm:
    return IssueForm(
        auto_id="phat-hanh-%s",
        initial={"symbol": paper.symbol, "issued_on": clock.today(), "number": _number_read(paper)},
    )


def _crumbs(paper: Paper) -> list[dict[str, str]]:
    return [
        {"label": _("Phát động"), "url": reverse("launch:home")},
        {"label": _("Văn bản"), "url": reverse("launch:papers")},
        {"label": str(paper), "url": ""},
    ]


@require_http_methods(["GET", "POST"])
def start(request: Request, movement_id: int) -> HttpResponse:
    unit = unit_at_hand(request.actor)
    movement = fetch(Movement, movement_id, actor=request.actor)
    must_hold(request.actor, "launch.draft", unit)
    above = _key(request.GET.get("thuc-hien", ""))
    initial = {"year": clock.today().year, "title": movement.name, "place": place_of(unit)}
    if request.GET.get("loai") in Paper.Kind.values:
        initial["kind"] = request.GET["loai"]
    if initial.get("kind") == Paper.Kind.ASSIGNMENT_DECISION:
        initial["title"] = _("Giao chỉ tiêu %(movement)s") % {"movement": movement}
    form = StartPaperForm(
        request.POST or None,
        initial={**initial, **({"carries_out_id": above, "kind": Paper.Kind.GUIDANCE} if above else {})},
        carried_out=papers_to_carry_out(movement, unit, request.actor),
        models=papers_to_start_from(unit, request.actor),
    )
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            paper = start_paper(
                actor=request.actor, movement_id=movement_id, seat_id=unit.pk, **form.cleaned_data
            )
            return back("write", paper.pk)
    context = {
        "title": _("Soạn văn bản mới"),
        "lead": movement.name,
        "form": form,
        "button": _("Bắt đầu soạn"),
    }
    return render(request, "launch/form.html", context, status=status_of(form))


def _key(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


@require_http_methods(["GET", "POST"])
def derive(request: Request, paper_id: int) -> HttpResponse:
    """Builds the unit's own plan from the plan above; an existing one is opened."""
    unit = unit_at_hand(request.actor)
    above = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    own = Paper.objects.filter(parent=above, seat=unit).exclude(state="withdrawn").first()
    if own is not None:
        return back("paper", own.pk)
    must_hold(request.actor, "launch.draft", unit)
    if request.method == "POST":
        paper = derive_paper(actor=request.actor, above_id=paper_id, unit_id=unit.pk)
        messages.success(
            request, _("Đã điền sẵn từ %(paper)s. Hãy chọn và sửa cho hợp đơn vị.") % {"paper": above}
        )
        return back("write", paper.pk)
    context = {"title": _("Dựng kế hoạch của đơn vị"), "lead": above.title, "above": above, "unit": unit}
    return render(request, "launch/derive.html", context)


@require_http_methods(["POST"])
def derive_all(request: Request, paper_id: int) -> HttpResponse:
    """Draws the draft of every unit below as long work."""
    paper = fetch(Paper, paper_id, actor=request.actor, verb="draw_for_all")
    if paper.kind == Paper.Kind.ASSIGNMENT_DECISION:
        raise NoPlanAbove()
    begin(
        DERIVE,
        actor=request.actor,
        label=_("Dựng sẵn kế hoạch cho đơn vị trực thuộc"),
        arguments={"paper_id": paper.pk},
    )
    messages.success(request, _("Đang dựng sẵn cho các đơn vị trực thuộc; bạn có thể rời trang này."))
    return back("paper", paper_id)


@require_GET
def scan(request: Request, paper_id: int, step_id: int) -> FileResponse:
    """The scan behind a step, for the people of the issuing unit."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=("seat",))
    if not verdict(paper, actor=request.actor, verb="follow"):
        raise Absent()
    step = paper.steps.select_related("scan").filter(pk=step_id).first()
    if step is None or step.scan is None:
        raise Absent()
    return FileResponse(
        open_stored(step.scan), content_type=step.scan.kind, as_attachment=True, filename=step.scan.name
    )

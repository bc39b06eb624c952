"""A paper as it will look when it is sealed, and the list of a unit's papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.algebra.thresholds import threshold_from_data
from thidua.catalogue.queries.items import name_of
from thidua.catalogue.wording import say_threshold
from thidua.kernel import clock
from thidua.kernel.door import Relation, fetch, listing, verdict
from thidua.kernel.errors import Absent
from thidua.kernel.files import open_stored
from thidua.kernel.jobs import begin
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.desk.answering import Request, back, refusing, status_of, unit_at_hand
from thidua.launch.desk.forms import IssueForm, OpinionForm, SignatureForm, SignForm, StartPaperForm, StepForm
from thidua.launch.jobs import DERIVE
from thidua.launch.models import Movement, Paper
from thidua.launch.queries.annex import targets_of
from thidua.launch.queries.content import Content, content_of
from thidua.launch.queries.gate import lacks
from thidua.launch.queries.office import moves_of_the_level
from thidua.launch.queries.plans import PLANS, papers_to_carry_out, papers_to_start_from, year_of
from thidua.launch.rules import must_hold
from thidua.launch.sections import sections_of
from thidua.launch.signing import block

PER_PAGE = 30
RELATED = ("seat__kind", "seat__parent", "issuer", "movement", "parent__issuer")
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
    if chosen["q"]:
        found = found.filter(title__icontains=chosen["q"])
    context = {
        "title": _("Văn bản"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("trang")),
        "chosen": chosen,
        "kinds": Paper.Kind.choices,
        "states": Paper._meta.get_field("state").choices,
        "query": "&".join(f"{name}={value}" for name, value in chosen.items() if value),
    }
    return render(request, "launch/papers.html", context)


@require_GET
def page(request: Request, paper_id: int) -> HttpResponse:
    return paper_page(request, fetch(Paper, paper_id, actor=request.actor, related=RELATED))


def paper_page(request: Request, paper: Paper, **forms: Any) -> HttpResponse:
    """The document with the gate and the office way beside it; ``forms`` are those that were refused."""
    content = content_of(paper)
    allowed = {
        one.name: verdict(paper, actor=request.actor, verb=one.name) for one in moves_of_the_level(paper)
    }
    may = {
        verb: bool(verdict(paper, actor=request.actor, verb=verb))
        for verb in ("draft", "annex", "head", "opine", "record", "draw_for_all")
    }
    moves = [one for one in moves_of_the_level(paper) if one.name in _BUTTONS and allowed[one.name]]
    context = {
        "title": str(paper),
        "lead": paper.title,
        "paper": paper,
        "crumbs": _crumbs(paper),
        "parts": _parts(paper, content),
        "bases": content["bases"],
        "recipients": content["recipients"],
        "targets": _targets(paper),
        "cycle": year_of(paper),
        "may_carry_out": paper.state == "issued" and paper.kind in PLANS and _drafts(request),
        "signature": block(paper.capacity, paper.signer_office),
        "lacks": lacks(paper, content) if paper.state not in ("issued", "withdrawn") else [],
        "steps": paper.steps.select_related("scan"),
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
    return render(request, "launch/paper.html", context, status=status_of(*refused))


def _drafts(request: Request) -> bool:
    """Whether this person writes papers for the unit at hand."""
    path = request.actor.unit_path
    return bool(path) and request.actor.may("launch.draft", path, Relation.OWN)


def _issue_form(paper: Paper) -> IssueForm:
    return IssueForm(
        auto_id="phat-hanh-%s",
        initial={"symbol": paper.symbol, "issued_on": clock.today(), "number": paper.number},
    )


def _crumbs(paper: Paper) -> list[dict[str, str]]:
    return [
        {"label": _("Phát động"), "url": reverse("launch:home")},
        {"label": _("Văn bản"), "url": reverse("launch:papers")},
        {"label": str(paper), "url": ""},
    ]


_ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
)
_ELSEWHERE = frozenset({"bases", "recipients"})  # they stand at the head and at the foot


def _parts(paper: Paper, content: Content) -> list[dict[str, Any]]:
    """The numbered parts of the text; lines for one bloc stand under its name. Targets follow the aims."""
    filled = [
        {"code": one.code, "title": one.title, "section": one, "blocs": _by_bloc(content[one.code])}
        for one in sections_of(paper.kind)
        if content[one.code] and one.code not in _ELSEWHERE
    ]
    if paper.kind in PLANS:
        after = next((at for at, part in enumerate(filled, 1) if part["code"] == "purpose"), len(filled))
        filled.insert(after, {"code": "targets", "title": _("Chỉ tiêu"), "blocs": []})
    return [{**part, "number": number} for number, part in zip(_ROMAN, filled, strict=False)]


def _by_bloc(lines: Any) -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for line in lines:
        found.setdefault(getattr(line, "bloc", ""), []).append(line)
    everyone = [("", found.pop(""))] if "" in found else []
    return everyone + [(name_of("blocs", bloc), listed) for bloc, listed in found.items()]


def _targets(paper: Paper) -> list[dict[str, str]]:
    if paper.kind not in PLANS or paper.states_quality:
        return []
    return [
        {
            "group": target.group,
            "name": target.name,
            "says": say_threshold(threshold_from_data(target.threshold), target.unit_of_measure),
        }
        for target in targets_of(paper)
    ]


@require_http_methods(["GET", "POST"])
def start(request: Request, movement_id: int) -> HttpResponse:
    unit = unit_at_hand(request.actor)
    movement = fetch(Movement, movement_id, actor=request.actor)
    must_hold(request.actor, "launch.draft", unit)
    above = _key(request.GET.get("thuc-hien", ""))
    initial = {"year": clock.today().year, "title": movement.name, "place": _place(unit.name)}
    if request.GET.get("loai") in Paper.Kind.values:
        initial["kind"] = request.GET["loai"]
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


def _place(name: str) -> str:
    """The place in a letterhead is the locality in the unit's name."""
    for word in ("tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã "):
        if word in name:
            return name.split(word, 1)[1]
    return ""


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
    """The scan behind a step, for whoever may see the paper."""
    paper = fetch(Paper, paper_id, actor=request.actor)
    step = paper.steps.select_related("scan").filter(pk=step_id).first()
    if step is None or step.scan is None:
        raise Absent()
    return FileResponse(
        open_stored(step.scan), content_type=step.scan.kind, as_attachment=True, filename=step.scan.name
    )

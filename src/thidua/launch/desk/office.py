"""The office way: each button is one action; a refused form comes back on the page of the paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent
from thidua.launch.actions.give_opinion import give_head_opinion, give_opinion
from thidua.launch.actions.issue_paper import issue_paper, withdraw_paper
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.send_on import send_back as return_paper
from thidua.launch.actions.send_on import send_on
from thidua.launch.actions.sign_paper import Signature, sign_paper
from thidua.launch.desk.answering import Request, back, refusing, scan_of, told
from thidua.launch.desk.forms import IssueForm, OpinionForm, SignatureForm, SignForm, StepForm
from thidua.launch.desk.papers import RELATED, paper_page
from thidua.launch.errors import DateOutsideYear, IssuedBeforeSigned, NumberMissing, NumberTaken
from thidua.launch.models import Paper

_MOVES = frozenset({"submit", "to_committee", "to_party", "to_signature", "revise"})


@require_POST
def move(request: Request, paper_id: int) -> HttpResponse:
    wanted = request.POST.get("buoc", "")
    if wanted not in _MOVES:
        raise Absent()
    return _pressed(request, paper_id, lambda: send_on(actor=request.actor, paper_id=paper_id, move=wanted))


@require_POST
def send_back(request: Request, paper_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _pressed(
        request, paper_id, lambda: return_paper(actor=request.actor, paper_id=paper_id, reason=reason)
    )


@require_POST
def withdraw(request: Request, paper_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _pressed(
        request, paper_id, lambda: withdraw_paper(actor=request.actor, paper_id=paper_id, reason=reason)
    )


@require_POST
def opinion(request: Request, paper_id: int) -> HttpResponse:
    paper = fetch(Paper, paper_id, actor=request.actor)
    give = give_head_opinion if paper.state == "with_head" else give_opinion
    form = OpinionForm(request.POST, auto_id="y-kien-%s")
    return _filled(
        request,
        paper_id,
        "opinion",
        form,
        lambda: give(actor=request.actor, paper_id=paper_id, **form.cleaned_data),
    )


@require_POST
def step(request: Request, paper_id: int) -> HttpResponse:
    form = StepForm(request.POST, request.FILES, auto_id="buoc-%s")

    def record() -> Paper:
        told_facts = {**form.cleaned_data, "scan": scan_of(form)}
        return record_step(actor=request.actor, paper_id=paper_id, **told_facts)

    return _filled(request, paper_id, "step", form, record)


@require_POST
def sign(request: Request, paper_id: int) -> HttpResponse:
    form = SignForm(request.POST, auto_id="ky-%s")
    return _filled(
        request,
        paper_id,
        "sign",
        form,
        lambda: sign_paper(actor=request.actor, paper_id=paper_id, capacity=form.cleaned_data["capacity"]),
    )


@require_POST
def signature(request: Request, paper_id: int) -> HttpResponse:
    form = SignatureForm(request.POST, request.FILES, auto_id="chu-ky-%s")

    def record() -> Paper:
        told_facts = {name: value for name, value in form.cleaned_data.items() if name != "scan"}
        return record_signature(
            actor=request.actor, paper_id=paper_id, signature=Signature(**told_facts), scan=scan_of(form)
        )

    return _filled(request, paper_id, "signature", form, record)


@require_POST
def issue(request: Request, paper_id: int) -> HttpResponse:
    form = IssueForm(request.POST, auto_id="phat-hanh-%s")
    return _filled(
        request,
        paper_id,
        "issue",
        form,
        lambda: issue_paper(actor=request.actor, paper_id=paper_id, **form.cleaned_data),
        at={one.code: ("number",) for one in (NumberMissing, NumberTaken)}
        | {one.code: ("issued_on",) for one in (IssuedBeforeSigned, DateOutsideYear)},
    )


def _pressed(request: Request, paper_id: int, act: Callable[[], object]) -> HttpResponse:
    """A button without fields: a refusal is said at the top of the page."""
    try:
        act()
    except CodedError as refusal:
        told(request, refusal)
    return back("paper", paper_id)


def _filled(
    request: Request,
    paper_id: int,
    name: str,
    form: forms.Form,
    act: Callable[[], object],
    *,
    at: Mapping[str, tuple[str, ...]] | None = None,
) -> HttpResponse:
    """A form: done, or the page of the paper again with the refusal at the form and everything typed."""
    if form.is_valid():
        with refusing(form, at=at):
            act()
            messages.success(request, _("Đã ghi."))
            return back("paper", paper_id)
    paper = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    refused: dict[str, Any] = {name: form}
    return paper_page(request, paper, **refused)

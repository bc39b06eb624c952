"""Targets that a draft has as its paper wrote them: set one, or keep it as a sentence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import listing
from thidua.launch.actions.from_paper.finish_target import finish_target, keep_as_sentence
from thidua.launch.actions.from_paper.settle import bring_remark_back, put_remark_aside
from thidua.launch.desk.answering import Request, back, told
from thidua.launch.models import Cycle, Paper, Target, UnfinishedTarget
from thidua.launch.queries.from_paper.measuring import typed_of

ASKED = "cho"  # names the unfinished target that a new one is set for, in the address


@require_POST
def keep(request: Request, paper_id: int, unfinished_id: int) -> HttpResponse:
    try:
        keep_as_sentence(actor=request.actor, paper_id=paper_id, unfinished_id=unfinished_id)
    except CodedError as refusal:
        told(request, refusal)
    else:
        messages.success(request, _("Đã chuyển thành một câu trong nội dung thi đua."))
    return back("write", paper_id, anchor="muc-targets")


@require_POST
def remark(request: Request, paper_id: int, key: str) -> HttpResponse:
    """Lets a remark on the draft stand with a reason, or shows it again."""
    try:
        if "hien-lai" in request.POST:
            bring_remark_back(actor=request.actor, key=key, paper_id=paper_id)
        else:
            reason = request.POST.get("reason", "")
            put_remark_aside(actor=request.actor, key=key, reason=reason, paper_id=paper_id)
    except CodedError as refusal:
        told(request, refusal)
    return back("write", paper_id, anchor="nhan-xet")


def asked_for(request: Request, cycle: Cycle) -> UnfinishedTarget | None:
    """The unfinished target that this page sets, when its address names one of the person's own drafts."""
    said = request.GET.get(ASKED, "")
    if not said.isdecimal() or len(said) > len("9999999999"):
        return None
    drafts = listing(Paper, actor=request.actor, verb="draft").filter(movement=cycle.movement_id)
    return UnfinishedTarget.objects.filter(pk=int(said), paper__in=drafts).first()


def as_typed(left: UnfinishedTarget | None) -> dict[str, Any]:
    """What the form of a target begins with, from what the paper says."""
    return typed_of(left.told) if left is not None else {}


def finish(request: Request, left: UnfinishedTarget, target: Target) -> HttpResponse:
    """Back to the draft, where it waits no longer."""
    finish_target(actor=request.actor, paper_id=left.paper_id, unfinished_id=left.pk, target_id=target.pk)
    return back("write", left.paper_id, anchor="muc-targets")

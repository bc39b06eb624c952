"""Score sheets: listed, shown as a tree, typed or sent as a file, criterion by criterion in a form, renewed."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.catalogue.scoring import say_warning
from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch, listing, verdict
from thidua.kernel.errors import Refusal, say
from thidua.kernel.typed import read_day
from thidua.score.actions.marking.change_criterion import Criterion, change_criterion
from thidua.score.actions.marking.keep_sheet import add_sheet, change_sheet, renew_sheet, retire_sheet
from thidua.score.desk.marking.asking import Request, crumbs, done, refused, signed_in, unit_of
from thidua.score.errors import TextNotSent
from thidua.score.models import ScoreSheet
from thidua.score.queries.marking.describing import described
from thidua.score.queries.marking.loading import rules_of

EXAMPLE = """sheet:
  name: Bảng điểm cụm thi đua
  source: "Quy chế số …, ngày …"
  rounding: {places: 2, mode: half_up}
criteria:
  - id: I
    name: Xây dựng tổ chức
    max: 20
    items:
      - {id: I.1, name: Phát triển đoàn viên, max: 10, kind: proportional}
      - {id: I.2, name: Tập huấn cán bộ, max: 10, kind: judged}
ties: [total, I.1, vote]
"""


@signed_in
@require_GET
def listed(request: Request) -> HttpResponse:
    unit = unit_of(request.actor)
    found = listing(ScoreSheet, actor=request.actor).select_related("owner").defer("text", "body")
    context = {
        "title": _("Bảng điểm"),
        "crumbs": crumbs((_("Bảng điểm"), "")),
        "sheets": list(found.order_by("name", "-number", "pk")[:200]),
        "may_draft": request.actor.may("score.draft", unit.path),
    }
    return render(request, "score/marking/sheets.html", context)


@signed_in
@require_GET
def show(request: Request, sheet_id: int) -> HttpResponse:
    sheet = fetch(ScoreSheet, sheet_id, actor=request.actor, related=("owner",))
    rules = rules_of(sheet)
    context = {
        "title": sheet.name,
        "lead": sheet.source,
        "crumbs": crumbs((_("Bảng điểm"), reverse("score:sheets")), (str(sheet), "")),
        "sheet": sheet,
        "groups": described(rules),
        "engine": rules.sheet,
        "warnings": [say_warning(one) for one in rules.sheet.warnings],
        "may": {
            verb: bool(verdict(sheet, actor=request.actor, verb=verb))
            for verb in ("change", "renew", "retire")
        },
        "state": sheet.get_state_display(),
    }
    return render(request, "score/marking/sheet.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, sheet_id: int | None = None) -> HttpResponse:
    """A new sheet, or the text of one that is not in use yet. What was typed stays when it is refused."""
    sheet = fetch(ScoreSheet, sheet_id, actor=request.actor, verb="change") if sheet_id else None
    typed = {
        "text": request.POST.get("text", sheet.text if sheet else EXAMPLE),
        "source": request.POST.get("source", sheet.source if sheet else ""),
        "from_on": request.POST.get("from_on", sheet.from_on if sheet else ""),
    }
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            typed["text"] = _sent(request) or str(typed["text"])
            kept = _keep(request, sheet, typed)
            return done(request, _("Đã lưu bảng điểm."), "score:sheet", kept.pk)
        except CodedError as told:
            refusal = told
    context: dict[str, Any] = {
        "title": _("Sửa bảng điểm") if sheet else _("Bảng điểm mới"),
        "crumbs": crumbs((_("Bảng điểm"), reverse("score:sheets")), (_("Soạn"), "")),
        "sheet": sheet,
        "typed": typed,
        "refusal": say(refusal) if refusal else None,
        "version": request.POST.get("version", sheet.version if sheet else ""),
    }
    status = (refusal.status if isinstance(refusal, Refusal) else 422) if refusal else 200
    return render(request, "score/marking/write.html", context, status=status)


def _keep(request: Request, sheet: ScoreSheet | None, typed: dict[str, Any]) -> ScoreSheet:
    day = str(request.POST.get("from_on", "")).strip()
    told: dict[str, Any] = {
        "text": str(typed["text"]),
        "source": str(typed["source"]),
        "from_on": read_day(day) if day else None,
    }
    if sheet is None:
        owner = request.POST.get("owner", "") or str(unit_of(request.actor).pk)
        return add_sheet(actor=request.actor, owner_id=int(owner) if owner.isdecimal() else 0, **told)
    version = request.POST.get("version", "")
    return change_sheet(
        actor=request.actor, sheet_id=sheet.pk, version=int(version) if version.isdecimal() else None, **told
    )


def _sent(request: Request) -> str:
    """The text of the file, "" when none was sent. Raises TextNotSent."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return ""
    try:
        return bytes(sent.read(400_000)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TextNotSent() from None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: Request, sheet_id: int, leaf: str) -> HttpResponse:
    """One criterion in a form; ``moi`` adds one."""
    sheet = fetch(ScoreSheet, sheet_id, actor=request.actor, verb="change", related=("owner",))
    known = Criterion.of(sheet, leaf) if leaf != "moi" else Criterion()
    typed = Criterion.typed(request.POST) if request.method == "POST" else known
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            change_criterion(
                actor=request.actor,
                sheet_id=sheet.pk,
                leaf="" if leaf == "moi" else leaf,
                typed=typed,
                remove="remove" in request.POST,
            )
            return done(request, _("Đã lưu tiêu chí."), "score:sheet", sheet.pk)
        except CodedError as told:
            refusal = told
    context = {
        "title": _("Tiêu chí mới") if leaf == "moi" else _("Tiêu chí %(leaf)s") % {"leaf": leaf},
        "crumbs": crumbs((str(sheet), reverse("score:sheet", args=[sheet.pk])), (_("Tiêu chí"), "")),
        "sheet": sheet,
        "typed": typed,
        "fresh": leaf == "moi",
        "branches": [(one.id, f"{one.id} {one.name}") for one in rules_of(sheet).sheet.branches],
        "refusal": say(refusal) if refusal else None,
    }
    status = (refusal.status if isinstance(refusal, Refusal) else 422) if refusal else 200
    return render(request, "score/marking/criterion.html", context, status=status)


@signed_in
@require_POST
def act(request: Request, sheet_id: int) -> HttpResponse:
    """A new version, or no more use of this one."""
    try:
        if request.POST.get("do") == "renew":
            made = renew_sheet(actor=request.actor, sheet_id=sheet_id)
            return done(request, _("Đã lập bản mới, sửa được đến khi đưa vào dùng."), "score:sheet", made.pk)
        retire_sheet(actor=request.actor, sheet_id=sheet_id)
    except CodedError as refusal:
        return refused(request, refusal, "score:sheet", sheet_id)
    return done(request, _("Bảng điểm này thôi dùng cho đợt mới."), "score:sheet", sheet_id)

"""The slogans of a paper as each unit hangs them: a list in Word, and banners that a printer can cut."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.documents.writing.banners import BannerSize, Cloth, banners_pdf, slogans_docx
from thidua.documents.writing.banners import Slogan as Banner
from thidua.documents.writing.pdf import NotPrintable as SignWithoutGlyph
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.formats.vi import parse_number
from thidua.kernel.door import fetch
from thidua.launch.actions.start_paper import place_of
from thidua.launch.desk.answering import Request, unit_at_hand
from thidua.launch.desk.files import sent
from thidua.launch.file_errors import BannersTooMany, BannerUnprinted, NotPrintable
from thidua.launch.models import Paper, Slogan
from thidua.launch.queries.annex import directly_below
from thidua.launch.queries.as_file import PDF, WORD
from thidua.launch.queries.content import content_of

MOST = 300  # banners of one file
_METRES = {"rong": "4", "cao": "0,8", "le": "0,02"}  # as typed; printers ask for two centimetres around


@require_GET
def page(request: Request, paper_id: int) -> HttpResponse:
    """The slogans of the unit at hand and of those below it, each with its own name in the blank."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=("issuer",))
    banners = _banners(request, paper)
    context: dict[str, Any] = {
        "title": _("Khẩu hiệu, băng rôn"),
        "lead": str(paper),
        "paper": paper,
        "banners": banners[:MOST],
        "more": max(0, len(banners) - MOST),
        "below": _below(request),
        "size": {name: request.GET.get(name, usual) for name, usual in _METRES.items()},
        "crumbs": [
            {"label": str(paper), "url": reverse("launch:paper", args=[paper.pk])},
            {"label": _("Khẩu hiệu, băng rôn"), "url": ""},
        ],
    }
    return render(request, "launch/slogans.html", context)


@require_GET
def word(request: Request, paper_id: int) -> FileResponse:
    paper = fetch(Paper, paper_id, actor=request.actor, related=("issuer",))
    made = slogans_docx(_few(_banners(request, paper)), issuer=unit_at_hand(request.actor).name)
    return sent(made, _("Khẩu hiệu %(year)s") % {"year": paper.year} + ".docx", WORD)


@require_GET
def pdf(request: Request, paper_id: int) -> FileResponse:
    """Raises BannersTooMany, BannerUnprinted, NotPrintable."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=("issuer",))
    banners = _few(_banners(request, paper))
    try:
        made = banners_pdf(banners, _cloth(request))
    except SignWithoutGlyph as problem:
        raise NotPrintable(sign=problem.params["sign"]) from problem
    return sent(made, _("Băng rôn %(year)s") % {"year": paper.year} + ".pdf", PDF)


def _below(request: Request) -> bool:
    return request.GET.get("don-vi") == "tat-ca"


def _banners(request: Request, paper: Paper) -> list[Banner]:
    """One a slogan and unit, unit by unit; a slogan without a blank reads the same for all."""
    unit = unit_at_hand(request.actor)
    units = [unit, *(directly_below(unit) if _below(request) else [])]
    slogans = [line for line in content_of(paper)["slogans"] if isinstance(line, Slogan)]
    return [Banner(one.filled(_name(one, unit)), str(unit)) for unit in units for one in slogans]


def _name(slogan: Slogan, unit: Body) -> str:
    """A locality by its place; a sector or a unit by its name."""
    place = place_of(unit) if slogan.blank_for == Slogan.Blank.LOCALITY else ""
    return place or unit.name


def _few(banners: list[Banner]) -> list[Banner]:
    if not banners or len(banners) > MOST:
        raise BannersTooMany(count=len(banners), most=MOST)
    return banners


def _cloth(request: Request) -> Cloth:
    """The size as typed, in metres. Raises BannerUnprinted."""
    typed = {name: request.GET.get(name, usual) for name, usual in _METRES.items()}
    try:
        return Cloth(*(float(parse_number(typed[name])) * 1000 for name in ("rong", "cao", "le")))
    except (CodedError, BannerSize) as problem:
        raise BannerUnprinted(width=typed["rong"], height=typed["cao"], bleed=typed["le"]) from problem

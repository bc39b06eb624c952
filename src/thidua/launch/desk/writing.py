"""The editor: section by section, line by line, saved at every pause, usable on a phone and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.catalogue.queries.items import choices
from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch, verdict
from thidua.kernel.errors import Absent, Refusal, say
from thidua.launch.actions.save_draft import move_line, remove_line, save_head, save_line
from thidua.launch.desk.annex_page import lacking
from thidua.launch.desk.answering import Request, back, told
from thidua.launch.desk.forms import NAMED_IN, HeadForm, line_form
from thidua.launch.models import Paper, PaperLine
from thidua.launch.queries.annex import targets_of
from thidua.launch.queries.changes_above import changes_above
from thidua.launch.queries.content import content_of
from thidua.launch.queries.from_paper.remarking import remarks_on_draft
from thidua.launch.queries.gate import lacks, remarks
from thidua.launch.queries.plans import PLANS, year_of
from thidua.launch.sections import SECTIONS, Section, sections_of

_RELATED = ("seat__kind", "issuer", "movement", "parent__issuer")
_MANY = 40  # lines from which a draft is large: its closed sections come when they are opened
_AT_ONCE = 12  # lines of an opened section of a large draft
_LAST = 99_999  # "from the last line on"
_UNDONE = "launch.removed"  # the last line taken out, in the session, so that it can come back


@require_GET
def write(request: Request, paper_id: int) -> HttpResponse:
    """The editor; ``them`` names the section that a new line is being written in."""
    paper = _draft(request, paper_id)
    adding = request.GET.get("them", "")
    return _editor(request, paper, refused=_blank(_known(paper, adding), paper) if adding else None)


def _draft(request: Request, paper_id: int) -> Paper:
    paper = fetch(Paper, paper_id, actor=request.actor, related=_RELATED)
    given = verdict(paper, actor=request.actor, verb="draft")
    if given.refusal is not None:
        raise given.refusal
    return paper


def _editor(
    request: Request, paper: Paper, *, refused: Any = None, head: Any = None, status: int = 200
) -> HttpResponse:
    content = content_of(paper)
    prefetch_related_objects([paper], "unfinished_targets")  # the gate asks for them too
    changed: dict[str, list[Any]] = {}
    for change in changes_above(paper, content):
        changed.setdefault(change.section.code, []).append(change)
    missing = lacks(paper, content)
    checked = remarks_on_draft(paper, content)
    kept = request.session.get(_UNDONE, {})
    removed = kept.get("section", "") if kept.get("paper") == paper.pk else ""
    opened = {request.GET.get("mo", ""), removed, *changed}
    large = sum(len(lines) for lines in content.values()) > _MANY
    start = (_number(request.GET.get("tu")) or 1, _number(request.GET.get("dong")) or 0)
    context = {
        "title": _("Soạn %(paper)s") % {"paper": paper},
        "lead": paper.title,
        "paper": paper,
        "saving": True,
        "crumbs": [
            {"label": _("Phát động"), "url": reverse("launch:home")},
            {"label": str(paper), "url": reverse("launch:paper", args=[paper.pk])},
            {"label": _("Soạn"), "url": ""},
        ],
        "head": head or HeadForm(instance=paper, auto_id="dau-%s"),
        # Open until it was saved once with its title; afterwards one tap away.
        "head_open": head is not None or "dau" in opened or paper.version == 1 or not paper.title,
        "sections": [
            _section(
                section,
                paper,
                content[section.code],
                refused=refused,
                changed=changed.get(section.code, []),
                opened=opened,
                start=start if large else None,
            )
            for section in sections_of(paper.kind)
        ],
        "suggestions": {kind: choices(kind) for kind in NAMED_IN.values()},
        "cycle": year_of(paper),
        "aims": _aims(paper) if paper.kind in PLANS else None,
        **lacking([one for one in missing if one.section not in ("issue", "signature")]),
        "remarks": remarks(paper, content),
        "unfinished": list(paper.unfinished_targets.all()),
        "checked": [one for one in checked if one.aside is None],
        "put_aside": [one for one in checked if one.aside is not None],
        "removed": removed,
    }
    return render(request, "launch/write.html", context, status=status)


def _section(
    section: Section,
    paper: Paper,
    lines: Any,
    *,
    refused: Any,
    changed: list[Any],
    opened: set[str],
    start: tuple[int, int] | None,
) -> dict[str, Any]:
    """A section with its lines; one that is filled and asks for nothing stands closed.

    ``start``: of a large draft, where a closed section has no forms and an open one shows a few lines: from which line,
    counted from 1, or with which one.
    """

    def form_of(line: PaperLine) -> Any:
        return refused if _is_typed(refused, line) else line_form(section, paper, line)

    is_open = not lines or section.code in opened or getattr(refused, "section", None) is section
    told = list(lines)
    first, shown = 0, told
    if start is not None:
        wanted = (at for at, line in enumerate(told) if _is_typed(refused, line) or line.pk == start[1])
        typed = next(wanted, max(0, start[0] - 1))
        first = min(typed, max(0, len(told) - 1)) // _AT_ONCE * _AT_ONCE
        shown = told[first : first + _AT_ONCE] if is_open else []
    return {
        "section": section,
        "count": len(told),
        "lines": [(line, form_of(line)) for line in shown],
        "first": first,
        "pages": _pages(len(told)) if is_open and len(shown) < len(told) else [],
        "fresh": refused if _is_fresh(refused, section) else None,
        "changed": changed,
        "open": is_open,
        "shut": start is not None and not is_open,
    }


def _is_typed(refused: Any, line: PaperLine) -> bool:
    """Whether a form that was refused is of this line: it must not stand on another page."""
    return refused is not None and refused.instance.pk == line.pk and type(refused.instance) is type(line)


def _pages(count: int) -> list[tuple[int, int]]:
    """The first and the last line of each page, counted from 1."""
    return [(at + 1, min(count, at + _AT_ONCE)) for at in range(0, count, _AT_ONCE)]


def _to(paper_id: int, section: str, anchor: str = "", *, at: str = "") -> HttpResponse:
    """Back to a section of the editor, which then stands open. ``at``: "dong=7", where a large draft shows line 7."""
    place = f"?mo={section}{f'&{at}' if at else ''}"
    where = f"{reverse('launch:write', args=[paper_id])}{place}#{anchor or f'muc-{section}'}"
    return HttpResponseRedirect(where)


def _is_fresh(refused: Any, section: Section) -> bool:
    """Whether the refused form is the new line of this section."""
    return refused is not None and refused.instance.pk is None and refused.section is section


def _blank(section: Section, paper: Paper) -> Any:
    return line_form(section, paper, section.model(paper=paper, **section.fixed))


@require_POST
def head(request: Request, paper_id: int) -> HttpResponse:
    paper = _draft(request, paper_id)
    version = paper.version
    form = HeadForm(request.POST, instance=paper, auto_id="dau-%s")
    if not form.is_valid():
        return _unfit(request, form) or _editor(request, paper, head=form, status=422)

    def save() -> int:
        values = {name: form.cleaned_data[name] for name in form.fields}
        seen = _number(request.POST.get("version")) or version
        return save_head(actor=request.actor, paper_id=paper_id, values=values, version=seen).version

    def again(refusal: CodedError) -> HttpResponse:
        form.add_error(None, str(say(refusal)))
        return _editor(request, paper, head=form, status=_status(refusal))

    return _saving(request, save, again, _to(paper_id, "dau", anchor="dau"))


def _aims(paper: Paper) -> dict[str, Any]:
    """What the gate counts as targets of this plan, and where the other way out is said."""
    return {
        "count": targets_of(paper).count(),
        "of_the_movement": paper.movement.seat_id == paper.seat_id,
        "said_above": paper.movement.aims_are_qualitative,
        "said_here": paper.aims_are_qualitative,
    }


@require_POST
def aims(request: Request, paper_id: int) -> HttpResponse:
    """A unit below says of its own plan that its aims are qualitative, or takes it back."""
    stated = request.POST.get("dinh-tinh") == "1"
    try:
        save_head(actor=request.actor, paper_id=paper_id, values={"aims_are_qualitative": stated})
    except CodedError as refusal:
        told(request, refusal)
        return back("paper", paper_id)
    return back("write", paper_id, anchor="muc-targets")


@require_POST
def line(request: Request, paper_id: int, section: str, line_id: int | None = None) -> HttpResponse:
    """Adds or saves one line. A script gets its new version, a plain browser the page again."""
    paper = _draft(request, paper_id)
    part = _known(paper, section)
    standing = part.lines(paper).filter(pk=line_id).first() if line_id else None
    form = line_form(part, paper, standing or part.model(paper=paper, **part.fixed), request.POST)
    if not form.is_valid():
        return _unfit(request, form) or _editor(request, paper, refused=form, status=422)
    saved: list[PaperLine] = []

    def save() -> int:
        values = {name: form.cleaned_data[name] for name in part.fields if name in form.cleaned_data}
        kept = save_line(
            actor=request.actor,
            paper_id=paper_id,
            section=section,
            line_id=line_id,
            values=values,
            version=_number(request.POST.get("version")),
        )
        saved.append(kept)
        return kept.version

    def again(refusal: CodedError) -> HttpResponse:
        form.add_error(None, str(say(refusal)))
        return _editor(request, paper, refused=form, status=_status(refusal))

    def address() -> str:
        """Where the same form saves from now on, so that a new line is not added twice."""
        return reverse("launch:save_line", args=[paper_id, section, saved[0].pk])

    done = _to(paper_id, section, at=f"dong={line_id}" if line_id else f"tu={_LAST}")
    return _saving(request, save, again, done, address)


def _saving(
    request: Request,
    save: Callable[[], int],
    again: Callable[[CodedError], HttpResponse],
    done: HttpResponse,
    address: Callable[[], str] | None = None,
) -> HttpResponse:
    """Saves, and answers a script with JSON and a plain browser with a page."""
    try:
        version = save()
    except CodedError as refusal:
        if _by_script(request):
            return JsonResponse({"message": str(say(refusal))}, status=_status(refusal))
        return again(refusal)
    if _by_script(request):
        at = timezone.localtime().strftime("%H:%M")
        told_back = {"version": version, "saved_at": at}
        return JsonResponse({**told_back, "address": address()} if address else told_back)
    return done


def _unfit(request: Request, form: Any) -> HttpResponse | None:
    if not _by_script(request):
        return None
    return JsonResponse({"message": " ".join(str(one[0]) for one in form.errors.values())}, status=422)


def _by_script(request: Request) -> bool:
    return request.headers.get("X-Requested-With") == "autosave"


def _status(refusal: CodedError) -> int:
    return refusal.status if isinstance(refusal, Refusal) else 422


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 10 else None


def _known(paper: Paper, section: str) -> Section:
    if section not in SECTIONS or paper.kind not in SECTIONS[section].kinds:
        raise Absent()
    return SECTIONS[section]


@require_POST
def remove(request: Request, paper_id: int, section: str, line_id: int) -> HttpResponse:
    paper = _draft(request, paper_id)
    part = _known(paper, section)
    try:
        gone = remove_line(actor=request.actor, paper_id=paper_id, section=section, line_id=line_id)
    except CodedError as refusal:
        told(request, refusal)
    else:
        words = {name: _plain(gone, name) for name in part.fields}
        request.session[_UNDONE] = {"paper": paper_id, "section": section, "values": words}
        messages.success(request, _("Đã xóa «%(line)s».") % {"line": str(gone)[:80]})
    return _to(paper_id, section)


def _plain(line: PaperLine, name: str) -> str:
    field = line._meta.get_field(name)
    value = getattr(line, getattr(field, "attname", name))
    return "" if value is None else str(value)


@require_POST
def put_back(request: Request, paper_id: int) -> HttpResponse:
    """Undo of the last removal: the words come back as a new line at the end of their section."""
    paper = _draft(request, paper_id)
    kept = request.session.pop(_UNDONE, {})
    if kept.get("paper") != paper_id:
        raise Absent()
    part = _known(paper, kept["section"])
    form = line_form(part, paper, part.model(paper=paper, **part.fixed), kept["values"])
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in part.fields if name in form.cleaned_data}
        save_line(actor=request.actor, paper_id=paper_id, section=part.code, values=values)
    return _to(paper_id, part.code, at=f"tu={_LAST}")


@require_http_methods(["POST"])
def move(request: Request, paper_id: int, section: str, line_id: int) -> HttpResponse:
    _known(_draft(request, paper_id), section)
    try:
        move_line(
            actor=request.actor,
            paper_id=paper_id,
            section=section,
            line_id=line_id,
            up=request.POST.get("huong") == "len",
        )
    except CodedError as refusal:
        told(request, refusal)
    return _to(paper_id, section, at=f"dong={line_id}")

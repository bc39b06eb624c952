"""Three ways onto a list: ticking people of the register, pasting from Excel or sending a file, one line by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.federation.models import Body, Person, UnitKind
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import Request, done, errors_of, signed_in, status_of, told
from thidua.kernel.door import fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.models import Intake
from thidua.launch.models import LaunchEvent
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.desk.registrations.answering import crumbs, place, refusing
from thidua.pledge.desk.registrations.forms import LineForm, PasteForm
from thidua.pledge.errors import ListClosed
from thidua.pledge.models import Scheme, SchemeTitle
from thidua.pledge.queries.registrations.checking import Line
from thidua.pledge.queries.registrations.choosing import people_to_tick
from thidua.pledge.queries.registrations.counting import counting_unit
from thidua.pledge.queries.registrations.lists import list_of
from thidua.pledge.queries.registrations.pasting import pasted_sheet
from thidua.pledge.queries.registrations.people_meant import namesakes
from thidua.pledge.rules import REGISTER
from thidua.pledge.states import EDITABLE, UNIT_LIST

PER_PAGE = 100
_page = require_http_methods(["GET", "HEAD", "POST"])


def _writing(request: Request, scheme_id: int, unit_id: int) -> tuple[Scheme, Body]:
    scheme, unit = place(request, scheme_id, unit_id)
    if not request.actor.may(REGISTER, unit.path):
        raise NotYours()
    _must_take_more(scheme, counting_unit(unit))
    return scheme, unit


def _must_take_more(scheme: Scheme, unit: Body) -> None:
    """Raises ListClosed before two hundred rows are sent in vain."""
    listed = list_of(scheme, unit) if unit.level == UnitKind.Level.GRASSROOTS else None
    if listed is not None and listed.state not in EDITABLE:
        raise ListClosed(unit=unit, state=UNIT_LIST.states[listed.state])


@_page
@signed_in
def tick(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """The people of the unit with a box each, for one title at a time. Who has it already is shown and not asked."""
    scheme, unit = _writing(request, scheme_id, unit_id)
    titles = [one for one in scheme.titles.all() if one.recipient == SchemeTitle.Recipient.INDIVIDUAL]
    wanted = request.POST.get("danh-hieu", request.GET.get("danh-hieu", ""))
    title = next((one for one in titles if str(one.pk) == wanted), titles[0] if titles else None)
    if request.method == "POST" and title is not None:
        return _ticked(request, scheme, unit, title)
    typed = request.GET.get("q", "").strip()[:100]
    people = people_to_tick(unit, title, typed) if title is not None else Person.objects.none()
    context = {
        "title": _("Đánh dấu người đăng ký"),
        "kicker": str(unit),
        "crumbs": crumbs(scheme, unit, _("Đánh dấu")),
        "scheme": scheme,
        "unit": unit,
        "titles": titles,
        "chosen": title,
        "typed": typed,
        "page": Paginator(people, PER_PAGE).get_page(request.GET.get("trang")),
        "query": urlencode({"danh-hieu": title.pk if title else "", "q": typed}),
    }
    return render(request, "pledge/registrations/tick.html", context)


def _ticked(request: Request, scheme: Scheme, unit: Body, title: SchemeTitle) -> HttpResponse:
    """Pressing twice does nobody twice: who has the title by now is left out."""
    keys = {int(one) for one in request.POST.getlist("nguoi") if one.isdecimal() and len(one) < 19}
    chosen = [
        one for one in people_to_tick(unit, title) if one.pk in keys and not getattr(one, "stands", False)
    ]
    back = f"{reverse('pledge:tick', args=[scheme.pk, unit.pk])}?danh-hieu={title.pk}"
    lines = [Line(unit.pk, title.recipient, title.pk, person_id=one.pk) for one in chosen]
    try:
        made = register(actor=request.actor, scheme_id=scheme.pk, lines=lines)
    except CodedError as refusal:
        told(request, refusal)
        return redirect(back)
    linked = sum(one.same_as_id is not None for one in made)
    words = _("Đã ghi %(count)s người đăng ký «%(title)s».") % {"count": len(made), "title": title.name}
    if linked:
        words += " " + _(
            "%(count)s người đã đăng ký danh hiệu này ở phong trào khác cùng năm: đã nối, không tính hai lần."
        ) % {"count": linked}
    return done(request, words, back)


@_page
@signed_in
def paste(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """Cells pasted from Excel, or a file; then the shared way of lists: look, correct, write."""
    scheme, unit = _writing(request, scheme_id, unit_id)
    form = PasteForm(request.POST or None, request.FILES or None, scheme=scheme)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            return redirect("federation:list", _sent(request, form, scheme, unit).pk)
    context = {
        "title": _("Dán hoặc nhập từ Excel"),
        "kicker": str(unit),
        "crumbs": crumbs(scheme, unit, _("Từ Excel")),
        "scheme": scheme,
        "unit": unit,
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
    }
    return render(request, "pledge/registrations/paste.html", context, status=status_of(form))


def _sent(request: Request, form: PasteForm, scheme: Scheme, unit: Body) -> Intake:
    file = form.cleaned_data["file"]
    if file:
        name, stream, size = file.name, file, file.size
    else:
        content = pasted_sheet(form.cleaned_data["pasted"])
        name, stream, size = _("dán từ Excel") + ".xlsx", io.BytesIO(content), len(content)
    title = form.cleaned_data["title"]
    return upload(
        actor=request.actor,
        kind="registrations",
        unit_id=unit.pk,
        unit_path=unit.path,
        name=name,
        stream=stream,
        size=size,
        settings={"scheme_id": scheme.pk, "title_id": int(title) if title else None},
    )


@_page
@signed_in
def add(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """One line by hand: a collective, a family, a work, a topic, or somebody of the register by name."""
    scheme, unit = _writing(request, scheme_id, unit_id)
    event = _event(request, scheme)
    start = {"title": "work", "subject": event.name} if event else {}
    form = LineForm(request.POST or None, scheme=scheme, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            line = _typed(form, scheme, unit)
            if line is not None:
                line = replace(line, event_id=event.pk if event else None)
                made = register(actor=request.actor, scheme_id=scheme.pk, lines=[line])[0]
                words = _("Đã ghi: %(what)s.") % {"what": made}
                return done(request, words, "pledge:unit_list", scheme.pk, unit.pk)
    context = {
        "title": _("Thêm một dòng đăng ký"),
        "kicker": str(unit),
        "crumbs": crumbs(scheme, unit, _("Thêm một dòng")),
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "button": _("Ghi vào danh sách"),
        "back": reverse("pledge:unit_list", args=[scheme.pk, unit.pk]),
    }
    return render(request, "pledge/registrations/form.html", context, status=status_of(form))


def _event(request: Request, scheme: Scheme) -> LaunchEvent | None:
    """The launch on a great work from whose page one comes. Raises Absent."""
    key = request.GET.get("su-kien", "")
    if not key.isdecimal() or len(key) > 18:
        return None
    event = fetch(LaunchEvent, int(key), actor=request.actor)
    return event if event.kind == LaunchEvent.Kind.KEY_WORK and event.cycle_id == scheme.cycle_id else None


def _typed(form: LineForm, scheme: Scheme, unit: Body) -> Line | None:
    """The line, or None when its person is nobody of the register, which is said at the field."""
    said = form.cleaned_data
    more = {"content": said["content"], "due_on": said["due_on"], "note": said["note"]}
    if said["title"] in ("work", "topic"):
        return Line(unit.pk, said["title"], subject=said["subject"], **more)
    title = scheme.titles.get(pk=int(said["title"]))
    if title.recipient == SchemeTitle.Recipient.COLLECTIVE:
        return Line(unit.pk, title.recipient, title.pk, subject=said["subject"], **more)
    asked = Person(name=said["subject"])
    person = namesakes([said["subject"]], unit.path).find(asked, unit.pk, str(unit))
    if person is None:
        form.add_error(
            "subject", _("Không có ai tên này trong danh sách người của đơn vị. Hãy thêm người trước.")
        )
        return None
    spouse = said["spouse_name"] if title.recipient == SchemeTitle.Recipient.FAMILY else ""
    return Line(unit.pk, title.recipient, title.pk, person.pk, spouse_name=spouse, **more)

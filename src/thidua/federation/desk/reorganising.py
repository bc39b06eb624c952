"""Reorganising on screen: draft, add steps, see what would change, carry out, take back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps, remove_step
from thidua.federation.actions.reorganise.draft import change_reorganisation, draft_reorganisation, drop
from thidua.federation.actions.reorganise.order import AT_ONCE, order_carry_out, order_undo, work_on
from thidua.federation.desk.answering import crumbs, form_page, refusing
from thidua.federation.desk.changing import page, sent
from thidua.federation.desk.reorganising_forms import FORMS, BeginForm, StepsForm, SureForm
from thidua.federation.models import Body, Reorganisation, Step
from thidua.federation.queries.reorganising.preview import Preview, carried_out, preview, told
from thidua.federation.states import REORGANISATION
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, done, signed_in, status_of
from thidua.kernel.door import fetch, listing, verdict
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.models import Progress

PER_PAGE = 30
MARKS = {"draft": "draft", "done": "done", "undone": "withdrawn", "dropped": "withdrawn"}


@require_GET
@signed_in
def reorganisations(request: Request, pk: int) -> HttpResponse:
    """All reorganisations under a unit, the latest first."""
    unit = fetch(Body, pk, actor=request.actor)
    seen = listing(Reorganisation, actor=request.actor).filter(seat=unit).order_by("-from_on", "-pk")
    shown = Paginator(seen, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "title": _("Sắp xếp tổ chức"),
        "kicker": str(unit),
        "crumbs": crumbs(unit, _("Sắp xếp tổ chức")),
        "unit": unit,
        "page": shown,
        "rows": [(one, MARKS[one.state]) for one in shown],
        "may_begin": bool(verdict(unit, actor=request.actor, verb="add_below")) and not unit.has_ended,
    }
    return render(request, "federation/reorganisations.html", context)


@page
@signed_in
def begin(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="add_below")
    form = BeginForm(request.POST or None)
    if sent(request, form):
        given = dict(form.cleaned_data)
        given.pop("version")
        with refusing(form):
            made = draft_reorganisation(actor=request.actor, seat_id=pk, **given)
            told = _("Đã lập đợt sắp xếp; hãy thêm các bước.")
            return done(request, told, "federation:reorganisation", made.pk)
    lead = _("Soạn trước các bước, xem sẽ đổi những gì, rồi mới thực hiện. Đang soạn thì chưa có gì đổi.")
    return form_page(request, form, unit, title=_("Lập đợt sắp xếp"), button=_("Lập đợt"), lead=lead)


@page
@signed_in
def change(request: Request, pk: int) -> HttpResponse:
    draft = fetch(Reorganisation, pk, actor=request.actor, verb="edit", related=("seat",))
    start = {name: getattr(draft, name) for name in ("name", "from_on", "source", "version")}
    form = BeginForm(request.POST or None, initial=start)
    if sent(request, form):
        with refusing(form):
            change_reorganisation(actor=request.actor, reorganisation_id=pk, **form.cleaned_data)
            return done(request, _("Đã lưu."), "federation:reorganisation", pk)
    return _form(request, form, draft, title=_("Sửa tên, ngày, văn bản"), button=_("Lưu"))


def _form(request: Request, form: Any, about: Reorganisation, **more: Any) -> HttpResponse:
    back = reverse("federation:reorganisation", args=[about.pk])
    return form_page(request, form, about.seat, about=about, back=back, **more)


@require_GET
@signed_in
def reorganisation(request: Request, pk: int) -> HttpResponse:
    """What it would change while it is a draft; what it changed afterwards."""
    one = fetch(Reorganisation, pk, actor=request.actor, related=("seat",))
    listed = _drafted(request, one) if one.state == "draft" else _ended(request, one)
    # Few steps are done at once: no worker is asked.
    work = work_on(one) if listed["page"].paginator.count > AT_ONCE else None
    context: dict[str, Any] = {
        **listed,
        "title": one.name,
        "kicker": str(one.seat),
        "crumbs": crumbs(one.seat, one.name),
        "one": one,
        "mark": MARKS[one.state],
        "state_label": REORGANISATION.states[one.state],
        "may": {
            verb: bool(verdict(one, actor=request.actor, verb=verb))
            for verb in ("edit", "carry_out", "undo", "drop")
        },
        "work": work,
        "too_early": one.state == "draft" and one.from_on > clock.today(),
        "running": bool(work and work.state in (Progress.State.WAITING, Progress.State.RUNNING)),
        "verbs": Step.Verb.choices,
    }
    return render(request, "federation/reorganisation.html", context)


def _drafted(request: Request, draft: Reorganisation) -> dict[str, Any]:
    seen = preview(draft)
    wrong = {finding.step.pk for finding in seen.findings if finding.step}
    # What is wrong comes first, whatever its place in the list.
    steps = sorted(seen.shape.steps, key=lambda step: (step.pk not in wrong, step.position))
    shown = Paginator(steps, PER_PAGE).get_page(request.GET.get("trang"))
    return {"seen": seen, "wrong": len(wrong), "page": shown, "lines": told(seen, shown)}


def _ended(request: Request, one: Reorganisation) -> dict[str, Any]:
    steps = one.steps.select_related("unit", "into", "reorganisation").defer("before")
    shown = Paginator(steps, PER_PAGE).get_page(request.GET.get("trang"))
    return {"page": shown, "lines": carried_out(shown)}


@page
@signed_in
def add_step(request: Request, pk: int, verb: str) -> HttpResponse:
    draft = fetch(Reorganisation, pk, actor=request.actor, verb="edit", related=("seat",))
    if verb not in FORMS:
        raise Http404
    form = FORMS[verb](request.POST or None, actor=request.actor, draft=draft)
    if sent(request, form):
        step = NewStep(
            verb, form.cleaned_data["unit"].pk, form.into_id, {**form.as_told(), "into_code": form.into_code}
        )
        with refusing(form):
            add_steps(actor=request.actor, reorganisation_id=pk, steps=[step])
            return done(request, _("Đã thêm bước."), "federation:reorganisation", pk)
    title = _("Thêm bước: %(verb)s") % {"verb": Step.Verb(verb).label}
    return _form(request, form, draft, title=title, button=_("Thêm bước"))


@require_POST
@signed_in
def take_step_out(request: Request, pk: int, step: int) -> HttpResponse:
    remove_step(actor=request.actor, reorganisation_id=pk, step_id=step)
    return done(request, _("Đã bỏ bước."), "federation:reorganisation", pk)


@page
@signed_in
def steps_from_list(request: Request, pk: int) -> HttpResponse:
    """A thousand steps at once; the list is checked like every other."""
    draft = fetch(Reorganisation, pk, actor=request.actor, verb="edit", related=("seat",))
    form = StepsForm(request.POST or None, request.FILES or None)
    if sent(request, form):
        file = form.cleaned_data["file"]
        with refusing(form):
            taken = upload(
                actor=request.actor,
                kind="reorganisation_steps",
                unit_id=draft.seat_id,
                unit_path=draft.seat.path,
                name=file.name,
                stream=file,
                size=file.size,
                settings={"reorganisation_id": draft.pk},
            )
            return redirect(reverse("federation:list", args=[taken.pk]))
    context = {
        "title": _("Thêm bước từ Excel"),
        "kicker": draft.name,
        "crumbs": crumbs(draft.seat, draft.name),
        "one": draft,
        "form": form,
    }
    return render(request, "federation/steps_from_list.html", context, status=status_of(form))


@page
@signed_in
def carry_out(request: Request, pk: int) -> HttpResponse:
    """The last question: the name is written once more."""
    draft = fetch(Reorganisation, pk, actor=request.actor, verb="carry_out", related=("seat",))
    form = SureForm(request.POST or None, about=draft, with_reason=False)
    if sent(request, form):
        with refusing(form):
            work = order_carry_out(actor=request.actor, reorganisation_id=pk)
            words = _("Đang thực hiện; bạn có thể rời trang này.") if work else _("Đã sắp xếp xong.")
            return done(request, words, "federation:reorganisation", pk)
    seen: Preview = preview(draft)
    return _form(
        request,
        form,
        draft,
        title=_("Thực hiện đợt sắp xếp"),
        button=_("Thực hiện"),
        danger=True,
        lead=_sentence(seen),
    )


def _sentence(seen: Preview) -> str:
    totals = seen.totals
    return _(
        "%(ending)s đơn vị kết thúc, %(moving)s đơn vị đổi cấp trên, %(founded)s đơn vị thành lập, %(people)s người"
        " đổi nơi sinh hoạt. Hoàn tác được cho đến khi khóa một kỳ báo cáo hết sau ngày có hiệu lực."
    ) % {
        "ending": totals.ending,
        "moving": totals.moving,
        "founded": totals.founded,
        "people": totals.people,
    }


@page
@signed_in
def undo(request: Request, pk: int) -> HttpResponse:
    one = fetch(Reorganisation, pk, actor=request.actor, verb="undo", related=("seat",))
    form = SureForm(request.POST or None, about=one, with_reason=True)
    if sent(request, form):
        with refusing(form):
            work = order_undo(actor=request.actor, reorganisation_id=pk, reason=form.cleaned_data["reason"])
            words = (
                _("Đang hoàn tác; bạn có thể rời trang này.")
                if work
                else _("Đã hoàn tác: mọi thứ như trước.")
            )
            return done(request, words, "federation:reorganisation", pk)
    lead = _("Đơn vị, người, tên và quan hệ trở lại như trước. Những gì làm sau đó ở chỗ khác vẫn giữ.")
    return _form(
        request, form, one, title=_("Hoàn tác đợt sắp xếp"), button=_("Hoàn tác"), danger=True, lead=lead
    )


@require_POST
@signed_in
def lay_aside(request: Request, pk: int) -> HttpResponse:
    one = drop(actor=request.actor, reorganisation_id=pk)
    return done(request, _("Đã bỏ bản soạn."), "federation:reorganisations", one.seat_id)

"""Where registrations begin: a member's own page, the list of a unit, the coverage of a union."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.federation.models import Body
from thidua.kernel.desk.answering import Request, back, done, errors_of, signed_in, status_of
from thidua.kernel.door import Relation
from thidua.kernel.errors import NotYours
from thidua.pledge.actions.registrations.register import own_person, register_own
from thidua.pledge.actions.registrations.settle import withdraw_own
from thidua.pledge.desk.registrations.answering import refusing
from thidua.pledge.desk.registrations.forms import OwnForm
from thidua.pledge.models import Scheme
from thidua.pledge.queries.registrations.checking import Line
from thidua.pledge.queries.registrations.choosing import cycles_without, schemes_for
from thidua.pledge.queries.registrations.counting import counting_unit
from thidua.pledge.queries.registrations.lists import list_of
from thidua.pledge.queries.registrations.mine import own_registrations
from thidua.pledge.rules import OPEN_SCHEME
from thidua.pledge.states import EDITABLE


@require_GET
@signed_in
def registrations(request: Request) -> HttpResponse:
    """The list of a grassroots union, the coverage of a union above, a member's own; else how it is opened."""
    unit = _unit(request)
    if not request.actor.may("pledge.view", unit.path):
        return back("pledge:own_registrations")
    schemes = schemes_for(request.actor, unit)
    chosen = next((one for one in schemes if str(one.pk) == request.GET.get("dot", "")), None)
    if chosen is not None or (schemes and request.GET.get("xem") != "ca"):
        scheme = chosen or schemes[0]
        at_base = unit.level in ("grassroots", "part")
        return back("pledge:unit_list" if at_base else "pledge:coverage", scheme.pk, unit.pk)
    may_open = request.actor.may(OPEN_SCHEME, unit.path, Relation.OWN)
    context = {
        "title": _("Đăng ký thi đua"),
        "kicker": str(unit),
        "schemes": schemes,
        "cycles": cycles_without(request.actor, unit) if may_open else [],
        "unit": unit,
    }
    return render(request, "pledge/registrations/home.html", context)


def _unit(request: Request) -> Body:
    unit = Body.objects.select_related("kind", "parent").filter(pk=request.actor.unit_id or 0).first()
    if unit is None:
        raise NotYours()
    return unit


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own(request: Request) -> HttpResponse:
    """A member's page: what I have registered, and one more."""
    person = own_person(request.actor)
    home = Body.objects.select_related("kind", "parent").get(pk=person.home_id)
    schemes = [one for one in schemes_for(request.actor, home) if one.state == "open"]
    wanted = request.POST.get("scheme", request.GET.get("dot", ""))
    scheme = next((one for one in schemes if str(one.pk) == wanted), schemes[0] if schemes else None)
    settled = _settled(scheme, home) if scheme is not None else None
    asked = scheme is not None and (settled is None or request.method == "POST")
    form = OwnForm(request.POST or None, scheme=scheme) if scheme is not None and asked else None
    if form is not None and scheme is not None and request.method == "POST" and form.is_valid():
        with refusing(form):
            made = register_own(actor=request.actor, scheme_id=scheme.pk, line=_line(form, scheme))
            told = _("Đã đăng ký: %(what)s. Đơn vị sẽ đưa vào danh sách chung.") % {"what": made}
            return done(request, told, "pledge:own_registrations")
    context = {
        "title": _("Đăng ký của tôi"),
        "kicker": str(home),
        "lead": _("Bạn đăng ký một lần cho mỗi danh hiệu; đơn vị xem rồi đưa vào danh sách chung."),
        "person": person,
        "schemes": schemes,
        "scheme": scheme,
        "form": form,
        "settled": settled,
        "errors": errors_of(form) if form is not None and form.is_bound else [],
        "lines": own_registrations(person),
    }
    return render(
        request, "pledge/registrations/own.html", context, status=status_of(form) if form is not None else 200
    )


def _settled(scheme: Scheme, home: Body) -> Body | None:
    """The unit whose list is confirmed already and takes nobody more; None while it does."""
    unit = counting_unit(home)
    listed = list_of(scheme, unit)
    return unit if listed is not None and listed.state not in EDITABLE else None


def _line(form: OwnForm, scheme: Scheme) -> Line:
    told = form.cleaned_data
    if told["title"] in ("work", "topic"):
        return Line(0, told["title"], subject=told["subject"], content=told["content"])
    title = scheme.titles.get(pk=int(told["title"]))
    spouse = told.get("spouse_name", "") if title.recipient == "family" else ""
    return Line(0, title.recipient, title.pk, spouse_name=spouse, content=told["content"])


@require_POST
@signed_in
def withdraw(request: Request, registration_id: int) -> HttpResponse:
    """Takes the own registration back."""
    line = withdraw_own(actor=request.actor, registration_id=registration_id)
    return done(request, _("Đã rút: %(what)s.") % {"what": line}, "pledge:own_registrations")

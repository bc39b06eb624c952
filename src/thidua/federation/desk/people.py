"""People of a unit: found by any part of the name, with their offices."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.change_person import change_person
from thidua.federation.actions.give_post import end_post, give_post
from thidua.federation.actions.transfer_person import transfer_person
from thidua.federation.desk.answering import crumbs, form_page, refusing
from thidua.federation.desk.changing import page, sent
from thidua.federation.desk.forms import ChangePersonForm, PersonForm, PostForm, TransferForm, UntilForm
from thidua.federation.models import Body, Person, Post
from thidua.federation.queries.search import search_people
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, done, signed_in
from thidua.kernel.door import fetch, verdict

PER_PAGE = 50


@require_GET
@signed_in
def people(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="see_people")
    typed = request.GET.get("q", "")[:100]
    deep = request.GET.get("nhanh") == "1"
    found = search_people(typed, request.actor, within=unit, ended=request.GET.get("da-roi") == "1")
    if not deep:
        found = found.filter(home=unit)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    chosen = {name: request.GET[name] for name in ("q", "nhanh", "da-roi") if request.GET.get(name)}
    context = {
        "title": _("Danh sách người"),
        "kicker": str(unit),
        "crumbs": crumbs(unit, _("Danh sách người")),
        "unit": unit,
        "typed": typed,
        "deep": deep,
        "left": "da-roi" in chosen,
        "page": shown,
        "posts": _posts_of([person.pk for person in shown]),
        "query": urlencode(chosen),
        "may_keep": bool(verdict(unit, actor=request.actor, verb="keep_people")),
    }
    return render(request, "federation/people.html", context)


def _posts_of(people_ids: list[int]) -> dict[int, list[Post]]:
    held: dict[int, list[Post]] = {pk: [] for pk in people_ids}
    posts = Post.objects.filter(person__in=people_ids, until_on=None).select_related("unit")
    for post in posts.order_by("pk"):
        held[post.person_id].append(post)
    return held


@require_GET
@signed_in
def person(request: Request, pk: int) -> HttpResponse:
    one = fetch(Person, pk, actor=request.actor, related=("home",))
    may = {
        verb: bool(verdict(one, actor=request.actor, verb=verb))
        for verb in ("change", "transfer", "give_post")
    }
    posts = list(one.posts.select_related("unit").order_by("-from_on", "-pk"))
    context = {
        "title": one.name,
        "kicker": str(one.home),
        "crumbs": crumbs(one.home, one.name),
        "person": one,
        "open_posts": [post for post in posts if post.until_on is None],
        "past_posts": [post for post in posts if post.until_on is not None],
        "may": may,
    }
    return render(request, "federation/person.html", context)


@page
@signed_in
def add(request: Request, pk: int) -> HttpResponse:
    unit = fetch(Body, pk, actor=request.actor, verb="keep_people")
    form = PersonForm(request.POST or None)
    if sent(request, form):
        with refusing(form):
            made = add_person(actor=request.actor, home_id=pk, **form.cleaned_data)
            told = _("Đã thêm %(name)s.") % {"name": made.name}
            return done(request, told, "federation:person", made.pk)
    back = reverse("federation:people", args=[pk])
    return form_page(request, form, unit, title=_("Thêm người"), button=_("Thêm"), back=back)


@page
@signed_in
def change(request: Request, pk: int) -> HttpResponse:
    one = fetch(Person, pk, actor=request.actor, verb="change", related=("home",))
    names = ("name", "sex", "born_on", "phone", "left_on", "version")
    start = {name: getattr(one, name) for name in names}
    known = {True: "1", False: "0", None: ""}[one.direct_worker]
    form = ChangePersonForm(request.POST or None, initial={**start, "direct_worker": known})
    if sent(request, form):
        with refusing(form):
            change_person(actor=request.actor, person_id=pk, **form.cleaned_data)
            return done(request, _("Đã lưu."), "federation:person", pk)
    return _person_form(request, form, one, _("Sửa thông tin"), _("Lưu"))


def _person_form(request: Request, form: forms.Form, one: Person, title: str, button: str) -> HttpResponse:
    back = reverse("federation:person", args=[one.pk])
    return form_page(
        request,
        form,
        one.home,
        title=f"{title}: {one.name}",
        button=button,
        about=one,
        back=back,
    )


@page
@signed_in
def transfer(request: Request, pk: int) -> HttpResponse:
    one = fetch(Person, pk, actor=request.actor, verb="transfer", related=("home",))
    start = {"from_on": clock.today(), "version": one.version}
    form = TransferForm(request.POST or None, actor=request.actor, initial=start)
    if sent(request, form):
        given = dict(form.cleaned_data)
        to = given.pop("to")
        with refusing(form):
            transfer_person(actor=request.actor, person_id=pk, to_id=to.pk, **given)
            told = _("%(name)s chuyển về %(to)s.") % {"name": one.name, "to": to}
            return done(request, told, "federation:person", pk)
    return _person_form(request, form, one, _("Chuyển sinh hoạt"), _("Chuyển"))


@page
@signed_in
def post(request: Request, pk: int) -> HttpResponse:
    one = fetch(Person, pk, actor=request.actor, verb="give_post", related=("home",))
    start = {"unit": one.home.code, "from_on": clock.today()}
    form = PostForm(request.POST or None, actor=request.actor, initial=start)
    if sent(request, form):
        given = dict(form.cleaned_data)
        unit = given.pop("unit")
        with refusing(form):
            give_post(actor=request.actor, person_id=pk, unit_id=unit.pk, **given)
            return done(request, _("Đã ghi chức vụ."), "federation:person", pk)
    return _person_form(request, form, one, _("Ghi chức vụ"), _("Ghi"))


@page
@signed_in
def stop_post(request: Request, pk: int, post_id: int) -> HttpResponse:
    one = fetch(Person, pk, actor=request.actor, verb="give_post", related=("home",))
    held = one.posts.filter(pk=post_id).select_related("unit").first()
    form = UntilForm(request.POST or None, initial={"until_on": clock.today()})
    if held is None or held.until_on is not None:
        return done(request, _("Chức vụ này đã kết thúc."), "federation:person", pk)
    if sent(request, form):
        with refusing(form):
            end_post(actor=request.actor, unit_id=held.unit_id, post_id=post_id, **form.cleaned_data)
            return done(request, _("Đã kết thúc chức vụ."), "federation:person", pk)
    title = _("Kết thúc chức vụ %(office)s ở %(unit)s")
    told = title % {"office": held.get_office_display(), "unit": held.unit}
    return _person_form(request, form, one, told, _("Kết thúc chức vụ"))

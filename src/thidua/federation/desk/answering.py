"""How the screens of this room answer: who acts, refusals at the field, everything typed kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from thidua.federation.models import Body, Person
from thidua.federation.queries.tree import ancestors
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotSignedIn, Refusal, Stale, say


class Request(HttpRequest):
    """The request as these views see it."""

    actor: Actor


P = ParamSpec("P")
View = Callable[..., HttpResponse]


def signed_in(view: Callable[Concatenate[Request, P], HttpResponse]) -> View:
    """Strangers are asked to sign in; what they may then see the door decides."""

    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor.account_id is None:
            raise NotSignedIn()
        return view(request, *args, **kwargs)

    return asked


# At which field a refusal is shown: the first of these that the form has.
_FIELDS: dict[str, tuple[str, ...]] = {
    "federation.code_taken": ("code",),
    "federation.name_empty": ("name",),
    "federation.same_name_here": ("name",),
    "federation.person_here": ("name",),
    "federation.kind_unknown": ("kind",),
    "federation.kind_not_then": ("kind",),
    "federation.levels_crossed": ("under", "kind"),
    "federation.under_itself": ("under",),
    "federation.not_in_the_tree": ("under", "by"),
    "federation.unit_ended": ("under", "to", "unit"),
    "federation.already_there": ("under", "by"),
    "federation.same_home": ("to",),
    "federation.later_line": ("from_on", "last_day"),
    "federation.before_founding": ("from_on", "last_day"),
    "federation.not_yet": ("from_on", "last_day", "founded_on"),
    "federation.days_crossed": ("until_on", "from_on"),
    "federation.value_wrong": ("value",),
    "federation.phone_wrong": ("phone",),
    "federation.chair_held": ("office",),
    "federation.post_held": ("office",),
    "kernel.file_too_large": ("file",),
    "kernel.file_kind_unknown": ("file",),
}


@contextmanager
def refusing(form: forms.Form) -> Iterator[None]:
    """A refusal of the action inside becomes an error at its field, or above the form."""
    try:
        yield
    except CodedError as refusal:
        form.refused_with = refusal  # type: ignore[attr-defined]
        wanted = _FIELDS.get(refusal.code, ())
        form.add_error(next((name for name in wanted if name in form.fields), None), str(say(refusal)))


def status_of(form: forms.Form) -> int:
    refusal = getattr(form, "refused_with", None)
    if isinstance(refusal, Refusal):
        return refusal.status
    return 422 if form.is_bound and form.errors else 200


def form_page(
    request: Request,
    form: forms.Form,
    unit: Body,
    *,
    title: str,
    button: str,
    about: Body | Person | None = None,
    **more: Any,
) -> HttpResponse:
    """A page with one form about a unit, or about one of its people. After a conflict the next press is
    meant for what is there now."""
    if isinstance(getattr(form, "refused_with", None), Stale) and "version" in form.fields:
        subject = about or unit
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = type(subject)._default_manager.get(pk=subject.pk).version  # type: ignore[index]
    context = {
        "title": title,
        "kicker": str(unit),
        "crumbs": crumbs(unit, title),
        "unit": unit,
        "form": form,
        "button": button,
        "back": reverse("federation:unit", args=[unit.pk]),
        **more,
    }
    return render(request, "federation/form.html", context, status=status_of(form))


def crumbs(unit: Body, last: str = "", *, above: list[Body] | None = None) -> list[dict[str, str]]:
    """From the root down to the unit; with ``last`` the page below it."""
    chain = ancestors(unit) if above is None else above
    units = chain if not unit.path and chain and chain[-1].pk == unit.pk else [*chain, unit]
    told = [{"label": str(one), "url": reverse("federation:unit", args=[one.pk])} for one in units]
    return [*told, {"label": last, "url": ""}] if last else told


def done(request: Request, told: str, page: str, *args: object) -> HttpResponse:
    messages.success(request, told)
    return redirect(reverse(page, args=args))

"""How the screens of this room answer: refusals at the field, everything typed kept, the way from the root."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from thidua.federation.models import Body, Person, Reorganisation
from thidua.federation.queries.tree import ancestors
from thidua.kernel.desk import answering
from thidua.kernel.desk.answering import Request, refusal_of, status_of
from thidua.kernel.errors import Stale

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
    "federation.source_missing": ("source",),
    "federation.into_missing": ("into",),
    "federation.seat_below": ("unit", "into"),
    "kernel.file_too_large": ("file",),
    "kernel.file_kind_unknown": ("file",),
}


refusing = partial(answering.refusing, at=_FIELDS)


def form_page(
    request: Request,
    form: forms.Form,
    unit: Body,
    *,
    title: str,
    button: str,
    about: Body | Person | Reorganisation | None = None,
    **more: Any,
) -> HttpResponse:
    """A page with one form about a unit, or about one of its people. After a conflict the next press is
    meant for what is there now."""
    if isinstance(refusal_of(form), Stale) and "version" in form.fields and isinstance(form.data, QueryDict):
        subject = about or unit
        subject.refresh_from_db(fields=["version"])
        form.data = form.data.copy()
        form.data["version"] = str(subject.version)
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

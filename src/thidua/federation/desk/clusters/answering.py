"""How the screens of clusters answer: one form on one page, refusals at the field."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.federation.desk.answering import refusing as refusing_units
from thidua.federation.desk.clusters.pages import crumbs
from thidua.federation.models import Body
from thidua.kernel.desk import answering
from thidua.kernel.desk.answering import Request, status_of

__all__ = ["form_page", "refusing", "refusing_units"]

_FIELDS: dict[str, tuple[str, ...]] = {
    "federation.already_member": ("unit",),
    "federation.unit_ended": ("unit",),
    "federation.not_in_the_tree": ("unit",),
    "federation.not_a_member": ("leader_id", "unit"),
    "federation.deputy_is_leader": ("deputy_id",),
    "federation.outside_the_year": ("left_on", "joined_on"),
    "federation.days_crossed": ("left_on",),
    "federation.why_missing": ("why", "text", "said"),
    "federation.not_yet": ("settled_on", "held_on", "done_on", "adopted_on"),
    "federation.minutes_missing": ("minutes", "note"),
    "federation.ballot_tied": ("way",),
    "federation.ballot_not_counted": ("way",),
    "federation.not_the_most_voted": ("leader_id",),
    "federation.too_few_choices": ("choices",),
    "federation.day_before_today": ("closes_on", "until"),
    "federation.regulation_without_articles": ("text",),
    "federation.regulation_day_taken": ("from_on",),
    "federation.same_name_here": ("name",),
    "federation.name_empty": ("name",),
    "kernel.file_too_large": ("scan",),
    "kernel.file_kind_unknown": ("scan",),
}

refusing = partial(answering.refusing, at=_FIELDS)


def form_page(
    request: Request,
    form: forms.Form,
    cluster: Body | None,
    *,
    title: str,
    button: str,
    year: int | None = None,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """A page with one form about a cluster; without a cluster, about one to be founded."""
    trail = (
        crumbs(cluster, title, year=year)
        if cluster
        else [
            {"label": title, "url": ""},
        ]
    )
    if not back:
        back = (
            reverse("federation:cluster", args=[cluster.pk, year])
            if cluster and year
            else (reverse("federation:clusters"))
        )
    context = {
        "title": title,
        "kicker": str(cluster) if cluster else "",
        "crumbs": trail,
        "form": form,
        "button": button,
        "back": back,
        "multipart": form.is_multipart(),
        **more,
    }
    return render(request, "federation/clusters/form.html", context, status=status_of(form))

"""Chấm điểm: the rounds that concern a person, and the sheets."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.kernel.door import Relation, listing
from thidua.score.desk.marking.asking import Request, signed_in, unit_of
from thidua.score.models import MarkingRound

MOST = 40


@signed_in
@require_GET
def home(request: Request) -> HttpResponse:
    """Own rounds first: those in which the unit is marked, then those that it holds."""
    actor, unit = request.actor, unit_of(request.actor)
    found = list(
        listing(MarkingRound, actor=actor)
        .select_related("organiser", "cluster", "sheet")
        .prefetch_related("marked__unit")
        .order_by("-year", "-pk")[:MOST]
    )
    own = {one.pk: marked for one in found for marked in one.marked.all() if marked.unit_id == unit.pk}
    context = {
        "title": _("Chấm điểm"),
        "lead": unit.name,
        "rows": [(one, own.get(one.pk)) for one in found],
        "may_begin": actor.may("score.run", unit.path, Relation.OWN),
        "may_draft": actor.may("score.draft", unit.path, Relation.OWN),
    }
    return render(request, "score/marking/home.html", context)

"""Versions of a cluster's regulation, and the one that is in force on a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from thidua.federation.models import Body, Regulation


def versions_of(cluster: Body) -> QuerySet[Regulation]:
    """The latest first, without those that were dropped."""
    found = Regulation.objects.filter(cluster=cluster).exclude(state="dropped")
    return found.select_related("seat").order_by("-edition")


def in_force(cluster: Body, on: dt.date) -> Regulation | None:
    """The adopted version whose day came last; None before the first."""
    adopted = versions_of(cluster).filter(state="adopted", from_on__lte=on)
    return adopted.order_by("-from_on", "-edition").first()

"""Lists of units: who has not confirmed, what stands on a list."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from thidua.federation.models import Body, Succession
from thidua.federation.models.search_key import search_key
from thidua.kernel.replica import reading
from thidua.pledge.models import Registration, Scheme, UnitList
from thidua.pledge.queries.registrations.coverage import COVERED, asked

_NOT_CONFIRMED = f"""
{COVERED}
select distinct split_part(substr(covered.path, %(length)s + 1), '.', 1)::bigint as child
  from covered where covered.path <> %(first)s
   and not exists (
       select 1 from pledge_unitlist listed
        where listed.scheme_id = %(scheme)s and listed.state in ('confirmed', 'consolidated')
          and listed.unit_id = split_part(substr(covered.path, %(length)s + 1), '.', 1)::bigint)
"""  # noqa: S608  joined from constants of this room; all values are parameters


def not_confirmed_below(scheme: Scheme, unit: Body) -> list[Body]:
    """Units directly below that the scheme asks, themselves or below them, and that have not confirmed."""
    with reading().cursor() as cursor:
        cursor.execute(_NOT_CONFIRMED, {**asked(scheme, unit.path), "length": len(unit.path)})
        found = [row[0] for row in cursor.fetchall()]
    return list(Body.objects.filter(pk__in=found).order_by("sort_key", "pk"))


def list_of(scheme: Scheme, unit: Body) -> UnitList | None:
    return UnitList.objects.select_related("unit", "scan").filter(scheme=scheme, unit=unit).first()


def lines_of(
    listed: UnitList, *, title: int | None = None, kind: str = "", typed: str = ""
) -> QuerySet[Registration]:
    """The lines of a list that were not taken off, in the order of titles and names; with those of the units that
    have merged into this one."""
    found = Registration.objects.filter(state__in=("proposed", "listed")).filter(_stands_on(listed))
    if title is not None:
        found = found.filter(title_id=title)
    if kind:
        found = found.filter(kind=kind)
    if folded := search_key(typed):
        found = found.filter(Q(person__folded__contains=folded) | Q(subject__icontains=typed.strip()))
    return found.select_related("title", "person", "spouse", "same_as__scheme__cycle__movement").order_by(
        "title__position", "title_id", "kind", "person__sort_key", "subject", "pk"
    )


def _stands_on(listed: UnitList) -> Q:
    gone = list(Succession.objects.filter(into=listed.unit_id, whole=True).values_list("unit", flat=True))
    own = Q(listed=listed)
    return own | Q(listed__scheme=listed.scheme_id, listed__unit__in=gone) if gone else own


def taken_off(listed: UnitList) -> QuerySet[Registration]:
    """Declined and withdrawn lines, the latest first: nothing disappears."""
    found = Registration.objects.filter(listed=listed, state__in=("declined", "withdrawn"))
    return found.select_related("title", "person", "spouse").order_by("-changed_at", "-pk")

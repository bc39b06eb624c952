"""Which registration a person is asked about, and whom they may tick."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from thidua.federation.models import Attribute, Body, Person
from thidua.federation.models.search_key import search_key
from thidua.federation.queries.search import having_words
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Cycle, TitleOffered
from thidua.pledge.models import Registrant, Scheme, SchemeTitle
from thidua.pledge.queries.registrations.counting import groups_within


def schemes_for(actor: Actor, unit: Body) -> list[Scheme]:
    """Registrations that ask the unit, or that it has opened for those below: of the unit's own calendar first,
    open ones first, the latest year first. Two queries."""
    line = Q(cycle__movement__seat__path__in=paths.upwards(unit.path))
    found = listing(Scheme, actor=actor).filter(line | paths.within("cycle__movement__seat__path", unit.path))
    day = clock.today()
    school = Attribute.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day), unit=unit, name="bloc", value="school", from_on__lte=day
    ).exists()
    own = Scheme.Calendar.SCHOOL_YEAR if school else Scheme.Calendar.YEAR
    return list(
        found.select_related("cycle__movement__seat", "cycle__movement__issuer")
        .annotate(
            open_first=_first(Q(state="open")), own_first=_first(Q(calendar=own)), line_first=_first(line)
        )
        .order_by("line_first", "open_first", "-cycle__year", "own_first", "-pk")[:30]
    )


def _first(condition: Q) -> Case:
    return Case(When(condition, then=Value(0)), default=Value(1))


def cycles_without(actor: Actor, unit: Body) -> list[Cycle]:
    """Years of the unit's own movements in which registration may still be opened, the latest first."""
    found = listing(Cycle, actor=actor).filter(movement__seat=unit).exclude(movement__state="closed")
    two = Scheme.objects.filter(cycle=OuterRef("pk"))
    return list(
        found.exclude(Exists(two.filter(calendar="year")) & Exists(two.filter(calendar="school_year")))
        .select_related("movement")
        .order_by("-year", "-pk")[:20]
    )


def titles_in_plans(cycle: Cycle) -> list[TitleOffered]:
    """Titles that the issued papers of the seat name for the year, each once."""
    found = TitleOffered.objects.filter(
        paper__movement=cycle.movement_id, paper__seat=cycle.movement.seat_id, paper__state="issued"
    ).order_by("position", "pk")
    return list({one.code or one.name: one for one in reversed(found)}.values())[::-1]


def people_to_tick(unit: Body, title: SchemeTitle, typed: str = "") -> QuerySet[Person]:
    """The unit's people, those of its groups too, each with ``stands`` when they have the title already."""
    found = Person.objects.filter(home__in=[unit.pk, *groups_within(unit)], left_on=None)
    folded = search_key(typed)
    if folded:
        found = having_words(found, folded)
    stands = Registrant.objects.filter(title=title, person=OuterRef("pk"))
    return found.annotate(stands=Exists(stands)).order_by("sort_key", "pk")

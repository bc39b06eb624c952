"""Asked by the rooms that come after: is this person registered for this title in this year?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thidua.catalogue.queries.items import in_series
from thidua.formats import text
from thidua.pledge.models import Registrant, Registration, SchemeTitle
from thidua.pledge.queries.registrations.titles import series_of


@dataclass(frozen=True)
class Standing:
    """``registered`` None: nobody has registered. ``required``: then no award either. ``linked`` says that it was
    made in another movement of the same year."""

    registered: Registration | None
    required: bool
    linked: bool = False

    @property
    def bars(self) -> bool:
        """Whether the person may not be awarded for want of a registration."""
        return self.required and self.registered is None


def standing_of(person_id: int, title: str, cycle_id: int) -> Standing:
    """Of one person for a title of the catalogue (its code or series) in a year of a movement. Three queries."""
    return standings([person_id], title, cycle_id)[person_id]


def standings(people: Iterable[int], title: str, cycle_id: int) -> Mapping[int, Standing]:
    """The same for many people, with the same number of queries."""
    wanted = list(people)
    series = {series_of(one) for one in in_series("titles", title)} or {title}
    titles = list(
        SchemeTitle.objects.filter(scheme__cycle=cycle_id, series__in=series).select_related("scheme")
    )
    required = any(one.demands_registration for one in titles)
    found = Registrant.objects.filter(title__in=[one.pk for one in titles], person__in=wanted)
    lines: dict[int, Registration] = {
        one.person_id: one.registration
        for one in found.select_related(
            "registration__title", "registration__unit", "registration__same_as"
        ).order_by("-pk")
    }
    return {
        pk: Standing(lines.get(pk), required, linked=pk in lines and lines[pk].same_as_id is not None)
        for pk in wanted
    }


def collective_standing(unit_id: int, title: str, cycle_id: int, name: str = "") -> Standing:
    """Of a collective of a unit, by its name; without a name any of the unit's."""
    series = {series_of(one) for one in in_series("titles", title)} or {title}
    titles = list(
        SchemeTitle.objects.filter(scheme__cycle=cycle_id, series__in=series).select_related("scheme")
    )
    found = Registration.objects.filter(
        title__in=[one.pk for one in titles],
        unit=unit_id,
        kind="collective",
        state__in=("proposed", "listed"),
    )
    wanted = text.matching_key(name)
    line = next(
        (one for one in found.order_by("pk") if not wanted or text.matching_key(one.subject) == wanted), None
    )
    return Standing(line, any(one.demands_registration for one in titles))

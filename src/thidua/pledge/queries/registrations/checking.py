"""Whether a line may stand on a list, asked for one line or for thousands with the same few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from thidua.federation.models import Body, Person
from thidua.federation.models.search_key import search_key
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_date
from thidua.pledge.errors import (
    AlreadyRegistered,
    PersonElsewhere,
    PersonHasLeft,
    RecipientMissing,
    SpouseIsSame,
    TitleMissing,
    TitleOfOthers,
    TitleOfWomen,
)
from thidua.pledge.models import Registrant, Registration, Scheme, SchemeTitle
from thidua.pledge.queries.registrations.people_meant import at_home, counted_at
from thidua.pledge.queries.registrations.titles import of_women
from thidua.pledge.states import LIVE

Kind = Registration.Kind
OF_PEOPLE = frozenset({Kind.INDIVIDUAL, Kind.FAMILY})
OF_TITLES = frozenset({Kind.INDIVIDUAL, Kind.COLLECTIVE, Kind.FAMILY})


@dataclass(frozen=True)
class Line:
    """What is said about one registration. ``spouse_id`` when the other half of a family is known to the house,
    ``spouse_name`` when not; ``subject`` names a collective, a work or a topic."""

    unit_id: int
    kind: str
    title_id: int | None = None
    person_id: int | None = None
    spouse_id: int | None = None
    spouse_name: str = ""
    subject: str = ""
    content: str = ""
    identity: str = ""
    note: str = ""
    due_on: dt.date | None = None
    event_id: int | None = None  # the launch that is held on a work

    @property
    def people(self) -> tuple[int, ...]:
        return tuple(one for one in (self.person_id, self.spouse_id) if one is not None)


class Checker:
    """The lines of one go, checked one after the other: what was taken stands in the way of what comes.

    ``units``: by the id that a line gives, the unit on whose list it goes.
    """

    def __init__(
        self, scheme: Scheme, units: Mapping[int, Body], lines: Iterable[Line], people: Iterable[Person] = ()
    ) -> None:
        self.scheme = scheme
        self.units = units
        self.lines = list(lines)
        self.titles = {one.pk: one for one in scheme.titles.all()}
        wanted = {pk for line in self.lines for pk in line.people}
        self.people: dict[int, Person] = {one.pk: one for one in people}
        unread = wanted - set(self.people)
        self.people |= {one.pk: one for one in at_home(Person.objects.filter(pk__in=unread))}
        self.reload()

    def reload(self) -> None:
        """What stands already; asked again when somebody was quicker."""
        self._standing = _standing(self.scheme, self.people)
        self._keyed = _keyed(self.scheme, {self.key(line) for line in self.lines} - {""})
        self._mirrored = _mirrored(self.scheme, self.lines)
        self._elsewhere = _elsewhere(self.scheme, self.people)

    def refusal(self, line: Line) -> CodedError | None:
        """Why the line may not stand; None when it may."""
        return self._about_title(line) or self._about_people(line) or self._repeated(line)

    def take(self, line: Line) -> None:
        """From now on the line stands in the way of others like it."""
        unit = self.units[line.unit_id]
        if line.kind in OF_TITLES and line.title_id is not None:
            for person_id in line.people:
                self._standing[line.title_id, person_id] = unit
        if key := self.key(line):
            self._keyed[line.title_id, key] = unit

    def key(self, line: Line) -> str:
        """What may stand once under a title besides people: a name within the unit. "" for people."""
        if line.kind in OF_PEOPLE:
            return ""
        unit = self.units[line.unit_id].pk
        return f"{line.kind[0]}{unit}:{text.matching_key(line.subject)}"[:255]

    def elsewhere(self, line: Line) -> int | None:
        """The registration of the same title and year in another movement."""
        title = self.titles.get(line.title_id or 0)
        if title is None or line.person_id is None:
            return None
        return self._elsewhere.get((title.series or title.matching_key, line.person_id))

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """Units whose people or lines these are."""
        homes = {self.people[pk].home_id for line in lines for pk in line.people if pk in self.people}
        return homes | {self.units[line.unit_id].pk for line in lines}

    def refusal_of(self, made: Registration) -> CodedError | None:
        """The same about a registration that the database did not take."""
        told = Line(
            made.unit_id, made.kind, made.title_id, made.person_id, made.spouse_id, subject=made.subject
        )
        return self._repeated(told)

    def _about_title(self, line: Line) -> CodedError | None:
        if line.kind not in OF_TITLES:
            return None
        title = self.titles.get(line.title_id or 0)
        if title is None:
            return TitleMissing()
        if title.recipient != line.kind:
            recipient, kind = title.get_recipient_display(), Kind(line.kind).label
            return TitleOfOthers(title=title.name, recipient=recipient, kind=kind)
        return self._about_women(title, line)

    def _about_women(self, title: SchemeTitle, line: Line) -> CodedError | None:
        person = self.people.get(line.person_id or 0)
        if person is not None and person.sex == Person.Sex.MALE and of_women(title):
            return TitleOfWomen(title=title.name, name=person.name)
        return None

    def _about_people(self, line: Line) -> CodedError | None:
        if line.kind not in OF_PEOPLE:
            return None if text.matching_key(line.subject) else RecipientMissing()
        person = self.people.get(line.person_id or 0)
        if person is None:
            return RecipientMissing()
        if line.spouse_id == line.person_id:
            return SpouseIsSame()
        if person.left_on is not None:
            return PersonHasLeft(name=person.name, day=format_date(person.left_on))
        unit = self.units[line.unit_id]
        if counted_at(person) != unit.pk:
            return PersonElsewhere(who=person.name, other=person.home, unit=unit)
        return None

    def _repeated(self, line: Line) -> CodedError | None:
        unit = self._where_it_stands(line)
        if unit is None:
            return None
        title = self.titles.get(line.title_id or 0)
        told = title.name if title else str(Kind(line.kind).label)
        return AlreadyRegistered(who=self.who(line), title=told, unit=unit)

    def _where_it_stands(self, line: Line) -> Body | None:
        if line.kind in OF_PEOPLE:
            stands = (self._standing.get((line.title_id or 0, pk)) for pk in line.people)
            found = next((one for one in stands if one is not None), None)
            return found or self._mirror(line)
        return self._keyed.get((line.title_id, self.key(line)))

    def _mirror(self, line: Line) -> Body | None:
        """The same couple, written by its other half: he named her, now she names him."""
        person = self.people.get(line.person_id or 0)
        if line.kind != Kind.FAMILY or person is None or not line.spouse_name:
            return None
        pair = (text.matching_key(line.spouse_name), text.matching_key(person.name))
        return self._mirrored.get((line.title_id or 0, *pair))

    def who(self, line: Line) -> str:
        person = self.people.get(line.person_id or 0)
        return person.name if person is not None and line.kind in OF_PEOPLE else line.subject


def _standing(scheme: Scheme, people: Iterable[int]) -> dict[tuple[int, int], Body]:
    found = Registrant.objects.filter(scheme=scheme, person__in=list(people))
    rows = list(found.values_list("title_id", "person_id", "registration__unit_id"))
    units = Body.objects.in_bulk({unit for _title, _person, unit in rows})
    return {(title, person): units[unit] for title, person, unit in rows}


def _keyed(scheme: Scheme, keys: Iterable[str]) -> dict[tuple[int | None, str], Body]:
    wanted = list(keys)
    if not wanted:
        return {}
    found = Registration.objects.filter(scheme=scheme, key__in=wanted, state__in=LIVE).select_related("unit")
    return {(one.title_id, one.key): one.unit for one in found}


def _mirrored(scheme: Scheme, lines: Iterable[Line]) -> dict[tuple[int, str, str], Body]:
    """(title, who registered, whom they named) → unit, of families that may be those of these lines."""
    names = {search_key(line.spouse_name)[:200] for line in lines if line.spouse_name}
    if not names:
        return {}
    found = Registration.objects.filter(
        scheme=scheme, kind=Kind.FAMILY, state__in=LIVE, person__folded__in=names
    ).select_related("unit", "person", "spouse")
    return {
        (
            one.title_id or 0,
            text.matching_key(one.person.name if one.person else ""),
            text.matching_key(one.spouse.name if one.spouse else one.spouse_name),
        ): one.unit
        for one in found
    }


def _elsewhere(scheme: Scheme, people: Iterable[int]) -> dict[tuple[str, int], int]:
    """(title, person) → the registration that came first, in other movements of the same year."""
    others = Scheme.objects.filter(
        Q(calendar=scheme.calendar, cycle__year=scheme.cycle.year), ~Q(pk=scheme.pk)
    )
    keys = list(others.values_list("pk", flat=True))
    if not keys:
        return {}
    found = Registrant.objects.filter(
        scheme__in=keys, person__in=list(people), registration__same_as=None
    ).order_by("-pk")
    rows = found.values_list("title__series", "title__matching_key", "person_id", "registration_id")
    return {(series or name, person): registration for series, name, person, registration in rows}

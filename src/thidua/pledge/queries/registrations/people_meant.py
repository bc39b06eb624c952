"""Which person of the register a row of a list means: never guessed, never entered a second time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.federation.models import Body, Person
from thidua.federation.models.search_key import search_key
from thidua.formats import text
from thidua.kernel import paths
from thidua.pledge.errors import RegisteredAtAnother, SeveralPeople
from thidua.pledge.queries.registrations.counting import PART, counting_unit


@dataclass
class Namesakes:
    """People of a branch by name; those that a list is about to add stand among them."""

    by_name: dict[str, list[Person]] = field(default_factory=dict)

    def find(self, told: Person, unit_id: int, unit_name: str) -> Person | None:
        """The person of the unit: by phone, else by birthday, else the only namesake there; None: nobody yet.

        ``told`` is what the row says, not saved. Raises SeveralPeople, and RegisteredAtAnother when the same
        person stands in the register of another unit.
        """
        namesakes = self.by_name.get(text.matching_key(told.name), [])
        here = [one for one in namesakes if counted_at(one) == unit_id]
        for same in (
            [one for one in here if told.phone and one.phone == told.phone],
            [one for one in here if told.born_on and one.born_on == told.born_on],
        ):
            if len(same) == 1:
                return same[0]
        fitting = [one for one in here if not _differ(told, one)]
        if len(fitting) > 1:
            raise SeveralPeople(who=told.name, count=len(fitting))
        if fitting:
            return fitting[0]
        for other in namesakes:
            if counted_at(other) != unit_id and (same_by := _same_by(told, other)):
                raise RegisteredAtAnother(who=told.name, other=other.home, unit=unit_name, same=same_by)
        return None

    def add(self, person: Person) -> None:
        self.by_name.setdefault(text.matching_key(person.name), []).append(person)


def namesakes(names: Iterable[str], within: str) -> Namesakes:
    """Living people of a branch who bear one of these names; one query."""
    wanted = {search_key(one)[:200] for one in names if one}
    found = Namesakes()
    people = Person.objects.filter(paths.within("home__seat", within), folded__in=wanted, left_on=None)
    for person in at_home(people):
        found.add(person)
    return found


def at_home(people: QuerySet[Person]) -> list[Person]:
    """The people with their homes: thousands of people have few homes, and each is read once. Two queries; three
    when some live in a group, which is read with all that it is a part of."""
    found = list(people)
    units = Body.objects.select_related("kind").in_bulk({one.home_id for one in found})
    groups = [one for one in units.values() if one.level == PART]
    above = {pk for one in groups for pk in paths.ids(one.path)} - set(units)
    if above:
        units |= Body.objects.select_related("kind").in_bulk(above)
    for group in units.values():
        if group.parent_id in units:
            group.parent = units[group.parent_id]
    for one in found:
        one.home = units[one.home_id]
    return found


def counted_at(person: Person) -> int:
    """The unit on whose list the person stands: a group's people stand on the union's."""
    return counting_unit(person.home).pk


def _same_by(told: Person, other: Person) -> str:
    if told.phone and told.phone == other.phone:
        return _("số điện thoại")
    if told.born_on and told.born_on == other.born_on and not _differ(told, other):
        return _("ngày sinh")
    return ""


def _differ(told: Person, other: Person) -> bool:
    phones = bool(told.phone and other.phone and told.phone != other.phone)
    return phones or bool(told.born_on and other.born_on and told.born_on != other.born_on)

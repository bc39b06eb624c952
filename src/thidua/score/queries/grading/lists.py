"""The units of a round: late ones first, by state, class, bloc or words; and what they come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from thidua.federation.models import Attribute, Body
from thidua.federation.models.search_key import search_key
from thidua.kernel import clock
from thidua.kernel.door import Actor, listing
from thidua.kernel.errors import Phrase
from thidua.score.models import Grading, GradingRound
from thidua.score.states import SETTLED

# What is late: a unit that has not sent by its day; a mark that the union above still owes by its own.
_UNSENT = ("waiting", "draft", "returned")
_UNMARKED = ("sent", "marked")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" narrows nothing. ``under``: below which upper union."""

    state: str = ""
    grade: str = ""
    bloc: str = ""
    under: int | None = None
    words: str = ""


def late(round_: GradingRound, today: dt.date) -> Q:
    """Gradings that are late on a day."""
    found = Q(pk__in=[])
    if today > round_.own_due_on:
        found |= Q(state__in=_UNSENT)
    if today > round_.upper_due_on:
        found |= Q(state__in=(*_UNSENT, *_UNMARKED))
    return found


def gradings(actor: Actor, round_: GradingRound, wanted: Wanted | None = None) -> QuerySet[Grading]:
    """The units of a round that this actor sees, late first, then those that wait for the union above, then by name."""
    asked = wanted or Wanted()
    found = listing(Grading, actor=actor).filter(round=round_)
    if asked.state == "late":
        found = found.filter(late(round_, clock.today()))
    elif asked.state:
        found = found.filter(state=asked.state)
    if asked.grade:
        found = found.filter(grade=asked.grade)
    if asked.bloc:
        found = found.filter(bloc=asked.bloc)
    if asked.under:
        found = found.filter(unit__parent_id=asked.under)
    for word in search_key(asked.words).split():
        found = found.filter(unit__folded__contains=word)
    order = Case(
        When(late(round_, clock.today()), then=Value(0)),
        When(state="sent", then=Value(1)),
        When(state__in=_UNSENT, then=Value(2)),
        When(state="marked", then=Value(3)),
        When(state="agreed", then=Value(4)),
        default=Value(5),
        output_field=IntegerField(),
    )
    return (
        found.annotate(order=order)
        .select_related("unit__parent", "round")
        .order_by("order", "unit__sort_key", "pk")
    )


def with_round(round_: GradingRound, rows: list[Grading]) -> list[Grading]:
    """One round for all rows: its scheme is read once."""
    for one in rows:
        one.round = round_
    return rows


@dataclass(frozen=True)
class Counts:
    """Units by class, and those that have none yet or are not graded."""

    by_grade: Mapping[str, int] = field(default_factory=dict)
    open: int = 0
    exempt: int = 0

    @property
    def graded(self) -> int:
        return sum(self.by_grade.values())

    @property
    def expected(self) -> int:
        """The denominator: everybody but those that are not graded this year."""
        return self.graded + self.open

    def of(self, grade: str) -> int:
        return self.by_grade.get(grade, 0)


def counted(rows: list[tuple[str, str, int]]) -> Counts:
    """From (state, class, how many)."""
    by_grade: dict[str, int] = {}
    for state, grade, count in rows:
        if state == "agreed":
            by_grade[grade] = by_grade.get(grade, 0) + count
    still = sum(count for state, _grade, count in rows if state not in SETTLED)
    exempt = sum(count for state, _grade, count in rows if state == "exempt")
    return Counts(by_grade, still, exempt)


@dataclass(frozen=True)
class SummaryRow:
    name: str | Phrase
    counts: Counts
    key: str = ""  # the bloc, or the upper union's id: what the list is narrowed to


@dataclass(frozen=True)
class Summary:
    """A round as this actor sees it: in all, by bloc, by upper union; and the units of the last class by name."""

    whole: Counts
    blocs: list[SummaryRow]
    uppers: list[SummaryRow]
    weakest: list[Grading]
    late: int


MOST_NAMED = 30


def summary(actor: Actor, round_: GradingRound) -> Summary:
    """Five queries, whatever the number of units."""
    seen = listing(Grading, actor=actor).filter(round=round_).order_by()
    rows = list(seen.values_list("bloc", "unit__parent_id", "state", "grade").annotate(n=Count("pk")))
    blocs = sorted({bloc for bloc, *_rest in rows})
    parents = {one.pk: one for one in Body.objects.filter(pk__in={row[1] for row in rows})}
    names: Mapping[str, Phrase] = Attribute.CHOICES[Attribute.Name.BLOC]
    last = round_.rules.grades[-1].code
    weakest = seen.filter(grade=last).select_related("unit__parent").order_by("unit__sort_key")[:MOST_NAMED]
    return Summary(
        whole=counted([(state, grade, n) for _bloc, _upper, state, grade, n in rows]),
        blocs=[
            SummaryRow(
                names.get(bloc, ""),
                counted([(state, grade, n) for of, _upper, state, grade, n in rows if of == bloc]),
                bloc,
            )
            for bloc in blocs
        ],
        uppers=[
            SummaryRow(
                str(unit),
                counted([(state, grade, n) for _bloc, of, state, grade, n in rows if of == unit.pk]),
                str(unit.pk),
            )
            for unit in sorted(parents.values(), key=lambda one: one.sort_key)
        ],
        weakest=with_round(round_, list(weakest)),
        late=seen.filter(late(round_, clock.today())).count(),
    )


def rounds(actor: Actor) -> QuerySet[GradingRound]:
    """The rounds that this actor sees, the latest first, each with how many of its units it sees and has settled."""
    seen = listing(Grading, actor=actor).values("pk")
    inside = Q(gradings__in=seen)
    return (
        listing(GradingRound, actor=actor)
        .select_related("seat")
        .annotate(
            units=Count("gradings", filter=inside),
            settled=Count("gradings", filter=inside & Q(gradings__state__in=SETTLED)),
        )
        .filter(Q(units__gt=0) | Q(seat_id=actor.unit_id))
        .order_by("-year", F("pk").desc())
    )

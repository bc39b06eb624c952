"""Bulk entries: what an upper union's books can state for many unions, and how much reports already cover.

A book total is about one figure over one population ("Người lao động", all unions), or the number of
unions of a population that answered yes or meet a threshold ("đã tổ chức hội nghị: 139 đơn vị").
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from thidua.algebra.bulk import bulk
from thidua.algebra.forms import FormSpec
from thidua.algebra.strata import Stratum
from thidua.kernel import paths
from thidua.kernel.replica import reading
from thidua.report.models import Report
from thidua.report.queries.cells import answers_of
from thidua.report.queries.figures import data_of
from thidua.report.queries.vectors import Book, books_of
from thidua.report.states import COUNTED


@dataclass(frozen=True)
class Line:
    """One book total beside what was reported directly, None where no union has told it; figures unscaled."""

    book: Book
    total: Fraction | None
    direct: Fraction | None
    attributed: Fraction | None
    exceeds: bool


@dataclass(frozen=True)
class Standing:
    """A bulk entry today: "23/60 trực tiếp" and a line a book total."""

    lines: tuple[Line, ...]
    reporting: int
    units: int

    @property
    def silent(self) -> int:
        """Unions that must report and have not."""
        return self.units - self.reporting


def askable(form: FormSpec) -> dict[str, Book]:
    """The book totals that can be stated, by key."""
    return {book.key: book for book in books_of(form)}


def standing(own: Report, head: Report | None) -> Standing:
    """How a union's book totals stand against the direct reports below it; the same few queries always."""
    told = answers_of(data_of(head)) if head else {}
    totals = {key: getattr(answer, "value", None) for key, answer in told.items()}
    places = own.form.places
    books = sorted(books_of(own.form.definition), key=lambda one: places.get(one.element.code, len(places)))
    sums = _direct_sums(own, sorted({book.places[0] for book in books}))
    lines = tuple(_line(book, totals.get(book.key), sums[book.places[0]]) for book in books)
    return Standing(lines, *turnout(own))


def turnout(own: Report) -> tuple[int, int]:
    """How many unions below have sent, of how many that must; one query."""
    expected = _below(own).aggregate(
        units=Count("pk", filter=Q(exempt=False)),
        reporting=Count("pk", filter=Q(state__in=COUNTED, exempt=False)),
    )
    return expected["reporting"], expected["units"]


def _line(book: Book, total: Fraction | None, direct: int | None) -> Line:
    told = None if direct is None else book.unscaled(direct)
    if total is None:
        return Line(book, None, told, None, exceeds=False)
    stood = bulk(book.scaled(total), {"direct": direct})
    return Line(book, total, told, book.unscaled(stood.attributed), bool(stood.findings))


def roster(own: Report, stratum: Stratum) -> int:
    """How many unions of a population must report below a union; one query."""
    found = _below(own).filter(exempt=False).values_list("strata", flat=True)
    return sum(stratum.holds(strata) is True for strata in found)


def _below(own: Report) -> QuerySet[Report]:
    return Report.objects.filter(
        paths.strictly_below("path", own.path),
        period_id=own.period_id,
        kind=Report.Kind.OWN,
        unit__kind__level="grassroots",
    )


def _direct_sums(own: Report, places: Collection[int]) -> dict[int, int | None]:
    """Scaled sums of the direct reports, by ordinal of the form; None where none of them tells anything.

    Added up where they lie: of thousands of reports the figures would weigh megabytes.
    """
    if not places:
        return {}
    ids = list(_below(own).filter(state__in=COUNTED).values_list("pk", flat=True))
    # Whole numbers below 2^53, so that the sums of float8 are exact; a figure not told is NaN.
    columns = ", ".join(f"sum(nullif(vals[{place + 1}], 'NaN'))" for place in places)
    with reading().cursor() as cursor:
        cursor.execute(
            f"select {columns} from report_values where period_id = %s and report_id = any(%s)",  # noqa: S608  numbers
            [own.period_id, ids],
        )
        (row,) = cursor.fetchall()
    return {place: None if told is None else int(told) for place, told in zip(places, row, strict=True)}

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from thidua.algebra.values import Number
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.report.actions.guards import require_open
from thidua.report.actions.save_draft import RELATED
from thidua.report.actions.storing import store
from thidua.report.errors import AboveRoster, CoveredTooMany, FindingsRefuse, NotForBulk
from thidua.report.models import Report
from thidua.report.queries.bulk import askable, roster, turnout
from thidua.report.queries.cells import Change, answer_of, entry_of
from thidua.report.queries.checking import unreadable
from thidua.report.queries.figures import data_of
from thidua.report.queries.vectors import Book
from thidua.report.states import REPORT

Kind = Report.Kind


@transaction.atomic
def save_bulk(
    *,
    actor: Actor,
    own_id: int,
    totals: Mapping[str, Any],
    covered: int | None = None,
    version: int | None = None,
) -> Report:
    """States the book totals of an upper union for its grassroots unions that do not report themselves.

    ``own_id`` is the upper union's own report of the period. What counts is the total less what was
    reported directly, so the entry shrinks as reports come in. It is sent at once. ``totals`` go by the
    keys of ``queries.bulk.askable``: the element, with its population where it has several.
    Raises NotForBulk, AboveRoster, CoveredTooMany, FindingsRefuse, Stale, PeriodClosed, PeriodNotOpen
    and what the door raises.
    """
    own = fetch(Report, own_id, actor=actor, lock=True, related=RELATED)
    require_open(own.period)
    head = _head(actor, own)
    check_version(head, version)
    _require_silent(own, covered)
    data = _data(actor, own, head, totals)
    _settle(head, covered, actor)
    store(head, data)
    counts = {"elements": sorted(totals), "covered": covered}
    record(actor, "report.bulk_entered", head, path=own.unit.path, data=counts)
    emit("report.bulk_changed", report_id=head.pk, period_id=head.period_id)
    return head


def _head(actor: Actor, own: Report) -> Report:
    """The union's head of bulk entries; the door decides on it, also when it was made just now."""
    stamped = {"form": own.form, "path": own.path, "bloc": own.bloc, "strata": own.strata}
    head, _made = Report.objects.get_or_create(
        period=own.period, unit=own.unit, kind=Kind.BULK, defaults={**stamped, "due_on": own.due_on}
    )
    return fetch(Report, head.pk, actor=actor, verb="bulk", lock=True, related=RELATED)


def _data(actor: Actor, own: Report, head: Report, totals: Mapping[str, Any]) -> dict[str, Any]:
    books = askable(head.form.definition)
    data = data_of(head)
    stamp = {"by": actor.name, "at": clock.now().isoformat(), "rev": head.version + 1}
    for key, told in totals.items():
        if key not in books:
            raise NotForBulk(element=key[:60])
        data[key] = {**entry_of(books[key].asked_as, Change.of(told), data.get(key)), **stamp}
    _require_readable(books, data)
    for key in totals:
        _require_within_roster(own, books[key], data[key])
    return {key: entry for key, entry in data.items() if entry.get("answer")}


def _require_readable(books: Mapping[str, Book], data: Mapping[str, Any]) -> None:
    keyed = [replace(book.asked_as, code=key) for key, book in books.items()]
    problems = unreadable(keyed, data)
    if problems:
        raise FindingsRefuse(problems, count=len(problems))


def _require_within_roster(own: Report, book: Book, entry: Mapping[str, Any]) -> None:
    """A number of unions cannot be larger than the unions that there are. Raises AboveRoster."""
    answer = answer_of(entry)
    if not book.counts_units or not isinstance(answer, Number):
        return
    units = roster(own, book.stratum)
    if answer.value > units:
        raise AboveRoster(element=book.element.name or book.element.code, total=answer.value, units=units)


def _require_silent(own: Report, covered: int | None) -> None:
    """Only unions that have not sent can be inside a bulk entry. Raises CoveredTooMany."""
    if covered is None:
        return
    reporting, units = turnout(own)
    if covered > units - reporting:
        raise CoveredTooMany(covered=covered, silent=units - reporting, units=units)


def _settle(head: Report, covered: int | None, actor: Actor) -> None:
    head.covered = covered
    head.sent_at, head.sent_by = clock.now(), actor.name
    head.first_sent_at = head.first_sent_at or head.sent_at
    head.version += 1
    head.save()
    if head.state != "sent":
        REPORT.move(head, "send")

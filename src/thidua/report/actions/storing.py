"""Writing figures: the record and the vector computed from it, always together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from thidua.algebra.values import Answer
from thidua.kernel.prepared import cursor_of
from thidua.report.models import Report, Submission
from thidua.report.queries.cells import answers_of
from thidua.report.queries.figures import elsewhere
from thidua.report.queries.vectors import vector_of

_PUT = """
insert into report_values (period_id, report_id, data, vals) values (%s, %s, %s, %s)
on conflict (period_id, report_id) do update set data = excluded.data, vals = excluded.vals
"""
_PUT_VALS = "update report_values set vals = %s::float8[] where period_id = %s and report_id = %s"


def store(
    report: Report,
    data: Mapping[str, Any],
    *,
    counted: bool = True,
    beside: Mapping[str, Answer] | None = None,
    kept: Mapping[str, Any] | None = None,
) -> None:
    """Writes the figures of one head; its form and strata are as stamped.

    What is still being typed (``counted=False``) may be anything: only the roster is known from it.
    ``beside`` are the figures of other sources, ``kept`` is the record as it stands, when the caller has
    loaded them already and holds the head: an unchanged record is not written once more.
    """
    vals = _vector(report, data, beside) if counted else _vector(report, {}, {})
    with cursor_of(connection) as cursor:
        if kept and data == kept:
            cursor.execute(_PUT_VALS, [_as_text(vals), report.period_id, report.pk])
        else:
            cursor.execute(_PUT, [report.period_id, report.pk, json.dumps(data), vals])


def _as_text(vals: Iterable[float]) -> str:
    """An array as PostgreSQL reads it: put together here in a sixth of the time that the driver takes."""
    return f"{{{','.join(map(str, vals))}}}"


def _vector(report: Report, data: Mapping[str, Any], beside: Mapping[str, Answer] | None) -> list[float]:
    if beside is None:
        beside = elsewhere(report) if report.kind == Report.Kind.OWN else {}
    answers = {**beside, **answers_of(data)}
    return vector_of(report.form.definition, report.kind, answers, report.strata, report.exempt)


def store_new(rows: Iterable[tuple[int, int, Mapping[str, Any], list[float]]]) -> None:
    """Copies new records with their vectors: (period, report, data, vals); thousands in one go."""
    with (
        connection.cursor() as cursor,
        cursor.copy("copy report_values (period_id, report_id, data, vals) from stdin") as copy,
    ):
        for period_id, report_id, data, vals in rows:
            copy.write_row((period_id, report_id, json.dumps(data), vals))


def arrived_before(report: Report, token: str) -> bool:
    """Notes the token of a page; True when the same page has already been taken in."""
    if not token:
        return False
    _row, made = Submission.objects.get_or_create(report=report, token=token[:64])
    return not made

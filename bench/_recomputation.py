"""All sums of a country once more, from the records and through algebra, in one walk over the reports.

``tests/rollup/oracle.py`` asks the same of a small tree, node by node. This one reads ``data``, never ``vals``,
and shares no code with the worker; it knows no bulk entries and no excused units, which the country does not have.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

LINES = {"sent": ("sent", "accepted"), "accepted": ("accepted",)}
ROSTER = ("roster@", "units@")


def differences(period_id: int, most: int = 5) -> tuple[int, list[str]]:
    """How many sums and counts were compared, and the first that are not what they must be."""
    must, keys = _sums(period_id)
    wrong, compared = [], 0
    for path, bloc, arrays in _stored(period_id):
        wanted = must.pop((path, bloc), None)
        if wanted is None:
            wrong.append(f"row too many: {path} {bloc}")
            continue
        for name, array in arrays.items():
            found = np.array(array)
            compared += len(keys)
            if not np.array_equal(found, wanted[name]):
                at = int(np.nonzero(found != wanted[name])[0][0])
                wrong.append(f"{path} {bloc} {name} {keys[at]}: {found[at]} instead of {wanted[name][at]}")
    wrong += [f"row missing: {one}" for one in must]
    return compared, wrong[:most]


def _sums(period_id: int) -> tuple[dict[tuple[str, str], dict[str, Any]], list[str]]:
    from thidua.report.models import Form

    form = Form.objects.filter(reports__period_id=period_id).distinct().get()
    keys = list(form.vector)
    roster = np.array([key.startswith(ROSTER) for key in keys])
    must: dict[tuple[str, str], dict[str, Any]] = defaultdict(
        lambda: {name: np.zeros(len(keys)) for name in ("sent", "sent_n", "accepted", "accepted_n")}
    )
    for path, bloc, state, leaf in _leaves(period_id, form.definition):
        known = ~np.isnan(leaf)
        for line, states in LINES.items():
            counts = known & (roster | (state in states))
            figures = np.where(counts, leaf, 0)
            for node in _above(path):
                for each in ("", bloc or "?"):
                    must[node, each][line] += figures
                    must[node, each][f"{line}_n"] += counts
    return dict(must), keys


def _above(path: str) -> list[str]:
    """Every node that holds the report: of a grassroots union those above it, of the others itself, too."""
    steps = path.split(".")[:-1]
    inner = steps if len(steps) < 4 else steps[:-1]
    return [".".join(inner[: n + 1]) + "." for n in range(len(inner))]


def _leaves(period_id: int, form: Any) -> Iterator[tuple[str, str, str, Any]]:
    from tests.rollup.world import answer_of

    for path, bloc, state, strata, exempt, data in _records(period_id):
        answers = {code: answer_of(one) for code, one in data.items()} if state in LINES["sent"] else {}
        vector = form.vector(answers, strata, exempt)
        yield path, bloc, state, np.array([np.nan if one is None else float(one) for one in vector])


def _records(period_id: int) -> Iterator[tuple[Any, ...]]:
    from django.db import connection, transaction

    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            "select r.path, r.bloc, r.state, r.strata::text, r.exempt, v.data::text from report_report r"
            " join report_values v on v.period_id = r.period_id and v.report_id = r.id"
            " where r.period_id = %s and r.kind = 'own'",
            [period_id],
        )
        for path, bloc, state, strata, exempt, data in cursor:
            yield path, bloc, state, json.loads(strata), exempt, json.loads(data)


def _stored(period_id: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    from thidua.rollup.models import Agg, Tree

    names = ("sent", "sent_n", "accepted", "accepted_n")
    rows = Agg.objects.filter(period_id=period_id, tree=Tree.THEN).values_list("path", "bloc", *names)
    for path, bloc, *arrays in rows.iterator():
        yield path, bloc, dict(zip(names, arrays, strict=True))

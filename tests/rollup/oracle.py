"""What the sums must be, told once more and differently: from the records, in Python's integers.

It reads ``data`` of every report, never ``vals``, and walks the whole tree for every question. It shares
no code with the worker.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tests.rollup.world import answer_of
from thidua.algebra.forms import form_from_data
from thidua.federation.models import Body, Succession
from thidua.report.models import Form, Report

IN = {"sent": ("sent", "accepted"), "accepted": ("accepted",)}


@dataclass
class Told:
    """Sums of one node, of all blocs or of one, on one line."""

    sums: dict[str, int]
    counts: dict[str, int]
    bulk: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    bulk_counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Oracle:
    """The sums of a period as they must be now, on the three trees."""

    def __init__(self, period_id: int) -> None:
        self.reports = list(Report.objects.filter(period_id=period_id).exclude(path=""))
        newest = Form.objects.filter(reports__period_id=period_id).order_by("-number").first()
        assert newest is not None
        self.keys: list[str] = newest.vector
        self.data = _records(period_id)
        self.forms = {form.pk: form_from_data(form.spec) for form in Form.objects.all()}
        self.leaves = {report.pk: self.leaf(report) for report in self.reports}
        self.places = _places(self.reports)
        self.parts = {line: self._all_parts(line) for line in IN}

    @property
    def differs(self) -> bool:
        """Whether anything stands elsewhere today than it was stamped."""
        return bool(self.places["ended"]) or self.places["today"] != self.places["then"]

    def leaf(self, report: Report) -> dict[str, int | None]:
        data = self.data.get(report.pk, {})
        if report.kind == "bulk":
            return {key: data.get("book", {}).get(key) for key in self.keys}
        form = self.forms[report.form_id]
        answers = {code: answer_of(one) for code, one in data.items()}
        return dict(zip(form.keys, form.vector(answers, report.strata, report.exempt), strict=True))

    def nodes(self, tree: str) -> set[str]:
        """Every place that has something below it, and every place of a bulk entry."""
        found = set()
        for report in self.reports:
            steps = self.places[tree].get(report.pk, "").split(".")[:-1]
            last = len(steps) + (report.kind == "bulk")
            found |= {".".join(steps[:n]) + "." for n in range(1, last)}
        return found - {"."}

    def below(self, tree: str, node: str) -> list[Report]:
        return [one for one in self.reports if self.places[tree].get(one.pk, "").startswith(node)]

    def blocs(self, tree: str, node: str) -> set[str]:
        return {report.bloc or "?" for report in self.below(tree, node)}

    def at(self, node: str, line: str, bloc: str | None = None, tree: str = "then") -> Told:
        told = Told(dict.fromkeys(self.keys, 0), dict.fromkeys(self.keys, 0))
        for report in self.below(tree, node):
            if report.kind != "bulk" and bloc in (None, report.bloc or "?"):
                self._count(told, report, line)
            elif report.kind == "bulk" and bloc is None:
                for key, (part, units) in self.parts[line][report.pk].items():
                    told.sums[key] += part
                    told.bulk[key] += part
                    told.bulk_counts[key] += units
        return told

    def _count(self, told: Told, report: Report, line: str) -> None:
        there = report.state in IN[line]
        for key in self.keys:
            value = self.leaves[report.pk].get(key)
            expected = report.kind == "own" and (not report.exempt or there)
            counts = expected if key.startswith(("roster@", "units@")) else there
            if counts and value is not None:
                told.sums[key] += value
                told.counts[key] += 1

    def _all_parts(self, line: str) -> dict[int, dict[str, tuple[int, int]]]:
        """What each bulk entry stands for, by the units below it at the time; it takes that along. Deepest
        first: an entry further up sees what the ones below it stand for."""
        books = [one for one in self.reports if one.kind == "bulk"]
        parts: dict[str, dict[str, tuple[int, int]]] = {}
        for book in sorted(books, key=lambda one: -one.path.count(".")):
            parts[book.path] = self._parts(book, line, parts)
        return {book.pk: parts[book.path] for book in books}

    def _parts(self, book: Report, line: str, deeper: dict[str, Any]) -> dict[str, tuple[int, int]]:
        if book.state not in IN[line]:
            return {}
        below = [
            one
            for one in self.reports
            if one.path.startswith(book.path) and one.path != book.path and one.kind != "bulk"
        ]
        due = sum(1 for one in below if one.kind == "own" and (not one.exempt or one.state in IN["sent"]))
        found = {}
        for key, total in self.leaves[book.pk].items():
            if total is None or key.startswith(("roster@", "units@")):
                continue
            told = [self.leaves[one.pk].get(key) for one in below if one.state in IN[line]]
            said = [value for value in told if value is not None]
            held = [
                parts[key] for path, parts in deeper.items() if path.startswith(book.path) and key in parts
            ]
            part = max(0, total - sum(said) - sum(value for value, _ in held))
            silent = due - len(said) - sum(units for _, units in held)
            units = max(0, silent if book.covered is None else min(book.covered, silent))
            found[key] = (part, units)
        return found


def _places(reports: list[Report]) -> dict[str, dict[int, str]]:
    """Report → place, by tree; those of today and of what ended are walked unit by unit."""
    bodies = {body.pk: body for body in Body.objects.all()}
    into = {one.unit_id: one.into_id for one in Succession.objects.filter(whole=True)}

    def holder(unit_id: int) -> Body:
        while unit_id in into:
            unit_id = into[unit_id]
        return bodies[unit_id]

    def last(path: str) -> str:
        *above, own = path.split(".")[:-1]
        place = ""
        for step in above:
            carrier = holder(int(step))
            place = f"{place}{step}." if carrier.ended_on else carrier.path
        return f"{place}{own}."

    found: dict[str, dict[int, str]] = {"then": {}, "today": {}, "ended": {}}
    for report in reports:
        found["then"][report.pk] = report.path
        carrier = holder(report.unit_id)
        if carrier.ended_on is None:
            found["today"][report.pk] = carrier.path
        else:
            found["ended"][report.pk] = last(carrier.path)
    return found


def _records(period_id: int) -> dict[int, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("select report_id, data from report_values where period_id = %s", [period_id])
        return {pk: json.loads(data) if isinstance(data, str) else data for pk, data in cursor.fetchall()}


def differences(period_id: int) -> list[str]:
    """Where the stored sums are not what they must be; empty when they are exact."""
    from thidua.rollup.models import Agg, Rolled

    oracle = Oracle(period_id)
    rows = {(row.tree, row.path, row.bloc): row for row in Agg.objects.filter(period_id=period_id)}
    restated = Rolled.objects.filter(pk=period_id, restated_at__isnull=False).exists()
    wrong = ["the tree of today differs and was not kept"] if oracle.differs and not restated else []
    wanted = {
        (tree, node, bloc)
        for tree in (oracle.places if restated else ("then",))
        for node in oracle.nodes(tree)
        for bloc in {"", *oracle.blocs(tree, node)}
    }
    wrong += [f"row missing: {one}" for one in wanted - rows.keys()]
    wrong += [f"row too many: {one}" for one in rows.keys() - wanted]
    for (tree, node, bloc), row in rows.items():
        if (tree, node, bloc) in wanted:
            wrong += _differs(oracle, row, tree, node, bloc or None)
    return wrong


def _differs(oracle: Oracle, row: Any, tree: str, node: str, bloc: str | None) -> list[str]:
    wrong = []
    for line in IN:
        must = oracle.at(node, line, bloc, tree)
        for name, wanted in (
            (line, must.sums),
            (f"{line}_n", must.counts),
            (f"{line}_bulk", must.bulk),
            (f"{line}_bulk_n", must.bulk_counts),
        ):
            stored = getattr(row, name) or [0] * len(oracle.keys)
            wrong += [
                f"{tree} {node} {bloc} {name} {key}: {value} instead of {wanted.get(key, 0)}"
                for key, value in zip(oracle.keys, stored, strict=True)
                if value != wanted.get(key, 0)
            ]
    return wrong

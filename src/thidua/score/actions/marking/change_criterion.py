"""One criterion of a sheet changed in a form; the whole sheet is examined again, and its text written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import yaml
from django.db import transaction

from thidua.documents.exact_yaml import read_exact
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.score.actions.marking.keep_sheet import change_sheet
from thidua.score.models import ScoreSheet


@dataclass(frozen=True)
class Criterion:
    """A criterion as a form holds it. ``more`` are the other keys of its rule, written as in the file."""

    id: str = ""
    name: str = ""
    branch: str = ""
    kind: str = "judged"
    max: str = ""
    verified_by: str = ""
    source: str = ""  # hand, report, events, survey, peers, or the code of a target
    more: str = ""

    @classmethod
    def of(cls, sheet: ScoreSheet, leaf: str) -> Criterion:
        """Raises Absent."""
        for branch, row in _leaves(sheet.body):
            if row.get("id") == leaf:
                return cls._from_row(branch, row)
        raise Absent()

    @classmethod
    def _from_row(cls, branch: str, row: Mapping[str, Any]) -> Criterion:
        source = row.get("source", "")
        told = source.get("code") or source.get("from", "") if isinstance(source, Mapping) else source
        rest = {name: value for name, value in row.items() if name not in _KNOWN}
        return cls(
            id=str(row.get("id", "")),
            name=str(row.get("name", "")),
            branch=branch,
            kind=str(row.get("kind", "judged")),
            max=str(row.get("max", "")),
            verified_by=str(row.get("verified_by", "")),
            source=str(told),
            more=yaml.safe_dump(rest, allow_unicode=True, sort_keys=False).strip() if rest else "",
        )

    @classmethod
    def typed(cls, posted: Mapping[str, str]) -> Criterion:
        return cls(**{one.name: str(posted.get(one.name, "")).strip() for one in fields(cls)})

    def row(self) -> dict[str, Any]:
        """As it stands in the file. Raises YamlUnreadable for the other keys."""
        row: dict[str, Any] = {"id": self.id, "name": self.name, "kind": self.kind}
        if self.max:
            row["max"] = self.max.replace(",", ".")
        if self.verified_by:
            row["verified_by"] = self.verified_by
        if self.source in _PLAIN_SOURCES:
            row["source"] = self.source
        elif self.source:
            row["source"] = {"from": "target", "code": self.source}
        more = read_exact(self.more) if self.more else None
        return {**row, **more} if isinstance(more, dict) else row


_KNOWN = frozenset({"id", "name", "kind", "max", "verified_by", "source"})
_PLAIN_SOURCES = frozenset({"hand", "report", "events", "survey", "peers"})


def _leaves(body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every criterion with the group at the outside that it stands in."""
    for branch in body.get("criteria", []):
        for row in _below(branch):
            yield str(branch.get("id", "")), row


def _below(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "items" not in row:
        yield row
    for one in row.get("items", []):
        yield from _below(one)


@transaction.atomic
def change_criterion(
    *, actor: Actor, sheet_id: int, leaf: str, typed: Criterion, remove: bool = False
) -> ScoreSheet:
    """``leaf`` "" adds one at the end of its group. Raises Absent, and what ``change_sheet`` raises: a cap that no
    longer adds up is refused here too."""
    sheet = fetch(ScoreSheet, sheet_id, actor=actor, verb="change", lock=True)
    body = read_exact(sheet.text)
    if not isinstance(body, dict):
        raise Absent()
    for branch in body["criteria"]:
        if leaf and _replaced(branch, leaf, None if remove else typed.row()):
            break
        if not leaf and branch.get("id") == typed.branch:
            branch.setdefault("items", []).append(typed.row())
            break
    else:
        raise Absent()
    text = yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=110)
    return change_sheet(actor=actor, sheet_id=sheet.pk, text=text, source=sheet.source, from_on=sheet.from_on)


def _replaced(branch: dict[str, Any], leaf: str, row: dict[str, Any] | None) -> bool:
    items = branch.get("items", [])
    for at, one in enumerate(items):
        if one.get("id") == leaf:
            items[at : at + 1] = [row] if row is not None else []
            return True
        if _replaced(one, leaf, row):
            return True
    return False

"""The words of a version: written once from what is being worked on, read back wherever a signed text is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thidua.algebra.thresholds import threshold_from_data
from thidua.catalogue.wording import say_threshold
from thidua.pledge.models import Clause, Commitment, Covenant, CovenantVersion, Party
from thidua.pledge.queries.covenants.chain import canonical
from thidua.pledge.queries.covenants.standing import Stored


@dataclass(frozen=True)
class SaidParty:
    id: int
    unit_id: int
    code: str
    name: str
    lead: bool


@dataclass(frozen=True)
class SaidClause:
    """``figures`` by the id of the party; empty for a clause in words alone."""

    number: int
    text: str
    target_id: int | None = None
    measure: str = ""
    figures: Mapping[int, Stored] = field(default_factory=dict)

    @property
    def in_figures(self) -> bool:
        return self.target_id is not None

    def says(self, party_id: int) -> str:
        return say_figure(self.figures.get(party_id), self.measure)


@dataclass(frozen=True)
class Said:
    """Everything that a version says."""

    title: str
    place: str
    opening: str
    parties: tuple[SaidParty, ...]
    clauses: tuple[SaidClause, ...]
    changes: tuple[Mapping[str, Any], ...] = ()

    def party(self, party_id: int) -> SaidParty | None:
        return next((one for one in self.parties if one.id == party_id), None)


def say_figure(stored: Stored, measure: str) -> str:
    """A figure in words; "" where nothing is promised."""
    return "" if stored is None else say_threshold(threshold_from_data(stored), measure)


def data_of(covenant: Covenant) -> dict[str, Any]:
    """What is being worked on, as a text of its own. Three queries."""
    parties = list(covenant.standing_parties.select_related("unit"))
    clauses = list(covenant.clauses.select_related("target"))
    figures: dict[tuple[int, int], Stored] = {
        (one.clause_id, one.party_id): one.threshold
        for one in Commitment.objects.filter(clause__covenant=covenant)
    }
    return {
        "covenant": covenant.pk,
        "kind": covenant.kind,
        "title": covenant.title,
        "place": covenant.place,
        "opening": covenant.opening,
        "year": covenant.cycle.year,
        "parties": [_party(one) for one in parties],
        "clauses": [_clause(place, one, parties, figures) for place, one in enumerate(clauses, 1)],
    }


def _party(party: Party) -> dict[str, Any]:
    unit = party.unit
    return {
        "id": party.pk,
        "unit": unit.pk,
        "code": unit.code,
        "name": unit.name,
        "lead": party.lead,
    }


def _clause(
    place: int, clause: Clause, parties: Sequence[Party], figures: Mapping[tuple[int, int], Stored]
) -> dict[str, Any]:
    told: dict[str, Any] = {"no": place, "text": clause.text}
    if clause.target is None:
        return told
    return {
        **told,
        "target": clause.target.pk,
        "code": clause.target.code,
        "measure": clause.target.unit_of_measure,
        "figures": {str(one.pk): figures.get((clause.pk, one.pk)) for one in parties},
    }


def text_of(data: Mapping[str, Any], number: int, **more: Any) -> str:
    """The canonical text of a version; ``more`` says what a notice follows and changes."""
    return canonical({**data, "version": number, **more})


def read(version: CovenantVersion) -> Said:
    return said(json.loads(version.text))


def said(data: Mapping[str, Any]) -> Said:
    return Said(
        title=data["title"],
        place=data["place"],
        opening=data["opening"],
        parties=tuple(
            SaidParty(one["id"], one["unit"], one["code"], one["name"], one["lead"])
            for one in data["parties"]
        ),
        clauses=tuple(
            SaidClause(
                number=one["no"],
                text=one["text"],
                target_id=one.get("target"),
                measure=one.get("measure", ""),
                figures={int(key): value for key, value in one.get("figures", {}).items()},
            )
            for one in data["clauses"]
        ),
        changes=tuple(data.get("changes", ())),
    )


def being_written(covenant: Covenant) -> Said:
    """What is being worked on, read as a version would be."""
    return said(data_of(covenant))

"""Finding targets and lines of issued papers by their words, within what this person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from thidua.kernel.door import Actor, listing
from thidua.kernel.folding import saying
from thidua.launch.models import Movement, Paper, PaperLine, Paragraph, Target
from thidua.launch.sections import SECTIONS

SHOWN = 10
_EXCERPT = 160
_REPEATED = 20
# What people remember of a text; legal bases, dates and recipients are found by the paper itself.
_SAID_IN = {
    "themes": ("text",),
    "slogans": ("text",),
    "participants": ("population",),
    "movements": ("name",),
    "rounds": ("theme",),
    "occasions": ("name",),
    "titles": ("name",),
    "duties": ("body_name", "text"),
}


@dataclass(frozen=True)
class FoundLine:
    """A line of an issued paper that says what was looked for."""

    paper: Paper
    section: str
    text: str


def targets_saying(typed: str, actor: Actor, *, limit: int = SHOWN) -> list[Target]:
    """Targets of the movements that this person may see, the latest year first; one query."""
    seen = listing(Target, actor=actor).filter(cycle__movement__in=listing(Movement, actor=actor))
    found = saying(seen, typed, "name", "group_name").select_related("cycle__movement", "owner")
    return list(found.order_by("-cycle__year", "owner__path", "position", "pk")[:limit])


def lines_saying(typed: str, actor: Actor, *, limit: int = SHOWN) -> list[FoundLine]:
    """Lines of the issued papers that this person may see, the highest issuer first, for the plans below
    repeat what stands above; two queries."""
    seen = listing(Paper, actor=actor).filter(state="issued")
    first, *others = (_lines(typed, seen, code, model, fields) for code, model, fields in _places())
    found = first.union(*others, all=True).order_by("place", "-paper_id", "section_code", "said")
    told: dict[str, dict[str, Any]] = {}
    for row in found[: limit * _REPEATED]:
        told.setdefault(row["said"], row)  # plans below repeat the plan above: told where it stands highest
    rows = list(told.values())[:limit]
    papers = seen.select_related("issuer").in_bulk({row["paper_id"] for row in rows})
    return [
        FoundLine(papers[row["paper_id"]], row["section_code"], _excerpt(row["said"]))
        for row in rows
        if row["paper_id"] in papers
    ]


def _places() -> list[tuple[str, type[PaperLine], tuple[str, ...]]]:
    """The models that hold text, each once; paragraphs of all parts are one model."""
    told: list[tuple[str, type[PaperLine], tuple[str, ...]]] = [("", Paragraph, ("text",))]
    for section in SECTIONS.values():
        if section.code in _SAID_IN:
            told.append((section.code, section.model, _SAID_IN[section.code]))
    return told


def _lines(
    typed: str, papers: QuerySet[Paper], code: str, model: type[PaperLine], fields: tuple[str, ...]
) -> QuerySet[PaperLine, dict[str, Any]]:
    rows = saying(model._default_manager.filter(paper__in=papers.order_by()), typed, *fields)
    where = Cast(F("section"), CharField()) if model is Paragraph else Value(code, CharField())
    said = rows.order_by().annotate(
        section_code=where, said=Cast(F(fields[-1]), TextField()), place=F("paper__seat__path")
    )
    told = said.values("paper_id", "section_code", "said", "place")
    return cast("QuerySet[PaperLine, dict[str, Any]]", told)


def _excerpt(told: str) -> str:
    return told if len(told) <= _EXCERPT else told[:_EXCERPT].rsplit(" ", 1)[0] + " …"

"""Finding targets and lines of issued papers by their words, within what this person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from thidua.kernel.door import Actor, listing
from thidua.kernel.folding import saying
from thidua.kernel.replica import reading
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
    told: dict[str, _Said] = {}
    for one in _said(typed, seen, most=limit * _REPEATED):
        told.setdefault(one.text, one)  # plans below repeat the plan above: told where it stands highest
    rows = list(told.values())[:limit]
    papers = seen.select_related("issuer").in_bulk({one.paper_id for one in rows})
    return [
        FoundLine(papers[one.paper_id], one.section, _excerpt(one.text))
        for one in rows
        if one.paper_id in papers
    ]


class _Said(NamedTuple):
    paper_id: int
    section: str
    text: str


# Which papers somebody sees is planned once: said again for each place that holds text, it took most of the time.
_SAID = """
with seen (paper_id, place) as materialized ({seen}), said (paper_id, section, text) as ({parts})
select said.* from said join seen using (paper_id) order by place, paper_id desc, section, text limit %s
"""


def _said(typed: str, papers: QuerySet[Paper], *, most: int) -> list[_Said]:
    first, *others = (_lines(typed, code, model, fields) for code, model, fields in _places())
    try:
        seen, seen_by = papers.order_by().values_list("pk", "seat__path").query.sql_with_params()
    except EmptyResultSet:  # nothing is this person's to see
        return []
    parts, words = first.union(*others, all=True).query.sql_with_params()
    with reading().cursor() as cursor:
        cursor.execute(_SAID.format(seen=seen, parts=parts), [*seen_by, *words, most])
        return [_Said(*row) for row in cursor.fetchall()]


def _places() -> list[tuple[str, type[PaperLine], tuple[str, ...]]]:
    """The models that hold text, each once; paragraphs of all parts are one model."""
    told: list[tuple[str, type[PaperLine], tuple[str, ...]]] = [("", Paragraph, ("text",))]
    for section in SECTIONS.values():
        if section.code in _SAID_IN:
            told.append((section.code, section.model, _SAID_IN[section.code]))
    return told


def _lines(
    typed: str, code: str, model: type[PaperLine], fields: tuple[str, ...]
) -> QuerySet[PaperLine, tuple[Any, ...]]:
    """Of the papers that are ``seen`` in the statement around it."""
    rows = saying(
        model._default_manager.filter(paper__in=RawSQL("select paper_id from seen", ())), typed, *fields
    )
    where = Cast(F("section"), TextField()) if model is Paragraph else Value(code, TextField())
    said = Cast(F(fields[-1]), TextField())
    told = (
        rows.order_by()
        .annotate(section_code=where, said=said)
        .values_list("paper_id", "section_code", "said")
    )
    return cast("QuerySet[PaperLine, tuple[Any, ...]]", told)


def _excerpt(told: str) -> str:
    return told if len(told) <= _EXCERPT else told[:_EXCERPT].rsplit(" ", 1)[0] + " …"

"""Where the figure of each criterion comes from, and who verifies it, as the sheet says beside its rule.

    {id: I.1, …, source: {from: target, code: t03}}          an indicator of the movement, the assignment as its plan;
                                                             ``line: sent`` for a trial on what is sent and not accepted yet
    {id: V.1, kind: lateness, …, source: {from: report}}     how late the unit's report of the period was
    {id: II.2, kind: survey, …, source: {from: survey}}      a survey that somebody holds and notes down
    {id: VI.1, kind: judged, …, source: {from: peers}}       the mean of what all other members give
    {id: III.1, kind: judged, …, verified_by: TQ-TC}         by hand; verified by that department alone

Without ``source`` a lateness is read from the report board, an occurrence with an ``event`` from the events of the
round, everything else by hand. ``verified_by`` of a branch holds for all that stands in it. ``self_counts: true``
lets the unit's own mark into the total where nobody has verified it; nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from thidua.algebra.errors import ScoreSheetMisread, UnknownDefinition
from thidua.algebra.reading import Told
from thidua.algebra.scoring.kinds import Judged, Lateness, PerOccurrence, Survey
from thidua.algebra.scoring.sheet import Leaf, Sheet


class ScoreSource(StrEnum):
    TARGET = "target"
    REPORT = "report"
    EVENTS = "events"
    SURVEY = "survey"
    PEERS = "peers"
    HAND = "hand"


class Line(StrEnum):
    ACCEPTED = "accepted"
    SENT = "sent"


@dataclass(frozen=True)
class Origin:
    """``code`` names the target. ``verified_by`` is the code or name of a department, "" for anybody who verifies."""

    source: ScoreSource
    code: str = ""
    on_sent: bool = False  # a trial: what is sent, and not only what is accepted
    verified_by: str = ""
    self_counts: bool = False
    place: str = ""

    @property
    def is_read(self) -> bool:
        """Whether the product reads the figure itself, and nobody types it."""
        return self.source in (ScoreSource.TARGET, ScoreSource.REPORT, ScoreSource.EVENTS)


def read_origins(data: object, sheet: Sheet) -> dict[str, Origin]:
    """By criterion, in the order of the sheet. Raises ScoreSheetMisread."""
    try:
        told = dict(_leaves(Told(data).at("criteria").each(), ""))
        return {leaf.id: _origin(leaf, *told.get(leaf.id, (Told({}), ""))) for leaf in sheet.leaves()}
    except UnknownDefinition as misread:
        raise ScoreSheetMisread(**misread.params) from None


def _leaves(rows: list[Told], by: str) -> Iterator[tuple[str, tuple[Told, str]]]:
    """Every row with who verifies it: what it says itself, else what stands above it."""
    own = {row.at("id").text(): row.at("verified_by", "").text() for row in rows}
    parents = {row.at("id").text(): row.at("parent").text() for row in rows if "parent" in row.members()}
    for row in rows:
        key = row.at("id").text()
        who = own[key] or _inherited(key, parents, own) or by
        yield key, (row, who)
        if "items" in row.members():
            yield from _leaves(row.at("items").each(), who)


def _inherited(key: str, parents: Mapping[str, str], own: Mapping[str, str]) -> str:
    while (key := parents.get(key, "")) in own:
        if own[key]:
            return own[key]
    return ""


def _origin(leaf: Leaf, told: Told, by: str) -> Origin:
    source = _usual(leaf)
    code, on_sent = "", False
    if told.is_mapping and "source" in told.members():
        said = told.at("source")
        source = said.at("from").one_of(ScoreSource) if said.is_mapping else said.one_of(ScoreSource)
        code = said.at("code", "").text() if said.is_mapping else ""
        on_sent = said.is_mapping and said.at("line", "accepted").one_of(Line) is Line.SENT
        _must_fit(leaf, source, said, code)
    counts = told.at("self_counts", False).flag() if told.is_mapping else False
    return Origin(source, code, on_sent, by, counts, leaf.place)


def _usual(leaf: Leaf) -> ScoreSource:
    if isinstance(leaf.kind, Lateness):
        return ScoreSource.REPORT
    if isinstance(leaf.kind, PerOccurrence) and leaf.kind.event:
        return ScoreSource.EVENTS
    return ScoreSource.SURVEY if isinstance(leaf.kind, Survey) else ScoreSource.HAND


def _must_fit(leaf: Leaf, source: ScoreSource, said: Told, code: str) -> None:
    """Raises UnknownDefinition for a source that cannot give what the rule of the criterion needs."""
    fits = {
        ScoreSource.TARGET: not isinstance(leaf.kind, Judged | Lateness | Survey | PerOccurrence)
        and bool(code),
        ScoreSource.REPORT: isinstance(leaf.kind, Lateness),
        ScoreSource.EVENTS: isinstance(leaf.kind, PerOccurrence) and bool(leaf.kind.event),
        ScoreSource.SURVEY: isinstance(leaf.kind, Survey),
        ScoreSource.PEERS: isinstance(leaf.kind, Judged),
        ScoreSource.HAND: True,
    }
    if not fits[source]:
        raise said.not_a("scoring_source")

"""A paper that was sent in, what was read in it, and what a person made of that."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from thidua.kernel.errors import say_code
from thidua.launch.models import PaperReading, ReadBody, ReadItem
from thidua.launch.queries.from_paper.remarking import Said, said
from thidua.web.api.answers import RefusalOut, shaped


class ReadingOut(Schema):
    """``state``: uploaded, reading, read, unreadable, drafted, cancelled. ``paper_id``: the draft it became."""

    id: int
    seat_id: int
    name: str
    state: str
    state_name: str
    format: str
    doubtful: bool
    paper_id: int | None
    version: int


class RepairOut(Schema):
    """What stands in the paper, what is read instead, and whether a person undid that. ``at``: its place in the list."""

    at: int
    kind: str
    start: int
    end: int
    before: str
    after: str
    undone: bool


class RemarkOut(Schema):
    """What the plan checker says. ``aside``: why a person let it stand; empty while it waits. ``paper``: another paper
    of the same file, which can be read beside this one; 0 for every other remark."""

    key: str
    severity: str
    what: str
    why: str
    remedy: str
    proposal: str
    start: int | None
    section: str
    aside: str
    paper: int


class SuggestionOut(Schema):
    id: int
    name: str


class NamedOut(Schema):
    """A unit that the paper names. ``unit_id``: which of ours it is; without one, and not set apart, it waits."""

    id: int
    written: str
    unit_id: int | None
    set_aside: bool
    suggestions: list[SuggestionOut]


class CountOut(Schema):
    kind: str
    state: str
    count: int


class ReadingFullOut(ReadingOut):
    """``refusal``: why it could not be read. ``counts``: how many proposals of a kind are in a state."""

    refusal: RefusalOut | None
    notes: list[str]
    repairs: list[RepairOut]
    remarks: list[RemarkOut]
    names: list[NamedOut]
    counts: list[CountOut]


class ReadItemOut(Schema):
    """``said``: as read, never changed; ``told``: as it counts now. ``start``, ``end``: its place in the text as received.

    Exact numbers stand as text where they are no integers."""

    number: int
    kind: str
    state: str
    confidence: str
    said: dict[str, Any]
    told: dict[str, Any]
    means: dict[str, Any]
    merged_into: int | None
    start: int | None
    end: int | None
    version: int


def reading_out(reading: PaperReading) -> ReadingOut:
    return shaped(ReadingOut, reading, state_name=reading.get_state_display())


def reading_full_out(reading: PaperReading, counts: list[CountOut]) -> ReadingFullOut:
    return ReadingFullOut(
        **reading_out(reading).model_dump(),
        refusal=_refusal(reading),
        notes=[str(one) for one in reading.notes],
        repairs=[RepairOut(at=at, **one) for at, one in enumerate(reading.repairs)],
        remarks=[remark_out(one) for one in said(reading.remarks, reading.put_aside.all())],
        names=[named_out(one) for one in reading.bodies.all()],
        counts=counts,
    )


def _refusal(reading: PaperReading) -> RefusalOut | None:
    code = reading.refusal.get("code", "")
    words = say_code(code, reading.refusal.get("params", {})) if code else None
    return RefusalOut(code=code, what=words.what, why=words.why, remedy=words.remedy) if words else None


def remark_out(one: Said) -> RemarkOut:
    return RemarkOut(
        key=one.key,
        severity=str(one.severity),
        what=one.what,
        why=one.why,
        remedy=one.remedy,
        proposal=one.proposal,
        start=one.start,
        section=one.section,
        aside=one.aside.reason if one.aside else "",
        paper=one.paper,
    )


def named_out(one: ReadBody) -> NamedOut:
    return NamedOut(
        id=one.pk,
        written=one.written,
        unit_id=one.body_id,
        set_aside=one.set_aside,
        suggestions=[SuggestionOut(id=each["body_id"], name=each["label"]) for each in one.suggestions],
    )


def item_out(row: ReadItem) -> ReadItemOut:
    into = row.merged_into
    return shaped(ReadItemOut, row, told=dict(row.told), merged_into=into.number if into else None)

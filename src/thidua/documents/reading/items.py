"""What can be read in a plan. One class per kind; the field names are the exchange format's.

``None`` means the text does not say it, and is left out of the JSON. Dates are written as far as the text
says them: ``2022-02-17``, ``2022-02`` or ``2022``. Money is in đồng. Values are exact.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, TypeAlias

from thidua.documents.source.model import Anchor, Confidence

Json: TypeAlias = str | int | float | bool | list["Json"] | dict[str, "Json"] | None
Value: TypeAlias = int | Decimal


@dataclass(frozen=True, kw_only=True)
class Item:
    """``anchor`` is None only where the item is about something absent."""

    kind: ClassVar[str]
    anchor: Anchor | None = None
    confidence: Confidence = Confidence.HIGH

    def as_json(self) -> dict[str, Json]:
        said: dict[str, Json] = {"kind": self.kind}
        for each in fields(self):
            told = in_json(getattr(self, each.name))
            if told is not None:
                said[each.name] = told
        return said


@dataclass(frozen=True, kw_only=True)
class DocField(Item):
    """``field``: issuer, superior_body, number, symbol, date, place, doc_type, title, year, period_start, period_end,
    signing_capacity, signer_title, signer_name, status."""

    kind = "doc_field"
    field: str
    value: str


@dataclass(frozen=True, kw_only=True)
class LegalBasis(Item):
    """``role``: ``basis`` (căn cứ, thực hiện, in the preamble) or ``cited`` (named further on)."""

    kind = "legal_basis"
    doc_type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    subject: str | None = None
    role: str


@dataclass(frozen=True, kw_only=True)
class Theme(Item):
    kind = "theme"
    text: str
    owner: str | None = None
    scope: str | None = None
    year: str | None = None


@dataclass(frozen=True, kw_only=True)
class Slogan(Item):
    """``use``: khẩu hiệu, phương châm, tinh thần, mục tiêu. ``placeholder``: the blank in it, as written."""

    kind = "slogan"
    text: str
    use: str | None = None
    placeholder: str | None = None


@dataclass(frozen=True, kw_only=True)
class Round(Item):
    """``end`` is None when the text gives no day of the calendar."""

    kind = "round"
    ordinal: int | None = None
    start: str | None = None
    end: str | None = None
    theme: str | None = None
    review_type: str | None = None
    review_date: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bloc(Item):
    """``canonical``: enterprise, public_sector, school, union_organisation, mass_organisation, individual,
    local_government, service_provider."""

    kind = "bloc"
    name: str
    canonical: str | None = None


@dataclass(frozen=True, kw_only=True)
class BlocContent(Item):
    kind = "bloc_content"
    bloc: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Inner:
    """The second threshold of a nested target: 55 % of enterprises, each for 80 % of its workers."""

    comparator: str
    value: Value
    unit: str
    population: str | None = None


@dataclass(frozen=True, kw_only=True)
class Target(Item):
    """The reading says what the text says: a bare number is ``=``; that it is a floor is for the movement to decide.
    ``value`` is None where the text leaves it open. ``per``: per reporting unit (mỗi CĐCS)."""

    kind = "target"
    subject: str
    population: str | None = None
    comparator: str | None = None
    value: Value | None = None
    unit: str | None = None
    scope: str | None = None
    group: str | None = None
    qualifier: str | None = None
    per: str | None = None
    aggregate: str | None = None
    inner: Inner | None = None


@dataclass(frozen=True, kw_only=True)
class Movement(Item):
    """``type``: phong trào, cuộc vận động, chương trình, quỹ. One item per distinct name in a document."""

    kind = "movement"
    name: str
    type: str | None = None
    initiator: str | None = None
    period_start: str | None = None
    period_end: str | None = None


@dataclass(frozen=True, kw_only=True)
class Title(Item):
    kind = "title"
    name: str
    level: str | None = None
    recipient: str | None = None
    action: str | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline(Item):
    """``op``: before, within, on, end_of."""

    kind = "deadline"
    what: str
    who: str | None = None
    due: str | None = None
    to: str | None = None
    op: str | None = None
    channel: str | None = None
    recurs: str | None = None
    latest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Cadence(Item):
    """``frequency``: P1M, P3M, P6M, P1Y, P5Y, P10Y, per_round, periodic."""

    kind = "cadence"
    what: str
    frequency: str
    who: str | None = None
    to: str | None = None


@dataclass(frozen=True, kw_only=True)
class Duty(Item):
    """Who must do what; one item per separable duty."""

    kind = "duty"
    body: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Recipient(Item):
    """One line of nơi nhận, broken or not."""

    kind = "recipient"
    name: str
    purpose: str | None = None


@dataclass(frozen=True, kw_only=True)
class Anniversary(Item):
    """``type``: ``anniversary`` or ``event`` (a congress, an election). ``round``: the round that names it."""

    kind = "anniversary"
    name: str
    years: int | None = None
    origin_date: str | None = None
    occasion_date: str | None = None
    type: str | None = None
    round: int | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(Item):
    """A clause of a regulation, a decision or a score sheet."""

    kind = "rule"
    type: str | None = None
    text: str
    value: Value | None = None
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Anomaly(Item):
    """What a careful clerk would point out. ``type`` is a code; ``text`` quotes or names the place."""

    kind = "anomaly"
    type: str
    text: str
    proposal: str | None = None


def in_json(value: object) -> Json:
    """One field for the exchange format."""
    match value:
        case None | str() | bool() | int():
            return str(value) if isinstance(value, StrEnum) else value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Anchor():
            return {"start": value.start, "end": value.end}
        case Inner():
            said = {each.name: in_json(getattr(value, each.name)) for each in fields(value)}
            return {name: told for name, told in said.items() if told is not None}
    message = f"no JSON for {type(value).__name__}"
    raise TypeError(message)

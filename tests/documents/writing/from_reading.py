"""A plan written from what was read in another: the way a drafted movement goes back to paper."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from thidua.documents.reading.items import Deadline, DocField, Inner, Item, Recipient, Round, Target
from thidua.documents.reading.model import Reading
from thidua.documents.writing import blocks
from thidua.documents.writing.blocks import Acting, Capacity, Official, Signature
from thidua.documents.writing.kinds import sentences
from thidua.documents.writing.kinds.frame import Frame
from thidua.documents.writing.kinds.plan import Plan, plan
from thidua.documents.writing.kinds.sentences import Aim, Comparator, Stage


def written_again(reading: Reading) -> Official:
    """The plan of the reading's fields, targets, rounds, deadlines and recipients, in our own words."""
    return plan(_frame(reading), _plan(reading))


def fields(reading: Reading) -> dict[str, str]:
    return {one.field: one.value for one in reading.of(DocField)}


def _day(said: str | None) -> dt.date | None:
    return dt.date.fromisoformat(said) if said and len(said) == 10 else None


def _frame(reading: Reading) -> Frame:
    told = fields(reading)
    number, _slash, symbol = told.get("number", "").partition("/")
    year = told.get("year", "")
    return Frame(
        issuer=told.get("issuer", "Công đoàn Sông Mây"),
        superior=told.get("superior_body", ""),
        symbol=symbol or told.get("symbol", "").lstrip("/"),
        number=int(number) if number.isdigit() else None,
        place=told.get("place", ""),
        day=_day(told.get("date")),
        month=int(told["date"][5:7]) if len(told.get("date", "")) == 7 else None,
        year=int((told.get("date") or year)[:4]) if (told.get("date") or year)[:4].isdigit() else None,
        title=told.get("title", ""),
        signatures=_signatures(told),
        recipients=tuple(
            blocks.Recipient(one.name, one.purpose or "")
            for one in reading.of(Recipient)
            if not one.name.startswith("Lưu")
        ),
        archive="VT",
    )


def _signatures(told: dict[str, str]) -> tuple[Signature, ...]:
    lines = [part.strip() for part in told.get("signing_capacity", "").split(",") if part.strip()]
    acting = tuple(_acting(line) for line in lines)
    names = told.get("signer_name", "").split("; ")
    offices = told.get("signer_title", "").split(", ") if len(names) > 1 else [told.get("signer_title", "")]
    return tuple(
        Signature(office, name, acting if at == 0 else ())
        for at, (office, name) in enumerate(zip(offices, names, strict=True))
    )


def _acting(line: str) -> Acting:
    capacity, _blank, whom = line.partition(" ")
    return Acting(Capacity(capacity.removesuffix(".") if capacity.startswith("T/M") else capacity), whom)


def _plan(reading: Reading) -> Plan:
    return Plan(
        aims=tuple(aim(one) for one in reading.of(Target)),
        stages=tuple(_stage(one) for one in reading.of(Round)),
        organisation=("Trên đây là kế hoạch thi đua",),  # no figure stands at the very end
        dues=tuple(due for one in reading.of(Deadline) if (due := _due(one)) is not None),
    )


def aim(one: Target) -> Aim:
    value = Decimal(one.value) if isinstance(one.value, int) else one.value
    unit = one.unit or ""
    if one.per and unit.endswith(f"/{one.per}"):
        unit = unit.removesuffix(f"/{one.per}")
    return Aim(
        subject=one.subject,
        comparator=Comparator(one.comparator or "="),
        value=value,
        unit=unit,
        population=one.population or "",
        per=one.per or "",
        average=one.aggregate == "bình quân",
        inner=_inner(one.inner),
    )


def _inner(one: Inner | None) -> sentences.Inner | None:
    if one is None:
        return None
    return sentences.Inner(
        comparator=Comparator(one.comparator),
        value=one.value,
        population=one.population or "",
        unit=one.unit,
    )


def _stage(one: Round) -> Stage:
    return Stage(
        ordinal=one.ordinal or 1,
        start=_when(one.start),
        end=_when(one.end),
        theme=one.theme or "",
        review=one.review_type or "",
        review_on=_when(one.review_date),
    )


def _when(said: str | None) -> dt.date | str | None:
    if said and len(said) == 7:
        return f"tháng {int(said[5:])}/{said[:4]}"
    return _day(said)


def _due(one: Deadline) -> sentences.Due | None:
    on = _day(one.due)
    if on is None:
        return None
    return sentences.Due(what=one.what, who=one.who or "", to=one.to or "", on=on)


# --- What is compared

_SHARE = re.compile(r"\d[\d.,]*\s*%")
_PARTY_NUMBER = re.compile(r"\d+-\w+/\w+")  # "09-CT/TU", as offices of the Party write; not ours
_ASIDE = re.compile(r"\s*\([^)]*\)")
_OURS = frozenset({"doc_type", "status", "symbol", "period_start", "period_end"})  # follow from our own form


def again(reading: Reading) -> Reading:
    """The reading without what a plan of ours says in another way: a deadline that is a share is written as a
    target, one without a day not at all; a body is named without what stands in brackets behind it."""
    kept = [one for one in (_kept(item) for item in reading.items) if one is not None]
    return replace(reading, items=tuple(kept))


def _kept(item: Item) -> Item | None:
    match item:
        case Deadline(what=what, due=due) if _SHARE.search(what) or _day(due) is None:
            return None
        case Round(ordinal=None):
            return replace(item, ordinal=1)  # ours are always counted
        case Deadline(who=str(who)):
            return replace(item, who=_ASIDE.sub("", who))
        case DocField(field=name, value=value) if name in _OURS or _PARTY_NUMBER.fullmatch(value):
            return None
    return item


def compared(reading: Reading) -> dict[str, Counter[tuple[str | None, ...]]]:
    """By kind, what must be the same to the letter, whatever its case."""
    told: dict[str, Counter[tuple[str | None, ...]]] = {
        kind: Counter() for kind in ("target", "round", "deadline", "doc_field")
    }
    for item in again(reading).items:
        match item:
            case Target():
                amount = (
                    item.comparator,
                    str(item.value),
                    item.unit,
                    item.per,
                    item.aggregate,
                    str(item.inner),
                )
                told["target"][_low(item.subject, item.population, *amount)] += 1
            case Round():
                days = (item.start, item.end, item.review_type, item.review_date)
                told["round"][_low(str(item.ordinal), item.theme, *days)] += 1
            case Deadline():
                told["deadline"][_low(item.who, item.due, item.to)] += 1
            case DocField():
                told["doc_field"][_low(item.field, item.value.replace(",,", ",").replace("T/M.", "T/M"))] += 1
    return told


def _low(*texts: str | None) -> tuple[str | None, ...]:
    return tuple(text.casefold() if text is not None else None for text in texts)

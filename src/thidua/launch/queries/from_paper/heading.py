"""The head and the foot of a paper from what was read of them. What the paper does not say stays empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.federation.models import Post
from thidua.formats.text import fold
from thidua.launch.models import Paper, ReadItem
from thidua.launch.queries.from_paper.lines import day_of
from thidua.launch.signing import CAPACITIES

_KINDS: Mapping[str, str] = {
    "quyet dinh": Paper.Kind.ASSIGNMENT_DECISION,
    "huong dan": Paper.Kind.GUIDANCE,
    "phat dong": Paper.Kind.LAUNCH_TEXT,
    "loi keu goi": Paper.Kind.LAUNCH_TEXT,
}
_OFFICES: Mapping[str, str] = {
    "pho chu tich": Post.Office.VICE_CHAIR,
    "chu tich": Post.Office.CHAIR,
    "truong ban": Post.Office.HEAD_OF_DEPARTMENT,
}


@dataclass(frozen=True)
class Head:
    """What a draft begins with."""

    kind: str
    title: str
    place: str
    symbol: str
    year: int
    from_on: dt.date
    until_on: dt.date
    capacity: str
    signer_office: str
    signer_name: str


def head_of(rows: Iterable[ReadItem], *, today: dt.date) -> Head:
    """From the document fields that a person took over."""
    told = {
        str(row.told.get("field")): str(row.told.get("value") or "")
        for row in rows
        if row.kind == "doc_field"
    }
    year = _year(told, today)
    start, _whole = day_of(told.get("period_start"))
    end, _whole = day_of(told.get("period_end"))
    first, last = start or dt.date(year, 1, 1), end or dt.date(year, 12, 31)
    office = _first(_OFFICES, told.get("signer_title", ""))
    return Head(
        kind=_first(_KINDS, told.get("doc_type", "")) or Paper.Kind.PLAN,
        title=told.get("title", ""),
        place=told.get("place", ""),
        symbol=_symbol(told),
        year=year,
        from_on=first,
        until_on=max(first, last),
        capacity=_capacity(told.get("signing_capacity", ""), office),
        signer_office=office,
        signer_name=told.get("signer_name", ""),
    )


def number_of(rows: Iterable[ReadItem]) -> int | None:
    """The number that the paper bears; the clerk's book still gives it."""
    for row in rows:
        if row.kind == "doc_field" and row.told.get("field") == "number":
            digits = str(row.told.get("value") or "").split("/")[0].strip()
            return int(digits) if digits.isdecimal() else None
    return None


def _year(told: Mapping[str, Any], today: dt.date) -> int:
    for name in ("year", "period_start", "date"):
        said = str(told.get(name) or "")[:4]
        if said.isdecimal() and said.startswith(("19", "20")):
            return int(said)
    return today.year


def _symbol(told: Mapping[str, str]) -> str:
    """ "KH-LĐLĐ", whether the number is read with it or without."""
    symbol = told.get("symbol", "") or told.get("number", "")
    return symbol.split("/", 1)[1] if "/" in symbol else ("" if symbol.isdecimal() else symbol)


def _first(known: Mapping[str, str], written: str) -> str:
    words = fold(written)
    return next((str(code) for name, code in known.items() if name in words), "")


def _capacity(written: str, office: str) -> str:
    """The capacity whose upper-case lines are those of the paper."""
    words = fold(written)
    if not words:
        return ""
    body = "committee" if "ban thuong vu" in words else "executive" if "ban chap hanh" in words else ""
    if words.startswith("tl"):
        return "by_order"
    deputy = "kt" in words.split(".")[0].split() or "kt." in words or office == Post.Office.VICE_CHAIR
    code = f"{body}_deputy" if body and deputy else body or ("deputy" if deputy else "chair")
    return code if code in CAPACITIES else ""

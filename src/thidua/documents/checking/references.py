"""Papers that are cited otherwise than the office's register knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thidua.documents.checking.remarks import Remark, Severity, day_said
from thidua.documents.reading.items import DocField, LegalBasis
from thidua.documents.reading.model import Reading


@dataclass(frozen=True)
class _Number:
    """ "145/2020/NĐ-CP": running number 145, year 2020, symbol nđcp. Papers without a year in the number have None."""

    running: str
    year: str | None
    symbol: str


def of_references(reading: Reading, register: Mapping[str, str]) -> Iterator[Remark]:
    known = {_number(number): (number, day) for number, day in register.items()}
    issued = next((one.value for one in reading.of(DocField) if one.field == "date"), None)
    for cited in reading.of(LegalBasis):
        if cited.number is None:
            continue
        number = _number(cited.number)
        yield from _against_register(cited, number, known)
        if cited.date and issued and len(issued) == len(cited.date) and cited.date > issued:
            yield Remark(
                code="documents.check_cites_later_paper",
                severity=Severity.ERROR,
                anchor=cited.anchor,
                params={"number": cited.number, "day": day_said(cited.date), "issued": day_said(issued)},
            )


def _against_register(
    cited: LegalBasis, number: _Number, known: Mapping[_Number, tuple[str, str]]
) -> Iterator[Remark]:
    if number in known:
        written, day = known[number]
        if cited.date and len(cited.date) == len(day) and cited.date != day:
            yield Remark(
                code="documents.check_reference_day",
                severity=Severity.ERROR,
                anchor=cited.anchor,
                params={"number": str(cited.number), "day": day_said(cited.date), "known": day_said(day)},
                proposal=f"{written} ngày {'/'.join(reversed(day.split('-')))}",
            )
        return
    other = _same_but_year(number, known)
    if other is not None:
        yield Remark(
            code="documents.check_reference_year",
            severity=Severity.WARNING,
            anchor=cited.anchor,
            params={"number": str(cited.number), "known": other},
            proposal=other,
        )


def _same_but_year(number: _Number, known: Mapping[_Number, tuple[str, str]]) -> str | None:
    """The one paper of the register with this number and symbol, when the year alone is another."""
    if number.year is None or not number.symbol:
        return None
    twins = [
        written
        for one, (written, _) in known.items()
        if (one.running, one.symbol) == (number.running, number.symbol)
    ]
    return twins[0] if len(twins) == 1 else None


def _number(written: str) -> _Number:
    found = re.match(r"\s*0*(?P<running>\d+)\s*(?:/\s*(?P<year>\d{4}))?\s*[/\-–]?\s*(?P<symbol>.*)", written)
    if found is None:
        return _Number(written, None, "")
    return _Number(found["running"], found["year"], re.sub(r"[\W_]", "", found["symbol"].lower()))

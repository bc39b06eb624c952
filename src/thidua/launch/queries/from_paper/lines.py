"""From an item that a person took over to the lines of a draft: which section, which fields.

Nothing is dropped: what a field cannot hold (a month where a day is asked) stays in the words of the line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from thidua.formats.text import fold
from thidua.launch.models import Cadence, LegalBasis, Occasion, Paragraph, ReadItem, Round, TitleOffered
from thidua.launch.queries.from_paper.storing import PASSAGE

Told: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One line to be: ``section`` of ``launch.sections``. ``item`` tells where it was read."""

    section: str
    values: Mapping[str, Any]
    item: int = 0
    round: int | None = None  # ordinal of the round that an occasion belongs to
    about: str = field(default="")


def lines_of(row: ReadItem) -> Iterator[Line]:
    """The lines that an item becomes; none for what is told elsewhere (head of the paper, targets, annex)."""
    make = _MAKERS.get(row.kind)
    if make is not None:
        yield from (Line(section, values, row.number, round=_round(row)) for section, values in make(row))


def _round(row: ReadItem) -> int | None:
    number = row.told.get("round") if row.kind == "anniversary" else None
    return number if isinstance(number, int) else None


Made: TypeAlias = Iterator[tuple[str, Mapping[str, Any]]]


def _basis(row: ReadItem) -> Made:
    told = row.told
    day, whole = day_of(told.get("date"))
    subject = _text(told, "subject")
    if day is not None and not whole:
        subject = " ".join(part for part in (subject, f"({as_said(str(told['date']))})") if part)
    yield (
        "bases",
        {
            "role": LegalBasis.Role.CITED if told.get("role") == "cited" else LegalBasis.Role.BASIS,
            "document_type": _text(told, "doc_type"),
            "number": _text(told, "number"),
            "dated_on": day if whole else None,
            "issuer": _text(told, "issuer"),
            "subject": subject,
            "legal_text": row.means.get("code", ""),
        },
    )


def _theme(row: ReadItem) -> Made:
    year = _text(row.told, "year")
    yield (
        "themes",
        {
            "text": _text(row.told, "text"),
            "owner": _text(row.told, "owner"),
            "year": int(year) if year.isdecimal() else None,
        },
    )


def _slogan(row: ReadItem) -> Made:
    text, blank = _text(row.told, "text"), _text(row.told, "placeholder")
    if blank and blank in text:
        text = text.replace(blank, "…", 1)
    yield "slogans", {"text": text, "blank_for": _blank_for(blank), "use": _text(row.told, "use")}


def _blank_for(blank: str) -> str:
    words = fold(blank)
    ways = {"dia phuong": "locality", "tinh": "locality", "huyen": "locality", "nganh": "sector"}
    return next((way for word, way in ways.items() if word in words), "unit") if blank else ""


def _rounds(row: ReadItem) -> Made:
    told = row.told
    start, start_whole = day_of(told.get("start"))
    end, end_whole = day_of(told.get("end"))
    review, review_whole = day_of(told.get("review_date"))
    yield (
        "rounds",
        {
            "ordinal": told.get("ordinal") or 1,
            "kind": Round.Kind.REGULAR,
            "starts_on": start,
            "start_is_month_only": start is not None and not start_whole,
            "ends_on": end,
            "end_is_month_only": end is not None and not end_whole,
            "theme": _text(told, "theme"),
            "review": _review(_text(told, "review_type")),
            "review_on": review if review_whole else None,
        },
    )


def _review(said: str) -> str:
    words = fold(said)
    if "tong ket" in words or words == "final":
        return str(Round.Review.FINAL)
    return str(Round.Review.INTERIM) if words else str(Round.Review.NONE)


def _content(row: ReadItem) -> Made:
    text, bloc = _text(row.told, "text"), row.means.get("bloc", "")
    yield "content", {"section": Paragraph.Part.CONTENT, "text": text, "bloc": bloc}


def _bloc(row: ReadItem) -> Made:
    yield "participants", {"population": _text(row.told, "name"), "bloc": row.means.get("bloc", "")}


def _movement(row: ReadItem) -> Made:
    yield "movements", {"name": _text(row.told, "name"), "code": row.means.get("code", ""), "bloc": ""}


def _title(row: ReadItem) -> Made:
    words = fold(_text(row.told, "recipient"))
    recipient = ""
    for word, code in (("gia dinh", "family"), ("tap the", "collective"), ("ca nhan", "individual")):
        if word in words or words == code:
            recipient = code
            break
    known = recipient in TitleOffered.Recipient.values
    yield (
        "titles",
        {
            "name": _text(row.told, "name"),
            "code": row.means.get("code", ""),
            "recipient": recipient if known else "",
            "bloc": "",
        },
    )


def _deadline(row: ReadItem) -> Made:
    """What somebody must do by a day; a day that is not whole stays in the words."""
    told = row.told
    day, whole = day_of(told.get("due"))
    words = [_text(told, "what")]
    if to := _text(told, "to"):
        words.append(f"gửi {to}")
    if day is not None and not whole:
        words.append(f"hạn {as_said(str(told['due']))}")
    for name in ("recurs", "latest", "channel"):
        if said := _text(told, name):
            words.append(as_said(said))
    yield "duties", _duty_values(told.get("who"), "; ".join(words), day if whole else None)


def _duty(row: ReadItem) -> Made:
    yield "duties", _duty_values(row.told.get("body"), _text(row.told, "text"), None)


def _duty_values(who: object, text: str, due_on: dt.date | None) -> dict[str, Any]:
    name = str(who or "").strip() or UNSAID
    return {"body_name": name, "role": "lead", "text": text, "due_on": due_on}


UNSAID = "(chưa nêu ai làm)"


def _cadence(row: ReadItem) -> Made:
    said = _text(row.told, "frequency")
    known = said in Cadence.Frequency.values
    what = _text(row.told, "what")
    yield (
        "cadences",
        {
            "what": what if known else f"{what} ({said})",
            "frequency": said if known else Cadence.Frequency.PERIODIC,
            "who": _text(row.told, "who"),
            "to": _text(row.told, "to"),
        },
    )


def _recipient(row: ReadItem) -> Made:
    yield "recipients", {"name": _text(row.told, "name"), "purpose": _text(row.told, "purpose")}


def _occasion(row: ReadItem) -> Made:
    told = row.told
    origin, origin_whole = day_of(told.get("origin_date"))
    held, held_whole = day_of(told.get("occasion_date"))
    years = told.get("years")
    yield (
        "occasions",
        {
            "kind": Occasion.Kind.EVENT if told.get("type") == "event" else Occasion.Kind.ANNIVERSARY,
            "name": _text(told, "name"),
            "origin_on": origin if origin_whole else None,
            "held_on": held if held_whole else None,
            "years_written": years if isinstance(years, int) else None,
        },
    )


def _rule(row: ReadItem) -> Made:
    yield (
        "organisation",
        {"section": Paragraph.Part.ORGANISATION, "text": _text(row.told, "text"), "bloc": ""},
    )


def _passage(row: ReadItem) -> Made:
    part = _text(row.told, "section")
    if part == "participants":
        yield "participants", {"population": _text(row.told, "text"), "bloc": ""}
        return
    yield part, {"section": part, "text": _text(row.told, "text"), "bloc": ""}


_MAKERS: Mapping[str, Callable[[ReadItem], Made]] = {
    "legal_basis": _basis,
    "theme": _theme,
    "slogan": _slogan,
    "round": _rounds,
    "bloc": _bloc,
    "bloc_content": _content,
    "movement": _movement,
    "title": _title,
    "deadline": _deadline,
    "cadence": _cadence,
    "duty": _duty,
    "recipient": _recipient,
    "anniversary": _occasion,
    "rule": _rule,
    PASSAGE: _passage,
}


def _text(told: Told, name: str) -> str:
    value = told.get(name)
    return "" if value is None else str(value).strip()


def day_of(said: object) -> tuple[dt.date | None, bool]:
    """A day as far as the text says it, and whether it says the day: "2022-03" is 1 March, False.

    A year alone, or what is no day of the calendar, is None.
    """
    parts = str(said or "").split("-")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        return None, False
    try:
        return dt.date(*[int(part) for part in (*parts, "1")[:3]]), len(parts) == len(("y", "m", "d"))
    except ValueError:
        return None, False


def as_said(iso: str) -> str:
    """ "2022-03" as people write it: 3/2022; anything else as it is."""
    parts = iso.split("-")
    return "/".join(reversed(parts)) if all(part.isdecimal() for part in parts) else iso

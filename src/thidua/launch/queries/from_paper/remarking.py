"""Remarks of the plan checker: on a paper that was read, and on a draft that is being written.

They are kept and compared by code and parameters; their words are made in the reader's language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.documents.checking.checker import check
from thidua.documents.checking.remarks import Remark
from thidua.documents.reading.model import Reading
from thidua.federation.models import Body
from thidua.kernel.errors import Phrase, say_code
from thidua.launch.models import Paper, RegisterEntry, RemarkPutAside
from thidua.launch.queries.content import Content
from thidua.launch.queries.from_paper.drafted import as_reading
from thidua.launch.remarks import SEVERITIES

TWO_PAPERS = "documents.check_two_papers"
MOST = 40  # of one paper; a paper with more is looked at again when these are settled


@dataclass(frozen=True)
class Said:
    """One remark in words, with where it stands; ``aside`` is set when a person let it stand."""

    key: str
    what: str
    why: str
    remedy: str
    proposal: str
    severity: Phrase
    start: int | None = None
    section: str = ""
    aside: RemarkPutAside | None = None
    paper: int = 0  # another paper of the same file, which can be read as well


def remarks_on(reading: Reading, unit: Body) -> list[dict[str, Any]]:
    """What the checker has to say of a paper that was read, as it is kept."""
    told = [_kept(one) for one in check(reading, register_of(unit))]
    return list({one["key"]: one for one in told}.values())


def _kept(one: Remark) -> dict[str, Any]:
    params = {name: str(value) for name, value in one.params.items()}
    return {
        "key": key_of(one.code, params),
        "code": one.code,
        "severity": str(one.severity),
        "params": params,
        "proposal": one.proposal or "",
        "start": one.anchor.start if one.anchor else None,
        "end": one.anchor.end if one.anchor else None,
    }


def key_of(code: str, params: Mapping[str, str]) -> str:
    """What tells one remark from another, the same whenever the same thing is said."""
    told = json.dumps([code, params], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def register_of(unit: Body) -> Mapping[str, str]:
    """Papers that the office knows: number and symbol as written, and their day. One query."""
    entries = RegisterEntry.objects.filter(register__unit=unit, struck_on=None).values_list(
        "number", "symbol", "their_reference", "dated_on"
    )
    return {
        theirs or (f"{number:02d}/{symbol}" if symbol else str(number)): day.isoformat()
        for number, symbol, theirs, day in entries
    }


def said(kept: Iterable[Mapping[str, Any]], aside: Iterable[RemarkPutAside]) -> list[Said]:
    """Remarks in the reader's language."""
    reasons = {one.key: one for one in aside}
    return [_said(one, reasons.get(str(one["key"]))) for one in kept]


def _said(one: Mapping[str, Any], aside: RemarkPutAside | None) -> Said:
    words = say_code(str(one["code"]), one["params"])
    return Said(
        key=str(one["key"]),
        what=words.what if words else str(one["code"]),
        why=words.why if words else "",
        remedy=words.remedy if words else "",
        proposal=str(one["proposal"]),
        severity=SEVERITIES.get(str(one["severity"]), ""),
        start=one["start"],
        section=str(one.get("section", "")),
        aside=aside,
        paper=other_paper(one),
    )


def other_paper(one: Mapping[str, Any]) -> int:
    """Which other paper of the file a kept remark tells of, from 1; 0 for every other remark."""
    return int(one.get("params", {}).get("paper", 0)) if one.get("code") == TWO_PAPERS else 0


def remarks_on_draft(paper: Paper, content: Content) -> list[Said]:
    """What the checker has to say of a draft as it stands now, each with the section it is about.

    What the launch gate says itself is left to it. Three queries: targets, register, reasons.
    """
    drafted = as_reading(paper, content)
    found = [one for one in check(drafted.reading, register_of(paper.seat)) if one.code not in _GATE]
    kept = [{**_kept(one), "section": drafted.section_at(one.anchor)} for one in found]
    return said({one["key"]: one for one in kept}.values(), paper.put_aside.all())[:MOST]


# Said by the gate beside the draft already, with the place to fill in.
_GATE = frozenset({"documents.check_launch_without", "documents.check_round_month_only"})

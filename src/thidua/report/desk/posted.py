"""From a posted form to changes. A box that the page did not hold is not touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from thidua.report.models import Report
from thidua.report.queries.checking import asked


def changes_of(report: Report, posted: QueryDict) -> dict[str, dict[str, Any]]:
    """{element: {"value", "answer", "estimate"?, "reason"?}} of the boxes that were on the page."""
    codes = [question.element.code for question in asked(report)]
    return {code: _change(code, posted) for code in codes if f"c-{code}" in posted}


def _change(code: str, posted: QueryDict) -> dict[str, Any]:
    outside = posted.get(f"c-{code}_outside") == "1"
    told: dict[str, Any] = {
        "value": posted.get(f"c-{code}", ""),
        "answer": "not_applicable" if outside else "",
    }
    for name, prefix in (("estimate", "e"), ("reason", "r")):
        if f"{prefix}-{code}" in posted:
            told[name] = posted.get(f"{prefix}-{code}", "")
    return told


def narrative_of(posted: QueryDict) -> dict[str, str]:
    return {part: posted.get(f"n-{part}", "") for part in Report.Part.values if f"n-{part}" in posted}


def answers_of(posted: QueryDict) -> dict[int, str]:
    """Words to the notes of a returned report, from boxes "a-<note>"."""
    told = {name[2:]: str(words) for name, words in posted.items() if name.startswith("a-")}
    return {int(name): words for name, words in told.items() if name.isdecimal() and len(name) < 19}


def version_of(posted: Mapping[str, Any]) -> int | None:
    """The version that the page was made from; None when it does not say."""
    told = str(posted.get("version", ""))
    return int(told) if told.isdecimal() and len(told) < 10 else None


def numbers(posted: QueryDict, name: str) -> list[int]:
    """Chosen ids; what is not a number is left out."""
    return [int(one) for one in posted.getlist(name) if one.isdecimal() and len(one) < 19]

"""What the pages of grading share: who asks, the way here, a unit's marks as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.formats.vi import format_number
from thidua.kernel.desk.answering import Request, done, refused, signed_in
from thidua.kernel.door import Actor, fetch, verdict
from thidua.score.models import Grading, GradingEvidence, GradingRound
from thidua.score.queries.grading.marks import differing, lines_of
from thidua.score.queries.grading.why import say_condition

__all__ = ["actor_of", "crumbs", "done", "marks_sent", "refused", "rows_of", "signed_in"]

RELATED = ("round__seat", "unit__parent")
YES, NO = "1", "0"


def actor_of(request: HttpRequest) -> Actor:
    return cast("Request", request).actor


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way here: gradings first, then the given label and address pairs."""
    first = {"label": _("Xếp loại"), "url": reverse("score:grading_home")}
    return [first, *({"label": label, "url": url} for label, url in steps)]


def grading_of(actor: Actor, grading_id: int, verb: str = "view") -> Grading:
    return fetch(Grading, grading_id, actor=actor, verb=verb, related=RELATED)


def round_of(actor: Actor, round_id: int, verb: str = "view") -> GradingRound:
    return fetch(GradingRound, round_id, actor=actor, verb=verb, related=("seat",))


@dataclass(frozen=True)
class Row:
    """One criterion of one unit, as the pages draw it; "" where nothing stands or nothing may be seen."""

    code: str
    head: str  # of the group, where it begins
    name: str
    most: str
    own: str
    words: str
    upper: str
    reason: str
    differs: bool
    evidence: tuple[GradingEvidence, ...]

    @property
    def hint(self) -> str:
        return _("Từ 0 đến %(most)s điểm.") % {"most": self.most}


@dataclass(frozen=True)
class Answer:
    """One condition of one unit."""

    code: str
    name: str
    own: str
    words: str
    upper: str
    reason: str
    differs: bool


def rows_of(actor: Actor, grading: Grading) -> tuple[list[Row], list[Answer]]:
    """Criteria and conditions with what this actor may see of either side; one query for the files."""
    sees_own = bool(verdict(grading, actor=actor, verb="read_own"))
    sees_upper = bool(verdict(grading, actor=actor, verb="read_upper"))
    own: Mapping[str, str] = grading.own_marks if sees_own else {}
    upper: Mapping[str, str] = grading.upper_marks if sees_upper else {}
    words: Mapping[str, str] = grading.own_words if sees_own else {}
    reasons: Mapping[str, str] = grading.upper_reasons if sees_upper else {}
    files = _by_criterion(grading) if sees_own else {}
    apart = differing(own, upper)
    rows, last = [], ""
    for line in lines_of(grading.round):
        rows.append(
            Row(
                code=line.code,
                head=line.head if line.head != last else "",
                name=line.name,
                most=format_number(line.most),
                own=shown(own.get(line.code, "")),
                words=words.get(line.code, ""),
                upper=shown(upper.get(line.code, "")),
                reason=reasons.get(line.code, ""),
                differs=line.code in apart,
                evidence=tuple(files.get(line.code, ())),
            )
        )
        last = line.head
    own_said = grading.own_answers if sees_own else {}
    upper_said = grading.upper_answers if sees_upper else {}
    answers = [
        Answer(
            code=one.code,
            name=say_condition(one),
            own=_answer(own_said.get(one.code)),
            words=words.get(one.code, ""),
            upper=_answer(upper_said.get(one.code)),
            reason=reasons.get(one.code, ""),
            differs=one.code in own_said.keys() & upper_said.keys()
            and own_said[one.code] != upper_said[one.code],
        )
        for one in grading.round.rules.asked
    ]
    return rows, answers


def _by_criterion(grading: Grading) -> dict[str, list[GradingEvidence]]:
    found: dict[str, list[GradingEvidence]] = {}
    for one in grading.evidence.select_related("file"):
        found.setdefault(one.criterion, []).append(one)
    return found


def shown(text: str) -> str:
    """A mark as people write it; what cannot be read is shown as it was typed."""
    try:
        return format_number(Decimal(text)) if text else ""
    except InvalidOperation:
        return text


def _answer(value: bool | None) -> str:
    return "" if value is None else YES if value else NO


def choices() -> list[tuple[str, str]]:
    return [("", _("chưa trả lời")), (YES, _("Đạt")), (NO, _("Chưa đạt"))]


def marks_sent(
    request: HttpRequest, round_: GradingRound, before: Iterable[str] = ("c", "d", "w")
) -> tuple[dict[str, str], dict[str, bool | None], dict[str, str]]:
    """Points ("c-…"), answers ("d-…") and words ("w-…") of a form, for what the round has."""
    mark, answer, word = before
    codes = [line.code for line in lines_of(round_)]
    asked = [one.code for one in round_.rules.asked]
    sent: Any = request.POST
    marks = {code: sent[f"{mark}-{code}"] for code in codes if f"{mark}-{code}" in sent}
    answers = {
        code: {YES: True, NO: False}.get(sent[f"{answer}-{code}"])
        for code in asked
        if f"{answer}-{code}" in sent
    }
    words = {code: sent[f"{word}-{code}"] for code in (*codes, *asked) if f"{word}-{code}" in sent}
    return marks, answers, words


def version_of(request: HttpRequest) -> int | None:
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) < 10 else None

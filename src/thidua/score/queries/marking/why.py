""" "Vì sao 7,32?": every point of one criterion of one unit, back to the figures, the reports and the rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.algebra.scoring.kinds import Mark as Outcome
from thidua.algebra.scoring.origins import ScoreSource
from thidua.algebra.scoring.sheet import Branch, Leaf, Take
from thidua.catalogue.scoring import say_name, say_question, say_why
from thidua.formats.vi import format_date, format_number
from thidua.kernel.errors import Phrase
from thidua.score.models import Mark, MarkedUnit
from thidua.score.queries.marking.computing import Scored
from thidua.score.queries.marking.fields import read_aloud
from thidua.score.queries.marking.loading import Standing
from thidua.score.queries.marking.sight import Sight
from thidua.score.wording import SOURCES

PLACES = 4  # shown only; points are exact


@dataclass(frozen=True)
class Step:
    """One step of the replay: a sentence, the calculation or figure, its result, and where it leads."""

    says: str
    told: str = ""
    gives: str = ""
    url: str = ""
    last: bool = False  # about the group and the total, the same for every criterion of the group


@dataclass(frozen=True)
class Said:
    """One mark of the criterion as its history shows it."""

    mark: Mark
    who: str
    given: str


@dataclass(frozen=True)
class Why:
    """``points`` None while the criterion asks; ``question`` then says what."""

    leaf: Leaf
    branch: Branch
    outcome: Outcome
    points: str
    question: str
    steps: Sequence[Step]
    history: Sequence[Said]


def why(standing: Standing, result: Scored, marked: MarkedUnit, leaf: Leaf, sight: Sight | None) -> Why:
    """The replay, and those marks of the history that this reader sees, in one query; without ``sight`` no history."""
    outcome = result.of(marked).marks[leaf.id]
    branch = branch_of(standing, leaf)
    return Why(
        leaf=leaf,
        branch=branch,
        outcome=outcome,
        points="" if outcome.points is None else rounded(standing, outcome.points + outcome.bonus),
        question=say_question(outcome.question) if outcome.question else "",
        steps=list(_steps(standing, result, marked, leaf, branch)),
        history=history(marked, leaf, sight) if sight is not None else (),
    )


@dataclass(frozen=True)
class WhyGroup:
    """A group of criteria: the replay of each, then the cap of the group. ``points`` "" while one of them asks."""

    branch: Branch
    points: str
    parts: Sequence[Why]
    steps: Sequence[Step]


def why_group(
    standing: Standing, result: Scored, marked: MarkedUnit, branch: Branch, sight: Sight
) -> WhyGroup:
    """Every criterion of the group that this reader sees."""
    points = result.of(marked).branches.get(branch.id)
    parts = [
        why(standing, result, marked, leaf, None)
        for leaf in branch.leaves()
        if sight.layer("verified", marked.pk, leaf.id)
    ]
    return WhyGroup(
        branch,
        "" if points is None else rounded(standing, points),
        parts,
        list(_upwards(standing, result, marked, branch)),
    )


def rounded(standing: Standing, points: Fraction) -> str:
    """As the sheet rounds its totals; shown only, for points stay exact until the end."""
    rounding = standing.rules.sheet.rounding
    return format_number(rounding(points), rounding.places)


def branch_of(standing: Standing, leaf: Leaf) -> Branch:
    return next(
        one for one in standing.rules.sheet.branches if leaf.id in {inner.id for inner in one.leaves()}
    )


def history(marked: MarkedUnit, leaf: Leaf, sight: Sight) -> list[Said]:
    """Every mark that was ever given, the oldest first, as far as this reader sees its layer."""
    rows = marked.marks.filter(leaf=leaf.id).select_related("body")
    return [
        Said(one, str(one.body or ""), given(one))
        for one in rows
        if sight.mark(one.layer, marked.pk, leaf.id)
    ]


def given(mark: Mark) -> str:
    """What a mark says: "17", or "kế hoạch 70, thực hiện 60"."""
    if mark.points:
        return number(Fraction(mark.points))
    if set(mark.values) == {"points"}:
        return read_aloud(mark.values, "points")
    return ", ".join(f"{say_name(name)} {_value(mark.values, name)}" for name in mark.values)


def _value(values: dict[str, Any], name: str) -> str:
    value = values[name]
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return read_aloud(values, name)


def number(points: Fraction) -> str:
    return format_number(round(points, PLACES))


def _steps(
    standing: Standing, result: Scored, marked: MarkedUnit, leaf: Leaf, branch: Branch
) -> Iterator[Step]:
    yield from _figure(standing, marked, leaf)
    for layer in ("verified", "checked", "meeting", "council", "committee"):
        mark = standing.mark(marked.pk, leaf.id, layer)
        if mark is not None:
            words = {"who": mark.get_layer_display(), "body": mark.body or "", "by": mark.by}
            said = _("%(who)s (%(body)s, %(by)s) ghi") % words
            if mark.reason:
                said += f": {mark.reason}"
            yield Step(said, gives=given(mark))
    outcome = result.of(marked).marks[leaf.id]
    if outcome.question is not None:
        yield Step(_("Quy chế chưa nói, hoặc còn thiếu số"), say_question(outcome.question), "?")
        return
    if outcome.why is not None:
        gives = "–" if outcome.points is None else number(outcome.points)
        yield Step(_("Theo cách chấm của tiêu chí"), say_why(outcome.why), gives)
    if outcome.bonus:
        yield Step(_("Thưởng phần vượt"), "", number(outcome.bonus))
    yield from _upwards(standing, result, marked, branch)


def _figure(standing: Standing, marked: MarkedUnit, leaf: Leaf) -> Iterator[Step]:
    origin = standing.rules.origins[leaf.id]
    figure = standing.figures.get((marked.pk, leaf.id))
    if origin.source is ScoreSource.EVENTS:
        kind = leaf.kind
        noted = [one for one in standing.events.get(marked.pk, ()) if one.event == getattr(kind, "event", "")]
        for one in noted:
            day = format_date(one.happened_on) if one.happened_on else ""
            yield Step(_("Việc trong năm: %(event)s") % {"event": one.event}, one.note, day)
        return
    if figure is None:
        yield Step(_("Số do %(source)s") % {"source": SOURCES[origin.source]})
        return
    told = figure.origin
    if told.get("from") == ScoreSource.TARGET.value:
        words = {
            "name": told.get("name", ""),
            "reported": told.get("reported", 0),
            "expected": told.get("expected", 0),
        }
        accepted = told.get("line", "accepted") == "accepted"
        says = (
            _("%(name)s, từ %(reported)s/%(expected)s báo cáo đã duyệt")
            if accepted
            else _("%(name)s, từ %(reported)s/%(expected)s báo cáo đã gửi (chấm thử)")
        ) % words
        plan, actual = figure.values.get("plan"), figure.values.get("actual")
        measure = told.get("measure", "")
        actual_told = _("chưa có số") if actual is None else f"{number(Fraction(actual))} {measure}".strip()
        plan_told = (
            _("không giao") if plan is None else _("chỉ tiêu %(plan)s") % {"plan": number(Fraction(plan))}
        )
        yield Step(says, actual_told, plan_told, _figure_url(told))
    else:
        due = _day(told.get("due_on", ""))
        sent = _day(told.get("sent_on", ""))
        words = {"period": told.get("period", ""), "due": due}
        says = _("Báo cáo %(period)s, hạn %(due)s") % words if due else _("Không có báo cáo của kỳ này")
        yield Step(says, _("gửi %(day)s") % {"day": sent} if sent else _("chưa gửi"), "", _report_url(told))


def _day(text: str) -> str:
    return format_date(dt.date.fromisoformat(text)) if text else ""


def _figure_url(told: dict[str, Any]) -> str:
    """To where the figure comes from: "Số này ở đâu ra?", down to the reports."""
    return reverse("rollup:figure", args=[told["period_id"], told["unit_id"], told["target_id"]])


def _report_url(told: dict[str, Any]) -> str:
    return reverse("report:report", args=[told["report_id"]]) if told.get("report_id") else ""


def _upwards(standing: Standing, result: Scored, marked: MarkedUnit, branch: Branch) -> Iterator[Step]:
    """From the criterion to its group and the total: caps, then rounding, once and at the end."""
    score, sheet = result.of(marked), standing.rules.sheet
    points = score.branches.get(branch.id)
    parts = [score.marks[leaf.id].points for leaf in branch.leaves() if not leaf.bonus]
    if points is not None:
        whole = sum((one for one in parts if one is not None), Fraction(0))
        told = " + ".join(number(one) for one in parts if one is not None)
        if branch.take is not Take.SUM:
            told += f" → {TAKEN[branch.take.value]}"
        elif branch.most is not None and whole > branch.most:
            told += " → " + _("tối đa %(most)s") % {"most": number(branch.most)}
        elif branch.least is not None and whole < branch.least:
            told += " → " + _("ít nhất %(least)s") % {"least": number(branch.least)}
        says = _("Cộng nhóm %(name)s") % {"name": branch.name or branch.id}
        yield Step(says, told, number(points), last=True)
    if score.total is not None:
        words = {"places": sheet.rounding.places, "mode": ROUNDINGS[sheet.rounding.mode.value]}
        yield Step(
            (
                _("Tổng, mỗi tiêu chí đã làm tròn đến %(places)s chữ số lẻ (%(mode)s)")
                if sheet.rounding.each
                else _("Tổng, làm tròn một lần ở cuối đến %(places)s chữ số lẻ (%(mode)s)")
            )
            % words,
            "",
            format_number(score.total, sheet.rounding.places),
            last=True,
        )


TAKEN: Mapping[str, Phrase] = {
    "highest": gettext_lazy("lấy mức cao nhất"),
    "lowest": gettext_lazy("lấy mức thấp nhất"),
    "mean": gettext_lazy("lấy bình quân"),
}
ROUNDINGS: Mapping[str, Phrase] = {
    "half_up": gettext_lazy("nửa trở lên thì lên"),
    "half_even": gettext_lazy("đúng nửa thì về số chẵn"),
    "down": gettext_lazy("bỏ phần lẻ"),
    "up": gettext_lazy("luôn lên"),
}

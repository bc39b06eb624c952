"""Grading in the story: schools by school year before its day; the rest at year end, when it is rehearsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import Any

from thidua.config.scenario.naming import Grassroots
from thidua.config.scenario.rehearsal import OFFICER, Check
from thidua.config.scenario.settling import settle
from thidua.config.scenario.stage import Stage
from thidua.formats.errors import CodedError
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor
from thidua.launch.actions.open_period import open_period
from thidua.rollup.queries.lines import target_lines
from thidua.score.actions.grading.mark_many import Row, mark_many
from thidua.score.actions.grading.mark_own import mark_own, send
from thidua.score.actions.grading.open_round import Days, open_round
from thidua.score.actions.grading.settle import exempt
from thidua.score.models import Grading, GradingRound
from thidua.score.queries.grading.marks import lines_of

PERIOD = "year"
STRONG, WEAK = "t08", "t09"


class NotGraded(CodedError):
    """A class of the story that the house did not take in."""

    code = "config.not_graded"


def grade(stage: Stage) -> None:
    """The rounds that run before the day of the story."""
    for said in _told(stage)["rounds"]:
        round_ = _open(stage, said, stage.officer_of(said["unit"]), stage.year.year)
        units = iter(_below(stage, round_))
        _classes(stage, round_, said, units)
    stage.tell(f"{Grading.objects.exclude(grade='').count()} cơ sở đã có xếp loại")


def _told(stage: Stage) -> dict[str, Any]:
    return stage.story.read("grading")


def _open(stage: Stage, said: Mapping[str, Any], actor: Actor, year: int) -> GradingRound:
    with standing_on(said["opened_on"]):
        return open_round(
            actor=actor,
            seat_id=stage.unit(said["unit"]).pk,
            year=year,
            name=said["name"],
            days=Days(said["from_on"], said["until_on"], said["own_due_on"], said["upper_due_on"]),
            bloc=said.get("bloc", ""),
            criteria=_told(stage)["criteria"],
        )


def _below(stage: Stage, round_: GradingRound, upper: str = "") -> list[tuple[Grading, Grassroots]]:
    """The unions of a round that still have to be graded, the last code first."""
    known = {one.code: one for one in stage.grassroots}
    found = round_.gradings.filter(state="waiting").select_related("unit", "round").order_by("-unit__code")
    return [(one, known[one.unit.code]) for one in found if upper in ("", known[one.unit.code].upper)]


def _classes(
    stage: Stage,
    round_: GradingRound,
    said: Mapping[str, Any],
    units: Iterator[tuple[Grading, Grassroots]],
) -> None:
    """Each union marks itself; the one above marks those that the story says, and notes with whom it agreed."""
    for step in ("agreed", "marked", "sent"):
        for grade_, count in said.get(step, {}).items():
            some = list(islice(units, count))
            if len(some) < count:
                raise NotGraded(unit=said["unit"], step=step)
            with standing_on(said["sent_on"]):
                for grading, unit in some:
                    _mark_own(stage, round_, grading, unit, grade_)
            if step != "sent":
                with standing_on(said["marked_on"]):
                    _mark(
                        stage, round_, [grading for grading, _unit in some], grade_, agreed=step == "agreed"
                    )


def _mark_own(stage: Stage, round_: GradingRound, grading: Grading, unit: Grassroots, grade_: str) -> None:
    chair = stage.chair_of(unit)
    marks = _marks(stage, round_, grade_, "own")
    mark_own(actor=chair, grading_id=grading.pk, marks=marks, answers=_clean(round_))
    send(actor=chair, grading_id=grading.pk)


def _mark(stage: Stage, round_: GradingRound, gradings: list[Grading], grade_: str, *, agreed: bool) -> None:
    if not gradings:
        return
    told = _told(stage)
    rows = [
        Row(
            one.pk,
            _marks(stage, round_, grade_, "upper"),
            _clean(round_),
            told["agreed"] if agreed else told["reason"],
            agreed,
        )
        for one in gradings
    ]
    officer = stage.officer_of(gradings[0].unit.code.rsplit("-", 1)[0])
    for outcome in mark_many(actor=officer, rows=rows):
        if outcome.refusal:
            raise NotGraded(unit=outcome.unit, why=str(outcome.refusal))


def _marks(stage: Stage, round_: GradingRound, grade_: str, side: str) -> dict[str, str]:
    points = _told(stage)["marks"][grade_][side]
    return {line.code: str(one) for line, one in zip(lines_of(round_), points, strict=True)}


def _clean(round_: GradingRound) -> dict[str, bool | None]:
    return {one.code: True for one in round_.rules.asked}


# --- The end of the year, in the rehearsal only


def check(stage: Stage) -> list[Check]:
    """Plays the end of the year and compares the targets that count classes with plain arithmetic."""
    said = _told(stage)["year_end"]
    with standing_on(said["period_opened_on"]):
        open_period(actor=stage.actor(OFFICER), period_id=stage.periods[PERIOD].pk)
        settle()
    head = {
        **said,
        "unit": stage.issuer.code,
        "from_on": stage.year.starts_on,
        "until_on": stage.year.ends_on,
    }
    round_ = _open(stage, head, stage.actor(OFFICER), stage.year.year)
    with standing_on(said["day"]):
        for upper, told in said["branches"].items():
            _finish(stage, round_, upper, told, said["exempt_reason"])
        settle()
        return list(_checks(stage, said))


def _finish(stage: Stage, round_: GradingRound, upper: str, told: Mapping[str, Any], reason: str) -> None:
    """A branch that grades whoever is left: of the round of the school year, or of the province's."""
    open_ = list(GradingRound.objects.filter(seat__code=upper)) or [round_]
    left = Grading.objects.filter(
        round__in=open_, unit__parent__code=upper, state__in=("waiting", "draft", "sent", "marked")
    ).select_related("unit", "round")
    units = iter(left.order_by("-unit__code"))
    for grade_, count in told["agreed"].items():
        some = list(islice(units, count))
        _mark(stage, open_[0], some, grade_, agreed=True)
    for one in islice(units, told["exempt"]):
        exempt(actor=stage.officer_of(upper), grading_id=one.pk, kind="other", reason=reason)


def _checks(stage: Stage, said: Mapping[str, Any]) -> Iterator[Check]:
    strong, weak, outside = _counted(stage, said)
    roster = {upper: sum(one.upper == upper for one in stage.grassroots) for upper in _uppers(stage)}
    for upper in ("TQ-GD", "TQ-YT", ""):
        unit = stage.unit(upper) if upper else stage.issuer
        of = roster[upper] if upper else len(stage.grassroots)
        share = Fraction(_sum(strong, upper), of - _sum(outside, upper))
        lines = {
            one.target.code: one
            for one in target_lines(actor=stage.actor(OFFICER), period=stage.periods[PERIOD], unit=unit)
        }
        yield Check("grade", f"t08 vững mạnh, {unit}", str(share), str(lines[STRONG].sent.value))
        yield Check("grade", f"t09 yếu, {unit}", str(_sum(weak, upper)), str(lines[WEAK].sent.value))
        if upper:
            reached = "achieved" if share > Fraction(80, 100) else "not_achieved"
            yield Check("judge", f"t08 trên 80 %, {unit}", reached, lines[STRONG].state.value)
            clean = "not_achieved" if _sum(weak, upper) else "achieved"
            yield Check("judge", f"t09 không có yếu, {unit}", clean, lines[WEAK].state.value)


def _uppers(stage: Stage) -> list[str]:
    return [one["code"] for one in stage.story.tree["upper_unions"]]


def _sum(counts: Mapping[str, int], upper: str) -> int:
    return sum(count for of, count in counts.items() if upper in ("", of))


def _counted(stage: Stage, said: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Strong, weak and not graded unions by branch, added up from the story alone."""
    strong: dict[str, int] = {}
    weak: dict[str, int] = {}
    outside: dict[str, int] = {}
    told = [(one["unit"], one["agreed"]) for one in _told(stage)["rounds"]]
    told += [(upper, one["agreed"]) for upper, one in said["branches"].items()]
    for upper, classes in told:
        strong[upper] = strong.get(upper, 0) + classes.get("strong", 0)
        weak[upper] = weak.get(upper, 0) + classes.get("weak", 0)
    for one in stage.grassroots:
        if one.founded_on > stage.year.starts_on:
            outside[one.upper] = outside.get(one.upper, 0) + 1
    for upper, one in said["branches"].items():
        outside[upper] = outside.get(upper, 0) + one["exempt"]
    return strong, weak, outside

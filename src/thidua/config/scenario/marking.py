"""Act four: clusters mark themselves on trial. On the day of the story one cluster marks itself, another sits at its
meeting; a rehearsal goes on until the committee has decided, and adds the totals up by plain algebra."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from thidua.config.scenario.expecting import Expected
from thidua.config.scenario.rehearsal import Check
from thidua.config.scenario.settling import settle
from thidua.config.scenario.stage import Stage
from thidua.federation.actions.give_post import give_post
from thidua.federation.models import Body, Person
from thidua.formats.vi import format_number
from thidua.kernel.clock import standing_on
from thidua.score.actions.marking.keep_sheet import add_sheet
from thidua.score.actions.marking.move_round import Noted, move_round
from thidua.score.actions.marking.place import Wanted, advise_order, decide_order
from thidua.score.actions.marking.self_mark import save_self_mark, send_self_mark
from thidua.score.actions.marking.settle import answer_question
from thidua.score.actions.marking.start_round import start_round
from thidua.score.actions.marking.take_figures import take_figures
from thidua.score.actions.marking.verify import Verdict, agree_to_rest, verify
from thidua.score.models import MarkedUnit, MarkingRound, Placing, ScoreSheet
from thidua.score.phases import CHOSEN
from thidua.score.queries.marking.computing import scored
from thidua.score.queries.marking.loading import standing_of

RUNS = "nguyen_duy_khanh"
HEAD = "trinh_xuan_hoa"
CHAIR = "pham_thi_minh_chau"
FORWARD = ("to_verifying", "to_explaining", "to_meeting")
Told = Mapping[str, Any]


def begin(stage: Stage) -> None:
    """The sheet, and both rounds as they stand on the day of the story; the clusters are there already."""
    told = stage.story.read("marking")
    with standing_on(told["posts_on"]):
        _posts(stage, told)
    with standing_on(told["begun_on"]):
        sheet = add_sheet(
            actor=stage.actor(RUNS),
            owner_id=stage.issuer.pk,
            text=told["sheet"],
            from_on=dt.date(2017, 3, 28),
        )
        for one in told["rounds"]:
            _round(stage, told, one, sheet)
    stage.tell(f"{len(told['rounds'])} cụm chấm thử 6 tháng")


def _posts(stage: Stage, told: Told) -> None:
    for one in told["departments"]:
        account = stage.accounts[one["person"]]
        person = Person.objects.get(accounts=account)
        give_post(
            actor=stage.founder,
            person_id=person.pk,
            unit_id=stage.unit(one["department"]).pk,
            office=one["office"],
            from_on=stage.story.tree["as_of"],
        )


def _round(stage: Stage, told: Told, said: Told, sheet: ScoreSheet) -> None:
    actor = stage.actor(RUNS)
    made = start_round(
        actor=actor,
        sheet_id=sheet.pk,
        organiser_id=stage.issuer.pk,
        cluster_id=Body.objects.get(code=said["cluster"]).pk,
        year=told["begun_on"].year,
        name=said["name"],
        period_id=stage.periods[told["period"]].pk,
        phases=[{"code": code, "until": said["until"].get(code)} for code in CHOSEN],
    )
    move_round(actor=actor, round_id=made.pk, move="open")
    take_figures(actor=actor, round_id=made.pk)
    for code in said["own"]:
        _mark_oneself(stage, made, said, code, send=said["own"][code].get("sent", True))
    if said.get("meeting"):
        move_round(actor=actor, round_id=made.pk, move=FORWARD[0])
        _verify(stage, made, said)
        for move in FORWARD[1:]:
            move_round(actor=actor, round_id=made.pk, move=move)


def _mark_oneself(stage: Stage, made: MarkingRound, said: Told, code: str, *, send: bool) -> None:
    actor = stage.officer_of(code)
    marked = _marked(stage, made, code)
    typed = {leaf: {"points": str(points)} for leaf, points in said["own"][code].items() if leaf != "sent"}
    if (days := days_late(stage, code)) is not None:
        typed["2.3"] = {"days_late": str(days)}
    save_self_mark(actor=actor, marked_id=marked.pk, typed=typed)
    if send:
        send_self_mark(actor=actor, marked_id=marked.pk)


def days_late(stage: Stage, code: str) -> int | None:
    """Of the report on Tháng Công nhân, by the story; None while it was not sent."""
    due = next(
        one["due_on"] for one in stage.story.deadlines["deadlines"] if one.get("period") == "workers_month"
    )
    sent = stage.story.half_year["direct_units"][code]["workers_month_on"]
    return None if sent is None else max(0, (sent - due).days)


def _verify(stage: Stage, made: MarkingRound, said: Told) -> None:
    """Each department says where it differs, and agrees with the rest."""
    hands = {"3.1": HEAD, "5.1": RUNS}
    for code, differing in said.get("differs", {}).items():
        for leaf, one in differing.items():
            verdict = Verdict(_marked(stage, made, code).pk, leaf, {"points": one["points"]}, one["why"])
            verify(actor=stage.actor(hands[leaf]), round_id=made.pk, verdicts=[verdict])
    for who in (HEAD, RUNS):
        agree_to_rest(actor=stage.actor(who), round_id=made.pk)


def _marked(stage: Stage, made: MarkingRound, code: str) -> MarkedUnit:
    return MarkedUnit.objects.get(round=made, unit=stage.unit(code))


def check(stage: Stage) -> list[Check]:
    """The trial of the districts played to the decision, on later days, and every total added up again."""
    told = stage.story.read("marking")
    said = told["rounds"][0]
    made = MarkingRound.objects.get(name=said["name"])
    _finish(stage, made, said)
    settle()
    return [*_of_criterion_2(stage, made), *_totals(stage, made, said)]


def _finish(stage: Stage, made: MarkingRound, said: Told) -> None:
    with standing_on(said["until"]["self_marking"]):
        for code, own in said["own"].items():
            if not own.get("sent", True):
                _finish_own(stage, made, code)
    with standing_on(said["until"]["verifying"]):
        move_round(actor=stage.actor(RUNS), round_id=made.pk, move="to_verifying")
        _verify(stage, made, said)
    with standing_on(said["until"]["meeting"]):
        for move in FORWARD[1:]:
            move_round(actor=stage.actor(RUNS), round_id=made.pk, move=move)
        _answer(stage, made, said)
        move_round(actor=stage.actor(RUNS), round_id=made.pk, move="to_council")
        honours = {_marked(stage, made, code).pk: Wanted(honour=one) for code, one in said["council"].items()}
        advise_order(
            actor=stage.actor(HEAD), round_id=made.pk, wanted=honours, noted=Noted(minutes="Hội đồng họp.")
        )
        move_round(
            actor=stage.actor(RUNS), round_id=made.pk, move="to_committee", noted=Noted(number="61/TTr-CSPL")
        )
        decide_order(actor=stage.actor(CHAIR), round_id=made.pk, noted=Noted(number="15-KL/BTV"))


def _finish_own(stage: Stage, made: MarkingRound, code: str) -> None:
    """Who has not reported on Tháng Công nhân says so when it marks itself: counted to the day of sending."""
    marked, actor = _marked(stage, made, code), stage.officer_of(code)
    if days_late(stage, code) is None:
        save_self_mark(actor=actor, marked_id=marked.pk, typed={"2.3": {"days_late": "50"}})
    send_self_mark(actor=actor, marked_id=marked.pk)


def _answer(stage: Stage, made: MarkingRound, said: Told) -> None:
    standing = standing_of(made)
    asked = scored(standing)
    for code, answers in said["answered"].items():
        marked = _marked(stage, made, code)
        for leaf in asked.of(marked).open:
            answer_question(
                actor=stage.actor(RUNS),
                marked_id=marked.pk,
                leaf=leaf,
                points=answers[leaf],
                reason=said["answered_why"],
            )


def _of_criterion_2(stage: Stage, made: MarkingRound) -> Iterator[Check]:
    """What the story says of the second criterion, to the hundredth."""
    result = scored(standing_of(made))
    rounding = standing_of(made).rules.sheet.rounding
    for code, wanted in stage.story.half_year["trial_marks"]["criterion_2"].items():
        if wanted is not None:
            points = result.of(_marked(stage, made, code)).branches["2"]
            found = "?" if points is None else str(rounding(points))
            yield Check("score", f"tiêu chí 2, {stage.unit(code)}", wanted, found)


def _totals(stage: Stage, made: MarkingRound, said: Told) -> Iterator[Check]:
    decided = {
        one.marked.unit.code: one
        for one in Placing.objects.filter(
            marked__round=made, layer=Placing.By.COMMITTEE, current=True
        ).select_related("marked__unit")
    }
    wanted = totals(stage, said)
    order = sorted(wanted, key=lambda code: -wanted[code])
    for code, total in wanted.items():
        place = str(order.index(code) + 1)
        yield Check("score", f"tổng điểm chấm thử, {stage.unit(code)}", str(total), decided[code].total)
        yield Check("score", f"hạng chấm thử, {stage.unit(code)}", place, str(decided[code].place))
    flag = next(code for code, one in said["committee_honours"].items() if one == "flag")
    yield Check("score", "cờ thi đua", "flag", decided[flag].honour)
    words = format_number(len(decided))
    yield Check("score", "số đơn vị đã xếp hạng", format_number(len(wanted)), words)


def totals(stage: Stage, said: Told) -> dict[str, Decimal]:
    """Every total from the story alone: shares, caps and the half against the best, without the product's engine."""
    expected, funds = Expected(stage), _funds(stage, said)
    best = max(actual / plan for plan, actual in funds.values())
    found = {}
    for code, own in said["own"].items():
        if code in said["answered"]:
            points = Fraction(0)
        else:
            studied = expected.of("t01", "sent", code).value
            assert studied is not None
            points = min(Fraction(studied), Fraction(1)) * 10
            points += (
                _share(stage, "t03", code) * 6
                + _share(stage, "t04", code) * 3
                + _share(stage, "t14", code) * 5
            )
            points += 1 if days_late(stage, code) == 0 else 0
            points += _against_best(*funds[code], best)
        for leaf in ("3.1", "5.1"):
            given = said.get("differs", {}).get(code, {}).get(leaf, {}).get("points", own[leaf])
            points += Fraction(str(given).replace(",", "."))
        found[code] = _half_up(points)
    return found


def _funds(stage: Stage, said: Told) -> dict[str, tuple[Fraction, Fraction]]:
    plans = stage.story.assignments["split"]["t13"]["by_unit"]
    actual = stage.story.half_year["achieved"]["t13"]["by_unit"]
    return {
        code: (Fraction(plans[code]), Fraction(actual[code]))
        for code in said["own"]
        if code not in said["answered"]
    }


def _share(stage: Stage, target: str, code: str) -> Fraction:
    plan = stage.story.assignments["split"][target]["by_unit"][code]
    actual = stage.story.half_year["achieved"][target]["by_unit"][code]
    return min(Fraction(actual, plan), Fraction(1))


def _against_best(plan: Fraction, actual: Fraction, best: Fraction) -> Fraction:
    if actual <= plan:
        return 5 * actual / plan
    return 5 + 5 * (actual / plan - 1) / (best - 1)


def _half_up(points: Fraction) -> Decimal:
    scaled = Decimal(points.numerator) / Decimal(points.denominator)
    return scaled.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

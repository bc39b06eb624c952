"""Act two of every year: plan, guidance and decision of the province, and the action plans of the upper unions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from thidua.config.scenario.of_a_plan.playing import issue
from thidua.config.scenario.ten_years.stage import BY, PROVINCE, TenYears
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor
from thidua.launch.actions.add_cycle import add_cycle
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.answer_assignment import take_all
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.note_opened import note_opened
from thidua.launch.actions.plan_reviews import plan_reviews
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.send_plan import receive_plan, send_plan
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.actions.set_target import add_targets, change_target
from thidua.launch.actions.sign_paper import Signature
from thidua.launch.actions.split_all import split_all
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Paper

PLACE = "Thanh Hóa"
FIRST_YEAR = 2021
DEPARTMENTS = ("TH-TGNC", "TH-CSPL")  # the two to which action plans go


def call(stage: TenYears) -> None:
    """The movement of ten years is called, with its first year and the calendar of its reviews."""
    said, writer = stage.story.plan["movement"], stage.actor("writer")
    with standing_on(dt.date(2021, 1, 5)):
        stage.movement = call_movement(
            actor=writer,
            seat_id=stage.units[PROVINCE].pk,
            name=said["name"],
            short_name=said["short_name"],
            named_movement=said["named_movement"],
            from_on=said["from_on"],
            until_on=said["until_on"],
        )
        stage.cycles[FIRST_YEAR] = stage.called.cycles.get()
        plan_reviews(actor=writer, movement_id=stage.called.pk, **stage.story.plan["reviews"])
        add_targets(actor=writer, cycle_id=stage.cycles[FIRST_YEAR].pk, definitions=stage.story.indicators)
        add_period(actor=writer, cycle_id=stage.cycles[FIRST_YEAR].pk, **stage.told["period"])
        for one in stage.told["deadlines"]:
            set_deadline(
                actor=writer,
                cycle_id=stage.cycles[FIRST_YEAR].pk,
                what=one["what"],
                level=one["level"],
                due_on=one["due_on"],
                channel=one.get("channel", ""),
                department_ids=[stage.units[code].pk for code in one.get("departments", ())],
            )
    _begin_year(stage, FIRST_YEAR)


def next_year(stage: TenYears, year: int) -> None:
    """Another year takes over targets, periods and days; what it asks is set anew."""
    with standing_on(dt.date(year, 1, 5)):
        before = stage.cycles[year - 1]
        stage.cycles[year] = add_cycle(
            actor=stage.actor("writer"), movement_id=stage.called.pk, year=year, like=before.pk
        )
        for target in stage.cycles[year].targets.all():
            if (value := stage.of_year(year)["thresholds"].get(target.code)) is not None:
                asked = {"comparator": ">=", "value": value, "unit": target.unit_of_measure}
                change_target(actor=stage.actor("writer"), target_id=target.pk, threshold=asked)
    _begin_year(stage, year)


def _begin_year(stage: TenYears, year: int) -> None:
    stage.periods[year] = stage.cycles[year].periods.get()


def write_and_issue(stage: TenYears, code: str) -> Paper:
    """One paper of the province, line by line, and its way through the office on paper."""
    said: Mapping[str, Any] = stage.story.plan["papers"][code]
    on: dt.date = said["issued_on"]
    with standing_on(on - dt.timedelta(days=4)):
        above = stage.papers[said["carries_out"]].pk if "carries_out" in said else None
        paper = start_paper(
            actor=stage.actor("writer"),
            movement_id=stage.called.pk,
            seat_id=stage.units[PROVINCE].pk,
            kind=said["kind"],
            title=said["title"],
            year=on.year,
            place=PLACE,
            carries_out_id=above,
        )
        for section, lines in said["sections"].items():
            for values in lines:
                save_line(actor=stage.actor("writer"), paper_id=paper.pk, section=section, values=values)
    stage.papers[code] = issue(stage, Paper.objects.get(pk=paper.pk), {**said, "by": BY})
    return stage.papers[code]


def decide(stage: TenYears, year: int) -> None:
    """The yearly decision: every target over every upper union, counts with a reserve."""
    said = stage.of_year(year)["decision"]
    on: dt.date = said["issued_on"]
    ground = stage.papers[stage.of_year(year)["plans"]["from"]]
    with standing_on(on - dt.timedelta(days=2)):
        paper = start_paper(
            actor=stage.actor("writer"),
            movement_id=stage.called.pk,
            seat_id=stage.units[PROVINCE].pk,
            kind=Paper.Kind.ASSIGNMENT_DECISION,
            title=f"Giao chỉ tiêu thi đua năm {year}",
            year=year,
            place=PLACE,
            carries_out_id=ground.pk,
        )
        split_all(
            actor=stage.actor("writer"),
            decision_id=paper.pk,
            rule=said["rule"],
            reserve_percent=said["reserve_percent"],
        )
    stage.papers[f"decision_{year}"] = issue(stage, Paper.objects.get(pk=paper.pk), {**said, "by": BY})


def action_plans(stage: TenYears, year: int) -> None:
    """Every upper union takes what it was assigned, draws its action plan and sends it up by letter."""
    said = stage.of_year(year)["plans"]
    above = stage.papers[said["from"]]
    for place, upper in enumerate(stage.unions.uppers):
        on = stage.plan_day(year, upper)
        with standing_on(on):
            chair = stage.actor(upper)
            note_opened(actor=chair, paper=above)
            take_all(actor=chair, cycle_id=stage.cycles[year].pk, unit_id=stage.units[upper].pk)
            plan = _own_plan(stage, upper, above, on)
            stage.plans[year, upper] = plan
            if upper in stage.handing_down(year):
                _hand_down(stage, year, upper, plan)
            letter = f"{said['first_number'] + place}/CV-{'LĐLĐ' if place < 27 else 'CĐ'}"
            send_plan(actor=chair, paper_id=plan.pk, channel="official_letter", sent_on=on, letter=letter)
        _received(stage, plan, on, letter)
    stage.tell(f"{year}: {len(stage.unions.uppers)} kế hoạch hành động gửi bằng công văn")


def _own_plan(stage: TenYears, upper: str, above: Paper, on: dt.date) -> Paper:
    """Drawn from the province's plan, approved by minutes, signed by its chair, numbered by its clerk."""
    chair, unit = stage.actor(upper), stage.units[upper]
    paper = derive_paper(actor=chair, above_id=above.pk, unit_id=unit.pk)
    save_line(
        actor=chair,
        paper_id=paper.pk,
        section="duties",
        values={
            "body_name": unit.name,
            "role": "lead",
            "text": "Giao từng việc cho từng người và kiểm tra mỗi quý.",
        },
    )
    _office_way(stage, upper, paper, on, number=stage.unions.uppers.index(upper) + 3)
    return Paper.objects.get(pk=paper.pk)


def _hand_down(stage: TenYears, year: int, upper: str, plan: Paper) -> None:
    """The yearly decision becomes the unit's own: its figures over its grassroots unions."""
    chair, unit = stage.actor(upper), stage.units[upper]
    paper = start_paper(
        actor=chair,
        movement_id=stage.called.pk,
        seat_id=unit.pk,
        kind=Paper.Kind.ASSIGNMENT_DECISION,
        title=f"Giao chỉ tiêu thi đua năm {year} cho công đoàn cơ sở",
        year=year,
        carries_out_id=plan.pk,
    )
    split_all(actor=chair, decision_id=paper.pk, rule=stage.of_year(year)["decision"]["rule"])
    number = stage.unions.uppers.index(upper) + 40
    _office_way(stage, upper, Paper.objects.get(pk=paper.pk), stage.plan_day(year, upper), number=number)


def _office_way(stage: TenYears, upper: str, paper: Paper, on: dt.date, *, number: int) -> None:
    chair, clerk = stage.actor(upper), stage.actor(f"{upper}:clerk")
    _minutes(chair, paper, on)
    signature = Signature(capacity="committee", office="chair", name=chair.name, signed_on=on)
    record_signature(actor=chair, paper_id=paper.pk, signature=signature)
    issue_paper(actor=clerk, paper_id=paper.pk, number=number, issued_on=on)


def _minutes(actor: Actor, paper: Paper, on: dt.date) -> None:
    record_step(
        actor=actor,
        paper_id=paper.pk,
        kind="committee_minutes",
        who="Ban Thường vụ",
        done_on=on,
        verdict="agrees",
    )


def _received(stage: TenYears, plan: Paper, on: dt.date, letter: str) -> None:
    """The clerk of the province enters the letter the next day and hands it to the two departments."""
    number = 200 + stage.unions.uppers.index(plan.seat.code)
    with standing_on(on + dt.timedelta(days=1)):
        receive_plan(
            actor=stage.actor("clerk"),
            paper_id=plan.pk,
            received_on=on + dt.timedelta(days=1),
            letter=letter,
            number=number,
            department_ids=[stage.units[code].pk for code in DEPARTMENTS],
        )

"""The movement of the country, and a report of every unit, written by COPY."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection

from thidua.algebra.definitions import definitions_from_data, indicator_to_data
from thidua.algebra.thresholds import threshold_to_data
from thidua.config.scenario.country.answering import Answers, array_of
from thidua.config.scenario.country.copying import copy_in, reserve
from thidua.config.scenario.country.founding import Founded
from thidua.config.scenario.country.shape import Planned
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.launch.models import Assignment, Cycle, Deadline, Movement, Period, Target
from thidua.report.actions.build_form import build_form
from thidua.report.models import Form, Report
from thidua.report.partitions import ensure_partition
from thidua.report.queries.vectors import vector_of
from thidua.report.states import COUNTED

CHAIR, ABOVE = "Chủ tịch công đoàn cơ sở", "Công đoàn cấp trên"
NO_FIGURES: Mapping[str, object] = {"kind": "upper", "has_union": True}  # upper levels are asked nothing


class Stage(StrEnum):
    """How far the grassroots unions have come."""

    WAITING = "waiting"  # nothing is typed
    DRAFT = "draft"  # everything is typed, nothing is sent
    SENT = "sent"  # two of three are sent, every third is accepted


def launch(actor: Actor, made: Founded, told: Mapping[str, Any]) -> Period:
    """The movement with its targets and an open half-year; provinces and sectors have taken their targets."""
    year = told["day"].year
    first, half, last = dt.date(year, 1, 1), dt.date(year, 6, 30), dt.date(year, 12, 31)
    movement = Movement.objects.create(
        issuer_id=made.ids[0],
        seat_id=made.ids[0],
        name=f"Phong trào thi đua của cả nước năm {year}",
        short_name=f"Thi đua {year}",
        from_on=first,
        until_on=last,
        state="launched",
        launched_on=first,
    )
    cycle = Cycle.objects.create(movement=movement, year=year, starts_on=first, ends_on=last)
    for number, level in enumerate(("grassroots", "upper", "province")):
        due_on = half + dt.timedelta(days=5 * (number + 1))
        Deadline.objects.create(cycle=cycle, what=Deadline.What.REPORT, level=level, due_on=due_on)
    targets = _targets(cycle, made.ids[0], told["definitions"])
    _assign(made, targets, first)
    return Period.objects.create(
        cycle=cycle,
        kind=Period.Kind.HALF_YEAR,
        name="6 tháng đầu năm",
        measured_from=first,
        ends_on=half,
        cutoff_on=half,
        state="open",
    )


def _targets(cycle: Cycle, owner_id: int, told: Mapping[str, Any]) -> list[Target]:
    headings = {one["code"]: one["group_name"] for one in told["targets"]}
    rules = definitions_from_data(told).targets.values()
    return Target.objects.bulk_create(
        Target(
            cycle=cycle,
            owner_id=owner_id,
            code=rule.code,
            position=position,
            group=rule.group,
            group_name=headings[rule.code],
            name=rule.name,
            unit_of_measure=rule.unit_of_measure,
            indicator=indicator_to_data(rule.indicator),
            threshold=threshold_to_data(rule.threshold),
            settles=rule.settles.value,
        )
        for position, rule in enumerate(rules, start=1)
    )


def _assign(made: Founded, targets: list[Target], day: dt.date) -> None:
    tops = [pk for pk, one in zip(made.ids, made.units, strict=True) if one.level == "province"]
    Assignment.objects.bulk_create(
        Assignment(
            target=target,
            unit_id=unit_id,
            threshold=target.threshold,
            answer=Assignment.Answer.TAKEN,
            from_on=day,
        )
        for target in targets
        for unit_id in tops
    )


def report(actor: Actor, made: Founded, period: Period, stage: Stage) -> Form:
    """A head for every unit, figures for every grassroots union as far as ``stage`` says."""
    ensure_partition(period.pk)
    form = build_form(actor=actor, cycle_id=period.cycle_id)
    ids = reserve(Report, len(made.units))
    due = dict(Deadline.objects.filter(cycle=period.cycle).values_list("level", "due_on"))
    heads = Heads(made, period, form, stage, ids, due)
    copy_in(Report, heads.reports(), with_keys=True)
    _copy_values(heads)
    data = {"reports": len(ids), "exempt": 0, "form": form.number}
    record(actor, "report.period_opened", period, path=made.paths[0], data=data)
    emit("report.period_opened", period_id=period.pk)
    return form


@dataclass(frozen=True)
class Heads:
    """The head of every unit, and how far it has come. Asks the database nothing: it is read while rows are
    being copied."""

    made: Founded
    period: Period
    form: Form
    stage: Stage
    ids: range
    due: Mapping[str, dt.date]

    def reports(self) -> Iterator[Report]:
        now = clock.now()
        for place, one in enumerate(self.made.units):
            head = self._head(place, one)
            if head.state in COUNTED:
                head.sent_at = head.first_sent_at = now
                head.sent_by = CHAIR
            if head.state == "accepted":
                head.accepted_at, head.accepted_by = now, ABOVE
            yield head

    def _head(self, place: int, one: Planned) -> Report:
        return Report(
            pk=self.ids[place],
            period_id=self.period.pk,
            unit_id=self.made.ids[place],
            form_id=self.form.pk,
            path=self.made.paths[place],
            bloc=str(one.attributes.get("bloc", "")),
            strata=strata_of(one),
            due_on=self.due.get(one.level, self.period.ends_on),
            state=_state(one, self.stage, place),
        )


def strata_of(one: Planned) -> dict[str, Any]:
    """As ``report.queries.standing`` stamps it."""
    return {"has_union": True, "kind": one.level, "founded": one.founded_on.isoformat(), **one.attributes}


def _state(one: Planned, stage: Stage, place: int) -> str:
    if one.level != "grassroots" or stage is Stage.WAITING:
        return "waiting"
    if stage is Stage.DRAFT:
        return "draft"
    return "sent" if place % 3 else "accepted"


def _copy_values(heads: Heads) -> None:
    """Ready lines: records and vectors are put together from parts that are made once."""
    answers = Answers(heads.form.definition)
    above = array_of(vector_of(heads.form.definition, Report.Kind.OWN, {}, NO_FIGURES))
    with (
        connection.cursor() as cursor,
        cursor.copy("copy report_values (period_id, report_id, data, vals) from stdin") as copy,
    ):
        for place, one in enumerate(heads.made.units):
            data, vals = "{}", above if one.level != "grassroots" else answers.nothing
            if one.level == "grassroots" and heads.stage is not Stage.WAITING:
                data, counted = answers.of(place)
                vals = counted if heads.stage is Stage.SENT else answers.nothing
            copy.write(f"{heads.period.pk}\t{heads.ids[place]}\t{data}\t{vals}\n")

"""The movement of the country, and a report of every unit, written by COPY."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
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

CHAIR = "Chủ tịch công đoàn cơ sở"


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
    rules = definitions_from_data({**told, "targets": told["targets"]}).targets.values()
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
    copy_in(Report, _heads(made, period, form, stage, ids, due), with_keys=True)
    _copy_values(made, period, form, stage, ids)
    data = {"reports": len(ids), "exempt": 0, "form": form.number}
    record(actor, "report.period_opened", period, path=made.paths[0], data=data)
    emit("report.period_opened", period_id=period.pk)
    return form


def _heads(
    made: Founded, period: Period, form: Form, stage: Stage, ids: range, due: Mapping[str, dt.date]
) -> Iterator[Report]:
    """Asks the database nothing: it is read while rows are being copied."""
    now = clock.now()
    for place, one in enumerate(made.units):
        head = Report(
            pk=ids[place],
            period_id=period.pk,
            unit_id=made.ids[place],
            form_id=form.pk,
            path=made.paths[place],
            bloc=one.attributes.get("bloc", ""),
            strata=strata_of(one),
            due_on=due.get(one.level, period.ends_on),
            state=_state(one, stage, place),
        )
        if head.state in ("sent", "accepted"):
            head.sent_at = head.first_sent_at = now
            head.sent_by = CHAIR
        if head.state == "accepted":
            head.accepted_at, head.accepted_by = now, "Công đoàn cấp trên"
        yield head


def strata_of(one: Planned) -> dict[str, Any]:
    """As ``report.queries.standing`` stamps it."""
    return {"has_union": True, "kind": one.level, "founded": one.founded_on.isoformat(), **one.attributes}


def _state(one: Planned, stage: Stage, place: int) -> str:
    if one.level != "grassroots" or stage is Stage.WAITING:
        return "waiting"
    if stage is Stage.DRAFT:
        return "draft"
    return "sent" if place % 3 else "accepted"


def _copy_values(made: Founded, period: Period, form: Form, stage: Stage, ids: range) -> None:
    """Ready lines: records and vectors are put together from parts that are made once."""
    answers = Answers(form.definition)
    above = array_of(vector_of(form.definition, Report.Kind.OWN, {}, {"kind": "upper", "has_union": True}))
    with (
        connection.cursor() as cursor,
        cursor.copy("copy report_values (period_id, report_id, data, vals) from stdin") as copy,
    ):
        for place, one in enumerate(made.units):
            if one.level != "grassroots":
                data, vals = "{}", above
            elif stage is Stage.WAITING:
                data, vals = "{}", answers.nothing
            else:
                data, vals = answers.of(place)
                vals = vals if stage is Stage.SENT else answers.nothing
            copy.write(f"{period.pk}\t{ids[place]}\t{data}\t{vals}\n")


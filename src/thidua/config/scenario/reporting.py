"""Act three: the half-year. Units report day by day; some are returned, some late, some entered in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from thidua.config.scenario.figures import Telling
from thidua.config.scenario.stage import Stage
from thidua.formats.errors import CodedError
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor
from thidua.launch.actions.keep_baselines import keep_baselines
from thidua.launch.actions.open_period import open_period
from thidua.report.actions.keep_activity import Told, add_activity
from thidua.report.actions.open_period import open_period as make_reports
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.actions.review import accept, return_with_reasons
from thidua.report.actions.save_bulk import save_bulk
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.actions.state_figures import state_figures
from thidua.report.models import Report
from thidua.report.queries.checking import asked

PERIOD = "half_year"
WRITER = "nguyen_duy_khanh"
STATED_ON = dt.date(2017, 7, 12)
RETURNED = "Số đoàn viên và số lao động chưa khớp danh sách; đề nghị rà lại rồi gửi."


class NotStated(CodedError):
    """A register's figure of the story that the house did not take in."""

    code = "config.not_stated"


def report(stage: Stage) -> None:
    reports = {one.unit.code: one for one in _own_reports(stage)}
    with standing_on(STATED_ON):
        _stated(stage, reports)
    for day, some in _by_day(stage):
        with standing_on(day):
            for telling in some:
                _tell(stage, reports[telling.unit.code], telling)
        stage.tell(f"{day:%d/%m}: {len(some)} cơ sở gửi báo cáo")
    with standing_on(stage.story.half_year["day"]):
        _bulk(stage, reports)
        _drafts(stage, reports)


def keep_records(stage: Stage, *, late: bool = False) -> None:
    """Activities as they happen; those written down after the period has opened come ``late``."""
    some = [one for one in stage.deeds if (one.written_on is not None) == late]
    for one in sorted(some, key=lambda one: (one.written_on or one.held_on, one.unit)):
        with standing_on(one.written_on or one.held_on):
            add_activity(
                actor=_keeper(stage, one.unit),
                unit_id=stage.unit(one.unit).pk,
                told=Told(
                    kind=one.kind,
                    held_on=one.held_on,
                    title=one.title,
                    participants=one.participants,
                    amount=one.amount,
                    subjects=frozenset(stage.unit(code).pk for code in one.subjects),
                ),
            )
    stage.tell(f"{len(some)} hoạt động được ghi")


def _keeper(stage: Stage, code: str) -> Actor:
    chairs = {one.unit.code: one.unit for one in stage.tellings}
    return stage.chair_of(chairs[code]) if code in chairs else stage.officer_of(code)


def open_half_year(stage: Stage) -> None:
    """The period opens: every unit that must report has its form."""
    half = stage.story.half_year
    with standing_on(half["period"]["opened_on"]):
        writer = stage.actor(WRITER)
        said = stage.story.indicators
        set_form_plan(actor=writer, cycle_id=stage.year.pk, rules=said["rules"], counting=said["counting"])
        keep_baselines(
            actor=writer, year=stage.year.year - 1, rows=list(_baselines(stage)), note="Báo cáo năm 2016"
        )
        period = stage.periods[PERIOD]
        open_period(actor=writer, period_id=period.pk)
        make_reports(actor=writer, period_id=period.pk)
        period.refresh_from_db()


def _baselines(stage: Stage) -> Iterator[tuple[int, str, int]]:
    """What each union stated a year ago: members at the end of the year, and what is shown beside."""
    for one in stage.tellings:
        unit = stage.unit(one.unit.code)
        if one.unit.founded_on.year < stage.year.year:
            yield unit.pk, "members_start", one.was
            yield unit.pk, "members", one.was
            yield unit.pk, "women", int(one.answers["women"])


def _own_reports(stage: Stage) -> Iterator[Report]:
    yield from Report.objects.filter(period=stage.periods[PERIOD], kind=Report.Kind.OWN).select_related(
        "unit", "form"
    )


def _by_day(stage: Stage) -> Iterator[tuple[dt.date, list[Telling]]]:
    """Who sends on which day: everyone that has sent once, also those that were returned since."""
    tellers = [one for one in stage.tellings if one.progress in ("accepted", "sent", "returned")]
    days = stage.story.half_year["sent_by_day"]
    place = 0
    for day, count in days.items():
        last = day == max(days)
        yield day, tellers[place:] if last else tellers[place : place + count]
        place += count


def _tell(stage: Stage, report: Report, telling: Telling) -> None:
    chair = stage.chair_of(telling.unit)
    saved = save_draft(actor=chair, report_id=report.pk, changes=_typed(stage, report, telling))
    sent = send(actor=chair, report_id=report.pk, version=saved.report.version, checked=True)
    if telling.progress == "accepted":
        accept(actor=stage.reviewer_of(telling.unit), report_id=sent.pk)
    elif telling.progress == "returned":
        return_with_reasons(
            actor=stage.reviewer_of(telling.unit),
            report_id=sent.pk,
            reasons={"members": RETURNED},
            reason=RETURNED,
        )


def _changes(report: Report, telling: Telling) -> dict[str, Any]:
    """The answers that the form asks of this unit, as its chair types them."""
    codes = {question.element.code for question in asked(report)}
    return {code: str(value) for code, value in telling.answers.items() if code in codes}


def _typed(stage: Stage, report: Report, telling: Telling) -> dict[str, Any]:
    """Without what is counted from the union's own records: nobody types that."""
    counted = stage.counted.get(telling.unit.code, {})
    return {code: told for code, told in _changes(report, telling).items() if code not in counted}


def _stated(stage: Stage, reports: dict[str, Report]) -> None:
    """What registers say is stated by who keeps them: the province for its units, an upper union for its own."""
    keep_records(stage, late=True)
    for code, figures in stage.registers().items():
        grassroots = code not in stage.story.half_year["direct_units"] and code != stage.issuer.code
        keeper = stage.officer_of(code.rsplit("-", 1)[0]) if grassroots else stage.actor(WRITER)
        told = {element: str(value) for element, value in figures.items()}
        outcome = state_figures(actor=keeper, own_id=reports[code].pk, figures=told)
        if outcome.problems:
            raise NotStated(unit=code, problems=[one.text for one in outcome.problems])


def _bulk(stage: Stage, reports: dict[str, Report]) -> None:
    for one in stage.story.half_year["bulk_entries"]:
        save_bulk(
            actor=stage.officer_of(one["unit"]),
            own_id=reports[one["unit"]].pk,
            totals={one["element"]: str(one["book_total"])},
        )


def _drafts(stage: Stage, reports: dict[str, Report]) -> None:
    """Reports that are being written: half of the figures are there."""
    named = {f"CĐCS {one['unit']}": one for one in stage.story.half_year["named_reports"]}
    for telling in stage.tellings:
        if telling.progress == "draft":
            report = reports[telling.unit.code]
            changes = _changes(report, telling)
            if telling.unit.name in named:
                changes = _as_told(changes, named[telling.unit.name]["answers"])
            else:
                changes = dict(list(changes.items())[: len(changes) // 2])
            counted = stage.counted.get(telling.unit.code, {})
            changes = {code: told for code, told in changes.items() if code not in counted}
            save_draft(actor=stage.chair_of(telling.unit), report_id=report.pk, changes=changes)


def _as_told(changes: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """The answers of a union that people meet by name; what the story leaves open is left open."""
    said = {code: value for code, value in told.items() if code in changes and value is not None}
    return {
        code: {"answer": "not_applicable"} if value == "not_applicable" else str(value)
        for code, value in said.items()
    }

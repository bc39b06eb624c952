"""Act three: the half-year. Units report day by day; some are returned, some late, some entered in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from thidua.config.scenario.figures import Telling
from thidua.config.scenario.stage import Stage
from thidua.kernel.clock import standing_on
from thidua.launch.actions.keep_baselines import keep_baselines
from thidua.launch.actions.open_period import open_period
from thidua.report.actions.open_period import open_period as make_reports
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.actions.record_derived import record_derived
from thidua.report.actions.review import accept, return_with_reasons
from thidua.report.actions.save_bulk import save_bulk
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report
from thidua.report.queries.checking import asked

PERIOD = "half_year"
WRITER = "nguyen_duy_khanh"
RETURNED = "Số đoàn viên và số lao động chưa khớp danh sách; đề nghị rà lại rồi gửi."
SOURCES = {
    "full_time": "danh sách lớp tập huấn",
    "full_time_trained": "danh sách lớp tập huấn",
    "houses": "hồ sơ bàn giao nhà",
    "inspections": "sổ kiểm tra, giám sát",
}


def report(stage: Stage) -> None:
    reports = {one.unit.code: one for one in _own_reports(stage)}
    _counted(stage)
    for day, some in _by_day(stage):
        with standing_on(day):
            for telling in some:
                _tell(stage, reports[telling.unit.code], telling)
        stage.tell(f"{day:%d/%m}: {len(some)} cơ sở gửi báo cáo")
    with standing_on(stage.story.half_year["day"]):
        _bulk(stage, reports)
        _drafts(stage, reports)


def open_half_year(stage: Stage) -> None:
    """The period opens: every unit that must report has its form."""
    half = stage.story.half_year
    with standing_on(half["period"]["opened_on"]):
        writer = stage.actor(WRITER)
        set_form_plan(actor=writer, cycle_id=stage.year.pk, rules=stage.story.indicators["rules"])
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
    saved = save_draft(actor=chair, report_id=report.pk, changes=_changes(report, telling))
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


def _counted(stage: Stage) -> None:
    """What the province's registers know enters with its source, unit by unit."""
    with standing_on(dt.date(2017, 7, 12)):
        writer = stage.actor(WRITER)
        for code, figures in stage.registers().items():
            for element, value in figures.items():
                record_derived(
                    actor=writer,
                    period_id=stage.periods[PERIOD].pk,
                    unit_id=stage.unit(code).pk,
                    element=element,
                    value=value,
                    source=SOURCES[element],
                )


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
            save_draft(actor=stage.chair_of(telling.unit), report_id=report.pk, changes=changes)


def _as_told(changes: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """The answers of a union that people meet by name; what the story leaves open is left open."""
    said = {code: value for code, value in told.items() if code in changes and value is not None}
    return {
        code: {"answer": "not_applicable"} if value == "not_applicable" else str(value)
        for code, value in said.items()
    }

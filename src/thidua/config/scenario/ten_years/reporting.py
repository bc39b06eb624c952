"""Act four of every year: what units report, what is accepted, frozen, and looked back upon."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.config.scenario.settling import settle
from thidua.config.scenario.ten_years.stage import PROVINCE, TenYears
from thidua.kernel.clock import standing_on
from thidua.launch.actions.close_period import close_period
from thidua.launch.actions.keep_baselines import keep_baselines
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.plan_reviews import hold_review
from thidua.launch.models import Review
from thidua.report.actions.review import accept_many
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report
from thidua.rollup.actions.freeze_edition import freeze_edition

_FLAGS = {"conference": {0: "không", 1: "có"}}


class NotAccepted(ValueError):
    """A report of the story that the level above could not accept."""


def baselines(stage: TenYears) -> None:
    """What was reached before the movement, at every level: the first decisions start from it."""
    said = stage.told["before"]
    with standing_on(stage.cycles[2021].starts_on):
        keep_baselines(
            actor=stage.actor("writer"),
            year=said["year"],
            rows=list(_before(stage)),
            note=f"Báo cáo năm {said['year']}",
        )


def _before(stage: TenYears) -> Iterator[tuple[int, str, int]]:
    told = stage.unions.before()
    for name in ("admitted", "initiatives"):
        for one in stage.unions.all:
            yield stage.units[one.code].pk, name, told[one.code][name]
        for upper in stage.unions.uppers:
            total = sum(told[one.code][name] for one in stage.unions.below(upper))
            yield stage.units[upper].pk, name, total
        yield stage.units[PROVINCE].pk, name, sum(one[name] for one in told.values())


def report(stage: TenYears, year: int) -> None:
    """The year's period opens, every grassroots union reports, upper unions accept, the province closes,
    freezes the figures and holds the year's review."""
    days, period = stage.of_year(year)["reports"], stage.periods[year]
    with standing_on(days["opened_on"]):
        open_period(actor=stage.actor("writer"), period_id=period.pk)
        settle()
    with standing_on(days["sent_on"]):
        own = Report.objects.filter(period=period, kind=Report.Kind.OWN).select_related("unit")
        heads = {one.unit.code: one for one in own}
        told = stage.unions.year(year)
        for one in stage.unions.all:
            _state(stage, heads[one.code], told[one.code])
        settle()
    with standing_on(days["accepted_on"]):
        _accept(stage, year)
        settle()
    with standing_on(days["closed_on"]):
        close_period(actor=stage.actor("chair"), period_id=period.pk)
        settle()
        freeze_edition(actor=stage.actor("chair"), period_id=period.pk)
        settle()
    with standing_on(days["review_held_on"]):
        review = stage.called.reviews.get(kind=Review.Kind.YEARLY, until_year=year)
        hold_review(
            actor=stage.actor("writer"),
            movement_id=stage.called.pk,
            review_id=review.pk,
            on=days["review_held_on"],
        )
    stage.tell(f"{year}: {len(stage.unions.all)} báo cáo, đã khóa và sơ kết")


def _state(stage: TenYears, report: Report, figures: dict[str, int]) -> None:
    chair = stage.actor(report.unit.code)
    changes = {code: _FLAGS.get(code, {}).get(value, str(value)) for code, value in figures.items()}
    saved = save_draft(actor=chair, report_id=report.pk, changes=changes)
    send(actor=chair, report_id=report.pk, version=saved.report.version, checked=True)


def _accept(stage: TenYears, year: int) -> None:
    for upper in stage.unions.uppers:
        below = Report.objects.filter(
            period=stage.periods[year], state="sent", unit__parent=stage.units[upper]
        ).values_list("pk", flat=True)
        outcomes = accept_many(actor=stage.actor(upper), reports=dict.fromkeys(below))
        refused = [one.refusal for one in outcomes if one.refusal]
        if refused:
            raise NotAccepted(f"{upper}: {refused[0]}")

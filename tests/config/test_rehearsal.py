"""The main job end to end: Tuyên Quang 2017, played by its people and checked against plain algebra."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests.config.heavy_pages import heavy
from thidua.config.scenario import playing, rehearsal
from thidua.config.scenario.files import story
from thidua.config.scenario.plays import play_of
from thidua.config.scenario.rehearsal import Check
from thidua.kernel import clock
from thidua.report.models import Report
from thidua.rollup.actions.roll import rebuild


def broken(checks: list[Check]) -> list[str]:
    return [f"{one.what}: {one.found}, must be {one.expected}" for one in checks if not one.holds]


@pytest.mark.django_db
def test_the_year_of_tuyen_quang_holds_its_pages_are_light_and_a_corrupted_figure_is_seen() -> None:
    told = story("tuyen-quang-2017")
    stage = playing.play(told, tell=lambda _line: None)
    with clock.standing_on(stage.story.half_year["day"]):
        assert "\n".join(heavy(stage)) == ""

    with transaction.atomic():
        _add_one_to_a_stored_figure(stage.periods["half_year"].pk)
        seen = broken(rehearsal.check(stage))
        transaction.set_rollback(True)
    assert len(seen) >= 2  # the unit above and the province, sent and accepted

    checks = play_of(told).check(stage)
    assert broken(checks) == []
    assert sum(one.act == "sum" for one in checks) > 800


def _add_one_to_a_stored_figure(period_id: int) -> None:
    """A figure of an accepted report, changed behind the house's back; the sums are then made anew."""
    report = Report.objects.filter(
        period=period_id, kind=Report.Kind.OWN, state="accepted", bloc="enterprise"
    ).first()
    assert report is not None
    place = report.form.vector.index("sum:shelter_fund@*") + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "update report_values set vals[%s] = vals[%s] + 1 where report_id = %s",
            [place, place, report.pk],
        )
        assert cursor.rowcount == 1
    rebuild(period_id=period_id)

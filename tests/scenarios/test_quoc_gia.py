"""The generated country: its size, and that every row is what the product itself would have written."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from tests.rollup.oracle import differences
from thidua.config.scenario.country.loading import Country, write
from thidua.config.scenario.country.reporting import Stage
from thidua.config.scenario.country.shape import LARGEST, Shape
from thidua.config.scenario.files import story
from thidua.federation.models import Body
from thidua.federation.queries.search import search
from thidua.kernel.clock import standing_on
from thidua.kernel.door import system
from thidua.report.actions.send import send
from thidua.report.models import Report, Values
from thidua.report.queries.cells import answers_of
from thidua.report.queries.standing import standings
from thidua.report.queries.vectors import vector_of
from thidua.rollup.actions.roll import rebuild

SMALL = 0.0005


def country(stage: Stage = Stage.SENT) -> Country:
    return write(SMALL, tell=lambda _told: None, stage=stage)


def own_reports() -> list[Report]:
    return list(Report.objects.filter(unit__kind__level="grassroots").select_related("unit__kind", "form"))


def test_the_whole_country_has_128_455_units() -> None:
    shape = Shape(story("quoc-gia").read("country"), 1.0)
    assert (shape.provinces, shape.sectors, shape.uppers, shape.grassroots) == (34, 20, 3400, 125_000)
    units = shape.units()
    assert len(units) == 128_455
    assert len({one.code for one in units}) == 128_455
    levels = Counter(one.level for one in units)
    assert levels == {"confederation": 1, "province": 54, "upper": 3400, "grassroots": 125_000}
    below = Counter(units[one.parent].code for one in units if one.parent is not None)
    assert below[LARGEST] == 5000 == max(below.values())
    assert len({one.attributes.get("bloc") for one in units if one.level == "grassroots"}) == 5
    assert all(units[one.parent].level != "grassroots" for one in units if one.parent is not None)


def test_it_is_the_same_every_time() -> None:
    told = story("quoc-gia").read("country")
    assert Shape(told, 0.003).units() == Shape(told, 0.003).units()


@pytest.mark.django_db
def test_units_are_what_saving_them_one_by_one_would_make() -> None:
    country()
    for unit in Body.objects.all():
        kept = (unit.seat, unit.folded, unit.matching_key, unit.sort_key)
        unit.set_keys()
        assert kept == (unit.seat, unit.folded, unit.matching_key, unit.sort_key)
        assert unit.parent is None or unit.path == f"{unit.parent.path}{unit.pk}."
        assert unit.parent is None or unit.may_stand_under(unit.parent)
        assert unit.parent is None or unit.placements.get().under_id == unit.parent_id
    one = Body.objects.filter(kind__level="grassroots").order_by("pk")[7]
    assert one in search(one.folded, system("test"))


@pytest.mark.django_db
def test_reports_are_stamped_as_sending_stamps_them_and_their_vectors_follow_from_their_records() -> None:
    made = country()
    reports = own_reports()
    stood = standings([one.unit for one in reports], made.period.cutoff_on)
    rows = {row.report_id: row for row in Values.objects.filter(period_id=made.period.pk)}
    for report in reports:
        told = stood[report.unit_id]
        assert (report.path, report.bloc, report.strata) == (told.path, told.bloc, told.strata)
        row = rows[report.pk]
        assert len(row.data) == 60
        must = vector_of(made.form.definition, report.kind, answers_of(row.data), report.strata)
        assert [None if math.isnan(one) else one for one in row.vals] == [
            None if math.isnan(one) else one for one in must
        ]


@pytest.mark.django_db
def test_sums_of_it_are_those_of_its_records() -> None:
    made = country()
    rebuild(period_id=made.period.pk)
    assert differences(made.period.pk) == []


@pytest.mark.django_db
def test_what_is_typed_can_be_sent() -> None:
    made = country(Stage.DRAFT)
    with standing_on(made.period.ends_on):
        for report in own_reports():
            send(actor=system("test"), report_id=report.pk)
    assert {one.state for one in own_reports()} == {"sent"}

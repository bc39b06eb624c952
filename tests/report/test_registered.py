"""Who has registered is a figure of reports that nobody types: "100% đăng ký" is judged by it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cast import HOUSE, Cast, hear_everything, read
from tests.pledge.registering import GARMENT, opened, person, put, the_list
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.set_target import add_targets
from thidua.launch.models import Cycle, Period
from thidua.pledge.actions.registrations.keep_lists import confirm_list
from thidua.pledge.actions.registrations.settle import withdraw
from thidua.pledge.models import Scheme
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.actions.record_derived import record_derived
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report
from thidua.report.queries.figures import data_of
from thidua.rollup.queries.lines import target_lines

pytestmark = pytest.mark.django_db
DEFINITIONS = "long-bien-2021/indicators.yaml"


@pytest.fixture
def cycle(cast: Cast) -> Cycle:
    """A movement of the province with the one target "100% đăng ký"."""
    officer, told = cast.actor("province_officer"), read(DEFINITIONS)
    movement = call_movement(
        actor=officer,
        seat_id=cast.units["TQ"].pk,
        name="Phong trào đăng ký danh hiệu",
        from_on=dt.date(2017, 1, 1),
        until_on=dt.date(2017, 12, 31),
    )
    made = movement.cycles.get()
    add_targets(actor=officer, cycle_id=made.pk, definitions=told)
    set_form_plan(actor=officer, cycle_id=made.pk, rules=told["rules"])
    return made


def begin(cast: Cast, cycle: Cycle) -> Period:
    officer = cast.actor("province_officer")
    period = add_period(
        actor=officer,
        cycle_id=cycle.pk,
        kind="half_year",
        name="6 tháng đầu năm",
        measured_from=dt.date(2017, 1, 1),
        ends_on=dt.date(2017, 6, 30),
        cutoff_on=dt.date(2017, 6, 30),
    )
    open_period(actor=officer, period_id=period.pk)
    hear_everything()
    return period


def figure(cast: Cast, period: Period, unit: str = GARMENT) -> dict[str, Any] | None:
    head = Report.objects.filter(period=period, unit=cast.units[unit], kind=Report.Kind.DERIVED).first()
    return data_of(head).get("registered") if head else None


def value(cast: Cast, period: Period) -> tuple[str, str]:
    told = figure(cast, period)
    return (str(told["value"]), str(told["from"])) if told else ("", "")


def test_registrations_enter_open_periods_and_follow_every_change(cast: Cast, cycle: Cycle) -> None:
    period = begin(cast, cycle)
    scheme: Scheme = opened(cast, cycle_id=cycle.pk)
    first = put(cast, scheme, one := person(cast, "Ma Thị Thử"))
    put(cast, scheme, one, "base_emulation_soldier")
    put(cast, scheme, person(cast, "Ma Thị Hai"))
    hear_everything()
    assert value(cast, period) == ("2", "registrations")
    assert figure(cast, period, "TQ-SD-002") is None  # nobody has said anything there: no zero
    own = Report.objects.get(period=period, unit=cast.units[GARMENT], kind=Report.Kind.OWN)
    chair = cast.actor("garment_chair")
    save_draft(actor=chair, report_id=own.pk, changes={"staff": "10"})
    send(actor=chair, report_id=own.pk, checked=True)
    hear_everything()
    line = target_lines(actor=chair, period=period, unit=cast.units[GARMENT])[0]
    assert (line.sent.numerator, line.sent.denominator) == (2, 10)
    withdraw(actor=cast.actor("garment_chair"), registration_id=first.pk)
    hear_everything()
    assert value(cast, period) == ("2", "registrations")  # she still stands for the other title


def test_a_period_that_opens_later_finds_what_was_registered(cast: Cast, cycle: Cycle) -> None:
    scheme = opened(cast, cycle_id=cycle.pk)
    put(cast, scheme, person(cast, "Ma Thị Thử"))
    hear_everything()
    assert value(cast, begin(cast, cycle)) == ("1", "registrations")


def test_an_empty_list_that_was_confirmed_says_nobody(cast: Cast, cycle: Cycle) -> None:
    period = begin(cast, cycle)
    scheme = opened(cast, cycle_id=cycle.pk)
    line = put(cast, scheme, person(cast, "Ma Thị Thử"))
    withdraw(actor=cast.actor("garment_chair"), registration_id=line.pk)
    hear_everything()
    assert value(cast, period) == ("", "")
    confirm_list(actor=cast.actor("garment_chair"), list_id=the_list(cast, scheme).pk, empty=True)
    hear_everything()
    assert value(cast, period) == ("0", "registrations")


def test_a_register_that_stated_the_figure_is_not_wiped_out(cast: Cast, cycle: Cycle) -> None:
    period = begin(cast, cycle)
    told = {"period_id": period.pk, "unit_id": cast.units[GARMENT].pk, "element": "registered"}
    record_derived(actor=HOUSE, value=140, source="register", **told)
    opened(cast, cycle_id=cycle.pk)
    person(cast, "Ma Thị Thử")
    hear_everything()
    assert value(cast, period) == ("140", "register")


def test_a_year_that_does_not_ask_is_left_alone(cast: Cast) -> None:
    scheme = opened(cast)
    put(cast, scheme, person(cast, "Ma Thị Thử"))
    hear_everything()
    assert figure(cast, cast.period) is None

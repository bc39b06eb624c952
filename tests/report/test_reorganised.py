"""Reports while the tree changes: open periods follow, closed ones stay, what is unfinished stands in the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.cast import HOUSE, Cast, hear_everything
from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps
from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.draft import draft_reorganisation
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.errors import Objected
from thidua.federation.models import Body, Reorganisation
from thidua.federation.queries.reorganising.asking import ask
from thidua.federation.queries.reorganising.shape import shape_of
from thidua.kernel import clock
from thidua.launch.actions.close_period import close_period
from thidua.launch.actions.open_period import open_period
from thidua.launch.models import Period
from thidua.report.models import Report
from thidua.report.queries.standing import standings
from thidua.rollup.models import Placed

JULY = dt.date(2017, 7, 1)


def step(cast: Cast, verb: str, unit: str, into: str | None = None, **told: Any) -> NewStep:
    return NewStep(verb, cast.units[unit].pk, cast.units[into].pk if into else None, told)


def drafted(cast: Cast, *steps: NewStep, seat: str = "TQ", day: dt.date = JULY) -> Reorganisation:
    made = draft_reorganisation(
        actor=HOUSE, seat_id=cast.units[seat].pk, name="Sắp xếp tháng 7", from_on=day, source="QĐ 77/QĐ-LĐLĐ"
    )
    add_steps(actor=HOUSE, reorganisation_id=made.pk, steps=steps)
    return made


def done(cast: Cast, *steps: NewStep, **how: Any) -> Reorganisation:
    made = carry_out(actor=HOUSE, reorganisation_id=drafted(cast, *steps, **how).pk)
    hear_everything()
    return made


@pytest.fixture
def year(cast: Cast) -> Cast:
    """The whole year is open beside the half-year, whose cut-off lies before the changes."""
    open_period(actor=cast.actor("province_officer"), period_id=cast.periods["year"].pk)
    hear_everything()
    # Grassroots unions of Sơn Dương have nothing to report for the half-year: it does not stand in the way.
    Report.objects.filter(period=cast.period, unit__path__startswith=cast.units["TQ-SD"].path).update(
        exempt=True, exempt_reason="không phát sinh"
    )
    return cast


def stamps(cast: Cast, unit: str) -> dict[str, str]:
    found = Report.objects.filter(unit=cast.units[unit], kind="own").select_related("period")
    return {one.period.kind: one.path for one in found}


def test_a_period_whose_cut_off_was_before_stays_under_the_old_tree(year: Cast) -> None:
    old = year.units["TQ-SD-001"].path
    made = done(year, step(year, "move", "TQ-SD-001", "TQ-NH"))
    new = Body.objects.get(code="TQ-SD-001").path
    assert stamps(year, "TQ-SD-001") == {"half_year": old, "year": new}
    moved = Report.objects.get(unit=year.units["TQ-SD-001"], period=year.periods["year"])
    assert Placed.objects.get(report_id=moved.pk, tree="then").path == new
    undo(actor=HOUSE, reorganisation_id=made.pk)
    hear_everything()
    assert stamps(year, "TQ-SD-001") == {"half_year": old, "year": old}
    assert Placed.objects.get(report_id=moved.pk, tree="then").path == old


def test_who_ends_is_excused_from_then_on_and_expected_again_when_it_is_taken_back(year: Cast) -> None:
    made = done(year, step(year, "merge", "TQ-SD-001", "TQ-SD-002"))
    head = Report.objects.get(unit=year.units["TQ-SD-001"], period=year.periods["year"])
    assert (head.exempt, head.exempt_reason) == (True, "đơn vị đã kết thúc do sắp xếp tổ chức")
    undo(actor=HOUSE, reorganisation_id=made.pk)
    hear_everything()
    head.refresh_from_db()
    assert (head.exempt, head.exempt_reason) == (False, "")


def test_a_founded_unit_gets_its_report_and_loses_it_with_its_founding(year: Cast) -> None:
    made = done(
        year,
        step(year, "found", "TQ-SD", code="TQ-SD-009", name="CĐCS Xã Mới", kind="grassroots_union"),
        step(year, "merge", "TQ-SD-001", into_code="TQ-SD-009"),
    )
    new = Body.objects.get(code="TQ-SD-009")
    assert set(Report.objects.filter(unit=new).values_list("period__kind", flat=True)) == {"year"}
    undo(actor=HOUSE, reorganisation_id=made.pk)
    hear_everything()
    assert not Body.objects.filter(code="TQ-SD-009").exists()
    assert not Report.objects.filter(unit_id=new.pk).exists()


def test_units_that_come_from_outside_report_and_those_who_leave_do_not(year: Cast) -> None:
    made = done(year, step(year, "merge", "HG", "TQ"), step(year, "end", "HG-VX"),
                step(year, "move", "HG-VX-001", "TQ-NH"), seat="TLD")  # fmt: skip
    head = Report.objects.get(unit=year.units["HG-VX-001"], period=year.periods["year"])
    assert (head.state, head.exempt) == ("waiting", False)
    assert not Report.objects.filter(unit=year.units["HG-VX-001"], period=year.period).exists()
    undo(actor=HOUSE, reorganisation_id=made.pk)
    hear_everything()
    head.refresh_from_db()
    assert (head.exempt, head.exempt_reason) == (
        True,
        "đơn vị đã chuyển khỏi nơi phát động do sắp xếp tổ chức",
    )


def test_a_merge_of_a_unit_with_an_open_report_is_refused(cast: Cast) -> None:
    made = drafted(cast, step(cast, "merge", "TQ-NH-002", "TQ-NH-001"))
    before = every_row()
    with pytest.raises(Objected) as refused:
        carry_out(actor=HOUSE, reorganisation_id=made.pk)
    assert every_row() == before
    reasons = str(refused.value.params["reasons"])
    assert "CĐCS UBND xã Năng Khả" in reasons
    assert "6 tháng đầu năm" in reasons
    assert "miễn báo cáo" in reasons


def test_a_day_before_a_closed_period_is_refused(cast: Cast) -> None:
    sent = cast.report("TQ-NH-002")
    Report.objects.filter(pk=sent.pk).update(state="accepted")
    close_period(actor=cast.actor("chair"), period_id=cast.period.pk)
    made = drafted(cast, step(cast, "move", "TQ-NH-002", "TQ-SD"), day=dt.date(2017, 6, 15))
    before = every_row()
    with pytest.raises(Objected) as refused:
        carry_out(actor=HOUSE, reorganisation_id=made.pk)
    assert every_row() == before
    assert "30/06/2017" in str(refused.value.params["reasons"])
    done(cast, step(cast, "move", "TQ-NH-002", "TQ-SD"))


def test_what_fails_at_its_very_end_is_not_done_at_all(year: Cast) -> None:
    """The last thing that carrying out writes is what it tells the other rooms; the database refuses it here."""
    steps = step(year, "merge", "TQ-SD-001", "TQ-SD-002"), step(year, "move", "TQ-SD-003", "TQ-NH")
    made = drafted(year, *steps)
    before = every_row()
    with connection.cursor() as cursor:
        cursor.execute(
            "create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;"
            " create trigger refuse before insert on kernel_outboxrow for each row"
            " when (new.event = 'federation.reorganised') execute function refuse()"
        )
    with pytest.raises(DatabaseError, match="the disk is full"), transaction.atomic():
        carry_out(actor=HOUSE, reorganisation_id=made.pk)
    assert every_row() == before
    with connection.cursor() as cursor:
        cursor.execute("drop trigger refuse on kernel_outboxrow")
    carry_out(actor=HOUSE, reorganisation_id=made.pk)
    assert every_row() != before


def every_row() -> dict[str, str]:
    """All that the rooms keep which a change of the tree can touch."""
    return {
        model._meta.label: repr(list(model._base_manager.order_by("pk").values_list()))  # NaN is no NaN
        for room in ("federation", "report", "launch", "access", "audit", "kernel")
        for model in apps.get_app_config(room).get_models()
    }


def test_it_cannot_be_taken_back_once_a_later_period_is_closed(year: Cast) -> None:
    made = done(year, step(year, "move", "TQ-SD-001", "TQ-NH"))
    Report.objects.filter(unit=year.units["TQ-SD-001"], period=year.periods["year"]).update(state="accepted")
    Period.objects.filter(pk=year.periods["year"].pk).update(state="closed")
    with pytest.raises(Objected) as refused:
        undo(actor=HOUSE, reorganisation_id=made.pk)
    assert "Cả năm" in str(refused.value.params["reasons"])


def test_what_the_rooms_say_beforehand(year: Cast) -> None:
    made = drafted(
        year, step(year, "merge", "TQ-SD-001", "TQ-SD-002"), step(year, "move", "TQ-SD-003", "TQ-NH")
    )
    counts = {name: n for answer in ask(shape_of(made)) for name, n in answer.counts.items()}
    assert counts["accounts"] == 2
    assert counts["roles"] == 2
    assert counts["reports_excused"] == 1
    assert counts["reports_moved"] == 1
    assert counts["reports_open"] == 0
    assert {"plans_in_draft", "assignments_carried", "periods_restated"} <= set(counts)


def test_a_role_at_a_unit_that_ended_gives_nothing_and_comes_back(year: Cast) -> None:
    assert list(year.actor("garment_chair").grants)
    made = done(year, step(year, "merge", "TQ-SD-001", "TQ-SD-002"))
    assert not year.actor("garment_chair").grants
    undo(actor=HOUSE, reorganisation_id=made.pk)
    assert list(year.actor("garment_chair").grants)


def test_sending_after_a_move_stamps_the_place_of_the_cut_off_day(cast: Cast) -> None:
    old = cast.units["TQ-SD-001"].path
    done(cast, step(cast, "move", "TQ-SD-001", "TQ-NH"))
    unit = Body.objects.select_related("kind").get(code="TQ-SD-001")
    assert standings([unit], dt.date(2017, 6, 30))[unit.pk].path == old
    assert standings([unit], dt.date(2017, 11, 30))[unit.pk].path == unit.path
    with clock.standing_on(dt.date(2017, 6, 1)):
        assert standings([unit], dt.date(2017, 11, 30))[unit.pk].path == old

"""The sums of a node are exactly what its reports say, after every change and whatever is killed."""

from __future__ import annotations

import io

import pytest

from tests.rollup.oracle import differences
from tests.rollup.world import World, spec
from thidua.kernel import events
from thidua.kernel.models import OutboxRow
from thidua.report.models import Report
from thidua.rollup.actions.roll import rebuild, roll
from thidua.rollup.models import Agg, Rolled

pytestmark = pytest.mark.django_db

JOINED = "sum:joined@kind=grassroots"


def total(world: World, path: str, line: str = "sent", key: str = JOINED, tree: str = "then") -> float:
    row = Agg.objects.get(period_id=world.period.pk, path=path, tree=tree, bloc="")
    return float(getattr(row, line)[world.stored_form.vector.index(key)])


@pytest.fixture
def world() -> World:
    return World(spec())


def test_one_report_is_seen_at_every_node_above_it(world: World) -> None:
    upper = world.upper()
    first, second = (world.head(world.base(upper)) for _ in range(2))
    rebuild(period_id=world.period.pk)
    world.send(first, joined=7, start=10, end=12, strong=True)
    assert total(world, world.province.path) == 0
    assert events.deliver() == 1
    assert total(world, upper.path) == total(world, world.province.path) == 7
    world.send(second, joined=0)
    events.deliver()
    assert total(world, upper.path) == 7
    assert differences(world.period.pk) == []


def test_accepting_moves_the_accepted_line_only(world: World) -> None:
    report = world.head(world.base(world.upper()))
    world.send(report, joined=5)
    world.to(report, "accepted")
    events.deliver()
    assert total(world, world.province.path) == total(world, world.province.path, "accepted") == 5
    world.to(report, "returned", told="report.reopened")
    events.deliver()
    assert total(world, world.province.path) == total(world, world.province.path, "accepted") == 0
    assert differences(world.period.pk) == []


def test_who_must_report_is_known_before_anyone_has(world: World) -> None:
    upper = world.upper()
    for _ in range(3):
        world.head(world.base(upper))
    world.head(world.base(upper), exempt=True)
    rebuild(period_id=world.period.pk)
    row = Agg.objects.get(period_id=world.period.pk, path=upper.path, bloc="")
    assert (row.expected_reports, row.sent_reports) == (3, 0)
    assert total(world, upper.path, key="units@kind=grassroots") == 3
    assert differences(world.period.pk) == []


def test_a_moved_report_leaves_its_old_place(world: World) -> None:
    old, new = world.upper(), world.upper()
    report = world.head(world.base(old))
    world.head(world.base(new))
    world.send(report, joined=4)
    events.deliver()
    assert total(world, old.path) == 4
    world.restamp(report, f"{new.path}{report.unit_id}.")
    world.tell(report)
    events.deliver()
    assert total(world, new.path) == total(world, world.province.path) == 4
    assert not Agg.objects.filter(period_id=world.period.pk, tree="then", path=old.path).exists()
    assert differences(world.period.pk) == []


def test_a_unit_that_gets_units_below_keeps_its_own_report(world: World) -> None:
    upper = world.upper()
    own = world.send(world.head(upper), fund=100)
    events.deliver()
    assert not Agg.objects.filter(path=upper.path).exists()
    world.send(world.head(world.base(upper)), fund=11)
    events.deliver()
    assert total(world, upper.path, key="sum:fund@*") == 111
    assert differences(world.period.pk) == []
    Report.objects.filter(pk=own.pk).update(state="returned")
    world.tell(own, "report.returned")
    events.deliver()
    assert total(world, world.province.path, key="sum:fund@*") == 11


def test_hearing_the_same_twice_changes_nothing(world: World) -> None:
    report = world.send(world.head(world.base(world.upper())), joined=9)
    world.tell(report)
    world.tell(report)
    events.deliver()
    roll(period_id=world.period.pk, report_ids=[report.pk])
    assert total(world, world.province.path) == 9
    assert differences(world.period.pk) == []


def test_a_report_under_a_newer_form_is_summed_by_the_meaning_of_its_components(world: World) -> None:
    upper = world.upper()
    old = world.send(world.head(world.base(upper)), joined=2, fund=10)
    events.deliver()
    world.add_form(spec("fund", "joined", "weak"))
    new = world.send(world.head(world.base(upper)), joined=3, fund=20, weak=True)
    events.deliver()
    assert Rolled.objects.get(pk=world.period.pk).form_ids == [old.form_id, new.form_id]
    assert total(world, upper.path) == 5
    assert total(world, upper.path, key="sum:fund@*") == 30
    assert differences(world.period.pk) == []


def test_what_fails_half_way_is_done_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    report = world.send(world.head(world.base(world.upper())), joined=9)
    events.deliver()
    world.send(report, joined=12)
    from thidua.rollup.queries import notes

    with monkeypatch.context() as patch:
        patch.setattr(notes, "hear", lambda *_: "select 1/0")
        events.deliver()
    assert "division by zero" in caplog.text
    assert OutboxRow.objects.count() == 1
    assert total(world, world.province.path) == 9
    events.deliver()
    assert OutboxRow.objects.count() == 0
    assert total(world, world.province.path) == 12


def test_very_many_changes_are_a_rebuild(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.rollup.actions.roll.FULL_BEYOND", 1)
    upper = world.upper()
    reports = [world.head(world.base(upper)) for _ in range(2)]
    rebuild(period_id=world.period.pk)
    whole_at = Rolled.objects.get(pk=world.period.pk).whole_at
    world.send(reports[0], joined=1)
    events.deliver()
    assert Rolled.objects.get(pk=world.period.pk).whole_at == whole_at
    for report in reports:
        world.send(report, joined=2)
    events.deliver()
    assert Rolled.objects.get(pk=world.period.pk).whole_at > whole_at
    assert differences(world.period.pk) == []


def test_a_period_without_reports_has_no_sums(world: World) -> None:
    assert rebuild(period_id=world.period.pk) == 0
    assert not Rolled.objects.filter(pk=world.period.pk).exists()


def test_the_command_rebuilds_every_open_period(world: World) -> None:
    from django.core.management import call_command

    report = world.head(world.base(world.upper()))
    world.fill(report, joined=3)
    Report.objects.filter(pk=report.pk).update(state="sent")  # nobody told: only a rebuild can see it
    told = io.StringIO()
    call_command("rebuild_totals", stdout=told)
    assert "2 nút" in told.getvalue()
    assert total(world, world.province.path) == 3

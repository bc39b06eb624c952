"""Frozen editions: what is in one never changes; the next one says what changed and who changed it."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.rollup.page import number, table
from tests.rollup.test_pages import get, officer
from tests.rollup.world import World, spec
from thidua.algebra.thresholds import AtLeast
from thidua.audit.models import Entry
from thidua.federation.models import Body
from thidua.kernel import clock, events
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, Grant, Reach
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.models import OutboxRow
from thidua.launch.models import Assignment, Baseline, Period, Target
from thidua.report.models import Report
from thidua.rollup.actions.freeze_edition import freeze_edition
from thidua.rollup.desk import editions as desk
from thidua.rollup.errors import InsideNotYours, NothingNew, NotRolledYet, ReasonMissing
from thidua.rollup.models import Edition, EditionLine, EditionReport, EditionSum
from thidua.rollup.queries.differences import How, before_this, changed_lines, changed_reports
from thidua.rollup.queries.editions import editions_of, frozen_figure, lines_of
from thidua.rollup.queries.frozen_lines import lines_then

pytestmark = pytest.mark.django_db
HELD = frozenset({"rollup.view", "launch.view", "federation.view", "launch.close"})
FINAL_TABLES = ("edition", "editionsum", "editionreport", "editionline")


@pytest.fixture
def world() -> World:
    return World(spec())


@pytest.fixture
def target(world: World) -> Target:
    return world.target("members", AtLeast(Fraction(100)), name="Đoàn viên", unit_of_measure="đoàn viên")


def chair(world: World) -> Actor:
    seat = world.province
    return Actor(
        None, "Phạm Văn Sáu", seat.pk, seat.path, (Grant("chair", seat.pk, seat.path, Reach.SUBTREE, HELD),)
    )


def close(world: World) -> None:
    Period.objects.filter(pk=world.period.pk).update(state="closed")


def accepted(world: World, upper: Body, *members: int) -> list[Report]:
    found = []
    for figure in members:
        report = world.send(world.head(world.base(upper)), members=figure, start=figure - 1, end=figure)
        world.to(report, "accepted")
        found.append(report)
    return found


def freeze(world: World, reason: str = "") -> Edition:
    return freeze_edition(actor=chair(world), period_id=world.period.pk, reason=reason)


def corrected(world: World, report: Report, members: int, reason: str) -> None:
    """As the report room restates: figures, version, audit, event."""
    world.fill(report, members=members, start=1, end=members)
    Report.objects.filter(pk=report.pk).update(version=report.version + 1, restated=True)
    record(chair(world), "report.restated", report, path=report.unit.path, reason=reason)
    world.tell(report, "report.restated")


def test_an_edition_keeps_the_accepted_line_alone(world: World, target: Target) -> None:
    upper = world.upper("Sơn Dương")
    accepted(world, upper, 40, 70)
    world.send(
        world.head(world.base(upper)), members=500
    )  # sent, not accepted; and still waiting in the outbox
    close(world)
    edition = freeze(world)
    assert (edition.number, edition.final, edition.by) == (1, True, "Phạm Văn Sáu")
    (line,) = lines_of(edition, world.province.pk)
    assert (line.value, line.state, line.figure) == ("110/100", "exceeded", "110")
    assert line.completeness == "2/3 đơn vị đã báo cáo"
    figure = frozen_figure(edition, world.province, target)
    assert (figure.total, figure.adds_up) == (110, True)
    assert [(one.unit, one.adds) for one in figure.children.object_list] == [(upper, 110)]
    below = frozen_figure(edition, upper, target)
    assert sorted(one.adds for one in below.children.object_list) == [0, 40, 70]
    entry = Entry.objects.get(did="rollup.edition_frozen")
    assert (entry.object_id, entry.data["number"]) == (edition.pk, 1)
    assert OutboxRow.objects.filter(event="rollup.edition_frozen").count() == 1


def test_an_edition_never_changes(world: World, target: Target) -> None:
    (report,) = accepted(world, world.upper(), 40)
    close(world)
    edition = freeze(world)
    corrected(world, report, 45, "nhầm số")
    while events.deliver():
        pass
    assert frozen_figure(edition, world.province, target).total == 40
    (own,) = frozen_figure(edition, report.unit, target).own
    assert (own.version, own.adds) == (1, 40)
    for name in FINAL_TABLES:
        for statement in (f"update rollup_{name} set id = id", f"delete from rollup_{name}"):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                connection.cursor().execute(statement)


def test_the_next_edition_says_what_changed_and_who_changed_it(world: World, target: Target) -> None:
    upper, other = world.upper(), world.upper()
    first, second, third = accepted(world, upper, 40, 70, 5)
    late = world.head(world.base(other))
    close(world)
    one = freeze(world)
    corrected(world, first, 46, "Đếm hai lần 6 đoàn viên")
    world.to(second, "returned", told="report.reopened")
    record(chair(world), "report.reopened", second, path=second.unit.path, reason="Thiếu biên bản")
    world.send(late, members=9)
    world.to(late, "accepted")
    world.restamp(third, f"{other.path}{third.unit_id}.")
    two = freeze(world, "Đính chính sau kiểm tra")
    assert before_this(two) == one
    page, found = changed_reports(two, one)
    assert page.paginator.count == 4
    told = {change.report_id: change for change in found}
    assert told[first.pk].how == (How.FIGURES,)
    assert (told[first.pk].before, told[first.pk].after) == (1, 2)
    assert [(act.did, act.by, act.reason) for act in told[first.pk].acts] == [
        ("report.restated", "Phạm Văn Sáu", "Đếm hai lần 6 đoàn viên")
    ]
    assert told[second.pk].how == (How.DROPPED,)
    assert told[second.pk].acts[0].reason == "Thiếu biên bản"
    assert told[late.pk].how == (How.COUNTED,)
    assert told[third.pk].how == (How.MOVED,)
    (line,) = changed_lines(two, one, world.province.pk)
    assert (line.before.value if line.before else "", line.line.value) == ("115/100", "60/100")
    assert line.by == -55
    *_reports, (_total, before, now, by) = table("report | edition 1")
    assert [number(cell) for cell in (before, now, by)] == [115, 60, -55]
    _page, elsewhere = changed_reports(two, one, within=other.path)
    assert {change.report_id for change in elsewhere} == {late.pk, third.pk}


def test_an_open_period_gives_preliminary_figures(world: World, target: Target) -> None:
    accepted(world, world.upper(), 40)
    first = freeze(world)
    assert (first.final, first.standing) == (False, "số liệu sơ bộ")
    close(world)
    second = freeze(world, "Khóa chính thức")  # the same figures, now final
    assert (second.number, second.final) == (2, True)
    assert [one.number for one in editions_of(chair(world), world.period)] == [2, 1]


def test_what_may_not_be_frozen(world: World, target: Target) -> None:
    with pytest.raises(NotRolledYet):
        freeze(world)
    accepted(world, world.upper(), 40)
    with pytest.raises(NotYours):
        freeze_edition(actor=officer(world.province), period_id=world.period.pk)
    with pytest.raises(Absent):
        freeze_edition(actor=officer(world.unit("province", None)), period_id=world.period.pk)
    close(world)
    freeze(world)
    with pytest.raises(ReasonMissing):
        freeze(world, " ")
    with pytest.raises(NothingNew):
        freeze(world, "cho chắc")
    assert Edition.objects.filter(period=world.period).count() == 1
    assert not EditionSum.objects.exclude(edition__number=1).exists()
    assert not EditionReport.objects.exclude(edition__number=1).exists()


def test_a_drafts_figures_are_in_no_edition(world: World, target: Target) -> None:
    report = world.send(world.head(world.base(world.upper())), members=77)
    world.to(report, "returned")
    accepted(world, world.upper(), 1)
    freeze(world)
    kept = EditionReport.objects.get(report_id=report.pk)
    assert not kept.counted
    assert all(value != 77 for value in kept.vals)


def test_the_results_of_a_closed_year_are_what_the_next_one_starts_from(world: World, target: Target) -> None:
    Period.objects.filter(pk=world.period.pk).update(kind=Period.Kind.YEAR)
    upper = world.upper()
    first, _second = accepted(world, upper, 40, 70)
    freeze(world)
    while events.deliver():
        pass
    assert not Baseline.objects.exists()  # preliminary figures are nobody's result
    close(world)
    edition = freeze(world, "Khóa năm")
    while events.deliver():
        pass
    kept = {
        (one.unit_id, one.element): one
        for one in Baseline.objects.filter(year=world.cycle.year, source=Baseline.Source.EDITION)
    }
    assert kept[upper.pk, "members"].value == 110
    assert kept[first.unit_id, "members"].value == 40
    assert kept[first.unit_id, "start"].value == kept[first.unit_id, "end"].value == 40
    assert (first.unit_id, "joined") not in kept  # not told is no result
    assert f"số {edition.number}" in kept[upper.pk, "members"].source_note


def test_a_big_edition_takes_a_fixed_number_of_queries(world: World, target: Target) -> None:
    asked = []
    for count in (2, 6):
        accepted(world, world.upper(), *range(10, 10 + count))
        with CaptureQueriesContext(connection) as told, clock.standing_on(world.today):
            freeze(world, f"lần {count}")
        asked.append(len(told))
    assert asked[1] - asked[0] <= 2  # one more edition to look at
    assert EditionLine.objects.filter(edition__number=2).count() == 3


def test_the_pages_of_an_edition(world: World, target: Target) -> None:
    upper = world.upper("Sơn Dương")
    first, _second = accepted(world, upper, 40, 70)
    person, period = chair(world), world.period.pk
    page = get(world, desk.editions, period, actor=person)
    assert "Chưa khóa bản nào" in page
    assert "Khóa bản sơ bộ" in page
    assert "Khóa bản sơ bộ" not in get(world, desk.editions, period, actor=officer(world.province))
    one = freeze(world)
    corrected(world, first, 46, "Đếm hai lần 6 đoàn viên")
    two = freeze(world, "Đính chính")
    listed = get(world, desk.editions, period, actor=person)
    assert listed.index("Số 2") < listed.index("Số 1")
    assert "số liệu sơ bộ" in listed
    assert "110/100" in get(world, desk.edition, one.pk, actor=person)
    shown = get(world, desk.edition, two.pk, actor=person, **{"don-vi": str(upper.pk)})
    assert "Chưa giao" in shown
    told = get(world, desk.changes, two.pk, actor=person)
    for words in ("110/100", "116/100", "<b>+6", "Đếm hai lần 6 đoàn viên", "1 → 2", "Đính chính"):
        assert words in told
    ids = (two.pk, first.unit_id, target.pk)
    figure = get(world, desk.edition_figure, *ids, actor=person)
    assert "Báo cáo, lần sửa 2" in figure
    assert "46" in figure


def test_any_unit_of_an_edition_opens_as_it_was_shown(world: World, target: Target) -> None:
    """What an edition kept as shown is what its reports and the assignments of that day tell, of every kind of
    target; so the lines of a unit further down are told by them, whatever was assigned or corrected since."""
    upper, other = world.upper("Sơn Dương"), world.upper("Yên Sơn")
    for code, limit in (("coverage", Fraction(1)), ("joined", Fraction(5)), ("inspected", Fraction(1))):
        world.target(code, AtLeast(limit))
    with clock.standing_on(world.today):
        world.assign(target, upper, AtLeast(Fraction(90)))
        world.assign(target, other, None)
        first, _second = accepted(world, upper, 40, 70)
        accepted(world, other, 3)
        world.send(world.head(world.base(other)), members=500)
        one = freeze(world)
        deeper = get(world, desk.edition, one.pk, actor=chair(world), **{"don-vi": str(first.unit_id)})
    assert "tính từ đó, theo mức giao có hiệu lực lúc khóa" in deeper
    assert "<b>40</b>" in deeper
    with clock.standing_on(world.today + dt.timedelta(days=1)):
        Assignment.objects.filter(unit=upper).update(current=False)
        world.assign(target, upper, AtLeast(Fraction(200)), number=2)
        corrected(world, first, 99, "nhầm số")
        while events.deliver():
            pass
    later = get(world, desk.edition, one.pk, actor=chair(world), **{"don-vi": str(first.unit_id)})
    assert "<b>40</b>" in later
    assert "<b>99</b>" not in later
    for unit in (world.province, upper, other):
        then = [vars_of(line) for line in lines_then(one, one.period, unit)]
        assert then == [vars_of(line) for line in lines_of(one, unit.pk)] != []
    stranger = world.base(world.upper())  # came after it was frozen
    with pytest.raises(Absent):
        get(world, desk.edition, one.pk, actor=chair(world), **{"don-vi": str(stranger.pk)})
    with pytest.raises(InsideNotYours):
        get(
            world,
            desk.edition,
            one.pk,
            actor=officer(first.unit, Reach.UNIT),
            **{"don-vi": str(upper.pk)},
        )


def vars_of(line: EditionLine) -> dict[str, object]:
    """Everything that is shown of it."""
    return {name: value for name, value in vars(line).items() if name not in ("_state", "id")}


def test_the_pages_cost_a_fixed_number_of_queries(world: World, target: Target) -> None:
    accepted(world, world.upper(), *range(30, 45))
    one = freeze(world)
    ids = (one.pk, world.province.pk, target.pk)
    for view, places in ((desk.edition, ids[:1]), (desk.edition_figure, ids)):
        with CaptureQueriesContext(connection) as told:
            get(world, view, *places, actor=chair(world))
        assert len(told) <= 25


def test_a_chair_below_reads_the_lines_and_not_what_is_inside(world: World, target: Target) -> None:
    (report,) = accepted(world, world.upper(), 40)
    one = freeze(world)
    below = officer(report.unit, Reach.UNIT)
    page = get(world, desk.edition, one.pk, actor=below)
    assert "40/100" in page
    assert f"/tong-hop/ban/{one.pk}/{world.province.pk}/" not in page
    for view, ids in (
        (desk.changes, (one.pk,)),
        (desk.edition_figure, (one.pk, world.province.pk, target.pk)),
    ):
        with pytest.raises(InsideNotYours):
            get(world, view, *ids, actor=below)
    with pytest.raises(Absent):
        get(world, desk.edition, one.pk, actor=officer(world.unit("province", None)))


def test_an_edition_opens_in_excel(world: World, target: Target) -> None:
    accepted(world, world.upper("Sơn Dương"), 40, 70)
    one = freeze(world)
    request: Any = RequestFactory().get("/")
    request.actor = chair(world)
    answer = desk.sheet(request, one.pk)
    assert f"ban-tong-hop-2017-so-{one.number}.xlsx" in answer["Content-Disposition"]
    rows = read_rows(answer.content)
    assert rows[0][:3] == ["Đơn vị", "Chỉ tiêu", "Giao"]
    assert [row[0] for row in rows[1:]] == [str(world.province), "Sơn Dương"]
    assert rows[1][3] == "110/100"


def read_rows(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()

"""What is shown before a reorganisation is carried out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.federation.cast import HOUSE, World
from tests.federation.reorganising import DAY, done, drafted, dump, step
from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.reorganise.add_steps import NewStep
from thidua.federation.queries.history import predecessors_of, successors_of
from thidua.federation.queries.reorganising.preview import preview, told
from thidua.federation.queries.reorganising.touched import branches_of

pytestmark = pytest.mark.django_db


def test_it_tells_every_step_and_changes_nothing(world: World) -> None:
    for name in ("Ma Văn Một", "Lý Thị Hai"):
        add_person(actor=world.admin, home_id=world["SD-02"].pk, name=name)
    made = drafted(
        world,
        step(world, "found", "SD", code="SD-09", name="CĐCS Xã Mới", kind="grassroots_union"),
        step(world, "merge", "SD-02", into_code="SD-09"),
        step(world, "move", "NH-01", "GD"),
        step(world, "rename", "NH", name="Công đoàn vùng Na Hang"),
    )
    before = dump()
    seen = preview(made)
    assert dump() == before
    assert seen.free
    totals = seen.totals
    assert (totals.ending, totals.merging, totals.moving, totals.founded, totals.renamed, totals.people) == (
        1, 1, 2, 1, 1, 2,
    )  # fmt: skip
    lines = [(one.before, one.after, one.people, one.units) for one in told(seen, seen.shape.steps)]
    assert lines == [
        ("chưa có", "CĐCS Xã Mới (SD-09), công đoàn cơ sở, thuộc LĐLĐ huyện Sơn Dương", 0, 0),
        ("thuộc LĐLĐ huyện Sơn Dương", "kết thúc, nhập vào CĐCS Xã Mới", 2, 1),
        ("thuộc LĐLĐ huyện Na Hang", "thuộc Công đoàn ngành Giáo dục", 0, 0),
        ("LĐLĐ huyện Na Hang", "Công đoàn vùng Na Hang", 0, 0),
    ]


def test_all_that_is_wrong_is_said_at_its_step(world: World) -> None:
    made = drafted(
        world,
        step(world, "end", "SD"),
        step(world, "move", "NH", "GD"),
        step(world, "move", "SD-01", "SD-01"),
    )
    seen = preview(made)
    assert not seen.free
    wrong = {one.unit.code: [said.code for said in one.wrong] for one in told(seen, seen.shape.steps)}
    assert wrong["SD-01"] == ["federation.under_itself"]
    made = drafted(world, step(world, "end", "SD"), step(world, "move", "NH", "GD"))
    seen = preview(made)
    wrong = {one.unit.code: [said.code for said in one.wrong] for one in told(seen, seen.shape.steps)}
    assert wrong == {"SD": ["federation.still_has_units"], "NH": ["federation.levels_crossed"]}


def test_the_number_of_questions_does_not_grow(world: World) -> None:
    rows = [
        NewUnit(f"M-{n}", f"CĐCS thứ {n}", "grassroots_union", "NH", founded_on=dt.date(2010, 1, 1))
        for n in range(60)
    ]
    units = found_units(actor=HOUSE, rows=rows)

    def asked(steps: list[NewStep]) -> int:
        made = drafted(world, *steps, actor=HOUSE)
        with CaptureQueriesContext(connection) as queries:
            seen = preview(made)
            told(seen, seen.shape.steps[:50])
        assert seen.free
        return len(queries)

    few = asked(
        [NewStep("merge", units[0].pk, world["SD-01"].pk), NewStep("move", units[1].pk, world["SD"].pk)]
    )
    many = asked(
        [NewStep("merge", one.pk, world["SD-01"].pk) for one in units[:30]]
        + [NewStep("move", one.pk, world["SD"].pk) for one in units[30:]]
    )
    assert few == many <= 40


def test_who_came_before_and_who_came_after(world: World) -> None:
    done(world, step(world, "merge", "SD-02", "NH-01"))
    (after,) = successors_of(world["SD-02"])
    (before,) = predecessors_of(world["NH-01"])
    assert (after.unit, after.whole, after.from_on) == (world["NH-01"], True, DAY)
    assert (before.unit, before.from_on) == (world["SD-02"], DAY)


def test_who_stands_in_a_branch_is_found_by_the_index_of_paths(world: World) -> None:
    """For thousands of branches: reading every unit once a branch took the country a minute."""
    tops = [world["SD"].pk, world["NH"].pk]
    with CaptureQueriesContext(connection) as asked:
        found = branches_of(tops)
    assert world["SD-02"].pk in found
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "one_unit_a_path" in plan

"""Laws: whatever is moved, the path is the chain of parents and the past can be rebuilt; also two at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.federation.cast import HOUSE, World, make_world
from thidua.federation.actions.add_unit import add_unit
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.place_unit import place_unit
from thidua.federation.actions.settle_tree import settle_tree
from thidua.federation.errors import AlreadyThere, LaterLine, LevelsCrossed, SameNameHere, UnderItself
from thidua.federation.models import Body, Placement
from thidua.federation.queries.times import parents_at, paths_at
from thidua.formats.errors import CodedError
from thidua.kernel import clock

TODAY = dt.date(2017, 7, 18)
MOVABLE = ("NH", "SD", "GD", "KDN", "NH-01", "NH-02", "SD-01", "SD-02", "SD-02-T1")
UNDER = ("TQ", "HG", "NH", "SD", "GD", "SD-01", "SD-02", "NH-01")
moves = st.lists(
    st.tuples(
        st.sampled_from(MOVABLE),
        st.sampled_from(UNDER),
        st.integers(min_value=-40, max_value=20),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def assert_the_tree_is_sound() -> None:
    bodies = {body.pk: body for body in Body.objects.all()}
    for body in bodies.values():
        chain, step = [], body
        while step is not None:
            chain.append(step.pk)
            step = bodies[step.parent_id] if step.parent_id else None
        assert body.path == "".join(f"{pk}." for pk in reversed(chain)), body.code
        assert body.seat == body.path
    today = parents_at(clock.today())
    assert {pk: body.parent_id for pk, body in bodies.items() if body.parent_id} == today
    assert paths_at(clock.today()) == {pk: body.path for pk, body in bodies.items()}


def assert_lines_do_not_overlap() -> None:
    for unit in Body.objects.all():
        lines = list(Placement.objects.filter(unit=unit, line="manages").order_by("from_on"))
        for earlier, later in pairwise(lines):
            assert earlier.until_on is not None
            assert earlier.until_on + dt.timedelta(days=1) == later.from_on


@pytest.mark.django_db
class TestLaws:
    @given(moves=moves)
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_the_path_is_always_the_chain_of_parents(self, moves: list[tuple[str, str, int, bool]]) -> None:
        with transaction.atomic(), clock.standing_on(TODAY):
            world = make_world()
            for code, under, days, correcting in moves:
                with contextlib.suppress(*REFUSED):
                    place_unit(
                        actor=HOUSE,
                        unit_id=world.units[code].pk,
                        under_id=world.units[under].pk,
                        from_on=TODAY + dt.timedelta(days=days),
                        correcting=correcting,
                    )
                assert_the_tree_is_sound()
                assert_lines_do_not_overlap()
            transaction.set_rollback(True)


REFUSED = (AlreadyThere, LaterLine, LevelsCrossed, UnderItself)  # the law is about what was not refused


@pytest.mark.django_db
@given(days=st.lists(st.integers(min_value=1, max_value=30), min_size=1, max_size=4, unique=True))
@settings(max_examples=10)
def test_moves_decided_ahead_settle_to_the_lines_of_each_day(days: list[int]) -> None:
    with transaction.atomic(), clock.standing_on(TODAY):
        world = make_world()
        for place, day in enumerate(sorted(days)):
            under = ("SD", "GD", "NH", "TQ")[place]
            place_unit(
                actor=HOUSE,
                unit_id=world.units["NH-01"].pk,
                under_id=world.units[under].pk,
                from_on=TODAY + dt.timedelta(days=day),
            )
        for day in range(32):
            with clock.standing_on(TODAY + dt.timedelta(days=day)):
                settle_tree(actor=HOUSE)
                assert_the_tree_is_sound()
        transaction.set_rollback(True)


def together(*works: Callable[[], object]) -> list[object]:
    """Runs the works at the same moment, each on its own connection; results or refusals in order."""
    start = threading.Barrier(len(works))
    told: list[object] = [None] * len(works)

    def one(place: int, work: Callable[[], object]) -> None:
        start.wait()
        try:
            with clock.standing_on(TODAY):
                told[place] = work()
        except CodedError as refusal:
            told[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    return told


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    @pytest.fixture
    def world(self) -> World:
        return make_world()

    def place(self, world: World, code: str, under: str) -> Callable[[], object]:
        unit, over = world.units[code].pk, world.units[under].pk
        day = dt.date(2017, 2, 7)
        return lambda: place_unit(actor=HOUSE, unit_id=unit, under_id=over, from_on=day, version=1)

    def test_two_placements_of_one_unit(self, world: World) -> None:
        told = together(self.place(world, "NH-01", "SD"), self.place(world, "NH-01", "GD"))
        refused = [one for one in told if isinstance(one, CodedError)]
        assert [one.code for one in refused] == ["kernel.stale"]
        with clock.standing_on(TODAY):
            assert_the_tree_is_sound()
        assert Placement.objects.filter(unit=world.units["NH-01"], until_on=None).count() == 1

    def test_two_branches_into_one_another(self, world: World) -> None:
        # A kind that may stand under its like, as the data of this world say; district federations may not.
        for code in ("CT-1", "CT-2"):
            kind, name = "provincial_sector_union", f"Công đoàn ngành {code}"
            founded = NewUnit(code, name, kind, "TQ", founded_on=dt.date(2010, 1, 1))
            (world.units[code],) = found_units(actor=HOUSE, rows=[founded])
        told = together(self.place(world, "CT-1", "CT-2"), self.place(world, "CT-2", "CT-1"))
        refused = [one for one in told if isinstance(one, CodedError)]
        assert [one.code for one in refused] == ["federation.under_itself"]
        with clock.standing_on(TODAY):
            assert_the_tree_is_sound()

    def test_a_unit_added_while_its_parent_moves(self, world: World) -> None:
        under = world.units["SD-02"].pk

        def adding() -> Body:
            return add_unit(actor=HOUSE, under_id=under, kind="union_group", name="Tổ công đoàn số 2")

        told = together(self.place(world, "SD", "HG"), adding, self.place(world, "SD-02", "NH"))
        assert not any(isinstance(one, CodedError) for one in told)
        with clock.standing_on(TODAY):
            assert_the_tree_is_sound()

    def test_the_same_unit_added_twice(self, world: World) -> None:
        def adding() -> Body:
            return add_unit(
                actor=HOUSE, under_id=world.units["NH"].pk, kind="grassroots_union", name="CĐCS Mới"
            )

        told = together(adding, adding)
        assert [type(one) for one in told if isinstance(one, CodedError)] == [SameNameHere]
        assert Body.objects.filter(name="CĐCS Mới").count() == 1

"""Laws of reorganising: whatever is carried out leaves a sound tree and is taken back exactly; two at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from tests.federation.cast import HOUSE, World, make_world
from tests.federation.reorganising import DAY, drafted, dump, step
from tests.federation.test_laws import TODAY, together
from tests.federation.test_reorganising import assert_sound
from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.place_unit import place_unit
from thidua.federation.actions.reorganise.add_steps import NewStep
from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.models import Body, Person, Placement
from thidua.federation.queries.succession import places_today
from thidua.federation.queries.times import parents_at
from thidua.formats.errors import CodedError
from thidua.kernel import clock

FOUNDED = dt.date(2010, 1, 1)


def grown(shape: list[int]) -> dict[str, Body]:
    """The small world with grassroots unions and groups more, hung below one another as the numbers say."""
    world = make_world()
    units = [world.units[code] for code in ("TQ", "NH", "SD", "GD", "SD-01", "SD-02", "NH-01")]
    rows = []
    codes = [unit.code for unit in units]
    for place, number in enumerate(shape):
        rows.append(NewUnit(f"U-{place}", f"CĐCS số {place}", "grassroots_union", codes[number % len(codes)],
                            founded_on=FOUNDED))  # fmt: skip
        codes.append(f"U-{place}")
    found_units(actor=HOUSE, rows=rows)
    return {body.code: body for body in Body.objects.select_related("kind")}


drawn_steps = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "move", "move", "end", "split", "rename", "change_kind", "found"]),
        st.integers(0, 40),
        st.integers(0, 40),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def told(codes: list[str], units: dict[str, Body], one: tuple[str, int, int, bool], at: int) -> NewStep:
    verb, first, second, flag = one
    unit, into = units[codes[first % len(codes)]], units[codes[second % len(codes)]]
    told: dict[str, Any] = {"correcting": flag}
    if verb == "rename":
        told = {"name": f"Tên mới {at}"}
    if verb == "change_kind":
        told = {"kind": "union_group" if flag else "grassroots_union"}
    if verb == "found":
        told = {"code": f"N-{at}", "name": f"CĐCS lập mới {at}", "kind": "grassroots_union"}
    if verb == "split":
        people = list(Person.objects.filter(home=unit).order_by("pk").values_list("pk", flat=True))
        told = {"people": people[: 1 + second % 2], "ends": flag, "rest": flag}
    return NewStep(verb, unit.pk, into.pk if verb in ("merge", "move", "split") else None, told)


@pytest.mark.django_db
@given(
    shape=st.lists(st.integers(0, 100), min_size=2, max_size=12), steps=drawn_steps, days=st.integers(0, 60)
)
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_carried_out_is_sound_and_is_taken_back_exactly(
    shape: list[int], steps: list[tuple[str, int, int, bool]], days: int
) -> None:
    with transaction.atomic(), clock.standing_on(TODAY):
        units = grown(shape)
        world, codes = World(), sorted(code for code in units if code not in ("TLD", "TQ", "HG", "HG-01"))
        for code in codes[:8]:
            for name in ("Ma Văn Một", "Lý Thị Hai"):
                add_person(actor=HOUSE, home_id=units[code].pk, name=f"{name} {code}")
        place_unit(
            actor=HOUSE, unit_id=units["NH-02"].pk, under_id=units["GD"].pk, from_on=dt.date(2017, 6, 20)
        )
        before = dump()
        chosen = [told(codes, units, one, at) for at, one in enumerate(steps)]
        made = drafted(world, *chosen, day=TODAY - dt.timedelta(days=days), actor=HOUSE)
        members = Person.objects.count()
        try:
            with transaction.atomic():
                carry_out(actor=HOUSE, reorganisation_id=made.pk)
        except CodedError as refused:
            event(refused.code)
            assert dump() == before
        else:
            event("carried out")
            assert_sound()
            _assert_today_is_what_the_lines_say()
            ended = [one.unit_id for one in chosen if one.verb == "end"]
            assert Person.objects.count() == members
            assert not Person.objects.exclude(home__ended_on=None).exclude(home__in=ended).exists()
            undo(actor=HOUSE, reorganisation_id=made.pk)
            assert dump() == before
        transaction.set_rollback(True)


def _assert_today_is_what_the_lines_say() -> None:
    living = dict(Body.objects.filter(ended_on=None).exclude(parent=None).values_list("pk", "parent_id"))
    assert parents_at(clock.today()) == living
    assert not Placement.objects.filter(unit__ended_on__isnull=False, until_on=None).exists()
    places = places_today()
    assert set(places) == set(Body.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    @pytest.fixture
    def world(self) -> World:
        return make_world()

    def test_one_reorganisation_carried_out_twice(self, world: World) -> None:
        made = drafted(world, step(world, "merge", "SD-02", "NH-01"))

        def work() -> object:
            return carry_out(actor=HOUSE, reorganisation_id=made.pk)

        said = together(work, work)
        assert [one.code for one in said if isinstance(one, CodedError)] == ["kernel.not_now"]
        assert_sound()

    def test_two_reorganisations_of_one_unit(self, world: World) -> None:
        one = drafted(world, step(world, "merge", "SD-02", "NH-01"))
        other = drafted(world, step(world, "merge", "SD-02", "SD-01"))

        def work(pk: int) -> Callable[[], object]:
            return lambda: carry_out(actor=HOUSE, reorganisation_id=pk)

        said = together(work(one.pk), work(other.pk))
        assert [one.code for one in said if isinstance(one, CodedError)] == ["federation.unit_ended"]
        assert_sound()

    def test_a_person_added_while_the_unit_merges_is_never_left_behind(self, world: World) -> None:
        made = drafted(world, step(world, "merge", "SD-02", "NH-01"), day=DAY)

        def adding() -> object:
            return add_person(actor=HOUSE, home_id=world["SD-02"].pk, name="Lò Thị Năm")

        said = together(adding, lambda: carry_out(actor=HOUSE, reorganisation_id=made.pk))
        refused = [one.code for one in said if isinstance(one, CodedError)]
        assert refused in ([], ["federation.unit_ended"])
        assert Person.objects.filter(home=world["NH-01"]).count() == 1 - len(refused)

    def test_a_unit_placed_below_one_that_ends(self, world: World) -> None:
        made = drafted(world, step(world, "merge", "SD", "NH"))

        def placing() -> object:
            return place_unit(actor=HOUSE, unit_id=world["NH-01"].pk, under_id=world["SD"].pk, from_on=DAY)

        together(placing, lambda: carry_out(actor=HOUSE, reorganisation_id=made.pk))
        assert_sound()
        assert not Body.objects.filter(ended_on=None, parent__ended_on__isnull=False).exists()

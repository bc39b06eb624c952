"""The actions behind the page of targets: whose they are, two at once, and what the log keeps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection

from tests.launch import cast as people
from tests.launch.cast import Cast, day
from thidua.algebra.strata import where
from thidua.audit.models import Entry
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.set_target import (
    add_target,
    change_target,
    move_target,
    pick_target,
    remove_target,
)
from thidua.launch.errors import FigureDiffers, FiguresNotAsked, LimitAboveWhole, ShareInPercent
from thidua.launch.models import Movement, Target
from thidua.launch.queries.fitting import covers
from thidua.launch.queries.picking import slug

FLOOR = {"comparator": ">=", "value": 1}


@pytest.mark.usefixtures("announced")
class TestWhose:
    def test_a_superior_sets_nothing_into_a_movement_below(self, cast: Cast) -> None:
        movement = call_movement(
            actor=cast.actor("officer", "NH"),
            seat_id=cast.unit("NH").pk,
            name="Thi đua của huyện",
            from_on=day(1, 1),
            until_on=day(12, 31),
        )
        Movement.objects.filter(pk=movement.pk).update(state="launched")
        with pytest.raises(NotYours):
            pick_target(
                actor=cast.actor("officer", "TQ"),
                cycle_id=movement.cycles.get().pk,
                picked="works_mean",
                threshold=FLOOR,
                owner_id=cast.unit("TQ").pk,
            )

    @pytest.mark.parametrize(
        ("role", "unit", "refusal"),
        [
            ("clerk", "TQ", NotYours),
            ("standing_committee_member", "TQ", NotYours),
            ("officer", "NH", Absent),  # the province itself is not theirs to act for
            ("officer", "HG", Absent),
        ],
    )
    def test_who_may_not(
        self, cast: Cast, movement: Movement, role: str, unit: str, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            pick_target(
                actor=cast.actor(role, unit),
                cycle_id=movement.cycles.get().pk,
                picked="works_mean",
                threshold=FLOOR,
            )

    @pytest.mark.parametrize("act", ["change", "move", "remove"])
    def test_a_sister_does_not_touch_it(self, cast: Cast, targets: SimpleNamespace, act: str) -> None:
        told = {"actor": cast.actor("officer", "NH"), "target_id": targets.members.pk}
        with pytest.raises(NotYours):
            {
                "change": lambda: change_target(**told, name="x"),
                "move": lambda: move_target(**told, up=False),
                "remove": lambda: remove_target(**told),
            }[act]()


class TestFitting:
    def test_one_code_is_one_figure(self, cast: Cast, targets: SimpleNamespace) -> None:
        other = {"kind": "total", "element": {"code": "new_members", "unit_of_measure": "người"}}
        with pytest.raises(FigureDiffers):
            add_target(
                actor=cast.actor("officer", "TQ"),
                cycle_id=targets.cycle.pk,
                name="x",
                indicator=other,
                threshold=FLOOR,
            )

    def test_a_change_must_fit_too(self, cast: Cast, movement: Movement) -> None:
        officer = cast.actor("officer", "TQ")
        target = pick_target(
            actor=officer, cycle_id=movement.cycles.get().pk, picked="dialogue_share", threshold=FLOOR
        )
        with pytest.raises(LimitAboveWhole):
            change_target(actor=officer, target_id=target.pk, threshold={"comparator": ">=", "value": "2"})
        with pytest.raises(ShareInPercent):
            change_target(actor=officer, target_id=target.pk, unit_of_measure="doanh nghiệp")

    @pytest.mark.usefixtures("announced")
    def test_below_the_caller_more_units_are_a_new_question(self, cast: Cast, movement: Movement) -> None:
        """The province asks enterprises; a district may look at its state enterprises, not at its schools."""
        cycle = movement.cycles.get()
        pick_target(
            actor=cast.actor("officer", "TQ"),
            cycle_id=cycle.pk,
            picked="recruitment_share",
            threshold={"comparator": ">", "value": "17/20"},
            narrowed=where({"bloc": "enterprise"}),
        )
        told = {
            "actor": cast.actor("officer", "NH"),
            "cycle_id": cycle.pk,
            "picked": "recruitment_share",
            "threshold": {"comparator": ">", "value": "9/10"},
            "owner_id": cast.unit("NH").pk,
        }
        own = pick_target(**told, narrowed=where({"bloc": "enterprise", "ownership": "state"}))
        assert own.owner == cast.unit("NH")
        with pytest.raises(FiguresNotAsked):
            pick_target(**told, narrowed=where({"bloc": "school"}))

    @pytest.mark.parametrize(
        ("wide", "narrow", "told"),
        [
            ({}, {"bloc": "school"}, True),
            ({"bloc": ["school", "enterprise"]}, {"bloc": "school", "ownership": "state"}, True),
            ({"bloc": "school"}, {"bloc": ["school", "enterprise"]}, False),
            ({"bloc": "school"}, {}, False),
            ({"min_workers": 10}, {"min_workers": 20}, False),  # not sure is not yes
        ],
    )
    def test_what_surely_covers(self, wide: dict, narrow: dict, told: bool) -> None:
        assert covers(where(wide), where(narrow)) is told


def test_the_log_keeps_what_was_removed(cast: Cast, targets: SimpleNamespace) -> None:
    remove_target(actor=cast.actor("officer", "TQ"), target_id=targets.insured.pk)
    kept = Entry.objects.get(did="launch.target_removed").data
    assert kept["code"] == "insured"
    assert kept["threshold"] == {"comparator": ">=", "value": "17/20"}
    assert kept["indicator"]["kind"] == "share"


@pytest.mark.parametrize(
    ("words", "code"),
    [("Đoàn viên ưu tú", "doan_vien_uu_tu"), ("  100 % “đạt” ", "100_dat"), ("😀", ""), ("a" * 90, "a" * 50)],
)
def test_codes_from_names(words: str, code: str) -> None:
    assert slug(words) == code


@pytest.mark.django_db(transaction=True)
def test_two_people_add_the_same_at_once(transactional_db: None) -> None:
    cast = people.build()
    with clock.standing_on(day(3, 20)):
        officer = cast.actor("officer", "TQ")
        movement = call_movement(
            actor=officer, seat_id=cast.unit("TQ").pk, name="x", from_on=day(1, 1), until_on=day(12, 31)
        )
    cycle_id = movement.cycles.get().pk

    def add(_number: int) -> str:
        try:
            with clock.standing_on(day(3, 20)):
                return pick_target(
                    actor=officer, cycle_id=cycle_id, picked="works_mean", threshold=FLOOR
                ).code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        codes = sorted(pool.map(add, range(4)))
    assert codes == ["works_mean", "works_mean_2", "works_mean_3", "works_mean_4"]
    assert sorted(Target.objects.values_list("position", flat=True)) == [1, 2, 3, 4]

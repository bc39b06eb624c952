"""Adding, naming, placing and ending units: today's tree and its memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from tests.federation.cast import FOUNDED, HOUSE, World
from thidua.audit.models import Entry
from thidua.federation.actions.add_hosted import add_department, add_partner
from thidua.federation.actions.add_unit import add_unit
from thidua.federation.actions.add_working_group import add_working_group
from thidua.federation.actions.change_unit import change_unit
from thidua.federation.actions.end_unit import end_unit
from thidua.federation.actions.name_alias import name_alias
from thidua.federation.actions.place_unit import end_care, look_after, place_unit
from thidua.federation.actions.rename_unit import rename_unit
from thidua.federation.actions.set_attribute import set_attribute
from thidua.federation.actions.settle_tree import settle_tree
from thidua.federation.errors import (
    AlreadyThere,
    BeforeFounding,
    CodeTaken,
    KindNotThen,
    KindUnknown,
    LaterLine,
    LevelsCrossed,
    NameEmpty,
    NotInTheTree,
    NotYet,
    Objected,
    SameNameHere,
    StillHasUnits,
    UnderItself,
    UnitEnded,
    ValueWrong,
)
from thidua.federation.models import Alias, Attribute, Body, Placement, UnitKind
from thidua.federation.queries.times import attributes_at, name_at, parent_at, paths_at, units_at
from thidua.federation.queries.tree import children, direct_children, hosted
from thidua.federation.questions import ENDING, Ending
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotYours, Stale, say
from thidua.kernel.questions import Answer, Objection

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 2, 7)


def codes(units: Iterable[Body]) -> list[str]:
    return [unit.code for unit in units]


def last_audit() -> Entry:
    return Entry.objects.order_by("-pk")[0]


class TestAdding:
    def test_a_unit_stands_under_its_parent_with_a_line_from_its_founding(self, world: World) -> None:
        made = add_unit(
            actor=world.admin,
            under_id=world["NH"].pk,
            kind="grassroots_union",
            name="  CĐCS   Trạm Y tế xã Sơn Phú ",
            founded_on=dt.date(2016, 5, 1),
            source="QĐ 12/QĐ-LĐLĐ",
        )
        assert made.name == "CĐCS Trạm Y tế xã Sơn Phú"
        assert made.path == f"{world['NH'].path}{made.pk}."
        assert made.code == "NH-001"
        line = Placement.objects.get(unit=made)
        assert (line.under, line.from_on, line.until_on) == (world["NH"], dt.date(2016, 5, 1), None)
        told = last_audit()
        assert (told.did, told.object_id, told.path) == ("federation.unit_added", made.pk, made.path)

    def test_a_grassroots_union_may_stand_directly_under_the_province(self, world: World) -> None:
        assert "KDN" in codes(direct_children(world["TQ"]))
        assert codes(direct_children(world["TQ"], UnitKind.Level.UPPER)) == ["GD", "NH", "SD"]

    def test_refusals(self, world: World) -> None:
        def add(**changed: Any) -> Body:
            told = {"under_id": world["NH"].pk, "kind": "grassroots_union", "name": "CĐCS Mới", **changed}
            return add_unit(actor=world.admin, **told)

        with pytest.raises(SameNameHere):
            add(name="CĐCS CÔNG TY TNHH Hòa Bình")
        with pytest.raises(CodeTaken):
            add(code="sd-01")
        with pytest.raises(KindUnknown):
            add(kind="xyz")
        with pytest.raises(LevelsCrossed):
            add(kind="provincial_federation")
        with pytest.raises(LevelsCrossed) as crossed:
            add(kind="district_federation", name="LĐLĐ huyện Lâm Bình")
        assert "Liên đoàn Lao động huyện" in str(say(crossed.value))
        with pytest.raises(NameEmpty):
            add(name=" \u200b ")
        with pytest.raises(NotYet):
            add(founded_on=dt.date(2017, 7, 19))
        with pytest.raises(NotYours):
            add(under_id=None)
        with pytest.raises(Absent):
            add(under_id=world["HG"].pk)
        assert not Body.objects.filter(name="CĐCS Mới").exists()

    def test_a_kind_that_no_longer_exists_founds_nothing(self, world: World) -> None:
        with clock.standing_on(dt.date(2025, 8, 1)), pytest.raises(KindNotThen):
            add_unit(
                actor=world.admin, under_id=world["TQ"].pk, kind="district_federation", name="LĐLĐ huyện X"
            )

    def test_bodies_beside_the_tree_have_no_path_and_move_with_their_host(self, world: World) -> None:
        made = add_department(actor=world.admin, host_id=world["TQ"].pk, name="Ban Tuyên giáo - Nữ công")
        partner = add_partner(actor=world.admin, host_id=world["NH"].pk, name="UBND huyện Na Hang")
        assert (made.path, made.seat, made.code) == ("", world["TQ"].path, "TQ-B-001")
        assert codes(hosted(world["TQ"], Body.Form.DEPARTMENT)) == ["TQ-B-001"]
        assert made.code not in codes(children(world["TQ"]))
        place_unit(actor=HOUSE, unit_id=world["NH"].pk, under_id=world["HG"].pk, from_on=DAY)
        partner.refresh_from_db()
        assert (partner.path, partner.seat) == ("", world["NH"].path)
        with pytest.raises(NotInTheTree):
            add_unit(actor=HOUSE, under_id=made.pk, kind="grassroots_union", name="CĐCS Lạ")
        end_unit(actor=world.admin, unit_id=made.pk, last_day=DAY)
        assert not hosted(world["TQ"], Body.Form.DEPARTMENT).exists()


class TestPlacing:
    def test_the_whole_branch_moves_and_the_past_stays(self, world: World) -> None:
        part = world["SD-02-T1"]
        place_unit(
            actor=world.admin,
            unit_id=world["SD-02"].pk,
            under_id=world["NH"].pk,
            from_on=dt.date(2017, 3, 1),
            source="QĐ 40/QĐ-LĐLĐ",
        )
        assert world["SD-02"].path == f"{world['NH'].path}{world['SD-02'].pk}."
        assert world["SD-02-T1"].path == f"{world['SD-02'].path}{part.pk}."
        moved = world["SD-02"]
        assert parent_at(moved, dt.date(2017, 2, 28)) == world["SD"]
        assert parent_at(moved, dt.date(2017, 3, 1)) == world["NH"]
        assert paths_at(dt.date(2017, 2, 28))[part.pk] == part.path
        before = units_at(dt.date(2017, 2, 28), within=world["SD"])
        assert sorted(codes(before)) == ["SD", "SD-01", "SD-02", "SD-02-T1"]
        assert sorted(codes(units_at(dt.date(2017, 3, 1), within=world["SD"]))) == ["SD", "SD-01"]

    def test_a_wrong_ward_is_corrected_from_the_same_day(self, world: World) -> None:
        moved = world["NH-01"]
        place_unit(actor=world.admin, unit_id=moved.pk, under_id=world["SD"].pk, from_on=DAY)
        place_unit(actor=world.admin, unit_id=moved.pk, under_id=world["GD"].pk, from_on=DAY)
        lines = Placement.objects.filter(unit=moved).order_by("from_on")
        assert [(line.under.code, line.until_on) for line in lines] == [
            ("NH", DAY - dt.timedelta(days=1)),
            ("GD", None),
        ]
        assert last_audit().data["replaced"][0]["under_id"] == world["SD"].pk

    def test_later_lines_are_only_replaced_when_asked(self, world: World) -> None:
        moved = world["NH-01"].pk
        place_unit(actor=world.admin, unit_id=moved, under_id=world["SD"].pk, from_on=DAY)
        early = DAY - dt.timedelta(days=30)
        with pytest.raises(LaterLine):
            place_unit(actor=world.admin, unit_id=moved, under_id=world["GD"].pk, from_on=early)
        with pytest.raises(AlreadyThere):
            place_unit(actor=world.admin, unit_id=moved, under_id=world["SD"].pk, from_on=early)
        place_unit(actor=world.admin, unit_id=moved, under_id=world["SD"].pk, from_on=early, correcting=True)
        assert parent_at(world["NH-01"], early) == world["SD"]
        assert Placement.objects.filter(unit=moved).count() == 2

    def test_a_move_decided_ahead_takes_effect_on_its_day_and_once(self, world: World) -> None:
        day = dt.date(2017, 8, 22)
        place_unit(actor=world.admin, unit_id=world["NH-01"].pk, under_id=world["SD"].pk, from_on=day)
        assert world["NH-01"].parent == world["NH"]
        assert settle_tree(actor=HOUSE) == 0
        with clock.standing_on(day):
            assert settle_tree(actor=HOUSE) == 1
            assert settle_tree(actor=HOUSE) == 0
        assert world["NH-01"].parent == world["SD"]
        assert world["NH-01"].path.startswith(world["SD"].path)

    def test_the_tree_is_settled_by_the_house_alone(self, world: World) -> None:
        with pytest.raises(NotYours):
            settle_tree(actor=world.admin)

    def test_moves_ahead_that_only_fit_one_after_the_other(self, world: World) -> None:
        day = dt.date(2017, 8, 1)
        whole, part = world["SD-02"], world["SD-02-T1"]
        Body.objects.filter(pk=part.pk).update(kind=whole.kind)
        place_unit(actor=world.admin, unit_id=part.pk, under_id=world["NH"].pk, from_on=day)
        place_unit(actor=world.admin, unit_id=whole.pk, under_id=part.pk, from_on=day)
        Placement.objects.filter(unit=part, from_on=day).update(id=10**9)  # the later of the two by number
        with clock.standing_on(day):
            assert settle_tree(actor=HOUSE) == 2
        assert world["SD-02"].path == f"{world['NH'].path}{part.pk}.{whole.pk}."

    def test_refusals(self, world: World) -> None:
        def place(code: str, under: str, day: dt.date = DAY, version: int | None = None) -> None:
            place_unit(
                actor=HOUSE, unit_id=world[code].pk, under_id=world[under].pk, from_on=day, version=version
            )

        with pytest.raises(AlreadyThere):
            place("NH-01", "NH")
        with pytest.raises(UnderItself):
            place("SD", "SD-02")
        with pytest.raises(UnderItself):
            place("SD", "SD")
        with pytest.raises(LevelsCrossed):
            place("NH", "SD-01")
        with pytest.raises(BeforeFounding):
            place("NH-01", "SD", FOUNDED - dt.timedelta(days=1))
        with pytest.raises(Stale):
            place("NH-01", "SD", version=99)
        with pytest.raises(NotYours):
            place_unit(actor=world.admin, unit_id=world["TQ"].pk, under_id=world["TQ"].pk, from_on=DAY)

    def test_looking_after_adds_nothing_up(self, world: World) -> None:
        ban = add_department(actor=world.admin, host_id=world["TQ"].pk, name="Ban Tổ chức")
        care = look_after(actor=world.admin, unit_id=world["NH"].pk, by_id=ban.pk, from_on=DAY)
        assert world["NH"].parent == world["TQ"]
        assert paths_at(DAY)[world["NH"].pk] == world["NH"].path
        with pytest.raises(AlreadyThere):
            look_after(actor=world.admin, unit_id=world["NH"].pk, by_id=ban.pk, from_on=DAY)
        ended = end_care(actor=world.admin, unit_id=world["NH"].pk, line_id=care.pk, until_on=DAY)
        assert ended is not None
        assert end_care(actor=world.admin, unit_id=world["NH"].pk, line_id=care.pk, until_on=DAY) is None

    def test_a_working_group_takes_units_for_a_time(self, world: World) -> None:
        group = add_working_group(
            actor=world.admin, under_id=world["TQ"].pk, name="Tổ công tác quản lý địa bàn", from_on=DAY
        )
        july = dt.date(2017, 7, 1)
        for code in ("NH-01", "SD-01"):
            place_unit(actor=world.admin, unit_id=world[code].pk, under_id=group.pk, from_on=DAY)
        assert sorted(codes(children(group))) == ["NH-01", "SD-01"]
        with pytest.raises(StillHasUnits):
            end_unit(actor=world.admin, unit_id=group.pk, last_day=dt.date(2017, 6, 30))
        for code in ("NH-01", "SD-01"):
            place_unit(actor=world.admin, unit_id=world[code].pk, under_id=world["GD"].pk, from_on=july)
        end_unit(actor=world.admin, unit_id=group.pk, last_day=dt.date(2017, 6, 30))
        assert parent_at(world["NH-01"], dt.date(2017, 6, 30)) == group


class TestNaming:
    def test_the_old_name_stays_for_its_days(self, world: World) -> None:
        unit = rename_unit(
            actor=world.admin, unit_id=world["NH-02"].pk, name="CĐCS Công ty CP Hoà Bình", from_on=DAY
        )
        assert name_at(unit, DAY - dt.timedelta(days=1)) == "CĐCS Công ty TNHH Hoà Bình"
        assert name_at(unit, DAY) == "CĐCS Công ty CP Hoà Bình"

    def test_two_renamings(self, world: World) -> None:
        pk = world["NH-02"].pk
        rename_unit(actor=world.admin, unit_id=pk, name="CĐCS Hai", from_on=DAY)
        unit = rename_unit(actor=world.admin, unit_id=pk, name="CĐCS Ba", from_on=DAY + dt.timedelta(days=30))
        told = [name_at(unit, DAY + dt.timedelta(days=n)) for n in (-1, 0, 29, 30)]
        assert told == ["CĐCS Công ty TNHH Hoà Bình", "CĐCS Hai", "CĐCS Hai", "CĐCS Ba"]

    def test_a_corrected_spelling_leaves_no_old_name(self, world: World) -> None:
        pk = world["NH-02"].pk
        rename_unit(actor=world.admin, unit_id=pk, name="CĐCS Công ty TNHH Hòa Bình", from_on=DAY)
        assert not Alias.objects.exists()

    def test_refusals(self, world: World) -> None:
        pk = world["NH-02"].pk
        with pytest.raises(SameNameHere):
            rename_unit(actor=world.admin, unit_id=pk, name="CĐCS UBND xã Đà Vị", from_on=DAY)
        with pytest.raises(NameEmpty):
            rename_unit(actor=world.admin, unit_id=pk, name=" ", from_on=DAY)
        with pytest.raises(BeforeFounding):
            rename_unit(actor=world.admin, unit_id=pk, name="CĐCS X", from_on=dt.date(2009, 1, 1))
        new = add_unit(
            actor=world.admin, under_id=world["NH"].pk, kind="grassroots_union", name="CĐCS Trạm Y tế Sơn Phú"
        )
        with pytest.raises(BeforeFounding):  # nobody knows when it was founded; it stands since today
            rename_unit(actor=world.admin, unit_id=new.pk, name="CĐCS Y", from_on=dt.date(2016, 1, 1))
        with pytest.raises(NotYours):
            rename_unit(actor=world.actor("officer", "TQ"), unit_id=pk, name="CĐCS X", from_on=DAY)

    def test_an_alias_is_named_once(self, world: World) -> None:
        officer = world.actor("officer", "NH")
        first = name_alias(actor=officer, unit_id=world["NH-02"].pk, name="Cty Hòa Bình")
        again = name_alias(actor=officer, unit_id=world["NH-02"].pk, name="CTY HOÀ BÌNH")
        assert first == again
        assert Entry.objects.filter(did="federation.alias_named").count() == 1

    def test_what_has_no_dates(self, world: World) -> None:
        unit = change_unit(
            actor=world.admin,
            unit_id=world["NH"].pk,
            short_name="LĐLĐ Na Hang",
            code="",
            phone="0207 3864 125",
            founded_on=FOUNDED,
        )
        assert (unit.short_name, unit.code, unit.phone) == ("LĐLĐ Na Hang", "NH", "02073864125")
        with pytest.raises(CodeTaken):
            change_unit(
                actor=world.admin, unit_id=unit.pk, short_name="", code="sd", phone="", founded_on=FOUNDED
            )


class TestEnding:
    def test_lines_and_facts_end_with_the_unit(self, world: World) -> None:
        unit = world["NH-01"]
        set_attribute(actor=world.admin, unit_id=unit.pk, name="workers", value=40, from_on=FOUNDED)
        ended = end_unit(actor=world.admin, unit_id=unit.pk, last_day=dt.date(2017, 6, 30), reason="giải thể")
        assert ended.ended_on == dt.date(2017, 6, 30)
        assert Placement.objects.get(unit=unit).until_on == dt.date(2017, 6, 30)
        assert Attribute.objects.get(unit=unit).until_on == dt.date(2017, 6, 30)
        assert codes(children(world["NH"], ended=True)) == ["NH-01"]
        assert "NH-01" not in codes(children(world["NH"]))
        assert ended.path == unit.path
        assert "NH-01" in codes(units_at(dt.date(2017, 6, 30)))
        assert "NH-01" not in codes(units_at(dt.date(2017, 7, 1)))
        with pytest.raises(UnitEnded):
            end_unit(actor=world.admin, unit_id=unit.pk, last_day=dt.date(2017, 6, 30))
        with pytest.raises(UnitEnded):
            place_unit(actor=HOUSE, unit_id=unit.pk, under_id=world["SD"].pk, from_on=DAY)

    def test_a_unit_with_living_units_does_not_end(self, world: World) -> None:
        with pytest.raises(StillHasUnits) as refused:
            end_unit(actor=world.admin, unit_id=world["NH"].pk, last_day=DAY)
        assert refused.value.params["count"] == 3

    def test_nor_one_that_somebody_will_come_under(self, world: World) -> None:
        september = dt.date(2017, 9, 1)
        place_unit(actor=world.admin, unit_id=world["NH-01"].pk, under_id=world["GD"].pk, from_on=september)
        with pytest.raises(StillHasUnits):
            end_unit(actor=world.admin, unit_id=world["GD"].pk, last_day=DAY)

    def test_later_rooms_may_object(self, world: World) -> None:
        @ENDING.answers
        def objecting(subject: Ending) -> Answer:
            return Answer("thử", objections=(Objection("federation.name_empty"),))

        try:
            with pytest.raises(Objected) as refused:
                end_unit(actor=world.admin, unit_id=world["NH-01"].pk, last_day=DAY)
        finally:
            ENDING._answerers.remove(objecting)
        assert "Chưa có tên" in str(refused.value.say())
        assert world["NH-01"].ended_on is None


class TestFacts:
    def test_facts_are_dated_and_stamped_as_of_a_day(self, world: World) -> None:
        unit = world["NH-02"]
        for day, workers in ((FOUNDED, 40), (DAY, 55)):
            set_attribute(actor=world.admin, unit_id=unit.pk, name="workers", value=workers, from_on=day)
        set_attribute(actor=world.admin, unit_id=unit.pk, name="bloc", value="enterprise", from_on=DAY)
        before = attributes_at([unit], DAY - dt.timedelta(days=1))[unit.pk]
        after = attributes_at([unit], DAY)[unit.pk]
        assert before == {"kind": "grassroots", "founded": FOUNDED, "workers": 40}
        assert after == {"kind": "grassroots", "founded": FOUNDED, "workers": 55, "bloc": "enterprise"}

    def test_unknown_is_not_no(self, world: World) -> None:
        unit = world["NH-02"]
        set_attribute(actor=world.admin, unit_id=unit.pk, name="has_union", value=False, from_on=FOUNDED)
        set_attribute(actor=world.admin, unit_id=unit.pk, name="has_union", value=None, from_on=DAY)
        assert attributes_at([unit], FOUNDED)[unit.pk]["has_union"] is False
        assert "has_union" not in attributes_at([unit], DAY)[unit.pk]

    @pytest.mark.parametrize(
        ("name", "value"),
        [("workers", -1), ("workers", True), ("workers", "40"), ("bloc", "x"), ("has_union", 1), ("x", "y")],
    )
    def test_values_of_the_wrong_sort(self, world: World, name: str, value: object) -> None:
        with pytest.raises(ValueWrong):
            set_attribute(actor=world.admin, unit_id=world["NH-02"].pk, name=name, value=value, from_on=DAY)

    def test_saying_it_again_changes_nothing(self, world: World) -> None:
        unit = world["NH-02"]
        for _twice in range(2):
            set_attribute(actor=world.admin, unit_id=unit.pk, name="workers", value=40, from_on=DAY)
        assert Entry.objects.filter(did="federation.attribute_set").count() == 1

    def test_stamping_takes_one_query_for_any_number(
        self, world: World, django_assert_num_queries: Any
    ) -> None:
        units = list(direct_children(world["TQ"]))
        with django_assert_num_queries(1):
            attributes_at(units, DAY)

"""Reading the tree: children, chains, search without marks, names that lists write; all at scale."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.federation.cast import HOUSE, World
from thidua.audit.models import Entry
from thidua.federation.actions.add_unit import add_unit
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.name_alias import name_alias
from thidua.federation.actions.rename_unit import rename_unit
from thidua.federation.errors import CodeTaken, KindUnknown, LevelsCrossed, NotInTheTree, ValueWrong
from thidua.federation.models import Attribute, Body, Placement
from thidua.federation.queries.matching import loosely, matching, roster
from thidua.federation.queries.search import search
from thidua.federation.queries.tree import ancestors, branch_counts, children, of_level, tops
from thidua.kernel.errors import Absent, NotYours

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 2, 7)


class TestTree:
    def test_children_in_vietnamese_order_with_their_counts(
        self, world: World, django_assert_num_queries: Any
    ) -> None:
        unit = world["TQ"]
        with django_assert_num_queries(1):
            found = [(one.code, one.child_count, one.level) for one in children(unit)]  # type: ignore[attr-defined]
        assert found == [
            ("KDN", 0, "grassroots"),
            ("GD", 0, "upper"),
            ("NH", 3, "upper"),
            ("SD", 2, "upper"),
        ]

    def test_the_chain_above(self, world: World, django_assert_num_queries: Any) -> None:
        unit = world["SD-02-T1"]
        with django_assert_num_queries(1):
            assert [one.code for one in ancestors(unit)] == ["TLD", "TQ", "SD", "SD-02"]

    def test_counts_of_a_branch(self, world: World) -> None:
        assert branch_counts(world["TQ"]) == {"upper": 3, "grassroots": 6, "part": 1}
        assert of_level("grassroots", within=world["NH"].path).count() == 3

    def test_where_the_view_begins(self, world: World) -> None:
        assert [one.code for one in tops(world.admin)] == ["TQ"]
        assert [one.code for one in tops(world.actor("grassroots_chair", "NH-01"))] == ["NH-01"]
        assert [one.code for one in tops(HOUSE)] == ["TLD"]


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("na hang", ["NH"]),
            ("Năng Khả", ["NH-01"]),
            ("nang kha truong", ["NH-01"]),  # any order
            ("đại ph", ["SD-02"]),  # begun only
            ("SD-02", ["SD-02", "SD-02-T1"]),
            ("hòa bình", ["NH-02"]),
            ("bắc quang", []),  # another province
            ("  ", []),
            ("' & | ! :* \\", []),
            ("🎉", []),
        ],
    )
    def test_words_without_marks(self, world: World, typed: str, found: list[str]) -> None:
        assert [unit.code for unit in search(typed, world.admin)] == found

    def test_the_own_branch_first_then_above(self, world: World) -> None:
        officer = world.actor("officer", "NH")
        assert [unit.code for unit in search("LĐLĐ", officer)] == ["NH", "TQ"]

    def test_the_exact_code_first_then_the_higher_level(self, world: World) -> None:
        """Many unions of a district bear its name; whoever types it means the district."""
        below = [
            NewUnit(f"SD-{n}", f"CĐCS Trường Mầm non Sơn Dương {n}", "grassroots_union", "SD")
            for n in range(10, 40)
        ]
        dong = [NewUnit("SDX", "Sơn Dương Tourist, CĐCS Công ty", "grassroots_union", "SD")]
        found_units(actor=HOUSE, rows=[*below, *dong])
        assert search("sd", world.admin)[0].code == "SD"
        assert search("SD-10", world.admin)[0].code == "SD-10"
        assert [one.code for one in search("Sơn Dương", world.admin)][:2] == ["SD", "SDX"]
        assert search("CĐCS Trường Mầm non Sơn Dương 33", world.admin)[0].code == "SD-33"

    def test_a_former_name_finds_the_unit(self, world: World) -> None:
        rename_unit(actor=world.admin, unit_id=world["NH-02"].pk, name="CĐCS Công ty CP An Bình", from_on=DAY)
        assert [unit.code for unit in search("tnhh hoa binh", world.admin)] == ["NH-02"]

    def test_a_province_of_1100_units_is_searched_with_one_query(
        self, world: World, django_assert_num_queries: Any
    ) -> None:
        found_units(
            actor=HOUSE,
            rows=[
                NewUnit(f"X-{n}", f"CĐCS Trường Tiểu học số {n} xã Minh Hương", "grassroots_union", "GD")
                for n in range(1100)
            ],
        )
        admin = world.admin
        with django_assert_num_queries(1):
            assert len(search("truong tieu hoc minh", admin)) == 20


class TestMatching:
    def test_spelling_habits_match_and_codes_decide(self, world: World) -> None:
        within = world["TQ"].path
        for written in ("CĐCS CÔNG TY TNHH HÒA BÌNH", "cđcs  công ty tnhh hoà bình", "nh-02"):
            assert [unit.code for unit in matching(written, within)] == ["NH-02"]
            assert roster(within).find(written) == [world["NH-02"].pk]
        assert matching("CĐCS Công ty Hoà Bình", within) == []
        assert matching("CĐCS Bệnh viện Bắc Quang", within) == []

    def test_another_name_once_named(self, world: World) -> None:
        name_alias(actor=world.admin, unit_id=world["NH-02"].pk, name="Cty Hòa Bình")
        within = world["TQ"].path
        assert roster(within).find("CTY HOÀ BÌNH") == [world["NH-02"].pk]
        assert [unit.code for unit in matching("CTY HOÀ BÌNH", within)] == ["NH-02"]

    def test_two_of_one_name_are_left_to_a_person(self, world: World) -> None:
        twin = add_unit(
            actor=world.admin, under_id=world["SD"].pk, kind="grassroots_union", name="CĐCS UBND xã Đà Vị"
        )
        known = roster(world["TQ"].path)
        assert known.find("CĐCS UBND xã Đà Vị") == sorted([world["NH-03"].pk, twin.pk])
        assert len(known.suggest("CĐCS UBND xã Đà Vị")) == 2

    @pytest.mark.parametrize(
        ("written", "first"),
        [
            ("Trường TH Năng Khả", "NH-01"),
            ("CĐCS Trạm y tế Đại Phú", "SD-02"),
            ("Công đoàn cơ sở Cty TNHH Hòa Bình", "NH-02"),
            ("Na Hang", "NH"),
        ],
    )
    def test_near_names_are_suggested(self, world: World, written: str, first: str) -> None:
        offered = roster(world["TQ"].path).suggest(written)
        assert offered[0].body_id == world[first].pk

    def test_nothing_near_is_nothing(self, world: World) -> None:
        assert roster(world["TQ"].path).suggest("Ngân hàng Nhà nước") == []

    def test_the_words_for_the_kind_do_not_count(self) -> None:
        assert loosely("Công đoàn cơ sở Trường TH Năng Khả") == loosely("CĐCS trường Tiểu học Năng Khả")


class TestFounding:
    def test_thousands_in_few_statements(self, world: World, django_assert_max_num_queries: Any) -> None:
        rows = [
            NewUnit(
                f"P-{n:04d}",
                f"CĐCS số {n}",
                "grassroots_union",
                "GD" if n % 2 else "P-UP",
                attributes={"bloc": "school", "workers": n},
                founded_on=DAY,
            )
            for n in range(3000)
        ]
        top = NewUnit("P-UP", "Công đoàn ngành Y tế", "provincial_sector_union", "TQ", founded_on=DAY)
        with django_assert_max_num_queries(30):
            made = found_units(actor=world.admin, rows=[top, *rows])
        assert len(made) == 3001
        assert Placement.objects.filter(unit__in=made).count() == 3001
        assert Attribute.objects.filter(unit__in=made).count() == 6000
        audited = Entry.objects.filter(actor_name=world.admin.name)
        assert audited.filter(did="federation.unit_added").count() == 3001
        assert audited.get(did="federation.units_founded").data["units"] == 3001
        assert branch_counts(world["TQ"])["grassroots"] == 3006
        later = add_unit(actor=world.admin, under_id=world["GD"].pk, kind="grassroots_union", name="CĐCS Sau")
        assert later.pk > max(unit.pk for unit in made)

    def test_one_wrong_row_founds_nothing(self, world: World) -> None:
        def row(code: str, kind: str = "grassroots_union", parent: str = "GD", **more: Any) -> NewUnit:
            return NewUnit(code, f"CĐCS {code}", kind, parent, **more)

        for bad, error in (
            (row("A-2", kind="xx"), KindUnknown),
            (row("A-2", parent="nobody"), NotInTheTree),
            (row("a-1"), CodeTaken),
            (row("NH"), CodeTaken),
            (row("A-2", kind="provincial_federation"), LevelsCrossed),
            (row("A-2", attributes={"workers": "x"}), ValueWrong),
            (row("A-2", parent="HG"), Absent),
            (row("A-2", kind="provincial_federation", parent=""), NotYours),
        ):
            with pytest.raises(error):
                found_units(actor=world.admin, rows=[row("A-1"), bad])
        assert not Body.objects.filter(code__in=("A-1", "A-2")).exists()

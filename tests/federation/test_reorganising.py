"""Merging, splitting, moving, renaming, ending: carried out together, and taken back exactly."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.federation.cast import HOUSE, World
from tests.federation.reorganising import DAY, EVE, SOURCE, done, dump, step
from tests.federation.test_laws import assert_lines_do_not_overlap
from thidua.audit.models import Entry
from thidua.federation.actions.add_hosted import add_department
from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.add_unit import add_unit
from thidua.federation.actions.add_working_group import add_working_group
from thidua.federation.actions.end_unit import end_unit
from thidua.federation.actions.give_post import give_post
from thidua.federation.actions.place_unit import look_after, place_unit
from thidua.federation.actions.reorganise.add_steps import NewStep
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.actions.set_attribute import set_attribute
from thidua.federation.actions.transfer_person import transfer_person
from thidua.federation.models import Alias, Body, Person, Placement, Post, Succession
from thidua.federation.queries.matching import matching
from thidua.federation.queries.succession import places_today
from thidua.federation.queries.times import name_at, parent_at, paths_on
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say

pytestmark = pytest.mark.django_db


def person(world: World, unit: str, name: str) -> Person:
    return add_person(actor=world.admin, home_id=world[unit].pk, name=name)


def assert_sound() -> None:
    """The path of everybody is the chain of parents, also of who has ended."""
    bodies = {body.pk: body for body in Body.objects.exclude(path="")}
    for body in bodies.values():
        above = bodies[body.parent_id].path if body.parent_id else ""
        assert body.path == f"{above}{body.pk}." == body.seat, body.code
    for body in Body.objects.filter(path="").select_related("host"):
        assert body.host is None or body.seat == body.host.path
    assert_lines_do_not_overlap()


class TestMerging:
    @pytest.fixture
    def full(self, world: World) -> World:
        """SD-02 with a chair, two members, a fact, somebody who looks after it; NH with a department."""
        chair = person(world, "SD-02", "Ma Văn Một")
        person(world, "SD-02", "Lý Thị Hai")
        give_post(actor=world.admin, person_id=chair.pk, unit_id=world["SD-02"].pk, office="chair",
                  from_on=dt.date(2016, 1, 1))  # fmt: skip
        set_attribute(actor=world.admin, unit_id=world["SD-02"].pk, name="workers", value=40,
                      from_on=dt.date(2016, 1, 1))  # fmt: skip
        look_after(
            actor=world.admin, unit_id=world["SD-02"].pk, by_id=world["GD"].pk, from_on=dt.date(2016, 1, 1)
        )
        return world

    def test_into_a_live_unit(self, full: World) -> None:
        done(full, step(full, "merge", "SD-02", "NH-01"))
        old, new = full["SD-02"], full["NH-01"]
        assert old.ended_on == EVE
        assert parent_at(old, EVE) == full["SD"]
        assert parent_at(old, DAY) is None
        assert not old.placements.filter(until_on=None).exists()
        assert not old.attributes.filter(until_on=None).exists()
        assert list(old.posts.values_list("until_on", flat=True)) == [EVE]
        assert set(new.people.values_list("name", flat=True)) == {"Ma Văn Một", "Lý Thị Hai"}
        assert not new.posts.exists()
        assert full["SD-02-T1"].parent == new
        assert parent_at(full["SD-02-T1"], EVE) == old
        link = Succession.objects.get()
        assert (link.unit, link.into, link.whole, link.from_on) == (old, new, True, DAY)
        assert places_today([old.pk])[old.pk].path == new.path
        assert old.path.startswith(new.path)
        assert matching(old.name, full["TQ"].path) == [new]
        assert name_at(new, EVE) == new.name
        assert_sound()

    def test_every_unit_that_is_touched_has_its_line_in_the_audit(self, full: World) -> None:
        made = done(full, step(full, "merge", "SD-02", "NH-01"))
        told = {
            (entry.did, entry.object_id): entry
            for entry in Entry.objects.filter(data__reorganisation=made.pk)
        }
        assert set(told) == {
            ("federation.unit_merged", full["SD-02"].pk),
            ("federation.unit_placed", full["SD-02-T1"].pk),
        }
        assert told["federation.unit_merged", full["SD-02"].pk].data["into"] == full["NH-01"].pk
        whole = Entry.objects.get(did="federation.reorganised")
        assert (whole.object_id, whole.data["source"]) == (made.pk, SOURCE)

    def test_what_ended_before_stays_within_reach_of_the_successor(self, full: World) -> None:
        part = add_unit(actor=full.admin, under_id=full["SD-02"].pk, kind="union_group", name="Tổ cũ",
                        founded_on=dt.date(2012, 1, 1))  # fmt: skip
        end_unit(actor=full.admin, unit_id=part.pk, last_day=dt.date(2017, 1, 31))
        lines = Placement.objects.filter(unit=part).count()
        done(full, step(full, "merge", "SD-02", "NH-01"))
        part.refresh_from_db()
        assert part.path == f"{full['NH-01'].path}{part.pk}."
        assert Placement.objects.filter(unit=part).count() == lines
        assert_sound()

    def test_departments_end_with_their_unit(self, full: World) -> None:
        own = add_department(actor=full.admin, host_id=full["SD"].pk, name="Ban Tổ chức")
        done(full, step(full, "merge", "SD", "NH"))
        own.refresh_from_db()
        assert (own.ended_on, own.seat) == (EVE, full["SD"].path)
        assert full["SD-01"].parent == full["NH"]
        assert full["SD-02-T1"].path.startswith(full["NH"].path)

    def test_into_a_unit_that_the_same_reorganisation_founds(self, full: World) -> None:
        done(
            full,
            step(full, "merge", "SD-01", into_code="SD-09"),
            step(full, "merge", "SD-02", into_code="SD-09"),
            step(full, "found", "SD", code="SD-09", name="CĐCS Xã Mới", kind="grassroots_union"),
        )
        new = full["SD-09"]
        assert (new.parent, new.founded_on, parent_at(new, DAY)) == (full["SD"], DAY, full["SD"])
        assert new.people.count() == 2
        assert set(new.predecessors.values_list("unit__code", flat=True)) == {"SD-01", "SD-02"}
        assert_sound()


class TestSplitting:
    def test_a_unit_lives_on_without_those_who_leave(self, world: World) -> None:
        goes, stays = person(world, "SD-02", "Ma Văn Một"), person(world, "SD-02", "Lý Thị Hai")
        for one in (goes, stays):
            give_post(actor=world.admin, person_id=one.pk, unit_id=world["SD-02"].pk, office="officer",
                      from_on=dt.date(2016, 1, 1))  # fmt: skip
        done(world, step(world, "split", "SD-02", "SD-01", people=[goes.pk], units=[world["SD-02-T1"].pk]))
        assert list(world["SD-01"].people.all()) == [goes]
        assert list(world["SD-02"].people.all()) == [stays]
        assert world["SD-02-T1"].parent == world["SD-01"]
        assert world["SD-02"].ended_on is None
        assert dict(Post.objects.values_list("person", "until_on")) == {goes.pk: EVE, stays.pk: None}
        assert not Succession.objects.exists()
        assert_sound()

    def test_a_unit_that_ends_is_divided_wholly(self, world: World) -> None:
        one, two, three = (person(world, "SD-02", name) for name in ("Ma Văn Một", "Lý Thị Hai", "Hà Thị Ba"))
        done(
            world,
            step(world, "split", "SD-02", "SD-01", people=[one.pk], ends=True),
            step(world, "split", "SD-02", "NH-01", units=[world["SD-02-T1"].pk], rest=True),
        )
        assert list(world["SD-01"].people.all()) == [one]
        assert set(world["NH-01"].people.all()) == {two, three}
        assert world["SD-02"].ended_on == EVE
        assert set(Succession.objects.values_list("into__code", "whole")) == {
            ("SD-01", False),
            ("NH-01", False),
        }
        assert places_today([world["SD-02"].pk])[world["SD-02"].pk].ended


class TestTogether:
    def test_districts_end_while_their_unions_go_elsewhere(self, world: World) -> None:
        """In whatever order the steps are written."""
        steps = [
            step(world, "end", "SD"),
            step(world, "move", "SD-01", "NH"),
            step(world, "merge", "SD-02", "SD-01"),
            step(world, "rename", "NH", name="Công đoàn vùng Na Hang"),
            step(world, "move", "NH-02", "GD"),
            step(world, "rename", "NH-02", name="CĐCS Hòa Bình"),
        ]
        for order in (steps, steps[::-1]):
            before = dump()
            made = done(world, *order)
            assert world["SD"].ended_on == EVE
            assert world["SD-01"].parent == world["NH"]
            assert world["SD-02"].path.startswith(world["SD-01"].path)
            assert world["SD-02-T1"].parent == world["SD-01"]
            assert (world["NH-02"].name, world["NH-02"].parent) == ("CĐCS Hòa Bình", world["GD"])
            assert name_at(world["NH"], EVE) == "LĐLĐ huyện Na Hang"
            assert_sound()
            undo(actor=world.admin, reorganisation_id=made.pk)
            assert dump() == before

    def test_a_branch_moves_within_a_branch_that_moves(self, world: World) -> None:
        done(
            world,
            step(world, "move", "SD", "HG"),
            step(world, "move", "SD-02-T1", "NH-01"),
            step(world, "move", "NH-02", "SD"),
            seat="TLD",
            actor=HOUSE,
        )
        assert world["SD"].parent == world["HG"]
        assert world["NH-02"].path == f"{world['SD'].path}{world['NH-02'].pk}."
        assert world["SD-02-T1"].parent == world["NH-01"]
        assert_sound()

    def test_two_provinces_merge_with_all_that_stands_below(self, world: World) -> None:
        before = dump()
        made = done(world, step(world, "merge", "HG", "TQ"), seat="TLD", actor=HOUSE)
        assert world["HG-01"].parent == world["TQ"]
        assert world["HG"].path == f"{world['TQ'].path}{world['HG'].pk}."
        assert_sound()
        undo(actor=HOUSE, reorganisation_id=made.pk)
        assert dump() == before

    def test_the_kind_changes_with_the_place(self, world: World) -> None:
        done(
            world,
            step(world, "change_kind", "SD-01", kind="union_group"),
            step(world, "move", "SD-01", "NH-01"),
        )
        assert world["SD-01"].level == "part"


class TestRefused:
    def refusal(self, world: World, *steps: NewStep, **how: Any) -> str:
        before = dump()
        with pytest.raises(CodedError) as refused:
            done(world, *steps, **how)
        assert dump() == before
        said = say(refused.value)
        assert said.what
        assert said.why
        assert said.remedy
        return refused.value.code.removeprefix("federation.")

    def test_bad_input(self, world: World) -> None:
        def told(verb: str, unit: str, into: str | None = None, **more: Any) -> NewStep:
            return step(world, verb, unit, into, **more)

        refused = {
            "ring": self.refusal(world, told("move", "SD-01", "SD-02"), told("move", "SD-02", "SD-01")),
            "below itself": self.refusal(world, told("move", "SD-02", "SD-02-T1")),
            "into itself": self.refusal(world, told("merge", "SD-02", "SD-02")),
            "into its part": self.refusal(world, told("merge", "SD-02", "SD-02-T1")),
            "into one that ends": self.refusal(world, told("merge", "SD-01", "SD-02"), told("merge", "SD-02", "NH-01")),
            "twice": self.refusal(world, told("merge", "SD-01", "NH-01"), told("move", "SD-01", "NH")),
            "twice the same": self.refusal(world, told("move", "SD-01", "GD"), told("move", "SD-01", "NH")),
            "levels": self.refusal(world, told("move", "SD", "NH")),
            "levels by kind": self.refusal(world, told("change_kind", "SD", kind="provincial_federation")),
            "levels below": self.refusal(world, told("change_kind", "SD", kind="union_group")),
            "left behind": self.refusal(world, told("end", "SD"), told("move", "SD-01", "NH")),
            "there already": self.refusal(world, told("move", "SD-01", "SD")),
            "before founding": self.refusal(world, told("merge", "SD-01", "SD-02"), day=dt.date(2009, 1, 1)),
            "not yet": self.refusal(world, told("end", "SD-01"), day=dt.date(2017, 7, 19)),
            "outside": self.refusal(world, told("move", "HG-01", "TQ")),
            "the seat": self.refusal(world, told("rename", "TQ", name="LĐLĐ tỉnh Mới")),
            "no name": self.refusal(world, told("rename", "SD", name="—")),
            "same name": self.refusal(world, told("rename", "SD-01", name=world["SD-02"].name)),
            "kind": self.refusal(world, told("change_kind", "SD", kind="lạ")),
            "code": self.refusal(world, told("found", "SD", code="SD-01", name="CĐCS Lạ", kind="grassroots_union")),
            "nothing": self.refusal(world),
        }  # fmt: skip
        assert refused == {
            "ring": "under_itself",
            "below itself": "under_itself",
            "into itself": "into_itself",
            "into its part": "under_itself",
            "into one that ends": "into_ending",
            "twice": "unit_twice",
            "twice the same": "unit_twice",
            "levels": "levels_crossed",
            "levels by kind": "levels_crossed",
            "levels below": "levels_crossed",
            "left behind": "still_has_units",
            "there already": "already_there",
            "before founding": "before_founding",
            "not yet": "day_not_come",
            "outside": "kernel.absent",
            "the seat": "seat_below",
            "no name": "name_empty",
            "same name": "same_name_here",
            "kind": "kind_unknown",
            "code": "code_taken",
            "nothing": "no_steps",
        }

    def test_into_a_unit_of_the_past(self, world: World) -> None:
        end_unit(actor=world.admin, unit_id=world["SD-01"].pk, last_day=dt.date(2017, 3, 1))
        assert self.refusal(world, step(world, "merge", "SD-02", "SD-01")) == "unit_ended"
        assert self.refusal(world, step(world, "move", "SD-01", "NH")) == "unit_ended"

    def test_later_lines_overlap(self, world: World) -> None:
        place_unit(
            actor=world.admin,
            unit_id=world["SD-01"].pk,
            under_id=world["GD"].pk,
            from_on=dt.date(2017, 7, 10),
        )
        assert self.refusal(world, step(world, "move", "SD-01", "NH")) == "later_line"
        assert self.refusal(world, step(world, "merge", "SD-01", "NH-01")) == "later_line"
        assert (
            self.refusal(world, step(world, "merge", "SD-01", "NH-01"), day=dt.date(2017, 7, 10))
            == "later_line"
        )

    def test_a_split_that_leaves_people_nowhere(self, world: World) -> None:
        one, two = person(world, "SD-02", "Ma Văn Một"), person(world, "SD-02", "Lý Thị Hai")
        part = world["SD-02-T1"].pk

        def split(into: str, **told: Any) -> NewStep:
            return step(world, "split", "SD-02", into, **told)

        assert self.refusal(world, split("SD-01", people=[one.pk, two.pk], units=[part], ends=True), split("NH-01")) \
            == "split_empty"  # fmt: skip
        assert self.refusal(world, split("SD-01", people=[one.pk], ends=True), split("NH-01", units=[part])) \
            == "people_nowhere"  # fmt: skip
        assert self.refusal(world, split("SD-01", people=[one.pk], rest=True, ends=True), split("NH-01", people=[two.pk])) \
            == "still_has_units"  # fmt: skip
        assert (
            self.refusal(world, split("SD-01", people=[one.pk]), split("NH-01", people=[one.pk]))
            == "people_twice"
        )
        assert self.refusal(world, split("SD-01", rest=True, units=[part], ends=True)) == "split_into_one"
        assert self.refusal(world, split("SD-01", people=[10**9])) == "not_of_this_unit"
        assert (
            self.refusal(world, split("SD-01", people=[one.pk]), split("SD-01", people=[two.pk]))
            == "unit_twice"
        )


class TestCorrecting:
    def test_two_unions_put_under_the_wrong_ward(self, world: World) -> None:
        """Story 8: fourteen report to a working group and go on to a ward; two were put under the wrong one."""
        july, august = dt.date(2017, 7, 1), dt.date(2017, 7, 10)
        group = add_working_group(
            actor=world.admin, under_id=world["TQ"].pk, name="Tổ công tác", from_on=july
        )
        moves = [NewStep("move", world[code].pk, group.pk) for code in ("SD-01", "SD-02", "NH-01")]
        done(world, *moves)
        done(world, *(step(world, "move", code, "NH") for code in ("SD-01", "SD-02", "NH-01")), day=august)
        before = dump()
        wrong = [step(world, "move", code, "GD", correcting=True) for code in ("SD-01", "SD-02")]
        made = done(world, *wrong, day=august)
        for code in ("SD-01", "SD-02"):
            assert parent_at(world[code], august) == world["GD"]
            assert parent_at(world[code], august - dt.timedelta(days=1)) == group
        assert parent_at(world["NH-01"], august) == world["NH"]
        assert paths_on([world["SD-01"].pk], july)[world["SD-01"].pk].startswith(group.path)
        assert_sound()
        undo(actor=world.admin, reorganisation_id=made.pk)
        assert dump() == before

    def test_from_before_a_line_that_began_later(self, world: World) -> None:
        place_unit(
            actor=world.admin,
            unit_id=world["SD-01"].pk,
            under_id=world["GD"].pk,
            from_on=dt.date(2017, 7, 10),
        )
        before = dump()
        made = done(world, step(world, "move", "SD-01", "GD", correcting=True))
        assert parent_at(world["SD-01"], DAY) == world["GD"]
        assert Placement.objects.filter(unit=world["SD-01"]).count() == 2
        undo(actor=world.admin, reorganisation_id=made.pk)
        assert dump() == before


class TestUndoing:
    def test_everything_comes_back(self, world: World) -> None:
        one = person(world, "SD-01", "Hà Văn Bốn")
        before = dump()
        made = done(
            world,
            step(world, "found", "SD", code="SD-09", name="CĐCS Xã Mới", kind="grassroots_union"),
            step(world, "merge", "SD-02", into_code="SD-09"),
            step(world, "split", "SD-01", into_code="SD-09", people=[one.pk]),
            step(world, "change_kind", "NH-03", kind="union_group"),
            step(world, "move", "NH-03", "NH-01"),
            step(world, "rename", "SD", name="Công đoàn vùng Sơn Dương"),
        )
        assert dump() != before
        undo(actor=world.admin, reorganisation_id=made.pk, reason="quyết định bị thu hồi")
        assert dump() == before
        made.refresh_from_db()
        assert (made.state, made.undone_at is not None) == ("undone", True)

    def test_refused_when_something_later_touched_the_same(self, world: World) -> None:
        member = person(world, "SD-02", "Ma Văn Một")
        made = done(world, step(world, "merge", "SD-02", "NH-01"))

        def refused() -> CodedError:
            with pytest.raises(CodedError) as told:
                undo(actor=world.admin, reorganisation_id=made.pk)
            return told.value

        transfer_person(
            actor=world.admin, person_id=member.pk, to_id=world["SD-01"].pk, from_on=dt.date(2017, 7, 5)
        )
        assert refused().code == "federation.touched_since"
        Person.objects.filter(pk=member.pk).update(home=world["NH-01"])
        place_unit(
            actor=world.admin,
            unit_id=world["SD-02-T1"].pk,
            under_id=world["NH-02"].pk,
            from_on=dt.date(2017, 7, 5),
        )
        touched = refused()
        assert touched.code == "federation.touched_since"
        assert touched.params["unit"] in (str(world["SD-02-T1"]), str(world["SD-02"]))

    def test_later_changes_beside_it_do_not_stand_in_the_way(self, world: World) -> None:
        made = done(world, step(world, "merge", "SD-02", "NH-01"))
        newcomer = person(world, "NH-01", "Lò Thị Năm")
        undo(actor=world.admin, reorganisation_id=made.pk)
        newcomer.refresh_from_db()
        assert newcomer.home == world["NH-01"]
        assert_sound()

    def test_the_tree_above_may_have_moved_since(self, world: World) -> None:
        made = done(world, step(world, "merge", "SD-02", "SD-01"), seat="SD", actor=HOUSE)
        place_unit(actor=HOUSE, unit_id=world["SD"].pk, under_id=world["HG"].pk, from_on=dt.date(2017, 7, 5))
        undo(actor=HOUSE, reorganisation_id=made.pk)
        assert world["SD-02"].path == f"{world['SD'].path}{world['SD-02'].pk}."
        assert_sound()

    def test_a_founded_unit_that_is_in_use_stays(self, world: World) -> None:
        made = done(
            world, step(world, "found", "SD", code="SD-09", name="CĐCS Xã Mới", kind="grassroots_union")
        )
        newcomer = person(world, "SD-09", "Lò Thị Năm")
        with pytest.raises(CodedError) as told:
            undo(actor=world.admin, reorganisation_id=made.pk)
        assert (told.value.code, told.value.params["held"]) == ("federation.founded_in_use", "người")
        newcomer.delete()
        undo(actor=world.admin, reorganisation_id=made.pk)
        assert not Body.objects.filter(code="SD-09").exists()

    def test_what_was_taken_back_may_be_done_again(self, world: World) -> None:
        steps = (
            step(world, "found", "SD", code="SD-09", name="CĐCS Xã Mới", kind="grassroots_union"),
            step(world, "merge", "SD-02", into_code="SD-09"),
        )
        undo(actor=world.admin, reorganisation_id=done(world, *steps).pk)
        done(world, *steps)
        assert Alias.objects.get(body=world["SD-09"]).name == world["SD-02"].name

"""People and their offices."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.federation.cast import World
from thidua.audit.models import Entry
from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.change_person import change_person
from thidua.federation.actions.end_unit import end_unit
from thidua.federation.actions.found_people import NewPerson, found_people
from thidua.federation.actions.give_post import end_post, give_post
from thidua.federation.actions.transfer_person import transfer_person
from thidua.federation.errors import (
    ChairHeld,
    DaysCrossed,
    NameEmpty,
    PersonHere,
    PersonLeft,
    PhoneWrong,
    PostHeld,
    SameHome,
    UnitEnded,
)
from thidua.federation.models import Person, Post
from thidua.federation.queries.search import search_people
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotYours, Stale

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 2, 7)


@pytest.fixture
def officer(world: World) -> Actor:
    return world.actor("officer", "NH")


def add(world: World, officer: Actor, name: str, code: str = "NH-01", **more: Any) -> Person:
    return add_person(actor=officer, home_id=world[code].pk, name=name, **more)


class TestAdding:
    def test_a_name_is_cleaned_and_audited_without_private_data(self, world: World, officer: Actor) -> None:
        person = add(world, officer, "  Ma   Thị Thử ", phone="+84 912 000 111", born_on=DAY)
        assert (person.name, person.phone) == ("Ma Thị Thử", "0912000111")
        told = Entry.objects.get(did="federation.person_added")
        assert told.path == world["NH-01"].path
        assert "0912000111" not in str(told.data)

    def test_namesakes_need_something_that_tells_them_apart(self, world: World, officer: Actor) -> None:
        add(world, officer, "Lý Văn Đôi", born_on=DAY)
        with pytest.raises(PersonHere):
            add(world, officer, "LÝ VĂN ĐÔI", born_on=DAY)
        with pytest.raises(PersonHere):
            add(world, officer, "Lý Văn Đôi")
        add(world, officer, "Lý Văn Đôi", born_on=DAY + dt.timedelta(days=1))
        add(world, officer, "Lý Văn Đôi", code="NH-02", born_on=DAY)
        add(world, officer, "Ly Van Doi")

    def test_refusals(self, world: World, officer: Actor) -> None:
        for name in ("", " ", "😀", "---", "0"):
            with pytest.raises(NameEmpty):
                add(world, officer, name)
        for phone in ("12", "0012345678", "abc"):
            with pytest.raises(PhoneWrong):
                add(world, officer, "Ma Thị Thử", phone=phone)
        with pytest.raises(Absent):
            add(world, officer, "Ma Thị Thử", code="SD-01")
        with pytest.raises(NotYours):
            add(world, world.actor("clerk", "NH"), "Ma Thị Thử")
        end_unit(actor=world.admin, unit_id=world["NH-02"].pk, last_day=DAY)
        with pytest.raises(UnitEnded):
            add(world, officer, "Ma Thị Thử", code="NH-02")

    def test_many_at_once(self, world: World, officer: Actor, django_assert_max_num_queries: Any) -> None:
        home = world["NH-01"].pk
        rows = [NewPerson(home, f"Người Thứ {n}", phone=f"09120{n:05d}") for n in range(500)]
        with django_assert_max_num_queries(15):
            made = found_people(actor=officer, rows=rows)
        assert Person.objects.filter(home=home).count() == 500
        assert Entry.objects.filter(did="federation.person_added").count() == 500
        assert made[0].sort_key
        with pytest.raises(PersonHere):
            found_people(actor=officer, rows=[NewPerson(home, "Mới Tinh"), NewPerson(home, "Người Thứ 7")])
        assert not Person.objects.filter(name="Mới Tinh").exists()


class TestChanging:
    def test_correct_what_is_known(self, world: World, officer: Actor) -> None:
        person = add(world, officer, "Ma Thị Thử")

        def change(**told: Any) -> Person:
            known = {
                "name": "Ma Thị Thử",
                "sex": "female",
                "born_on": DAY,
                "phone": "",
                "direct_worker": True,
            }
            return change_person(actor=officer, person_id=person.pk, **{**known, **told})

        assert change(version=1).version == 2
        assert change(version=2).version == 2  # nothing changed
        assert Entry.objects.filter(did="federation.person_changed").count() == 1
        with pytest.raises(Stale):
            change(version=1, name="Ma Thị Khác")

    def test_transfer_ends_the_posts_left_behind(self, world: World, officer: Actor) -> None:
        person = add(world, officer, "Ma Thị Thử")
        there = {"person_id": person.pk, "unit_id": world["NH-01"].pk, "from_on": dt.date(2015, 1, 1)}
        post = give_post(actor=officer, office="committee_member", **there)  # type: ignore[arg-type]
        to = world["NH-02"].pk
        with pytest.raises(SameHome):
            transfer_person(actor=officer, person_id=person.pk, to_id=world["NH-01"].pk, from_on=DAY)
        with pytest.raises(Absent):
            transfer_person(actor=officer, person_id=person.pk, to_id=world["SD-01"].pk, from_on=DAY)
        moved = transfer_person(actor=officer, person_id=person.pk, to_id=to, from_on=DAY)
        assert moved.home_id == to
        post.refresh_from_db()
        assert post.until_on == DAY - dt.timedelta(days=1)


class TestPosts:
    def test_one_chair_at_a_time(self, world: World, officer: Actor) -> None:
        first, second = add(world, officer, "Ma Thị Một"), add(world, officer, "Ma Thị Hai")

        def chair(person: Person, day: dt.date, *, succeeding: bool = False) -> Post:
            return give_post(
                actor=officer,
                person_id=person.pk,
                unit_id=world["NH-01"].pk,
                office="chair",
                from_on=day,
                succeeding=succeeding,
            )

        held = chair(first, dt.date(2015, 1, 1))
        with pytest.raises(PostHeld):
            chair(first, DAY)
        with pytest.raises(ChairHeld):
            chair(second, DAY)
        with pytest.raises(DaysCrossed):
            chair(second, dt.date(2015, 1, 1), succeeding=True)
        chair(second, DAY, succeeding=True)
        held.refresh_from_db()
        assert held.until_on == DAY - dt.timedelta(days=1)

    def test_ending(self, world: World, officer: Actor) -> None:
        person, unit = add(world, officer, "Ma Thị Một"), world["NH-01"].pk
        post = give_post(actor=officer, person_id=person.pk, unit_id=unit, office="clerk", from_on=DAY)
        with pytest.raises(DaysCrossed):
            end_post(actor=officer, unit_id=unit, post_id=post.pk, until_on=DAY - dt.timedelta(days=1))
        ended = end_post(actor=officer, unit_id=unit, post_id=post.pk, until_on=DAY)
        assert ended is not None
        assert end_post(actor=officer, unit_id=unit, post_id=post.pk, until_on=DAY) is None
        person.left_on = DAY
        person.save()
        with pytest.raises(PersonLeft):
            give_post(actor=officer, person_id=person.pk, unit_id=unit, office="clerk", from_on=DAY)

    def test_a_unit_that_ends_ends_its_posts(self, world: World, officer: Actor) -> None:
        person, unit = add(world, officer, "Ma Thị Một"), world["NH-01"].pk
        give_post(actor=officer, person_id=person.pk, unit_id=unit, office="clerk", from_on=DAY)
        end_unit(actor=world.admin, unit_id=unit, last_day=dt.date(2017, 6, 30))
        assert Post.objects.get().until_on == dt.date(2017, 6, 30)


def test_people_are_sorted_by_given_name_and_found_in_any_order(world: World, officer: Actor) -> None:
    for name in ("Trần Thị Bình", "Nguyễn Văn An", "Lý Thị Ánh", "Đỗ Văn Đức"):
        add(world, officer, name)
    assert [one.name for one in search_people("", officer)] == [
        "Nguyễn Văn An",
        "Lý Thị Ánh",
        "Trần Thị Bình",
        "Đỗ Văn Đức",
    ]
    assert [one.name for one in search_people("anh ly", officer)] == ["Lý Thị Ánh"]
    assert list(search_people("anh ly", world.actor("officer", "SD"))) == []
    assert list(search_people("anh ly", world.actor("clerk", "NH"))) == []

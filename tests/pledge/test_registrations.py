"""Registering: people and not lines are counted, once, wherever they go."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from tests.cast import HOUSE, Cast, hear_everything
from tests.pledge.registering import GARMENT, TITLES, opened, person, put, the_list, title
from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.add_unit import add_unit
from thidua.federation.actions.change_person import change_person
from thidua.federation.actions.place_unit import place_unit
from thidua.federation.actions.set_attribute import set_attribute
from thidua.federation.actions.transfer_person import transfer_person
from thidua.federation.models import Person
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.actions.call_movement import call_movement
from thidua.pledge.actions.registrations.keep_lists import (
    open_list,
)
from thidua.pledge.actions.registrations.open_scheme import (
    open_scheme,
)
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.actions.registrations.settle import realise, withdraw
from thidua.pledge.errors import (
    AlreadyRegistered,
    DayToCome,
    NotAWork,
    PersonElsewhere,
    PersonHasLeft,
    RecipientMissing,
    SchemeDaysCrossed,
    SchemeThere,
    TitleMissing,
    TitleOfOthers,
    TitleOfWomen,
)
from thidua.pledge.models import Coverage, Registration, Scheme
from thidua.pledge.queries.registrations.checking import Line
from thidua.pledge.queries.registrations.choosing import people_to_tick
from thidua.pledge.queries.registrations.coverage import (
    below,
    by_title,
    coverage_of,
    overview,
    people_registered,
)
from thidua.pledge.queries.registrations.groups import by_group
from thidua.pledge.queries.registrations.standing import standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    return opened(cast)


def sized(cast: Cast, unit: str, workers: int, name: str = "workers") -> None:
    set_attribute(
        actor=HOUSE, unit_id=cast.units[unit].pk, name=name, value=workers, from_on=dt.date(2017, 7, 1)
    )


class TestPeopleNotLines:
    def test_97_people_in_141_registrations_of_120_staff_are_80_8_percent(
        self, cast: Cast, scheme: Scheme
    ) -> None:
        """Story 14."""
        sized(cast, GARMENT, 120)
        people = [person(cast, f"Người Thứ {n}") for n in range(97)]
        unit = cast.units[GARMENT].pk
        both = (title(scheme), title(scheme, "base_emulation_soldier"))
        lines = [Line(unit, "individual", both[0].pk, one.pk) for one in people]
        lines += [Line(unit, "individual", both[1].pk, one.pk) for one in people[:44]]
        made = register(actor=cast.actor("garment_chair"), scheme_id=scheme.pk, lines=lines)
        assert len(made) == 141
        found = coverage_of(scheme, cast.units[GARMENT])
        assert (found.people, found.base, found.lines) == (97, 120, 141)
        assert found.share == Fraction(97, 120)
        assert round(float(found.share) * 100, 1) == 80.8
        counted = {one.name: one.lines for one in by_title(scheme, cast.units[GARMENT])}
        assert counted == {"Lao động tiên tiến": 97, "Chiến sĩ thi đua cơ sở": 44}

    def test_two_spouses_of_two_unions_are_one_family(self, cast: Cast, scheme: Scheme) -> None:
        wife = person(cast, "Nông Thị Vợ")
        husband = person(cast, "Lý Văn Chồng", "TQ-SD-002")
        family = put(cast, scheme, wife, "model_worker_family", spouse_id=husband.pk)
        assert family.who == "Nông Thị Vợ và Lý Văn Chồng"
        with pytest.raises(AlreadyRegistered) as refused:
            put(
                cast,
                scheme,
                husband,
                "model_worker_family",
                by="secondary_school_chair",
                unit="TQ-SD-002",
                spouse_id=wife.pk,
            )
        assert refused.value.params["unit"] == cast.units[GARMENT]
        families = [one.lines for one in by_title(scheme, cast.units["TQ"]) if one.kind == "family"]
        assert families == [1]
        both = coverage_of(scheme, cast.units["TQ-SD"])
        assert both.people == 2

    def test_the_other_half_may_be_a_name_only_and_is_recognised(self, cast: Cast, scheme: Scheme) -> None:
        wife, husband = person(cast, "Nông Thị Vợ"), person(cast, "Lý Văn Chồng", "TQ-SD-002")
        put(cast, scheme, wife, "model_worker_family", spouse_name="Lý Văn Chồng")
        with pytest.raises(AlreadyRegistered):
            put(
                cast,
                scheme,
                husband,
                "model_worker_family",
                by="secondary_school_chair",
                unit="TQ-SD-002",
                spouse_name="NÔNG THỊ VỢ",
            )

    def test_nobody_stands_twice_under_one_title(self, cast: Cast, scheme: Scheme) -> None:
        one = person(cast, "Ma Thị Thử")
        put(cast, scheme, one)
        with pytest.raises(AlreadyRegistered):
            put(cast, scheme, one)
        assert coverage_of(scheme, cast.units[GARMENT]).lines == 1

    def test_one_go_holds_nobody_twice_either(self, cast: Cast, scheme: Scheme) -> None:
        one, unit = person(cast, "Ma Thị Thử"), cast.units[GARMENT].pk
        line = Line(unit, "individual", title(scheme).pk, one.pk)
        with pytest.raises(AlreadyRegistered):
            register(actor=cast.actor("garment_chair"), scheme_id=scheme.pk, lines=[line, line])
        assert not Registration.objects.exists()

    def test_a_collective_is_known_by_its_name(self, cast: Cast, scheme: Scheme) -> None:
        unit, named = cast.units[GARMENT].pk, title(scheme, "advanced_collective").pk
        chair = cast.actor("garment_chair")
        line = Line(unit, "collective", named, subject="Tổ may số 3")
        register(actor=chair, scheme_id=scheme.pk, lines=[line])
        again = Line(unit, "collective", named, subject="tổ  MAY số 3")
        with pytest.raises(AlreadyRegistered):
            register(actor=chair, scheme_id=scheme.pk, lines=[again])
        register(
            actor=chair, scheme_id=scheme.pk, lines=[Line(unit, "collective", named, subject="Tổ may số 4")]
        )
        found = coverage_of(scheme, cast.units[GARMENT])
        assert (found.people, found.lines) == (0, 2)

    def test_who_left_counts_no_more_and_who_comes_is_in_the_base(self, cast: Cast, scheme: Scheme) -> None:
        sized(cast, GARMENT, 0)
        known = coverage_of(scheme, cast.units[GARMENT]).base
        one = person(cast, "Ma Thị Thử", sex="female", direct_worker=True)
        put(cast, scheme, one)
        hear_everything()
        found = coverage_of(scheme, cast.units[GARMENT])
        assert (found.people, found.base, found.women, found.direct) == (1, known + 1, 1, 1)
        change_person(
            actor=cast.actor("garment_chair"),
            person_id=one.pk,
            name=one.name,
            sex="female",
            born_on=None,
            phone="",
            direct_worker=True,
            left_on=dt.date(2017, 7, 1),
        )
        hear_everything()
        found = coverage_of(scheme, cast.units[GARMENT])
        assert (found.people, found.base) == (0, known)


class TestWhereThePeopleAre:
    def test_a_transfer_takes_the_person_along_and_leaves_the_registration(
        self, cast: Cast, scheme: Scheme
    ) -> None:
        one = person(cast, "Ma Thị Thử")
        line = put(cast, scheme, one)
        to = cast.units["TQ-SD-002"]
        transfer_person(
            actor=cast.actor("son_duong_officer"), person_id=one.pk, to_id=to.pk, from_on=dt.date(2017, 7, 10)
        )
        hear_everything()
        assert coverage_of(scheme, cast.units[GARMENT]).people == 0
        assert coverage_of(scheme, to).people == 1
        assert [one.lines for one in by_title(scheme, to)] == [1]
        line.refresh_from_db()
        assert line.unit == cast.units[GARMENT]
        assert the_list(cast, scheme).lines.get() == line
        with pytest.raises(AlreadyRegistered):
            put(cast, scheme, one, by="secondary_school_chair", unit="TQ-SD-002")

    def test_a_union_adds_up_those_below_and_says_who_is_unknown(self, cast: Cast, scheme: Scheme) -> None:
        put(cast, scheme, person(cast, "Ma Thị Thử"))
        province = overview(scheme, cast.units["TQ"])
        workers = {
            "school": 27 + 38 + 62,
            "public_sector": 22 + 24 + 36 + 55,
            "enterprise": 34 + 88 + 148 + 45,
        }
        assert {bloc: one.base for bloc, one in province.blocs.items()} == workers
        assert (province.whole.units, province.whole.unknown) == (11, 0)
        assert province.whole.base == sum(workers.values())
        assert (province.whole.people, province.blocs["enterprise"].people) == (1, 1)
        rows, total = below(scheme, cast.units["TQ"])
        assert total == 3
        assert {row.unit.code: row.figures.people for row in rows} == {"TQ-NH": 0, "TQ-SD": 1, "TQ-GD": 0}
        assert sum(row.figures.base for row in rows) == province.whole.base

    def test_a_unit_of_unknown_size_is_told_and_no_zero(self, cast: Cast, scheme: Scheme) -> None:
        set_attribute(
            actor=HOUSE,
            unit_id=cast.units["TQ-SD-003"].pk,
            name="workers",
            value=None,
            from_on=dt.date(2017, 7, 1),
        )
        found = coverage_of(scheme, cast.units["TQ-SD-003"])
        assert (found.units, found.unknown, found.base, found.share) == (1, 1, 0, None)

    def test_members_may_be_the_base(self, cast: Cast) -> None:
        scheme = opened(cast, base="members")
        assert coverage_of(scheme, cast.units[GARMENT]).base == 132

    def test_schools_count_by_school_year_once_there_is_one(self, cast: Cast, scheme: Scheme) -> None:
        assert coverage_of(scheme, cast.units["TQ"]).units == 11
        school_year = opened(
            cast, calendar="school_year", starts_on=dt.date(2016, 9, 1), ends_on=dt.date(2017, 5, 31)
        )
        assert school_year.year_said == "năm học 2016–2017"
        assert coverage_of(scheme, cast.units["TQ"]).units == 8
        schools = overview(school_year, cast.units["TQ"])
        assert (schools.whole.units, schools.whole.base) == (3, 27 + 38 + 62)
        with pytest.raises(SchemeThere):
            opened(cast, calendar="school_year")


class TestTwoMovements:
    def test_the_same_title_of_the_same_year_is_linked_and_not_doubled(
        self, cast: Cast, scheme: Scheme
    ) -> None:
        first = put(cast, scheme, one := person(cast, "Ma Thị Thử"))
        officer = cast.actor("province_officer")
        other = call_movement(
            actor=officer,
            seat_id=cast.units["TQ"].pk,
            name="Phong trào Lao động giỏi, lao động sáng tạo",
            from_on=dt.date(2017, 1, 1),
            until_on=dt.date(2017, 12, 31),
        )
        second = open_scheme(
            actor=officer,
            cycle_id=other.cycles.get().pk,
            starts_on=dt.date(2017, 1, 1),
            ends_on=dt.date(2017, 12, 31),
            titles=TITLES,
        )
        linked = put(cast, second, one, by="son_duong_officer")
        assert linked.same_as == first
        assert coverage_of(second, cast.units[GARMENT]).people == 1
        soldier = put(cast, second, one, "base_emulation_soldier", by="son_duong_officer")
        assert soldier.same_as is None
        standing = standing_of(one.pk, "advanced_worker", other.cycles.get().pk)
        assert (standing.registered, standing.linked) == (linked, True)


class TestWhoMay:
    def test_a_chair_writes_the_own_list_and_no_other(self, cast: Cast, scheme: Scheme) -> None:
        with pytest.raises(Absent):
            put(cast, scheme, person(cast, "Ma Thị Thử"), by="forestry_chair")
        with pytest.raises(Absent):
            put(cast, scheme, person(cast, "Ma Thị Hai"), by="stranger")

    def test_an_officer_writes_for_a_unit_below_that_is_not_online(self, cast: Cast, scheme: Scheme) -> None:
        assert (
            put(cast, scheme, person(cast, "Ma Thị Thử"), by="son_duong_officer").unit == cast.units[GARMENT]
        )

    def test_reading_is_not_writing(self, cast: Cast, scheme: Scheme) -> None:
        with pytest.raises(NotYours):
            put(cast, scheme, person(cast, "Ma Thị Thử"), by="committee_member")

    def test_who_belongs_elsewhere_registers_elsewhere(self, cast: Cast, scheme: Scheme) -> None:
        with pytest.raises(PersonElsewhere):
            put(cast, scheme, person(cast, "Lý Văn Tám", "TQ-SD-002"), by="son_duong_officer")

    def test_a_scheme_of_another_province_is_absent(self, cast: Cast, scheme: Scheme) -> None:
        with pytest.raises(Absent):
            open_list(actor=cast.actor("stranger"), scheme_id=scheme.pk, unit_id=cast.units["HG-VX-001"].pk)

    def test_only_the_body_that_called_the_movement_opens_registration(self, cast: Cast) -> None:
        with pytest.raises(NotYours):
            open_scheme(
                actor=cast.actor("son_duong_officer"),
                cycle_id=cast.cycle.pk,
                starts_on=dt.date(2017, 1, 1),
                ends_on=dt.date(2017, 12, 31),
            )

    def test_days_of_a_scheme_stand_in_order(self, cast: Cast) -> None:
        with pytest.raises(SchemeDaysCrossed):
            opened(cast, due_on=dt.date(2017, 8, 20))


class TestLines:
    def test_a_title_says_whom_it_is_for(self, cast: Cast, scheme: Scheme) -> None:
        one, unit = person(cast, "Ma Văn Thử", sex="male"), cast.units[GARMENT].pk
        chair = cast.actor("garment_chair")
        for line, refusal in (
            (Line(unit, "individual", None, one.pk), TitleMissing),
            (Line(unit, "individual", title(scheme, "advanced_collective").pk, one.pk), TitleOfOthers),
            (Line(unit, "individual", title(scheme, "women_two_duties").pk, one.pk), TitleOfWomen),
            (Line(unit, "individual", title(scheme).pk), RecipientMissing),
            (
                Line(unit, "collective", title(scheme, "advanced_collective").pk, subject=" "),
                RecipientMissing,
            ),
        ):
            with pytest.raises(refusal):
                register(actor=chair, scheme_id=scheme.pk, lines=[line])

    def test_who_has_left_registers_nothing(self, cast: Cast, scheme: Scheme) -> None:
        one = person(cast, "Ma Văn Thử")
        change_person(
            actor=cast.actor("garment_chair"),
            person_id=one.pk,
            name=one.name,
            sex="",
            born_on=None,
            phone="",
            direct_worker=None,
            left_on=dt.date(2017, 7, 1),
        )
        with pytest.raises(PersonHasLeft):
            put(cast, scheme, one)

    def test_a_withdrawn_line_stays_readable_and_may_be_made_again(self, cast: Cast, scheme: Scheme) -> None:
        line = put(cast, scheme, one := person(cast, "Ma Thị Thử"))
        withdraw(actor=cast.actor("garment_chair"), registration_id=line.pk, reason="nghỉ thai sản")
        assert coverage_of(scheme, cast.units[GARMENT]).people == 0
        line.refresh_from_db()
        assert (line.state, line.reason) == ("withdrawn", "nghỉ thai sản")
        put(cast, scheme, one)
        assert coverage_of(scheme, cast.units[GARMENT]).people == 1

    def test_works_and_topics_are_undertaken_realised_and_get_a_plaque(
        self, cast: Cast, scheme: Scheme
    ) -> None:
        chair, unit = cast.actor("garment_chair"), cast.units[GARMENT].pk
        work, topic = register(
            actor=chair,
            scheme_id=scheme.pk,
            lines=[
                Line(unit, "work", subject="Nhà ăn ca 500 chỗ", due_on=dt.date(2017, 9, 2)),
                Line(unit, "topic", subject="Gá lắp may túi"),
            ],
        )
        done = realise(
            actor=chair,
            registration_id=work.pk,
            on=dt.date(2017, 7, 1),
            note="đưa vào sử dụng",
            plaque_on=dt.date(2017, 7, 15),
        )
        assert (done.realised_on, done.plaque_on) == (dt.date(2017, 7, 1), dt.date(2017, 7, 15))
        with pytest.raises(DayToCome):
            realise(actor=chair, registration_id=topic.pk, on=dt.date(2017, 12, 1))
        line = put(cast, scheme, person(cast, "Ma Thị Thử"))
        with pytest.raises(NotAWork):
            realise(actor=chair, registration_id=line.pk, on=dt.date(2017, 7, 1))
        counted = {one.kind: one.lines for one in by_title(scheme, cast.units["TQ"])}
        assert counted == {"work": 1, "topic": 1, "individual": 1}
        assert coverage_of(scheme, cast.units[GARMENT]).lines == 1  # works are no titles


def test_a_group_within_a_group_is_counted_at_its_union(cast: Cast, scheme: Scheme) -> None:
    """A section of a works union has groups; one of them moves to another union, with its people."""
    union, other = cast.units[GARMENT], cast.units["TQ-SD-002"]
    made: dict[str, Any] = {"actor": HOUSE, "from_on": dt.date(2017, 1, 1)}
    section = add_unit(under_id=union.pk, kind="union_section", name="Công đoàn bộ phận may", **made)
    group = add_unit(under_id=section.pk, kind="union_group", name="Tổ may 3", **made)
    officer = cast.actor("son_duong_officer")
    who = add_person(actor=officer, home_id=group.pk, name="Ma Thị Thử", sex="female")
    add_person(actor=officer, home_id=group.pk, name="Ma Thị Nữa")
    hear_everything()
    assert who in people_to_tick(union, title(scheme))
    line = Line(union.pk, "individual", title(scheme).pk, who.pk)
    (laid,) = register(actor=cast.actor("garment_chair"), scheme_id=scheme.pk, lines=[line])
    assert laid.unit == union
    own = Person.objects.filter(home=union, left_on=None).count()
    found = coverage_of(scheme, union)
    assert (found.people, found.women) == (1, 1)
    assert Coverage.objects.get(scheme=scheme, unit=union).known == own + 2
    assert [(one.unit, one.people, one.known, one.women) for one in by_group(scheme, union)] == [
        (section, 1, 2, 1)
    ]
    assert people_registered(cast.cycle.pk, [union.pk]) == {union.pk: 1}

    place_unit(actor=HOUSE, unit_id=group.pk, under_id=other.pk, from_on=clock.today())
    hear_everything()
    assert (coverage_of(scheme, union).people, coverage_of(scheme, other).people) == (0, 1)
    # It was the wrong union: put right on the same day, the line that was wrong is replaced.
    place_unit(actor=HOUSE, unit_id=group.pk, under_id=section.pk, from_on=clock.today())
    hear_everything()
    assert (coverage_of(scheme, union).people, coverage_of(scheme, other).people) == (1, 0)

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.launch import cast as people
from tests.launch.cast import Cast, day
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.errors import DateOutsideYear, NumberMissing, NumberTaken
from thidua.launch.models import Register, RegisterEntry
from thidua.launch.queries.registers import next_number


def book(cast: Cast, *, automatic: bool = False, direction: str = "outgoing", year: int = 2017) -> Register:
    return open_register(
        actor=cast.actor("clerk", "TQ"),
        unit_id=cast.unit("TQ").pk,
        direction=direction,
        year=year,
        automatic=automatic,
    )


def enter(actor: Actor, register: Register, number: int | None, symbol: str = "KH-LĐLĐ", **more: object):
    told = {"subject": "Kế hoạch thi đua", "dated_on": day(2, 7), **more}
    return register_document(actor=actor, register_id=register.pk, number=number, symbol=symbol, **told)  # type: ignore[arg-type]


def test_numbers_are_typed_gaps_are_allowed_doubles_are_named(cast: Cast) -> None:
    clerk, register = cast.actor("clerk", "TQ"), book(cast)
    enter(clerk, register, 315, subject="Kế hoạch phát động thi đua")
    enter(clerk, register, 342)
    with pytest.raises(NumberTaken) as refused:
        enter(clerk, register, 315)
    said = refused.value.say()
    assert said.what == "Số 315/KH-LĐLĐ đã dùng trong năm 2017."
    assert said.why == "Văn bản mang số này: Kế hoạch phát động thi đua, ngày 07/02/2017."
    assert "343" in said.remedy
    assert RegisterEntry.objects.count() == 2


def test_the_same_number_with_another_symbol_or_in_another_year_is_free(cast: Cast) -> None:
    clerk = cast.actor("clerk", "TQ")
    enter(clerk, book(cast), 315)
    enter(clerk, book(cast), 315, "QĐ-LĐLĐ")
    enter(clerk, book(cast, year=2018), 315, dated_on=day(1, 2, 2018))
    assert RegisterEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("first", "again"),
    [("KH-LĐLĐ", " kh-lđlđ "), ("CV-LĐLĐ", "342/CV-LDLD".split("/")[1]), ("CV-LĐLĐ", "cv – lđ lđ")],
)
def test_a_number_is_one_however_its_symbol_is_written(cast: Cast, first: str, again: str) -> None:
    clerk, register = cast.actor("clerk", "TQ"), book(cast)
    enter(clerk, register, 342, first)
    with pytest.raises(NumberTaken) as refused:
        enter(clerk, register, 342, again)
    assert refused.value.params["reference"] == f"342/{first}"


def test_a_symbol_is_kept_as_offices_write_it(cast: Cast) -> None:
    assert enter(cast.actor("clerk", "TQ"), book(cast), 12, " kh-lđlđ ").reference == "12/KH-LĐLĐ"


def test_a_typed_book_asks_for_the_number_and_an_automatic_one_gives_it(cast: Cast) -> None:
    clerk = cast.actor("clerk", "TQ")
    with pytest.raises(NumberMissing):
        enter(clerk, book(cast), None)
    automatic = book(cast, automatic=True)
    assert [enter(clerk, automatic, None).number for _ in range(2)] == [1, 2]
    enter(clerk, automatic, 40)
    assert enter(clerk, automatic, None).number == 41


def test_a_day_of_another_year_is_refused(cast: Cast) -> None:
    with pytest.raises(DateOutsideYear):
        enter(cast.actor("clerk", "TQ"), book(cast), 1, dated_on=day(12, 31, 2016))


def test_what_comes_in_keeps_its_own_reference_and_may_be_dated_last_year(cast: Cast) -> None:
    register = book(cast, automatic=True, direction="incoming")
    entry = enter(
        cast.actor("clerk", "TQ"),
        register,
        None,
        "",
        dated_on=day(12, 30, 2016),
        sender="Tổng Liên đoàn Lao động Việt Nam",
        their_reference="81/KH-TLĐ",
    )
    assert (entry.reference, entry.their_reference, entry.entered_on) == ("01", "81/KH-TLĐ", day(3, 20))


@pytest.mark.parametrize(
    ("role", "unit", "refusal"),
    [("officer", "TQ", NotYours), ("clerk", "NH", Absent), ("clerk", "HG", Absent), ("member", "TQ", Absent)],
)
def test_who_may_not_enter(cast: Cast, role: str, unit: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        enter(cast.actor(role, unit), book(cast), 1)


def test_a_grassroots_chair_keeps_the_book_of_the_unit(cast: Cast) -> None:
    chair = cast.actor("grassroots_chair", "NH1")
    register = open_register(
        actor=chair, unit_id=cast.unit("NH1").pk, direction="outgoing", year=2017, automatic=True
    )
    assert enter(chair, register, None, "KH-CĐ").reference == "01/KH-CĐ"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("automatic", "expected"), [(True, list(range(1, 13))), (False, [7])])
def test_clerks_at_the_same_moment_never_get_one_number_twice(
    transactional_db: None, automatic: bool, expected: list[int]
) -> None:
    cast = people.build()
    register = book(cast, automatic=automatic)
    clerk = cast.actor("clerk", "TQ")

    def one(_turn: int) -> str:
        try:
            with clock.standing_on(day(3, 20)):
                enter(clerk, register, None if automatic else 7)
        except CodedError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "entered"

    with ThreadPoolExecutor(max_workers=6) as pool:
        outcomes = list(pool.map(one, range(12)))
    numbers = sorted(RegisterEntry.objects.values_list("number", flat=True))
    assert numbers == expected
    assert sorted(set(outcomes)) == (["entered"] if automatic else ["entered", "launch.number_taken"])
    assert next_number(register) == expected[-1] + 1

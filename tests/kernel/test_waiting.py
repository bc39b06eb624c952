"""What waits, asked by all rooms at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Count, Value

from thidua.federation.models import Body, UnitKind
from thidua.kernel import waiting
from thidua.kernel.door import NOBODY, Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, tells_lines, waiting_for

UNIT_CODE, KIND_CODE = "test.unit", "test.kind"


def said(one: Line) -> Waiting:
    return Waiting(
        stage="test",
        code=one.code,
        title=one.about,
        fact=one.more,
        button="",
        url=f"/{one.key}/",
        due_on=one.due_on,
        done=one.done,
        total=one.total,
        unit=one.unit,
    )


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test registers is asked."""
    monkeypatch.setattr(waiting, "_TELLERS", [])
    monkeypatch.setattr(waiting, "_ASKERS", [])
    monkeypatch.setattr(waiting, "_SAYINGS", {})


@pytest.mark.django_db
def test_lines_of_several_rooms_are_one_question(
    alone: None, django_assert_num_queries: object, db: None
) -> None:
    kind = UnitKind.objects.create(code="k", name="loại", level="grassroots")
    late = Body.objects.create(code="A", name="A", kind=kind, founded_on=dt.date(2017, 5, 1))
    Body.objects.create(code="B", name="B", kind=kind)

    @tells_lines({UNIT_CODE: said})
    def units(actor: Actor) -> list[Lines]:
        return [lines(Body.objects.all(), UNIT_CODE, about="name", unit="kind__name", due_on="founded_on")]

    @tells_lines({KIND_CODE: said})
    def kinds(actor: Actor) -> list[Lines]:
        found = UnitKind.objects.annotate(units=Count("body"))
        return [lines(found, KIND_CODE, about="name", more=Value("thử"), done=1, total="units")]

    with django_assert_num_queries(1):  # type: ignore[operator]
        told = waiting_for(NOBODY)
    assert [(one.title, one.due_on) for one in told] == [("A", late.founded_on), ("B", None), ("loại", None)]
    assert told[0].url == f"/{late.pk}/"
    assert (told[2].fact, told[2].done, told[2].total, told[2].unit) == ("thử", 1, 2, "")


@pytest.mark.django_db
def test_where_no_room_has_lines_nothing_is_asked(alone: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert waiting_for(NOBODY) == []

"""Two people register at the same moment: nothing is counted twice, nobody is stopped for good."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests.cast import TODAY, Cast
from tests.pledge.registering import GARMENT, opened, person, put, title
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.models import Registration
from thidua.pledge.queries.registrations.checking import Line
from thidua.pledge.queries.registrations.coverage import coverage_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Runs all works at the same moment on connections of their own; returns what each gave or was refused with."""
    gate = threading.Barrier(len(works))
    told: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            with clock.standing_on(TODAY):
                told[place] = work()
        except CodedError as refusal:
            told[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_two_unions_register_the_two_halves_of_a_family_at_once(cast: Cast) -> None:
    scheme = opened(cast)
    wife, husband = person(cast, "Nông Thị Vợ"), person(cast, "Lý Văn Chồng", "TQ-SD-002")
    named = title(scheme, "model_worker_family").pk

    def registering(who: str, unit: str, one: int, other: int) -> Callable[[], object]:
        actor, line = cast.actor(who), Line(cast.units[unit].pk, "family", named, one, other)
        return lambda: register(actor=actor, scheme_id=scheme.pk, lines=[line])

    told = at_once(
        registering("garment_chair", GARMENT, wife.pk, husband.pk),
        registering("secondary_school_chair", "TQ-SD-002", husband.pk, wife.pk),
    )
    assert told.count("pledge.already_registered") == 1
    assert Registration.objects.count() == 1
    assert coverage_of(scheme, cast.units["TQ-SD"]).people == 2


def test_six_people_of_one_unit_at_once_are_six(cast: Cast) -> None:
    scheme = opened(cast)
    people = [person(cast, f"Người Thứ {n}") for n in range(6)]

    def registering(place: int) -> Callable[[], object]:
        return lambda: put(cast, scheme, people[place])

    at_once(*(registering(place) for place in range(len(people))))
    assert coverage_of(scheme, cast.units[GARMENT]).people == 6

"""One object by its key: the same as Django reads it, and seen by the same people as stand in its list."""

from __future__ import annotations

from django.db import models

from tests.cast import Cast
from thidua.kernel import door
from thidua.kernel.by_key import by_key, points_at
from thidua.kernel.door import VIEW, Ruling, listing
from thidua.report.models import Report

SOME = 30  # objects of each model
PEOPLE = ("province_officer", "na_hang_officer", "school_chair", "stranger")


def rulings() -> list[Ruling]:
    return [
        one for one in door._RULINGS.values() if all(points_at(one.model, way) for way in (one.owner, ""))
    ]


def held(obj: models.Model | None) -> dict[str, object]:
    return (
        {}
        if obj is None
        else {field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields}
    )


def test_what_is_read_by_key_is_what_django_reads(cast: Cast) -> None:
    seen = 0
    for ruling in rulings():
        for one in ruling.model._default_manager.order_by("pk")[:SOME]:
            found: models.Model | None = by_key(ruling.model, one.pk, related=[ruling.owner])
            expected: models.Model | None = one
            for step in ("", *(name for way in [ruling.owner] for name in way.split("__"))):
                if step and expected is not None and found is not None:
                    found, expected = found._state.fields_cache[step], getattr(expected, step)
                assert held(found) == held(expected)
            seen += 1
    assert seen > 100


def test_a_field_left_out_is_read_when_somebody_asks(cast: Cast) -> None:
    report = cast.report("TQ-NH-001")
    found = by_key(Report, report.pk, related=("period__cycle", "form"), without=("form__spec", "narrative"))
    assert found is not None
    assert {"narrative"} <= found.get_deferred_fields()
    assert found.form.get_deferred_fields() == {"spec"}
    assert (found.narrative, found.form.spec) == (report.narrative, report.form.spec)


def test_who_may_see_it_stands_in_the_list_that_they_see(cast: Cast) -> None:
    for person in PEOPLE:
        actor = cast.actor(person)
        for ruling in rulings():
            listed = set(listing(ruling.model, actor=actor).values_list("pk", flat=True))
            for one in ruling.model._default_manager.order_by("pk")[:SOME]:
                assert bool(ruling.verdict(actor, VIEW, one)) is (one.pk in listed), (
                    ruling.model,
                    one,
                    person,
                )


def test_many_and_back_are_not_pointed_at() -> None:
    assert points_at(Report, "period__cycle__movement")
    assert not points_at(Report, "notes")
    assert not points_at(Report, "unit__reports")

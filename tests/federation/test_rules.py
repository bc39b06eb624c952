"""Who may see and do what, role by role and place by place; and what a stranger gets."""

from __future__ import annotations

import pytest

from tests.access.cast import make_places
from tests.access.matrix import matrix
from thidua.federation.models import Body, Person
from thidua.federation.rules import BODY, PERSON
from thidua.kernel.door import NOBODY, fetch, listing
from thidua.kernel.errors import Absent

pytestmark = pytest.mark.django_db
BRANCH = "own child below"


def test_units() -> None:
    places = make_places()
    seen = {"own": "own parent", "branch": f"{BRANCH} parent"}
    assert matrix(BODY, places, make=lambda unit, state: unit) == {
        "view": {
            "member": seen["own"],
            "grassroots_chair": seen["own"],
            "officer": seen["branch"],
            "head_of_department": seen["branch"],
            "standing_committee_member": seen["branch"],
            "clerk": seen["branch"],
            "chair": seen["branch"],
            "administrator": seen["branch"],
        },
        "change": {"administrator": BRANCH},
        "add_below": {"administrator": BRANCH},
        "place": {"administrator": "child below"},
        "end": {"administrator": "child below"},
        "organise": dict.fromkeys(("officer", "head_of_department", "chair"), "own"),
        "see_people": {
            "grassroots_chair": "own",
            "officer": BRANCH,
            "head_of_department": BRANCH,
            "chair": BRANCH,
            "administrator": BRANCH,
        },
        "keep_people": {
            "grassroots_chair": "own",
            "officer": BRANCH,
            "head_of_department": BRANCH,
            "chair": BRANCH,
            "administrator": BRANCH,
        },
    }


def test_bodies_beside_the_tree_end_where_they_are_kept() -> None:
    places = make_places()

    def department(unit: Body, state: str) -> Body:
        return Body.objects.create(form="department", host=unit, code=f"{unit.code}-B", name="Ban Tổ chức")

    allowed = matrix(BODY, places, make=department)
    assert allowed["end"] == {"administrator": BRANCH}
    assert allowed["view"]["grassroots_chair"] == "own parent"


def test_people() -> None:
    places = make_places()
    keepers = {
        "grassroots_chair": "own",
        "officer": BRANCH,
        "head_of_department": BRANCH,
        "chair": BRANCH,
        "administrator": BRANCH,
    }
    assert matrix(
        PERSON, places, make=lambda unit, state: Person.objects.create(home=unit, name="Ma Thị Thử")
    ) == {
        "view": keepers,
        "change": keepers,
        "transfer": keepers,
        "give_post": keepers,
    }


def test_nobody_sees_anything() -> None:
    places = make_places()
    person = Person.objects.create(home=places.own, name="Ma Thị Thử")
    assert not listing(Body, actor=NOBODY).exists()
    assert not listing(Person, actor=NOBODY).exists()
    for model, pk in ((Body, places.own.pk), (Person, person.pk)):
        with pytest.raises(Absent):
            fetch(model, pk, actor=NOBODY)

"""Clusters and their members from Excel."""

from __future__ import annotations

import pytest

from tests.federation.cast import World
from tests.federation.lists import counts, problems, row, send
from thidua.federation.models import Body, ClusterYear, Leadership, Membership
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.intake.actions.match import match
from thidua.kernel.models import Intake

pytestmark = pytest.mark.django_db

HEAD = ("Cụm", "Đơn vị", "Năm", "Vai trò", "Văn bản")


def sent(world: World, *lines: tuple[object, ...]) -> Intake:
    rows = [(*line, *[""] * (len(HEAD) - len(line))) for line in lines]
    return send(world.actor("officer", "TQ"), world["TQ"], "clusters", HEAD, rows)


def test_clusters_are_founded_filled_and_led(world: World) -> None:
    intake = sent(
        world,
        ("Cụm các huyện", "LĐLĐ huyện Na Hang", 2017, "cụm trưởng", "QĐ 8/QĐ-LĐLĐ"),
        ("Cụm các huyện", "SD", "", "thành viên"),
        ("cụm  các huyện", "GD", 2018),
        ("Cụm ngành", "GD", 2017),
    )
    assert counts(intake) == {"ready": 4}
    assert row(intake, 2).note == "Sẽ lập cụm mới."
    apply(actor=world.actor("officer", "TQ"), intake_id=intake.pk)
    assert counts(intake) == {"applied": 4}
    clusters = Body.objects.filter(form="cluster").order_by("name")
    assert [one.name for one in clusters] == ["Cụm các huyện", "Cụm ngành"]
    assert list(ClusterYear.objects.values_list("cluster__name", "year").order_by("pk")) == [
        ("Cụm các huyện", 2017),
        ("Cụm các huyện", 2018),
        ("Cụm ngành", 2017),
    ]
    led = Leadership.objects.get()
    assert (led.leader.code, led.way, led.minutes) == ("NH", "decision", "QĐ 8/QĐ-LĐLĐ")


def test_a_unit_twice_an_unknown_one_a_second_leader_and_a_wrong_year(world: World) -> None:
    intake = sent(
        world,
        ("Cụm 1", "NH", 2017, "cụm trưởng"),
        ("Cụm 1", "NH", 2017),
        ("Cụm 1", "Công đoàn không có", 2017),
        ("Cụm 1", "SD", 2017, "cụm trưởng"),
        ("Cụm 1", "GD", "năm nay"),
        ("", "GD", 2017),
        ("Cụm 1", "GD", 2017, "trưởng ban"),
    )
    assert counts(intake) == {"ready": 1, "problem": 5, "unmatched": 1}
    assert {number: told[0][1] for number, told in problems(intake).items()} == {
        3: "federation.already_member",
        5: "federation.leader_twice",
        6: "federation.year_wrong",
        7: "kernel.intake_cell_empty",
        8: "kernel.intake_choice_unknown",
    }
    # Who is not known waits for a person, and nothing is lost.
    match(
        actor=world.actor("officer", "TQ"),
        intake_id=intake.pk,
        row_id=row(intake, 4).pk,
        body_id=world["KDN"].pk,
        body_path=world["KDN"].path,
    )
    apply(actor=world.actor("officer", "TQ"), intake_id=intake.pk)
    assert {one.unit.code for one in Membership.objects.all()} == {"NH", "KDN"}


def test_the_same_list_again_adds_nothing(world: World) -> None:
    lines = (("Cụm 1", "NH", 2017), ("Cụm 1", "SD", 2017))
    apply(actor=world.actor("officer", "TQ"), intake_id=sent(world, *lines).pk)
    assert counts(sent(world, *lines)) == {"problem": 2}
    assert Membership.objects.count() == 2

"""Excel lists of officers: known people are found, others are added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from tests.federation.cast import World
from tests.federation.lists import counts, problems, row, send
from thidua.federation.actions.add_person import add_person
from thidua.federation.models import Person, Post
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.models import Intake

pytestmark = pytest.mark.django_db

OFFICERS = ("Họ và tên", "Đơn vị", "Chức vụ", "Chuyên trách", "Từ ngày", "Số điện thoại")


class TestOfficers:
    def officers(self, world: World, *lines: Sequence[object]) -> Intake:
        full = [[*line, *[None] * (len(OFFICERS) - len(line))] for line in lines]
        return send(world.actor("officer", "TQ"), world["TQ"], "officers", OFFICERS, full)

    def test_known_people_are_found_and_others_added(self, world: World) -> None:
        admin = world.admin
        known = add_person(actor=admin, home_id=world["NH-01"].pk, name="Ma Thị Thử", phone="0912000111")
        intake = self.officers(
            world,
            ["Ma Thị Thử", "NH", "Chủ tịch", "có", "01/03/2015", "0912000111"],
            ["Nông Văn Mới", "NH-01", "PCT", "không", "01/03/2015"],
            ["Nông Văn Mới", "NH-01", "ủy viên ban chấp hành", "", "01/03/2015"],
        )
        assert counts(intake) == {"ready": 3}
        assert row(intake, 2).note == "Người đã có trong danh sách của CĐCS Trường Tiểu học Năng Khả."
        apply(actor=world.actor("officer", "TQ"), intake_id=intake.pk)
        assert counts(intake) == {"applied": 3}
        chair = Post.objects.get(unit=world["NH"])
        assert (chair.person, chair.office, chair.full_time, chair.from_on) == (
            known,
            "chair",
            True,
            dt.date(2015, 3, 1),
        )
        assert Person.objects.filter(name="Nông Văn Mới").count() == 1

    def test_wrong_rows(self, world: World) -> None:
        admin = world.admin
        for code in ("NH-01", "NH-02"):
            add_person(actor=admin, home_id=world[code].pk, name="Lý Văn Đôi")
        intake = self.officers(
            world,
            ["Lý Văn Đôi", "NH", "chủ tịch", "", "01/03/2015"],
            ["Ma Thị Một", "SD", "chủ tịch", "", "01/03/2015"],
            ["Ma Thị Hai", "SD", "chủ tịch", "", "01/03/2015"],
            ["Ma Thị Ba", "SD", "thủ lĩnh", "", "01/03/2030"],
            ["Ma Thị Một", "SD", "chủ tịch", "", "01/03/2015"],
        )
        assert problems(intake) == {
            2: [("name", "federation.person_not_plain")],
            4: [("name", "federation.chair_held")],
            5: [("office", "kernel.intake_choice_unknown"), ("from", "federation.not_yet")],
            6: [("name", "federation.chair_held")],
        }

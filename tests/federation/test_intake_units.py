"""Excel lists of units: from the file to the tree, in whatever order the rows stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from tests.federation.cast import World
from tests.federation.lists import apply_in_the_background, counts, problems, row, send
from thidua.federation.models import Attribute, Body, UnitKind
from thidua.federation.queries.times import attributes_at
from thidua.kernel import clock
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.intake.actions.correct import correct_row, set_aside
from thidua.kernel.intake.jobs import carry_out_list
from thidua.kernel.models import Intake

pytestmark = pytest.mark.django_db

UNITS = ("Tên đơn vị", "Mã đơn vị", "Loại đơn vị", "Cấp trên", "Ngày thành lập", "Khối", "Số lao động")


class TestUnits:
    def units(self, world: World, *lines: Sequence[object], code: str = "TQ") -> Intake:
        full = [[*line, *[None] * (len(UNITS) - len(line))] for line in lines]
        return send(world.admin, world[code], "units", UNITS, full)

    def test_kinds_and_blocs_are_read_as_offices_shorten_them(self, world: World) -> None:
        UnitKind.objects.filter(code="grassroots_union").update(short_name="CĐ cơ sở")
        intake = self.units(
            world,
            ["CĐCS UBND xã Trùng Khánh", "U1", "CĐ CƠ SỞ", "", None, "Cơ quan"],
            ["CĐCS Xưởng gỗ Nà Cáp", "U2", "cđ cơ sở", "", None, "DN"],
            ["CĐCS Trường Mầm non Sông Bằng", "U3", "công đoàn cơ sở", "", None, "Trường"],
        )
        apply(actor=world.admin, intake_id=intake.pk)
        facts = attributes_at([world["U1"], world["U2"], world["U3"]], clock.today())
        assert [one["bloc"] for one in facts.values()] == ["public_sector", "enterprise", "school"]

    def test_parents_may_stand_below_their_children_in_the_list(self, world: World) -> None:
        intake = self.units(
            world,
            ["Tổ công đoàn số 9", "", "tổ công đoàn", "CĐCS Trạm Y tế mới"],
            [
                "CĐCS Trạm Y tế mới",
                "",
                "CĐCS",
                "Công đoàn ngành Y tế",
                dt.date(2012, 3, 15),
                "hành chính, sự nghiệp",
                "1.234",
            ],
            ["Công đoàn ngành Y tế", "YT", "Công đoàn ngành địa phương", ""],
            ["CĐCS Hoa Hồng", "", "cđcs", "na hang"],
            ["CĐCS Hoa Mai", "", "CĐCS", "NH"],
        )
        assert counts(intake) == {"ready": 4, "unmatched": 1}
        apply(actor=world.admin, intake_id=intake.pk)
        assert counts(intake) == {"applied": 4, "unmatched": 1}
        top, base = world["YT"], Body.objects.get(name="CĐCS Trạm Y tế mới")
        part = Body.objects.get(name="Tổ công đoàn số 9")
        assert (top.parent, base.parent, part.parent) == (world["TQ"], top, base)
        assert (base.code, part.code) == ("YT-001", "YT-001-001")
        assert part.path == f"{base.path}{part.pk}."
        facts = attributes_at([base], clock.today())[base.pk]
        assert (facts["workers"], facts["bloc"], facts["founded"]) == (
            1234,
            "public_sector",
            dt.date(2012, 3, 15),
        )

    def test_wrong_rows(self, world: World) -> None:
        intake = self.units(
            world,
            ["CĐCS Một", "SD-01", "CĐCS", "NH"],
            ["CĐCS Hai", "M-1", "CĐCS", "NH"],
            ["CĐCS Ba", "m-1", "CĐCS", "NH"],
            ["CĐCS Công ty TNHH Hòa Bình", "", "CĐCS", "NH"],
            ["CĐCS Năm", "", "liên hiệp", "NH"],
            ["LĐLĐ tỉnh Sáu", "", "LĐLĐ tỉnh", "NH"],
            ["CĐCS Bảy", "", "CĐCS", "NH", "", "", "khoảng 40"],
            ["CĐCS Tám", "", "CĐCS", "NH", "", "", "1,5"],
            ["CĐCS Chín", "", "CĐCS", "NH", dt.date(2030, 1, 1)],
            ["CĐCS Mười", "", "CĐCS", "Không có đâu"],
            ["CĐCS Hai", "", "CĐCS", "NH"],
        )
        assert problems(intake) == {
            2: [("code", "federation.code_taken")],
            4: [("code", "federation.code_taken")],
            5: [("name", "federation.same_name_here")],
            6: [("kind", "kernel.intake_choice_unknown")],
            7: [("parent", "federation.levels_crossed")],
            8: [("workers", "formats.number_unreadable")],
            9: [("workers", "formats.count_fractional")],
            10: [("founded", "federation.not_yet")],
            12: [("name", "federation.same_name_here")],
        }
        assert counts(intake) == {"ready": 1, "problem": 9, "unmatched": 1}

    def test_a_ring_of_parents_waits(self, world: World) -> None:
        intake = self.units(
            world,
            ["Công đoàn A", "", "CĐ ngành", "Công đoàn B"],
            ["Công đoàn B", "", "CĐ ngành", "Công đoàn A"],
        )
        assert counts(intake) == {"unmatched": 2}

    def test_correcting_one_row_frees_another(self, world: World) -> None:
        intake = self.units(world, ["CĐCS Một", "M-1", "CĐCS", "NH"], ["CĐCS Hai", "M-1", "CĐCS", "NH"])
        assert counts(intake) == {"ready": 1, "problem": 1}
        first = row(intake, 2)
        correct_row(
            actor=world.admin, intake_id=intake.pk, row_id=first.pk, cells={**first.cells, "code": "M-2"}
        )
        assert counts(intake) == {"ready": 2}

    def test_a_child_waits_when_its_parent_is_laid_aside(self, world: World) -> None:
        intake = self.units(
            world,
            ["Công đoàn ngành Y tế", "YT", "CĐ ngành", ""],
            ["CĐCS Trạm Y tế mới", "", "CĐCS", "YT"],
        )
        assert counts(intake) == {"ready": 2}
        set_aside(actor=world.admin, intake_id=intake.pk, row_id=row(intake, 2).pk)
        apply(actor=world.admin, intake_id=intake.pk)
        assert counts(intake) == {"set_aside": 1, "unmatched": 1}

    def test_5000_rows_come_in_as_one_list(self, world: World) -> None:
        lines = [
            [
                f"CĐCS Đơn vị số {n}",
                f"K-{n:04d}",
                "CĐCS",
                ("NH", "SD", "GD")[n % 3],
                "01/02/2015",
                "trường học",
                n,
            ]
            for n in range(5000)
        ]
        intake = self.units(world, *lines)
        assert counts(intake) == {"ready": 5000}
        carry_out_list(apply_in_the_background(world.admin, intake))
        assert counts(intake) == {"applied": 5000}
        assert Attribute.objects.filter(name="workers").count() == 5000

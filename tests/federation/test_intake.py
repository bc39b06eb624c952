"""Excel lists of units, people and officers: from the file to the tree, with nothing dropped on the way."""

from __future__ import annotations

import datetime as dt
import io
import time
import unicodedata
from collections.abc import Sequence
from typing import Any

import pytest

from tests.federation.cast import World
from thidua.documents.sheets import read_rows, write_rows
from thidua.federation.actions.add_person import add_person
from thidua.federation.models import Alias, Attribute, Body, Person, Post
from thidua.federation.queries.times import attributes_at
from thidua.kernel import clock
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.kernel.intake import checking
from thidua.kernel.intake.actions import apply as applying
from thidua.kernel.intake.actions.apply import apply, cancel, carry_on, finish
from thidua.kernel.intake.actions.correct import bring_back, correct_row, correct_sheet, set_aside
from thidua.kernel.intake.actions.match import match
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.intake.errors import (
    ColumnsMissing,
    CorrectionsUnmarked,
    NotAMatch,
    NothingReady,
    NothingToRead,
)
from thidua.kernel.intake.jobs import carry_out_list
from thidua.kernel.intake.registry import kind_of
from thidua.kernel.intake.sheets_out import blank_form, waiting_rows
from thidua.kernel.models import Intake, IntakeRow

pytestmark = pytest.mark.django_db

PEOPLE = ("Họ và tên", "Giới tính", "Ngày sinh", "Số điện thoại", "Đơn vị", "Lao động trực tiếp")
UNITS = ("Tên đơn vị", "Mã đơn vị", "Loại đơn vị", "Cấp trên", "Ngày thành lập", "Khối", "Số lao động")
OFFICERS = ("Họ và tên", "Đơn vị", "Chức vụ", "Chuyên trách", "Từ ngày", "Số điện thoại")


def send(
    actor: Actor, unit: Body, kind: str, head: Sequence[str], lines: Sequence[Sequence[object]]
) -> Intake:
    content = write_rows(head, lines)
    return upload(
        actor=actor,
        kind=kind,
        unit_id=unit.pk,
        unit_path=unit.path,
        name="danh sach.xlsx",
        stream=io.BytesIO(content),
        size=len(content),
    )


def counts(intake: Intake) -> dict[str, int]:
    told = checking.tally(intake)
    assert told["total"] == intake.rows.count() == sum(n for state, n in told.items() if state != "total")
    return {state: n for state, n in told.items() if n and state != "total"}


def row(intake: Intake, number: int) -> IntakeRow:
    return intake.rows.get(number=number)


def problems(intake: Intake) -> dict[int, list[tuple[str, str]]]:
    return {
        one.number: [(problem["column"], problem["code"]) for problem in one.problems]
        for one in intake.rows.order_by("number")
        if one.problems
    }


class TestPeople:
    @pytest.fixture
    def officer(self, world: World) -> Actor:
        return world.actor("officer", "NH")

    def people(self, world: World, officer: Actor, *lines: Sequence[object]) -> Intake:
        full = [[*line, *[None] * (len(PEOPLE) - len(line))] for line in lines]
        return send(officer, world["NH"], "people", PEOPLE, full)

    def test_from_the_file_to_the_list(self, world: World, officer: Actor) -> None:
        intake = self.people(
            world,
            officer,
            ["Ma Thị Thử", "nữ", dt.date(1985, 2, 7), 912000111, "CĐCS Trường Tiểu học Năng Khả", "x"],
            ["Nông Văn Mẫu", "Nam", "7/2/1990", "+84 912.000.112", "NH-02", "không"],
            ["Lý Thị Ví", "", 31085, "", "", ""],
        )
        assert counts(intake) == {"ready": 3}
        assert Person.objects.count() == 0
        apply(actor=officer, intake_id=intake.pk)
        intake.refresh_from_db()
        assert (intake.state, counts(intake)) == ("applied", {"applied": 3})
        first, second, third = Person.objects.order_by("pk")
        assert (first.name, first.sex, first.born_on, first.phone, first.home.code, first.direct_worker) == (
            "Ma Thị Thử",
            "female",
            dt.date(1985, 2, 7),
            "0912000111",
            "NH-01",
            True,
        )
        assert (second.born_on, second.phone, second.home.code, second.direct_worker) == (
            dt.date(1990, 2, 7),
            "0912000112",
            "NH-02",
            False,
        )
        assert (third.born_on, third.home.code, third.direct_worker) == (dt.date(1985, 2, 7), "NH", None)
        assert row(intake, 2).made_id == first.pk

    def test_strange_hands(self, world: World, officer: Actor) -> None:
        """NFD names, full-width digits, emoji, impossible dates: read or refused at the cell, never guessed."""
        intake = self.people(
            world,
            officer,
            [
                unicodedata.normalize("NFD", "Đặng Thị Thuỷ"),
                "nữ",
                "０７/０２/１９８５",
                "０９１２０００１１３",
            ],
            ["😀😀", "nam"],
            ["Trần Văn Sai", "giữa", "31/02/1985", "12"],
            ["", "nam", "", "0912000114"],
            ["=HYPERLINK(1)", "nam", "01/01/1990"],
        )
        assert problems(intake) == {
            3: [("name", "federation.name_empty")],
            4: [
                ("sex", "kernel.intake_choice_unknown"),
                ("born", "formats.date_impossible"),
                ("phone", "federation.phone_wrong"),
            ],
            5: [("name", "kernel.intake_cell_empty")],
        }
        apply(actor=officer, intake_id=intake.pk)
        assert counts(intake) == {"applied": 2, "problem": 3}
        intake.refresh_from_db()
        assert intake.state == "previewed"
        found = Person.objects.get(phone="0912000113")
        assert (found.name, found.born_on) == ("Đặng Thị Thuỷ", dt.date(1985, 2, 7))

    def test_one_person_twice(self, world: World, officer: Actor) -> None:
        add_person(actor=officer, home_id=world["NH-01"].pk, name="Ma Thị Thử", phone="0912000111")
        intake = self.people(
            world,
            officer,
            ["MA THỊ THỬ", "", "", "0912000111", "NH-01"],
            ["Ma Thị Thử", "", "", "0912000222", "NH-01"],
            ["Lý Văn Đôi", "", "01/01/1990", "", "NH-02"],
            ["Lý Văn Đôi", "", "01/01/1990", "", "NH-02"],
            ["Lý Văn Đôi", "", "02/01/1990", "", "NH-02"],
        )
        assert problems(intake) == {
            2: [("name", "federation.person_here")],
            5: [("name", "federation.person_here")],
        }

    def test_names_that_do_not_match_wait_in_a_queue(self, world: World, officer: Actor) -> None:
        intake = self.people(
            world,
            officer,
            ["Ma Thị Một", "", "01/01/1990", "", "Trường TH Năng Khả"],
            ["Ma Thị Hai", "", "01/01/1990", "", "Trường TH Năng Khả"],
            ["Ma Thị Ba", "", "01/01/1990", "", "Bệnh viện Bắc Quang"],
            ["Ma Thị Bốn", "", "01/01/1990", "", "CĐCS UBND xã Đà Vị"],
        )
        assert counts(intake) == {"unmatched": 3, "ready": 1}
        waiting = row(intake, 2)
        assert waiting.suggestions[0]["body_id"] == world["NH-01"].pk
        meant = world["NH-01"]
        matched = match(
            actor=officer,
            intake_id=intake.pk,
            row_id=waiting.pk,
            body_id=meant.pk,
            body_path=meant.path,
            remember=True,
        )
        assert matched == 2
        assert counts(intake) == {"unmatched": 1, "ready": 3}
        assert Alias.objects.get(body=meant).name == "Trường TH Năng Khả"
        again = self.people(world, officer, ["Ma Thị Năm", "", "", "", "trường TH Năng Khả"])
        assert counts(again) == {"ready": 1}
        with pytest.raises(NotAMatch):
            match(
                actor=officer,
                intake_id=intake.pk,
                row_id=row(intake, 4).pk,
                body_id=world["SD-01"].pk,
                body_path=world["SD-01"].path,
            )
        apply(actor=officer, intake_id=intake.pk)
        assert counts(intake) == {"applied": 3, "unmatched": 1}
        set_aside(actor=officer, intake_id=intake.pk, row_id=row(intake, 4).pk, reason="ngoài huyện")
        assert counts(intake) == {"applied": 3, "set_aside": 1}
        bring_back(actor=officer, intake_id=intake.pk, row_id=row(intake, 4).pk)
        assert counts(intake) == {"applied": 3, "unmatched": 1}
        set_aside(actor=officer, intake_id=intake.pk, row_id=row(intake, 4).pk)
        finish(actor=officer, intake_id=intake.pk)
        intake.refresh_from_db()
        assert intake.state == "applied"

    def test_errors_go_back_as_a_sheet_and_come_back_corrected(self, world: World, officer: Actor) -> None:
        head = (*PEOPLE, "Ghi chú")
        intake = send(
            officer,
            world["NH"],
            "people",
            head,
            [
                ["Ma Thị Một", "nữ", "31/02/1990", "0912000111", "NH-01", "", "mới về"],
                ["Ma Thị Hai", "nữ", "01/01/1990", "", "NH-01", "", ""],
                ["Ma Thị Ba", "", "", "", "Bắc Quang", "", ""],
            ],
        )
        sheet = read_rows(waiting_rows(intake))
        assert sheet.rows[0].cells == ("Dòng gốc", *PEOPLE, "Ghi chú", "Lỗi")
        assert [line.cells[0] for line in sheet.rows[1:]] == [2, 4]
        told = str(sheet.rows[1].cells[-1])
        assert "[Ngày sinh]" in told
        assert sheet.rows[1].cells[-2] == "mới về"
        assert "Chưa rõ đơn vị «Bắc Quang»" in str(sheet.rows[2].cells[-1])
        corrected = write_rows(
            [str(cell) for cell in sheet.rows[0].cells],
            [
                [2, "Ma Thị Một", "nữ", "28/02/1990", "0912000111", "NH-01", "", "mới về", told],
                [4, "Ma Thị Ba", "", "", "", "NH-02", "", "", ""],
                ["", "Ma Thị Thêm", "", "", "", "NH-02", "", "", ""],
            ],
        )
        taken = correct_sheet(
            actor=officer,
            intake_id=intake.pk,
            name="sua.xlsx",
            stream=io.BytesIO(corrected),
            size=len(corrected),
        )
        assert taken == 3
        assert counts(intake) == {"ready": 4}
        assert row(intake, 4).body_id == world["NH-02"].pk
        unmarked = write_rows(PEOPLE, [["Ma Thị Một", "", "", "", "", ""]])
        with pytest.raises(CorrectionsUnmarked):
            correct_sheet(
                actor=officer,
                intake_id=intake.pk,
                name="sua.xlsx",
                stream=io.BytesIO(unmarked),
                size=len(unmarked),
            )

    def test_one_row_is_corrected_on_screen(self, world: World, officer: Actor) -> None:
        intake = self.people(world, officer, ["Ma Thị Một", "nữ", "31/02/1990", "", "NH-01"])
        wrong = row(intake, 2)
        cells = {**wrong.cells, "born": "28/02/1990", "unknown": "x"}
        right = correct_row(actor=officer, intake_id=intake.pk, row_id=wrong.pk, cells=cells)
        assert (right.state, right.problems) == ("ready", [])
        assert "unknown" not in right.cells

    def test_applying_again_after_a_kill_does_no_row_twice(
        self, world: World, officer: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lines = [[f"Người Số {n}", "", "", "", "NH-01"] for n in range(600)]
        intake = self.people(world, officer, *lines)
        monkeypatch.setattr(applying, "AT_ONCE", 10**6)
        killed = applying.carry_on
        done = []

        def dies_in_the_second_batch(**told: Any) -> int:
            if done:
                raise KeyboardInterrupt
            done.append(1)
            return killed(**told)

        progress = begin_as_the_worker_does(officer, intake)
        monkeypatch.setattr("thidua.kernel.intake.jobs.carry_on", dies_in_the_second_batch)
        with pytest.raises(KeyboardInterrupt):
            carry_out_list(progress)
        assert counts(intake) == {"applied": 250, "ready": 350}
        assert Person.objects.count() == 250
        monkeypatch.setattr("thidua.kernel.intake.jobs.carry_on", killed)
        told = carry_out_list(progress)
        assert told["applied"] == 600
        assert Person.objects.count() == 600
        assert carry_on(actor=officer, intake_id=intake.pk) == 0
        with pytest.raises(NotNow):
            apply(actor=officer, intake_id=intake.pk)

    def test_long_lists_are_left_to_the_worker(self, world: World, officer: Actor) -> None:
        lines = [[f"Người Số {n}", "", "", "", "NH-01"] for n in range(201)]
        intake = self.people(world, officer, *lines)
        intake = apply(actor=officer, intake_id=intake.pk)
        assert intake.state == "applying"
        assert intake.progress is not None
        assert intake.progress.arguments["actor"]["name"] == officer.name
        carry_out_list(intake.progress)
        assert counts(intake) == {"applied": 201}

    def test_what_was_done_by_hand_meanwhile_is_not_done_again(self, world: World, officer: Actor) -> None:
        intake = self.people(world, officer, ["Ma Thị Một", "", "01/01/1990", "", "NH-01"])
        add_person(actor=officer, home_id=world["NH-01"].pk, name="Ma Thị Một", born_on=dt.date(1990, 1, 1))
        apply(actor=officer, intake_id=intake.pk)
        assert counts(intake) == {"problem": 1}
        with pytest.raises(NothingReady):
            apply(actor=officer, intake_id=intake.pk)
        cancel(actor=officer, intake_id=intake.pk)
        with pytest.raises(NotNow):
            apply(actor=officer, intake_id=intake.pk)

    def test_who_may(self, world: World, officer: Actor) -> None:
        intake = self.people(world, officer, ["Ma Thị Một", "", "01/01/1990", "", "NH-01"])
        with pytest.raises(NotYours):
            self.people(world, world.actor("officer", "SD"), ["A B"])
        for stranger in (world.actor("officer", "SD"), world.actor("clerk", "NH")):
            with pytest.raises(Absent):
                fetch(Intake, intake.pk, actor=stranger)
        assert fetch(Intake, intake.pk, actor=world.actor("officer", "TQ")) == intake

    def test_files_that_are_no_list(self, world: World, officer: Actor) -> None:
        with pytest.raises(ColumnsMissing) as refused:
            send(officer, world["NH"], "people", ("Cột A", "Cột B"), [["x", "y"]])
        assert refused.value.params["missing"] == "Họ và tên"
        with pytest.raises(NothingToRead):
            send(officer, world["NH"], "people", PEOPLE, [])
        assert not Intake.objects.exists()

    def test_the_blank_form_reads_back(self, world: World, officer: Actor) -> None:
        for kind in ("people", "units", "officers"):
            sheet = read_rows(blank_form(kind_of(kind)))
            titles = [str(column.title) for column in kind_of(kind).columns]
            assert [str(cell).removesuffix(" *") for cell in sheet.rows[-1].cells] == titles


def begin_as_the_worker_does(actor: Actor, intake: Intake) -> Any:
    return apply_in_the_background(actor, intake)


def apply_in_the_background(actor: Actor, intake: Intake) -> Any:
    from thidua.kernel.intake.actors import packed
    from thidua.kernel.intake.states import INTAKE
    from thidua.kernel.models import Progress

    INTAKE.move(intake, "apply")
    return Progress.objects.create(
        kind="kernel.intake", label="x", arguments={"intake_id": intake.pk, "actor": packed(actor)}
    )


class TestUnits:
    def units(self, world: World, *lines: Sequence[object], code: str = "TQ") -> Intake:
        full = [[*line, *[None] * (len(UNITS) - len(line))] for line in lines]
        return send(world.admin, world[code], "units", UNITS, full)

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

    def test_5000_rows_within_seconds(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
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
        content_started = time.perf_counter()
        intake = self.units(world, *lines)
        previewed = time.perf_counter() - content_started
        assert counts(intake) == {"ready": 5000}
        started = time.perf_counter()
        carry_out_list(apply_in_the_background(world.admin, intake))
        applied = time.perf_counter() - started
        assert counts(intake) == {"applied": 5000}
        assert Attribute.objects.filter(name="workers").count() == 5000
        assert previewed < 15
        assert applied < 30
        print(f"previewed in {previewed:.1f} s, applied in {applied:.1f} s")


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

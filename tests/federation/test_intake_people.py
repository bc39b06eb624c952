"""Excel lists of people: from the file to the list of a union, with nothing dropped on the way."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Sequence
from typing import Any

import pytest

from tests.federation.cast import World
from tests.federation.lists import apply_in_the_background, counts, problems, row, send
from thidua.documents.sheets import read_rows, write_rows
from thidua.federation.actions.add_person import add_person
from thidua.federation.models import Alias, Person
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.kernel.intake.actions import apply as applying
from thidua.kernel.intake.actions.apply import apply, cancel, carry_on, finish
from thidua.kernel.intake.actions.correct import bring_back, correct_row, correct_sheet, set_aside
from thidua.kernel.intake.actions.match import match
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
from thidua.kernel.models import Intake

pytestmark = pytest.mark.django_db

PEOPLE = ("Họ và tên", "Giới tính", "Ngày sinh", "Số điện thoại", "Đơn vị", "Lao động trực tiếp")


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

    def test_a_correction_that_repeats_another_row_is_told_before_anything_is_written(
        self, world: World, officer: Actor
    ) -> None:
        intake = self.people(
            world,
            officer,
            ["Lý Văn Đôi", "nam", "01/01/1990", "", "NH-02"],
            ["Lý Văn Đôi", "nam", "31/02/1990", "", "NH-02"],
        )
        wrong = row(intake, 3)
        cells = {**wrong.cells, "born": "01/01/1990"}
        correct_row(actor=officer, intake_id=intake.pk, row_id=wrong.pk, cells=cells)
        assert counts(intake) == {"ready": 1, "problem": 1}
        assert problems(intake) == {3: [("name", "federation.person_here")]}

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

        progress = apply_in_the_background(officer, intake)
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

"""The screens of the tree, of people and of Excel lists, as a browser gets them; with counted queries."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.access.cast import account
from tests.federation.cast import HOUSE, World
from thidua.documents.sheets import read_rows, write_rows
from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.found_people import NewPerson, found_people
from thidua.federation.models import Alias, Attribute, Body, Person, Placement, Post
from thidua.kernel.models import Intake

pytestmark = pytest.mark.django_db

# Session, account, holdings and what identifies the actor come on top of a page's own queries.
MOST = 25


def browser(world: World, role: str, code: str) -> Client:
    client = Client()
    client.force_login(account("Nông Thị Thử", world[code], role))
    return client


@pytest.fixture
def admin(world: World) -> Client:
    return browser(world, "administrator", "TQ")


@pytest.fixture
def officer(world: World) -> Client:
    return browser(world, "officer", "NH")


def at(name: str, *args: object) -> str:
    return reverse(f"federation:{name}", args=args)


class TestTree:
    def test_strangers_are_sent_to_sign_in(self, world: World) -> None:
        answer = Client().get(at("unit", world["NH"].pk))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/dang-nhap?next=")

    def test_a_lone_top_stands_open_and_branches_are_fetched(self, world: World, admin: Client) -> None:
        page = admin.get(at("tree")).content.decode()
        assert "LĐLĐ huyện Na Hang" in page
        assert "CĐCS Trường Tiểu học Năng Khả" not in page
        assert f'hx-get="{at("branch", world["NH"].pk)}"' in page
        part = admin.get(at("branch", world["NH"].pk)).content.decode()
        assert "CĐCS Trường Tiểu học Năng Khả" in part
        assert "<html" not in part

    def test_search_without_marks(self, admin: Client) -> None:
        page = admin.get(at("tree"), {"q": "nang kha"}).content.decode()
        assert "CĐCS Trường Tiểu học Năng Khả" in page
        assert "Sơn Nam" not in page
        assert "Không thấy đơn vị nào" in admin.get(at("tree"), {"q": "bac quang"}).content.decode()

    def test_any_length_costs_the_same(
        self, world: World, admin: Client, django_assert_max_num_queries: Any
    ) -> None:
        found_units(
            actor=HOUSE,
            rows=[NewUnit(f"Z-{n}", f"CĐCS số {n}", "grassroots_union", "NH") for n in range(300)],
        )
        for address in (at("tree"), at("branch", world["NH"].pk), at("unit", world["NH"].pk)):
            admin.get(address)
            with django_assert_max_num_queries(MOST):
                answer = admin.get(address)
            assert answer.status_code == 200
            assert len(answer.content) < 50_000
        with django_assert_max_num_queries(MOST):
            assert "CĐCS số 299" in admin.get(at("tree"), {"q": "so 299"}).content.decode()

    def test_a_guessed_unit_is_not_there(self, world: World, officer: Client) -> None:
        assert officer.get(at("unit", world["SD"].pk)).status_code == 404
        assert officer.get(at("unit", 999_999)).status_code == 404
        assert officer.get(at("unit", world["TQ"].pk)).status_code == 200


class TestChanging:
    def test_add_a_unit(self, world: World, admin: Client) -> None:
        address = at("add_unit", world["NH"].pk)
        assert "công đoàn cơ sở" in admin.get(address).content.decode()
        wrong = admin.post(
            address, {"name": "CĐCS UBND xã Đà Vị", "kind": "grassroots_union", "founded_on": "7/2/2015"}
        )
        assert wrong.status_code == 422
        text = wrong.content.decode()
        assert "đã có ở đây" in text
        assert 'value="CĐCS UBND xã Đà Vị"' in text
        right = admin.post(
            address, {"name": "CĐCS Mới", "kind": "grassroots_union", "founded_on": "7/2/2015"}, follow=True
        )
        assert "Đã thêm CĐCS Mới" in right.content.decode()
        assert Body.objects.get(name="CĐCS Mới").founded_on == dt.date(2015, 2, 7)

    def test_rename_move_and_end(self, world: World, admin: Client) -> None:
        unit = world["NH-02"]
        admin.post(
            at("rename", unit.pk), {"name": "CĐCS Cty CP Hòa Bình", "from_on": "01/03/2017", "version": 1}
        )
        stale = admin.post(at("rename", unit.pk), {"name": "CĐCS X", "from_on": "01/03/2017", "version": 1})
        assert stale.status_code == 409
        assert 'name="version" value="2"' in stale.content.decode()
        unknown = admin.post(at("place", unit.pk), {"under": "Sơn Zương", "from_on": "01/04/2017"})
        assert "Gần giống" in unknown.content.decode()
        admin.post(at("place", unit.pk), {"under": "LĐLĐ huyện SƠN DƯƠNG", "from_on": "01/04/2017"})
        assert world["NH-02"].parent == world["SD"]
        page = admin.get(at("unit", unit.pk)).content.decode()
        assert "31/03/2017" in page
        assert "CĐCS Công ty TNHH Hoà Bình" in page
        ending = {"name": "nhầm tên", "last_day": "30/06/2017", "reason": "giải thể"}
        assert "không khớp" in admin.post(at("end", unit.pk), ending).content.decode()
        admin.post(at("end", unit.pk), {**ending, "name": "cđcs cty cp hoà bình"})
        assert world["NH-02"].ended_on == dt.date(2017, 6, 30)

    def test_facts_in_words(self, world: World, admin: Client) -> None:
        address = at("fact", world["NH-02"].pk)
        for name, value in (("workers", "1.234"), ("bloc", "Doanh nghiệp"), ("has_union", "không")):
            assert (
                admin.post(address, {"name": name, "value": value, "from_on": "01/01/2017"}).status_code
                == 302
            )
        assert dict(Attribute.objects.values_list("name", "value")) == {
            "workers": 1234,
            "bloc": "enterprise",
            "has_union": False,
        }
        wrong = admin.post(address, {"name": "workers", "value": "khoảng 40", "from_on": "01/02/2017"})
        assert wrong.status_code == 422
        assert 'value="khoảng 40"' in wrong.content.decode()
        later = {"name": "workers", "value": "1.300", "from_on": "01/01/2099"}
        assert admin.post(address, later).status_code == 302
        page = admin.get(at("unit", world["NH-02"].pk)).content.decode()
        assert "1.234" in page  # what begins later does not hide what holds today
        assert "1.300" in page

    def test_beside_the_tree(self, world: World, admin: Client) -> None:
        told = {"form": "department", "name": "Ban Tổ chức"}
        admin.post(at("add_hosted", world["TQ"].pk), told)
        ban = Body.objects.get(name="Ban Tổ chức")
        assert "Ban Tổ chức" in admin.get(at("unit", world["TQ"].pk)).content.decode()
        assert admin.get(at("unit", ban.pk)).status_code == 200
        admin.post(at("care", world["NH"].pk), {"by": ban.code, "from_on": "01/01/2017"})
        line = Placement.objects.get(line="looks_after")
        admin.post(at("stop_care", world["NH"].pk, line.pk))
        line.refresh_from_db()
        assert line.until_on is not None
        group = {"name": "Tổ công tác số 1", "from_on": "01/07/2017"}
        assert admin.post(at("add_group", world["TQ"].pk), group).status_code == 302

    def test_who_may_not_sees_no_button_and_no_form(self, world: World, officer: Client) -> None:
        page = officer.get(at("unit", world["NH"].pk)).content.decode()
        assert at("rename", world["NH"].pk) not in page
        assert officer.get(at("rename", world["NH"].pk)).status_code == 403
        assert officer.post(at("rename", world["SD"].pk), {"name": "X"}).status_code == 404


class TestPeople:
    def test_search_in_both_orders_at_any_length(
        self, world: World, officer: Client, django_assert_max_num_queries: Any
    ) -> None:
        home = world["NH-01"]
        names = [f"Nguyễn Văn {letter}ần" for letter in "BCDGHKLMNPTVX"] * 40
        rows = [NewPerson(home.pk, f"{name} {n}") for n, name in enumerate(names)]
        found_people(actor=world.admin, rows=rows)
        add_person(actor=world.admin, home_id=home.pk, name="Đặng Thị Thuỷ", phone="0912000111")
        for typed in ("dang thuy", "thuy dang", "Thủy", "0912000111", "đặng"):
            page = officer.get(at("people", home.pk), {"q": typed}).content.decode()
            assert "Đặng Thị Thuỷ" in page, typed
            assert "Nguyễn" not in page
        with django_assert_max_num_queries(MOST):
            page = officer.get(at("people", home.pk)).content.decode()
        assert "1–50 trong 521" in page
        deep = officer.get(at("people", world["NH"].pk), {"q": "thuy", "nhanh": "1"}).content.decode()
        assert "Đặng Thị Thuỷ" in deep
        assert "Đặng Thị Thuỷ" not in officer.get(at("people", world["NH"].pk)).content.decode()

    def test_a_person_from_beginning_to_end(self, world: World, officer: Client) -> None:
        home = world["NH-01"]
        bad = officer.post(at("add_person", home.pk), {"name": "Ma Thị Thử", "phone": "12"})
        assert bad.status_code == 422
        assert "không đúng" in bad.content.decode()
        officer.post(
            at("add_person", home.pk), {"name": "Ma Thị Thử", "phone": "0912 000 111", "sex": "female"}
        )
        person = Person.objects.get()
        officer.post(
            at("post", person.pk),
            {"unit": "NH", "office": "chair", "from_on": "01/03/2015", "full_time": "on"},
        )
        post = Post.objects.get()
        assert (post.unit, post.full_time) == (world["NH"], True)
        assert "chủ tịch" in officer.get(at("person", person.pk)).content.decode()
        changed = {"name": "Ma Thị Thử", "born_on": "7/2/1985", "direct_worker": "0", "version": 1}
        officer.post(at("change_person", person.pk), changed)
        person.refresh_from_db()
        assert (person.born_on, person.direct_worker) == (dt.date(1985, 2, 7), False)
        stale = officer.post(at("change_person", person.pk), {**changed, "name": "Ma Thị Khác"})
        assert stale.status_code == 409
        assert 'value="Ma Thị Khác"' in stale.content.decode()
        officer.post(at("transfer", person.pk), {"to": "NH-02", "from_on": "01/05/2017", "version": 2})
        person.refresh_from_db()
        assert person.home == world["NH-02"]
        officer.post(at("stop_post", person.pk, post.pk), {"until_on": "30/06/2017"})
        post.refresh_from_db()
        assert post.until_on == dt.date(2017, 6, 30)

    def test_people_of_others_are_not_there(self, world: World, officer: Client) -> None:
        other = add_person(actor=world.admin, home_id=world["SD-01"].pk, name="Người Ở Sơn Dương")
        assert officer.get(at("person", other.pk)).status_code == 404
        assert officer.get(at("people", world["SD-01"].pk)).status_code == 404
        assert officer.get(at("people", world["TQ"].pk)).status_code == 403


class TestLists:
    HEAD = ("Họ và tên", "Giới tính", "Ngày sinh", "Số điện thoại", "Đơn vị")

    def file(self, *lines: list[object], name: str = "ds.xlsx") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, write_rows(self.HEAD, lines))

    def test_from_upload_to_the_list(
        self, world: World, officer: Client, django_assert_max_num_queries: Any
    ) -> None:
        address = at("lists", world["NH"].pk)
        page = officer.get(address).content.decode()
        assert at("blank", "people") in page
        assert at("blank", "units") not in page
        sent = officer.post(
            address,
            {
                "kind": "people",
                "file": self.file(
                    ["Ma Thị Một", "nữ", "01/01/1990", "", "NH-01"],
                    ["Ma Thị Hai", "nữ", "31/02/1990", "", "NH-01"],
                    ["Ma Thị Ba", "nữ", "01/01/1990", "", "Trường TH Năng Khả"],
                    ["Ma Thị Bốn", "nữ", "01/01/1990", "", "Trường TH Năng Khả"],
                    ["Ma Thị Năm", "nữ", "01/01/1990", "", "Bắc Quang"],
                ),
            },
        )
        intake = Intake.objects.get()
        assert sent["Location"] == at("list", intake.pk)
        with django_assert_max_num_queries(MOST):
            page = officer.get(at("list", intake.pk)).content.decode()
        assert "Ghi 1 dòng" in page
        assert "5 dòng trong tệp" in page
        unmatched = intake.rows.get(number=4)
        shown = officer.get(at("row", intake.pk, unmatched.pk)).content.decode()
        assert "CĐCS Trường Tiểu học Năng Khả" in shown
        assert "Cả 2 dòng viết tên này" in shown
        nobody = officer.post(at("match", intake.pk, unmatched.pk), {"body": "", "unit": "Xyz"})
        assert nobody.status_code == 422
        assert 'value="Xyz"' in nobody.content.decode()
        meant = {"body": world["NH-01"].pk, "everywhere": "1", "remember": "1"}
        officer.post(at("match", intake.pk, unmatched.pk), meant)
        assert Alias.objects.count() == 1
        wrong = intake.rows.get(number=3)
        shown = officer.get(at("row", intake.pk, wrong.pk)).content.decode()
        assert "Không có ngày 31/2/1990" in shown
        cells = {"name": "Ma Thị Hai", "born": "30/02/1990", "unit": "NH-01"}
        again = officer.post(at("row", intake.pk, wrong.pk), cells).content.decode()
        assert 'value="30/02/1990"' in again
        officer.post(at("row", intake.pk, wrong.pk), {**cells, "born": "28/02/1990"})
        last = intake.rows.get(number=6)
        officer.post(at("set_aside", intake.pk, last.pk), {"reason": "khác tỉnh"})
        told = officer.post(at("apply_list", intake.pk), follow=True).content.decode()
        assert "Đã ghi 4 dòng" in told
        assert Person.objects.count() == 4
        intake.refresh_from_db()
        assert intake.state == "applied"
        assert "để riêng" in told

    def test_errors_as_a_sheet_and_back(self, world: World, officer: Client) -> None:
        wrong = self.file(["Ma Thị Hai", "nữ", "31/02/1990", "", "NH-01"])
        officer.post(at("lists", world["NH"].pk), {"kind": "people", "file": wrong})
        intake = Intake.objects.get()
        sheet = read_rows(officer.get(at("list_errors", intake.pk)).content)
        head = [str(cell) for cell in sheet.rows[0].cells]
        line = list(sheet.rows[1].cells)
        line[head.index("Ngày sinh")] = "28/02/1990"
        corrected = SimpleUploadedFile("sua.xlsx", write_rows(head, [line]))
        officer.post(at("list_corrections", intake.pk), {"file": corrected})
        assert intake.rows.get().state == "ready"
        noise = SimpleUploadedFile("x.xlsx", b"not a zip")
        answer = officer.post(at("list_corrections", intake.pk), {"file": noise})
        assert answer.status_code == 422
        assert "Chỉ nhận ảnh" in answer.content.decode()

    def test_files_that_cannot_be_read_are_refused_at_the_field(self, world: World, officer: Client) -> None:
        for content, words in (
            (b"hello", "Không nhận được tệp"),
            (b"PK\x03\x04 damaged", "Không đọc được tệp Excel"),
            (write_rows(("A", "B"), [["x", "y"]]), "Tệp thiếu cột: Họ và tên"),
        ):
            file = SimpleUploadedFile("ds.xlsx", content)
            answer = officer.post(at("lists", world["NH"].pk), {"kind": "people", "file": file})
            assert answer.status_code == 422
            assert words in answer.content.decode()
        assert not Intake.objects.exists()

    def test_long_lists_show_how_far_they_are(self, world: World, officer: Client) -> None:
        many = self.file(*[[f"Người Số {n}", "", "", "", "NH-01"] for n in range(250)])
        officer.post(at("lists", world["NH"].pk), {"kind": "people", "file": many})
        intake = Intake.objects.get()
        officer.post(at("apply_list", intake.pk))
        page = officer.get(at("list", intake.pk)).content.decode()
        assert at("list_progress", intake.pk) in page
        assert "<progress" in officer.get(at("list_progress", intake.pk)).content.decode()

    def test_the_blank_form_downloads(self, officer: Client) -> None:
        answer = officer.get(at("blank", "people"))
        assert answer["Content-Disposition"] == 'attachment; filename="mau-people.xlsx"'
        assert read_rows(io.BytesIO(answer.content).getvalue()).rows
        assert officer.get(at("blank", "nothing")).status_code == 404

    def test_lists_of_others_are_not_there(self, world: World, officer: Client) -> None:
        officer.post(
            at("lists", world["NH"].pk), {"kind": "people", "file": self.file(["Ma Thị Một", "", "", "", ""])}
        )
        intake = Intake.objects.get()
        stranger = browser(world, "officer", "SD")
        for name in ("list", "list_errors", "list_progress"):
            assert stranger.get(at(name, intake.pk)).status_code == 404
        for name in ("apply_list", "cancel_list", "finish_list"):
            assert stranger.post(at(name, intake.pk)).status_code == 404
        assert stranger.get(at("row", intake.pk, intake.rows.get().pk)).status_code == 404
        assert browser(world, "clerk", "NH").get(at("lists", world["NH"].pk)).status_code == 404

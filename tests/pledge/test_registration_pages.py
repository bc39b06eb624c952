"""The pages of registrations: a member on a phone, a chair with a list, a union above with figures."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, hear_everything
from tests.coverage.desk import read
from tests.pledge.registering import GARMENT, opened, person, put, the_list, title
from thidua.documents.sheets import read_rows
from thidua.kernel import clock
from thidua.kernel.waiting import waiting_for
from thidua.pledge.actions.registrations.keep_lists import confirm_list
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.models import Registration, Scheme, UnitList
from thidua.pledge.queries.registrations.checking import Line

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 25, 50_000


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    return opened(cast)


def at(cast: Cast, scheme: Scheme, page: str = "", unit: str = GARMENT) -> str:
    return f"/dang-ky/{scheme.pk}/don-vi/{cast.units[unit].pk}/{page}"


def see(browser: Client, address: str, status: int = 200) -> str:
    return _told(browser.get(address, follow=True), address, status)


def send(browser: Client, address: str, data: dict[str, Any], status: int = 200) -> str:
    return _told(browser.post(address, data, follow=True), address, status)


def _told(answer: Any, address: str, status: int) -> str:
    page: HttpResponse = answer
    assert page.status_code == status, (address, page.status_code, read(page)[:1500])
    return read(page)


class TestMember:
    def test_a_member_registers_sees_it_and_takes_it_back(self, cast: Cast, scheme: Scheme) -> None:
        phone = cast.client("garment_worker")
        assert "Đăng ký của tôi" in see(phone, "/dang-ky/")
        told = {"scheme": scheme.pk, "title": title(scheme).pk, "content": "Vượt 10 % định mức"}
        assert "Đã đăng ký: Hà Thị Thơm · Lao động tiên tiến" in send(phone, "/dang-ky/cua-toi", told)
        assert "đã đăng ký «Lao động tiên tiến»" in send(phone, "/dang-ky/cua-toi", told, status=409)
        line = Registration.objects.get()
        assert "Đã rút" in send(phone, f"/dang-ky/cua-toi/{line.pk}/rut", {})

    def test_a_member_sees_neither_lists_nor_figures(self, cast: Cast, scheme: Scheme) -> None:
        put(cast, scheme, person(cast, "Ma Thị Thử"))
        phone = cast.client("garment_worker")
        for page in ("", "danh-sach", "danh-sach.xlsx", "danh-dau", "xac-nhan", "ket-qua"):
            assert phone.get(at(cast, scheme, page)).status_code == 404
        assert phone.get(f"/dang-ky/dong/{Registration.objects.get().pk}").status_code == 404


class TestChair:
    def test_ticking_people_twice_does_nobody_twice(self, cast: Cast, scheme: Scheme) -> None:
        chair = cast.client("garment_chair")
        assert "Chưa có ai trong danh sách" in see(chair, "/dang-ky/")
        page = see(chair, at(cast, scheme, "danh-dau"))
        assert "Lý Thị Nga" in page
        people = [cast.people["garment_worker"].pk, cast.people["garment_chair"].pk]
        told = {"danh-hieu": title(scheme).pk, "nguoi": people}
        assert "Đã ghi 2 người đăng ký" in send(chair, at(cast, scheme, "danh-dau"), told)
        assert "Đã ghi 0 người" in send(chair, at(cast, scheme, "danh-dau"), told)
        assert Registration.objects.count() == 2
        assert "2/148 = 1,4 %" in see(chair, at(cast, scheme, "danh-sach"))

    def test_pasting_goes_the_way_of_every_list(self, cast: Cast, scheme: Scheme) -> None:
        chair = cast.client("garment_chair")
        told = {"pasted": "Lý Thị Nga\tLĐTT\nMa Thị Mới\tCSTĐCS", "title": ""}
        page = send(chair, at(cast, scheme, "tu-excel"), told)
        assert "Ghi 2 dòng" in page
        assert "Chưa có gì để nhập" in send(chair, at(cast, scheme, "tu-excel"), {"pasted": ""}, status=422)

    def test_a_line_by_hand(self, cast: Cast, scheme: Scheme) -> None:
        chair = cast.client("garment_chair")
        add = at(cast, scheme, "them")
        named = title(scheme, "advanced_collective").pk
        assert "Đã ghi: Tổ may số 3" in send(chair, add, {"title": named, "subject": "Tổ may số 3"})
        assert "Nhà ăn ca" in send(
            chair, add, {"title": "work", "subject": "Nhà ăn ca", "due_on": "2/9/2017"}
        )
        family = title(scheme, "model_worker_family").pk
        told = {"title": family, "subject": "Lý Thị Nga", "spouse_name": "Ma Văn Chồng"}
        assert "Lý Thị Nga và Ma Văn Chồng" in send(chair, add, told)
        nobody = {"title": title(scheme).pk, "subject": "Không Có Ai"}
        assert "Không có ai tên này" in send(chair, add, nobody, status=422)
        assert "Có 2 người" in send(chair, add, {"title": title(scheme).pk, "subject": "Nguyễn Thị Hòa"}, 422)

    def test_confirming_taking_back_and_the_files(self, cast: Cast, scheme: Scheme) -> None:
        put(cast, scheme, person(cast, "Ma Thị Thử"), content="May vượt 10 %")
        chair = cast.client("garment_chair")
        see(chair, at(cast, scheme, "xac-nhan"))
        told = {"way": "team", "held_on": "14/7/2017"}
        assert "Đã xác nhận danh sách" in send(chair, at(cast, scheme, "xac-nhan"), told)
        assert the_list(cast, scheme).state == "confirmed"
        rows = read_rows(chair.get(at(cast, scheme, "danh-sach.xlsx")).content).rows
        assert rows[1].cells[:2] == ("Ma Thị Thử", "Lao động tiên tiến")
        word = chair.get(at(cast, scheme, "danh-sach.docx"))
        assert word.content[:2] == b"PK"
        assert "Đã lấy lại danh sách" in send(chair, at(cast, scheme, "lay-lai"), {})

    def test_one_line_is_opened_changed_and_withdrawn_with_a_reason(self, cast: Cast, scheme: Scheme) -> None:
        line = put(cast, scheme, person(cast, "Ma Thị Thử"))
        chair = cast.client("garment_chair")
        own = f"/dang-ky/dong/{line.pk}"
        assert "Ma Thị Thử" in see(chair, own)
        assert "Đã lưu" in send(chair, own, {"content": "Vượt 10 %", "version": 1})
        assert "vừa sửa" in send(chair, own, {"content": "Vượt 15 %", "version": 1}, status=409)
        assert "đã rút" in send(chair, f"{own}/rut", {"reason": "nghỉ thai sản"})

    def test_a_work_is_finished_and_gets_its_plaque(self, cast: Cast, scheme: Scheme) -> None:
        unit = cast.units[GARMENT].pk
        chair = cast.client("garment_chair")
        line = register(
            actor=cast.actor("garment_chair"),
            scheme_id=scheme.pk,
            lines=[Line(unit, "work", subject="Nhà ăn ca")],
        )[0]
        told = {"on": "1/7/2017", "note": "500 chỗ", "plaque_on": "15/7/2017", "version": 1}
        assert "Gắn biển 15/07/2017" in send(chair, f"/dang-ky/dong/{line.pk}/hoan-thanh", told)

    def test_the_employer_decides(self, cast: Cast, scheme: Scheme) -> None:
        soldier = put(cast, scheme, person(cast, "Ma Thị Thử"), "base_emulation_soldier")
        chair = cast.client("garment_chair")
        told = {"title": title(scheme, "base_emulation_soldier").pk, "name": "Giám đốc công ty"}
        page = send(chair, at(cast, scheme, "ket-qua/noi-quyet-dinh"), told)
        assert "thủ trưởng cơ quan" in page
        assert "Giám đốc công ty" in page
        decision = {
            "number": "12/QĐ-CT",
            "signed_on": "10/7/2017",
            "issuer_name": "Giám đốc công ty",
            f"k-{soldier.pk}": "duoc",
        }
        assert "12/QĐ-CT ngày 10/07/2017" in send(chair, at(cast, scheme, "ket-qua"), decision)
        assert "Được công nhận theo 12/QĐ-CT" in see(chair, f"/dang-ky/dong/{soldier.pk}")


class TestAbove:
    def test_coverage_who_has_not_confirmed_and_sending_up(self, cast: Cast, scheme: Scheme) -> None:
        put(cast, scheme, person(cast, "Ma Thị Thử"))
        confirm_list(actor=cast.actor("garment_chair"), list_id=the_list(cast, scheme).pk)
        officer, chair = cast.client("son_duong_officer"), cast.client("son_duong_chair")
        page = see(officer, "/dang-ky/")
        assert "1/246 = 0,4 %" in page
        assert "Tỷ lệ Nữ Lao động trực tiếp Cơ sở xác nhận" in page  # of each unit below
        assert page.index("Trường THCS Tân Trào") < page.index("Công ty May Sơn Dương")
        waiting = see(officer, at(cast, scheme, "?xem=chua-xac-nhan", "TQ-SD"))
        assert "Công ty May Sơn Dương" not in waiting
        address = at(cast, scheme, "xac-nhan", "TQ-SD")
        assert "Còn 3 đơn vị bên dưới chưa xác nhận" in send(chair, address, {"reason": ""}, status=409)
        assert "Đã tổng hợp" in send(chair, address, {"reason": "ba cơ sở đang nghỉ hè"})
        assert the_list(cast, scheme).state == "consolidated"
        back = at(cast, scheme, "tra-lai")
        assert "Đã trả lại" in send(officer, back, {"reason": "thiếu tổ cắt"})
        sheet = read_rows(officer.get(at(cast, scheme, "ty-le.xlsx", "TQ-SD")).content)
        assert sheet.rows[-1].cells[:3] == ("Cộng", 246, 1)

    def test_opening_registration_with_the_titles_of_the_plan(self, cast: Cast) -> None:
        officer = cast.client("province_officer")
        assert "Chưa có đợt đăng ký" in see(officer, "/dang-ky/")
        begin = f"/dang-ky/mo/{cast.cycle.pk}"
        assert "Chiến sĩ thi đua cơ sở" in see(officer, begin)
        told = {
            "calendar": "year",
            "base": "members",
            "starts_on": "1/1/2017",
            "ends_on": "31/12/2017",
            "due_on": "31/7/2017",
            "danh-hieu": ["advanced_worker", "good_worker"],
        }
        assert "Đã mở đăng ký" in send(officer, begin, told)
        made = Scheme.objects.get()
        assert [one.name for one in made.titles.all()] == ["Lao động tiên tiến", "Công nhân giỏi"]
        rules = f"/dang-ky/{made.pk}/the-le"
        assert "không phải danh hiệu của Luật" in send(
            officer, f"{rules}/danh-hieu", {"name": "CSTĐ cấp quận", "recipient": "individual"}
        )
        first = made.titles.first()
        assert first is not None
        send(officer, f"{rules}/danh-hieu/{first.pk}", {"bat-buoc": "co"})
        first.refresh_from_db()
        assert first.required is True
        assert "Đã khóa đăng ký" in send(officer, f"{rules}/khoa", {})
        assert "Đang nhận đăng ký" in send(officer, f"{rules}/mo-lai", {})
        changed = {**told, "base": "staff", "required": "on", "version": made.version}
        assert "không đăng ký thì không xét" in send(officer, rules, changed)
        assert "Thể lệ" in see(cast.client("son_duong_officer"), rules)

    def test_strangers_find_nothing(self, cast: Cast, scheme: Scheme) -> None:
        stranger = cast.client("stranger")
        for page in ("", "danh-sach", "ty-le.xlsx", "danh-dau", "tu-excel", "xac-nhan"):
            assert stranger.get(at(cast, scheme, page)).status_code == 404
        assert stranger.get(f"/dang-ky/{scheme.pk}/the-le").status_code == 404


class TestWaiting:
    def codes(self, cast: Cast, who: str) -> list[str]:
        return [one.code for one in waiting_for(cast.actor(who)) if one.stage == "pledge"]

    def test_a_list_is_begun_confirmed_consolidated(self, cast: Cast, scheme: Scheme) -> None:
        assert self.codes(cast, "garment_chair") == ["pledge.begin"]
        assert self.codes(cast, "garment_worker") == ["pledge.register_own"]
        put(cast, scheme, person(cast, "Ma Thị Thử"))
        job = next(one for one in waiting_for(cast.actor("garment_chair")) if one.code == "pledge.confirm")
        assert job.due_on == dt.date(2017, 7, 31)
        assert "1 dòng" in job.fact
        assert self.codes(cast, "son_duong_chair") == []
        assert self.codes(cast, "son_duong_officer") == ["pledge.chase_lists"]
        with clock.standing_on(dt.date(2017, 7, 10)):  # the day is not near yet
            assert self.codes(cast, "son_duong_officer") == []
        confirm_list(actor=cast.actor("garment_chair"), list_id=the_list(cast, scheme).pk)
        assert self.codes(cast, "garment_chair") == []
        assert self.codes(cast, "son_duong_chair") == ["pledge.consolidate"]
        assert job.url == at(cast, scheme, "danh-sach")


class TestCost:
    def cost(self, browser: Client, address: str) -> tuple[int, int]:
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address)
        assert answer.status_code == 200
        return len(asked), len(answer.content)

    def test_pages_cost_the_same_for_one_and_for_many(self, cast: Cast, scheme: Scheme) -> None:
        put(cast, scheme, person(cast, "Ma Thị Thử"))
        pages = [
            ("garment_chair", at(cast, scheme, "danh-sach")),
            ("garment_chair", at(cast, scheme, "danh-dau")),
            ("garment_chair", at(cast, scheme, "ket-qua")),
            ("province_officer", at(cast, scheme, "", "TQ")),
            ("son_duong_officer", at(cast, scheme, "", "TQ-SD")),
            ("garment_worker", "/dang-ky/cua-toi"),
        ]
        first = [self.cost(cast.client(who), address)[0] for who, address in pages]
        people = [person(cast, f"Người Thứ {n}") for n in range(60)]
        unit = cast.units[GARMENT].pk
        lines = [Line(unit, "individual", title(scheme).pk, one.pk) for one in people]
        register(actor=cast.actor("garment_chair"), scheme_id=scheme.pk, lines=lines)
        for other, who in (("TQ-NH-004", "forestry_chair"), ("TQ-SD-002", "secondary_school_chair")):
            one = person(cast, "Ma Văn Khác", other, by=who)
            put(cast, scheme, one, by=who, unit=other)
        hear_everything()
        for (who, address), before in zip(pages, first, strict=True):
            queries, size = self.cost(cast.client(who), address)
            assert queries == before, address
            assert queries <= MOST_QUERIES, (address, queries)
            assert size <= MOST_BYTES, (address, size)


def test_a_blank_form_is_offered(cast: Cast) -> None:
    answer = cast.client("garment_chair").get("/to-chuc/mau/registrations.xlsx")
    assert read_rows(io.BytesIO(answer.content).getvalue()).rows[0].cells[0] == "Danh sách đăng ký thi đua"


def test_lists_stay_with_their_units(cast: Cast, scheme: Scheme) -> None:
    put(cast, scheme, person(cast, "Ma Thị Thử"))
    assert UnitList.objects.get().unit == cast.units[GARMENT]
    assert cast.client("forestry_chair").get(at(cast, scheme, "danh-sach")).status_code == 404

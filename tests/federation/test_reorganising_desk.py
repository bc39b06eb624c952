"""The screens of a reorganisation: begin, add steps by form and by list, see, carry out, take back."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, hear_everything
from tests.federation.lists import counts, problems, row
from tests.report.test_reorganised import drafted, step
from thidua.documents.sheets import write_rows
from thidua.federation.actions.add_person import add_person
from thidua.federation.models import Body, Reorganisation
from thidua.kernel.intake.actions.apply import apply as apply_list
from thidua.kernel.models import Intake
from thidua.report.models import Report

pytestmark = pytest.mark.django_db
HEAD = ("Đơn vị", "Việc", "Về đơn vị", "Tên mới", "Mã mới", "Loại mới", "Sửa lại")


@pytest.fixture
def free(cast: Cast) -> Cast:
    """Nobody in Sơn Dương still has to report for the half-year."""
    Report.objects.filter(unit__path__startswith=cast.units["TQ-SD"].path).update(exempt=True)
    return cast


@pytest.fixture
def desk(free: Cast) -> Client:
    return free.client("administrator")


def post(client: Client, address: str, **told: str) -> str:
    answer = client.post(address, told, follow=True)
    assert answer.status_code in (200, 409, 422), answer.status_code
    return plain(answer.content.decode())


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def begun(cast: Cast, client: Client) -> Reorganisation:
    address = f"/to-chuc/{cast.units['TQ'].pk}/sap-xep/them"
    post(client, address, name="Sắp xếp tháng 7", from_on="1/7/2017", source="QĐ 77/QĐ-LĐLĐ")
    return Reorganisation.objects.get()


def test_from_the_unit_to_the_result_and_back(free: Cast, desk: Client) -> None:
    add_person(actor=free.actor("administrator"), home_id=free.units["TQ-SD-002"].pk, name="Hà Văn Sáu")
    assert "Sắp xếp tổ chức" in plain(desk.get(f"/to-chuc/{free.units['TQ'].pk}").content.decode())
    made = begun(free, desk)
    here = f"/to-chuc/sap-xep/{made.pk}"
    page = post(desk, f"{here}/buoc/merge", unit="TQ-SD-001", into="TQ-SD-002")
    assert "Kết thúc, nhập vào CĐCS Trường THCS Tân Trào" in page
    page = post(
        desk,
        f"{here}/buoc/found",
        unit="TQ-SD",
        name="CĐCS Xã Mới",
        code="TQ-SD-050",
        kind="grassroots_union",
    )
    page = post(desk, f"{here}/buoc/split", unit="TQ-SD-002", into="TQ-SD-050", people="Hà Văn Sáu")
    page = post(desk, f"{here}/buoc/move", unit="TQ-SD-003", into="TQ-NH")
    page = post(desk, f"{here}/buoc/rename", unit="TQ-SD", name="Công đoàn vùng Sơn Dương")
    page = post(desk, f"{here}/buoc/change_kind", unit="TQ-SD-004", kind="grassroots_union")
    assert "Không có gì cản trở" in page
    assert "tài khoản ở đơn vị kết thúc" in page.lower()
    refused = post(desk, f"{here}/thuc-hien", name="Sắp xếp")
    assert "Tên gõ không khớp" in refused
    done = post(desk, f"{here}/thuc-hien", name="sắp xếp tháng 7")
    assert "Đã sắp xếp xong" in done
    hear_everything()
    ended = plain(desk.get(f"/to-chuc/{free.units['TQ-SD-001'].pk}").content.decode())
    assert "30/6/2017" in ended or "30/06/2017" in ended
    assert "Đã nhập vào" in ended
    assert "Kế tục từ" in plain(desk.get(f"/to-chuc/{free.units['TQ-SD-002'].pk}").content.decode())
    assert "Đã hoàn tác" in post(
        desk, f"{here}/hoan-tac", name="Sắp xếp tháng 7", reason="quyết định thu hồi"
    )
    assert Body.objects.get(code="TQ-SD-001").ended_on is None


def test_what_stands_against_it_is_said_and_nothing_typed_is_lost(cast: Cast) -> None:
    desk = cast.client("administrator")
    made = begun(cast, desk)
    here = f"/to-chuc/sap-xep/{made.pk}"
    page = post(desk, f"{here}/buoc/merge", unit="TQ-NH-002", into="Không có đơn vị này")
    assert "Không thấy đơn vị nào" in page
    post(desk, f"{here}/buoc/merge", unit="TQ-NH-002", into="TQ-NH-001")
    page = plain(desk.get(here).content.decode())
    assert "phải giải quyết trước" in page
    assert "CĐCS UBND xã Năng Khả" in page
    refused = post(desk, f"{here}/thuc-hien", name="Sắp xếp tháng 7")
    assert "còn báo cáo kỳ" in refused
    assert Body.objects.get(code="TQ-NH-002").ended_on is None
    post(desk, f"{here}/buoc/end", unit="TQ-NH", reason="hết nhiệm vụ")
    assert "bước cần sửa" in plain(desk.get(here).content.decode())
    step = made.steps.get(verb="end")
    desk.post(f"{here}/bo-buoc/{step.pk}")
    assert made.steps.count() == 1
    assert "Đã bỏ bản soạn" in post(desk, f"{here}/bo")


def test_a_split_says_at_the_line_who_was_not_found(free: Cast, desk: Client) -> None:
    made = begun(free, desk)
    page = post(
        desk, f"/to-chuc/sap-xep/{made.pk}/buoc/split", unit="TQ-SD-001", into="TQ-SD-002", people="Người Lạ"
    )
    assert "«Người Lạ»: không có ở đơn vị này" in page
    assert not made.steps.exists()


def test_a_list_brings_steps_and_keeps_what_it_cannot_match(free: Cast) -> None:
    admin = free.actor("administrator")
    made = drafted(free)
    content = (
        ("TQ-SD", "thành lập dưới", "", "CĐCS Xã Mới", "TQ-SD-050", "công đoàn cơ sở", ""),
        ("TQ-SD-001", "nhập vào", "TQ-SD-050", "", "", "", ""),
        ("CĐCS Trường THCS Tân Trào", "chuyển về", "TQ-GD", "", "", "", ""),
        ("CĐCS không ai biết", "kết thúc", "", "", "", "", ""),
        ("TQ-SD-003", "nhập vào", "chỗ lạ", "", "", "", ""),
        ("TQ-SD-004", "đổi tên", "", "", "", "", ""),
        ("TQ-SD-004", "bay lên", "", "", "", "", ""),
    )
    client = free.client("administrator")
    sheet = write_rows(HEAD, content)
    answer = client.post(
        f"/to-chuc/sap-xep/{made.pk}/tu-excel", {"file": SimpleUploadedFile("buoc.xlsx", sheet)}, follow=True
    )
    assert answer.status_code == 200
    intake = Intake.objects.get(kind="reorganisation_steps")
    assert counts(intake) == {"ready": 3, "unmatched": 1, "problem": 3}
    assert row(intake, 5).state == "unmatched"
    assert problems(intake) == {
        6: [("into", "federation.into_unknown")],
        7: [("name", "federation.name_empty")],
        8: [("verb", "kernel.intake_choice_unknown")],
    }
    apply_list(actor=admin, intake_id=intake.pk)
    assert [(one.verb, one.told.get("into_code", "")) for one in made.steps.all()] == [
        ("found", ""), ("merge", "TQ-SD-050"), ("move", ""),
    ]  # fmt: skip


def test_pages_ask_little_whatever_the_length(free: Cast, desk: Client) -> None:
    few = drafted(free, step(free, "merge", "TQ-SD-001", "TQ-SD-002"))
    many = drafted(
        free,
        step(free, "merge", "TQ-SD-001", "TQ-SD-002"),
        step(free, "move", "TQ-SD-003", "TQ-NH"),
        step(free, "move", "TQ-SD-004", "TQ-NH"),
        step(free, "rename", "TQ-SD", name="Công đoàn vùng"),
    )
    asked = []
    for made in (few, many):
        desk.get(f"/to-chuc/sap-xep/{made.pk}")
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(f"/to-chuc/sap-xep/{made.pk}")
        assert page.status_code == 200
        assert len(page.content) < 50_000
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 2, [one["sql"][:120] for one in queries.captured_queries]
    assert asked[1] <= 25, [one["sql"][:120] for one in queries.captured_queries]
    for address in (f"/to-chuc/{free.units['TQ'].pk}/sap-xep", f"/to-chuc/sap-xep/{many.pk}/buoc/split"):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        assert len(queries) <= 25


def test_strangers_and_units_below_see_no_draft(free: Cast) -> None:
    made = drafted(free, step(free, "merge", "TQ-SD-001", "TQ-SD-002"))
    for account in ("stranger", "garment_chair", "son_duong_officer"):
        client = free.client(account)
        assert client.get(f"/to-chuc/sap-xep/{made.pk}").status_code == 404
        assert client.post(f"/to-chuc/sap-xep/{made.pk}/thuc-hien", {"name": made.name}).status_code == 404


def test_before_its_day_a_reorganisation_is_seen_and_not_offered_to_be_done(free: Cast, desk: Client) -> None:
    made = begun(free, desk)
    here = f"/to-chuc/sap-xep/{made.pk}"
    post(desk, f"{here}/buoc/merge", unit="TQ-SD-001", into="TQ-SD-002")
    assert "Thực hiện…" in plain(desk.get(here).content.decode())
    made.refresh_from_db()
    later = {"name": made.name, "from_on": "20/7/2017", "source": made.source, "version": str(made.version)}
    post(desk, f"{here}/sua", **later)
    page = plain(desk.get(here).content.decode())
    assert "từ 20/07/2017 mới thực hiện được" in page
    assert "Thực hiện…" not in page

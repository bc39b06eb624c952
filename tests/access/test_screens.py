"""The screens of one's own account and of the accounts of the branch, and what each costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.access.cast import PIN, TODAY, Places, account, actor, browser, hold
from thidua.access.actions.set_unit_secret import set_unit_secret
from thidua.access.models import Account, Holding, UnitDoor
from thidua.access.signing_in import by_token, verify
from thidua.audit.models import Entry

LIST = "/tai-khoan/quan-ly"
Counting = Callable[..., Any]


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, fields)


def test_find_an_account_without_marks(officer: Account, chair: Account, places: Places) -> None:
    account("Triệu Thị Sen", places.child, login="0915000111")
    account("Người Lạ", places.stranger, login="0915000112")
    client = browser(officer)

    def found(words: str) -> list[str]:
        page = client.get(LIST, {"q": words}).content.decode()
        return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)

    assert found("trieu sen") == ["Triệu Thị Sen"]
    assert found("0915 000 111") == ["Triệu Thị Sen"]
    assert found("tieu hoc") == ["Hà Thị Thơm"]
    assert found("lạ") == []
    assert found("") == ["Triệu Thị Sen", "Ma Văn Sinh", "Hà Thị Thơm"]


@pytest.mark.parametrize("count", [1, 29])
@pytest.mark.usefixtures("page_alone")
def test_the_list_costs_the_same_at_any_length(
    officer: Account, places: Places, count: int, django_assert_num_queries: Counting
) -> None:
    for n in range(count):
        account(f"Người {n}", places.below, "grassroots_chair")
    client = browser(officer)
    with django_assert_num_queries(6):  # session, account, roles, count, page, roles of the page
        assert client.get(LIST).status_code == 200


@pytest.mark.usefixtures("page_alone")
def test_the_page_of_an_account(
    officer: Account, chair: Account, django_assert_num_queries: Counting
) -> None:
    client = browser(officer)
    with django_assert_num_queries(6):  # session, account, roles, the one shown, its roles, its unit's door
        page = client.get(f"{LIST}/{chair.pk}").content.decode()
    assert "Đặt lại mã, in phiếu" in page
    assert "chủ tịch công đoàn cơ sở" in page


def test_guessed_addresses(officer: Account, places: Places) -> None:
    stranger = account("Người Lạ", places.stranger, "chair")
    held = Holding.objects.get(account=stranger)
    client = browser(officer)
    for pk in (stranger.pk, 10**9, 2**70):
        assert client.get(f"{LIST}/{pk}").status_code == 404
        for verb in ("dat-lai-ma", "lien-ket", "thoat", "dong", "mo-lai", "ban-giao", "sua", "vai-tro"):
            assert client.post(f"{LIST}/{pk}/{verb}").status_code == 404
    assert client.post(f"{LIST}/vai-tro/{held.pk}/ket-thuc").status_code == 404
    assert client.post(f"{LIST}/don-vi/{places.stranger.pk}/ma-chung").status_code == 404
    assert client.post(f"/tai-khoan/lam-thay/{held.pk}/ket-thuc").status_code == 404
    assert client.post(f"/tai-khoan/ma-ket-noi/{held.pk}/thu-hoi").status_code == 404


def test_a_slip_in_one_press(officer: Account, chair: Account) -> None:
    """Story 18: forgotten at 22:00, in again a minute later."""
    answer = browser(officer).post(f"{LIST}/{chair.pk}/dat-lai-ma", {"version": chair.version})
    page = answer.content.decode()
    (pin,) = re.findall(r'<dd class="pin">(\d{6})</dd>', page)
    assert answer["Cache-Control"] == "no-store"
    assert "testserver<wbr>/dang-nhap" in page
    assert "0912 345 678" in page
    assert 'class="qr"' in page
    assert not re.search(r"\sstyle=", page)
    assert verify("0912345678", pin) == chair


def test_the_second_press_is_told_of_the_first(officer: Account, chair: Account) -> None:
    client = browser(officer)
    client.post(f"{LIST}/{chair.pk}/dat-lai-ma", {"version": chair.version})
    again = client.post(f"{LIST}/{chair.pk}/dat-lai-ma", {"version": chair.version})
    assert again.status_code == 409
    assert "vừa được đặt lại" in again.content.decode()


@pytest.mark.usefixtures("page_alone")
def test_slips_of_a_page_of_new_accounts(
    officer: Account, places: Places, django_assert_num_queries: Counting
) -> None:
    new = [account(f"Người {n}", places.below, must_change=True) for n in range(8)]
    client = browser(officer)
    assert client.get(LIST).content.decode().count("In phiếu cho") == 8
    # Per slip: the account, its links, the audit line; savepoints once.
    with django_assert_num_queries(3 + 2 + 3 + 3 * 8):
        page = client.post(f"{LIST}/phieu", {"account": [one.pk for one in new]}).content.decode()
    assert page.count('class="slip"') == 8
    pins = re.findall(r'<dd class="pin">(\d{6})</dd>', page)
    assert len(set(pins)) == 8


def test_open_an_account_and_correct_it(officer: Account, places: Places) -> None:
    client = browser(officer)
    typed = {
        "unit": places.child.code,
        "name": "Triệu Thị Sen",
        "login": "0915 000 111",
        "role": "grassroots_chair",
    }
    opened = client.post(f"{LIST}/mo", typed)
    made = Account.objects.get(login="0915000111")
    assert opened["Location"] == f"{LIST}/{made.pk}"
    twice = client.post(f"{LIST}/mo", typed)
    assert twice.status_code == 409
    assert "đã có tài khoản" in twice.content.decode()
    assert 'value="Triệu Thị Sen"' in twice.content.decode()
    client.post(
        f"{LIST}/{made.pk}/sua", {"name": "Triệu Thị Sên", "login": "0915000222", "version": made.version}
    )
    made.refresh_from_db()
    assert (made.name, made.login) == ("Triệu Thị Sên", "0915000222")
    stale = client.post(f"{LIST}/{made.pk}/sua", {"name": "Khác", "login": "0915000222", "version": 1})
    assert (stale.status_code, "Có người vừa sửa" in stale.content.decode()) == (409, True)


def test_an_unknown_unit_is_said_at_the_field(officer: Account, places: Places) -> None:
    for unit in ("không có", places.stranger.code):
        typed = {"unit": unit, "name": "Ai đó", "login": "0915000111"}
        answer = browser(officer).post(f"{LIST}/mo", typed)
        assert answer.status_code == 422
        assert "Không tìm thấy đơn vị này trong phạm vi" in answer.content.decode()


def test_give_end_and_hand_over(officer: Account, chair: Account, places: Places) -> None:
    client = browser(officer)
    assert client.get(f"{LIST}/{chair.pk}/vai-tro").status_code == 200
    post(client, f"{LIST}/{chair.pk}/vai-tro", role="officer", unit=places.child.code, from_on="18/07/2017",
         until_on="31/12/2017", reason="QĐ 15")  # fmt: skip
    given = Holding.objects.get(account=chair, role="officer")
    assert (given.from_on, given.reason) == (TODAY, "QĐ 15")
    above = post(
        client, f"{LIST}/{chair.pk}/vai-tro", role="chair", unit=places.child.code, from_on="18/07/2017"
    )
    assert above.status_code == 422
    taker = account("Triệu Thị Sen", places.below, login="0915000111")
    told = {"account": "", "login": "0915 000 111", "on": "20/07/2017", "reason": "nghỉ hưu"}
    asked = post(client, f"{LIST}/{chair.pk}/ban-giao", **told)
    assert "Triệu Thị Sen" in asked.content.decode()
    assert not Holding.objects.filter(account=taker).exists()
    done = post(client, f"{LIST}/{chair.pk}/ban-giao", **told, sure=taker.pk)
    assert done["Location"] == f"{LIST}/{taker.pk}"
    assert Holding.objects.filter(account=taker).count() == 2
    ended = post(
        client,
        f"{LIST}/vai-tro/{Holding.objects.get(account=taker, role='officer').pk}/ket-thuc",
        account=taker.pk,
    )
    assert ended["Location"] == f"{LIST}/{taker.pk}"


def test_a_reversed_date_is_said_and_nothing_is_lost(
    officer: Account, chair: Account, places: Places
) -> None:
    answer = post(browser(officer), f"{LIST}/{chair.pk}/vai-tro", role="officer", unit=places.child.code,
                  from_on="18/07/2017", until_on="01/07/2017", reason="QĐ 15")  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày kết thúc 01/07/2017 trước ngày bắt đầu 18/07/2017" in page
    assert 'value="QĐ 15"' in page


@pytest.mark.usefixtures("page_alone")
def test_ask_somebody_to_stand_in(
    officer: Account, places: Places, django_assert_num_queries: Counting
) -> None:
    deputy = account("Nông Thị Vân", places.own)
    held = Holding.objects.get(account=officer)
    client = browser(officer)
    with django_assert_num_queries(6):  # session, account, roles, my roles, what I lent, colleagues
        assert "Nông Thị Vân" in client.get("/tai-khoan/lam-thay").content.decode()
    told = {"holding": held.pk, "account": deputy.pk, "login": "", "from_on": "18/07/2017",
            "until_on": "25/07/2017", "reason": "nghỉ phép"}  # fmt: skip
    asked = post(client, "/tai-khoan/lam-thay", **told).content.decode()
    assert "Nông Thị Vân" in asked
    assert not Holding.objects.filter(delegated_by=officer).exists()  # first one sees who it is
    post(client, "/tai-khoan/lam-thay", **told, sure=deputy.pk)
    given = Holding.objects.get(delegated_by=officer)
    assert "Nhận lại việc từ Nông Thị Vân" in client.get("/tai-khoan/lam-thay").content.decode()
    client.post(f"/tai-khoan/lam-thay/{given.pk}/ket-thuc")
    assert not Holding.objects.filter(delegated_by=officer).exists()


def test_a_wrong_number_gives_nothing_away(officer: Account, chair: Account, places: Places) -> None:
    """One digit beside it is somebody else: name and unit are shown, and only then is it given."""
    other = account("Triệu Thị Sen", places.child, login="0915000111")
    held = Holding.objects.get(account=officer)
    client = browser(officer)
    told = {"holding": held.pk, "account": "", "login": "0915 000 111", "from_on": "18/07/2017",
            "until_on": "25/07/2017", "reason": "nghỉ phép"}  # fmt: skip
    page = post(client, "/tai-khoan/lam-thay", **told).content.decode()
    assert "Triệu Thị Sen" in page
    assert other.unit.name in page
    assert "18/07/2017" in page
    back = post(client, "/tai-khoan/lam-thay", **told, edit="1").content.decode()
    assert 'value="0915 000 111"' in back  # nothing typed is lost
    swapped = post(client, "/tai-khoan/lam-thay", **told, sure=chair.pk)
    assert "Triệu Thị Sen" in swapped.content.decode()  # a yes to one is no yes to another
    assert not Holding.objects.filter(delegated_by=officer).exists()
    nobody = post(client, "/tai-khoan/lam-thay", **{**told, "login": "0915000119"})
    assert nobody.status_code == 422
    assert "Không có ai dùng «0915000119»" in nobody.content.decode()


@pytest.mark.usefixtures("page_alone")
def test_my_page(
    chair: Account, officer: Account, places: Places, django_assert_num_queries: Counting
) -> None:
    hold(chair, "member", places.child)
    client = browser(chair)
    with django_assert_num_queries(5):  # session, account, roles, my roles, whom to call
        page = client.get("/tai-khoan").content.decode()
    assert "LĐLĐ huyện Nà Mường (Ma Văn Sinh 0987 654 321)" in page
    assert "Quản lý tài khoản" in page


def test_my_language_follows_me(chair: Account) -> None:
    client = browser(chair)
    client.post("/tai-khoan/ngon-ngu", {"language": "en"})
    other = browser()
    signed = other.post("/dang-nhap", {"login": "0912345678", "secret": PIN})
    assert signed.cookies["ngon-ngu"].value == "en"


def test_my_tokens(chair: Account) -> None:
    client = browser(chair)
    page = client.post("/tai-khoan/ma-ket-noi", {"name": "phần mềm kế toán"}).content.decode()
    (secret,) = re.findall(r"<code>(td_[\w-]+)</code>", page)
    assert by_token(secret) == chair
    assert secret not in client.get("/tai-khoan/ma-ket-noi").content.decode()
    client.post(f"/tai-khoan/ma-ket-noi/{chair.tokens.get().pk}/thu-hoi")
    assert by_token(secret) is None


def test_a_link_for_zalo(officer: Account, chair: Account) -> None:
    page = browser(officer).post(f"{LIST}/{chair.pk}/lien-ket", {"next": "/bao-cao"}).content.decode()
    (path,) = re.findall(r'value="http://testserver(/vao/[\w-]+)"', page)
    phone = browser()
    assert phone.get(path).status_code == 200
    assert phone.post(path)["Location"] == "/bao-cao"


def test_the_shared_pin_of_a_unit(officer: Account, places: Places) -> None:
    page = browser(officer).post(f"{LIST}/don-vi/{places.below.pk}/ma-chung").content.decode()
    assert re.findall(r'<dd class="pin">(\d{6})</dd>', page)
    assert UnitDoor.objects.get().unit == places.below


def test_the_shared_pin_is_closed_knowingly(officer: Account, chair: Account, places: Places) -> None:
    client, where = browser(officer), f"{LIST}/don-vi/{places.below.pk}/ma-chung/dong"
    assert where not in client.get(f"{LIST}/{chair.pk}").content.decode()
    pin = set_unit_secret(actor=actor(officer), unit_id=places.below.pk)[1]
    assert where in client.get(f"{LIST}/{chair.pk}").content.decode()
    phone = browser()
    phone.post("/dang-nhap/don-vi", {"code": places.below.code, "unit_secret": pin, "shared": "on"})
    assert "Hà Thị Thơm" in phone.get("/dang-nhap/chon-nguoi").content.decode()
    page = client.get(where).content.decode()
    assert "1 người của đơn vị không còn đăng nhập bằng mã đơn vị và mã chung" in page
    assert f"Đóng mã chung của {places.below}" in page
    assert UnitDoor.objects.count() == 1  # looking closes nothing
    assert "Đã đóng mã chung của" in client.post(where, follow=True).content.decode()
    assert not UnitDoor.objects.exists()
    assert phone.get("/dang-nhap/chon-nguoi").status_code == 302
    # A second press finds it closed.
    assert "không có mã chung nào đang dùng" in client.post(where, follow=True).content.decode()
    assert Entry.objects.filter(did="unit.door_closed").count() == 1


def test_nobody_else_closes_the_shared_pin(officer: Account, chair: Account, places: Places) -> None:
    set_unit_secret(actor=actor(officer), unit_id=places.below.pk)
    stranger = account("Người Lạ", places.stranger, "officer", login="0915000113")
    for person in (stranger, account("Đoàn viên", places.below, "member", login="0915000114")):
        answer = browser(person).post(f"{LIST}/don-vi/{places.below.pk}/ma-chung/dong")
        assert answer.status_code == 404
    assert UnitDoor.objects.exists()


def test_close_and_open_again(officer: Account, chair: Account) -> None:
    client, hers = browser(officer), browser(chair)
    client.post(f"{LIST}/{chair.pk}/dong", {"reason": "nghỉ hưu"})
    assert hers.get("/tai-khoan").status_code == 302
    assert "đã đóng" in client.get(f"{LIST}/{chair.pk}").content.decode()
    client.post(f"{LIST}/{chair.pk}/mo-lai")
    assert Account.objects.get(pk=chair.pk).is_active


def test_a_member_manages_nobody(places: Places) -> None:
    client = browser(account("Đoàn viên", places.below, "member"))
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}/mo").status_code == 403
    assert "Quản lý tài khoản" not in client.get("/tai-khoan").content.decode()


def test_show_only_who_never_came_in(officer: Account, places: Places) -> None:
    account("Người Mới", places.child, must_change=True)
    account("Người Đã Đóng", places.child, state="closed")
    client = browser(officer)

    def names(show: str) -> list[str]:
        page = client.get(LIST, {"hien": show}).content.decode()
        return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)

    assert names("moi") == ["Người Mới"]
    assert names("") == ["Người Mới", "Ma Văn Sinh"]
    assert names("tat-ca") == ["Người Đã Đóng", "Người Mới", "Ma Văn Sinh"]


@pytest.mark.parametrize("address", ["/tai-khoan", LIST, f"{LIST}/mo", "/tai-khoan/lam-thay"])
def test_a_page_with_its_frame_stays_cheap(
    officer: Account, address: str, django_assert_max_num_queries: Counting
) -> None:
    client = browser(officer)
    with django_assert_max_num_queries(25):
        assert client.get(address).status_code == 200


def test_a_page_of_one_press_says_so_when_its_address_is_opened(officer: Account, chair: Account) -> None:
    """After printing slips people reload or come back by the address: no empty page."""
    for address in (f"{LIST}/phieu", f"{LIST}/{chair.pk}/dat-lai-ma"):
        answer = browser(officer).get(address)
        assert answer.status_code == 405
        assert "chỉ mở được bằng nút bấm" in answer.content.decode()


def test_the_pin_of_a_slip_cannot_stay(chair: Account) -> None:
    answer = browser(chair).post(
        "/tai-khoan/doi-ma", {"current": PIN, "new_secret": PIN, "new_secret_again": PIN}
    )
    assert answer.status_code == 422
    assert "trùng với mã đang dùng" in answer.content.decode()

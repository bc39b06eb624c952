"""A real office begins: the highest unit, the first administrator, and what the house tells them to do next."""

from __future__ import annotations

import argparse
import io

import pytest
from django.test import Client

from thidua.access.actions.found_accounts import Founded, found_accounts
from thidua.access.errors import LoginMissing
from thidua.access.models import Account
from thidua.access.slips import Slip
from thidua.config import starting
from thidua.config.commands import found
from thidua.config.founding import AlreadyFounded, Office, found_office, initials, is_empty
from thidua.config.scenario.loading import NotEmpty, load
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.errors import KindUnknown, NameEmpty
from thidua.federation.models import Body, UnitKind
from thidua.kernel.door import system
from thidua.kernel.errors import say

PROVINCE = Office(
    "Liên đoàn Lao động tỉnh Cao Bằng", "LDLD tỉnh", "Nông Thị Hiền", "0988 000 111", "LĐLĐ tỉnh Cao Bằng"
)


def signed_in(slip: Slip) -> Client:
    """The administrator with the PIN of the slip, which must be replaced at once."""
    client = Client()
    answer = client.post("/dang-nhap", {"login": slip.login, "secret": slip.pin}, follow=True)
    assert "Đặt mã của riêng bạn" in answer.content.decode()
    new = {"new_secret": "739164", "new_secret_again": "739164"}
    client.post("/tai-khoan/doi-ma", new, follow=True)
    return client


def test_an_empty_house_gets_its_highest_unit_and_its_first_administrator(db: None) -> None:
    assert is_empty()
    slip = found_office(PROVINCE)
    unit = Body.objects.get()
    assert (unit.code, str(unit), unit.kind.code) == (
        "LDLDTCB",
        "LĐLĐ tỉnh Cao Bằng",
        "provincial_federation",
    )
    account = Account.objects.get()
    assert account.must_change
    assert [one.role for one in account.holdings.all()] == ["administrator"]
    assert "Việc cần làm" in signed_in(slip).get("/").content.decode()
    assert not is_empty()


def test_the_first_jobs_stand_at_home_until_they_are_done(db: None) -> None:
    client = signed_in(found_office(PROVINCE))
    home = client.get("/").content.decode()
    assert "Đưa các đơn vị trực thuộc vào" in home
    assert "Mở tài khoản cho cán bộ" not in home
    province = Body.objects.get()
    (below,) = found_units(
        actor=system("tests"),
        rows=[NewUnit("P1", "Công đoàn phường Thục Phán", "commune_union", province.code)],
    )
    home = client.get("/").content.decode()
    assert "Đưa các đơn vị trực thuộc vào" not in home
    assert "Mở tài khoản cho cán bộ" in home
    found_accounts(actor=system("tests"), rows=[Founded(below, "Lục Thị Phường", "0988000115", "officer")])
    assert "Mở tài khoản cho cán bộ" not in client.get("/").content.decode()


def test_a_grassroots_union_alone_is_not_asked_for_units_below(db: None) -> None:
    office = Office("Công đoàn cơ sở Công ty Gang thép Bản Giốc", "CĐCS", "Hứa Văn Lò", "0988000117")
    home = signed_in(found_office(office)).get("/").content.decode()
    assert "Đưa các đơn vị trực thuộc vào" not in home
    assert "Mở tài khoản cho cán bộ" in home


@pytest.mark.parametrize(
    ("office", "refusal"),
    [
        (Office(" ", "CĐCS", "Nông Thị Hiền", "0988000111"), NameEmpty),
        (Office("LĐLĐ tỉnh", "liên đoàn lạ", "Nông Thị Hiền", "0988000111"), KindUnknown),
        (Office("LĐLĐ tỉnh", "LĐLĐ tỉnh", "Nông Thị Hiền", " "), LoginMissing),
    ],
)
def test_what_cannot_be_founded_leaves_the_house_empty(
    db: None, office: Office, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        found_office(office)
    assert is_empty()


def test_a_house_is_founded_once_and_no_story_is_mixed_into_it(db: None) -> None:
    found_office(PROVINCE)
    with pytest.raises(AlreadyFounded) as twice:
        found_office(PROVINCE)
    assert "LĐLĐ tỉnh Cao Bằng" in str(say(twice.value))
    with pytest.raises(NotEmpty) as mixed:
        load("tuyen-quang-2017", print)
    assert "kho còn trống" in str(say(mixed.value))


def test_kinds_of_unit_come_with_every_start_under_the_names_that_offices_write(db: None) -> None:
    starting.catalogue()
    UnitKind.objects.filter(code="grassroots_union").update(short_name="cũ")
    starting.catalogue()
    assert UnitKind.objects.get(code="grassroots_union").short_name == "CĐCS"


def test_without_a_terminal_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    parser = argparse.ArgumentParser()
    found.add_arguments(parser)
    assert found.run(parser.parse_args(["--unit", "LĐLĐ tỉnh Cao Bằng"])) == 2
    assert "--kind, --administrator, --login" in capsys.readouterr().err


def test_in_a_terminal_the_kinds_are_shown_until_one_is_named(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    starting.catalogue()
    typed = iter(["?", "công đoàn lạ", "CĐCS"])
    monkeypatch.setattr("builtins.input", lambda _question: next(typed))
    assert found._ask("kind") == "CĐCS"
    assert capsys.readouterr().out.count("nghiệp đoàn cơ sở") == 2


def test_a_code_is_made_of_the_initials() -> None:
    assert initials("Liên đoàn Lao động tỉnh Đắk Lắk") == "LDLDTDL"

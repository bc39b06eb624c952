"""Accounts from an Excel list: checked, opened, and then printed as slips."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from tests.access.cast import Places, account, actor
from thidua.access.actions.make_slips import make_slips
from thidua.access.models import Account, Holding
from thidua.documents.sheets import write_rows
from thidua.federation.models import Person
from thidua.kernel.errors import NotYours
from thidua.kernel.intake import checking
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.models import Intake

HEAD = ("Họ và tên", "Số điện thoại", "Đơn vị", "Vai trò")


def send(by: Account, places: Places, *lines: Sequence[object]) -> Intake:
    content = write_rows(HEAD, [[*line, *[None] * (len(HEAD) - len(line))] for line in lines])
    return upload(
        actor=actor(by),
        kind="accounts",
        unit_id=places.own.pk,
        unit_path=places.own.path,
        name="tài khoản.xlsx",
        stream=io.BytesIO(content),
        size=len(content),
    )


def found(intake: Intake) -> list[tuple[str, list[str]]]:
    rows = intake.rows.order_by("number")
    return [(one.state, [problem["code"] for problem in one.problems]) for one in rows]


@pytest.fixture
def known(places: Places) -> Person:
    return Person.objects.create(name="Triệu Thị Sen", home=places.below, phone="0915000111")


def test_a_list_of_chairs(officer: Account, places: Places, known: Person) -> None:
    intake = send(
        officer,
        places,
        ["Triệu  Thị Sen", 915000111, places.below.code],
        ["Lò Văn Páo", "+84 915 000 222", places.child.name, "chuyên viên"],
        ["Nông Văn Thử", "nong.thu"],
    )
    assert found(intake) == [("ready", [])] * 2 + [("problem", ["access.role_above_you"])]
    apply(actor=actor(officer), intake_id=intake.pk)
    sen, pao = Account.objects.filter(login__startswith="0915").order_by("login")
    assert (sen.login, sen.unit, sen.person, sen.has_usable_password()) == (
        "0915000111", places.below, known, False,
    )  # fmt: skip
    assert [one.role for one in Holding.objects.filter(account__in=[sen, pao]).order_by("account__login")] == [
        "grassroots_chair", "officer",
    ]  # fmt: skip
    slips = make_slips(actor=actor(officer), account_ids=[sen.pk, pao.pk])
    assert {one.name for one in slips} == {"Triệu Thị Sen", "Lò Văn Páo"}


def test_what_a_list_gets_wrong(officer: Account, chair: Account, places: Places) -> None:
    intake = send(
        officer,
        places,
        ["Đã Có", chair.login, places.below.code],
        ["Hai Dòng", "0915 000 333", places.below.code],
        ["Hai Dòng", "0915000333", places.child.code],
        ["Không Số", None, places.below.code],
        ["Số Ngắn", "12", places.below.code],
        ["Vai Trò Lạ", "0915000444", places.below.code, "vua"],
        ["Quá Cao", "0915000555", places.below.code, "quản trị"],
        ["Nơi Khác", "0915000666", places.stranger.name],
    )
    assert found(intake) == [
        ("problem", ["access.login_taken"]),
        ("problem", ["access.login_twice"]),
        ("problem", ["access.login_twice"]),
        ("problem", ["kernel.intake_cell_empty"]),
        ("problem", ["access.login_missing"]),
        ("problem", ["kernel.intake_choice_unknown"]),
        ("problem", ["access.role_above_you"]),
        ("unmatched", []),
    ]
    assert checking.tally(intake)["total"] == 8
    assert not Account.objects.filter(name="Nơi Khác").exists()


def test_who_may_not_send_a_list(places: Places) -> None:
    with pytest.raises(NotYours):
        send(account("Ai đó", places.own, "clerk"), places, ["Ai", "0915000777"])

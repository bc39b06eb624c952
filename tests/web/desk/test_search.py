"""One box, marks or no marks, and nothing that is not one's own."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from thidua.formats.text import fold
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.start_paper import start_paper


@pytest.mark.parametrize("typed", ["hồng thái", "hong thai", "THAI HONG", "TQ-NH-001"])
def test_a_unit_is_found_as_people_type(cast: Cast, typed: str) -> None:
    page = cast.client("na_hang_officer").get("/tim", {"q": typed}).content.decode()
    assert "CĐCS Trường Tiểu học Hồng Thái" in page


def test_people_movements_and_papers_are_found(cast: Cast) -> None:
    client = cast.client("province_officer")
    assert "Ma Thị Hiền" in client.get("/tim", {"q": "hien ma"}).content.decode()
    assert f"/phong-trao/{cast.movement.pk}" in client.get("/tim", {"q": str(cast.movement)}).content.decode()
    assert f"/van-ban/{cast.plan.pk}" in client.get("/tim", {"q": "05/KH"}).content.decode()


def test_a_stranger_s_units_are_not_found(cast: Cast) -> None:
    page = cast.client("na_hang_officer").get("/tim", {"q": "ha giang"}).content.decode()
    assert "Không tìm thấy" in page


@pytest.mark.parametrize("typed", ["%", "'; drop table", "🙂", "x" * 5000, "\x00"])
def test_odd_input_finds_nothing_and_breaks_nothing(cast: Cast, typed: str) -> None:
    assert cast.client("na_hang_officer").get("/tim", {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["đổi mới công nghệ", "doi moi CONG nghe", "vật tư công nghệ"])
def test_what_an_issued_plan_says_is_found(cast: Cast, typed: str) -> None:
    page = cast.client("na_hang_officer").get("/tim", {"q": typed}).content.decode()
    assert "Đổi mới công nghệ, tiết kiệm vật tư" in page
    assert f"/van-ban/{cast.plan.pk}#phan-content" in page


def test_targets_of_the_movement_are_found(cast: Cast) -> None:
    target = cast.targets["t13"]
    page = cast.client("na_hang_officer").get("/tim", {"q": fold(target.name)}).content.decode()
    assert target.name in page
    assert f"/phong-trao/nam/{cast.cycle.pk}/chi-tieu" in page


def test_a_draft_says_nothing_to_others(cast: Cast) -> None:
    draft = start_paper(
        actor=cast.actor("province_officer"),
        movement_id=cast.movement.pk,
        seat_id=cast.units["TQ"].pk,
        kind="guidance",
    )
    said = {"text": "Trao xe đạp cho con công nhân"}
    save_line(actor=cast.actor("province_officer"), paper_id=draft.pk, section="content", values=said)
    for who in ("na_hang_officer", "province_officer"):
        page = cast.client(who).get("/tim", {"q": "trao xe dap"}).content.decode()
        assert "Trao xe đạp" not in page


def test_a_stranger_finds_no_target_and_no_line(cast: Cast) -> None:
    for typed in ("doi moi cong nghe", fold(cast.targets["t13"].name)):
        page = cast.client("stranger").get("/tim", {"q": typed}).content.decode()
        assert "Không tìm thấy" in page


def test_a_search_takes_the_same_queries_whatever_it_finds(cast: Cast) -> None:
    client = cast.client("province_officer")

    def count(typed: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/tim", {"q": typed}).status_code == 200
        return len(caught)

    count("a")
    assert count("cong") <= count("xyz") + 1 <= 25  # the papers of the lines are read when there are lines

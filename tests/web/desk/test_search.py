"""One box, marks or no marks, and nothing that is not one's own."""

from __future__ import annotations

import pytest

from tests.cast import Cast


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

"""An inspection is written down with the unions visited, found by name; the union above reads what is done below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from thidua.report.models import Activity

ADD = "/bao-cao/hoat-dong/them/"
LIST = "/bao-cao/hoat-dong/"
VISIT = {"kind": "inspection", "held_on": "12/06/2017", "title": "Kiểm tra hợp đồng lao động"}


@pytest.fixture
def officer(cast: Cast) -> Client:
    return cast.client("son_duong_officer")


def read(answer: Any) -> str:
    return str(answer.content.decode())


def test_unions_are_searched_without_marks_and_several_are_ticked(cast: Cast, officer: Client) -> None:
    garment, school = cast.units["TQ-SD-001"], cast.units["TQ-SD-002"]
    answer = officer.post(ADD, {**VISIT, "tim": "cong ty may", "do": "search"})
    page = read(answer)
    assert answer.status_code == 200
    assert 'value="Kiểm tra hợp đồng lao động"' in page  # nothing typed is lost
    assert 'value="12/06/2017"' in page
    assert f'name="subjects" value="{garment.pk}"' in page
    assert str(school) not in page
    # The second search keeps what is ticked.
    page = read(officer.post(ADD, {**VISIT, "subjects": [garment.pk], "tim": "tan trao", "do": "search"}))
    assert f'value="{garment.pk}" checked' in page
    assert f'name="subjects" value="{school.pk}">' in page
    assert not Activity.objects.exists()
    done = officer.post(
        ADD, {**VISIT, "subjects": [garment.pk, school.pk], "tim": "tan trao", "tim-shown": "tan trao"}
    )
    assert done.status_code == 302
    made = Activity.objects.get()
    assert set(made.subjects.all()) == {garment, school}
    page = read(officer.get(f"{LIST}{made.pk}/"))
    assert f'value="{garment.pk}" checked' in page
    assert f'value="{school.pk}" checked' in page


def test_enter_in_a_new_search_searches_and_does_not_save(cast: Cast, officer: Client) -> None:
    page = read(officer.post(ADD, {**VISIT, "tim": "may son duong", "tim-shown": "", "do": "save"}))
    assert str(cast.units["TQ-SD-001"].pk) in page
    assert not Activity.objects.exists()


def test_nobody_elsewhere_is_offered_or_taken(cast: Cast, officer: Client) -> None:
    page = read(officer.post(ADD, {**VISIT, "tim": "truong tieu hoc hong thai", "do": "search"}))
    assert "Không có đơn vị nào khác tên" in page
    answer = officer.post(ADD, {**VISIT, "subjects": [cast.units["TQ-NH-001"].pk]})
    assert answer.status_code == 422
    assert "Không tìm thấy nội dung này." in read(answer)
    assert not Activity.objects.exists()


def test_a_grassroots_union_is_not_asked_whom_it_visited(cast: Cast) -> None:
    assert "Tìm theo tên hoặc mã" not in read(cast.client("garment_chair").get(ADD))


def test_a_refused_record_keeps_the_unions_chosen(cast: Cast, officer: Client) -> None:
    garment = cast.units["TQ-SD-001"]
    page = read(officer.post(ADD, {**VISIT, "held_on": "40/06/2017", "subjects": [garment.pk]}))
    assert f'value="{garment.pk}" checked' in page


def test_the_union_above_reads_what_is_done_below(cast: Cast, officer: Client) -> None:
    chair = cast.client("garment_chair")
    told = {"kind": "dialogue", "held_on": "29/03/2017", "title": "Đối thoại quý I", "participants": "12"}
    assert chair.post(ADD, told).status_code == 302
    made = Activity.objects.get()
    assert "Đối thoại quý I" not in read(officer.get(LIST))
    page = read(officer.get(LIST, {"cua": "cap-duoi"}))
    assert "Đối thoại quý I" in page
    assert str(cast.units["TQ-SD-001"]) in page
    one = read(officer.get(f"{LIST}{made.pk}/"))
    assert "Đối thoại quý I" in one
    assert '<form method="post" enctype' not in one  # read, not changed
    assert officer.post(f"{LIST}{made.pk}/", told).status_code == 403
    assert cast.client("province_officer").get(f"{LIST}{made.pk}/").status_code == 200
    for stranger in ("na_hang_officer", "school_chair", "stranger"):
        assert cast.client(stranger).get(f"{LIST}{made.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, True),
        ({"loai": "dialogue"}, True),
        ({"loai": "inspection"}, False),
        ({"q": "may son duong"}, True),
        ({"q": "tan trao"}, False),
        ({"loai": "nonsense", "trang": "99"}, True),
    ],
)
def test_the_list_of_those_below_is_filtered(
    cast: Cast, officer: Client, query: dict[str, str], found: bool
) -> None:
    told = {"kind": "dialogue", "held_on": "29/03/2017", "title": "Đối thoại quý I"}
    cast.client("garment_chair").post(ADD, told)
    page = read(officer.get(LIST, {"cua": "cap-duoi", **query}))
    assert ("Đối thoại quý I" in page) is found


def test_pages_of_a_filtered_list_keep_the_filter(cast: Cast, officer: Client) -> None:
    unit = cast.units["TQ-SD-001"]
    Activity.objects.bulk_create(
        Activity(unit=unit, kind="visit", held_on="2017-05-01", title=f"Thăm hỏi {at}", by="x")
        for at in range(60)
    )
    page = read(officer.get(LIST, {"cua": "cap-duoi", "loai": "visit", "q": "may"}))
    kept = urlencode({"cua": "cap-duoi", "loai": "visit", "q": "may"}).replace("&", "&amp;")
    assert f"?{kept}&amp;trang=2" in page


def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast, officer: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            officer.get(LIST, {"cua": "cap-duoi"})
        return len(told)

    chair: Callable[..., Any] = cast.client("garment_chair").post
    chair(ADD, {"kind": "visit", "held_on": "29/03/2017", "title": "Thăm 0"})
    officer.post(ADD, {**VISIT, "subjects": [cast.units["TQ-SD-001"].pk]})
    cost()  # the first page of a session costs more
    few = cost()
    for at in range(15):
        chair(ADD, {"kind": "visit", "held_on": "29/03/2017", "title": f"Thăm {at}"})
    assert cost() == few <= 25

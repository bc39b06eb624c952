"""A program sends a paper in, decides on what was read, and makes the movement: the same rules as on the pages."""

from __future__ import annotations

import json

import pytest

from tests.cast import Cast
from tests.web.api.conftest import Caller, Callers
from tests.web.api.test_files import sent
from thidua.kernel.jobs import carry_out
from thidua.launch.models import Paper, PaperReading

TEXT = """KẾ HOẠCH
Phát động thi đua chào mừng Đại hội Công đoàn tỉnh năm 2017
Căn cứ Kế hoạch số 09/KH-TLĐ ngày 05/01/2017 của Tổng Liên đoàn;
I. MỤC ĐÍCH
1. Thi đua để làm tốt việc của mình.
II. CHỈ TIÊU
1. Trên 85% công nhân, lao động tham gia bảo hiểm xã hội.
2. Kết nạp 300 đoàn viên.
III. CÁC ĐỢT
1. Đợt 1: từ ngày 30/6/2017 đến ngày 01/01/2017.
"""


@pytest.fixture
def reading(cast: Cast, caller: Callers) -> tuple[Caller, int]:
    officer = caller("province_officer")
    answer = sent(officer, f"/units/{cast.units['TQ'].pk}/readings", "ke-hoach.txt", TEXT.encode())
    made = json.loads(answer.content)
    assert made["state"] == "reading"
    kept = PaperReading.objects.get(pk=made["id"])
    assert kept.progress is not None
    carry_out(progress_id=kept.progress.pk)
    return officer, kept.pk


def test_a_paper_is_decided_on_item_by_item_and_becomes_a_movement(
    cast: Cast, reading: tuple[Caller, int]
) -> None:
    officer, key = reading
    told = officer.get(f"/readings/{key}")
    assert told["state"] == "read"
    assert any("trước" in one["what"] or "trước" in one["why"] for one in told["remarks"])
    targets = officer.get(f"/readings/{key}/items", kind="target")["items"]
    assert [(one["told"]["comparator"], str(one["told"]["value"])) for one in targets] == [
        (">", "85"),
        ("=", "300"),
    ]
    first, second = (f"/readings/{key}/items/{one['number']}" for one in targets)
    assert officer.post(f"{first}/decision", move="accept", version=1)["state"] == "accepted"
    status, refusal = officer.refused("post", f"{first}/decision", {"move": "reject", "version": 1})
    assert (status, refusal["code"]) == (409, "launch.item_changed")
    status, refusal = officer.refused("put", second, {"fields": {"gia_tri": 5}})
    assert (status, refusal["code"]) == (422, "api.fields_unknown")
    (round_,) = officer.get(f"/readings/{key}/items", kind="round")["items"]
    at = f"/readings/{key}/items/{round_['number']}"
    status, refusal = officer.refused("put", at, {"fields": {**round_["told"], "start": "30/2/2017"}})
    assert (status, refusal["code"]) == (422, "launch.item_day_unclear")
    assert officer.put(at, fields={**round_["told"], "start": "1/6/2017"})["told"]["start"] == "2017-06-01"
    fields = {**targets[1]["told"], "value": "1.200"}
    corrected = officer.put(second, fields=fields)
    assert (corrected["state"], corrected["told"]["value"], str(corrected["said"]["value"])) == (
        "accepted",
        "1200",
        "300",
    )
    assert officer.post(f"{second}/merge", into=targets[0]["number"])["merged_into"] == targets[0]["number"]
    assert officer.post(f"{second}/decision", move="put_back")["state"] == "proposed"
    assert officer.post(f"/readings/{key}/accept", sure_only=False)["count"] > 3
    paper = officer.post(f"/readings/{key}/draft", name="Thi đua chào mừng Đại hội")
    assert Paper.objects.get(pk=paper["id"]).movement.name == "Thi đua chào mừng Đại hội"
    assert officer.get(f"/papers/{paper['id']}/remarks")
    assert officer.delete(f"/readings/{key}/draft")["state"] == "read"
    assert not Paper.objects.filter(pk=paper["id"]).exists()


def test_what_is_not_ones_own_is_not_there(cast: Cast, caller: Callers, reading: tuple[Caller, int]) -> None:
    _officer, key = reading
    for code in ("stranger", "na_hang_officer"):
        assert caller(code).refused("get", f"/readings/{key}")[0] == 404
    answer = sent(caller("stranger"), f"/units/{cast.units['TQ'].pk}/readings", "a.txt", b"a")
    assert answer.status_code == 404

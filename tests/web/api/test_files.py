"""Photos and papers come in as multipart, and are known by what they hold."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.cast import Cast
from tests.web.api.conftest import BASE, Caller, Callers, refusal_of
from thidua.report.models import Activity

PHOTO = b"\xff\xd8\xff\xe0 the workers' meeting"


def sent(caller: Caller, path: str, name: str, content: bytes) -> HttpResponse:
    headers = {"Authorization": f"Bearer {caller.secret}"}
    answer: HttpResponse = caller.client.post(
        f"{BASE}{path}", {"file": SimpleUploadedFile(name, content)}, headers=headers
    )
    return answer


def test_an_activity_takes_its_photo_and_gives_it_up(cast: Cast, caller: Callers) -> None:
    chair = caller("school_chair")
    place = f"/units/{cast.units['TQ-NH-001'].pk}/activities"
    facts = {
        "kind": "visit",
        "held_on": "2017-05-12",
        "title": "Thăm đoàn viên",
        "programme": "workers_month",
    }
    made = chair.post(place, **facts)
    assert (made["programme"], made["files"]) == ("workers_month", [])
    answer = sent(chair, f"/activities/{made['id']}/files", "tham.jpg", PHOTO)
    (kept,) = answer.json()["files"]  # type: ignore[attr-defined]
    assert (kept["name"], kept["kind"], kept["size"]) == ("tham.jpg", "image/jpeg", len(PHOTO))
    assert chair.get(place, programme="workers_month")["items"][0]["files"] == [kept]
    assert chair.get(place, programme="tet_reunion")["total"] == 0
    assert chair.delete(f"/activities/{made['id']}/files/{kept['id']}")["files"] == []


def test_what_is_no_photo_and_what_is_not_ones_own_is_refused(cast: Cast, caller: Callers) -> None:
    chair = caller("school_chair")
    facts = {"kind": "visit", "held_on": "2017-05-12", "title": "Thăm đoàn viên"}
    made = chair.post(f"/units/{cast.units['TQ-NH-001'].pk}/activities", **facts)
    place = f"/activities/{made['id']}/files"
    answer = sent(chair, place, "phim.exe", b"MZ")
    assert (answer.status_code, refusal_of(answer)["code"]) == (422, "kernel.file_kind_unknown")
    assert sent(caller("garment_chair"), place, "tham.jpg", PHOTO).status_code == 404
    assert not Activity.objects.get(pk=made["id"]).files.exists()
    status, refusal = chair.refused(
        "post", f"/units/{cast.units['TQ-NH-001'].pk}/activities", {**facts, "programme": "khong_co"}
    )
    assert status in {404, 422}, refusal

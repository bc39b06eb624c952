"""An activity keeps its photos and papers and says which programme it belongs to."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from thidua.audit.models import Entry
from thidua.report.models import Activity

PHOTO = b"\xff\xd8\xff\xe0 a photo of the handing over"
ADD = "/bao-cao/hoat-dong/them/"


def handing_over(*files: SimpleUploadedFile, **changed: object) -> dict[str, object]:
    usual = {
        "kind": "house",
        "programme": "workers_month",
        "held_on": "12/05/2017",
        "title": "Trao nhà Mái ấm Công đoàn cho chị Lò Thị Pâng",
        "amount": "40.000.000",
        "files": list(files),
    }
    return {**usual, **changed}


def photo(name: str = "trao-nha.jpg", content: bytes = PHOTO) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_photo_comes_with_the_record_in_one_go(cast: Cast) -> None:
    chair = cast.client("school_chair")
    assert chair.post(ADD, handing_over(photo())).status_code == 302
    activity = Activity.objects.get()
    assert (activity.programme_name, activity.files.get().name) == ("Tháng Công nhân", "trao-nha.jpg")
    page = chair.get("/bao-cao/hoat-dong/").content.decode()
    assert "Tháng Công nhân" in page
    assert "trao-nha.jpg" in page
    given = chair.get(f"/bao-cao/hoat-dong/{activity.pk}/tep/{activity.files.get().pk}/")
    assert b"".join(given.streaming_content) == PHOTO  # type: ignore[attr-defined]
    assert given["X-Content-Type-Options"] == "nosniff"


def test_a_refused_file_takes_neither_the_record_nor_the_other_files_with_it(cast: Cast) -> None:
    chair = cast.client("school_chair")
    answer = chair.post(ADD, handing_over(photo("phim.exe", b"MZ"), photo()), follow=True)
    activity = Activity.objects.get()
    assert [one.name for one in activity.files.all()] == ["trao-nha.jpg"]
    assert answer.redirect_chain[-1][0] == f"/bao-cao/hoat-dong/{activity.pk}/"
    assert "phim.exe" in answer.content.decode()


def test_the_same_photo_twice_is_kept_once(cast: Cast) -> None:
    chair = cast.client("school_chair")
    chair.post(ADD, handing_over(photo()))
    activity = Activity.objects.get()
    again = handing_over(photo("anh-2.jpg"), version=str(activity.version))
    chair.post(f"/bao-cao/hoat-dong/{activity.pk}/", again)
    assert activity.files.count() == 1


def test_a_file_is_taken_off_and_the_trail_says_that_it_was_there(cast: Cast) -> None:
    chair = cast.client("school_chair")
    chair.post(ADD, handing_over(photo()))
    activity = Activity.objects.get()
    chair.post(f"/bao-cao/hoat-dong/{activity.pk}/tep/{activity.files.get().pk}/bo/")
    assert not activity.files.exists()
    lines = Entry.objects.filter(kind=Activity._meta.label, object_id=activity.pk).order_by("pk")
    assert [line.did for line in lines][-2:] == [
        "report.activity_file_added",
        "report.activity_file_removed",
    ]


def test_the_union_above_sees_the_photo_and_strangers_do_not(cast: Cast) -> None:
    cast.client("school_chair").post(ADD, handing_over(photo()))
    activity = Activity.objects.get()
    place = f"/bao-cao/hoat-dong/{activity.pk}/tep/{activity.files.get().pk}/"
    assert cast.client("na_hang_officer").get(place).status_code == 200
    assert cast.client("garment_chair").get(place).status_code == 404
    assert cast.client("na_hang_officer").post(f"{place}bo/").status_code in {302, 403}
    assert activity.files.count() == 1
    assert cast.client("school_chair").get(f"/bao-cao/hoat-dong/{activity.pk}/tep/999999/").status_code == 404


def test_a_programme_that_the_catalogue_does_not_know_is_refused_and_nothing_is_lost(cast: Cast) -> None:
    answer = cast.client("school_chair").post(ADD, handing_over(programme="no_such_thing"))
    assert answer.status_code == 422
    assert "Lò Thị Pâng" in answer.content.decode()
    assert not Activity.objects.exists()

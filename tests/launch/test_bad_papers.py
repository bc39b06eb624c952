"""What cannot be read ends in words, with the upload kept and nothing half made; what can be read is read."""

from __future__ import annotations

import io

import pytest

from thidua.kernel.errors import say_code
from thidua.kernel.files import place_of
from thidua.kernel.jobs import carry_out
from thidua.kernel.models import Progress
from thidua.launch.actions.from_paper.send_paper import read_again, send_paper
from thidua.launch.actions.from_paper.type_text import read_typed_text
from thidua.launch.models import Movement, Paper, PaperReading
from thidua.launch.queries.from_paper.remarking import said

from .cast import Cast
from .readings import PLAN

pytestmark = pytest.mark.django_db


def read(cast: Cast, name: str, content: bytes) -> PaperReading:
    """Sent in by the officer and read by the worker."""
    reading = send_paper(
        actor=cast.actor("officer", "TQ"),
        seat_id=cast.unit("TQ").pk,
        name=name,
        stream=io.BytesIO(content),
        size=len(content),
    )
    return worked(reading)


def worked(reading: PaperReading) -> PaperReading:
    assert reading.progress is not None
    carry_out(progress_id=reading.progress.pk)
    return PaperReading.objects.select_related("file", "progress").get(pk=reading.pk)


BAD = {
    "trong.txt": b"",
    "khoang-trang.txt": b"  \n\n ",
    "hong.docx": b"PK\x03\x04 khong phai tep nen",
    "khong-phai.pdf": b"%PDF-1.7 dut giua chung",
    "bang-tinh-cu.doc": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "nhi-phan.docx": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_kept_and_told(cast: Cast, name: str) -> None:
    reading = read(cast, name, BAD[name])
    assert reading.state == "unreadable"
    told = say_code(reading.refusal["code"], reading.refusal["params"])
    assert told is not None
    assert told.remedy
    assert reading.progress.state == Progress.State.FAILED
    assert place_of(reading.file.sha256).read_bytes() == BAD[name]
    assert reading.items.count() == 0
    assert not Movement.objects.exists()
    assert not Paper.objects.exists()


def test_names_with_signs_of_markup_are_read_as_they_are(cast: Cast) -> None:
    reading = read(cast, 'kế hoạch "A&B" <1>.txt', PLAN.encode())
    assert (reading.state, reading.name) == ("read", 'kế hoạch "A&B" <1>.txt')
    assert "<năm> & giữ gìn" in reading.raw
    for item in reading.items.exclude(start=None):
        assert 0 <= item.start <= item.end <= len(reading.raw)


def test_what_a_person_typed_is_only_proposed(cast: Cast) -> None:
    reading = read(cast, "quet.txt", b" ")
    officer = cast.actor("officer", "TQ")
    ordered = read_typed_text(actor=officer, reading_id=reading.pk, text=PLAN)
    typed = worked(ordered)
    assert (typed.state, typed.doubtful, typed.format) == ("read", True, "scan")
    assert set(typed.items.values_list("confidence", flat=True)) == {"low"}


def test_a_file_is_read_again(cast: Cast) -> None:
    reading = read(cast, "hong.docx", BAD["hong.docx"])
    again = worked(read_again(actor=cast.actor("officer", "TQ"), reading_id=reading.pk))
    assert again.state == "unreadable"


def test_remarks_are_told_in_words(cast: Cast) -> None:
    text = PLAN.replace(
        "Đợt 1: từ ngày 01/01/2017 đến ngày 30/6/2017", "Đợt 1: từ ngày 30/6/2017 đến ngày 01/01/2017"
    )
    reading = read(cast, "ke-hoach.txt", text.encode())
    told = said(reading.remarks, [])
    assert told
    assert all(one.what and not one.what.startswith("documents.") for one in told)
    assert len({one.key for one in told}) == len(told)

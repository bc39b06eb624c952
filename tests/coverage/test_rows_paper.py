"""Rows of importing a plan: a real file with its defects is read, reviewed beside its source, and drafted."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.coverage.desk import Desks
from thidua.kernel.jobs import carry_out
from thidua.launch.models import Paper, PaperReading

pytestmark = pytest.mark.django_db

# Our own sentences, as they come from life: decomposed letters, an old font in the middle, a round with a month only.
TEXT = (
    unicodedata.normalize("NFD", "KẾ HOẠCH\nTổ chức phong trào thi đua năm 2017\n")
    + "Căn cứ Kế hoạch số 9/KH-TLĐ ngày 05/01/2017 của Tổng Liên đoàn;\n"
    + "I. MỤC ĐÍCH\n1. Thi đua để làm tốt việc của mình.\n"
    + "II. CHỈ TIÊU\n1. Trên 85% công nhân, lao động tham gia bảo hiểm xã hội, bảo hiểm y tế.\n"
    + "III. CÁC ĐỢT\n1. Đợt 1: từ ngày 30/6/2017 đến ngày 01/01/2017.\n"
)


@pytest.mark.row("P18")
@pytest.mark.row("P19")
@pytest.mark.row("P02")
def test_a_real_file_is_read_its_repairs_told_and_drafted_with_its_gaps(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    file = SimpleUploadedFile("ke-hoach.txt", TEXT.encode())
    officer.do("/phat-dong/tu-van-ban", {"file": file})
    reading = PaperReading.objects.get()
    assert reading.progress is not None
    carry_out(progress_id=reading.progress.pk)
    reading.refresh_from_db()
    assert reading.raw == TEXT  # what was received is never changed
    assert {one["kind"] for one in reading.repairs} >= {"normalised"}
    told = officer.ask("GET /readings/{reading_id}", reading_id=reading.pk)
    assert {one["kind"] for one in told["repairs"]} >= {"normalised"}
    assert any("trước" in f"{one['what']} {one['why']}" for one in told["remarks"])
    page = officer.see("/phat-dong/tu-van-ban/<int:reading_id>", reading_id=reading.pk)
    assert "Tổ chức phong trào thi đua năm 2017" in page
    assert "trước" in page.partition("cần xem lại")[2]  # the round ends before it begins
    officer.do("/phat-dong/tu-van-ban/<int:reading_id>/nhan-het", {}, reading_id=reading.pk)
    told = {"kind": "plan", "name": "Thi đua 2017"}
    officer.do("/phat-dong/tu-van-ban/<int:reading_id>/tao", told, reading_id=reading.pk)
    paper = Paper.objects.get(read_from=reading)
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper.pk)
    assert officer.ask("GET /papers/{paper_id}/remarks", paper_id=paper.pk)
    assert re.search("Còn thiếu", page)
    assert "số và ký hiệu" in page.lower()

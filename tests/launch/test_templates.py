"""An office's own template: brought on a page, tried at once, kept with the reason when it cannot be used."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.launch.cast import Cast
from tests.launch.desk import SignIn, opened
from tests.launch.papers import fill, start
from thidua.documents.writing.office_pdf import can_print
from thidua.kernel.models import StoredFile
from thidua.launch.models import Movement, OfficeTemplate, Paper

pytestmark = pytest.mark.usefixtures("addresses")


@pytest.fixture
def plan(cast: Cast, movement: Movement, targets: Any) -> Paper:
    made = start(cast, movement)
    fill(cast, made)
    return made


def word_file(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bring(client: Any, content: bytes, name: str = "mau.docx", status: int = 200) -> str:
    answer = client.post(
        reverse("launch:templates"),
        {"kind": "plan", "file": SimpleUploadedFile(name, content)},
        follow=True,
    )
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


GOOD = word_file(
    "{{ co_quan_ban_hanh }}", "{{ trich_yeu }}", "{%p for d in noi_dung %}", "{{ d.chu }}", "{%p endfor %}"
)


def test_papers_are_written_in_the_template_of_their_office(plan: Paper, sign_in: SignIn) -> None:
    client = sign_in("officer", "TQ")
    page = bring(client, GOOD)
    assert "đang dùng" in page
    answer = client.get(reverse("launch:word", args=[plan.pk]))
    told = [one.text for one in docx.Document(io.BytesIO(b"".join(answer.streaming_content))).paragraphs]
    assert told[:2] == ["Liên đoàn Lao động tỉnh Tuyên Quang", "Phát động thi đua năm 2017"]
    assert any("Đổi mới công nghệ" in one for one in told)
    decreed = client.get(reverse("launch:word", args=[plan.pk]) + "?the-thuc=nghi-dinh")
    made = docx.Document(io.BytesIO(b"".join(decreed.streaming_content)))
    assert "Quốc hiệu" in [one.name for one in made.styles]


@pytest.mark.skipif(not can_print(), reason="no office program on this machine")
def test_its_pdf_is_offered_where_a_program_can_make_it(plan: Paper, sign_in: SignIn) -> None:
    client = sign_in("officer", "TQ")
    bring(client, GOOD)
    answer = client.get(reverse("launch:pdf", args=[plan.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_without_such_a_program_only_word_is_offered_and_the_page_says_so(
    plan: Paper, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    client = sign_in("officer", "TQ")
    assert "không có LibreOffice" in bring(client, GOOD)
    assert client.get(reverse("launch:word", args=[plan.pk])).status_code == 200
    refused = client.get(reverse("launch:pdf", args=[plan.pk]))
    assert refused.status_code == 409
    assert "không làm được bản PDF theo mẫu" in refused.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (word_file("{{ trich_yeuu }} {{ abc }}"), "Mẫu dùng tên không có: abc, trich_yeuu (→ trich_yeu)."),
        (word_file("{{ trich_yeu"), "Có chỗ viết chưa đúng trong mẫu"),
        (word_file("{{ trich_yeu.__class__ }}"), "Mẫu"),
        (word_file("{{ trich_yeu }}{% set a = 1 %}"), "Mẫu có câu lệnh không được dùng: Assign."),
        (word_file("Không có tên"), "Mẫu không có tên trường nào."),
        (b"%PDF-1.4 x", "Tệp này không phải văn bản Word dạng .docx."),
    ],
)
def test_what_cannot_be_used_is_kept_with_the_reason(
    plan: Paper, sign_in: SignIn, content: bytes, said: str
) -> None:
    client = sign_in("officer", "TQ")
    bring(client, GOOD)
    page = bring(client, content, "moi.docx")
    assert said in page
    refused, good = OfficeTemplate.objects.all()
    assert refused.problem is not None and good.problem is None
    assert StoredFile.objects.count() == 2
    answer = client.get(reverse("launch:template_file", args=[refused.pk]))
    assert b"".join(answer.streaming_content) == content
    answer = client.get(reverse("launch:word", args=[plan.pk]))
    told = docx.Document(io.BytesIO(b"".join(answer.streaming_content)))
    assert told.paragraphs[0].text == "Liên đoàn Lao động tỉnh Tuyên Quang"  # the good one still


def test_a_kind_of_file_that_nobody_reads_is_refused_at_its_box(plan: Paper, sign_in: SignIn) -> None:
    page = bring(sign_in("officer", "TQ"), b"just words", status=422)
    assert "Chỉ nhận ảnh" in page
    assert OfficeTemplate.objects.count() == 0


def test_others_see_neither_the_page_nor_the_file(cast: Cast, plan: Paper, sign_in: SignIn) -> None:
    bring(sign_in("officer", "TQ"), GOOD)
    one = OfficeTemplate.objects.get()
    assert sign_in("officer", "NH").get(reverse("launch:template_file", args=[one.pk])).status_code == 404
    assert sign_in("officer", "NH").get(reverse("launch:templates")).status_code == 200
    assert "mau.docx" not in opened(sign_in("officer", "NH"), "templates")

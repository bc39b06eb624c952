"""A paper leaves the house as Word and as PDF/A: a draft with blanks, an issued one as the clerk numbered it."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import docx
import pypdfium2
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened
from tests.launch.papers import fill, issue, start, write
from tests.launch.test_assignment import fill as assign
from thidua.kernel.jobs import carry_out
from thidua.kernel.models import Progress
from thidua.launch.actions.sign_paper import Signature
from thidua.launch.jobs import WRITE
from thidua.launch.models import Movement, Paper

pytestmark = pytest.mark.usefixtures("addresses")


@pytest.fixture
def draft(cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
    made = start(cast, movement)
    fill(cast, made)
    return made


def downloaded(client: Any, kind: str, paper: Paper, status: int = 200) -> bytes:
    answer = client.get(reverse(f"launch:{kind}", args=[paper.pk]))
    assert answer.status_code == status
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def lines(content: bytes) -> list[str]:
    """Every paragraph of a Word file, in cells too, with blanks shown as "_"."""
    made = docx.Document(io.BytesIO(content))
    found = (docx.text.paragraph.Paragraph(one, made).text for one in made.element.body.iter(qn("w:p")))
    return [one.replace("\n", " ").replace("\u00a0", "_") for one in found if one]


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    told = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(told.split())


def test_a_draft_carries_blanks(draft: Paper, sign_in: SignIn) -> None:
    told = lines(downloaded(sign_in("officer", "TQ"), "word", draft))
    assert "LIÊN ĐOÀN LAO ĐỘNG TỈNH TUYÊN QUANG" in told
    assert "Số: _____/KH-LĐLĐ" in told
    assert any(one.endswith("ngày_____tháng_____năm 2017") for one in told)
    assert "DỰ THẢO" in told
    assert [one.replace("_", " ") for one in told if one.startswith(("1. Đo", "2. T", "3. Khô"))] == [
        "1. Đoàn viên mới: từ 2.000 đoàn viên trở lên.",
        "2. Tham gia BHXH: từ 85 % trở lên.",
        "3. Không có CĐCS yếu.",
    ]


def test_an_issued_paper_carries_what_the_clerk_gave_it(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    issue(cast, draft, number=315)
    client = sign_in("officer", "TQ")
    told = lines(downloaded(client, "word", draft))
    assert "Số: 315/KH-LĐLĐ" in told
    assert any(one.endswith("ngày 07 tháng 02 năm 2017") for one in told)
    assert "DỰ THẢO" not in told
    assert told[-3:] == ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Thị Minh Hạnh"]
    archived = downloaded(client, "pdf", draft)
    assert b"pdfaid:part" in archived
    assert "Số: 315/KH-LĐLĐ" in words(archived)


def test_a_deputy_signs_for_the_head(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    deputy = Signature("committee_deputy", "vice_chair", "Hoàng Thị Lan", day(2, 7))
    issue(cast, draft, number=342, signature=deputy)
    told = lines(downloaded(sign_in("officer", "TQ"), "word", draft))
    assert told[-4:] == ["TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Thị Lan"]


def test_a_decision_carries_its_annex(cast: Cast, movement: Movement, targets: Any, sign_in: SignIn) -> None:
    decision = start(cast, movement, kind="assignment_decision")
    assign(cast, decision, targets.members, {"NH": "500", "SD": "800", "GD": "400", "DU": "300"})
    issue(cast, decision, number=20)
    content = downloaded(sign_in("officer", "TQ"), "word", decision)
    told = lines(content)
    assert "QUYẾT ĐỊNH:" in told
    assert "BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH TUYÊN QUANG" in told
    assert "Về việc phát động thi đua năm 2017" in told
    reference = next(one for one in told if one.startswith("(Kèm theo"))
    assert reference.startswith("(Kèm theo Quyết định số 20/QĐ-LĐLĐ ngày 07 tháng 02 năm 2017 của ")
    table = docx.Document(io.BytesIO(content)).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["TT", "Đơn vị", "Đoàn viên mới (đoàn viên)"]
    assert rows[-1] == ["", "Cộng", "2.000"]
    assert len(rows) == 6


def test_every_kind_of_line_stands_in_the_file(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    write(
        cast,
        draft,
        "bases",
        role="basis",
        document_type="Kế hoạch",
        number="05/KH-TLĐ",
        issuer="Tổng Liên đoàn",
    )
    write(cast, draft, "rounds", ordinal=1, starts_on=day(1, 1), ends_on=day(6, 30), theme="Mừng Đảng & Xuân")
    write(cast, draft, "duties", body_name="Ban Chính sách", text="Theo dõi <phong trào>", due_on=day(3, 5))
    write(cast, draft, "recipients", name="Tỉnh ủy", purpose="b/c")
    told = lines(downloaded(sign_in("officer", "TQ"), "word", draft))
    for expected in (
        "Căn cứ Kế hoạch số 05/KH-TLĐ của Tổng Liên đoàn.",
        "Đợt 1: từ ngày 01/01/2017 đến ngày 30/6/2017, chủ đề “Mừng Đảng & Xuân”.",
        "Ban Chính sách: Theo dõi <phong trào>, hoàn thành trước ngày 05/3/2017./.",
        "- Tỉnh ủy (để b/c);",
    ):
        assert expected in told


def test_who_may_read_the_paper_may_take_its_file(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    downloaded(sign_in("officer", "NH"), "word", draft, status=404)
    issue(cast, draft, number=5)
    assert downloaded(sign_in("officer", "NH"), "word", draft)
    assert downloaded(sign_in("officer", "NH"), "pdf", draft)


def test_the_page_offers_both(draft: Paper, sign_in: SignIn) -> None:
    page = opened(sign_in("officer", "TQ"), "paper", draft.pk)
    assert reverse("launch:word", args=[draft.pk]) in page
    assert reverse("launch:pdf", args=[draft.pk]) in page


def test_the_file_is_named_as_offices_name_files(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    issue(cast, draft, number=5)
    answer = sign_in("officer", "TQ").get(reverse("launch:word", args=[draft.pk]))
    assert "05-KH-L" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_sign_that_no_font_has_is_said_and_the_word_file_is_still_there(
    cast: Cast, draft: Paper, sign_in: SignIn
) -> None:
    write(cast, draft, "measure", text="Thi đua 漢 vui")
    client = sign_in("officer", "TQ")
    told = downloaded(client, "pdf", draft, status=422).decode()
    assert "«漢»" in told
    assert downloaded(client, "word", draft)


def test_the_number_of_queries_does_not_grow_with_the_text(
    cast: Cast, draft: Paper, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for at in range(30):
        write(cast, draft, "content", text=f"Việc thứ {at}")
    client = sign_in("officer", "TQ")
    with django_assert_max_num_queries(15):
        downloaded(client, "word", draft)


def test_a_large_annex_is_written_while_its_reader_does_other_things(
    cast: Cast, movement: Movement, targets: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = start(cast, movement, kind="assignment_decision")
    assign(cast, decision, targets.members, {"NH": "500", "SD": "800", "GD": "400", "DU": "300"})
    monkeypatch.setattr("thidua.launch.queries.as_file.LARGE", 3)
    client = sign_in("officer", "TQ")
    address = reverse("launch:word", args=[decision.pk])
    first = client.get(address, follow=True)
    assert "bấm lại sau ít phút" in first.content.decode()
    client.get(address)
    work = Progress.objects.get(kind=WRITE)  # asked twice, begun once
    carry_out(progress_id=work.pk)
    told = lines(downloaded(client, "word", decision))
    assert "QUYẾT ĐỊNH:" in told
    Paper.objects.filter(pk=decision.pk).update(version=decision.version + 5)
    client.get(address)
    assert Progress.objects.filter(kind=WRITE).count() == 2  # another version is another file

"""The page of a paper and its editor: what is typed is kept."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import SIGNED_BY_CHAIR, fill, issued_plan, opinions_on_paper, start, write
from thidua.launch.actions.record_step import record_signature
from thidua.launch.models import Movement, Paper
from thidua.launch.sections import SECTIONS

pytestmark = pytest.mark.usefixtures("addresses")


class TestPaperPage:
    def test_a_draft_shows_its_gaps(self, cast: Cast, movement: Movement, sign_in: SignIn) -> None:
        paper = start(cast, movement)
        page = opened(sign_in("officer", "TQ"), "paper", paper.pk)
        for gap in ("Mục đích, yêu cầu", "Người ký", "Số và ký hiệu", "ngày … tháng … năm …"):
            assert gap in page

    def test_an_issued_plan_reads_as_offices_write_it(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        page = opened(sign_in("grassroots_chair", "NH1"), "paper", plan.pk)
        for words in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "05/KH-LĐLĐ",
            "ngày 07 tháng 02 năm 2017",
            "TM. BAN THƯỜNG VỤ",
            "Trần Thị Minh Hạnh",
            "Khối doanh nghiệp",
        ):
            assert words in page
        assert "Còn thiếu gì" not in page

    def test_the_whole_way_over_the_pages(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        Movement.objects.update(aims_are_qualitative=True)  # a unit without assigned targets
        paper = start(cast, movement, "SD")
        fill(cast, paper)
        clerk = sign_in("clerk", "SD")
        minutes = {
            "kind": "committee_minutes",
            "who": "Ban Thường vụ",
            "done_on": "01/03/2017",
            "verdict": "agrees",
            "scan": SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 bien ban"),
        }
        assert clerk.post(reverse("launch:record_step", args=[paper.pk]), minutes).status_code == 302
        step = paper.steps.get()
        scan = clerk.get(reverse("launch:scan", args=[paper.pk, step.pk]))
        assert b"".join(scan.streaming_content) == b"%PDF-1.4 bien ban"
        assert sign_in("officer", "HG").get(scan.request["PATH_INFO"]).status_code == 404
        signed = {
            "capacity": "committee",
            "office": "vice_chair",
            "name": "Hứa Văn Phó",
            "signed_on": "02/03/2017",
        }
        refused = clerk.post(reverse("launch:record_signature", args=[paper.pk]), signed)
        assert refused.status_code == 422
        assert "không khớp với chức vụ phó chủ tịch" in text(refused)
        assert "Hứa Văn Phó" in text(refused)
        signed["capacity"] = "committee_deputy"
        assert clerk.post(reverse("launch:record_signature", args=[paper.pk]), signed).status_code == 302
        numbers = {"number": "12", "symbol": "KH-LĐLĐ", "issued_on": "03/03/2017"}
        assert clerk.post(reverse("launch:issue", args=[paper.pk]), numbers).status_code == 302
        paper.refresh_from_db()
        assert (paper.reference, paper.state) == ("12/KH-LĐLĐ", "issued")

    def test_a_taken_number_is_said_at_its_box(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        issued_plan(cast, movement)  # 05/KH-LĐLĐ
        other = start(cast, movement, kind="launch_text")
        fill(cast, other)
        opinions_on_paper(cast, other)
        record_signature(actor=cast.actor("clerk", "TQ"), paper_id=other.pk, signature=SIGNED_BY_CHAIR)
        told = {"number": "5", "symbol": "KH-LĐLĐ", "issued_on": "08/02/2017"}
        response = sign_in("clerk", "TQ").post(reverse("launch:issue", args=[other.pk]), told)
        assert response.status_code == 409
        assert "Số 05/KH-LĐLĐ đã dùng trong năm 2017" in text(response)
        assert 'href="#phat-hanh-number"' in response.content.decode()  # the top of the page leads to the box

    def test_a_step_on_paper_that_cannot_be_recorded_is_told_at_the_top(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        fill(cast, paper)
        told = {"kind": "head", "who": "Trưởng ban", "verdict": "agrees", "done_on": "32/01/2017"}
        response = sign_in("clerk", "TQ").post(reverse("launch:record_step", args=[paper.pk]), told)
        assert response.status_code == 422
        page = response.content.decode()
        assert "Chưa ghi được" in text(response)
        assert page.index('href="#buoc-done_on"') < page.index('id="viec-tiep"')

    def test_a_title_broken_over_lines_is_one_sentence(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        told = {
            "version": paper.version,
            "title": "Tổ chức phong trào\r\nthi đua",
            "place": "",
            "symbol": "KH-LĐLĐ",
        }
        sign_in("officer", "TQ").post(reverse("launch:save_head", args=[paper.pk]), {**told, "year": "2017"})
        paper.refresh_from_db()
        assert paper.title == "Tổ chức phong trào thi đua"

    def test_a_refused_move_is_said_on_the_page(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        response = sign_in("officer", "TQ").post(
            reverse("launch:move", args=[paper.pk]), {"buoc": "to_committee"}, follow=True
        )
        assert "Bước làm tiếp được bây giờ: trình trưởng ban" in text(response)
        assert (
            sign_in("officer", "TQ")
            .post(reverse("launch:move", args=[paper.pk]), {"buoc": "sign"})
            .status_code
            == 404
        )


class TestEditor:
    @pytest.fixture
    def paper(self, cast: Cast, movement: Movement) -> Paper:
        return start(cast, movement)

    def test_a_line_is_added_without_script(self, paper: Paper, sign_in: SignIn) -> None:
        client = sign_in("officer", "TQ")
        response = client.post(
            reverse("launch:add_line", args=[paper.pk, "content"]), {"text": "Việc một", "bloc": "enterprise"}
        )
        assert response.url.endswith("#muc-content")
        page = opened(client, "write", paper.pk)
        assert "Việc một" in page
        assert SECTIONS["content"].lines(paper).get().bloc == "enterprise"

    def test_the_form_of_a_new_line_opens_where_it_is_asked_for(self, paper: Paper, sign_in: SignIn) -> None:
        client, where = sign_in("officer", "TQ"), reverse("launch:write", args=[paper.pk])
        assert "rounds-moi-theme" not in text(client.get(where))
        page = text(client.get(where, {"them": "rounds"}))
        assert "rounds-moi-theme" in page
        assert "content-moi-text" not in page
        assert client.get(where, {"them": "nothing"}).status_code == 404

    def test_a_refused_new_line_stays_open(self, paper: Paper, sign_in: SignIn) -> None:
        response = sign_in("officer", "TQ").post(
            reverse("launch:add_line", args=[paper.pk, "rounds"]),
            {"ordinal": "1", "kind": "regular", "starts_on": "31/02/2017", "theme": "Đợt một"},
        )
        assert response.status_code == 422
        assert 'value="Đợt một"' in text(response)
        assert 'value="31/02/2017"' in text(response)

    def test_the_page_stays_light(self, cast: Cast, paper: Paper, sign_in: SignIn) -> None:
        fill(cast, paper)
        page = sign_in("officer", "TQ").get(reverse("launch:write", args=[paper.pk]))
        assert len(page.content) < 50_000

    def test_a_large_draft_is_written_section_by_section(
        self, cast: Cast, paper: Paper, sign_in: SignIn
    ) -> None:
        """Closed sections come when they are opened; a long one a few lines at a time; a saved line stays in sight."""
        for section, count in (("purpose", 30), ("measure", 20), ("content", 30)):
            for number in range(count):
                told = {"bloc": "enterprise"} if section == "content" else {}
                write(cast, paper, section, text=f"{section} số {number + 1}", **told)
        client, where = sign_in("officer", "TQ"), reverse("launch:write", args=[paper.pk])
        whole = client.get(where)
        assert len(whole.content) < 50_000
        assert "content số 1" not in text(whole)
        for code in ("purpose", "measure", "content"):
            assert f"?mo={code}#muc-{code}" in text(whole)
        part = client.get(where, {"mo": "content", "tu": 25})
        assert len(part.content) < 50_000
        assert "content số 25" in text(part)
        assert "content số 24<" not in text(part)
        line = SECTIONS["content"].lines(paper).get(text="content số 27")
        saved = client.post(
            reverse("launch:save_line", args=[paper.pk, "content", line.pk]),
            {"text": "Sửa", "bloc": "enterprise", "version": line.version},
        )
        assert "Sửa" in text(client.get(saved.url))
        added = client.post(
            reverse("launch:add_line", args=[paper.pk, "content"]), {"text": "Mới thêm", "bloc": "enterprise"}
        )
        assert "Mới thêm" in text(client.get(added.url))

    def test_autosave_answers_with_the_new_version(self, cast: Cast, paper: Paper, sign_in: SignIn) -> None:
        line = write(cast, paper, "purpose", text="Một")
        where = reverse("launch:save_line", args=[paper.pk, "purpose", line.pk])
        client, by_script = sign_in("officer", "TQ"), {"X-Requested-With": "autosave"}
        saved = client.post(where, {"text": "Hai", "version": "1"}, headers=by_script)
        assert (saved.status_code, saved.json()["version"]) == (200, 2)
        stale = client.post(where, {"text": "Ba", "version": "1"}, headers=by_script)
        assert stale.status_code == 409
        assert "Bản đã lưu là: «Hai»" in stale.json()["message"]
        empty = client.post(where, {"text": "", "version": "2"}, headers=by_script)
        assert (empty.status_code, bool(empty.json()["message"])) == (422, True)

    def test_a_stale_line_without_script_keeps_what_was_typed(
        self, cast: Cast, paper: Paper, sign_in: SignIn
    ) -> None:
        line = write(cast, paper, "purpose", text="Một")
        client = sign_in("officer", "TQ")
        where = reverse("launch:save_line", args=[paper.pk, "purpose", line.pk])
        client.post(where, {"text": "Của người khác", "version": "1"})
        response = client.post(where, {"text": "Của tôi", "version": "1"})
        assert response.status_code == 409
        assert "Của tôi" in text(response)
        assert "Của người khác" in text(response)

    def test_a_removed_line_comes_back(self, cast: Cast, paper: Paper, sign_in: SignIn) -> None:
        line = write(
            cast, paper, "rounds", ordinal=1, starts_on=day(1, 1), ends_on=day(6, 30), theme="Đợt một"
        )
        client = sign_in("officer", "TQ")
        client.post(reverse("launch:remove_line", args=[paper.pk, "rounds", line.pk]))
        assert not SECTIONS["rounds"].lines(paper).exists()
        assert "Lấy lại" in opened(client, "write", paper.pk)
        client.post(reverse("launch:put_back", args=[paper.pk]))
        back = SECTIONS["rounds"].lines(paper).get()
        assert (back.theme, back.starts_on) == ("Đợt một", day(1, 1))

    def test_spellings_of_a_movement_are_one_entry(self, paper: Paper, sign_in: SignIn) -> None:
        client, where = sign_in("officer", "TQ"), reverse("launch:add_line", args=[paper.pk, "movements"])
        for name in ("Lao động giỏi - lao động sáng tạo", "Ba xây - Ba không của riêng huyện"):
            assert client.post(where, {"name": name}).status_code == 302
        assert [(line.code, line.name) for line in SECTIONS["movements"].lines(paper)] == [
            ("good_and_creative_labour", "Lao động giỏi - lao động sáng tạo"),
            ("", "Ba xây - Ba không của riêng huyện"),
        ]

    def test_a_law_is_known_by_its_number(self, paper: Paper, sign_in: SignIn) -> None:
        where = reverse("launch:add_line", args=[paper.pk, "bases"])
        told = {"role": "basis", "document_type": "Luật", "number": "06/2022/QH15"}
        sign_in("officer", "TQ").post(where, told)
        assert SECTIONS["bases"].lines(paper).get().legal_text == "law_emulation_2022"

    def test_the_head_is_saved_and_a_wrong_date_is_said(self, paper: Paper, sign_in: SignIn) -> None:
        client = sign_in("officer", "TQ")
        where = reverse("launch:save_head", args=[paper.pk])
        told = {"title": "Mới", "symbol": "KH-LĐLĐ", "year": "2017", "version": "1", "asks_levels": ["upper"]}
        assert client.post(where, told).status_code == 302
        paper.refresh_from_db()
        assert (paper.title, paper.asks_levels) == ("Mới", ["upper"])
        wrong = client.post(where, {**told, "effective_on": "30/2/2017", "title": "Giữ lại"})
        assert wrong.status_code == 422
        assert "Giữ lại" in text(wrong)

    def test_unknown_sections_are_not_there(self, paper: Paper, sign_in: SignIn) -> None:
        response = sign_in("officer", "TQ").post(reverse("launch:add_line", args=[paper.pk, "nothing"]), {})
        assert response.status_code == 404

    def test_a_plan_from_above_says_so_and_what_changed(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        client = sign_in("officer", "NH")
        response = client.post(reverse("launch:derive", args=[plan.pk]))
        own = Paper.objects.get(parent=plan)
        assert response.url == reverse("launch:write", args=[own.pk])
        assert "Điền sẵn từ kế hoạch cấp trên" in opened(client, "write", own.pk)
        again = client.get(reverse("launch:derive", args=[plan.pk]))
        assert again.url == reverse("launch:paper", args=[own.pk])

    def test_no_list_of_the_editor_offers_dashes(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        paper = start(cast, movement)
        client = sign_in("officer", "TQ")
        for section in SECTIONS:
            page = text(client.get(reverse("launch:write", args=[paper.pk]), {"them": section}))
            assert "-----" not in page
            assert ">–</option>" not in page

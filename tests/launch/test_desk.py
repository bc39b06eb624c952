"""The pages: they open, what is typed is kept, refusals are said, and they cost the same at any length."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.papers import SIGNED_BY_CHAIR, fill, issue, issued_plan, opinions_on_paper, start, write
from tests.launch.test_movement import half_year
from thidua.access.models import Account, Holding
from thidua.documents.sheets import read_rows
from thidua.kernel import clock
from thidua.kernel.models import IntakeRow
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.record_step import record_signature
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.actions.send_on import send_on
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.models import Assignment, LaunchRecord, Movement, Paper, RegisterEntry
from thidua.launch.sections import SECTIONS

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _addresses(settings, tmp_path) -> None:
    settings.ROOT_URLCONF = "tests.launch.urls"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    def signed_in(role: str, unit: str) -> Client:
        account, _made = Account.objects.get_or_create(
            login=f"{role}-{unit}"[:40], defaults={"name": f"{role} {unit}", "unit": cast.unit(unit)}
        )
        Holding.objects.get_or_create(
            account=account, role=role, unit=cast.unit(unit), defaults={"from_on": day(1, 1)}
        )
        client = Client()
        client.force_login(account, backend="thidua.access.signing_in.Backend")
        return client

    return signed_in


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def opened(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(f"launch:{name}", args=args))
    assert response.status_code == status, text(response)[:3000]
    return text(response)


class TestPagesOpen:
    def test_home(self, cast: Cast, movement: Movement, targets, sign_in: SignIn) -> None:
        plan = issued_plan(cast, movement)
        assert "Phát động phong trào mới" in opened(sign_in("officer", "TQ"), "home")
        below = opened(sign_in("officer", "NH"), "home")
        assert reverse("launch:derive", args=[plan.pk]) in below

    def test_a_stranger_is_asked_to_sign_in(self, db) -> None:
        assert Client().get(reverse("launch:home")).status_code in (302, 401)

    def test_a_movement_is_called_and_a_paper_begun(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("officer", "TQ")
        told = {"name": "Thi đua 2017", "from_on": "01/01/2017", "until_on": "31/12/2017"}
        response = client.post(reverse("launch:call"), told)
        movement = Movement.objects.get()
        assert response.url == reverse("launch:start_paper", args=[movement.pk])
        response = client.post(response.url, {"kind": "plan", "title": "Kế hoạch", "year": "2017"})
        assert response.url == reverse("launch:write", args=[Paper.objects.get().pk])

    def test_wrong_dates_keep_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        told = {"name": "Thi đua 2017", "from_on": "31/12/2017", "until_on": "01/01/2017"}
        response = sign_in("officer", "TQ").post(reverse("launch:call"), told)
        assert response.status_code == 422
        assert 'value="Thi đua 2017"' in text(response)
        assert "phải sau ngày" in text(response)
        assert not Movement.objects.exists()

    def test_every_page_of_a_year(self, cast: Cast, movement: Movement, targets, sign_in: SignIn) -> None:
        cycle = targets.cycle
        set_deadline(
            actor=cast.actor("officer", "TQ"),
            cycle_id=cycle.pk,
            what="launch",
            level="upper",
            due_on=day(3, 15),
        )
        client = sign_in("officer", "TQ")
        page = opened(client, "ladder", cycle.pk)
        assert "0/3" in page
        assert "Liên đoàn Lao động huyện Na Hang" in page
        assert "Công đoàn ngành Giáo dục" not in opened(sign_in("officer", "NH"), "ladder", cycle.pk)
        for name in ("periods", "targets", "assigned", "requests", "launch_unit"):
            opened(client, name, cycle.pk)
        for name in ("change_movement", "add_cycle", "launch_movement", "start_paper"):
            opened(client, name, movement.pk)
        assert "85" in opened(client, "targets", cycle.pk)

    def test_another_province_finds_nothing(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        stranger = sign_in("officer", "HG")
        for name, key in (
            ("paper", plan.pk),
            ("write", plan.pk),
            ("annex", plan.pk),
            ("ladder", targets.cycle.pk),
            ("targets", targets.cycle.pk),
            ("change_movement", movement.pk),
        ):
            assert "Không tìm thấy" in opened(stranger, name, key, status=404)


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


class TestAssigning:
    @pytest.fixture
    def decision(self, cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
        return start(cast, movement, kind="assignment_decision")

    def cell(self, cast: Cast, target, unit: str) -> str:
        return f"o-{target.pk}-{cast.unit(unit).pk}"

    def test_the_grid_counts_on_the_server(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        client, where = sign_in("officer", "TQ"), reverse("launch:annex", args=[decision.pk])
        typed = {
            self.cell(cast, targets.members, "NH"): "1.200",
            self.cell(cast, targets.members, "SD"): "700",
        }
        part = client.post(where, typed, headers={"HX-Request": "true"})
        assert part.status_code == 200
        assert "1.900" in text(part)
        assert "còn thiếu 100" in text(part)
        assert "<html" not in text(part)
        assert decision.annex.count() == 2

    def test_a_cell_that_cannot_be_read_keeps_all_cells(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        typed = {
            self.cell(cast, targets.members, "NH"): "1.200",
            self.cell(cast, targets.members, "SD"): "nhiều",
        }
        response = sign_in("officer", "TQ").post(reverse("launch:annex", args=[decision.pk]), typed)
        assert response.status_code == 422
        page = text(response)
        assert "Chưa hiểu «nhiều»" in page
        assert 'value="1.200"' in page
        assert 'value="nhiều"' in page
        assert decision.annex.count() == 0

    def test_a_rule_fills_a_column_and_a_shortfall_takes_its_reason(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        client = sign_in("officer", "TQ")
        client.post(
            reverse("launch:split", args=[decision.pk]),
            {"target": targets.members.pk, "rule": "equal", "reserve": "60"},
        )
        assert "2.060" in opened(client, "annex", decision.pk)
        client.post(
            reverse("launch:annex", args=[decision.pk]), {self.cell(cast, targets.members, "NH"): "100"}
        )
        assert "Lý do giao thấp hơn" in opened(client, "annex", decision.pk)
        client.post(
            reverse("launch:shortfall", args=[decision.pk]),
            {"target": targets.members.pk, "reason": "Đang sắp xếp"},
        )
        assert decision.shortfalls.get().reason == "Đang sắp xếp"

    def test_the_unit_answers(self, cast: Cast, decision: Paper, targets, sign_in: SignIn) -> None:
        client = sign_in("officer", "TQ")
        client.post(
            reverse("launch:split", args=[decision.pk]), {"target": targets.members.pk, "rule": "equal"}
        )
        issue(cast, decision, number=9)
        below = sign_in("officer", "NH")
        assert "500" in opened(below, "assigned", targets.cycle.pk)
        mine = Assignment.objects.get(unit=cast.unit("NH"))
        below.post(reverse("launch:answer", args=[mine.pk]), {"answer": "asks_change", "reason": "Giải thể"})
        assert "Giải thể" in opened(client, "requests", targets.cycle.pk)
        below.post(reverse("launch:answer", args=[mine.pk]), {"answer": "taken"})
        mine.refresh_from_db()
        assert mine.answer == "taken"

    def test_the_annex_goes_out_and_comes_back_as_excel(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        client = sign_in("officer", "TQ")
        client.post(
            reverse("launch:split", args=[decision.pk]), {"target": targets.members.pk, "rule": "equal"}
        )
        sheet = client.get(reverse("launch:annex_sheet", args=[decision.pk])).content
        rows = [[str(cell) for cell in row.cells] for row in read_rows(sheet).rows]
        assert rows[0] == ["TT", "Đơn vị", "Đoàn viên mới", "Tham gia BHXH", "Không có CĐCS yếu"]
        assert sorted(row[2] for row in rows[1:]) == ["500"] * 4
        where = reverse("launch:annex_upload", args=[decision.pk])
        sent = client.post(where, {"file": SimpleUploadedFile("bang.xlsx", sheet)})
        assert sent.status_code == 302
        assert IntakeRow.objects.filter(state="ready").count() == 4


class TestYear:
    def test_a_period_is_added_opened_closed_over_the_page(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        cycle, client = movement.cycles.get(), sign_in("officer", "TQ")
        where = reverse("launch:periods", args=[cycle.pk])
        told = {
            "bieu-mau": "ky",
            "kind": "half_year",
            "ordinal": "1",
            "name": "6 tháng đầu năm",
            "measured_from": "01/01/2017",
            "ends_on": "30/06/2017",
            "cutoff_on": "31/05/2017",
        }
        assert client.post(where, told).status_code == 302
        twice = client.post(where, told)
        assert twice.status_code == 422
        assert "đã có kỳ" in text(twice)
        period = cycle.periods.get()
        client.post(reverse("launch:move_period", args=[period.pk]), {"buoc": "open"})
        sign_in("head_of_department", "TQ").post(
            reverse("launch:move_period", args=[period.pk]), {"buoc": "close"}
        )
        period.refresh_from_db()
        assert period.state == "closed"
        late = {
            "bieu-mau": "han",
            "what": "report",
            "level": "upper",
            "due_on": "25/07/2017",
            "period": period.pk,
        }
        assert client.post(where, late).status_code == 302
        assert cycle.deadlines.get().period == period

    def test_a_unit_records_its_launch(self, cast: Cast, movement: Movement, sign_in: SignIn) -> None:
        where = reverse("launch:launch_unit", args=[movement.cycles.get().pk])
        client = sign_in("officer", "NH")
        told = {"on": "15/03/2017", "place": "Hội trường huyện", "attendance": "120"}
        assert client.post(where, told).status_code == 302
        assert LaunchRecord.objects.get().attendance == 120
        twice = client.post(where, told)
        assert twice.status_code == 409
        assert "Hội trường huyện" in text(twice)


class TestRegisters:
    def test_the_clerk_enters_documents(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("clerk", "TQ")
        response = client.post(reverse("launch:registers"), {"direction": "outgoing", "year": "2017"})
        told = {"number": "315", "symbol": "KH-LĐLĐ", "dated_on": "17/02/2017", "subject": "Kế hoạch thi đua"}
        assert client.post(response.url, told).status_code == 302
        twice = client.post(response.url, {**told, "subject": "Khác"})
        assert twice.status_code == 409
        assert "Số 315/KH-LĐLĐ đã dùng trong năm 2017" in text(twice)
        assert 'value="Khác"' in text(twice)
        assert RegisterEntry.objects.count() == 1
        assert "315/KH-LĐLĐ" in text(client.get(response.url))


class TestQueryCounts:
    """Literal, at two lengths: a page costs the same however much stands on it."""

    def counted(self, client: Client, where: str, number: int, django_assert_num_queries) -> None:
        client.get(where)  # the day and the tasks in the frame are remembered for some seconds
        with django_assert_num_queries(number):
            assert client.get(where).status_code == 200

    @pytest.mark.parametrize("lines", [1, 40])
    def test_paper_and_editor(
        self, cast, movement, targets, sign_in, django_assert_num_queries, lines: int
    ) -> None:
        plan = issued_plan(cast, movement)
        client = sign_in("officer", "NH")
        client.post(reverse("launch:derive", args=[plan.pk]))
        own = Paper.objects.select_related("seat").get(parent=plan)
        for number in range(lines):
            write(cast, own, "content", text=f"Việc {number}", bloc="school")
        self.counted(client, reverse("launch:paper", args=[own.pk]), PAPER_PAGE, django_assert_num_queries)
        self.counted(client, reverse("launch:write", args=[own.pk]), EDITOR, django_assert_num_queries)

    @pytest.mark.parametrize("units", [1, 60])
    def test_grid_ladder_home(
        self, cast, movement, targets, sign_in, django_assert_num_queries, units: int
    ) -> None:
        for number in range(units):
            cast.add_unit(f"U{number}", f"LĐLĐ huyện {number}", "upper", "TQ")
        decision = start(cast, movement, kind="assignment_decision")
        officer = cast.actor("officer", "TQ")
        for what in ("issue_plan", "launch"):
            set_deadline(actor=officer, cycle_id=targets.cycle.pk, what=what, level="upper", due_on=day(3, 1))
        open_period(actor=officer, period_id=half_year(cast, movement).pk)
        client = sign_in("officer", "TQ")
        for name, key, number in (
            ("annex", decision.pk, GRID),
            ("ladder", targets.cycle.pk, LADDER),
            ("periods", targets.cycle.pk, PERIODS),
        ):
            self.counted(client, reverse(f"launch:{name}", args=[key]), number, django_assert_num_queries)
        self.counted(client, reverse("launch:home"), HOME, django_assert_num_queries)
        self.counted(client, reverse("launch:papers"), PAPERS, django_assert_num_queries)

    @pytest.mark.parametrize("documents", [1, 60])
    def test_register(self, cast, sign_in, django_assert_num_queries, documents: int) -> None:
        clerk = cast.actor("clerk", "TQ")
        book = open_register(
            actor=clerk, unit_id=cast.unit("TQ").pk, direction="outgoing", year=2017, automatic=True
        )
        for _each in range(documents):
            register_document(actor=clerk, register_id=book.pk, subject="x", dated_on=day(1, 5))
        where = reverse("launch:register", args=[book.pk])
        self.counted(sign_in("clerk", "TQ"), where, REGISTER, django_assert_num_queries)


PAPER_PAGE, EDITOR, GRID, LADDER, PERIODS, HOME, PAPERS, REGISTER = 12, 11, 13, 14, 9, 10, 9, 9


def test_waiting_and_the_day(cast: Cast, movement: Movement, targets, sign_in: SignIn) -> None:
    """What waits for whom, from the issue of the plan to the answer of the unit."""
    from thidua.launch.queries.waiting import waiting

    plan = issued_plan(cast, movement)
    officer = cast.actor("officer", "NH")
    set_deadline(
        actor=cast.actor("officer", "TQ"),
        cycle_id=targets.cycle.pk,
        what="issue_plan",
        level="upper",
        due_on=day(3, 31),
    )
    (job,) = waiting(officer)
    assert (job.code, job.due_on, job.url) == (
        "launch.issue_plan",
        day(3, 31),
        reverse("launch:derive", args=[plan.pk]),
    )
    assert list(waiting(cast.actor("officer", "HG"))) == []
    assert list(waiting(cast.actor("member", "NH"))) == []
    draft = start(cast, movement, "TQ", kind="assignment_decision")
    send = {"actor": cast.actor("officer", "TQ"), "paper_id": draft.pk, "move": "submit"}
    send_on(**send)
    (job,) = waiting(cast.actor("head_of_department", "TQ"))
    assert (job.code, job.url) == ("launch.give_head_opinion", reverse("launch:paper", args=[draft.pk]))
    assert clock.today() == day(3, 20)

"""Pages of reading a paper: sending in, reviewing beside the source, confirming; usable without script."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast
from tests.launch.desk import SignIn, opened, text
from tests.launch.readings import DASHES, assigned, reading_of, sent_in, wards
from thidua.documents.source.errors import SourceEmpty
from thidua.kernel.door import system
from thidua.launch.actions.from_paper import review
from thidua.launch.actions.from_paper.draft import draft_from_reading
from thidua.launch.actions.from_paper.keep_reading import keep_refusal
from thidua.launch.actions.from_paper.send_paper import send_paper
from thidua.launch.models import Movement, Paper, PaperReading, RemarkPutAside, Round, UnfinishedTarget

pytestmark = pytest.mark.usefixtures("addresses")

MOST_QUERIES = 25
MOST_BYTES = 50_000


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in("officer", "TQ")


@pytest.fixture
def reading(cast: Cast) -> PaperReading:
    return sent_in(cast)


def number(reading: PaperReading, kind: str) -> int:
    return reading.items.filter(kind=kind).first().number


def post(client: Client, page: str, /, *args: object, **told: object):
    return client.post(reverse(f"launch:{page}", args=args), told)


class TestSending:
    def test_where_a_person_starts_a_movement(self, officer: Client) -> None:
        assert reverse("launch:from_paper") in opened(officer, "home")

    def test_a_file_is_sent_in_and_followed(self, officer: Client) -> None:
        file = SimpleUploadedFile("ke hoach <1>.txt", "KẾ HOẠCH".encode())
        response = post(officer, "from_paper", file=file)
        reading = PaperReading.objects.get()
        assert response.url == reverse("launch:reading", args=[reading.pk])
        page = opened(officer, "reading", reading.pk)
        assert "Đang đọc văn bản" in page
        assert "ke hoach &lt;1&gt;.txt" in page
        assert "Đang đọc" in opened(officer, "reading_progress", reading.pk)
        assert "ke hoach &lt;1&gt;.txt" in opened(officer, "from_paper")

    def test_a_file_that_is_too_large_is_refused_at_its_field(self, officer: Client) -> None:
        file = SimpleUploadedFile("lon.docx", b"0" * (26 * 2**20))
        response = post(officer, "from_paper", file=file)
        assert response.status_code == 422
        assert "nặng 26 MB" in text(response)
        assert not PaperReading.objects.exists()

    def test_those_who_do_not_write_for_the_unit_find_nothing(self, cast, reading, sign_in: SignIn) -> None:
        for role, unit in (("officer", "HG"), ("officer", "NH"), ("clerk", "TQ"), ("member", "TQ")):
            client = sign_in(role, unit)
            opened(client, "reading", reading.pk, status=404)
            opened(client, "reading_file", reading.pk, status=404)
            for name in ("decide_item", "accept_items", "take_draft_back", "cancel_reading", "type_text"):
                post(client, name, reading.pk, accept="1", text="x")
        reading.refresh_from_db()
        assert reading.state == "read"
        assert set(reading.items.values_list("state", flat=True)) == {"proposed"}

    def test_the_file_comes_back_as_it_was_sent(self, officer: Client, reading) -> None:
        response = officer.get(reverse("launch:reading_file", args=[reading.pk]))
        assert b"".join(response.streaming_content) == b"%PDF-1.4 to trinh"
        assert response["Content-Type"] == "application/pdf"

    def test_a_text_is_never_shown_as_a_page(self, cast, officer: Client) -> None:
        script = b"<script>alert(1)</script>"
        reading = send_paper(
            actor=cast.actor("officer", "TQ"),
            seat_id=cast.unit("TQ").pk,
            name="a.html",
            stream=io.BytesIO(script),
            size=len(script),
        )
        response = officer.get(reverse("launch:reading_file", args=[reading.pk]))
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"


class TestReview:
    def test_the_source_with_its_highlights_beside_the_proposals(self, officer: Client, reading) -> None:
        page = opened(officer, "reading", reading.pk)
        assert "&lt;năm&gt; &amp; giữ gìn" in page
        assert re.search(r'id="t\d+"[^>]*>\d+</a><mark>2.000 đoàn viên kết nạp mới</mark>', page)
        assert "Đoàn viên kết nạp mới: Từ 2.000 đoàn viên trở lên" in page.replace("\u00a0", " ")
        assert "Cần đọc lại" in page
        assert '<mark class="repaired" title="Trong tệp: BHYT">BHYTế</mark>' in page
        assert "Ghi ngày bắt đầu của đợt 2" in page

    def test_one_press_decides_and_comes_back_to_the_place(self, officer: Client, reading) -> None:
        at = number(reading, "recipient")
        response = post(officer, "decide_item", reading.pk, accept=at)
        assert response.url.endswith(f"?muc={at}#m{at}")
        page = text(officer.get(response.url))
        assert f'name="put_back" value="{at}"' in page
        post(officer, "decide_item", reading.pk, put_back=at)
        assert reading.items.get(number=at).state == "proposed"

    def test_correcting_on_the_page(self, officer: Client, reading) -> None:
        at = reading.items.get(kind="target", said__value=2000).number
        page = text(officer.get(reverse("launch:reading", args=[reading.pk]), {"sua": at}))
        assert 'value="2.000"' in page
        wrong = post(
            officer, "correct_item", reading.pk, at, subject="Đoàn viên", value="hai nghìn", unit="người"
        )
        assert wrong.status_code == 422
        assert 'value="hai nghìn"' in text(wrong)
        told = {"subject": "Đoàn viên mới", "comparator": ">=", "value": "2.150", "unit": "đoàn viên"}
        response = post(officer, "correct_item", reading.pk, at, means="members_admitted_total", **told)
        assert response.status_code == 302, text(response)
        kept = reading.items.get(number=at)
        assert (kept.state, kept.told["value"], kept.said["value"]) == ("accepted", "2150", 2000)

    def test_dates_are_typed_as_people_write_them(self, officer: Client, reading) -> None:
        at = reading.items.filter(kind="round").last().number
        response = post(officer, "correct_item", reading.pk, at, ordinal="2", start="1/7/2017", end="12/2017")
        assert response.status_code == 302, text(response)
        told = reading.items.get(number=at).told
        assert (told["ordinal"], told["start"], told["end"]) == (2, "2017-07-01", "2017-12")

    def test_every_kind_has_a_form_that_keeps_what_it_shows(self, officer: Client, reading) -> None:
        for row in list(reading.items.all()):
            page = text(officer.get(reverse("launch:reading", args=[reading.pk]), {"sua": row.number}))
            assert reverse("launch:correct_item", args=[reading.pk, row.number]) in page, row.kind

    def test_all_of_a_kind(self, officer: Client, reading) -> None:
        page = text(officer.get(reverse("launch:reading", args=[reading.pk]), {"loai": "round"}))
        assert "Nhận cả 2 mục đợt" in page
        post(officer, "accept_items", reading.pk, loai="round")
        assert reading.items.filter(state="accepted").count() == 2

    def test_a_repair_is_undone_in_sight(self, officer: Client, reading) -> None:
        post(officer, "switch_repair", reading.pk, 0)
        page = opened(officer, "reading", reading.pk)
        assert "Giữ như trong tệp: «BHYT»" in page
        assert "BHYTế" not in page.split("<aside")[0].split("Chữ đã chữa")[0]

    def test_a_remark_needs_a_reason_to_be_put_aside(self, officer: Client, reading) -> None:
        post(officer, "read_remark", reading.pk, "k1", reason="")
        assert not RemarkPutAside.objects.exists()
        post(officer, "read_remark", reading.pk, "k1", reason="Kéo dài sang năm sau")
        assert "Kéo dài sang năm sau" in opened(officer, "reading", reading.pk)

    def test_a_guessed_number_finds_nothing(self, officer: Client, reading) -> None:
        assert post(officer, "decide_item", reading.pk).status_code == 404
        assert post(officer, "correct_item", reading.pk, 999, name="x").status_code == 404
        for query in ({"phan": "99"}, {"muc": "x" * 30}, {"sua": "0"}, {"loai": "la"}):
            assert officer.get(reverse("launch:reading", args=[reading.pk]), query).status_code == 200


class TestScan:
    def test_typing_beside_the_image(self, cast: Cast, officer: Client) -> None:
        image = b"\x89PNG\r\n\x1a\nanh"
        reading = send_paper(
            actor=cast.actor("officer", "TQ"),
            seat_id=cast.unit("TQ").pk,
            name="quet.png",
            stream=io.BytesIO(image),
            size=len(image),
        )
        keep_refusal(actor=system("đọc"), reading_id=reading.pk, refusal=SourceEmpty())
        page = opened(officer, "reading", reading.pk)
        assert f'src="{reverse("launch:reading_picture", args=[reading.pk, 1])}"' in page
        assert "chữ" in page.split("note-amber")[1][:400]
        saved = officer.post(
            reverse("launch:type_text", args=[reading.pk]),
            {"text": "KẾ HOẠCH", "version": reading.version},
            headers={"X-Requested-With": "autosave"},
        )
        assert saved.json()["version"] == reading.version + 1
        stale = officer.post(
            reverse("launch:type_text", args=[reading.pk]),
            {"text": "KẾ", "version": reading.version},
            headers={"X-Requested-With": "autosave"},
        )
        assert stale.status_code == 409
        assert "KẾ HOẠCH</textarea>" in opened(officer, "reading", reading.pk)
        post(officer, "type_text", reading.pk, text="KẾ HOẠCH thi đua")
        reading.refresh_from_db()
        assert (reading.state, reading.raw) == ("reading", "KẾ HOẠCH thi đua")


class TestConfirming:
    def test_from_the_review_to_the_editor(self, cast: Cast, officer: Client, reading) -> None:
        review.accept_all(actor=cast.actor("officer", "TQ"), reading_id=reading.pk)
        page = opened(officer, "confirm_reading", reading.pk)
        assert "1 chỉ tiêu vào dự thảo như văn bản viết" in page
        response = post(officer, "confirm_reading", reading.pk, kind="plan", name="Thi đua 2017")
        paper = Paper.objects.get()
        assert response.url == reverse("launch:write", args=[paper.pk])
        assert str(Movement.objects.get()) == "Thi đua 2017"
        editor = opened(officer, "write", paper.pk)
        left = UnfinishedTarget.objects.get()
        assert left.text in editor
        assert "Mở dự thảo" in opened(officer, "reading", reading.pk)
        post(officer, "take_draft_back", reading.pk)
        assert not Paper.objects.exists()

    def test_nothing_taken_over_makes_nothing(self, officer: Client, reading) -> None:
        response = post(officer, "confirm_reading", reading.pk, kind="plan", name="Thi đua")
        assert response.status_code == 422
        assert 'value="Thi đua"' in text(response)
        assert not Movement.objects.exists()

    def test_names_that_wait_are_chosen_on_the_page(self, cast: Cast, officer: Client) -> None:
        wards(cast, 1)
        reading = sent_in(cast, assigned(2, 2, set()))
        name = reading.bodies.get(body=None)
        assert "1 đơn vị chưa rõ" in opened(officer, "reading", reading.pk)
        post(officer, "match_body", reading.pk, name.pk, **{"don-vi": cast.unit("SD").pk})
        name.refresh_from_db()
        assert name.body == cast.unit("SD")


class TestFinishing:
    """A target that nothing measures waits in the editor, with two ways out."""

    @pytest.fixture
    def paper(self, cast: Cast, reading: PaperReading) -> Paper:
        actor = cast.actor("officer", "TQ")
        review.accept_all(actor=actor, reading_id=reading.pk)
        return draft_from_reading(actor=actor, reading_id=reading.pk)

    def test_it_is_set_from_the_editor(self, officer: Client, paper: Paper) -> None:
        left = paper.unfinished_targets.get()
        cycle = paper.movement.cycles.get()
        pick = reverse("launch:pick_target", args=[cycle.pk]) + f"?cho={left.pk}"
        assert pick in opened(officer, "write", paper.pk)
        own = reverse("launch:add_own_target", args=[cycle.pk, "total"]) + f"?cho={left.pk}"
        assert own in text(officer.get(pick))
        form = text(officer.get(own))
        assert 'value="Vườn cây đoàn kết"' in form
        told = {
            "figure_name": "Số vườn cây",
            "figure_unit": "vườn",
            "figure_when": "flow",
            "name": "Vườn cây đoàn kết",
            "comparator": ">=",
            "value": "1",
            "settles": "continuous",
            "level": ["grassroots"],
        }
        response = officer.post(own, told)
        assert response.status_code == 302, text(response)[-6000:]
        assert response.url.startswith(reverse("launch:write", args=[paper.pk]))
        assert not paper.unfinished_targets.exists()

    def test_it_is_kept_as_a_sentence(self, officer: Client, paper: Paper) -> None:
        left = paper.unfinished_targets.get()
        post(officer, "keep_sentence", paper.pk, left.pk)
        assert not paper.unfinished_targets.exists()
        assert left.text in opened(officer, "paper", paper.pk)

    def test_nobody_else_finishes_it(self, paper: Paper, sign_in: SignIn) -> None:
        left = paper.unfinished_targets.get()
        for role, unit in (("officer", "NH"), ("officer", "HG"), ("clerk", "TQ")):
            post(sign_in(role, unit), "keep_sentence", paper.pk, left.pk)
        assert paper.unfinished_targets.exists()

    def test_a_remark_on_the_draft_is_put_aside_with_a_reason(self, officer: Client, paper: Paper) -> None:
        Round.objects.filter(paper=paper, ordinal=2).update(
            starts_on="2017-06-01", start_is_month_only=False, ends_on="2017-12-31"
        )
        page = opened(officer, "write", paper.pk)
        key = re.search(rf"{reverse('launch:write', args=[paper.pk])}/nhan-xet/([0-9a-f]+)", page)
        assert key is not None, page[-3000:]
        post(officer, "draft_remark", paper.pk, key.group(1), reason="")
        assert not RemarkPutAside.objects.exists()
        post(officer, "draft_remark", paper.pk, key.group(1), reason="Hai đợt gối nhau có chủ ý")
        assert "Hai đợt gối nhau có chủ ý" in opened(officer, "write", paper.pk)
        post(officer, "draft_remark", paper.pk, key.group(1), **{"hien-lai": "1"})
        assert not RemarkPutAside.objects.exists()


class TestCost:
    """The same at any length, and little enough for a phone."""

    def cost(self, client: Client, where: str, django_assert_max_num_queries) -> None:
        client.get(where)
        with django_assert_max_num_queries(MOST_QUERIES):
            response = client.get(where)
        assert response.status_code == 200
        assert len(response.content) < MOST_BYTES, len(response.content)

    @pytest.mark.parametrize("copies", [1, 12])
    def test_the_review(self, cast, officer, django_assert_max_num_queries, copies: int) -> None:
        read = reading_of()
        reading = sent_in(cast, type(read)(read.source, tuple(read.items) * copies))
        for query in ("", "?loai=target", "?sua=9"):
            where = reverse("launch:reading", args=[reading.pk]) + query
            self.cost(officer, where, django_assert_max_num_queries)

    def test_a_large_annex(self, cast, officer, django_assert_max_num_queries) -> None:
        wards(cast)
        reading = sent_in(cast, assigned(12, 14, DASHES))
        self.cost(officer, reverse("launch:reading", args=[reading.pk]), django_assert_max_num_queries)
        review.accept_all(actor=cast.actor("officer", "TQ"), reading_id=reading.pk)
        self.cost(
            officer, reverse("launch:confirm_reading", args=[reading.pk]), django_assert_max_num_queries
        )
        self.cost(officer, reverse("launch:from_paper"), django_assert_max_num_queries)

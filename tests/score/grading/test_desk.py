"""The pages of grading: the chair on a phone, the officer with many, refusals that lose nothing."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import hear_everything
from tests.score.grading.year import FULL, Year, marks
from thidua.documents.sheets import read_rows, write_rows
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.models import Intake
from thidua.kernel.waiting import waiting_for

UNIT, CHAIR = "TQ-SD-001", "garment_chair"
OFFICER = "son_duong_officer"


def words(page: Any) -> str:
    text = re.sub(r"<(script|style).*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def at(year: Year, rest: str = "", unit: str = UNIT) -> str:
    return f"/xep-loai/phieu/{year.gradings[unit].pk}/{rest}"


def form(told: dict[str, str], answers: dict[str, str] | None = None) -> dict[str, str]:
    said = {f"d-{code}": value for code, value in (answers or {"nobody_disciplined": "1"}).items()}
    return {**{f"c-{code}": text for code, text in told.items()}, **said}


@pytest.fixture
def chair(year: Year) -> Client:
    return year.cast.client(CHAIR)


@pytest.fixture
def officer(year: Year) -> Client:
    return year.cast.client(OFFICER)


class TestChair:
    def test_from_the_list_of_jobs_to_the_class(self, year: Year, chair: Client, officer: Client) -> None:
        (job,) = [one for one in waiting_for(year.cast.actor(CHAIR)) if one.stage == "score"]
        assert (job.code, job.url) == ("score.grading_begin", at(year, "tu-cham/"))
        assert "Phát triển đoàn viên" in words(chair.get(job.url))
        saved = chair.post(at(year, "tu-cham/luu/"), {"version": "1", **form({"1.1": "18,5"})})
        assert saved.json()["version"] == 2
        sent = chair.post(at(year, "tu-cham/"), {"send": "1", "version": "2", **form(FULL)}, follow=True)
        assert "Đã gửi phiếu tự chấm cho LĐLĐ huyện Sơn Dương" in words(sent)
        page = officer.get(at(year, "cham/"))
        assert 'value="20"' in page.content.decode()  # the unit's points stand in the boxes
        lower = {**form({**FULL, "2.1": "20"}), "mark": "1", "version": str(year.of(UNIT).version)}
        refused = officer.post(at(year, "cham/"), lower)
        assert refused.status_code == 422
        assert "Chưa ghi lý do chấm khác đơn vị ở: Phát triển đoàn viên" in words(refused)
        version = str(year.of(UNIT).version)
        told = officer.post(
            at(year, "cham/"), {**lower, "version": version, "w-2.1": "Kết nạp 45/60"}, follow=True
        )
        assert "Đã gửi điểm chấm cho CĐCS Công ty May Sơn Dương" in words(told)
        (answer,) = [one for one in waiting_for(year.cast.actor(CHAIR)) if one.stage == "score"]
        assert answer.code == "score.grading_answer"
        seen = words(chair.get(answer.url))
        assert "Kết nạp 45/60" in seen
        agreed = words(chair.post(at(year, "thong-nhat/"), follow=True))
        assert "Vì sao Vững mạnh?" in agreed
        assert not [one for one in waiting_for(year.cast.actor(CHAIR)) if one.stage == "score"]

    def test_a_slip_is_told_at_its_box_and_nothing_is_lost(self, year: Year, chair: Client) -> None:
        told = {**FULL, "1.2": "hai mươi", "3.1": ""}
        page = chair.post(at(year, "tu-cham/"), {"send": "1", "version": "1", **form(told)})
        assert page.status_code == 422
        assert "«hai mươi» ở tiêu chí «Chăm lo đời sống»" in words(page)
        assert 'value="hai mươi"' in page.content.decode()
        assert "chưa ghi điểm" in words(page)

    def test_evidence_is_seen_by_the_union_above_only_once_sent(
        self, year: Year, chair: Client, officer: Client
    ) -> None:
        scan = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7 x", "application/pdf")
        page = chair.post(
            at(year, "minh-chung/"), {"files": scan, "criterion": "1.1", "own": "1"}, follow=True
        )
        assert "bien-ban.pdf" in words(page)
        kept = year.of(UNIT).evidence.get()
        place = at(year, f"minh-chung/{kept.pk}/")
        assert officer.get(place).status_code == 404
        year.sent(UNIT, CHAIR, FULL)
        assert b"".join(officer.get(place).streaming_content) == b"%PDF-1.7 x"
        assert year.cast.client("school_chair").get(place).status_code == 404

    def test_what_is_not_theirs(self, year: Year, chair: Client) -> None:
        assert chair.get(at(year, "", "TQ-SD-002")).status_code == 404
        assert chair.get(at(year, "cham/")).status_code in (403, 404)
        assert chair.get("/xep-loai/mo/").status_code == 403
        assert chair.get(f"/xep-loai/{year.round.pk}/").status_code == 200
        assert Client().get(at(year)).status_code in (302, 401)
        assert year.cast.client("stranger").get(f"/xep-loai/{year.round.pk}/").status_code == 404
        assert chair.post(at(year, "la-la/")).status_code == 404


class TestOfficer:
    def test_late_ones_come_first(self, year: Year, officer: Client) -> None:
        year.sent("TQ-SD-002", "secondary_school_chair", FULL)
        page = words(officer.get(f"/xep-loai/{year.round.pk}/"))
        assert "CĐCS Công ty May Sơn Dương" in page
        assert "Tân Trào" not in page  # it has sent: behind thirty that are late
        assert "quá hạn" in page
        jobs = {one.code: one for one in waiting_for(year.cast.actor(OFFICER)) if one.stage == "score"}
        assert jobs["score.grading_mark"].total == 1
        assert jobs["score.grading_chase"].total == 40  # 43 in Sơn Dương, one sent, two founded in the year
        late = words(officer.get(f"/xep-loai/{year.round.pk}/?trang-thai=late&tim=may"))
        assert "CĐCS Công ty May Sơn Dương" in late
        assert "Tân Trào" not in late

    def test_many_at_once_and_a_refused_row_keeps_what_was_typed(self, year: Year, officer: Client) -> None:
        place = f"/xep-loai/{year.round.pk}/bang/"
        assert officer.get(place).status_code == 200
        sent: dict[str, Any] = {"row": []}
        for unit, total in (("TQ-SD-001", 91), ("TQ-SD-002", 88), ("TQ-SD-003", 60)):
            key = year.gradings[unit].pk
            sent["row"].append(str(key))
            sent |= {f"g-{key}-{code}": text for code, text in marks(total).items()}
            sent |= {f"d-{key}-nobody_disciplined": "1", f"a-{key}": "1", f"v-{key}": "1"}
            sent[f"r-{key}"] = "Họp thống nhất 8/12"
        wrong = year.gradings["TQ-SD-003"].pk
        sent[f"g-{wrong}-1.1"] = "21"
        page = officer.post(place, sent)
        assert page.status_code == 422
        assert "«21» ở tiêu chí" in words(page)
        assert year.of("TQ-SD-001").grade == "strong"
        assert year.of("TQ-SD-003").grade == ""
        sent[f"g-{wrong}-1.1"] = "20"
        assert officer.post(place, {**sent, "row": [str(wrong)]}).status_code == 302
        assert year.of("TQ-SD-003").state == "agreed"

    def test_the_sheet_goes_out_is_filled_in_and_comes_back(self, year: Year, officer: Client) -> None:
        out = read_rows(officer.get(f"/xep-loai/{year.round.pk}/bang.xlsx").content)
        heads = [str(cell) for cell in out.rows[0].cells]
        assert len(out.rows) == 44
        lines = []
        for row in out.rows[1:4]:
            line = [("" if cell is None else cell) for cell in row.cells]
            line += [""] * (len(heads) - len(line))
            for place, head in enumerate(heads):
                code = head.split(" ")[0]
                if code in FULL:
                    line[place] = marks(90)[code]
                elif head.startswith("nobody_disciplined"):
                    line[place] = "Có"
                elif head == "Lý do chấm khác":
                    line[place] = "Họp ngày 8/12"
                elif head == "Đã thống nhất":
                    line[place] = "x"
            lines.append(line)
        lines.append(["CĐCS không có thật", *[""] * (len(heads) - 1)])
        lines[1][heads.index(next(head for head in heads if head.startswith("2.1")))] = "99"
        content = write_rows(heads, lines)
        upload = SimpleUploadedFile("bang.xlsx", content)
        page = officer.post(f"/xep-loai/{year.round.pk}/bang/gui/", {"sheet": upload}, follow=True)
        assert "CĐCS không có thật" in words(page)
        kept = Intake.objects.get(kind="gradings")
        states = sorted(kept.rows.values_list("state", flat=True))
        assert states == ["problem", "ready", "ready", "unmatched"]
        (problem,) = kept.rows.get(state="problem").problems
        assert problem["what"] == "«99» ở tiêu chí «Phát triển đoàn viên» chưa đọc được thành điểm."
        apply(actor=year.cast.actor(OFFICER), intake_id=kept.pk)
        agreed = year.round.gradings.filter(state="agreed")
        assert [(one.grade, one.total) for one in agreed] == [("strong", 90), ("strong", 90)]
        assert kept.rows.filter(state="applied").count() == 2

    def test_the_summary_counts_and_names_the_weak(self, year: Year, officer: Client) -> None:
        year.agreed("TQ-SD-001", 90)
        year.agreed("TQ-SD-002", 40)
        page = words(officer.get(f"/xep-loai/{year.round.pk}/tong-hop/"))
        assert "2/41 đơn vị đã xếp loại; 2 không xếp loại năm nay" in page
        assert "Yếu: 1 đơn vị CĐCS Trường THCS Tân Trào" in page
        assert "1/41 = 2,4 %" in page
        sums = read_rows(officer.get(f"/xep-loai/{year.round.pk}/tong-hop.xlsx").content)
        assert [str(cell) for cell in sums.rows[0].cells][2:6] == ["Vững mạnh", "Khá", "Trung bình", "Yếu"]

    def test_opening_a_round_refuses_at_the_box(self, year: Year, officer: Client) -> None:
        told = {
            "year": "2018",
            "name": "Xếp loại 2018",
            "from_on": "1/1/2018",
            "until_on": "31/12/2018",
            "own_due_on": "5/12/2018",
            "upper_due_on": "15/12/2018",
            "criteria": "Nhóm | Tiêu chí | mười",
        }
        page = officer.post("/xep-loai/mo/", told)
        assert page.status_code == 422
        assert "Dòng 1 của bảng tiêu chí chưa đọc được" in words(page)
        assert "Nhóm | Tiêu chí | mười" in page.content.decode()
        opened = officer.post("/xep-loai/mo/", {**told, "criteria": ""}, follow=True)
        assert "43 công đoàn cơ sở" in words(opened)


def test_pages_ask_the_same_few_questions_however_many_unions(year: Year, officer: Client) -> None:
    for unit in ("TQ-SD-001", "TQ-SD-002"):
        year.agreed(unit, 90)
    hear_everything()
    for place, most in (
        (f"/xep-loai/{year.round.pk}/", 22),
        (f"/xep-loai/{year.round.pk}/tong-hop/", 22),
        (f"/xep-loai/{year.round.pk}/bang/", 22),
        ("/xep-loai/", 22),
        (at(year), 22),
        (at(year, "cham/", "TQ-SD-003"), 22),
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = officer.get(place)
        assert page.status_code == 200, place
        assert len(asked) <= most, (place, len(asked))
        assert len(page.content) < 80_000, (place, len(page.content))

"""Letters of other offices, excuses and corrections after closing: on their pages, with who, why and what stood."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client

from tests.report.acts import accepted, entry
from tests.report.conftest import Story
from tests.report.test_pages import PDF, sign_in, url, words
from thidua.audit.models import Entry
from thidua.kernel.door import verdict
from thidua.kernel.errors import Absent, NotYours
from thidua.report.actions.attach import Given
from thidua.report.actions.record_external import keep_scan, record_external, withdraw_external
from thidua.report.actions.restate import restate
from thidua.report.actions.state_figures import state_figures
from thidua.report.errors import (
    AlreadyStated,
    LetterAhead,
    NotExternal,
    NothingToCorrect,
    PeriodClosed,
    ReasonMissing,
    UnknownElement,
)
from thidua.report.models import Report, Restatement
from thidua.report.queries.figures import data_of

LETTER = {
    "source_body": "Thanh tra Sở Lao động",
    "source_number": "45/TTr",
    "source_on": "05/07/2017",
    "c-inspected": "2",
}


@pytest.fixture
def officer(story: Story) -> Client:
    return sign_in(Client(), "officer", story.upper)


@pytest.fixture
def chair(story: Story) -> Client:
    return sign_in(Client(), "grassroots_chair", story.factory)


def letter(story: Story) -> Report:
    return Report.objects.get(kind="external", unit=story.factory)


def test_a_letter_is_noted_with_its_source_and_scan(story: Story, officer: Client, chair: Client) -> None:
    own = story.report()
    page = words(officer.get(url("letters", own.pk)))
    assert "Được kiểm tra" in page
    assert "Đoàn viên cuối kỳ" not in page  # the unit types that itself
    scan = io.BytesIO(PDF)
    scan.name = "cong-van.pdf"
    assert officer.post(url("letters", own.pk), {**LETTER, "scan": scan}).status_code == 302
    page = words(officer.get(url("letters", own.pk)))
    for told in ("Thanh tra Sở Lao động", "Văn bản 45/TTr, ngày 05/07/2017", "cong-van.pdf"):
        assert told in page
    kept = letter(story).evidence.get()
    assert officer.get(url("evidence", letter(story).pk, kept.pk)).status_code == 200
    accepted(story)
    own_page = words(chair.get(url("report", own.pk)))
    assert "Thanh tra Sở Lao động, văn bản 45/TTr ngày 05/07/2017" in own_page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"source_number": ""}, "Số, ký hiệu văn bản"),
        ({"source_on": "31/02/2017"}, "Không có ngày 31/2/2017."),
        ({"source_on": "05/08/2017"}, "Ngày văn bản 05/08/2017 ở sau hôm nay."),
        ({"c-inspected": "vài lần"}, "«vài lần» chưa đọc được thành số."),
        ({"c-inspected": ""}, "Chưa có ô nào được nhập."),
        ({"c-members": "5"}, "do đơn vị tự báo cáo"),
    ],
)
def test_a_letter_that_cannot_be_noted_stays_as_typed(
    story: Story, officer: Client, changed: dict[str, str], told: str
) -> None:
    answer = officer.post(url("letters", story.report().pk), {**LETTER, **changed})
    assert answer.status_code == 422
    assert told in words(answer)
    assert "Thanh tra Sở Lao động" in words(answer)
    assert not Report.objects.filter(kind="external").exists()


def test_a_wrong_scan_takes_the_whole_letter_back(story: Story, officer: Client) -> None:
    scan = io.BytesIO(b"MZ\x90")
    scan.name = "cong-van.exe"
    answer = officer.post(url("letters", story.report().pk), {**LETTER, "scan": scan})
    assert answer.status_code == 422
    assert not Report.objects.filter(kind="external").exists()


def noted(story: Story, **more: object) -> Report:
    told: dict[str, object] = {
        "figures": {"inspected": "2"},
        "source_body": "Thanh tra Sở",
        "source_number": "45/TTr",
        "source_on": dt.date(2017, 7, 5),
    }
    return record_external(actor=story.officer(), own_id=story.report().pk, **{**told, **more})  # type: ignore[arg-type]


def test_withdrawing_a_letter_makes_room_for_another_source(story: Story, officer: Client) -> None:
    head = noted(story)
    told = state_figures(actor=story.officer(), own_id=story.report().pk, figures={"inspected": "1"})
    assert [one.code for one in told.problems] == ["report.already_stated"]
    with pytest.raises(AlreadyStated):
        noted(story)
    drop = url("withdraw_letter", story.report().pk, head.pk)
    officer.post(drop, {"reason": ""})
    assert data_of(head)
    officer.post(drop, {"reason": "Văn bản đã được thay"})
    assert data_of(head) == {}
    assert Entry.objects.get(did="report.external_withdrawn").reason == "Văn bản đã được thay"
    assert "Đã bỏ, không tính vào đâu." in words(officer.get(url("letters", story.report().pk)))
    with pytest.raises(NotExternal):
        withdraw_external(actor=story.officer(), report_id=head.pk, reason="Lần nữa")
    assert (
        state_figures(actor=story.officer(), own_id=story.report().pk, figures={"inspected": "1"}).saved == 1
    )


def test_who_may_not_note_letters(story: Story) -> None:
    head = noted(story)
    with pytest.raises(LetterAhead):
        noted(story, source_on=dt.date(2017, 7, 19))
    given = Given("a.pdf", io.BytesIO(PDF), len(PDF))
    for actor, refusal in (
        (story.chair(), NotYours),
        (story.officer(story.province), NotYours),
        (story.chair(story.school), Absent),
        (story.officer(story.stranger), Absent),
    ):
        with pytest.raises(refusal):
            withdraw_external(actor=actor, report_id=head.pk, reason="Sai")
        with pytest.raises(refusal):
            keep_scan(actor=actor, own_id=story.report().pk, report_id=head.pk, given=given)
    with pytest.raises(NotExternal):
        keep_scan(actor=story.officer(), own_id=story.report().pk, report_id=story.report().pk, given=given)
    story.close()
    with pytest.raises(PeriodClosed):
        withdraw_external(actor=story.officer(), report_id=head.pk, reason="Sai")


def test_a_unit_is_excused_with_its_reason_and_expected_again(
    story: Story, officer: Client, chair: Client
) -> None:
    own = story.report()
    assert url("excuse", own.pk) in words(officer.get(url("report", own.pk)))
    assert url("report", own.pk) in words(officer.get(url("board", story.cycle.pk)))
    refused = officer.post(url("excuse", own.pk), {"reason": " "})
    assert refused.status_code == 422
    assert "Chưa ghi lý do." in words(refused)
    page = words(officer.post(url("excuse", own.pk), {"reason": "Đang sáp nhập"}, follow=True))
    assert "Không phải báo cáo" in page
    assert "Đang sáp nhập" in words(chair.get(url("report", own.pk)))
    assert chair.get(url("excuse", own.pk)).status_code == 403
    assert chair.post(url("expect", own.pk), follow=True).status_code in {200, 403}
    own.refresh_from_db()
    assert own.exempt
    page = words(officer.post(url("expect", own.pk), follow=True))
    assert "lại phải báo cáo kỳ này" in page
    own.refresh_from_db()
    assert not own.exempt
    stranger = sign_in(Client(), "officer", story.stranger)
    assert stranger.get(url("excuse", own.pk)).status_code == 404


def test_a_sent_report_is_not_excused(story: Story, officer: Client) -> None:
    accepted(story)
    assert officer.get(url("excuse", story.report().pk)).status_code == 409


def test_a_closed_figure_is_corrected_and_what_stood_stays_seen(
    story: Story, officer: Client, chair: Client
) -> None:
    own = accepted(story)
    assert officer.get(url("restate", own.pk)).status_code == 302  # still open: it is reopened instead
    story.close()
    page = words(officer.get(url("report", own.pk)))
    assert url("restate", own.pk) in page
    page = words(officer.get(url("restate", own.pk)))
    assert "Đang có" in page
    figures = {f"c-{code}": str(one.get("text", "")) for code, one in data_of(own).items()}
    refused = officer.post(url("restate", own.pk), {**figures, "c-admitted": "55", "reason": ""})
    assert refused.status_code == 422
    assert 'value="55"' in words(refused)
    same = officer.post(url("restate", own.pk), {**figures, "reason": "Nhầm"})
    assert "Số mới giống hệt số đang có." in words(same)
    unread = officer.post(url("restate", own.pk), {**figures, "c-women": "nhiều", "reason": "Nhầm"})
    assert unread.status_code == 422
    assert "«nhiều» chưa đọc được thành số." in words(unread)
    done = officer.post(url("restate", own.pk), {**figures, "c-admitted": "55", "reason": "Trùng 5 người"})
    assert done.status_code == 302
    (made,) = Restatement.objects.all()
    assert (made.old["admitted"]["text"], made.new["admitted"]["text"]) == ("60", "55")
    for reader in (officer, chair):
        told = " ".join(words(reader.get(url("report", own.pk))).split())
        assert "Đoàn viên mới kết nạp: 60 thành <b>55</b>" in told
        assert "Trùng 5 người" in told
    assert chair.get(url("restate", own.pk)).status_code == 403
    assert sign_in(Client(), "officer", story.stranger).get(url("restate", own.pk)).status_code == 404


def test_what_stands_by_its_source_is_corrected_figure_by_figure(story: Story) -> None:
    head = noted(story)
    story.close()
    made = restate(
        actor=story.officer(), report_id=head.pk, changes={"inspected": "3"}, reason="Văn bản đính chính"
    )
    assert (made.old["inspected"]["value"], made.new["inspected"]["value"]) == ("2", "3")
    assert entry(head, "inspected")["value"] == "3"
    with pytest.raises(UnknownElement):
        restate(actor=story.officer(), report_id=head.pk, changes={"members": "3"}, reason="x")
    with pytest.raises(NothingToCorrect):
        restate(actor=story.officer(), report_id=head.pk, changes={"inspected": "3"}, reason="x")
    with pytest.raises(ReasonMissing):
        restate(actor=story.officer(), report_id=head.pk, changes={"inspected": "4"}, reason=" ")


def test_what_stands_by_its_source_is_not_reopened(story: Story) -> None:
    head = noted(story)
    assert not verdict(head, actor=story.officer(), verb="reopen")
    assert verdict(head, actor=story.officer(), verb="restate")

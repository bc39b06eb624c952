"""A returned report goes up again when it says something new: a changed figure, or why it stays."""

from __future__ import annotations

import pytest

from tests.report.acts import fill, sent
from tests.report.conftest import Story
from thidua.report.actions.attach import attach
from thidua.report.actions.review import reopen, return_with_reasons
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.errors import NotesUnanswered
from thidua.report.models import FigureNote, Report
from thidua.report.queries.returned import Notes

REASON = "Nhiều hơn danh sách đã gửi"


def returned(story: Story, reasons: dict[str, str] | None = None, reason: str = "") -> Report:
    report = sent(story)
    return_with_reasons(actor=story.officer(), report_id=report.pk, reasons=reasons, reason=reason)
    return story.report()


def again(story: Story) -> Report:
    return send(actor=story.chair(), report_id=story.report().pk, checked=True)


def answer(story: Story, words: str, element: str = "admitted") -> FigureNote:
    note = FigureNote.objects.get(report=story.report(), element=element, resolved_at=None)
    save_draft(actor=story.chair(), report_id=note.report_id, changes={}, answers={note.pk: words})
    note.refresh_from_db()
    return note


def test_unchanged_and_without_a_word_it_is_asked_again_at_the_figure(story: Story) -> None:
    returned(story, {"admitted": REASON, "women": "Cần xem lại"})
    with pytest.raises(NotesUnanswered) as refused:
        again(story)
    assert [(one.element, one.is_error) for one in refused.value.problems] == [
        ("admitted", True),
        ("women", True),
    ]
    assert REASON in refused.value.problems[0].text
    assert story.report().state == "returned"


def test_typed_again_the_same_is_not_a_change(story: Story) -> None:
    returned(story, {"fund": REASON})  # stood as "6,6 triệu"
    fill(story, fund="6.600.000")
    with pytest.raises(NotesUnanswered):
        again(story)


def test_a_changed_figure_is_enough(story: Story) -> None:
    returned(story, {"admitted": REASON})
    fill(story, admitted="58")
    assert again(story).state == "sent"


def test_a_word_to_the_note_is_enough_and_stays_in_the_trail(story: Story) -> None:
    returned(story, {"admitted": REASON})
    answer(story, "  giữ nguyên vì đã đối chiếu sổ đoàn viên ")
    assert again(story).state == "sent"
    (note,) = FigureNote.objects.all()
    assert (note.answer, note.answered_by) == ("giữ nguyên vì đã đối chiếu sổ đoàn viên", "Ma Thị Hoa")
    assert note.resolved_at


def test_an_emptied_answer_is_no_answer(story: Story) -> None:
    returned(story, {"admitted": REASON})
    answer(story, "giữ nguyên")
    note = answer(story, "")
    assert (note.answer, note.answered_by) == ("", "")
    with pytest.raises(NotesUnanswered):
        again(story)


def test_each_figure_asked_about_is_met_by_itself(story: Story) -> None:
    returned(story, {"admitted": REASON, "women": "Cần xem lại"})
    fill(story, admitted="58")
    with pytest.raises(NotesUnanswered) as refused:
        again(story)
    assert [one.element for one in refused.value.problems] == ["women"]


@pytest.mark.parametrize("change", ["figure", "words", "evidence", "answer"])
def test_a_note_about_the_whole_is_met_by_anything_new(story: Story, change: str) -> None:
    report = returned(story, reason="Thiếu bản ký, đóng dấu")
    with pytest.raises(NotesUnanswered) as refused:
        again(story)
    assert [one.element for one in refused.value.problems] == [""]
    if change == "figure":
        fill(story, women="299")
    elif change == "words":
        words = {"limits": "Còn ba tổ chưa họp"}
        save_draft(actor=story.chair(), report_id=report.pk, changes={}, narrative=words)
    elif change == "evidence":
        import io

        content = b"%PDF-1.7 ban ky"
        attach(
            actor=story.chair(),
            report_id=report.pk,
            name="ban-ky.pdf",
            stream=io.BytesIO(content),
            size=len(content),
        )
    else:
        answer(story, "Bản ký gửi qua văn thư số 12", element="")
    assert again(story).state == "sent"


def test_a_reopened_report_is_asked_the_same(story: Story) -> None:
    from thidua.report.actions.review import accept

    report = sent(story)
    accept(actor=story.officer(), report_id=report.pk)
    reopen(actor=story.officer(), report_id=report.pk, reason="Kiểm tra lại số nữ")
    with pytest.raises(NotesUnanswered):
        again(story)
    fill(story, women="299")
    assert again(story).state == "sent"


def test_nobody_answers_the_notes_of_another_report(story: Story) -> None:
    returned(story, {"admitted": REASON})
    note = FigureNote.objects.get()
    other = story.report(story.school)
    save_draft(
        actor=story.chair(story.school), report_id=other.pk, changes={}, answers={note.pk: "lạ", 10**9: "x"}
    )
    note.refresh_from_db()
    assert note.answer == ""


def test_a_report_that_was_never_returned_has_nothing_to_meet(story: Story) -> None:
    fill(story)
    assert Notes.of(story.report()).problems({}) == []


def test_on_screen_the_answer_is_asked_kept_and_shown_to_who_returned_it(story: Story) -> None:
    from django.db import connection
    from django.test import Client

    from tests.report.test_pages import sign_in, url, words

    with connection.cursor() as cursor:  # an id written 1.234.567 would answer no note
        cursor.execute("select setval('report_figurenote_id_seq', 1000000)")
    report = returned(story, {"admitted": REASON}, reason="Xem lại cả báo cáo")
    chair = sign_in(Client(), "grassroots_chair", story.factory)
    reviewer = sign_in(Client(), "officer", story.upper)
    note, whole = (FigureNote.objects.get(element=element) for element in ("admitted", ""))
    form = words(chair.get(url("form", report.pk)))
    assert f'name="a-{note.pk}"' in form
    assert f'name="a-{whole.pk}"' in form
    look = words(chair.get(url("send", report.pk)))
    assert f"{url('form', report.pk)}#c-admitted" in look
    assert f"{url('form', report.pk)}#tra-lai" in look
    refused = chair.post(url("send", report.pk), {"checked": "1"})
    assert refused.status_code == 422
    assert "Còn 2 điều cấp trên nêu" in words(refused)
    kept = {f"a-{note.pk}": "giữ nguyên vì đã đối chiếu sổ", "version": str(story.report().version)}
    assert chair.post(url("autosave", report.pk), kept).status_code == 200
    assert "giữ nguyên vì đã đối chiếu sổ" in words(chair.get(url("form", report.pk)))
    assert REASON in words(chair.get(f"{url('form', report.pk)[:-5]}tinh-hinh/"))  # stays after each save
    assert chair.post(url("send", report.pk), {"checked": "1"}).status_code == 302
    for page in (url("review", report.pk), url("report", report.pk)):
        assert "giữ nguyên vì đã đối chiếu sổ" in words(reviewer.get(page))

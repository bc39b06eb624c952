"""Every page: it opens, refuses strangers, keeps what was typed, and takes the same few queries at any length."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.report.acts import accepted, fill, sent
from tests.report.conftest import FACTORY_FIGURES, SCHOOL_FIGURES, Story, add_unit
from thidua.access.models import Account, Holding
from thidua.documents.sheets import read_rows, write_rows
from thidua.federation.models import Body
from thidua.kernel.models import Intake
from thidua.kernel.waiting import waiting_for
from thidua.launch.models import Deadline
from thidua.report.actions.keep_activity import Told, add_activity
from thidua.report.models import Activity, Chase, Evidence, Report
from thidua.report.queries.figures import data_of

PDF = b"%PDF-1.4 minutes"


def sign_in(client: Client, role: str, unit: Body) -> Client:
    account = Account.objects.create(login=f"{role}-{unit.pk}", name=f"{role} {unit}", unit=unit)
    Holding.objects.create(account=account, role=role, unit=unit, from_on=dt.date(2017, 1, 1))
    client.force_login(account)
    return client


@pytest.fixture(autouse=True)
def _ids_that_a_page_could_write_with_dots(db: None) -> None:
    """1.234.567 is how a page writes a number to a reader; an id written so would find nothing."""
    with connection.cursor() as cursor:
        for table in ("report_report", "report_activity", "report_chase", "report_evidence"):
            cursor.execute(f"select setval('{table}_id_seq', greatest(nextval('{table}_id_seq'), 1000000))")


@pytest.fixture
def chair(story: Story) -> Client:
    return sign_in(Client(), "grassroots_chair", story.factory)


@pytest.fixture
def officer(story: Story) -> Client:
    return sign_in(Client(), "officer", story.upper)


def url(name: str, *arguments: object) -> str:
    return reverse(f"report:{name}", args=arguments)


def typed(figures: dict[str, str], **more: str) -> dict[str, str]:
    return {**{f"c-{code}": value for code, value in figures.items()}, **more}


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_nobody_signed_in_is_shown_nothing(story: Story) -> None:
    answer = Client().get(url("form", story.report().pk))
    assert answer.status_code in {302, 401}
    assert "Đoàn viên" not in words(answer)


@pytest.mark.parametrize("page", ["report", "form", "send", "state"])
def test_a_neighbour_finds_nothing(story: Story, page: str) -> None:
    neighbour = sign_in(Client(), "grassroots_chair", story.school)
    assert neighbour.get(url(page, story.report().pk)).status_code == 404


def test_the_form_asks_one_column_with_dates_and_last_period(story: Story, chair: Client) -> None:
    page = words(chair.get(url("form", story.report().pk)))
    assert 'name="c-admitted"' in page
    assert 'inputmode="decimal"' in page
    assert "Cộng dồn từ 01/01/2017 đến 30/06/2017." in page
    assert "Số có đến ngày 30/06/2017." in page
    assert 'name="c-meals_outside"' in page
    assert "style=" not in page
    assert "<script>" not in page


def test_typing_saving_looking_over_and_sending(story: Story, chair: Client) -> None:
    report = story.report()
    answer = chair.post(url("form", report.pk), typed(FACTORY_FIGURES, version="1"))
    assert (answer.status_code, answer["Location"]) == (302, url("send", report.pk))
    page = words(chair.get(url("send", report.pk)))
    assert "450" in page
    answer = chair.post(url("send", report.pk), {"version": story.report().version})
    assert answer["Location"] == url("report", report.pk)
    assert story.report().state == "sent"
    again = chair.post(url("send", report.pk), {"version": "1"})
    assert again["Location"] == url("report", report.pk)


def test_autosave_answers_with_version_and_keeps_what_is_wrong(story: Story, chair: Client) -> None:
    report = story.report()
    answer = chair.post(url("autosave", report.pk), typed({"admitted": "1.5"}, version="1"))
    assert answer.status_code == 200
    assert answer.json()["version"] == story.report().version
    page = words(chair.get(url("form", report.pk)))
    assert 'value="1.5"' in page
    assert "hai cách hiểu" in page
    assert "hai cách hiểu" in words(chair.get(url("state", report.pk)))


def test_autosave_tells_who_wrote_what_in_between(story: Story, chair: Client) -> None:
    from thidua.report.actions.save_draft import save_draft

    report = story.report()
    save_draft(actor=story.chair(name="Chị Sen"), report_id=report.pk, changes={"admitted": "66"})
    answer = chair.post(url("autosave", report.pk), typed({"admitted": "60", "women": "3"}, version="1"))
    assert answer.status_code == 409
    assert "Chị Sen" in answer.json()["message"]
    assert "66" in answer.json()["message"]
    kept = data_of(story.report())
    assert (kept["admitted"]["text"], kept["women"]["text"]) == ("66", "3")
    assert "cũng ghi ô này" in words(chair.get(url("form", report.pk)))


def test_an_old_page_does_not_bring_back_old_figures(story: Story, chair: Client) -> None:
    from thidua.report.actions.save_draft import save_draft

    report = story.report()
    save_draft(actor=story.chair(name="Chị Sen"), report_id=report.pk, changes={"admitted": "66"})
    answer = chair.post(url("autosave", report.pk), typed({"admitted": "", "women": "3"}, version="1"))
    assert answer.status_code == 409
    assert data_of(story.report())["admitted"]["text"] == "66"
    assert data_of(story.report())["women"]["text"] == "3"


def test_autosave_after_sending_says_why_not(story: Story, chair: Client) -> None:
    report = sent(story)
    answer = chair.post(url("autosave", report.pk), typed({"admitted": "1"}))
    assert answer.status_code == 409
    assert "đã gửi" in answer.json()["message"]


def test_sending_with_errors_shows_the_list_with_links(story: Story, chair: Client) -> None:
    report = story.report()
    chair.post(url("form", report.pk), typed(FACTORY_FIGURES | {"women": "999"}))
    answer = chair.post(url("send", report.pk), {"checked": "1"})
    assert answer.status_code == 422
    assert f'href="{url("form", report.pk)}#c-women"' in words(answer)
    assert story.report().state == "draft"


def test_not_applicable_is_one_tick(story: Story, chair: Client) -> None:
    report = story.report()
    chair.post(url("form", report.pk), {"c-meals": "", "c-meals_outside": "1"})
    assert data_of(story.report())["meals"]["answer"] == "not_applicable"
    assert "đứng ngoài phép tính" in words(chair.get(url("form", report.pk)))


def test_taking_back_from_the_page(story: Story, chair: Client) -> None:
    report = sent(story)
    assert "Lấy lại để sửa" in words(chair.get(url("report", report.pk)))
    chair.post(url("take_back", report.pk))
    assert story.report().state == "draft"


def test_evidence_by_photo_and_a_file_too_large_or_strange(story: Story, chair: Client) -> None:
    report = story.report()
    good = io.BytesIO(PDF)
    good.name = "bien-ban.pdf"
    chair.post(url("add_evidence", report.pk), {"files": good})
    one = Evidence.objects.get()
    answer = chair.get(url("evidence", report.pk, one.pk))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    bad = io.BytesIO(b"MZ")
    bad.name = "a.exe"
    page = words(chair.post(url("add_evidence", report.pk), {"files": bad}, follow=True))
    assert "Không nhận được tệp" in page
    assert (
        sign_in(Client(), "grassroots_chair", story.school)
        .get(url("evidence", report.pk, one.pk))
        .status_code
        == 404
    )


def test_a_superior_sees_that_it_is_prepared_but_not_what(story: Story, officer: Client) -> None:
    fill(story)
    page = words(officer.get(url("report", story.report().pk)))
    assert "Đơn vị đang chuẩn bị" in page
    assert "450" not in page
    asked = officer.get(url("review", story.report().pk))
    assert (asked.status_code, asked.headers["Location"]) == (302, url("report", story.report().pk))


def test_the_union_above_enters_for_a_unit_from_its_page_to_the_end(story: Story, officer: Client) -> None:
    report = story.report()
    form = url("form", report.pk)
    assert form in words(officer.get(url("report", report.pk)))
    assert officer.get(form).status_code == 200
    assert officer.post(form, typed(FACTORY_FIGURES)).url == url("send", report.pk)
    assert officer.get(url("send", report.pk)).status_code == 200
    officer.post(url("send", report.pk), {"checked": "1"})
    report.refresh_from_db()
    assert (report.state, report.on_behalf) == ("sent", True)


def test_an_accepted_report_offers_to_be_reopened_where_it_is_read(
    story: Story, officer: Client, chair: Client
) -> None:
    report = accepted(story)
    way = f'href="{url("review", report.pk)}"'
    assert way in officer.get(url("report", report.pk)).content.decode()
    assert way not in chair.get(url("report", report.pk)).content.decode()


def test_reviewing_side_by_side_returning_and_accepting(story: Story, officer: Client) -> None:
    report = sent(story)
    page = words(officer.get(url("review", report.pk)))
    assert "450" in page
    assert 'name="w-women"' in page
    officer.post(
        url("review", report.pk), {"do": "return", "w-women": "Xem lại số nữ", "version": report.version}
    )
    assert story.report().state == "returned"
    assert "Xem lại số nữ" in words(
        sign_in(Client(), "grassroots_chair", story.factory).get(url("form", report.pk))
    )
    report = sent(story, women="290")
    officer.post(url("review", report.pk), {"do": "accept", "version": report.version})
    assert story.report().state == "accepted"


def test_a_reason_typed_is_neither_accepted_away_nor_lost(story: Story, officer: Client) -> None:
    report = sent(story)
    for told in (
        {"do": "accept", "w-women": "Xem lại số nữ", "version": report.version},
        {"do": "return", "w-women": "Xem lại số nữ", "version": report.version - 1},
    ):
        answer = officer.post(url("review", report.pk), told)
        assert answer.status_code == 422
        assert 'value="Xem lại số nữ"' in words(answer)
        assert story.report().state == "sent"


def test_a_typed_count_is_not_said_to_come_from_records(story: Story, chair: Client) -> None:
    what = Told(kind="dialogue", held_on=dt.date(2017, 5, 1), title="Đối thoại")
    add_activity(actor=story.chair(), unit_id=story.factory.pk, told=what)
    fill(story, dialogues="5")
    page = words(chair.get(url("form", story.report().pk)))
    assert "Lấy từ hồ sơ" not in page
    assert "khác số đếm từ hồ sơ" in page


def test_many_are_accepted_from_the_list(story: Story, officer: Client) -> None:
    one, two = sent(story), sent(story, story.school)
    page = words(officer.get(url("review_list", story.period.pk)))
    assert page.count('name="report"') == 2
    officer.post(url("review_list", story.period.pk), {"report": [one.pk, two.pk, "x"]})
    assert set(Report.objects.filter(pk__in=[one.pk, two.pk]).values_list("state", flat=True)) == {"accepted"}


def test_the_grid_saves_changed_cells_and_pasted_tables_and_files(story: Story, officer: Client) -> None:
    own, factory, school = story.report(story.upper), story.report(), story.report(story.school)
    page = words(officer.get(url("grid", own.pk)))
    assert f'name="g-{factory.pk}-admitted"' in page
    assert f'name="g-{school.pk}-meals"' not in page
    cells = {f"g-{factory.pk}-admitted": "60", f"was-{factory.pk}-admitted": ""}
    officer.post(url("grid", own.pk), {**cells, f"g-{factory.pk}-women": "", f"was-{factory.pk}-women": ""})
    assert set(data_of(story.report())) == {"admitted"}
    pasted = "Đơn vị\tadmitted\nT1-2\t7\nLạ\t9"
    page = words(officer.post(url("grid", own.pk), {"pasted": pasted}))
    assert data_of(story.report(story.school))["admitted"]["text"] == "7"
    assert "Dòng 3: Lạ" in page
    assert reverse("federation:list", args=[Intake.objects.get().pk]) in page
    sheet = io.BytesIO(write_rows(["Đơn vị", "admitted"], [["T1-2", 8]]))
    sheet.name = "bang.xlsx"
    officer.post(url("grid", own.pk), {"sheet": sheet})
    assert data_of(story.report(story.school))["admitted"]["text"] == "8"
    broken = io.BytesIO(b"not a sheet")
    broken.name = "bang.xlsx"
    assert officer.post(url("grid", own.pk), {"sheet": broken}).status_code == 422


def test_book_totals_show_what_is_left_and_keep_a_slip(story: Story, officer: Client) -> None:
    sent(story)
    own = story.report(story.upper)
    officer.post(url("bulk", own.pk), {"c-admitted": "100", "covered": "1"})
    assert "Sổ ghi 100: 60 do cơ sở gửi, 40 nhập gộp." in words(officer.get(url("bulk", own.pk)))
    answer = officer.post(url("bulk", own.pk), {"c-admitted": "nhiều"})
    assert answer.status_code == 422
    assert 'value="nhiều"' in words(answer)
    for slip in ("vài chục", "1,5", "9999999999"):
        answer = officer.post(url("bulk", own.pk), {"c-admitted": "100", "covered": slip})
        assert (answer.status_code, f'value="{slip}"' in words(answer)) == (422, True)
    officer.post(url("bulk", own.pk), {"c-admitted": "50"})
    assert "Cơ sở gửi nhiều hơn số trên sổ." in words(officer.get(url("bulk", own.pk)))


def test_the_board_reminds_some_and_all_and_goes_to_excel(story: Story, officer: Client) -> None:
    page = words(officer.get(url("board", story.cycle.pk)))
    assert "CĐCS Công ty May Sơn Dương" in page
    some = {"how": "phone", "whom": "some", "report": [story.report().pk], "promised_on": "20/7/2017"}
    officer.post(url("board", story.cycle.pk), some)
    assert Chase.objects.get().promised_on == dt.date(2017, 7, 20)
    officer.post(url("board", story.cycle.pk), {"how": "message", "whom": "all"})
    assert Chase.objects.count() == 3
    answer = officer.post(url("board", story.cycle.pk), {"how": "phone", "promised_on": "31/02/2017"})
    assert answer.status_code == 422
    assert 'value="31/02/2017"' in words(answer)
    rows = read_rows(officer.get(url("board_sheet", story.cycle.pk)).content).rows
    assert [row.cells[0] for row in rows] == [
        "Đơn vị",
        "CĐCS Công ty May Sơn Dương",
        "CĐCS Trường Tiểu học Hồng Thái",
    ]


def test_activities_are_written_corrected_and_removed(story: Story, chair: Client) -> None:
    told = {"kind": "dialogue", "held_on": "4/5/2017", "title": "Đối thoại", "participants": "1.200"}
    assert chair.post(url("add_activity"), told).status_code == 302
    one = Activity.objects.get()
    assert one.participants == 1200
    assert "Lấy từ hồ sơ: 1 hoạt động." in words(chair.get(url("form", story.report().pk)))
    assert "Đối thoại" in words(chair.get(url("behind", story.report().pk, "dialogues")))
    answer = chair.post(url("change_activity", one.pk), told | {"held_on": "31/2/2017"})
    assert answer.status_code == 422
    assert 'value="31/2/2017"' in words(answer)
    assert chair.post(url("change_activity", one.pk), told | {"women": "1.300"}).status_code == 422
    chair.post(url("remove_activity", one.pk), {"reason": "Ghi trùng"})
    assert "Đối thoại" not in words(chair.get(url("activities")))


def test_home_leads_each_person_to_their_place(story: Story, chair: Client, officer: Client) -> None:
    assert chair.get(url("home"))["Location"] == url("report", story.report().pk)
    assert officer.get(url("home"))["Location"] == url("board", story.cycle.pk)
    assert "6 tháng đầu năm 2017" in words(chair.get(url("mine")))


def test_only_who_may_enter_is_asked_to(story: Story, chair: Client) -> None:
    clerk = sign_in(Client(), "clerk", story.upper)
    assert "Điền báo cáo" in words(chair.get(url("mine")))
    assert "Điền báo cáo" not in words(clerk.get(url("mine")))


def test_what_waits(story: Story) -> None:
    told = [one for one in waiting_for(story.chair()) if one.stage == "report"]
    assert [(one.code, one.done, one.total, one.url) for one in told] == [
        ("report.send", 0, 7, url("form", story.report().pk))
    ]
    sent(story)
    told = [one for one in waiting_for(story.officer()) if one.stage == "report"]
    assert {one.code: (one.done, one.total) for one in told} == {
        "report.send": (0, 0),
        "report.review": (0, 1),
        "report.chase": (1, 2),  # the day is two days off
    }


def test_the_reviewing_has_the_day_of_the_reviewers_own_level(story: Story) -> None:
    sent(story)
    assert [one.due_on for one in waiting_for(story.officer()) if one.code == "report.review"] == [None]
    for level, day in (("upper", dt.date(2017, 7, 24)), ("province", dt.date(2017, 7, 28))):
        Deadline.objects.create(
            cycle=story.cycle, period=story.period, what=Deadline.What.ACCEPT, level=level, due_on=day
        )
    told = [one.due_on for one in waiting_for(story.officer()) if one.code == "report.review"]
    assert told == [dt.date(2017, 7, 24)]


def test_the_form_of_a_report_gone_up_leads_to_the_report(story: Story, chair: Client) -> None:
    report = sent(story)
    answer = chair.get(url("form", report.pk))
    assert (answer.status_code, answer["Location"]) == (302, url("report", report.pk))


def more_units(story: Story, count: int) -> None:
    for n in range(count):
        unit = add_unit(f"S{n}", "grassroots", story.upper, name=f"CĐCS Trường {n}", bloc="school")
        story.open()
        if n % 2:
            sent(story, unit)
        add_activity(
            actor=story.officer(),
            unit_id=story.upper.pk,
            told=Told(kind="other", held_on=dt.date(2017, 5, 1), title=f"Việc {n}"),
        )


PAGES: list[tuple[str, Callable[[Story], str]]] = [
    ("officer", lambda story: url("mine")),
    ("officer", lambda story: url("board", story.cycle.pk)),
    ("officer", lambda story: url("grid", story.report(story.upper).pk)),
    ("officer", lambda story: url("bulk", story.report(story.upper).pk)),
    ("officer", lambda story: url("review_list", story.period.pk)),
    ("officer", lambda story: url("activities")),
    ("officer", lambda story: url("review", story.report().pk)),
    ("officer", lambda story: url("report", story.report().pk)),
]


@pytest.mark.parametrize("place", range(len(PAGES)))
def test_pages_take_the_same_queries_at_any_length(story: Story, officer: Client, place: int) -> None:
    _role, address = PAGES[place]
    accepted(story)
    sent(story, story.school)
    more_units(story, 2)
    few = _count(officer, address(story))
    more = [add_unit(f"M{n}", "grassroots", story.upper, bloc="school") for n in range(20)]
    story.open()
    for unit in more[:10]:
        sent(story, unit)
    assert _count(officer, address(story)) == few
    assert few <= 25


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_form_takes_at_most_25_queries(story: Story, chair: Client) -> None:
    chair.post(url("form", story.report().pk), typed(SCHOOL_FIGURES))
    assert _count(chair, url("form", story.report().pk)) <= 25
    assert _count(chair, url("send", story.report().pk)) <= 25
    assert _count(chair, url("state", story.report().pk)) <= 25

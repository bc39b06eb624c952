"""The pages of marking, opened by the people of the cast: the whole way from the sheet to the published result."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.score.marking import (
    BY_HAND,
    begun,
    cluster_of,
    departments,
    everybody_agrees,
    mark_oneself,
    move,
    points,
    unit,
)
from thidua.kernel.waiting import waiting_for
from thidua.score.models import Appeal, Mark, MarkedUnit, MarkingRound, Placing, ScoreSheet


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def opened(browser: Client, to: str, *args: object, status: int = 200, **query: str) -> str:
    answer = browser.get(reverse(f"score:{to}", args=args), query)
    assert answer.status_code == status, text(answer)[-3000:]
    return text(answer)


def posted(browser: Client, to: str, *args: object, status: int = 302, **data: Any) -> str:
    answer = browser.post(reverse(f"score:{to}", args=args), data)
    assert answer.status_code == status, text(answer)[-3000:]
    return text(answer)


def boxes(
    page: str, browser: Client, made: MarkingRound, cast: Cast, code: str, **given: str
) -> dict[str, str]:
    """The names that the form gives the boxes of criteria, by their place in the sheet."""
    leaves = ["I.1", "II.1", "III.1", "III.2"]
    return {f"b-{leaves.index(name.replace('_', '.'))}-points": typed for name, typed in given.items()}


def codes(cast: Cast, who: str) -> list[str]:
    return [one.code for one in waiting_for(cast.actor(who)) if one.stage == "score"]


def test_from_the_sheet_to_the_published_result(cast: Cast) -> None:
    departments(cast)
    cluster = cluster_of(cast)
    province, head, chair = (cast.client(one) for one in ("province_officer", "head_of_department", "chair"))
    na_hang = cast.client("na_hang_officer")
    assert "Chưa có đợt chấm nào" in opened(na_hang, "home")
    opened(province, "add_sheet")
    told = posted(province, "add_sheet", text=BY_HAND.replace("max: 20, kind", "max: 15, kind"), status=422)
    assert "Dòng 7:" in told  # the group whose cap cannot be reached
    assert "Mức trần là 20" in told
    posted(province, "add_sheet", text=BY_HAND, source="Quy chế 12/QC-CTĐ")
    sheet = ScoreSheet.objects.get()
    assert "Ban Tổ chức thẩm định" in opened(province, "sheet", sheet.pk)
    opened(province, "sheets")
    opened(province, "begin")
    posted(province, "begin", sheet=sheet.pk, cluster=cluster.pk, year="2017", name="Chấm cụm 2017")
    made = MarkingRound.objects.get()
    # In preparation it is the organiser's and the leader's.
    opened(cast.client("son_duong_officer"), "round", made.pk, status=404)
    posted(province, "move", made.pk, move="open")

    own = unit(made, cast, "TQ-NH")
    assert codes(cast, "na_hang_officer") == ["score.mark_oneself"]
    page = opened(na_hang, "own", own.pk)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    data = boxes(page, na_hang, made, cast, "TQ-NH", I_1="20", II_1="10", III_1="40")
    saved = na_hang.post(reverse("score:save_own", args=[own.pk]), {"version": version[1], **data})
    assert saved.json()["version"] == int(version[1]) + 1
    stale = na_hang.post(reverse("score:save_own", args=[own.pk]), {"version": version[1], **data})
    assert stale.status_code == 409
    last = boxes(page, na_hang, made, cast, "TQ-NH", III_2="28,5")
    posted(na_hang, "own", own.pk, **last)
    told = posted(
        na_hang, "own", own.pk, send="1", status=422, **boxes("", na_hang, made, cast, "", III_2="31")
    )
    assert "31 điểm nằm ngoài mức" in told
    assert 'value="31"' in told  # nothing typed is lost
    assert told.count('<details class="more" open') == 2  # the first part, and the one that is refused
    photo = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    posted(na_hang, "add_evidence", own.pk, leaf="I.1", files=photo)
    posted(na_hang, "own", own.pk, send="1", **last)
    assert MarkedUnit.objects.get(pk=own.pk).state == "sent"
    assert "98,50" in opened(na_hang, "round", made.pk)
    opened(na_hang, "own", own.pk, status=302)
    mark_oneself(cast, made, "TQ-SD", points(I_1=19, II_1=9, III_1=38, III_2=29))
    mark_oneself(cast, made, "TQ-GD", points(I_1=18, II_1=8, III_1=36, III_2=28))

    posted(province, "move", made.pk, move="to_verifying")
    assert codes(cast, "head_of_department") == ["score.verify"]
    page = opened(head, "verify", made.pk)
    assert "Phát triển đoàn viên" in page
    assert "Thu, nộp kinh phí" not in page  # another department's
    assert "bien-ban.pdf" in page
    key = f"{own.pk}-0"
    typed = {f"v-{key}-points": "17", f"was-{key}-points": "20"}
    told = posted(head, "verify", made.pk, status=422, **typed)
    assert "Chưa ghi lý do" in told
    posted(head, "verify", made.pk, **typed, **{f"r-{key}": "Ba chi bộ chưa có tổ công đoàn"})
    posted(head, "verify", made.pk, agree="1")
    key = f"{own.pk}-1"
    posted(
        province,
        "verify",
        made.pk,
        **{f"v-{key}-points": "8,5", f"was-{key}-points": "10", f"r-{key}": "Nộp chậm"},
    )
    posted(province, "verify", made.pk, agree="1")
    assert codes(cast, "head_of_department") == []
    assert ">17,00<" not in opened(na_hang, "unit", own.pk)  # a member does not see the verification yet

    posted(province, "move", made.pk, move="to_explaining")
    assert codes(cast, "na_hang_officer") == ["score.explain"]
    assert ">17,00<" in opened(na_hang, "unit", own.pk)
    posted(na_hang, "say_word", own.pk, leaf="I.1", text="Hai chi bộ đã thành lập trong tháng 6")
    posted(province, "move", made.pk, move="to_meeting")
    assert "Hai chi bộ" in opened(province, "unit", own.pk)
    opened(province, "meeting", made.pk)
    opened(province, "change", own.pk, "III.1")
    posted(province, "change", own.pk, "III.1", points="39", status=422)
    posted(province, "change", own.pk, "III.1", points="40", reason="Cụm thống nhất giữ nguyên")
    posted(province, "move", made.pk, move="to_council")
    assert codes(cast, "head_of_department") == ["score.advise"]
    opened(head, "order", made.pk)
    posted(head, "order", made.pk, minutes="Hội đồng họp ngày 18/7")
    posted(province, "move", made.pk, move="to_committee", number="56/TTr")
    assert "score.decide" in codes(cast, "chair")
    page = opened(chair, "order", made.pk)
    assert "Quyết định trên cơ sở Tờ trình 56/TTr, ngày " in page
    assert reverse("score:submission_word", args=[made.pk]) in page
    assert na_hang.get(reverse("score:submission_word", args=[made.pk])).status_code == 403
    opened(na_hang, "order", made.pk, status=403)
    posted(chair, "order", made.pk, number="12-KL/BTV", **{f"honour-{own.pk}": "flag"})
    assert "12-KL/BTV · trên cơ sở Tờ trình 56/TTr, ngày " in opened(chair, "result", made.pk)
    assert Placing.objects.get(marked=own, layer="committee", current=True).honour == "flag"
    assert "Ban thường vụ" not in opened(na_hang, "result", made.pk)  # not published yet
    posted(province, "move", made.pk, move="publish", appeals_until="25/7/2017")
    assert "Ban thường vụ" in opened(na_hang, "result", made.pk)
    why = opened(na_hang, "why", own.pk, "I.1")
    assert "Vì sao 17,00?" in why
    assert "Ba chi bộ chưa có tổ công đoàn" in why
    assert "94,00" in why
    posted(na_hang, "say_word", own.pk, do="appeal", leaf="I.1", text="Đề nghị xem lại hai chi bộ")
    appeal = Appeal.objects.get()
    assert codes(cast, "chair") == ["score.answer_appeal"]
    posted(chair, "answer", own.pk, appeal.pk, do="dismiss", answer="Hai chi bộ thành lập sau ngày chốt số")
    assert "sau ngày chốt số" in opened(na_hang, "unit", own.pk)
    for name in ("result", "trying", "firm"):
        opened(na_hang, name, made.pk)


@pytest.fixture
def met(cast: Cast) -> MarkingRound:
    """A round at its meeting, two units tied."""
    made = begun(cast)
    for code, last in (("TQ-NH", 28), ("TQ-SD", 28), ("TQ-GD", 25)):
        mark_oneself(cast, made, code, points(I_1=18, II_1=9, III_1=38, III_2=last))
    made = move(cast, made, "to_verifying")
    everybody_agrees(cast, made)
    return move(cast, made, "to_explaining", "to_meeting")


def test_what_is_tied_is_voted_on_and_nobody_else(cast: Cast, met: MarkingRound) -> None:
    province = cast.client("province_officer")
    page = opened(province, "meeting", met.pk)
    na_hang, son_duong, education = (unit(met, cast, one) for one in ("TQ-NH", "TQ-SD", "TQ-GD"))
    assert f"votes-{na_hang.pk}" in page
    assert f"votes-{education.pk}" not in page
    posted(
        province,
        "votes",
        met.pk,
        **{f"votes-{na_hang.pk}": "3", f"votes-{son_duong.pk}": "5", "minutes": "Họp cụm"},
    )
    told = opened(province, "result", met.pk)
    assert told.index("Sơn Dương") < told.index("Na Hang") < told.index("Giáo dục")


def test_who_sees_what_is_set_on_a_page(cast: Cast, met: MarkingRound) -> None:
    """Everybody reads it, the organiser sets it; what is usual is not kept as of one's own."""
    province, na_hang = cast.client("province_officer"), cast.client("na_hang_officer")
    assert 'name="phase"' not in opened(na_hang, "phases", met.pk)
    opened(na_hang, "eyes", met.pk, "meeting", status=403)
    page = opened(province, "eyes", met.pk, "meeting")
    usual = {
        name: value
        for name, options in re.findall(r'<select id="(sees-[\w-]+)"(.*?)</select>', page)
        for value in re.findall(r'value="(\w*)" selected', options)
    }
    posted(province, "eyes", met.pk, "meeting", **usual)
    met.refresh_from_db()
    assert all("sees" not in one for one in met.phases)
    total, son_duong = 'data-label="Tổng"><b>93,00', cast.client("son_duong_officer")
    assert total in opened(son_duong, "round", met.pk)
    posted(province, "eyes", met.pk, "meeting", **{**usual, "sees-member-total": ""})
    assert "đã đặt riêng" in opened(province, "phases", met.pk)
    opened(na_hang, "eyes", met.pk, "meeting", status=403)
    assert total not in opened(son_duong, "round", met.pk)
    told = posted(province, "phases", met.pk, phase=["submitted"], status=409)
    assert "không đổi được nữa" in told
    dated = {"phase": met.own_phases, "until-meeting": "30/7/2017"}
    posted(province, "phases", met.pk, **dated)
    assert "đến 30/07/2017" in opened(province, "phases", met.pk)
    met.refresh_from_db()
    assert any(one.get("sees") for one in met.phases)  # days were set, eyes stay
    posted(province, "eyes", met.pk, "meeting", do="usual")
    assert "đã đặt riêng" not in opened(province, "phases", met.pk)


def test_what_if_on_a_copy(cast: Cast, met: MarkingRound) -> None:
    province, marks = cast.client("province_officer"), Mark.objects.count()
    education = unit(met, cast, "TQ-GD").pk
    page = opened(
        province, "trying", met.pk, **{"don-vi": str(education), "tieu-chi": "III.2", "b-points": "30"}
    )
    assert "95,00" in page
    assert Mark.objects.count() == marks
    other = ScoreSheet.objects.get()
    posted(province, "act_on_sheet", other.pk, do="renew")
    renewed = ScoreSheet.objects.get(number=2)
    assert renewed.state == "draft"
    posted(
        province,
        "criterion",
        renewed.pk,
        "III.2",
        id="III.2",
        name="Chăm lo",
        kind="judged",
        max="30",
        more="",
    )
    posted(
        province,
        "criterion",
        renewed.pk,
        "III.2",
        id="III.2",
        name="Chăm lo",
        kind="judged",
        max="20",
        status=422,
    )
    posted(province, "change_sheet", renewed.pk, text=BY_HAND.replace("id: III.2", "id: III.9"))
    page = opened(province, "trying", met.pk, bang=str(renewed.pk))
    assert "III.9" in page  # what the other sheet asks and nobody told stays open
    posted(province, "change_sheet", other.pk, text=BY_HAND, status=409)  # in use


def test_the_workbook_has_a_sheet_a_group_and_fits_a4(cast: Cast, met: MarkingRound, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    answer = cast.client("province_officer").get(reverse("score:workbook", args=[met.pk]))
    content = answer.content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Tổng hợp", "I Xây dựng tổ chức", "II Tài chính", "III Các phong trào"]
    rows = book.get_sheet_by_name("Tổng hợp").to_python()
    head = rows.index(next(row for row in rows if "Hạng" in row))
    assert [row[0] for row in rows[head + 1 : head + 4]] == [1.0, 1.0, 3.0]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [one for one in packed.namelist() if one.startswith("xl/worksheets/sheet")]
        assert len(names) == 4
        for name in names:
            page = packed.read(name).decode()
            assert 'paperSize="9"' in page
            assert 'orientation="landscape"' in page
            assert "fitToPage" in page
            assert 'fitToHeight="0"' in page
        assert packed.read("xl/workbook.xml").decode().count("_xlnm.Print_Titles") == 4


def test_the_minutes_are_printed_with_what_was_settled_and_why(cast: Cast, met: MarkingRound) -> None:
    province, own = cast.client("province_officer"), unit(met, cast, "TQ-NH").pk
    posted(province, "change", own, "III.2", points="29", reason="Cụm thống nhất thêm một điểm")
    answer = province.get(reverse("score:minutes_word", args=[met.pk]))
    assert ".docx" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        told = re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())
    assert "Cụm thống nhất thêm một điểm" in told
    assert "94,00" in told
    assert "hạng 1: " in told
    assert province.get(reverse("score:minutes_pdf", args=[met.pk])).content.startswith(b"%PDF")
    move(cast, met, "back_to_verifying", reason="Xem lại")
    member = cast.client("son_duong_officer")
    assert member.get(reverse("score:minutes_word", args=[met.pk])).status_code == 403


def test_pages_cost_the_same_for_three_units_and_for_one(
    cast: Cast, met: MarkingRound, django_assert_num_queries: Callable[..., Any]
) -> None:
    province = cast.client("province_officer")
    costs: dict[str, list[int]] = {}
    pages = [
        ("home", ()),
        ("round", (met.pk,)),
        ("meeting", (met.pk,)),
        ("result", (met.pk,)),
        ("phases", (met.pk,)),
        ("firm", (met.pk,)),
    ]
    pages += [("unit", (unit(met, cast, "TQ-GD").pk,)), ("why", (unit(met, cast, "TQ-GD").pk, "I.1"))]
    for gone in ((), ("TQ-NH", "TQ-SD")):
        MarkedUnit.objects.filter(round=met, unit__code__in=gone).delete()
        for name, args in pages:
            opened(province, name, *args)
            with django_assert_num_queries(100, exact=False) as counted:
                opened(province, name, *args)
            costs.setdefault(name, []).append(len(counted.captured_queries))
    assert {name: counts for name, counts in costs.items() if counts[0] != counts[1]} == {}
    assert max(max(counts) for counts in costs.values()) <= 25

"""A paper that was sent in becomes a draft: what people decide, what enters, what does not, and the way back."""

from __future__ import annotations

import io

import pytest

from thidua.audit.models import Entry
from thidua.documents.source.errors import SourceLocked
from thidua.kernel.door import system
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.from_paper import review, settle
from thidua.launch.actions.from_paper.draft import draft_from_reading
from thidua.launch.actions.from_paper.keep_reading import keep_reading, keep_refusal
from thidua.launch.actions.from_paper.send_paper import read_again, send_paper
from thidua.launch.errors import ReasonMissing
from thidua.launch.models import (
    Movement,
    PaperReading,
)
from thidua.launch.paper_errors import (
    ItemChanged,
    ItemDayUnclear,
    ItemHasNoField,
    NothingTakenOver,
    NotMergeable,
    RemarkGone,
)
from thidua.launch.queries.from_paper.days import whole_day

from .cast import Cast
from .readings import item, reading_of, sent_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast: Cast):
    return cast.actor("officer", "TQ")


@pytest.fixture
def reading(cast: Cast) -> PaperReading:
    return sent_in(cast)


# Sending in


def test_whatever_is_sent_in_is_kept_and_its_reading_ordered(cast: Cast, officer) -> None:
    content = b"khong ro la gi"
    reading = send_paper(
        actor=officer,
        seat_id=cast.unit("TQ").pk,
        name="la.xyz",
        stream=io.BytesIO(content),
        size=len(content),
    )
    assert (reading.state, reading.file.size) == ("reading", len(content))
    assert reading.progress is not None
    assert reading.progress.state == "waiting"


def test_nobody_sends_in_for_a_strange_unit(cast: Cast) -> None:
    stranger = cast.actor("officer", "HG")
    with pytest.raises(Absent):
        send_paper(actor=stranger, seat_id=cast.unit("TQ").pk, name="a.txt", stream=io.BytesIO(b"a"), size=1)


def test_what_cannot_be_read_says_why_keeps_the_file_and_makes_nothing(cast: Cast, officer) -> None:
    reading = send_paper(
        actor=officer, seat_id=cast.unit("TQ").pk, name="a.docx", stream=io.BytesIO(b"a"), size=1
    )
    keep_refusal(actor=system("đọc"), reading_id=reading.pk, refusal=SourceLocked(format="docx"))
    reading.refresh_from_db()
    assert reading.state == "unreadable"
    assert reading.refusal == {"code": "documents.source_locked", "params": {"format": "docx"}}
    assert reading.items.count() == 0
    assert reading.file.size == 1
    assert read_again(actor=officer, reading_id=reading.pk).state == "reading"


def test_only_the_house_says_what_was_read(cast: Cast, officer, reading) -> None:
    with pytest.raises(NotYours):
        keep_reading(actor=officer, reading_id=reading.pk, read=reading_of())


def test_a_second_worker_changes_nothing(reading) -> None:
    before = list(reading.items.values_list("pk", flat=True))
    keep_reading(actor=system("đọc"), reading_id=reading.pk, read=reading_of())
    assert list(reading.items.values_list("pk", flat=True)) == before


# What was read stands beside its source


def test_nothing_enters_before_a_person_has_taken_it_over(reading, officer) -> None:
    assert set(reading.items.values_list("state", flat=True)) == {"proposed"}
    assert not Movement.objects.exists()
    with pytest.raises(NothingTakenOver):
        draft_from_reading(actor=officer, reading_id=reading.pk)


def test_items_keep_what_the_text_says_exactly(reading) -> None:
    told = item(reading, "target", value=2000)
    assert told.said["comparator"] == "="
    assert reading.raw[told.start : told.end] == "2.000 đoàn viên kết nạp mới"
    assert item(reading, "target", unit="vườn").said["value"] == "1"


def test_names_are_matched_to_the_catalogue(reading) -> None:
    assert item(reading, "movement").means == {"code": "good_and_creative_labour"}
    assert item(reading, "target", value=85).means == {"indicator": "insured_share"}
    assert item(reading, "target", unit="vườn").means == {}


def test_it_waits_at_home_of_whoever_sent_it_in(cast: Cast, officer) -> None:
    reading = sent_in(cast)
    PaperReading.objects.filter(pk=reading.pk).update(account_id=officer.account_id)
    told = [one for one in waiting_for(officer) if one.code == "launch.review_reading"]
    assert [one.fact for one in told] == ["18 mục chờ xem."]
    assert not [one for one in waiting_for(cast.actor("officer", "TQ")) if "reading" in one.code]
    review.accept_all(actor=officer, reading_id=reading.pk)
    draft_from_reading(actor=officer, reading_id=reading.pk)
    assert not [one for one in waiting_for(officer) if "reading" in one.code]


# What a person says


def test_accept_reject_and_undo(reading, officer) -> None:
    number = item(reading, "recipient").number
    decide = {"actor": officer, "reading_id": reading.pk, "number": number}
    assert review.decide(**decide, move="accept").state == "accepted"
    with pytest.raises(NotNow):
        review.decide(**decide, move="accept")
    assert review.decide(**decide, move="reject").state == "rejected"
    assert review.decide(**decide, move="put_back").state == "proposed"
    did = Entry.objects.filter(did__startswith="launch.read_item_").values_list("did", flat=True)
    assert list(did) == ["launch.read_item_accept", "launch.read_item_reject", "launch.read_item_put_back"]


def test_a_correction_takes_over_and_keeps_what_was_read(reading, officer) -> None:
    row = item(reading, "movement")
    kept = review.correct(
        actor=officer,
        reading_id=reading.pk,
        number=row.number,
        fields={"name": "Giỏi việc nước, đảm việc nhà", "type": "phong trào"},
        version=row.version,
    )
    assert (kept.state, kept.said["name"]) == ("accepted", "Lao động giỏi, lao động sáng tạo")
    assert kept.told["name"] == "Giỏi việc nước, đảm việc nhà"
    assert kept.means == {"code": "women_two_duties"}
    with pytest.raises(ItemChanged):
        review.correct(
            actor=officer, reading_id=reading.pk, number=row.number, fields={"name": "x"}, version=row.version
        )


def test_a_correction_that_says_nothing_is_refused(reading, officer) -> None:
    row = item(reading, "recipient")
    with pytest.raises(ItemHasNoField):
        review.correct(actor=officer, reading_id=reading.pk, number=row.number, fields={"name": ""})


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("due", "28/02/2017", "2017-02-28"),
        ("due", "ngày 7 tháng 2 năm 2017", "2017-02-07"),
        ("due", "2-2017", "2017-02"),
        ("due", "2017", "2017"),
        ("due", "31/3", "31/3"),
        ("due", "ngày 20 của tháng cuối quý", "ngày 20 của tháng cuối quý"),
        ("start", "31/3", None),  # a round has its year
        ("due", "30/2/2017", None),
        ("due", "31/4", None),
        ("due", "13/2017", None),
        ("due", "ngày 45", None),
        ("due", "ngày 30 tháng 2 năm 2017", None),
        ("due", "mai", None),
        ("due", "1/1/20170", None),
    ],
)
def test_a_day_is_read_or_refused(field: str, typed: str, kept: str | None) -> None:
    if kept is not None:
        assert whole_day(field, typed) == kept
        return
    with pytest.raises(ItemDayUnclear):
        whole_day(field, typed)


def test_two_items_that_are_one_are_joined_and_parted(reading, officer) -> None:
    first, second = reading.items.filter(kind="round")
    merged = review.merge(actor=officer, reading_id=reading.pk, number=second.number, into=first.number)
    assert (merged.state, merged.merged_into) == ("merged", first)
    for into in (second.number, item(reading, "recipient").number, 999):
        with pytest.raises(NotMergeable):
            review.merge(actor=officer, reading_id=reading.pk, number=first.number, into=into)
    back = review.decide(actor=officer, reading_id=reading.pk, number=second.number, move="put_back")
    assert (back.state, back.merged_into) == ("proposed", None)


def test_all_of_a_kind_and_all_that_are_sure(reading, officer) -> None:
    assert review.accept_all(actor=officer, reading_id=reading.pk, kind="round") == 2
    assert review.accept_all(actor=officer, reading_id=reading.pk, sure_only=True) == 15
    assert list(reading.items.filter(state="proposed").values_list("said__unit", flat=True)) == ["vườn"]


def test_a_repair_is_undone_and_what_was_read_through_it_is_read_again(reading, officer) -> None:
    kept = settle.switch_repair(actor=officer, reading_id=reading.pk, at=0, undo=True)
    assert kept.repairs[0]["undone"] is True
    assert item(reading, "target", value=85).confidence == "low"
    assert item(reading, "target", value=2000).confidence == "high"
    assert (
        settle.switch_repair(actor=officer, reading_id=reading.pk, at=0, undo=False).repairs[0]["undone"]
        is False
    )
    with pytest.raises(Absent):
        settle.switch_repair(actor=officer, reading_id=reading.pk, at=5, undo=True)


def test_a_remark_stands_with_its_reason(reading, officer) -> None:
    with pytest.raises(ReasonMissing):
        settle.put_remark_aside(actor=officer, key="k1", reason=" ", reading_id=reading.pk)
    with pytest.raises(RemarkGone):
        settle.put_remark_aside(actor=officer, key="la", reason="x", reading_id=reading.pk)
    said = settle.put_remark_aside(
        actor=officer, key="k1", reason="Kéo dài sang năm sau", reading_id=reading.pk
    )
    assert (said.reason, said.by) == ("Kéo dài sang năm sau", officer.name)
    settle.bring_remark_back(actor=officer, key="k1", reading_id=reading.pk)
    assert not reading.put_aside.exists()

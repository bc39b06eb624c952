"""What was taken over from a paper becomes a draft: what enters, what does not, the plan above, stories 10 to 12."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from tests.documents.reading.test_several import TWO
from thidua.kernel.door import system
from thidua.kernel.errors import Absent, NotNow, Stale
from thidua.kernel.jobs import carry_out
from thidua.launch.actions.from_paper import review, settle
from thidua.launch.actions.from_paper.draft import Wish, draft_from_reading
from thidua.launch.actions.from_paper.finish_target import finish_target, keep_as_sentence
from thidua.launch.actions.from_paper.keep_reading import keep_refusal
from thidua.launch.actions.from_paper.send_paper import read_other_paper, send_paper
from thidua.launch.actions.from_paper.take_draft_back import cancel_reading, take_draft_back
from thidua.launch.actions.from_paper.type_text import read_typed_text, save_typed
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.register_document import register_document
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.sign_paper import Signature
from thidua.launch.errors import NumberTaken
from thidua.launch.models import (
    AnnexCell,
    Cycle,
    Deadline,
    Duty,
    LegalBasis,
    Movement,
    MovementPick,
    Paper,
    PaperReading,
    Recipient,
    Register,
    Round,
    Target,
    UnfinishedTarget,
)
from thidua.launch.paper_errors import (
    DraftWasBuiltOn,
    NoTextTyped,
    UnitsWait,
)
from thidua.launch.queries.content import content_of
from thidua.launch.queries.gate import content_lacks

from .cast import Cast, day
from .desk import SignIn, text
from .readings import DASHES, assigned, item, reading_of, sent_in, wards

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast: Cast):
    return cast.actor("officer", "TQ")


@pytest.fixture
def reading(cast: Cast) -> PaperReading:
    return sent_in(cast)


def drafted(reading: PaperReading, officer, **wish: object) -> Paper:
    review.accept_all(actor=officer, reading_id=reading.pk)
    return draft_from_reading(actor=officer, reading_id=reading.pk, wish=Wish(**wish))


def test_what_was_taken_over_becomes_a_draft(cast: Cast, reading, officer) -> None:
    paper = drafted(reading, officer)
    reading.refresh_from_db()
    assert (reading.state, reading.paper, reading.called_movement) == ("drafted", paper, True)
    assert (paper.state, paper.kind, paper.year) == ("draft", "plan", 2017)
    assert (paper.symbol, paper.number) == ("KH-LĐLĐ", None)
    assert (paper.capacity, paper.signer_office) == ("committee_deputy", "vice_chair")
    assert paper.signer_name == "Lý Văn Đại"
    movement = paper.movement
    assert (movement.state, movement.issuer, movement.name) == ("preparing", cast.unit("TQ"), paper.title)
    content = content_of(paper)
    assert [str(line) for line in content["bases"]] == ["Kế hoạch 9/KH-TLĐ"]
    assert LegalBasis.objects.get(paper=paper).dated_on == day(1, 5)
    first, second = Round.objects.filter(paper=paper)
    assert (first.start_said, first.end_said) == ("01/01/2017", "30/06/2017")
    assert (second.start_said, second.ends_on) == ("7/2017", None)
    assert MovementPick.objects.get(paper=paper).code == "good_and_creative_labour"
    assert str(Recipient.objects.get(paper=paper)) == "Tổng Liên đoàn (để b/c)"
    assert [one.due_on for one in Duty.objects.filter(paper=paper)] == [day(3, 15), None]
    assert not AnnexCell.objects.exists()


def test_a_bare_number_becomes_a_floor_and_above_stays_strict(reading, officer) -> None:
    paper = drafted(reading, officer)
    cycle = paper.movement.cycles.get()
    told = {one.name: one.threshold for one in Target.objects.filter(cycle=cycle)}
    assert told["Đoàn viên kết nạp mới"] == {"comparator": ">=", "value": "2000"}
    assert told["Công nhân, lao động tham gia BHXH, BHYT"] == {"comparator": ">", "value": "17/20"}


def test_what_nothing_measures_stands_in_the_draft_as_it_is_written(reading, officer) -> None:
    paper = drafted(reading, officer)
    left = UnfinishedTarget.objects.get(paper=paper)
    assert left.text == "Vườn cây đoàn kết: Từ 1 vườn trở lên"
    assert left.told["per"] == "nơi"


def test_a_draft_is_made_once(reading, officer) -> None:
    drafted(reading, officer)
    with pytest.raises(NotNow):
        draft_from_reading(actor=officer, reading_id=reading.pk)
    assert Paper.objects.count() == 1


def test_an_older_page_is_told_so(reading, officer) -> None:
    review.accept_all(actor=officer, reading_id=reading.pk)
    settle.switch_repair(actor=officer, reading_id=reading.pk, at=0, undo=True)
    with pytest.raises(Stale):
        draft_from_reading(actor=officer, reading_id=reading.pk, version=reading.version)


def test_nothing_is_half_made(reading, officer, cast: Cast) -> None:
    review.accept_all(actor=officer, reading_id=reading.pk)
    with pytest.raises(Absent):  # a plan above that does not exist is found out after the movement was called
        draft_from_reading(actor=officer, reading_id=reading.pk, wish=Wish(parent_id=999_999))
    assert not Movement.objects.exists()
    assert not Paper.objects.exists()


def test_the_draft_is_deleted_and_the_review_goes_on(reading, officer) -> None:
    drafted(reading, officer)
    back = take_draft_back(actor=officer, reading_id=reading.pk)
    assert (back.state, back.paper) == ("read", None)
    for model in (Movement, Cycle, Paper, Target, Round, Duty, Deadline, UnfinishedTarget):
        assert not model.objects.exists(), model
    assert reading.items.filter(state="accepted").exists()
    again = draft_from_reading(actor=officer, reading_id=reading.pk)
    assert again.state == "draft"


def test_a_draft_that_left_the_desk_is_not_deleted(reading, officer) -> None:
    paper = drafted(reading, officer)
    Paper.objects.filter(pk=paper.pk).update(state="to_sign")
    with pytest.raises(DraftWasBuiltOn):
        take_draft_back(actor=officer, reading_id=reading.pk)


def test_qualitative_aims_stay_without_numbers(cast: Cast, officer) -> None:
    read = reading_of()
    words = tuple(one for one in read.items if one.kind != "target")
    reading = sent_in(cast, type(read)(read.source, words))
    paper = drafted(reading, officer, qualitative=True)
    assert paper.movement.aims_are_qualitative
    assert not Target.objects.exists()
    assert not UnfinishedTarget.objects.exists()


def test_a_reading_is_given_up_and_the_file_stays(reading, officer) -> None:
    assert cancel_reading(actor=officer, reading_id=reading.pk).state == "cancelled"
    assert reading.file.size > 0
    with pytest.raises(NotNow):
        review.accept_all(actor=officer, reading_id=reading.pk)


# The plan above


def plan_above(cast: Cast, **told: object) -> Paper:
    """A plan of the province, issued, that units below carry out."""
    movement = Movement.objects.create(
        issuer=cast.unit("TQ"),
        seat=cast.unit("TQ"),
        name="Thi đua của tỉnh",
        from_on=day(1, 1),
        until_on=day(12, 31),
        state="launched",
    )
    Cycle.objects.create(movement=movement, year=2017, starts_on=day(1, 1), ends_on=day(12, 31))
    values = {"number": 9, "symbol": "KH-TLĐ", "issued_on": day(1, 5), **told}
    return Paper.objects.create(
        movement=movement,
        issuer=cast.unit("TQ"),
        seat=cast.unit("TQ"),
        kind="plan",
        state="issued",
        year=2017,
        title="x",
        **values,
    )


def test_the_plan_above_is_found_by_its_number(cast: Cast) -> None:
    from thidua.launch.queries.from_paper.parents import grounds_of, parent_of

    above = plan_above(cast)
    reading, actor = sent_in(cast, unit="NH"), cast.actor("officer", "NH")
    bases = list(reading.items.filter(kind="legal_basis"))
    assert parent_of(grounds_of(bases, reading.seat, actor)) == above
    Paper.objects.filter(pk=above.pk).update(issued_on=day(1, 5, 2016))
    assert parent_of(grounds_of(bases, reading.seat, actor)) is None  # the same number of another year


def test_under_the_movement_of_the_level_above(cast: Cast) -> None:
    above = plan_above(cast)
    reading, actor = sent_in(cast, unit="NH"), cast.actor("officer", "NH")
    review.accept_all(actor=actor, reading_id=reading.pk)
    paper = draft_from_reading(
        actor=actor, reading_id=reading.pk, wish=Wish(movement_id=above.movement_id, parent_id=above.pk)
    )
    assert (paper.parent, paper.movement, paper.issuer) == (above, above.movement, cast.unit("NH"))
    assert LegalBasis.objects.get(paper=paper).based_on == above
    # Figures that the year above does not ask stay to be finished: there is one form for all.
    assert UnfinishedTarget.objects.filter(paper=paper).count() == 3
    assert Movement.objects.count() == 1
    take_draft_back(actor=actor, reading_id=reading.pk)
    assert Movement.objects.count() == 1
    assert not Paper.objects.filter(seat=cast.unit("NH")).exists()


# Story 10


def test_story_10_an_annex_of_twelve_units_and_fourteen_targets(cast: Cast, officer) -> None:
    wards(cast)
    reading = sent_in(cast, assigned(12, 14, DASHES))
    paper = drafted(reading, officer)
    decision = Paper.objects.get(kind="assignment_decision")
    cells = AnnexCell.objects.filter(decision=decision)
    assert (cells.filter(exempt=False).count(), cells.filter(exempt=True).count()) == (159, 9)
    assert cells.values("unit").distinct().count() == 12
    assert Target.objects.count() == 14
    assert Target.objects.first().threshold == {"comparator": ">=", "value": "500"}
    assert (decision.movement, decision.state) == (paper.movement, "draft")
    one = cells.get(unit=cast.unit("P3"), target__name="Việc thi đua 1")
    assert one.threshold == {"comparator": ">=", "value": "12"}


def test_story_10_a_name_that_is_not_known_waits_and_is_not_dropped(cast: Cast, officer) -> None:
    wards(cast, 11)
    reading = sent_in(cast, assigned(12, 2, {(0, 0)}))
    review.accept_all(actor=officer, reading_id=reading.pk)
    with pytest.raises(UnitsWait) as refused:
        draft_from_reading(actor=officer, reading_id=reading.pk)
    assert refused.value.params["names"] == "Công đoàn phường 12"
    name = reading.bodies.get(written="Công đoàn phường 12")
    settle.match_body(actor=officer, reading_id=reading.pk, name_id=name.pk, body_id=cast.unit("SD").pk)
    draft_from_reading(actor=officer, reading_id=reading.pk)
    assert AnnexCell.objects.filter(unit=cast.unit("SD")).count() == 2


def test_a_name_kept_apart_stays_in_the_reading(cast: Cast, officer) -> None:
    wards(cast, 1)
    reading = sent_in(cast, assigned(2, 2, set()))
    name = reading.bodies.get(written="Công đoàn phường 2")
    settle.match_body(actor=officer, reading_id=reading.pk, name_id=name.pk, body_id=None)
    drafted(reading, officer)
    assert AnnexCell.objects.count() == 2
    assert reading.items.filter(kind="assignment").count() == 4


# Story 11


def test_story_11_a_scan_is_typed_beside_its_image_and_only_proposed(cast: Cast, officer) -> None:
    reading = send_paper(
        actor=officer,
        seat_id=cast.unit("TQ").pk,
        name="quet.png",
        stream=io.BytesIO(b"\x89PNG\r\n\x1a\n.."),
        size=10,
    )
    from thidua.documents.source.errors import SourceEmpty

    keep_refusal(actor=system("đọc"), reading_id=reading.pk, refusal=SourceEmpty())
    with pytest.raises(NoTextTyped):
        read_typed_text(actor=officer, reading_id=reading.pk, text="  ")
    kept = save_typed(actor=officer, reading_id=reading.pk, text="KẾ HOẠCH\r\nnăm 2017")
    assert (kept.raw, kept.state) == ("KẾ HOẠCH\nnăm 2017", "unreadable")
    with pytest.raises(Stale):
        save_typed(actor=officer, reading_id=reading.pk, text="x", version=kept.version - 1)
    ordered = read_typed_text(actor=officer, reading_id=reading.pk, text=kept.raw, version=kept.version)
    assert (ordered.state, ordered.typed) == ("reading", True)
    assert ordered.file.kind == "image/png"


# Story 12


@pytest.mark.usefixtures("addresses")
def test_story_12_number_and_signature_are_the_offices_own(
    cast: Cast, reading, officer, sign_in: SignIn
) -> None:
    paper = drafted(reading, officer)
    keep_as_sentence(actor=officer, paper_id=paper.pk, unfinished_id=paper.unfinished_targets.get().pk)
    for section, field in (("purpose", "text"), ("measure", "text"), ("participants", "population")):
        save_line(actor=officer, paper_id=paper.pk, section=section, values={field: "Viết thêm"})
    second = Round.objects.filter(paper=paper).last()
    days = {"starts_on": day(7, 1), "start_is_month_only": False, "ends_on": day(12, 31)}
    save_line(actor=officer, paper_id=paper.pk, section="rounds", line_id=second.pk, values=days)
    clerk = cast.actor("clerk", "TQ")
    told = {"actor": clerk, "paper_id": paper.pk, "done_on": day(3, 18), "verdict": "agrees"}
    record_step(**told, kind="head", who="Trưởng ban")
    record_step(**told, kind="committee_minutes", who="Ban Thường vụ")
    signed = Signature(
        capacity="committee_deputy", office="vice_chair", name="Lý Văn Đại", signed_on=day(3, 18)
    )
    record_signature(actor=clerk, paper_id=paper.pk, signature=signed)
    page = sign_in("clerk", "TQ").get(reverse("launch:paper", args=[paper.pk]))
    assert 'name="number" value="41"' in text(page)  # as the paper had it; the clerk gives another
    issued = issue_paper(actor=clerk, paper_id=paper.pk, number=315, issued_on=day(3, 19))
    assert (issued.reference, issued.capacity) == ("315/KH-LĐLĐ", "committee_deputy")
    book = Register.objects.get(unit=cast.unit("TQ"), direction="outgoing", year=2017)
    entered = {"actor": clerk, "register_id": book.pk, "subject": "x", "dated_on": day(3, 20)}
    assert register_document(**entered, number=342, symbol="KH-LĐLĐ").number == 342
    with pytest.raises(NumberTaken):
        register_document(**entered, number=315, symbol="KH-LĐLĐ")


def test_a_draft_is_not_signed_while_targets_wait(cast: Cast, reading, officer) -> None:
    paper = drafted(reading, officer)
    assert "launch.lacks_finished_targets" in {one.code for one in content_lacks(paper)}
    left = paper.unfinished_targets.get()
    target = Target.objects.filter(cycle__movement=paper.movement).first()
    finish_target(actor=officer, paper_id=paper.pk, unfinished_id=left.pk, target_id=target.pk)
    paper = Paper.objects.get(pk=paper.pk)
    assert "launch.lacks_finished_targets" not in {one.code for one in content_lacks(paper)}
    with pytest.raises(Absent):
        keep_as_sentence(actor=officer, paper_id=paper.pk, unfinished_id=left.pk)


def test_the_other_paper_of_a_file_is_read_beside_the_first(cast: Cast, officer) -> None:
    content = TWO.encode()
    first = send_paper(
        actor=officer,
        seat_id=cast.unit("TQ").pk,
        name="hai.txt",
        stream=io.BytesIO(content),
        size=len(content),
    )
    carry_out(progress_id=first.progress.pk)
    item(first, "target", value=120)
    with pytest.raises(Absent):
        read_other_paper(actor=officer, reading_id=first.pk, paper=3)
    second = read_other_paper(actor=officer, reading_id=first.pk, paper=2)
    carry_out(progress_id=second.progress.pk)
    assert [one.told["value"] for one in second.items.filter(kind="target")] == [80]
    assert first.items.filter(kind="target").count() == 1  # what was read of the first stays

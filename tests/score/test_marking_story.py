"""Story 16: self 98,5; the organisation department 20 → 17, finance 10 → 8,5, in all 94,0; a cảnh cáo bars the flag;
the council's order and the committee's differ, both are kept, and the decision is the committee's."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
from django.urls import reverse

from tests.cast import Cast, hear_everything
from tests.score.marking import begun, everybody_agrees, mark_oneself, move, points, standing, total, unit
from thidua.audit.models import Entry
from thidua.federation.actions.clusters.members import add_member
from thidua.kernel.door import Actor
from thidua.score.actions.marking.move_round import Noted
from thidua.score.actions.marking.note_event import note_event
from thidua.score.actions.marking.place import Wanted, advise_order, decide_order
from thidua.score.actions.marking.take_in import take_in
from thidua.score.actions.marking.verify import Verdict, verify
from thidua.score.errors import Barred, CouncilHasNotAdvised, NotYourCriterion, ReasonMissing, TooLateToComeIn
from thidua.score.models import Mark, MarkingRound, Placing
from thidua.score.queries.marking.looking import look_at
from thidua.score.queries.marking.papers import paper_of
from thidua.score.queries.marking.roll import moved


@pytest.fixture
def made(cast: Cast) -> MarkingRound:
    """Na Hang marks itself 98,5, the two others 95 and 90; the round is at the departments."""
    made = begun(cast)
    mark_oneself(cast, made, "TQ-NH", points(I_1=20, II_1=10, III_1=40, III_2="28,5"))
    mark_oneself(cast, made, "TQ-SD", points(I_1=19, II_1=9, III_1=38, III_2=29))
    mark_oneself(cast, made, "TQ-GD", points(I_1=18, II_1=8, III_1=36, III_2=28))
    return move(cast, made, "to_verifying")


def document_text(actor: Actor, made: MarkingRound, what: str) -> str:
    with zipfile.ZipFile(io.BytesIO(paper_of(look_at(actor, made.pk), what, "docx").content)) as packed:
        return re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())


def verify_na_hang(cast: Cast, made: MarkingRound) -> None:
    na_hang = unit(made, cast, "TQ-NH").pk
    verify(
        actor=cast.actor("head_of_department"),
        round_id=made.pk,
        verdicts=[Verdict(na_hang, "I.1", {"points": "17"}, "Ba chi bộ chưa có tổ công đoàn")],
    )
    verify(
        actor=cast.actor("province_officer"),
        round_id=made.pk,
        verdicts=[Verdict(na_hang, "II.1", {"points": "8,5"}, "Nộp kinh phí quý IV chậm")],
    )


def test_self_98_5_becomes_94(cast: Cast, made: MarkingRound) -> None:
    assert total(cast, made, "TQ-NH", "self") == "98.5"
    assert total(cast, made, "TQ-NH") == "?"  # nobody has verified: the unit's own mark is no total
    verify_na_hang(cast, made)
    everybody_agrees(cast, made)
    assert total(cast, made, "TQ-NH", "self") == "98.5"
    assert total(cast, made, "TQ-NH") == "94"
    kept = Mark.objects.filter(marked=unit(made, cast, "TQ-NH"), leaf="I.1").values_list(
        "layer", "values", "reason"
    )
    assert list(kept) == [
        ("self", {"points": "20"}, ""),
        ("verified", {"points": "17"}, "Ba chi bộ chưa có tổ công đoàn"),
    ]
    said = Entry.objects.filter(did="score.marked", data__layer="verified", data__leaf="I.1").order_by("pk")[
        0
    ]
    assert (said.actor_name, said.reason) == ("Trịnh Xuân Hòa", "Ba chi bộ chưa có tổ công đoàn")


def test_a_department_verifies_only_its_own_criteria(cast: Cast, made: MarkingRound) -> None:
    na_hang = unit(made, cast, "TQ-NH").pk
    with pytest.raises(NotYourCriterion) as refusal:
        verify(
            actor=cast.actor("province_officer"),
            round_id=made.pk,
            verdicts=[Verdict(na_hang, "I.1", {"points": "17"}, "không phải việc của tôi")],
        )
    assert refusal.value.params == {"leaf": "I.1", "department": "Ban Tổ chức"}
    with pytest.raises(ReasonMissing):
        verify(
            actor=cast.actor("head_of_department"),
            round_id=made.pk,
            verdicts=[Verdict(na_hang, "I.1", {"points": "17"})],
        )


def test_a_canh_cao_bars_the_flag_and_both_orders_are_kept(cast: Cast, made: MarkingRound) -> None:
    verify_na_hang(cast, made)
    everybody_agrees(cast, made)
    note_event(
        actor=cast.actor("province_officer"),
        marked_id=unit(made, cast, "TQ-SD").pk,
        event="cảnh cáo",
        note="Quyết định 41/QĐ-UBKT",
    )
    move(cast, made, "to_explaining", "to_meeting", "to_council")
    with pytest.raises(CouncilHasNotAdvised):
        move(cast, made, "to_committee")
    head, chair = cast.actor("head_of_department"), cast.actor("chair")
    na_hang, son_duong, education = (unit(made, cast, code).pk for code in ("TQ-NH", "TQ-SD", "TQ-GD"))
    assert total(cast, made, "TQ-SD") == "95"
    with pytest.raises(Barred) as refusal:
        advise_order(actor=head, round_id=made.pk, wanted={son_duong: Wanted(honour="flag")})
    assert refusal.value.params["events"] == "cảnh cáo"
    advise_order(actor=head, round_id=made.pk, wanted={na_hang: Wanted(honour="flag")})
    move(cast, made, "to_committee", number="56/TTr-CSPL")
    with pytest.raises(ReasonMissing):
        decide_order(actor=chair, round_id=made.pk, wanted={na_hang: Wanted(1), son_duong: Wanted(2)})
    why = "Đơn vị có người bị cảnh cáo không đứng đầu cụm"
    decided = decide_order(
        actor=chair,
        round_id=made.pk,
        wanted={na_hang: Wanted(1, "flag", why), son_duong: Wanted(2, "", why)},
        noted=Noted(number="12-KL/BTV", minutes="Họp ngày 18/7"),
    )
    assert decided.state == "decided"

    def order(layer: str) -> dict[int, int | None]:
        found = Placing.objects.filter(marked__round=made, layer=layer, current=True)
        return dict(found.values_list("marked_id", "place"))

    assert order("sheet") == {son_duong: 1, na_hang: 2, education: 3}
    assert order("council") == {son_duong: 1, na_hang: 2, education: 3}
    assert order("committee") == {na_hang: 1, son_duong: 2, education: 3}
    submitted, told = document_text(head, made, "submission"), document_text(chair, made, "decision")
    # What the council advised stands in the tờ trình; the committee's own order only in the decision, which names it.
    assert "Số: 56/TTr-CSPL" in submitted
    assert "không được xét khen vì: cảnh cáo" in submitted
    assert "Tặng cờ thi đua: " in submitted
    assert why not in submitted
    assert "Xét Tờ trình 56/TTr-CSPL, ngày " in told
    flags = Placing.objects.filter(marked__round=made, honour="flag", current=True)
    assert {one.layer for one in flags} == {"council", "committee"}
    assert {one.marked_id for one in flags} == {na_hang}


def test_a_unit_that_joins_is_taken_in_while_all_mark_themselves_and_told_later(cast: Cast) -> None:
    made = begun(cast, codes=("TQ-NH",))
    assert made.cluster is not None
    officer, into = cast.actor("province_officer"), {"cluster_id": made.cluster.pk, "year": 2017}
    early, late = cast.units["TQ-SD"], cast.units["TQ-GD"]
    add_member(actor=officer, unit_id=early.pk, **into)
    hear_everything()
    assert [one.unit for one in standing(made).active] == [cast.units["TQ-NH"], early]
    assert moved(made, standing(made).marked) == []
    made = move(cast, made, "to_verifying")
    add_member(actor=officer, unit_id=late.pk, joined_on=dt.date(2017, 7, 1), **into)
    hear_everything()
    (told,) = moved(made, standing(made).marked)
    assert (told.unit_id, told.may_come) == (late.pk, False)
    assert "vào cụm ngày 01/07/2017, khi đợt chấm đã qua bước tự chấm" in told.says
    with pytest.raises(TooLateToComeIn):
        take_in(actor=officer, round_id=made.pk, unit_id=late.pk)
    move(cast, made, "back_to_self", reason="Có thành viên mới")
    page = cast.client("province_officer").get(reverse("score:round", args=[made.pk])).content.decode()
    assert "Đưa vào đợt chấm" in page
    assert take_in(actor=officer, round_id=made.pk, unit_id=late.pk).unit == late

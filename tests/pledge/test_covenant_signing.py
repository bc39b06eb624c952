"""Signing: in the house with the PIN, on stage with the scan; what a signature binds; who may not give one."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from django.utils import timezone

from tests.cast import Cast, hear_everything
from tests.pledge.covenants import (
    NEIGHBOUR,
    SEAT,
    assigned_number,
    cluster_of,
    decide,
    figure,
    found_twelve,
    in_force,
    of_chair,
    on_stage,
    party,
    proof,
    sent_round,
    sign,
    to_be_signed,
    twelve,
)
from thidua.access.errors import NotProved
from thidua.access.proving import Proof
from thidua.algebra.thresholds import Open
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.launch.errors import CapacityDoesNotFit, InTheFuture, SignerUnknown
from thidua.launch.models import Assignment
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import (
    begin_change,
    drop_change,
    open_negotiation,
    reopen,
    settle_text,
)
from thidua.pledge.actions.covenants.negotiate import answer_proposal, propose_figure
from thidua.pledge.actions.covenants.on_stage import OnStage, record_stage
from thidua.pledge.actions.covenants.sign import sign_covenant
from thidua.pledge.actions.covenants.write import add_clause
from thidua.pledge.errors import (
    AlreadySigned,
    NobodySigned,
    ScanMissing,
    SignerHoldsNoOffice,
    TextChanged,
)
from thidua.pledge.models import Covenant, Signature
from thidua.pledge.queries.covenants.chain import verify
from thidua.pledge.queries.covenants.standing import in_force as version_in_force
from thidua.pledge.queries.covenants.text import read
from thidua.rollup.queries.limits import Limits


@pytest.mark.row("K06")
def test_story_15_twelve_sign_on_stage_and_a_decision_amends_by_notice(cast: Cast) -> None:
    """One of the twelve through KT.; 300 becomes 250 without signing again; the member is judged on 250."""
    found_twelve(cast)
    decide(cast, dict.fromkeys(twelve(), "300"), number=24)
    seat, cluster = cast.actor(SEAT), cluster_of(cast, twelve())
    covenant = draft_covenant(
        actor=seat, kind=Covenant.Kind.CLUSTER, cycle_id=cast.cycle.pk, cluster_id=cluster.pk
    )
    numbered = covenant.clauses.exclude(target=None).get()
    assert [one.threshold["value"] for one in numbered.commitments.all()] == ["300"] * 12
    open_negotiation(actor=seat, covenant_id=covenant.pk)
    version = settle_text(actor=seat, covenant_id=covenant.pk)
    signers = [of_chair(party(covenant, code), f"Chủ tịch {code}") for code in twelve()]
    signers[0] = of_chair(party(covenant, "TQ-SD"), cast.people[SEAT].name)
    signers[2] = OnStage(
        party(covenant, "TQ-M03").pk, "Phó chủ tịch TQ-M03", "vice_chair", "committee_deputy"
    )
    assert len(on_stage(cast, version, signers, on=dt.date(2017, 6, 30))) == 12
    hear_everything()
    covenant.refresh_from_db()
    assert (covenant.state, covenant.signed_on) == ("in_force", dt.date(2017, 6, 30))

    decide(cast, {"TQ-M05": "250"}, number=40)
    hear_everything()

    first, second = covenant.versions.order_by("number")
    assert (first.how, first.state) == ("signed", "replaced")
    assert (second.how, second.state) == ("notice", "in_force")
    assert "40/" in second.cites
    assert not second.signatures.exists()
    fifth = party(covenant, "TQ-M05")
    assert read(first).clauses[0].says(fifth.pk) == "Từ 300\N{NO-BREAK SPACE}đoàn viên trở lên"
    assert read(second).clauses[0].says(fifth.pk) == "Từ 250\N{NO-BREAK SPACE}đoàn viên trở lên"
    assert assigned_number(cast.targets["t03"], cast.units["TQ-M05"]) == "250"
    assert [reaches(cast, "TQ-M05", admitted) for admitted in (249, 250)] == [False, True]
    assert [reaches(cast, "TQ-M06", admitted) for admitted in (250, 300)] == [False, True]
    covenant.refresh_from_db()
    assert covenant.state == "in_force"
    assert verify(covenant) is None


def reaches(cast: Cast, code: str, admitted: int) -> bool:
    """Whether a unit that has admitted so many has reached what it is judged by, as everywhere in the house."""
    target, unit = cast.targets["t03"], cast.units[code]
    limit = Limits([target], [unit.pk]).of(target, unit.pk)
    assert limit.threshold is not None and not isinstance(limit.threshold, Open)
    return limit.threshold.met_by(Fraction(admitted))


def test_the_last_signature_brings_it_into_force(cast: Cast) -> None:
    """Two chairs sign in the house, the third union on stage: one is as good as the other."""
    version = to_be_signed(cast)
    covenant = version.covenant
    assert sign(cast.actor(SEAT), version).office == "chair"
    sign(cast.actor(NEIGHBOUR), version)
    assert Covenant.objects.get().state == "to_sign"
    on_stage(cast, version, [of_chair(party(covenant, "TQ-GD"), "Vũ Thị Bích")])
    covenant.refresh_from_db()
    version.refresh_from_db()
    assert (covenant.state, version.state, covenant.head) == ("in_force", "in_force", version.seal)
    assert verify(covenant) is None


def test_a_figure_signed_above_the_assignment_is_the_assignment(cast: Cast) -> None:
    covenant = sent_round(cast)
    target, unit = cast.targets["t03"], cast.units["TQ-NH"]
    before = Assignment.objects.get(target=target, unit=unit, current=True)
    assert before.threshold is not None
    more = str(int(before.threshold["value"]) + 30)
    propose_figure(
        actor=cast.actor(NEIGHBOUR),
        covenant_id=covenant.pk,
        clause_id=figure(covenant, "t03", "TQ-NH").clause_id,
        party_id=party(covenant, "TQ-NH").pk,
        typed=more,
    )
    proposal = covenant.proposals.get()
    answer_proposal(actor=cast.actor(SEAT), covenant_id=covenant.pk, proposal_id=proposal.pk, accept=True)
    version = settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    assert assigned_number(target, unit) == before.threshold["value"]  # nobody has signed yet
    sign(cast.actor(SEAT), version)
    sign(cast.actor(NEIGHBOUR), version)
    on_stage(cast, version, [of_chair(party(covenant, "TQ-GD"), "Vũ Thị Bích")])
    hear_everything()

    now = Assignment.objects.get(target=target, unit=unit, current=True)
    assert now.threshold is not None
    assert (now.threshold["value"], now.number, now.answer) == (more, before.number + 1, "taken")
    assert now.source == f"{covenant.title}, bản 1"
    assert covenant.versions.count() == 1  # it follows itself no further
    others = Assignment.objects.filter(target__cycle=cast.cycle, source__contains="Giao ước")
    assert list(others) == [now]  # what was signed as assigned stays as it was


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("na_hang_officer", NotYours),  # of a party, but signing is not theirs
        ("province_officer", NotYours),  # above the parties: sees it, signs nothing
        ("stranger", Absent),
        ("garment_chair", Absent),  # below the leader's union: a cluster gives no inherited access
    ],
)
def test_who_has_no_authority_signs_nothing(cast: Cast, who: str, refusal: type[Exception]) -> None:
    version = to_be_signed(cast)
    with pytest.raises(refusal):
        sign(cast.actor(who), version)
    assert not Signature.objects.exists()


def test_the_capacity_must_fit_the_office(cast: Cast) -> None:
    version = to_be_signed(cast)
    with pytest.raises(CapacityDoesNotFit):
        sign(cast.actor(SEAT), version, "committee_deputy")  # a chair does not sign for the chair


def test_nobody_signs_without_the_own_pin_typed_a_moment_ago(cast: Cast) -> None:
    version, chair = to_be_signed(cast), cast.actor(SEAT)
    old = Proof(chair.account_id or 0, timezone.now() - dt.timedelta(minutes=6))
    for given in (None, old, proof(cast.actor(NEIGHBOUR))):
        with pytest.raises(NotProved):
            sign_covenant(
                actor=chair,
                covenant_id=version.covenant_id,
                capacity="committee",
                digest=version.digest,
                proof=given,
            )
    assert not Signature.objects.exists()


def test_a_text_that_changed_since_it_was_read_is_not_signed(cast: Cast) -> None:
    version = to_be_signed(cast)
    reopen(actor=cast.actor(SEAT), covenant_id=version.covenant_id, reason="thiếu một điều")
    with pytest.raises(NotNow):
        sign(cast.actor(NEIGHBOUR), version)
    settle_text(actor=cast.actor(SEAT), covenant_id=version.covenant_id)
    with pytest.raises(TextChanged):
        sign(cast.actor(NEIGHBOUR), version)


def test_a_party_signs_once(cast: Cast) -> None:
    version = to_be_signed(cast)
    sign(cast.actor(NEIGHBOUR), version)
    with pytest.raises(AlreadySigned) as told:
        sign(cast.actor(NEIGHBOUR), version)
    assert cast.people[NEIGHBOUR].name in str(told.value.say())
    with pytest.raises(AlreadySigned):
        on_stage(cast, version, [of_chair(party(version.covenant, "TQ-NH"), "Hoàng Văn Giáp")])
    assert Signature.objects.count() == 1


def test_what_is_signed_on_stage_is_recorded_whole_or_not_at_all(cast: Cast) -> None:
    version = to_be_signed(cast)
    education = party(version.covenant, "TQ-GD")
    wrong = of_chair(party(version.covenant, "TQ-NH"), "Nguyễn Văn Khác")
    with pytest.raises(SignerHoldsNoOffice) as told:
        on_stage(cast, version, [of_chair(education, "Vũ Thị Bích"), wrong])
    assert cast.people[NEIGHBOUR].name in str(told.value.say())  # the books know who chairs it
    for refusal, signers in (
        (NobodySigned, []),
        (SignerUnknown, [OnStage(education.pk, " ", "chair", "committee")]),
        (CapacityDoesNotFit, [OnStage(education.pk, "Vũ Thị Bích", "vice_chair", "committee")]),
    ):
        with pytest.raises(refusal):
            on_stage(cast, version, signers)
    with pytest.raises(InTheFuture):
        on_stage(cast, version, [of_chair(education, "Vũ Thị Bích")], on=dt.date(2017, 7, 19))
    with pytest.raises(ScanMissing):
        record_stage(
            actor=cast.actor(SEAT),
            covenant_id=version.covenant_id,
            digest=version.digest,
            signed_on=dt.date(2017, 7, 17),
            signers=[of_chair(education, "Vũ Thị Bích")],
            scan=None,
        )
    with pytest.raises(NotYours):  # another party does not record for all
        on_stage(cast, version, [of_chair(education, "Vũ Thị Bích")], by=NEIGHBOUR)
    assert not Signature.objects.exists()


def test_a_member_that_left_the_cluster_keeps_nobody_waiting(cast: Cast) -> None:
    version = to_be_signed(cast)
    version.covenant.cluster.members.filter(unit=cast.units["TQ-GD"]).update(left_on=dt.date(2017, 7, 1))
    sign(cast.actor(SEAT), version)
    sign(cast.actor(NEIGHBOUR), version)
    assert Covenant.objects.get().state == "in_force"


def test_a_change_binds_once_all_have_signed_it(cast: Cast) -> None:

    covenant, seat = in_force(cast), cast.actor(SEAT)
    first = version_in_force(covenant)
    assert first is not None
    begin_change(actor=seat, covenant_id=covenant.pk, reason="thêm một điều")
    add_clause(actor=seat, covenant_id=covenant.pk, text="Mỗi quý một buổi giao lưu")
    second = settle_text(actor=seat, covenant_id=covenant.pk)
    sign(seat, second)
    assert version_in_force(covenant) == first
    sign(cast.actor(NEIGHBOUR), second)
    on_stage(cast, second, [of_chair(party(covenant, "TQ-GD"), "Vũ Thị Bích")])
    assert version_in_force(covenant) == second
    first.refresh_from_db()
    assert first.state == "replaced"

    begin_change(actor=seat, covenant_id=covenant.pk, reason="bỏ điều đó")
    covenant.clauses.last().delete()
    drop_change(actor=seat, covenant_id=covenant.pk)
    assert covenant.clauses.last().text == "Mỗi quý một buổi giao lưu"
    assert verify(Covenant.objects.get()) is None


def test_a_notice_while_a_change_is_out_to_be_signed_brings_the_change_back(cast: Cast) -> None:

    covenant, seat = in_force(cast), cast.actor(SEAT)
    begin_change(actor=seat, covenant_id=covenant.pk, reason="thêm một điều")
    add_clause(actor=seat, covenant_id=covenant.pk, text="Mỗi quý một buổi giao lưu")
    second = settle_text(actor=seat, covenant_id=covenant.pk)
    sign(seat, second)
    decide(cast, {"TQ-NH": "80"}, number=41)
    hear_everything()
    covenant.refresh_from_db()
    assert covenant.state == "amending"
    states = list(covenant.versions.order_by("number").values_list("how", "state"))
    assert states == [("signed", "replaced"), ("signed", "void"), ("notice", "in_force")]
    assert figure(covenant, "t03", "TQ-NH").threshold["value"] == "80"
    assert covenant.clauses.last().text == "Mỗi quý một buổi giao lưu"  # the change itself goes on
    assert verify(covenant) is None


def test_a_decision_before_the_last_signature_brings_the_text_back(cast: Cast) -> None:
    version = to_be_signed(cast)
    covenant = version.covenant
    sign(cast.actor(SEAT), version)
    decide(cast, {"TQ-NH": "90"}, number=42)
    hear_everything()
    covenant.refresh_from_db()
    version.refresh_from_db()
    assert (covenant.state, version.state) == ("negotiating", "void")
    assert figure(covenant, "t03", "TQ-NH").threshold["value"] == "90"
    told = covenant.proposals.get()
    assert (told.by, told.state) == (None, "accepted")
    assert "42/" in told.reason

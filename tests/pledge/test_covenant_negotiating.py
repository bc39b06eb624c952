"""Coming to terms: figures begin at the assignment, never end below it, and everybody sees who proposed what."""

from __future__ import annotations

import pytest

from tests.cast import Cast, hear_everything
from tests.pledge.covenants import (
    NEIGHBOUR,
    SEAT,
    assigned,
    clause,
    cluster_of,
    decide,
    drafted,
    figure,
    party,
    sent_round,
)
from thidua.federation.models import Body, ClusterYear, Membership
from thidua.federation.states import CLUSTER_YEAR
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.launch.models import Assignment
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import cancel, open_negotiation, reopen, settle_text
from thidua.pledge.actions.covenants.negotiate import (
    Proposed,
    agree,
    answer_proposal,
    propose_figure,
    propose_words,
    take_proposal_back,
)
from thidua.pledge.actions.covenants.write import add_clause, change_clause, drop_clause
from thidua.pledge.errors import (
    ClauseEmpty,
    ClauseTwice,
    CovenantExists,
    FigureBelowAssignment,
    FigureChanged,
    FigureMissing,
    FigureSame,
    LastYearOpen,
    NoClusterLeader,
    NothingPromised,
    NotYoursToAnswer,
    ProposalAnswered,
    ProposalsOpen,
    TooFewParties,
    WithoutReason,
    WordsSame,
)
from thidua.pledge.models import Commitment, Covenant


def propose(
    cast: Cast, covenant: Covenant, who: str, unit: str, typed: str, seen: int | None = None
) -> Proposed:
    return propose_figure(
        actor=cast.actor(who),
        covenant_id=covenant.pk,
        clause_id=clause(covenant, "t03").pk,
        party_id=party(covenant, unit).pk,
        typed=typed,
        seen=seen,
    )


def number(covenant: Covenant, unit: str) -> str:
    return str(figure(covenant, "t03", unit).threshold["value"])


@pytest.mark.row("K05")
def test_every_figure_begins_at_what_each_member_was_assigned(cast: Cast) -> None:
    covenant = drafted(cast)
    assert covenant.seat == cast.units["TQ-SD"]  # a cluster has no seal
    assert [one.unit.code for one in covenant.parties.select_related("unit") if one.lead] == ["TQ-SD"]
    standing = Assignment.objects.filter(
        target__cycle=cast.cycle, unit__parent=cast.units["TQ"], current=True
    )
    want = {
        (one.target.code, one.unit.code): one.threshold for one in standing.select_related("target", "unit")
    }
    rows = Commitment.objects.filter(clause__covenant=covenant)
    found = {
        (one.clause.target.code, one.party.unit.code): one.threshold
        for one in rows.select_related("clause__target", "party__unit")
    }
    assert {cell: value for cell, value in found.items() if cell in want} == {
        cell: value for cell, value in want.items() if cell in found
    }
    assert {target for target, _unit in want if want[target, _unit]} == {target for target, _unit in found}
    words = list(covenant.clauses.filter(target=None).values_list("text", flat=True))
    assert words == [
        "Xây dựng công đoàn cơ sở vững mạnh"
    ]  # what the plan says to all; not what it says to a bloc
    assert "05/KH-LĐLĐ" in covenant.opening


def test_what_a_party_proposes_for_itself_the_seat_answers(cast: Cast) -> None:
    covenant = sent_round(cast)
    propose(cast, covenant, NEIGHBOUR, "TQ-NH", "330")
    proposal = covenant.proposals.get()
    assert (proposal.by_name, proposal.state) == (cast.people[NEIGHBOUR].name, "open")
    with pytest.raises(NotYoursToAnswer):
        answer_proposal(
            actor=cast.actor(NEIGHBOUR), covenant_id=covenant.pk, proposal_id=proposal.pk, accept=True
        )
    with pytest.raises(ProposalsOpen):
        settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    answer_proposal(actor=cast.actor(SEAT), covenant_id=covenant.pk, proposal_id=proposal.pk, accept=True)
    assert number(covenant, "TQ-NH") == "330"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answered_by) == ("accepted", cast.people[SEAT].name)
    with pytest.raises(ProposalAnswered):
        answer_proposal(
            actor=cast.actor(SEAT), covenant_id=covenant.pk, proposal_id=proposal.pk, accept=False, answer="x"
        )


def test_what_another_proposes_the_party_answers(cast: Cast) -> None:
    covenant = sent_round(cast)
    before = number(covenant, "TQ-NH")
    proposal = propose(cast, covenant, SEAT, "TQ-NH", "350").proposal
    actor = cast.actor(NEIGHBOUR)
    with pytest.raises(WithoutReason):
        answer_proposal(actor=actor, covenant_id=covenant.pk, proposal_id=proposal.pk, accept=False)
    answer_proposal(
        actor=actor, covenant_id=covenant.pk, proposal_id=proposal.pk, accept=False, answer="Quá sức"
    )
    assert number(covenant, "TQ-NH") == before
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == ("declined", "Quá sức")


def test_the_leaders_own_figure_needs_nobodys_answer_but_is_seen(cast: Cast) -> None:
    covenant = sent_round(cast)
    told = propose(cast, covenant, SEAT, "TQ-SD", "400").proposal
    told.refresh_from_db()
    assert (number(covenant, "TQ-SD"), told.state) == ("400", "accepted")


def test_never_below_the_assignment(cast: Cast) -> None:
    covenant = sent_round(cast)
    with pytest.raises(FigureBelowAssignment) as told:
        propose(cast, covenant, NEIGHBOUR, "TQ-NH", "1")
    assert cast.units["TQ-NH"].short_name in str(told.value.say())
    for typed, refusal in (("", FigureMissing), (number(covenant, "TQ-NH"), FigureSame)):
        with pytest.raises(refusal):
            propose(cast, covenant, NEIGHBOUR, "TQ-NH", typed)
    Commitment.objects.filter(pk=figure(covenant, "t03", "TQ-NH").pk).update(threshold=None)
    with pytest.raises(FigureBelowAssignment):  # nothing promised is less than anything assigned
        settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    assert not covenant.proposals.exists()


def test_two_at_once_are_told(cast: Cast) -> None:
    """Two figures for one cell stand side by side; a figure that moved meanwhile is said to who still saw the old."""
    covenant = sent_round(cast)
    seen = figure(covenant, "t03", "TQ-NH").version
    first = propose(cast, covenant, NEIGHBOUR, "TQ-NH", "330", seen).proposal
    second = propose(cast, covenant, SEAT, "TQ-NH", "340", seen)
    assert [one.pk for one in second.beside] == [first.pk]
    answer_proposal(
        actor=cast.actor(NEIGHBOUR), covenant_id=covenant.pk, proposal_id=second.proposal.pk, accept=True
    )
    first.refresh_from_db()
    assert first.state == "overtaken"
    assert number(covenant, "TQ-NH") == "340"
    with pytest.raises(FigureChanged) as told:
        propose(cast, covenant, NEIGHBOUR, "TQ-NH", "345", seen)
    assert "340" in str(told.value.say())


def test_a_proposal_is_taken_back_by_its_party_only(cast: Cast) -> None:
    covenant = sent_round(cast)
    proposal = propose(cast, covenant, NEIGHBOUR, "TQ-NH", "330").proposal
    with pytest.raises(NotYours):
        take_proposal_back(actor=cast.actor(SEAT), covenant_id=covenant.pk, proposal_id=proposal.pk)
    take_proposal_back(actor=cast.actor(NEIGHBOUR), covenant_id=covenant.pk, proposal_id=proposal.pk)
    settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)


def test_who_agreed_is_asked_again_when_the_figure_or_the_words_change(cast: Cast) -> None:
    covenant = sent_round(cast)
    agree(actor=cast.actor(NEIGHBOUR), covenant_id=covenant.pk)
    assert party(covenant, "TQ-NH").agreed_by == cast.people[NEIGHBOUR].name
    propose(cast, covenant, SEAT, "TQ-NH", "350")
    assert party(covenant, "TQ-NH").agreed_at is None
    agree(actor=cast.actor(NEIGHBOUR), covenant_id=covenant.pk)
    words = covenant.clauses.get(target=None)
    change_clause(
        actor=cast.actor(SEAT), covenant_id=covenant.pk, clause_id=words.pk, text="Không có đơn vị yếu"
    )
    assert party(covenant, "TQ-NH").agreed_at is None
    seen = covenant.proposals.get(what="words")
    assert (seen.before, seen.said) == ("Xây dựng công đoàn cơ sở vững mạnh", "Không có đơn vị yếu")


def test_the_wording_is_the_seats(cast: Cast) -> None:
    covenant = sent_round(cast)
    seat = cast.actor(SEAT)
    with pytest.raises(NotYours):
        add_clause(actor=cast.actor(NEIGHBOUR), covenant_id=covenant.pk, text="x")
    for refusal, told in (
        (ClauseEmpty, {"text": "  "}),
        (ClauseTwice, {"target_id": cast.targets["t03"].pk}),
        (Absent, {"target_id": 10**9}),
    ):
        with pytest.raises(refusal):
            add_clause(actor=seat, covenant_id=covenant.pk, **told)
    dropped = clause(covenant, "t03")
    drop_clause(actor=seat, covenant_id=covenant.pk, clause_id=dropped.pk)
    back = add_clause(actor=seat, covenant_id=covenant.pk, target_id=cast.targets["t03"].pk)
    assert back.commitments.exclude(threshold=None).count() == 3  # with the assigned figures
    assert list(covenant.proposals.values_list("what", flat=True)) == ["drop", "add"]


def test_any_party_proposes_words_and_the_seat_answers(cast: Cast) -> None:
    covenant = sent_round(cast)
    chair, seat = cast.actor(NEIGHBOUR), cast.actor(SEAT)
    words = covenant.clauses.get(target=None)
    first = propose_words(actor=chair, covenant_id=covenant.pk, text="Mỗi quý một buổi giao lưu")
    second = propose_words(actor=chair, covenant_id=covenant.pk, clause_id=words.pk, text="Không đơn vị yếu")
    for refusal, text in ((ClauseEmpty, " "), (WordsSame, words.text)):
        with pytest.raises(refusal):
            propose_words(actor=chair, covenant_id=covenant.pk, clause_id=words.pk, text=text)
    with pytest.raises(NotYoursToAnswer):
        answer_proposal(actor=chair, covenant_id=covenant.pk, proposal_id=first.pk, accept=True)
    agree(actor=chair, covenant_id=covenant.pk)
    answer_proposal(actor=seat, covenant_id=covenant.pk, proposal_id=first.pk, accept=True)
    answer_proposal(
        actor=seat, covenant_id=covenant.pk, proposal_id=second.pk, accept=False, answer="Giữ như kế hoạch"
    )
    texts = list(covenant.clauses.filter(target=None).values_list("text", flat=True))
    assert texts == ["Xây dựng công đoàn cơ sở vững mạnh", "Mỗi quý một buổi giao lưu"]
    assert party(covenant, "TQ-NH").agreed_at is None  # the words are everybody's
    own = propose_words(actor=seat, covenant_id=covenant.pk, text="Cùng nhau thắng lợi")
    own.refresh_from_db()
    assert own.state == "accepted"  # who keeps the pen writes it down, in sight


def test_a_draft_follows_the_decision_and_a_proposal_is_lifted(cast: Cast) -> None:
    covenant = sent_round(cast)
    propose(cast, covenant, SEAT, "TQ-SD", "400")
    decide(cast, {"TQ-NH": "90", "TQ-SD": "450", "TQ-GD": "80"}, number=43)
    hear_everything()
    assert (number(covenant, "TQ-NH"), number(covenant, "TQ-SD")) == ("90", "450")
    told = covenant.proposals.filter(by=None, party__unit__code="TQ-SD").get()
    assert "43/" in told.reason


def test_a_figure_above_a_lower_decision_stays_before_it_is_signed(cast: Cast) -> None:
    covenant = sent_round(cast)
    propose(cast, covenant, SEAT, "TQ-SD", "400")
    decide(cast, {"TQ-SD": "100"}, number=44)
    hear_everything()
    assert number(covenant, "TQ-SD") == "400"


def test_bad_beginnings_are_told(cast: Cast) -> None:
    assigned(cast)
    seat = cast.actor(SEAT)
    nobody_leads = cluster_of(cast, leader=None)

    def begin(cluster: Body, who: str = SEAT) -> Covenant:
        return draft_covenant(
            actor=cast.actor(who), kind="cluster", cycle_id=cast.cycle.pk, cluster_id=cluster.pk
        )

    with pytest.raises(NoClusterLeader):
        begin(nobody_leads)
    nobody_leads.leaderships.create(
        year=2017, leader=cast.units["TQ-SD"], way="meeting", settled_on=cast.movement.from_on
    )
    with pytest.raises(NotYours):
        begin(nobody_leads, NEIGHBOUR)
    Membership.objects.exclude(unit=cast.units["TQ-SD"]).delete()
    with pytest.raises(TooFewParties):
        begin(nobody_leads)
    Membership.objects.create(cluster=nobody_leads, unit=cast.units["TQ-NH"], year=2017)
    covenant = begin(nobody_leads)
    with pytest.raises(CovenantExists):
        begin(nobody_leads)
    with pytest.raises(NotNow):
        settle_text(actor=seat, covenant_id=covenant.pk)
    covenant.clauses.all().delete()
    with pytest.raises(NothingPromised):
        open_negotiation(actor=seat, covenant_id=covenant.pk)
    with pytest.raises(WithoutReason):
        cancel(actor=seat, covenant_id=covenant.pk, reason=" ")
    cancel(actor=seat, covenant_id=covenant.pk, reason="lập nhầm")
    assert begin(nobody_leads).pk != covenant.pk  # a cancelled one stands in nobody's way


def test_a_draft_is_known_at_its_seat_only(cast: Cast) -> None:
    covenant = drafted(cast)
    assert fetch(Covenant, covenant.pk, actor=cast.actor(SEAT)) == covenant
    for who in (NEIGHBOUR, "province_officer", "garment_chair", "stranger"):
        with pytest.raises(Absent):
            fetch(Covenant, covenant.pk, actor=cast.actor(who))
    open_negotiation(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    for who in (NEIGHBOUR, "province_officer"):
        assert fetch(Covenant, covenant.pk, actor=cast.actor(who)) == covenant
    for who in ("garment_chair", "school_chair", "stranger"):  # below a party, and away from all
        with pytest.raises(Absent):
            fetch(Covenant, covenant.pk, actor=cast.actor(who))


def test_reopening_needs_a_reason_and_keeps_what_was_signed(cast: Cast) -> None:
    covenant = sent_round(cast)
    version = settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    with pytest.raises(WithoutReason):
        reopen(actor=cast.actor(SEAT), covenant_id=covenant.pk, reason="")
    reopen(actor=cast.actor(SEAT), covenant_id=covenant.pk, reason="thiếu một điều")
    version.refresh_from_db()
    assert (version.state, bool(version.seal)) == ("void", True)


@pytest.mark.row("K08")
def test_a_cluster_sums_up_the_old_year_before_it_promises_a_new_one(cast: Cast) -> None:
    covenant = sent_round(cast)
    assert covenant.cluster is not None
    last = ClusterYear.objects.create(cluster=covenant.cluster, year=2016)
    with pytest.raises(LastYearOpen):
        settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    CLUSTER_YEAR.move(last, "close")
    assert settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk).number == 1

"""Who may see what in which phase, and who may do what: literally. What is not written here is closed."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import Cast
from tests.score.marking import begun, mark_oneself, member, move, points, someone, unit
from thidua.kernel.door import Actor, ruling_of
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.kernel.transitions import StateTable
from thidua.score.actions.marking.move_round import move_round
from thidua.score.actions.marking.self_mark import save_self_mark, take_self_mark_back
from thidua.score.actions.marking.set_phases import set_eyes, set_phases
from thidua.score.actions.marking.start_round import set_checkers
from thidua.score.actions.marking.verify import Verdict, cross_check
from thidua.score.errors import (
    CheckerNotMember,
    EyesUnknown,
    PhaseDaysCrossed,
    PhasePassed,
    PhaseSkipped,
    PhasesMissing,
)
from thidua.score.models import MarkedUnit, MarkingRound
from thidua.score.phases import CHOSEN, LAYERS, PHASES
from thidua.score.queries.marking.loading import standing_of
from thidua.score.queries.marking.sight import Sight, sight_of
from thidua.score.states import APPEAL, MARKED, ROUND, SHEET

# What a person sees of the layers of another unit, and of their own: "o" own only, "a" all, "." nothing.
# Layers in the order of LAYERS: self, verified, meeting, council, committee, total.
SEEN = {
    "member": {
        "self_marking": "o.....",
        "verifying": "o.....",
        "explaining": "oo....",
        "meeting": "aaa..a",
        "advising": "aaa..a",
        "submitted": "aaa..a",
        "decided": "aaa..a",
        "published": "aaa.aa",
        "closed": "aaa.aa",
    },
    "leader": {
        "preparing": "......",
        "self_marking": "a.....",
        "verifying": "a.....",
        "explaining": "aa....",
        "meeting": "aaa..a",
        "advising": "aaa..a",
        "submitted": "aaa..a",
        "decided": "aaa..a",
        "published": "aaa.aa",
        "closed": "aaa.aa",
    },
    "organiser": dict.fromkeys(PHASES, "aaaaaa"),
    "committee_member": {
        "self_marking": "......",
        "verifying": "......",
        "explaining": "......",
        "meeting": "......",
        "advising": "aaaaaa",
        "submitted": "aaaaaa",
        "decided": "aaaaaa",
        "published": "aaaaaa",
        "closed": "aaaaaa",
    },
}


@pytest.fixture
def made(cast: Cast) -> MarkingRound:
    """Everybody has marked themselves and sent it. Na Hang leads."""
    made = begun(cast)
    for code in ("TQ-NH", "TQ-SD", "TQ-GD"):
        mark_oneself(cast, made, code, points(I_1=18, II_1=9, III_1=38, III_2=28))
    return made


def who(cast: Cast, name: str) -> Actor:
    return {
        "member": lambda: member(cast, "TQ-SD"),
        "leader": lambda: member(cast, "TQ-NH"),
        "organiser": lambda: cast.actor("province_officer"),
        "committee_member": lambda: cast.actor("committee_member"),
    }[name]()


def sight(actor: Actor, made: MarkingRound) -> Sight:
    standing = standing_of(made)
    return sight_of(actor, made, standing.marked)


def drawn(told: Sight, own: int, other: int) -> str:
    return "".join(
        "a" if told.layer(layer, other) else "o" if told.layer(layer, own) else "." for layer in LAYERS
    )


@pytest.mark.parametrize("name", SEEN)
def test_who_sees_what_in_which_phase(cast: Cast, made: MarkingRound, name: str) -> None:
    own, other = unit(made, cast, "TQ-SD").pk, unit(made, cast, "TQ-GD").pk
    actor = who(cast, name)
    found = {}
    for phase in SEEN[name]:
        MarkingRound.objects.filter(pk=made.pk).update(state=phase)
        made.refresh_from_db()
        found[phase] = drawn(sight(actor, made), own, other)
    assert found == SEEN[name]


def test_what_is_not_sent_yet_is_the_units_own(cast: Cast, made: MarkingRound) -> None:
    take_self_mark_back(actor=member(cast, "TQ-SD"), marked_id=unit(made, cast, "TQ-SD").pk)
    pk = unit(made, cast, "TQ-SD").pk
    assert not sight(cast.actor("province_officer"), made).layer("self", pk)
    assert sight(member(cast, "TQ-SD"), made).layer("self", pk)


def test_a_verifier_sees_the_own_criteria_of_all_units(cast: Cast, made: MarkingRound) -> None:
    made = move(cast, made, "to_verifying")
    account = someone(cast, "head_of_department", "TQ")
    told = sight(account, made)
    assert told.hands.criteria == {"III.1", "III.2"}  # in no department: what is given to none
    assert "organiser" in told.hands.names


def test_a_stranger_does_not_know_of_the_round(cast: Cast, made: MarkingRound) -> None:
    for code in ("stranger", "school_chair", "garment_worker"):
        actor = cast.actor(code)
        assert not MarkingRound.objects.filter(ruling_of(MarkingRound).objects(actor, "view")).exists()
        assert not MarkedUnit.objects.filter(ruling_of(MarkedUnit).objects(actor, "view")).exists()
        with pytest.raises(Absent):
            save_self_mark(actor=actor, marked_id=unit(made, cast, "TQ-SD").pk, typed={})


def test_eyes_are_data_of_the_round(cast: Cast, made: MarkingRound) -> None:
    """This cluster lets its members see one another's marks while they are verified."""
    officer = cast.actor("province_officer")
    eyes = {"member": {"self": "all"}, "organiser": {"self": "all"}}
    phases = [{"code": "verifying", "sees": eyes}, {"code": "self_marking"}, {"code": "submitted"}]
    made = set_phases(actor=officer, round_id=made.pk, phases=phases)
    assert [one["code"] for one in made.phases] == ["self_marking", "verifying", "submitted"]
    made = move(cast, made, "to_verifying")
    assert sight(member(cast, "TQ-SD"), made).layer("self", unit(made, cast, "TQ-GD").pk)
    with pytest.raises(EyesUnknown):
        set_phases(
            actor=officer,
            round_id=made.pk,
            phases=[{"code": "submitted", "sees": {"member": {"self": "some"}}}],
        )
    with pytest.raises(PhasesMissing):
        set_phases(actor=officer, round_id=made.pk, phases=[{"code": "meeting"}])
    with pytest.raises(PhaseSkipped) as refusal:
        move_round(actor=officer, round_id=made.pk, move="to_meeting")
    assert refusal.value.params == {"phase": "họp cụm", "next": "trình ban thường vụ"}
    assert move(cast, made, "to_committee").state == "submitted"


def test_eyes_of_a_phase_and_days_are_set_by_themselves(cast: Cast, made: MarkingRound) -> None:
    """Also in the phases that every round has; what the round has been through stays what it was."""
    officer, other = cast.actor("province_officer"), unit(made, cast, "TQ-GD").pk
    eyes = {"member": {"total": "own"}, "organiser": dict.fromkeys(LAYERS, "all")}
    made = set_eyes(actor=officer, round_id=made.pk, phase="published", sees=eyes)
    until = {"self_marking": dt.date(2017, 7, 20), "verifying": dt.date(2017, 7, 25)}
    told = [{"code": code, "until": until.get(code)} for code in made.own_phases]
    made = set_phases(actor=officer, round_id=made.pk, phases=told)
    MarkingRound.objects.filter(pk=made.pk).update(state="published")
    made.refresh_from_db()
    assert made.own_phases == list(CHOSEN)
    assert not sight(member(cast, "TQ-SD"), made).layer("committee", other)
    made = set_eyes(actor=officer, round_id=made.pk, phase="published", sees=None)
    assert sight(member(cast, "TQ-SD"), made).layer("committee", other)
    with pytest.raises(PhasePassed):
        set_phases(actor=officer, round_id=made.pk, phases=[{"code": "submitted"}])
    told[1]["until"] = dt.date(2017, 7, 19)
    with pytest.raises(PhaseDaysCrossed) as refusal:
        set_phases(actor=officer, round_id=made.pk, phases=told)
    assert refusal.value.params["phase"] == "thẩm định"
    with pytest.raises(NotYours):
        set_eyes(actor=member(cast, "TQ-NH"), round_id=made.pk, phase="published", sees=None)
    MarkingRound.objects.filter(pk=made.pk).update(state="closed")
    with pytest.raises(NotNow):
        set_phases(actor=officer, round_id=made.pk, phases=told)


def test_another_member_cross_checks(cast: Cast, made: MarkingRound) -> None:
    officer, checked = cast.actor("province_officer"), unit(made, cast, "TQ-GD").pk
    with pytest.raises(CheckerNotMember):
        set_checkers(actor=officer, round_id=made.pk, pairs={checked: cast.units["TQ-GD"].pk})
    set_checkers(actor=officer, round_id=made.pk, pairs={checked: cast.units["TQ-SD"].pk})
    made = move(cast, made, "to_verifying")
    assert sight(member(cast, "TQ-SD"), made).layer("self", checked)
    cross_check(
        actor=member(cast, "TQ-SD"),
        marked_id=checked,
        verdicts=[
            Verdict(checked, "III.1", {"points": "37"}, "Thiếu một biên bản"),
            Verdict(checked, "III.2"),
        ],
    )
    with pytest.raises(NotYours):
        cross_check(actor=member(cast, "TQ-NH"), marked_id=checked, verdicts=[Verdict(checked, "III.2")])


LATER = "to_explaining to_meeting to_council to_committee"
FORWARD = f"to_verifying {LATER}"
# role: the verbs of the round that it may do in each phase, as the organiser's people, a member, the leader.
DOES = {
    "province_officer": {
        "preparing": f"open {FORWARD} take_figures change set_phases leave",  # the action goes by the round's own phases
        "self_marking": f"{FORWARD} take_figures change set_phases note_event leave",
        "verifying": f"{LATER} back_to_self take_figures verify change set_phases note_event leave",
        "meeting": "to_council to_committee back_to_verifying take_figures meet set_phases note_event leave",
        "advising": "to_committee back_to_verifying set_phases note_event leave",
        "submitted": "back_to_verifying set_phases note_event leave",
        "decided": "publish set_phases",
        "published": "close decide_anew set_phases",
        "closed": "",
    },
    "chair": {
        "submitted": "back_to_verifying set_phases note_event leave decide commit",
        "advising": "to_committee back_to_verifying advise set_phases note_event leave",
    },
    "committee_member": {"advising": "advise", "submitted": "", "verifying": ""},
    "clerk": {"verifying": "", "submitted": ""},
    "na_hang_officer": {
        "self_marking": "to_verifying to_explaining to_meeting to_council to_committee take_figures",
        "verifying": "to_explaining to_meeting to_council to_committee back_to_self take_figures peer",
        "meeting": "to_council to_committee take_figures meet",
        "submitted": "",
        "published": "",
    },
    "son_duong_officer": {
        "self_marking": "",
        "verifying": "peer",
        "meeting": "",
        "submitted": "",
        "published": "",
    },
}


@pytest.mark.parametrize("code", DOES)
def test_who_does_what_in_which_phase(cast: Cast, made: MarkingRound, code: str) -> None:
    ruling, actor = ruling_of(MarkingRound), cast.actor(code)
    verbs = dict.fromkeys(one.verb for one in ruling.permits if one.verb != "view")
    for phase, wanted in DOES[code].items():
        MarkingRound.objects.filter(pk=made.pk).update(state=phase)
        made.refresh_from_db()
        assert {verb for verb in verbs if ruling.verdict(actor, verb, made)} == set(wanted.split()), phase


def test_a_unit_marks_itself_only_while_self_marking_lasts(cast: Cast, made: MarkingRound) -> None:
    pk, actor = unit(made, cast, "TQ-SD").pk, member(cast, "TQ-SD")
    with pytest.raises(NotNow):
        save_self_mark(actor=actor, marked_id=pk, typed=points(I_1=20))  # it is sent
    take_self_mark_back(actor=actor, marked_id=pk)
    save_self_mark(actor=actor, marked_id=pk, typed=points(I_1=20))
    move(cast, made, "to_verifying")
    with pytest.raises(NotYours):
        save_self_mark(actor=actor, marked_id=pk, typed=points(I_1=19))


def moves(table: StateTable) -> set[str]:
    return {f"{source} {one.name} {one.target}" for one in table.transitions for source in one.sources}


def test_moves() -> None:
    assert moves(SHEET) == {"draft freeze in_use", "in_use retire retired"}
    assert moves(MARKED) == {
        "waiting begin draft",
        "waiting send sent",
        "draft send sent",
        "returned send sent",
        "sent take_back draft",
        "sent return returned",
    }
    assert moves(APPEAL) == {
        "waiting uphold upheld",
        "waiting dismiss dismissed",
        "waiting withdraw withdrawn",
    }
    back = {one for one in moves(ROUND) if "back" in one or "anew" in one}
    assert back == {
        "verifying back_to_self self_marking",
        "explaining back_to_verifying verifying",
        "meeting back_to_verifying verifying",
        "advising back_to_verifying verifying",
        "submitted back_to_verifying verifying",
        "published decide_anew submitted",
    }
    way = ["preparing", "self_marking", "verifying", "explaining", "meeting", "advising", "submitted"]
    forward = {one for one in moves(ROUND) if one not in back}
    names = ["open", "to_verifying", "to_explaining", "to_meeting", "to_council", "to_committee"]
    expected = {
        f"{source} {name} {target}"
        for place, (name, target) in enumerate(zip(names, way[1:], strict=True), start=1)
        for source in way[:place]
    }
    assert forward == expected | {
        "submitted decide decided",
        "decided publish published",
        "published close closed",
    }

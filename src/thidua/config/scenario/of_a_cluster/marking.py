"""The year of the seven is marked: by themselves, looked through by the confederation, decided; totals by hand."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.config.scenario.of_a_cluster.stage import ClusterStage
from thidua.config.scenario.rehearsal import Check
from thidua.kernel.clock import standing_on
from thidua.score.actions.marking.keep_sheet import add_sheet
from thidua.score.actions.marking.move_round import Noted, move_round
from thidua.score.actions.marking.note_event import note_event
from thidua.score.actions.marking.place import decide_order
from thidua.score.actions.marking.self_mark import save_self_mark, send_self_mark
from thidua.score.actions.marking.start_round import start_round
from thidua.score.actions.marking.verify import Verdict, agree_to_rest, verify
from thidua.score.models import MarkedUnit, MarkingRound, Placing

COMMITTEE = "TLD:chair"


def mark(stage: ClusterStage) -> None:
    said, host = stage.story.read("marking")["marking"], stage.told["host"]
    runs, until = stage.actor(host), said["until"]
    with standing_on(said["begun_on"]):
        sheet = add_sheet(
            actor=runs, owner_id=stage.units[host].pk, text=said["sheet"], from_on=said["begun_on"]
        )
        made = start_round(
            actor=runs,
            sheet_id=sheet.pk,
            organiser_id=stage.units[host].pk,
            cluster_id=stage.cluster.pk,
            year=stage.told["year"],
            name=said["name"],
            phases=[{"code": code, "until": day} for code, day in until.items()],
        )
        move_round(actor=runs, round_id=made.pk, move="open")
    with standing_on(until["self_marking"]):
        for code, own in said["own"].items():
            marked, chair = _marked(stage, made, code), stage.actor(code)
            typed = {leaf: {"points": str(points)} for leaf, points in own.items()}
            save_self_mark(actor=chair, marked_id=marked.pk, typed=typed)
            send_self_mark(actor=chair, marked_id=marked.pk)
        move_round(actor=runs, round_id=made.pk, move="to_verifying")
    with standing_on(until["verifying"]):
        _verify(stage, made)
        move_round(actor=runs, round_id=made.pk, move="to_meeting")
    with standing_on(until["submitted"]):
        number = Noted(number="112/TTr-CSPL")
        move_round(actor=runs, round_id=made.pk, move="to_committee", noted=number)
        decide_order(actor=stage.actor(COMMITTEE), round_id=made.pk, noted=Noted(number="1604/QĐ-TLĐ"))
    stage.tell("đã chấm điểm và xếp thứ bảy tỉnh")


def _verify(stage: ClusterStage, made: MarkingRound) -> None:
    said, runs = stage.story.read("marking")["marking"], stage.actor(stage.told["host"])
    for code, events in said["events"].items():
        for one in events:
            note_event(
                actor=runs,
                marked_id=_marked(stage, made, code).pk,
                event=one["event"],
                happened_on=one["happened_on"],
            )
    for code, differing in said["differs"].items():
        for leaf, one in differing.items():
            told = Verdict(_marked(stage, made, code).pk, leaf, {"points": one["points"]}, one["why"])
            verify(actor=runs, round_id=made.pk, verdicts=[told])
    agree_to_rest(actor=runs, round_id=made.pk)


def _marked(stage: ClusterStage, made: MarkingRound, code: str) -> MarkedUnit:
    return MarkedUnit.objects.get(round=made, unit=stage.units[code])


def check(stage: ClusterStage) -> Iterator[Check]:
    """Every total as it was added up by hand in the story, and the places that follow."""
    wanted = stage.story.read("marking")["marking"]["totals"]
    placed = Placing.objects.filter(
        marked__round__cluster=stage.cluster, layer=Placing.By.COMMITTEE, current=True
    ).select_related("marked__unit")
    found = {one.marked.unit.code: one for one in placed}
    for place, (code, total) in enumerate(wanted.items(), start=1):
        one = found.get(code)
        told = f"{one.place}: {one.total}" if one else "–"
        yield Check("score", f"hạng và điểm, {stage.units[code]}", f"{place}: {total}", told)

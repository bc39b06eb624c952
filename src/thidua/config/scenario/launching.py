"""Act two: the plan goes its way through the office, targets are assigned, the levels launch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from thidua.catalogue.queries.items import item, name_of
from thidua.config.scenario.stage import Stage
from thidua.federation.models import Body
from thidua.kernel.clock import standing_on
from thidua.launch.actions import assign, issue_paper, save_draft, send_on, sign_paper, start_paper
from thidua.launch.actions.add_cycle import add_cycle
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.answer_assignment import take_all
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.give_opinion import give_head_opinion, give_opinion
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.launch_unit import launch_unit
from thidua.launch.actions.record_step import record_step
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.actions.set_target import add_targets
from thidua.launch.models import Paper

WRITER = "nguyen_duy_khanh"
HEAD = "trinh_xuan_hoa"
CLERK = "ngo_thi_lan_phuong"
COMMITTEE = ("trieu_thi_van", "dinh_quang_hung")
CHAIR = "pham_thi_minh_chau"


def launch(stage: Stage) -> None:
    with standing_on(dt.date(2017, 1, 20)):
        _call(stage)
        _plan(stage)
    _way_of(stage, stage.papers["plan"], stage.story.plan["head"], stage.approvals)
    with standing_on(stage.story.half_year["province"]["launched_on"]):
        launch_movement(
            actor=stage.actor(CHAIR),
            movement_id=stage.called.pk,
            on=stage.story.half_year["province"]["launched_on"],
        )
    _assign(stage)
    _launches(stage)
    stage.tell(f"kế hoạch {stage.papers['plan']}, giao {len(stage.targets)} chỉ tiêu")


def _call(stage: Stage) -> None:
    head = stage.story.plan["head"]
    said = head["movement"]
    writer = stage.actor(WRITER)
    stage.movement = call_movement(
        actor=writer,
        seat_id=stage.issuer.pk,
        name=said["name"],
        short_name=f"Thi đua CNVCLĐ {head['year']}",
        from_on=said["from_on"],
        until_on=said["until_on"],
        named_movement=said["named_movement"],
    )
    stage.cycle = stage.called.cycles.filter(year=head["year"]).first() or add_cycle(
        actor=writer, movement_id=stage.called.pk, year=head["year"]
    )
    _targets(stage)
    _calendar(stage)


def _targets(stage: Stage) -> None:
    names = {one["group"]: one["name"] for one in stage.story.plan["target_groups"]}
    said = stage.story.indicators
    made = add_targets(
        actor=stage.actor(WRITER),
        cycle_id=stage.year.pk,
        definitions=said,
        group_names=names,
    )
    stage.targets = {one.code: one.pk for one in made}


def _calendar(stage: Stage) -> None:
    said, writer = stage.story.deadlines, stage.actor(WRITER)
    for one in said["periods"]:
        facts = {key: value for key, value in one.items() if key != "code"}
        stage.periods[one["code"]] = add_period(actor=writer, cycle_id=stage.year.pk, **facts)
    for one in said["deadlines"]:
        period = stage.periods[one["period"]].pk if "period" in one else None
        set_deadline(
            actor=writer,
            cycle_id=stage.year.pk,
            what=one["what"],
            level=one["level"],
            due_on=one["due_on"],
            period_id=period,
        )


def _plan(stage: Stage) -> None:
    said, writer = stage.story.plan, stage.actor(WRITER)
    head = said["head"]
    paper = start_paper.start_paper(
        actor=writer,
        movement_id=stage.called.pk,
        seat_id=stage.issuer.pk,
        kind=head["kind"],
        title=head["title"],
        year=head["year"],
        place=head["place"],
    )
    for section, values in _lines(stage, said):
        save_draft.save_line(actor=writer, paper_id=paper.pk, section=section, values=values)
    stage.papers["plan"] = Paper.objects.get(pk=paper.pk)


def _lines(stage: Stage, said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lines of the plan, section by section, in the words of the papers' sections."""
    for key, section, line in _SECTIONS:
        for one in said[key]:
            yield section, line(stage, one)
    for code in dict.fromkeys(code for one in said["contents"] for code in one["movements"]):
        yield "movements", {"code": code, "name": name_of("named_movements", code)}
    for one in said["duties"]:
        for helper in one.get("support", []):
            yield "duties", {"body_name": stage.word(helper), "role": "support", "text": one["text"]}


def _basis(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    texts = {key: one[key] or "" for key in ("number", "issuer", "subject", "legal_text")}
    said = {"role": one["role"], "document_type": stage.word(one["kind"]), "dated_on": one["issued_on"]}
    return {**texts, **said}


def _paragraph(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"text": one["text"], **({"bloc": one["bloc"] or ""} if "bloc" in one else {})}


def _round(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    days = {"starts_on": one["from_on"], "ends_on": one["until_on"], "review_on": one["review_on"]}
    return {"ordinal": one["ordinal"], "review": one["review"], **days}


def _cadence(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"frequency": one["frequency"], **{key: stage.word(one[key]) for key in ("what", "who", "to")}}


def _title(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"code": one["title"], "name": name_of("titles", one["title"]), "recipient": one["recipient"]}


def _occasion(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    if one["kind"] == "event":
        return {"kind": "event", "name": one["name"]}
    known = item("anniversaries", one["anniversary"])
    return {
        "kind": "anniversary",
        "name": known.name,
        "origin_on": known.facts.get("origin"),
        "held_on": one["day"],
        "years_written": one["years"],
    }


def _way_of(stage: Stage, paper: Paper, head: dict[str, Any], days: dict[str, dt.date]) -> None:
    """Draft → head of department → standing committee → signature → the clerk issues."""
    with standing_on(days["submit"]):
        send_on.send_on(actor=stage.actor(WRITER), paper_id=paper.pk, move="submit")
    with standing_on(days["to_committee"]):
        give_head_opinion(actor=stage.actor(HEAD), paper_id=paper.pk, verdict="agrees")
        send_on.send_on(actor=stage.actor(HEAD), paper_id=paper.pk, move="to_committee")
        for member in (*COMMITTEE, CHAIR):
            give_opinion(actor=stage.actor(member), paper_id=paper.pk, verdict="agrees")
    with standing_on(days["to_signature"]):
        send_on.send_on(actor=stage.actor(HEAD), paper_id=paper.pk, move="to_signature")
    with standing_on(days["sign"]):
        sign_paper.sign_paper(actor=stage.actor(CHAIR), paper_id=paper.pk, capacity="committee")
    with standing_on(days["issue"]):
        issue_paper.issue_paper(
            actor=stage.actor(CLERK),
            paper_id=paper.pk,
            number=head["number"],
            symbol=head["symbol"],
            issued_on=head["issued_on"],
        )
    paper.refresh_from_db()


def _assign(stage: Stage) -> None:
    said = stage.story.assignments
    decision = said["decision"]
    on: dt.date = decision["issued_on"]
    with standing_on(on - dt.timedelta(days=10)):
        paper = start_paper.start_paper(
            actor=stage.actor(WRITER),
            movement_id=stage.called.pk,
            seat_id=stage.issuer.pk,
            kind=decision["kind"],
            title="Giao chỉ tiêu thi đua năm 2017",
            year=on.year,
            place=stage.story.plan["head"]["place"],
            carries_out_id=stage.papers["plan"].pk,
        )
        stage.papers["decision"] = paper
        _annex(stage, paper)
    days = dict.fromkeys(("submit", "to_committee", "to_signature", "sign", "issue"), on)
    _way_of(stage, paper, decision, days)
    with standing_on(on + dt.timedelta(days=3)):
        for upper in stage.story.tree["upper_unions"]:
            if stage.story.half_year["direct_units"][upper["code"]]["half_year"] != "waiting":
                unit = stage.unit(upper["code"])
                take_all(actor=stage.officer_of(upper["code"]), cycle_id=stage.year.pk, unit_id=unit.pk)


def _annex(stage: Stage, decision: Paper) -> None:
    """Counts and money by hand, as the story has them; rates, means and zeros handed down as they are."""
    writer, said = stage.actor(WRITER), stage.story.assignments
    direct = [one["code"] for one in stage.story.tree["upper_unions"]]
    direct += [one["code"] for one in stage.story.tree["direct_grassroots"]]
    for code, one in said["same"].items():
        units = [stage.unit(unit).pk for unit in direct if unit not in one["exempt"]]
        assign.split_target(
            actor=writer,
            decision_id=decision.pk,
            target_id=stage.targets[code],
            rule="handed_down",
            unit_ids=units,
        )
    assign.fill_annex(actor=writer, decision_id=decision.pk, changes=list(_cells(stage, said)))


def _cells(stage: Stage, said: dict[str, Any]) -> Iterator[assign.Change]:
    for code, one in said["split"].items():
        for unit, value in one["by_unit"].items():
            yield assign.Change(stage.targets[code], stage.unit(unit).pk, str(value))
    for code, one in [*said["split"].items(), *said["same"].items()]:
        for unit in one.get("exempt", []):
            yield assign.Change(stage.targets[code], stage.unit(unit).pk, "không giao")


def _launches(stage: Stage) -> None:
    """Every unit records its own launch; grassroots unions in March."""
    half = stage.story.half_year
    for upper, said in half["direct_units"].items():
        officer = half["direct_units"][upper]["officer"]
        with standing_on(said["launched_on"]):
            if stage.unit(upper).level == "upper":
                _own_plan(stage, upper, said["launched_on"])
            launch_unit(
                actor=stage.actor(officer),
                cycle_id=stage.year.pk,
                unit_id=stage.unit(upper).pk,
                on=said["launched_on"],
                **stage.story.read("events")["ceremonies"].get(upper, {}),
            )
    with standing_on(dt.date(2017, 4, 10)):
        for upper, one in half["reports"].items():
            if upper in half["direct_units"] and stage.unit(upper).level != "grassroots":
                _grassroots_launches(stage, upper, one["launched"])


def _own_plan(stage: Stage, upper: str, on: dt.date) -> None:
    """The upper union draws its plan from the province's, its chair signs, its clerk issues."""
    unit, number = stage.unit(upper), len(stage.papers)
    chair, clerk = stage.actor(f"{upper}:chair"), stage.actor(f"{upper}:clerk")
    paper = derive_paper(actor=chair, above_id=stage.papers["plan"].pk, unit_id=unit.pk)
    for section, values in _own_lines(stage, unit):
        save_draft.save_line(actor=chair, paper_id=paper.pk, section=section, values=values)
    save_draft.save_head(actor=chair, paper_id=paper.pk, values={"place": stage.story.plan["head"]["place"]})
    send_on.send_on(actor=chair, paper_id=paper.pk, move="to_party")
    # The party committee answers on paper; the office writes it down.
    record_step(
        actor=chair,
        paper_id=paper.pk,
        kind="party",
        who="Thường trực cấp ủy",
        done_on=on,
        verdict="agrees",
    )
    send_on.send_on(actor=chair, paper_id=paper.pk, move="to_signature")
    sign_paper.sign_paper(actor=chair, paper_id=paper.pk, capacity="committee")
    issue_paper.issue_paper(actor=clerk, paper_id=paper.pk, number=number, issued_on=on)
    stage.papers[upper] = paper


def _own_lines(stage: Stage, unit: Body) -> Iterator[tuple[str, dict[str, Any]]]:
    """What every upper union adds to the lines from above: who does it, and who gets the paper."""
    yield "duties", {"body_name": str(unit), "text": f"Tổ chức thực hiện kế hoạch này ở {unit}."}
    yield "recipients", {"name": "Các công đoàn cơ sở trực thuộc", "purpose": stage.word("carry_out")}


def _grassroots_launches(stage: Stage, upper: str, count: int) -> None:
    below = [one for one in stage.grassroots if one.upper == upper][:count]
    for place, one in enumerate(below):
        on = dt.date(2017, 3, 1) + dt.timedelta(days=place % 31)
        launch_unit(actor=stage.chair_of(one), cycle_id=stage.year.pk, unit_id=stage.unit(one.code).pk, on=on)


def _theme(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"text": one["text"], "owner": stage.word(one["owner"]), "year": one["year"]}


def _slogan(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"text": one["text"], "use": stage.word(one["use"])}


def _participant(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"population": one["population"], "bloc": one["bloc"] or ""}


def _duty(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"body_name": stage.word(one["body"]), "text": one["text"], "due_on": one["due_on"]}


def _recipient(stage: Stage, one: dict[str, Any]) -> dict[str, Any]:
    return {"name": one["name"], "purpose": stage.word(one["purpose"])}


# (key in plan.yaml, section of the paper, how a line of the one becomes a line of the other)
_SECTIONS: tuple[tuple[str, str, Callable[[Stage, dict[str, Any]], dict[str, Any]]], ...] = (
    ("bases", "bases", _basis),
    ("themes", "themes", _theme),
    ("slogans", "slogans", _slogan),
    ("purpose", "purpose", _paragraph),
    ("requirements", "purpose", _paragraph),
    ("participants", "participants", _participant),
    ("contents", "content", _paragraph),
    ("rounds", "rounds", _round),
    ("occasions", "occasions", _occasion),
    ("measures", "measure", _paragraph),
    ("titles", "titles", _title),
    ("duties", "duties", _duty),
    ("cadences", "cadences", _cadence),
    ("recipients", "recipients", _recipient),
)

"""The cast: the province of ``scenarios/cast.yaml`` with its movement of 2017, built through the actions.

``cast`` is a fixture of ``tests/conftest.py``, free for the tests of every room. They stand on 18/07/2017,
two days before grassroots unions must have reported their half-year.

    cast.units["TQ-NH"]                     a body, by its code
    cast.actor("na_hang_officer")           the actor of an account, with the grants of today
    cast.client("na_hang_officer")          a browser that has signed in
    cast.movement, cast.cycle, cast.plan    launched; the plan is issued, numbered in the clerk's book
    cast.targets["t13"], cast.period        27 targets; the half-year, open for reports
    cast.report("TQ-NH-001")                the own report of a unit for the half-year
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client

from thidua.access.actions.found_accounts import Founded, found_accounts
from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.access.signing_in import BACKEND
from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.federation.actions.add_hosted import add_department
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.place_unit import look_after
from thidua.federation.models import Body, Person, Post
from thidua.formats.yaml_text import read_yaml
from thidua.kernel import clock
from thidua.kernel.door import Actor, system
from thidua.kernel.events import deliver
from thidua.kernel.models import OutboxRow
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.assign import Change, accept_shortfall, fill_annex
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.actions.set_target import add_targets
from thidua.launch.actions.sign_paper import Signature
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Cycle, Movement, Paper, Period, Target
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.models import Report

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
STORY = "tuyen-quang-2017"
TODAY = dt.date(2017, 7, 18)
HOUSE = system("kiểm thử")

# Which office the people of the cast hold at their unit; others hold none.
_OFFICES = {
    "chair": Post.Office.CHAIR,
    "grassroots_chair": Post.Office.CHAIR,
    "standing_committee_member": Post.Office.STANDING_MEMBER,
    "head_of_department": Post.Office.HEAD_OF_DEPARTMENT,
    "officer": Post.Office.OFFICER,
    "clerk": Post.Office.CLERK,
}
_ATTRIBUTES = ("bloc", "ownership", "agency", "workers", "members")
_PLAN = (
    ("purpose", {"text": "Lập thành tích chào mừng Đại hội Công đoàn các cấp"}),
    ("participants", {"population": "Đoàn viên, công nhân, viên chức, lao động toàn tỉnh"}),
    ("content", {"text": "Xây dựng công đoàn cơ sở vững mạnh"}),
    ("content", {"text": "Đổi mới công nghệ, tiết kiệm vật tư", "bloc": "enterprise"}),
    ("measure", {"text": "Mỗi quý kiểm điểm một lần"}),
)


@dataclass
class Cast:
    """Who is there and what stands, by the codes of the file."""

    units: dict[str, Body] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    movement: Movement = field(init=False)
    cycle: Cycle = field(init=False)
    plan: Paper = field(init=False)
    period: Period = field(init=False)

    def actor(self, code: str) -> Actor:
        """The actor of an account at its own desk, with what it holds today."""
        return actor_of(self.accounts[code])[0]

    def client(self, code: str) -> Client:
        """A browser signed in as this account."""
        browser = Client()
        browser.force_login(self.accounts[code], backend=BACKEND)
        return browser

    def report(self, unit: str, period: str = "half_year") -> Report:
        """The own report of a unit, read anew."""
        return Report.objects.select_related("period", "unit", "form").get(
            unit=self.units[unit], period=self.periods[period], kind=Report.Kind.OWN
        )

    def decide_assignments(self) -> Paper:
        """The decision that assigns the targets to the three upper unions, issued; see assignments.yaml."""
        return _decide(self)


def hear_everything() -> None:
    """What the worker does: every event that waits is heard, and none fails in silence."""
    while deliver():
        pass
    left = list(OutboxRow.objects.values_list("event", "hearer", "problem"))
    assert not left, f"events that could not be heard: {left}"


@cache
def read(name: str) -> Mapping[str, Any]:
    """A file of the scenarios; read once, never changed by a test."""
    told = read_yaml((SCENARIOS / name).read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


@contextlib.contextmanager
def on_stage() -> Iterator[Cast]:
    """The cast on its day, in the database of the test."""
    with clock.standing_on(TODAY):
        yield build()


def build() -> Cast:
    """About five hundred statements, half a second."""
    made = Cast()
    _found(made)
    _people(made)
    _call(made)
    _issue_plan(made)
    launch_movement(actor=made.actor("chair"), movement_id=made.movement.pk, on=dt.date(2017, 2, 28))
    open_period(actor=made.actor("province_officer"), period_id=made.periods["half_year"].pk)
    hear_everything()
    for one in (made.movement, made.period):
        one.refresh_from_db()
    return made


def _found(made: Cast) -> None:
    told = read("cast.yaml")
    load_kinds()
    rows = [_unit(one, told["as_of"]) for one in told["units"]]
    made.units = {unit.code: unit for unit in found_units(actor=HOUSE, rows=rows)}
    for one in told["departments"]:
        host = made.units[one["of"]]
        made.units[one["code"]] = add_department(
            actor=HOUSE, host_id=host.pk, name=one["name"], code=one["code"]
        )
    for one in told["looks_after"]:
        look_after(
            actor=HOUSE,
            unit_id=made.units[one["unit"]].pk,
            by_id=made.units[one["under"]].pk,
            from_on=told["as_of"],
            source=one["note"],
        )


def _unit(told: Mapping[str, Any], as_of: dt.date) -> NewUnit:
    return NewUnit(
        code=told["code"],
        name=told["name"],
        kind=told["kind"],
        parent_code=told["under"] or "",
        short_name=told.get("short_name", ""),
        founded_on=told.get("founded_on"),
        from_on=told.get("founded_on", as_of),
        attributes={name: told[name] for name in _ATTRIBUTES if name in told},
    )


def _people(made: Cast) -> None:
    """Persons and posts are written in bulk: the list of a unit is another room's test."""
    told = read("cast.yaml")
    people = [_person(made, one) for one in [*told["accounts"], *told["people"]]]
    Person.objects.bulk_create(people)
    made.people = {one["code"]: person for one, person in zip(told["accounts"], people, strict=False)}
    Post.objects.bulk_create(
        Post(person=person, unit=person.home, office=_OFFICES[one["role"]], from_on=told["as_of"])
        for one, person in zip(told["accounts"], people, strict=False)
        if one["role"] in _OFFICES
    )
    rows = [_account(made, one, told["pin"], told["as_of"]) for one in told["accounts"]]
    codes = [one["code"] for one in told["accounts"]]
    made.accounts = dict(zip(codes, found_accounts(actor=HOUSE, rows=rows), strict=True))


def _person(made: Cast, told: Mapping[str, Any]) -> Person:
    person = Person(
        home=made.units[told["unit"]],
        name=told["name"],
        sex=told["sex"],
        phone=told.get("phone", ""),
        direct_worker=told.get("direct_worker"),
    )
    person.set_keys()
    return person


def _account(made: Cast, told: Mapping[str, Any], pin: str, as_of: dt.date) -> Founded:
    return Founded(
        unit=made.units[told["unit"]],
        name=told["name"],
        login=told["phone"],
        role=told["role"],
        secret=pin,
        person_id=made.people[told["code"]].pk,
        from_on=as_of,
    )


def _call(made: Cast) -> None:
    officer, province = made.actor("province_officer"), made.units["TQ"]
    made.movement = call_movement(
        actor=officer,
        seat_id=province.pk,
        name="Phong trào thi đua trong công nhân, viên chức, lao động năm 2017",
        short_name="Thi đua năm 2017",
        from_on=dt.date(2017, 1, 1),
        until_on=dt.date(2017, 12, 31),
    )
    made.cycle = made.movement.cycles.get()
    definitions = read(f"{STORY}/indicators.yaml")
    targets = add_targets(actor=officer, cycle_id=made.cycle.pk, definitions=definitions)
    made.targets = {one.code: one for one in targets}
    set_form_plan(actor=officer, cycle_id=made.cycle.pk, rules=definitions["rules"])
    _set_calendar(made, officer)


def _set_calendar(made: Cast, officer: Actor) -> None:
    told = read(f"{STORY}/deadlines.yaml")
    for one in told["periods"]:
        days = {name: told for name, told in one.items() if name != "code"}
        made.periods[one["code"]] = add_period(actor=officer, cycle_id=made.cycle.pk, **days)
    made.period = made.periods["half_year"]
    for one in told["deadlines"]:
        period = made.periods.get(one.get("period", ""))
        set_deadline(
            actor=officer,
            cycle_id=made.cycle.pk,
            what=one["what"],
            level=one["level"],
            due_on=one["due_on"],
            period_id=period.pk if period else None,
        )


def _issue_plan(made: Cast) -> None:
    paper = _start(made, Paper.Kind.PLAN, "Tổ chức phong trào thi đua năm 2017")
    for section, values in _PLAN:
        officer = made.actor("province_officer")
        save_line(actor=officer, paper_id=paper.pk, section=section, values=values)
    made.plan = _issue(made, paper, number=5, on=dt.date(2017, 2, 7))


def _decide(made: Cast) -> Paper:
    told = read(f"{STORY}/assignments.yaml")
    decision = _start(made, Paper.Kind.ASSIGNMENT_DECISION, "Giao chỉ tiêu thi đua năm 2017")
    officer = made.actor("province_officer")
    fill_annex(actor=officer, decision_id=decision.pk, changes=_changes(made, told))
    for code in told["split"]:
        accept_shortfall(
            actor=officer,
            decision_id=decision.pk,
            target_id=made.targets[code].pk,
            reason="Phần còn lại do các đơn vị khác của tỉnh nhận",
        )
    return _issue(made, decision, number=24, on=dt.date(2017, 2, 20))


def _changes(made: Cast, told: Mapping[str, Any]) -> Iterator[Change]:
    units = [code for code, unit in made.units.items() if unit.parent_id == made.units["TQ"].pk]
    for code, rule in {**told["split"], **told["same"]}.items():
        target, parts, exempt = made.targets[code], rule.get("by_unit"), rule.get("exempt", ())
        whole = read(f"{STORY}/indicators.yaml")["targets"][target.position - 1]["threshold"].get("value", 0)
        for unit in units:
            typed = "–" if unit in exempt else (parts.get(unit, "") if parts else whole)
            yield Change(target.pk, made.units[unit].pk, str(typed))


def _start(made: Cast, kind: str, title: str) -> Paper:
    return start_paper(
        actor=made.actor("province_officer"),
        movement_id=made.movement.pk,
        seat_id=made.units["TQ"].pk,
        kind=kind,
        title=title,
        year=2017,
    )


def _issue(made: Cast, paper: Paper, *, number: int, on: dt.date) -> Paper:
    """The whole office way, taken on paper, and the clerk's number."""
    clerk, chair = made.actor("clerk"), made.people["chair"]
    steps = (("head", made.people["head_of_department"].name), ("committee_minutes", "Ban Thường vụ"))
    for kind, who in steps:
        record_step(actor=clerk, paper_id=paper.pk, kind=kind, who=who, verdict="agrees", done_on=on)
    signature = Signature("committee", "chair", chair.name, on, chair.pk)
    record_signature(actor=clerk, paper_id=paper.pk, signature=signature)
    return issue_paper(actor=clerk, paper_id=paper.pk, number=number, issued_on=on)

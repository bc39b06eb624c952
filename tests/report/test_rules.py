"""Role × relation × state, literally: who may do what with the factory's own report."""

from __future__ import annotations

import pytest

from tests.report.conftest import Story, actor_of
from thidua.kernel.door import listing, verdict
from thidua.report.models import Report
from thidua.report.rules import REPORTS

STATES = ("waiting", "draft", "sent", "returned", "accepted")
ALL = frozenset(STATES)
NEVER: frozenset[str] = frozenset()
EDIT = frozenset({"waiting", "draft", "returned"})
HANDED_IN = frozenset({"sent", "accepted"})
TOUCH = frozenset({"waiting", "returned"})
OPEN = frozenset({"waiting", "draft", "sent", "returned"})

# What somebody of the unit may do; of the union directly above; of the one above that.
OWN_CHAIR = {
    "view": ALL,
    "read": ALL,
    "enter": EDIT,
    "send": EDIT,
    "take_back": frozenset({"sent"}),
    "attach": OPEN,
}
OWN_READER = {"view": ALL, "read": ALL}
ABOVE_OFFICER = {
    "view": ALL,
    "read": HANDED_IN,
    "enter": TOUCH,
    "send": TOUCH,
    "return": frozenset({"sent"}),
    "accept": frozenset({"sent"}),
    "reopen": frozenset({"accepted"}),
    "restate": frozenset({"accepted"}),
    "restate_stated": ALL,
    "chase": EDIT,
    "excuse": EDIT,
    "external": ALL,
    "state_above": ALL,
    "state_register": ALL,
}
ABOVE_READER = {"view": ALL, "read": HANDED_IN}
GRAND_OFFICER = {"view": ALL, "read": HANDED_IN, "chase": EDIT}
NOTHING: dict[str, frozenset[str]] = {}

TABLE = {
    ("member", "own"): NOTHING,
    ("grassroots_chair", "own"): OWN_CHAIR,
    ("clerk", "own"): OWN_READER,
    ("grassroots_chair", "sibling"): NOTHING,
    ("officer", "sibling"): NOTHING,
    ("grassroots_chair", "above"): NOTHING,
    ("officer", "above"): ABOVE_OFFICER,
    ("head_of_department", "above"): ABOVE_OFFICER,
    ("chair", "above"): ABOVE_OFFICER,
    ("standing_committee_member", "above"): ABOVE_READER,
    ("clerk", "above"): ABOVE_READER,
    ("administrator", "above"): ABOVE_READER,
    ("member", "above"): NOTHING,
    ("officer", "grand"): GRAND_OFFICER,
    ("chair", "grand"): GRAND_OFFICER,
    ("standing_committee_member", "grand"): ABOVE_READER,
    ("administrator", "grand"): ABOVE_READER,
    ("officer", "other_upper"): NOTHING,
    ("chair", "stranger"): NOTHING,
    ("administrator", "stranger"): NOTHING,
}
VERBS = sorted({one.verb for one in REPORTS.permits})


@pytest.mark.parametrize(("role", "relation"), list(TABLE))
def test_matrix(story: Story, role: str, relation: str) -> None:
    units = {
        "own": story.factory,
        "sibling": story.school,
        "above": story.upper,
        "grand": story.province,
        "other_upper": story.other_upper,
        "stranger": story.stranger,
    }
    actor = actor_of(role, units[relation])
    report = story.report()
    for state in STATES:
        Report.objects.filter(pk=report.pk).update(state=state)
        report.refresh_from_db()
        allowed = {verb for verb in VERBS if verdict(report, actor=actor, verb=verb)}
        listed = {
            verb for verb in VERBS if listing(Report, actor=actor, verb=verb).filter(pk=report.pk).exists()
        }
        assert allowed == {verb for verb, states in TABLE[role, relation].items() if state in states}, state
        assert listed == allowed, state


def test_what_the_superior_enters_for_a_unit_it_may_see_and_send(story: Story) -> None:
    report = story.report()
    Report.objects.filter(pk=report.pk).update(state="draft", on_behalf=True)
    report.refresh_from_db()
    officer = story.officer()
    assert [
        verb for verb in ("read", "enter", "send", "attach") if verdict(report, actor=officer, verb=verb)
    ] == [
        "read",
        "enter",
        "send",
        "attach",
    ]
    assert not verdict(report, actor=story.officer(story.province), verb="read")
    assert verdict(report, actor=story.chair(), verb="enter")


@pytest.mark.parametrize("kind", ["bulk", "derived", "external"])
def test_heads_that_are_not_own_reports_are_not_entered_as_such(story: Story, kind: str) -> None:
    own = story.report(story.upper)
    head = Report.objects.create(
        period=own.period, unit=own.unit, form=own.form, kind=kind, path=own.path, due_on=own.due_on
    )
    officer = story.officer()
    allowed = {verb for verb in VERBS if verdict(head, actor=officer, verb=verb)}
    expected = {"view", "read", "attach"} | ({"bulk"} if kind == "bulk" else set())
    assert allowed == expected

"""Membership gives no inherited access: who sees what of a cluster, and of the other members."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.federation.cast import World
from tests.federation.clusters import Circle, make_circle
from thidua.federation.actions.clusters.begin_year import begin_year
from thidua.federation.actions.clusters.regulations import draft_regulation
from thidua.federation.models import Ballot, Body, ClusterYear, LeaderDuty, Person, Regulation
from thidua.kernel.door import Actor, listing, verdict

pytestmark = pytest.mark.django_db

ROLES = ("member", "grassroots_chair", "officer", "head_of_department", "chair", "clerk", "administrator")


@pytest.fixture
def circle(world: World) -> Circle:
    made = make_circle(world)
    made.lead("NH", deputy_id=world["SD"].pk)
    return made


# role and unit → does it see the year, organise it, lead it, vote in it
MATRIX = (
    ("officer", "TQ", "see organise lead"),
    ("chair", "TQ", "see organise lead"),
    ("clerk", "TQ", "see"),
    ("administrator", "TQ", "see"),
    ("member", "TQ", ""),
    ("officer", "NH", "see lead"),
    ("chair", "NH", "see lead vote"),
    ("clerk", "NH", "see"),
    ("member", "NH", ""),
    ("chair", "SD", "see lead vote"),  # the deputy
    ("chair", "GD", "see vote"),
    ("officer", "GD", "see"),
    ("grassroots_chair", "NH-01", ""),  # below a member
    ("grassroots_chair", "KDN", ""),  # beside the members
    ("chair", "HG", ""),
    ("officer", "TLD", "see"),  # superiors of everybody
)


@pytest.mark.parametrize(("role", "code", "may"), MATRIX)
def test_who_may_what_with_a_cluster(circle: Circle, role: str, code: str, may: str) -> None:
    actor, ballot = circle.world.actor(role, code), circle.ask(about="other", question="Họp ngày nào")
    year = ClusterYear.objects.get()
    told = {
        "see": listing(ClusterYear, actor=actor).exists(),
        "organise": bool(verdict(year, actor=actor, verb="organise")),
        "lead": bool(verdict(year, actor=actor, verb="lead")),
        "vote": bool(verdict(ballot, actor=actor, verb="vote")),
    }
    assert " ".join(name for name, yes in told.items() if yes) == may
    assert listing(Ballot, actor=actor).exists() == told["see"]
    assert listing(Ballot, actor=actor, verb="vote").exists() == told["vote"]
    assert listing(Ballot, actor=actor, verb="close").exists() == told["lead"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", ["NH", "SD", "GD"])
def test_a_cluster_opens_nothing_of_another_member(world: World, role: str, code: str) -> None:
    """Whatever the role, a member reaches the same units and people before and after it is one, leads or not."""
    actor = world.actor(role, code)

    def reached(actor: Actor) -> dict[str, set[int]]:
        verbs = ("view", "change", "see_people", "keep_people", "place", "end", "add_below")
        told = {
            verb: set(
                listing(Body, actor=actor, verb=verb)
                .exclude(form=Body.Form.CLUSTER)
                .values_list("pk", flat=True)
            )
            for verb in verbs
        }
        return {**told, "people": set(listing(Person, actor=actor).values_list("pk", flat=True))}

    before = reached(actor)
    circle = make_circle(world)
    circle.lead(code)
    circle.ask(about="honour")
    assert reached(actor) == before
    others = {world[one].pk for one in ("NH", "SD", "GD") if one != code}
    assert not before["view"] & others


def test_a_member_sees_the_years_in_which_it_was_one(circle: Circle) -> None:
    out = frozenset({circle.world["GD"].pk})
    begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018, leaving_out=out)

    def years(code: str) -> list[int]:
        seen = listing(ClusterYear, actor=circle.chair(code)).order_by("year")
        return list(seen.values_list("year", flat=True))

    assert years("GD") == [2017]
    assert years("SD") == [2017, 2018]
    assert LeaderDuty.objects.count() == 2
    assert listing(LeaderDuty, actor=circle.chair("GD")).count() == 2  # of 2017, when it was a member
    assert not listing(LeaderDuty, actor=circle.world.actor("chair", "HG")).exists()


def test_who_led_before_leads_until_somebody_does(circle: Circle) -> None:
    begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018)
    year = ClusterYear.objects.get(year=2018)
    assert verdict(year, actor=circle.chair("NH"), verb="lead")
    assert not verdict(year, actor=circle.chair("GD"), verb="lead")
    circle.lead("GD", year=2018, settled_on=dt.date(2017, 7, 1))
    assert not verdict(year, actor=circle.chair("NH"), verb="lead")
    assert verdict(year, actor=circle.chair("GD"), verb="lead")


def test_a_draft_of_the_regulation_is_its_writers_until_it_is_shown(circle: Circle) -> None:
    draft_regulation(actor=circle.chair("NH"), cluster_id=circle.body.pk, year=2017)
    draft = Regulation.objects.get()
    seen = {
        code: listing(Regulation, actor=circle.chair(code)).exists()
        for code in ("TQ", "NH", "SD", "GD", "HG")
    }
    assert seen == {"TQ": True, "NH": True, "SD": True, "GD": False, "HG": False}
    Regulation.objects.update(state="adopted")
    draft.refresh_from_db()
    assert listing(Regulation, actor=circle.chair("GD")).exists()
    assert not verdict(draft, actor=circle.chair("NH"), verb="edit")

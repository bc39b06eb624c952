"""What waits for a person because of a cluster: votes, opinions, the hand-over, ballots to count, a year without
a leader. All of it rows, asked together with those of other rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import (
    Ballot,
    Body,
    ClusterYear,
    LeaderDuty,
    Leadership,
    Membership,
    Regulation,
    RegulationOpinion,
    Voter,
)
from thidua.federation.queries.duty_help import help_for
from thidua.kernel import clock
from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Line, Lines, Waiting, lines, short_name, tells_lines

STAGE = "cluster"
VOTE, OPINION, DUTY = "federation.vote", "federation.opinion", "federation.duty"
COUNT, CHOOSE = "federation.count", "federation.choose_leader"


def _say_vote(one: Line) -> Waiting:
    told = one.told
    secret = _("Phiếu kín, mỗi đơn vị một phiếu.")
    kind = secret if told["secret"] else _("Phiếu công khai, mỗi đơn vị một phiếu.")
    return Waiting(
        stage=STAGE,
        code=VOTE,
        title=_("Bỏ phiếu: %(question)s") % {"question": one.about},
        fact=_("%(cluster)s năm %(year)s. %(kind)s") % {**told, "kind": kind},
        button=_("Bỏ phiếu"),
        url=reverse("federation:ballot", args=[one.key]),
        due_on=one.due_on,
    )


def _say_opinion(one: Line) -> Waiting:
    told = one.told
    return Waiting(
        stage=STAGE,
        code=OPINION,
        title=_("Cho ý kiến về quy chế của %(cluster)s") % {"cluster": one.about},
        fact=told["why_changed"] or _("Bản soạn lần %(edition)s.") % told,
        button=_("Đọc và cho ý kiến"),
        url=reverse("federation:regulation", args=[one.key]),
        due_on=one.due_on,
    )


def _say_duty(one: Line) -> Waiting:
    """Each duty has a code of its own: "federation.summary"."""
    what = one.told["what"]
    told = {**one.told, "cluster": one.about, "next": one.told["year"] + 1}
    if what == LeaderDuty.What.SUMMARY:
        title = _("Họp tổng kết năm %(year)s của %(cluster)s")
        fact = _("Việc của cụm trưởng năm %(year)s; tổng kết xong mới ký giao ước mới.")
    else:
        title = _("Gửi %(host)s đăng ký năm %(next)s của các thành viên %(cluster)s")
        fact = _("Việc bàn giao của cụm trưởng năm %(year)s.")
    help_ = help_for(what)
    return Waiting(
        stage=STAGE,
        code=f"federation.{what}",
        title=title % told,
        fact=fact % told,
        button=str(help_.button) if help_ else _("Ghi đã làm"),
        url=help_.url(one.key) if help_ else reverse("federation:finish_duty", args=[one.key]),
        due_on=one.due_on,
    )


def _say_count(one: Line) -> Waiting:
    return Waiting(
        stage=STAGE,
        code=COUNT,
        title=_("Kiểm phiếu: %(question)s") % {"question": one.about},
        fact=_("%(cluster)s: đã đủ phiếu hoặc đã hết hạn bỏ phiếu.") % {"cluster": one.more},
        button=_("Kiểm phiếu"),
        url=reverse("federation:ballot", args=[one.key]),
        due_on=one.due_on,
    )


def _say_choose(one: Line) -> Waiting:
    year = one.told["year"]
    return Waiting(
        stage=STAGE,
        code=CHOOSE,
        title=_("Chọn cụm trưởng năm %(year)s của %(cluster)s") % {"year": year, "cluster": one.about},
        fact=_("Bỏ phiếu trong cụm, hoặc ghi theo biên bản họp."),
        button=_("Mở trang cụm"),
        url=reverse("federation:cluster", args=[one.key, year]),
    )


@tells_lines(
    {VOTE: _say_vote, OPINION: _say_opinion, DUTY: _say_duty, COUNT: _say_count, CHOOSE: _say_choose}
)
def waiting_lines(actor: Actor) -> Iterator[Lines]:
    """What waits for the unit that this person acts for."""
    if actor.unit_id is None:
        return
    if _holds(actor, "federation.vote"):
        yield _votes(actor.unit_id)
        yield _opinions(actor, actor.unit_id)
    if _holds(actor, "federation.lead") or _holds(actor, "federation.clusters"):
        yield from _duties(actor.unit_id)
        yield _ballots_to_count(actor)
        yield _without_leader(actor, actor.unit_id)


def _holds(actor: Actor, capability: str) -> bool:
    return any(grant.unit_id == actor.unit_id for grant in actor.having(capability))


def _votes(unit_id: int) -> Lines:
    # After the last day nobody may vote any more: then it waits for whoever counts.
    still = Q(ballot__closes_on=None) | Q(ballot__closes_on__gte=clock.today())
    mine = Voter.objects.filter(still, unit=unit_id, voted=False, ballot__state="open")
    told = JSONObject(
        cluster=short_name("ballot__cluster__"), year=F("ballot__year"), secret=F("ballot__secret")
    )
    about, due = "ballot__question", "ballot__closes_on"
    return lines(mine, VOTE, key="ballot_id", about=about, more=told, due_on=due)


def _opinions(actor: Actor, unit_id: int) -> Lines:
    said = RegulationOpinion.objects.filter(regulation=OuterRef("pk"), unit=unit_id)
    member = Membership.objects.filter(cluster=OuterRef("cluster"), unit=unit_id, year__gte=OuterRef("year"))
    asked = listing(Regulation, actor=actor, verb="opine").filter(Exists(member)).exclude(Exists(said))
    told = JSONObject(why_changed=F("why_changed"), edition=F("edition"))
    return lines(asked, OPINION, about=short_name("cluster__"), more=told, due_on="opinions_until")


def _duties(unit_id: int) -> Iterator[Lines]:
    """Of the union that led; where that union has ended, of the unit that organises the cluster."""
    owed = LeaderDuty.objects.filter(state="waiting")
    led = Q(cluster__leaderships__year=F("year"))
    ours = owed.filter(led, cluster__leaderships__leader=unit_id, cluster__leaderships__leader__ended_on=None)
    left_to_us = owed.filter(led, cluster__host=unit_id, cluster__leaderships__leader__ended_on__isnull=False)
    told = JSONObject(what=F("what"), year=F("year"), host=short_name("cluster__host__"))
    for found in (ours, left_to_us):
        yield lines(found, DUTY, about=short_name("cluster__"), more=told, due_on="due_on")


def _ballots_to_count(actor: Actor) -> Lines:
    all_in = ~Exists(Voter.objects.filter(ballot=OuterRef("pk"), voted=False))
    over = Q(closes_on__lt=clock.today())
    due = listing(Ballot, actor=actor, verb="close").filter(over | Q(all_in), cluster__in=_in_hand(actor))
    return lines(due, COUNT, about="question", more=short_name("cluster__"), due_on="closes_on")


def _without_leader(actor: Actor, unit_id: int) -> Lines:
    """A year that runs and has no leader, or whose leader has left the cluster or ended."""
    led = Leadership.objects.filter(cluster=OuterRef("cluster"), year=OuterRef("year"))
    staying = led.filter(
        leader__ended_on=None,
        leader__memberships__cluster=OuterRef("cluster"),
        leader__memberships__year=OuterRef("year"),
        leader__memberships__left_on=None,
    )
    voting = Ballot.objects.filter(
        cluster=OuterRef("cluster"), year=OuterRef("year"), about=Ballot.About.LEADER, state="open"
    )
    member = Membership.objects.filter(unit=unit_id).values("cluster")
    empty = (
        listing(ClusterYear, actor=actor, verb="lead")
        .filter(year__gte=clock.today().year, cluster__in=_hosted([unit_id]).union(member))
        .exclude(Exists(staying))
        .exclude(Exists(voting))
    )
    told = JSONObject(year=F("year"))
    return lines(empty, CHOOSE, key="cluster_id", about=short_name("cluster__"), more=told)


def _in_hand(actor: Actor) -> QuerySet[Body, Any]:
    """The clusters that the units of this person organise, lead or have led: where the database begins, so that it
    does not look through those of the whole country."""
    units = {grant.unit_id for grant in actor.grants}
    led = Leadership.objects.filter(Q(leader__in=units) | Q(deputy__in=units)).values("cluster")
    return _hosted(units).union(led)


def _hosted(units: Iterable[int]) -> QuerySet[Body, Any]:
    return Body.objects.filter(host__in=units, form=Body.Form.CLUSTER).values("pk")

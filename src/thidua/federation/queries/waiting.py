"""What waits for a person because of a cluster: votes, opinions, the hand-over, ballots to count, a year without
a leader. Asked together with what other rooms tell, in their one query."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import (
    Ballot,
    ClusterYear,
    LeaderDuty,
    Leadership,
    Regulation,
    RegulationOpinion,
    Voter,
)
from thidua.kernel import clock
from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Line, Lines, Waiting, lines, tells_lines

STAGE = "cluster"
VOTE, OPINION, COUNT, CHOOSE = (
    "federation.vote",
    "federation.opinion",
    "federation.count",
    "federation.choose_leader",
)
SUMMARY, REGISTRATIONS = "federation.summary", "federation.registrations"


def _short(of: str) -> Coalesce:
    """The short name, or the whole one."""
    return Coalesce(NullIf(F(f"{of}short_name"), Value("")), F(f"{of}name"))


def _say_vote(one: Line) -> Waiting:
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Bỏ phiếu: %(question)s") % {"question": one.about},
        fact=_("%(cluster)s; mỗi đơn vị một phiếu.") % {"cluster": one.more},
        button=_("Bỏ phiếu"),
        url=reverse("federation:ballot", args=[one.key]),
        due_on=one.due_on,
    )


def _say_opinion(one: Line) -> Waiting:
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Cho ý kiến về quy chế của %(cluster)s") % {"cluster": one.about},
        fact=one.more or _("Bản soạn lần %(edition)s.") % {"edition": one.total},
        button=_("Đọc và cho ý kiến"),
        url=reverse("federation:regulation", args=[one.key]),
        due_on=one.due_on,
    )


def _say_count(one: Line) -> Waiting:
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Kiểm phiếu: %(question)s") % {"question": one.about},
        fact=_("%(cluster)s: đã đủ phiếu hoặc đã hết hạn bỏ phiếu.") % {"cluster": one.more},
        button=_("Kiểm phiếu"),
        url=reverse("federation:ballot", args=[one.key]),
        due_on=one.due_on,
    )


def _say_choose(one: Line) -> Waiting:
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Chọn cụm trưởng năm %(year)s của %(cluster)s") % {"year": one.total, "cluster": one.about},
        fact=_("Bỏ phiếu trong cụm, hoặc ghi theo biên bản họp."),
        button=_("Mở trang cụm"),
        url=reverse("federation:cluster", args=[one.key, one.total]),
    )


def _say_duty(one: Line) -> Waiting:
    told = {"cluster": one.about, "host": one.more, "year": one.total, "next": one.total + 1}
    if one.code == SUMMARY:
        title = _("Họp tổng kết năm %(year)s của %(cluster)s") % told
        fact = _("Việc của cụm trưởng năm %(year)s; tổng kết xong mới ký giao ước mới.") % told
    else:
        title = _("Gửi %(host)s đăng ký năm %(next)s của các thành viên %(cluster)s") % told
        fact = _("Việc bàn giao của cụm trưởng năm %(year)s.") % told
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=title,
        fact=fact,
        button=_("Ghi đã làm"),
        url=reverse("federation:finish_duty", args=[one.key]),
        due_on=one.due_on,
    )


@tells_lines(
    {
        VOTE: _say_vote,
        OPINION: _say_opinion,
        COUNT: _say_count,
        CHOOSE: _say_choose,
        SUMMARY: _say_duty,
        REGISTRATIONS: _say_duty,
    }
)
def waiting_lines(actor: Actor) -> Iterator[Lines]:
    if actor.unit_id is None or not actor.unit_path:
        return
    if _holds(actor, "federation.vote"):
        yield _votes(actor)
        yield _opinions(actor)
    if _holds(actor, "federation.lead"):
        yield from _duties(actor)
        yield _ballots_to_count(actor)
        yield _without_leader(actor)


def _holds(actor: Actor, capability: str) -> bool:
    return any(grant.unit_id == actor.unit_id for grant in actor.having(capability))


def _votes(actor: Actor) -> Lines:
    mine = Voter.objects.filter(ballot=OuterRef("pk"), unit_id=actor.unit_id, voted=False)
    # After the last day nobody may vote any more: then it waits for whoever counts.
    still = Q(closes_on=None) | Q(closes_on__gte=clock.today())
    found = Ballot.objects.filter(Exists(mine), still, state="open")
    return lines(found, VOTE, about="question", more=_short("cluster__"), due_on="closes_on")


def _opinions(actor: Actor) -> Lines:
    said = RegulationOpinion.objects.filter(regulation=OuterRef("pk"), unit_id=actor.unit_id)
    found = listing(Regulation, actor=actor, verb="opine").exclude(Exists(said))
    cluster = _short("cluster__")
    return lines(found, OPINION, about=cluster, more="why_changed", due_on="opinions_until", total="edition")


def _duties(actor: Actor) -> Iterator[Lines]:
    """Of the union that led; where that union has ended, of the unit that organises the cluster."""
    led = Leadership.objects.filter(cluster=OuterRef("cluster"), year=OuterRef("year"))
    ours = led.filter(leader_id=actor.unit_id, leader__ended_on=None)
    gone = led.filter(leader__ended_on__isnull=False)
    owed = LeaderDuty.objects.filter(
        Exists(ours) | (Q(cluster__host_id=actor.unit_id) & Exists(gone)), state="waiting"
    )
    for code, what in ((SUMMARY, LeaderDuty.What.SUMMARY), (REGISTRATIONS, LeaderDuty.What.REGISTRATIONS)):
        yield lines(
            owed.filter(what=what),
            code,
            about=_short("cluster__"),
            more=_short("cluster__host__"),
            due_on="due_on",
            total="year",
        )


def _ballots_to_count(actor: Actor) -> Lines:
    all_in = ~Exists(Voter.objects.filter(ballot=OuterRef("pk"), voted=False))
    over = Q(closes_on__lt=clock.today())
    found = listing(Ballot, actor=actor, verb="close").filter(over | Q(all_in))
    return lines(found, COUNT, about="question", more=_short("cluster__"), due_on="closes_on")


def _without_leader(actor: Actor) -> Lines:
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
    found = listing(ClusterYear, actor=actor, verb="lead").filter(year__gte=clock.today().year)
    found = found.exclude(Exists(staying)).exclude(Exists(voting))
    return lines(found, CHOOSE, key="cluster_id", about=_short("cluster__"), total="year")

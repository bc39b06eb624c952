"""What waits for a person because of a cluster: votes, opinions, the hand-over, ballots to count, a year without
a leader. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, OuterRef, Q
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
from thidua.kernel.waiting import Waiting, tells_waiting

STAGE = "cluster"
MOST = 20


@tells_waiting
def waiting(actor: Actor) -> Iterable[Waiting]:
    if actor.unit_id is None or not actor.grants:
        return []
    told: list[Waiting] = []
    if _holds(actor, "federation.vote"):
        told += [*_votes(actor), *_opinions(actor)]
    if _holds(actor, "federation.lead") or _holds(actor, "federation.clusters"):
        told += [*_duties(actor), *_ballots_to_count(actor), *_without_leader(actor)]
    return told


def _holds(actor: Actor, capability: str) -> bool:
    return any(grant.unit_id == actor.unit_id for grant in actor.having(capability))


def _votes(actor: Actor) -> Iterator[Waiting]:
    mine = Voter.objects.filter(ballot=OuterRef("pk"), unit_id=actor.unit_id, voted=False)
    # After the last day nobody may vote any more: then it waits for whoever counts.
    still = Q(closes_on=None) | Q(closes_on__gte=clock.today())
    open_ones = Ballot.objects.filter(Exists(mine), still, state="open").select_related("cluster")
    for ballot in open_ones.order_by("closes_on", "pk")[:MOST]:
        yield Waiting(
            stage=STAGE,
            code="federation.vote",
            title=_("Bỏ phiếu: %(question)s") % {"question": ballot.question},
            fact=_("%(cluster)s năm %(year)s. %(kind)s")
            % {
                "cluster": ballot.cluster,
                "year": ballot.year,
                "kind": _("Phiếu kín, mỗi đơn vị một phiếu.")
                if ballot.secret
                else _("Phiếu công khai, mỗi đơn vị một phiếu."),
            },
            button=_("Bỏ phiếu"),
            url=reverse("federation:ballot", args=[ballot.pk]),
            due_on=ballot.closes_on,
        )


def _opinions(actor: Actor) -> Iterator[Waiting]:
    said = RegulationOpinion.objects.filter(regulation=OuterRef("pk"), unit_id=actor.unit_id)
    asked = listing(Regulation, actor=actor, verb="opine").exclude(Exists(said))
    mine = asked.filter(cluster__members__unit_id=actor.unit_id, cluster__members__year__gte=F("year"))
    for one in mine.select_related("cluster").distinct().order_by("opinions_until", "pk")[:MOST]:
        yield Waiting(
            stage=STAGE,
            code="federation.opinion",
            title=_("Cho ý kiến về quy chế của %(cluster)s") % {"cluster": one.cluster},
            fact=one.why_changed or _("Bản soạn lần %(edition)s.") % {"edition": one.edition},
            button=_("Đọc và cho ý kiến"),
            url=reverse("federation:regulation", args=[one.pk]),
            due_on=one.opinions_until,
        )


def _duties(actor: Actor) -> Iterator[Waiting]:
    """Of the union that led; where that union has ended, of the unit that organises the cluster."""
    led = Leadership.objects.filter(cluster=OuterRef("cluster"), year=OuterRef("year"))
    ours = led.filter(leader_id=actor.unit_id, leader__ended_on=None)
    gone = led.filter(leader__ended_on__isnull=False)
    owed = LeaderDuty.objects.filter(
        Exists(ours) | (Q(cluster__host_id=actor.unit_id) & Exists(gone)), state="waiting"
    )
    for duty in owed.select_related("cluster__host").order_by("due_on", "pk")[:MOST]:
        yield Waiting(
            stage=STAGE,
            code=f"federation.{duty.what}",
            title=_title(duty),
            fact=_fact(duty),
            button=_("Ghi đã làm"),
            url=reverse("federation:finish_duty", args=[duty.pk]),
            due_on=duty.due_on,
        )


def _title(duty: LeaderDuty) -> str:
    told = {"cluster": duty.cluster, "year": duty.year, "next": duty.year + 1, "host": duty.cluster.host}
    if duty.what == LeaderDuty.What.SUMMARY:
        return _("Họp tổng kết năm %(year)s của %(cluster)s") % told
    return _("Gửi %(host)s đăng ký năm %(next)s của các thành viên %(cluster)s") % told


def _fact(duty: LeaderDuty) -> str:
    told = {"year": duty.year}
    if duty.what == LeaderDuty.What.SUMMARY:
        return _("Việc của cụm trưởng năm %(year)s; tổng kết xong mới ký giao ước mới.") % told
    return _("Việc bàn giao của cụm trưởng năm %(year)s.") % told


def _ballots_to_count(actor: Actor) -> Iterator[Waiting]:
    all_in = ~Exists(Voter.objects.filter(ballot=OuterRef("pk"), voted=False))
    over = Q(closes_on__lt=clock.today())
    due = listing(Ballot, actor=actor, verb="close").filter(over | Q(all_in)).select_related("cluster")
    for ballot in due.order_by("closes_on", "pk")[:MOST]:
        yield Waiting(
            stage=STAGE,
            code="federation.count",
            title=_("Kiểm phiếu: %(question)s") % {"question": ballot.question},
            fact=_("%(cluster)s: đã đủ phiếu hoặc đã hết hạn bỏ phiếu.") % {"cluster": ballot.cluster},
            button=_("Kiểm phiếu"),
            url=reverse("federation:ballot", args=[ballot.pk]),
            due_on=ballot.closes_on,
        )


def _without_leader(actor: Actor) -> Iterator[Waiting]:
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
    empty = listing(ClusterYear, actor=actor, verb="lead").exclude(Exists(staying)).exclude(Exists(voting))
    ours = Q(cluster__host_id=actor.unit_id) | Q(cluster__members__unit_id=actor.unit_id)
    found = empty.filter(ours, year__gte=clock.today().year).select_related("cluster").distinct()
    for year in found.order_by("year", "cluster__sort_key", "pk")[:MOST]:
        yield Waiting(
            stage=STAGE,
            code="federation.choose_leader",
            title=_("Chọn cụm trưởng năm %(year)s của %(cluster)s")
            % {"year": year.year, "cluster": year.cluster},
            fact=_("Bỏ phiếu trong cụm, hoặc ghi theo biên bản họp."),
            button=_("Mở trang cụm"),
            url=reverse("federation:cluster", args=[year.cluster_id, year.year]),
        )

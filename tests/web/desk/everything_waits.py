"""A day on which each room wants something of the chair of Sơn Dương, who leads the cluster of upper unions."""

from __future__ import annotations

import datetime as dt

from tests.cast import Cast
from tests.pledge import covenants, registering
from tests.score.grading.year import CLEAN, CRITERIA, FULL
from tests.score.marking import departments, sheet_of
from thidua.federation.actions.clusters.open_ballot import Wish, open_ballot
from thidua.federation.models import Body, ClusterYear
from thidua.launch.models import PaperReading
from thidua.pledge.actions.registrations.keep_lists import confirm_list
from thidua.score.actions.grading.mark_own import mark_own, send
from thidua.score.actions.grading.open_round import Days, open_round
from thidua.score.actions.marking.move_round import move_round
from thidua.score.actions.marking.start_round import start_round
from thidua.score.models import Grading

CHAIR, UNIT = covenants.SEAT, "TQ-SD"
ALL_WAIT = {
    "federation.vote",
    "launch.issue_plan",
    "launch.review_reading",
    "launch.split_targets",
    "launch.take_assignments",
    "pledge.consolidate",
    "pledge.sign",
    "report.chase",
    "report.send",
    "score.grading_chase",
    "score.grading_mark",
    "score.mark_oneself",
}


def everything_waits(cast: Cast) -> None:
    cluster = covenants.to_be_signed(cast).covenant.cluster
    assert cluster is not None
    _ballot(cast, cluster)
    _paper(cast)
    _round_of_marking(cast, cluster)
    _gradings(cast)
    _registrations(cast)


def _ballot(cast: Cast, cluster: Body) -> None:
    ClusterYear.objects.create(cluster=cluster, year=2017)
    open_ballot(
        actor=cast.actor("province_officer"),
        cluster_id=cluster.pk,
        year=2017,
        about="other",
        question="Họp tổng kết ở đâu",
        choices=(Wish("Sơn Dương"), Wish("Na Hang")),
        closes_on=dt.date(2017, 7, 25),
    )


def _paper(cast: Cast) -> None:
    PaperReading.objects.create(
        seat=cast.units[UNIT],
        file=covenants.scan(),
        name="ke-hoach.pdf",
        state="read",
        account_id=cast.accounts[CHAIR].pk,
        account_name=cast.accounts[CHAIR].name,
    )


def _round_of_marking(cast: Cast, cluster: Body) -> None:
    departments(cast)
    officer = cast.actor("province_officer")
    made = start_round(
        actor=officer,
        sheet_id=sheet_of(cast).pk,
        organiser_id=cast.units["TQ"].pk,
        cluster_id=cluster.pk,
        year=2017,
        name="Chấm điểm cụm năm 2017",
        phases=[{"code": "self_marking", "until": dt.date(2017, 7, 24)}, {"code": "submitted"}],
    )
    move_round(actor=officer, round_id=made.pk, move="open")


def _gradings(cast: Cast) -> None:
    """The garment company has sent its own mark, the others are late."""
    year = (dt.date(2017, 1, 1), dt.date(2017, 12, 31))
    open_round(
        actor=cast.actor("province_officer"),
        seat_id=cast.units["TQ"].pk,
        year=2017,
        name="Xếp loại công đoàn cơ sở năm 2017",
        days=Days(*year, own_due_on=dt.date(2017, 7, 10), upper_due_on=dt.date(2017, 7, 31)),
        criteria=CRITERIA,
    )
    garment, key = cast.actor("garment_chair"), Grading.objects.get(unit=cast.units["TQ-SD-001"]).pk
    mark_own(actor=garment, grading_id=key, marks=FULL, answers=CLEAN)
    send(actor=garment, grading_id=key)


def _registrations(cast: Cast) -> None:
    """The garment company has confirmed its list."""
    scheme = registering.opened(cast)
    registering.put(cast, scheme, registering.person(cast, "Ma Thị Thử"))
    confirm_list(actor=cast.actor("garment_chair"), list_id=registering.the_list(cast, scheme).pk)

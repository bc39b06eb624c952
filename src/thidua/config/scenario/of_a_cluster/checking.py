"""What must hold when the cluster's year has been played."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from thidua.algebra.thresholds import threshold_from_data
from thidua.config.scenario.of_a_cluster import marking, promising
from thidua.config.scenario.of_a_cluster.stage import ClusterStage
from thidua.config.scenario.rehearsal import Check, kept
from thidua.federation.models import Ballot, Body, ClusterYear, LeaderDuty, Vote
from thidua.federation.queries.ballots import tally_of
from thidua.federation.queries.clusters import leadership_of, members_of, seat_of
from thidua.federation.queries.regulations import in_force, versions_of
from thidua.kernel.clock import standing_on
from thidua.kernel.door import listing
from thidua.kernel.waiting import waiting_for
from thidua.launch.models import DutyDone, LaunchRecord, Movement, Paper, Round, Target
from thidua.report.models import Report, Values


def check(stage: ClusterStage) -> list[Check]:
    with standing_on(stage.story.half_year["day"]):
        return [
            *_circle(stage),
            *_elected(stage),
            *_text(stage),
            *_carried_out(stage),
            *_reported(stage),
            *promising.check(stage),
            *marking.check(stage),
            *_equal(stage),
            *kept(),
        ]


def _circle(stage: ClusterStage) -> Iterator[Check]:
    told, cluster = stage.told, stage.cluster
    for year in (told["before"]["year"], told["year"]):
        names = ", ".join(sorted(one.unit.code for one in members_of(cluster, year)))
        yield Check("cluster", f"thành viên năm {year}", ", ".join(sorted(stage.members)), names)
    before = ClusterYear.objects.get(cluster=cluster, year=told["before"]["year"])
    wanted = f"closed {told['before']['closed_on']}"
    yield Check("cluster", "năm trước", wanted, f"{before.state} {before.closed_on}")
    owed = LeaderDuty.objects.filter(cluster=cluster).order_by("pk")
    found = ", ".join(f"{one.what} {one.state}" for one in owed)
    yield Check("cluster", "bàn giao của cụm trưởng cũ", "registrations done", found)
    versions = ", ".join(str(one.edition) for one in versions_of(cluster))
    yield Check("cluster", "các bản quy chế còn giữ", "2, 1", versions)
    held = in_force(cluster, stage.story.half_year["day"])
    yield Check("cluster", "quy chế đang áp dụng", "2", str(held.edition if held else "–"))


def _elected(stage: ClusterStage) -> Iterator[Check]:
    told = stage.told
    ballot = Ballot.objects.get(cluster=stage.cluster)
    counted = tally_of(ballot)
    votes = {one.unit.code: n for one, n in counted.counts if n and one.unit is not None}
    yield Check("cluster", "số phiếu", _said(told["ballot"]["counts"]), _said(votes))
    yield Check("cluster", "phiếu trên danh sách", "7/7", f"{counted.cast}/{counted.roll}")
    linked = Vote.objects.exclude(voter=None).count()
    yield Check("cluster", "phiếu nối được với đơn vị", "0", str(linked))
    led = leadership_of(stage.cluster, told["year"])
    assert led is not None
    assert led.deputy is not None
    found = f"{led.leader.code} {led.deputy.code} {led.way}"
    yield Check("cluster", "cụm trưởng, cụm phó", f"{told['leader']} {told['deputy']} ballot", found)


def _said(counts: dict[str, Any]) -> str:
    return ", ".join(f"{code} {counts[code]}" for code in sorted(counts))


def _text(stage: ClusterStage) -> Iterator[Check]:
    said, paper = stage.said, stage.issued
    paper.refresh_from_db()
    wanted = f"{said['number']:02d}/{said['symbol']} issued"
    yield Check("launch", "lời phát động của cụm", wanted, f"{paper.reference} {paper.state}")
    seat = seat_of(stage.cluster, stage.told["year"])
    issuer = f"{stage.told['code']} qua {seat.code if seat else '–'}"
    yield Check("launch", "cụm ban hành qua", issuer, f"{paper.issuer.code} qua {paper.seat.code}")
    rounds = [f"{one.ends_on} {one.review_on}" for one in Round.objects.filter(paper=paper)]
    yield Check(
        "launch", "hai đợt và ngày sơ kết", "2015-06-30 2015-07-28; 2015-12-31 None", "; ".join(rounds)
    )
    targets = Target.objects.filter(cycle=stage.year).order_by("position")
    found = [str(threshold_from_data(one.threshold).comparator) for one in targets]
    expects = stage.story.half_year["expects"]["targets"]
    yield Check("launch", "ba chỉ tiêu nội bộ", "; ".join(expects), "; ".join(found))


def _carried_out(stage: ClusterStage) -> Iterator[Check]:
    own = Paper.objects.filter(parent=stage.issued, state="issued")
    codes = ", ".join(sorted(own.values_list("seat__code", flat=True)))
    yield Check("launch", "mỗi tỉnh có kế hoạch riêng", ", ".join(sorted(stage.members)), codes)
    done = DutyDone.objects.filter(duty__paper=stage.issued).count()
    wanted = str(len(stage.members) + 1)  # one of each member, one of the deputy
    yield Check("launch", "việc cụm giao thành viên, đã xong", wanted, str(done))
    held = LaunchRecord.objects.filter(cycle=stage.year).count()
    yield Check("launch", "tỉnh đã phát động", str(len(stage.members)), str(held))


def _reported(stage: ClusterStage) -> Iterator[Check]:
    for code, period in stage.periods.items():
        own = Report.objects.filter(period=period, kind=Report.Kind.OWN).select_related("unit")
        accepted = sorted(one.unit.code for one in own if one.state == "accepted")
        yield Check("report", f"{period}: đã duyệt", ", ".join(sorted(stage.members)), ", ".join(accepted))
        rows = Values.objects.filter(period_id=period.pk, report_id__in=[one.pk for one in own])
        summed = sum(int(row.data["disciplined"]["value"]) for row in rows)
        wanted = stage.story.half_year["expects"]["disciplined"][code]
        yield Check("sum", f"{period}: số người bị kỷ luật", str(wanted), str(summed))


def _equal(stage: ClusterStage) -> Iterator[Check]:
    """Equals: no member reaches another's people, units or reports; who is no member sees nothing of the cluster."""
    for code in stage.members:
        actor, own = stage.actor(code), stage.units[code]
        units = listing(Body, actor=actor).exclude(form=Body.Form.CLUSTER).exclude(path="")
        foreign = units.exclude(path__startswith=own.path).exclude(code="TLD").count()
        yield Check("equal", f"{code} thấy đơn vị của tỉnh khác", "0", str(foreign))
        reports = listing(Report, actor=actor).exclude(path__startswith=own.path).count()
        yield Check("equal", f"{code} thấy báo cáo của tỉnh khác", "0", str(reports))
        seen = listing(Movement, actor=actor).filter(issuer=stage.cluster).count()
        yield Check("equal", f"{code} thấy phong trào của cụm", "1", str(seen))
    carry_out = reverse("launch:derive", args=[stage.issued.pk])
    for code in stage.story.half_year["expects"]["strangers"]:
        actor = stage.actor(code)
        years = listing(ClusterYear, actor=actor).count()
        asked = Report.objects.filter(unit=stage.units[code]).count()
        tasks = sum(one.url == carry_out for one in waiting_for(actor))
        yield Check(
            "equal", f"{code} ngoài cụm: trang cụm, báo cáo, việc", "0 0 0", f"{years} {asked} {tasks}"
        )

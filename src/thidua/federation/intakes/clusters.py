"""A list of clusters and their members: a row a member; a cluster that is not there yet is founded with its first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.federation.actions.clusters.begin_year import begin_year
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.cluster_errors import AlreadyMember, LeaderTwice, YearWrong
from thidua.federation.errors import NameEmpty
from thidua.federation.intakes.finding import find_unit, labels_of, remember_name
from thidua.federation.models import Body, ClusterYear, Leadership, Membership
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import words_of

_ROLES = words_of(
    {
        "member": gettext_lazy("thành viên"),
        "leader": gettext_lazy("cụm trưởng"),
    }
)
YEARS = range(1946, 2101)
Place = tuple[str, int]  # the cluster's matching key, the year


@dataclass
class _Known:
    clusters: dict[str, Body]
    begun: set[Place]
    members: set[tuple[str, int, int]]
    led: set[Place]
    labels: dict[int, str]


@intake(
    "clusters",
    label=gettext_lazy("danh sách cụm thi đua và thành viên"),
    capability="federation.clusters",
    whole_list=True,  # a unit is in a cluster once, and a cluster has one leader
    batch=100,
    guidance=(
        gettext_lazy("Mỗi dòng một thành viên. Cụm chưa có thì được lập; năm chưa mở thì được mở."),
        gettext_lazy("Cụm trưởng ghi ở cột «Vai trò»; hệ thống ghi là theo quyết định của cấp trên."),
    ),
    columns=(
        Column("cluster", gettext_lazy("Cụm"), ("ten cum", "khoi", "cum thi dua"), required=True, width=36,
               example=gettext_lazy("Cụm các huyện")),
        Column("unit", gettext_lazy("Đơn vị"), ("thanh vien", "ten don vi"), required=True, width=44,
               note=gettext_lazy("Tên hoặc mã đơn vị.")),
        Column("year", gettext_lazy("Năm"), shape="count", example="2017",
               note=gettext_lazy("Để trống là năm nay.")),
        Column("role", gettext_lazy("Vai trò"), ("chuc danh",), choices=_ROLES.offered,
               example=gettext_lazy("thành viên")),
        Column("paper", gettext_lazy("Văn bản"), ("quyet dinh", "bien ban"), width=30,
               note=gettext_lazy("Quyết định hoặc biên bản chọn cụm trưởng.")),
    ),
)  # fmt: skip
class Clusters:
    """Members of clusters, year by year."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        for line in lines:
            find_unit(line, "unit", context)
        known = _load(lines, context)
        for line in lines:
            _check_one(line, known)

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        for line in lines:
            _add(line, context)


def _load(lines: Sequence[Line], context: Context) -> _Known:
    hosted = Body.objects.filter(host_id=context.unit_id, form=Body.Form.CLUSTER, ended_on=None)
    clusters = {one.matching_key: one for one in hosted}
    keys = {one.pk: key for key, one in clusters.items()}
    begun = ClusterYear.objects.filter(cluster__in=keys).values_list("cluster", "year")
    members = Membership.objects.filter(cluster__in=keys).values_list("cluster", "year", "unit")
    led = Leadership.objects.filter(cluster__in=keys).values_list("cluster", "year")
    units = {line.body_id for line in lines if line.body_id is not None}
    return _Known(
        clusters,
        {(keys[cluster], year) for cluster, year in begun},
        {(keys[cluster], year, unit) for cluster, year, unit in members},
        {(keys[cluster], year) for cluster, year in led},
        labels_of(units),
    )


def _year(line: Line) -> int:
    written = line.text("year")
    if not written:
        return clock.today().year
    if not written.isdecimal() or int(written) not in YEARS:
        raise YearWrong(written=written)
    return int(written)


def _place(line: Line) -> Place:
    key = text.matching_key(line.text("cluster"))[:255]
    if not key:
        raise NameEmpty()
    return key, _year(line)


def _check_one(line: Line, known: _Known) -> None:
    role = line.choice("role", _ROLES) or "member"
    try:
        place = _place(line)
    except YearWrong as refusal:
        line.refuse("year", refusal)
        return
    except CodedError as refusal:
        line.refuse("cluster", refusal)
        return
    if line.body_id is None:
        return
    name, unit = line.text("cluster"), known.labels.get(line.body_id, "")
    if (*place, line.body_id) in known.members:
        line.refuse("unit", AlreadyMember(unit=unit, cluster=name, year=place[1]))
        return
    if role == "leader" and place in known.led:
        line.refuse("role", LeaderTwice(cluster=name, year=place[1]))
        return
    # The next row of this list meets this one as if it were in already.
    known.members.add((*place, line.body_id))
    if role == "leader":
        known.led.add(place)
    if place[0] not in known.clusters:
        line.note = _("Sẽ lập cụm mới.")
    elif place not in known.begun:
        line.note = _("Sẽ mở năm %(year)s của cụm.") % {"year": place[1]}


def _add(line: Line, context: Context) -> None:
    key, year = _place(line)
    assert line.body_id is not None
    cluster = _cluster(line, key, year, context)
    made = add_member(actor=context.actor, cluster_id=cluster.pk, year=year, unit_id=line.body_id)
    if line.choice("role", _ROLES) == "leader":
        settle_leader(
            actor=context.actor,
            cluster_id=cluster.pk,
            year=year,
            leader_id=line.body_id,
            way=Leadership.Way.DECISION,
            settled_on=clock.today(),
            minutes=line.text("paper") or _("theo danh sách của cấp trên"),
        )
    line.made_id = made.pk


def _cluster(line: Line, key: str, year: int, context: Context) -> Body:
    hosted = Body.objects.filter(host_id=context.unit_id, form=Body.Form.CLUSTER, ended_on=None)
    cluster = hosted.filter(matching_key=key).first()
    if cluster is None:
        return found_cluster(
            actor=context.actor, host_id=context.unit_id, name=line.text("cluster"), year=year
        )
    if not ClusterYear.objects.filter(cluster=cluster, year=year).exists():
        begin_year(actor=context.actor, cluster_id=cluster.pk, year=year)
    return cluster

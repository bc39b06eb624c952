"""What the members of a cluster have registered, put together by the leader who goes.

Being in a cluster opens nobody's lists to a neighbour. A member's confirmed list is its word to the cluster and to the
level above: its figures as they stood then, its titles in numbers, its collectives, works and topics by name. People
are counted and not named; who has confirmed nothing is named as missing, and nothing is told of it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from thidua.documents.writing.blocks import Signature
from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.kinds.frame import Frame
from thidua.documents.writing.kinds.promises import MemberSum, Registered, registrations_together
from thidua.federation.models import Body, LeaderDuty, Post
from thidua.federation.queries.clusters import leadership_of, members_of
from thidua.formats.vi import format_date, format_number, format_percent
from thidua.kernel import paths
from thidua.kernel.files import keep
from thidua.kernel.models import StoredFile
from thidua.kernel.replica import reading
from thidua.pledge.models import Registration, UnitList
from thidua.pledge.queries.registrations.coverage import CONFIRMED, Figures, TitleLine
from thidua.pledge.queries.registrations.written import remarks

MOST_NAMED = 1000  # lines of a table that somebody still reads

_TITLES = """
select listed.id, counted.kind, counted.title_id, coalesce(title.name, ''), sum(counted.lines)::int
  from pledge_unitlist listed
  join federation_body member on member.id = listed.unit_id
  join federation_body unit on unit.path >= member.path and unit.path < left(member.path, -1) || '/'
  join pledge_titlecount counted on counted.scheme_id = listed.scheme_id and counted.unit_id = unit.id
  left join pledge_schemetitle title on title.id = counted.title_id
 where listed.id = any(%(lists)s)
 group by listed.id, counted.kind, counted.title_id, title.name, title.position
 order by listed.id, title.position nulls last, counted.title_id, counted.kind
"""


@dataclass(frozen=True)
class OfMember:
    """One confirmed list of a member."""

    listed: UnitList
    figures: Figures
    titles: Sequence[TitleLine]

    @property
    def confirmed_on(self) -> dt.date | None:
        return timezone.localdate(self.listed.confirmed_at) if self.listed.confirmed_at else None


@dataclass(frozen=True)
class OfMembers:
    year: int  # registered for; the duty is of the year before
    members: Sequence[OfMember]
    missing: Sequence[Body]
    named: Sequence[Registration]
    unnamed: int  # collectives, works and topics beyond those that are named

    @property
    def people(self) -> int:
        return sum(one.figures.people for one in self.members)


def of_members(duty: LeaderDuty) -> OfMembers:
    """For the year after the one that was led; six queries."""
    year = duty.year + 1
    members = [one.unit for one in members_of(duty.cluster, year) if one.left_on is None]
    if not members:  # nobody has begun that year yet: those who were members go on
        members = [one.unit for one in members_of(duty.cluster, duty.year) if one.left_on is None]
    lists = list(
        UnitList.objects.filter(unit__in=members, scheme__cycle__year=year, state__in=CONFIRMED)
        .select_related("unit", "scheme__cycle__movement")
        .order_by("unit__sort_key", "unit_id", "scheme_id")
    )
    titles = _titles(lists)
    told = [OfMember(one, Figures(**one.figures), titles.get(one.pk, [])) for one in lists]
    have = {one.unit_id for one in lists}
    named, count = _named(lists)
    missing = [one for one in members if one.pk not in have]
    return OfMembers(year, told, missing, named, count - len(named))


def _titles(lists: Sequence[UnitList]) -> dict[int, list[TitleLine]]:
    found: dict[int, list[TitleLine]] = {}
    with reading().cursor() as cursor:
        cursor.execute(_TITLES, {"lists": [one.pk for one in lists]})
        for list_id, *line in cursor.fetchall():
            found.setdefault(list_id, []).append(TitleLine(*line))
    return found


def _named(lists: Sequence[UnitList]) -> tuple[list[Registration], int]:
    """Collectives, works and topics of the branches whose lists these are, and how many there are."""
    if not lists:
        return [], 0
    branches = [Q(scheme=one.scheme_id) & paths.within("unit__path", one.unit.path) for one in lists]
    lines = Registration.objects.filter(
        reduce(or_, branches), kind__in=("collective", "work", "topic"), state="listed"
    ).exclude(listed__state__in=("open", "returned"))
    ordered = lines.select_related("title", "unit", "same_as__scheme__cycle__movement").order_by(
        "unit__path", "kind", "subject", "pk"
    )
    return list(ordered[:MOST_NAMED]), lines.count()


def together_document(duty: LeaderDuty, told: OfMembers, day: dt.date) -> bytes:
    """As Word, in the official layout of the union that led."""
    with translation.override("vi"):
        return to_docx(registrations_together(_frame(duty, told, day), *_content(told)))


def keep_together(duty: LeaderDuty, told: OfMembers, day: dt.date) -> StoredFile:
    content = together_document(duty, told, day)
    return keep(file_name(duty), io.BytesIO(content), len(content))


def file_name(duty: LeaderDuty) -> str:
    return f"tong-hop-dang-ky-{duty.cluster.code}-{duty.year + 1}.docx"


def _frame(duty: LeaderDuty, told: OfMembers, day: dt.date) -> Frame:
    led = leadership_of(duty.cluster, duty.year)
    leader = led.leader if led else duty.cluster.host
    assert leader is not None
    chair = Post.objects.filter(unit=leader, office=Post.Office.CHAIR, until_on=None).select_related("person")
    signs = chair.first()
    return Frame(
        issuer=leader.name,
        superior=leader.parent.name if leader.parent else "",
        day=day,
        year=told.year,
        title=f"đăng ký thi đua năm {told.year} của các thành viên {duty.cluster}",
        addressees=(str(duty.cluster.host),) if duty.cluster.host else (),
        signatures=(Signature("Chủ tịch", signs.person.name if signs else ""),),
        archive="VT",
    )


def _content(
    told: OfMembers,
) -> tuple[tuple[MemberSum, ...], tuple[Registered, ...], tuple[str, ...]]:
    sums = tuple(
        MemberSum(
            member=str(one.listed.unit),
            movement=str(one.listed.scheme),
            confirmed=format_date(one.confirmed_on) if one.confirmed_on else "",
            people=format_number(one.figures.people),
            share=format_percent(one.figures.share) if one.figures.share is not None else "chưa rõ",
            lines=tuple((said(line), format_number(line.lines)) for line in one.titles),
        )
        for one in told.members
    )
    named = tuple(
        Registered(one.who, str(one.unit), one.title.name if one.title else said_kind(one.kind), remarks(one))
        for one in told.named
    )
    left = []
    if told.unnamed:
        left.append(
            f"Còn {format_number(told.unnamed)} tập thể, công trình, đề tài trong danh sách của đơn vị"
        )
    if told.missing:
        left.append(f"Chưa xác nhận danh sách: {', '.join(str(one) for one in told.missing)}")
    return sums, named, tuple(left)


def said(line: TitleLine) -> str:
    return line.name or said_kind(line.kind)


def said_kind(kind: str) -> str:
    return str(Registration.Kind(kind).label).capitalize()


def summed_up(told: OfMembers) -> str:
    """One sentence for the duty's result."""
    members = len({one.listed.unit_id for one in told.members})
    return _("%(done)s/%(all)s thành viên đã xác nhận, %(people)s người đăng ký.") % {
        "done": members,
        "all": members + len(told.missing),
        "people": format_number(told.people),
    }

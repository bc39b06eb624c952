"""What was done to a unit, in words, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.audit.models import Entry
from thidua.federation.models import Body
from thidua.kernel.errors import Phrase

DEEDS: Mapping[str, Phrase] = {
    "federation.unit_added": _("thêm đơn vị"),
    "federation.units_founded": _("thêm nhiều đơn vị"),
    "federation.working_group_added": _("thêm tổ công tác"),
    "federation.department_added": _("thêm ban, phòng"),
    "federation.partner_added": _("thêm cơ quan phối hợp"),
    "federation.unit_renamed": _("đổi tên"),
    "federation.unit_changed": _("sửa thông tin chung"),
    "federation.unit_placed": _("chuyển cấp trên"),
    "federation.unit_ended": _("kết thúc"),
    "federation.unit_merged": _("nhập vào đơn vị khác"),
    "federation.unit_split": _("tách"),
    "federation.kind_changed": _("đổi loại"),
    "federation.put_back": _("hoàn tác sắp xếp"),
    "federation.attribute_set": _("ghi thông tin"),
    "federation.alias_named": _("nhớ thêm tên gọi"),
    "federation.care_given": _("giao phụ trách"),
    "federation.care_ended": _("thôi phụ trách"),
    "federation.people_added": _("thêm người từ danh sách"),
}


@dataclass(frozen=True)
class Deed:
    at: dt.datetime
    who: str
    did: Phrase
    detail: str
    reason: str


def history_of(unit: Body, *, most: int = 20) -> list[Deed]:
    """The latest deeds on a unit; one query."""
    entries = Entry.objects.filter(kind=Body._meta.label, object_id=unit.pk).order_by("-pk")[:most]
    return [_told(entry) for entry in entries]


@dataclass(frozen=True)
class Link:
    """A predecessor or a successor of a unit, from the day on; ``whole`` when everything went there."""

    unit: Body
    from_on: dt.date
    whole: bool
    source: str


def successors_of(unit: Body) -> list[Link]:
    """Who goes on where this unit was; one query."""
    links = unit.successions.select_related("into", "reorganisation").order_by("into__sort_key", "pk")
    return [Link(one.into, one.from_on, one.whole, one.reorganisation.source) for one in links]


def predecessors_of(unit: Body, *, most: int = 30) -> list[Link]:
    """Whom this unit took over, the latest first; one query."""
    links = unit.predecessors.select_related("unit", "reorganisation").order_by("-from_on", "unit__sort_key")
    return [Link(one.unit, one.from_on, one.whole, one.reorganisation.source) for one in links[:most]]


def _told(entry: Entry) -> Deed:
    who = f"{entry.actor_name} ({entry.acts_for})" if entry.acts_for else entry.actor_name
    return Deed(entry.at, who, DEEDS.get(entry.did, entry.did), _detail(entry.data), entry.reason)


def _detail(data: Mapping[str, object]) -> str:
    if "before" in data and "after" in data:
        return f"{data['before']} → {data['after']}"
    return str(data.get("source") or "")

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


def _told(entry: Entry) -> Deed:
    who = f"{entry.actor_name} ({entry.acts_for})" if entry.acts_for else entry.actor_name
    return Deed(entry.at, who, DEEDS.get(entry.did, entry.did), _detail(entry.data), entry.reason)


def _detail(data: Mapping[str, object]) -> str:
    if "before" in data and "after" in data:
        return f"{data['before']} → {data['after']}"
    return str(data.get("source") or "")

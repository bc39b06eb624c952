"""A small federation for the tests: the confederation, a province with three upper unions, a stranger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from thidua.access.roles import ROLES
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.models import Body, UnitKind
from thidua.kernel.door import Actor, Grant, system

HOUSE = system("kiểm thử")
FOUNDED = dt.date(2010, 1, 1)

KINDS = (
    ("confederation", "Tổng Liên đoàn Lao động Việt Nam", "TLĐ", "confederation", None),
    ("provincial_federation", "Liên đoàn Lao động tỉnh, thành phố", "LĐLĐ tỉnh", "province", None),
    ("district_federation", "Liên đoàn Lao động huyện", "LĐLĐ huyện", "upper", dt.date(2025, 6, 30)),
    ("provincial_sector_union", "công đoàn ngành địa phương", "CĐ ngành", "upper", dt.date(2025, 6, 30)),
    ("grassroots_union", "công đoàn cơ sở", "CĐCS", "grassroots", None),
    ("union_group", "tổ công đoàn", "tổ CĐ", "part", None),
)

UNITS = (
    ("TLD", "Tổng Liên đoàn Lao động Việt Nam", "confederation", ""),
    ("TQ", "LĐLĐ tỉnh Tuyên Quang", "provincial_federation", "TLD"),
    ("HG", "LĐLĐ tỉnh Hà Giang", "provincial_federation", "TLD"),
    ("NH", "LĐLĐ huyện Na Hang", "district_federation", "TQ"),
    ("SD", "LĐLĐ huyện Sơn Dương", "district_federation", "TQ"),
    ("GD", "Công đoàn ngành Giáo dục", "provincial_sector_union", "TQ"),
    ("KDN", "CĐCS Cơ quan Đảng ủy Khối Doanh nghiệp", "grassroots_union", "TQ"),
    ("NH-01", "CĐCS Trường Tiểu học Năng Khả", "grassroots_union", "NH"),
    ("NH-02", "CĐCS Công ty TNHH Hoà Bình", "grassroots_union", "NH"),
    ("NH-03", "CĐCS UBND xã Đà Vị", "grassroots_union", "NH"),
    ("SD-01", "CĐCS Trường Tiểu học Sơn Nam", "grassroots_union", "SD"),
    ("SD-02", "CĐCS Trạm Y tế xã Đại Phú", "grassroots_union", "SD"),
    ("SD-02-T1", "Tổ công đoàn số 1", "union_group", "SD-02"),
    ("HG-01", "CĐCS Bệnh viện Bắc Quang", "grassroots_union", "HG"),
)


@dataclass
class World:
    """The units by code, and actors by role and unit."""

    units: dict[str, Body] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Body:
        return Body.objects.select_related("kind", "parent").get(code=code)

    def actor(self, role: str, code: str, *, name: str = "Ma Thị Thử") -> Actor:
        return actor_at(self[code], role, name=name)

    @property
    def admin(self) -> Actor:
        """The administrator of the province."""
        return self.actor("administrator", "TQ", name="Nông Văn Quản")


def actor_at(unit: Body, role: str, *, name: str = "Ma Thị Thử") -> Actor:
    held = ROLES[role]
    grant = Grant(role, unit.pk, unit.path, held.reach, held.capabilities)
    return Actor(7, name, unit.pk, unit.path, (grant,))


def make_kinds() -> None:
    UnitKind.objects.bulk_create(
        UnitKind(
            code=code,
            name=name,
            short_name=short,
            level=level,
            until_on=until,
            only_under="province" if code == "district_federation" else "",
        )
        for code, name, short, level, until in KINDS
    )


def make_world() -> World:
    make_kinds()
    rows = [NewUnit(code, name, kind, parent, founded_on=FOUNDED) for code, name, kind, parent in UNITS]
    return World({unit.code: unit for unit in found_units(actor=HOUSE, rows=rows)})

"""A small province for the tests of this room: one federation, three upper unions, some grassroots unions,
and a stranger from another province. Names of persons are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from thidua.access.roles import ROLES
from thidua.federation.models import Attribute, Body, Person, Post, UnitKind
from thidua.kernel import paths
from thidua.kernel.door import Actor, Grant

Y2017 = dt.date(2017, 1, 1)


def day(month: int, number: int, year: int = 2017) -> dt.date:
    return dt.date(year, month, number)


@dataclass
class Cast:
    kinds: dict[str, UnitKind] = field(default_factory=dict)
    units: dict[str, Body] = field(default_factory=dict)
    _accounts: int = 1000

    def unit(self, code: str) -> Body:
        return self.units[code]

    def actor(self, role: str, unit_code: str, name: str = "") -> Actor:
        self._accounts += 1
        unit = self.units[unit_code]
        held = ROLES[role]
        grant = Grant(role, unit.pk, unit.path, held.reach, held.capabilities)
        return Actor(
            account_id=self._accounts,
            name=name or f"{role} {unit_code}",
            unit_id=unit.pk,
            unit_path=unit.path,
            grants=(grant,),
        )

    def add_unit(self, code: str, name: str, level: str, parent: str | None = None, **extra: object) -> Body:
        above = self.units[parent] if parent else None
        bloc, members = extra.pop("bloc", None), extra.pop("members", None)
        unit = Body.objects.create(
            code=code,
            name=name,
            kind=self.kinds[level],
            parent=above,
            **extra,  # type: ignore[misc]
        )
        unit.path = paths.below(above.path if above else "", unit.pk)
        unit.save()
        self.units[code] = unit
        if bloc:
            Attribute.objects.create(unit=unit, name="bloc", value=bloc, from_on=Y2017)
        if members:
            Attribute.objects.create(unit=unit, name="members", value=members, from_on=Y2017)
        return unit

    def post(self, unit_code: str, name: str, office: str) -> Post:
        unit = self.units[unit_code]
        person = Person.objects.create(home=unit, name=name)
        return Post.objects.create(person=person, unit=unit, office=office, from_on=day(1, 1, 2015))


def build() -> Cast:
    cast = Cast()
    for level in UnitKind.Level.values:
        cast.kinds[level] = UnitKind.objects.create(code=level, name=level, level=level)
    cast.add_unit("TQ", "Liên đoàn Lao động tỉnh Tuyên Quang", "province", short_name="LĐLĐ tỉnh Tuyên Quang")
    cast.add_unit("NH", "Liên đoàn Lao động huyện Na Hang", "upper", "TQ", members=2000)
    cast.add_unit("SD", "Liên đoàn Lao động huyện Sơn Dương", "upper", "TQ", members=5000)
    cast.add_unit("GD", "Công đoàn ngành Giáo dục", "upper", "TQ", members=3000)
    cast.add_unit("DU", "CĐCS Cơ quan Đảng ủy Khối doanh nghiệp", "grassroots", "TQ", bloc="public_sector")
    cast.add_unit("NH1", "CĐCS Công ty TNHH Chè Sơn Trà", "grassroots", "NH", bloc="enterprise", members=60)
    cast.add_unit("NH2", "CĐCS UBND xã Năng Khả", "grassroots", "NH", bloc="public_sector", members=25)
    cast.add_unit("SD1", "CĐCS Công ty Gỗ Tân Trào", "grassroots", "SD", bloc="enterprise", members=110)
    cast.add_unit("GD1", "CĐCS Trường THPT Chuyên", "grassroots", "GD", bloc="school", members=90)
    cast.add_unit("HG", "Liên đoàn Lao động tỉnh Hà Giang", "province")
    cast.post("TQ", "Trần Thị Minh Hạnh", Post.Office.CHAIR)
    cast.post("TQ", "Lý Văn Đại", Post.Office.VICE_CHAIR)
    cast.post("TQ", "Nông Thị Biên", Post.Office.STANDING_MEMBER)
    cast.post("NH1", "Ma Thị Thêm", Post.Office.CHAIR)
    return cast


# Stored forms of algebra, as the catalogue of indicators writes them.
NEW_MEMBERS = {"kind": "total", "element": {"code": "new_members", "unit_of_measure": "đoàn viên"}}
INSURED = {
    "kind": "share",
    "numerator": {"code": "insured", "unit_of_measure": "người", "nature": "stock"},
    "denominator": {"code": "workers", "unit_of_measure": "người", "nature": "stock"},
}
WEAK_UNIONS = {
    "kind": "unit_count",
    "condition": {"kind": "flag", "element": {"code": "is_weak", "nature": "flag"}},
}

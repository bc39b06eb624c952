"""A small province of its own: one movement, one half-year, three upper unions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from thidua.access.roles import ROLES
from thidua.algebra.checks import PartOfWhole, Plausible, rule_to_data
from thidua.algebra.conditions import FlagIs
from thidua.algebra.definitions import indicator_to_data
from thidua.algebra.elements import Element, Nature, Source, Time
from thidua.algebra.measures import DistinctCount, Indicator, NetChange, Total, UnitShare, share
from thidua.algebra.strata import where
from thidua.federation.models import Body, UnitKind
from thidua.kernel import clock
from thidua.kernel.door import Actor, Grant, system
from thidua.launch.models import Cycle, Deadline, Movement, Period, Target
from thidua.report.actions.open_period import open_period
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.models import Report

GRASSROOTS = where({"kind": "grassroots"})
ENTERPRISES = where({"kind": "grassroots", "bloc": "enterprise"})
MEMBERS_START = Element(
    "members_start", "người", Nature.STOCK, time=Time.MOMENT, name="Đoàn viên đầu năm", asked_of=GRASSROOTS
)
MEMBERS = Element(
    "members", "người", Nature.STOCK, time=Time.MOMENT, name="Đoàn viên cuối kỳ", asked_of=GRASSROOTS
)
WOMEN = Element("women", "người", Nature.STOCK, time=Time.MOMENT, name="Đoàn viên nữ", asked_of=GRASSROOTS)
ADMITTED = Element("admitted", "người", name="Đoàn viên mới kết nạp", asked_of=GRASSROOTS)
MEALS = Element(
    "meals",
    "doanh nghiệp",
    Nature.FLAG,
    time=Time.MOMENT,
    name="Bữa ăn ca từ 15.000 đồng",
    asked_of=ENTERPRISES,
    may_not_apply=True,
)
FUND = Element("fund", "đồng", Nature.MONEY, name="Ủng hộ quỹ Mái ấm", asked_of=GRASSROOTS)
DIALOGUES = Element("dialogues", "cuộc", name="Đối thoại tại nơi làm việc", asked_of=GRASSROOTS)
INSPECTED = Element("inspected", "lần", name="Được kiểm tra", asked_of=GRASSROOTS, source=Source.REGISTER)

INDICATORS: tuple[Indicator, ...] = (
    NetChange(MEMBERS_START, MEMBERS),
    Total(ADMITTED),
    share(WOMEN, MEMBERS),
    UnitShare(FlagIs(MEALS), ENTERPRISES),
    Total(FUND),
    Total(DIALOGUES),
    DistinctCount(INSPECTED),
)
RULES = [rule_to_data(PartOfWhole("women", "members")), rule_to_data(Plausible("admitted"))]
COUNTING = [
    {"element": "dialogues", "kinds": ["dialogue"]},
    {"element": "inspected", "kinds": ["inspection"], "whose": "subjects"},
]

TODAY = dt.date(2017, 7, 18)
SCHOOL_FIGURES = {
    "members_start": "40",
    "members": "42",
    "women": "30",
    "admitted": "3",
    "fund": "6.600.000",
    "dialogues": "1",
}
FACTORY_FIGURES = {
    "members_start": "412",
    "members": "450",
    "women": "300",
    "admitted": "60",
    "meals": "1",
    "fund": "6,6 triệu",
    "dialogues": "2",
}


@pytest.fixture(autouse=True)
def _day_of_the_story() -> Iterator[None]:
    with clock.standing_on(TODAY):
        yield


def actor_of(role: str, unit: Body, name: str = "") -> Actor:
    """Somebody who holds one role at a unit."""
    held = ROLES[role]
    grant = Grant(role, unit.pk, unit.path, held.reach, held.capabilities)
    return Actor(None, name or f"{role} {unit}", unit.pk, unit.path, (grant,))


def add_unit(code: str, level: str, parent: Body | None, **facts: Any) -> Body:
    kind, _made = UnitKind.objects.get_or_create(code=level, defaults={"name": level, "level": level})
    attributes = {name: facts.pop(name) for name in ("bloc", "ownership") if name in facts}
    unit = Body.objects.create(code=code, name=facts.pop("name", code), kind=kind, parent=parent, **facts)
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save()
    for name, value in attributes.items():
        unit.attributes.create(name=name, value=value, from_on=dt.date(2016, 1, 1))
    return unit


@dataclass
class Story:
    """The units, the movement and its half-year; reports are made when asked for."""

    province: Body
    upper: Body
    other_upper: Body
    stranger: Body
    factory: Body
    school: Body
    cycle: Cycle
    period: Period
    more: dict[str, Body] = field(default_factory=dict)

    def chair(self, unit: Body | None = None, name: str = "Ma Thị Hoa") -> Actor:
        return actor_of("grassroots_chair", unit or self.factory, name)

    def officer(self, unit: Body | None = None, name: str = "Lý Văn Tuyển") -> Actor:
        return actor_of("officer", unit or self.upper, name)

    def report(self, unit: Body | None = None, period: Period | None = None) -> Report:
        return Report.objects.get(
            unit=unit or self.factory, period=period or self.period, kind=Report.Kind.OWN
        )

    def open(self, period: Period | None = None) -> int:
        period = period or self.period
        period.state = "open"
        period.save()
        return open_period(actor=system("tests"), period_id=period.pk)

    def close(self) -> None:
        Period.objects.filter(pk=self.period.pk).update(state="closed")


def make_story() -> Story:
    """Plain rows; also used by tests that need their own transactions."""
    province = add_unit("T", "province", None, name="Liên đoàn Lao động tỉnh")
    upper = add_unit("T1", "upper", province, name="Liên đoàn Lao động huyện Sơn Dương")
    other = add_unit("T2", "upper", province, name="Liên đoàn Lao động huyện Na Hang")
    stranger = add_unit("X", "province", None, name="Liên đoàn Lao động tỉnh bạn")
    factory = add_unit("T1-1", "grassroots", upper, name="CĐCS Công ty May Sơn Dương", bloc="enterprise")
    school = add_unit("T1-2", "grassroots", upper, name="CĐCS Trường Tiểu học Hồng Thái", bloc="school")
    movement = Movement.objects.create(
        issuer=province, name="Thi đua 2017", from_on=dt.date(2017, 1, 1), until_on=dt.date(2017, 12, 31)
    )
    cycle = Cycle.objects.create(
        movement=movement, year=2017, starts_on=movement.from_on, ends_on=movement.until_on
    )
    period = Period.objects.create(
        cycle=cycle,
        kind="half_year",
        name="6 tháng đầu năm 2017",
        measured_from=dt.date(2017, 1, 1),
        ends_on=dt.date(2017, 6, 30),
        cutoff_on=dt.date(2017, 6, 30),
    )
    for level, day in (("grassroots", 20), ("upper", 25)):
        Deadline.objects.create(cycle=cycle, what="report", level=level, due_on=dt.date(2017, 7, day))
    for place, indicator in enumerate(INDICATORS):
        add_target(cycle, place, indicator, province)
    set_form_plan(actor=system("tests"), cycle_id=cycle.pk, rules=RULES, counting=COUNTING)
    return Story(province, upper, other, stranger, factory, school, cycle, period)


def add_target(cycle: Cycle, place: int, indicator: Indicator, owner: Body) -> Target:
    return Target.objects.create(
        cycle=cycle,
        owner=owner,
        code=f"t{place}",
        position=place,
        group=str(place // 3 + 1),
        group_name=("Đoàn viên", "Đời sống", "Hoạt động")[min(place // 3, 2)],
        name=f"Chỉ tiêu {place}",
        unit_of_measure="người",
        indicator=indicator_to_data(indicator),
        threshold={"comparator": ">=", "value": "1"},
    )


@pytest.fixture
def story(db: None) -> Story:
    made = make_story()
    made.open()
    return made

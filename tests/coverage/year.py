"""The year of the cast told to its end: eleven grassroots reports, sent by their chairs, accepted above.

Figures are few and round, so that every share of a row can be checked by head. They are typed through the
report room; what a unit does not type itself (grades, registers) enters by ``record_derived``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.cast import HOUSE, Cast, hear_everything
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.launch.actions.open_period import open_period
from thidua.launch.models import Period
from thidua.report.actions.record_derived import record_derived
from thidua.report.actions.review import accept
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report
from thidua.report.queries.checking import asked

DAY = dt.date(2017, 12, 8)
UPPER = ("TQ-NH", "TQ-SD", "TQ-GD")

# What a union answers unless ``_SPECIAL`` says otherwise; only what its form asks for is typed.
_USUAL: Mapping[str, str] = {
    "workers": "50",
    "women": "20",
    "members_start": "40",
    "members": "45",
    "briefed": "50",
    "new_committee": "2",
    "new_committee_trained": "2",
    "introduced": "1",
    "families": "40",
    "cultured_families": "38",
    "women_titled": "18",
    "shelter_fund": "10 triệu",
    "works": "1",
    "staff_conference": "có",
    "worker_conference": "có",
    "dialogue": "có",
    "better_agreement": "có",
    "trained": "45",
    "insured": "50",
}
_SPECIAL: Mapping[str, Mapping[str, str]] = {
    # Enterprises: NH-003 and NH-004 (state) of Na Hang, SD-001 of Sơn Dương, GD-003 of Giáo dục.
    "TQ-NH-003": {"briefed": "40", "members_start": "0", "trained": "30", "better_agreement": "không"},
    "TQ-SD-001": {"briefed": "30", "dialogue": "không", "shelter_fund": "60 triệu"},
}
# Whose grade is what: ten strong, one neither strong nor weak.
_NOT_STRONG = "TQ-SD-003"
_INSPECTED = ("TQ-NH-003", "TQ-SD-001")
_NOT_INSPECTED = "TQ-GD-003"  # its register says 0, which is not the same as saying nothing


@dataclass
class Year:
    cast: Cast
    period: Period

    @property
    def place(self) -> dict[str, int]:
        """The keys of the province's totals in an address."""
        return {"period_id": self.period.pk, "unit_id": self.cast.units["TQ"].pk}

    def below(self, unit: str) -> dict[str, int]:
        return {**self.place, "unit_id": self.cast.units[unit].pk}


def tell_the_year(cast: Cast) -> Year:
    """Two hundred figures; about two seconds."""
    cast.decide_assignments()
    period = cast.periods["year"]
    with clock.standing_on(DAY):
        open_period(actor=cast.actor("province_officer"), period_id=period.pk)
        hear_everything()
        for report in _reports(period):
            _tell(cast, report)
        _from_registers(cast, period)
        hear_everything()
    period.refresh_from_db()
    return Year(cast, period)


def _reports(period: Period) -> Iterator[Report]:
    """The grassroots unions first, as in life."""
    found = Report.objects.filter(period=period, kind="own").select_related(
        "unit__kind", "unit__parent", "form"
    )
    yield from sorted(found, key=lambda one: -len(one.unit.path))


def _tell(cast: Cast, report: Report) -> None:
    """An officer of the level above types for the unit when the cast has no chair for it."""
    code = report.unit.code
    wanted = {one.element.code for one in asked(report)}
    typed = {**_USUAL, **_SPECIAL.get(code, {})}
    writer = _officer(cast, report.unit.code)
    changes = {name: value for name, value in typed.items() if name in wanted}
    save_draft(actor=writer, report_id=report.pk, changes=changes)
    send(actor=writer, report_id=report.pk, checked=True)
    if code != "TQ":
        accept(actor=_officer(cast, report.unit.parent.code), report_id=report.pk)


def _officer(cast: Cast, code: str) -> Actor:
    names = {"TQ": "province_officer", "TQ-NH": "na_hang_officer", "TQ-SD": "son_duong_officer"}
    above = code if code in names or code == "TQ-GD" else code.rsplit("-", 1)[0]
    return cast.actor(names.get(above, "education_officer"))


def _from_registers(cast: Cast, period: Period) -> None:
    for report in _reports(period):
        code = report.unit.code
        figures: dict[str, int] = {}
        if report.unit.level == "grassroots":
            figures = {"graded_strong": int(code != _NOT_STRONG), "graded_weak": 0}
        elif code in UPPER:
            figures = {"full_time": 4, "full_time_trained": 4, "houses": 2}
        if code in _INSPECTED:
            figures["inspections"] = 2
        if code == _NOT_INSPECTED:
            figures["inspections"] = 0
        for element, value in figures.items():
            record_derived(
                actor=HOUSE,
                period_id=period.pk,
                unit_id=report.unit_id,
                element=element,
                value=value,
                source="register",
            )

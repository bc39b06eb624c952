"""The cast at the end of its year: fifty grassroots unions, a year that reports, and a round of grading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.cast import HOUSE, Cast, hear_everything
from thidua.federation.actions.found import NewUnit, found_units
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor
from thidua.launch.actions.open_period import open_period
from thidua.rollup.queries.lines import TargetLine, target_lines
from thidua.score.actions.grading.mark_own import mark_own, send
from thidua.score.actions.grading.mark_upper import mark, save_upper
from thidua.score.actions.grading.open_round import Days, open_round
from thidua.score.actions.grading.settle import agree
from thidua.score.models import Grading, GradingRound

TODAY = dt.date(2017, 12, 10)
DAYS = Days(dt.date(2017, 1, 1), dt.date(2017, 12, 31), dt.date(2017, 12, 5), dt.date(2017, 12, 15))
CRITERIA = """\
Bảo vệ quyền lợi | Thỏa ước, hội nghị người lao động | 20
Bảo vệ quyền lợi | Chăm lo đời sống | 20
Xây dựng tổ chức | Phát triển đoàn viên | 25
Xây dựng tổ chức | Sinh hoạt, hồ sơ, tài chính | 15
Tuyên truyền | Tuyên truyền, thi đua | 20
"""
FULL = {"1.1": "20", "1.2": "20", "2.1": "25", "2.2": "15", "3.1": "20"}
CLEAN = {"nobody_disciplined": True}
FOUNDED = 39  # with the eleven of the cast: fifty


def marks(total: int) -> dict[str, str]:
    """Marks that come to a total, taken from the largest criterion on, with none below its half above 85."""
    left, told = 100 - total, dict(FULL)
    for code in ("2.1", "1.1", "1.2", "3.1", "2.2"):
        cut = min(left, int(FULL[code]) // 2 if total >= 50 else int(FULL[code]))
        told[code] = str(int(FULL[code]) - cut)
        left -= cut
    assert left == 0
    return told


@dataclass
class Year:
    cast: Cast
    round: GradingRound
    gradings: dict[str, Grading] = field(default_factory=dict)

    def officer(self, unit: str) -> Actor:
        upper = unit.rsplit("-", 1)[0]
        return self.cast.actor(
            {"TQ-NH": "na_hang_officer", "TQ-SD": "son_duong_officer", "TQ-GD": "education_officer"}[upper]
        )

    def of(self, unit: str) -> Grading:
        return Grading.objects.select_related("round", "unit").get(pk=self.gradings[unit].pk)

    def agreed(self, unit: str, total: int, answers: Mapping[str, bool] = CLEAN) -> Grading:
        """The union above marks and notes that both agreed."""
        officer, key = self.officer(unit), self.gradings[unit].pk
        save_upper(actor=officer, grading_id=key, marks=marks(total), answers=answers)
        mark(actor=officer, grading_id=key)
        return agree(actor=officer, grading_id=key, words="Thống nhất tại buổi làm việc")

    def sent(
        self, unit: str, chair: str, told: Mapping[str, str], answers: Mapping[str, bool] = CLEAN
    ) -> Grading:
        """The unit's own chair marks and sends."""
        actor = self.cast.actor(chair)
        mark_own(actor=actor, grading_id=self.gradings[unit].pk, marks=told, answers=answers)
        return send(actor=actor, grading_id=self.gradings[unit].pk)

    def line(self, target: str, unit: str = "TQ") -> TargetLine:
        hear_everything()
        officer = self.cast.actor("province_officer")
        period = self.cast.periods["year"]
        period.refresh_from_db()
        lines = target_lines(actor=officer, period=period, unit=self.cast.units[unit])
        return next(one for one in lines if one.target.code == target)


def open_the_year(cast: Cast) -> None:
    open_period(actor=cast.actor("province_officer"), period_id=cast.periods["year"].pk)
    hear_everything()


def make_year(cast: Cast, *, founded: int = FOUNDED, reporting: bool = True) -> Year:
    """The caller stands on ``TODAY``."""
    rows = [
        NewUnit(
            code=f"TQ-SD-{number:03}",
            name=f"CĐCS Trường Tiểu học số {number}",
            kind="grassroots_union",
            parent_code="TQ-SD",
            founded_on=dt.date(2017, 3, 1) if number > founded + 2 else dt.date(2001, 9, 5),
            from_on=dt.date(2017, 3, 1) if number > founded + 2 else dt.date(2017, 1, 1),
            attributes={"bloc": "school"},
        )
        for number in range(5, founded + 5)
    ]
    found_units(actor=HOUSE, rows=rows)
    if reporting:
        open_the_year(cast)
    round_ = open_round(
        actor=cast.actor("province_officer"),
        seat_id=cast.units["TQ"].pk,
        year=2017,
        name="Xếp loại công đoàn cơ sở năm 2017",
        days=DAYS,
        criteria=CRITERIA,
    )
    gradings = {one.unit.code: one for one in round_.gradings.select_related("unit")}
    return Year(cast, round_, gradings)


__all__ = [
    "CLEAN",
    "CRITERIA",
    "DAYS",
    "FULL",
    "TODAY",
    "Year",
    "make_year",
    "marks",
    "open_the_year",
    "standing_on",
]

"""Rows of the grading of grassroots unions: from the unit's own mark to the target that counts the class."""

from __future__ import annotations

import pytest

from tests.cast import Cast, hear_everything
from tests.coverage.desk import Desks
from tests.score.grading.year import FULL, TODAY, make_year, marks
from thidua.kernel import clock

CLEAN = {"nobody_disciplined": True}


@pytest.mark.row("G23")
@pytest.mark.row("T05")
def test_a_union_is_graded_and_the_target_counts_its_class(cast: Cast, desks: Desks) -> None:
    with clock.standing_on(TODAY):
        year = make_year(cast, founded=0)
        chair, officer, province = (
            desks(code) for code in ("garment_chair", "son_duong_officer", "province_officer")
        )
        own = {"grading_id": year.gradings["TQ-SD-001"].pk}
        assert "Phát triển đoàn viên" in chair.see("/xep-loai/phieu/<int:grading_id>/tu-cham/", **own)
        chair.ask("PATCH /gradings/{grading_id}/own", {"marks": FULL, "answers": CLEAN}, **own)
        chair.ask("POST /gradings/{grading_id}/send", **own)
        round_ = {"round_id": year.round.pk}
        rows = [
            {
                "grading_id": year.gradings[unit].pk,
                "marks": FULL if unit == "TQ-SD-001" else marks(total),
                "answers": CLEAN,
                "reason": "Họp ngày 8/12",
                "agreed": True,
            }
            for unit, total in (("TQ-SD-001", 100), ("TQ-SD-002", 90), ("TQ-SD-003", 90), ("TQ-SD-004", 40))
        ]
        officer.ask("PATCH /gradings", {"rows": rows})
        assert "4/4 đơn vị đã xếp loại" in officer.see("/xep-loai/<int:round_id>/tong-hop/", **round_)
        told = officer.ask("GET /grading-rounds/{round_id}/summary", **round_)
        assert told["whole"]["by_grade"] == {"strong": 3, "weak": 1}
        assert "Vì sao Vững mạnh?" in chair.see("/xep-loai/phieu/<int:grading_id>/", **own)
        hear_everything()
        place = {"period_id": cast.periods["year"].pk, "unit_id": cast.units["TQ-SD"].pk}
        assert "3/4" in province.see("/tong-hop/<int:period_id>/<int:unit_id>/", **place)
        lines = province.ask("GET /units/{unit_id}/periods/{period_id}/lines", **place)["lines"]
        strong = next(one["accepted"] for one in lines if one["code"] == "t08")
        assert (strong["numerator"], strong["denominator"]) == (3, 4)
        weak = next(one["accepted"] for one in lines if one["code"] == "t09")
        assert weak["value"] == 1

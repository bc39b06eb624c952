"""Rows of marking: the results of a year rank its units, and who is equal is voted on fairly."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.coverage.desk import Desks
from tests.coverage.year import DAY, tell_the_year
from tests.score.marking import (
    BY_FIGURES,
    UPPER,
    begun,
    everybody_agrees,
    mark_oneself,
    move,
    points,
    unit,
)
from thidua.kernel import clock


@pytest.mark.row("G19")
def test_who_is_equal_is_voted_on_in_secret_and_may_ask_again(cast: Cast, desks: Desks) -> None:
    """One vote a union, only among those whom everything else leaves equal; minutes, and a window to appeal."""
    made = begun(cast)
    for code, last in (("TQ-NH", 28), ("TQ-SD", 28), ("TQ-GD", 25)):
        mark_oneself(cast, made, code, points(I_1=18, II_1=9, III_1=38, III_2=last))
    move(cast, made, "to_verifying")
    everybody_agrees(cast, made)
    move(cast, made, "to_explaining", "to_meeting")
    province, chair, key = desks("province_officer"), desks("chair"), {"round_id": made.pk}
    page = province.see("/cham-diem/dot/<int:round_id>/hop", **key)
    assert "Số phiếu của LĐLĐ huyện Sơn Dương" in page
    ballot = province.ask("POST /marking-rounds/{round_id}/honour-ballot", **key)
    choices = {one["unit_id"]: one["id"] for one in ballot["choices"]}
    assert cast.units["TQ-GD"].pk not in choices
    picked = {"picked": [choices[cast.units["TQ-SD"].pk]]}
    for who in ("na_hang_chair", "son_duong_chair"):
        desks(who).ask("POST /ballots/{ballot_id}/vote", picked, ballot_id=ballot["id"])
    province.ask("POST /ballots/{ballot_id}/close", ballot_id=ballot["id"])
    province.ask("PUT /marking-rounds/{round_id}/votes", {"ballot_id": ballot["id"]}, **key)
    move(cast, made, "to_council")
    desks("head_of_department").ask("POST /marking-rounds/{round_id}/order", **key)
    move(cast, made, "to_committee")
    chair.ask("POST /marking-rounds/{round_id}/order", **key)
    told = {"move": "publish", "appeals_until": "2017-07-25"}
    province.ask("POST /marking-rounds/{round_id}/moves", told, **key)
    page = desks("son_duong_officer").see("/cham-diem/dot/<int:round_id>/ket-qua", **key)
    assert page.index("Sơn Dương") < page.index("Na Hang")
    assert "Nhận đề nghị xem lại đến hết ngày 25/07/2017" in page


@pytest.mark.row("G22")
def test_the_results_of_the_movement_rank_its_units(cast: Cast, desks: Desks) -> None:
    """Accepted figures beside assignments become points; each leads back to the reports."""
    with clock.standing_on(DAY):
        made = begun(cast, BY_FIGURES, UPPER, period_id=tell_the_year(cast).period.pk)
        province, key = desks("province_officer"), {"round_id": made.pk}
        province.ask("POST /marking-rounds/{round_id}/figures", **key)
    told = province.ask("GET /marking-rounds/{round_id}", **key)
    shown = {row["unit"]["code"]: row["points"]["I.2"] for row in told["rows"]}
    assert shown["TQ-NH"] == "10,00"
    one = {"marked_id": unit(made, cast, "TQ-NH").pk, "leaf": "I.2"}
    why = province.see("/cham-diem/don-vi/<int:marked_id>/vi-sao/<str:leaf>", **one)
    assert "báo cáo đã duyệt" in why

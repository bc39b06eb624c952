"""Editions and the tree of today, for programs."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.api.conftest import Callers
from tests.web.api.test_reporting import fill, hear_everything
from thidua.federation.models import Body
from thidua.rollup.actions.restate import restate_touched


def freezer(cast: Cast) -> str:
    """Who closes periods freezes their figures."""
    return next(
        code for code in cast.accounts if cast.actor(code).may("launch.advise", cast.units["TQ"].path)
    )


def test_an_edition_is_frozen_read_and_compared(cast: Cast, caller: Callers) -> None:
    chair, officer, head = caller("school_chair"), caller("na_hang_officer"), caller(freezer(cast))
    report, target = cast.report("TQ-NH-001").pk, cast.targets["t13"].pk
    seat = cast.movement.seat_id
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    officer.post(f"/reports/{report}/accept")
    hear_everything()
    period = f"/periods/{cast.period.pk}/editions"
    assert chair.refused("post", period, {})[0] == 403
    one = head.post(period)
    assert (one["number"], one["final"]) == (1, False)
    lines = head.get(f"/editions/{one['id']}/units/{seat}")
    told = next(line for line in lines["lines"] if line["target_id"] == target)
    assert told["figure"] == "2600000"
    figure = head.get(f"/editions/{one['id']}/units/{report_unit(cast)}/targets/{target}")
    assert [(part["report_id"], part["adds"]) for part in figure["own"]] == [(report, 2_600_000)]
    assert head.refused("get", f"/editions/{one['id']}/changes")[0] == 404
    status, refusal = head.refused("post", period, {"reason": "cho chắc"})
    assert (status, refusal["code"]) == (409, "rollup.nothing_new")
    officer.post(f"/reports/{report}/reopen", reason="Sai số quỹ")
    hear_everything()
    status, refusal = head.refused("post", period, {})
    assert (status, refusal["code"]) == (422, "rollup.reason_missing")
    two = head.post(period, reason="Mở lại một báo cáo")
    changes = head.get(f"/editions/{two['id']}/changes")
    (changed,) = changes["reports"]
    assert (changed["report_id"], changed["how"]) == (report, ["dropped"])
    assert [(act["did"], act["reason"]) for act in changed["acts"]] == [("report.reopened", "Sai số quỹ")]
    assert any(line["now"]["target_id"] == target for line in changes["lines"])
    assert [edition["number"] for edition in chair.get(period)] == [2, 1]
    assert chair.refused("get", f"/editions/{two['id']}/changes")[0] == 403


def report_unit(cast: Cast) -> int:
    return cast.units["TQ-NH-001"].pk


def test_figures_by_the_tree_of_today(cast: Cast, caller: Callers) -> None:
    chair, head = caller("school_chair"), caller(freezer(cast))
    report, target = cast.report("TQ-NH-001").pk, cast.targets["t13"].pk
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    hear_everything()
    province = cast.units["TQ"].pk
    place = f"/units/{province}/periods/{cast.period.pk}"
    assert head.get(f"{place}/lines", tree="today")["restated"] is False
    Body.objects.filter(pk=report_unit(cast)).update(ended_on=cast.period.cutoff_on)
    restate_touched()
    told = head.get(f"{place}/lines", tree="today")
    assert (told["tree"], told["restated"]) == ("today", True)
    line = next(one for one in told["lines"] if one["target_id"] == target)
    assert (line["sent"]["value"], line["ended"]["value"]) == (None, 2_600_000)
    figure = head.get(f"{place}/targets/{target}/provenance", tree="today")
    assert [(one["unit"]["code"], one["ended_on"]) for one in figure["ended"]] == [
        ("TQ-NH-001", cast.period.cutoff_on.isoformat())
    ]
    then = head.get(f"{place}/targets/{target}/provenance")
    assert (then["total"], then["ended"]) == (2_600_000, [])
    assert head.refused("get", f"{place}/lines", tree="tomorrow")[0] == 422

"""The ground that other tests stand on is what its file says."""

from __future__ import annotations

from tests.cast import Cast, read
from thidua.launch.models import Assignment
from thidua.report.models import Report


def test_everybody_of_the_file_is_there(cast: Cast) -> None:
    told = read("cast.yaml")
    assert set(cast.accounts) == {one["code"] for one in told["accounts"]}
    assert set(cast.units) == {one["code"] for one in [*told["units"], *told["departments"]]}
    for one in told["accounts"]:
        actor = cast.actor(one["code"])
        assert [grant.role for grant in actor.grants] == [one["role"]]
        assert actor.unit_path == cast.units[one["unit"]].path


def test_the_movement_is_launched_and_its_half_year_open(cast: Cast) -> None:
    assert (cast.movement.state, cast.plan.state, cast.period.state) == ("launched", "issued", "open")
    assert len(cast.targets) == 27
    # Every unit from the province down; Khau Lâm was founded a day before the cut-off, so it reports too.
    reports = Report.objects.filter(period=cast.period, kind="own")
    assert set(reports.values_list("unit__code", flat=True)) == {
        code for code in cast.units if code == "TQ" or (code.startswith("TQ-") and cast.units[code].path)
    }
    assert not reports.exclude(state="waiting").exists()


def test_the_decision_assigns_to_the_three_upper_unions(cast: Cast) -> None:
    assert cast.decide_assignments().reference == "24/QĐ-LĐLĐ"
    given = Assignment.objects.filter(unit=cast.units["TQ-NH"], target=cast.targets["t13"]).get()
    assert given.threshold == {"comparator": ">=", "value": "30000000"}
    exempt = Assignment.objects.filter(unit=cast.units["TQ-GD"], answer="exempt")
    assert cast.targets["t04"].pk in exempt.values_list("target_id", flat=True)

"""Book totals, the grid, the board, activity records: many units through few calls."""

from __future__ import annotations

from tests.cast import Cast, hear_everything
from tests.web.api.conftest import Callers
from tests.web.api.test_reporting import fill, line


def test_book_totals_shrink_as_units_report(cast: Cast, caller: Callers) -> None:
    officer, chair = caller("na_hang_officer"), caller("school_chair")
    own = cast.report("TQ-NH").pk
    assert officer.get(f"/reports/{own}/bulk")["version"] is None
    told = officer.put(f"/reports/{own}/bulk", totals={"shelter_fund": 9_000_000}, covered=4)
    assert (told["covered"], told["units"], told["reporting"]) == (4, 4, 0)
    # Nobody has told yet: none, which is not zero.
    assert _bulk_line(told, "shelter_fund") == (9_000_000, None, 9_000_000)
    report = cast.report("TQ-NH-001").pk
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    assert _bulk_line(officer.get(f"/reports/{own}/bulk"), "shelter_fund") == (
        9_000_000,
        2_600_000,
        6_400_000,
    )
    hear_everything()
    told = line(officer, cast, "t13")
    assert (told["sent"]["value"], told["bulk"]) == (9_000_000, 6_400_000)


def _bulk_line(told: dict, code: str) -> tuple[object, object, object]:
    found = next(one for one in told["lines"] if one["key"] == code)
    return found["total"], found["direct"], found["attributed"]


def test_book_totals_are_the_unions_own(cast: Cast, caller: Callers) -> None:
    own = cast.report("TQ-NH").pk
    # The union's own report is not sent: the level above sees that it is there, no figure of it.
    status, refusal = caller("province_officer").refused("get", f"/reports/{own}/bulk")
    assert (status, refusal["code"]) == (409, "kernel.not_now")
    officer = caller("na_hang_officer")
    status, refusal = officer.refused("put", f"/reports/{own}/bulk", {"totals": {"houses": 1}})
    assert (status, refusal["code"]) == (422, "report.not_for_bulk")
    held = next(one["key"] for one in officer.get(f"/reports/{own}/bulk")["lines"] if one["counts_units"])
    more = {"totals": {held: 5}}  # more unions than there are
    status, refusal = officer.refused("put", f"/reports/{own}/bulk", more)
    assert (status, refusal["code"]) == (422, "report.above_roster")


def test_a_grid_saves_what_it_can_and_says_what_not(cast: Cast, caller: Callers) -> None:
    officer, chair = caller("na_hang_officer"), caller("commune_chair")
    mine, theirs = cast.report("TQ-NH-001").pk, cast.report("TQ-NH-002").pk
    chair.patch(f"/reports/{theirs}/draft", changes={"members": 21})
    rows = [
        {"report_id": mine, "changes": {"members": 26, "women": "hai mươi"}},
        {"report_id": theirs, "changes": {"members": 20}},
    ]
    first, second = officer.patch("/reports/grid", rows=rows)
    assert (first["saved"], [one["field"] for one in first["problems"]]) == (True, ["women"])
    assert (second["saved"], second["refusal"]["code"]) == (False, "report.in_its_own_hands")
    place = f"/units/{cast.units['TQ-NH'].pk}/periods/{cast.period.pk}/grid"
    told = officer.get(place)
    assert told["total"] == 4
    shown = {one["report"]["id"]: one for one in told["rows"]}
    assert shown[mine]["answers"]["members"]["value"] == 26
    assert (shown[theirs]["answers"], bool(shown[theirs]["refusal"])) == ({}, True)
    assert len(officer.get(place, limit=1, offset=3)["rows"]) == 1


def test_the_board_counts_who_has_sent(cast: Cast, caller: Callers) -> None:
    chair = caller("school_chair")
    report = cast.report("TQ-NH-001").pk
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    told = caller("province_officer").get(f"/cycles/{cast.cycle.pk}/board", unit_id=cast.units["TQ"].pk)
    below = {one["unit"]["code"]: (one["below_sent"], one["below_expected"]) for one in told["rows"]}
    assert below == {"TQ-NH": (1, 4), "TQ-SD": (0, 4), "TQ-GD": (0, 3)}
    owing = caller("province_officer").get(
        f"/cycles/{cast.cycle.pk}/board", unit_id=cast.units["TQ"].pk, grassroots="true", size=5
    )
    assert (owing["total"], owing["pages"], len(owing["rows"])) == (10, 2, 5)


def test_reminding_is_noted_for_those_who_owe(cast: Cast, caller: Callers) -> None:
    officer = caller("na_hang_officer")
    ids = [cast.report(f"TQ-NH-00{number}").pk for number in (1, 2)]
    assert officer.post("/reports/chase", report_ids=[*ids, cast.report("TQ-SD-001").pk], how="phone") == {
        "count": 2
    }


def test_activity_records_are_kept_changed_and_left_out(cast: Cast, caller: Callers) -> None:
    officer = caller("na_hang_officer")
    place = f"/units/{cast.units['TQ-NH'].pk}/activities"
    visited = cast.units["TQ-NH-004"].pk
    facts = {"kind": "inspection", "held_on": "2017-05-04", "title": "Kiểm tra", "subject_ids": [visited]}
    made = officer.post(place, **facts)
    assert (made["kind_name"], made["subject_ids"], made["by"]) == (
        "kiểm tra, giám sát",
        [visited],
        "Hứa Thị Sen",
    )
    changed = officer.put(f"/activities/{made['id']}", **facts, participants=3, version=made["version"])
    assert changed["participants"] == 3
    status, refusal = officer.refused(
        "put", f"/activities/{made['id']}", {**facts, "version": made["version"]}
    )
    assert (status, refusal["code"]) == (409, "kernel.stale")
    assert officer.get(place, kind="inspection", from_on="2017-05-04", until_on="2017-05-04")["total"] == 1
    assert officer.get(place, from_on="2017-05-05")["total"] == 0
    officer.delete(f"/activities/{made['id']}")
    assert officer.get(place)["total"] == 0


def test_an_activity_of_tomorrow_or_with_more_women_than_people_is_refused(
    cast: Cast, caller: Callers
) -> None:
    chair, place = caller("school_chair"), f"/units/{cast.units['TQ-NH-001'].pk}/activities"
    facts = {"kind": "visit", "held_on": "2017-07-19", "title": "Thăm hỏi"}
    assert chair.refused("post", place, facts)[1]["code"] == "report.date_outside"
    more = {**facts, "held_on": "2017-07-18", "participants": 5, "women": 6}
    assert chair.refused("post", place, more)[1]["code"] == "report.women_above_all"

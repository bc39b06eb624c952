"""A half-year report through the API, from the first figure to the total of the upper union."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast, hear_everything
from tests.web.api.conftest import Caller, Callers
from thidua.formats.vi import NBSP

SCHOOL = {
    "workers": 27,
    "women": 20,
    "members_start": 25,
    "members": 26,
    "briefed": 27,
    "new_committee": 0,
    "new_committee_trained": 0,
    "introduced": 2,
    "families": 24,
    "cultured_families": 22,
    "women_titled": 18,
    "shelter_fund": "2,6 triệu",
    "works": 1,
    "staff_conference": {"value": "có"},
}


def fill(program: Caller, report_id: int, figures: dict[str, Any] = SCHOOL, **changed: Any) -> Any:
    """Every figure that the form asks the unit to type."""
    asked = {
        one["code"]
        for one in program.get(f"/reports/{report_id}")["questions"]
        if one["by_hand"] or one["code"] == "members_start"
    }
    return program.patch(
        f"/reports/{report_id}/draft",
        changes={code: value for code, value in {**figures, **changed}.items() if code in asked},
    )


def line(program: Caller, cast: Cast, code: str, unit: str = "TQ-NH") -> Any:
    place = f"/units/{cast.units[unit].pk}/periods/{cast.period.pk}"
    return next(one for one in program.get(f"{place}/lines")["lines"] if one["code"] == code)


def test_mine_is_the_report_of_my_unit(cast: Cast, caller: Callers) -> None:
    told = caller("school_chair").get("/reports/mine")
    assert told["total"] == 1
    (mine,) = told["items"]
    assert (mine["id"], mine["state"], mine["due_on"]) == (
        cast.report("TQ-NH-001").pk,
        "waiting",
        "2017-07-20",
    )


def test_a_school_is_not_asked_about_enterprises(cast: Cast, caller: Callers) -> None:
    report = caller("school_chair").get(f"/reports/{cast.report('TQ-NH-001').pk}")
    codes = {one["code"] for one in report["questions"]}
    assert "staff_conference" in codes
    assert not codes & {"worker_conference", "insured", "full_time"}
    assert report["may"] == ["enter", "send"]
    assert {one["code"] for one in report["problems"]} == {"check.required"}


def test_from_the_first_figure_to_the_total(cast: Cast, caller: Callers) -> None:
    chair, officer = caller("school_chair"), caller("na_hang_officer")
    report = cast.report("TQ-NH-001").pk
    assert line(officer, cast, "t13")["sent"]["state"] == "not_reported"

    assert fill(chair, report)["problems"] == []
    hear_everything()
    assert line(officer, cast, "t13")["sent"]["state"] == "not_reported"  # a draft is the unit's own

    assert chair.post(f"/reports/{report}/send", checked=True)["state"] == "sent"
    hear_everything()
    told = line(officer, cast, "t13")
    assert (told["sent"]["value"], told["accepted"]["value"]) == (2_600_000, None)
    # Four grassroots unions, and the upper union itself, which may give to the fund too.
    assert told["completeness"] == {"reported": 1, "direct": 1, "expected": 5}

    assert [one["id"] for one in officer.get("/reports/to-review")["items"]] == [report]
    assert officer.post(f"/reports/{report}/accept")["state"] == "accepted"
    hear_everything()
    told = line(officer, cast, "t13")
    assert (told["sent"]["value"], told["accepted"]["value"]) == (2_600_000, 2_600_000)


def test_a_share_is_numerator_and_denominator(cast: Cast, caller: Callers) -> None:
    chair, officer = caller("school_chair"), caller("na_hang_officer")
    report = cast.report("TQ-NH-001").pk
    fill(chair, report, briefed=25)
    chair.post(f"/reports/{report}/send", checked=True)
    hear_everything()
    told = line(officer, cast, "t01")["sent"]
    assert told == {
        "state": "measured",
        "value": {"numerator": 25, "denominator": 27, "shown": f"92,6{NBSP}%"},
        "numerator": 25,
        "denominator": 27,
    }


def test_the_figure_opens_to_the_reports_behind_it(cast: Cast, caller: Callers) -> None:
    chair, officer = caller("school_chair"), caller("na_hang_officer")
    report = cast.report("TQ-NH-001").pk
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    hear_everything()
    target = cast.targets["t13"].pk
    place = f"/units/{cast.units['TQ-NH'].pk}/periods/{cast.period.pk}/targets/{target}"
    below = officer.get(f"{place}/children")
    assert below["total"] == 4
    sent = {one["unit"]["code"]: one["sent_reports"] for one in below["items"]}
    assert sent == {"TQ-NH-001": 1, "TQ-NH-002": 0, "TQ-NH-003": 0, "TQ-NH-004": 0}
    told = officer.get(f"{place}/provenance")
    assert (told["total"], told["children_total"], told["bulk"], told["adds_up"]) == (
        2_600_000,
        2_600_000,
        0,
        True,
    )
    assert told["explanation"]
    # The chair reads the line of the union above, not what it is made of.
    assert line(chair, cast, "t13")["sent"]["value"] == 2_600_000
    status, refusal = chair.refused("get", f"{place}/children")
    assert (status, refusal["code"]) == (403, "rollup.inside_not_yours")


def test_sending_is_refused_with_the_places(cast: Cast, caller: Callers) -> None:
    chair, report = caller("school_chair"), cast.report("TQ-NH-001").pk
    fill(chair, report, members="hai sáu", briefed=99)
    status, refusal = chair.refused("post", f"/reports/{report}/send", {"checked": True})
    assert (status, refusal["code"]) == (422, "report.has_errors")
    assert {"members", "briefed"} <= {one["field"] for one in refusal["fields"]}
    assert all(one["severity"] == "error" for one in refusal["fields"])


def test_what_was_typed_is_kept_even_when_wrong(cast: Cast, caller: Callers) -> None:
    chair, report = caller("school_chair"), cast.report("TQ-NH-001").pk
    chair.patch(f"/reports/{report}/draft", changes={"members": "hai sáu"})
    questions = {one["code"]: one for one in chair.get(f"/reports/{report}")["questions"]}
    given = questions["members"]["given"]
    assert (given["text"], given["value"], given["by"]) == ("hai sáu", None, "Bàn Thị Mẩy")


@pytest.mark.parametrize(
    ("cell", "answer", "value"),
    [
        (0, "number", 0),
        ({"value": 0}, "number", 0),
        ({"answer": "none"}, "none", 0),
        ({"answer": "not_applicable"}, "not_applicable", None),
        ("1.234", "number", 1234),
        (None, "", None),
    ],
)
def test_zero_nothing_and_not_applicable_differ(
    cast: Cast, caller: Callers, cell: Any, answer: str, value: int | None
) -> None:
    chair, report = caller("school_chair"), cast.report("TQ-NH-001").pk
    chair.patch(f"/reports/{report}/draft", changes={"new_committee": 5})
    chair.patch(f"/reports/{report}/draft", changes={"new_committee": cell})
    questions = {one["code"]: one for one in chair.get(f"/reports/{report}")["questions"]}
    given = questions["new_committee"]["given"]
    assert (given["answer"], given["value"]) == (answer, value)


def test_inexact_numbers_are_not_taken(cast: Cast, caller: Callers) -> None:
    chair, report = caller("school_chair"), cast.report("TQ-NH-001").pk
    status, refusal = chair.refused("patch", f"/reports/{report}/draft", {"changes": {"members": 26.5}})
    assert (status, refusal["code"]) == (422, "api.badly_formed")


def test_a_misspelt_field_is_not_lost_in_silence(cast: Cast, caller: Callers) -> None:
    chair, report = caller("school_chair"), cast.report("TQ-NH-001").pk
    assert chair.refused("patch", f"/reports/{report}/draft", {"change": {}})[1]["code"] == "api.badly_formed"
    status, refusal = chair.refused("patch", f"/reports/{report}/draft", {"changes": {"no_such": 1}})
    assert (status, refusal["code"]) == (422, "report.unknown_element")


def test_the_same_page_twice_changes_nothing(cast: Cast, caller: Callers) -> None:
    chair, report = caller("school_chair"), cast.report("TQ-NH-001").pk
    first = chair.patch(f"/reports/{report}/draft", changes={"members": 26}, token="trang-1")
    second = chair.patch(f"/reports/{report}/draft", changes={"members": 26}, token="trang-1")
    assert (first["again"], second["again"]) == (False, True)
    assert first["report"]["version"] == second["report"]["version"]


def test_two_at_once_are_told_of_each_other(cast: Cast, caller: Callers) -> None:
    """The upper union enters for a unit that has not begun; both opened the same version."""
    officer, report = caller("na_hang_officer"), cast.report("TQ-NH-001").pk
    chair, seen = caller("school_chair"), cast.report("TQ-NH-001").version
    officer.patch(f"/reports/{report}/draft", changes={"members": 25}, version=seen)
    told = chair.patch(f"/reports/{report}/draft", changes={"members": 26, "workers": 27}, version=seen)
    (conflict,) = told["conflicts"]
    assert (conflict["element"], conflict["by"]) == ("members", "Hứa Thị Sen")
    assert (conflict["theirs"]["value"], conflict["mine"]["value"]) == (25, 26)


def test_the_draft_of_a_unit_is_its_own(cast: Cast, caller: Callers) -> None:
    chair, report = caller("school_chair"), cast.report("TQ-NH-001").pk
    fill(chair, report)
    seen = caller("na_hang_officer").get(f"/reports/{report}")
    assert (seen["state"], seen["questions"], seen["hidden"]["code"]) == ("draft", [], "kernel.not_now")


def test_returned_with_reasons_and_sent_again(cast: Cast, caller: Callers) -> None:
    chair, officer = caller("school_chair"), caller("na_hang_officer")
    report = cast.report("TQ-NH-001").pk
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    status, refusal = officer.refused("post", f"/reports/{report}/return")
    assert (status, refusal["code"]) == (422, "report.reason_missing")
    officer.post(f"/reports/{report}/return", reasons={"members": "Khác danh sách đoàn viên"})
    notes = chair.get(f"/reports/{report}")["notes"]
    assert [(one["element"], one["by"]) for one in notes] == [("members", "Hứa Thị Sen")]
    fill(chair, report, members=25)
    assert chair.post(f"/reports/{report}/send", checked=True)["state"] == "sent"


def test_refusals_by_state_right_and_version(cast: Cast, caller: Callers) -> None:
    chair, officer = caller("school_chair"), caller("na_hang_officer")
    report = cast.report("TQ-NH-001").pk
    assert officer.refused("post", f"/reports/{report}/accept")[0] == 409  # nothing was sent yet
    assert chair.refused("post", f"/reports/{report}/accept")[1]["code"] == "kernel.not_yours"
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    status, refusal = officer.refused("post", f"/reports/{report}/accept", {"version": 1})
    assert (status, refusal["code"]) == (409, "kernel.stale")
    assert chair.post(f"/reports/{report}/take-back")["state"] == "draft"


def test_many_are_accepted_and_each_has_its_outcome(cast: Cast, caller: Callers) -> None:
    chair, officer = caller("school_chair"), caller("na_hang_officer")
    sent, waiting = cast.report("TQ-NH-001").pk, cast.report("TQ-NH-002").pk
    fill(chair, sent)
    chair.post(f"/reports/{sent}/send", checked=True)
    wanted = [{"report_id": sent}, {"report_id": waiting}]
    told = officer.post("/reports/accept-many", reports=wanted)
    assert [(one["report_id"], one["done"]) for one in told] == [(sent, True), (waiting, False)]
    assert told[1]["refusal"]["code"] == "kernel.not_now"


def test_reopened_only_with_a_reason_and_restated_after_closing(cast: Cast, caller: Callers) -> None:
    chair, officer = caller("school_chair"), caller("na_hang_officer")
    report = cast.report("TQ-NH-001").pk
    fill(chair, report)
    chair.post(f"/reports/{report}/send", checked=True)
    officer.post(f"/reports/{report}/accept")
    wrong = {"changes": {"members": 25}, "reason": "Đếm nhầm một người chuyển đi"}
    assert (
        officer.refused("post", f"/reports/{report}/restate", wrong)[1]["code"] == "report.period_still_open"
    )
    caller("head_of_department").post(f"/periods/{cast.period.pk}/close")
    told = officer.post(f"/reports/{report}/restate", **wrong)
    assert (told["elements"], told["by"]) == (["members"], "Hứa Thị Sen")
    assert officer.refused("post", f"/reports/{report}/reopen", {"reason": "x"})[1]["code"] == (
        "report.period_closed"
    )


def test_excused_and_expected_again(cast: Cast, caller: Callers) -> None:
    officer, report = caller("na_hang_officer"), cast.report("TQ-NH-002").pk
    assert officer.post(f"/reports/{report}/excuse", reason="Sáp nhập xã")["exempt"] is True
    assert officer.delete(f"/reports/{report}/excuse")["exempt"] is False

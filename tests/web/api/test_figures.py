"""Every way a figure enters, by program: the form, what is stated above, letters, evidence, restatements."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.cast import Cast, hear_everything
from tests.web.api.conftest import BASE, Caller, Callers, refusal_of
from thidua.launch.models import Period
from thidua.report.models import FormPlan, Report

PDF = b"%PDF-1.4 signed and sealed"
COUNTING = {"element": "briefed", "kinds": ["briefing"], "counted": "participants", "whose": "unit"}


def sent(caller: Caller, path: str, name: str, content: bytes, **query: str) -> HttpResponse:
    headers = {"Authorization": f"Bearer {caller.secret}"}
    told = {"file": SimpleUploadedFile(name, content)}
    answer: HttpResponse = caller.client.post(f"{BASE}{path}", told, headers=headers, query_params=query)
    return answer


def figure(form: Any, code: str) -> Any:
    return next(one for part in form["parts"] for one in part["figures"] if one["code"] == code)


def test_the_form_is_read_and_planned(cast: Cast, caller: Callers) -> None:
    officer, place = caller("province_officer"), f"/cycles/{cast.cycle.pk}/form"
    form = officer.get(place)
    assert (form["number"], form["upcoming"], form["may_change"]) == (1, False, True)
    briefed = figure(form, "briefed")
    assert (briefed["source"], briefed["time"], briefed["targets"]) == ("unit", "cumulative", ["t01", "t02"])
    assert figure(form, "inspections")["source"] == "register"
    assert figure(form, "graded_strong")["at_year_end"] is True
    assert COUNTING in form["suggestions"]
    assert {"rule": "part_of_whole", "part": "women", "whole": "workers"} in form["checks"]

    planned = officer.put(place, counting=[COUNTING], checks=form["checks"][:2])
    assert figure(planned, "briefed")["counting"] == COUNTING
    assert (planned["number"], planned["upcoming"]) == (2, True)
    # Shares of people over people are held to part and whole without being said.
    assert form["checks"][0] in planned["checks"]
    assert {"rule": "part_of_whole", "part": "briefed", "whole": "workers"} in planned["checks"]
    assert [use["number"] for use in planned["uses"]] == [1]
    assert figure(officer.get(place, version=1), "briefed")["counting"] is None
    assert officer.refused("get", place, version=9)[0] == 404
    chair = caller("school_chair")
    assert chair.get(place)["may_change"] is False
    assert chair.refused("put", place, {"counting": []})[0] == 403


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"counting": [{**COUNTING, "counted": "amount"}]}, "report.counting_unfit"),
        ({"counting": [COUNTING, COUNTING]}, "report.counted_twice"),
        ({"counting": [{**COUNTING, "kinds": ["party"]}]}, "api.badly_formed"),
        ({"counting": [{**COUNTING, "element": "nonsense"}]}, "report.unknown_element"),
        ({"checks": [{"rule": "part_of_whole", "part": "women"}]}, "algebra.unknown_definition"),
        ({"checks": [{"rule": "never_falls", "element": "nonsense"}]}, "report.unknown_element"),
        ({"headings": [{"title": "A", "elements": ["nonsense"]}]}, "report.unknown_element"),
        ({"also": [{"code": "briefed", "name": "Khác"}]}, "algebra.duplicate_definition"),
        ({"also": [{"name": "Không mã"}]}, "algebra.unknown_definition"),
        ({"layout": []}, "api.badly_formed"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_whole(
    cast: Cast, caller: Callers, body: dict[str, Any], code: str
) -> None:
    before = FormPlan.objects.get(cycle=cast.cycle)
    status, refusal = caller("province_officer").refused("put", f"/cycles/{cast.cycle.pk}/form", body)
    assert (status, refusal["code"]) == (422, code)
    after = FormPlan.objects.get(cycle=cast.cycle)
    assert (after.rules, after.also, after.layout, after.counting) == (
        before.rules,
        before.also,
        before.layout,
        before.counting,
    )


def test_registers_are_stated_row_by_row(cast: Cast, caller: Callers) -> None:
    officer, own = caller("na_hang_officer"), cast.report("TQ-NH").pk
    told = officer.get(f"/reports/{own}/stated")
    codes = [one["code"] for one in told["elements"]]
    assert codes == ["full_time", "full_time_trained", "houses", "inspections"]
    new, school = cast.report("TQ-NH-003").pk, cast.report("TQ-NH-001").pk
    assert {row["report_id"] for row in told["rows"]} == {own, new, cast.report("TQ-NH-004").pk}
    assert told["missing"] == 5
    rows = [
        {"report_id": own, "figures": {"full_time": 3, "houses": "hai"}},
        {"report_id": new, "figures": {"inspections": "0"}},
        {"report_id": school, "figures": {"inspections": 1}},
        {"report_id": cast.report("TQ-SD").pk, "figures": {"houses": 1}},
    ]
    saved = officer.patch("/reports/stated", rows=rows)
    assert [one["saved"] for one in saved] == [1, 1, 0, 0]
    assert saved[0]["problems"][0]["code"] == "formats.number_unreadable"
    assert saved[2]["problems"][0]["code"] == "report.stated_elsewhere"
    assert saved[3]["refusal"]["code"] == "kernel.absent"
    told = officer.get(f"/reports/{own}/stated")
    mine = next(row for row in told["rows"] if row["report_id"] == own)["figures"]
    assert (mine["full_time"]["given"]["value"], mine["full_time"]["given"]["source"]) == (3, "register")
    assert mine["houses"]["given"]["answer"] == ""
    assert told["missing"] == 3
    assert caller("school_chair").refused("get", f"/reports/{own}/stated")[0] == 404


def test_a_letter_of_another_office_comes_with_its_scan_and_goes_with_a_reason(
    cast: Cast, caller: Callers
) -> None:
    officer, own = caller("na_hang_officer"), cast.report("TQ-NH-003").pk
    place = f"/reports/{own}/external"
    body = {
        "source_body": "Thanh tra Sở Lao động",
        "source_number": "45/TTr",
        "source_on": "2017-07-05",
        "figures": {"inspections": 2},
    }
    made = officer.post(place, **body)
    assert (made["figures"]["inspections"]["value"], made["scans"]) == (2, [])
    again = officer.refused("post", place, body)
    assert (again[0], again[1]["code"]) == (409, "report.already_stated")
    scanned = sent(officer, f"{place}/{made['id']}/scan", "45-TTr.pdf", PDF)
    assert scanned.status_code == 200, scanned.content.decode()
    kept = scanned.json()["scans"][0]  # type: ignore[attr-defined]
    assert (kept["name"], kept["media_type"]) == ("45-TTr.pdf", "application/pdf")
    wrong = sent(officer, f"{place}/{made['id']}/scan", "45-TTr.exe", b"MZ")
    assert refusal_of(wrong)["code"] == "kernel.file_kind_unknown"
    line = f"/units/{cast.units['TQ-NH-003'].pk}/periods/{cast.period.pk}/targets/{cast.targets['t26'].pk}"
    hear_everything()
    own_rows = caller("province_officer").get(f"{line}/provenance")["own"]
    assert [one["source"] for one in own_rows if one["kind"] == "external"] == [
        "Thanh tra Sở Lao động, văn bản 45/TTr ngày 05/07/2017"
    ]
    assert officer.refused("delete", f"{place}/{made['id']}")[1]["code"] == "report.reason_missing"
    gone = officer.ask("delete", f"{place}/{made['id']}", reason="Văn bản bị thay").json()  # type: ignore[attr-defined]
    assert gone["figures"] == {}
    assert caller("garment_chair").refused("get", place)[0] == 404
    assert caller("new_union_chair").get(place)[0]["source_number"] == "45/TTr"
    assert caller("new_union_chair").refused("post", place, body)[0] == 403


def test_evidence_and_the_signed_scan_are_checked_by_their_bytes(cast: Cast, caller: Callers) -> None:
    chair, own = caller("school_chair"), cast.report("TQ-NH-001").pk
    place = f"/reports/{own}/evidence"
    made = sent(chair, place, "ban-ky.pdf", PDF, kind="signed_scan").json()  # type: ignore[attr-defined]
    assert (made["kind"], made["media_type"], made["size"]) == ("signed_scan", "application/pdf", len(PDF))
    photo = b"\xff\xd8\xff\xe0 briefing"
    behind = sent(chair, place, "hop.jpg", photo, element="briefed").json()  # type: ignore[attr-defined]
    assert behind["element"] == "briefed"
    for name, content, query, code in (
        ("a.exe", b"MZ", {}, "kernel.file_kind_unknown"),
        ("a.pdf", PDF, {"element": "nonsense"}, "report.unknown_element"),
        ("a.pdf", PDF, {"kind": "film"}, "api.badly_formed"),
        ("to.pdf", PDF + b"0" * (25 * 2**20), {}, "kernel.file_too_large"),
    ):
        answer = sent(chair, place, name, content, **query)
        assert (answer.status_code, refusal_of(answer)["code"]) == (422, code)
    assert len(chair.get(place)) == 2
    assert sent(caller("commune_chair"), place, "a.pdf", PDF).status_code == 404
    assert caller("na_hang_officer").refused("get", place)[1]["code"] in {
        "kernel.not_now",
        "kernel.not_yours",
    }
    assert chair.delete(f"{place}/{made['id']}")["count"] == 1
    assert [one["name"] for one in chair.get(place)] == ["hop.jpg"]


def test_a_restatement_says_what_stood_and_what_stands(cast: Cast, caller: Callers) -> None:
    officer, own = caller("na_hang_officer"), cast.report("TQ-NH-003").pk
    body = {
        "source_body": "Sở",
        "source_number": "1",
        "source_on": "2017-07-05",
        "figures": {"inspections": 2},
    }
    head = officer.post(f"/reports/{own}/external", **body)["id"]
    Period.objects.filter(pk=cast.period.pk).update(state="closed")
    told = officer.post(f"/reports/{head}/restate", changes={"inspections": 3}, reason="Văn bản đính chính")
    assert (told["old"]["inspections"]["value"], told["new"]["inspections"]["value"]) == (2, 3)
    kept = officer.get(f"/reports/{head}/restatements")
    assert [(one["id"], one["elements"], one["reason"]) for one in kept] == [
        (told["id"], ["inspections"], "Văn bản đính chính")
    ]
    assert Report.objects.get(pk=head).restated


def test_what_nobody_stated_before_closing_is_restated(cast: Cast, caller: Callers) -> None:
    own = cast.report("TQ-NH-003").pk
    Period.objects.filter(pk=cast.period.pk).update(state="closed")
    body = {"changes": {"inspections": 3}, "reason": "Bỏ sót sổ"}
    told = caller("na_hang_officer").post(f"/reports/{own}/restate-stated", **body)
    assert (told["elements"], told["new"]["inspections"]["value"]) == (["inspections"], 3)
    assert caller("school_chair").refused("post", f"/reports/{own}/restate-stated", body)[0] == 404

"""The clerk's books over the API: entered, put right and struck out as on the page."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.web.api.conftest import Caller, Callers
from thidua.audit.models import Entry
from thidua.launch.models import Register, RegisterEntry


@pytest.fixture
def clerk(cast: Cast, caller: Callers) -> Caller:
    return caller("clerk")


def lines_of(cast: Cast) -> str:
    return f"/registers/{Register.objects.get(unit=cast.units['TQ']).pk}/lines"


def test_a_line_is_entered_found_and_put_right(cast: Cast, clerk: Caller) -> None:
    (book,) = clerk.get("/registers")["items"]
    assert (book["direction"], book["unit"]["code"], book["year"]) == ("outgoing", "TQ", 2017)
    made = clerk.post(lines_of(cast), number=342, symbol="cv-lđlđ", subject="Kế hoach", dated_on="2017-03-07")
    assert made["reference"] == "342/CV-LĐLĐ"
    (found,) = clerk.get(lines_of(cast), q="ke hoach 342")["items"]
    assert found["id"] == made["id"]
    line = f"/register-lines/{made['id']}"
    kept = clerk.patch(line, reason="Gõ nhầm", subject="Kế hoạch")
    assert (kept["subject"], kept["reference"], kept["correction"]) == ("Kế hoạch", "342/CV-LĐLĐ", "Gõ nhầm")
    assert Entry.objects.get(did="launch.register_corrected").data == {"before": {"subject": "Kế hoach"}}
    struck = clerk.post(f"{line}/strike", reason="Vào sổ hai lần")
    assert (struck["struck_for"], struck["number"]) == ("Vào sổ hai lần", 342)
    assert (
        clerk.refused("patch", line, {"reason": "Gõ nhầm", "number": 7})[1]["code"] == "launch.entry_struck"
    )
    again = {"number": 342, "symbol": "CV-LĐLĐ", "subject": "Khác", "dated_on": "2017-03-08"}
    assert clerk.refused("post", lines_of(cast), again)[1]["code"] == "launch.number_taken"


def test_no_reason_no_change_and_a_paper_keeps_its_line(cast: Cast, clerk: Caller) -> None:
    of_plan = RegisterEntry.objects.get(paper=cast.plan)
    line = f"/register-lines/{of_plan.pk}"
    assert clerk.refused("post", f"{line}/strike", {"reason": "Nhầm"})[1]["code"] == "launch.entry_of_paper"
    assert clerk.refused("post", f"{line}/strike", {"reason": " "})[1]["code"] == "launch.reason_missing"
    assert clerk.refused("patch", line, {"subject": "Khác"})[0] == 422


@pytest.mark.parametrize(
    ("name", "status"), [("na_hang_officer", 404), ("school_chair", 404), ("province_officer", 403)]
)
def test_only_who_keeps_the_book(cast: Cast, clerk: Caller, caller: Callers, name: str, status: int) -> None:
    made = clerk.post(lines_of(cast), number=342, subject="Công văn", dated_on="2017-03-07")
    told = caller(name).refused("post", f"/register-lines/{made['id']}/strike", {"reason": "Nhầm"})
    assert told[0] == status
    assert RegisterEntry.objects.get(pk=made["id"]).struck_on is None

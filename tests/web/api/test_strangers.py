"""To somebody from outside, what is there and what is not look alike."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.cast import Cast
from tests.pledge.covenants import drafted as drafted_covenant
from tests.pledge.registering import a_list, opened
from tests.report.test_reorganised import drafted
from tests.score.grading.year import TODAY as YEAR_END
from tests.score.grading.year import make_year
from tests.score.marking import begun
from tests.web.api.conftest import Callers
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.open_ballot import open_ballot
from thidua.federation.actions.clusters.regulations import draft_regulation
from thidua.kernel.clock import standing_on
from thidua.kernel.door import system
from thidua.launch.actions.from_paper.send_paper import send_paper
from thidua.launch.actions.plan_event import Said, plan_event
from thidua.launch.models import LaunchEvent, PaperReading, Register, RegisterEntry
from thidua.rollup.actions.freeze_edition import freeze_edition
from thidua.score.models import MarkedUnit
from thidua.web.api.addresses import api

NOWHERE = 2**40


def ids_of(cast: Cast) -> dict[str, int]:
    """Something of Tuyên Quang for every name that stands in an address."""
    return {
        "unit_id": cast.units["TQ-NH"].pk,
        "account_id": cast.accounts["school_chair"].pk,
        "movement_id": cast.movement.pk,
        "cycle_id": cast.cycle.pk,
        "period_id": cast.period.pk,
        "target_id": cast.targets["t13"].pk,
        "paper_id": cast.plan.pk,
        "register_id": Register.objects.get(unit=cast.units["TQ"]).pk,
        "entry_id": RegisterEntry.objects.get(paper=cast.plan).pk,
        "report_id": cast.report("TQ-NH-001").pk,
        "edition_id": freeze_edition(actor=system("tests"), period_id=cast.period.pk).pk,
        "reorganisation_id": drafted(cast).pk,
        "event_id": an_event(cast).pk,
        **cluster_ids(cast),
        **score_ids(cast),
        "reading_id": a_reading(cast).pk,
        "covenant_id": drafted_covenant(cast).pk,
        "scheme_id": (scheme := opened(cast)).pk,
        "list_id": a_list(cast, scheme).pk,
    }


def a_reading(cast: Cast) -> PaperReading:
    """A paper that the province sent in."""
    told = {"name": "ke-hoach.txt", "stream": BytesIO(b"x"), "size": 1}
    return send_paper(actor=cast.actor("province_officer"), seat_id=cast.units["TQ"].pk, **told)


def an_event(cast: Cast) -> LaunchEvent:
    """A great work at which Na Hang launches."""
    return plan_event(
        actor=cast.actor("na_hang_officer"),
        cycle_id=cast.cycle.pk,
        seat_id=cast.units["TQ-NH"].pk,
        kind="key_work",
        said=Said(name="Cầu Bắc Vàng"),
    )


def cluster_ids(cast: Cast) -> dict[str, int]:
    """A cluster of the province with a ballot and a regulation on their way."""
    actor = cast.actor("province_officer")
    cluster = found_cluster(actor=actor, host_id=cast.units["TQ"].pk, name="Cụm các huyện", year=2017)
    told = {"actor": actor, "cluster_id": cluster.pk, "year": 2017}
    for code in ("TQ-NH", "TQ-SD"):
        add_member(unit_id=cast.units[code].pk, **told)
    return {
        "cluster_id": cluster.pk,
        "year": 2017,
        "ballot_id": open_ballot(about="leader", question="Chọn cụm trưởng", **told).pk,
        "regulation_id": draft_regulation(**told).pk,
    }


def score_ids(cast: Cast) -> dict[str, int]:
    """A round of marking under way, and a grading."""
    made = begun(cast)
    marked = MarkedUnit.objects.filter(round=made).first()
    assert marked is not None
    with standing_on(YEAR_END):
        graded = make_year(cast, founded=0, reporting=False)
    return {
        "round_id": made.pk,
        "grading_round_id": graded.round.pk,
        "grading_id": next(iter(graded.gradings.values())).pk,
        "marked_id": marked.pk,
        "sheet_id": made.sheet_id,
    }


def readable() -> Iterator[str]:
    """Addresses of the document that read one thing by its id."""
    for address, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        if "get" in methods and "_id}" in address and "progress_id" not in address:
            yield address


QUERIES = {"late": {"what": "launch"}}


@pytest.mark.parametrize("name", ["stranger", "stranger_school_chair"])
def test_guessed_ids_look_absent(cast: Cast, caller: Callers, name: str) -> None:
    stranger, ids = caller(name), ids_of(cast)
    nothing = {**dict.fromkeys(ids, NOWHERE), "year": 2017}
    asked = list(readable())
    assert len(asked) > 20
    for address in asked:
        query = QUERIES.get(address.rsplit("/", 1)[-1], {})
        if address.endswith("/board"):
            query = {"unit_id": ids["unit_id"]}
        named = address.replace("/grading-rounds/{round_id}", "/grading-rounds/{grading_round_id}")
        there = stranger.refused("get", named.format(**ids, leaf="I.1"), **query)
        absent = stranger.refused("get", named.format(**nothing, leaf="I.1"), **query)
        assert there == absent, address
        assert there[0] == 404, address


def test_writing_at_guessed_ids_looks_absent(cast: Cast, caller: Callers) -> None:
    stranger, ids = caller("stranger"), ids_of(cast)
    for method, address, body in (
        ("post", "/units/{unit_id}/rename", {"name": "Tên khác", "from_on": "2017-07-01"}),
        ("put", "/units/{unit_id}/attributes/workers", {"value": 1, "from_on": "2017-07-01"}),
        ("post", "/units/{unit_id}/people", {"name": "Lê Văn Khách"}),
        ("post", "/units/{unit_id}/activities", {"kind": "visit", "held_on": "2017-07-01", "title": "Thăm"}),
        ("post", "/accounts/{account_id}/close", {}),
        ("post", "/periods/{period_id}/close", {}),
        ("put", "/cycles/{cycle_id}/deadlines", {"what": "report", "level": "upper", "due_on": "2017-08-01"}),
        (
            "post",
            "/cycles/{cycle_id}/targets",
            {"indicator": "works_mean", "threshold": {"comparator": ">=", "value": 1}},
        ),
        ("patch", "/targets/{target_id}", {"name": "Khác"}),
        ("post", "/targets/{target_id}/move", {"up": True}),
        ("delete", "/targets/{target_id}", {}),
        ("put", "/papers/{paper_id}/lines/purpose", {"values": {"text": "Khác"}}),
        ("post", "/papers/{paper_id}/moves", {"move": "submit"}),
        ("post", "/papers/{paper_id}/issue", {}),
        ("post", "/registers/{register_id}/lines", {"subject": "Khác", "dated_on": "2017-07-01"}),
        ("patch", "/register-lines/{entry_id}", {"subject": "Khác", "reason": "Khác"}),
        ("post", "/register-lines/{entry_id}/strike", {"reason": "Khác"}),
        ("patch", "/reports/{report_id}/draft", {"changes": {"workers": 1}}),
        ("post", "/reports/{report_id}/send", {}),
        ("post", "/reports/{report_id}/accept", {}),
        ("post", "/reports/{report_id}/return", {"reason": "Sai"}),
        ("post", "/reports/{report_id}/excuse", {"reason": "Nghỉ"}),
        (
            "post",
            "/reports/{report_id}/external",
            {
                "source_body": "Sở",
                "source_number": "1",
                "source_on": "2017-07-01",
                "figures": {"inspections": 1},
            },
        ),
        ("delete", "/reports/{report_id}/external/1", {}),
        ("post", "/reports/{report_id}/restate", {"reason": "Sai", "changes": {"workers": 1}}),
        ("put", "/cycles/{cycle_id}/form", {"counting": []}),
        ("put", "/reports/{report_id}/bulk", {"totals": {"workers": 1}}),
    ):
        there = stranger.refused(method, address.format(**ids), body)
        absent = stranger.refused(method, address.format(**dict.fromkeys(ids, NOWHERE)), body)
        assert there == absent, address
        assert there[0] == 404, address


def test_many_at_once_tell_a_stranger_nothing(cast: Cast, caller: Callers) -> None:
    stranger, report = caller("stranger"), cast.report("TQ-NH-001").pk
    told = stranger.post("/reports/accept-many", reports=[{"report_id": report}, {"report_id": NOWHERE}])
    assert [one["refusal"]["code"] for one in told] == ["kernel.absent", "kernel.absent"]
    rows = [{"report_id": one, "changes": {"workers": 5}} for one in (report, NOWHERE)]
    saved = stranger.patch("/reports/grid", rows=rows)
    told = [(one["saved"], one["unit"], one["refusal"]["code"]) for one in saved]
    assert told == [(False, "", "kernel.absent")] * 2
    stated = stranger.patch(
        "/reports/stated", rows=[{"report_id": one, "figures": {"houses": 1}} for one in (report, NOWHERE)]
    )
    assert [(one["saved"], one["refusal"]["code"]) for one in stated] == [(0, "kernel.absent")] * 2
    assert stranger.post("/reports/chase", report_ids=[report], how="phone")["count"] == 0


def test_lists_hold_only_what_one_may_see(cast: Cast, caller: Callers) -> None:
    stranger = caller("stranger_school_chair")
    for address in ("/movements", "/reports", "/reports/mine", "/reports/to-review"):
        assert stranger.get(address)["total"] == 0, address
    assert [one["name"] for one in stranger.get("/accounts")["items"]] == ["Âu Văn Lâm"]
    assert stranger.get("/units", q="na hang") == []
    assert [one["code"] for one in stranger.get("/units", q="thanh thuy")] == ["HG-VX-001"]


def test_a_chair_of_the_line_reads_the_province_but_not_a_sister_union(cast: Cast, caller: Callers) -> None:
    chair = caller("school_chair")
    assert chair.get(f"/units/{cast.units['TQ'].pk}")["code"] == "TQ"
    status, refusal = chair.refused("get", f"/units/{cast.units['TQ-NH-002'].pk}")
    assert (status, refusal["code"]) == (404, "kernel.absent")
    below = chair.get(f"/units/{cast.units['TQ-NH'].pk}/children")
    assert [one["code"] for one in below["items"]] == ["TQ-NH-001"]


def test_an_id_that_no_database_holds_is_badly_formed(caller: Callers) -> None:
    for wrong in ("0", "-1", str(2**63), "abc", "1.5"):
        status, refusal = caller("stranger").refused("get", f"/units/{wrong}")
        assert (status, refusal["code"]) == (422, "api.badly_formed"), wrong
        assert refusal["fields"][0]["field"] == "path.unit_id"


def test_unbounded_lists_are_refused(caller: Callers) -> None:
    for query in ({"limit": 201}, {"limit": 0}, {"limit": "tất cả"}, {"offset": -1}):
        status, refusal = caller("province_officer").refused("get", "/reports", **query)
        assert (status, refusal["code"]) == (422, "api.badly_formed"), query
        assert refusal["fields"][0]["field"] == f"query.{next(iter(query))}"

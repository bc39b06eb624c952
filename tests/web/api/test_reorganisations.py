"""A reorganisation through the API, from the draft to the way back."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.api.conftest import Callers
from thidua.report.models import Report


def test_from_the_draft_to_the_way_back(cast: Cast, caller: Callers) -> None:
    Report.objects.filter(unit__path__startswith=cast.units["TQ-SD"].path).update(exempt=True)
    admin, units = caller("administrator"), {code: unit.pk for code, unit in cast.units.items()}
    made = admin.post(
        f"/units/{units['TQ']}/reorganisations", name="Sắp xếp", from_on="2017-07-01", source="QĐ 77/QĐ-LĐLĐ"
    )
    here = f"/reorganisations/{made['id']}"
    steps = [
        {"verb": "found", "unit_id": units["TQ-SD"], "code": "TQ-SD-050", "name": "CĐCS Xã Mới",
         "kind": "grassroots_union"},
        {"verb": "merge", "unit_id": units["TQ-SD-001"], "into_code": "TQ-SD-050"},
        {"verb": "move", "unit_id": units["TQ-SD-002"], "into_id": units["TQ-SD"]},
    ]  # fmt: skip
    assert admin.post(f"{here}/steps", steps=steps) == {"count": 3}
    seen = admin.get(f"{here}/preview")
    assert (seen["free"], seen["wrong"]) == (False, 1)
    wrong = [one for one in admin.get(f"{here}/steps")["items"] if one["wrong"]]
    assert [one["wrong"][0]["code"] for one in wrong] == ["federation.already_there"]
    status, refusal = admin.refused("post", f"{here}/carry-out", {})
    assert (status, refusal["code"]) == (422, "federation.already_there")
    admin.delete(f"{here}/steps/{wrong[0]['id']}")
    seen = admin.get(f"{here}/preview")
    assert (seen["free"], seen["ending"], seen["founded"]) == (True, 1, 1)
    assert admin.post(f"{here}/carry-out") == {"progress_id": None}
    lineage = admin.get(f"/units/{units['TQ-SD-001']}/lineage")
    assert [(one["unit"]["code"], one["whole"]) for one in lineage["successors"]] == [("TQ-SD-050", True)]
    assert admin.get(f"/units/{units['TQ']}/reorganisations", state="done")["total"] == 1
    assert admin.post(f"{here}/undo", reason="quyết định bị thu hồi") == {"progress_id": None}
    assert admin.get(here)["state"] == "undone"


def test_unknown_work_and_strange_units_are_refused(cast: Cast, caller: Callers) -> None:
    admin = caller("administrator")
    made = admin.post(
        f"/units/{cast.units['TQ'].pk}/reorganisations", name="Sắp xếp", from_on="2017-07-01", source="QĐ 77"
    )
    here = f"/reorganisations/{made['id']}/steps"
    wrong = {"steps": [{"verb": "fly", "unit_id": cast.units["TQ-SD"].pk}]}
    assert admin.refused("post", here, wrong)[1]["code"] == "federation.step_unknown"
    strange = {"steps": [{"verb": "end", "unit_id": cast.units["HG"].pk}]}
    assert admin.refused("post", here, strange)[1]["code"] == "kernel.absent"
    assert caller("na_hang_officer").refused("post", here, strange)[0] == 404

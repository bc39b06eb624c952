"""Story 8 as its people see it: unions report to an interim working group, go to wards, two are put right later."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.cast import Cast, hear_everything
from tests.report.test_reorganised import done
from tests.rollup.test_reorganised import exact, sent
from thidua.federation.actions.reorganise.add_steps import NewStep
from thidua.federation.models import Body
from thidua.launch.models import Period

pytestmark = pytest.mark.django_db

UNIONS = {"TQ-NH-001": 14, "TQ-NH-002": 30, "TQ-NH-004": 5, "TQ-SD-001": 20}  # triệu đồng of the fund
WARDS = ("TQ-W1", "TQ-W2")


def founded(cast: Cast, code: str, name: str, *, kind: str = "") -> NewStep:
    return NewStep("found", cast.units["TQ"].pk, None, {"code": code, "name": name, "kind": kind})


def moved(cast: Cast, union: str, into: str, **told: object) -> NewStep:
    return NewStep("move", cast.units[union].pk, Body.objects.get(code=into).pk, dict(told))


def shown(cast: Cast, code: str) -> str:
    """The fund as the page of this unit shows it, in triệu đồng; "" while nobody below has told anything."""
    unit = Body.objects.get(code=code)
    page = cast.client("province_officer").get(f"/tong-hop/{cast.period.pk}/{unit.pk}/")
    assert page.status_code == 200
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    line = text[text.index("Ủng hộ Quỹ Mái ấm") :][:250]
    found = re.search(r"Đã duyệt – (\d+)", line)  # nobody has accepted yet; what was sent stands after it
    return found[1] if found else ""


def test_story_8(cast: Cast) -> None:
    Period.objects.filter(pk=cast.period.pk).update(cutoff_on=dt.date(2017, 7, 15))
    done(cast, founded(cast, "TQ-TO", "Tổ công tác số 3"))
    done(cast, *(moved(cast, union, "TQ-TO") for union in UNIONS))
    for union, fund in UNIONS.items():
        sent(cast, union, fund * 1_000_000)
    hear_everything()
    exact(cast)
    assert (shown(cast, "TQ"), shown(cast, "TQ-TO")) == ("69", "69")

    wards = (
        founded(cast, code, f"Công đoàn phường {code[-1]}", kind="district_federation") for code in WARDS
    )
    done(cast, *wards)
    homes = {"TQ-NH-001": "TQ-W1", "TQ-NH-002": "TQ-W1", "TQ-NH-004": "TQ-W1", "TQ-SD-001": "TQ-W2"}
    done(cast, *(moved(cast, union, ward) for union, ward in homes.items()), day=dt.date(2017, 7, 10))
    assert [shown(cast, code) for code in ("TQ", "TQ-TO", *WARDS)] == ["69", "", "49", "20"]

    wrong = ("TQ-NH-002", "TQ-NH-004")
    done(cast, *(moved(cast, union, "TQ-W2", correcting=True) for union in wrong), day=dt.date(2017, 7, 10))
    assert [shown(cast, code) for code in ("TQ", "TQ-TO", *WARDS)] == ["69", "", "14", "55"]
    exact(cast)

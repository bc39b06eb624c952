"""Units merge in the tree: what they were assigned goes with them, and back again."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import HOUSE, Cast, hear_everything
from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps
from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.draft import draft_reorganisation
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.errors import Objected
from thidua.federation.models import Reorganisation
from thidua.kernel.errors import NotYours
from thidua.launch.actions.follow_mergers import follow_mergers, take_mergers_back
from thidua.launch.models import Assignment
from thidua.report.models import Report

ON = dt.date(2017, 7, 18)
SOURCE = "Quyết định 47/QĐ-LĐLĐ ngày 10/7/2017"


@pytest.fixture
def cast(settled_cast: Cast) -> Cast:
    """The cast of the whole house: a merger is the federation's work."""
    return settled_cast


@pytest.fixture
def merged(cast: Cast) -> Reorganisation:
    """Two schools' unions of Na Hang, of which the ledger knows 95 and 130 new members, become one."""
    for code, value in (("TQ-NH-001", "95"), ("TQ-NH-002", "130")):
        Assignment.objects.create(
            target=cast.targets["t03"],
            unit=cast.units[code],
            threshold={"comparator": ">=", "value": value},
            from_on=dt.date(2017, 2, 20),
        )
    # No report of theirs is left open, or nobody would be there to send it.
    Report.objects.filter(unit=cast.units["TQ-NH-001"]).update(exempt=True, exempt_reason="sáp nhập")
    made = draft_reorganisation(
        actor=HOUSE, seat_id=cast.units["TQ"].pk, name="Sắp xếp", from_on=ON, source=SOURCE
    )
    step = NewStep("merge", cast.units["TQ-NH-001"].pk, cast.units["TQ-NH-002"].pk, {})
    add_steps(actor=HOUSE, reorganisation_id=made.pk, steps=[step])
    return made


def standing(cast: Cast, code: str) -> str | None:
    row = Assignment.objects.filter(target=cast.targets["t03"], unit=cast.units[code], current=True).first()
    return row.threshold["value"] if row else None


def test_the_sum_goes_on_and_comes_back(cast: Cast, merged: Reorganisation) -> None:
    carry_out(actor=HOUSE, reorganisation_id=merged.pk)
    hear_everything()
    assert standing(cast, "TQ-NH-002") == "225"
    row = Assignment.objects.get(unit=cast.units["TQ-NH-002"], current=True)
    assert (row.source, row.from_on) == (SOURCE, ON)
    undo(actor=HOUSE, reorganisation_id=merged.pk, reason="Ghi nhầm")
    hear_everything()
    assert (standing(cast, "TQ-NH-001"), standing(cast, "TQ-NH-002")) == ("95", "130")


def test_a_decision_that_built_on_it_stands_in_the_way(cast: Cast, merged: Reorganisation) -> None:
    carry_out(actor=HOUSE, reorganisation_id=merged.pk)
    hear_everything()
    row = Assignment.objects.get(unit=cast.units["TQ-NH-002"], current=True)
    Assignment.objects.filter(pk=row.pk).update(current=False)
    Assignment.objects.create(
        target=row.target,
        unit=row.unit,
        number=row.number + 1,
        decision=cast.plan,
        threshold={"comparator": ">=", "value": "200"},
        from_on=ON,
    )
    with pytest.raises(Objected):
        undo(actor=HOUSE, reorganisation_id=merged.pk, reason="Ghi nhầm")
    assert standing(cast, "TQ-NH-002") == "200"


def test_only_the_house_follows(cast: Cast, merged: Reorganisation) -> None:
    for act in (follow_mergers, take_mergers_back):
        with pytest.raises(NotYours):
            act(actor=cast.actor("province_officer"), reorganisation_ids=[merged.pk])


def test_a_draft_carries_nothing(cast: Cast, merged: Reorganisation) -> None:
    assert follow_mergers(actor=HOUSE, reorganisation_ids=[merged.pk]) == 0
    assert take_mergers_back(actor=HOUSE, reorganisation_ids=[merged.pk]) == 0

"""Units merge: covenants go on with the unit that goes on, by notice, and come back when it is taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import HOUSE, Cast, hear_everything
from tests.pledge.covenants import (
    NEIGHBOUR,
    SEAT,
    assigned,
    assigned_number,
    cluster_of,
    in_force,
    party,
    sign,
    to_be_signed,
)
from tests.pledge.registering import a_list, opened, title
from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps
from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.draft import draft_reorganisation
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.errors import Objected
from thidua.federation.models import Reorganisation
from thidua.federation.queries.reorganising.preview import preview
from thidua.kernel.door import fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import open_negotiation, settle_text
from thidua.pledge.actions.covenants.negotiate import agree
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.models import Covenant, Registration
from thidua.pledge.queries.covenants import chain
from thidua.pledge.queries.covenants.standing import in_force as binding
from thidua.pledge.queries.covenants.text import read
from thidua.pledge.queries.registrations.checking import Line
from thidua.pledge.queries.registrations.coverage import by_title
from thidua.pledge.queries.registrations.lists import lines_of
from thidua.report.models import Report

ON = dt.date(2017, 7, 18)
SOURCE = "Quyết định 47/QĐ-LĐLĐ ngày 10/7/2017"


@pytest.fixture
def cast(settled_cast: Cast) -> Cast:
    """The cast of the whole house: a merger is the federation's work."""
    return settled_cast


def merging(cast: Cast, unit: str, into: str) -> Reorganisation:
    Report.objects.filter(unit=cast.units[unit]).update(exempt=True, exempt_reason="sáp nhập")
    made = draft_reorganisation(
        actor=HOUSE, seat_id=cast.units["TQ"].pk, name="Sắp xếp", from_on=ON, source=SOURCE
    )
    step = NewStep("merge", cast.units[unit].pk, cast.units[into].pk, {})
    add_steps(actor=HOUSE, reorganisation_id=made.pk, steps=[step])
    return made


def done(draft: Reorganisation) -> None:
    carry_out(actor=HOUSE, reorganisation_id=draft.pk)
    hear_everything()


def undone(draft: Reorganisation) -> None:
    undo(actor=HOUSE, reorganisation_id=draft.pk, reason="Ghi nhầm")
    hear_everything()


def names(covenant: Covenant) -> list[str]:
    version = binding(covenant)
    assert version is not None
    return [one.code for one in read(version).parties]


def test_two_parties_that_merge_go_on_as_one_by_notice(cast: Cast) -> None:
    covenant = in_force(cast)
    before, draft = names(covenant), merging(cast, "TQ-NH", "TQ-SD")
    assert "giao ước mà đơn vị nhận thay chỗ" in str(preview(draft).counts)
    done(draft)
    covenant.refresh_from_db()
    assert covenant.state == "in_force"
    version = binding(covenant)
    assert version is not None
    assert (version.how, version.cites) in {("notice", SOURCE)}
    assert names(covenant) == [one for one in before if one != "TQ-NH"]
    both = assigned_number(cast.targets["t03"], cast.units["TQ-SD"])
    (clause,) = (one for one in read(version).clauses if one.target_id == cast.targets["t03"].pk)
    stored = clause.figures[party(covenant, "TQ-SD").pk]
    assert stored is not None
    assert stored["value"] == both
    assert chain.verify(covenant) is None
    undone(draft)
    covenant.refresh_from_db()
    assert sorted(names(covenant)) == sorted(before)
    assert chain.verify(covenant) is None


def test_who_was_no_party_takes_the_place(cast: Cast) -> None:
    """Signing goes on: whoever signs next reads who the parties are now."""
    assigned(cast)
    cluster = cluster_of(cast, ("TQ-NH", "TQ-SD"))
    told = {"kind": Covenant.Kind.CLUSTER, "cycle_id": cast.cycle.pk, "cluster_id": cluster.pk}
    covenant = draft_covenant(actor=cast.actor(SEAT), **told)
    open_negotiation(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    for who in (SEAT, NEIGHBOUR):
        agree(actor=cast.actor(who), covenant_id=covenant.pk)
    version = settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    sign(cast.actor(NEIGHBOUR), version)
    draft = merging(cast, "TQ-NH", "TQ-GD")
    done(draft)
    covenant.refresh_from_db()
    version.refresh_from_db()
    assert (covenant.state, version.state) == ("negotiating", "void")
    assert {one.unit.code for one in covenant.parties.select_related("unit")} == {"TQ-SD", "TQ-GD"}
    undone(draft)
    assert {one.unit.code for one in covenant.parties.select_related("unit")} == {"TQ-SD", "TQ-NH"}


def test_who_keeps_the_pen_hands_it_on_or_settles_first(cast: Cast) -> None:
    assigned(cast)
    told = {"kind": Covenant.Kind.GROUPS, "cycle_id": cast.cycle.pk}
    kept = draft_covenant(actor=cast.actor(NEIGHBOUR), seat_id=cast.units["TQ-NH"].pk, **told)
    twin = draft_covenant(actor=cast.actor(SEAT), seat_id=cast.units["TQ-SD"].pk, **told)
    draft = merging(cast, "TQ-NH", "TQ-SD")
    with pytest.raises(Objected) as objected:
        carry_out(actor=HOUSE, reorganisation_id=draft.pk)
    assert "giao ước cùng loại năm 2017" in str(objected.value.params["reasons"])
    Covenant.objects.filter(pk=twin.pk).update(state="cancelled")
    done(draft)
    kept.refresh_from_db()
    assert kept.seat == cast.units["TQ-SD"]


def test_the_pen_of_a_cluster_follows_its_leader(cast: Cast) -> None:
    covenant = to_be_signed(cast).covenant
    emit(
        "federation.leader_settled",
        cluster_id=covenant.cluster_id or 0,
        unit_id=cast.units["TQ-NH"].pk,
        year=covenant.cycle.year,
    )
    hear_everything()
    covenant.refresh_from_db()
    assert (covenant.seat, covenant.state) == (cast.units["TQ-NH"], "negotiating")
    assert [one.unit.code for one in covenant.parties.filter(lead=True)] == ["TQ-NH"]
    assert fetch(Covenant, covenant.pk, actor=cast.actor(NEIGHBOUR), verb="write") == covenant
    with pytest.raises(NotYours):
        fetch(Covenant, covenant.pk, actor=cast.actor(SEAT), verb="write")


def test_what_a_unit_registered_goes_on_where_it_merges(cast: Cast) -> None:
    scheme = opened(cast)
    unit, into = cast.units["TQ-NH-001"], cast.units["TQ-NH-002"]
    named = title(scheme, "advanced_collective")
    line = Line(unit.pk, "collective", named.pk, subject="Tổ Toán")
    (made,) = register(actor=cast.actor("na_hang_chair"), scheme_id=scheme.pk, lines=[line])
    draft = merging(cast, "TQ-NH-001", "TQ-NH-002")
    assert "dòng đăng ký thi đua tính tiếp" in str(preview(draft).counts)
    done(draft)
    assert [one.lines for one in by_title(scheme, into) if one.title_id == named.pk] == [1]
    listed = a_list(cast, scheme, "TQ-NH-002", "na_hang_chair")
    assert list(lines_of(listed)) == [made]
    undone(draft)
    assert [one.lines for one in by_title(scheme, into) if one.title_id == named.pk] in ([], [0])
    assert Registration.objects.get(pk=made.pk).unit == unit

"""Every target over thousands of units in one action: filled, put in force, by two people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.launch import cast as people
from tests.launch.cast import INSURED, NEW_MEMBERS, Cast, day
from tests.launch.desk import SignIn
from tests.launch.papers import issue, start
from thidua.federation.models import Attribute
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.launch.actions.assign import Change, fill_annex
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.put_in_force import put_in_force
from thidua.launch.actions.set_target import add_target
from thidua.launch.actions.split_all import split_all
from thidua.launch.errors import ReserveUnread
from thidua.launch.models import AnnexCell, Assignment, Movement, Paper, Target
from thidua.launch.queries.annex import annex_of


@pytest.fixture
def decision(cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
    Attribute.objects.create(unit=cast.unit("DU"), name="members", value=1000, from_on=day(1, 1))
    return start(cast, movement, kind="assignment_decision")


def column(decision: Paper, target: Target) -> dict[str, str]:
    annex = annex_of(Paper.objects.get(pk=decision.pk), [target])
    return {cell.unit.code: cell.text for cell in annex.columns[0].cells}


def test_the_whole_annex_at_once(cast: Cast, decision: Paper, targets: SimpleNamespace) -> None:
    officer = cast.actor("officer", "TQ")
    told = split_all(actor=officer, decision_id=decision.pk, rule="headcount", reserve_percent=10)
    assert (told.targets, told.cells, told.left) == (3, 12, ())
    assert column(decision, targets.members) == {"NH": "400", "SD": "1.000", "GD": "600", "DU": "200"}
    assert set(column(decision, targets.insured).values()) == {"85"}
    assert set(column(decision, targets.weak).values()) == {"0"}
    assert annex_of(decision).findings == []
    assert not Assignment.objects.exists()  # nothing binds before the issue
    issue(cast, decision, number=20)
    assert Assignment.objects.filter(current=True).count() == 12


def test_what_somebody_wrote_is_left(cast: Cast, decision: Paper, targets: SimpleNamespace) -> None:
    officer = cast.actor("officer", "TQ")
    fill_annex(
        actor=officer,
        decision_id=decision.pk,
        changes=[Change(targets.members.pk, cast.unit("NH").pk, "1.999")],
    )
    told = split_all(actor=officer, decision_id=decision.pk, rule="equal")
    assert told.targets == 2
    assert column(decision, targets.members) == {"NH": "1.999", "SD": "", "GD": "", "DU": ""}


def test_what_cannot_be_split_is_told_and_stops_nothing(
    cast: Cast, decision: Paper, targets: SimpleNamespace
) -> None:
    told = split_all(actor=cast.actor("officer", "TQ"), decision_id=decision.pk, rule="last_year")
    assert (told.targets, [(one.code, why) for one, why in told.left]) == (2, [("new_members", "no_weights")])
    own = start(cast, decision.movement, "NH", kind="assignment_decision")
    told = split_all(actor=cast.actor("officer", "NH"), decision_id=own.pk, rule="equal")
    assert (told.targets, {why for _one, why in told.left}) == (0, {"not_given"})


def test_who_may_and_when(cast: Cast, decision: Paper, targets: SimpleNamespace) -> None:
    for role, code, refusal in (
        ("clerk", "TQ", NotYours),
        ("officer", "NH", Absent),
        ("officer", "HG", Absent),
    ):
        with pytest.raises(refusal):
            split_all(actor=cast.actor(role, code), decision_id=decision.pk, rule="equal")
    with pytest.raises(ReserveUnread):
        split_all(
            actor=cast.actor("officer", "TQ"), decision_id=decision.pk, rule="equal", reserve_percent=101
        )
    split_all(actor=cast.actor("officer", "TQ"), decision_id=decision.pk, rule="equal")
    issue(cast, decision, number=20)
    with pytest.raises(NotNow):
        split_all(actor=cast.actor("officer", "TQ"), decision_id=decision.pk, rule="equal")


def grow(cast: Cast, many: int) -> None:
    kind, above = cast.kinds["upper"], cast.unit("TQ")
    from thidua.federation.models import Body

    made = [
        Body(
            code=f"U{number}",
            name=f"Công đoàn xã {number}",
            kind=kind,
            parent=above,
            path=f"{above.path}{10**6 + number}.",
        )
        for number in range(many)
    ]
    for one in made:
        one.set_keys()
    Body.objects.bulk_create(made)
    Attribute.objects.bulk_create(
        Attribute(unit=one, name="members", value=50 + number % 90, from_on=day(1, 1))
        for number, one in enumerate(made)
    )


@pytest.mark.parametrize("many", [3, 600])
def test_filling_and_issuing_cost_the_same_statements(
    cast: Cast, decision: Paper, targets: SimpleNamespace, many: int
) -> None:
    grow(cast, many)
    officer = cast.actor("officer", "TQ")
    with CaptureQueriesContext(connection) as filling:
        told = split_all(actor=officer, decision_id=decision.pk, rule="headcount")
    assert told.cells == 3 * (4 + many)
    assert len(filling) <= 14
    with CaptureQueriesContext(connection) as enacting:
        assert put_in_force(decision, day(2, 7)) == told.cells
    assert len(enacting) <= 6  # with the event that covenants follow
    assert Assignment.objects.filter(current=True).count() == told.cells


@pytest.mark.django_db(transaction=True)
def test_two_people_fill_one_annex_at_once(transactional_db: None) -> None:
    """Each cell is written once, and both are told what they did."""
    cast = people.build()
    with clock.standing_on(day(3, 20)):
        officer = cast.actor("officer", "TQ")
        movement = call_movement(
            actor=officer, seat_id=cast.unit("TQ").pk, name="x", from_on=day(1, 1), until_on=day(12, 31)
        )
        cycle = movement.cycles.get()
        for code, indicator, unit in (("a", NEW_MEMBERS, "đoàn viên"), ("b", INSURED, "%")):
            add_target(
                actor=officer,
                cycle_id=cycle.pk,
                code=code,
                name=code,
                indicator=indicator,
                threshold={"comparator": ">=", "value": 100, "unit": unit},
                unit_of_measure=unit,
            )
        decision = start(cast, movement, kind="assignment_decision")

    def fill(number: int) -> int:
        try:
            with clock.standing_on(day(3, 20)):
                return split_all(
                    actor=officer, decision_id=decision.pk, rule="equal", reserve_percent=number * 50
                ).cells
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        assert sorted(pool.map(fill, range(2))) == [0, 8]
    cells = AnnexCell.objects.filter(decision=decision)
    assert cells.count() == 8
    amounts = {one.threshold["value"] for one in cells.filter(target__code="a")}
    assert amounts in ({"25"}, {"37", "38"})


PAGE_QUERIES = 25
PAGE_BYTES = 50_000


@pytest.mark.usefixtures("addresses")
def test_the_page_of_an_annex_stays_small(
    cast: Cast, decision: Paper, targets: SimpleNamespace, sign_in: SignIn
) -> None:
    """156 units × 27 targets, every rate laxer than the level above asks, some figures beyond the whole."""
    grow(cast, 152)
    officer = cast.actor("officer", "TQ")
    for number in range(24):
        add_target(
            actor=officer,
            cycle_id=targets.cycle.pk,
            code=f"t{number}",
            name=f"Tỷ lệ công nhân, viên chức, lao động được tuyên truyền, phổ biến pháp luật, lần {number}",
            indicator=INSURED,
            threshold={"comparator": ">", "value": 80, "unit": "%"},
            unit_of_measure="%",
        )
    split_all(actor=officer, decision_id=decision.pk, rule="headcount")
    rates = decision.annex.exclude(target=targets.members).exclude(target=targets.weak)
    rates.update(threshold={"comparator": ">=", "value": "1/2"})
    assert decision.annex.count() == 156 * 27
    client = sign_in("officer", "TQ")
    where = f"/van-ban/{decision.pk}/giao"
    wrong = {
        f"o-{target}-{unit}": "150"
        for target, unit in decision.annex.exclude(target=targets.members).values_list("target", "unit")[:60]
    }
    for ask in (
        lambda: client.get(where),
        lambda: client.get(f"{where}?loc=sai&tu=18&trang=8"),
        lambda: client.post(f"{where}?tu=6", wrong, headers={"HX-Request": "true"}),
        lambda: client.post(f"{where}/chia", {"target": targets.members.pk, "rule": "equal", "reserve": "9"}),
        lambda: client.get(f"/van-ban/{decision.pk}/soan"),
    ):
        with CaptureQueriesContext(connection) as asked:
            page = ask()
        assert page.status_code == 200
        assert len(asked) <= PAGE_QUERIES
        assert len(page.content) <= PAGE_BYTES, page.request["PATH_INFO"]

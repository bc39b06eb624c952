"""Pages that are opened after something was taken back, closed or given to do, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.cast import TODAY, Cast
from tests.e2e.test_pages import every
from thidua.access.actions.set_unit_secret import set_unit_secret
from thidua.launch.actions.assign import Change, fill_annex
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.put_in_force import put_in_force
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Duty, Paper, Period

pytestmark = pytest.mark.browser


def handed_on(cast: Cast, decision: Paper) -> Paper:
    """Na Hang hands two targets on, and the province then withdraws the decision that they rest on."""
    officer, unit = cast.actor("na_hang_officer"), cast.units["TQ-NH"].pk
    own = start_paper(
        actor=officer, movement_id=cast.movement.pk, seat_id=unit, kind="assignment_decision", year=2017
    )
    school = cast.units["TQ-NH-001"].pk
    changes = [
        Change(cast.targets[code].pk, school, typed) for code, typed in (("t13", "31.000.000"), ("t04", "15"))
    ]
    fill_annex(actor=officer, decision_id=own.pk, changes=changes)
    with transaction.atomic():
        put_in_force(own, TODAY)
    withdraw_paper(actor=cast.actor("chair"), paper_id=decision.pk, reason="Giao nhầm số")
    return own


def test_after_a_withdrawal_and_with_duties(cast: Cast, signed_in: Callable[..., Any]) -> None:
    decision = cast.decide_assignments()
    for body, what, day in (
        ("Các cấp công đoàn", "Phổ biến Chỉ thị 34 và luật thi đua, khen thưởng cho đoàn viên", None),
        ("LĐLĐ huyện Na Hang", "Tổ chức hội thi tay nghề của huyện", TODAY),
    ):
        Duty.objects.create(paper=cast.plan, body_name=body, text=what, due_on=day)
    own = handed_on(cast, decision)
    page = signed_in("na_hang_officer")
    addresses = [
        "/",
        f"/phong-trao/nam/{cast.cycle.pk}/xem-lai",
        "/viec-duoc-giao",
        f"/van-ban/{decision.pk}",
        f"/van-ban/{own.pk}",
    ]
    assert every(page, addresses) == []


def test_after_a_period_is_closed_and_before_a_door_is(cast: Cast, signed_in: Callable[..., Any]) -> None:
    school = cast.units["TQ-NH-001"]
    set_unit_secret(actor=cast.actor("na_hang_officer"), unit_id=school.pk)
    Period.objects.filter(pk=cast.period.pk).update(state="closed")
    report = cast.report("TQ-NH-003").pk
    addresses = [
        f"/bao-cao/{report}/",
        f"/bao-cao/{report}/dinh-chinh-cap-tren-ghi/",
        f"/tai-khoan/quan-ly/{cast.accounts['school_chair'].pk}",
        f"/tai-khoan/quan-ly/don-vi/{school.pk}/ma-chung/dong",
    ]
    assert every(signed_in("na_hang_officer"), addresses) == []

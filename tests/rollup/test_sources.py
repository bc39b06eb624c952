""" "Số này ở đâu ra?" names the office and its letter, the register, and the records behind a figure."""

from __future__ import annotations

import datetime as dt

from tests.cast import Cast, hear_everything
from thidua.report.actions.keep_activity import Told, add_activity
from thidua.report.actions.plan_form import count_into
from thidua.report.actions.record_external import record_external
from thidua.report.actions.state_figures import state_figures
from thidua.report.models import Form
from thidua.report.queries.counting import CountingRule, Whose
from thidua.report.queries.drawing import plan_of


def page(cast: Cast, unit: str, target: str) -> str:
    hear_everything()
    where = f"/tong-hop/{cast.period.pk}/{cast.units[unit].pk}/{cast.targets[target].pk}/"
    answer = cast.client("na_hang_officer").get(where)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_letter_of_another_office(cast: Cast) -> None:
    record_external(
        actor=cast.actor("na_hang_officer"),
        own_id=cast.report("TQ-NH-003").pk,
        figures={"inspections": "2"},
        source_body="Thanh tra Sở Lao động",
        source_number="45/TTr",
        source_on=dt.date(2017, 7, 5),
    )
    told = page(cast, "TQ-NH-003", "t26")
    assert "Nguồn: Thanh tra Sở Lao động, văn bản 45/TTr ngày 05/07/2017" in told
    assert "Số lượt được kiểm tra, giám sát: <b>2</b>" in told


def test_a_register(cast: Cast) -> None:
    state_figures(
        actor=cast.actor("na_hang_officer"), own_id=cast.report("TQ-NH").pk, figures={"houses": "2"}
    )
    told = page(cast, "TQ-NH", "t14")
    assert 'Nhà Mái ấm Công đoàn sửa chữa, xây mới: <b>2</b> <span class="quiet">(theo sổ)</span>' in told


def test_the_records_behind_a_figure_that_nobody_typed(cast: Cast) -> None:
    rule = CountingRule("inspections", ("inspection",), whose=Whose.SUBJECTS)
    count_into(actor=cast.actor("province_officer"), cycle_id=cast.cycle.pk, rules=[rule])
    Form.objects.filter(cycle=cast.cycle).update(counting=plan_of(cast.cycle).counting)
    subjects = frozenset({cast.units["TQ-NH-003"].pk})
    what = Told("inspection", cast.period.cutoff_on, "Kiểm tra hợp đồng lao động", subjects=subjects)
    add_activity(actor=cast.actor("na_hang_officer"), unit_id=cast.units["TQ-NH"].pk, told=what)
    told = page(cast, "TQ-NH-003", "t26")
    assert "(lấy từ hồ sơ)" in told
    assert "Kiểm tra hợp đồng lao động" in told

"""Who a count of units counts: where none may be ("không có công đoàn cơ sở yếu"), each one is told by its name."""

from __future__ import annotations

from thidua.algebra.conditions import FlagIs
from thidua.algebra.indicators import Indicator
from thidua.algebra.measures import UnitCount
from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.report.models import Report, Values
from thidua.report.states import COUNTED
from thidua.rollup.models import Placed, Tree

MOST = 30


def named_units(period_id: int, tree: Tree, path: str, indicator: Indicator) -> list[Body]:
    """Units at and below a node whose answer meets a count of units by yes or no, in the order of names; one
    query. Of other indicators none is told: their parts are."""
    if not isinstance(indicator, UnitCount) or not isinstance(indicator.condition, FlagIs):
        return []
    condition = indicator.condition
    inside = Placed.objects.filter(paths.within("path", path), period_id=period_id, tree=tree)
    answer = {condition.element.code: {"value": "1" if condition.yes else "0"}}
    saying = Values.objects.filter(
        period_id=period_id, report_id__in=inside.values("report_id"), data__contains=answer
    )
    reports = Report.objects.filter(pk__in=saying.values("report_id"), state__in=COUNTED)
    found = Body.objects.filter(pk__in=reports.values("unit_id")).select_related("parent")
    return list(found.order_by("sort_key", "pk")[:MOST])

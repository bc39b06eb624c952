"""Short ways to act, for tests."""

from __future__ import annotations

from collections.abc import Mapping

from tests.report.conftest import FACTORY_FIGURES, SCHOOL_FIGURES, Story
from thidua.federation.models import Body
from thidua.report.actions.review import accept
from thidua.report.actions.save_draft import Saved, save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report, Values


def figures_of(story: Story, unit: Body) -> dict[str, str]:
    return dict(FACTORY_FIGURES if unit == story.factory else SCHOOL_FIGURES)


def fill(story: Story, unit: Body | None = None, **changed: object) -> Saved:
    """The unit's chair types a complete report; ``changed`` replaces some figures."""
    unit = unit or story.factory
    changes: Mapping[str, object] = {**figures_of(story, unit), **changed}
    return save_draft(actor=story.chair(unit), report_id=story.report(unit).pk, changes=changes)


def sent(story: Story, unit: Body | None = None, **changed: object) -> Report:
    unit = unit or story.factory
    fill(story, unit, **changed)
    return send(actor=story.chair(unit), report_id=story.report(unit).pk, checked=True)


def accepted(story: Story, unit: Body | None = None, **changed: object) -> Report:
    report = sent(story, unit, **changed)
    return accept(actor=story.officer(), report_id=report.pk)


def values(report: Report) -> dict[str, float]:
    """``vals`` by component key."""
    row = Values.objects.get(period_id=report.period_id, report_id=report.pk)
    return dict(zip(report.form.vector, row.vals, strict=True))


def entry(report: Report, element: str) -> dict[str, object]:
    row = Values.objects.get(period_id=report.period_id, report_id=report.pk)
    return dict(row.data.get(element, {}))

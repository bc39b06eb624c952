"""The pages that everybody opens, with a whole province in them: bytes of HTML, and queries while nothing is remembered
yet, which are the most."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from thidua.access.models import Account, Holding
from thidua.access.signing_in import BACKEND
from thidua.config.scenario.stage import Stage
from thidua.federation.models import Body
from thidua.launch.models import Paper, Target
from thidua.report.models import Report
from thidua.rollup.queries.layout import layout_of

MOST_BYTES = 50_000
MOST_QUERIES = 25


def heavy(stage: Stage) -> list[str]:
    """What is too large or asks too often, for every role at the province, at the largest union below and at
    the base. A page that somebody may not open is passed over; one that fails is told."""
    return [
        told
        for account in _people(stage)
        for address in _addresses(stage, account.unit)
        if (told := _weighed(account, address))
    ]


def _people(stage: Stage) -> Iterator[Account]:
    """The first holder of each role at each level; the unions above the base come by their size."""
    held = Holding.objects.select_related("account__unit__kind").annotate(
        below=Count("account__unit__children")
    )
    seen = set()
    for one in held.order_by("-below", "pk"):
        unit = one.account.unit
        if (unit.level, one.role) not in seen:
            seen.add((unit.level, one.role))
            yield one.account


def _addresses(stage: Stage, unit: Body) -> Iterator[str]:
    period, movement = stage.periods["half_year"], stage.called
    below = Body.objects.filter(parent=unit, kind__isnull=False).order_by("sort_key").first()
    yield from ("/", f"/phong-trao/{movement.pk}", "/tong-hop/")
    for other in (one for one in (unit.parent, below) if one is not None):
        yield f"/phong-trao/{movement.pk}?don-vi={other.pk}"
        yield f"/tong-hop/{period.pk}/{other.pk}/"
    for target in Target.objects.filter(cycle=stage.year, code__in=("t03", "t13", "t27")):
        yield f"/tong-hop/{period.pk}/{unit.pk}/{target.pk}/"
    yield f"/bao-cao/ai-chua-gui/{stage.year.pk}/"
    yield f"/bao-cao/ai-chua-gui/{stage.year.pk}/?cap=co-so"
    report = Report.objects.filter(unit=unit, period=period, kind=Report.Kind.OWN).first()
    if report is not None:
        yield f"/bao-cao/{report.pk}/"
        yield f"/bao-cao/{report.pk}/nhap/"
        yield f"/bao-cao/{report.pk}/bang/"
    plan = (
        Paper.objects.filter(movement=movement, kind=Paper.Kind.PLAN, state="issued").order_by("pk").first()
    )
    if plan is not None:
        yield f"/van-ban/{plan.pk}"


def _weighed(account: Account, address: str) -> str:
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    cache.clear()
    layout_of.cache_clear()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    if answer.status_code in (302, 403, 404, 409):
        return ""
    told = f"{account.name}, {account.unit}: {address}: "
    if answer.status_code != 200:
        return f"{told}{answer.status_code}"
    size = len(answer.content)
    if size > MOST_BYTES or len(asked) > MOST_QUERIES:
        return f"{told}{size} bytes, {len(asked)} queries"
    return ""

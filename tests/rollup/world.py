"""A small union on paper: a province, upper unions, grassroots unions, one period and its reports.

Rows are written directly, so that what is tested here is the roll-up alone.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from thidua.algebra.definitions import indicator_from_data, indicator_to_data
from thidua.algebra.elements import element_from_data
from thidua.algebra.forms import FormSpec, form_of
from thidua.algebra.thresholds import threshold_to_data
from thidua.algebra.values import NOT_APPLICABLE, Answer, Number
from thidua.federation.models import Body, UnitKind
from thidua.kernel import paths
from thidua.kernel.events import emit
from thidua.launch.models import Assignment, Cycle, Movement, Period, Target
from thidua.report.models import Form, Report

_COUNTER = itertools.count(1)
GRASSROOTS = {"kind": "grassroots"}
ENTERPRISE = {"kind": "grassroots", "bloc": "enterprise"}

ELEMENTS = {
    one["code"]: element_from_data(one)
    for one in (
        {"code": "joined", "asked_of": GRASSROOTS},
        {"code": "start", "nature": "stock", "asked_of": GRASSROOTS},
        {"code": "end", "nature": "stock", "asked_of": GRASSROOTS},
        {"code": "workers", "nature": "stock", "asked_of": GRASSROOTS},
        {"code": "members", "nature": "stock", "asked_of": GRASSROOTS},
        {"code": "briefed", "asked_of": GRASSROOTS},
        {"code": "works", "asked_of": GRASSROOTS},
        {"code": "fund", "nature": "money"},
        {"code": "strong", "nature": "flag", "asked_of": GRASSROOTS, "may_not_apply": True},
        {"code": "weak", "nature": "flag", "asked_of": GRASSROOTS},
        {"code": "visits", "asked_of": ENTERPRISE, "source": "register"},
    )
}
COVERAGE = {
    "kind": "unit_share",
    "condition": {"kind": "number", "element": "visits", "threshold": {"value": 1}},
}
INDICATORS: Mapping[str, Mapping[str, Any]] = {
    "joined": {"kind": "total", "element": "joined"},
    "net": {"kind": "net_change", "start": "start", "end": "end"},
    "members": {"kind": "total", "element": "members"},
    "briefed": {"kind": "share", "numerator": "briefed", "denominator": "workers"},
    "works": {"kind": "mean_per_unit", "total": "works"},
    "fund": {"kind": "total", "element": "fund"},
    "strong": {"kind": "unit_share", "condition": {"kind": "flag", "element": "strong"}},
    "weak": {"kind": "unit_count", "condition": {"kind": "flag", "element": "weak"}},
    "inspected": {"kind": "distinct_count", "times": "visits"},
    "coverage": {
        "kind": "each_unit",
        "level": "upper",
        "threshold": {"comparator": ">=", "value": 40, "unit": "%"},
        "indicator": COVERAGE,
    },
}


def spec(*names: str) -> FormSpec:
    """The form of the indicators named here, or of all."""
    return form_of([indicator_from_data(INDICATORS[name], ELEMENTS) for name in names or INDICATORS])


def answer_of(told: Mapping[str, str]) -> Answer:
    return NOT_APPLICABLE if told["answer"] == "not_applicable" else Number(int(told["value"]))


def cell(value: int | bool | None) -> dict[str, str]:
    """How the record keeps an answer; None is "không thuộc đối tượng"."""
    return {"answer": "not_applicable"} if value is None else {"answer": "number", "value": str(int(value))}


@dataclass
class World:
    """The tree and the period, with the few moves that a history of reports is made of."""

    form: FormSpec
    province: Body = field(init=False)
    period: Period = field(init=False)
    cycle: Cycle = field(init=False)
    stored_form: Form = field(init=False)
    today: dt.date = dt.date(2017, 7, 18)

    def __post_init__(self) -> None:
        mark = next(_COUNTER)
        self.province = self.unit("province", None, f"LĐLĐ tỉnh {mark}")
        movement = Movement.objects.create(
            issuer=self.province,
            seat=self.province,
            name=f"Thi đua {mark}",
            from_on=dt.date(2017, 1, 1),
            until_on=dt.date(2017, 12, 31),
        )
        self.cycle = Cycle.objects.create(
            movement=movement, year=2017, starts_on=movement.from_on, ends_on=movement.until_on
        )
        self.period = self.open(Period.Kind.HALF_YEAR, dt.date(2017, 6, 30), "6 tháng đầu năm")
        self.stored_form = self.add_form(self.form)

    def open(self, kind: str, until: dt.date, name: str) -> Period:
        period = Period.objects.create(
            cycle=self.cycle,
            kind=kind,
            name=name,
            measured_from=dt.date(2017, 1, 1),
            ends_on=until,
            cutoff_on=until,
            state="open",
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"create table if not exists report_values_{period.pk}"
                f" partition of report_values for values in ({period.pk})"
            )
        return period

    def add_form(self, form: FormSpec) -> Form:
        self.form = form
        number = Form.objects.filter(cycle=self.cycle).count() + 1
        self.stored_form = Form.objects.create(
            cycle=self.cycle, number=number, spec=form.to_data(), vector=list(form.keys)
        )
        return self.stored_form

    def unit(self, level: str, parent: Body | None, name: str = "") -> Body:
        kind, _ = UnitKind.objects.get_or_create(code=level, defaults={"name": level, "level": level})
        mark = next(_COUNTER)
        body = Body(code=f"dv-{mark}", name=name or f"Đơn vị {mark}", kind=kind, parent=parent)
        body.save()
        body.path = paths.below(parent.path if parent else "", body.pk)
        body.save()
        return body

    def upper(self, name: str = "", parent: Body | None = None) -> Body:
        return self.unit("upper", parent or self.province, name)

    def base(self, parent: Body, name: str = "") -> Body:
        return self.unit("grassroots", parent, name)

    def head(
        self,
        unit: Body,
        *,
        kind: str = "own",
        state: str = "waiting",
        bloc: str = "enterprise",
        exempt: bool = False,
        path: str = "",
        covered: int | None = None,
        period: Period | None = None,
    ) -> Report:
        """A report head with the values that are known before any figure."""
        period = period or self.period
        report = Report.objects.create(
            period=period,
            unit=unit,
            kind=kind,
            form=self.stored_form,
            state=state,
            path=path or unit.path,
            bloc=bloc,
            strata={"kind": unit.level, "bloc": bloc},
            exempt=exempt,
            due_on=period.ends_on,
            covered=covered,
        )
        self._store(report, {})
        return report

    def fill(self, report: Report, **figures: int | bool | None) -> None:
        """Writes answers and the vector computed from them, as entering does."""
        self._store(report, {code: cell(value) for code, value in figures.items()})

    def recount(self, report: Report) -> None:
        """The same answers under changed circumstances (an exemption, other strata)."""
        with connection.cursor() as cursor:
            cursor.execute("select data from report_values where report_id = %s", [report.pk])
            (data,) = cursor.fetchone()
        self._store(report, json.loads(data) if isinstance(data, str) else data)

    def book(self, report: Report, totals: Mapping[str, int]) -> None:
        """Writes the book totals of a bulk entry by component key."""
        self._store(report, {"book": dict(totals)})

    def to(self, report: Report, state: str, *, told: str = "") -> None:
        """The report is in this state now and the change is told, as the report room does it."""
        with transaction.atomic():
            Report.objects.filter(pk=report.pk).update(state=state)
            self.tell(report, told or f"report.{state}")

    def tell(self, report: Report, event: str = "report.sent") -> None:
        with transaction.atomic():
            emit(event, report_id=report.pk, period_id=report.period_id)

    def send(self, report: Report, **figures: int | bool | None) -> Report:
        self.fill(report, **figures)
        self.to(report, "sent")
        return report

    def restamp(self, report: Report, path: str) -> None:
        Report.objects.filter(pk=report.pk).update(path=path)

    def _store(self, report: Report, data: Mapping[str, Any]) -> None:
        vals = self._vector(report, data)
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into report_values (report_id, period_id, data, vals) values (%s, %s, %s, %s)"
                " on conflict (period_id, report_id)"
                " do update set data = excluded.data, vals = excluded.vals",
                [report.pk, report.period_id, json.dumps(data), vals],
            )

    def _vector(self, report: Report, data: Mapping[str, Any]) -> list[float]:
        if report.kind == "bulk":
            told: Any = [data.get("book", {}).get(key) for key in self.form.keys]
        else:
            answers = {code: answer_of(one) for code, one in data.items()}
            told = self.form.vector(answers, report.strata, report.exempt)
        return [float("nan") if value is None else float(value) for value in told]

    def target(self, code: str, threshold: Any, **more: Any) -> Target:
        return Target.objects.create(
            cycle=self.cycle,
            owner=more.pop("owner", self.province),
            code=code,
            position=Target.objects.filter(cycle=self.cycle).count() + 1,
            group=more.pop("group", "1"),
            name=more.pop("name", code),
            unit_of_measure=more.pop("unit_of_measure", "%"),
            indicator=indicator_to_data(indicator_from_data(INDICATORS[code], ELEMENTS)),
            threshold=threshold_to_data(threshold),
            **more,
        )

    def assign(self, target: Target, unit: Body, threshold: Any, *, number: int = 1) -> Assignment:
        return Assignment.objects.create(
            target=target,
            unit=unit,
            number=number,
            threshold=None if threshold is None else threshold_to_data(threshold),
            answer="exempt" if threshold is None else "assigned",
            from_on=dt.date(2017, 1, 1),
        )

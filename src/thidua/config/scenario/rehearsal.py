"""Rehearsing a story: played in a scratch database by its people, then checked against plain algebra."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from thidua.audit import chain
from thidua.config.scenario.eventing import expected as expected_events
from thidua.config.scenario.expecting import Expected
from thidua.config.scenario.registering import expected as expected_registrations
from thidua.config.scenario.stage import Stage
from thidua.formats.vi import format_number
from thidua.kernel.clock import standing_on
from thidua.kernel.events import PATIENCE
from thidua.kernel.models import OutboxRow
from thidua.launch.models import Assignment, LaunchRecord, Target
from thidua.report.models import Report, Values
from thidua.report.queries.prefill import FROM_RECORDS
from thidua.rollup.queries.children import children_lines
from thidua.rollup.queries.lines import TargetLine, target_lines

OFFICER = "nguyen_duy_khanh"
PERIOD = "half_year"


@dataclass(frozen=True)
class Check:
    """One thing that must hold: what was expected, what was found."""

    act: str
    what: str
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        return self.expected == self.found

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "holds": self.holds}


def check(stage: Stage) -> list[Check]:
    """Every check of the half-year, on the day of the story."""
    with standing_on(stage.story.half_year["day"]):
        return [
            *_founded(stage),
            *_launched(stage),
            *_assigned(stage),
            *_registered(stage),
            *_held(stage),
            *_reported(stage),
            *_counted(stage),
            *_summed(stage),
            *kept(),
        ]


def _founded(stage: Stage) -> Iterator[Check]:
    wanted = {one["code"]: one["grassroots"] for one in stage.story.tree["upper_unions"]}
    for code, count in wanted.items():
        found = stage.unit(code).children.filter(kind__level="grassroots").count()
        yield Check("tree", f"công đoàn cơ sở của {stage.unit(code)}", str(count), str(found))


def _launched(stage: Stage) -> Iterator[Check]:
    head = stage.story.plan["head"]
    plan = stage.papers["plan"]
    plan.refresh_from_db()
    yield Check(
        "launch",
        "kế hoạch ban hành",
        f"{head['number']}/{head['symbol']} issued",
        f"{plan.number}/{plan.symbol} {plan.state}",
    )
    held = Counter(LaunchRecord.objects.filter(cycle=stage.year).values_list("unit__parent__code", flat=True))
    for code, one in stage.story.half_year["reports"].items():
        if stage.unit(code).level == "upper":
            yield Check(
                "launch", f"cơ sở đã phát động, {stage.unit(code)}", str(one["launched"]), str(held[code])
            )


def _assigned(stage: Stage) -> Iterator[Check]:
    current = Assignment.objects.filter(target__cycle=stage.year, current=True)
    for code, said in stage.story.assignments["split"].items():
        rows = current.filter(target_id=stage.targets[code], threshold__isnull=False)
        given = sum(int(one.threshold["value"]) for one in rows if one.threshold)
        yield Check("assign", f"{code}: cộng số giao", format_number(said["total"]), format_number(given))
        for unit in said.get("not_yet", []):
            none = current.filter(target_id=stage.targets[code], unit=stage.unit(unit)).count()
            yield Check("assign", f"{code}: {stage.unit(unit)} chưa giao", "0", str(none))


def _registered(stage: Stage) -> Iterator[Check]:
    for what, wanted, found in expected_registrations(stage):
        yield Check("register", what, wanted, found)


def _held(stage: Stage) -> Iterator[Check]:
    for what, wanted, found in expected_events(stage):
        yield Check("launch", what, wanted, found)


def _reported(stage: Stage) -> Iterator[Check]:
    own = Report.objects.filter(period=stage.periods[PERIOD], kind=Report.Kind.OWN, strata__kind="grassroots")
    states = Counter(own.values_list("unit__parent__code", "state"))
    for code, said in stage.story.half_year["reports"].items():
        if stage.unit(code).level != "upper":
            continue
        expected = (
            said["sent"] - said["of_which_accepted"],
            said["of_which_accepted"],
            said["returned"],
            said["draft"],
        )
        found = tuple(states[(code, state)] for state in ("sent", "accepted", "returned", "draft"))
        what = f"gửi / duyệt / trả lại / đang soạn, {stage.unit(code)}"
        yield Check("report", what, _slashed(expected), _slashed(found))


def _counted(stage: Stage) -> Iterator[Check]:
    """Figures that nobody typed: what the records of activities come to, added up from the story alone."""
    found: dict[tuple[str, str], str] = {}
    reports = {one.pk: one.unit.code for one in _with_figures(stage)}
    rows = Values.objects.filter(period_id=stage.periods[PERIOD].pk, report_id__in=list(reports))
    for report_id, data in rows.values_list("report_id", "data"):
        for element, entry in data.items():
            if entry.get("from") == FROM_RECORDS:
                found[reports[report_id], element] = str(entry.get("value"))
    wanted = {
        (code, element): str(value)
        for code, figures in stage.counted.items()
        for element, value in figures.items()
    }
    for code, element in sorted({*wanted, *found}):
        what = f"{element} lấy từ hồ sơ, {stage.unit(code)}"
        yield Check("count", what, wanted.get((code, element), "–"), found.get((code, element), "–"))


def _with_figures(stage: Stage) -> Iterable[Report]:
    kinds = (Report.Kind.OWN, Report.Kind.DERIVED)
    return Report.objects.filter(period=stage.periods[PERIOD], kind__in=kinds).select_related("unit")


def _summed(stage: Stage) -> Iterator[Check]:
    """Every target, for the province and for each unit directly below: sent and accepted, exactly."""
    expected = Expected(stage)
    officer, period = stage.actor(OFFICER), stage.periods[PERIOD]
    lines = target_lines(actor=officer, period=period, unit=stage.issuer)
    states = {code: state for state, codes in stage.story.half_year["states"].items() for code in codes}
    for line in lines:
        code = line.target.code
        yield from _same(expected, line, code, "", str(stage.issuer))
        yield Check("judge", f"{code}: {line.target.name}", states[code], line.if_accepted.state.value)
    for target in Target.objects.filter(cycle=stage.year).order_by("position"):
        for child in children_lines(actor=officer, period=period, unit=stage.issuer, target=target):
            if child.line is not None and not child.line.rule.code.startswith("t27"):
                yield from _same(expected, child.line, target.code, child.unit.code, str(child.unit))


def _same(expected: Expected, line: TargetLine, code: str, upper: str, name: str) -> Iterator[Check]:
    for which, found in (("sent", line.sent), ("accepted", line.accepted)):
        wanted = expected.of(code, which, upper)
        yield Check("sum", f"{code} {which}, {name}", _value(wanted), _value(found))


def _value(measured: Any) -> str:
    if measured.denominator is not None:
        return f"{measured.numerator}/{measured.denominator}"
    return str(measured.value)


def _slashed(numbers: tuple[int, ...]) -> str:
    return " / ".join(map(str, numbers))


def kept() -> Iterator[Check]:
    """What must hold after any story: the chain of the audit is whole, and no event is left unheard."""
    while chain.seal_waiting():
        pass
    seals, _entries, broken = chain.verify()
    yield Check("audit", "chuỗi nhật ký nguyên vẹn", "True", str(broken is None and seals > 0))
    yield Check("events", "sự kiện bị kẹt", "0", str(OutboxRow.objects.filter(tries__gte=PATIENCE).count()))
    yield Check("events", "sự kiện còn chờ", "0", str(OutboxRow.objects.count()))

"""What must hold when such a story has been played, whether the plan was written or read from its paper."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.algebra.thresholds import threshold_from_data
from thidua.config.scenario.of_a_plan.stage import PlanStage
from thidua.config.scenario.rehearsal import Check, kept
from thidua.kernel.clock import standing_on
from thidua.launch.models import LaunchRecord, MovementPick, Round, Target, Theme


def check(stage: PlanStage) -> list[Check]:
    with standing_on(stage.story.half_year["day"]):
        return [*_issued(stage), *_aims(stage), *_contents(stage), *_read(stage), *_launched(stage), *kept()]


def _issued(stage: PlanStage) -> Iterator[Check]:
    said, plan = stage.said, stage.issued
    plan.refresh_from_db()
    wanted = f"{said['number']:02d}/{said['symbol']} issued"
    yield Check("launch", "kế hoạch ban hành", wanted, f"{plan.reference} {plan.state}")
    parent = plan.parent.reference if plan.parent else ""
    yield Check("launch", "thực hiện kế hoạch", stage.story.half_year["expects"]["parent"], parent)


def _aims(stage: PlanStage) -> Iterator[Check]:
    expects = stage.story.half_year["expects"]
    targets = Target.objects.filter(cycle=stage.year)
    found = [
        f"{threshold_from_data(one.threshold).comparator} {one.threshold.get('value')} {one.unit_of_measure}"
        for one in targets
    ]
    wanted = [f"{one['comparator']} {one['value']} {one['unit']}" for one in expects["targets"]]
    yield Check("launch", "chỉ tiêu bằng số", "; ".join(wanted), "; ".join(found))
    qualitative = stage.issued.movement.aims_are_qualitative
    yield Check("launch", "mục tiêu định tính", str(expects["qualitative"]), str(qualitative))
    yield Check("launch", "chỉ tiêu còn chờ", "0", str(stage.issued.unfinished_targets.count()))


def _contents(stage: PlanStage) -> Iterator[Check]:
    expects, plan = stage.story.half_year["expects"], stage.issued
    rounds = [f"{one.starts_on} – {one.ends_on}" for one in Round.objects.filter(paper=plan)]
    yield Check("launch", "các đợt", "; ".join(expects["rounds"]), "; ".join(rounds))
    themes = Theme.objects.filter(paper=plan).count()
    yield Check("launch", "chủ đề năm", str(expects["themes"]), str(themes))
    picked = set(MovementPick.objects.filter(paper=plan).values_list("code", flat=True))
    missing = [code for code in expects["movements"] if code not in picked]
    yield Check("launch", "phong trào khớp danh mục, còn thiếu", "", ", ".join(missing))


def _read(stage: PlanStage) -> Iterator[Check]:
    """Of a plan that was read: nothing that was taken over is lost, and the file is kept."""
    reading = stage.reading
    if reading is None:
        return
    reading.refresh_from_db()
    waiting = reading.items.filter(state="proposed").count()
    yield Check("read", "mục chưa xem", "0", str(waiting))
    yield Check("read", "bản đọc thành dự thảo", "drafted", reading.state)
    yield Check("read", "tệp được giữ", "True", str(reading.file.size > 0))


def _launched(stage: PlanStage) -> Iterator[Check]:
    wanted = stage.story.half_year["expects"]["launched"]
    held = LaunchRecord.objects.filter(cycle=stage.year).count()
    yield Check("launch", "đơn vị đã phát động", str(wanted), str(held))
    yield Check("launch", "phong trào", "launched", stage.issued.movement.state)

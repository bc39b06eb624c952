"""What must hold when two years were played: counted from the story's own figures, never from the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from thidua.config.scenario.rehearsal import Check, kept
from thidua.config.scenario.ten_years import expecting
from thidua.config.scenario.ten_years.stage import PROVINCE, TenYears
from thidua.federation.models import Body
from thidua.formats.vi import format_date, format_number
from thidua.kernel.clock import standing_on
from thidua.launch.models import (
    Assignment,
    Cycle,
    LaunchEvent,
    LaunchRecord,
    LaunchTask,
    Paper,
    PlanSent,
    Review,
    Slogan,
    Target,
)
from thidua.launch.queries.delivery import opened_by_level
from thidua.launch.queries.events import events_of, pilots_by_bloc
from thidua.launch.queries.ladder import ladder
from thidua.launch.queries.years import years_of
from thidua.pledge.models import Commitment, Signature, UnitList
from thidua.pledge.queries.registrations.coverage import coverage_of
from thidua.rollup.models import Edition
from thidua.rollup.queries.lines import TargetLine, target_lines

YEARS = (2021, 2022)


def check(stage: TenYears) -> list[Check]:
    """Every check, on the last day of the story."""
    with standing_on(stage.told["day"]):
        return [
            *_tree(stage),
            *_papers(stage),
            *_ladder(stage),
            *_sent_up(stage),
            *_assigned(stage),
            *_events(stage),
            *_opened(stage),
            *_promised(stage),
            *_results(stage),
            *_over_the_years(stage),
            *_reviews(stage),
            *kept(),
        ]


def _tree(stage: TenYears) -> Iterator[Check]:
    levels = Body.objects.filter(path__startswith=stage.units[PROVINCE].path, form=Body.Form.UNIT)
    yield _same(
        "tree",
        "huyện, thị xã, thành phố",
        len(stage.story.tree["districts"]),
        levels.filter(kind__code="district_federation").count(),
    )
    yield _same(
        "tree", "công đoàn cấp trên", len(stage.unions.uppers), levels.filter(kind__level="upper").count()
    )
    yield _same(
        "tree", "công đoàn cơ sở", len(stage.unions.all), levels.filter(kind__level="grassroots").count()
    )


def _papers(stage: TenYears) -> Iterator[Check]:
    for code, said in stage.story.plan["papers"].items():
        paper = stage.papers[code]
        paper.refresh_from_db()
        wanted = f"{said['number']:02d}/{said['symbol']} {format_date(said['issued_on'])} issued"
        on = format_date(paper.issued_on) if paper.issued_on else "–"
        yield Check("launch", code, wanted, f"{paper.reference} {on} {paper.state}")
    parent = stage.papers["guidance"].parent
    yield Check("launch", "hướng dẫn thực hiện kế hoạch", "10/KH-LĐLĐ", parent.reference if parent else "")
    slogan = Slogan.objects.get(paper=stage.papers["plan"])
    names = {slogan.filled(stage.units[one].name) for one in stage.unions.uppers}
    yield _same("launch", "khẩu hiệu riêng của từng đơn vị", len(stage.unions.uppers), len(names))


def _ladder(stage: TenYears) -> Iterator[Check]:
    """Every rung of both years: how many must, have, had in time."""
    for year in YEARS:
        cycle = Cycle.objects.select_related("movement__seat").get(pk=stage.cycles[year].pk)
        found = {(one.what, one.level): one for one in ladder(cycle)}
        for (what, level), wanted in expecting.rungs(stage, year).items():
            rung = found[what, level]
            yield Check(
                "ladder",
                f"{year} {rung.level_label}, {rung.what_label}: phải / đã / đúng hạn",
                " / ".join(map(str, wanted)),
                f"{rung.must} / {rung.done} / {rung.in_time}",
            )


def _sent_up(stage: TenYears) -> Iterator[Check]:
    for year in YEARS:
        sent = PlanSent.objects.filter(paper__year=year, paper__movement=stage.called)
        uppers = len(stage.unions.uppers)
        yield _same(
            "letter",
            f"{year} kế hoạch gửi bằng công văn",
            uppers,
            sent.filter(channel="official_letter").count(),
        )
        entered = sent.filter(entry__register__direction="incoming").distinct().count()
        yield _same("letter", f"{year} vào sổ văn bản đến", uppers, entered)
        both = [one for one in sent.prefetch_related("departments") if _codes(one) == {"TH-TGNC", "TH-CSPL"}]
        yield _same("letter", f"{year} chuyển đủ hai ban", uppers, len(both))
    own = Paper.objects.filter(kind=Paper.Kind.PLAN, seat__kind__level="upper", state="issued")
    yield _same("launch", "kế hoạch của cấp trên cơ sở, hai năm", 2 * len(stage.unions.uppers), own.count())


def _codes(sent: PlanSent) -> set[str]:
    return {one.code for one in sent.departments.all()}


def _assigned(stage: TenYears) -> Iterator[Check]:
    """The province's figures over the upper unions, with the reserve; and what each of them hands on is what it has."""
    for year in YEARS:
        for code, wanted in expecting.assigned(stage, year).items():
            target = stage.cycles[year].targets.get(code=code)
            given = _given(target)
            uppers = {upper: given[stage.units[upper].pk] for upper in stage.unions.uppers}
            yield _same("assign", f"{year} {code}: giao cấp trên cơ sở", wanted, sum(uppers.values()))
            handed = [
                upper
                for upper in stage.handing_down(year)
                if sum(given[stage.units[one.code].pk] for one in stage.unions.below(upper)) == uppers[upper]
            ]
            what = f"{year} {code}: giao tiếp xuống cơ sở đủ số"
            yield _same("assign", what, len(stage.handing_down(year)), len(handed))
        taken = Assignment.objects.filter(
            target__cycle=stage.cycles[year], unit__kind__level="upper", current=True, answer="assigned"
        )
        yield _same("assign", f"{year}: chưa nhận", 0, taken.count())


def _given(target: Target) -> Mapping[int, int]:
    """What every unit was assigned of a count."""
    rows = Assignment.objects.filter(target=target, current=True, threshold__isnull=False)
    return {one.unit_id: int(one.threshold["value"]) for one in rows if one.threshold}


def _events(stage: TenYears) -> Iterator[Check]:
    writer, cycle = stage.actor("writer"), stage.cycles[2021]
    events = events_of(cycle, writer)
    works = {one.name: one for one in events if one.kind == LaunchEvent.Kind.KEY_WORK}
    held = [one for one in stage.told["works"] if "held_on" in one]
    yield _same("event", "công trình trọng điểm", len(stage.told["works"]), len(works))
    yield _same("event", "đã phát động ở công trình", len(held), sum(one.is_held for one in works.values()))
    registered = sum(one["work_registered"] for one in stage.told["works"])
    yield _same(
        "event", "công trình đăng ký gắn biển", registered, sum(one.work_registered for one in works.values())
    )
    photos = sum(one.files.count() for one in works.values())
    yield _same("event", "ảnh ở công trình", sum(one["photos"] for one in held), photos)
    pilots = pilots_by_bloc(cycle, writer, events)
    chosen = stage.told["pilots"]["chosen"]
    yield _same("event", "khối có đơn vị điểm", len({one["bloc"] for one in chosen}), len(pilots))
    launched = LaunchRecord.objects.filter(cycle=cycle, pilot=True).count()
    yield _same("event", "đơn vị điểm đã phát động", len(chosen), launched)
    conferences = [one for one in events if one.kind == LaunchEvent.Kind.CONFERENCE]
    yield _same("event", "hội nghị theo khối", len(stage.told["conferences"]), len(conferences))
    tasks = stage.told["cluster"]["tasks"]
    given = LaunchTask.objects.filter(event__cycle=cycle)
    yield _same("event", "việc giao cho thành viên cụm", len(tasks), given.count())
    done = given.filter(done_on__isnull=False).count()
    yield _same("event", "thành viên cụm đã làm xong", sum("done_on" in one for one in tasks), done)


def _opened(stage: TenYears) -> Iterator[Check]:
    """Who has opened the plan of the province, and those of the upper unions."""
    (row,) = (
        one for one in opened_by_level(stage.papers["plan"], stage.units[PROVINCE]) if one.level == "upper"
    )
    yield _same("open", "cấp trên cơ sở đã mở kế hoạch tỉnh", len(stage.unions.uppers), row.opened)
    held = set(stage.grassroots_days(2021)) - {one["at"] for one in stage.told["pilots"]["chosen"]}
    found = 0
    for upper in stage.unions.uppers:
        rows = opened_by_level(stage.plans[2021, upper], stage.units[upper])
        found += sum(one.opened for one in rows)
    yield _same("open", "công đoàn cơ sở đã mở kế hoạch của cấp trên", len(held), found)


def _promised(stage: TenYears) -> Iterator[Check]:
    """The covenant in force with every signature, its figures those that were assigned; who has registered."""
    covenant, members = stage.covenant, stage.told["cluster"]["members"]
    assert covenant is not None
    covenant.refresh_from_db()
    yield Check("pledge", "giao ước của cụm", "in_force", covenant.state)
    signed = Signature.objects.filter(version__covenant=covenant)
    on_stage = stage.told["covenant"]["on_stage"]
    yield _same(
        "pledge", "bên ký trong ứng dụng", len(members) - len(on_stage), signed.filter(way="app").count()
    )
    yield _same("pledge", "bên ký trên lễ đài", len(on_stage), signed.exclude(way="app").count())
    given = _given(stage.cycles[2021].targets.get(code="n01"))
    promised = {
        one.party.unit_id: int(one.threshold["value"])
        for one in Commitment.objects.filter(
            party__covenant=covenant, clause__target__code="n01"
        ).select_related("party")
        if one.threshold
    }
    same = sum(promised.get(stage.units[code].pk) == given[stage.units[code].pk] for code in members)
    yield _same("pledge", "bên cam kết đúng số được giao", len(members), same)
    yield from _registered(stage)


def _registered(stage: TenYears) -> Iterator[Check]:
    """People, not lines, over everybody of the unions: for the province and for each upper union that sent its list."""
    scheme = stage.scheme
    assert scheme is not None
    for unit in (PROVINCE, *stage.told["registering"]["uppers"]):
        found = coverage_of(scheme, stage.units[unit])
        wanted = expecting.registered(stage, unit)
        yield Check(
            "pledge",
            f"đăng ký danh hiệu: người / lao động / dòng, {stage.units[unit]}",
            " / ".join(map(str, wanted)),
            f"{found.people} / {found.base} / {found.lines}",
        )
    taken = UnitList.objects.filter(
        scheme=scheme, unit__kind__level="grassroots", state="consolidated"
    ).count()
    yield _same("pledge", "danh sách cơ sở đã tổng hợp", len(stage.registering), taken)


def _results(stage: TenYears) -> Iterator[Check]:
    """Every target of both years, accepted: the sum of what units state, and how it is judged."""
    for year in YEARS:
        lines = _lines(stage, year)
        for code, wanted in expecting.results(stage, year).items():
            yield Check("sum", f"{year} {code}: {lines[code].target.name}", wanted, _value(lines[code]))
            state = stage.told["states"][year][code]
            yield Check("judge", f"{year} {code}: {lines[code].target.name}", state, lines[code].state.value)
        editions = Edition.objects.filter(period=stage.periods[year], final=True).count()
        yield _same("sum", f"{year}: bản tổng hợp chính thức", 1, editions)


def _lines(stage: TenYears, year: int) -> Mapping[str, TargetLine]:
    found = target_lines(actor=stage.actor("writer"), period=stage.periods[year], unit=stage.units[PROVINCE])
    return {one.target.code: one for one in found}


def _value(line: TargetLine) -> str:
    measured = line.accepted
    if measured.denominator is not None:
        return f"{measured.numerator}/{measured.denominator}"
    return str(measured.value)


def _over_the_years(stage: TenYears) -> Iterator[Check]:
    """Several years in one line: what was assigned and reached in each, for the province and one union below."""
    for code in ("n01", "n02"):
        for unit in (PROVINCE, "TH-BT"):
            line = _lines(stage, 2022)[code] if unit == PROVINCE else None
            target = stage.cycles[2022].targets.get(code=code)
            found = years_of(
                stage.units[unit], target, assigned=None, reached=line.accepted.value if line else None
            )
            told = "; ".join(f"{one.year}: {'–' if one.reached is None else one.reached}" for one in found)
            wanted = expecting.over_the_years(stage, code, unit)
            yield Check("years", f"{code} qua các năm, {stage.units[unit]}", wanted, told)


def _reviews(stage: TenYears) -> Iterator[Check]:
    reviews = stage.called.reviews
    yield _same("review", "sơ kết hằng năm", 10, reviews.filter(kind=Review.Kind.YEARLY).count())
    spans = [str(one) for one in reviews.exclude(kind=Review.Kind.YEARLY)]
    yield Check(
        "review", "giữa chặng và cuối", "sơ kết giai đoạn 2021–2025; tổng kết 2021–2030", "; ".join(spans)
    )
    yield _same("review", "đã sơ kết", len(YEARS), reviews.filter(held_on__isnull=False).count())


def _same(act: str, what: str, expected: int, found: int) -> Check:
    return Check(act, what, format_number(expected), format_number(found))

"""What must hold at the end of the story: computed from its own figures, never from the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from thidua.config.scenario.after_districts.reorganising import misplaced, shared_out
from thidua.config.scenario.after_districts.stage import Stage2025
from thidua.config.scenario.after_districts.unions import Union
from thidua.config.scenario.rehearsal import Check, kept
from thidua.federation.models import Body
from thidua.formats.vi import format_number
from thidua.kernel.clock import standing_on
from thidua.rollup.models import Tree
from thidua.rollup.queries.lines import target_lines


def check(stage: Stage2025) -> list[Check]:
    """Every check, on the last day of the story."""
    with standing_on(stage.said["day"]):
        return [
            *_tree(stage),
            *_taken_back(stage),
            *_before_and_after(stage),
            *_in_july(stage),
            *_in_autumn(stage),
            *_corrected(stage),
            *kept(),
        ]


def _tree(stage: Stage2025) -> Iterator[Check]:
    ended = Body.objects.filter(ended_on="2025-06-30")
    tree, unions = stage.story.tree, stage.unions.all
    going = sum("into" in one or bool(one.get("ends")) for one in tree["sectors"])
    wanted = sum(union.ends for union in unions) + len(tree["districts"]) + going + 1
    yield _same("tree", "đơn vị kết thúc 30/6/2025", wanted, ended.count())
    living = Body.objects.filter(kind__level="grassroots", ended_on=None)
    below = living.filter(path__startswith=stage.unit("TQ").path).count()
    yield _same(
        "tree", "công đoàn cơ sở còn lại, tất cả dưới tỉnh mới", sum(not one.ends for one in unions), below
    )
    for code, into in (("HG", "TQ"), ("HG-KKT", "TQ-KCN"), ("HG-YT", "TQ-YT")):
        successor = stage.unit(code).successions.get(whole=True).into_id
        yield _same("tree", f"{code} tiếp nối ở {into}", stage.units[into].pk, successor)
    for district in tree["districts"]:
        for name in district["communes"]:
            standing = Body.objects.filter(parent=stage.communes[name], ended_on=None).count()
            yield _same("tree", f"công đoàn cơ sở của {name}", len(_rightly(stage, district, name)), standing)


def _taken_back(stage: Stage2025) -> Iterator[Check]:
    before, after, undone = (stage.paths[name] for name in ("before", "after", "undone"))
    moved = sum(before[pk] != after[pk] for pk in before)
    wanted = len([one for one in stage.unions.all if not one.ends and one.upper in stage.groups])
    yield _same("undo", "đơn vị chuyển về xã, phường", wanted, moved)
    yield _same("undo", "hoàn tác: đơn vị khác chỗ cũ", 0, sum(before[pk] != undone[pk] for pk in before))


def _before_and_after(stage: Stage2025) -> Iterator[Check]:
    """Story 7: as it was, on today's tree, and what ended units held."""
    everyone = stage.unions.all
    for tree, unions in (
        (Tree.THEN, everyone),
        (Tree.TODAY, [one for one in everyone if not one.ends]),
        (Tree.ENDED, [one for one in everyone if one.ends]),
    ):
        members = sum(one.half_year["members"] for one in unions)
        found = _members(stage, "half_year", stage.units["TLD"].pk, tree)
        yield _same("sum", f"đoàn viên 30/6, {tree.label}", members, found)
    for code in ("TQ", "HG"):
        uppers = _uppers_of(stage, code)
        members = sum(one.half_year["members"] for one in everyone if one.upper in uppers)
        found = _members(stage, "half_year", stage.units[code].pk, Tree.THEN)
        yield _same("sum", f"đoàn viên 30/6 của {code}, {Tree.THEN.label}", members, found)
    today = _members(stage, "half_year", stage.units["TQ"].pk, Tree.TODAY)
    yield _same("sum", f"đoàn viên 30/6 của TQ, {Tree.TODAY.label}", _going_on(everyone, "half_year"), today)
    for district in stage.story.tree["districts"]:
        for name in district["communes"]:
            members = sum(one.half_year["members"] for one in _rightly(stage, district, name))
            found = _members(stage, "half_year", stage.communes[name], Tree.TODAY)
            yield _same("sum", f"đoàn viên 30/6 của {name}, {Tree.TODAY.label}", members, found)


def _in_july(stage: Stage2025) -> Iterator[Check]:
    """Story 8: what was reported to the working group stays there."""
    said = stage.said["july"]
    reported = stage.unions.below(said["from"], ends=False)[: said["reporting"]]
    members = sum(one.half_year["members"] for one in reported)
    group = stage.groups[said["from"]]
    yield _same("sum", "tháng 7, tổ công tác", members, _members(stage, "july", group, Tree.THEN))
    yield _same(
        "sum", "tháng 7, toàn quốc", members, _members(stage, "july", stage.units["TLD"].pk, Tree.THEN)
    )


def _in_autumn(stage: Stage2025) -> Iterator[Check]:
    going_on = [one for one in stage.unions.all if not one.ends]
    root = stage.units["TLD"].pk
    yield _same(
        "sum",
        "đoàn viên 30/9",
        _going_on(going_on, "later"),
        _members(stage, "third_quarter", root, Tree.THEN),
    )
    admitted = sum(one.later["admitted"] for one in going_on)
    yield _same("sum", "kết nạp quý III", admitted, _value(stage, "third_quarter", root, Tree.THEN, "s02"))
    for district in stage.story.tree["districts"]:
        for name in district["communes"]:
            members = sum(one.later["members"] for one in _rightly(stage, district, name))
            found = _members(stage, "third_quarter", stage.communes[name], Tree.THEN)
            yield _same("sum", f"đoàn viên 30/9 của {name}", members, found)


def _corrected(stage: Stage2025) -> Iterator[Check]:
    """Only the two wards changed, by what the two unions hold; the province did not."""
    said = stage.said["correction"]
    held = sum(one.later["members"] for one in misplaced(stage))
    changes = {said["from"]: -held, said["to"]: held}
    for name, pk in {**stage.communes, "TQ": stage.units["TQ"].pk}.items():
        now = _members(stage, "third_quarter", pk, Tree.THEN)
        before = stage.before_correction[pk]
        yield _same("correct", f"thay đổi của {name} do đính chính", changes.get(name, 0), now - before)


def _rightly(stage: Stage2025, district: dict[str, Any], name: str) -> list[Union]:
    return [union for union, commune in shared_out(stage, district) if commune == name]


def _uppers_of(stage: Stage2025, province: str) -> set[str]:
    tree = stage.story.tree
    return {one["code"] for one in [*tree["districts"], *tree["sectors"]] if one["of"] == province}


def _going_on(unions: Iterable[Union], when: str) -> int:
    return sum(getattr(one, when)["members"] for one in unions if not one.ends)


def _members(stage: Stage2025, period: str, unit_id: int, tree: Tree) -> int:
    return _value(stage, period, unit_id, tree, "s01")


def _value(stage: Stage2025, period: str, unit_id: int, tree: Tree, target: str) -> int:
    """An accepted figure as the officer of the confederation reads it on the page."""
    lines = target_lines(
        actor=stage.actor("tld_officer"),
        period=stage.periods[period],
        unit=Body.objects.get(pk=unit_id),
        tree=tree,
    )
    (line,) = (one for one in lines if one.target.code == target)
    return int(line.accepted.value or 0)


def note_before_correction(stage: Stage2025) -> None:
    """What the quarter comes to while two unions still stand in the wrong ward."""
    for pk in (*stage.communes.values(), stage.units["TQ"].pk):
        stage.before_correction[pk] = _members(stage, "third_quarter", pk, Tree.THEN)


def _same(act: str, what: str, expected: int, found: int) -> Check:
    return Check(act, what, format_number(expected), format_number(found))

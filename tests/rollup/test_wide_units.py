"""Units with thousands below them: a line says the same without a mark for each, and one target is read by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import Cast
from thidua.kernel.door import system
from thidua.launch.models import Target
from thidua.rollup.queries import children, lines
from thidua.rollup.queries.children import Children, read_children
from thidua.rollup.queries.lines import Reader, target_lines

HOUSE = system("tests")
UNITS = ("TQ", "TQ-NH")


def targets_of(cast: Cast) -> list[Target]:
    return list(Target.objects.filter(cycle=cast.cycle).order_by("position"))


@pytest.mark.parametrize("code", UNITS)
def test_too_many_to_be_marked_are_told_by_their_number(
    cast: Cast, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = cast.units[code]
    marked = target_lines(actor=HOUSE, period=cast.period, unit=unit)
    assert any(line.children for line in marked)
    monkeypatch.setattr(lines, "MOST_MARKED", 1)
    unmarked = target_lines(actor=HOUSE, period=cast.period, unit=unit)
    assert not any(line.children for line in unmarked)
    assert [replace(one, children=()) for one in unmarked] == [replace(one, children=()) for one in marked]


@pytest.mark.parametrize("code", UNITS)
def test_a_child_by_one_target_is_the_child_by_all(
    cast: Cast, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also its state alone, by which thousands are put in order before thirty of them are read."""
    unit, targets = cast.units[code], targets_of(cast)
    everything = Reader(period=cast.period, unit=unit, targets=targets)
    told = 0
    for target in targets:
        alone = Reader(period=cast.period, unit=unit, targets=[target])
        assert read_children(alone, target) == read_children(everything, target)
        assert alone.line(target) == everything.line(target)
        with monkeypatch.context() as wide:
            wide.setattr(children, "MOST_MARKED", 1)
            glanced = Children(alone, target)
            assert [(one.unit, one.state) for one in glanced.in_full(list(glanced.levels))] == [
                (one.unit, glanced.states[one.unit.pk]) for one in read_children(everything, target)
            ]
        told += sum(
            one.line is not None and one.line.sent.value is not None for one in read_children(alone, target)
        )
    assert told > 0

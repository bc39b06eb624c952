"""The worked table of `docs/algorithms/tree.md`, played row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.federation.cast import World
from tests.federation.reorganising import DAY, EVE, done, step
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.models import Body
from thidua.federation.queries.succession import places_today
from thidua.federation.queries.times import parent_at

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "tree.md"
HEAD = "| done | unit |"


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith(HEAD)) + 2
    table = [line for line in lines[first:] if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def play(world: World, name: str) -> None:
    merge = step(world, "merge", "SD-02", "NH-01")
    part = world["SD-02-T1"].pk
    if name == "SD-02 is divided between SD-01 and NH-01":
        done(
            world,
            step(world, "split", "SD-02", "SD-01", rest=True, ends=True),
            step(world, "split", "SD-02", "NH-01", units=[part]),
        )
    elif name == "SD ends, its unions go to NH":
        done(
            world,
            step(world, "end", "SD"),
            step(world, "move", "SD-01", "NH"),
            step(world, "move", "SD-02", "NH"),
        )
    elif name == "SD-02 merges into NH-01, then NH-01 into NH-02":
        done(world, merge)
        done(world, step(world, "merge", "NH-01", "NH-02"), day=DAY.replace(day=2))
    elif name == "SD-02 merges into NH-01, taken back":
        undo(actor=world.admin, reorganisation_id=done(world, merge).pk)
    else:
        assert name == "SD-02 merges into NH-01"
        done(world, merge)


def code(body: Body | None) -> str:
    return body.code if body else "–"


@pytest.mark.django_db
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]}: {row[1]}")
def test_a_row_of_the_page(world: World, row: list[str]) -> None:
    name, unit_code, before, after, below, counts_at = row
    play(world, name)
    unit = world[unit_code]
    assert (code(parent_at(unit, EVE)), code(parent_at(unit, DAY))) == (before, after)
    assert code(unit.parent) == below
    place = places_today([unit.pk])[unit.pk]
    holder = "đã kết thúc" if place.ended else Body.objects.get(pk=place.holder_id).code
    assert holder == counts_at


def test_there_are_rows() -> None:
    assert len(rows()) == 10

"""Every action asks who acts: the door, a rule of the room, or an action that asks in its place."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "thidua"
MODULES = sorted(one for one in SOURCE.rglob("actions/**/*.py"))

# What answers "may this actor?": the door itself, rules of rooms, and what is one's own.
ASKS = {
    "fetch", "listing", "verdict", "may", "having", "must_be_house",
    "must_hold", "acting_unit", "scheme_for", "unit_of_scheme",
    "unit_to_manage", "may_open", "may_give", "check_role", "must_read", "must_confirm",
    "mine.account", "mine.delegation", "mine.token",
}  # fmt: skip

# Parts of other actions, and works of the house on the way there: each caller has asked.
ASKED_BEFORE = {
    "carry_on": "goes on with a list whose right was proved when the work was ordered",
    "build_form": "is a part of opening a period",
    "record_derived": "writes what an action that asked has counted or been told",
    "record_derived_many": "the same, for many units",
    "feed": "is a part of agreeing on a class and of taking it back",
    "feed_period": "is what the house does when a period opens after classes were agreed",
    "note_opened": "writes that somebody has looked at what the door has just given them",
}


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text())


def functions(module: Path) -> dict[str, ast.FunctionDef]:
    return {one.name: one for one in tree(module).body if isinstance(one, ast.FunctionDef)}


def actions() -> list[tuple[Path, str]]:
    return [
        (module, name)
        for module in MODULES
        for name, one in functions(module).items()
        if not name.startswith("_") and "actor" in [argument.arg for argument in one.args.kwonlyargs]
    ]


def called(one: ast.FunctionDef) -> set[str]:
    """Names that the function calls or hands on, with their module where they are written so."""
    found = set()
    for node in ast.walk(one):
        if isinstance(node, ast.Name):
            found.add(node.id)
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
            if isinstance(node.value, ast.Name):
                found.add(f"{node.value.id}.{node.attr}")
    return found


def asks(module: Path, name: str, seen: frozenset[tuple[Path, str]] = frozenset()) -> bool:
    """Whether the function, or one of the room's that it calls, asks who acts."""
    if (module, name) in seen or name in ASKED_BEFORE:
        return False
    names = called(functions(module)[name])
    if names & ASKS:
        return True
    seen = seen | {(module, name)}
    below = [(module, other) for other in names & set(functions(module))]
    below += [(there, other) for other, there in imported(module).items() if other in names]
    return any(asks(there, other, seen) for there, other in below)


@cache
def imported(module: Path) -> dict[str, Path]:
    """Functions of other actions by the name that they have here."""
    found = {}
    for node in tree(module).body:
        if isinstance(node, ast.ImportFrom) and node.module and ".actions." in node.module:
            there = SOURCE.parent / Path(*node.module.split(".")).with_suffix(".py")
            found |= {
                alias.asname or alias.name: there
                for alias in node.names
                if alias.name in functions(there) and alias.asname in (None, alias.name)
            }
    return found


def is_action(module: Path, name: str) -> bool:
    one = functions(module)[name]
    return any("atomic" in ast.unparse(decorator) for decorator in one.decorator_list)


@pytest.mark.parametrize(
    ("module", "name"),
    [one for one in actions() if is_action(*one) and one[1] not in ASKED_BEFORE],
    ids=lambda told: told if isinstance(told, str) else told.parts[-3],
)
def test_an_action_asks_who_acts(module: Path, name: str) -> None:
    assert asks(module, name), f"{name} in {module.relative_to(SOURCE)} does whatever anybody asks"


def test_what_asks_nobody_still_exists() -> None:
    assert set(ASKED_BEFORE) <= {name for _module, name in actions()}


def test_there_are_actions_to_look_at() -> None:
    assert len(actions()) > 90

"""Habits of the house that a reviewer should not have to remember."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "thidua"
MODULES = [one for one in sorted(SOURCE.rglob("*.py")) if "migrations" not in one.parts]
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
ROOMS = sorted(one.parent for one in SOURCE.rglob("apps.py"))

LONGEST_FUNCTION = 60
LONGEST_MODULE = 500


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text())


def told(offences: Iterable[tuple[Path, object]]) -> list[str]:
    """One line an offence; a rule is one test over the whole house, for the house has over a thousand modules."""
    return [f"{name(module)}: {what}" for module, what in offences]


def test_modules_fit_on_a_few_screens() -> None:
    lengths = ((module, len(module.read_text().splitlines())) for module in MODULES)
    assert told((module, length) for module, length in lengths if length > LONGEST_MODULE) == []


def test_functions_fit_on_a_screen() -> None:
    lengths = (
        (module, one.name, one.end_lineno - one.lineno + 1)
        for module in MODULES
        for one in functions(tree(module))
        if one.end_lineno
    )
    assert (
        told((module, (what, length)) for module, what, length in lengths if length > LONGEST_FUNCTION) == []
    )


def test_nothing_but_the_transition_engine_assigns_a_state() -> None:
    assigned = (
        (module, node.lineno)
        for module in MODULES
        if module.name != "transitions.py"
        for node in ast.walk(tree(module))
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "state"
    )
    assert told(assigned) == []


def test_names_say_what_they_hold() -> None:
    empty = {"utils", "helpers", "common", "misc", "tools", "base", "managers"}
    assert told((module, "says nothing") for module in MODULES if module.stem in empty) == []


def test_what_only_reads_does_not_choose_its_server() -> None:
    """Plain SQL of queries and pages asks ``kernel.replica.reading``, as the models do."""
    reads = [one for one in MODULES if {"queries", "desk", "web"} & set(one.parts)]
    assert len(reads) > 300
    taken = (
        (module, alias.name)
        for module in reads
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ImportFrom) and node.module == "django.db"
        for alias in node.names
        if alias.name in ("connection", "connections")
    )
    assert told(taken) == []


def test_an_action_begins_with_its_actor_by_name() -> None:
    """What opens a transaction for somebody is an action; what helps several actions takes what it needs."""
    actions = [
        (module, one)
        for module in MODULES
        if "actions" in module.parts
        for one in functions(tree(module))
        if is_action(one)
    ]
    assert len(actions) > 150
    assert (
        told((module, f"{one.name} takes arguments by place") for module, one in actions if one.args.args)
        == []
    )
    assert told((module, one.name) for module, one in actions if one.args.kwonlyargs[0].arg != "actor") == []


def is_action(one: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    atomic = any("atomic" in ast.unparse(decorator) for decorator in one.decorator_list)
    names = [argument.arg for argument in (*one.args.kwonlyargs, *one.args.args)]
    return atomic and not one.name.startswith("_") and "actor" in names


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_a_room_tells_its_story(room: Path) -> None:
    readme = room / "README.md"
    assert readme.exists()
    assert len(readme.read_text()) > 300


def test_templates_keep_the_strict_content_policy() -> None:
    forbidden = {
        r"\sstyle\s*=": "inline style",
        r"<style": "inline style sheet",
        r"<script(?![^>]*\bsrc=)": "inline script",
        r"\son(click|change|submit|input|load)\s*=": "inline handler",
        r"hx-on|javascript:": "script in an attribute",
    }
    texts = {template: template.read_text() for template in TEMPLATES}
    found = (
        (template, what)
        for template, text in texts.items()
        for pattern, what in forbidden.items()
        if re.search(pattern, text)
    )
    assert told(found) == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).exists()]


def test_locks_name_no_host() -> None:
    locks = [one for one in tracked() if one.name.startswith("requirements") and one.suffix == ".lock"]
    assert len(locks) == 2
    for lock in locks:
        assert "://" not in lock.read_text()
        assert "--hash=sha256:" in lock.read_text()


def test_every_dependency_has_its_line() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    named = set(re.findall(r'^  "([a-z0-9-]+)(?:\[|[><=]|")', text, flags=re.M))
    lines = (ROOT / "docs" / "dependencies.md").read_text()
    assert len(named) > 20
    assert [one for one in sorted(named) if f"`{one}`" not in lines] == []


def test_refusals_say_what_and_what_next() -> None:
    from thidua.kernel.errors import Refusal

    lacking = [code for code, one in Refusal.known.items() if not str(one.what) or not str(one.remedy)]
    assert lacking == []


def test_vietnamese_is_not_written_with_formatting_inside_gettext() -> None:
    """Placeholders are named: a translator cannot reorder %s."""
    for module in MODULES:
        for found in re.finditer(r"\b(?:gettext|gettext_lazy|_)\(\s*\"([^\"]*)\"", module.read_text()):
            assert not re.search(r"%[sd]", found[1]), f"{module}: {found[1]}"

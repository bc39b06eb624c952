"""Habits of the house that a reviewer should not have to remember."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
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


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_functions_and_modules_fit_on_a_few_screens(module: Path) -> None:
    text = module.read_text()
    assert len(text.splitlines()) <= LONGEST_MODULE
    too_long = [
        f"{one.name}: {one.end_lineno - one.lineno + 1}"
        for one in functions(ast.parse(text))
        if one.end_lineno and one.end_lineno - one.lineno + 1 > LONGEST_FUNCTION
    ]
    assert too_long == []


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_nothing_but_the_transition_engine_assigns_a_state(module: Path) -> None:
    if module.name == "transitions.py":
        return
    assigned = [
        node.lineno
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]
    assert assigned == []


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_names_say_what_they_hold(module: Path) -> None:
    assert module.stem not in {"utils", "helpers", "common", "misc", "tools", "base", "managers"}


@pytest.mark.parametrize(
    "module", [one for one in MODULES if {"queries", "desk", "web"} & set(one.parts)], ids=name
)
def test_what_only_reads_does_not_choose_its_server(module: Path) -> None:
    """Plain SQL of queries and pages asks ``kernel.replica.reading``, as the models do."""
    taken = [
        alias.name
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.db"
        for alias in node.names
        if alias.name in ("connection", "connections")
    ]
    assert taken == []


@pytest.mark.parametrize("module", [one for one in MODULES if "actions" in one.parts], ids=name)
def test_an_action_begins_with_its_actor_by_name(module: Path) -> None:
    """What opens a transaction for somebody is an action; what helps several actions takes what it needs."""
    for one in functions(ast.parse(module.read_text())):
        arguments = one.args
        names = [argument.arg for argument in arguments.kwonlyargs]
        atomic = any("atomic" in ast.unparse(decorator) for decorator in one.decorator_list)
        if atomic and not one.name.startswith("_") and "actor" in [*names, *(a.arg for a in arguments.args)]:
            assert arguments.args == [], f"{one.name} takes arguments by place"
            assert names[0] == "actor", one.name


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_a_room_tells_its_story(room: Path) -> None:
    readme = room / "README.md"
    assert readme.exists()
    assert len(readme.read_text()) > 300


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_templates_keep_the_strict_content_policy(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle\s*=", text), "inline style"
    assert not re.search(r"<style", text), "inline style sheet"
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "inline script"
    assert not re.search(r"\son(click|change|submit|input|load)\s*=", text), "inline handler"
    assert not re.search(r"hx-on|javascript:", text), "script in an attribute"


def tracked() -> list[Path]:
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in told.splitlines() if (ROOT / line).exists()]


def test_locks_name_no_host() -> None:
    locks = [one for one in tracked() if one.name.startswith("requirements") and one.suffix == ".lock"]
    assert len(locks) == 2
    for lock in locks:
        assert "://" not in lock.read_text()
        assert "--hash=sha256:" in lock.read_text()


def test_every_dependency_has_its_line() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    named = set(re.findall(r'^  "([a-z0-9-]+)(?:\[|[><=]|")', text, flags=re.M))
    told = (ROOT / "docs" / "dependencies.md").read_text()
    assert len(named) > 20
    assert [one for one in sorted(named) if f"`{one}`" not in told] == []


def test_refusals_say_what_and_what_next() -> None:
    from thidua.kernel.errors import Refusal

    lacking = [code for code, one in Refusal.known.items() if not str(one.what) or not str(one.remedy)]
    assert lacking == []


def test_vietnamese_is_not_written_with_formatting_inside_gettext() -> None:
    """Placeholders are named: a translator cannot reorder %s."""
    for module in MODULES:
        for found in re.finditer(r"\b(?:gettext|gettext_lazy|_)\(\s*\"([^\"]*)\"", module.read_text()):
            assert not re.search(r"%[sd]", found[1]), f"{module}: {found[1]}"

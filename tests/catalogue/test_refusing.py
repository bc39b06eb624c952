"""Every refusal that the plain Python rooms can give has its sentences, and each names only what it is told."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import thidua.algebra
import thidua.documents
import thidua.formats
from thidua.algebra.reading import told
from thidua.catalogue.refusing import KINDS
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say, worded


def _declared() -> list[type[CodedError]]:
    for room in (thidua.algebra, thidua.documents, thidua.formats):
        for module in pkgutil.iter_modules(room.__path__):
            importlib.import_module(f"{room.__name__}.{module.name}")
    rooms = ("thidua.algebra.", "thidua.documents.", "thidua.formats.")
    found, known = [], [CodedError]
    while known:
        below = known.pop().__subclasses__()
        known += below
        found += [one for one in below if one.__module__.startswith(rooms)]
    return sorted({one.code: one for one in found}.values(), key=lambda one: one.code)


@pytest.mark.parametrize("kind", _declared(), ids=lambda kind: kind.code)
def test_every_code_has_words(kind: type[CodedError]) -> None:
    assert kind.code in worded(), f"{kind.code} has no sentences"
    what, _why, remedy = worded()[kind.code]
    assert str(what), kind.code
    assert str(remedy), kind.code


@pytest.mark.parametrize("kind", [one for one in _declared() if one.code.startswith("algebra.")])
def test_words_name_only_what_is_told(kind: type[CodedError]) -> None:
    params = re.search(r"Params: ([^.]+)\.", " ".join((kind.__doc__ or "").split()))
    names = re.sub(r"\([^)]*\)", "", params.group(1)).split(",") if params else []
    told = say(kind(**{name.strip(): "x" for name in names}))
    assert told.code == kind.code
    assert "%(" not in str(told)


SOURCE = Path(thidua.algebra.__file__).parents[1]
_NAMING = {"not_a": 0, "_named": 2, "_by_code": 0}  # whose argument at this place is a kind


def _kinds() -> Iterator[str]:
    """Every kind that a reading may ask for, from the source of whoever reads definitions."""
    files = [*SOURCE.glob("algebra/**/*.py"), SOURCE / "report" / "queries" / "counting.py"]
    for node in (one for file in files for one in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "one_of":
            yield ast.unparse(node.args[0]).lower()
        told_kinds = [node.args[_NAMING[name]]] if name in _NAMING else []
        named = [one.value for one in node.keywords if one.arg == "kind" and name.endswith("Definition")]
        for one in (*told_kinds, *named):
            if isinstance(one, ast.Constant):
                yield str(one.value)


def test_every_kind_is_named_in_the_language_of_people() -> None:
    found = set(_kinds())
    assert len(found) > 20
    assert found == set(KINDS)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"at": 1}, "Chỗ «kind» cần một giá trị, đang là «(để trống)»."),
        ({"kind": []}, "Chỗ «kind» cần chữ, đang là «(một danh sách)»."),
        ([], "Chỗ «ngoài cùng» cần một nhóm mục có tên, đang là «(một danh sách)»."),
    ],
)
def test_another_shape_is_told_with_its_place(data: object, why: str) -> None:
    with pytest.raises(CodedError) as refused:
        told(data).at("kind").text()
    assert say(refused.value).why == why

"""Every refusal that the plain Python rooms can give has its sentences, and each names only what it is told."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import thidua.algebra
import thidua.documents
import thidua.formats
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

"""Pages of ``docs/`` that are drawn from the source: every refusal, every state table.

Nobody writes these by hand; ``thidua documents --check`` and a test fail when they are behind the source.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.apps import apps
from django.db.models import Model
from django.utils import translation

import thidua
from thidua.formats.errors import CodedError
from thidua.kernel.errors import Phrase, Refusal, worded
from thidua.kernel.transitions import StateTable

DOCS = Path(__file__).resolve().parents[3] / "docs"
_GENERATED = "<!-- Drawn by `thidua documents --write`; do not edit. -->"
# Modules that start something or belong to Django's own machinery; none declares a refusal or a state.
_LEFT_OUT = ("thidua.config.wsgi", "thidua.config.commands")


@dataclass(frozen=True)
class Told:
    """A code with its sentences, as a person reads them; ``status`` is 0 for codes of plain Python rooms."""

    room: str
    code: str
    status: int
    what: str
    why: str
    remedy: str


def pages() -> Mapping[str, str]:
    """The drawn pages by file name, in the language of the source."""
    drawn: Mapping[str, Callable[[], str]] = {"errors.md": errors_page, "states.md": states_page}
    _load_every_module()
    with translation.override("vi"):
        return {name: draw() for name, draw in drawn.items()}


def stale() -> list[str]:
    """Names of pages that are not there or say something else than the source."""
    return [name for name, text in pages().items() if _standing(DOCS / name) != text]


def write() -> list[str]:
    """Brings every page up to the source; returns the names of those that changed."""
    behind = stale()
    for name in behind:
        (DOCS / name).write_text(pages()[name], encoding="utf-8")
    return behind


def _standing(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _load_every_module() -> None:
    """A refusal is known only once its module is loaded."""
    for found in pkgutil.walk_packages(thidua.__path__, "thidua."):
        if ".migrations" not in found.name and not found.name.startswith(_LEFT_OUT):
            importlib.import_module(found.name)


def refusals() -> list[Told]:
    """Every code that the source can refuse with, in the order of rooms and codes."""
    told = [_refusal(one) for one in Refusal.known.values() if one.__module__.startswith("thidua.")]
    plain = [_plain(code, *phrases) for code, phrases in worded().items()]
    return sorted([*told, *plain], key=lambda one: (one.room, one.code))


def _refusal(kind: type[Refusal]) -> Told:
    phrases = (_shown(kind.what), _shown(kind.why), _shown(kind.remedy))
    return Told(_room(kind.__module__), kind.code, kind.status, *phrases)


def _plain(code: str, what: Phrase, why: Phrase, remedy: Phrase) -> Told:
    owner = _coded().get(code)
    return Told(
        _room(owner.__module__) if owner else code.partition(".")[0],
        code,
        0,
        _shown(what),
        _shown(why),
        _shown(remedy),
    )


def _coded() -> Mapping[str, type[CodedError]]:
    """Coded errors of plain Python by their code."""
    return {one.code: one for one in _below(CodedError) if not issubclass(one, Refusal)}


def _below(kind: type[CodedError]) -> Iterator[type[CodedError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _room(module: str) -> str:
    """The room as it stands in the folder: "thidua.web.api.errors" → "web/api"."""
    parts = module.split(".")
    return "/".join(parts[1:3]) if parts[1] == "web" else parts[1]


def _shown(phrase: Phrase) -> str:
    """A sentence with its holes as ‹name›, safe inside a Markdown table."""
    filled = re.sub(r"%\((\w+)\)[sd]", r"‹\1›", str(phrase)).replace("%%", "%")
    return " ".join(filled.split()).replace("|", "\\|") or "–"


def errors_page() -> str:
    """All refusals, room by room: what is wrong, why, what to do next."""
    told = refusals()
    lines = [
        "# Refusals",
        "",
        _GENERATED,
        "",
        f"{len(told)} codes. A code never changes its meaning; sentences may. ‹name› is filled in at the moment of refusing.",
        "The number is the HTTP status of page and API; – is a code of a plain Python room, answered by 422.",
    ]
    for room, rows in groupby(told, key=lambda one: one.room):
        lines += ["", f"## {room}", "", *_errors_table(rows)]
    return "\n".join([*lines, *_wordless()]) + "\n"


def _wordless() -> list[str]:
    """Codes that a person would read as they are: either nobody meets them, or words are owed."""
    codes = sorted(set(_coded()) - set(worded()))
    told = [
        "",
        "## Without sentences",
        "",
        "Meant for programmers; one that reaches a screen is shown by its code.",
    ]
    return [*told, "", *(f"- `{code}`" for code in codes)] if codes else []


def _errors_table(rows: Iterable[Told]) -> list[str]:
    head = ["| Code | | What is wrong | Why | What to do next |", "|---|---|---|---|---|"]
    return head + [
        f"| `{one.code}` | {one.status or '–'} | {one.what} | {one.why} | {one.remedy} |" for one in rows
    ]


def tables() -> list[tuple[str, StateTable]]:
    """Every state table with its room, in the order of rooms and names."""
    found = [
        (_room(name), value)
        for name in _state_modules()
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, StateTable)
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].name))


def _state_modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(thidua.__path__, "thidua."):
        if found.name.endswith(".states"):
            yield found.name


def states_page() -> str:
    """All state tables as diagrams, with the words of the screens."""
    lines = [
        "# States",
        "",
        _GENERATED,
        "",
        "Nothing but these tables moves an object (`kernel/transitions.py`). ⛨ marks a move that looks at the object first.",
    ]
    for room, rows in groupby(tables(), key=lambda pair: pair[0]):
        lines += ["", f"## {room}"]
        for _room_name, table in rows:
            lines += ["", *_diagram(table)]
    return "\n".join(lines) + "\n"


def _diagram(table: StateTable) -> list[str]:
    names = ", ".join(str(model._meta.verbose_name) for model in _models_of(table))
    lines = [f"### {table.name}" + (f": {names}" if names else ""), "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {code}' for code, label in table.states.items()]
    lines += [f"    [*] --> {table.initial}"]
    lines += [
        f"    {source} --> {one.target}: {one.label}{' ⛨' if one.guard else ''}"
        for one in table.transitions
        for source in one.sources
    ]
    return [*lines, "```"]


def _models_of(table: StateTable) -> Iterator[type[Model]]:
    """The models whose state this table moves."""
    wanted = [code for code, _label in table.choices]
    for model in apps.get_models():
        field = next((one for one in model._meta.concrete_fields if one.name == table.field), None)
        offered = getattr(field, "choices", None) or ()
        if model.__module__.startswith("thidua.") and [code for code, _label in offered] == wanted:
            yield model

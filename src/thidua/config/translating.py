"""Collects what the interface says (Python and templates), keeps the English catalogue beside it.

Babel does what GNU gettext does, without needing it on the machine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
LOCALE = SOURCE / "config" / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}


def said() -> Catalog:
    """Everything the source says, with its places."""
    catalog = Catalog(locale="en", project="ThiĐua", charset="utf-8", fuzzy=False)
    for file in sorted((*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"))):
        for number, message, context in _messages(file):
            catalog.add(message, locations=[(str(file.relative_to(SOURCE)), number)], context=context)
    return catalog


def _messages(file: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        text = templatize(text, origin=str(file))
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
    for number, message, _comments, context in found:
        if message:
            yield number, message, context


def kept() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def collect() -> int:
    """Brings the .po file up to the source: new sentences empty, gone ones dropped."""
    catalog = said()
    if ENGLISH.exists():
        old = kept()
        for message in catalog:
            twin = old.get(message.id, message.context) if message.id else None
            # A sentence that was said of one and of many is another one: its English is asked for anew.
            if twin is not None and twin.pluralizable == message.pluralizable:
                message.string = twin.string
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, omit_header=False, include_lineno=False)
    return len(catalog)


def lacks() -> list[str]:
    """Sentences without English, English without its source, and placeholders that differ."""
    source, english = said(), kept()
    told = []
    for message in source:
        if not message.id:
            continue
        twin = english.get(message.id, message.context)
        strings = _strings(twin.string) if twin else []
        if not strings or not all(strings):
            told.append(f"no English: {message.id!r} ({message.locations[0][0]})")
        elif any(_holes(string) - _holes(*_strings(message.id)) for string in strings):
            told.append(f"placeholders differ: {message.id!r}")
    known = {(_key(one.id), one.context) for one in source}
    told += [
        f"no longer said: {one.id!r}"
        for one in english
        if one.id and (_key(one.id), one.context) not in known
    ]
    return told


def _key(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _strings(message: object) -> list[str]:
    if isinstance(message, str):
        return [message]
    return list(message) if isinstance(message, (tuple, list)) else []


def _holes(*texts: str) -> set[str]:
    return {hole for text in texts for hole in re.findall(r"%\((\w+)\)", text)}


def compile_changed() -> None:
    """Writes the .mo file when the .po file is newer."""
    binary = ENGLISH.with_suffix(".mo")
    if not ENGLISH.exists() or (binary.exists() and binary.stat().st_mtime >= ENGLISH.stat().st_mtime):
        return
    growing = binary.with_suffix(".growing")
    with growing.open("wb") as file:
        write_mo(file, kept())
    growing.replace(binary)

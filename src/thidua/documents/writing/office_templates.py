"""An office's own Word template: looked at when it is uploaded, filled when a document is made.

It is checked by filling it with a sample. What is refused is said by code, with the words that are at fault; the
file itself is never changed and may be corrected and sent again.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docx.exceptions import PythonDocxError
from docxtpl import DocxTemplate
from jinja2 import TemplateAssertionError, TemplateError, TemplateSyntaxError, UndefinedError, meta
from jinja2.exceptions import SecurityError
from lxml import etree

from thidua.documents.source.guard import Package
from thidua.documents.writing.blocks import Official
from thidua.documents.writing.layout import layout
from thidua.documents.writing.template_language import TemplateForbidden, language
from thidua.documents.writing.template_words import NAMES, words_of
from thidua.formats.errors import CodedError

LARGEST = 5 * 2**20
_MOST_TEXT = 2 * 2**20  # of one part of a template, unpacked
_LARGEST_MADE = 50 * 2**20
_MAIN = "word/document.xml"
_CODE = ("vbaProject.bin", "vbaData.xml", "/activeX/", "/embeddings/", "/customUI/")
_FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "MACROBUTTON")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_INSTRUCTION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText"
_FIELD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldSimple"
_WORDS_OF_FIELD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr"


class TemplateTooLarge(CodedError):
    """Params: ``what`` (bytes, unpacked, made), ``limit`` in bytes."""

    code = "documents.template_too_large"


class TemplateNotWord(CodedError):
    """Not a .docx, whatever its name says."""

    code = "documents.template_not_word"


class TemplateHasCode(CodedError):
    """Macros, controls or embedded objects. Params: ``part``."""

    code = "documents.template_has_code"


class TemplateReachesOut(CodedError):
    """A picture, a template or a field that is fetched from elsewhere when the file is opened. Params: ``target``."""

    code = "documents.template_reaches_out"


class TemplateSyntax(CodedError):
    """Braces that do not close, a loop without its end. Params: ``near`` (text around), ``problem``."""

    code = "documents.template_syntax"


class TemplateNameUnknown(CodedError):
    """Params: ``names``; ``nearest`` (a known name for each, "" where none is near); ``known``."""

    code = "documents.template_name_unknown"


class TemplateEmpty(CodedError):
    """Not one name in braces: every document would be the same."""

    code = "documents.template_empty"


def check(content: bytes, sample: Official) -> frozenset[str]:
    """The names that the template fills, after it was filled with ``sample`` once.

    Raises TemplateTooLarge, TemplateNotWord, TemplateHasCode, TemplateReachesOut, TemplateSyntax,
    TemplateForbidden, TemplateNameUnknown, TemplateEmpty, and what ``source.guard`` refuses.
    """
    _guard(content)
    try:
        names = frozenset(_names(content))
    except (
        KeyError,
        ValueError,
        AttributeError,
        PythonDocxError,
    ) as problem:  # a package that is no document
        raise TemplateNotWord() from problem
    unknown = sorted(names - set(NAMES))
    if unknown:
        near = [next(iter(difflib.get_close_matches(name, NAMES, 1, 0.7)), "") for name in unknown]
        raise TemplateNameUnknown(names=unknown, nearest=near, known=sorted(NAMES))
    if not names:
        raise TemplateEmpty()
    fill(content, sample)
    return names


def fill(content: bytes, document: Official) -> bytes:
    """The document in the office's template. Names with &, < and quotes stay what they are."""
    template = DocxTemplate(io.BytesIO(content))
    with _told():
        template.render(words_of(document, layout()), jinja_env=language())
    made = io.BytesIO()
    template.save(made)
    if made.tell() > _LARGEST_MADE:
        raise TemplateTooLarge(what="made", limit=_LARGEST_MADE)
    return made.getvalue()


# --- Before anything is run


def _guard(content: bytes) -> None:
    if len(content) > LARGEST:
        raise TemplateTooLarge(what="bytes", limit=LARGEST)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise TemplateNotWord()
    package = Package(content, "docx")
    if _MAIN not in package.names:
        raise TemplateNotWord()
    for name in sorted(package.names):
        if any(mark.lower() in f"/{name}".lower() for mark in _CODE):
            raise TemplateHasCode(part=name)
        if name.endswith((".xml", ".rels")):
            _guard_part(package, name)


def _guard_part(package: Package, name: str) -> None:
    held = package.read(name) or b""
    if len(held) > _MOST_TEXT:
        raise TemplateTooLarge(what="unpacked", limit=_MOST_TEXT)
    root = package.xml(name)
    assert root is not None, "the part was read above"
    if name == "[Content_Types].xml" and b"macroEnabled" in held:
        raise TemplateHasCode(part=name)
    for relation in root.iter(_RELATION):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if relation.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            raise TemplateReachesOut(target=target)
    for told in _instructions(root):
        if told.split()[:1] and told.split()[0].upper() in _FETCHING:
            raise TemplateReachesOut(target=told.strip())


def _instructions(root: Any) -> Iterator[str]:
    """What its fields do. Word may cut the words of one field in several runs."""
    yield "".join(one.text or "" for one in root.iter(_INSTRUCTION))
    yield from (one.text or "" for one in root.iter(_INSTRUCTION))
    yield from (one.get(_WORDS_OF_FIELD, "") for one in root.iter(_FIELD))


def _names(content: bytes) -> Iterator[str]:
    """The names in braces, wherever in the file they stand. Raises TemplateSyntax, TemplateForbidden."""
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    language_here = language()
    parts = [template.patch_xml(template.get_xml())]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.patch_xml(xml) for _key, xml in _headers(template, uri)]
    for part in parts:
        with _told(part):
            yield from meta.find_undeclared_variables(language_here.parse(part))


def _headers(template: DocxTemplate, uri: str) -> Iterator[tuple[str, str]]:
    for key, part in template.get_headers_footers(uri):
        yield key, template.get_part_xml(part)


_NAMED = re.compile(r"'([^']+)'")
_MARK_UP = re.compile(r"<[^>]+>")
_AROUND = 60  # characters of the template that a refusal shows


@contextmanager
def _told(source: str = "") -> Iterator[None]:
    """What the engine refuses, said by code."""
    try:
        yield
    except TemplateAssertionError as problem:  # a filter or a test that the language does not have
        raise TemplateForbidden(what=_last_named(problem)) from problem
    except TemplateSyntaxError as problem:
        raise TemplateSyntax(near=_near(source, problem.lineno), problem=problem.message or "") from problem
    except UndefinedError as problem:
        raise TemplateNameUnknown(
            names=[_last_named(problem)], nearest=[""], known=sorted(NAMES)
        ) from problem
    except SecurityError as problem:
        raise TemplateForbidden(what=_last_named(problem)) from problem
    except TemplateError as problem:
        raise TemplateSyntax(near="", problem=str(problem)) from problem
    except (TypeError, ValueError, etree.XMLSyntaxError) as problem:  # a filter given what it cannot take
        raise TemplateSyntax(near="", problem=str(problem)) from problem


def _last_named(problem: Exception) -> str:
    return next(reversed(_NAMED.findall(str(problem))), str(problem))


def _near(source: str, line: int) -> str:
    """The words of the template where it went wrong, without their mark-up."""
    lines = source.splitlines()
    told = " ".join(_MARK_UP.sub(" ", lines[line - 1]).split()) if 0 < line <= len(lines) else ""
    at = max(told.find("{%"), told.find("{{"), 0)
    return told[max(0, at - _AROUND // 2) : at + _AROUND]

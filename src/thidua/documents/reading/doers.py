"""Who has to do it, where the sentence itself does not say: the point's lead, or the heading above."""

from __future__ import annotations

import re
from collections.abc import Callable

from thidua.documents.prose.addressees import Addressed, addressed, labelled, named_body
from thidua.documents.prose.letters import plain
from thidua.documents.prose.outline import Node
from thidua.documents.prose.sentences import Span, sentences
from thidua.documents.reading.parts import Part, part_of
from thidua.documents.reading.settings import doc_type, regulates
from thidua.documents.reading.text import ReadingText

_TASKS_OF = re.compile(r"(?:trách nhiệm|nhiệm vụ)[^.:]{0,40}? của\s+(?P<body>.{3,120}?)[\s*_:.]*$", re.I)


def body_of_lead(text: str) -> str | None:
    """The body that a heading or an announcing line names ("… có trách nhiệm:")."""
    body = named_body(text)
    if body is not None:
        return body
    found = addressed(text.rstrip(" *_:"))
    if found is None and re.search(r"có trách nhiệm|có nhiệm vụ|chịu trách nhiệm", text):
        found = addressed(text)
    return found.body if found else None


def body_of_task_heading(node: Node) -> str | None:
    """ "Nhiệm vụ của Cụm trưởng" as a heading."""
    found = _TASKS_OF.search(node.text) if node.heading else None
    return found["body"] if found else None


def doer_above(node: Node) -> str | None:
    """The body that the nearest lead above gives its points to."""
    for each in node.ancestors():
        announced = each.heading or each.text.rstrip(" *_").endswith(":")
        body = (body_of_lead(each.text) if announced else None) or body_of_task_heading(each)
        if body:
            return body
    return None


def doer_of_sentence(sentence: str) -> str | None:
    """The body that the sentence itself speaks to: its label or its subject."""
    label = labelled(sentence)
    found = label or addressed(sentence)
    return found.body if found else None


def told_to(sentence: Span) -> Addressed | None:
    """The body that the sentence asks or charges, in so many words."""
    found = addressed(sentence.text)
    asks = found and re.search(
        r"(?<!\w)(?:đề nghị|yêu cầu|giao|kêu gọi)\s+(?:cho\s+)?$", sentence.text[: found.start], re.I
    )
    return found if asks else None


_EVERYBODY = (
    "các cấp công đoàn",
    "các công đoàn cấp trên trực tiếp cơ sở",
    "các công đoàn cơ sở",
    "công đoàn cơ sở",
    "các đơn vị thành viên",
    "các cơ quan, đơn vị",
    "các đơn vị",
)
"""Whom a plan speaks to when a sentence has no subject: the first of these that it mentions at all."""


def whole_paper_speaks_to(text: ReadingText) -> str | None:
    """Of the bodies that plans speak to, the widest that this one mentions. A regulation says how things are done, and asks
    nobody whom it does not name."""
    if regulates(doc_type(text)):
        return None
    said = plain(" ".join(node.text for node in text.outline.walk()))
    return next((body for body in _EVERYBODY if plain(body) in said), None)


def lead_of_preamble(text: ReadingText) -> str | None:
    """ "… yêu cầu các công đoàn … thực hiện các nội dung sau:" speaks for every point below it."""
    last = text.preamble[-1].text if text.preamble else ""
    if not last.rstrip(" *_").endswith(":"):
        return None
    found = [told for told in map(told_to, sentences(last)) if told]
    return found[-1].body if found else None


def asked_by_paper(text: ReadingText) -> Callable[[Node], str | None]:
    """Whom a point without any subject speaks to: those whom the preamble asks; in a section on carrying out, those
    whom the paper as a whole speaks to."""
    lead = lead_of_preamble(text)
    everybody = whole_paper_speaks_to(text)
    return lambda node: lead or (everybody if part_of(node) is Part.MEASURES else None)

"""A paper typed in capitals throughout, lowered to how its sentences would stand, letter for letter.

Only where nearly all of a paper is in capitals, and only its sentences: what is short and without a full stop may be a
heading and stays. Names of bodies, places and papers get their capitals back from the vocabularies; a name that no
vocabulary knows stays in small letters, which loses less than a sentence in which every word looks like a name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from thidua.documents.prose.bodies import PROPER
from thidua.documents.prose.letters import UPPER, is_upper
from thidua.documents.prose.places import PROVINCES
from thidua.documents.source.model import Paragraph, Source

_NEARLY_ALL = 0.8
_SENTENCE = re.compile(r"[.;:,!?…][\"”’)/]*\s*$")
_KEPT = re.compile(
    rf"(?<!\w)(?:[{UPPER}\d&]*\d[/\-][{UPPER}\d&/\-.]+|[IVX]+(?!\w)|[BCDĐGHKLMNPQRSTVX&]{{2,}}(?!\w)|"
    r"(?:LĐLĐ|TLĐ|CĐCS|CĐ|BCH|BTV|UBND|HĐND|UBMTTQ|MTTQ|CNVCLĐ|CCVCLĐ|CBCCVC|CNLĐ|NLĐ|ATVSLĐ|BHXH|BHYT|SXKD|TĐKT|GDĐT|GD&ĐT|"
    r"TW|TP|KCN|TNHH|MTV|CSPL|KT-XH|CNH|HĐH|VN|NTM|PCCC)(?!\w))"
)
"""Numbers with their symbols, Roman numbers, abbreviations."""
_OPENS_SENTENCE = re.compile(
    r"(?:^|[.!?:]\s+|[“\"«]|^\W*(?:\d{1,2}(?:\.\d+)*|[A-ZĐ]|[IVX]+)\s?[.)/\-]\s*|[-–+•]\s)"
    r"(?P<first>(?![A-ZĐ]\s?[.)/\-])\w)"
)
"""First letters; not that of a point: "A)" before a sentence was "a)"."""


def softened(source: Source) -> Source:
    """``source`` itself unless it shouts; its raw text and every offset stay."""
    letters = "".join(paragraph.text for paragraph in source.paragraphs)
    total = sum(map(str.isalpha, letters))
    if not total or sum(map(str.isupper, letters)) < _NEARLY_ALL * total:
        return source
    return replace(source, paragraphs=tuple(map(_lowered, source.paragraphs)))


def _lowered(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text
    sentence = _SENTENCE.search(text) and len(text.split()) > 4
    if not is_upper(text) or not (sentence or len(text) > 160):
        return paragraph
    return replace(paragraph, text=sentence_of(text))


def sentence_of(text: str) -> str:
    """The same letters, small where a sentence has them small."""
    letters = list(text.lower())
    for match in _KEPT.finditer(text):
        letters[match.start() : match.end()] = match[0]
    lowered = text.lower()
    for phrase in (*PROPER, *PROVINCES):
        for match in re.finditer(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", lowered):
            letters[match.start() : match.end()] = phrase
    for match in _OPENS_SENTENCE.finditer(text):
        letters[match.start("first")] = match["first"]
    return "".join(letters)

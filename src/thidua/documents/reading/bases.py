"""What a paper rests on and what it names: legal bases, one item a paper however often it is named.

``basis``: named in the preamble, or under a heading of căn cứ. ``cited``: named further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.bodies import body_at, expanded
from thidua.documents.prose.citations import KINDS, Citation, citations
from thidua.documents.prose.layout import Region
from thidua.documents.prose.letters import plain
from thidua.documents.prose.outline import Node
from thidua.documents.reading.items import Item, LegalBasis
from thidua.documents.reading.text import ReadingText

_KIND = "(?:" + "|".join(KINDS) + ")"
_RESTS_ON_PLANS = re.compile(
    rf"(?:căn\s+cứ(?:\s+vào)?|thực\s+hiện|thi\s+hành)\s+(?:các\s+)?(?P<named>(?P<kinds>{_KIND}(?:\s*,\s*{_KIND}|\s+và\s+{_KIND})*)"
    r"[^.;:“\"\d]{0,80}?(?:\s+năm\s+\d{4})?(?:\s+toàn\s+khóa)?)\s+(?:của|do)\s+",
    re.IGNORECASE,
)
"""In a preamble: papers named by their kind and author only."""

_ATTACHED = re.compile(r"kèm\s+theo", re.IGNORECASE)
"""Under a title: the decision that a regulation was issued with."""

_LAWS = {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}
_FILLING = set(plain("nghị quyết đại hội đại biểu toàn quốc lần thứ của và các cấp lần").split())


def read_legal_bases(text: ReadingText) -> list[Item]:
    kept: list[LegalBasis] = []
    seen: set[object] = set()
    laws: list[str] = []
    attached = [node for node in text.outline.walk(Region.HEAD) if _ATTACHED.search(node.text)]
    for node in (*attached, *text.said):
        for citation in _named_in(node):
            key = _key(citation)
            if key in seen or _is_own_number(text, citation) or _is_part_of_named_law(citation, laws):
                continue
            seen.add(key)
            if citation.doc_type in _LAWS:
                laws.append(plain(citation.named))
            kept.append(_item(node, citation))
    return list(kept)


def _named_in(node: Node) -> Iterator[Citation]:
    found = citations(node.text)
    if node.region is Region.PREAMBLE:
        spans = [(one.start, one.start + len(one.named)) for one in found]
        found += [
            one
            for one in _plans_rested_on(node.text)
            if all(end <= one.start or start >= one.end for start, end in spans)
        ]
    found.sort(key=lambda one: one.start)
    for place, one in enumerate(found):
        if not (place and found[place - 1].number and _is_issued_with_it(node.text, found[place - 1], one)):
            yield one


_ISSUES = re.compile(r"ban\s+hành(?:\s+kèm\s+theo)?[\s“\"]*$", re.IGNORECASE)


def _is_issued_with_it(text: str, decision: Citation, one: Citation) -> bool:
    """ "Quyết định số … về việc ban hành Quy chế …": one paper, told with what it is about."""
    between = text[decision.start : one.start]
    return not (one.number or one.date) and ";" not in between and _ISSUES.search(between) is not None


def _plans_rested_on(text: str) -> Iterator[Citation]:
    for match in _RESTS_ON_PLANS.finditer(text):
        body = body_at(text, match.end())
        if body:
            kinds = match["kinds"]
            yield Citation(
                kinds[0].upper() + kinds[1:],
                match.start("named"),
                body.end,
                text[match.start("named") : body.end],
                issuer=body.written,
                subject=match["named"][len(kinds) :].strip() or None,
            )


def _key(citation: Citation) -> object:
    """The same paper, however it is called: by number, else by the words that tell it from others."""
    if citation.number:
        return (citation.doc_type.lower() if citation.number.isdigit() else "", plain(citation.number))
    words = plain(expanded(citation.named)).split()
    telling = frozenset(words) - _FILLING
    return (citation.doc_type.lower(), telling or frozenset(words))


def _is_own_number(text: ReadingText, citation: Citation) -> bool:
    """ "Kèm theo Kế hoạch số …" names the paper itself."""
    head = " ".join(line.text for line in text.layout.head)
    number = citation.number
    return number is not None and not number.isdigit() and plain(number) in plain(head)


def _is_part_of_named_law(citation: Citation, laws: list[str]) -> bool:
    """A law amended by one already named is not a second paper, unless it comes with a day of its own."""
    return (
        citation.doc_type in _LAWS
        and citation.date is None
        and citation.number is None
        and any(plain(citation.named) in law for law in laws)
    )


def _item(node: Node, citation: Citation) -> LegalBasis:
    under_bases = any("căn cứ" in above.text.lower() for above in node.ancestors() if above.heading)
    return LegalBasis(
        anchor=node.passage.anchor(citation.start, citation.start + len(citation.named)),
        doc_type=citation.doc_type,
        number=citation.number,
        date=citation.date,
        issuer=citation.issuer,
        subject=citation.subject,
        role="basis" if node.region in (Region.HEAD, Region.PREAMBLE) or under_bases else "cited",
    )

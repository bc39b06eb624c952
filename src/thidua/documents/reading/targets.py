"""Targets: what the paper wants reached, in numbers, as it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.claims import LONGEST, claims
from thidua.documents.prose.clauses import parts, spans_of_sentences
from thidua.documents.prose.letters import lowered
from thidua.documents.prose.outline import Node
from thidua.documents.prose.quantities import Span
from thidua.documents.reading.aims import continues, is_aimed_at
from thidua.documents.reading.extent import whole_of_issuer
from thidua.documents.reading.items import Item, Target
from thidua.documents.reading.made import Made, group_of
from thidua.documents.reading.settings import (
    Setting,
    directs,
    kind_of,
    pledged_from,
    says_what_is_competed_for,
    setting_of,
)
from thidua.documents.reading.tables import read_table_targets
from thidua.documents.reading.text import ReadingText
from thidua.documents.reading.wording import subject_of
from thidua.documents.source.model import Confidence


def read_targets(text: ReadingText) -> list[Item]:
    whole, year = whole_of_issuer(text), _first_year(text)
    told: list[Item] = []
    for node in [*text.body, *text.annexes]:
        if node.place is None:
            kind = kind_of(node, text)
            told += _targets_of(node, setting_of(node, kind), whole, year, directed=directs(node, kind))
    return [*told, *read_table_targets(text)]


_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _first_year(text: ReadingText) -> int | None:
    """The first year that the paper is for: what was before it is past."""
    named = [int(each) for line in text.layout.title for each in _YEARS.findall(line.text)]
    return min(named) if named else text.year


def _targets_of(
    node: Node, of_section: Setting, whole: str | None, year: int | None, *, directed: bool
) -> Iterator[Target]:
    low = lowered(node.text)
    if len(low) > LONGEST or not _MAY_COUNT.search(low):
        return
    for sentence in spans_of_sentences(node.text):
        if not _MAY_COUNT.search(low, sentence.start, sentence.end):
            continue
        if of_section is Setting.GOAL:
            yield from _left_open(node, sentence)
        made_here: list[Made] = []
        contest = of_section is Setting.OPEN and says_what_is_competed_for(node)
        pledged = (
            pledged_from(node.text, sentence.start, sentence.end) if of_section is Setting.OPEN else None
        )
        found = claims(node.text, sentence)
        opening = Span(sentence.start, found[0].quantity.whole.start if found else sentence.start)
        for claim in found:
            setting = of_section
            if pledged is not None and claim.quantity.whole.start >= pledged:
                setting = Setting.GOAL
            goes_on = any(continues(node.text, each.claim, claim) for each in made_here[:1] + made_here[-1:])
            if not is_aimed_at(
                node.text, opening, claim, setting, year, goes_on=goes_on, contest=contest, directed=directed
            ):
                continue
            before = made_here[-1] if made_here and continues(node.text, made_here[-1].claim, claim) else None
            made = Made(node, claim, setting, whole, before)
            if (target := made.target()) is not None:
                made_here.append(made)
                yield target


# Without one of these, nothing is counted: most sentences of a paper are passed over.
_MAY_COUNT = re.compile(
    r"\d|phần trăm|không (?:có|còn|để|xảy ra)|(?:ít nhất|tối thiểu|mỗi|không dưới|bình quân|từng|trên"
    r"|có)\s(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"|(?:mỗi|từng)\s|(?:tỷ lệ|tỉ lệ|số lượng|số)\s[^.;]{6,160}(?:chỉ tiêu|kế hoạch|tiêu chí|tiêu chuẩn|quy định|mức)"
)
_OPEN = re.compile(
    r"\s*(?P<subject>(?:tỷ lệ|tỉ lệ|số lượng|số)\s[^:;,.\d]{6,120}?)\s?(?:[:,]\s?)?"
    r"(?P<by>(?:đạt|theo|hoàn thành|thực hiện)\s(?:và vượt |theo |đúng )?(?:chỉ tiêu|kế hoạch"
    r"|tiêu chí|tiêu chuẩn|quy định|mức)[^;.\d]*)[.;\s]*",
    re.I,
)


def _left_open(node: Node, sentence: Span) -> Iterator[Target]:
    """ "Tỷ lệ lao động tiên tiến đạt theo tiêu chuẩn quy định": aimed at, with no number said."""
    for part in parts(node.text, sentence):
        found = _OPEN.fullmatch(node.text, part.start, part.end)
        if found is not None:
            yield Target(
                anchor=node.passage.anchor(found.start("subject"), found.end("subject")),
                confidence=Confidence.MEDIUM,
                subject=subject_of(found["subject"]),
                group=group_of(node),
                qualifier=found["by"].strip(" .;"),
            )

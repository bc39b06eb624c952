"""Several papers in one file: where each begins, and the one that is read.

A second paper begins below the first with a number of its own, the name of its kind in capitals, and its head above both.
What is issued with a decision ("kèm theo Quyết định …") and the forms of an annex are parts of the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from thidua.documents.prose.layout import type_line
from thidua.documents.prose.letters import is_upper, plain
from thidua.documents.prose.posts import is_signature_line
from thidua.documents.source.model import Anchor, Source

_NUMBERED = re.compile(r"(?<!\w)số\s*:?\s*\d+\s?[/-]\s?[A-ZĐ\d]", re.I)
_STATE = plain("Cộng hòa xã hội chủ nghĩa Việt Nam")
_MOTTO = plain("Độc lập - Tự do - Hạnh phúc")
_ATTACHED = re.compile(r"(?:ban hành )?kèm theo|(?<!\w)mẫu(?!\w)|(?<!\w)biểu(?!\w)", re.I)
_FORMS = tuple(
    plain(kind) for kind in ("bản đăng ký", "báo cáo", "biên bản", "danh sách", "quy chế", "quy định")
)
"""Kinds that follow a paper as its annex, with a head like a paper's own."""
_NEAR = 14  # lines from a number to the kind of paper below it
_HEAD = 6  # lines of a head above its number
_BELOW = 4  # lines under the kind, where "kèm theo" stands


@dataclass(frozen=True)
class PaperPart:
    """``first``/``last``: paragraphs, the last not included. ``title``: kind and what it is about."""

    title: str
    first: int
    last: int
    anchor: Anchor


def papers_in(source: Source) -> tuple[PaperPart, ...]:
    """The papers of a file in order; one only where nothing says that there are more."""
    lines = [paragraph.text.strip(" *_#") for paragraph in source.paragraphs]
    kinds = [at for at in range(len(lines)) if _names_kind(lines, at)]
    starts = [(0, kinds[0])] if kinds else []
    for at in kinds[1:]:
        if (start := _head_above(lines, at, starts[-1][1])) is not None:
            starts.append((start, at))
    if len(starts) < 2:
        return ()
    ends = [start for start, _kind in starts[1:]] + [len(lines)]
    return tuple(
        PaperPart(_title(lines, kind), start, end, source.paragraphs[kind].anchor())
        for (start, kind), end in zip(starts, ends, strict=True)
    )


def only(source: Source, part: PaperPart) -> Source:
    """The source with the paragraphs of one paper; the text as received and every offset stay."""
    return replace(source, paragraphs=source.paragraphs[part.first : part.last])


def _names_kind(lines: list[str], at: int) -> bool:
    if not is_upper(lines[at]) or len(lines[at]) > 200 or not type_line(lines[at]):
        return False
    below = " ".join(lines[at : at + _BELOW])
    return not plain(lines[at]).startswith(_FORMS) and _ATTACHED.search(below) is None


def _head_above(lines: list[str], kind: int, before: int) -> int | None:
    """Where the head of a paper begins, whose kind stands at ``kind``; None without a number of its own."""
    nearest = range(kind - 1, max(before, kind - _NEAR), -1)
    number = next((at for at in nearest if _NUMBERED.search(lines[at]) and len(lines[at]) < 160), None)
    if number is None:
        return None
    start = number
    while start > max(before, number - _HEAD) and _is_of_head(lines[start - 1]):
        start -= 1
    return start


def _is_of_head(line: str) -> bool:
    said = plain(line)
    if said in ("", _MOTTO) or _STATE in said:
        return True
    return is_upper(line) and not is_signature_line(line) and not said.startswith(plain("lưu"))


def _title(lines: list[str], kind: int) -> str:
    below = lines[kind + 1] if kind + 1 < len(lines) else ""
    return f"{lines[kind]} {below}".strip()[:200]

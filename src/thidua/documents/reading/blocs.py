"""Blocs of bodies that a plan speaks to apart ("Đối với khối …", "Trong các doanh nghiệp", "Khối …"), and what it
asks of each.

A bloc opens at the head of a point or of a paragraph. Where its author cut the content into points, each point is one
content; where there is one paragraph only, each of its sentences, and in a long sentence each piece that is cut off by
a fresh verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.prose.letters import plain
from thidua.documents.prose.outline import Node
from thidua.documents.prose.sentences import Span, clauses, sentences
from thidua.documents.reading.items import Bloc, BlocContent, Item
from thidua.documents.reading.parts import Part, part_of
from thidua.documents.reading.text import ReadingText
from thidua.formats.text import fold

# What a bloc is called, and what it is. The first line that fits counts: "đơn vị sự nghiệp" is no enterprise.
_CANONICAL = (
    ("individual", "người lao động trực tiếp|cá nhân|đoàn viên, người lao động"),
    ("school", "trường học|nhà trường|giáo dục|các trường|trường"),
    ("public_sector", "hành chính|sự nghiệp|cơ quan|công chức|viên chức|lực lượng vũ trang|đảng, đoàn thể|khu vực nhà nước"),
    (
        "enterprise",
        "doanh nghiệp|doanh nghiêp|sản xuất|kinh doanh|hợp tác xã|công ty|ngoài nhà nước|công nhân|khu công nghiệp",
    ),
    ("service_provider", "y tế|bệnh viện|dịch vụ công"),
    ("local_government", "cấp tỉnh|cấp huyện|cấp xã|xã, phường|huyện, thành phố|chính quyền|địa phương|xã phường"),
    ("mass_organisation", "đoàn thể|mặt trận|tổ chức chính trị"),
    ("union_organisation", "công đoàn"),
    ("individual", "cá nhân|đoàn viên|người lao động|cán bộ"),
)  # fmt: skip
_KNOWN = tuple(
    (canonical, tuple(f" {plain(word)} " for word in words.split("|"))) for canonical, words in _CANONICAL
)

_OPENS = re.compile(
    r"[\W\d_]*(?:(?:Đối với|Trong|Tại|Ở)\s+(?:(?:các|những|từng)\s+)?"
    r"(?P<name>(?:khối|khu vực|nhóm|loại hình)?[^:.;“\"]{3,110}?)"
    r"|(?P<bare>(?P<noun>\S+|Khu vực)\s[^:.;“\"]{3,90}?))"
    r"[\s*_]*(?:(?P<mark>[:.;]|[-–]\s)[\s*_]*|$)",
    re.I,
)
_MAY_OPEN = re.compile(r"[\W\d_]*(?:Đối|Trong|Tại|Ở|K\w*)\s", re.I)
"""Khối and khu vực too, however the letters of khối were read."""
_SAYS = re.compile(r"(?<!\w)(?:phải|cần|được|tổ chức tốt|thực hiện|có phần|đạt|là|đã)(?!\w)", re.I)
"""A name says nothing; a sentence that begins with a preposition does."""
_GROUPED = re.compile(r"(?:khối|bộ phận|nhóm|khu vực)\s", re.I)
"""What calls itself a part of the whole is a bloc of its own even when nobody knows which."""
_CALLED = re.compile(r"(?:các )?(?:khối|cụm) thi đua(?!\w)", re.I)
"""A Khối thi đua is a body that somebody leads, no kind of unit."""
_LONG_SENTENCE = 60  # words
_PARTS = {Part.CONTENT, Part.TARGETS, Part.OTHER, Part.TIME}


@dataclass(frozen=True)
class BlocHead:
    """``rest``: where the text after the head begins; ``start``/``end``: where the name stands."""

    name: str
    canonical: str | None
    start: int
    end: int
    rest: int


def canonical_bloc(name: str) -> str | None:
    said = f" {plain(name)} "
    return next((canonical for canonical, words in _KNOWN if any(word in said for word in words)), None)


def bloc_head(node: Node) -> BlocHead | None:
    """The bloc that this point opens, or None. Under the sections that hand out work "Đối với …" names a body."""
    if node.place is not None or part_of(node) not in _PARTS:
        return None
    found = _OPENS.match(node.text) if _MAY_OPEN.match(node.text) else None
    if found is None:
        return _named_by_place(node)
    name = found["name"] or _bare(found)
    if name is None:
        return _named_by_place(node)
    if len(name.split()) > 22 or _SAYS.search(name) or _CALLED.match(name):
        return None
    if found["mark"] is None and found.end() < len(node.text):
        return None
    alone = found.end() >= len(node.text.rstrip(" *_"))
    if not alone and found["mark"] not in {":", "."}:
        return None
    canonical = canonical_bloc(name)
    if canonical is None and not _GROUPED.match(name):
        return None
    start = found.start("name") if found["name"] else found.start("bare")
    return BlocHead(name.strip(" *_,"), canonical, start, start + len(name), found.end())


_BY_BLOC = re.compile(
    r"(?<!\w)(?:(?:theo|từng|các|theo từng)\s+)+(?:khối|khu vực|đối tượng|loại hình|lĩnh vực)(?!\w)", re.I
)


def _named_by_place(node: Node) -> BlocHead | None:
    """A heading that is a bloc by where it stands: under "Nội dung theo từng khối", or with khối in its own words."""
    text = node.text.rstrip(" *_.:")
    above = node.parent.text if node.parent else ""
    if not node.heading or node.marker is None or len(text.split()) > 22 or _SAYS.search(text):
        return None
    if not (_BY_BLOC.search(above) or re.search(r"(?<!\w)(?:khối|khu vực)\s", text)) or _BY_BLOC.search(text):
        return None
    canonical = canonical_bloc(text)
    return BlocHead(text.strip(" *_,"), canonical, 0, len(text), len(node.text)) if canonical else None


def _bare(found: re.Match[str]) -> str | None:
    """ "Khối …" without a preposition, also when a letter of khối was read wrongly."""
    noun = found["noun"] or ""
    if fold(noun) == "khoi":
        return f"Khối{found['bare'][len(noun) :]}"
    return (
        found["bare"]
        if plain(noun) == plain("khu") and plain(found["bare"]).startswith(plain("khu vực"))
        else None
    )


def bloc_above(node: Node) -> BlocHead | None:
    """The bloc that this node stands in, itself included."""
    for one in (node, *node.ancestors()):
        head = bloc_head(one)
        if head:
            return head
    return None


def read_blocs(text: ReadingText) -> list[Item]:
    items: list[Item] = []
    seen: set[str] = set()
    for node in text.charged:
        head = bloc_head(node)
        if head is None or bloc_head_above(node):
            continue
        key = f"{head.canonical}|{plain(head.name)}"
        if key not in seen:
            seen.add(key)
            items.append(
                Bloc(
                    name=head.name, canonical=head.canonical, anchor=node.passage.anchor(head.start, head.end)
                )
            )
        items += _contents(node, head)
    return items


def bloc_head_above(node: Node) -> bool:
    return any(bloc_head(one) for one in node.ancestors())


def _contents(node: Node, head: BlocHead) -> Iterator[BlocContent]:
    pieces = [(one, span) for one, span in _pieces(node, head) if len(span.text.split()) >= 3]
    for one, span in pieces:
        yield BlocContent(
            bloc=head.canonical or head.name,
            text=span.text.rstrip(" .;,*_"),
            anchor=one.passage.anchor(span.start, span.end),
        )


def _pieces(node: Node, head: BlocHead) -> Iterator[tuple[Node, Span]]:
    own = (
        Span(node.text[head.rest :], head.rest, len(node.text))
        if node.text[head.rest :].strip(" *_.:")
        else None
    )
    if not node.children:
        if own:
            for span in _cut(node.text, own):
                yield node, span
        return
    if own and not own.text.rstrip(" *_").endswith(":"):
        yield node, own
    elif len(node.children) == 1 and node.children[0].marker is None and not node.children[0].children:
        only = node.children[0]
        for span in _cut(only.text, Span(only.text, 0, len(only.text))):
            yield only, span
        return
    for child in node.children:
        yield from _points(child)


def _points(node: Node) -> Iterator[tuple[Node, Span]]:
    """A point is one content; a point that only announces others is told by them."""
    if node.children and (node.heading or node.text.rstrip(" *_").endswith(":")):
        for child in node.children:
            yield from _points(child)
    else:
        yield node, Span(node.text, 0, len(node.text))


def _cut(text: str, own: Span) -> Iterator[Span]:
    for sentence in sentences(text):
        start = max(sentence.start, own.start)
        if start >= sentence.end:
            continue
        rest = Span(text[start : sentence.end], start, sentence.end)
        for clause in clauses(rest):
            yield from _long(clause) if len(clause.text.split()) > _LONG_SENTENCE else [clause]


_FRESH = re.compile(
    r",\s+(?=(?:thực hiện (?:nghiêm|tốt|có hiệu quả|đầy đủ)|đẩy mạnh|tích cực|chủ động|tiếp tục|tăng cường|nhằm)(?!\w))"
)


def _long(clause: Span) -> Iterator[Span]:
    """A long sentence is cut where a new piece of work begins with a manner before its verb, or a purpose is said."""
    start = 0
    for cut in _FRESH.finditer(clause.text):
        if len(clause.text[start : cut.start()].split()) >= 12 and _quotes_even(clause.text[: cut.start()]):
            yield clause.part(start, cut.start())
            start = cut.end()
    yield clause.part(start)


def _quotes_even(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0

"""The tree of a document: blocks, sections, points, down to dashes; broken lines joined, joined points parted.

    outline = outline_of(source)
    for node in outline.walk():
        node.path      # "II.9.c"; a dash counts within its parent: "II.1.-2"; "" for a plain paragraph
        node.text      # without its marker; node.passage knows where each character stood
        node.parent, node.children, node.region

A plain paragraph after a point belongs to that point's section, beside the points. Cells of tables are nodes with a
``place`` and no marker. Nothing is lost: every paragraph of the source is in exactly one node.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from thidua.documents.prose.addressees import named_body
from thidua.documents.prose.imperatives import Strength, asked
from thidua.documents.prose.layout import Layout, Region, is_rule, lay_out
from thidua.documents.prose.letters import LOWER, ends_sentence, is_upper
from thidua.documents.prose.markers import Marker, Rank, marker_at
from thidua.documents.prose.parting import parted
from thidua.documents.prose.passage import Passage
from thidua.documents.source.model import Place, Source


@dataclass(eq=False)
class Node:
    """``whole`` holds the marker, ``passage`` does not."""

    whole: Passage
    passage: Passage
    region: Region
    marker: Marker | None = None
    rank: int = 100
    heading: bool = False
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    label: str = ""

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def place(self) -> Place | None:
        return self.whole.place

    @property
    def path(self) -> str:
        """ "II.9.c". A subnumber says its own beginning: "II.2.1", not "II.2.2.1"."""
        above = self.parent.path if self.parent else ""
        if not self.label:
            return above
        own = self.label
        if self.marker and self.parent and self.parent.marker and self.marker.style == "sub":
            own = own.removeprefix(f"{self.parent.label}.")
        return f"{above}.{own}" if above else own

    def walk(self) -> Iterator[Node]:
        """Itself and everything below, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        """From the nearest to the widest."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def lead(self) -> tuple[str, int]:
        """What stands before the first colon, and where the rest begins: "Đối với …: phải …". ("", 0) without one."""
        match = re.match(r"[*_\s]*([^:;.“\"]{2,160}?)[*_\s]*:[*_\s]*", self.text)
        return (match[1].strip(), match.end()) if match else ("", 0)


@dataclass(frozen=True)
class Outline:
    """``roots`` in document order over all regions; ``layout`` keeps the lines as they stood."""

    layout: Layout
    roots: tuple[Node, ...]

    def walk(self, *regions: Region) -> Iterator[Node]:
        """Every node in document order, of the regions named or of all."""
        for root in self.roots:
            if not regions or root.region in regions:
                yield from root.walk()

    def sections(self) -> list[Node]:
        """The widest points of the body that have a heading."""
        return [root for root in self.roots if root.region is Region.BODY and (root.marker or root.heading)]


def outline_of(source: Source) -> Outline:
    layout = lay_out([Passage.of(paragraph) for paragraph in source.paragraphs])
    roots = [
        *_plain_nodes((*layout.head, *layout.title), Region.HEAD),
        *_plain_nodes(_sentences_whole(layout.preamble), Region.PREAMBLE),
        *_tree(layout.body, Region.BODY),
        *_plain_nodes(layout.tail, Region.TAIL),
        *_tree(layout.annexes, Region.ANNEX),
    ]
    return Outline(layout, tuple(roots))


def _plain_nodes(passages: Iterable[Passage], region: Region) -> list[Node]:
    return [Node(passage, passage, region) for passage in passages]


def _tree(passages: Iterable[Passage], region: Region) -> list[Node]:
    growing = _Growing(region)
    for whole in _sentences_whole(passages):
        growing.add(whole)
    for root in growing.roots:
        for node in root.walk():
            node.heading = node.heading or _announces(node)
    return growing.roots


def _announces(node: Node) -> bool:
    """ "1. Các giải pháp." with points below it is a heading, in spite of its full stop."""
    return len(node.text) < 100 and node.rank < Rank.DASH and any(child.marker for child in node.children)


def _sentences_whole(passages: Iterable[Passage]) -> list[Passage]:
    """Lines that go on where the one before stopped are joined to it."""
    whole: list[Passage] = []
    for passage in passages:
        if is_rule(passage.text) and passage.place is None:  # in a table, a dash says something
            continue
        if whole and _goes_on(whole[-1], passage):
            whole[-1] = whole[-1].joined(passage)
        else:
            whole.append(passage)
    return whole


_WANTS_MORE = re.compile(
    r"(?<!\w)(?:số\s*:?|ngày|tháng|của|và|về|các|những|với|cho|do|theo|từ|đến|tại|trong|"
    r"nghị định|nghị quyết|chỉ thị|lần thứ)$",
    re.IGNORECASE,
)
"""A line that ends so is broken, whatever opens the next: "Nghị định số:" / "12/…"."""

_LONGEST_WAIT = 24  # characters of what is waited behind
_LONG_LINE = 45
"""A line shorter than this that ends without a mark is a heading or an entry of a list, not a broken sentence."""


def _goes_on(before: Passage, line: Passage) -> bool:
    if before.place != line.place:
        return False
    text = line.text[_lead(line.text) :]
    if _WANTS_MORE.search(before.text, max(0, len(before.text) - _LONGEST_WAIT)):
        return True
    if before.text.rstrip(" *_").endswith((",", "“", "(")):
        return _marker(text) is None
    if ends_sentence(before.text):
        return False
    if _marker(text) is not None:
        return text[:1] in "-–" and _dash_goes_on(before.text, text)
    said = _without_marker(before.text)
    if not said:
        return True
    if text[:1].islower() or text[:1] in ")”,;.":
        return not (is_upper(before.text) and said == before.text) or text[:1] in ")”,;."
    if is_upper(said):
        return is_upper(text) and not _is_heading_line(line, before)
    if _names_who(said, text):
        return False
    return len(before.text) >= _LONG_LINE and not _is_heading_line(line, before) and not before.look.bold


def _names_who(above: str, text: str) -> bool:
    """ "1. Ban …" alone on its line, and below it a verb in capital: what that body is to do, not the rest of its name."""
    wanted = asked(text) if text[:1].isupper() else None
    return wanted is not None and wanted.strength is Strength.ACT and named_body(above) is not None


def _without_marker(text: str) -> str:
    marker = _marker(text)
    lead = _lead(text)
    return text[lead + marker.length :].strip() if marker else text


def _dash_goes_on(before: str, text: str) -> bool:
    """A line broken at a dash: within a quotation, between two years, within "kinh tế - xã hội"."""
    if re.search(r"\d$", before) and re.match(r"[-–]\s*\d", text):
        return True
    if len(before) >= _LONG_LINE and (re.match(rf"[-–]\s+[{LOWER}]", text) or _in_a_name(before, text)):
        return True
    return _quote_is_open(before) and bool(re.match(r"[^“\"]*[”\"]", text))


_NAMES_WITH_A_DASH = (
    ("chính sách", "pháp luật"), ("thi đua", "khen thưởng"), ("tuyên giáo", "nữ công"), ("lao động", "thương binh"),
    ("kinh tế", "xã hội"), ("tổ chức", "kiểm tra"), ("kế hoạch", "tài chính"), ("quốc phòng", "an ninh"),
    ("than", "khoáng sản"), ("xanh", "sạch"), ("sạch", "đẹp"), ("văn hóa", "thể thao"), ("tổ chức", "cán bộ"),
)  # fmt: skip
"""What offices write with a dash inside; a line may be broken there."""


def _in_a_name(before: str, text: str) -> bool:
    above, below = before.rstrip().lower(), text.lstrip("-– ").lower()
    return any(above.endswith(f" {first}") and below.startswith(rest) for first, rest in _NAMES_WITH_A_DASH)


def _quote_is_open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _is_heading_line(line: Passage, before: Passage) -> bool:
    """Capitals after something that was not in capitals; or bold after something that was not bold."""
    if len(line.text) > 200:
        return False
    return (is_upper(line.text) and not is_upper(before.text)) or (line.look.bold and not before.look.bold)


def _ends_in_a_colon(whole: Passage) -> bool:
    """ "Các chỉ tiêu chủ yếu: (1) …; (2) …" cut into its points, which stand below what announces them."""
    text = whole.text.rstrip(" *_")
    return whole.place is None and text.endswith(":") and len(text) < 200


_EMPHASIS = re.compile(r"(?:[ _#]|\*(?!\s))*")
"""What is only set round a marker; a star and a blank is a marker itself."""


def _lead(text: str) -> int:
    found = _EMPHASIS.match(text)
    return found.end() if found else 0


def _marker(text: str) -> Marker | None:
    lead = _lead(text)
    marker = marker_at(text, lead)
    if marker is None and lead and text[lead - 1] == "*":
        return None
    return marker


class _Growing:
    """Takes passages in order and hangs each where its marker says, given what is open."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.roots: list[Node] = []
        self.open: list[Node] = []

    def add(self, whole: Passage) -> None:
        if whole.place is not None:
            self._hang(whole)
            return
        open_signs = [node.marker for node in self.open if node.marker]
        pieces = list(parted(whole, _marker(whole.text), open_signs))
        for piece in pieces:
            self._hang(piece, announces=piece is pieces[0] and len(pieces) > 1)

    def _hang(self, whole: Passage, *, announces: bool = False) -> None:
        """``announces``: what follows was cut from the same paragraph."""
        marker = None if whole.place is not None else _marker(whole.text)
        node = Node(whole, whole, self.region)
        if marker is not None:
            lead = _lead(whole.text)
            node.passage = whole.part(lead + marker.length)
            node.marker = marker
            node.rank = self._rank(marker)
            node.heading = _heads(node)
        elif whole.place is None and self._is_heading(whole):
            node.rank = Rank.HEADING
            node.heading = True
        elif announces and _ends_in_a_colon(whole):
            node.rank = Rank.BRACKETED - 1
        self._place(node)

    def _rank(self, marker: Marker) -> int:
        """Its own, unless the same count is open elsewhere ("9." after "8-", "a)" inside a dash)."""
        for node in reversed(self.open):
            if node.marker and node.marker.style == marker.style:
                return node.rank
        return marker.rank

    def _is_heading(self, whole: Passage) -> bool:
        text = whole.text.strip(" *_#")
        if len(text) > 200 or len(text.split()) < 2 or re.search(r"[.;,]$", text):
            return False
        return is_upper(text) or (whole.look.bold and whole.look.centred)

    def _place(self, node: Node) -> None:
        if node.marker is None and not node.heading:
            self._close_points()
        else:
            while self.open and self.open[-1].rank >= node.rank:
                self.open.pop()
        parent = self.open[-1] if self.open else None
        node.parent = parent
        siblings = parent.children if parent else self.roots
        node.label = self._label(node, siblings)
        siblings.append(node)
        if node.marker is not None or node.heading or node.rank < Rank.BRACKETED:
            self.open.append(node)

    def _close_points(self) -> None:
        """A plain paragraph stands beside the points, in the section whose heading is still open. Under a point that
        only announces ("…, cụ thể như sau:") it belongs to the point."""
        while self.open and not (self.open[-1].heading or self.open[-1].text.rstrip(" *_").endswith(":")):
            self.open.pop()

    @staticmethod
    def _label(node: Node, siblings: list[Node]) -> str:
        if node.marker is None:
            return ""
        if node.marker.style in {"dash", "plus", "bullet"}:
            same = sum(1 for one in siblings if one.marker and one.marker.style == node.marker.style)
            return f"{node.marker.label}{same + 1}"
        return node.marker.label


def _heads(node: Node) -> bool:
    """A numbered line that names a section rather than says something."""
    text = node.text.rstrip(" *_")
    if node.rank <= Rank.CAPITAL or is_upper(text) or (node.rank == Rank.ROMAN and len(text) < 200):
        return True
    return len(text) < 120 and not re.search(r"[;.]$", text) and node.rank < Rank.DASH

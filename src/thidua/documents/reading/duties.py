"""Duties: who must do what, one item per separable piece of work.

Where duties stand
    a section on measures or on carrying out: every clause that asks for something
    a section on contents, outside its blocs: when some point of it speaks to a body
    elsewhere: sentences that say who ("giao …", "đề nghị …", "công đoàn cơ sở tổ chức …"), but not of what was or is aimed at

Who has them: the subject of the sentence, else of the point's lead ("… có trách nhiệm:"), else the heading above, else
those whom the paper as a whole speaks to. What is one duty: a sentence, and in it each clause after a semicolon that
begins with a verb of work; what only urges (nâng cao, biểu dương …) belongs to the duty before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from thidua.documents.prose.addressees import Addressed, addressed, labelled
from thidua.documents.prose.imperatives import Strength, acts_together, asked
from thidua.documents.prose.layout import Region
from thidua.documents.prose.outline import Node
from thidua.documents.prose.sentences import Span, clauses, sentences
from thidua.documents.reading.blocs import bloc_above
from thidua.documents.reading.doers import (
    body_of_lead,
    body_of_task_heading,
    lead_of_preamble,
    told_to,
    whole_paper_speaks_to,
)
from thidua.documents.reading.items import Duty, Item
from thidua.documents.reading.parts import Part, part_of
from thidua.documents.reading.text import ReadingText
from thidua.documents.reading.work_tables import duties_in_tables


class _Ear(Enum):
    """How closely a place is listened to."""

    EVERYTHING = auto()
    CONTENT = auto()  # every clause, but so many of each is what is aimed at
    SUBJECTS = auto()  # sentences that say who
    NOTHING = auto()


_ALL = (_Ear.EVERYTHING, _Ear.CONTENT)


@dataclass(frozen=True)
class _Piece:
    body: str | None
    span: Span


def read_duties(text: ReadingText) -> list[Item]:
    paper = _Paper(text)
    roots = [*(root for root in text.outline.roots if root.region is Region.BODY), *text.issued]
    return [*(item for root in roots for item in paper.below(root, None)), *duties_in_tables(text)]


_FEWEST_WORDS = 8
"""A line above other points that is shorter names them; a longer one below which nothing is asked may ask itself."""


_NAMES_A_DAY = re.compile(
    r"[\W\d_]*(?:(?:sơ kết|tổng kết)(?:\s[^\s,;]+){0,7}[\s.;]*$|báo cáo\s(?:\d+ tháng|(?:cả )?năm|quý|tháng|tuần|định kỳ)\s)",
    re.I,
)
"""Says when, and of whom it is asked nobody knows: "Sơ kết hằng năm", "Báo cáo 6 tháng gửi trước ngày …"."""


class _Paper:
    def __init__(self, text: ReadingText) -> None:
        self.text = text
        self.everybody = whole_paper_speaks_to(text)
        self.lead = lead_of_preamble(text)
        self.points_are_asked = self.lead is not None or _announces_demands(text)
        self.addressing = {id(root) for root in text.outline.roots if _addresses(root)}

    def below(self, node: Node, body: str | None) -> Iterator[Item]:
        """The duties of a node and all below it; ``body`` is the one that a lead above named."""
        announced = node.heading or node.text.rstrip(" *_").endswith(":")
        own_body = (body_of_lead(node.text) if announced else None) or body_of_task_heading(node)
        below = [item for child in node.children for item in self.below(child, own_body or body)]
        names_only = announced and node.children and (below or len(node.text.split()) < _FEWEST_WORDS)
        if not names_only:
            yield from self._own(node, body)
        yield from below

    def _own(self, node: Node, body: str | None) -> Iterator[Item]:
        if node.place is not None:
            return
        ear = self._ear(node, body)
        if ear is _Ear.NOTHING:
            return
        for piece in _pieces(node.text, body, ear, labels=self._labels(node, ear)):
            who = piece.body or body or self.lead
            if who is None and not _NAMES_A_DAY.match(piece.span.text):
                who = self.everybody
            if who:
                anchor = node.passage.anchor(piece.span.start, piece.span.end)
                yield Duty(body=who, text=piece.span.text.rstrip(" .;:,*_/"), anchor=anchor)

    @staticmethod
    def _labels(node: Node, ear: _Ear) -> bool:
        """Before a colon stands who has the work; but in a plain paragraph a headline, among awards who gets one."""
        return ear in _ALL or (node.marker is not None and part_of(node) is not Part.AWARDS)

    def _ear(self, node: Node, body: str | None) -> _Ear:
        part = part_of(node)
        if bloc_above(node) is not None or part in {Part.AIMS, Part.PAST}:
            return _Ear.NOTHING
        if (
            part is Part.TARGETS
        ):  # a paragraph beside the points may hand out work; the points are what is aimed at
            return _Ear.NOTHING if node.marker or node.heading or "%" in node.text else _Ear.SUBJECTS
        if part is Part.MEASURES or body is not None:
            return _Ear.EVERYTHING
        if part is Part.CONTENT:
            root = [node, *node.ancestors()][-1]
            return _Ear.CONTENT if id(root) in self.addressing else _Ear.NOTHING
        if part is Part.OTHER and self.points_are_asked:
            return _Ear.EVERYTHING
        return _Ear.SUBJECTS


# --- who --------------------------------------------------------------------------------------------------------


def _announces_demands(text: ReadingText) -> bool:
    """ "…, Ban Thường vụ yêu cầu:" asks for every point, and each point says whom."""
    last = text.preamble[-1].text if text.preamble else ""
    return bool(re.search(r"(?<!\w)(?:yêu cầu|đề nghị|quyết nghị)\s*[:.]?[\s*_]*$", last, re.I))


def _addresses(root: Node) -> bool:
    """Some point of a section of contents, outside its blocs, has a body for its subject."""
    if part_of(root) is not Part.CONTENT:
        return False
    return any(
        addressed(sentence.text) is not None
        for node in root.walk()
        if node.place is None and bloc_above(node) is None and not node.heading
        for sentence in sentences(node.text)[:1]
    )


# --- what -------------------------------------------------------------------------------------------------------


def _pieces(text: str, body: str | None, ear: _Ear, *, labels: bool) -> Iterator[_Piece]:
    """``labels``: whether a body before a colon is told what to do; in a plain paragraph it may be a headline."""
    who = body
    label = labelled(text) if labels else None
    for sentence in sentences(text):
        named = label if label and label.start >= sentence.start and label.rest < sentence.end else None
        label = None
        told = addressed(sentence.text) if named is None else None
        if told and who and _ASSIGNS.match(sentence.text):  # to assign it is the work of who stands above
            told = None
        subject = _shifted(named, 0) if named else _shifted(told, sentence.start)
        if subject is not None:
            who = subject.body
        elif ear not in _ALL:
            continue
        rest = (
            sentence
            if subject is None
            else Span(text[subject.rest : sentence.end], subject.rest, sentence.end)
        )
        led = body is not None and sentence.start == 0 and not _TELLS_OF.match(text)
        if not ((named and (ear in _ALL or asked(rest.text))) or led or _asks(rest, sentence, subject, ear)):
            continue
        yield from _separable(rest, who)


_ASSIGNS = re.compile(r"[\W\d_]*phân công(?!\w)", re.I)
_FLOOR = re.compile(r"%\s*trở lên", re.I)
_STRIVES = re.compile(r"[\W\d_]*phấn đấu\s[^;.]*?%", re.I)
_SO_MANY = re.compile(
    r"(?<!ngày )(?<!tháng )(?<!quý )(?<!năm )(?<![\d/.-])\d+(?![\d/])(?!\s(?:tháng|năm)(?!\w))"
)
"""A figure that is no day."""


def _aims_at(told: str, subject: Addressed | None, ear: _Ear) -> bool:
    """A floor in figures is a target and no work of its own; so is, outside the measures, what each is to reach."""
    each = subject is not None and subject.body.lower().startswith(("mỗi ", "từng "))
    if each and ear is not _Ear.EVERYTHING and _SO_MANY.search(told):
        return True
    return bool(_FLOOR.search(told) or _STRIVES.match(told))


_TELLS_OF = re.compile(
    r"[\W\d_]*(?:kinh phí|thời gian|đối tượng|số lượng|hồ sơ|mức|nội dung|hình thức|thành phần|địa điểm|kết quả|việc|đây|"
    r"trường hợp|các|những|mọi|mỗi|từng bước|đảm bảo|bảo đảm|riêng|căn cứ vào|chỉ tiêu|nguồn|tiêu chí|điều kiện|\d)(?!\w)",
    re.I,
)
"""How a point begins that tells about something instead of asking for it, even below the name of a body."""


def _asks(rest: Span, sentence: Span, subject: Addressed | None, ear: _Ear) -> bool:
    wanted = asked(rest.text)
    if wanted is None:
        return False
    if (
        wanted.strength is Strength.STATE
    ):  # "Ban Tài chính bảo đảm nguồn …" is work; "đảm bảo …" alone a result
        return subject is not None and _PROVIDES.match(rest.text) is not None
    told = subject is not None and told_to(sentence) is not None
    if told:  # an appeal is a duty only where it asks for a piece of work
        return wanted.verb.lower() == "phối hợp" or any(
            _is_work(part) for part in re.split(r",\s+|\s+và\s+|;\s+", rest.text)
        )
    if _aims_at(rest.text, subject, ear):
        return False
    return ear in _ALL or wanted.verb == "phối hợp" or wanted.strength is Strength.ACT


_PROVIDES = re.compile(r"(?:bảo đảm|đảm bảo)\s+(?:nguồn|kinh phí|cơ sở vật chất|điều kiện|hậu cần)", re.I)
_OWN_FIGURE = re.compile(r"(?<![-\w/.])\d{1,3}(?:\s?%|\s+[^\W\d_])")
"""What only urges is work of its own where it says how many: "giới thiệu mỗi tháng 02 gương"."""
_EACH = re.compile(
    r"^(?:mỗi|từng)\s+(?:[^\W\d_]+\s+){1,4}?(?=(?:thành lập|tổ chức|đăng ký|xây dựng|lập|cử|có|giao)(?!\w))",
    re.I,
)


def _is_work(clause: str) -> bool:
    """ "mỗi công trình thành lập …" has a subject that is no body, and is work all the same."""
    each = _EACH.match(clause)
    wanted = asked(clause[each.end() :] if each else clause)
    if wanted is None or _STRIVES.match(clause) or wanted.strength is Strength.STATE:
        return False
    return wanted.strength is Strength.ACT or acts_together(clause) or _OWN_FIGURE.search(clause) is not None


_ANNOUNCES = re.compile(r"^(?:[^\W\d_]+\s+){0,3}[^\W\d_]+\s*:\s")
""" "… tập trung: …; …; …": what follows a colon is a list, and each entry of it a piece."""
_OF_ITS_OWN = re.compile(
    r",\s+(?=tổng hợp(?!\w)[^.;]{10,}?(?<!\w)(?:gửi|báo cáo)(?!\w))"
    r"|(?<=\d)\s+và\s+(?=(?:gửi|nộp)\s[^.;]*\d)"
    r"|\s+và\s+(?=(?:động viên|vận động|tổ chức|đăng ký|phấn đấu)\s+(?:ít nhất\s+|trên\s+)?\d+\s?%)"
)
"""Also without a semicolon: to collect and send up; to send by a day of its own; to do with a figure of its own."""


_MAY_STAND_ALONE = re.compile(r"%|tổng hợp|\d\s+và\s")


def _clauses(rest: Span) -> Iterator[tuple[Span, bool]]:
    """The clauses, and whether each stands for itself whatever its verb."""
    announced = _ANNOUNCES.match(rest.text) is not None
    for clause in clauses(rest):
        cut = _OF_ITS_OWN.search(clause.text) if _MAY_STAND_ALONE.search(clause.text) else None
        if cut:
            yield clause.part(0, cut.start()), announced
            yield clause.part(cut.end()), True
        else:
            yield clause, announced


def _separable(rest: Span, who: str | None) -> Iterator[_Piece]:
    """A sentence by its semicolons; a clause without work of its own is left with the one before."""
    piece: _Piece | None = None
    for clause, of_its_own in _clauses(rest):
        subject = _shifted(addressed(clause.text), clause.start) if piece else None
        subject = None if who and _ASSIGNS.match(clause.text) else subject
        begins_work = of_its_own or _is_work(clause.text) or subject is not None
        if piece is None or begins_work:
            if piece:
                yield piece
            start = subject.rest if subject else clause.start
            span = Span(rest.text[start - rest.start : clause.end - rest.start], start, clause.end)
            piece = _Piece(subject.body if subject else who, span)
        else:
            text = rest.text[piece.span.start - rest.start : clause.end - rest.start]
            piece = replace(piece, span=Span(text, piece.span.start, clause.end))
    if piece:
        yield piece


def _shifted(found: Addressed | None, by: int) -> Addressed | None:
    if found is None:
        return None
    return replace(found, start=found.start + by, end=found.end + by, rest=found.rest + by)

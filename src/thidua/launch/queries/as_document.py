"""A paper as an official document of ``documents.writing``: what leaves the house as Word and as PDF/A.

A draft carries blanks for number and day; an issued paper what the clerk gave it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from thidua.documents.writing.blocks import (
    Acting,
    Align,
    Annex,
    Block,
    Capacity,
    Column,
    Division,
    Marker,
    Official,
    Paragraph,
    Recipient,
    Signature,
    Table,
)
from thidua.documents.writing.kinds.decision import Decision, decision
from thidua.documents.writing.kinds.frame import Frame, heading, listed, official, sentence
from thidua.launch.models import LegalBasis, Paper
from thidua.launch.models.legal_basis import within_a_sentence
from thidua.launch.queries.content import Content, content_of
from thidua.launch.queries.printed import (
    articles,
    assigned_units,
    decides,
    in_role,
    parts,
    recipients,
    targets,
)
from thidua.launch.queries.printed_annex import annex_tables
from thidua.launch.queries.printed_lines import basis_text, printed
from thidua.launch.signing import block

_BEFORE_SIGNING = ("draft", "with_head", "with_committee", "with_party")
_ANNEX = "Chỉ tiêu giao các đơn vị"


def document_of(paper: Paper, content: Content | None = None) -> Official:
    """The paper in the language of offices, whatever language its reader has chosen."""
    with translation.override("vi"):
        held = content if content is not None else content_of(paper)
        units = assigned_units(paper)
        frame = _frame(paper, held, units)
        if not decides(paper):
            return official(frame, str(paper.get_kind_display()), tuple(_parts(paper, held)))
        told = Decision(
            authority=_authority(paper),
            articles=tuple(articles(paper, held, units)),
            annexes=tuple(_annexes(paper)),
        )
        return decision(frame, told)


def _frame(paper: Paper, content: Content, units: list[str]) -> Frame:
    to = recipients(content, units)
    grounds = [f"Căn cứ {basis_text(line)}" for line in in_role(content, LegalBasis.Role.BASIS)]
    about = f"Về việc {within_a_sentence(paper.title)}" if decides(paper) and paper.title else paper.title
    return Frame(
        issuer=paper.issuer.name,
        superior=paper.seat.parent.name if paper.seat.parent else "",
        symbol=paper.symbol,
        number=paper.number,
        place=paper.place,
        day=paper.issued_on if paper.number else None,
        year=paper.year,
        title=about,
        draft=paper.state in _BEFORE_SIGNING,
        bases=tuple(grounds),
        signatures=(_signature(paper),),
        recipients=tuple(Recipient(name) for name in to["recipients"]),
        archive=to["archive"] or ", ".join(part for part in ("VT", paper.drafting_unit) if part),
    )


def _signature(paper: Paper) -> Signature:
    """Whoever signs; his office closes the lines of the block."""
    *acting, office = block(paper.capacity, paper.signer_office) or ("",)
    return Signature(office, paper.signer_name, tuple(_acting(line) for line in acting))


def _acting(line: str) -> Acting:
    capacity, _space, whom = line.partition(" ")
    return Acting(Capacity(capacity), whom)


def _authority(paper: Paper) -> str:
    """Who decides: the body that the paper is signed for, of the unit that issues it."""
    acting = _signature(paper).acting
    return f"{acting[0].whom} {paper.issuer.name}" if acting else paper.issuer.name


def _parts(paper: Paper, content: Content) -> Iterator[Block]:
    for part in parts(paper, content):
        inside = _targets(paper) if part["code"] == "targets" else _lines(part["blocs"])
        yield heading(str(part["title"]), *inside)


def _lines(blocs: list[tuple[str, list[Any]]]) -> Iterator[Block]:
    """Lines for everyone are numbered, one alone is a paragraph; those of a bloc stand under its name."""
    for bloc, lines in blocs:
        texts = [str(printed(line)) for line in lines]
        if bloc:
            title = bloc[:1].upper() + bloc[1:]
            yield Division(Marker.NUMBER, title=title, blocks=listed(Marker.DASH, texts))
        elif len(texts) == 1 and len(blocs) == 1:
            yield Paragraph(sentence(texts[0]))
        else:
            yield from listed(Marker.NUMBER, texts)


def _targets(paper: Paper) -> Iterator[Block]:
    """Each with what must be reached; under the headings of the plan where it has some."""
    if paper.states_quality:
        yield Paragraph("Mục tiêu định tính, không đặt chỉ tiêu bằng số.")
    for group in targets(paper):
        texts = [row["sentence"] for row in group["rows"]]
        if group.get("name"):
            yield Division(Marker.NUMBER, title=group["name"], blocks=listed(Marker.DASH, texts))
        else:
            yield from listed(Marker.NUMBER, texts)


def _annexes(paper: Paper) -> Iterator[Annex]:
    tables = tuple(_table(one) for one in annex_tables(paper))
    if tables:
        yield Annex(_ANNEX, tables, landscape=True)


def _table(told: dict[str, Any]) -> Table:
    heads = [f"{name} ({measure})" if measure else name for name, measure in told["heads"]]
    columns = (
        Column("TT", 2, Align.CENTRE),
        Column("Đơn vị", 10),
        *(Column(title, 5, Align.RIGHT) for title in heads),
    )
    rows = tuple((str(at), unit, *cells) for at, (unit, cells) in enumerate(told["rows"], 1))
    return Table(columns, rows, ("", "Cộng", *told["sums"]))

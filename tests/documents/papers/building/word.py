"""Small hands for making Word papers as offices make them: heads in a table, automatic numbers, fonts per run."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

LEVEL = (
    '<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    '<w:lvlJc w:val="left"/></w:lvl>'
)
OUTLINES = {
    "parts": (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")),
    "points": (("decimal", "%1."), ("decimal", "%1.%2."), ("bullet", "-")),
    "articles": (("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)")),
    "dashes": (("bullet", "-"), ("bullet", "+"), ("bullet", "•")),
}


class Paper:
    """A document under way. ``line`` adds a paragraph; ``number`` one that Word numbers by itself."""

    def __init__(self) -> None:
        self.doc: Doc = Document()
        self.doc.styles["Normal"].font.name = "Times New Roman"
        self.doc.styles["Normal"].font.size = Pt(14)
        self._outlines: dict[str, int] = {}

    def line(
        self, text: str, *, bold: bool = False, italic: bool = False, centred: bool = False
    ) -> Paragraph:
        return _fill(self.doc.add_paragraph(), text, bold, italic, centred)

    def number(self, outline: str, level: int, text: str, *, bold: bool = False) -> Paragraph:
        made = _fill(self.doc.add_paragraph(), text, bold, False, False)
        pr = made._p.get_or_add_pPr()
        pr.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{self._number_id(outline)}"/></w:numPr>'
            )
        )
        return made

    def spans(self, *parts: tuple[str, str]) -> Paragraph:
        """A paragraph whose runs have fonts of their own: (font, text)."""
        made = self.doc.add_paragraph()
        for font, text in parts:
            run = made.add_run(text)
            run.font.name = font
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hAnsi"), font)
        return made

    def head(self, left: list[str], right: list[str]) -> None:
        """The head of an official paper: two columns, in a table without lines."""
        table = self.doc.add_table(rows=1, cols=2)
        _lines(table.cell(0, 0), left)
        _lines(table.cell(0, 1), right)

    def foot(self, left: list[str], right: list[str]) -> None:
        self.head(left, right)

    def grid(self, rows: list[list[str]], merges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        """A table with lines; ``merges`` are pairs of corners, whose text stands in the first."""
        table = self.doc.add_table(rows=len(rows), cols=len(rows[0]))
        table.style = "Table Grid"
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text:
                    table.cell(r, c).text = text
        for (r1, c1), (r2, c2) in merges:
            table.cell(r1, c1).merge(table.cell(r2, c2))

    def _number_id(self, outline: str) -> int:
        if outline in self._outlines:
            return self._outlines[outline]
        numbering = self.doc.part.numbering_part.element
        kind = OUTLINES[outline.split("#", maxsplit=1)[0]]
        mine = 90 + len(self._outlines)
        levels = "".join(LEVEL.format(n=n, form=form, text=text) for n, (form, text) in enumerate(kind))
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{mine}">{levels}</w:abstractNum>'
        )
        numbering.insert(0, abstract)
        num = parse_xml(f'<w:num {nsdecls("w")} w:numId="{mine}"><w:abstractNumId w:val="{mine}"/></w:num>')
        numbering.append(num)
        self._outlines[outline] = mine
        return mine


def _fill(made: Paragraph, text: str, bold: bool, italic: bool, centred: bool) -> Paragraph:
    run = made.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if centred:
        made.alignment = ALIGN.CENTER
    return made


def _lines(cell: _Cell, lines: list[str]) -> None:
    cell.paragraphs[0].add_run(lines[0])
    for line in lines[1:]:
        cell.add_paragraph(line)
    for made in cell.paragraphs:
        made.alignment = ALIGN.CENTER

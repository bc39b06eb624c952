"""Real files for the tests: Word packages from their XML, PDFs by typst."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import typst

from thidua.documents.source.model import Paragraph, Source

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def package(parts: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; ``parts`` are the insides of numbering, styles, footnotes, header, footer."""
    roots = {
        "numbering": "numbering",
        "styles": "styles",
        "footnotes": "footnotes",
        "header": "hdr",
        "footer": "ftr",
    }
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATION}/{name}" Target="{name}.xml"/>' for name in parts
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _RELATIONS.format(
            f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _RELATIONS.format(relations),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = f"<w:{roots[name]} {NAMESPACES}>{inside}</w:{roots[name]}>"
    return package(files)


def p(
    text: str = "", *, num: tuple[int, int] | None = None, style: str = "", run: str = "", mark: str = ""
) -> str:
    """A paragraph; ``num`` is (numId, level), ``run`` and ``mark`` are insides of its run's and its end's rPr."""
    listed = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    said = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{styled}{listed}{marked}</w:pPr>{said}</w:p>"


def level(at: int, kind: str, pattern: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def pdf(markup: str) -> bytes:
    """An A4 paper set as offices set it: 14 points, first lines indented, page numbers above."""
    head = """
    #set page(paper: "a4", margin: (left: 3cm, right: 1.5cm, top: 2cm, bottom: 2cm), numbering: "1",
      number-align: center + top)
    #set text(size: 14pt, lang: "vi")
    #set par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 9pt)
    """
    made = typst.compile((head + markup).encode())
    assert isinstance(made, bytes)
    return made


def texts(source: Source) -> list[str]:
    return [one.text for one in source.paragraphs]


def cells(source: Source) -> dict[tuple[int, int, int], Paragraph]:
    """Paragraphs of tables by table, row and column."""
    return {
        (one.place.table, one.place.row, one.place.column): one
        for one in source.paragraphs
        if one.place is not None
    }


def anchored(source: Source) -> bool:
    """Whether every paragraph points into the text as received, in order within itself."""
    return all(
        len(one.raw_at) == len(one.text) + 1
        and 0 <= one.raw_at[0] <= one.raw_at[-1] <= len(source.raw)
        and list(one.raw_at) == sorted(one.raw_at)
        for one in source.paragraphs
    )

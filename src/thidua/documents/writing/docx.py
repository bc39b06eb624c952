"""An official document as a .docx that Word users can edit: real styles, no text boxes, no macros.

Written part by part, since every length and style is the layout's and the same document must give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from thidua.documents.writing.blocks import Official
from thidua.documents.writing.docx_xml import ending, items, points, section, style_id, twips
from thidua.documents.writing.layout import Layout, Style, layout
from thidua.documents.writing.lines import Sheet
from thidua.documents.writing.typeset import typeset
from thidua.formats.text import for_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_THEN = (1980, 1, 1, 0, 0, 0)  # the same document gives the same bytes, whenever it is made
_HEADER = "rIdHeader"
_WORD_2010 = 15  # the mode in which Word opens the file without "compatibility mode"


def to_docx(document: Official, look: Layout | None = None) -> bytes:
    """The document as a Word file."""
    chosen = look or layout()
    told = document.head
    title = " ".join(part for part in (told.kind, told.title) if part)
    return packed(typeset(document, chosen), chosen, title=title, author=told.issuer)


def packed(sheets: tuple[Sheet, ...], look: Layout, *, title: str, author: str) -> bytes:
    """Set sheets in a Word file with the styles of ``look``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in _parts(sheets, look, title, author):
            package.writestr(zipfile.ZipInfo(name, _THEN), _DECLARED + content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _parts(sheets: tuple[Sheet, ...], look: Layout, title: str, author: str) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _content_types()
    yield (
        "_rels/.rels",
        _links(("rId1", "officeDocument", "word/document.xml"), ("rId2", "", "docProps/core.xml")),
    )
    yield "docProps/core.xml", _core(title, author)
    yield "word/document.xml", _document(sheets, look)
    yield "word/styles.xml", _styles(look)
    yield "word/settings.xml", _settings()
    yield "word/header1.xml", _header(look)
    yield (
        "word/_rels/document.xml.rels",
        _links(
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdSettings", "settings", "settings.xml"),
            (_HEADER, "header", "header1.xml"),
        ),
    )


def _content_types() -> str:
    parts = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    told = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    links = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = (
        f'<Default Extension="rels" ContentType="{links}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_TYPES}">{defaults}{told}</Types>'


def _links(*many: tuple[str, str, str]) -> str:
    core = f"{_LINKS}/metadata/core-properties"
    told = "".join(
        f'<Relationship Id="{key}" Type="{f"{_R}/{kind}" if kind else core}" Target="{target}"/>'
        for key, kind, target in many
    )
    return f'<Relationships xmlns="{_LINKS}">{told}</Relationships>'


def _core(title: str, author: str) -> str:
    dublin = "http://purl.org/dc/elements/1.1/"
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{dublin}">'
        f"<dc:title>{escape(for_xml(title))}</dc:title><dc:creator>{escape(for_xml(author))}</dc:creator>"
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _document(sheets: tuple[Sheet, ...], look: Layout) -> str:
    *earlier, last = sheets
    body = "".join(_inside(one, look) + ending(section(one, look, header=_HEADER)) for one in earlier)
    body += _inside(last, look) + ending("") + section(last, look, header=_HEADER)
    return f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'


def _inside(sheet: Sheet, look: Layout) -> str:
    return items(sheet.items, look.room(landscape=sheet.landscape), look)


# --- Styles


def _styles(look: Layout) -> str:
    told = "".join(_style(one, look) for one in look.styles.values())
    fonts = _fonts(look)
    size = points(look.styles["body"].size.chosen) // 10
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f'<w:styles xmlns:w="{_W}">{defaults}{normal}{told}</w:styles>'


def _fonts(look: Layout) -> str:
    font = quoteattr(look.font)
    return f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"


def _style(one: Style, look: Layout) -> str:
    gap = look.before.chosen if one.running else one.before
    spacing = round(240 * look.spacing.chosen) if one.running else 240
    kept = "<w:keepNext/>" if one.keep else ""
    indent = f'<w:ind w:firstLine="{twips(look.first_line.chosen)}"/>' if one.running else ""
    level = f'<w:outlineLvl w:val="{one.outline - 1}"/>' if one.outline else ""
    align = {"justify": "both"}.get(one.align, one.align)
    size = points(one.size.chosen) // 10
    letters = f"{'<w:b/><w:bCs/>' if one.bold else ''}{'<w:i/><w:iCs/>' if one.italic else ''}"
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(one.code)}">'
        f'<w:name w:val={quoteattr(one.name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{kept}<w:spacing w:before="{points(gap)}" w:after="0" w:line="{spacing}" w:lineRule="auto"/>'
        f'{indent}<w:jc w:val="{align}"/>{level}</w:pPr>'
        f'<w:rPr>{letters}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    mode = f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="{_WORD_2010}"/>'
    return (
        f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:compat>{mode}</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


def _header(look: Layout) -> str:
    size = points(look.page_number.chosen) // 10
    letters = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    field = (
        f'<w:r>{letters}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{letters}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r>{letters}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{letters}<w:t>2</w:t></w:r>'
        f'<w:r>{letters}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f'<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p></w:hdr>'

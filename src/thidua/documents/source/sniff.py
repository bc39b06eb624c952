"""What a file is, seen from its bytes. Names lie: a .doc is often RTF, HTML or a .docx."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from thidua.documents.source.errors import SourceDamaged, SourceEmpty, SourceLocked, SourceUnknown
from thidua.documents.source.model import Format


class Kind(StrEnum):
    DOCX = "docx"
    LEGACY = "doc"  # .doc, .rtf, .odt: what only an office program reads
    PDF = "pdf"
    PICTURE = "picture"
    HTML = "html"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
_OFFICE = {"xl/": "xlsx", "ppt/": "pptx", "META-INF/container.xml": "epub"}
_SAMPLE = 4096


def kind_of(content: bytes, name: str) -> Kind:
    """Raises SourceEmpty, SourceLocked, SourceDamaged, SourceUnknown."""
    if not content:
        raise SourceEmpty()
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(b"PK"):
        return _in_zip(content)
    if content.startswith(_OLE):
        return _in_compound(content)
    if content.startswith(b"{\\rtf"):
        return Kind.LEGACY
    if content.startswith(_PICTURES) or content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return Kind.PICTURE
    return _in_letters(content, name)


def text_format(name: str) -> Format:
    return Format.MARKDOWN if name.lower().endswith((".md", ".markdown")) else Format.TEXT


def _in_zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if "word/document.xml" in names or any(one.startswith("word/") for one in names):
                return Kind.DOCX
            if "mimetype" in names and packed.read("mimetype")[:60].startswith(
                b"application/vnd.oasis.opendocument.text"
            ):
                return Kind.LEGACY
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as problem:
        raise SourceDamaged(format="docx") from problem
    found = next(
        (kind for begin, kind in _OFFICE.items() if any(one.startswith(begin) for one in names)), "zip"
    )
    raise SourceUnknown(found=found)


def _in_compound(content: bytes) -> Kind:
    """The old container of Office: its streams are named in UTF-16."""
    if _names(content, "EncryptedPackage"):
        raise SourceLocked(format="docx")
    if _names(content, "WordDocument"):
        return Kind.LEGACY
    raise SourceUnknown(found="xls" if _names(content, "Workbook") else "ole")


def _names(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content


def _in_letters(content: bytes, name: str) -> Kind:
    sample = content[:_SAMPLE]
    marked = sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    if b"\0" in sample and not marked and not _is_wide(sample):
        raise SourceUnknown(found="binary")
    plain = sample.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if plain.startswith(b"MIME-Version:"):
        raise SourceUnknown(found="mht")
    if _HTML.match(plain) or (name.lower().endswith((".html", ".htm")) and b"<" in plain):
        return Kind.HTML
    if marked or b"\0" in sample:
        return Kind.TEXT
    controls = sum(byte < 9 or 13 < byte < 27 for byte in plain)
    if controls > len(plain) / 20:
        raise SourceUnknown(found="binary")
    return Kind.TEXT


def _is_wide(sample: bytes) -> bool:
    """UTF-16: zeros stand in every other place only."""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    return max(odd, even) > len(sample) // 6 and min(odd, even) <= len(sample) // 50

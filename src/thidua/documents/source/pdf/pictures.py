"""A page as a picture: beside the proposal on the screen, and for a reader of scans."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
from PIL import Image

from thidua.documents.source.errors import SourceDamaged, SourceUnknown
from thidua.documents.source.pdf.opening import KIND, opened

_WIDEST, _HIGHEST = 3000, 5000  # pixels
_LARGEST = 80_000_000  # pixels of a picture that is sent


def drawn(content: bytes, number: int, width: int) -> bytes:
    """Page ``number`` (from 1) as PNG. Raises SourceDamaged, SourceUnknown, SourceLocked."""
    if b"%PDF-" not in content[:1024]:
        return _png(shrunk(picture(content), width))
    with opened(content) as document:
        if not 1 <= number <= len(document):
            raise SourceUnknown(found="page")
        try:
            return _png(page_image(document[number - 1], width))
        except pdfium.PdfiumError as problem:
            raise SourceDamaged(format=KIND) from problem


def page_image(page: pdfium.PdfPage, width: int) -> Image.Image:
    wide, high = page.get_size()
    scale = min(min(width, _WIDEST) / max(wide, 1.0), _HIGHEST / max(high, 1.0))
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return image


def picture(content: bytes) -> Image.Image:
    """A picture that was sent as such. Raises SourceDamaged."""
    try:
        image = Image.open(io.BytesIO(content))
        if image.width * image.height > _LARGEST:
            raise SourceDamaged(format="picture")
        return image.convert("L")
    except (OSError, ValueError, Image.DecompressionBombError, SyntaxError) as problem:
        raise SourceDamaged(format="picture") from problem


def shrunk(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, max(1, image.height * width // image.width)))


def _png(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()

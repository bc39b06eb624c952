"""Evidence and scans: size and kind checked by content, stored once by hash."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO, Protocol

from django.utils.translation import gettext_lazy as _

from thidua.kernel import database
from thidua.kernel.errors import Refusal
from thidua.kernel.models import StoredFile

LARGEST = 25 * 1024 * 1024

# First bytes tell the kind; a name or a browser's word is not believed.
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),  # docx and xlsx are zip; told apart by name below
    (b"\xd0\xcf\x11\xe0", "application/msword"),
)
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FileTooLarge(Refusal):
    code = "kernel.file_too_large"
    what = _("Tệp «%(name)s» nặng %(megabytes)s MB.")
    why = _("Mỗi tệp được tối đa %(limit)s MB.")
    remedy = _("Hãy chụp hoặc quét lại với độ nét thấp hơn, hoặc tách thành nhiều tệp.")


class FileKindUnknown(Refusal):
    code = "kernel.file_kind_unknown"
    what = _("Không nhận được tệp «%(name)s».")
    why = _("Chỉ nhận ảnh (JPG, PNG), PDF, Word (.docx, .doc) và Excel (.xlsx).")
    remedy = _("Hãy lưu lại tệp ở một trong các dạng trên rồi gửi.")


class Readable(Protocol):
    """An open file, or what a browser sent."""

    def read(self, size: int = -1, /) -> bytes: ...


UNKNOWN = "application/octet-stream"


def keep(name: str, stream: Readable, size: int, *, whatever: bool = False) -> StoredFile:
    """Stores the stream; the same content is kept once. Raises FileTooLarge, FileKindUnknown.

    ``whatever`` keeps also what nobody can name (a text, a file with a wrong ending), for a reader that says
    itself what it cannot read; such a file is only ever handed out for saving."""
    if size > LARGEST:
        raise FileTooLarge(name=name, megabytes=size // 2**20, limit=LARGEST // 2**20)
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileTooLarge(name=name, megabytes=len(content) // 2**20, limit=LARGEST // 2**20)
    kind = _kind_or_unknown(name, content) if whatever else kind_of(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        growing = place.with_suffix(f".{os.getpid()}")
        growing.write_bytes(content)
        growing.replace(place)
    stored, _made = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "kind": kind, "name": Path(name).name[:255]}
    )
    return stored


def _kind_or_unknown(name: str, content: bytes) -> str:
    try:
        return kind_of(name, content)
    except FileKindUnknown:
        return UNKNOWN


def kind_of(name: str, content: bytes) -> str:
    for start, kind in _SIGNATURES:
        if content.startswith(start):
            if kind != "application/zip":
                return kind
            ending = Path(name).suffix.lower()
            if ending in _OFFICE:
                return _OFFICE[ending]
    raise FileKindUnknown(name=name)


def place_of(sha256: str) -> Path:
    return database.home() / "files" / sha256[:2] / sha256


def open_stored(file: StoredFile) -> BinaryIO:
    """The content as it was sent; the caller closes it."""
    return place_of(file.sha256).open("rb")

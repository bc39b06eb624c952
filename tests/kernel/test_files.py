"""Files are believed by their content, kept once, and refused in words."""

from __future__ import annotations

import io

import pytest

from thidua.kernel import files
from thidua.kernel.models import StoredFile

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.mark.django_db
def test_the_same_scan_is_kept_once() -> None:
    one = files.keep("biên bản.png", io.BytesIO(PNG), len(PNG))
    two = files.keep("bien-ban-2.png", io.BytesIO(PNG), len(PNG))
    assert one == two
    assert StoredFile.objects.count() == 1
    with files.open_stored(one) as stored:
        assert stored.read() == PNG


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ảnh.png", b"<script>alert(1)</script>"),
        ("kế hoạch.pdf", b"MZ\x90"),
        ("a.zip", b"PK\x03\x04zip"),
        ("rỗng.pdf", b""),
    ],
)
def test_what_only_pretends_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(files.FileKindUnknown) as refused:
        files.keep(name, io.BytesIO(content), len(content))
    assert name in refused.value.say().what
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_fifty_megabytes_are_refused_even_when_the_browser_lies_about_the_size() -> None:
    with pytest.raises(files.FileTooLarge):
        files.keep("to.pdf", io.BytesIO(), 50 * 2**20)
    with pytest.raises(files.FileTooLarge):
        files.keep("to.pdf", io.BytesIO(b"%PDF-" + b"0" * (26 * 2**20)), 10)


@pytest.mark.django_db
def test_whatever_is_kept_for_a_reader_that_says_what_it_cannot_read() -> None:
    text = b"KE HOACH"
    with pytest.raises(files.FileKindUnknown):
        files.keep("ke-hoach.txt", io.BytesIO(text), len(text))
    kept = files.keep("ke-hoach.txt", io.BytesIO(text), len(text), whatever=True)
    assert kept.kind == files.UNKNOWN
    with files.open_stored(kept) as stored:
        assert stored.read() == text

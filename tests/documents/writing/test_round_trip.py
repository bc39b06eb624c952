"""What was read in a paper is written in our own words and reads the same: targets, rounds, deadlines, fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.expectation import Paper, papers
from tests.documents.writing.from_reading import again, compared, fields, written_again
from thidua.documents.reading.model import Reading
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source
from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.pdf import to_pdf

SAMPLES = papers()


def read(content: bytes, place: Path) -> Reading:
    place.write_bytes(content)
    return read_source(open_source(place))


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda paper: paper.name)
def test_a_sample_written_again_reads_the_same(paper: Paper, tmp_path: Path) -> None:
    first = again(read_source(open_source(paper.path)))
    if "issuer" not in fields(first):
        pytest.skip("no paper of an office")
    told, expected = compared(read(to_docx(written_again(first)), tmp_path / "again.docx")), compared(first)
    for kind in expected:
        assert told[kind] == expected[kind]


@pytest.mark.parametrize("paper", SAMPLES[::4], ids=lambda paper: paper.name)
def test_its_pdf_reads_the_same(paper: Paper, tmp_path: Path) -> None:
    document = written_again(again(read_source(open_source(paper.path))))
    word = compared(read(to_docx(document), tmp_path / "again.docx"))
    printed = compared(read(to_pdf(document), tmp_path / "again.pdf"))
    for kind in ("target", "round", "deadline"):
        assert printed[kind] == word[kind]

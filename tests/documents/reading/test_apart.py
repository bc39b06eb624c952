"""A paper is read in a process of its own: the same reading, within its time, and nothing left behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from thidua.documents.reading.apart import ReadingApart, read_apart
from thidua.documents.reading.read import read_source
from thidua.documents.source.caps import CAPS
from thidua.documents.source.errors import SourceTooSlow
from thidua.documents.source.opening import open_source

PLAN = (
    "KẾ HOẠCH\nTổ chức phong trào thi đua năm 2022\n\n"
    "I. CHỈ TIÊU\n1. Kết nạp 250 đoàn viên; 90% công đoàn cơ sở đạt vững mạnh.\n"
)
# Written so that every look at a word looks at all that follows.
SLOW = "1.1." * 180_000


def test_the_reading_is_the_same() -> None:
    source = open_source(PLAN.encode(), "ke-hoach.txt")
    assert read_apart(source) == read_source(source)


def test_a_paper_that_takes_too_long_is_refused_and_its_process_is_gone() -> None:
    source = open_source(SLOW.encode(), "cham.txt")
    with pytest.raises(SourceTooSlow), ReadingApart(replace(CAPS, seconds=1)) as apart:
        apart.read(source)
    assert apart.returncode is not None


def test_a_process_that_nobody_asked_is_gone_too() -> None:
    with ReadingApart() as apart:
        pass
    assert apart.returncode is not None

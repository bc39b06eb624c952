"""Everything that reading a paper can tell has its words."""

from __future__ import annotations

import pytest

from thidua.documents.source import errors
from thidua.documents.source.errors import SourceRefused, SourceTooLarge
from thidua.documents.source.model import Note, RepairKind
from thidua.kernel.errors import say, worded
from thidua.kernel.papers import NOTES, REPAIRS


def test_every_note_and_every_repair_is_worded() -> None:
    assert set(NOTES) == set(Note)
    assert set(REPAIRS) == set(RepairKind)


@pytest.mark.parametrize(
    "refusal",
    [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, SourceRefused)],
)
def test_every_refusal_says_what_and_what_next(refusal: type[SourceRefused]) -> None:
    what, _why, remedy = worded()[refusal.code]
    assert str(what)
    assert str(remedy)


def test_a_limit_is_told_as_people_count() -> None:
    told = say(SourceTooLarge(what="bytes", limit=50 * 2**20))
    assert "50 MB (dung lượng)" in told.why

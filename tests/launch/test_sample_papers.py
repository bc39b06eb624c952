"""Every sample paper goes all the way: read, taken over, drafted, and nothing that was taken over is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source
from thidua.kernel.door import system
from thidua.kernel.files import keep
from thidua.launch.actions.from_paper import review, settle
from thidua.launch.actions.from_paper.draft import Wish, draft_from_reading
from thidua.launch.actions.from_paper.keep_reading import keep_reading
from thidua.launch.actions.from_paper.take_draft_back import take_draft_back
from thidua.launch.models import Movement, Paper, PaperReading, Target, UnfinishedTarget
from thidua.launch.queries.content import content_of
from thidua.launch.queries.from_paper.lines import lines_of
from thidua.launch.queries.from_paper.reader import passages_of
from thidua.launch.queries.from_paper.remarking import remarks_on, remarks_on_draft
from thidua.launch.queries.from_paper.showing import cut, sections_of
from thidua.launch.queries.plans import PLANS
from thidua.launch.states import READING

from .cast import Cast

pytestmark = pytest.mark.django_db

PAPERS = Path(__file__).resolve().parents[1] / "documents/papers"
SAMPLES = sorted(
    one
    for one in PAPERS.iterdir()
    if one.suffix != ".yaml" and one.with_suffix(".yaml").exists()  # what a careful person reads in it
)


def taken_in(cast: Cast, file: Path) -> PaperReading:
    unit = cast.unit("TQ")
    with file.open("rb") as stream:
        kept = keep(file.name, stream, file.stat().st_size, whatever=True)
    reading = PaperReading.objects.create(seat=unit, file=kept, name=file.name)
    READING.move(reading, "begin")
    read = read_source(open_source(file))  # in this process: that another gives the same is shown elsewhere
    return keep_reading(
        actor=system("đọc"),
        reading_id=reading.pk,
        read=read,
        remarks=remarks_on(read, unit),
        passages=passages_of(read),
    )


def every_letter_is_shown_once(reading: PaperReading) -> None:
    items = list(reading.items.all())
    pages = sections_of(reading, items)
    seen: list[int] = []
    for blocks in pages:
        cut(reading, blocks, items)
        for block in blocks:
            for (start, end, _heading, _page), shown in zip(block.paragraphs, block.shown, strict=True):
                told = "".join(piece.text for piece in shown.pieces)
                if not reading.repairs:
                    assert told == reading.raw[start:end]
            seen += [item.number for item in block.items]
    assert sorted(seen) == sorted(item.number for item in items)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda one: one.name)
def test_a_sample_is_shown_whole_and_becomes_a_draft(cast: Cast, file: Path) -> None:
    reading, officer = taken_in(cast, file), cast.actor("officer", "TQ")
    assert reading.items.exists()
    every_letter_is_shown_once(reading)
    for name in reading.bodies.filter(body=None):
        settle.match_body(actor=officer, reading_id=reading.pk, name_id=name.pk, body_id=None)
    review.accept_all(actor=officer, reading_id=reading.pk)
    taken = list(reading.items.filter(state="accepted"))
    has_targets = any(row.kind in ("target", "assignment") for row in taken)
    paper = draft_from_reading(actor=officer, reading_id=reading.pk, wish=Wish(qualitative=not has_targets))
    wanted = Counter(line.section for row in taken for line in lines_of(row))
    found = {code: len(lines) for code, lines in content_of(paper).items() if lines}
    assert sum(found.values()) == sum(wanted.values())
    if paper.kind in PLANS:
        assert found == wanted
    stated = sum(row.kind == "target" for row in taken)
    made = Target.objects.filter(cycle__movement=paper.movement).count()
    waiting = UnfinishedTarget.objects.filter(paper=paper).count()
    assert made + waiting >= stated
    remarks_on_draft(paper, content_of(paper))
    take_draft_back(actor=officer, reading_id=reading.pk)
    assert not Paper.objects.exists()
    assert not Movement.objects.exists()

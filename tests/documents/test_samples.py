"""The reader against papers of other unions, years and layouts: bars per paper and over all papers.

A paper that falls below its bar prints what was missed and what was made up.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.documents.expectation import PAPERS, Paper, papers
from tests.documents.likeness import folded
from tests.documents.measuring import Measure, Tally, measure
from tests.documents.places import Places
from thidua.documents.reading.model import Given, Reading
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

ALL = [*papers(), *papers(PAPERS / "kept_back"), *papers(PAPERS / "unseen")]
PER_PAPER = 0.90
OVER_ALL = {
    "doc_field": 0.97,
    "round": 0.97,
    "target": 0.95,
    "legal_basis": 0.95,
    "recipient": 0.97,
    "deadline": 0.90,
    "movement": 0.90,
    "duty": 0.85,
}


@cache
def reading(path: Path) -> Reading:
    return read_source(open_source(path))


@cache
def measured(paper_path: Path) -> Measure:
    paper = next(each for each in ALL if each.path == paper_path)
    read = reading(paper.path)
    return measure(paper, [item.as_json() for item in read.items], Places(read.source))


def account(tally: Tally) -> str:
    lines = [f"missed  {each.kind}: {each.fields}" for each in tally.missed]
    return "\n".join(lines + [f"made up {item['kind']}: {item}" for item in tally.made_up])


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.name)
def test_a_paper_reads_as_a_careful_person_reads_it(paper: Paper) -> None:
    total = measured(paper.path).total
    assert total.f1 >= PER_PAPER, account(total)


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.name)
def test_no_field_of_a_paper_is_invented(paper: Paper) -> None:
    assert measured(paper.path).invented == []


@pytest.mark.parametrize("kind", OVER_ALL)
def test_each_kind_is_read_in_every_layout(kind: str) -> None:
    tally = sum((measured(paper.path).kinds.get(kind, Tally()) for paper in ALL), Tally())
    assert tally.f1 >= OVER_ALL[kind], account(tally)


def test_what_a_target_says_is_read_whole() -> None:
    tally = sum((measured(paper.path).kinds.get("target", Tally()) for paper in ALL), Tally())
    wrong = [(name, one.fields, item) for name, one, item in tally.wrong]
    assert tally.exact >= 0.90 * tally.found, "\n".join(map(str, wrong))


def test_every_quotation_stands_in_what_was_read() -> None:
    for paper in ALL:
        places = Places(reading(paper.path).source)
        for each in paper.expected:
            assert each.at is None or places.of(each.at), (paper.name, each.at)


@pytest.mark.parametrize("paper", [paper for paper in ALL if paper.assignments], ids=lambda paper: paper.name)
def test_an_annex_hands_down_what_its_cells_say(paper: Paper) -> None:
    annex = paper.assignments or {}
    read = reading(paper.path)
    wanted = {
        (unit, column): cell
        for unit, row in annex["units"].items()
        for column, cell in enumerate(row)
        if cell is not None
    }
    columns = list(dict.fromkeys(each.target for each in read.assignments))
    assert len(columns) == len(annex["targets"])
    given = {
        (each.unit, columns.index(each.target)): "-" if each.given is Given.NOT_ASSIGNED else each.value
        for each in read.assignments
        if each.value is not None or each.given is Given.NOT_ASSIGNED
    }
    assert given == wanted
    totals = {columns.index(total.target): total.value for total in read.totals if total.target in columns}
    assert totals == dict(enumerate(annex["totals"]))


SAID = {
    "theme": "text",
    "slogan": "text",
    "movement": "name",
    "recipient": "name",
    "duty": "text",
    "bloc_content": "text",
    "rule": "text",
}


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.name)
def test_nothing_is_said_that_the_paper_does_not_say(paper: Paper) -> None:
    """Every word of a quoting field stands in the paper; every anchor lies in it."""
    read = reading(paper.path)
    words = set(folded(" ".join(paragraph.text for paragraph in read.source.paragraphs)).split())
    for item in (item.as_json() for item in read.items):
        anchor = item.get("anchor")
        assert anchor is None or 0 <= anchor["start"] < anchor["end"] <= len(read.source.raw), item
        if field := SAID.get(str(item["kind"])):
            assert set(folded(str(item[field])).split()) <= words, item


def test_papers_that_nobody_looked_at_are_read_as_well() -> None:
    """What is missed here is not looked at while the reader is changed: the figure is what a stranger's paper gets."""
    tally = sum((measured(paper.path).total for paper in papers(PAPERS / "unseen")), Tally())
    assert tally.f1 >= 0.95


def test_a_paper_is_read_the_same_twice() -> None:
    for paper in ALL[:6]:
        assert read_source(open_source(paper.path)) == reading(paper.path)

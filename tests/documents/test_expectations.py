"""The labels of the sample papers keep their own rules: every quotation stands in its paper, and is short."""

from __future__ import annotations

import dataclasses

import pytest

from tests.documents.expectation import PAPERS, Paper, papers, place_of, words
from thidua.documents.reading import items

KINDS = {cls.kind: cls for cls in vars(items).values() if isinstance(cls, type) and hasattr(cls, "kind")}
FIELDS = {"issuer", "superior_body", "number", "date", "place", "doc_type", "title", "year"}
FIELDS |= {"period_start", "period_end", "signing_capacity", "signer_title", "signer_name"}
ALL = [*papers(), *papers(PAPERS / "kept_back"), *papers(PAPERS / "unseen")]


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.name)
def test_labels_use_the_words_of_the_exchange_format(paper: Paper) -> None:
    for each in paper.expected:
        known = {field.name for field in dataclasses.fields(KINDS[each.kind])}
        assert set(each.fields) | set(each.others) <= known, each
    assert {each.fields["field"] for each in paper.of("doc_field")} == FIELDS


@pytest.mark.parametrize(
    "paper",
    [p for p in ALL if p.path.suffix in {".txt", ".md"} and p.name != "chau-thanh-2016"],
    ids=lambda paper: paper.name,
)
def test_every_quotation_stands_in_its_paper(paper: Paper) -> None:
    text = paper.path.read_text(encoding="utf-8")
    for each in paper.expected:
        if each.at is None:
            assert each.kind in {"anomaly", "doc_field"}, each
            continue
        assert place_of(each.at, text) is not None, each.at
        assert words(each.at) <= 9, each.at

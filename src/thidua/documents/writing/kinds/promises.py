"""Giao ước, danh sách đăng ký, quy chế cụm: what units and people bind themselves to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.writing.blocks import Align, Block, Column, Division, Marker, Official, Table
from thidua.documents.writing.kinds.frame import (
    Frame,
    heading,
    listed,
    numbered,
    official,
    paragraphs,
    sentence,
)
from thidua.documents.writing.kinds.plan import Named
from thidua.documents.writing.kinds.sentences import Aim, aim


@dataclass(frozen=True, kw_only=True)
class Covenant:
    """``parties`` sign it; their signatures are those of the frame, each headed by its party."""

    parties: tuple[str, ...]
    opening: tuple[str, ...] = ()
    aims: tuple[Aim | str, ...] = ()
    promises: tuple[str, ...] = ()
    copies: str = ""


def covenant(frame: Frame, told: Covenant) -> Official:
    """Giao ước thi đua."""
    blocks: list[Block] = [*paragraphs(told.opening)]
    blocks.append(heading("Các đơn vị ký giao ước", *listed(Marker.NUMBER, told.parties)))
    if told.aims:
        said = [one if isinstance(one, str) else aim(one) for one in told.aims]
        blocks.append(heading("Chỉ tiêu giao ước", *numbered(said)))
    if told.promises:
        blocks.append(heading("Nội dung giao ước", *numbered(told.promises)))
    return official(frame, "Giao ước thi đua", [*blocks, *paragraphs([told.copies])])


@dataclass(frozen=True)
class Registered:
    """Somebody, or a collective, and the title that is striven for."""

    name: str
    of: str  # post, department or unit
    title: str
    note: str = ""


_REGISTERED = (
    Column("TT", 2, Align.CENTRE),
    Column("Họ và tên, tập thể", 10),
    Column("Chức vụ, đơn vị", 10),
    Column("Danh hiệu đăng ký", 9),
    Column("Ghi chú", 4),
)


def registration_list(
    frame: Frame, people: tuple[Registered, ...], opening: tuple[str, ...] = ()
) -> Official:
    """Danh sách đăng ký thi đua."""
    rows = tuple((str(at), one.name, one.of, one.title, one.note) for at, one in enumerate(people, 1))
    summed = paragraphs((f"Danh sách này có {len(rows)} cá nhân, tập thể đăng ký",))
    return official(frame, "Danh sách", (*paragraphs(opening), Table(_REGISTERED, rows), *summed))


@dataclass(frozen=True)
class Article:
    """An article with its name; several clauses are numbered, and a clause may have points."""

    title: str
    clauses: tuple[str | Named, ...]


@dataclass(frozen=True)
class Chapter:
    title: str
    articles: tuple[Article, ...]


def cluster_regulation(
    frame: Frame, chapters: tuple[Chapter, ...], opening: tuple[str, ...] = ()
) -> Official:
    """Quy chế của cụm thi đua: chapters, and articles that count through. Articles of a chapter without a title
    stand by themselves."""
    body = (block for chapter in chapters for block in _chapter(chapter))
    return official(frame, "Quy chế", (*paragraphs(opening), *body))


def _chapter(chapter: Chapter) -> Iterator[Block]:
    articles = tuple(_article(one) for one in chapter.articles)
    if chapter.title:
        yield Division(Marker.CHAPTER, title=chapter.title, blocks=articles)
    else:
        yield from articles


def _article(one: Article) -> Division:
    return Division(Marker.ARTICLE, title=one.title, blocks=tuple(_clauses(one.clauses)))


def _clauses(many: tuple[str | Named, ...]) -> Iterator[Block]:
    if len(many) == 1 and isinstance(many[0], str):
        yield from paragraphs((many[0],))
        return
    for one in many:
        if isinstance(one, Named):
            points = listed(Marker.POINT, one.lines)
            yield Division(Marker.NUMBER, text=sentence(one.name), blocks=points)
        else:
            yield Division(Marker.NUMBER, text=sentence(one))

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
    summed = paragraphs((f"Danh sách này có {len(people)} cá nhân, tập thể đăng ký",))
    return official(
        frame, "Danh sách", (*paragraphs(opening), Table(_REGISTERED, _numbered(people)), *summed)
    )


def _numbered(many: tuple[Registered, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(at), one.name, one.of, one.title, one.note) for at, one in enumerate(many, 1))


@dataclass(frozen=True)
class MemberSum:
    """What one member of a cluster has confirmed, in figures that are written out already."""

    member: str
    movement: str
    confirmed: str
    people: str
    share: str
    lines: tuple[tuple[str, str], ...]  # title, or works and topics; how many


_SUMS = (
    Column("TT", 2, Align.CENTRE),
    Column("Đơn vị", 9),
    Column("Phong trào", 9),
    Column("Ngày xác nhận", 4, Align.CENTRE),
    Column("Số người đăng ký", 4, Align.CENTRE),
    Column("Tỷ lệ", 3, Align.CENTRE),
)
_BY_TITLE = (
    Column("TT", 2, Align.CENTRE),
    Column("Đơn vị", 10),
    Column("Danh hiệu, việc đăng ký", 14),
    Column("Số lượt", 4, Align.CENTRE),
)


def registrations_together(
    frame: Frame, members: tuple[MemberSum, ...], named: tuple[Registered, ...], remarks: tuple[str, ...] = ()
) -> Official:
    """Tổng hợp đăng ký thi đua: members in figures, titles of each, then collectives, works and topics by name."""
    sums = tuple(
        (str(at), one.member, one.movement, one.confirmed, one.people, one.share)
        for at, one in enumerate(members, 1)
    )
    titles = [(one.member, name, count) for one in members for name, count in one.lines]
    blocks: list[Block] = [heading("Kết quả đăng ký của các thành viên", Table(_SUMS, sums))]
    if titles:
        by_title = tuple((str(at), *row) for at, row in enumerate(titles, 1))
        blocks.append(heading("Theo danh hiệu, việc đăng ký", Table(_BY_TITLE, by_title)))
    if named:
        blocks.append(heading("Tập thể, công trình, đề tài đăng ký", Table(_REGISTERED, _numbered(named))))
    return official(frame, "Tổng hợp", (*blocks, *paragraphs(remarks)))


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

"""A regulation as people type or paste it, read into chapters and articles; and a first text to begin from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from thidua.documents.writing.kinds.plan import Named
from thidua.documents.writing.kinds.promises import Article, Chapter
from thidua.documents.writing.markers import roman

_CHAPTER = re.compile(r"chương\s+(?:[ivxlc]+|\d+)\s*[.:–-]?\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"điều\s+\d+[a-zđ]?\s*[.:]\s*", re.IGNORECASE)
_CLAUSE = re.compile(r"\d{1,2}\s*[.)]\s+")
_POINT = re.compile(r"(?:[a-zđ]\s*[.)]|[-–+•])\s+")


@dataclass
class _Article:
    title: str
    clauses: list[list[str]] = field(default_factory=list)  # a clause and its points

    def read(self) -> Article:
        return Article(self.title, tuple(_clause(one) for one in self.clauses))


def _clause(lines: list[str]) -> str | Named:
    return lines[0] if len(lines) == 1 else Named(lines[0], tuple(lines[1:]))


@dataclass
class _Chapter:
    title: str
    articles: list[_Article] = field(default_factory=list)


def chapters_of(typed: str) -> tuple[Chapter, ...]:
    """Lines that begin with "Chương", "Điều", "1." and "a)" are chapters, articles, clauses and points; others go
    on where the line before stands. Their own numbers are dropped: whoever prints counts. Articles before any
    chapter stand in one without a title."""
    read: list[_Chapter] = []
    for line in _lines(typed):
        _take(line, read)
    kept = (one for one in read if one.articles)
    return tuple(Chapter(one.title, tuple(article.read() for article in one.articles)) for one in kept)


def _lines(typed: str) -> Iterator[str]:
    return (" ".join(line.split()) for line in typed.splitlines() if line.strip())


def _take(line: str, read: list[_Chapter]) -> None:
    if begun := _CHAPTER.match(line):
        read.append(_Chapter(line[begun.end() :].strip()))
        return
    if begun := _ARTICLE.match(line):
        if not read:
            read.append(_Chapter(""))
        read[-1].articles.append(_Article(line[begun.end() :].strip(" .")))
        return
    if not read:
        return  # what stands before the first article is the heading of the paper
    if not read[-1].articles:
        read[-1].title = f"{read[-1].title} {line}".strip()
        return
    _into(read[-1].articles[-1], line)


def _into(article: _Article, line: str) -> None:
    if article.clauses and (begun := _POINT.match(line)):
        article.clauses[-1].append(line[begun.end() :])
        return
    begun = _CLAUSE.match(line)
    article.clauses.append([line[begun.end() :] if begun else line])


def numbered(chapters: Iterable[Chapter]) -> list[tuple[str, str, list[tuple[int, Article]]]]:
    """Chapters with their numeral and articles counted through, as the paper prints them; a chapter without a
    title has no numeral."""
    told, chapter_number, article_number = [], 0, 0
    for chapter in chapters:
        chapter_number += bool(chapter.title)
        articles = []
        for article in chapter.articles:
            article_number += 1
            articles.append((article_number, article))
        told.append((roman(chapter_number) if chapter.title else "", chapter.title, articles))
    return told


STARTING_TEXT = """\
Chương I. Những quy định chung
Điều 1. Phạm vi và thành viên
1. Quy chế này quy định tổ chức và hoạt động của cụm thi đua.
2. Thành viên của cụm là các đơn vị được ghi trong danh sách hằng năm; các thành viên ngang nhau.
Điều 2. Nguyên tắc hoạt động
Cụm hoạt động công khai, dân chủ, quyết định theo đa số và không can thiệp vào việc nội bộ của thành viên.

Chương II. Tổ chức của cụm
Điều 3. Cụm trưởng, cụm phó
1. Cụm trưởng, cụm phó do các thành viên bầu hằng năm, luân phiên giữa các đơn vị.
2. Cụm trưởng có nhiệm vụ:
a) Xây dựng kế hoạch năm, tổ chức phát động và ký giao ước thi đua;
b) Theo dõi, tổng hợp kết quả và tổ chức họp sơ kết, tổng kết;
c) Gửi cấp trên bản tổng hợp đăng ký thi đua của các thành viên.
3. Cụm phó thay cụm trưởng khi cụm trưởng vắng.
Điều 4. Trách nhiệm của thành viên
1. Đăng ký thi đua, thực hiện giao ước đã ký và gửi báo cáo đúng hạn.
2. Tự chấm điểm trung thực, tham gia chấm chéo khi được phân công.

Chương III. Chế độ làm việc
Điều 5. Họp cụm
1. Cụm họp ít nhất hai lần một năm: sơ kết sáu tháng và tổng kết năm.
2. Việc biểu quyết được thông qua khi quá nửa số thành viên đồng ý; bỏ phiếu kín khi bầu cụm trưởng và suy tôn.
Điều 6. Kinh phí
Kinh phí hoạt động chung do cụm trưởng đề xuất và các thành viên thống nhất.

Chương IV. Điều khoản thi hành
Điều 7. Hiệu lực
Quy chế có hiệu lực từ ngày được cụm thông qua; việc sửa đổi do hội nghị cụm quyết định.
"""

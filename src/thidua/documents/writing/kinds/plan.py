"""Kế hoạch, hướng dẫn, phát động: the papers that call a movement and hand it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.writing.blocks import Annex, Block, Division, Look, Marker, Official, Paragraph
from thidua.documents.writing.kinds.frame import (
    Frame,
    heading,
    listed,
    numbered,
    official,
    paragraphs,
    sentence,
)
from thidua.documents.writing.kinds.sentences import Aim, Due, Stage, aim, capital, due, stage


@dataclass(frozen=True)
class Named:
    """Lines under a name: the contents of a bloc, the duties of a body, the targets of a group."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a plan holds; an empty part is left out, and the parts that stay are numbered through."""

    opening: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    studied: tuple[str, ...] = ()  # texts to study and apply
    aims: tuple[Aim | str | Named, ...] = ()
    contents: tuple[Named, ...] = ()
    movements: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    occasions: tuple[str, ...] = ()
    measures: tuple[Named, ...] = ()
    titles: tuple[str, ...] = ()
    duties: tuple[Named, ...] = ()
    organisation: tuple[str, ...] = ()
    cadences: tuple[str, ...] = ()
    dues: tuple[Due, ...] = ()
    annexes: tuple[Annex, ...] = ()


def plan(frame: Frame, told: Plan) -> Official:
    """Kế hoạch."""
    return official(frame, "Kế hoạch", tuple(_parts(told)), annexes=told.annexes)


def guidance(frame: Frame, told: Plan) -> Official:
    """Hướng dẫn: the same parts, under a plan that exists."""
    return official(frame, "Hướng dẫn", tuple(_parts(told)), annexes=told.annexes)


def launch_text(frame: Frame, told: Plan) -> Official:
    """Phát động: a call, with the slogans at its end."""
    call = tuple(Paragraph(f"“{slogan}”", Look.SLOGAN) for slogan in told.slogans)
    return official(frame, "Phát động", (*_parts(told, slogans=False), *call), annexes=told.annexes)


def _parts(told: Plan, *, slogans: bool = True) -> Iterator[Block]:
    yield from paragraphs(told.opening)
    if told.purposes or told.requirements:
        yield _purposes(told)
    if told.themes:
        yield heading("Chủ đề", *listed(Marker.DASH, told.themes))
    if slogans and told.slogans:
        yield heading("Khẩu hiệu", *listed(Marker.DASH, [f"“{text}”" for text in told.slogans]))
    if told.participants:
        yield heading("Đối tượng tham gia", *listed(Marker.DASH, told.participants))
    if told.studied:
        yield heading("Văn bản học tập, vận dụng", *listed(Marker.DASH, told.studied))
    if told.aims:
        yield heading("Chỉ tiêu thi đua", *aims(told.aims))
    if told.contents:
        yield heading("Nội dung thi đua", *named(told.contents))
    if told.movements:
        yield heading("Phong trào, cuộc vận động", *listed(Marker.DASH, told.movements))
    if told.stages or told.occasions:
        yield heading("Các đợt thi đua", *_stages(told))
    if told.measures:
        yield heading("Biện pháp thực hiện", *named(told.measures))
    if told.titles:
        yield heading("Danh hiệu, hình thức khen thưởng", *listed(Marker.DASH, told.titles))
    if nobodys := tuple(one for one in told.dues if not one.who):
        yield heading("Các mốc thời gian", *listed(Marker.DASH, [due(one) for one in nobodys]))
    if told.duties or told.organisation or told.cadences or any(one.who for one in told.dues):
        yield heading("Tổ chức thực hiện", *_organisation(told))


def _purposes(told: Plan) -> Division:
    if told.purposes and told.requirements:
        return heading(
            "Mục đích, yêu cầu",
            Division(Marker.NUMBER, title="Mục đích", blocks=listed(Marker.DASH, told.purposes)),
            Division(Marker.NUMBER, title="Yêu cầu", blocks=listed(Marker.DASH, told.requirements)),
        )
    return heading("Mục đích, yêu cầu", *numbered(told.purposes or told.requirements))


def aims(many: tuple[Aim | str | Named, ...]) -> Iterator[Block]:
    """Targets, each numbered; those of a group stand as points under its name."""
    for one in many:
        match one:
            case Named():
                yield Division(Marker.NUMBER, title=one.name, blocks=listed(Marker.POINT, one.lines))
            case Aim():
                yield Division(Marker.NUMBER, text=sentence(aim(one)))
            case str():
                yield Division(Marker.NUMBER, text=sentence(one))


def named(many: tuple[Named, ...]) -> Iterator[Block]:
    """Lines for everyone are numbered; those under a name stand below it."""
    for one in many:
        if one.name:
            yield Division(Marker.NUMBER, title=one.name, blocks=listed(Marker.DASH, one.lines))
        else:
            yield from listed(Marker.NUMBER, one.lines)


def _stages(told: Plan) -> Iterator[Block]:
    for one in told.stages:
        below = listed(Marker.PLUS, one.occasions)
        yield Division(Marker.DASH, text=sentence(stage(one)), blocks=below)
    yield from listed(Marker.DASH, told.occasions)


def _organisation(told: Plan) -> Iterator[Block]:
    """Who does what: duties and deadlines of one body stand under its name. Days that bind nobody by name stand
    before it, lest they seem to bind everybody."""
    bodies: dict[str, list[str]] = {one.name: list(one.lines) for one in told.duties}
    for one in told.dues:
        if one.who:
            bodies.setdefault(one.who, []).append(due(one, under_its_name=True))
    for name, lines in bodies.items():
        yield Division(Marker.NUMBER, title=capital(name), blocks=listed(Marker.DASH, lines))
    texts = [*told.organisation, *told.cadences]
    yield from listed(Marker.NUMBER, texts) if bodies or len(texts) > 1 else paragraphs(texts)

"""A list as a file: Excel to work on, Word to print and sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from thidua.documents.sheets import write_rows
from thidua.documents.writing.blocks import Official, Signature
from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.kinds.frame import Frame
from thidua.documents.writing.kinds.promises import Registered, registration_list
from thidua.federation.models import Post
from thidua.formats.vi import format_date, format_percent
from thidua.pledge.models import Registration, Scheme, UnitList
from thidua.pledge.queries.registrations.coverage import Below, Overview
from thidua.pledge.queries.registrations.lists import lines_of


def list_sheet(lines: Iterable[Registration], *, units: bool = False) -> bytes:
    """An .xlsx of lines, in the columns that the intake reads again."""
    columns = [
        _("Họ và tên, tập thể, công trình"),
        _("Danh hiệu đăng ký"),
        _("Đơn vị"),
        _("Ngày sinh"),
        _("Số điện thoại"),
        _("Giới tính"),
        _("Mã số, số định danh"),
        _("Vợ hoặc chồng"),
        _("Nội dung, phần việc đăng ký"),
        _("Dự kiến hoàn thành"),
        _("Trạng thái"),
        _("Ghi chú"),
    ]
    return write_rows(columns, map(_cells, lines), sheet=_("Đăng ký"))


def _cells(one: Registration) -> list[object]:
    person = one.person
    of_people = one.kind in ("individual", "family") and person is not None
    return [
        person.name if of_people and person else one.subject,
        one.title.name if one.title else str(one.get_kind_display()),
        str(one.unit),
        format_date(person.born_on) if person and person.born_on else "",
        person.phone if person else "",
        str(person.get_sex_display()) if person else "",
        one.identity,
        one.spouse.name if one.spouse else one.spouse_name,
        one.content,
        format_date(one.due_on) if one.due_on else "",
        str(one.get_state_display()),
        remarks(one),
    ]


def remarks(one: Registration) -> str:
    """What a reader of the list should know beside the line."""
    told = [one.note]
    if one.title is not None and not one.title.is_statutory:
        told.append(_("không phải danh hiệu của Luật"))
    if one.same_as is not None:
        told.append(_("đã đăng ký ở %(movement)s") % {"movement": one.same_as.scheme.cycle.movement})
    return "; ".join(part for part in told if part)


def coverage_sheet(told: Overview, rows: Iterable[Below]) -> bytes:
    """An .xlsx of the units below, one a row, and the whole at the end."""
    columns = [
        _("Đơn vị"),
        _("Số người"),
        _("Đã đăng ký"),
        _("Tỷ lệ"),
        _("Nữ đã đăng ký"),
        _("Trực tiếp đã đăng ký"),
        _("Lượt đăng ký"),
        _("Đơn vị đã xác nhận"),
        _("Số đơn vị"),
        _("Chưa rõ số người"),
    ]

    def lines() -> Iterator[list[object]]:
        named = [(row.unit.name, row.figures) for row in rows]
        for name, one in [*named, (_("Cộng"), told.whole)]:
            share = format_percent(one.share, places=1) if one.share is not None else ""
            counts: list[object] = [one.women, one.direct, one.lines, one.confirmed, one.units, one.unknown]
            yield [name, one.base, one.people, share, *counts]

    return write_rows(columns, lines(), sheet=_("Tỷ lệ đăng ký"))


def list_document(listed: UnitList, scheme: Scheme) -> bytes:
    """The list in the official layout, as Word; signed by the chair of the unit."""
    with translation.override("vi"):
        return to_docx(_official(listed, scheme))


def _official(listed: UnitList, scheme: Scheme) -> Official:
    unit = listed.unit
    chair = (
        Post.objects.filter(unit=unit, office=Post.Office.CHAIR, until_on=None)
        .select_related("person")
        .first()
    )
    signed_on = listed.confirmed_at.date() if listed.confirmed_at else None
    frame = Frame(
        issuer=unit.name,
        superior=unit.parent.name if unit.parent else "",
        day=signed_on,
        year=scheme.cycle.year,
        title=_("đăng ký thi đua %(year)s") % {"year": scheme.year_said},
        draft=listed.state in ("open", "returned"),
        signatures=(Signature("Chủ tịch", chair.person.name if chair else ""),),
        archive="VT",
    )
    return registration_list(frame, tuple(_registered(one) for one in lines_of(listed)))


def _registered(one: Registration) -> Registered:
    title = one.title.name if one.title else str(one.get_kind_display()).capitalize()
    return Registered(one.who, str(one.unit), title, remarks(one))

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.federation.actions.add_person import compare, must_be_born, must_be_named
from thidua.federation.actions.found_people import NewPerson, found_people, name_key, namesakes
from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.federation.models import Person
from thidua.federation.queries.phones import as_phone
from thidua.formats.errors import CodedError
from thidua.kernel.intake.lines import YES_NO, Line
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import Words

_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
SEXES: Words[str] = Words((gettext_lazy("nam"), "male"), (gettext_lazy("nữ"), "female"))


@intake(
    "people",
    label=gettext_lazy("danh sách đoàn viên, người lao động"),
    capability="federation.people",
    whole_list=True,  # two rows may tell of one person
    guidance=(
        gettext_lazy("Để trống «Đơn vị» nếu mọi người thuộc đơn vị nhận danh sách."),
        gettext_lazy("Hai người trùng họ tên cần ngày sinh hoặc số điện thoại để phân biệt."),
    ),
    columns=(
        Column("name", gettext_lazy("Họ và tên"), ("ho ten", "ten"), required=True, width=30,
               example="Ma Thị Thử"),
        Column("sex", gettext_lazy("Giới tính"), ("gioi", "nam nu"), choices=SEXES.offered,
               example=gettext_lazy("nữ")),
        Column("born", gettext_lazy("Ngày sinh"), ("ngay thang nam sinh", "sinh ngay", "nam sinh"), shape="date",
               example="07/02/1985"),
        Column("phone", gettext_lazy("Số điện thoại"), ("dien thoai", "dt", "sdt", "di dong"),
               example="0912 000 111"),
        Column("unit", gettext_lazy("Đơn vị"), ("cdcs", "don vi cong tac", "cong doan co so"), width=40,
               note=gettext_lazy("Tên hoặc mã đơn vị.")),
        Column("direct_worker", gettext_lazy("Lao động trực tiếp"), ("truc tiep",),
               choices=YES_NO.offered, example=gettext_lazy("có")),
    ),
)  # fmt: skip
class People:
    """Members of the units of a branch."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        for line in lines:
            find_unit(line, "unit", context)
        homes = [(line.body_id, line.text("name")) for line in lines if line.body_id is not None]
        there = namesakes(homes)
        for line in lines:
            person = read_person(line)
            if line.body_id is not None and line.text("name"):
                _compare(line, person, there)

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        people = found_people(actor=context.actor, rows=[_new(line) for line in lines])
        for line, person in zip(lines, people, strict=True):
            line.made_id = person.pk


def read_person(line: Line) -> Person:
    """The person as the cells tell, not saved; what cannot be read is noted at its cell."""
    name = line.text("name")
    if name:
        line.read("name", must_be_named)
    return Person(
        name=name,
        sex=line.choice("sex", SEXES) or "",
        born_on=_birthday(line),
        phone=line.read("phone", as_phone) or "",
        direct_worker=line.yes("direct_worker"),
    )


def is_year(written: str) -> bool:
    """ "1985": people often know no more, and it is no day."""
    return bool(_YEAR.fullmatch(written.strip()))


def _birthday(line: Line) -> dt.date | None:
    if is_year(line.text("born")):
        line.note = _("Chỉ có năm sinh nên ngày sinh để trống.")
        return None
    born_on = line.day("born")
    try:
        must_be_born(born_on)
    except CodedError as refusal:
        line.refuse("born", refusal)
    return born_on


def _compare(line: Line, person: Person, there: dict[tuple[int, str], list[Person]]) -> None:
    """Against the unit's list and against the rows before; the row then stands among those."""
    others = there.setdefault(name_key(line.body_id or 0, person.name), [])
    for other in others:
        try:
            compare(person, other)
        except CodedError as refusal:
            line.refuse("name", refusal)
            return
    others.append(person)


def _new(line: Line) -> NewPerson:
    assert line.body_id is not None
    person = read_person(line)
    return NewPerson(
        line.body_id, person.name, person.sex, person.born_on, person.phone, person.direct_worker
    )

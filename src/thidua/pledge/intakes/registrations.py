"""Registrations from Excel: people found in the register or added to it, titles as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.catalogue.loading import Item
from thidua.federation.actions.found_people import NewPerson, found_people
from thidua.federation.intakes.finding import find_unit, remember_name, roster_of
from thidua.federation.intakes.people import SEXES, read_person
from thidua.federation.models import Body, Person
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.kernel.intake.lines import YES_NO
from thidua.kernel.intake.lines import Line as Row
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import Words
from thidua.pledge.actions.registrations.open_scheme import TitleSaid, add_title
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.errors import AlreadyRegistered, IdentityBroken, ListClosed, TitleMissing, TitleUnknown
from thidua.pledge.models import Registration, Scheme, SchemeTitle, UnitList
from thidua.pledge.queries.registrations.checking import OF_PEOPLE, Checker, Line
from thidua.pledge.queries.registrations.counting import counting_unit
from thidua.pledge.queries.registrations.people_meant import Namesakes, namesakes
from thidua.pledge.queries.registrations.titles import TitleBook, book_of, series_of
from thidua.pledge.states import EDITABLE, UNIT_LIST

KIND = "registrations"
_KEPT = "pledge.registrations"
# What stands in the column of titles when no title is meant.
UNDERTAKEN: Words[str] = Words(
    (gettext_lazy("công trình, sản phẩm gắn biển"), Registration.Kind.WORK.value),
    (gettext_lazy("đề tài, sáng kiến"), Registration.Kind.TOPIC.value),
    also={
        **dict.fromkeys(
            ("công trình", "sản phẩm", "công trình gắn biển", "gắn biển", "sản phẩm gắn biển"),
            Registration.Kind.WORK.value,
        ),
        **dict.fromkeys(
            ("đề tài", "sáng kiến", "cải tiến kỹ thuật", "sản phẩm mới", "giải pháp"),
            Registration.Kind.TOPIC.value,
        ),
    },
)
_BROKEN = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)


@dataclass
class Meant:
    """What a row means. ``person`` is not saved yet when the register has nobody; ``item`` is a title that the
    catalogue knows and the scheme does not name yet."""

    kind: str
    title: SchemeTitle | None
    item: Item | None
    person: Person | None
    spouse: Person | None

    @property
    def title_key(self) -> str:
        if self.title is not None:
            return str(self.title.pk)
        return series_of(self.item) if self.item else self.kind


@dataclass
class _Known:
    """Loaded once for all rows that are checked together."""

    scheme: Scheme
    book: TitleBook
    people: Namesakes
    units: dict[int, Body]
    closed: dict[int, str]
    meant: dict[int, Meant] = field(default_factory=dict)
    taken: dict[tuple[object, ...], Body] = field(default_factory=dict)


@intake(
    KIND,
    label=gettext_lazy("danh sách đăng ký thi đua"),
    capability="pledge.register",
    sent_elsewhere=True,
    whole_list=True,  # of two rows about one person and one title only one counts
    merged=True,
    batch=2000,
    onward=("pledge:registrations", gettext_lazy("Xem danh sách đăng ký")),
    guidance=(
        gettext_lazy("Mỗi dòng là một người và một danh hiệu; một người nhiều danh hiệu thì ghi nhiều dòng."),
        gettext_lazy("Người đã có trong danh sách được tìm theo họ tên; chưa có thì được thêm vào danh sách."),
        gettext_lazy("Để trống «Đơn vị» nếu mọi người thuộc đơn vị nhận danh sách."),
        gettext_lazy("Gia đình: ghi một người ở «Họ và tên», người kia ở «Vợ hoặc chồng»; hai người là một gia đình."),
    ),
    columns=(
        Column("name", gettext_lazy("Họ và tên, tập thể, công trình"),
               ("ho va ten", "ho ten", "ten", "ca nhan tap the", "ten tap the", "ten cong trinh", "nguoi dang ky"),
               required=True, width=34, example="Ma Thị Thử"),
        Column("title", gettext_lazy("Danh hiệu đăng ký"), ("danh hieu", "noi dung danh hieu", "loai dang ky"),
               width=30, example="Lao động tiên tiến",
               note=gettext_lazy("Hoặc: công trình, sản phẩm gắn biển; đề tài, sáng kiến.")),
        Column("unit", gettext_lazy("Đơn vị"), ("cdcs", "don vi cong tac", "cong doan co so"), width=34,
               note=gettext_lazy("Tên hoặc mã đơn vị.")),
        Column("born", gettext_lazy("Ngày sinh"), ("ngay thang nam sinh", "sinh ngay", "nam sinh"), shape="date",
               example="07/02/1985"),
        Column("phone", gettext_lazy("Số điện thoại"), ("dien thoai", "dt", "sdt", "di dong"),
               example="0912 000 111"),
        Column("sex", gettext_lazy("Giới tính"), ("gioi", "nam nu"), choices=SEXES.offered,
               example=gettext_lazy("nữ")),
        Column("direct_worker", gettext_lazy("Lao động trực tiếp"), ("truc tiep",), choices=YES_NO.offered,
               example=gettext_lazy("có")),
        Column("identity", gettext_lazy("Mã số, số định danh"), ("ma so", "so dinh danh", "cccd", "ma nhan vien"),
               example="008085000123"),
        Column("spouse", gettext_lazy("Vợ hoặc chồng"), ("vo chong", "ho ten vo hoac chong"), width=26),
        Column("spouse_unit", gettext_lazy("Đơn vị của vợ hoặc chồng"), ("don vi vo chong",), width=30),
        Column("content", gettext_lazy("Nội dung, phần việc đăng ký"), ("noi dung", "phan viec", "noi dung dang ky"),
               width=40),
        Column("due", gettext_lazy("Dự kiến hoàn thành"), ("hoan thanh", "thoi gian hoan thanh"), shape="date"),
        Column("note", gettext_lazy("Ghi chú"), width=24),
    ),
)  # fmt: skip
class Registrations:
    """Registrations of the units of a branch, for the scheme named at upload."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Row], context: Context) -> None:
        for row in lines:
            find_unit(row, "unit", context)
        known = context.kept[_KEPT] = _load(lines, context)
        for row in lines:
            _check_one(row, known, context)
        _ask_the_house(lines, known)

    def apply(self, lines: Sequence[Row], context: Context) -> None:
        if _KEPT not in context.kept:
            self.check(lines, context)
        known: _Known = context.kept[_KEPT]
        _add_titles(lines, known)
        _add_people(lines, known, context)
        wanted = [_line(row, known.meant[row.number], known) for row in lines]
        made = register(
            actor=context.actor, scheme_id=known.scheme.pk, lines=wanted, people=_people(lines, known)
        )
        for row, one in zip(lines, made, strict=True):
            row.made_id = one.pk


def _load(lines: Sequence[Row], context: Context) -> _Known:
    related = ("cycle__movement__seat", "cycle__movement__issuer")
    scheme = Scheme.objects.select_related(*related).get(pk=context.settings["scheme_id"])
    names = {row.text(key) for row in lines for key in ("name", "spouse")}
    bodies = Body.objects.select_related("kind", "parent__kind").filter(
        pk__in={row.body_id for row in lines if row.body_id is not None}
    )
    units = {one.pk: counting_unit(one) for one in bodies}
    lists = UnitList.objects.filter(scheme=scheme, unit__in={one.pk for one in units.values()})
    closed = {one.unit_id: one.state for one in lists.exclude(state__in=EDITABLE)}
    people = namesakes(names, scheme.cycle.movement.seat.path)
    return _Known(scheme, book_of(scheme), people, units, closed)


def _check_one(row: Row, known: _Known, context: Context) -> None:
    told = read_person(row)
    row.read("identity", _identity)
    row.day("due")
    kind, title, item = _title(row, known, context)
    if row.body_id is None or not kind or not row.text("name"):
        return
    unit = known.units[row.body_id]
    if unit.pk in known.closed:
        row.refuse("unit", ListClosed(unit=unit, state=UNIT_LIST.states[known.closed[unit.pk]]))
        return
    meant = Meant(kind, title, item, None, None)
    try:
        if kind in OF_PEOPLE:
            meant.person = _person(told, unit, known)
            meant.spouse = _spouse(row, unit, known, context)
        _take(row, meant, unit, known)
    except CodedError as refusal:
        row.refuse("name", refusal)
        return
    known.meant[row.number] = meant
    row.note = " ".join(part for part in (row.note, _said(meant)) if part)


def _title(row: Row, known: _Known, context: Context) -> tuple[str, SchemeTitle | None, Item | None]:
    """The kind of the row, with its title; "" when it cannot be told, which is noted at the cell."""
    written = row.text("title")
    if not written:
        chosen = next((one for one in known.book.titles if one.pk == context.settings.get("title_id")), None)
        if chosen is None:
            row.refuse("title", TitleMissing())
            return "", None, None
        return chosen.recipient, chosen, None
    if (undertaken := UNDERTAKEN.meaning(written)) is not None:
        return undertaken, None, None
    found = known.book.find(written)
    if isinstance(found, SchemeTitle):
        return found.recipient, found, None
    if found is not None:
        return str(found.facts["recipient"]), None, found
    row.refuse("title", TitleUnknown(title=written, known=known.book.names()))
    return "", None, None


def _person(told: Person, unit: Body, known: _Known) -> Person:
    """Somebody of the register, or somebody new, who stands there for the rows that follow."""
    found = known.people.find(told, unit.pk, str(unit))
    if found is None:
        found = told
        found.home = unit
        known.people.add(found)
    return found


def _spouse(row: Row, unit: Body, known: _Known, context: Context) -> Person | None:
    """The other half when the register knows one person of that name there; else the name alone is kept."""
    name = row.text("spouse")
    if not name:
        return None
    written = row.text("spouse_unit")
    found = roster_of(context).find(written) if written else [unit.pk]
    if len(found) != 1:
        return None
    namesakes_there = [
        one
        for one in known.people.by_name.get(text.matching_key(name), [])
        if one.home_id == found[0] and one.pk
    ]
    return namesakes_there[0] if len(namesakes_there) == 1 else None


def _take(row: Row, meant: Meant, unit: Body, known: _Known) -> None:
    """Raises AlreadyRegistered when an earlier row says the same."""
    keys: list[tuple[object, ...]] = []
    if meant.kind in OF_PEOPLE:
        people = [one for one in (meant.person, meant.spouse) if one is not None]
        keys = [(meant.title_key, id(one) if one.pk is None else one.pk) for one in people]
        if meant.kind == Registration.Kind.FAMILY and row.text("spouse"):
            pair = sorted((text.matching_key(row.text("name")), text.matching_key(row.text("spouse"))))
            keys.append((meant.title_key, *pair))
    else:
        keys = [(meant.title_key, unit.pk, text.matching_key(row.text("name")))]
    for key in keys:
        if key in known.taken:
            what = meant.title.name if meant.title else str(meant.item or Registration.Kind(meant.kind).label)
            raise AlreadyRegistered(who=row.text("name"), title=what, unit=known.taken[key])
    known.taken.update(dict.fromkeys(keys, unit))


def _said(meant: Meant) -> str:
    told = []
    if meant.person is not None and meant.person.pk is None:
        told.append(_("Sẽ thêm người mới vào danh sách của đơn vị."))
    if meant.item is not None:
        told.append(_("Danh hiệu ngoài danh sách của đợt; giữ nguyên."))
    statutory = meant.item.facts.get("statutory", True) if meant.item else True
    if not statutory or (meant.title is not None and not meant.title.is_statutory):
        told.append(_("Không phải danh hiệu của Luật Thi đua, khen thưởng; giữ nguyên và ghi chú."))
    return " ".join(told)


def _ask_the_house(rows: Sequence[Row], known: _Known) -> None:
    """What stands on the lists already stands in the way; asked for all rows at once."""
    asked = [
        (row, _line(row, known.meant[row.number], known))
        for row in rows
        if row.number in known.meant and _is_known(known.meant[row.number])
    ]
    read = _people([row for row, _line in asked], known)
    checker = Checker(known.scheme, known.units, [line for _row, line in asked], read)
    for row, line in asked:
        refusal = checker.refusal(line)
        if refusal is not None:
            row.refuse("name", refusal)
        elif checker.elsewhere(line) is not None:
            row.note = " ".join(
                (row.note, _("Đã đăng ký danh hiệu này ở phong trào khác cùng năm; nối với đăng ký đó."))
            )


def _people(rows: Iterable[Row], known: _Known) -> list[Person]:
    """Whom the rows mean, as they were read with their homes."""
    meant = [known.meant[row.number] for row in rows]
    return [one for each in meant for one in (each.person, each.spouse) if one is not None]


def _is_known(meant: Meant) -> bool:
    """Whether the house may hold something like it: a title it has, of a person it has."""
    if meant.kind in OF_PEOPLE:
        return meant.title is not None and meant.person is not None and meant.person.pk is not None
    return meant.item is None


def _line(row: Row, meant: Meant, known: _Known) -> Line:
    assert row.body_id is not None
    of_people = meant.kind in OF_PEOPLE
    return Line(
        unit_id=row.body_id,
        kind=meant.kind,
        title_id=meant.title.pk if meant.title else None,
        person_id=meant.person.pk if meant.person else None,
        spouse_id=meant.spouse.pk if meant.spouse else None,
        spouse_name="" if meant.spouse else row.text("spouse")[:120],
        subject="" if of_people else row.text("name"),
        content=row.text("content"),
        identity=_identity(row.text("identity")),
        note=row.text("note"),
        due_on=row.day("due"),
    )


def _identity(written: str) -> str:
    """Digits as text: a number cell has lost the zero that a citizen's number began with. Raises IdentityBroken
    for a number that Excel has rounded."""
    told = text.clean(written)
    if _BROKEN.fullmatch(told):
        raise IdentityBroken(text=told)
    return f"0{told}" if told.isdecimal() and len(told) == 11 else told[:20]


def _add_titles(rows: Sequence[Row], known: _Known) -> None:
    """Titles of the catalogue that the plan did not name are kept beside those that it did."""
    made: dict[str, SchemeTitle] = {}
    for row in rows:
        meant = known.meant[row.number]
        if meant.item is None:
            continue
        series = series_of(meant.item)
        if series not in made:
            found = known.scheme.titles.filter(series=series).first()
            made[series] = found or add_title(known.scheme, TitleSaid(series=series), offered=False)
        meant.title, meant.item = made[series], None


def _add_people(rows: Sequence[Row], known: _Known, context: Context) -> None:
    """Whom the register did not know: each once, however many titles."""
    new: dict[int, Person] = {}
    for row in rows:
        person = known.meant[row.number].person
        if person is not None and person.pk is None:
            new.setdefault(id(person), person)
    told = [
        NewPerson(one.home_id, one.name, one.sex, one.born_on, one.phone, one.direct_worker)
        for one in new.values()
    ]
    for one, made in zip(new.values(), found_people(actor=context.actor, rows=told), strict=True):
        one.pk = made.pk

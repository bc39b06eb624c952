from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.add_unit import must_have_come
from thidua.federation.actions.give_post import give_post
from thidua.federation.errors import ChairHeld, PersonNotPlain, PostHeld
from thidua.federation.intakes.finding import find_unit, labels_of, remember_name
from thidua.federation.intakes.people import SEXES, read_person
from thidua.federation.models import Person, Post
from thidua.federation.models.search_key import search_key
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_date
from thidua.kernel import paths
from thidua.kernel.intake.lines import YES_NO, Line
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import words_of

_SHORT = {
    "CT": "chair",
    "PCT": "vice_chair",
    "UVBTV": "standing_member",
    "UVBCH": "committee_member",
    "UBKT": "inspection",
}


_OFFICES = words_of(dict(Post.Office.choices), also=_SHORT)


@dataclass
class _Known:
    people: dict[str, list[Person]]  # matching key of the name → namesakes in the branch
    posts: dict[tuple[int, str], list[Post]]  # (unit, office) → who holds it now
    labels: dict[int, str]


@intake(
    "officers",
    label=gettext_lazy("danh sách cán bộ công đoàn"),
    capability="federation.people",
    whole_list=True,  # one office has one holder
    batch=100,
    guidance=(
        gettext_lazy("Người đã có trong danh sách được tìm theo họ tên và số điện thoại; chưa có thì được thêm."),
        gettext_lazy("Để trống «Đơn vị» nếu chức vụ là ở đơn vị nhận danh sách."),
    ),
    columns=(
        Column("name", gettext_lazy("Họ và tên"), ("ho ten", "ten"), required=True, width=30,
               example="Nông Văn Thử"),
        Column("unit", gettext_lazy("Đơn vị"), ("cdcs", "noi giu chuc vu"), width=40,
               note=gettext_lazy("Tên hoặc mã đơn vị nơi giữ chức vụ.")),
        Column("office", gettext_lazy("Chức vụ"), ("chuc danh",), required=True,
               choices=_OFFICES.offered, example=gettext_lazy("chủ tịch")),
        Column("full_time", gettext_lazy("Chuyên trách"), choices=YES_NO.offered,
               example=gettext_lazy("không")),
        Column("from", gettext_lazy("Từ ngày"), ("ngay giu chuc vu", "ngay bau"), shape="date", required=True,
               example="01/03/2023"),
        Column("phone", gettext_lazy("Số điện thoại"), ("dien thoai", "dt", "sdt", "di dong")),
        Column("born", gettext_lazy("Ngày sinh"), ("ngay thang nam sinh",), shape="date"),
        Column("sex", gettext_lazy("Giới tính"), choices=SEXES.offered),
    ),
)  # fmt: skip
class Officers:
    """Offices held at the units of a branch."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        for line in lines:
            find_unit(line, "unit", context)
        known = _load(lines, context)
        for line in lines:
            _check_one(line, known, context)

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        known: _Known = context.kept.get("officers") or _load(lines, context)
        for line in lines:
            _give(line, known, context)


def _load(lines: Sequence[Line], context: Context) -> _Known:
    names = {search_key(line.text("name"))[:200] for line in lines}
    people: dict[str, list[Person]] = {}
    branch = paths.within("home__seat", context.path)
    for person in Person.objects.filter(branch, folded__in=names, left_on=None).select_related("home"):
        people.setdefault(text.matching_key(person.name), []).append(person)
    units = {line.body_id for line in lines if line.body_id is not None}
    posts: dict[tuple[int, str], list[Post]] = {}
    for post in Post.objects.filter(unit__in=units, until_on=None).select_related("person"):
        posts.setdefault((post.unit_id, post.office), []).append(post)
    known = context.kept["officers"] = _Known(people, posts, labels_of(units))
    return known


def _check_one(line: Line, known: _Known, context: Context) -> None:
    told = read_person(line)
    office = line.choice("office", _OFFICES)
    line.yes("full_time")
    begins = line.day("from")
    if begins is not None:
        line.read("from", lambda _told: must_have_come(begins))
    if line.body_id is None or not told.name:
        return
    try:
        person = _same(told, line.body_id, known)
        if office is not None:
            _must_be_open(person, told, office, line.body_id, known)
    except CodedError as refusal:
        line.refuse("name", refusal)
        return
    line.note = _said(person)


def _same(told: Person, unit_id: int, known: _Known) -> Person | None:
    """The person that the row means: by phone, else by birth date, else the namesake at the unit, else the
    only namesake of the branch. None: nobody yet. Raises PersonNotPlain when several fit."""
    namesakes = known.people.get(text.matching_key(told.name), [])
    for same in (
        [one for one in namesakes if told.phone and one.phone == told.phone],
        [one for one in namesakes if told.born_on and one.born_on == told.born_on],
    ):
        if len(same) == 1:
            return same[0]
    fitting = [one for one in namesakes if not _differ(told, one)]
    here = [one for one in fitting if one.home_id == unit_id]
    fitting = here or fitting
    if len(fitting) > 1:
        raise PersonNotPlain(name=told.name, count=len(fitting))
    return fitting[0] if fitting else None


def _differ(told: Person, other: Person) -> bool:
    phones = bool(told.phone and other.phone and told.phone != other.phone)
    return phones or bool(told.born_on and other.born_on and told.born_on != other.born_on)


def _must_be_open(person: Person | None, told: Person, office: str, unit_id: int, known: _Known) -> None:
    held = known.posts.get((unit_id, office), [])
    mine = [post for post in held if person is not None and post.person_id == person.pk]
    if mine:
        label = str(Post.Office(office).label)
        raise PostHeld(person=told.name, office=label, day=format_date(mine[0].from_on))
    if held and office == Post.Office.CHAIR:
        raise ChairHeld(unit=known.labels.get(unit_id, ""), holder=held[0].person.name)
    # The next row of this list meets this one as if it held the office already.
    taken = Post(person=person or told, unit_id=unit_id, office=office, from_on=dt.date.min)
    known.posts.setdefault((unit_id, office), []).append(taken)


def _said(person: Person | None) -> str:
    if person is None:
        return _("Sẽ thêm người mới vào danh sách của đơn vị.")
    return _("Người đã có trong danh sách của %(home)s.") % {"home": person.home}


def _give(line: Line, known: _Known, context: Context) -> None:
    told = read_person(line)
    unit_id = line.body_id
    assert unit_id is not None
    person = _same(told, unit_id, known) or add_person(
        actor=context.actor,
        home_id=unit_id,
        name=told.name,
        sex=told.sex,
        born_on=told.born_on,
        phone=told.phone,
    )
    post = give_post(
        actor=context.actor,
        person_id=person.pk,
        unit_id=unit_id,
        office=line.choice("office", _OFFICES) or "",
        from_on=line.day("from") or dt.date.min,
        full_time=bool(line.yes("full_time")),
    )
    known.people.setdefault(text.matching_key(told.name), []).append(person)
    line.made_id = post.pk

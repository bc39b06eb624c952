from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.access.actions.open_account import open_account
from thidua.access.errors import LoginMissing, LoginTaken, LoginTwice
from thidua.access.logins import normalise, spaced, usable
from thidua.access.models import Account
from thidua.access.roles import ROLES
from thidua.access.rules import check_role
from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.federation.models import Body, Person
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import words_of

USUAL = "grassroots_chair"  # the role of an empty cell


_ROLES = words_of({role.code: role.name for role in ROLES.values()})


@dataclass
class _Known:
    taken: frozenset[str]
    times: Counter[str]  # how often a login stands in these rows
    units: dict[int, Body]
    people: dict[int, list[Person]]


@intake(
    "accounts",
    label=gettext_lazy("danh sách tài khoản"),
    capability="access.accounts",
    batch=100,
    onward=("access:accounts", gettext_lazy("In phiếu cho người mới")),
    whole_list=True,  # a login written twice is put right by correcting either row
    guidance=(
        gettext_lazy("Mỗi dòng là một người. Đăng nhập bằng số điện thoại là dễ nhớ nhất."),
        gettext_lazy("Để trống «Vai trò» nếu là chủ tịch công đoàn cơ sở."),
        gettext_lazy("Ghi xong, in phiếu ở trang Tài khoản, mục «chưa vào lần nào»."),
    ),
    columns=(
        Column(
            "name",
            gettext_lazy("Họ và tên"),
            ("ho ten", "ten"),
            required=True,
            width=30,
            example="Nông Văn Thử",
        ),
        Column(
            "login",
            gettext_lazy("Số điện thoại hoặc tên đăng nhập"),
            ("so dien thoai", "dien thoai", "dt", "sdt", "ten dang nhap"),
            required=True,
            width=24,
            example="0912345678",
        ),
        Column(
            "unit",
            gettext_lazy("Đơn vị"),
            ("cdcs", "ten don vi", "ma don vi"),
            width=40,
            note=gettext_lazy("Tên hoặc mã đơn vị. Để trống là đơn vị nhận danh sách."),
        ),
        Column("role", gettext_lazy("Vai trò"), ("chuc vu",), choices=_ROLES.offered, width=30),
    ),
)
class Accounts:
    """Accounts of the units of a branch, opened without PINs; the slips are printed afterwards."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        for line in lines:
            find_unit(line, "unit", context)
        known = _load(lines)
        for line in lines:
            _check_login(line, known)
            _check_role(line, known, context)
            _say(line, known)

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        known = _load(lines)
        for line in lines:
            assert line.body_id is not None
            person = _person(line, known)
            made = open_account(
                actor=context.actor,
                unit_id=line.body_id,
                name=line.text("name"),
                login=line.text("login"),
                person_id=person.pk if person else None,
                role=_role(line),
            )
            line.made_id = made.pk


def _load(lines: Sequence[Line]) -> _Known:
    logins = [normalise(line.text("login")) for line in lines]
    units = {line.body_id for line in lines if line.body_id is not None}
    people: dict[int, list[Person]] = {}
    for person in Person.objects.filter(home__in=units, left_on=None):
        people.setdefault(person.home_id, []).append(person)
    taken = Account.objects.filter(login__in=logins).values_list("login", flat=True)
    return _Known(frozenset(taken), Counter(logins), Body.objects.in_bulk(list(units)), people)


def _check_login(line: Line, known: _Known) -> None:
    given = line.text("login")
    login = normalise(given)
    if not given:
        return  # the machinery says that the cell is empty
    if not usable(login):
        line.refuse("login", LoginMissing(given=given))
    elif login in known.taken:
        line.refuse("login", LoginTaken(login=login))
    elif known.times[login] > 1:
        line.refuse("login", LoginTwice(login=login))


def _role(line: Line) -> str:
    return line.choice("role", _ROLES) or USUAL


def _check_role(line: Line, known: _Known, context: Context) -> None:
    problems = len(line.problems)
    role = _role(line)
    unit = known.units.get(line.body_id or 0)
    if unit is None or len(line.problems) > problems:
        return
    try:
        check_role(context.actor, role, str(unit), unit.path)
    except CodedError as refusal:
        line.refuse("role", refusal)


def _person(line: Line, known: _Known) -> Person | None:
    """The only person of that name at the unit, unless the phone numbers contradict."""
    login = normalise(line.text("login"))
    same = [
        one
        for one in known.people.get(line.body_id or 0, [])
        if text.same_name(one.name, line.text("name")) and one.phone in ("", login)
    ]
    return same[0] if len(same) == 1 else None


def _say(line: Line, known: _Known) -> None:
    if line.state != "ready":
        return
    told = {
        "login": spaced(normalise(line.text("login"))),
        "role": str(ROLES[_role(line)].name),
        "unit": str(known.units[line.body_id or 0]),
    }
    line.note = _("Mở tài khoản %(login)s, %(role)s, %(unit)s.") % told

"""The first unit and the first administrator of an installation that nobody uses yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from thidua.access.actions.make_slips import make_slips
from thidua.access.actions.open_account import open_account
from thidua.access.slips import Slip
from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.errors import KindUnknown, NameEmpty
from thidua.federation.models import Body, UnitKind
from thidua.federation.queries.kinds import kind_names, kind_words
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor, system
from thidua.kernel.errors import word
from thidua.kernel.models import Installation

LONGEST_CODE = 12


class AlreadyFounded(CodedError):
    code = "config.already_founded"


word(
    "config.already_founded",
    what=_("Kho này đã có người dùng: %(unit)s."),
    why=_("Đơn vị đứng đầu và quản trị đầu tiên chỉ lập một lần, khi kho còn trống."),
    remedy=_(
        "Hãy nhờ quản trị đang có mở thêm đơn vị và tài khoản trên trang web; hoặc chọn kho khác bằng THIDUA_HOME."
    ),
)


@dataclass(frozen=True)
class Office:
    """Who begins: the unit that stands highest in this installation, and the person who will open it to others."""

    unit: str
    kind: str  # as people write it: "LĐLĐ tỉnh", "công đoàn cơ sở", or a code of the catalogue
    administrator: str
    login: str
    short_name: str = ""
    code: str = ""  # of the unit; made from its initials when nobody gives one


@transaction.atomic
def found_office(office: Office) -> Slip:
    """Founds the unit, opens the administrator's account, and returns the slip with the first PIN.

    All or nothing. Raises AlreadyFounded, NameEmpty, KindUnknown, NameMissing, LoginMissing.
    """
    actor = system("thidua found")
    _take()
    load_kinds()
    unit = _founded(actor, office)
    account = open_account(
        actor=actor, unit_id=unit.pk, name=office.administrator, login=office.login, role="administrator"
    )
    (slip,) = make_slips(actor=actor, account_ids=[account.pk])
    return slip


def is_empty() -> bool:
    """Whether nobody has begun here: no scenario, no unit."""
    return not Installation.objects.exists() and not Body.objects.exists()


def _take() -> None:
    """The installation's one row; of two who begin at once the second waits here, and is told who was first."""
    _row, is_ours = Installation.objects.get_or_create(pk=1)
    first = Body.objects.order_by("pk").first()
    if not is_ours or first is not None:
        raise AlreadyFounded(unit=str(first or Installation.objects.get()))


def _founded(actor: Actor, office: Office) -> Body:
    name = text.clean(office.unit)
    if not name:
        raise NameEmpty()
    (unit,) = found_units(
        actor=actor,
        rows=[
            NewUnit(
                code=text.clean(office.code) or initials(name),
                name=name,
                kind=_kind(office.kind).code,
                parent_code="",
                short_name=text.clean(office.short_name),
            )
        ],
    )
    return unit


def _kind(written: str) -> UnitKind:
    kind = kind_words().meaning(written)
    if kind is None:
        raise KindUnknown(kind=written, known="; ".join(kind_names()))
    return kind


def initials(name: str) -> str:
    """A code from a name: "Liên đoàn Lao động tỉnh Cao Bằng" → "LDLDTCB"."""
    return "".join(one[0] for one in text.fold(name).split() if one[0].isalnum()).upper()[:LONGEST_CODE]

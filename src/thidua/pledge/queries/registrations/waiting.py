"""What waits for a person about registrations: a list to confirm, members' own lines, lists below."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Attribute, Body
from thidua.kernel import paths
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, tells_lines
from thidua.pledge.models import Scheme, UnitList
from thidua.pledge.states import EDITABLE

STAGE = "pledge"
_MOVEMENT = "cycle__movement__name"


def _say_list(one: Line) -> Waiting:
    scheme_id, unit_id = one.more.split("/")
    fact = _("Đã có %(count)s dòng đăng ký.") % {"count": one.done} if one.done else _("Chưa có dòng nào.")
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Xác nhận danh sách đăng ký thi đua"),
        fact=f"{one.about}. {fact}",
        button=_("Mở danh sách"),
        url=reverse("pledge:unit_list", args=[int(scheme_id), int(unit_id)]),
        due_on=one.due_on,
        unit=one.unit,
    )


def _say_begin(one: Line) -> Waiting:
    _scheme_id, unit_id = one.more.split("/")
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Lập danh sách đăng ký thi đua"),
        fact=_("%(movement)s. Dán từ Excel hoặc đánh dấu trong danh sách người.") % {"movement": one.about},
        button=_("Bắt đầu"),
        url=reverse("pledge:unit_list", args=[one.key, int(unit_id)]),
        due_on=one.due_on,
        unit=one.unit,
    )


def _say_consolidate(one: Line) -> Waiting:
    _scheme_id, unit_id = one.more.split("/")
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Tổng hợp đăng ký thi đua gửi cấp trên"),
        fact=_("%(movement)s: %(count)s đơn vị đã xác nhận danh sách.")
        % {"movement": one.about, "count": one.done},
        button=_("Xem tỷ lệ đăng ký"),
        url=reverse("pledge:coverage", args=[one.key, int(unit_id)]),
        due_on=one.due_on,
        done=one.done,
        total=one.total,
        unit=one.unit,
    )


@tells_lines(
    {"pledge.confirm": _say_list, "pledge.begin": _say_begin, "pledge.consolidate": _say_consolidate}
)
def asked(actor: Actor) -> Iterable[Lines]:
    """For the unit that one acts for: its own list, and sending up what those below have confirmed."""
    if actor.unit_id is None or not actor.unit_path:
        return
    grassroots = Body.objects.filter(pk=actor.unit_id, kind__level="grassroots", ended_on=None)
    above = paths.upwards(actor.unit_path)
    open_schemes = Scheme.objects.filter(state="open", cycle__movement__seat__path__in=above)
    at = Value(f"/{actor.unit_id}", output_field=CharField())
    place = Concat(Cast("pk", CharField()), at)
    mine = UnitList.objects.filter(unit=actor.unit_id, scheme=OuterRef("pk"))
    if any(grant.path == actor.unit_path for grant in actor.having("pledge.confirm")):
        own = UnitList.objects.filter(
            unit=actor.unit_id, state__in=EDITABLE, scheme__state="open", unit__kind__level="grassroots"
        )
        yield lines(
            own.annotate(
                n=Count("lines", filter=Q(lines__state__in=("proposed", "listed"))),
                at=Concat(Cast("scheme_id", CharField()), at),
            ),
            "pledge.confirm",
            about="scheme__cycle__movement__name",
            more="at",
            unit="unit__name",
            due_on="scheme__due_on",
            done="n",
        )
        asks = open_schemes.filter(Exists(grassroots), ~Exists(mine)).filter(_addresses(actor.unit_id))
        yield lines(asks.annotate(at=place), "pledge.begin", about=_MOVEMENT, more="at", due_on="due_on")
        upper = Body.objects.filter(pk=actor.unit_id, kind__level="upper", ended_on=None)
        to_send = open_schemes.filter(Exists(upper)).filter(
            ~Exists(mine.filter(state__in=("confirmed", "consolidated")))
        )
        # Of the units below and not of the scheme, which may hold the lists of the whole country.
        below = UnitList.objects.filter(
            scheme=OuterRef("pk"), unit__parent=actor.unit_id, state__in=("confirmed", "consolidated")
        )
        confirmed = Subquery(below.values("scheme").annotate(n=Count("pk")).values("n"))
        yield lines(
            to_send.annotate(n=confirmed, at=place).filter(n__gt=0),
            "pledge.consolidate",
            about=_MOVEMENT,
            more="at",
            due_on="upper_due_on",
            done="n",
        )


def _addresses(unit_id: int) -> Q:
    """Schools are asked by the school year once the cycle has one, everybody else by the calendar year."""
    school = Exists(Attribute.objects.filter(unit=unit_id, name="bloc", value="school", until_on=None))
    apart = Exists(Scheme.objects.filter(cycle=OuterRef("cycle"), calendar="school_year"))
    return (Q(calendar="school_year") & school) | (Q(calendar="year") & (~school | ~apart))

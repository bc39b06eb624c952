"""What waits for a person about registrations: a list to confirm, members' own lines, lists below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Attribute, Body, Person
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, tells_lines
from thidua.pledge.models import Registrant, Scheme, UnitList
from thidua.pledge.states import EDITABLE

STAGE = "pledge"
ABOVE = ("confederation", "province", "upper")  # levels that put together what those below have confirmed
NEAR = dt.timedelta(days=14)  # before its day nobody is reminded of others
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


def _say_chase(one: Line) -> Waiting:
    _scheme_id, unit_id = one.more.split("/")
    told = {"movement": one.about, "done": one.done, "total": one.total}
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Nhắc các đơn vị xác nhận danh sách đăng ký"),
        fact=_("%(movement)s: %(done)s/%(total)s đơn vị đã xác nhận danh sách.") % told,
        button=_("Xem ai chưa xác nhận"),
        url=f"{reverse('pledge:coverage', args=[one.key, int(unit_id)])}?xem=chua-xac-nhan",
        due_on=one.due_on,
        done=one.done,
        total=one.total,
    )


def _say_own(one: Line) -> Waiting:
    return Waiting(
        stage=STAGE,
        code=one.code,
        title=_("Đăng ký thi đua của bạn"),
        fact=_("%(movement)s. Chọn danh hiệu, ghi một việc cụ thể.") % {"movement": one.about},
        button=_("Đăng ký"),
        url=f"{reverse('pledge:own_registrations')}?dot={one.key}",
        due_on=one.due_on,
    )


def _say_sum_up(one: Line) -> Waiting:
    """At the body whose movement it is nobody above waits for it: the year's registration is summed up here."""
    return replace(_say_consolidate(one), title=_("Tổng hợp đăng ký thi đua của các đơn vị"))


@tells_lines(
    {
        "pledge.confirm": _say_list,
        "pledge.begin": _say_begin,
        "pledge.consolidate": _say_consolidate,
        "pledge.sum_up": _say_sum_up,
        "pledge.chase_lists": _say_chase,
        "pledge.register_own": _say_own,
    }
)
def asked(actor: Actor) -> Iterable[Lines]:
    """For the unit that one acts for: its own list, and sending up what those below have confirmed."""
    if actor.unit_id is None or not actor.unit_path:
        return
    grassroots = Body.objects.filter(pk=actor.unit_id, kind__level="grassroots", ended_on=None)
    above = paths.upwards(actor.unit_path)
    yield from _own(actor, above)
    open_schemes = Scheme.objects.filter(state="open", cycle__movement__seat__path__in=above)
    at = Value(f"/{actor.unit_id}", output_field=CharField())
    place = Concat(Cast("pk", CharField()), at)
    mine = UnitList.objects.filter(unit=actor.unit_id, scheme=OuterRef("pk"))
    confirms = _holds(actor, "pledge.confirm")
    if not confirms and _holds(actor, "pledge.consolidate"):
        yield from _to_chase(actor.unit_id, open_schemes.annotate(at=place))
    if confirms:
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
        upper = Body.objects.filter(pk=actor.unit_id, kind__level__in=ABOVE, ended_on=None)
        to_send = open_schemes.filter(Exists(upper)).filter(
            ~Exists(mine.filter(state__in=("confirmed", "consolidated")))
        )
        # Of the units below and not of the scheme, which may hold the lists of the whole country.
        below = UnitList.objects.filter(
            scheme=OuterRef("pk"), unit__parent=actor.unit_id, state__in=("confirmed", "consolidated")
        )
        confirmed = Subquery(below.values("scheme").annotate(n=Count("pk")).values("n"))
        own_movement = Q(cycle__movement__seat=actor.unit_id)
        for code, found in (
            ("pledge.consolidate", to_send.exclude(own_movement)),
            ("pledge.sum_up", to_send.filter(own_movement)),
        ):
            yield lines(
                found.annotate(n=confirmed, at=place).filter(n__gt=0),
                code,
                about=_MOVEMENT,
                more="at",
                due_on="upper_due_on",
                done="n",
            )


def _holds(actor: Actor, capability: str) -> bool:
    return any(grant.path == actor.unit_path for grant in actor.having(capability))


def _to_chase(unit_id: int, schemes: QuerySet[Scheme]) -> Iterable[Lines]:
    """For who prepares what the chair will confirm: units directly below that have not confirmed, once the first has
    or their day is near."""
    near = clock.today() + NEAR
    above = Body.objects.filter(pk=unit_id, kind__level__in=ABOVE, ended_on=None)
    below = Body.objects.filter(parent=unit_id, ended_on=None, kind__level__in=("upper", "grassroots"))
    all_of_them = Subquery(below.order_by().values("parent").annotate(n=Count("pk")).values("n"))
    lists = UnitList.objects.filter(
        scheme=OuterRef("pk"), unit__parent=unit_id, state__in=("confirmed", "consolidated")
    )
    confirmed = Subquery(lists.order_by().values("scheme").annotate(n=Count("pk")).values("n"))
    counted = schemes.filter(Exists(above)).annotate(
        confirmed=Coalesce(confirmed, 0), whole=Coalesce(all_of_them, 0)
    )
    behind = counted.filter(confirmed__lt=F("whole"))
    own, begun = Q(cycle__movement__seat=unit_id), Q(confirmed__gt=0)
    for found, due in (
        (behind.filter(own, Q(upper_due_on__lte=near) | begun), "upper_due_on"),
        (behind.exclude(own).filter(Q(due_on__lte=near) | begun), "due_on"),
    ):
        yield lines(
            found,
            "pledge.chase_lists",
            about=_MOVEMENT,
            more="at",
            due_on=due,
            done="confirmed",
            total="whole",
        )


def _own(actor: Actor, above: list[str]) -> Iterable[Lines]:
    """A member who stands in no registration of the year, while the unit's list takes lines. Who writes the list is
    asked for the list."""
    if (
        actor.unit_id is None
        or not actor.may("pledge.own", actor.unit_path)
        or actor.may("pledge.view", actor.unit_path)
    ):
        return
    person = Person.objects.filter(accounts=actor.account_id or 0, left_on=None)
    stands = Registrant.objects.filter(scheme=OuterRef("pk"), person__in=person.values("pk"))
    taken = UnitList.objects.filter(unit=actor.unit_id, scheme=OuterRef("pk")).exclude(state__in=EDITABLE)
    open_schemes = Scheme.objects.filter(state="open", cycle__movement__seat__path__in=above)
    mine = open_schemes.filter(Exists(person), ~Exists(stands), ~Exists(taken)).filter(
        _addresses(actor.unit_id)
    )
    yield lines(mine, "pledge.register_own", about=_MOVEMENT, due_on="due_on")


def _addresses(unit_id: int) -> Q:
    """Schools are asked by the school year once the cycle has one, everybody else by the calendar year."""
    school = Exists(Attribute.objects.filter(unit=unit_id, name="bloc", value="school", until_on=None))
    apart = Exists(Scheme.objects.filter(cycle=OuterRef("cycle"), calendar="school_year"))
    return (Q(calendar="school_year") & school) | (Q(calendar="year") & (~school | ~apart))

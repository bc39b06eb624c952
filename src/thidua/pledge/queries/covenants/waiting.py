"""What waits for a person about covenants: figures to look at, proposals to answer, a signature to give."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Waiting, tells_waiting
from thidua.pledge.models import Covenant, Party, Proposal
from thidua.pledge.queries.covenants.reading import waits_for_signature
from thidua.pledge.states import COVENANT_OPEN

STAGE = "pledge"


@tells_waiting
def tell(actor: Actor) -> Iterator[Waiting]:
    """At most five queries; none for who has nothing to do with covenants."""
    negotiates, signs, writes = (
        _units(actor, one) for one in ("pledge.negotiate", "pledge.sign", "pledge.write")
    )
    if negotiates:
        yield from _to_look_at(negotiates)
        yield from _to_answer(negotiates)
    if signs:
        yield from _to_sign(signs)
    if writes:
        yield from _to_move(writes)


def _units(actor: Actor, capability: str) -> set[int]:
    return {one.unit_id for one in actor.having(capability) if one.unit_id}


def _to_look_at(units: set[int]) -> Iterator[Waiting]:
    """Parties that have said nothing yet: neither that they agree nor another figure."""
    found = Party.objects.filter(unit__in=units, covenant__state__in=COVENANT_OPEN, agreed_at=None)
    for one in found.select_related("covenant", "unit").order_by("covenant", "pk"):
        yield Waiting(
            stage=STAGE,
            code="pledge.look_at_figures",
            title=_("Xem con số giao ước"),
            fact=_("%(covenant)s: đồng ý với các con số, hoặc đề xuất con số khác.")
            % {"covenant": one.covenant},
            button=_("Xem con số"),
            url=reverse("pledge:figures", args=[one.covenant_id]),
            unit=str(one.unit),
        )


def _to_answer(units: set[int]) -> Iterator[Waiting]:
    """Proposals of others about the own figure, and those of members that the seat answers."""
    own = Q(party__unit__in=units) & ~Q(by__unit=F("party__unit"))
    seat = Q(covenant__seat__in=units, by__unit=F("party__unit"))
    found = (
        Proposal.objects.filter(own | seat, state="open", covenant__state__in=COVENANT_OPEN)
        .values("covenant", "covenant__title")
        .annotate(count=Count("pk"))
        .order_by("covenant")
    )
    for one in found:
        yield Waiting(
            stage=STAGE,
            code="pledge.answer_proposals",
            title=_("Trả lời đề xuất giao ước"),
            fact=_("%(covenant)s: %(count)s đề xuất chờ trả lời.")
            % {"covenant": one["covenant__title"], "count": one["count"]},
            button=_("Xem đề xuất"),
            url=reverse("pledge:figures", args=[one["covenant"]]),
        )


def _to_sign(units: set[int]) -> Iterator[Waiting]:
    for one in waits_for_signature(units).order_by("covenant", "pk"):
        yield Waiting(
            stage=STAGE,
            code="pledge.sign",
            title=_("Ký giao ước thi đua"),
            fact=_("%(covenant)s đã chốt lời văn, chờ đơn vị ký.") % {"covenant": one.covenant},
            button=_("Đọc và ký"),
            url=reverse("pledge:sign", args=[one.covenant_id]),
            unit=str(one.unit),
        )


def _to_move(units: set[int]) -> Iterator[Waiting]:
    """What the seat does next: settle when everybody agrees, close when the year is over."""
    found = (
        Covenant.objects.filter(seat__in=units)
        .filter(
            Q(state__in=("draft", *COVENANT_OPEN)) | Q(state="in_force", cycle__ends_on__lt=clock.today())
        )
        .annotate(
            silent=Count("parties", filter=Q(parties__agreed_at=None), distinct=True),
            open=Count("proposals", filter=Q(proposals__state="open"), distinct=True),
        )
        .select_related("seat")
        .order_by("pk")
    )
    for one in found:
        yield from _next(one)


def _next(covenant: Covenant) -> Iterator[Waiting]:
    silent, unanswered = getattr(covenant, "silent", 0), getattr(covenant, "open", 0)
    if covenant.state == "draft":
        told = ("send_round", _("Gửi giao ước cho các bên"), _("%(covenant)s đang soạn."), _("Soạn tiếp"))
    elif covenant.state == "in_force":
        told = ("close", _("Tổng kết giao ước"), _("%(covenant)s: năm thi đua đã hết."), _("Tổng kết"))
    elif not silent and not unanswered:
        told = ("settle", _("Chốt lời văn giao ước"), _("%(covenant)s: các bên đã đồng ý."), _("Chốt để ký"))
    else:
        return
    code, title, fact, button = told
    yield Waiting(
        stage=STAGE,
        code=f"pledge.{code}_covenant",
        title=title,
        fact=fact % {"covenant": covenant},
        button=button,
        url=reverse("pledge:covenant", args=[covenant.pk]),
        unit=str(covenant.seat),
    )

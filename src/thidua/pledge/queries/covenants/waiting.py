"""What waits for a person about covenants: figures to look at, proposals to answer, a signature to give. All of it
rows, asked together with those of other rooms."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, short_name, tells_lines
from thidua.pledge.models import Covenant, Party, Proposal
from thidua.pledge.queries.covenants.reading import waits_for_signature
from thidua.pledge.states import COVENANT_OPEN

LOOK, ANSWER, SIGN = "pledge.look_at_figures", "pledge.answer_proposals", "pledge.sign"
SEND_ROUND, SETTLE, CLOSE = "pledge.send_round_covenant", "pledge.settle_covenant", "pledge.close_covenant"


def _say_look(one: Line) -> Waiting:
    fact = _("%(covenant)s: đồng ý với các con số, hoặc đề xuất con số khác.")
    return _waiting(one, _("Xem con số giao ước"), fact, _("Xem con số"), "pledge:figures")


def _say_answer(one: Line) -> Waiting:
    fact = _("%(covenant)s: %(count)s đề xuất chờ trả lời.")
    return _waiting(one, _("Trả lời đề xuất giao ước"), fact, _("Xem đề xuất"), "pledge:figures")


def _say_sign(one: Line) -> Waiting:
    fact = _("%(covenant)s đã chốt lời văn, chờ đơn vị ký.")
    return _waiting(one, _("Ký giao ước thi đua"), fact, _("Đọc và ký"), "pledge:sign")


def _say_move(one: Line) -> Waiting:
    told = {
        SEND_ROUND: (_("Gửi giao ước cho các bên"), _("%(covenant)s đang soạn."), _("Soạn tiếp")),
        SETTLE: (_("Chốt lời văn giao ước"), _("%(covenant)s: các bên đã đồng ý."), _("Chốt để ký")),
        CLOSE: (_("Tổng kết giao ước"), _("%(covenant)s: năm thi đua đã hết."), _("Tổng kết")),
    }
    title, fact, button = told[one.code]
    return _waiting(one, title, fact, button, "pledge:covenant")


def _waiting(one: Line, title: str, fact: str, button: str, page: str) -> Waiting:
    return Waiting(
        stage="pledge",
        code=one.code,
        title=title,
        fact=fact % {"covenant": one.about, "count": one.total},
        button=button,
        url=reverse(page, args=[one.key]),
        due_on=one.due_on,
        unit=one.unit,
    )


@tells_lines(
    {
        LOOK: _say_look,
        ANSWER: _say_answer,
        SIGN: _say_sign,
        **dict.fromkeys((SEND_ROUND, SETTLE, CLOSE), _say_move),
    }
)
def covenant_lines(actor: Actor) -> Iterator[Lines]:
    """Nothing is asked for who has nothing to do with covenants."""
    negotiates, signs, writes = (
        _units(actor, one) for one in ("pledge.negotiate", "pledge.sign", "pledge.write")
    )
    if negotiates:
        yield _to_look_at(negotiates)
        yield _to_answer(negotiates)
    if signs:
        yield _of_parties(waits_for_signature(signs), SIGN, due_on="covenant__sign_by")
    if writes:
        yield from _to_move(writes)


def _units(actor: Actor, capability: str) -> set[int]:
    return {one.unit_id for one in actor.having(capability) if one.unit_id}


def _of_parties(found: QuerySet[Party], code: str, *, due_on: str) -> Lines:
    return lines(
        found, code, key="covenant_id", about="covenant__title", unit=short_name("unit__"), due_on=due_on
    )


def _to_look_at(units: set[int]) -> Lines:
    """Parties that have said nothing yet: neither that they agree nor another figure."""
    found = Party.objects.filter(
        unit__in=units, went_into=None, covenant__state__in=COVENANT_OPEN, agreed_at=None
    )
    return _of_parties(found, LOOK, due_on="covenant__answer_by")


def _to_answer(units: set[int]) -> Lines:
    """Proposals of others about the own figure, and those of members that the seat answers."""
    own = Q(party__unit__in=units) & ~Q(by__unit=F("party__unit"))
    seat = Q(covenant__seat__in=units) & (Q(by__unit=F("party__unit")) | Q(party=None))
    # What both have in common, so that the database begins at the units and not at all open proposals.
    bound = Party.objects.filter(unit__in=units).order_by().values("covenant")
    at_hand = bound.union(Covenant.objects.filter(seat__in=units).values("pk"))
    found = (
        Proposal.objects.filter(
            own | seat, state="open", covenant__in=at_hand, covenant__state__in=COVENANT_OPEN
        )
        .values("covenant_id", "covenant__title", "covenant__answer_by")
        .annotate(count=Count("pk"))
    )
    return lines(
        found,
        ANSWER,
        key="covenant_id",
        about="covenant__title",
        total="count",
        due_on="covenant__answer_by",
    )


def _to_move(units: set[int]) -> Iterator[Lines]:
    """What the seat does next: settle when everybody agrees, close when the year is over."""
    mine = Covenant.objects.filter(seat__in=units)
    silent = Party.objects.filter(covenant=OuterRef("pk"), went_into=None, agreed_at=None)
    unanswered = Proposal.objects.filter(covenant=OuterRef("pk"), state="open")
    agreed = mine.filter(~Exists(silent), ~Exists(unanswered), state__in=COVENANT_OPEN)
    over = mine.filter(state="in_force", cycle__ends_on__lt=clock.today())
    for code, found in ((SEND_ROUND, mine.filter(state="draft")), (SETTLE, agreed), (CLOSE, over)):
        yield lines(found, code, about="title", unit=short_name("seat__"))

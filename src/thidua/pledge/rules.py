"""Who may do what in this room. One source for the button and the list."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import VIEW, Actor, Permit, Relation, Ruling, announce, fetch, permit
from thidua.kernel.errors import Absent, NotYours
from thidua.pledge.errors import OutsideScheme
from thidua.pledge.models import Covenant, ExternalDecision, Registration, Scheme, UnitList
from thidua.pledge.states import (
    COVENANT,
    COVENANT_LIVE,
    COVENANT_OPEN,
    COVENANT_TO_SIGN,
    EDITABLE,
    LIVE,
    REGISTRATION,
    SCHEME,
    UNIT_LIST,
)

# Covenants. A draft is known at its seat; once it was sent round it is known to its parties and to those above
# them. Being in a cluster with a party gives nothing more than this one paper.
BY_PARTIES = "parties__unit__path"
_BEFORE_SIGNED = ("draft", *COVENANT_OPEN, *COVENANT_TO_SIGN)
_SENT_ROUND = tuple(one for one in COVENANT.states if one not in ("draft", "cancelled"))

announce(
    Ruling(
        model=Covenant,
        path="seat__path",
        permits=(
            permit(VIEW, "pledge.read_covenant", Relation.OWN),
            permit(VIEW, "pledge.read_covenant", Relation.WITHIN, states=_SENT_ROUND),
            permit(VIEW, "pledge.read_covenant", Relation.WITHIN, states=_SENT_ROUND, through=BY_PARTIES),
            permit("write", "pledge.write", Relation.OWN, states=("draft", *COVENANT_OPEN)),
            permit("set_days", "pledge.write", Relation.OWN, states=_BEFORE_SIGNED),
            permit("propose", "pledge.negotiate", Relation.OWN, states=COVENANT_OPEN, through=BY_PARTIES),
            permit("sign", "pledge.sign", Relation.OWN, states=COVENANT_TO_SIGN, through=BY_PARTIES),
            permit("record_stage", "pledge.record", Relation.OWN, states=COVENANT_TO_SIGN),
            permit("number", "pledge.record", Relation.OWN, states=(*COVENANT_TO_SIGN, *COVENANT_LIVE)),
            *(
                permit(name, "pledge.write", Relation.OWN, states=COVENANT.sources(name))
                for name in ("open", "settle", "reopen", "amend", "drop_change", "close", "cancel")
            ),
        ),
        state_labels=COVENANT.states,
        verb_labels={
            "write": _("soạn giao ước"),
            "set_days": _("đặt hạn trả lời, hạn ký"),
            "propose": _("đề xuất, trả lời đề xuất"),
            "sign": _("ký giao ước"),
            "record_stage": _("ghi chữ ký tại lễ ký"),
            "number": _("ghi số giao ước"),
            **{one.name: one.label for one in COVENANT.transitions},
        },
    )
)

# --- Registrations

REGISTER = "pledge.register"  # write the list of the own unit, and of those below that are not online
CONFIRM = "pledge.confirm"  # say that the own unit's list is right
CONSOLIDATE = "pledge.consolidate"  # return lists from below, confirm on their behalf what came on paper
OPEN_SCHEME = "pledge.open"  # open registration for the own movement, say its titles and days
_SEE = "pledge.view"
_OWN, _WITHIN, _BELOW = Relation.OWN, Relation.WITHIN, Relation.BELOW

announce(
    Ruling(
        model=Scheme,
        path="cycle__movement__seat__path",
        permits=(
            permit(VIEW, "launch.view", Relation.ABOVE),  # also for members: they register by themselves
            permit(VIEW, _SEE, _WITHIN),
            permit("change", OPEN_SCHEME, _OWN, states=("open",)),
            permit("close", OPEN_SCHEME, _OWN, states=SCHEME.sources("close")),
            permit("reopen", OPEN_SCHEME, _OWN, states=SCHEME.sources("reopen")),
        ),
        state_labels=SCHEME.states,
        verb_labels={"change": _("sửa đợt đăng ký"), **{one.name: one.label for one in SCHEME.transitions}},
    )
)

announce(
    Ruling(
        model=UnitList,
        path="unit__path",
        permits=(
            permit(VIEW, _SEE, _WITHIN),
            permit("write", REGISTER, _WITHIN, states=EDITABLE),
            permit("confirm", CONFIRM, _OWN, states=UNIT_LIST.sources("confirm")),
            permit("confirm", CONSOLIDATE, _BELOW, states=UNIT_LIST.sources("confirm")),
            permit("take_back", CONFIRM, _OWN, states=UNIT_LIST.sources("take_back")),
            permit("return", CONSOLIDATE, _BELOW, states=UNIT_LIST.sources("return")),
            permit("decide", REGISTER, _WITHIN),  # who decides, and what was decided: also long after
        ),
        state_labels=UNIT_LIST.states,
        verb_labels={
            "write": _("sửa danh sách"),
            "decide": _("ghi kết quả"),
            **{one.name: one.label for one in UNIT_LIST.transitions},
        },
    )
)


def _and_the_successor(
    verb: str, capability: str, states: tuple[str, ...] | None = None
) -> tuple[Permit, Permit]:
    """At the unit, and where it has merged at the one that goes on: what it registered goes on there."""
    return (
        permit(verb, capability, _WITHIN, states=states),
        permit(
            verb,
            capability,
            _WITHIN,
            states=states,
            through="unit__successions__into__path",
            where=Q(unit__successions__whole=True),
        ),
    )


announce(
    Ruling(
        model=Registration,
        path="unit__path",
        permits=(
            *_and_the_successor(VIEW, _SEE),
            *_and_the_successor("change", REGISTER, states=LIVE),
            *_and_the_successor("realise", REGISTER, states=("listed",)),
            *(
                given
                for one in REGISTRATION.transitions
                for given in _and_the_successor(one.name, REGISTER, states=one.sources)
            ),
        ),
        state_labels=REGISTRATION.states,
        verb_labels={
            "change": _("sửa đăng ký"),
            "realise": _("ghi hoàn thành"),
            **{one.name: one.label for one in REGISTRATION.transitions},
        },
    )
)

announce(
    Ruling(
        model=ExternalDecision,
        path="unit__path",
        permits=(permit(VIEW, _SEE, _WITHIN), permit("change", REGISTER, _WITHIN)),
        state="number",  # a decision of others has no states here
    )
)


def unit_of_scheme(actor: Actor, scheme: Scheme, unit_id: int, capability: str = REGISTER) -> Body:
    """A unit whose list this actor may write in the scheme. Raises Absent, NotYours, OutsideScheme."""
    unit = Body.objects.select_related("kind", "parent").filter(pk=unit_id).first()
    if unit is None or not actor.may(_SEE, unit.path):
        raise Absent()
    if not actor.may(capability, unit.path):
        raise NotYours()
    must_belong(scheme, unit)
    return unit


def must_belong(scheme: Scheme, unit: Body) -> None:
    """Raises OutsideScheme for a unit that does not stand below the body whose movement it is."""
    seat = scheme.cycle.movement.seat
    if not paths.covers(seat.path, unit.path):
        raise OutsideScheme(unit=unit, issuer=seat)


def scheme_for(actor: Actor, scheme_id: int, *, verb: str = VIEW, lock: bool = False) -> Scheme:
    """Raises Absent, NotYours, NotNow."""
    related = ("cycle__movement__seat", "cycle__movement__issuer")
    return fetch(Scheme, scheme_id, actor=actor, verb=verb, lock=lock, related=related)

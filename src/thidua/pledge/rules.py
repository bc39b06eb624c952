"""Who may do what in this room. One source for the button and the list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.door import VIEW, Relation, Ruling, announce, permit
from thidua.pledge.models import Covenant
from thidua.pledge.states import COVENANT, COVENANT_LIVE, COVENANT_OPEN, COVENANT_TO_SIGN

# Covenants. A draft is known at its seat; once it was sent round it is known to its parties and to those above
# them. Being in a cluster with a party gives nothing more than this one paper.
BY_PARTIES = "parties__unit__path"
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
            "propose": _("đề xuất, trả lời đề xuất"),
            "sign": _("ký giao ước"),
            "record_stage": _("ghi chữ ký tại lễ ký"),
            "number": _("ghi số giao ước"),
            **{one.name: one.label for one in COVENANT.transitions},
        },
    )
)

"""Who may see and change units and people.

Everyone who is signed in sees the own unit and the chain above it; a role that reaches a branch sees the
branch. Strangers see nothing. People are personal data: only roles that keep lists of people see them.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body, Person, Reorganisation
from thidua.federation.states import REORGANISATION
from thidua.kernel.door import Relation, Ruling, announce, permit

BESIDE_THE_TREE = Q(path="")

BODY = announce(
    Ruling(
        Body,
        path="seat",
        permits=(
            permit("view", "access.view_own", Relation.ABOVE),
            permit("view", "federation.view", Relation.WITHIN),
            permit("change", "federation.change", Relation.WITHIN),
            permit("add_below", "federation.change", Relation.WITHIN),
            # Nobody moves or ends the unit that the own role is held at: that is for the level above.
            permit("place", "federation.change", Relation.BELOW),
            permit("end", "federation.change", Relation.BELOW),
            permit("end", "federation.change", Relation.WITHIN, also=BESIDE_THE_TREE),
            permit("see_people", "federation.people", Relation.WITHIN),
            permit("keep_people", "federation.people", Relation.WITHIN),
        ),
        verb_labels={
            "change": _("sửa đơn vị"),
            "add_below": _("thêm đơn vị trực thuộc"),
            "place": _("chuyển đơn vị"),
            "end": _("kết thúc đơn vị"),
            "see_people": _("xem danh sách người"),
            "keep_people": _("sửa danh sách người"),
        },
    )
)

PERSON = announce(
    Ruling(
        Person,
        path="home__seat",
        permits=(
            permit("view", "federation.people", Relation.WITHIN),
            permit("change", "federation.people", Relation.WITHIN),
            permit("transfer", "federation.people", Relation.WITHIN),
            permit("give_post", "federation.people", Relation.WITHIN),
        ),
        verb_labels={
            "change": _("sửa thông tin"),
            "transfer": _("chuyển sinh hoạt"),
            "give_post": _("ghi chức vụ"),
        },
    )
)

# Drafts are the work of those who change the tree; what was carried out is seen by whoever sees the branch.
REORGANISATIONS = announce(
    Ruling(
        Reorganisation,
        path="seat__seat",
        permits=(
            permit("view", "federation.change", Relation.WITHIN),
            permit("view", "federation.view", Relation.WITHIN, also=Q(state="done")),
            permit("view", "federation.view", Relation.WITHIN, also=Q(state="undone")),
            permit("edit", "federation.change", Relation.WITHIN, states=("draft",)),
            *(
                permit(one.name, "federation.change", Relation.WITHIN, states=one.sources)
                for one in REORGANISATION.transitions
            ),
        ),
        state_labels=REORGANISATION.states,
        verb_labels={
            "edit": _("sửa các bước"),
            **{one.name: one.label for one in REORGANISATION.transitions},
        },
    )
)

"""In what capacity a paper may be signed, and by which offices. Data, so that a new form is one line.

Forms of the signature block: Nghị định 30/2020/NĐ-CP, article 13 and annex I; the union's own usage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Post
from thidua.kernel.errors import Phrase

_CHAIR = frozenset({Post.Office.CHAIR})
_VICE = frozenset({Post.Office.VICE_CHAIR})


@dataclass(frozen=True)
class Capacity:
    """The lines above the name, without the office itself, and who may sign so."""

    code: str
    lines: tuple[str, ...]
    offices: frozenset[Post.Office]
    name: Phrase


_ALL = (
    Capacity("committee", ("TM. BAN THƯỜNG VỤ",), _CHAIR, _("TM. BAN THƯỜNG VỤ")),
    Capacity(
        "committee_deputy",
        ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH"),
        _VICE,
        _("TM. BAN THƯỜNG VỤ, KT. CHỦ TỊCH"),
    ),
    Capacity("executive", ("TM. BAN CHẤP HÀNH",), _CHAIR, _("TM. BAN CHẤP HÀNH")),
    Capacity(
        "executive_deputy",
        ("TM. BAN CHẤP HÀNH", "KT. CHỦ TỊCH"),
        _VICE,
        _("TM. BAN CHẤP HÀNH, KT. CHỦ TỊCH"),
    ),
    Capacity("chair", (), _CHAIR, _("CHỦ TỊCH")),
    Capacity("deputy", ("KT. CHỦ TỊCH",), _VICE, _("KT. CHỦ TỊCH")),
    Capacity(
        "by_order",
        ("TL. BAN THƯỜNG VỤ",),
        frozenset({Post.Office.HEAD_OF_DEPARTMENT}),
        _("TL. BAN THƯỜNG VỤ"),
    ),
)

CAPACITIES: Mapping[str, Capacity] = {one.code: one for one in _ALL}
CHOICES = [(one.code, one.name) for one in _ALL]


def block(capacity: str, office: str) -> tuple[str, ...]:
    """The upper-case lines of the signature block: capacity, then the office of the signer."""
    known = CAPACITIES.get(capacity)
    lines = known.lines if known else ()
    return (*lines, str(Post.Office(office).label).upper()) if office else lines

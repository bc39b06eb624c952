"""A sheet in words: of each criterion how it is marked, from what, and who verifies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.algebra.scoring.kinds import (
    Bands,
    Judged,
    Lateness,
    PeerRelative,
    PerOccurrence,
    Proportional,
    Survey,
    Threshold,
)
from thidua.algebra.scoring.origins import Origin
from thidua.algebra.scoring.sheet import Branch, Leaf
from thidua.catalogue.scoring import say_name
from thidua.formats.vi import format_number
from thidua.score.queries.marking.loading import Rules
from thidua.score.wording import SOURCES


@dataclass(frozen=True)
class Described:
    leaf: Leaf
    rule: str
    source: str
    verified_by: str


@dataclass(frozen=True)
class DescribedGroup:
    branch: Branch
    leaves: list[Described]


def described(rules: Rules) -> list[DescribedGroup]:
    return [
        DescribedGroup(branch, [_described(leaf, rules.origins[leaf.id]) for leaf in branch.leaves()])
        for branch in rules.sheet.branches
    ]


def _described(leaf: Leaf, origin: Origin) -> Described:
    source = str(SOURCES[origin.source])
    if origin.code:
        source = _("%(source)s, chỉ tiêu %(code)s") % {"source": source, "code": origin.code}
    return Described(leaf, say_rule(leaf), source, origin.verified_by)


def say_rule(leaf: Leaf) -> str:
    """How a criterion is marked, in one sentence."""
    told = _say_kind(leaf)
    if leaf.gate:
        told += _(", phải có %(gate)s") % {"gate": say_name(leaf.gate)}
    if leaf.mean:
        told += _(", bình quân các đơn vị thành viên")
    return told + (_(", điểm thưởng ngoài mức trần của nhóm") if leaf.bonus else "")


def _say_kind(leaf: Leaf) -> str:
    kind = leaf.kind
    match kind:
        case Proportional() if kind.penalty is not None:
            words = {"points": format_number(kind.penalty.per_percent)}
            told = _("thiếu 1 %% kế hoạch trừ %(points)s điểm của điểm tối đa") % words
            return told + (_(", vượt thì thưởng") if kind.extra else "")
        case Proportional():
            told = _("thực hiện/kế hoạch × điểm tối đa") if kind.up else _("kế hoạch/thực hiện × điểm tối đa")
            return told + (_(", vượt thì thưởng") if kind.extra else "")
        case Threshold():
            value = _("kế hoạch") if kind.value is None else format_number(kind.value)
            words = {"comparator": kind.comparator, "value": value}
            if kind.of_plan:
                return _("đạt %(comparator)s %(value)s %% kế hoạch thì đủ điểm, không thì 0") % words
            return _("đạt %(comparator)s %(value)s thì đủ điểm, không thì 0") % words
        case Bands():
            words = {"count": str(len(kind.bands))}
            return (
                _("theo %(count)s khoảng phần trăm kế hoạch") if kind.of_plan else _("theo %(count)s khoảng")
            ) % words
        case PerOccurrence():
            return _per_occurrence(kind)
        case Survey():
            gate = _(", phải có %(gate)s") % {"gate": say_name(kind.gate)} if kind.gate else ""
            return _("số người xác nhận/số người được hỏi × điểm tối đa") + gate
        case PeerRelative():
            return (
                _("nửa điểm cho chỉ tiêu, nửa so với đơn vị cao nhất cụm")
                if kind.half_at_target
                else _("so với đơn vị cao nhất cụm")
            )
        case Judged():
            return _("người chấm cho điểm")
        case Lateness():
            steps = "; ".join(
                _("từ %(days)s ngày: %(points)s")
                % {"days": format_number(days), "points": format_number(points)}
                for days, points in kind.steps
            )
            told = _("muộn %(steps)s") % {"steps": steps}
            return _("từng báo cáo %(told)s") % {"told": told} if kind.each else told
        case _:
            return ""


def _per_occurrence(kind: PerOccurrence) -> str:
    words: Mapping[str, str] = {"points": format_number(kind.points)}
    told = _("mỗi lần %(points)s điểm") % words
    if kind.each:
        told = _("lần lượt từng lần %(points)s điểm") % {"points": "; ".join(map(format_number, kind.each))}
    if kind.start is not None:
        told = _("có sẵn %(start)s, %(told)s, trừ hết thì thôi") % {
            "start": format_number(kind.start),
            "told": told,
        }
    if kind.event:
        told = _("«%(event)s»: %(told)s") % {"event": kind.event, "told": told}
    return told if kind.cap is None else told + _(", nhiều nhất %(cap)s") % {"cap": format_number(kind.cap)}

"""Targets that nobody could measure, and targets that contradict one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from thidua.documents.checking.remarks import Remark, Severity, figure_said
from thidua.documents.prose.letters import plain
from thidua.documents.reading.items import Target
from thidua.documents.reading.model import Reading

_WHOLE = 100
_GROWS = ("tăng", "vượt", "so với", "bằng")
"""Shares of last year's result may go beyond the whole."""


def of_targets(reading: Reading) -> Iterator[Remark]:
    targets = reading.of(Target)
    for target in targets:
        yield from _unmeasurable(target)
    yield from _contradicting(targets)


def _unmeasurable(target: Target) -> Iterator[Remark]:
    params = {"target": target.subject, "value": figure_said(target.value)}
    if target.value is None:
        return
    if target.unit is None:
        yield Remark(
            code="documents.check_target_without_unit",
            severity=Severity.WARNING,
            anchor=target.anchor,
            params=params,
        )
    elif target.unit == "%" and not (
        target.population or target.group or target.per or _grows(target) or _names_its_whole(target)
    ):
        yield Remark(
            code="documents.check_share_of_nothing",
            severity=Severity.WARNING,
            anchor=target.anchor,
            params=params,
        )
    if target.unit == "%" and target.value > _WHOLE and not _grows(target):
        yield Remark(
            code="documents.check_share_over_whole",
            severity=Severity.ERROR,
            anchor=target.anchor,
            params=params,
        )


_A_RATE = re.compile(
    r"(?:hạ |giảm |nâng |duy trì |giữ ổn định )?(?:tỷ lệ|tỉ lệ|tốc độ|mức độ|hệ số|độ che phủ|chỉ số)\s\S+\s\S",
    re.I,
)


def _names_its_whole(target: Target) -> bool:
    """ "tỷ lệ nợ quá hạn", "tốc độ tăng trưởng": a rate that has a name is of what its name says."""
    return _A_RATE.match(target.subject) is not None


def _grows(target: Target) -> bool:
    said = f" {plain(' '.join(part for part in (target.subject, target.qualifier) if part))} "
    return any(f" {plain(word)} " in said for word in _GROWS)


def _contradicting(targets: list[Target]) -> Iterator[Remark]:
    """The same thing asked of the same people with another figure, or with bounds that no figure can meet."""
    for one, other in combinations((target for target in targets if target.value is not None), 2):
        if _about(one) != _about(other) or one.unit != other.unit:
            continue
        params = {"target": other.subject, "one": _said(one), "other": _said(other)}
        if not _can_meet(one, other):
            yield Remark(
                code="documents.check_targets_contradict",
                severity=Severity.ERROR,
                anchor=other.anchor,
                params=params,
            )
        elif one.comparator == other.comparator and one.value != other.value:
            yield Remark(
                code="documents.check_targets_differ",
                severity=Severity.WARNING,
                anchor=other.anchor,
                params=params,
            )


def _about(target: Target) -> tuple[str, ...]:
    told = (
        target.subject,
        target.population,
        target.scope,
        target.group,
        target.qualifier,
        target.per,
        target.aggregate,
    )
    return tuple(plain(part or "") for part in told)


def _can_meet(one: Target, other: Target) -> bool:
    """Whether some figure satisfies both. A bare figure is a floor in this field."""
    low = max((t.value for t in (one, other) if _is_floor(t) and t.value is not None), default=None)
    high = min((t.value for t in (one, other) if not _is_floor(t) and t.value is not None), default=None)
    return low is None or high is None or low <= high


def _is_floor(target: Target) -> bool:
    return target.comparator in {None, "=", ">", ">="}


def _said(target: Target) -> str:
    return f"{target.comparator or '='} {figure_said(target.value)} {target.unit or ''}".strip()

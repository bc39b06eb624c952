"""The targets of a year: read by the whole line, set and changed by the unit that sets them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field, StrictInt

from thidua.algebra.thresholds import Judged, Open, Threshold, threshold_to_data
from thidua.catalogue.queries.indicators import offered
from thidua.kernel.door import fetch, listing
from thidua.launch.actions.set_target import (
    add_target,
    change_target,
    move_target,
    pick_target,
    remove_target,
)
from thidua.launch.models import Cycle, Target
from thidua.launch.queries.picking import stratum_of
from thidua.launch.queries.thresholds import read_limit
from thidua.web.api.answers import (
    Code,
    DoneOut,
    Key,
    Limit,
    Line,
    Offset,
    PageOut,
    Told,
    Version,
    answers,
    asking,
    page,
)
from thidua.web.api.errors import EitherOr
from thidua.web.api.shapes.launch import TargetOut, target_out

router = Router(tags=[gettext_noop("Chỉ tiêu")])
PERCENT = "%"
Comparator = Literal[">=", ">", "<=", "<", "=0", "open"]
Number = StrictInt | Annotated[str, Field(max_length=60)] | None


class LimitIn(Told):
    """``value`` in the target's unit of measure, a whole number or as people write it ("85,5", "700 triệu");
    none for =0 and open. A share is in per cent: 85 is 85 %."""

    comparator: Comparator
    value: Number = None


class UnitsIn(Told):
    """Which units the target is about; what is left out does not narrow."""

    bloc: list[Literal["enterprise", "public_sector", "school", "union_organisation"]] = []
    ownership: Literal["state", "non_state", ""] = ""
    has_union: bool = False
    min_workers: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    level: list[Literal["province", "upper", "grassroots"]] = []


class NewTargetIn(Told):
    """Either ``indicator``, a code of the catalogue of indicators, with ``units`` and, where single units must
    reach something, ``inner``; or ``definition``, the stored form of an indicator with its figures in full.
    ``owner_id`` is the caller of the movement when not said."""

    indicator: Code | None = None
    definition: dict[str, Any] | None = None
    threshold: LimitIn
    inner: LimitIn | None = None
    units: UnitsIn = UnitsIn()
    name: Line = ""
    unit_of_measure: Annotated[str, Field(max_length=40)] | None = None
    group: Annotated[str, Field(max_length=10)] = ""
    group_name: Annotated[str, Field(max_length=200)] = ""
    settles: Literal["continuous", "year_end"] | None = None
    joint: bool | None = None
    owner_id: Key | None = None


class ChangedTargetIn(Told):
    """What is not sent stays. What the target measures never changes."""

    threshold: LimitIn | None = None
    name: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    group: Annotated[str, Field(max_length=10)] | None = None
    group_name: Annotated[str, Field(max_length=200)] | None = None
    settles: Literal["continuous", "year_end"] | None = None
    joint: bool | None = None
    version: Version | None = None


class TargetPlaceIn(Told):
    """Up or down by one place among the targets of the same unit."""

    up: bool


def _limit(told: LimitIn, unit: str) -> Threshold:
    return read_limit(told.comparator, "" if told.value is None else str(told.value), unit)


def _inner(told: LimitIn | None) -> Judged | None:
    read = _limit(told, PERCENT) if told is not None else None
    return None if isinstance(read, Open) else read


@router.get(
    "/cycles/{cycle_id}/targets",
    response=answers(PageOut[TargetOut]),
    summary=gettext_noop("Chỉ tiêu của năm"),
)
def targets(
    request: HttpRequest, cycle_id: Key, limit: Limit = 100, offset: Offset = 0
) -> PageOut[TargetOut]:
    """In the order of the plan: those of the caller of the movement, and those that units below added."""
    actor = asking(request)
    cycle = fetch(Cycle, cycle_id, actor=actor)
    found = listing(Target, actor=actor).filter(cycle=cycle).select_related("owner")
    return page(found.order_by("position", "pk"), limit, offset, target_out)


@router.get("/targets/{target_id}", response=answers(TargetOut), summary=gettext_noop("Một chỉ tiêu"))
def one_target(request: HttpRequest, target_id: Key) -> TargetOut:
    return _shown(request, target_id)


@router.post("/cycles/{cycle_id}/targets", response=answers(TargetOut), summary=gettext_noop("Thêm chỉ tiêu"))
def add(request: HttpRequest, cycle_id: Key, told: NewTargetIn) -> TargetOut:
    if (told.indicator is None) is (told.definition is None):
        raise EitherOr(first="indicator", second="definition")
    made = _picked(request, cycle_id, told) if told.indicator else _defined(request, cycle_id, told)
    return _shown(request, made.pk)


def _picked(request: HttpRequest, cycle_id: int, told: NewTargetIn) -> Target:
    unit = told.unit_of_measure or offered(told.indicator or "").unit_of_measure
    return pick_target(
        actor=asking(request),
        cycle_id=cycle_id,
        picked=told.indicator or "",
        threshold=threshold_to_data(_limit(told.threshold, unit)),
        narrowed=stratum_of(**told.units.model_dump()),
        inner=_inner(told.inner),
        **_words(told),
    )


def _defined(request: HttpRequest, cycle_id: int, told: NewTargetIn) -> Target:
    unit = told.unit_of_measure or ""
    return add_target(
        actor=asking(request),
        cycle_id=cycle_id,
        indicator=told.definition or {},
        threshold=threshold_to_data(_limit(told.threshold, unit)),
        **_words(told),
    )


def _words(told: NewTargetIn) -> dict[str, Any]:
    """What is said; for the rest the indicator knows what is usual."""
    names = ("name", "unit_of_measure", "group", "group_name", "settles", "joint", "owner_id")
    return {name: value for name in names if (value := getattr(told, name)) is not None}


@router.patch(
    "/targets/{target_id}", response=answers(TargetOut), summary=gettext_noop("Sửa mức và lời của chỉ tiêu")
)
def change(request: HttpRequest, target_id: Key, told: ChangedTargetIn) -> TargetOut:
    actor = asking(request)
    target = fetch(Target, target_id, actor=actor)
    limit = _limit(told.threshold, target.unit_of_measure) if told.threshold else None
    words = told.model_dump(exclude_none=True, exclude={"threshold", "version"})
    change_target(
        actor=actor,
        target_id=target_id,
        threshold=threshold_to_data(limit) if limit else None,
        version=told.version,
        **words,
    )
    return _shown(request, target_id)


@router.post(
    "/targets/{target_id}/move", response=answers(TargetOut), summary=gettext_noop("Đổi chỗ chỉ tiêu")
)
def move(request: HttpRequest, target_id: Key, told: TargetPlaceIn) -> TargetOut:
    move_target(actor=asking(request), target_id=target_id, up=told.up)
    return _shown(request, target_id)


@router.delete(
    "/targets/{target_id}", response=answers(DoneOut), summary=gettext_noop("Bỏ chỉ tiêu chưa giao")
)
def remove(request: HttpRequest, target_id: Key) -> DoneOut:
    """A target that was assigned to somebody stays: its units are told otherwise by a decision."""
    remove_target(actor=asking(request), target_id=target_id)
    return DoneOut()


def _shown(request: HttpRequest, target_id: int) -> TargetOut:
    return target_out(fetch(Target, target_id, actor=asking(request), related=("owner",)))

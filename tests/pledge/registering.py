"""What the tests of registrations do: open a scheme, find people, register them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from tests.cast import Cast
from thidua.documents.sheets import write_rows
from thidua.federation.actions.add_person import add_person
from thidua.federation.models import Person
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.models import Intake
from thidua.pledge.actions.registrations.keep_lists import open_list
from thidua.pledge.actions.registrations.open_scheme import TitleSaid, open_scheme
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.models import Registration, Scheme, SchemeTitle, UnitList
from thidua.pledge.queries.registrations.checking import Line

TITLES = (
    TitleSaid(series="advanced_worker"),
    TitleSaid(series="base_emulation_soldier"),
    TitleSaid(series="women_two_duties"),
    TitleSaid(series="advanced_collective"),
    TitleSaid(series="model_worker_family"),
)
HEAD = ("Họ và tên", "Danh hiệu đăng ký", "Đơn vị", "Ngày sinh", "Số điện thoại")
GARMENT = "TQ-SD-001"


def opened(cast: Cast, **said: Any) -> Scheme:
    """Registration for 2017, as the province opens it."""
    told = {
        "cycle_id": cast.cycle.pk,
        "starts_on": dt.date(2017, 1, 1),
        "ends_on": dt.date(2017, 12, 31),
        "due_on": dt.date(2017, 7, 31),
        "upper_due_on": dt.date(2017, 8, 10),
        "titles": TITLES,
        **said,
    }
    return open_scheme(actor=cast.actor("province_officer"), **told)


def title(scheme: Scheme, series: str = "advanced_worker") -> SchemeTitle:
    return scheme.titles.get(series=series)


def person(cast: Cast, name: str, unit: str = GARMENT, by: str = "son_duong_officer", **facts: Any) -> Person:
    return add_person(actor=cast.actor(by), home_id=cast.units[unit].pk, name=name, **facts)


def put(
    cast: Cast,
    scheme: Scheme,
    who: Person,
    series: str = "advanced_worker",
    *,
    by: str = "garment_chair",
    unit: str = GARMENT,
    **said: Any,
) -> Registration:
    named = title(scheme, series)
    line = Line(
        unit_id=cast.units[unit].pk, kind=named.recipient, title_id=named.pk, person_id=who.pk, **said
    )
    return register(actor=cast.actor(by), scheme_id=scheme.pk, lines=[line])[0]


def a_list(cast: Cast, scheme: Scheme, unit: str = GARMENT, by: str = "garment_chair") -> UnitList:
    """The list of a unit, begun."""
    return open_list(actor=cast.actor(by), scheme_id=scheme.pk, unit_id=cast.units[unit].pk)


def the_list(cast: Cast, scheme: Scheme, unit: str = GARMENT) -> UnitList:
    return UnitList.objects.get(scheme=scheme, unit=cast.units[unit])


def send(
    cast: Cast,
    scheme: Scheme,
    lines: Sequence[Sequence[object]],
    *,
    head: Sequence[str] = HEAD,
    unit: str = GARMENT,
    by: str = "garment_chair",
    title_id: int | None = None,
) -> Intake:
    return send_file(cast, scheme, write_rows(head, lines), unit=unit, by=by, title_id=title_id)


def send_file(
    cast: Cast,
    scheme: Scheme,
    content: bytes,
    *,
    unit: str = GARMENT,
    by: str = "garment_chair",
    title_id: int | None = None,
) -> Intake:
    at = cast.units[unit]
    return upload(
        actor=cast.actor(by),
        kind="registrations",
        unit_id=at.pk,
        unit_path=at.path,
        name="dang ky.xlsx",
        stream=io.BytesIO(content),
        size=len(content),
        settings={"scheme_id": scheme.pk, "title_id": title_id},
    )

"""Registrations: a list of 20,000 rows taken in by the worker's way, and pages of coverage over 200,000 registrations.

A province of 20 unions with 2,000 grassroots unions of 100 people each; everybody has registered once. The pages are
whole requests through all middleware, without the network. Counts are compared with a recomputation from the lines.
"""

from __future__ import annotations

import datetime as dt
import io
import time
from dataclasses import dataclass
from typing import Any

from bench._ground import milliseconds, scratch_database, spread

UNIONS, GRASSROOTS, PEOPLE, ROWS = 20, 2_000, 100, 20_000
DAY = dt.date(2017, 3, 1)
MOST_MS, MOST_SECONDS, MOST_QUERIES, MOST_BYTES = 200, 10, 25, 50_000
TIMES = 30


@dataclass(frozen=True)
class Ground:
    scheme: Any
    province: Any
    union: Any
    grassroots: list[Any]
    officer: Any
    actor: Any


def run(scale: float = 1.0) -> dict[str, Any]:
    with scratch_database("registrations"):
        from thidua.config import starting
        from thidua.kernel.clock import standing_on

        starting.warm()
        with standing_on(DAY):
            ground = _ground(max(1, round(GRASSROOTS * scale)))
            _register_everybody(ground)
            pages = _pages(ground)
            equal = _equal(ground)
            taken = _take_in(ground, max(20, round(ROWS * scale)))
            return {
                "scale": scale,
                "registrations": _count(),
                "units": len(ground.grassroots),
                **taken,
                "pages": pages,
                "coverage_p95_ms": max(one["ms"]["p95"] for one in pages.values()),
                "most_queries": max(one["queries"] for one in pages.values()),
                "most_bytes": max(one["bytes"] for one in pages.values()),
                "equal_to_recount": equal and _equal(ground),
                "goals": {
                    "take_in_s": MOST_SECONDS,
                    "coverage_p95_ms": MOST_MS,
                    "most_queries": MOST_QUERIES,
                    "most_bytes": MOST_BYTES,
                    "equal_to_recount": True,
                },
            }


def _count() -> int:
    from thidua.pledge.models import Registration

    return Registration.objects.count()


def _ground(wanted: int) -> Ground:
    """Units with what they state, an officer of the province, and a movement of the year."""
    from thidua.access.actions.found_accounts import Founded, found_accounts
    from thidua.access.queries.actors import actor_of
    from thidua.catalogue.actions.load_kinds import load_kinds
    from thidua.federation.actions.found import NewUnit, found_units
    from thidua.kernel.door import system
    from thidua.launch.actions.call_movement import call_movement
    from thidua.launch.models import Movement
    from thidua.pledge.actions.registrations.open_scheme import TitleSaid, open_scheme

    house = system("phép đo")
    load_kinds()
    rows = [
        NewUnit("TLD", "Tổng Liên đoàn", "confederation", "", from_on=DAY),
        NewUnit("P", "Liên đoàn Lao động tỉnh đo", "provincial_federation", "TLD", from_on=DAY),
    ]
    rows += [
        NewUnit(f"P-{n}", f"Liên đoàn Lao động huyện {n}", "district_federation", "P", from_on=DAY)
        for n in range(UNIONS)
    ]
    blocs = ("enterprise", "public_sector", "school")
    rows += [
        NewUnit(
            f"P-{n % UNIONS}-{n:05d}",
            f"CĐCS Cơ sở số {n}",
            "grassroots_union",
            f"P-{n % UNIONS}",
            from_on=DAY,
            attributes={"workers": PEOPLE + n % 20, "bloc": blocs[n % 3]},
        )
        for n in range(wanted)
    ]
    units = {one.code: one for one in found_units(actor=house, rows=rows)}
    account = found_accounts(
        actor=house, rows=[Founded(units["P"], "Cán bộ đo", "0950000001", "officer", "258036", None, DAY)]
    )[0]
    actor, _desks = actor_of(account)
    movement = call_movement(
        actor=house,
        seat_id=units["P"].pk,
        name="Phong trào đo",
        from_on=dt.date(2017, 1, 1),
        until_on=dt.date(2017, 12, 31),
    )
    Movement.objects.filter(pk=movement.pk).update(state="launched")
    scheme = open_scheme(
        actor=house,
        cycle_id=movement.cycles.get().pk,
        starts_on=dt.date(2017, 1, 1),
        ends_on=dt.date(2017, 12, 31),
        titles=[
            TitleSaid(series=one) for one in ("advanced_worker", "base_emulation_soldier", "good_worker")
        ],
    )
    grassroots = [one for code, one in units.items() if code.count("-") == 2]
    return Ground(scheme, units["P"], units["P-0"], grassroots, account, actor)


_FILL = (
    """
    insert into federation_person (made_at, changed_at, version, home_id, name, sex, phone, direct_worker, folded,
                                   folded_given_first, sort_key)
    select now(), now(), 1, unit.id, format('Ma Thị Số %%s %%s', unit.id, n),
           case when n %% 2 = 0 then 'female' else 'male' end, '', n %% 3 > 0, format('ma thi so %%s %%s', unit.id, n),
           format('%%s ma thi so %%s', n, unit.id), format('%%s %%s', unit.id, n)
      from unnest(%(units)s::bigint[]) as unit(id), generate_series(0, %(people)s - 1) n
    """,
    """
    insert into pledge_unitlist (made_at, changed_at, version, scheme_id, unit_id, state, way, confirmed_by, reason, figures)
    select now(), now(), 1, %(scheme)s, unit.id, 'open', '', '', '', '{}' from unnest(%(units)s::bigint[]) as unit(id)
    """,
    """
    insert into pledge_registration (made_at, changed_at, version, scheme_id, listed_id, unit_id, kind, title_id, person_id,
                                     spouse_name, subject, content, identity, note, own, state, reason, realised_note, key)
    select now(), now(), 1, %(scheme)s, listed.id, listed.unit_id, 'individual',
           (%(titles)s::bigint[])[1 + split_part(person.name, ' ', 5)::int %% 3], person.id, '', '', '', '', '', false,
           'listed', '', '', ''
      from pledge_unitlist listed join federation_person person on person.home_id = listed.unit_id
    """,
    """
    insert into pledge_registrant (registration_id, scheme_id, title_id, person_id)
    select id, scheme_id, title_id, person_id from pledge_registration
    """,
    "analyze",
)


def _register_everybody(ground: Ground) -> None:
    """People and lines written straight: filling the house is not what is measured."""
    from django.db import connection, transaction

    from thidua.pledge.actions.registrations.recounting import recount_all

    told = {
        "units": [one.pk for one in ground.grassroots],
        "people": PEOPLE,
        "scheme": ground.scheme.pk,
        "titles": [one.pk for one in ground.scheme.titles.all()],
    }
    with connection.cursor() as cursor:
        for statement in _FILL:
            cursor.execute(statement, told)
    with transaction.atomic():
        recount_all(ground.scheme)
    _hear()


def _hear() -> None:
    from thidua.kernel.events import deliver

    while deliver():
        pass


def _pages(ground: Ground) -> dict[str, Any]:
    from django.test import Client
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(ground.officer)
    named = {
        "Tỷ lệ đăng ký của tỉnh": ("pledge:coverage", ground.province),
        "Tỷ lệ đăng ký của huyện": ("pledge:coverage", ground.union),
        "Danh sách của cơ sở": ("pledge:unit_list", ground.grassroots[0]),
        "Đánh dấu người": ("pledge:tick", ground.grassroots[0]),
    }
    return {
        label: _time(client, reverse(name, args=[ground.scheme.pk, unit.pk]))
        for label, (name, unit) in named.items()
    }


def _time(client: Any, address: str) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)
    assert answer.status_code == 200, (address, answer.status_code)
    taken = [milliseconds(lambda: client.get(address)) for _ in range(TIMES)]
    return {"address": address, "queries": queries, "bytes": len(answer.content), "ms": spread(taken)}


def _equal(ground: Ground) -> bool:
    """What is kept a unit, against people counted from the lines themselves."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            select count(*) from pledge_coverage kept
              left join (select person.home_id, count(distinct person.id) as people, count(*) as lines
                           from pledge_registration line join federation_person person on person.id = line.person_id
                          where line.scheme_id = %(scheme)s and line.state in ('proposed', 'listed')
                            and line.title_id is not null
                          group by person.home_id) counted on counted.home_id = kept.unit_id
             where kept.scheme_id = %(scheme)s
               and (kept.people <> coalesce(counted.people, 0) or kept.lines <> coalesce(counted.lines, 0))
            """,
            {"scheme": ground.scheme.pk},
        )
        wrong: int = cursor.fetchone()[0]
    return wrong == 0


def _take_in(ground: Ground, rows: int) -> dict[str, Any]:
    """A second title for people whom the register knows, and as many who are new; for the unions of one branch."""
    from thidua.documents.sheets import write_rows
    from thidua.kernel.intake.actions.apply import carry_on
    from thidua.kernel.intake.actions.upload import upload
    from thidua.kernel.intake.states import INTAKE

    units = [one for one in ground.grassroots if one.path.startswith(ground.union.path)]
    known = rows // 2 // len(units)
    lines = [
        [name, "Lao động tiên tiến" if new else "LĐTT" if at % 3 else "CSTĐCS", unit.code, born]
        for place, unit in enumerate(units)
        for new in (False, True)
        for at in range(known)
        for name, born in [_told(unit, place, at, new)]
    ]
    content = write_rows(("Họ và tên", "Danh hiệu", "Đơn vị", "Ngày sinh"), lines)
    begun = time.perf_counter()
    intake = upload(
        actor=ground.actor,
        kind="registrations",
        unit_id=ground.union.pk,
        unit_path=ground.union.path,
        name="dang-ky.xlsx",
        stream=io.BytesIO(content),
        size=len(content),
        settings={"scheme_id": ground.scheme.pk, "title_id": None},
    )
    checked = time.perf_counter()
    ready = intake.rows.filter(state="ready").count()
    INTAKE.move(intake, "apply")
    started = time.perf_counter()
    while carry_on(actor=ground.actor, intake_id=intake.pk):
        pass
    ended = time.perf_counter()
    return {
        "rows": len(lines),
        "ready": ready,
        "applied": intake.rows.filter(state="applied").count(),
        "check_s": round(checked - begun, 2),
        "apply_s": round(ended - started, 2),
        "take_in_s": round(ended - started, 2),
    }


def _told(unit: Any, place: int, at: int, new: bool) -> tuple[str, str]:
    if new:
        return f"Lý Văn Mới {place} {at}", "01/02/1990"
    return f"Ma Thị Số {unit.pk} {at % PEOPLE}", ""

"""Rounds of marking with the cast: a cluster of three upper unions below the province.

The sheet of story 16 is marked by hand: 20 points that the organisation department verifies, 10 of finance, 70 of
nobody in particular. The sheet of figures reads the movement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from tests.cast import HOUSE, Cast
from thidua.access.models import Account, Holding
from thidua.access.queries.actors import actor_of
from thidua.federation.actions.add_hosted import add_department
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.models import Body, Post
from thidua.kernel.door import Actor
from thidua.score.actions.marking.keep_sheet import add_sheet
from thidua.score.actions.marking.move_round import Noted, move_round
from thidua.score.actions.marking.self_mark import save_self_mark, send_self_mark
from thidua.score.actions.marking.start_round import start_round
from thidua.score.actions.marking.verify import agree_to_rest
from thidua.score.models import MarkedUnit, MarkingRound, ScoreSheet
from thidua.score.queries.marking.computing import Scored, scored
from thidua.score.queries.marking.loading import Standing, standing_of

UPPER = ("TQ-NH", "TQ-SD", "TQ-GD")
BY_HAND = """
sheet:
  name: Bảng điểm cụm thi đua số 1
  source: "Quy chế 12/QC-CTĐ, 15/3/2017"
  rounding: {places: 2, mode: half_up}
criteria:
  - id: I
    name: Xây dựng tổ chức
    max: 20
    verified_by: Ban Tổ chức
    items:
      - {id: I.1, name: Phát triển đoàn viên, max: 20, kind: judged}
  - id: II
    name: Tài chính
    max: 10
    verified_by: TQ-VP
    items:
      - {id: II.1, name: "Thu, nộp kinh phí", max: 10, kind: judged}
  - id: III
    name: Các phong trào
    max: 70
    items:
      - {id: III.1, name: Phong trào thi đua, max: 40, kind: judged}
      - {id: III.2, name: Chăm lo đời sống, max: 30, kind: judged}
vetoes: [{when: event, event: cảnh cáo, effect: not_eligible}]
ties: [total, I.1, vote]
"""
BY_FIGURES = """
sheet: {name: Bảng điểm theo chỉ tiêu, version: 1, source: "Quy chế 3/QC-CTĐ", rounding: {places: 2, mode: half_up}}
totals: {bonus_cap: 5}
criteria:
  - id: I
    name: Phát triển tổ chức
    max: 20
    items:
      - id: I.1
        name: Đoàn viên tăng thêm
        max: 10
        kind: proportional
        bonus: {per_percent_over: 1%, cap: 10%}
        source: {from: target, code: t03}
      - id: I.2
        name: Quỹ Mái ấm
        max: 10
        kind: peer_relative
        half_at_target: true
        source: {from: target, code: t13}
  - id: II
    name: Chế độ báo cáo
    items:
      - {id: II.1, name: Báo cáo đúng hạn, kind: lateness, steps: [{days: 5, points: -5}, {days: 10, points: -10}]}
      - {id: II.2, name: Kỷ luật, kind: per_occurrence, event: khiển trách, points: -10, cap: -20}
  - id: III
    name: Khác
    max: 30
    items:
      - {id: III.1, name: Sự hài lòng của đoàn viên, max: 20, kind: survey, gate: evidence}
      - {id: III.2, name: Cụm đánh giá, max: 10, kind: judged, source: peers}
ties: [total, I.1]
"""


def cluster_of(cast: Cast, codes: Iterable[str] = UPPER, year: int = 2017) -> Body:
    """A cluster that the province keeps; the first unit leads it."""
    units, officer = [cast.units[code] for code in codes], cast.actor("province_officer")
    cluster = found_cluster(actor=officer, host_id=cast.units["TQ"].pk, name="Cụm thi đua số 1", year=year)
    for one in units:
        add_member(actor=officer, cluster_id=cluster.pk, year=year, unit_id=one.pk)
    settle_leader(
        actor=officer,
        cluster_id=cluster.pk,
        year=year,
        leader_id=units[0].pk,
        way="meeting",
        settled_on=dt.date(year, 1, 15),
        minutes="Cụm thống nhất",
    )
    return cluster


def departments(cast: Cast) -> None:
    """The organisation department is Trịnh Xuân Hòa's, the office (finance) is Nguyễn Duy Khánh's."""
    cast.units["TQ-TC"] = add_department(
        actor=HOUSE, host_id=cast.units["TQ"].pk, name="Ban Tổ chức", code="TQ-TC"
    )
    for person, department in (("head_of_department", "TQ-TC"), ("province_officer", "TQ-VP")):
        Post.objects.create(
            person=cast.people[person],
            unit=cast.units[department],
            office=Post.Office.OFFICER,
            from_on=dt.date(2017, 1, 1),
        )


def member(cast: Cast, code: str) -> Actor:
    """Who marks for an upper union."""
    return cast.actor(
        {"TQ-NH": "na_hang_officer", "TQ-SD": "son_duong_officer", "TQ-GD": "education_officer"}[code]
    )


def someone(cast: Cast, role: str, unit: str) -> Actor:
    """Anybody with this role there."""
    account, _made = Account.objects.get_or_create(
        login=f"{role}-{unit}"[:40], defaults={"name": f"{role} {unit}", "unit": cast.units[unit]}
    )
    Holding.objects.get_or_create(
        account=account, role=role, unit=cast.units[unit], defaults={"from_on": dt.date(2017, 1, 1)}
    )
    return actor_of(account)[0]


def sheet_of(cast: Cast, text: str = BY_HAND) -> ScoreSheet:
    return add_sheet(actor=cast.actor("province_officer"), owner_id=cast.units["TQ"].pk, text=text)


def begun(cast: Cast, text: str = BY_HAND, codes: Iterable[str] = UPPER, **more: Any) -> MarkingRound:
    """A round of the cluster, open for self-marking."""
    if text == BY_HAND:
        departments(cast)
    cluster = cluster_of(cast, codes)
    officer = cast.actor("province_officer")
    made = start_round(
        actor=officer,
        sheet_id=sheet_of(cast, text).pk,
        organiser_id=cast.units["TQ"].pk,
        cluster_id=cluster.pk,
        year=2017,
        name="Chấm điểm cụm năm 2017",
        **more,
    )
    return move_round(actor=officer, round_id=made.pk, move="open")


def unit(made: MarkingRound, cast: Cast, code: str) -> MarkedUnit:
    return MarkedUnit.objects.select_related("unit", "round").get(round=made, unit=cast.units[code])


def points(**given: str | int) -> dict[str, dict[str, str]]:
    """``I_1="20"`` is the box of criterion I.1."""
    return {name.replace("_", "."): {"points": str(typed)} for name, typed in given.items()}


def mark_oneself(cast: Cast, made: MarkingRound, code: str, typed: Mapping[str, Mapping[str, str]]) -> None:
    pk = unit(made, cast, code).pk
    save_self_mark(actor=member(cast, code), marked_id=pk, typed=typed)
    send_self_mark(actor=member(cast, code), marked_id=pk)


def move(
    cast: Cast, made: MarkingRound, *moves: str, by: str = "province_officer", **noted: Any
) -> MarkingRound:
    for name in moves:
        made = move_round(actor=cast.actor(by), round_id=made.pk, move=name, noted=Noted(**noted))
    return made


def standing(made: MarkingRound) -> Standing:
    return standing_of(MarkingRound.objects.select_related("sheet", "organiser").get(pk=made.pk))


def result(made: MarkingRound, upto: str = "committee") -> Scored:
    return scored(standing(made), upto)


def total(cast: Cast, made: MarkingRound, code: str, upto: str = "committee") -> str:
    found = result(made, upto).of(unit(made, cast, code)).total
    return "?" if found is None else str(found.normalize() if found else found)


def exact(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def everybody_agrees(cast: Cast, made: MarkingRound) -> None:
    """Both departments find right what is left."""
    for code in ("head_of_department", "province_officer"):
        agree_to_rest(actor=cast.actor(code), round_id=made.pk)

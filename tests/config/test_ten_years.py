"""Two years of Thanh Hóa 2021–2030, cut to five upper unions: the acts, the arithmetic and the checks are those of
the whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from thidua.config.commands import rehearse
from thidua.config.scenario.files import Story, story
from thidua.config.scenario.rehearsal import Check
from thidua.config.scenario.ten_years import checking, playing
from thidua.config.scenario.ten_years.stage import TenYears
from thidua.config.scenario.ten_years.unions import Unions
from thidua.launch.models import PlanSent
from thidua.report.models import Report
from thidua.rollup.actions.roll import rebuild

NAME = "thanh-hoa-2021-2030"
KEPT = {"TH-TP", "TH-BT", "TH-ML", "TH-GT", "TH-VC", "TH-KKT"}


def cut() -> Story:
    """Three districts and three sector unions; the sums of the story stay."""
    told = story(NAME)
    tree, said = told.tree, told.half_year
    for part in ("districts", "sectors"):
        tree[part] = [one for one in tree[part] if one["code"] in KEPT]
    for part in ("works", "conferences"):
        said[part] = [one for one in said[part] if one["unit"] in KEPT]
    cluster = said["cluster"]
    cluster["members"] = [one for one in cluster["members"] if one in KEPT]
    cluster["tasks"] = [one for one in cluster["tasks"] if one["unit"] in KEPT]
    cluster["deputy"] = "TH-ML"
    said["covenant"]["on_stage"] = [one for one in said["covenant"]["on_stage"] if one in KEPT]
    for year in said["years"].values():
        year["plans"]["late"] = _only(year["plans"]["late"])
        year["launches"]["upper_late"] = _only(year["launches"]["upper_late"])
        year["launches"]["grassroots_late"] = _only(year["launches"]["grassroots_late"])
        if isinstance(year["plans"]["hand_down"], list):
            year["plans"]["hand_down"] = [one for one in year["plans"]["hand_down"] if one in KEPT]
        year["figures"]["no_conference"] = [
            one for one in year["figures"]["no_conference"] if one[:-4] in KEPT
        ]
    said["years"][2022]["figures"]["deaths"] = {"TH-GT-002": 1}
    return told


def _only(days: dict[str, Any]) -> dict[str, Any]:
    return {code: day for code, day in days.items() if code in KEPT or code[:-4] in KEPT}


def broken(checks: list[Check]) -> list[str]:
    return [f"{one.what}: {one.found}, must be {one.expected}" for one in checks if not one.holds]


def test_the_province_of_2021() -> None:
    told = story(NAME)
    unions = Unions(told.tree, told.half_year)
    assert len(told.tree["districts"]) == 27
    assert len(unions.uppers) == 35
    assert len({one.code for one in unions.all}) == len({one.name for one in unions.all}) == len(unions.all)
    assert unions.all == Unions(told.tree, told.half_year).all
    for year, said in told.half_year["years"].items():
        figures = unions.year(year)
        for name in ("admitted", "initiatives"):
            assert sum(one[name] for one in figures.values()) == said["figures"][name]


def test_every_name_of_the_story_stands_in_its_tree() -> None:
    told = story(NAME)
    unions = Unions(told.tree, told.half_year)
    known = {*unions.uppers, *(one.code for one in unions.all)}
    said = told.half_year
    named = {one["unit"] for part in ("works", "conferences") for one in said[part]}
    named |= {*said["cluster"]["members"], *(one["at"] for one in said["pilots"]["chosen"])}
    for year in said["years"].values():
        named |= {*year["plans"]["late"], *year["launches"]["upper_late"], *year["launches"]["never"]}
        named |= {*year["launches"]["grassroots_late"], *year["figures"]["no_conference"]}
        named |= set(year["figures"]["deaths"])
        named |= set(year["plans"]["hand_down"]) - set("all")
    assert named <= known


def test_persons_have_numbers_that_belong_to_nobody() -> None:
    accounts = story(NAME).accounts["accounts"]
    assert all(one["phone"].startswith("0950004") for one in accounts)
    assert len({one["phone"] for one in accounts}) == len(accounts)


@pytest.mark.django_db
def test_two_years_hold_and_a_corrupted_figure_is_seen() -> None:
    stage = playing.play(cut(), lambda _line: None)
    checks = checking.check(stage)
    assert broken(checks) == []
    assert rehearse.outcome(checks) == 0
    found = {one.what: one.found for one in checks}
    assert found["giữa chặng và cuối"] == "sơ kết giai đoạn 2021–2025; tổng kết 2021–2030"
    assert found["n01 qua các năm, LĐLĐ tỉnh Thanh Hóa"] == "2020: 1260; 2021: 1584; 2022: 1668"
    _a_letter_is_lost()
    assert broken(checking.check(stage))[0].startswith("2021 kế hoạch gửi bằng công văn: 5, must be 6")
    _add_one_to_a_stored_figure(stage)
    corrupted = checking.check(stage)
    assert any("Đoàn viên kết nạp mới" in one for one in broken(corrupted))
    assert rehearse.outcome(corrupted) == 1


def _a_letter_is_lost() -> None:
    first = PlanSent.objects.filter(paper__year=2021).order_by("pk").first()
    assert first is not None
    PlanSent.objects.filter(pk=first.pk).update(channel="by_hand")


def _add_one_to_a_stored_figure(stage: TenYears) -> None:
    """A figure of an accepted report, changed behind the house's back; the sums are then made anew."""
    period_id = stage.periods[2022].pk
    report = Report.objects.filter(period=period_id, kind=Report.Kind.OWN, state="accepted").first()
    assert report is not None
    place = next(n for n, key in enumerate(report.form.vector) if key.startswith("sum:admitted")) + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "update report_values set vals[%s] = vals[%s] + 1 where report_id = %s and period_id = %s",
            [place, place, report.pk, period_id],
        )
        assert cursor.rowcount == 1
    rebuild(period_id=period_id)

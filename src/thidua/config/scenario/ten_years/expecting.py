"""What the story comes to, by plain counting and adding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from thidua.config.scenario.ten_years.founding import OTHERS
from thidua.config.scenario.ten_years.stage import PROVINCE, TenYears

Counted = tuple[int, int, int]  # must, have, had in time


def rungs(stage: TenYears, year: int) -> Mapping[tuple[str, str], Counted]:
    """Every rung of the ladder of a year, by step and level."""
    due = {
        (one["what"], one["level"]): one["due_on"].replace(year=year)
        for one in stage.told["deadlines"]
        if one["what"] in ("issue_plan", "send_plan", "launch")
    }
    uppers, grassroots = stage.unions.uppers, stage.grassroots_days(year)
    plans = [stage.plan_day(year, one) for one in uppers]
    took = {
        ("issue_plan", "upper"): plans,
        ("send_plan", "upper"): plans,
        ("launch", "upper"): [stage.launch_day(year, one) for one in uppers],
        ("launch", "grassroots"): _with_pilots(stage, year, grassroots),
        ("launch", "province"): [stage.of_year(2021)["movement_launched_on"]],
    }
    must = {"upper": len(uppers), "grassroots": len(stage.unions.all), "province": 1}
    return {
        key: (must[key[1]], len(days), sum(day <= due[key] for day in days))
        for key, days in took.items()
        if key in due
    }


def _with_pilots(stage: TenYears, year: int, days: Mapping[str, dt.date]) -> Sequence[dt.date]:
    """An example launched on the day of its ceremony, not on the day that the round gave it."""
    told = dict(days)
    if year == 2021:
        told.update({one["at"]: one["held_on"] for one in stage.told["pilots"]["chosen"]})
    return list(told.values())


def assigned(stage: TenYears, year: int) -> Mapping[str, int]:
    """Counts that were split: what the province asks, and its reserve on top, up to the next whole one."""
    said = stage.of_year(year)
    percent = said["decision"]["reserve_percent"]
    return {
        code: said["thresholds"][code] + -(-said["thresholds"][code] * percent // 100)
        for code in ("n01", "n02")
    }


def registered(stage: TenYears, unit: str) -> Counted:
    """People who registered, everybody who could, lines: one person of each list stands in two lines."""
    some = stage.unions.all if unit == PROVINCE else stage.unions.below(unit)
    lists = [one for one in some if one in stage.registering]
    people = sum(stage.registered_at(one) for one in lists)
    return people, sum(one.members + OTHERS for one in some), people + len(lists)


def results(stage: TenYears, year: int) -> Mapping[str, str]:
    """Target → what the province comes to, as "145/148" or a number."""
    told = stage.unions.year(year)
    held = sum(one["conference"] for one in told.values())
    return {
        "n01": str(sum(one["admitted"] for one in told.values())),
        "n02": str(sum(one["initiatives"] for one in told.values())),
        "n03": f"{held}/{len(told)}",
        "n04": str(sum(one.get("deaths", 0) for one in told.values())),
    }


_ELEMENTS = {"n01": "admitted", "n02": "initiatives"}


def over_the_years(stage: TenYears, code: str, unit: str) -> str:
    """2020 as it was imported, 2021 as it was frozen, 2022 for the province."""
    element = _ELEMENTS[code]
    reached = {
        2020: _sum(stage, stage.unions.before(), element, unit),
        2021: _sum(stage, stage.unions.year(2021), element, unit),
        2022: _sum(stage, stage.unions.year(2022), element, unit) if unit == PROVINCE else None,
    }
    return "; ".join(f"{year}: {'–' if one is None else one}" for year, one in reached.items())


def _sum(stage: TenYears, told: Mapping[str, Mapping[str, int]], element: str, unit: str) -> int:
    some = stage.unions.all if unit == PROVINCE else stage.unions.below(unit)
    return sum(told[one.code][element] for one in some)

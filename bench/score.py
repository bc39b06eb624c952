"""How long it takes to mark and rank the clusters of the country, and to say why one unit has its points.

A thousand clusters of fifteen units by a sheet of sixty criteria of every kind; figures are drawn once, the same every
time. At last one unit is replayed: its cluster is marked anew and each of its points is said in words.

Checked: every total of every fiftieth cluster equals plain arithmetic over the same figures, written here and sharing no
code with the engine; and nobody's place stands above that of a unit with more points.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from bench._ground import milliseconds, spread

CLUSTERS, UNITS = 1_000, 15
GOALS = {"marked_s": 10, "replay_p95_ms": 200, "equal_to_arithmetic": True}
REPLAYS = 40
CHECKED = 50  # every so many clusters
# How many criteria of each kind; sixty together.
KINDS = {"up": 22, "down": 8, "threshold": 8, "bands": 6, "judged": 6, "peers": 5, "times": 3, "late": 2}
Figures = dict[str, dict[str, Any]]


def run(scale: float = 1.0) -> dict[str, Any]:
    """``scale`` is the share of the thousand clusters."""
    from thidua.config import starting

    starting.django()
    from thidua.algebra.scoring.marking import mark_all
    from thidua.algebra.scoring.ranking import rank
    from thidua.algebra.scoring.reading import read_sheet, read_units

    count = max(2, round(CLUSTERS * scale))
    sheet = read_sheet(_sheet())
    chance = random.Random(2026)
    seconds, processor, wrong = 0.0, 0.0, []
    for number in range(count):
        cluster = _figures(chance)
        units, _warned = read_units({"units": cluster}, sheet)
        began, busy = time.perf_counter(), time.process_time()
        scores = mark_all(sheet, units)
        ranks = rank(sheet, scores)
        seconds += time.perf_counter() - began
        processor += time.process_time() - busy
        if number % CHECKED == 0:
            wrong += list(_differences(cluster, {name: one.total for name, one in scores.items()}))
        order = sorted(ranks, key=lambda name: ranks[name].place)
        wrong += [
            f"{number}: {below} stands behind {above}"
            for above, below in pairwise(order)
            if (scores[below].total or 0) > (scores[above].total or 0)
        ]
    replays = spread([milliseconds(partial(_replay, _figures(chance))) for _number in range(REPLAYS)])
    return {
        "scale": scale,
        "clusters": count,
        "units": count * UNITS,
        "criteria": sum(KINDS.values()),
        "marks": count * UNITS * sum(KINDS.values()),
        "marked_s": round(seconds, 2),
        "processor_s": round(processor, 2),  # what it costs on a machine that others use, too
        "replay_ms": replays,
        "replay_p95_ms": replays["p95"],
        "goals": GOALS,
        "equal_to_arithmetic": not wrong,
        "first_difference": next(iter(wrong), ""),
    }


def _differences(cluster: Figures, totals: Mapping[str, Decimal | None]) -> Iterator[str]:
    for name, total in _totals(cluster).items():
        if totals[name] != total:
            yield f"{name}: {totals[name]}, must be {total}"


def _replay(cluster: Figures) -> None:
    """From the figures as they are kept to every point of one unit in words."""
    from thidua.algebra.scoring.marking import mark_all
    from thidua.algebra.scoring.reading import read_sheet, read_units
    from thidua.catalogue.scoring import say_why

    sheet = read_sheet(_sheet())
    units, _warned = read_units({"units": cluster}, sheet)
    score = mark_all(sheet, units)["U1"]
    words = [say_why(mark.why) for mark in score.marks.values() if mark.why]
    assert len(words) == sum(KINDS.values())


def _ids(kind: str) -> list[str]:
    return [f"{kind}.{number}" for number in range(1, KINDS[kind] + 1)]


_RULES: dict[str, dict[str, Any]] = {
    "up": {"max": 2, "kind": "proportional", "bonus": {"per_percent_over": "1%", "cap": "10%"}},
    "down": {"max": 2, "kind": "proportional", "direction": "down"},
    "threshold": {"max": 2, "kind": "threshold", "comparator": ">=", "value": 80},
    "bands": {
        "max": 3,
        "kind": "bands",
        "bands": [
            {"below": 50, "points": 0},
            {"from": 50, "below": 90, "points": 2},
            {"from": 90, "points": 3},
        ],
    },
    "judged": {"max": 2, "kind": "judged"},
    "peers": {"max": 4, "kind": "peer_relative", "half_at_target": True},
    "times": {"kind": "per_occurrence", "points": -1, "cap": -3},
    "late": {"kind": "lateness", "steps": [{"days": 5, "points": -1}, {"days": 10, "points": -2}]},
}


def _sheet() -> dict[str, Any]:
    criteria = [
        {"id": kind.upper(), "items": [{"id": code, **_RULES[kind]} for code in _ids(kind)]} for kind in KINDS
    ]
    return {"sheet": {"name": "Bảng điểm cụm"}, "totals": {"bonus_cap": 3}, "criteria": criteria}


def _figures(chance: random.Random) -> Figures:
    return {f"U{number}": _unit(chance) for number in range(1, UNITS + 1)}


def _unit(chance: random.Random) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for code in (*_ids("up"), *_ids("down"), *_ids("peers")):
        plan = chance.randint(20, 400)
        told[code] = {"plan": plan, "actual": chance.randint(plan // 2, plan * 13 // 10)}
    for code in (*_ids("threshold"), *_ids("bands")):
        told[code] = {"actual": chance.randint(0, 100)}
    for code in _ids("judged"):
        told[code] = {"points": f"{chance.randint(0, 200) / 100:.2f}"}
    for code in _ids("times"):
        told[code] = {"count": chance.randint(0, 5)}
    for code in _ids("late"):
        told[code] = {"days_late": chance.randint(0, 14)}
    return told


def _totals(cluster: Figures) -> dict[str, Decimal]:
    """The same totals by plain arithmetic."""
    best = {
        code: max(Fraction(one[code]["actual"], one[code]["plan"]) for one in cluster.values())
        for code in _ids("peers")
    }
    return {name: _rounded(_total(one, best)) for name, one in cluster.items()}


def _total(one: dict[str, Any], best: dict[str, Fraction]) -> Fraction:
    total, bonus = Fraction(0), Fraction(0)
    for code in _ids("up"):
        share = Fraction(one[code]["actual"], one[code]["plan"])
        total += 2 * min(share, Fraction(1))
        bonus += min(max(share - 1, Fraction(0)) * 2, Fraction(1, 5))
    for code in _ids("down"):
        total += 2 * min(Fraction(one[code]["plan"], one[code]["actual"]), Fraction(1))
    total += sum(2 for code in _ids("threshold") if one[code]["actual"] >= 80)
    total += sum(
        3 if one[code]["actual"] >= 90 else 2 if one[code]["actual"] >= 50 else 0 for code in _ids("bands")
    )
    total += sum(Fraction(one[code]["points"]) for code in _ids("judged"))
    for code in _ids("peers"):
        share = Fraction(one[code]["actual"], one[code]["plan"])
        total += 2 * share if share <= 1 else 2 + 2 * (share - 1) / (best[code] - 1)
    total -= sum(min(one[code]["count"], 3) for code in _ids("times"))
    total -= sum(
        2 if one[code]["days_late"] >= 10 else 1 if one[code]["days_late"] >= 5 else 0
        for code in _ids("late")
    )
    return total + min(bonus, Fraction(3))


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

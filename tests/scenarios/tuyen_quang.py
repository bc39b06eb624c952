"""What the scenario of Tuyên Quang 2017 says, as plain data: no database, no code of the product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from thidua.formats.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "scenarios" / "tuyen-quang-2017"
CATALOGUE = ROOT / "src" / "thidua" / "catalogue" / "data"
TARGETS = [f"t{number:02}" for number in range(1, 28)]
ENTERPRISE = ("enterprise_state", "enterprise_non_state")
PUBLIC = ("school", "state_agency", "public_service")


def read(name: str, home: Path = HOME) -> Any:
    return read_yaml((home / name).read_text(encoding="utf-8"))


TREE = read("tree.yaml")
PLAN = read("plan.yaml")
STORY = read("story.yaml")
ASSIGNMENTS = read("assignments.yaml")
DEADLINES = read("deadlines.yaml")
ACCOUNTS = read("accounts.yaml")
UPPER = {unit["code"]: unit for unit in TREE["upper_unions"]}
SIZES = {code: unit["grassroots"] for code, unit in UPPER.items()} | {"TQ-DUK": 1}
ACHIEVED = STORY["achieved"]
POPULATIONS = {
    "t02": ENTERPRISE,
    "t05": ENTERPRISE,
    "t16": PUBLIC,
    "t17": ENTERPRISE[:1],
    "t18": ENTERPRISE[1:],
    "t19": ENTERPRISE[:1],
    "t20": ENTERPRISE[1:],
    "t21": ENTERPRISE,
    "t22": ENTERPRISE[:1],
    "t23": ENTERPRISE[1:],
    "t24": ENTERPRISE,
    "t25": ENTERPRISE,
}


def strata_total(*names: str) -> int:
    direct = [unit["stratum"] for unit in TREE["direct_grassroots"]]
    below = sum(unit["strata"][name] for unit in UPPER.values() for name in names)
    return below + sum(stratum in names for stratum in direct)


def count_of(code: str, *strata: str) -> int:
    return sum(UPPER[code]["strata"][name] for name in strata) if code in UPPER else 0

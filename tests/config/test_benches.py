"""The benchmarks run and their checks hold, at a size where time says nothing: a benchmark nobody can start
measures nothing when it is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def bench(name: str, scale: float) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "thidua.config.command_line", "bench", name, "--scale", str(scale), "--json"],
        env={**os.environ},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.django_db
def test_reports_that_fifty_people_send_add_up_to_what_their_records_say() -> None:
    told = bench("submit", 0.01)
    assert (told["errors"], told["sent"], told["seen"]) == (0, 100, 100), told["first_error"]
    assert told["equal_to_recomputation"], told["first_difference"]


@pytest.mark.django_db
def test_sums_of_a_small_country_are_right_after_every_change() -> None:
    told = bench("rollup", 0.001)
    assert told["sums_checked"] > 0
    assert told["sums_wrong"] == 0


@pytest.mark.django_db
def test_what_a_pair_of_servers_has_acknowledged_is_kept() -> None:
    told = bench("replica", 0.05)
    assert told["acknowledged"] == told["kept"] > 0

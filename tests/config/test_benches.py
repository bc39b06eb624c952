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
SMALL = 0.001


def bench(name: str, scale: float = SMALL) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "thidua.config.command_line", "bench", name, "--scale", str(scale), "--json"],
        env={**os.environ},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert set(told["goals"]) <= set(told), "a goal without its figure"
    return told


@pytest.mark.django_db
def test_reports_that_everybody_sends_add_up_to_what_their_records_say() -> None:
    told = bench("submit")
    assert told["errors"] == 0, told["first_error"]
    assert told["sent"] == told["seen"] > 0
    assert told["equal_to_recomputation"], told["first_difference"]


@pytest.mark.django_db
def test_sums_of_a_small_country_are_right_after_every_change() -> None:
    told = bench("rollup")
    assert told["sums_compared"] > 0
    assert told["equal_to_recomputation"], told["first_difference"]
    assert 0 < told["worker_peak_mb"] < 1024


@pytest.mark.django_db
def test_an_analytics_table_tells_the_same_totals() -> None:
    told = bench("analytics-table")
    assert told["rows"] > 0
    assert told["same_totals"]


@pytest.mark.django_db
def test_unions_that_move_by_one_decision_can_all_be_brought_back() -> None:
    told = bench("merge", 0.002)
    assert (told["left_behind"], told["back"]) == (0, told["moved"])
    assert told["moved"] > 0
    assert told["equal_to_recomputation"], told["first_difference"]


def test_plans_are_written_as_word_and_as_pdf() -> None:
    told = bench("papers", 0.02)
    assert (told["plans"], told["pages"]) == (2, 7)
    assert 0 < told["docx_s"] <= told["both_s"]


@pytest.mark.django_db
def test_every_page_of_the_country_can_be_read_by_many_at_once() -> None:
    told = bench("read")
    assert told["readers"]["pages"] > 0
    assert all(one["queries"] <= 25 and one["bytes"] <= 50_000 for one in told["pages"].values()), told[
        "pages"
    ]


@pytest.mark.django_db
def test_what_a_pair_of_servers_has_acknowledged_is_kept() -> None:
    told = bench("replica", 0.05)
    assert told["acknowledged"] == told["kept"] > 0


def test_a_benchmark_that_does_not_exist_names_those_that_do() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "thidua.config.command_line", "bench", "nonsense"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "analytics-table" in done.stderr


def test_papers_of_a_few_pages_are_read_to_the_last_paragraph() -> None:
    told = bench("reading", 0.03)
    assert told["all_paragraphs_came"]
    assert told["opened"]["pdf"]["pages"] > 1
    assert told["reading_peak_mb"] < told["goals"]["reading_peak_mb"]


def test_marks_of_clusters_equal_plain_arithmetic() -> None:
    told = bench("score", 0.002)
    assert told["marks"] > 0
    assert told["equal_to_arithmetic"], told["first_difference"]

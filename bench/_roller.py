"""A worker of a benchmark that rolls up what it is told: ``python -m bench._roller DATABASE``.

One order a line on stdin, one answer a line on stdout: {"reports": [id, …] or null for the whole period} gives
{"ms": until it is committed, "peak_mb": the most memory that this process ever held}.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench._ground import milliseconds

PROJECT = Path(__file__).resolve().parents[1]


def main(database: str) -> None:
    import django
    from bench._ground import work_in

    django.setup()
    work_in(database)
    from thidua.rollup.actions.roll import rebuild, roll

    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        period_id, reports = order["period"], order["reports"]
        work = _bound(rebuild, period_id=period_id)
        if reports is not None:
            work = _bound(roll, period_id=period_id, report_ids=reports)
        print(json.dumps({"ms": milliseconds(work), "peak_mb": peak_mb()}), flush=True)


def _bound(action: Any, **told: Any) -> Any:
    return lambda: action(**told)


def peak_mb() -> float:
    """Of this program alone; what ``getrusage`` tells begins with the memory of whoever started it."""
    told = Path("/proc/self/status").read_text()
    (line,) = (one for one in told.splitlines() if one.startswith("VmHWM:"))
    return round(int(line.split()[1]) / 1024, 1)


class Roller:
    """The process, seen from the benchmark; ends with the block."""

    def __init__(self, database: str, period_id: int) -> None:
        self.period_id = period_id
        self.peak_mb = 0.0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench._roller", database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
        )

    def __enter__(self) -> Roller:
        self._answer()
        return self

    def __exit__(self, *_told: object) -> None:
        self._process.kill()
        self._process.wait()

    def roll(self, reports: list[int] | None = None) -> float:
        """Milliseconds until the sums over these reports, or of the whole period, are committed."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"period": self.period_id, "reports": reports}) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._answer())
        self.peak_mb = max(self.peak_mb, told["peak_mb"])
        return float(told["ms"])

    def _answer(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the worker of the benchmark has died; its words are above")
        return line


if __name__ == "__main__":
    main(sys.argv[1])

"""Plays a story from launch to totals in a scratch database and checks every figure. Exit code 1 when one
does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua.config.scenario.rehearsal import Check

HELP = "diễn tập một phong trào mẫu trong kho tạm rồi kiểm từng con số"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--from-paper", type=Path, metavar="TỆP", help="đọc kế hoạch từ tệp này thay vì soạn theo kịch bản"
    )


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import ready, starting
    from thidua.config.scenario.files import story
    from thidua.kernel import database

    told = story(arguments.scenario)
    if arguments.from_paper is not None and not arguments.from_paper.is_file():
        print(f"Không có tệp {arguments.from_paper}. Hãy kiểm tra đường dẫn.", file=sys.stderr)
        return 2
    database.ensure_running()
    name = f"thidua_rehearsal_{os.getpid()}"
    with database.scratch(name, copied_from=ready.copied_from()):
        starting.django()
        from thidua.config.scenario.plays import play_of

        acts = play_of(told)
        if arguments.from_paper is None:
            stage = acts.play(told, _tell)
        elif acts.play_from is not None:
            stage = acts.play_from(told, _tell, arguments.from_paper)
        else:
            print(f"{told.name} không diễn tập từ văn bản.", file=sys.stderr)
            return 2
        checks = acts.check(stage)
    show(checks, as_json=arguments.json)
    return outcome(checks)


def outcome(checks: Sequence[Check]) -> int:
    """The exit code: 0 when everything holds, 1 when one thing does not, or nothing was checked at all."""
    return 0 if checks and all(one.holds for one in checks) else 1


def _tell(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


def show(checks: Sequence[Check], *, as_json: bool) -> None:
    broken = [one for one in checks if not one.holds]
    if as_json:
        told = {"checks": len(checks), "broken": len(broken), "rows": [one.as_data() for one in checks]}
        print(json.dumps(told, ensure_ascii=False))
        return
    for one in checks:
        if one.act not in {"sum", "count"} or not one.holds:
            print(
                f"{'đúng' if one.holds else 'SAI '}  {one.act:8} {one.what}: {one.found}"
                + ("" if one.holds else f" (phải là {one.expected})")
            )
    counts = [one for one in checks if one.act == "count"]
    print(f"{len(counts)} số lấy từ hồ sơ hoạt động: {sum(one.holds for one in counts)} đúng")
    sums = [one for one in checks if one.act == "sum"]
    print(f"{len(sums)} tổng số so với phép tính từ đầu vào: {sum(one.holds for one in sums)} đúng")
    print(f"{len(checks)} phép kiểm, {len(broken)} sai")

"""Loads a scenario into an empty installation."""

from __future__ import annotations

import argparse
from collections.abc import Callable

HELP = "nạp một phong trào mẫu vào kho trống, ví dụ: thidua load tuyen-quang-2017"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="phần của cả nước, chỉ cho quoc-gia: 1 là 128.455 đơn vị"
    )


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting

    starting.house()
    load(arguments.scenario, tell=lambda told: print(f"  {told}", flush=True), scale=arguments.scale)
    for line in sign_ins():
        print(line)
    return 0


def load(name: str, tell: Callable[[str], None], *, scale: float = 1.0) -> None:
    from thidua.config.scenario import loading

    loading.load(name, tell, scale=scale)


def sign_ins() -> list[str]:
    """The accounts that a demonstration shows; none on an ordinary installation."""
    from thidua.config.scenario.files import story
    from thidua.kernel.models import Installation

    installation = Installation.objects.exclude(scenario="").first()
    if installation is None:
        return []
    said = story(installation.scenario).accounts
    by_code = {one["code"]: one for one in said["accounts"]}
    return [
        f"{by_code[code]['phone']}  mã {said['demo_pin']}  {by_code[code]['name']}, "
        f"{by_code[code].get('unit_name') or by_code[code]['unit']}"
        for code in said["shown_at_start"]
    ]

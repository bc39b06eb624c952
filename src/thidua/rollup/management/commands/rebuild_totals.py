"""``thidua manage rebuild_totals [PERIOD …]``: computes the sums of periods anew from their reports."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.core.management.base import BaseCommand

from thidua.launch.models import Period
from thidua.rollup.actions.restate import restate
from thidua.rollup.actions.roll import rebuild


class Command(BaseCommand):
    help = "tổng hợp lại số liệu của các kỳ báo cáo từ chính các báo cáo; không nêu kỳ nào là tất cả"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("periods", nargs="*", type=int, metavar="KỲ", help="số của kỳ báo cáo")

    def handle(self, *args: Any, periods: list[int], **options: Any) -> None:
        wanted = Period.objects.exclude(state="planned").order_by("pk")
        for period in wanted.filter(pk__in=periods) if periods else wanted:
            started = time.monotonic()
            nodes = rebuild(period_id=period.pk)
            restate(period_id=period.pk)
            self.stdout.write(f"{period.pk} {period}: {nodes} nút, {time.monotonic() - started:.2f} giây")

"""Looks the installation over and says what is wrong, why and what to do. Exit code 1 when something is."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

HELP = "khám máy: chuỗi nhật ký, giao ước, bảng dữ liệu, sự kiện bị kẹt, tệp, bản sao để đọc"


@dataclass(frozen=True)
class Finding:
    check: str
    well: bool
    told: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting

    starting.house(migrate=False)
    findings = list(examine())
    if arguments.json:
        print(json.dumps([asdict(one) for one in findings], ensure_ascii=False))
    else:
        for one in findings:
            print(f"{'ổn  ' if one.well else 'HỎNG'}  {one.check}: {one.told}")
    return 0 if all(one.well for one in findings) else 1


def examine() -> Iterator[Finding]:
    checks: list[Callable[[], Finding]] = [
        _tables,
        _audit_chain,
        _covenants,
        _stuck_events,
        _stuck_work,
        _files,
        _replica,
    ]
    for check in checks:
        yield check()


def _tables() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    told = f"còn {len(waiting)} bước nâng cấp; chạy lại thidua run" if waiting else "đủ bảng"
    return Finding("bảng dữ liệu", not waiting, told)


def _audit_chain() -> Finding:
    from thidua.audit import chain
    from thidua.audit.models import Unsealed

    seals, entries, broken = chain.verify()
    if broken:
        what = (
            f"niêm phong số {broken.seal_id} không khớp ({broken.cause})"
            if broken.seal_id
            else "số dòng nhật ký không khớp với niêm phong và hàng chờ"
        )
        return Finding("chuỗi nhật ký", False, f"{what}; giữ nguyên máy và báo quản trị cấp trên")
    waiting = Unsealed.objects.count()
    return Finding(
        "chuỗi nhật ký", True, f"{entries} dòng trong {seals} niêm phong, {waiting} dòng chờ niêm phong"
    )


def _covenants() -> Finding:
    from thidua.pledge.models import CovenantVersion, Signature
    from thidua.pledge.queries.covenants.chain import verify_all

    check = "giao ước"
    broken = list(verify_all())
    if broken:
        first = broken[0]
        told = f"«{first.title}» (số {first.covenant_id}), bản {first.version}, không khớp ({first.cause})"
        return Finding(check, False, f"{len(broken)} giao ước bị sửa ngoài hệ thống; đầu tiên: {told}")
    held = f"{CovenantVersion.objects.count()} bản, {Signature.objects.count()} chữ ký nguyên vẹn"
    return Finding(check, True, held)


def _stuck_events() -> Finding:
    from thidua.kernel.events import PATIENCE
    from thidua.kernel.models import OutboxRow

    stuck = OutboxRow.objects.filter(tries__gte=PATIENCE)
    first = stuck.first()
    if first is None:
        return Finding(
            "sự kiện", True, f"{OutboxRow.objects.count()} sự kiện đang chờ, không sự kiện nào bị kẹt"
        )
    return Finding(
        "sự kiện", False, f"{stuck.count()} sự kiện bị kẹt; đầu tiên: {first.event}: {first.problem[:200]}"
    )


def _stuck_work() -> Finding:
    from thidua.kernel.models import Progress

    failed = Progress.objects.filter(state=Progress.State.FAILED).count()
    return Finding("việc dài", True, f"{failed} việc không xong, người giao đã được báo")


def _files() -> Finding:
    from thidua.kernel.files import place_of
    from thidua.kernel.models import StoredFile

    lost = [one.name for one in StoredFile.objects.iterator() if not place_of(one.sha256).exists()]
    if lost:
        return Finding("tệp", False, f"thiếu {len(lost)} tệp, ví dụ {lost[0]}; phục hồi từ bản sao lưu")
    return Finding("tệp", True, f"{StoredFile.objects.count()} tệp còn đủ")


def _replica() -> Finding:
    from django.conf import settings
    from django.db import Error

    from thidua.kernel import replica

    check = "bản sao để đọc"
    if replica.REPLICA not in settings.DATABASES:
        return Finding(check, True, "không dùng (THIDUA_REPLICA_URL)")
    try:
        lag = replica.lag(patience=settings.REPLICA_PIN)
    except replica.NotFollowing:
        told = "máy này không theo máy chính nào; dựng lại bản sao theo deploy/README.md"
    except Error as problem:
        told = f"không hỏi được: {str(problem).strip().splitlines()[0]}; xem máy bản sao có chạy không"
    else:
        if lag is not None:
            return Finding(check, True, f"theo kịp máy chính sau {lag * 1000:.0f} ms")
        told = f"chậm hơn máy chính quá {settings.REPLICA_PIN} giây; xem đường truyền và tải của máy bản sao"
    return Finding(check, False, f"{told}. Các trang đang đọc từ máy chính")

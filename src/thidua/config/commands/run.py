"""Starts server and worker and keeps them running until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from types import FrameType

from thidua.config import starting

HELP = "chạy máy chủ và người làm nền; --demo nạp tỉnh Tuyên Quang năm 2017 ở lần đầu"
DEMO = "tuyen-quang-2017"
LONGEST_START = 60.0  # seconds
DATABASE = "cơ sở dữ liệu"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="số tiến trình web")
    parser.add_argument("--demo", action="store_true", help="nạp phong trào mẫu nếu kho còn trống")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import translating
    from thidua.kernel import database

    if not _is_free(arguments.host, arguments.port):
        print(
            f"Cổng {arguments.port} đang có chương trình khác dùng, có thể chính là ThiĐua chạy từ trước.\n"
            f"Hãy mở http://{arguments.host}:{arguments.port}/ xem thử, dừng chương trình kia, hoặc chọn cổng khác: "
            f"thidua run --port {arguments.port + 1}",
            file=sys.stderr,
        )
        return 1
    started = time.monotonic()
    translating.compile_changed()
    cluster = starting.house()
    try:
        starting.catalogue()
        starting.static_files()
        if arguments.demo:
            _load_demo()
        return _keep_running(
            _processes(arguments),
            lambda stopping: _say_hello(arguments, started, stopping),
            lives=database.is_running if cluster is not None else lambda: True,
        )
    except KeyboardInterrupt:  # while the first load goes on; it is whole or not there
        return 130
    finally:
        if cluster is not None and cluster.started_here:
            cluster.stop()


def _is_free(host: str, port: int) -> bool:
    """Whether nobody listens there: two servers would share the port in silence, each with half of the visits."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, port))
        except OSError:
            return False
    return True


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _load_demo() -> None:
    from thidua.config.commands import load
    from thidua.kernel.models import Installation

    if not Installation.objects.exists():
        print("Lần đầu: đang nạp tỉnh Tuyên Quang, năm 2017, giữa năm…", flush=True)
        load.load(DEMO, tell=lambda told: print(f"  {told}", flush=True))


def _say_hello(arguments: argparse.Namespace, started: float, stopping: Callable[[], bool]) -> None:
    """The address, once it answers: whoever opens it at once must find somebody there."""
    from thidua.config import founding
    from thidua.config.commands import load

    address = f"http://{arguments.host}:{arguments.port}/"
    latest = time.monotonic() + LONGEST_START
    while not _answers(arguments.host, arguments.port):
        if stopping():
            return
        if time.monotonic() > latest:
            print(
                f"{address} chưa trả lời sau {LONGEST_START:.0f} giây; lý do ở các dòng phía trên", flush=True
            )
            return
        time.sleep(0.1)
    seconds = time.monotonic() - started
    print(f"\nThiĐua: {address}  (sẵn sàng sau {seconds:.1f} giây)")
    for line in load.sign_ins():
        print(f"  {line}")
    if founding.is_empty():
        print(
            "  Kho còn trống. Trong một cửa sổ lệnh khác, chạy «thidua found» để lập đơn vị và quản trị đầu tiên."
        )
    print("Ctrl-C để dừng.\n", flush=True)


def _processes(arguments: argparse.Namespace) -> dict[str, list[str]]:
    here = Path(sys.executable).parent
    server = [
        *(str(here / "granian"), "--interface", "wsgi", "thidua.config.wsgi:application"),
        *("--host", arguments.host, "--port", str(arguments.port)),
        *("--workers", str(arguments.workers), "--blocking-threads", "4", "--no-access-log"),
        *("--log-level", "warning", "--respawn-failed-workers"),
    ]
    return {"server": server, "worker": [sys.executable, "-m", "thidua.config.command_line", "worker"]}


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        preexec_fn=starting.end_with_the_parent,  # noqa: PLW1509  no threads here yet
        env={**os.environ, starting.ENDS_WITH_PARENT: "1"},
    )


def _keep_running(
    commands: dict[str, list[str]], greet: Callable[[Callable[[], bool]], None], *, lives: Callable[[], bool]
) -> int:
    """Runs all until a signal, greeting once they have begun; what dies is started again, our database too, with
    a pause that grows while it keeps dying. ``lives`` tells of the database."""
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    running = {name: _start(command) for name, command in commands.items()}
    greet(lambda: stopping)
    pause = dict.fromkeys([*commands, DATABASE], 1.0)

    def pause_for(name: str, code: object) -> None:
        print(f"{name} dừng (mã {code}); chạy lại sau {pause[name]:.0f} giây", flush=True)
        time.sleep(pause[name])
        pause[name] = min(pause[name] * 2, 30)

    while not stopping:
        time.sleep(0.3)
        if not lives():
            pause_for(DATABASE, "?")
            _bring_database_back()
        for name, process in running.items():
            if process.poll() is not None and not stopping:
                pause_for(name, process.returncode)
                if not stopping:  # whoever stops the house while it waits is not to see it begin again
                    running[name] = _start(commands[name])
    _end(running.values())
    return 0


def _bring_database_back() -> None:
    """One try; what failed is told, and the next look tries again."""
    import psycopg

    from thidua.formats.errors import CodedError
    from thidua.kernel import database

    try:
        database.ensure_running()
    except (CodedError, psycopg.OperationalError) as failed:
        print(failed, file=sys.stderr, flush=True)


def _end(processes: Collection[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()

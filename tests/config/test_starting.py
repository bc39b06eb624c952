"""What `thidua run` does before anybody opens a page."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.management import call_command
from django.http import HttpResponse
from django.template import engines
from django.test import override_settings

from thidua.catalogue.loading import shipped
from thidua.config import starting
from thidua.config.commands import run
from thidua.kernel import replica


def test_static_files_are_collected_as_production_serves_them(tmp_path: Path) -> None:
    """Hashed and compressed; a reference to a file that is not there would stop the start."""
    hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={**settings.STORAGES, "staticfiles": hashed}):
        call_command("collectstatic", verbosity=0, interactive=False)
    assert list(tmp_path.glob("thidua/thidua.*.css.br"))


def test_a_port_that_is_taken_is_told_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    """Two servers would share it in silence."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run.run(argparse.Namespace(host="127.0.0.1", port=port, workers=1, demo=False)) == 1
    told = capsys.readouterr().err
    assert str(port) in told
    assert f"--port {port + 1}" in told


def test_a_server_is_warm_before_its_first_visitor() -> None:
    """Every template is sound and compiled, the catalogue is read, nothing of it is walked for garbage again."""
    compiled = engines["django"].engine.template_loaders[0].loaders[0].get_template_cache
    compiled.clear()
    shipped.cache_clear()
    try:
        starting.warm()
        set_aside = gc.get_freeze_count()
    finally:
        gc.unfreeze()
    assert {"frame.html", "desk/movement.html", "cotton/target_line.html"} <= set(compiled)
    assert shipped.cache_info().currsize == 1
    assert set_aside > 0


def test_without_a_replica_nothing_stands_in_the_way_of_a_request() -> None:
    assert list(settings.DATABASES) == [replica.PRIMARY]
    assert settings.DATABASE_ROUTERS == []
    with pytest.raises(MiddlewareNotUsed):
        replica.ReadReplica(lambda request: HttpResponse())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_what_was_started_ends_with_a_killed_start() -> None:
    """Else it would hold the port, and whoever starts again would have to look for it."""
    code = (
        "from thidua.config.commands.run import _start; import time;"
        "print(_start(['sleep', '60']).pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    for _again in range(100):
        if not Path(f"/proc/{child}").exists():
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child outlived its parent")

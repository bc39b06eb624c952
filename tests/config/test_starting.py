"""What `thidua run` does before anybody opens a page."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.management import call_command
from django.http import HttpResponse
from django.test import override_settings

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


def test_without_a_replica_nothing_stands_in_the_way_of_a_request() -> None:
    assert list(settings.DATABASES) == [replica.PRIMARY]
    assert settings.DATABASE_ROUTERS == []
    with pytest.raises(MiddlewareNotUsed):
        replica.ReadReplica(lambda request: HttpResponse())

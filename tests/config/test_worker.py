"""The worker as it is started: a process of its own that hears events and carries out long work."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection, transaction

from thidua.audit.models import Entry, Unsealed
from thidua.kernel.door import system
from thidua.kernel.jobs import begin
from thidua.kernel.models import Progress


def worker(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs ``thidua worker`` on the database of this test."""
    environment: dict[str, Any] = {**os.environ, "THIDUA_DATABASE": connection.settings_dict["NAME"]}
    return subprocess.run(
        [sys.executable, "-m", "thidua.config.command_line", "worker", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
def test_waiting_work_is_done_and_lines_are_sealed() -> None:
    Entry.objects.create(actor_name="Chị Mai", did="tests.done", kind="tests")
    with transaction.atomic():
        progress = begin("tests.unknown", actor=system("tests"), label="việc thử", arguments={})
    done = worker("--once")
    assert done.returncode == 0, done.stderr
    progress.refresh_from_db()
    # No room knows this kind of work; that it is told as failed shows that the worker had it in hand.
    assert progress.state == Progress.State.FAILED
    assert not Unsealed.objects.exists()

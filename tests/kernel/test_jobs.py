"""Long work is queued in the transaction and tells how far it is."""

from __future__ import annotations

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from thidua.kernel import jobs
from thidua.kernel.door import system
from thidua.kernel.errors import Absent
from thidua.kernel.models import Progress

ACTOR = system("tests")


@jobs.long_work("tests.count")
def count(progress: Progress) -> dict[str, Any]:
    jobs.tell(progress, 3, 3)
    return {"counted": progress.arguments["up_to"]}


@jobs.long_work("tests.refuse")
def refuse(progress: Progress) -> dict[str, Any]:
    raise Absent()


@jobs.long_work("tests.break")
def fall_over(progress: Progress) -> dict[str, Any]:
    raise ZeroDivisionError


def carried_out(kind: str) -> Progress:
    progress = jobs.begin(kind, actor=ACTOR, label="đếm", arguments={"up_to": 3})
    assert ProcrastinateJob.objects.filter(args={"progress_id": progress.pk}).count() == 1
    jobs.carry_out(progress_id=progress.pk)
    progress.refresh_from_db()
    return progress


@pytest.mark.django_db
def test_work_ends_with_its_outcome() -> None:
    progress = carried_out("tests.count")
    assert (progress.state, progress.done, progress.outcome) == ("done", 3, {"counted": 3})


@pytest.mark.django_db
def test_a_refusal_is_told_in_words() -> None:
    progress = carried_out("tests.refuse")
    assert progress.state == "failed"
    assert progress.outcome["refusal"]["code"] == "kernel.absent"


@pytest.mark.django_db
def test_an_accident_is_told_and_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    progress = carried_out("tests.break")
    assert progress.state == "failed"
    assert "ZeroDivisionError" in caplog.text
    jobs.carry_out(progress_id=progress.pk)
    assert caplog.text.count("Traceback") == 1

"""Playing a story into an empty installation, act by act."""

from __future__ import annotations

from django.db import connection, transaction

from thidua.config.scenario import founding, launching, reporting
from thidua.config.scenario.files import Story, story
from thidua.config.scenario.stage import Stage, Tell
from thidua.formats.errors import CodedError
from thidua.kernel import clock, events
from thidua.kernel.models import Installation


class NotEmpty(CodedError):
    code = "config.not_empty"


@transaction.atomic
def load(name: str, tell: Tell) -> Stage:
    """Founds, launches and reports as the story says, and leaves the clock on its day.

    All or nothing: a start that is cut off half-way finds an empty installation again.
    """
    told = story(name)
    if Installation.objects.exists():
        raise NotEmpty(scenario=str(Installation.objects.get()))
    Installation.objects.create(pk=1, scenario=name, pinned_on=told.half_year["day"])
    clock.forget()
    return play(told, tell)


def play(told: Story, tell: Tell) -> Stage:
    """The acts, and then the events that they left for the later rooms."""
    stage = Stage(told, tell)
    founding.found(stage)
    _learn_sizes()
    launching.launch(stage)
    reporting.keep_records(stage)
    reporting.open_half_year(stage)
    _learn_sizes()
    reporting.report(stage)
    with clock.standing_on(told.half_year["day"]):
        heard = settle()
    _learn_sizes()
    tell(f"{heard} sự kiện đã cộng vào số tổng hợp")
    return stage


def _learn_sizes() -> None:
    """Tells PostgreSQL that empty tables now hold a province; it would find out only after the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def settle() -> int:
    """Lets everything that waits be heard; returns how many events that were."""
    heard = 0
    while some := events.deliver(most=5000):
        heard += some
    return heard

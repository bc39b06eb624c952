"""Playing a story into an empty installation, act by act."""

from __future__ import annotations

from django.db import connection, transaction

from thidua.config.scenario import founding, launching, reporting
from thidua.config.scenario.country import loading as country
from thidua.config.scenario.files import Story, story
from thidua.config.scenario.stage import Stage, Tell
from thidua.formats.errors import CodedError
from thidua.kernel import clock, events
from thidua.kernel.models import Installation


class NotEmpty(CodedError):
    code = "config.not_empty"


@transaction.atomic
def load(name: str, tell: Tell, *, scale: float = 1.0) -> None:
    """Founds, launches and reports as the story says, and leaves the clock on its day. ``scale`` is the
    fraction of a scenario that is generated.

    All or nothing: a start that is cut off half-way finds an empty installation again.
    """
    told = story(name)
    if Installation.objects.exists():
        raise NotEmpty(scenario=str(Installation.objects.get()))
    day = told.read("country")["day"] if told.is_generated else told.half_year["day"]
    Installation.objects.create(pk=1, scenario=name, pinned_on=day)
    clock.forget()
    if told.is_generated:
        _generate(scale, tell)
    else:
        play(told, tell)


def _generate(scale: float, tell: Tell) -> None:
    country.write(scale, tell)
    _learn_sizes()
    settle()
    tell("đã cộng số liệu cả nước")


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

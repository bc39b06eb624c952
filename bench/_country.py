"""The country of ``quoc-gia`` in a scratch database: what is measured is what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from thidua.algebra.forms import FormSpec


@dataclass(frozen=True)
class Country:
    period_id: int
    form: FormSpec
    units: int
    grassroots: int
    root_id: int
    told: Any  # what the scenario wrote: its units, their ids and paths


def build(scale: float, *, stage: str = "sent") -> Country:
    """Units, a movement, and a report of every grassroots union: ``waiting``, typed (``draft``) or ``sent``."""
    from thidua.config.scenario.country.loading import write
    from thidua.config.scenario.country.reporting import Stage
    from thidua.kernel.models import OutboxRow

    made = write(scale, tell=lambda _told: None, stage=Stage(stage))
    OutboxRow.objects.all().delete()  # each benchmark says itself when sums are made
    tidy()
    levels = [one.level for one in made.founded.units]
    return Country(
        made.period.pk,
        made.form.definition,
        len(levels),
        levels.count("grassroots"),
        made.founded.ids[0],
        made.founded,
    )


def tidy(*tables: str) -> None:
    """What autovacuum does a minute after a bulk load; a benchmark does not wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(f"vacuum analyze {', '.join(tables)}")

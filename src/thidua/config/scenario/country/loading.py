"""Writing the whole country: units, people who sign in, a movement, a report of everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from thidua.access.actions.found_accounts import Founded as Opened
from thidua.access.actions.found_accounts import found_accounts
from thidua.config.scenario.country import founding, reporting
from thidua.config.scenario.country.reporting import Stage
from thidua.config.scenario.country.shape import Shape
from thidua.config.scenario.files import Story, story
from thidua.config.scenario.stage import Tell
from thidua.federation.models import Body
from thidua.kernel.clock import standing_on
from thidua.kernel.door import system
from thidua.launch.models import Period
from thidua.report.models import Form

NAME = "quoc-gia"


@dataclass(frozen=True)
class Country:
    """What was written."""

    period: Period
    form: Form
    founded: founding.Founded


@transaction.atomic
def write(scale: float, tell: Tell, *, stage: Stage = Stage.SENT) -> Country:
    """The country at a fraction, into an empty house; nothing is summed up yet.

    At a fraction of 1 it has 128,455 units and takes a minute or two.
    """
    told = story(NAME)
    country = {**told.read("country"), "definitions": told.indicators}
    actor = system("Thiết lập ban đầu")
    with standing_on(country["day"]):
        units = Shape(country, scale).units()
        made = founding.found(actor, units, country["as_of"])
        tell(f"{len(units)} đơn vị")
        _open_accounts(told, made, country)
        period = reporting.launch(actor, made, country)
        form = reporting.report(actor, made, period, stage)
    tell(f"{len(units)} báo cáo, mỗi công đoàn cơ sở {len(form.definition.questions)} chỉ số")
    return Country(period, form, made)


def _open_accounts(told: Story, made: founding.Founded, country: dict[str, Any]) -> None:
    said = told.accounts
    codes = [one["unit"] for one in said["accounts"]]
    units = {unit.code: unit for unit in Body.objects.filter(code__in=codes)}
    found_accounts(
        actor=system("Thiết lập ban đầu"),
        rows=[
            Opened(
                units[one["unit"]],
                one["name"],
                one["phone"],
                one["role"],
                said["demo_pin"],
                None,
                country["as_of"],
            )
            for one in said["accounts"]
        ],
    )

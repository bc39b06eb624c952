"""Loading a story into an empty installation."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from thidua.config.scenario.country import loading as country
from thidua.config.scenario.files import story
from thidua.config.scenario.plays import play_of
from thidua.config.scenario.settling import learn_sizes, settle
from thidua.config.scenario.stage import Tell
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.errors import word
from thidua.kernel.models import Installation


class NotEmpty(CodedError):
    code = "config.not_empty"


word(
    "config.not_empty",
    what=_("Kho này đã có dữ liệu: %(scenario)s."),
    why=_("Phong trào mẫu chỉ nạp vào kho còn trống, để không lẫn với số liệu thật."),
    remedy=_("Hãy chọn kho khác: đặt THIDUA_HOME hoặc DATABASE_URL rồi chạy lại."),
)


@transaction.atomic
def load(name: str, tell: Tell, *, scale: float = 1.0) -> None:
    """Plays the story's acts, and leaves the clock on its day. ``scale`` is the fraction of a scenario that is
    generated.

    All or nothing: a start that is cut off half-way finds an empty installation again.
    """
    told = story(name)
    play = None if told.is_generated else play_of(told).play
    if Installation.objects.exists():
        raise NotEmpty(scenario=str(Installation.objects.get()))
    day = told.read("country")["day"] if told.is_generated else told.half_year["day"]
    Installation.objects.create(pk=1, scenario=name, pinned_on=day)
    clock.forget()
    if play is None:
        _generate(scale, tell)
    else:
        play(told, tell)


def _generate(scale: float, tell: Tell) -> None:
    country.write(scale, tell)
    learn_sizes()
    settle()
    tell("đã cộng số liệu cả nước")

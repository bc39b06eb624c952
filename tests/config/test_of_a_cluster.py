"""The story of the seven border provinces, played whole: elected, launched, promised, reported, marked."""

from __future__ import annotations

import pytest
from django.test import Client

from thidua.access.signing_in import BACKEND
from thidua.config.scenario.files import story
from thidua.config.scenario.of_a_cluster.checking import check
from thidua.config.scenario.of_a_cluster.playing import play
from thidua.kernel.clock import standing_on

pytestmark = pytest.mark.django_db


def test_every_check_of_the_border_cluster_holds() -> None:
    stage = play(story("cum-bien-gioi-2015"), lambda _line: None)
    broken = [one for one in check(stage) if not one.holds]
    assert broken == []
    with standing_on(stage.story.half_year["day"]):
        browser = Client()
        browser.force_login(stage.accounts["LCH"], backend=BACKEND)
        page = browser.get(f"/cum-thi-dua/{stage.cluster.pk}/2015").content.decode()
    for words in ("01/PĐ-CTĐ", "Giao ước", "Chấm điểm", "LĐLĐ tỉnh Lào Cai"):
        assert words in page

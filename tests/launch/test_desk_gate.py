"""From a line of "Còn thiếu gì" to the place where it is filled in."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.launch.cast import Cast
from tests.launch.desk import SignIn, opened
from tests.launch.papers import issued_plan, start
from thidua.launch.models import Movement, Paper

pytestmark = pytest.mark.usefixtures("addresses")


def dead_anchors(page: str) -> set[str]:
    return set(re.findall(r'href="#([^"]+)"', page)) - set(re.findall(r' id="([^"]+)"', page))


@pytest.mark.parametrize("kind", ["plan", "guidance", "launch_text", "assignment_decision"])
@pytest.mark.parametrize("unit", ["TQ", "NH1"])
def test_every_line_of_the_gate_leads_somewhere(
    cast: Cast, movement: Movement, sign_in: SignIn, unit: str, kind: str
) -> None:
    paper = start(cast, movement, unit, kind)
    role = "officer" if unit == "TQ" else "grassroots_chair"
    page = opened(sign_in(role, unit), "write", paper.pk)
    assert not dead_anchors(page)
    paper_page = opened(sign_in(role, unit), "paper", paper.pk)
    for anchor in re.findall(rf'href="{reverse("launch:write", args=[paper.pk])}#([^"]+)"', paper_page):
        assert f'id="{anchor}"' in page


def test_the_caller_is_led_to_the_tick_of_the_movement(
    cast: Cast, movement: Movement, sign_in: SignIn
) -> None:
    page = opened(sign_in("officer", "TQ"), "write", start(cast, movement).pk)
    where = reverse("launch:change_movement", args=[movement.pk])
    assert f'href="{where}#id_aims_are_qualitative"' in page
    assert 'id="id_aims_are_qualitative"' in opened(sign_in("officer", "TQ"), "change_movement", movement.pk)


def test_a_grassroots_chair_states_qualitative_aims_and_takes_it_back(
    cast: Cast, movement: Movement, sign_in: SignIn
) -> None:
    paper, chair = start(cast, movement, "NH1"), sign_in("grassroots_chair", "NH1")
    where = reverse("launch:save_aims", args=[paper.pk])
    assert "Chưa có chỉ tiêu nào" in opened(chair, "write", paper.pk)
    assert chair.post(where, {"dinh-tinh": "1"}).url.endswith("#muc-targets")
    page = opened(chair, "write", paper.pk)
    assert "Kế hoạch này ghi: mục tiêu định tính" in page
    assert "Chỉ tiêu, hoặc ghi rõ mục tiêu định tính" not in page
    chair.post(where, {"dinh-tinh": "0"})
    assert not Paper.objects.get(pk=paper.pk).aims_are_qualitative


def test_targets_of_the_movement_are_told_to_the_unit_below(
    cast: Cast, movement: Movement, targets: object, sign_in: SignIn
) -> None:
    issued_plan(cast, movement)
    page = opened(sign_in("grassroots_chair", "NH1"), "write", start(cast, movement, "NH1").pk)
    assert "3 chỉ tiêu của phong trào tính cho kế hoạch này" in page


def test_strangers_cannot_state_it(cast: Cast, movement: Movement, sign_in: SignIn) -> None:
    paper = start(cast, movement, "NH1")
    where = reverse("launch:save_aims", args=[paper.pk])
    sign_in("grassroots_chair", "NH2").post(where, {"dinh-tinh": "1"})
    assert not Paper.objects.get(pk=paper.pk).aims_are_qualitative

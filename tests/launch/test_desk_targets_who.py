"""Who may set the year's targets on pages, in which state of the movement."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast
from tests.launch.desk import RECRUITMENT, SignIn, add_target, opened, text
from tests.launch.papers import start
from thidua.launch.models import Movement, Target

pytestmark = pytest.mark.usefixtures("addresses")


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer", "TQ")


@pytest.mark.usefixtures("announced")
class TestWho:
    @pytest.mark.parametrize(
        ("role", "unit", "status"),
        [
            ("officer", "TQ", 200),
            ("chair", "TQ", 200),
            ("standing_committee_member", "TQ", 403),
            ("clerk", "TQ", 403),
            ("officer", "NH", 200),  # for targets of its own
            ("grassroots_chair", "NH1", 200),
            ("officer", "HG", 404),
        ],
    )
    def test_who_finds_the_catalogue(
        self, movement: Movement, sign_in: SignIn, role: str, unit: str, status: int
    ) -> None:
        cycle = movement.cycles.get()
        client = sign_in(role, unit)
        assert client.get(reverse("launch:pick_target", args=[cycle.pk])).status_code == status
        page = client.get(reverse("launch:targets", args=[cycle.pk]))
        assert page.status_code == (404 if status == 404 else 200)
        assert ("Thêm chỉ tiêu" in text(page)) is (status == 200)

    def test_a_stranger_who_guesses_finds_nothing(self, targets: SimpleNamespace, sign_in: SignIn) -> None:
        stranger = sign_in("officer", "HG")
        for name in ("change_target", "remove_target", "move_target"):
            answer = stranger.post(reverse(f"launch:{name}", args=[targets.members.pk]), {"name": "x"})
            assert answer.status_code == 404
            assert "Đoàn viên mới" not in text(answer)
        assert Target.objects.count() == 3

    def test_a_unit_below_sees_without_changing(self, targets: SimpleNamespace, sign_in: SignIn) -> None:
        below = sign_in("officer", "NH")
        page = opened(below, "targets", targets.cycle.pk)
        assert "Đoàn viên mới" in page
        assert reverse("launch:change_target", args=[targets.members.pk]) not in page
        for name in ("change_target", "remove_target", "move_target"):
            where = reverse(f"launch:{name}", args=[targets.members.pk])
            assert below.post(where, {"huong": "len"}).status_code in (302, 403)
        assert Target.objects.count() == 3

    def test_a_unit_below_sets_its_own_from_what_is_asked(
        self, movement: Movement, officer: Client, sign_in: SignIn
    ) -> None:
        add_target(officer, movement, "recruitment_share", {**RECRUITMENT, "bloc": []})
        below = sign_in("officer", "NH")
        page = opened(below, "targets", movement.cycles.get().pk)
        assert "đặt thêm được chỉ tiêu riêng" in page
        assert add_target(below, movement, "recruitment_share", RECRUITMENT).status_code == 302
        assert Target.objects.get(code="recruitment_share_2").owner.code == "NH"
        answer = add_target(
            below, movement, "dialogue_share", {**RECRUITMENT, "bloc": [], "name": "Đối thoại"}
        )
        assert answer.status_code == 422
        assert "mà phong trào chưa hỏi: Đã đối thoại định kỳ" in text(answer)
        page = opened(officer, "targets", movement.cycles.get().pk)
        assert "chỉ tiêu riêng của Liên đoàn Lao động huyện Na Hang" in page

    def test_qualitative_aims_and_targets_exclude_each_other(
        self, movement: Movement, officer: Client
    ) -> None:
        Movement.objects.filter(pk=movement.pk).update(aims_are_qualitative=True)
        page = opened(officer, "targets", movement.cycles.get().pk)
        assert "mục tiêu định tính" in page
        assert "Thêm chỉ tiêu" not in page
        answer = add_target(officer, movement, "recruitment_share", RECRUITMENT)
        assert answer.status_code == 422
        assert "Hãy bỏ dấu «mục tiêu định tính»" in text(answer)

    def test_the_plan_and_its_gate_lead_here(self, cast: Cast, movement: Movement, officer: Client) -> None:
        paper = start(cast, movement)
        where = reverse("launch:targets", args=[movement.cycles.get().pk])
        page = opened(officer, "paper", paper.pk)
        assert where in page  # in the text of the plan
        assert f"{reverse('launch:write', args=[paper.pk])}#muc-targets" in page  # in what is missing
        editor = opened(officer, "write", paper.pk)
        assert 'id="muc-targets"' in editor
        assert where in editor

"""Pages that begin a paper under another, carry a year on, and put a wrongly recorded launch right."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issued_plan, start
from tests.launch.test_movement import half_year
from thidua.algebra.definitions import indicator_to_data
from thidua.audit.models import Entry
from thidua.catalogue.queries.indicators import offered
from thidua.launch.actions.add_cycle import add_cycle
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.launch_unit import launch_unit
from thidua.launch.actions.set_target import pick_target
from thidua.launch.models import LaunchRecord, Movement, Paper, Period, Target
from thidua.launch.sections import SECTIONS

pytestmark = pytest.mark.usefixtures("addresses")


class TestBeginning:
    def test_a_guidance_begins_under_the_plan(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        client = sign_in("officer", "TQ")
        page = opened(client, "paper", plan.pk)
        where = f"{reverse('launch:start_paper', args=[movement.pk])}?thuc-hien={plan.pk}"
        assert where in page
        offered_here = text(client.get(where))
        assert f'<option value="{plan.pk}" selected>Kế hoạch 05/KH-LĐLĐ' in offered_here
        assert '<option value="guidance" selected>' in offered_here
        told = {"kind": "guidance", "title": "Hướng dẫn thi đua", "year": "2017", "carries_out_id": plan.pk}
        assert client.post(where, told).status_code == 302
        guidance = Paper.objects.get(kind="guidance")
        assert guidance.parent == plan
        assert SECTIONS["bases"].lines(guidance).get().based_on == plan
        assert "Thực hiện:" in opened(client, "paper", guidance.pk)

    def test_this_years_plan_begins_like_last_years(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        client = sign_in("officer", "TQ")
        where = reverse("launch:start_paper", args=[movement.pk])
        client.post(where, {"kind": "plan", "title": "Kế hoạch 2018", "year": "2018", "like_id": plan.pk})
        new = Paper.objects.get(year=2018)
        assert [line.text for line in SECTIONS["measure"].lines(new)] == ["Mỗi quý kiểm điểm một lần"]
        assert new.parent is None

    def test_a_unit_below_carries_out_what_is_above_it_and_copies_its_own(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        page = text(sign_in("officer", "NH").get(reverse("launch:start_paper", args=[movement.pk])))
        assert page.count(f'<option value="{plan.pk}">') == 1  # to be carried out, not to be copied

    def test_what_is_not_offered_is_not_taken(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, sign_in: SignIn
    ) -> None:
        draft = start(cast, movement)
        told = {"kind": "guidance", "title": "A", "year": "2017", "carries_out_id": draft.pk}
        answer = sign_in("officer", "TQ").post(reverse("launch:start_paper", args=[movement.pk]), told)
        assert answer.status_code == 422
        assert Paper.objects.count() == 1

    def test_papers_of_another_movement_are_not_carried_out_but_copied(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        other = call_movement(
            actor=cast.actor("officer", "TQ"),
            seat_id=cast.unit("TQ").pk,
            name="Thi đua năm 2018",
            from_on=day(1, 1, 2018),
            until_on=day(12, 31, 2018),
        )
        page = text(sign_in("officer", "TQ").get(reverse("launch:start_paper", args=[other.pk])))
        assert page.count(f'<option value="{plan.pk}">') == 1


def test_new_unions_of_the_next_year_are_those_founded_then(cast: Cast, movement: Movement) -> None:
    Movement.objects.filter(pk=movement.pk).update(until_on=day(12, 31, 2018))
    officer, cycle = cast.actor("officer", "TQ"), movement.cycles.get()
    floor = {"comparator": ">=", "value": "15"}
    pick_target(actor=officer, cycle_id=cycle.pk, picked="new_unions", threshold=floor)
    pick_target(actor=officer, cycle_id=cycle.pk, picked="net_members", threshold=floor)
    new = add_cycle(actor=officer, movement_id=movement.pk, year=2018, like=cycle.pk)
    carried = {one.code: one.indicator for one in Target.objects.filter(cycle=new)}
    for code in ("new_unions", "net_members"):
        assert carried[code] == indicator_to_data(offered(code).make(year=2018)), code


@pytest.mark.usefixtures("announced")
class TestCorrecting:
    @pytest.fixture
    def held(self, cast: Cast, movement: Movement) -> LaunchRecord:
        return launch_unit(
            actor=cast.actor("officer", "NH"),
            cycle_id=movement.cycles.get().pk,
            unit_id=cast.unit("NH").pk,
            on=day(1, 3),
            place="Hội trường",
            attendance=120,
        )

    def test_the_day_is_put_right_with_its_reason(
        self, held: LaunchRecord, movement: Movement, sign_in: SignIn
    ) -> None:
        client, where = sign_in("officer", "NH"), reverse("launch:correct_launch", args=[held.pk])
        assert where in opened(client, "launch_unit", movement.cycles.get().pk)
        page = text(client.get(where))
        assert 'value="03/01/2017"' in page
        assert "ví dụ 5/3/2026" in page
        told = {"on": "1/3/2017", "place": "Hội trường huyện", "attendance": "150"}
        assert 'value="1/3/2017"' in text(self.refused(client, where, told))  # no reason yet
        assert client.post(where, {**told, "reason": "Gõ nhầm tháng"}).status_code == 302
        held.refresh_from_db()
        assert (held.held_on, held.attendance) == (day(3, 1), 150)
        entry = Entry.objects.get(did="launch.unit_launch_corrected")
        assert (entry.reason, entry.data["before"]["on"]) == ("Gõ nhầm tháng", "2017-01-03")

    def refused(self, client: Client, where: str, told: dict[str, str]):
        answer = client.post(where, told)
        assert answer.status_code == 422
        return answer

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("3-thang-1", "chưa đọc được thành ngày"),
            ("31/2/2017", "Không có ngày 31/2/2017"),
            ("1/3/2027", "chưa tới"),
        ],
    )
    def test_a_wrong_day_says_what_why_and_what_next(
        self, held: LaunchRecord, sign_in: SignIn, typed: str, said: str
    ) -> None:
        where = reverse("launch:correct_launch", args=[held.pk])
        page = text(self.refused(sign_in("officer", "NH"), where, {"on": typed, "reason": "Nhầm"}))
        assert said in page
        assert "Hãy" in page.partition(said)[2][:200]
        assert f'value="{typed}"' in page

    @pytest.mark.parametrize(("unit", "status"), [("TQ", 403), ("SD", 404), ("HG", 404)])
    def test_whose_launch_it_is(self, held: LaunchRecord, sign_in: SignIn, unit: str, status: int) -> None:
        where = reverse("launch:correct_launch", args=[held.pk])
        assert sign_in("officer", unit).get(where).status_code == status


def test_two_periods_of_one_name_are_told_apart(cast: Cast, movement: Movement, sign_in: SignIn) -> None:
    period = half_year(cast, movement)
    Period.objects.create(
        cycle=period.cycle,
        kind="round",
        name=period.name,
        measured_from=day(6, 1),
        ends_on=day(8, 31),
        cutoff_on=day(8, 20),
    )
    client = sign_in("officer", "TQ")
    page = opened(client, "periods", period.cycle_id)
    assert f"{period.name} ({period.days})" in page
    assert f"{period.name} (01/06/2017 – 20/08/2017)" in page
    chosen = text(client.get(reverse("desk:choose")))
    assert period.days in chosen
    assert "01/06/2017 – 20/08/2017" in chosen

"""The pages: they open, refusals are said, and they cost the same at any length."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issued_plan, start, write
from tests.launch.test_movement import half_year
from thidua.kernel import clock
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.actions.send_on import send_on
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.models import LaunchRecord, Movement, Paper, RegisterEntry

pytestmark = pytest.mark.usefixtures("addresses")


class TestPagesOpen:
    def test_home(self, cast: Cast, movement: Movement, targets, sign_in: SignIn) -> None:
        plan = issued_plan(cast, movement)
        assert "Phát động phong trào mới" in opened(sign_in("officer", "TQ"), "home")
        below = opened(sign_in("officer", "NH"), "home")
        assert reverse("launch:derive", args=[plan.pk]) in below

    def test_a_stranger_is_asked_to_sign_in(self, db) -> None:
        assert Client().get(reverse("launch:home")).status_code in (302, 401)

    def test_a_movement_is_called_and_a_paper_begun(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("officer", "TQ")
        told = {"name": "Thi đua 2017", "from_on": "01/01/2017", "until_on": "31/12/2017"}
        response = client.post(reverse("launch:call"), told)
        movement = Movement.objects.get()
        assert response.url == reverse("launch:start_paper", args=[movement.pk])
        response = client.post(response.url, {"kind": "plan", "title": "Kế hoạch", "year": "2017"})
        assert response.url == reverse("launch:write", args=[Paper.objects.get().pk])

    def test_wrong_dates_keep_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        told = {"name": "Thi đua 2017", "from_on": "31/12/2017", "until_on": "01/01/2017"}
        response = sign_in("officer", "TQ").post(reverse("launch:call"), told)
        assert response.status_code == 422
        assert 'value="Thi đua 2017"' in text(response)
        assert "phải sau ngày" in text(response)
        assert not Movement.objects.exists()

    def test_every_page_of_a_year(self, cast: Cast, movement: Movement, targets, sign_in: SignIn) -> None:
        cycle = targets.cycle
        set_deadline(
            actor=cast.actor("officer", "TQ"),
            cycle_id=cycle.pk,
            what="launch",
            level="upper",
            due_on=day(3, 15),
        )
        client = sign_in("officer", "TQ")
        page = opened(client, "ladder", cycle.pk)
        assert "0/3" in page
        assert reverse("federation:unit", args=[cast.unit("NH").pk]) in page
        assert "Liên đoàn Lao động huyện Na Hang" in page
        assert "Công đoàn ngành Giáo dục" not in opened(sign_in("officer", "NH"), "ladder", cycle.pk)
        for name in ("periods", "targets", "assigned", "requests", "launch_unit"):
            opened(client, name, cycle.pk)
        for name in ("change_movement", "add_cycle", "launch_movement", "start_paper"):
            opened(client, name, movement.pk)
        assert "85" in opened(client, "targets", cycle.pk)

    def test_another_province_finds_nothing(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn
    ) -> None:
        plan = issued_plan(cast, movement)
        stranger = sign_in("officer", "HG")
        for name, key in (
            ("paper", plan.pk),
            ("write", plan.pk),
            ("annex", plan.pk),
            ("ladder", targets.cycle.pk),
            ("targets", targets.cycle.pk),
            ("change_movement", movement.pk),
        ):
            assert "Không tìm thấy" in opened(stranger, name, key, status=404)


class TestYear:
    def test_a_period_is_added_opened_closed_over_the_page(
        self, cast: Cast, movement: Movement, sign_in: SignIn
    ) -> None:
        cycle, client = movement.cycles.get(), sign_in("officer", "TQ")
        where = reverse("launch:periods", args=[cycle.pk])
        told = {
            "bieu-mau": "ky",
            "kind": "half_year",
            "ordinal": "1",
            "name": "6 tháng đầu năm",
            "measured_from": "01/01/2017",
            "ends_on": "30/06/2017",
            "cutoff_on": "31/05/2017",
        }
        assert client.post(where, told).status_code == 302
        twice = client.post(where, told)
        assert twice.status_code == 422
        assert "đã có kỳ" in text(twice)
        period = cycle.periods.get()
        client.post(reverse("launch:move_period", args=[period.pk]), {"buoc": "open"})
        sign_in("head_of_department", "TQ").post(
            reverse("launch:move_period", args=[period.pk]), {"buoc": "close"}
        )
        period.refresh_from_db()
        assert period.state == "closed"
        late = {
            "bieu-mau": "han",
            "what": "report",
            "level": "upper",
            "due_on": "25/07/2017",
            "period": period.pk,
        }
        assert client.post(where, late).status_code == 302
        assert cycle.deadlines.get().period == period

    def test_a_unit_records_its_launch(self, cast: Cast, movement: Movement, sign_in: SignIn) -> None:
        where = reverse("launch:launch_unit", args=[movement.cycles.get().pk])
        client = sign_in("officer", "NH")
        told = {"on": "15/03/2017", "place": "Hội trường huyện", "attendance": "120"}
        assert client.post(where, told).status_code == 302
        assert LaunchRecord.objects.get().attendance == 120
        twice = client.post(where, told)
        assert twice.status_code == 409
        assert "Hội trường huyện" in text(twice)


class TestRegisters:
    def test_the_clerk_enters_documents(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("clerk", "TQ")
        response = client.post(reverse("launch:registers"), {"direction": "outgoing", "year": "2017"})
        told = {"number": "315", "symbol": "KH-LĐLĐ", "dated_on": "17/02/2017", "subject": "Kế hoạch thi đua"}
        assert client.post(response.url, told).status_code == 302
        twice = client.post(response.url, {**told, "subject": "Khác"})
        assert twice.status_code == 409
        assert "Số 315/KH-LĐLĐ đã dùng trong năm 2017" in text(twice)
        assert 'value="Khác"' in text(twice)
        assert RegisterEntry.objects.count() == 1
        assert "315/KH-LĐLĐ" in text(client.get(response.url))


class TestQueryCounts:
    """Literal, at two lengths: a page costs the same however much stands on it."""

    def counted(self, client: Client, where: str, number: int, django_assert_num_queries) -> None:
        client.get(where)  # the day and the tasks in the frame are remembered for some seconds
        with django_assert_num_queries(number):
            assert client.get(where).status_code == 200

    @pytest.mark.parametrize("lines", [1, 40])
    def test_paper_and_editor(
        self, cast, movement, targets, sign_in, django_assert_num_queries, lines: int
    ) -> None:
        plan = issued_plan(cast, movement)
        client = sign_in("officer", "NH")
        client.post(reverse("launch:derive", args=[plan.pk]))
        own = Paper.objects.select_related("seat").get(parent=plan)
        for number in range(lines):
            write(cast, own, "content", text=f"Việc {number}", bloc="school")
        self.counted(client, reverse("launch:paper", args=[own.pk]), PAPER_PAGE, django_assert_num_queries)
        self.counted(client, reverse("launch:write", args=[own.pk]), EDITOR, django_assert_num_queries)

    @pytest.mark.parametrize("units", [1, 60])
    def test_grid_ladder_home(
        self, cast, movement, targets, sign_in, django_assert_num_queries, units: int
    ) -> None:
        for number in range(units):
            cast.add_unit(f"U{number}", f"LĐLĐ huyện {number}", "upper", "TQ")
        decision = start(cast, movement, kind="assignment_decision")
        officer = cast.actor("officer", "TQ")
        for what in ("issue_plan", "launch"):
            set_deadline(actor=officer, cycle_id=targets.cycle.pk, what=what, level="upper", due_on=day(3, 1))
        open_period(actor=officer, period_id=half_year(cast, movement).pk)
        client = sign_in("officer", "TQ")
        for name, key, number in (
            ("annex", decision.pk, GRID),
            ("ladder", targets.cycle.pk, LADDER),
            ("periods", targets.cycle.pk, PERIODS),
        ):
            self.counted(client, reverse(f"launch:{name}", args=[key]), number, django_assert_num_queries)
        self.counted(client, reverse("launch:home"), HOME, django_assert_num_queries)
        self.counted(client, reverse("launch:papers"), PAPERS, django_assert_num_queries)

    @pytest.mark.parametrize("documents", [1, 60])
    def test_register(self, cast, sign_in, django_assert_num_queries, documents: int) -> None:
        clerk = cast.actor("clerk", "TQ")
        book = open_register(
            actor=clerk, unit_id=cast.unit("TQ").pk, direction="outgoing", year=2017, automatic=True
        )
        for _each in range(documents):
            register_document(actor=clerk, register_id=book.pk, subject="x", dated_on=day(1, 5))
        where = reverse("launch:register", args=[book.pk])
        self.counted(sign_in("clerk", "TQ"), where, REGISTER, django_assert_num_queries)


PAPER_PAGE, EDITOR, GRID, LADDER, PERIODS, HOME, PAPERS, REGISTER = 17, 18, 14, 14, 9, 10, 9, 9


def test_waiting_and_the_day(cast: Cast, movement: Movement, targets, sign_in: SignIn) -> None:
    """What waits for whom, from the issue of the plan to the answer of the unit."""
    from thidua.kernel.waiting import waiting_for

    plan = issued_plan(cast, movement)
    officer = cast.actor("officer", "NH")
    set_deadline(
        actor=cast.actor("officer", "TQ"),
        cycle_id=targets.cycle.pk,
        what="issue_plan",
        level="upper",
        due_on=day(3, 31),
    )
    (job,) = waiting_for(officer)
    assert (job.code, job.due_on, job.url) == (
        "launch.issue_plan",
        day(3, 31),
        reverse("launch:derive", args=[plan.pk]),
    )
    assert list(waiting_for(cast.actor("officer", "HG"))) == []
    assert list(waiting_for(cast.actor("member", "NH"))) == []
    draft = start(cast, movement, "TQ", kind="assignment_decision")
    send = {"actor": cast.actor("officer", "TQ"), "paper_id": draft.pk, "move": "submit"}
    send_on(**send)
    (job,) = waiting_for(cast.actor("head_of_department", "TQ"))
    assert (job.code, job.url) == ("launch.give_head_opinion", reverse("launch:paper", args=[draft.pk]))
    assert clock.today() == day(3, 20)

"""A decision above is withdrawn: what lower units handed on from it stands, and they are told to look again."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issue, start
from tests.launch.test_assignment import fill as assign
from tests.launch.test_withdrawing import ALL, decide, withdraw
from thidua.audit.models import Entry
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.keep_handed_on import keep_handed_on
from thidua.launch.actions.start_adjustment import start_adjustment
from thidua.launch.errors import ReasonMissing
from thidua.launch.models import Assignment, LegalBasis, Movement, Paper
from thidua.launch.queries.without_ground import handed_on_without_ground

BELOW = {"NH1": "300", "NH2": "260"}


def hand_on(cast: Cast, movement: Movement, target, typed: dict[str, str], number: int) -> Paper:
    """Na Hang hands on to its own units."""
    decision = start(cast, movement, unit="NH", kind="assignment_decision")
    assign(cast, decision, target, typed)
    return issue(cast, decision, number=number)


def told(cast: Cast, role: str = "officer", unit: str = "NH") -> list:
    found = waiting_for(cast.actor(role, unit))
    return [one for one in found if one.code == "launch.handed_on_without_ground"]


def keep(cast: Cast, targets, reason: str = "Chờ quyết định mới của tỉnh", role: str = "officer", unit="NH"):
    return keep_handed_on(
        actor=cast.actor(role, unit),
        cycle_id=targets.cycle.pk,
        unit_id=cast.unit("NH").pk,
        target_ids=[targets.members.pk],
        reason=reason,
    )


@pytest.fixture
def above(cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
    return decide(cast, movement, targets.members, ALL, 20)


@pytest.fixture
def own(cast: Cast, movement: Movement, targets: SimpleNamespace, above: Paper) -> Paper:
    return hand_on(cast, movement, targets.members, BELOW, 3)


def test_figures_stay_and_the_unit_is_told(cast: Cast, above: Paper, own: Paper, targets) -> None:
    assert told(cast) == []
    withdraw(cast, above)
    standing = Assignment.objects.filter(decision=own, current=True)
    assert sorted(one.threshold["value"] for one in standing) == ["260", "300"]
    (job,) = told(cast)
    assert job.title == "Xem lại chỉ tiêu đã giao xuống: quyết định ở trên đã thu hồi"
    assert job.fact.startswith("Thu hồi ngày 20/03/2017. 1 chỉ tiêu của Thi đua trong CNVCLĐ năm 2017")
    assert "2 đơn vị" in job.fact
    # Nobody else: not the unit above, not those below, not who handed nothing on.
    assert [told(cast, "officer", unit) for unit in ("TQ", "SD", "NH1")] == [[], [], []]
    assert told(cast, "member", "NH") == []
    (row,) = handed_on_without_ground(cast.unit("NH"), targets.cycle)
    assert (row.was, row.now, row.total) == ("Từ 500\xa0đoàn viên trở lên", None, 560)
    assert (row.withdrawn.decision, row.decisions) == (above, [own])


def test_what_stood_before_is_shown_and_what_was_handed_on_from_it_keeps_its_ground(
    cast: Cast, movement: Movement, above: Paper, own: Paper, targets
) -> None:
    """Na Hang handed on from the first decision; the second one is withdrawn, so that the first stands again."""
    second = decide(cast, movement, targets.members, {"NH": "600"}, 21)
    withdraw(cast, second)
    assert told(cast) == []
    third = decide(cast, movement, targets.members, {"NH": "700"}, 22)
    hand_on(cast, movement, targets.members, {"NH1": "440"}, 4)
    withdraw(cast, third)
    (row,) = handed_on_without_ground(cast.unit("NH"), targets.cycle)
    assert (row.was, row.is_now) == ("Từ 700\xa0đoàn viên trở lên", "Từ 500\xa0đoàn viên trở lên")
    assert [one.unit.code for one in row.below] == ["NH1"]


def test_kept_for_a_reason_it_waits_no_longer(cast: Cast, above: Paper, own: Paper, targets) -> None:
    withdraw(cast, above)
    with pytest.raises(ReasonMissing):
        keep(cast, targets, reason=" ")
    for role, unit, refusal in (("clerk", "NH", NotYours), ("officer", "SD", Absent)):
        with pytest.raises(refusal):
            keep(cast, targets, role=role, unit=unit)
    assert keep(cast, targets) == 1
    assert told(cast) == []
    line = Entry.objects.get(did="launch.handed_on_kept")
    assert (line.reason, line.data) == ("Chờ quyết định mới của tỉnh", {"targets": ["new_members"]})
    assert Assignment.objects.filter(decision=own, current=True).count() == 2
    assert keep(cast, targets) == 0
    assert Entry.objects.filter(did="launch.handed_on_kept").count() == 1


def test_withdrawing_the_own_decision_ends_it(cast: Cast, above: Paper, own: Paper) -> None:
    withdraw(cast, above)
    withdraw_paper(actor=cast.actor("chair", "NH"), paper_id=own.pk, reason="Tỉnh đã thu hồi")
    assert told(cast) == []


def test_a_new_decision_below_ends_it_for_the_units_it_names(
    cast: Cast, movement: Movement, above: Paper, own: Paper, targets
) -> None:
    withdraw(cast, above)
    hand_on(cast, movement, targets.members, {"NH1": "200"}, 4)
    (row,) = handed_on_without_ground(cast.unit("NH"), targets.cycle)
    assert [one.unit.code for one in row.below] == ["NH2"]


def test_assigned_anew_from_above_it_has_ground_again(
    cast: Cast, movement: Movement, above: Paper, own: Paper, targets
) -> None:
    withdraw(cast, above)
    assert len(told(cast)) == 1
    decide(cast, movement, targets.members, {**ALL, "NH": "520"}, 22)
    assert told(cast) == []


def test_the_adjustment_cites_what_it_changes(cast: Cast, above: Paper, own: Paper, targets) -> None:
    withdraw(cast, above)
    paper = start_adjustment(
        actor=cast.actor("officer", "NH"), cycle_id=targets.cycle.pk, seat_id=cast.unit("NH").pk
    )
    assert [one.based_on for one in LegalBasis.objects.filter(paper=paper)] == [own]


@pytest.mark.usefixtures("addresses")
def test_over_the_page(cast: Cast, above: Paper, own: Paper, targets, sign_in: SignIn) -> None:
    cycle = targets.cycle.pk
    officer = sign_in("officer", "NH")
    assert "Không có chỉ tiêu nào phải xem lại" in opened(officer, "without_ground", cycle)
    withdraw(cast, above)
    page = opened(officer, "without_ground", cycle)
    assert "<s>Từ 500 đoàn viên trở lên</s>" in page
    assert "thu hồi ngày 20/03/2017:" in page
    for paper in (reverse("launch:paper", args=[above.pk]), reverse("launch:annex", args=[own.pk])):
        assert f'href="{paper}"' in page
    assert "2 đơn vị, cộng 560" in page
    where = reverse("launch:without_ground", args=[cycle])
    refused = officer.post(where, {"target": targets.members.pk, "reason": ""})
    assert refused.status_code == 422
    assert "Chưa nêu lý do" in text(refused)
    assert "Chưa chọn chỉ tiêu nào" in text(officer.post(where, {"reason": "Chờ"}, follow=True))
    assert len(told(cast)) == 1
    done = text(officer.post(where, {"target": targets.members.pk, "reason": "Chờ"}, follow=True))
    assert "Đã ghi: giữ nguyên 1 chỉ tiêu" in done
    assert told(cast) == []
    assert 'name="reason"' not in opened(sign_in("clerk", "NH"), "without_ground", cycle)
    assert sign_in("clerk", "HG").get(where).status_code == 404


@pytest.mark.usefixtures("addresses")
def test_the_page_begins_the_adjustment(cast: Cast, above: Paper, own: Paper, targets, sign_in) -> None:
    withdraw(cast, above)
    where = reverse("launch:without_ground", args=[targets.cycle.pk])
    begun = sign_in("officer", "NH").post(where, {"adjust": "1"})
    made = Paper.objects.order_by("-pk")[0]
    assert begun.url == reverse("launch:annex", args=[made.pk])
    assert (made.seat, made.kind, made.state) == (cast.unit("NH"), "assignment_decision", "draft")
    assert day(3, 20) == Assignment.objects.filter(decision=own)[0].without_ground_since

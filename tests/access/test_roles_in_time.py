"""Roles begin and end on days; somebody stands in; a desk is handed over."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.access.cast import TODAY, Places, account, actor, hold
from thidua.access.actions.close_account import close_account, reopen_account
from thidua.access.actions.delegate import delegate, end_delegation
from thidua.access.actions.end_role import end_role
from thidua.access.actions.give_role import give_role
from thidua.access.actions.hand_over import hand_over
from thidua.access.actions.open_account import open_account
from thidua.access.errors import (
    AboveYou,
    DatesReversed,
    DelegationNotPossible,
    DelegationTooLong,
    HandOverEmpty,
    HandOverToSelf,
    LoginMissing,
    LoginTaken,
    ReasonMissing,
    RoleAboveYou,
    RoleHeldAlready,
    RoleNeedsPlace,
)
from thidua.access.models import Account, Holding
from thidua.access.queries.actors import actor_of
from thidua.audit.models import Entry
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.door import NOBODY
from thidua.kernel.errors import Absent, NotNow, NotYours

DAY = dt.timedelta(days=1)


def roles(of: Account, day: dt.date = TODAY) -> list[str]:
    with clock.standing_on(day):
        return [grant.role for grant in actor(of).grants]


@pytest.fixture
def deputy(places: Places) -> Account:
    return account("Nông Thị Vân", places.own, "member")


def test_a_role_opens_and_closes_on_its_days(places: Places, deputy: Account, officer: Account) -> None:
    give_role(
        actor=actor(officer),
        account_id=deputy.pk,
        role="officer",
        unit_id=places.child.pk,
        from_on=TODAY + DAY,
        until_on=TODAY + 3 * DAY,
    )
    told = [roles(deputy, TODAY + n * DAY) for n in range(5)]
    assert told == [["member"], *[["member", "officer"]] * 3, ["member"]]


def test_a_role_taken_away_is_gone_at_once(places: Places, deputy: Account, officer: Account) -> None:
    given = give_role(
        actor=actor(officer), account_id=deputy.pk, role="officer", unit_id=places.own.pk, from_on=TODAY
    )
    end_role(actor=actor(officer), holding_id=given.pk, reason="giao nhầm")
    assert roles(deputy) == ["member"]
    told = Entry.objects.get(did="account.role_ended")
    assert (told.actor_name, told.reason, told.data["role"]) == ("Ma Văn Sinh", "giao nhầm", "officer")


def test_a_role_is_not_given_twice_for_the_same_days(
    places: Places, deputy: Account, officer: Account
) -> None:
    with pytest.raises(RoleHeldAlready):
        give_role(actor=actor(officer), account_id=deputy.pk, role="member", unit_id=places.own.pk)


def test_what_a_giver_cannot_give(places: Places, deputy: Account, officer: Account) -> None:
    by = actor(officer)
    with pytest.raises(RoleAboveYou):
        give_role(actor=by, account_id=deputy.pk, role="chair", unit_id=places.own.pk)
    with pytest.raises(RoleAboveYou):
        give_role(actor=by, account_id=deputy.pk, role="member", unit_id=places.sibling.pk)
    with pytest.raises(DatesReversed):
        give_role(actor=by, account_id=deputy.pk, role="officer", unit_id=places.own.pk, until_on=TODAY - DAY)
    ward = Body.objects.create(code="CUM1", name="Cụm thi đua số 1")
    with pytest.raises(RoleNeedsPlace):
        give_role(actor=by, account_id=deputy.pk, role="officer", unit_id=ward.pk)
    with pytest.raises(Absent):
        give_role(actor=by, account_id=deputy.pk, role="king", unit_id=places.own.pk)


def test_guessed_ids_of_a_stranger_province(places: Places, officer: Account) -> None:
    stranger = account("Người Lạ", places.stranger, "chair")
    held = Holding.objects.get(account=stranger)
    with pytest.raises(Absent):
        give_role(actor=actor(officer), account_id=stranger.pk, role="member", unit_id=places.own.pk)
    with pytest.raises(Absent):
        end_role(actor=actor(officer), holding_id=held.pk)
    with pytest.raises(Absent):
        close_account(actor=actor(officer), account_id=stranger.pk)
    with pytest.raises(Absent):
        open_account(actor=actor(officer), unit_id=places.stranger.pk, name="Ai", login="ai.do")


def test_a_role_at_a_place_without_a_path_gives_nothing(deputy: Account) -> None:
    """An empty path is the beginning of every path."""
    hold(deputy, "administrator", Body.objects.create(code="BAN1", name="Ban Tổ chức"))
    assert roles(deputy) == ["member"]


def lend(by: Account, to: Account, *, days: int = 5, reason: str = "đi học") -> Holding:
    held = Holding.objects.get(account=by, delegated_by=None)
    return delegate(
        actor=actor(by),
        account_id=to.pk,
        holding_id=held.pk,
        from_on=TODAY,
        until_on=TODAY + days * DAY,
        reason=reason,
    )


def test_a_delegation_ends_by_itself(officer: Account, deputy: Account, places: Places) -> None:
    lend(officer, deputy)
    desk = f"{places.own.pk}-{officer.pk}"
    for n, expected in ((0, "Ma Văn Sinh"), (5, "Ma Văn Sinh"), (6, "")):
        with clock.standing_on(TODAY + n * DAY):
            assert actor(deputy, desk).acts_for == expected


def test_the_audit_names_whose_desk_it_was(
    officer: Account, deputy: Account, chair: Account, places: Places
) -> None:
    lend(officer, deputy)
    stand_in = actor(deputy, f"{places.own.pk}-{officer.pk}")
    close_account(actor=stand_in, account_id=chair.pk)
    told = Entry.objects.get(did="account.closed")
    assert (told.actor_name, told.acts_for) == ("Nông Thị Vân", "Ma Văn Sinh")


def test_at_ones_own_desk_the_other_roles_do_not_count(
    officer: Account, deputy: Account, places: Places
) -> None:
    lend(officer, deputy)
    assert roles(deputy) == ["member"]
    assert [desk.for_name for desk in actor_of(deputy)[1]] == ["", "Ma Văn Sinh"]


def test_who_stands_in_hands_nothing_on(officer: Account, deputy: Account, places: Places) -> None:
    given = lend(officer, deputy)
    third = account("Hoàng Văn Tâm", places.own)
    stand_in = actor(deputy, f"{places.own.pk}-{officer.pk}")
    with pytest.raises(DelegationNotPossible):
        delegate(actor=stand_in, account_id=third.pk, holding_id=given.pk, from_on=TODAY,
                 until_on=TODAY, reason="nhờ tiếp")  # fmt: skip


def test_a_delegation_has_an_end_a_reason_and_a_person_near(
    officer: Account, deputy: Account, places: Places
) -> None:
    with pytest.raises(ReasonMissing):
        lend(officer, deputy, reason="  ")
    with pytest.raises(DelegationTooLong):
        lend(officer, deputy, days=400)
    with pytest.raises(DatesReversed):
        lend(officer, deputy, days=-1)
    with pytest.raises(DelegationNotPossible):
        lend(officer, account("Người Lạ", places.sibling))
    with pytest.raises(DelegationNotPossible):
        lend(deputy, officer)
    assert not Holding.objects.exclude(delegated_by=None).exists()


def test_the_owner_takes_the_desk_back(officer: Account, deputy: Account, places: Places) -> None:
    given = lend(officer, deputy)
    with pytest.raises(Absent):
        end_delegation(actor=actor(deputy), holding_id=given.pk)
    end_delegation(actor=actor(officer), holding_id=given.pk)
    assert actor(deputy, f"{places.own.pk}-{officer.pk}").acts_for == ""


def test_nobody_stands_in_for_a_role_that_is_gone(officer: Account, deputy: Account, places: Places) -> None:
    admin = account("Quản trị", places.parent, "administrator")
    lend(officer, deputy)
    end_role(actor=actor(admin), holding_id=Holding.objects.get(account=officer).pk)
    assert len(actor_of(deputy)[1]) == 1


def test_a_desk_is_handed_over_on_a_day(officer: Account, places: Places) -> None:
    admin = account("Quản trị", places.parent, "administrator")
    hold(officer, "clerk", places.child, until_on=TODAY + 30 * DAY)
    taker = account("Triệu Thị Sen", places.own)
    hand_over(actor=actor(admin), from_id=officer.pk, to_id=taker.pk, on=TODAY + 2 * DAY, reason="QĐ 12")
    assert roles(officer, TODAY + DAY) == ["officer", "clerk"]
    assert roles(taker, TODAY + DAY) == []
    assert roles(officer, TODAY + 2 * DAY) == []
    assert roles(taker, TODAY + 2 * DAY) == ["officer", "clerk"]
    assert roles(taker, TODAY + 31 * DAY) == ["officer"]


def test_a_hand_over_is_whole_or_not_at_all(officer: Account, places: Places) -> None:
    hold(officer, "clerk", places.child)
    taker, peer = account("Triệu Thị Sen", places.own), account("Nông Thị Vân", places.own, "officer")
    with pytest.raises(RoleAboveYou):
        hand_over(actor=actor(peer), from_id=officer.pk, to_id=taker.pk)
    assert (roles(officer), roles(taker)) == (["officer", "clerk"], [])
    with pytest.raises(HandOverToSelf):
        hand_over(actor=actor(peer), from_id=officer.pk, to_id=officer.pk)
    with pytest.raises(HandOverEmpty):
        hand_over(actor=actor(peer), from_id=taker.pk, to_id=peer.pk)


def test_who_stands_in_keeps_nothing_after_the_owner_hands_over(
    officer: Account, deputy: Account, places: Places
) -> None:
    lend(officer, deputy)
    taker, peer = account("Triệu Thị Sen", places.own), account("Lê Văn Bốn", places.own, "officer")
    hand_over(actor=actor(peer), from_id=officer.pk, to_id=taker.pk)
    assert roles(taker) == ["officer"]
    assert len(actor_of(deputy)[1]) == 1


def test_a_closed_account_holds_nothing(chair: Account, officer: Account) -> None:
    close_account(actor=actor(officer), account_id=chair.pk, reason="thôi việc")
    chair.refresh_from_db()
    assert actor_of(chair) == (NOBODY, ())
    with pytest.raises(NotNow):
        close_account(actor=actor(officer), account_id=chair.pk)
    reopen_account(actor=actor(officer), account_id=chair.pk)
    assert roles(chair) == []


def test_the_desk_of_a_closed_account_is_empty(officer: Account, deputy: Account, places: Places) -> None:
    admin = account("Quản trị", places.parent, "administrator")
    lend(officer, deputy)
    close_account(actor=actor(admin), account_id=officer.pk)
    assert len(actor_of(deputy)[1]) == 1


def test_nobody_closes_who_stands_above(officer: Account, places: Places) -> None:
    boss = account("Lý Thị Mai", places.own, "chair")
    with pytest.raises(AboveYou):
        close_account(actor=actor(officer), account_id=boss.pk)


def test_opening_an_account(places: Places, officer: Account, chair: Account) -> None:
    made = open_account(
        actor=actor(officer),
        unit_id=places.child.pk,
        name="  Triệu   Thị Sen ",
        login="+84 915 000 111",
        role="grassroots_chair",
    )
    assert (made.name, made.login, made.has_usable_password()) == ("Triệu Thị Sen", "0915000111", False)
    assert roles(made) == ["grassroots_chair"]
    with pytest.raises(LoginTaken):
        open_account(actor=actor(officer), unit_id=places.child.pk, name="Ai đó", login="0915.000.111")
    with pytest.raises(LoginMissing):
        open_account(actor=actor(officer), unit_id=places.child.pk, name="Ai đó", login="12")


def test_a_role_above_the_opener_opens_no_account(places: Places, officer: Account) -> None:
    with pytest.raises(RoleAboveYou):
        open_account(
            actor=actor(officer), unit_id=places.own.pk, name="Ai đó", login="ai.do", role="administrator"
        )
    assert not Account.objects.filter(login="ai.do").exists()


def test_a_grassroots_chair_opens_accounts_for_members_only(places: Places, chair: Account) -> None:
    made = open_account(
        actor=actor(chair), unit_id=places.below.pk, name="Đoàn viên", login="0915000222", role="member"
    )
    assert roles(made) == ["member"]
    with pytest.raises(NotYours):
        open_account(actor=actor(chair), unit_id=places.child.pk, name="Ai", login="0915000333")

"""Registrations on their way: by the member, confirmed, consolidated, decided elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cast import HOUSE, Cast
from tests.pledge.registering import GARMENT, opened, person, put, the_list, title
from thidua.federation.actions.set_attribute import set_attribute
from thidua.kernel.errors import Absent, NotNow
from thidua.pledge.actions.registrations.keep_lists import (
    confirm_list,
    open_list,
    return_list,
    take_list_back,
)
from thidua.pledge.actions.registrations.open_scheme import (
    TitleSaid,
    demand_registration,
    move_scheme,
    offer_title,
)
from thidua.pledge.actions.registrations.record_decision import name_decider, record_decision
from thidua.pledge.actions.registrations.register import register, register_own
from thidua.pledge.actions.registrations.settle import accept, decline, withdraw_own
from thidua.pledge.errors import (
    DecisionThere,
    ListClosed,
    ListEmpty,
    ListsBelowMissing,
    NotInTheRegister,
    NotRegistered,
    OutcomeThere,
    OutsideScheme,
    ReasonMissing,
    SchemeClosed,
    TitleThere,
)
from thidua.pledge.models import Registration, Scheme
from thidua.pledge.queries.registrations.checking import Line
from thidua.pledge.queries.registrations.coverage import below, coverage_of
from thidua.pledge.queries.registrations.standing import standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    return opened(cast)


def sized(cast: Cast, unit: str, workers: int, name: str = "workers") -> None:
    set_attribute(
        actor=HOUSE, unit_id=cast.units[unit].pk, name=name, value=workers, from_on=dt.date(2017, 7, 1)
    )


class TestByTheMember:
    def test_a_member_registers_on_the_own_phone_and_the_unit_takes_it_in(
        self, cast: Cast, scheme: Scheme
    ) -> None:
        member = cast.actor("garment_worker")
        told = Line(0, "individual", title(scheme).pk, content="Vượt 10 % định mức")
        line = register_own(actor=member, scheme_id=scheme.pk, line=told)
        assert (line.unit, line.state, line.own) == (cast.units[GARMENT], "proposed", True)
        assert coverage_of(scheme, cast.units[GARMENT]).people == 1
        accept(actor=cast.actor("garment_chair"), registration_id=line.pk)
        line.refresh_from_db()
        assert line.state == "listed"

    def test_the_unit_declines_with_a_reason(self, cast: Cast, scheme: Scheme) -> None:
        told = Line(0, "individual", title(scheme).pk)
        line = register_own(actor=cast.actor("garment_worker"), scheme_id=scheme.pk, line=told)
        with pytest.raises(ReasonMissing):
            decline(actor=cast.actor("garment_chair"), registration_id=line.pk, reason=" ")
        decline(actor=cast.actor("garment_chair"), registration_id=line.pk, reason="chưa đủ năm công tác")
        assert coverage_of(scheme, cast.units[GARMENT]).people == 0

    def test_a_member_takes_the_own_line_back(self, cast: Cast, scheme: Scheme) -> None:
        member = cast.actor("garment_worker")
        line = register_own(actor=member, scheme_id=scheme.pk, line=Line(0, "individual", title(scheme).pk))
        other = put(cast, scheme, person(cast, "Ma Thị Thử"))
        with pytest.raises(Absent):
            withdraw_own(actor=member, registration_id=other.pk)
        withdraw_own(actor=member, registration_id=line.pk)
        assert Registration.objects.get(pk=line.pk).state == "withdrawn"

    def test_confirming_takes_in_what_members_registered(self, cast: Cast, scheme: Scheme) -> None:
        line = register_own(
            actor=cast.actor("garment_worker"),
            scheme_id=scheme.pk,
            line=Line(0, "individual", title(scheme).pk),
        )
        confirm_list(actor=cast.actor("garment_chair"), list_id=the_list(cast, scheme).pk)
        line.refresh_from_db()
        assert line.state == "listed"
        told = Line(0, "individual", title(scheme, "base_emulation_soldier").pk)
        with pytest.raises(ListClosed):
            register_own(actor=cast.actor("garment_worker"), scheme_id=scheme.pk, line=told)

    def test_an_account_that_is_nobody_of_the_register_is_told(self, cast: Cast, scheme: Scheme) -> None:
        account = cast.accounts["garment_worker"]
        account.person = None
        account.save()
        told = Line(0, "individual", title(scheme).pk)
        with pytest.raises(NotInTheRegister):
            register_own(actor=cast.actor("garment_worker"), scheme_id=scheme.pk, line=told)


class TestConfirming:
    def test_unit_confirms_union_consolidates_province_sees(self, cast: Cast, scheme: Scheme) -> None:
        put(cast, scheme, person(cast, "Ma Thị Thử"))
        listed = the_list(cast, scheme)
        chair = cast.actor("garment_chair")
        confirm_list(actor=chair, list_id=listed.pk, way="team", held_on=dt.date(2017, 7, 14))
        listed.refresh_from_db()
        assert (listed.state, listed.way, listed.confirmed_by) == ("confirmed", "team", chair.name)
        assert listed.figures["people"] == 1
        with pytest.raises(ListClosed):
            put(cast, scheme, person(cast, "Ma Thị Hai"))
        own = open_list(
            actor=cast.actor("son_duong_chair"), scheme_id=scheme.pk, unit_id=cast.units["TQ-SD"].pk
        )
        with pytest.raises(ListsBelowMissing) as refused:
            confirm_list(actor=cast.actor("son_duong_chair"), list_id=own.pk)
        assert refused.value.params["count"] == 3
        confirm_list(actor=cast.actor("son_duong_chair"), list_id=own.pk, reason="ba cơ sở đang nghỉ hè")
        listed.refresh_from_db()
        own.refresh_from_db()
        assert (listed.state, own.state) == ("consolidated", "confirmed")
        with pytest.raises(NotNow):
            take_list_back(actor=chair, list_id=listed.pk)
        rows, _total = below(scheme, cast.units["TQ"])
        assert {row.unit.code: row.state for row in rows} == {
            "TQ-NH": "",
            "TQ-SD": "confirmed",
            "TQ-GD": "",
        }
        assert rows[-1].unit.code == "TQ-SD"  # who has not confirmed comes first

    def test_taken_back_and_returned(self, cast: Cast, scheme: Scheme) -> None:
        put(cast, scheme, person(cast, "Ma Thị Thử"))
        listed, chair = the_list(cast, scheme), cast.actor("garment_chair")
        confirm_list(actor=chair, list_id=listed.pk)
        take_list_back(actor=chair, list_id=listed.pk)
        put(cast, scheme, person(cast, "Ma Thị Hai"))
        confirm_list(actor=chair, list_id=listed.pk)
        officer = cast.actor("son_duong_officer")
        with pytest.raises(ReasonMissing):
            return_list(actor=officer, list_id=listed.pk, reason="")
        return_list(actor=officer, list_id=listed.pk, reason="thiếu tổ cắt")
        listed.refresh_from_db()
        assert (listed.state, listed.reason) == ("returned", "thiếu tổ cắt")
        put(cast, scheme, person(cast, "Ma Thị Ba"))

    def test_an_empty_list_is_confirmed_only_on_purpose(self, cast: Cast, scheme: Scheme) -> None:
        chair = cast.actor("garment_chair")
        listed = open_list(actor=chair, scheme_id=scheme.pk, unit_id=cast.units[GARMENT].pk)
        with pytest.raises(ListEmpty):
            confirm_list(actor=chair, list_id=listed.pk)
        confirm_list(actor=chair, list_id=listed.pk, empty=True)

    def test_a_closed_scheme_takes_nothing(self, cast: Cast, scheme: Scheme) -> None:
        officer = cast.actor("province_officer")
        one = person(cast, "Ma Thị Thử")
        move_scheme(actor=officer, scheme_id=scheme.pk, move="close")
        with pytest.raises(SchemeClosed):
            put(cast, scheme, one)
        move_scheme(actor=officer, scheme_id=scheme.pk, move="reopen")
        put(cast, scheme, one)


class TestTitlesAndDecisions:
    def test_a_title_that_law_does_not_know_is_kept_with_a_remark(self, cast: Cast, scheme: Scheme) -> None:
        """Story 17."""
        officer = cast.actor("province_officer")
        kept = offer_title(actor=officer, scheme_id=scheme.pk, said=TitleSaid(name="CSTĐ cấp quận"))
        assert (kept.name, kept.series) == ("Chiến sĩ thi đua cấp quận", "district_emulation_soldier")
        assert not kept.is_statutory
        assert title(scheme).is_statutory
        with pytest.raises(TitleThere):
            offer_title(actor=officer, scheme_id=scheme.pk, said=TitleSaid(name="Chiến sĩ thi đua cấp quận"))
        own = offer_title(actor=officer, scheme_id=scheme.pk, said=TitleSaid(name="Cây kéo vàng"))
        assert (own.series, own.recipient) == ("", "individual")

    def test_the_employer_decides_and_the_result_is_an_external_decision(
        self, cast: Cast, scheme: Scheme
    ) -> None:
        """Story 17."""
        soldier = title(scheme, "base_emulation_soldier")
        assert soldier.decides == "head_of_unit"
        won = put(cast, scheme, person(cast, "Ma Thị Được"), "base_emulation_soldier")
        lost = put(cast, scheme, person(cast, "Ma Thị Không"), "base_emulation_soldier")
        chair, listed = cast.actor("garment_chair"), the_list(cast, scheme)
        decider = name_decider(
            actor=chair, list_id=listed.pk, title_id=soldier.pk, name="Giám đốc Công ty May Sơn Dương"
        )
        assert str(decider) == "Giám đốc Công ty May Sơn Dương"
        confirm_list(actor=chair, list_id=listed.pk)
        decision = record_decision(
            actor=chair,
            list_id=listed.pk,
            number="12/QĐ-CT",
            signed_on=dt.date(2017, 7, 10),
            issuer_name="Giám đốc Công ty May Sơn Dương",
            awarded=[won.pk],
            refused=[lost.pk],
        )
        assert str(decision) == "12/QĐ-CT ngày 10/07/2017 của Giám đốc Công ty May Sơn Dương"
        assert {one.registration.who: one.awarded for one in decision.outcomes.all()} == {
            "Ma Thị Được": True,
            "Ma Thị Không": False,
        }
        with pytest.raises(OutcomeThere):
            record_decision(
                actor=chair,
                list_id=listed.pk,
                number="13/QĐ-CT",
                signed_on=dt.date(2017, 7, 11),
                issuer_name="Giám đốc",
                awarded=[won.pk],
            )
        with pytest.raises(DecisionThere):
            record_decision(
                actor=chair,
                list_id=listed.pk,
                number="12/QĐ-CT",
                signed_on=dt.date(2017, 7, 10),
                issuer_name="GIÁM ĐỐC Công ty May Sơn Dương",
            )

    def test_no_award_without_registration_where_the_scheme_says_so(self, cast: Cast) -> None:
        scheme = opened(cast, required=True)
        one, other = person(cast, "Ma Thị Thử"), person(cast, "Ma Thị Khác")
        put(cast, scheme, one)
        assert not standing_of(one.pk, "advanced_worker", cast.cycle.pk).bars
        assert standing_of(other.pk, "advanced_worker", cast.cycle.pk).bars
        chair, listed = cast.actor("garment_chair"), the_list(cast, scheme)
        told: dict[str, Any] = {
            "actor": chair,
            "list_id": listed.pk,
            "number": "12/QĐ-CT",
            "signed_on": dt.date(2017, 7, 10),
            "issuer_name": "Giám đốc",
            "unregistered": ["Ma Thị Khác"],
        }
        with pytest.raises(NotRegistered):
            record_decision(**told)
        demand_registration(
            actor=cast.actor("province_officer"),
            scheme_id=scheme.pk,
            title_id=title(scheme).pk,
            required=False,
        )
        assert not standing_of(other.pk, "advanced_worker", cast.cycle.pk).bars

    def test_outside_the_branch_of_the_movement_nobody_registers(self, cast: Cast, scheme: Scheme) -> None:
        from thidua.kernel.door import system

        with pytest.raises(OutsideScheme):
            register(
                actor=system("kiểm thử"),
                scheme_id=scheme.pk,
                lines=[Line(cast.units["HG-VX-001"].pk, "work", subject="Cổng trường")],
            )

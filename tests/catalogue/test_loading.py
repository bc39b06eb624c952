from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from thidua.access.roles import ROLES
from thidua.audit.models import Entry
from thidua.catalogue.actions.confirm import confirm, take_back
from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.catalogue.errors import (
    BadItem,
    NeedsConfirmation,
    NothingToConfirm,
    TextMissing,
    UnknownItem,
    ValueUnread,
)
from thidua.catalogue.loading import Confidence, read_items, shipped
from thidua.catalogue.models import Confirmation
from thidua.catalogue.queries.items import (
    by_name,
    choices,
    entries,
    fact,
    items,
    name_of,
    search,
    unconfirmed,
)
from thidua.federation.models import UnitKind
from thidua.kernel.door import Actor, Grant, Reach
from thidua.kernel.errors import NotYours

ITEM = """
items:
  - {code: a, name: Một, valid_from: 2020-01-01, valid_to: 2020-12-31,
     source: {document: 1/QĐ, date: 2019-12-01, article: Đ.1}, confidence: verified, value: 5}
"""


def actor(role: str) -> Actor:
    held = ROLES[role]
    return Actor(1, "Hoàng Quản Trị", 1, "1.", (Grant(role, 1, "1.", Reach.SUBTREE, held.capabilities),))


ADMINISTRATOR = actor("administrator")
SALARY_2016 = {"kind": "base_salary", "code": "base_salary_2016_05"}


class TestReading:
    def test_a_sound_item(self) -> None:
        (item,) = read_items("x", ITEM)
        assert (item.code, item.figure, item.confidence) == ("a", 5, Confidence.VERIFIED)
        assert str(item.source) == "Đ.1, 1/QĐ"
        assert [item.in_force(dt.date(2020, *day)) for day in ((1, 1), (12, 31))] == [True, True]
        assert not item.in_force(dt.date(2021, 1, 1))

    @pytest.mark.parametrize(
        ("was", "becomes", "problem"),
        [
            ("2020-01-01", "01/01/2020", "'01/01/2020' is not a date (YYYY-MM-DD)"),
            ("2020-01-01", "2020", "2020 is not a date (YYYY-MM-DD)"),
            ("valid_to: 2020-12-31", "valid_to: 2019-12-31", "valid_to lies before valid_from"),
            ("source: {document: 1/QĐ, date: 2019-12-01, article: Đ.1}", "s: 1", "source is missing"),
            ("source: {document: 1/QĐ, date", "source: {date", "source names no document"),
            ("date: 2019-12-01", "date: hôm qua", "'hôm qua' is not a date (YYYY-MM-DD)"),
            ("confidence: verified", "confidence: sure", "confidence 'sure' is unknown"),
            ("confidence: verified", "c: 1", "confidence is missing"),
            ("confidence: verified", "confidence: recalled", "value of an item that is not verified"),
            ("value: 5", "proposed_value: 5", "a verified item has nothing to propose"),
            ("name: Một", "n: 1", "name is missing"),
            ("code: a", "c: a", "code is missing"),
        ],
    )
    def test_what_is_refused(self, was: str, becomes: str, problem: str) -> None:
        text = ITEM.replace(was, becomes)
        assert text != ITEM
        with pytest.raises(BadItem) as refused:
            read_items("x", text)
        assert refused.value.params["problem"] == problem

    def test_a_double_code_is_refused(self) -> None:
        line = ITEM.split("items:")[1]
        with pytest.raises(BadItem) as refused:
            read_items("x", ITEM + line)
        assert refused.value.params == {"file": "x", "item": "a", "problem": "the code stands twice"}

    @pytest.mark.parametrize("text", ["", "items: 3", "- a", "items: [a]"])
    def test_a_file_that_is_no_list_is_refused(self, text: str) -> None:
        with pytest.raises(BadItem):
            read_items("x", text)

    def test_everything_that_is_shipped_is_sound(self) -> None:
        found = shipped()
        assert set(found) >= {
            "titles",
            "named_movements",
            "blocs",
            "unit_kinds",
            "base_salary",
            "legal_texts",
        }
        assert all(one.kind == kind for kind, listed in found.items() for one in listed)


class TestLookingUp:
    def test_in_force_on_a_day(self) -> None:
        codes_2017 = {one.code for one in items("unit_kinds", dt.date(2017, 7, 18))}
        codes_2026 = {one.code for one in items("unit_kinds", dt.date(2026, 1, 1))}
        assert "district_federation" in codes_2017 - codes_2026
        assert "commune_union" in codes_2026 - codes_2017

    def test_spellings_are_one_entry(self) -> None:
        for written in ("Lao động giỏi - lao động sáng tạo", "LĐG LĐST", "lao dong gioi, lao dong sang tao"):
            found = by_name("named_movements", written)
            assert found is not None
            assert found.code == "good_and_creative_labour"
        assert by_name("named_movements", "Không có phong trào này") is None

    def test_names_and_choices(self) -> None:
        assert name_of("blocs", "enterprise") == "khối doanh nghiệp"
        assert name_of("blocs", "nobody") == "nobody"
        assert ("enterprise", "khối doanh nghiệp") in choices("blocs")

    def test_search_without_marks(self) -> None:
        assert "good_and_creative_labour" in {one.code for one in search("lao dong gioi")}


@pytest.mark.django_db
class TestFacts:
    def test_a_verified_figure_is_used_at_once(self) -> None:
        assert fact("base_salary", "base_salary_2013_07", dt.date(2014, 1, 1)) == 1_150_000
        assert fact("base_salary", on=dt.date(2014, 1, 1)) == 1_150_000

    def test_outside_its_time_it_is_not_there(self) -> None:
        with pytest.raises(UnknownItem):
            fact("base_salary", "base_salary_2013_07", dt.date(2017, 1, 1))

    def test_another_figure_waits_for_an_administrator(self) -> None:
        day = dt.date(2017, 2, 7)
        with pytest.raises(NeedsConfirmation) as refused:
            fact("base_salary", on=day)
        assert "cần quản trị xác nhận" in refused.value.say().what
        confirm(actor=ADMINISTRATOR, text_seen="47/2016/NĐ-CP", **SALARY_2016)
        assert fact("base_salary", on=day) == 1_210_000
        take_back(actor=ADMINISTRATOR, reason="Đọc nhầm", **SALARY_2016)
        with pytest.raises(NeedsConfirmation):
            fact("base_salary", on=day)
        assert Confirmation.objects.count() == 1

    def test_a_later_confirmation_takes_the_place_of_the_first(self) -> None:
        for typed, value in (("1.210.000", 1_210_000), ("1.211.000", 1_211_000)):
            confirm(actor=ADMINISTRATOR, text_seen="x", typed=typed, **SALARY_2016)
            assert fact("base_salary", on=dt.date(2017, 2, 7)) == value
        assert Confirmation.objects.filter(ended_at=None).count() == 1
        assert Entry.objects.filter(did="catalogue.confirmed").count() == 2

    @pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
    def test_only_administrators_confirm(self, role: str) -> None:
        with pytest.raises(NotYours):
            confirm(actor=actor(role), text_seen="x", **SALARY_2016)

    def test_a_confirmation_names_the_text_and_reads_the_value(self) -> None:
        with pytest.raises(TextMissing):
            confirm(actor=ADMINISTRATOR, text_seen=" ", **SALARY_2016)
        with pytest.raises(ValueUnread):
            confirm(actor=ADMINISTRATOR, text_seen="x", typed="một triệu mấy", **SALARY_2016)
        with pytest.raises(NothingToConfirm):
            confirm(actor=ADMINISTRATOR, text_seen="x", kind="base_salary", code="base_salary_2013_07")
        with pytest.raises(UnknownItem):
            confirm(actor=ADMINISTRATOR, text_seen="x", kind="base_salary", code="nothing")

    def test_a_table_keeps_its_shape(self) -> None:
        which = {"kind": "procedures", "code": "union_rating_2019_cutoffs"}
        with pytest.raises(ValueUnread):
            confirm(actor=ADMINISTRATOR, text_seen="x", typed="90", **which)
        confirm(actor=ADMINISTRATOR, text_seen="x", typed='{"excellent": {"from": 91}}', **which)
        assert fact("procedures", "union_rating_cutoffs", dt.date(2020, 1, 1)) == {"excellent": {"from": 91}}

    def test_what_waits_is_told_and_shrinks(self, django_assert_num_queries) -> None:
        before = len(unconfirmed())
        confirm(actor=ADMINISTRATOR, text_seen="x", **SALARY_2016)
        with django_assert_num_queries(1):
            assert len(unconfirmed()) == before - 1
        with django_assert_num_queries(1):
            entries(shipped()["titles"])

    def test_kinds_are_loaded_and_brought_up_to_date(self) -> None:
        assert load_kinds() == UnitKind.objects.count()
        UnitKind.objects.filter(code="district_federation").update(name="cũ")
        load_kinds()
        kind = UnitKind.objects.get(code="district_federation")
        assert (kind.level, kind.until_on) == ("upper", dt.date(2025, 6, 30))
        assert kind.name != "cũ"
        assert (kind.name_en, kind.only_under) == ("district federation of labour", "province")
        with translation.override("en"):
            assert str(kind) == "district federation of labour"
        assert "Liên đoàn Lao động" in str(kind)

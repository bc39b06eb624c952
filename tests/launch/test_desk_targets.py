"""An officer sets the year's targets on pages: picked from the catalogue, or of one's own."""

from __future__ import annotations

import html
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import RECRUITMENT, SignIn, add_target, opened, text
from thidua.algebra.definitions import indicator_from_data, indicator_to_data
from thidua.algebra.forms import form_of
from thidua.catalogue.queries.indicators import offered
from thidua.launch.actions.set_target import change_target
from thidua.launch.models import Assignment, Movement, Period, Target
from thidua.launch.queries.fitting import indicators_of

pytestmark = pytest.mark.usefixtures("addresses")


def own(client: Client, movement: Movement, kind: str, told: dict[str, Any]) -> Any:
    where = reverse("launch:add_own_target", args=[movement.cycles.get().pk, kind])
    usual = {"name": "Chỉ tiêu riêng", "comparator": ">=", "settles": "continuous", "level": ["grassroots"]}
    return client.post(where, {**usual, **told})


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer", "TQ")


class TestPicking:
    def test_the_empty_year_leads_to_the_catalogue(self, movement: Movement, officer: Client) -> None:
        cycle = movement.cycles.get()
        page = opened(officer, "targets", cycle.pk)
        assert "Chưa có chỉ tiêu" in page
        assert reverse("launch:pick_target", args=[cycle.pk]) in page
        page = opened(officer, "pick_target", cycle.pk)
        assert "Kiểm tra, giải quyết đơn thư" in page
        assert "Tỷ lệ người trên người" in page

    def test_search_needs_no_marks(self, movement: Movement, officer: Client) -> None:
        where = reverse("launch:pick_target", args=[movement.cycles.get().pk])
        page = text(officer.get(where, {"q": "mai am"}))
        assert "Ủng hộ Quỹ Mái ấm Công đoàn" in page
        assert "Doanh nghiệp đối thoại định kỳ" not in page
        nothing = text(officer.get(where, {"q": "<b>xyz"}))
        assert "không có chỉ tiêu nào khớp «&lt;b&gt;xyz»" in nothing
        assert "Tự đặt chỉ tiêu" in nothing

    def test_a_target_is_picked_with_its_bloc(self, movement: Movement, officer: Client) -> None:
        answer = add_target(officer, movement, "recruitment_share", RECRUITMENT)
        assert answer.status_code == 302
        target = Target.objects.get()
        assert target.code == "recruitment_share"
        assert target.threshold == {"comparator": ">", "value": "17/20"}
        assert target.indicator["numerator"]["where"] == {"bloc": "enterprise"}
        assert (target.group_name, target.owner.code) == ("Xây dựng tổ chức", "TQ")
        page = opened(officer, "targets", movement.cycles.get().pk)
        assert "2. Xây dựng tổ chức" in page
        assert "Trên 85 %" in page
        assert "Công đoàn cơ sở, khối doanh nghiệp" in page

    def test_the_questions_are_shown_before_anything_is_typed(
        self, movement: Movement, officer: Client
    ) -> None:
        page = opened(officer, "add_target", movement.cycles.get().pk, "recruitment_share")
        assert "Đoàn viên đến ngày chốt số" in page
        assert "Tổng số công nhân, viên chức, lao động" in page
        assert "câu hỏi mới" in page

    def test_trying_says_the_sentence_and_keeps_what_was_typed(
        self, movement: Movement, officer: Client
    ) -> None:
        answer = add_target(officer, movement, "recruitment_share", {**RECRUITMENT, "xem": "1"})
        assert answer.status_code == 200
        page = text(answer)
        assert "<b>Trên 85 %</b>" in page
        assert 'value="Tỷ lệ thu hút đoàn viên trong doanh nghiệp"' in page
        assert not Target.objects.exists()

    def test_the_sentence_follows_the_boxes_by_script(self, movement: Movement, officer: Client) -> None:
        where = reverse("launch:add_target", args=[movement.cycles.get().pk, "recruitment_share"])
        answer = officer.post(where + "?xem=1", RECRUITMENT, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert text(answer).startswith('<section id="doc-thu"')
        assert "Trên 85 %" in text(answer)

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("85", "17/20"),
            ("85 %", "17/20"),
            ("85%", "17/20"),
            ("８５，５ ％", "171/200"),
            ("85,5", "171/200"),
        ],
    )
    def test_percent_as_people_write_it(
        self, movement: Movement, officer: Client, typed: str, stored: str
    ) -> None:
        assert (
            add_target(officer, movement, "recruitment_share", {**RECRUITMENT, "value": typed}).status_code
            == 302
        )
        assert Target.objects.get().threshold["value"] == stored

    @pytest.mark.parametrize(
        ("code", "unit", "typed", "stored"),
        [
            ("net_members", "đoàn viên", "2.000", "2000"),
            ("net_members", "đoàn viên", "2.000 đoàn viên", "2000"),
            ("net_members", "đoàn viên", "1.234,5", "2469/2"),
            ("shelter_fund_money", "đồng", "700 triệu", "700000000"),
            ("shelter_fund_money", "đồng", "700.000.000 đồng", "700000000"),
        ],
    )
    def test_numbers_as_people_write_them(
        self, movement: Movement, officer: Client, code: str, unit: str, typed: str, stored: str
    ) -> None:
        told = {"name": "A", "comparator": ">=", "value": typed, "unit_of_measure": unit}
        assert add_target(officer, movement, code, {**told, "settles": "continuous"}).status_code == 302
        assert Target.objects.get().threshold == {"comparator": ">=", "value": stored}

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"value": ""}, "Chưa ghi mức phải đạt."),
            ({"value": "nhiều"}, "«nhiều» chưa đọc được thành số."),
            ({"value": "8.55"}, "có hai cách hiểu"),
            ({"value": "-5"}, "nhỏ hơn 0"),
            ({"comparator": "open"}, "vẫn ghi số 85"),
            ({"comparator": "=0"}, "vẫn ghi số 85"),
            ({"comparator": ">=", "value": "0"}, "đơn vị nào cũng đạt"),
            ({"comparator": "="}, "comparator"),
            ({"bloc": ["army"]}, "army"),
            ({"settles": "never"}, "never"),
            ({"name": ""}, "name"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_nothing_is_lost(
        self, movement: Movement, officer: Client, told: dict[str, Any], said: str
    ) -> None:
        answer = add_target(officer, movement, "recruitment_share", {**RECRUITMENT, **told})
        assert answer.status_code == 422
        page = html.unescape(text(answer))
        assert said in page
        assert 'value="Xây dựng tổ chức"' in page
        assert not Target.objects.exists()

    def test_none_at_all_and_left_to_criteria(self, movement: Movement, officer: Client) -> None:
        told = {"name": "A", "settles": "year_end", "value": ""}
        for code, comparator, unit in (
            ("weak_unions_count", "=0", "công đoàn cơ sở"),
            ("advanced_workers_share", "open", "%"),
        ):
            answer = add_target(
                officer, movement, code, {**told, "comparator": comparator, "unit_of_measure": unit}
            )
            assert answer.status_code == 302
        assert [one.threshold for one in Target.objects.order_by("position")] == [
            {"comparator": "=0"},
            {"comparator": "open"},
        ]

    def test_what_single_units_must_reach_is_asked(self, movement: Movement, officer: Client) -> None:
        told = {"name": "A", "comparator": ">=", "value": "100", "settles": "year_end"}
        refused = add_target(officer, movement, "units_training_enough", told)
        assert refused.status_code == 422
        told |= {"inner_comparator": ">=", "inner_value": "80 %", "ownership": "state"}
        assert add_target(officer, movement, "units_training_enough", told).status_code == 302
        condition = Target.objects.get().indicator["condition"]
        assert condition["threshold"] == {"comparator": ">=", "value": "4/5"}
        page = opened(officer, "targets", movement.cycles.get().pk)
        assert "mỗi đơn vị: Từ 80 % trở lên" in page

    def test_all_units_are_at_most_all(self, movement: Movement, officer: Client) -> None:
        told = {"name": "A", "comparator": ">=", "value": "850", "settles": "continuous"}
        answer = add_target(officer, movement, "dialogue_share", told)
        assert answer.status_code == 422
        assert "Mức vượt quá một trăm phần trăm" in text(answer)

    def test_new_unions_are_those_of_the_year(self, movement: Movement, officer: Client) -> None:
        told = {"name": "CĐCS mới", "comparator": ">=", "value": "15", "min_workers": "10"}
        told |= {"unit_of_measure": "công đoàn cơ sở", "settles": "continuous"}
        assert add_target(officer, movement, "new_unions", told).status_code == 302
        assert Target.objects.get().indicator["where"] == {
            "kind": "grassroots",
            "founded_from": "2017-01-01",
            "founded_to": "2017-12-31",
            "min_workers": 10,
        }
        page = opened(officer, "targets", movement.cycles.get().pk)
        assert "từ 10 lao động trở lên, thành lập trong năm 2017" in page

    def test_twice_the_same_indicator_gets_two_codes(self, movement: Movement, officer: Client) -> None:
        add_target(officer, movement, "recruitment_share", RECRUITMENT)
        add_target(officer, movement, "recruitment_share", {**RECRUITMENT, "bloc": ["school"]})
        assert [one.code for one in Target.objects.order_by("position")] == [
            "recruitment_share",
            "recruitment_share_2",
        ]
        assert len(form_of(indicators_of(movement.cycles.get())).questions) == 2

    def test_an_unknown_indicator_is_not_there(self, movement: Movement, officer: Client) -> None:
        cycle = movement.cycles.get()
        assert officer.get(reverse("launch:add_target", args=[cycle.pk, "no_such"])).status_code in (404, 422)
        assert officer.get(reverse("launch:add_own_target", args=[cycle.pk, "no_such"])).status_code == 404


class TestOwn:
    def test_a_new_count_becomes_a_question(self, movement: Movement, officer: Client) -> None:
        told = {
            "name": "Tủ sách công nhân",
            "figure_name": "Số đầu sách mua mới",
            "figure_unit": "quyển",
            "figure_when": "flow",
            "value": "500",
        }
        assert own(officer, movement, "total", told).status_code == 302
        target = Target.objects.get()
        assert target.unit_of_measure == "quyển"
        element = target.indicator["element"]
        assert element["code"] == "so_dau_sach_mua_moi"
        assert (element["nature"], element["time"], element["asked_of"]) == (
            "flow",
            "cumulative",
            {"kind": "grassroots"},
        )

    def test_the_same_name_is_the_same_figure(self, movement: Movement, officer: Client) -> None:
        told = {"figure_name": "Số đầu sách mua mới", "figure_unit": "quyển", "figure_when": "flow"}
        own(officer, movement, "total", {**told, "name": "Một", "value": "500"})
        own(officer, movement, "mean_per_unit", {**told, "name": "Hai", "value": "5"})
        assert len(form_of(indicators_of(movement.cycles.get())).questions) == 1
        assert Target.objects.get(name="Hai").unit_of_measure == "quyển/đơn vị"

    @pytest.mark.parametrize(
        ("kind", "told", "made"),
        [
            ("money", {"figure": "shelter_fund", "value": "700 triệu"}, "total"),
            ("net_change", {"figure": "members", "value": "2000"}, "net_change"),
            ("share", {"part": "trained", "whole": "workers", "value": "80"}, "share"),
            ("unit_share", {"figure_name": "Có tủ sách pháp luật", "value": "50"}, "unit_share"),
            ("unit_count", {"figure": "dialogue", "value": "30"}, "unit_count"),
            ("mean_per_unit", {"figure": "works", "value": "1"}, "mean_per_unit"),
            (
                "each_unit",
                {"part": "visited", "whole": "none", "level": "grassroots", "value": "100"}
                | {"inner_comparator": ">=", "inner_value": "5"},
                "each_unit",
            ),
        ],
    )
    def test_every_kind_can_be_made(
        self, movement: Movement, officer: Client, kind: str, told: dict[str, Any], made: str
    ) -> None:
        answer = own(officer, movement, kind, told)
        assert answer.status_code == 302, text(answer)[:4000]
        target = Target.objects.get()
        assert target.indicator["kind"] == made
        assert indicator_to_data(indicator_from_data(target.indicator)) == target.indicator
        assert opened(officer, "targets", movement.cycles.get().pk)

    def test_a_change_starts_from_what_was_carried(self, movement: Movement, officer: Client) -> None:
        own(officer, movement, "net_change", {"figure": "members", "value": "2000"})
        assert Target.objects.get().indicator["start"]["code"] == "members_start"
        told = {"figure_name": "Số tổ công đoàn", "figure_unit": "tổ", "value": "10", "name": "Tổ mới"}
        own(officer, movement, "net_change", told)
        start_of = Target.objects.get(name="Tổ mới").indicator["start"]
        assert (start_of["code"], start_of["source"]) == ("so_to_cong_doan_start", "carried")

    def test_a_figure_must_be_named(self, movement: Movement, officer: Client) -> None:
        answer = own(officer, movement, "share", {"part": "trained", "value": "80"})
        assert answer.status_code == 422
        assert "Chưa rõ số liệu" in text(answer)

    def test_units_that_do_not_have_the_figure(self, movement: Movement, officer: Client) -> None:
        """Enterprises state who was trained; no school does."""
        told = {"part": "trained", "whole": "workers", "value": "80", "bloc": ["school"]}
        answer = own(officer, movement, "share", told)
        assert answer.status_code == 422
        assert "Không đơn vị nào thuộc đối tượng đã chọn" in text(answer)


class TestChanging:
    @pytest.fixture
    def target(self, targets: SimpleNamespace) -> Target:
        return Target.objects.get(pk=targets.members.pk)

    def told(self, target: Target, **other: Any) -> dict[str, Any]:
        usual = {
            "name": target.name,
            "comparator": ">=",
            "value": "2.500",
            "unit_of_measure": target.unit_of_measure,
            "settles": target.settles,
            "version": target.version,
        }
        return {**usual, **other}

    def test_threshold_and_words_change_and_the_measure_stays(self, target: Target, officer: Client) -> None:
        measure = target.indicator
        page = opened(officer, "change_target", target.pk)
        assert "Cách đo giữ nguyên" in page
        assert 'value="2.000"' in page
        where = reverse("launch:change_target", args=[target.pk])
        told = self.told(target, name="Kết nạp đoàn viên", joint="on", group="2")
        assert officer.post(where, told).status_code == 302
        target.refresh_from_db()
        assert (target.name, target.threshold["value"], target.joint) == ("Kết nạp đoàn viên", "2500", True)
        assert target.indicator == measure

    def test_somebody_was_quicker(self, target: Target, officer: Client, cast: Cast) -> None:
        told = self.told(target)
        change_target(
            actor=cast.actor("officer", "TQ"),
            target_id=target.pk,
            threshold={"comparator": ">", "value": "3000"},
        )
        answer = officer.post(reverse("launch:change_target", args=[target.pk]), told)
        assert answer.status_code == 409
        page = text(answer)
        assert "Có người vừa sửa nội dung này" in page
        assert "Trên 3.000 đoàn viên" in page
        assert 'value="2.500"' in page
        again = self.told(target, version=2)
        assert officer.post(reverse("launch:change_target", args=[target.pk]), again).status_code == 302

    def test_places_are_changed(self, targets: SimpleNamespace, officer: Client) -> None:
        where = reverse("launch:move_target", args=[targets.weak.pk])
        officer.post(where, {"huong": "len"})
        order = [one.code for one in targets.cycle.targets.order_by("position")]
        assert order == ["new_members", "weak", "insured"]
        officer.post(where, {"huong": "xuong"})
        officer.post(where, {"huong": "xuong"})  # already the last: nothing happens
        order = [one.code for one in targets.cycle.targets.order_by("position")]
        assert order == ["new_members", "insured", "weak"]

    def test_it_is_removed_unless_assigned(
        self, target: Target, targets: SimpleNamespace, officer: Client, cast: Cast
    ) -> None:
        Assignment.objects.create(
            target=target,
            unit=cast.unit("NH"),
            threshold={"comparator": ">=", "value": "5"},
            from_on=day(1, 1),
        )
        answer = officer.post(reverse("launch:remove_target", args=[target.pk]), follow=True)
        assert "đã giao cho 1 đơn vị" in text(answer)
        assert Target.objects.filter(pk=target.pk).exists()
        officer.post(reverse("launch:remove_target", args=[targets.weak.pk]))
        assert not Target.objects.filter(pk=targets.weak.pk).exists()

    def test_a_share_stays_in_per_cent(self, targets: SimpleNamespace, officer: Client) -> None:
        where = reverse("launch:change_target", args=[targets.insured.pk])
        told = self.told(targets.insured, value="90", unit_of_measure="người")
        assert officer.post(where, told).status_code == 302
        targets.insured.refresh_from_db()
        assert targets.insured.unit_of_measure == "%"
        assert targets.insured.threshold["value"] == "9/10"

    def test_the_page_tells_that_a_period_is_open(self, targets: SimpleNamespace, officer: Client) -> None:
        Period.objects.create(
            cycle=targets.cycle,
            kind="half_year",
            name="6 tháng đầu năm",
            measured_from=day(1, 1),
            ends_on=day(6, 30),
            cutoff_on=day(5, 31),
            state="open",
        )
        assert "Kỳ «6 tháng đầu năm» đã mở" in opened(officer, "targets", targets.cycle.pk)
        page = opened(officer, "add_target", targets.cycle.pk, "works_mean")
        assert "được hỏi từ kỳ mở sau" in page


class TestQueries:
    @pytest.mark.parametrize("count", [3, 30])
    def test_the_list_costs_the_same_at_any_length(
        self, targets: SimpleNamespace, officer: Client, count: int, django_assert_max_num_queries
    ) -> None:
        indicator = indicator_to_data(offered("works_mean").make(year=2017))
        Target.objects.bulk_create(
            Target(
                cycle=targets.cycle,
                owner=targets.members.owner,
                code=f"x{at}",
                position=10 + at,
                name=f"Chỉ tiêu {at}",
                unit_of_measure="công trình/CĐCS",
                indicator=indicator,
                threshold={"comparator": ">=", "value": "1"},
            )
            for at in range(count)
        )
        pages = {
            "targets": [targets.cycle.pk],
            "pick_target": [targets.cycle.pk],
            "add_target": [targets.cycle.pk, "recruitment_share"],
            "add_own_target": [targets.cycle.pk, "share"],
            "change_target": [targets.members.pk],
        }
        opened(officer, "targets", targets.cycle.pk)
        for name, keys in pages.items():
            with django_assert_max_num_queries(16):
                opened(officer, name, *keys)

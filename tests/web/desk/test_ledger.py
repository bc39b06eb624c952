"""The cascade ledger on screen: stories 3 and 5, what it costs, who sees it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, hear_everything
from tests.launch.papers import Signature
from tests.rollup.test_pages import officer, settle
from tests.rollup.world import World, spec
from tests.web.desk.test_movement import report
from thidua.algebra.thresholds import AtLeast, ExactlyZero
from thidua.documents.sheets import read_rows
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.door import system
from thidua.launch.actions.answer_assignment import ask_change, take_all
from thidua.launch.actions.assign import Change, accept_shortfall, fill_annex
from thidua.launch.actions.carry_assignments import carry_assignments
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.keep_baselines import keep_baselines
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import AnnexCell, Assignment, LegalBasis, Paper, Target
from thidua.report.models import Report
from thidua.rollup.queries.ledger import target_ledger
from thidua.web.desk import ledger as desk

PAGE_QUERIES = 25
PAGE_BYTES = 50_000


def seen(page: Any) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def rows_of(page: Any) -> dict[str, str]:
    """By unit, what its row says."""
    body = page.content.decode().split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    found = {}
    for one in body.split("</tr>")[:-1]:
        name = re.search(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', one)
        assert name is not None
        found[name[1]] = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one)).strip()
    return found


class TestTwoThresholds:
    """Story 3, on screen: enterprises are counted once, and an average hides nobody."""

    @pytest.fixture
    def world(self, db: None) -> World:
        made = World(spec())
        self.inspected = made.target("inspected", AtLeast(Fraction(70)), unit_of_measure="doanh nghiệp")
        self.coverage = made.target("coverage", AtLeast(Fraction(1)), name="Mỗi công đoàn kiểm tra từ 40 %")
        self.unions = {name: made.upper(name) for name in ("Sơn Dương", "Yên Sơn", "Chiêm Hóa")}
        twice = 6
        for name, (enterprises, visited) in zip(self.unions, ((40, 15), (60, 26), (54, 25)), strict=True):
            for number in range(enterprises):
                unit = made.base(self.unions[name], f"Doanh nghiệp {name} {number:02}")
                visits = (2 if twice > 0 else 1) if number < visited else 0
                twice -= visits == 2
                made.send(made.head(unit), visits=visits)
        for one in Report.objects.filter(period=made.period):
            made.to(one, "accepted")
        settle()
        return made

    def page(self, world: World, unit: Body, target: Target, actor: Any = None, **query: str) -> Any:
        request: Any = RequestFactory().get("/so-chi-tieu/", query)
        request.actor, request.shows_period = actor or officer(world.province), None
        request.period_at_hand = lambda: None
        with clock.standing_on(world.today):
            return desk.ledger_page(request, world.period.pk, unit.pk, target.pk)

    def test_seventy_visits_are_not_seventy_enterprises_and_who_stays_below_is_named(
        self, world: World
    ) -> None:
        told = seen(self.page(world, world.province, self.inspected))
        assert "66/70" in told
        assert "Chưa đạt" in told
        assert "Có 66 nơi, mỗi nơi chỉ tính một lần." in told

        page = self.page(world, world.province, self.coverage)
        told = seen(page)
        assert "2/3" in told
        assert "Chưa tự đạt: Sơn Dương (15/40 = 37,5 %)." in told.replace("\xa0", " ")
        rows = rows_of(page)
        assert next(iter(rows)) == "Sơn Dương"
        assert "15/40 = 37,5 % thiếu 1 Chưa đạt" in rows["Sơn Dương"].replace("\xa0", " ")
        assert "theo chỉ tiêu chung" in rows["Sơn Dương"]
        assert "Chưa giao" not in " ".join(rows.values())

        # Further down the enterprises are named.
        rows = rows_of(self.page(world, self.unions["Sơn Dương"], self.coverage, xem="chua-dat"))
        assert len(rows) == 25
        assert "Doanh nghiệp Sơn Dương 15" in rows
        assert "Doanh nghiệp Sơn Dương 14" not in rows

        # It costs the same for 3 units below and for 60.
        person, counts = officer(world.province), set()
        for unit in (world.province, self.unions["Yên Sơn"]):
            with CaptureQueriesContext(connection) as asked:
                self.page(world, unit, self.inspected, person)
            counts.add(len(asked))
        assert len(counts) == 1, counts

    def test_none_may_be_weak_and_the_weak_one_is_named(self, world: World) -> None:
        zero = world.target("weak", ExactlyZero(), name="Không có cơ sở yếu", unit_of_measure="cơ sở")
        for name, union in self.unions.items():
            world.assign(zero, union, ExactlyZero())
            unit = world.base(union, f"Cơ sở {name}")
            world.send(world.head(unit), weak=name == "Yên Sơn")
        for one in Report.objects.filter(period=world.period, state="sent"):
            world.to(one, "accepted")
        settle()
        told = seen(self.page(world, world.province, zero))
        assert "Chưa đạt: Yên Sơn" in told

    def test_a_joint_target_of_one_stratum_concerns_nobody_else(self, world: World) -> None:
        """Carried together with the authorities it is judged as any other and names who fails; a union of schools
        alone is not concerned by what is asked of enterprises: not forgotten, not failing."""
        schools = world.upper("Giáo dục")
        head = world.head(world.base(schools, "Trường Một"), bloc="school")
        world.to(world.send(head, visits=0), "accepted")
        for target in (self.inspected, self.coverage):
            Target.objects.filter(pk=target.pk).update(joint=True)
        settle()
        told = seen(self.page(world, world.province, self.coverage))
        assert "Sổ chỉ tiêu, phối hợp với chính quyền, chuyên môn" in told
        assert "Chưa tự đạt: Sơn Dương (15/40 = 37,5 %)." in told.replace("\xa0", " ")
        for target in (self.inspected, self.coverage):
            assert "Giáo dục" not in rows_of(self.page(world, world.province, target))
            left = rows_of(self.page(world, world.province, target, xem="khong-thuoc"))
            assert "không thuộc đối tượng" in left["Giáo dục"].lower()
        assert "66/70" in seen(self.page(world, world.province, self.inspected))


def decide(cast: Cast, number: int, day: Any, cells: dict[tuple[str, str], str], why: str = "") -> Paper:
    """A decision on paper, with what it says for (target, unit)."""
    officer_, clerk, chair = cast.actor("province_officer"), cast.actor("clerk"), cast.people["chair"]
    paper = start_paper(
        actor=officer_,
        movement_id=cast.movement.pk,
        seat_id=cast.units["TQ"].pk,
        kind=Paper.Kind.ASSIGNMENT_DECISION,
        title="Giao chỉ tiêu thi đua năm 2017",
        year=2017,
    )
    changes = [
        Change(cast.targets[code].pk, cast.units[unit].pk, typed) for (code, unit), typed in cells.items()
    ]
    fill_annex(actor=officer_, decision_id=paper.pk, changes=changes)
    if why:
        for code in {code for code, _unit in cells}:
            accept_shortfall(
                actor=officer_, decision_id=paper.pk, target_id=cast.targets[code].pk, reason=why
            )
    for kind, who in (("head", "Trưởng ban"), ("committee_minutes", "Ban Thường vụ")):
        record_step(actor=clerk, paper_id=paper.pk, kind=kind, who=who, verdict="agrees", done_on=day)
    record_signature(
        actor=clerk, paper_id=paper.pk, signature=Signature("committee", "chair", chair.name, day, chair.pk)
    )
    return issue_paper(actor=clerk, paper_id=paper.pk, number=number, issued_on=day)


def address(cast: Cast, code: str = "t26", unit: str = "TQ") -> str:
    return f"/so-chi-tieu/{cast.period.pk}/{cast.units[unit].pk}/{cast.targets[code].pk}/"


class TestAssignment:
    """Story 5, with the province's own target of 70: in members, 2.000 assigned as 2.150."""

    @pytest.fixture
    def assigned(self, cast: Cast) -> Cast:
        Target.objects.filter(pk=cast.targets["t03"].pk).update(
            threshold={"comparator": ">=", "value": "2000"}
        )
        decide(
            cast,
            24,
            cast.plan.issued_on,
            {("t03", "TQ-NH"): "120", ("t03", "TQ-SD"): "1.230", ("t03", "TQ-GD"): "800"},
        )
        hear_everything()
        return cast

    def test_two_thousand_are_assigned_with_a_reserve(self, assigned: Cast) -> None:
        told = seen(assigned.client("province_officer").get(address(assigned, "t03")))
        assert "Cần 2.000 đoàn viên, 3 đơn vị đã giao cộng 2.150: đủ, dự phòng 150." in told

    def test_a_cut_by_decision_leaves_enough_and_its_history(self, assigned: Cast) -> None:
        decide(assigned, 45, clock.today(), {("t03", "TQ-NH"): "80"})
        told = seen(assigned.client("province_officer").get(address(assigned, "t03")))
        assert "cộng 2.110: đủ, dự phòng 110." in told
        assert "LĐLĐ huyện Na Hang: 120 → 80" in told
        history = told[told.index("Các lần giao và điều chỉnh") :]
        assert history.index("45/QĐ-LĐLĐ") < history.index("24/QĐ-LĐLĐ")
        assert "đó cộng 2.110" in history
        assert "đó cộng 2.150" in history

    def test_a_cut_too_deep_is_told_with_its_statement(self, assigned: Cast) -> None:
        decide(assigned, 45, clock.today(), {("t03", "TQ-SD"): "1.000"}, why="Hai doanh nghiệp lớn giải thể")
        told = seen(assigned.client("province_officer").get(address(assigned, "t03")))
        assert "cộng 1.920: còn thiếu 80." in told
        assert "Đã nêu lý do giao thấp hơn: Hai doanh nghiệp lớn giải thể" in told

    def test_a_union_founded_in_october_is_not_assigned_and_not_late(self, assigned: Cast) -> None:
        young = self._found(assigned, "YB", "LĐLĐ huyện Yên Bình", "2017-10-01")
        with clock.standing_on(clock.today().replace(month=10, day=20)):
            page = assigned.client("province_officer").get(address(assigned, "t03"))
        row = rows_of(page)[str(young)]
        assert "chưa giao" in row
        assert "thành lập 01/10/2017, sau kỳ này" in row
        assert "muộn" not in row

    def test_units_that_merge_have_the_sum(self, assigned: Cast) -> None:
        decide(
            assigned, 45, clock.today(), {("t03", "TQ-NH"): "95", ("t03", "TQ-GD"): "130"}, why="Chờ sắp xếp"
        )
        merged = self._found(assigned, "YB", "LĐLĐ khu vực Hồng Thái", "2017-07-18")
        gone = [assigned.units["TQ-NH"], assigned.units["TQ-GD"]]
        carry_assignments(
            actor=system("sắp xếp"),
            from_unit_ids=[one.pk for one in gone],
            to_unit_id=merged.pk,
            on=clock.today(),
            source="Quyết định 47/QĐ-LĐLĐ ngày 18/7/2017",
        )
        for one in gone:
            one.ended_on = clock.today().replace(day=17)
            one.save()
        page = assigned.client("province_officer").get(address(assigned, "t03"))
        told = seen(page)
        assert "225" in rows_of(page)[str(merged)]
        assert (
            "2 đơn vị đã giao cộng 1.455: còn thiếu 545" in told
        )  # 1.230 + 225, and nothing of the two that ended
        history = told[told.index("Các lần giao và điều chỉnh") :]
        assert "225, gồm phần của" in history
        assert history.index("cộng 1.455") < history.index("cộng 2.150")

    def _found(self, cast: Cast, code: str, name: str, on: str) -> Body:
        import datetime as dt

        above = cast.units["TQ"]
        unit = Body.objects.create(
            code=code,
            name=name,
            kind=cast.units["TQ-NH"].kind,
            parent=above,
            founded_on=dt.date.fromisoformat(on),
        )
        unit.path = f"{above.path}{unit.pk}."
        unit.save()
        return unit


class TestAnswers:
    @pytest.fixture
    def assigned(self, cast: Cast) -> Cast:
        cast.decide_assignments()
        hear_everything()
        take_all(
            actor=cast.actor("son_duong_officer"),
            cycle_id=cast.cycle.pk,
            unit_id=cast.units["TQ-SD"].pk,
        )
        mine = Assignment.objects.get(target=cast.targets["t13"], unit=cast.units["TQ-NH"], current=True)
        ask_change(
            actor=cast.actor("na_hang_officer"), assignment_id=mine.pk, reason="Hai doanh nghiệp giải thể"
        )
        return cast

    def test_who_took_it_and_who_asks_for_another(self, assigned: Cast) -> None:
        page = assigned.client("province_officer").get(address(assigned, "t13"))
        rows = rows_of(page)
        assert "đề nghị điều chỉnh “Hai doanh nghiệp giải thể”" in rows["LĐLĐ huyện Na Hang"]
        assert "đã nhận" in rows["LĐLĐ huyện Sơn Dương"]
        assert "chờ trả lời" in rows["Công đoàn ngành Giáo dục"]
        assert next(iter(rows)) == "LĐLĐ huyện Na Hang"
        assert "Xem 1 đề nghị điều chỉnh" in seen(page)

    @pytest.mark.parametrize(
        ("view", "unit"),
        [("de-nghi", "LĐLĐ huyện Na Hang"), ("da-nhan", "LĐLĐ huyện Sơn Dương")],
    )
    def test_a_filter_shows_its_rows(self, assigned: Cast, view: str, unit: str) -> None:
        page = assigned.client("province_officer").get(address(assigned, "t13") + f"?xem={view}")
        assert list(rows_of(page)) == [unit]

    def test_the_sheet_holds_what_is_seen(self, assigned: Cast) -> None:
        client = assigned.client("province_officer")
        whole = read_rows(client.get(address(assigned, "t13") + "so-chi-tieu.xlsx").content)
        assert len(whole.rows) == 4
        asked = read_rows(client.get(address(assigned, "t13") + "so-chi-tieu.xlsx?xem=de-nghi").content)
        assert [str(cell) for cell in asked.rows[1].cells[:3]] == [
            "LĐLĐ huyện Na Hang",
            "30",
            "đề nghị điều chỉnh",
        ]

    def test_late_units_are_chased_from_here(self, assigned: Cast) -> None:
        with clock.standing_on(clock.today().replace(month=8, day=20)):
            client = assigned.client("province_officer")
            page = client.get(address(assigned, "t13"))
            told = seen(page)
            assert "Quá hạn" in told
            reports = re.findall(r'name="report" value="(\d+)"', page.content.decode())
            assert len(reports) == 3
            answer = client.post(
                f"/bao-cao/ai-chua-gui/{assigned.cycle.pk}/",
                {"report": reports, "how": "phone", "text": "", "whom": "some"},
            )
        assert answer.status_code == 302
        assert {one.chases.count() for one in Report.objects.filter(pk__in=reports)} == {1}


class TestSplittingAnew:
    def test_a_trial_writes_nothing(self, cast: Cast) -> None:
        cast.decide_assignments()
        hear_everything()
        before = (Paper.objects.count(), AnnexCell.objects.count())
        page = cast.client("province_officer").get(address(cast, "t26") + "?chia=equal&du-phong=2")
        told = seen(page)
        assert "cộng 72" in told
        assert "Chia thử, chưa ghi vào đâu." in told
        assert "24" in rows_of(page)["LĐLĐ huyện Sơn Dương"]
        assert (Paper.objects.count(), AnnexCell.objects.count()) == before

    def test_a_second_press_writes_it_into_a_draft_that_cites_what_it_changes(self, cast: Cast) -> None:
        decision = cast.decide_assignments()
        hear_everything()
        client = cast.client("province_officer")
        answer = client.post(address(cast, "t26") + "chia-lai", {"chia": "equal", "du-phong": "2"})
        draft = Paper.objects.get(kind="assignment_decision", state="draft")
        assert answer["Location"].endswith(f"/van-ban/{draft.pk}/giao")
        assert {one.threshold["value"] for one in draft.annex.all()} == {"24"}
        assert list(LegalBasis.objects.filter(paper=draft).values_list("based_on", flat=True)) == [
            decision.pk
        ]
        client.post(address(cast, "t14") + "chia-lai", {"chia": "equal", "du-phong": ""})
        assert Paper.objects.filter(kind="assignment_decision", state="draft").count() == 1
        client.post(address(cast, "t14") + "chia-lai", {"chia": "equal", "du-phong": "30"})
        assert Paper.objects.filter(kind="assignment_decision", state="draft").count() == 2

    @pytest.mark.parametrize(
        ("query", "says"),
        [
            ("chia=last_year", "Chưa có số liệu để chia cho"),
            ("chia=equal&du-phong=abc", "Chưa hiểu phần dự phòng"),
        ],
    )
    def test_what_cannot_be_split_says_why_and_keeps_what_was_typed(
        self, cast: Cast, query: str, says: str
    ) -> None:
        cast.decide_assignments()
        hear_everything()
        page = cast.client("province_officer").get(f"{address(cast, 't26')}?{query}")
        assert page.status_code == 422
        assert says in seen(page)
        if "abc" in query:
            assert 'value="abc"' in page.content.decode()

    def test_nobody_splits_for_another(self, cast: Cast) -> None:
        cast.decide_assignments()
        hear_everything()
        for who, status in (("na_hang_officer", 404), ("stranger", 404), ("clerk", 403)):
            answer = cast.client(who).post(address(cast, "t26") + "chia-lai", {"chia": "equal"})
            assert answer.status_code == status
        assert not Paper.objects.filter(kind="assignment_decision", state="draft").exists()


def test_several_years_in_one_table(cast: Cast) -> None:
    hear_everything()
    unit = cast.units["TQ"].pk
    for year, value in ((2014, 510_000_000), (2015, 590_000_000), (2016, 640_000_000)):
        keep_baselines(actor=cast.actor("province_officer"), year=year, rows=[(unit, "shelter_fund", value)])
    told = seen(cast.client("province_officer").get(address(cast, "t13")))
    years = told[told.index("Qua các năm") :]
    assert "2015 – 590 +80" in years
    assert "2016 – 640 +50" in years
    assert "2017 6 tháng đầu năm 700" in years
    assert "−" not in years  # half a year is not compared with a whole one


# Role × relation: whose ledger each may open. A unit never sees the figures of its siblings.
MATRIX = {
    "province_officer": {"TQ": 200, "TQ-NH": 200, "TQ-SD": 200, "HG": 404},
    "chair": {"TQ": 200, "TQ-NH": 200, "TQ-SD": 200, "HG": 404},
    "na_hang_officer": {"TQ": 403, "TQ-NH": 200, "TQ-SD": 404, "HG": 404},
    "son_duong_chair": {"TQ": 403, "TQ-NH": 404, "TQ-SD": 200, "HG": 404},
    "school_chair": {"TQ": 403, "TQ-NH": 403, "TQ-SD": 404, "HG": 404},
    "garment_worker": {"TQ": 404, "TQ-NH": 404, "TQ-SD": 404, "HG": 404},
    "stranger": {"TQ": 404, "TQ-NH": 404, "TQ-SD": 404, "HG": 404},
}


@pytest.mark.parametrize("who", MATRIX)
def test_who_opens_which_ledger(cast: Cast, who: str) -> None:
    cast.decide_assignments()
    hear_everything()
    client = cast.client(who)
    told = {unit: client.get(address(cast, "t26", unit)).status_code for unit in MATRIX[who]}
    assert told == MATRIX[who]
    for unit, status in MATRIX[who].items():
        if status != 200:
            page = client.get(address(cast, "t26", unit)).content.decode()
            sheet = client.get(address(cast, "t26", unit) + "so-chi-tieu.xlsx")
            assert sheet.status_code == status
            assert "đã giao cộng" not in page


def test_a_target_of_another_year_is_absent(cast: Cast) -> None:
    hear_everything()
    client = cast.client("province_officer")
    assert client.get(f"/so-chi-tieu/{cast.period.pk}/{cast.units['TQ'].pk}/999999/").status_code == 404
    assert client.get(f"/so-chi-tieu/999999/{cast.units['TQ'].pk}/1/").status_code == 404


@pytest.mark.parametrize("code", ["t03", "t08", "t13", "t18", "t26", "t27"])
def test_the_page_asks_the_database_little(cast: Cast, code: str) -> None:
    cast.decide_assignments()
    hear_everything()
    client = cast.client("province_officer")
    client.get(address(cast, code))
    with CaptureQueriesContext(connection) as told:
        page = client.get(address(cast, code))
    assert page.status_code == 200
    assert len(told) <= PAGE_QUERIES, "\n".join(one["sql"][:150] for one in told)
    assert len(page.content) <= PAGE_BYTES


def test_hundreds_of_units_below_are_paged_and_cost_no_more(cast: Cast) -> None:
    cast.decide_assignments()
    hear_everything()
    kind, above = cast.units["TQ-NH"].kind, cast.units["TQ"]
    made = [
        Body(
            code=f"M{number}",
            name=f"Công đoàn xã {number:03}",
            kind=kind,
            parent=above,
            path=f"{above.path}{10**7 + number}.",
        )
        for number in range(400)
    ]
    for one in made:
        one.set_keys()
    Body.objects.bulk_create(made)
    client = cast.client("province_officer")
    client.get(address(cast))
    with CaptureQueriesContext(connection) as told:
        page = client.get(address(cast))
    assert len(told) <= PAGE_QUERIES
    assert len(page.content) <= PAGE_BYTES
    assert "1–30 trong 403" in seen(page)
    assert len(rows_of(page)) == 30
    told_ledger = target_ledger(
        actor=cast.actor("province_officer"), period=cast.period, unit=above, target=cast.targets["t26"]
    )
    assert told_ledger.counts["not_assigned"] == 400


def test_small_money_is_forecast_to_a_tenth_of_a_million(cast: Cast) -> None:
    cast.decide_assignments()
    figures = {"shelter_fund": 300_000, "workers": 27, "members": 26, "members_start": 25, "briefed": 27}
    report(cast, "TQ-NH-001", "school_chair", **figures)
    row = rows_of(cast.client("province_officer").get(address(cast, "t13")))["LĐLĐ huyện Na Hang"]
    assert " 0,6 " in row
    assert "0,604" not in row

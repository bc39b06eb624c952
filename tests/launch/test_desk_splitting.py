"""Splitting is shown before it is written; what is looser than above is named; requests become a decision."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tests.launch.cast import INSURED, Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issue, start, write
from thidua.launch.actions.assign import Change, fill_annex, split_target
from thidua.launch.actions.send_on import send_on
from thidua.launch.actions.set_target import add_target
from thidua.launch.errors import AnnexUnsound
from thidua.launch.models import AnnexCell, Assignment, LegalBasis, Movement, Paper
from thidua.launch.queries.gate import lacks
from thidua.launch.sections import SECTIONS

pytestmark = pytest.mark.usefixtures("addresses")


@pytest.fixture
def decision(cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
    return start(cast, movement, kind="assignment_decision")


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer", "TQ")


class TestTrying:
    def test_nothing_is_written_before_the_second_press(
        self, cast: Cast, decision: Paper, targets: SimpleNamespace, officer: Client
    ) -> None:
        where = reverse("launch:split", args=[decision.pk])
        fill_annex(
            actor=cast.actor("officer", "TQ"),
            decision_id=decision.pk,
            changes=[Change(targets.members.pk, cast.unit("NH").pk, "1.200")],
        )
        told = {"target": targets.members.pk, "rule": "equal", "reserve": "60"}
        page = text(officer.post(where, told))
        assert "Chưa ghi vào phụ lục" in page
        assert "1.200" in page
        assert "515" in page
        assert "Ghi vào sẽ thay 1 ô đang có" in page
        assert decision.annex.get().threshold["value"] == "1200"
        assert officer.post(where, {**told, "ghi": "1"}).status_code == 302
        assert decision.annex.count() == 4

    @pytest.mark.parametrize("reserve", ["abc", "-5", "1,5"])
    def test_a_reserve_that_cannot_be_read_changes_nothing(
        self, decision: Paper, targets: SimpleNamespace, officer: Client, reserve: str
    ) -> None:
        told = {"target": targets.members.pk, "rule": "equal", "reserve": reserve, "ghi": "1"}
        answer = officer.post(reverse("launch:split", args=[decision.pk]), told)
        assert answer.status_code == 422
        assert f"Chưa hiểu phần dự phòng «{reserve}»" in text(answer)
        assert f'name="reserve" value="{reserve}"' in text(answer)
        assert not decision.annex.exists()

    def test_a_stranger_and_a_reader_try_nothing(
        self, decision: Paper, targets: SimpleNamespace, sign_in: SignIn
    ) -> None:
        told = {"target": targets.members.pk, "rule": "equal"}
        where = reverse("launch:split", args=[decision.pk])
        assert sign_in("officer", "HG").post(where, told).status_code == 404
        assert sign_in("clerk", "TQ").post(where, told).status_code == 422


class TestLooser:
    @pytest.fixture
    def loose(self, cast: Cast, decision: Paper, targets: SimpleNamespace) -> Paper:
        changes = [Change(targets.insured.pk, cast.unit("NH").pk, "70")]
        fill_annex(actor=cast.actor("officer", "TQ"), decision_id=decision.pk, changes=changes)
        return decision

    def test_the_unit_and_the_figures_are_named_at_once(self, loose: Paper, officer: Client) -> None:
        page = opened(officer, "annex", loose.pk)
        assert "Tham gia BHXH, Liên đoàn Lao động huyện Na Hang</a>" in page
        assert "70" in page
        assert "85" in page

    def test_the_gate_knows(self, loose: Paper, cast: Cast, officer: Client) -> None:
        assert "launch.lacks_sound_annex" in {one.code for one in lacks(loose)}
        assert "Tham gia BHXH, Liên đoàn Lao động huyện Na Hang: Mức giao" in opened(
            officer, "write", loose.pk
        )

    def test_the_refusal_names_unit_and_figure(self, loose: Paper, cast: Cast) -> None:
        with pytest.raises(AnnexUnsound) as refused:
            send_on(actor=cast.actor("officer", "TQ"), paper_id=loose.pk, move="submit")
        said = str(refused.value.say())
        assert "Tham gia BHXH, Liên đoàn Lao động huyện Na Hang" in said
        assert "70" in said


def test_a_target_of_offices_is_not_handed_to_companies(cast: Cast, movement: Movement) -> None:
    """NH1 is a company, NH2 a commune's office; the union between has both."""
    of_offices = add_target(
        actor=cast.actor("officer", "TQ"),
        cycle_id=movement.cycles.get().pk,
        code="offices",
        name="Cơ quan văn hóa",
        indicator={**INSURED, "where": {"bloc": ["public_sector"]}},
        threshold={"comparator": ">=", "value": 80, "unit": "%"},
        unit_of_measure="%",
    )
    upper = start(cast, movement, "NH", kind="assignment_decision")
    Assignment.objects.create(
        target=of_offices, unit=cast.unit("NH"), threshold=of_offices.threshold, from_on=day(1, 1)
    )
    split_target(
        actor=cast.actor("officer", "NH"),
        decision_id=upper.pk,
        target_id=of_offices.pk,
        rule="handed_down",
    )
    assert [one.unit for one in upper.annex.all()] == [cast.unit("NH2")]


class TestRequests:
    def test_a_request_becomes_a_decision_that_cites_the_one_it_changes(
        self, cast: Cast, decision: Paper, targets: SimpleNamespace, officer: Client
    ) -> None:
        split_target(
            actor=cast.actor("officer", "TQ"),
            decision_id=decision.pk,
            target_id=targets.members.pk,
            rule="equal",
        )
        issue(cast, decision, number=9)
        Assignment.objects.filter(unit=cast.unit("NH")).update(
            answer="asks_change", reason="Hai cơ sở giải thể"
        )
        answer = officer.post(reverse("launch:requests", args=[targets.cycle.pk]))
        new = Paper.objects.exclude(pk=decision.pk).get()
        assert answer.url == reverse("launch:annex", args=[new.pk])
        assert (new.kind, new.state, new.title) == (
            "assignment_decision",
            "draft",
            "Điều chỉnh chỉ tiêu giao năm 2017",
        )
        assert [one.based_on for one in LegalBasis.objects.filter(paper=new)] == [decision]
        page = opened(officer, "annex", new.pk)
        assert "Hai cơ sở giải thể" in page
        assert "đang giao" in page
        assert "500 đoàn viên" in page

    def test_only_whoever_assigns_begins_it(self, cast: Cast, movement: Movement, sign_in: SignIn) -> None:
        where = reverse("launch:requests", args=[movement.cycles.get().pk])
        sign_in("clerk", "TQ").post(where)
        assert sign_in("officer", "HG").post(where).status_code == 404
        assert not Paper.objects.exists()


def test_a_new_line_saves_itself_once(cast: Cast, movement: Movement, officer: Client) -> None:
    paper = start(cast, movement)
    write(cast, paper, "measure", text="Mỗi quý kiểm điểm một lần")
    where = reverse("launch:add_line", args=[paper.pk, "measure"])
    page = text(officer.get(reverse("launch:write", args=[paper.pk]) + "?them=measure"))
    assert f'data-autosave="{where}"' in page
    script = {"X-Requested-With": "autosave"}
    first = officer.post(where, {"text": "Tuyên truyền", "version": ""}, headers=script).json()
    assert first["address"] != where
    told = {"text": "Tuyên truyền trên loa", "version": str(first["version"])}
    again = officer.post(first["address"], told, headers=script).json()
    assert again["address"] == first["address"]
    assert [one.text for one in SECTIONS["measure"].lines(paper)] == [
        "Mỗi quý kiểm điểm một lần",
        "Tuyên truyền trên loa",
    ]


class TestTheWholeAnnex:
    def test_one_press_fills_it_and_says_what_was_left(
        self, cast: Cast, decision: Paper, targets: SimpleNamespace, officer: Client
    ) -> None:
        answer = officer.post(
            f"/van-ban/{decision.pk}/giao/chia-ca-bang", {"rule": "headcount", "reserve": "10 %"}, follow=True
        )
        told = answer.content.decode()
        assert "Đã ghi 8 ô của 2 chỉ tiêu." in told
        assert "Chưa chia vì thiếu số để chia theo: Đoàn viên mới." in told
        assert AnnexCell.objects.filter(decision=decision).count() == 8

    def test_a_reserve_that_is_no_number_changes_nothing(
        self, cast: Cast, decision: Paper, targets: SimpleNamespace, officer: Client
    ) -> None:
        answer = officer.post(
            f"/van-ban/{decision.pk}/giao/chia-ca-bang", {"rule": "equal", "reserve": "nhiều"}, follow=True
        )
        assert "Chưa hiểu phần dự phòng" in answer.content.decode()
        assert not AnnexCell.objects.exists()

    def test_many_units_are_turned_like_pages_and_none_is_lost(
        self, cast: Cast, decision: Paper, targets: SimpleNamespace, officer: Client
    ) -> None:
        for number in range(60):
            cast.add_unit(f"U{number}", f"LĐLĐ huyện {number:02}", "upper", "TQ", members=100)
        where = f"/van-ban/{decision.pk}/giao"
        pages = [f"{where}?trang={number}" for number in range(1, 7)]
        names = [set(re.findall(r'name="(o-[0-9-]+)"', text(officer.get(one)))) for one in pages]
        assert [len(one) for one in names] == [36, 36, 36, 36, 36, 12]
        assert len(set().union(*names)) == 64 * 3
        # Nobody reads two pages at once: what is typed on one leaves the other as it is.
        cell = f"o-{targets.members.pk}-{cast.unit('U59').pk}"
        page = next(one for one, there in zip(pages, names, strict=True) if cell in there)
        assert officer.post(page, {cell: "12"}).url == page
        assert AnnexCell.objects.get(decision=decision).threshold["value"] == "12"

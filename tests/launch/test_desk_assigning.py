"""The grid of a decision, and the answers of units."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.launch.cast import Cast
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issue, start
from thidua.documents.sheets import read_rows
from thidua.kernel.models import IntakeRow
from thidua.launch.models import Assignment, Movement, Paper

pytestmark = pytest.mark.usefixtures("addresses")


class TestAssigning:
    @pytest.fixture
    def decision(self, cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
        return start(cast, movement, kind="assignment_decision")

    def cell(self, cast: Cast, target, unit: str) -> str:
        return f"o-{target.pk}-{cast.unit(unit).pk}"

    def test_the_grid_counts_on_the_server(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        client, where = sign_in("officer", "TQ"), reverse("launch:annex", args=[decision.pk])
        typed = {
            self.cell(cast, targets.members, "NH"): "1.200",
            self.cell(cast, targets.members, "SD"): "700",
        }
        part = client.post(where, typed, headers={"HX-Request": "true"})
        assert part.status_code == 200
        assert "1.900" in text(part)
        assert "còn thiếu 100" in text(part)
        assert "<html" not in text(part)
        assert decision.annex.count() == 2

    def test_every_wrong_cell_is_told_in_its_place_and_the_good_ones_are_saved(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        good, unread = self.cell(cast, targets.members, "NH"), self.cell(cast, targets.members, "SD")
        beyond = self.cell(cast, targets.insured, "NH")
        typed = {good: "1.200", unread: "nhiều", beyond: "150"}
        client, where = sign_in("officer", "TQ"), reverse("launch:annex", args=[decision.pk])
        response = client.post(where, typed)
        assert response.status_code == 422
        page = text(response)
        assert "2 ô chưa lưu được; các ô khác đã lưu" in page
        summary = page.split("data-summary-of-errors")[1].split("</ul>")[0]
        assert (
            f'href="#{unread}">Liên đoàn Lao động huyện Sơn Dương, Đoàn viên mới: Chưa hiểu «nhiều»'
            in summary
        )
        assert (
            f'href="#{beyond}">Liên đoàn Lao động huyện Na Hang, Tham gia BHXH: Tỷ lệ «150» vượt' in summary
        )
        for name, value in typed.items():
            box = page.split(f'id="{name}"')[1].split(">")[0]
            assert f'value="{value}"' in box
            assert ('aria-invalid="true"' in box) is (name != good)
        assert "Hãy ghi từ 0 đến 100." in page.split(f'id="{beyond}"')[1].split("</td>")[0]
        assert [one.threshold["value"] for one in decision.annex.all()] == ["1200"]
        # As it is typed: the same, for the script that puts the words beneath the cells.
        part = text(client.post(where, typed, headers={"HX-Request": "true"}))
        assert f'data-cell="{beyond}"' in part
        assert f'data-cell="{good}"' not in part

    def test_a_laxer_rate_is_marked_at_its_cell_and_takes_its_reason_there(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        client, where = sign_in("officer", "TQ"), reverse("launch:annex", args=[decision.pk])
        laxer = self.cell(cast, targets.insured, "SD")
        key = laxer.removeprefix("o-")
        part = text(client.post(where, {laxer: "80"}, headers={"HX-Request": "true"}))
        assert f'name="l-{key}"' in part.split(f'data-cell="{laxer}"')[1]
        for name in ("write", "paper"):
            assert f"{where}?o={key}#{laxer}" in opened(client, name, decision.pk)
        page = text(client.get(f"{where}?o={key}"))
        under = page.split(f'id="{laxer}"')[1].split("</td>")[0]
        assert "Nhẹ hơn mức trên, vì:" in under
        assert "nhẹ hơn mức của cấp trên" in page.split(f"?o={key}#{laxer}")[1].split("</li>")[0]
        client.post(where, {laxer: "80", f"l-{key}": "Hai doanh nghiệp vừa giải thể"})
        assert decision.annex.get().reason == "Hai doanh nghiệp vừa giải thể"
        assert f"?o={key}" not in opened(client, "write", decision.pk)
        assert "Hai doanh nghiệp vừa giải thể" in opened(client, "annex", decision.pk)

    def test_only_what_must_be_mended(self, cast: Cast, decision: Paper, targets, sign_in: SignIn) -> None:
        client, where = sign_in("officer", "TQ"), reverse("launch:annex", args=[decision.pk])
        client.post(where, {self.cell(cast, targets.insured, unit): "80" for unit in ("SD", "GD")})
        page = text(client.get(f"{where}?loc=sai"))
        boxes = set(re.findall(r'name="(o-[0-9-]+)"', page))
        assert boxes == {self.cell(cast, targets.insured, unit) for unit in ("SD", "GD")}
        found = text(client.get(f"{where}?tim=na+hang"))
        assert set(re.findall(r'name="o-[0-9]+-([0-9]+)"', found)) == {str(cast.unit("NH").pk)}

    def test_who_has_nobody_below_is_not_told_to_hand_down(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        offer = "Soạn quyết định giao xuống"
        assert offer in opened(sign_in("officer", "NH"), "assigned", targets.cycle.pk)
        assert offer not in opened(sign_in("officer", "NH1"), "assigned", targets.cycle.pk)

    def test_a_rule_fills_a_column_and_a_shortfall_takes_its_reason(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        client = sign_in("officer", "TQ")
        client.post(
            reverse("launch:split", args=[decision.pk]),
            {"target": targets.members.pk, "rule": "equal", "reserve": "60", "ghi": "1"},
        )
        assert "2.060" in opened(client, "annex", decision.pk)
        client.post(
            reverse("launch:annex", args=[decision.pk]), {self.cell(cast, targets.members, "NH"): "100"}
        )
        assert "Lý do giao thấp hơn" in opened(client, "annex", decision.pk)
        client.post(
            reverse("launch:shortfall", args=[decision.pk]),
            {"target": targets.members.pk, "reason": "Đang sắp xếp"},
        )
        assert decision.shortfalls.get().reason == "Đang sắp xếp"

    def test_the_unit_answers(self, cast: Cast, decision: Paper, targets, sign_in: SignIn) -> None:
        client = sign_in("officer", "TQ")
        client.post(
            reverse("launch:split", args=[decision.pk]),
            {"target": targets.members.pk, "rule": "equal", "ghi": "1"},
        )
        issue(cast, decision, number=9)
        below = sign_in("officer", "NH")
        assert "500" in opened(below, "assigned", targets.cycle.pk)
        mine = Assignment.objects.get(unit=cast.unit("NH"))
        below.post(reverse("launch:answer", args=[mine.pk]), {"answer": "asks_change", "reason": "Giải thể"})
        assert "Giải thể" in opened(client, "requests", targets.cycle.pk)
        below.post(reverse("launch:answer", args=[mine.pk]), {"answer": "taken"})
        mine.refresh_from_db()
        assert mine.answer == "taken"

    def test_the_annex_goes_out_and_comes_back_as_excel(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        client = sign_in("officer", "TQ")
        client.post(
            reverse("launch:split", args=[decision.pk]),
            {"target": targets.members.pk, "rule": "equal", "ghi": "1"},
        )
        sheet = client.get(reverse("launch:annex_sheet", args=[decision.pk])).content
        rows = [[str(cell) for cell in row.cells] for row in read_rows(sheet).rows]
        assert rows[0] == ["TT", "Đơn vị", "Đoàn viên mới", "Tham gia BHXH", "Không có CĐCS yếu"]
        assert sorted(row[2] for row in rows[1:]) == ["500"] * 4
        where = reverse("launch:annex_upload", args=[decision.pk])
        sent = client.post(where, {"file": SimpleUploadedFile("bang.xlsx", sheet)})
        assert sent.status_code == 302
        assert IntakeRow.objects.filter(state="ready").count() == 4

"""The grid of a decision, and the answers of units."""

from __future__ import annotations

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

    def test_a_cell_that_cannot_be_read_keeps_all_cells(
        self, cast: Cast, decision: Paper, targets, sign_in: SignIn
    ) -> None:
        typed = {
            self.cell(cast, targets.members, "NH"): "1.200",
            self.cell(cast, targets.members, "SD"): "nhiều",
        }
        response = sign_in("officer", "TQ").post(reverse("launch:annex", args=[decision.pk]), typed)
        assert response.status_code == 422
        page = text(response)
        assert "Chưa hiểu «nhiều»" in page
        assert 'value="1.200"' in page
        assert 'value="nhiều"' in page
        assert decision.annex.count() == 0

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

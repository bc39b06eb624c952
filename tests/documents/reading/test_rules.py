"""Rules of regulations, sentence by sentence (cases/rules.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.saying import cases, said

UNDER = "CHẤM ĐIỂM VÀ BÌNH XÉT THI ĐUA"


def read(sentence: str, *, under: str = UNDER, paper: str = "QUY CHẾ") -> list[dict[str, Any]]:
    return [
        {
            name: value
            for name, value in item.as_json().items()
            if name not in ("anchor", "confidence", "kind")
        }
        for item in said(sentence, "rule", under=under, paper=paper)
    ]


@pytest.mark.parametrize("case", cases("rules"), ids=lambda case: case["say"][:60])
def test_what_is_read_of_a_sentence(case: dict[str, Any]) -> None:
    assert read(case["say"]) == case["read"]


@pytest.mark.parametrize("case", cases("rules"), ids=lambda case: case["say"][:60])
def test_what_is_ruled_is_no_target(case: dict[str, Any]) -> None:
    assert said(case["say"], "target", under=UNDER, paper="QUY CHẾ") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "100% công đoàn cơ sở tổ chức phát động thi đua.",
        "Xây dựng 05 mô hình điểm, chọn 02 đơn vị làm điểm.",
        "Mỗi đơn vị lựa chọn 02 cá nhân tiêu biểu tham dự hội nghị.",
    ],
)
def test_a_plan_without_scores_has_no_rules(sentence: str) -> None:
    assert read(sentence, under="NỘI DUNG THI ĐUA", paper="KẾ HOẠCH") == []


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Mỗi cụm chọn 01 đơn vị dẫn đầu để tặng Cờ thi đua.", 1, "đơn vị"),
        ("Khối thi đua suy tôn 02 đơn vị đề nghị tặng Bằng khen.", 2, "đơn vị"),
        ("Danh hiệu “Thợ giỏi” không vượt quá 12% số người đăng ký.", 12, "%"),
    ],
)
def test_a_guidance_says_how_many_are_commended(sentence: str, value: int, unit: str) -> None:
    (one,) = read(sentence, under="HÌNH THỨC KHEN THƯỞNG", paper="HƯỚNG DẪN")
    assert (one["type"], one["value"], one["unit"]) == ("quota", value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mỗi cụm chọn 02 cá nhân dự hội nghị khen thưởng.",
        "Cuối đợt chọn 08 cá nhân đề nghị Tổng Liên đoàn tặng Bằng khen.",
    ],
)
def test_who_is_sent_or_chosen_once_is_no_quota(sentence: str) -> None:
    assert read(sentence, under="HÌNH THỨC KHEN THƯỞNG", paper="HƯỚNG DẪN") == []

"""Blocs and their contents."""

from __future__ import annotations

import pytest

from tests.documents.plans import reading_of
from thidua.documents.reading.items import Bloc, BlocContent


@pytest.mark.parametrize(
    ("head", "name", "canonical"),
    [
        ("Đối với khối trường học", "khối trường học", "school"),
        ("Trong các doanh nghiệp:", "doanh nghiệp", "enterprise"),
        ("Khối hành chính, sự nghiệp", "Khối hành chính, sự nghiệp", "public_sector"),
        ("Khu vực sản xuất, kinh doanh:", "Khu vực sản xuất, kinh doanh", "enterprise"),
        ("Đối với tổ chức công đoàn:", "tổ chức công đoàn", "union_organisation"),
        ("Khồi doanh nghiệp may:", "Khối doanh nghiệp may", "enterprise"),
    ],
)
def test_a_bloc_opens_a_point(head: str, name: str, canonical: str) -> None:
    reading = reading_of(
        f"I. NỘI DUNG THI ĐUA\n1. {head}\n- Thi đua giữ gìn vệ sinh nơi làm việc.\n- Thi đua tiết kiệm vật tư."
    )
    assert [(one.name, one.canonical) for one in reading.of(Bloc)] == [(name, canonical)]
    assert [(one.bloc, one.text) for one in reading.of(BlocContent)] == [
        (canonical, "Thi đua giữ gìn vệ sinh nơi làm việc"),
        (canonical, "Thi đua tiết kiệm vật tư"),
    ]


def test_one_paragraph_is_cut_into_its_sentences() -> None:
    reading = reading_of(
        "I. NỘI DUNG THI ĐUA\n1. Thi đua chung.\n"
        "- Đối với doanh nghiệp: Tham gia bảo đảm việc làm cho công nhân. Chú trọng bữa ăn ca của người lao động.\n"
    )
    assert [one.text for one in reading.of(BlocContent)] == [
        "Tham gia bảo đảm việc làm cho công nhân",
        "Chú trọng bữa ăn ca của người lao động",
    ]


def test_headings_under_by_bloc_are_blocs() -> None:
    reading = reading_of(
        "I. NỘI DUNG THI ĐUA THEO TỪNG KHỐI\n1. Cơ quan, đơn vị sự nghiệp\n- Thi đua cải cách hành chính.\n"
        "2. Hợp tác xã\n- Thi đua nâng cao chất lượng nông sản."
    )
    assert [one.canonical for one in reading.of(Bloc)] == ["public_sector", "enterprise"]


@pytest.mark.parametrize(
    "body",
    [
        "I. TỔ CHỨC THỰC HIỆN\n1. Đối với công đoàn cơ sở:\n- Xây dựng kế hoạch.",
        "I. NỘI DUNG\n1. Trong các doanh nghiệp phải có góp ý của người lao động.",
        "I. NỘI DUNG\n1. Đối với việc tổ chức lễ: trang trọng, tiết kiệm.",
        "I. THỜI GIAN\n1. Khối thi đua: từ ngày 05/3/2024 đến ngày 30/6/2024.",
    ],
)
def test_no_bloc(body: str) -> None:
    assert reading_of(body).of(Bloc) == []

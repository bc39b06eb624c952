"""Targets, sentence by sentence (cases/targets.yaml), and every phrasing that can be made of the same target."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from tests.documents.saying import cases, plan, said
from thidua.documents.reading.targets import read_targets
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.opening import open_source

LOOKED_AT = ("subject", "population", "comparator", "value", "unit", "per", "aggregate", "qualifier", "inner")


@pytest.mark.parametrize("case", cases("targets"), ids=lambda case: case["say"][:60])
def test_what_is_read_of_a_sentence(case: dict[str, Any]) -> None:
    found = said(case["say"], "target", under=case.get("under", "CHỈ TIÊU THI ĐUA"))
    read = [{name: value for name, value in item.as_json().items() if name in LOOKED_AT} for item in found]
    assert read == case["read"]


def test_a_point_of_a_directive_wants_what_it_says_is_reached_and_another_paper_does_not() -> None:
    point = "Hai là, kết nạp 40 hội viên mới; hội phí thu đạt 97%."
    told = said(point, "target", under="NHIỆM VỤ", paper="CHỈ THỊ")
    assert [(one.as_json()["value"], one.as_json()["unit"]) for one in told] == [(40, "hội viên"), (97, "%")]
    assert said(point, "target", under="NHIỆM VỤ", paper="CÔNG VĂN") == []


# --- One target in many phrasings

POPULATIONS = (
    "công đoàn cơ sở",
    "CĐCS khối doanh nghiệp",
    "đoàn viên, người lao động",
    "doanh nghiệp ngoài nhà nước có tổ chức công đoàn",
    "cơ quan hành chính, đơn vị sự nghiệp công lập",
    "nữ CNVCLĐ",
    "cán bộ công đoàn không chuyên trách",
)
PREDICATES = (
    "tổ chức phát động thi đua ngay từ đầu năm",
    "được học tập, quán triệt nghị quyết",
    'đạt danh hiệu "Giỏi việc nước, đảm việc nhà"',
    "tham gia bảo hiểm xã hội, bảo hiểm y tế",
    "thực hiện tốt quy chế dân chủ ở cơ sở",
    "ký kết giao ước thi đua",
)
SHARES = (
    ("=", ("{n}%", "{n} %", "có {n}%", "phấn đấu {n}%", "đảm bảo {n}%", "{n} phần trăm")),
    (">=", ("{n}% trở lên", "ít nhất {n}%", "tối thiểu {n}%", "từ {n}% trở lên", "không dưới {n}%")),
    (">=", ("phấn đấu có {n}% trở lên", "đạt và vượt {n}%")),
    (">", ("trên {n}%", "có trên {n}%", "phấn đấu có hơn {n}%")),
    ("<=", ("không quá {n}%", "tối đa {n}%")),
    ("<", ("dưới {n}%", "còn dưới {n}%")),
)  # fmt: skip
COUNTS = (
    ("=", ("Kết nạp mới {n} {unit}", "Phát triển {n} {unit}")),
    (">=", ("Kết nạp từ {n} {unit} trở lên", "Kết nạp ít nhất {n} {unit}")),
    (">=", ("Kết nạp tối thiểu {n} {unit}", "Kết nạp {n} {unit} trở lên")),
    (">", ("Kết nạp trên {n} {unit}", "Kết nạp hơn {n} {unit}")),
)  # fmt: skip


def upper_first(text: str) -> str:
    return text[0].upper() + text[1:]


@pytest.mark.parametrize("seed", range(120))
def test_a_share_is_read_in_every_phrasing(seed: int) -> None:
    rng = random.Random(seed)
    sign, forms = rng.choice(SHARES)
    number = rng.choice(["7", "35", "60", "99,5", "100", "85"])
    population, predicate = rng.choice(POPULATIONS), rng.choice(PREDICATES)
    counting = rng.choice(["", "số ", "tổng số "])
    sentence = f"{upper_first(rng.choice(forms).format(n=number))} {counting}{population} {predicate}."
    (target,) = said(sentence, "target")
    told = target.as_json()
    assert (told["comparator"], told["value"], told["unit"]) == (sign, float(number.replace(",", ".")), "%")
    assert (told["population"], told["subject"]) == (population, predicate)


@pytest.mark.parametrize("seed", range(60))
def test_two_coordinated_shares_are_both_said_of_the_same(seed: int) -> None:
    rng = random.Random(seed)
    populations = rng.sample(POPULATIONS, 2)
    predicate = rng.choice(PREDICATES)
    (first_sign, first_forms), (second_sign, second_forms) = (
        SHARES[rng.randrange(3)],
        SHARES[rng.randrange(3)],
    )
    first, second = rng.sample(range(5, 100), 2)
    link = rng.choice([", ", " và ", "; "])
    sentence = (
        f"{upper_first(rng.choice(first_forms).format(n=first))} {populations[0]}{link}"
        f"{rng.choice(second_forms).format(n=second)} {populations[1]} {predicate}."
    )
    read = [item.as_json() for item in said(sentence, "target")]
    assert [(each["comparator"], each["value"]) for each in read] == [
        (first_sign, first),
        (second_sign, second),
    ]
    assert [each["population"] for each in read] == populations
    assert {each["subject"] for each in read} == {predicate}


@pytest.mark.parametrize("seed", range(60))
def test_a_count_is_read_in_every_phrasing(seed: int) -> None:
    rng = random.Random(seed)
    sign, forms = rng.choice(COUNTS)
    value = rng.choice([3, 45, 120, 2000, 12500])
    written = rng.choice(
        [f"{value:,}".replace(",", "."), str(value), f"{value:,}".replace(",", " "), f"{value:02d}"]
    )
    unit = rng.choice(["đoàn viên", "quần chúng ưu tú", "CNVCLĐ"])
    (target,) = said(rng.choice(forms).format(n=written, unit=unit) + ".", "target")
    told = target.as_json()
    assert (told["comparator"], told["value"], told["unit"]) == (sign, value, unit)
    assert "population" not in told
    assert told["scope"] == "toàn tỉnh"


@pytest.mark.parametrize("seed", range(40))
def test_money_is_told_in_dong(seed: int) -> None:
    rng = random.Random(seed)
    written, value = rng.choice(
        [
            ("700 triệu đồng", 7 * 10**8),
            ("1,5 tỷ đồng", 15 * 10**8),
            ("1 tỷ 200 triệu đồng", 12 * 10**8),
            ("500.000.000đ", 5 * 10**8),
        ]
    )
    sign, form = rng.choice(
        [("=", "đạt {m}"), (">=", "đạt từ {m} trở lên"), (">=", "ít nhất {m}"), (">", "đạt trên {m}")]
    )
    (target,) = said(f"Vận động ủng hộ Quỹ xã hội {form.format(m=written)}.", "target")
    told = target.as_json()
    assert (told["comparator"], told["value"], told["unit"]) == (sign, value, "đồng")
    assert told["subject"] == "vận động ủng hộ Quỹ xã hội"


SHARE = re.compile(r"(?<![\d.,])(\d{1,3})(?=\s?(?:%|phần trăm))")


def _more(read: dict[str, Any]) -> dict[str, Any]:
    """The reading of the same sentence with every share of a whole number one higher."""
    told = (
        {**read, "value": read["value"] + 1}
        if read.get("unit") == "%" and isinstance(read["value"], int)
        else read
    )
    told = {**told, "inner": _more(told["inner"])} if "inner" in told else told
    return {name: _raised(value) if isinstance(value, str) else value for name, value in told.items()}


def _raised(text: str) -> str:
    return SHARE.sub(lambda found: str(int(found[1]) + 1), text)


@pytest.mark.parametrize(
    "case",
    [case for case in cases("targets") if SHARE.search(case["say"])],
    ids=lambda case: case["say"][:60],
)
def test_other_shares_change_the_reading_exactly_so(case: dict[str, Any]) -> None:
    found = said(_raised(case["say"]), "target", under=case.get("under", "CHỈ TIÊU THI ĐUA"))
    read = [{name: value for name, value in item.as_json().items() if name in LOOKED_AT} for item in found]
    assert read == [_more(each) for each in case["read"]]


@pytest.mark.parametrize(
    "scrap", ["1 ", "từ 5 lên 6 ", "mỗi CĐCS có ", "80% A; ", "không có CĐCS ", "trong đó 5% "]
)
def test_what_is_no_prose_is_passed_over(scrap: str) -> None:
    """A paragraph of many pages is nobody's sentence: nothing is read of it, and it costs no time."""
    assert said(scrap * 6000, "target") == []


def test_points_cut_from_a_plain_paragraph_stand_below_what_announces_them() -> None:
    points = "(1) Thành lập mới 300 doanh nghiệp; (2) Tỷ lệ cơ sở đạt tiêu chuẩn về môi trường 83%; (3) Trồng 50 ha rừng."
    told = plan(f"Các chỉ tiêu chủ yếu: {points}", under="NHIỆM VỤ").replace(
        "1. Các chỉ tiêu", "Các chỉ tiêu"
    )
    found = read_targets(ReadingText.of(open_source(told.encode(), "plan.txt")))
    assert [item.as_json()["value"] for item in found] == [300, 83, 50]


LETTER = """CÔNG ĐOÀN NGÀNH CAO SU
Số 118/CĐN-TG
V/v phát động thi đua nước rút năm 2022
Sông Bé, ngày 3 tháng 10 năm 2022
Kính gửi: Công đoàn các công ty cao su
Để hoàn thành kế hoạch, Ban Thường vụ Công đoàn ngành đề nghị công đoàn các công ty:
1. Kết nạp 1.200 đoàn viên mới.
2. Mở 15 lớp bồi dưỡng tổ trưởng công đoàn.
TM. BAN THƯỜNG VỤ
"""


def test_the_points_of_a_letter_that_asks_are_aims_and_those_of_one_that_tells_are_not() -> None:
    def told(text: str) -> list[tuple[int, str]]:
        found = read_targets(ReadingText.of(open_source(text.encode(), "cong-van.txt")))
        return [(one.as_json()["value"], one.as_json()["unit"]) for one in found]

    assert told(LETTER) == [(1200, "đoàn viên"), (15, "lớp")]
    asks = "đề nghị công đoàn các công ty:"
    assert told(LETTER.replace(asks, "thông báo những việc đã làm như sau:")) == []


def test_those_who_voted_for_a_resolution_are_no_target() -> None:
    vote = "Nghị quyết này được Hội nghị thông qua với 100% đại biểu tán thành."
    assert said(vote, "target", under="NHIỆM VỤ", paper="NGHỊ QUYẾT") == []

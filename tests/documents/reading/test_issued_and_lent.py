"""The plan that a decision issues is read as the paper itself; a day without its year gets the one that is certain."""

from __future__ import annotations

import pytest

from tests.documents.plans import HEAD, TAIL, items, reading_of
from thidua.documents.prose.dates import SchoolYear, date_ranges, dates
from thidua.documents.reading.items import Bloc, Cadence, Deadline, DocField, Duty, Round, Target, Title

DECISION = HEAD.replace("KẾ HOẠCH\nPhát động", "QUYẾT ĐỊNH\nBan hành Kế hoạch phát động").replace(
    "\n\nThực hiện chương trình", "\n\nCăn cứ chương trình"
)
ISSUED = """
KẾ HOẠCH
PHÁT ĐỘNG PHONG TRÀO THI ĐUA NĂM 2024
(Ban hành kèm theo Quyết định số 12/QĐ-LĐLĐ)
I. NỘI DUNG THI ĐUA
1. Đối với doanh nghiệp
Bảo đảm bữa ăn ca cho người lao động làm đêm.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi, tổng hợp kết quả, báo cáo Ban Thường vụ trước ngày 15/12.
2. Ban Tài chính bố trí kinh phí khen thưởng.
3. Ban Nữ công họp mỗi quý một lần.
"""


def test_work_handed_out_by_an_issued_plan_is_read() -> None:
    body = "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát động phong trào thi đua năm 2024."
    read = reading_of(body, head=DECISION, tail=TAIL + ISSUED)
    assert {duty.body for duty in read.of(Duty)} >= {"Văn phòng", "Ban Tài chính"}
    assert [(one.who, one.due) for one in read.of(Deadline)] == [("Văn phòng", "2024-12-15")]
    assert [(one.who, one.frequency) for one in read.of(Cadence)] == [("Ban Nữ công", "P3M")]
    assert [one.canonical for one in read.of(Bloc)] == ["enterprise"]


def titled(of: str) -> str:
    return HEAD.replace("lao động năm 2024", f"lao động {of}")


LAST_DAYS = (
    "II. TỔ CHỨC THỰC HIỆN\n1. CĐCS gửi bản đăng ký trước ngày 25/9, báo cáo tổng kết trước ngày 30/5."
)


@pytest.mark.parametrize(
    ("title", "due"),
    [
        ("năm 2024", ["2024-09-25", "2024-05-30"]),
        ("năm học 2023 - 2024", ["2023-09-25", "2024-05-30"]),
        ("giai đoạn 2021 - 2025", ["25/9", "30/5"]),  # which of the years, nobody knows
    ],
)
def test_a_day_without_its_year(title: str, due: list[str]) -> None:
    assert [one.due for one in items(Deadline, LAST_DAYS, head=titled(title))] == due


def test_rounds_of_a_school_year() -> None:
    told = items(
        Round,
        "I. CÁC ĐỢT THI ĐUA\n- Đợt 1: từ ngày 05/9 đến ngày 20/11.\n- Đợt 2: từ ngày 21/11 đến ngày 31/5.",
        head=titled("năm học 2023 - 2024"),
    )
    assert [(one.start, one.end) for one in told] == [
        ("2023-09-05", "2023-11-20"),
        ("2023-11-21", "2024-05-31"),
    ]


def test_a_range_over_the_turn_of_the_year() -> None:
    (told,) = date_ranges("từ 15/12 đến 20/01/2024")
    assert (told.first.iso, told.last.iso) == ("2023-12-15", "2024-01-20")


def test_a_school_year_lends_by_the_month() -> None:
    assert [one.iso for one in dates("tháng 9, ngày 10/01, tháng 7", SchoolYear(2023))] == [
        "2023-09",
        "2024-01-10",
        "2024-07",
    ]


YOUTH = """TỈNH ĐOÀN AN BÌNH            ĐOÀN TNCS HỒ CHÍ MINH
BCH ĐOÀN HUYỆN BẾN LAU
        ***                  Bến Lau, ngày 05 tháng 02 năm 2024
Số: 12-KH/HĐTN

KẾ HOẠCH
Tổ chức Tháng Thanh niên năm 2024

Ban Thường vụ Huyện đoàn xây dựng kế hoạch như sau:
"""


def test_the_youth_unions_name_stands_where_the_states_does() -> None:
    read = reading_of("I. CHỈ TIÊU\n1. Trồng 500 cây xanh.", head=YOUTH)
    fields = {one.field: one.value for one in read.of(DocField)}
    assert "Huyện Bến Lau".lower() in fields["issuer"].lower()
    assert fields["superior_body"].lower() == "tỉnh đoàn an bình"


@pytest.mark.parametrize(
    ("sentence", "name", "recipient"),
    [
        (
            "Giấy khen của Hội Nông dân huyện tặng 05 cá nhân.",
            "Giấy khen của Hội Nông dân huyện",
            "individual",
        ),
        ("Bằng khen của Trung ương Hội: 02 tập thể, 03 cá nhân.", "Bằng khen của Trung ương Hội", "both"),
        (
            "Tặng Cờ thi đua của Tổng Giám đốc cho đơn vị dẫn đầu.",
            "Cờ thi đua của Tổng Giám đốc",
            "collective",
        ),
    ],
)
def test_medals_of_other_organisations(sentence: str, name: str, recipient: str) -> None:
    (title,) = items(Title, f"III. KHEN THƯỞNG\n1. {sentence}")
    assert (title.name, title.recipient, title.action) == (name, recipient, "award")


def test_what_is_competed_for_is_aimed_at() -> None:
    told = items(Target, "I. NỘI DUNG THI ĐUA\n1. Hỗ trợ 60 phụ nữ khởi nghiệp, thành lập mới 5 tổ hợp tác.")
    assert [(one.value, one.unit) for one in told] == [(60, "phụ nữ"), (5, "tổ hợp tác")]
    assert items(Target, "I. NỘI DUNG\n1. Hưởng ứng Chương trình 1 triệu sáng kiến.") == []


@pytest.mark.parametrize(
    ("clause", "value"), [("8/9 tổ công đoàn đạt tiên tiến", 8), ("45/50 CĐCS ký giao ước", 45)]
)
def test_so_many_of_all_there_are(clause: str, value: int) -> None:
    assert [one.value for one in items(Target, f"I. CHỈ TIÊU\n1. {clause}.")] == [value]


def test_a_count_that_tells_which_is_no_inner_target() -> None:
    (told,) = items(Target, "I. CHỈ TIÊU\n1. 100% khu nhà trọ có từ 30 phòng trở lên được tặng tủ thuốc.")
    assert (told.population, told.inner) == ("khu nhà trọ có từ 30 phòng trở lên", None)


def test_a_share_is_something() -> None:
    (told,) = items(Target, "I. CHỈ TIÊU\n1. Trên 30% ủy viên ban chấp hành là nữ.")
    assert (told.population, told.subject) == ("ủy viên ban chấp hành", "là nữ")

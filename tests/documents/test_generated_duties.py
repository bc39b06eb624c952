"""Who does what, until when, how often: sentences made from parts, in the organisation part of a plan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.likeness import folded, text_likeness
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

PAPER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH HÒA BÌNH
Số: 21/KH-LĐLĐ
Hòa Bình, ngày 04 tháng 02 năm 2022

KẾ HOẠCH
Tổ chức phong trào thi đua năm 2022

I. MỤC ĐÍCH
1. Nâng cao chất lượng phong trào thi đua.

II. TỔ CHỨC THỰC HIỆN
{lines}

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Bùi Thị Sẻ
"""

BODIES = [
    "Ban Chính sách pháp luật và Quan hệ lao động",
    "Văn phòng Liên đoàn Lao động tỉnh",
    "Ủy ban Kiểm tra Liên đoàn Lao động tỉnh",
    "Các công đoàn cấp trên trực tiếp cơ sở",
    "Công đoàn các Khu công nghiệp tỉnh",
    "LĐLĐ các huyện, thành phố, công đoàn ngành",
    "Ban Tuyên giáo - Nữ công",
    "Công đoàn cơ sở",
    "BCH các công đoàn cơ sở",
    "Hội đồng Thi đua - Khen thưởng",
    "Cụm trưởng các cụm thi đua",
    "Báo Hòa Bình",
]
DEEDS = [
    "theo dõi, đôn đốc việc thực hiện kế hoạch",
    "tổ chức phát động phong trào thi đua",
    "bố trí kinh phí khen thưởng",
    "tham mưu tổ chức hội nghị tổng kết",
    "tuyên truyền gương người tốt, việc tốt",
    "xây dựng kế hoạch cụ thể",
    "hướng dẫn cơ sở đăng ký thi đua",
    "tổng hợp kết quả, đề xuất khen thưởng",
    "niêm yết công khai bảng điểm",
    "kiểm tra việc chấp hành quy chế",
    "mở chuyên mục về phong trào",
    "vận động đoàn viên tham gia",
]
SHAPES = {
    "numbered sentence": "1. {body} {deed}.",
    "after a colon": "1. {body}: {deed}.",
    "giao": "1. Giao {body} {deed}.",
    "đề nghị": "1. Đề nghị {body} {deed}.",
    "yêu cầu": "1. Yêu cầu {body} {deed}.",
    "phân công": "1. Phân công {body} {deed}.",
    "có trách nhiệm": "1. {body} có trách nhiệm {deed}.",
    "chịu trách nhiệm": "1. {body} chịu trách nhiệm {deed}.",
    "dash": "- {body} {deed}.",
    "dash and colon": "- {body}: {deed}.",
    "heading and dash": "1. {body}\n- {Deed}.",
    "heading with colon and dash": "1. {body}:\n- {Deed};",
    "heading and letter": "1. {body}\na) {Deed}.",
    "heading and paragraph": "1. {body}\n{Deed}.",
    "chủ trì": "1. {body} chủ trì, phối hợp với các đơn vị {deed}.",
    "căn cứ": "1. Căn cứ kế hoạch này, {body_small} {deed}.",
    "hằng quý": "1. Hằng quý, {body_small} {deed}.",
}


def read(lines: str, kind: str) -> list[dict[str, Any]]:
    reading = read_source(open_source(PAPER.format(lines=lines).encode(), "paper.txt"))
    return [item.as_json() for item in reading.items if item.kind == kind]


def small(body: str) -> str:
    return body if body[:2].isupper() or body.startswith(("Ban", "Báo")) else body[0].lower() + body[1:]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=10, derandomize=True)
@given(body=st.sampled_from(BODIES), deed=st.sampled_from(DEEDS))
def test_who_does_what(shape: str, body: str, deed: str) -> None:
    said = SHAPES[shape].format(body=body, body_small=small(body), deed=deed, Deed=deed[0].upper() + deed[1:])
    duties = read(said, "duty")
    assert len(duties) == 1, (said, duties)
    assert text_likeness(duties[0]["body"], body) >= 0.75, (said, duties)
    assert set(folded(deed).split()) <= set(folded(duties[0]["text"]).split()), (said, duties)


@settings(max_examples=25, derandomize=True)
@given(
    body=st.sampled_from(BODIES),
    deeds=st.lists(st.sampled_from(DEEDS), min_size=2, max_size=3, unique=True),
    mark=st.sampled_from(["numbers", "sentence"]),
)
def test_several_deeds_of_one_body_are_several_duties(body: str, deeds: list[str], mark: str) -> None:
    if mark == "numbers":
        said = f"1. {body}\n" + "\n".join(f"- {deed[0].upper()}{deed[1:]}." for deed in deeds)
    else:
        said = f"1. {body}: " + "; ".join(deeds) + "."
    duties = read(said, "duty")
    assert len(duties) == len(deeds), (said, duties)
    assert all(text_likeness(duty["body"], body) >= 0.75 for duty in duties), (said, duties)


LIMITS = {
    "trước ngày 15/3/2022": ("2022-03-15", "before"),
    "trước 15/3/2022": ("2022-03-15", "before"),
    "trước ngày 15 tháng 3 năm 2022": ("2022-03-15", "before"),
    "chậm nhất ngày 15/3/2022": ("2022-03-15", "before"),
    "chậm nhất là ngày 15/3/2022": ("2022-03-15", "before"),
    "chậm nhất vào ngày 15/3/2022": ("2022-03-15", "before"),
    "hoàn thành trước ngày 15/3/2022": ("2022-03-15", "before"),
    "xong trước ngày 15/3/2022": ("2022-03-15", "before"),
    "trong tháng 3/2022": ("2022-03", "within"),
    "trong tháng 03 năm 2022": ("2022-03", "within"),
    "hoàn thành trong tháng 3/2022": ("2022-03", "within"),
    "vào ngày 15/3/2022": ("2022-03-15", "on"),
}
SENT = [
    "xây dựng kế hoạch gửi về Liên đoàn Lao động tỉnh",
    "báo cáo kết quả về Liên đoàn Lao động tỉnh",
    "gửi hồ sơ khen thưởng về Liên đoàn Lao động tỉnh",
    "đăng ký thi đua với Liên đoàn Lao động tỉnh",
]


@pytest.mark.parametrize("limit", LIMITS)
@settings(max_examples=8, derandomize=True)
@given(body=st.sampled_from(BODIES[3:9]), deed=st.sampled_from(SENT))
def test_until_when(limit: str, body: str, deed: str) -> None:
    said = f"1. {body} {deed} {limit}."
    found = read(said, "deadline")
    assert [(one["due"], one["op"]) for one in found] == [LIMITS[limit]], (said, found)
    assert text_likeness(found[0]["who"], body) >= 0.75, (said, found)
    assert text_likeness(found[0]["to"], "Liên đoàn Lao động tỉnh") >= 0.75, (said, found)


RHYTHMS = {
    "Hằng tháng {deed}": "P1M",
    "Mỗi tháng {deed} một lần": "P1M",
    "Hàng quý {deed}": "P3M",
    "{deed} theo quý": "P3M",
    "Định kỳ hằng quý {deed}": "P3M",
    "Định kỳ 6 tháng {deed}": "P6M",
    "{deed} định kỳ 06 tháng": "P6M",
    "6 tháng một lần {deed}": "P6M",
    "Hằng năm {deed}": "P1Y",
    "{deed} hằng năm": "P1Y",
    "Định kỳ hằng năm {deed}": "P1Y",
    "Kết thúc mỗi đợt thi đua, {deed}": "per_round",
    "{deed} sau mỗi đợt thi đua": "per_round",
}


@pytest.mark.parametrize("rhythm", RHYTHMS)
@settings(max_examples=6, derandomize=True)
@given(body=st.sampled_from(BODIES[3:9]), deed=st.sampled_from(["báo cáo kết quả", "tổ chức sơ kết"]))
def test_how_often(rhythm: str, body: str, deed: str) -> None:
    clause = rhythm.format(deed=deed)
    said = f"1. {body}\n- {clause[0].upper()}{clause[1:]} về Liên đoàn Lao động tỉnh."
    found = read(said, "cadence")
    assert [one["frequency"] for one in found] == [RHYTHMS[rhythm]], (said, found)
    assert text_likeness(found[0]["who"], body) >= 0.75, (said, found)

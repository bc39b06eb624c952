"""Frames of papers from other offices and habits. Every paper here is made up."""

from __future__ import annotations

from thidua.documents.reading.items import Anniversary, DocField, LegalBasis, Recipient, Round, Slogan, Theme
from thidua.documents.reading.model import Reading
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source


def reading(text: str) -> Reading:
    return read_source(open_source(text.encode(), "giay.txt"))


def fields(text: str) -> dict[str, str]:
    return {one.field: one.value for one in reading(text).of(DocField)}


WEB_COPY = """Kế hoạch phát động phong trào thi đua trong CNVCLĐ huyện Tam Nông năm 2021

Căn cứ Hướng dẫn số 1245/HD-LĐLĐ và Kế hoạch số 63/KH-LĐLĐ ngày 31/12/2020 của LĐLĐ tỉnh;
LĐLĐ huyện Tam Nông xây dựng kế hoạch như sau:
A. MỤC ĐÍCH
Với chủ đề: "Năm kỷ cương". Khẩu hiệu hành động của phong trào: "Mỗi người làm việc bằng hai"
B. CÁC ĐỢT
* Đợt 1: Từ đầu năm đến 19/5/2021; ngày Quốc tế Phụ nữ (8/3) thi nấu ăn.
* Đợt 2 (từ 20/5 đến 02/9): hướng tới kỷ niệm 76 năm Cách mạng Tháng Tám (19/8/1945-19/8/2021) và Quốc khánh 2/9.
* Đợt 3: bắt đầu từ 03/9/2021, kết thúc 31/12/2021. Tổng kết trước ngày 20/12/2021.
C. TỔ CHỨC
1. Các CĐCS thực hiện.
TM. BAN THƯỜNG VỤ
Chủ tịch
Nguyễn Thị Hoa
Nơi gửi:
- LĐLĐ tỉnh }
- UBND huyện } để b/c
- Lưu
"""


def test_a_copy_that_lost_its_capitals_is_still_a_paper() -> None:
    told = fields(WEB_COPY)
    assert told["doc_type"] == "Kế hoạch"
    assert told["title"] == "phát động phong trào thi đua trong CNVCLĐ huyện Tam Nông năm 2021"
    assert told["issuer"] == "LĐLĐ huyện Tam Nông"
    assert (told["signer_title"], told["signer_name"]) == ("Chủ tịch", "Nguyễn Thị Hoa")
    assert [one.name for one in reading(WEB_COPY).of(Recipient)] == ["LĐLĐ tỉnh", "UBND huyện", "Lưu"]


def test_rounds_are_read_as_far_as_they_are_said() -> None:
    read = reading(WEB_COPY)
    assert [(one.ordinal, one.start, one.end) for one in read.of(Round)] == [
        (1, None, "2021-05-19"),
        (2, "2021-05-20", "2021-09-02"),
        (3, "2021-09-03", "2021-12-31"),
    ]
    assert read.of(Round)[2].review_date == "2021-12-20"
    assert [(one.text, one.owner) for one in read.of(Theme)] == [("Năm kỷ cương", None)]
    assert [(one.text, one.use) for one in read.of(Slogan)] == [("Mỗi người làm việc bằng hai", "khẩu hiệu")]
    assert [(one.name, one.years, one.occasion_date) for one in read.of(Anniversary)] == [
        ("Cách mạng Tháng Tám", 76, "2021-08-19"),
        ("Quốc khánh", None, "2021-09-02"),
    ]


STATE_COMPANY = """TỔNG CÔNG TY CẤP NƯỚC MIỀN ĐÔNG
CÔNG ĐOÀN
Số: 45/NQLT-TCT-CĐ
KHẨN
Biên Hòa, ngày 20/01/2022

NGHỊ QUYẾT LIÊN TỊCH
Về việc phát động phong trào thi đua năm 2022
Căn cứ Thỏa thuận số 7123/TTh ngày 01/12/2021;
Căn cứ Nghị quyết của Hội đồng thành viên Tổng công ty;
Căn cứ văn bản số 99/TCT-VP ngày 3/1/2022 của TCT v/v thi đua;
Căn cứ Nghị định số 91/2017/NĐ-CP của Chính phủ quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng;
Tổng Giám đốc và Ban Thường vụ Công đoàn quyết nghị:
Điều 1. Phát động đợt cao điểm 60 ngày từ ngày 01/10/2022 đến 30/11/2022.
Điều 2. Báo cáo đợt 1 gửi đến ngày 15/6. Cuộc thi ảnh có chủ đề “Nước và đời sống”.
TM BAN CHẤP HÀNH CÔNG ĐOÀN
CHỦ TỊCH
(ký, đóng dấu)
Lê Quang Vinh
"""


def test_a_company_stands_over_its_union_and_stamps_are_no_bodies() -> None:
    told = fields(STATE_COMPANY)
    assert told["superior_body"] == "Tổng công ty Cấp Nước Miền Đông"
    assert told["issuer"] == "Công đoàn Tổng công ty Cấp Nước Miền Đông"
    assert told["doc_type"] == "Nghị quyết liên tịch"
    assert (told["signing_capacity"], told["signer_name"]) == ("TM BAN CHẤP HÀNH CÔNG ĐOÀN", "Lê Quang Vinh")


def test_papers_of_every_kind_are_bases_and_the_law_in_a_subject_is_none() -> None:
    bases = reading(STATE_COMPANY).of(LegalBasis)
    assert [(one.doc_type, one.number, one.issuer) for one in bases] == [
        ("Thỏa thuận", "7123/TTh", None),
        ("Nghị quyết", None, "Hội đồng thành viên Tổng công ty"),
        ("Văn bản", "99/TCT-VP", "TCT"),
        ("Nghị định", "91/2017/NĐ-CP", "Chính phủ"),
    ]


def test_one_round_without_a_number_and_no_round_from_the_day_of_a_report() -> None:
    read = reading(STATE_COMPANY)
    assert [(one.ordinal, one.start, one.end) for one in read.of(Round)] == [
        (None, "2022-10-01", "2022-11-30")
    ]
    assert read.of(Theme) == []


NEWS = """Công đoàn ngành Dệt may: Trao quà cho công nhân

Sáng 21/7, Công đoàn ngành Dệt may đã tổ chức chương trình gặp mặt.
Phát biểu tại buổi gặp mặt, lãnh đạo cho biết nhiều đơn vị đã vượt kế hoạch.
"""


def test_who_is_in_the_news_issues_no_paper() -> None:
    assert fields(NEWS) == {}


SEVERAL_SIGNS = """CỤM THI ĐUA SỐ IV
LĐLĐ CÁC TỈNH
MIỀN ĐÔNG NAM BỘ

BẢN PHÁT ĐỘNG THI ĐUA
Năm 2016

Năm 2016 có nhiều ngày lễ lớn. Cụm trưởng phát động thi đua với các nội dung sau:
1. Thi đua hoàn thành nhiệm vụ.
2. Thi đua làm việc tốt; sơ kết đợt 1 vào ngày 10/7/2016.
Đợt 1 từ 01/02/2016 đến 30/6/2016.

Tây Ninh, tháng 01 năm 2016
TM. CỤM THI ĐUA
CỤM TRƯỞNG
CHỦ TỊCH LĐLĐ TỈNH TÂY NINH
Ngô Thị Vân
"""


def test_the_day_below_the_members_of_a_cluster_and_two_posts_of_one_person() -> None:
    told = fields(SEVERAL_SIGNS)
    assert told["issuer"] == "Cụm thi đua số IV LĐLĐ các tỉnh Miền Đông Nam Bộ"
    assert "superior_body" not in told
    assert (told["place"], told["date"]) == ("Tây Ninh", "2016-01")
    assert told["year"] == "2016"
    assert told["signer_title"] == "Cụm trưởng, Chủ tịch LĐLĐ tỉnh Tây Ninh"


def test_a_review_said_elsewhere_belongs_to_its_round() -> None:
    (one,) = reading(SEVERAL_SIGNS).of(Round)
    assert (one.ordinal, one.start, one.end) == (1, "2016-02-01", "2016-06-30")
    assert (one.review_type, one.review_date) == ("sơ kết", "2016-07-10")

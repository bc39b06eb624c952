"""Heads, signatures and nơi nhận of papers as different offices lay them out. Every paper here is made up."""

from __future__ import annotations

import pytest

from thidua.documents.reading.items import DocField, Recipient
from thidua.documents.reading.model import Reading
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source


def reading(text: str) -> Reading:
    return read_source(open_source(text.encode(), "giay.txt"))


def fields(text: str) -> dict[str, str]:
    return {one.field: one.value for one in reading(text).of(DocField)}


def recipients(text: str) -> list[tuple[str, str | None]]:
    return [(one.name, one.purpose) for one in reading(text).of(Recipient)]


CAPITAL_CITY = """TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG
THÀNH PHỐ HẢI PHÒNG
Số: 07/KH-LĐLĐ
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Hải Phòng, ngày 12 tháng 01 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua yêu nước
trong công nhân, viên chức, lao động thành phố năm 2024

Căn cứ Luật Thi đua, khen thưởng;
Liên đoàn Lao động thành phố xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
1. Giữ nhịp sản xuất.

Nơi nhận:
- Tổng LĐLĐ Việt Nam (để b/c);
- Các CĐ cấp trên
cơ sở (để t/h);
- Lưu: VT, CSPL.
TM. BAN THƯỜNG VỤ
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

(Đã ký)

Lê Thị Hồng Vân
"""


def test_a_head_of_lines_below_one_another() -> None:
    assert fields(CAPITAL_CITY) == {
        "superior_body": "Tổng Liên đoàn Lao động Việt Nam",
        "issuer": "Liên đoàn Lao động thành phố Hải Phòng",
        "number": "07/KH-LĐLĐ",
        "place": "Hải Phòng",
        "date": "2024-01-12",
        "doc_type": "Kế hoạch",
        "title": "Phát động phong trào thi đua yêu nước trong công nhân, viên chức, lao động thành phố năm 2024",
        "year": "2024",
        "signing_capacity": "TM. BAN THƯỜNG VỤ, KT. CHỦ TỊCH",
        "signer_title": "Phó Chủ tịch",
        "signer_name": "Lê Thị Hồng Vân",
    }
    assert recipients(CAPITAL_CITY) == [
        ("Tổng LĐLĐ Việt Nam", "báo cáo"),
        ("Các CĐ cấp trên cơ sở", "thực hiện"),
        ("Lưu: VT, CSPL", "lưu"),
    ]


TWO_COLUMNS = """LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ YÊN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CÔNG ĐOÀN NGÀNH GIÁO DỤC\tĐộc lập - Tự do - Hạnh phúc
Số:       /HD-CĐGD\tTuy Hòa, ngày      tháng 9 năm 2023

HƯỚNG DẪN
Tổ chức phong trào thi đua trong nhà giáo

Kính gửi: - Công đoàn cơ sở trực thuộc;
          - Công đoàn giáo dục các huyện.

Thực hiện Hướng dẫn số 45/HD-LĐLĐ ngày 20/8/2023 của Liên đoàn Lao động tỉnh, Công đoàn ngành hướng dẫn như sau:
1. Nội dung thi đua
a) Đổi mới giờ dạy.

\tTM. BAN THƯỜNG VỤ
Nơi nhận:\tCHỦ TỊCH
- Như kính gửi;
- LĐLĐ tỉnh (báo cáo);
- Lưu: VP.\tTrần Thanh Bình
"""


def test_two_columns_a_blank_number_and_a_blank_day() -> None:
    told = fields(TWO_COLUMNS)
    assert told["superior_body"] == "Liên đoàn Lao động tỉnh Phú Yên"
    assert told["issuer"] == "Công đoàn ngành Giáo dục"
    assert "number" not in told
    assert told["symbol"] == "HD-CĐGD"
    assert told["date"] == "2023-09"
    assert told["place"] == "Tuy Hòa"
    assert "year" not in told
    assert (told["signing_capacity"], told["signer_title"], told["signer_name"]) == (
        "TM. BAN THƯỜNG VỤ", "Chủ tịch", "Trần Thanh Bình",
    )  # fmt: skip
    assert recipients(TWO_COLUMNS) == [("Như kính gửi", None), ("LĐLĐ tỉnh", "báo cáo"), ("Lưu: VP", "lưu")]


DRAFT_DIRECTIVE = """TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG TỈNH BÌNH PHƯỚC
***
Số: 15/CT-LĐLĐ
DỰ THẢO LẦN 2
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Phước, ngày 3 tháng 4 năm 2025

CHỈ THỊ
Về việc đẩy mạnh thi đua trong các khu công nghiệp

Trong những năm qua, phong trào đã có nhiều kết quả. Tuy nhiên vẫn còn hạn chế.
Ban Thường vụ Liên đoàn Lao động tỉnh yêu cầu các cấp công đoàn thực hiện tốt các nội dung sau:
1. Các cấp công đoàn mở đợt cao điểm.
2. Ban Tuyên giáo đẩy mạnh truyền thông.

Nơi nhận:
Để báo cáo:
- Đoàn Chủ tịch TLĐ;
- Ban Thường vụ Tỉnh ủy;
Để thực hiện:
- Các CĐCS trực thuộc;
- Lưu VT.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Phạm Thị Thu Hương
"""


def test_a_draft_without_bases_and_recipients_in_groups() -> None:
    told = fields(DRAFT_DIRECTIVE)
    assert told["status"] == "DỰ THẢO LẦN 2"
    assert told["doc_type"] == "Chỉ thị"
    assert "year" not in told
    assert recipients(DRAFT_DIRECTIVE) == [
        ("Đoàn Chủ tịch TLĐ", "báo cáo"),
        ("Ban Thường vụ Tỉnh ủy", "báo cáo"),
        ("Các CĐCS trực thuộc", "thực hiện"),
        ("Lưu VT", "lưu"),
    ]


COMPANY = """CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH HƯNG YÊN
CÔNG ĐOÀN
CÔNG TY TNHH ĐIỆN TỬ SAO MAI
Số 03/2023/KH-CĐCS

Hưng Yên, 05/02/2023

KẾ HOẠCH PHÁT ĐỘNG THI ĐUA NĂM 2023
Thực hiện công văn số 11/CĐKCN ngày 30/01/2023 của Công đoàn các KCN tỉnh, BCH Công đoàn Công ty ban hành kế hoạch như sau:
1) Thời gian thực hiện: từ ngày 06/02/2023 đến ngày 31/12/2023.
2) Tổ chức: các tổ công đoàn đăng ký.

Nơi nhận:                                TM/ BAN CHẤP HÀNH
- CĐ các KCN tỉnh (b/c)                       CHỦ TỊCH
- Ban Giám đốc (phối hợp)
- Lưu CĐ                                   Ngô Văn Tú
"""


def test_a_company_union_with_its_title_in_the_line_of_its_kind() -> None:
    told = fields(COMPANY)
    assert told["superior_body"] == "Công đoàn các khu công nghiệp tỉnh Hưng Yên"
    assert told["issuer"] == "Công đoàn Công ty TNHH Điện Tử Sao Mai"
    assert told["number"] == "03/2023/KH-CĐCS"
    assert told["date"] == "2023-02-05"
    assert (told["doc_type"], told["title"], told["year"]) == (
        "Kế hoạch",
        "PHÁT ĐỘNG THI ĐUA NĂM 2023",
        "2023",
    )
    assert (told["period_start"], told["period_end"]) == ("2023-02-06", "2023-12-31")
    assert told["signer_name"] == "Ngô Văn Tú"
    assert [purpose for _, purpose in recipients(COMPANY)] == ["báo cáo", "phối hợp", "lưu"]


PARTY = """TỈNH ỦY HÀ NAM\tĐẢNG CỘNG SẢN VIỆT NAM
*\t
Số 21-CT/TU\tPhủ Lý, ngày 08 tháng 5 năm 2022

CHỈ THỊ
CỦA BAN THƯỜNG VỤ TỈNH ỦY
về tăng cường sự lãnh đạo của Đảng đối với phong trào thi đua
-----

Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện:
1- Quán triệt sâu sắc.
2- Kiểm tra thường xuyên.

Nơi nhận:
- Ban Bí thư (để báo cáo),
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ


Mai Văn Tuất
"""


def test_a_paper_of_the_party() -> None:
    told = fields(PARTY)
    assert told["issuer"] == "Tỉnh ủy Hà Nam"
    assert "superior_body" not in told
    assert told["number"] == "21-CT/TU"
    assert told["title"] == "về tăng cường sự lãnh đạo của Đảng đối với phong trào thi đua"
    assert (told["signing_capacity"], told["signer_title"]) == ("T/M BAN THƯỜNG VỤ", "Phó Bí thư")
    assert [name for name, _ in recipients(PARTY)] == [
        "Ban Bí thư",
        "Các huyện ủy, thành ủy",
        "Lưu Văn phòng Tỉnh ủy",
    ]


LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH TRÀ VINH
LIÊN ĐOÀN LAO ĐỘNG HUYỆN CẦU KÈ
Số: 64 /LĐLĐ
V/v đăng ký thi đua và
giao ước thi đua năm 2019

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Cầu Kè, ngày 14 tháng 02 năm 2019

Kính gửi: Ban Chấp hành các Công đoàn cơ sở trực thuộc

Ban Thường vụ LĐLĐ huyện đề nghị:
- Các CĐCS gửi bản đăng ký.
Nhận được công văn này, đề nghị các đơn vị triển khai thực hiện./.

Nơi nhận:
- Như trên;
- Lưu VT.
TL. BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG

Hoàng Thị Bích
"""


def test_an_official_letter_has_its_subject_under_its_number() -> None:
    told = fields(LETTER)
    assert told["doc_type"] == "Công văn"
    assert told["number"] == "64/LĐLĐ"
    assert told["title"] == "đăng ký thi đua và giao ước thi đua năm 2019"
    assert told["issuer"] == "Liên đoàn Lao động huyện Cầu Kè"
    assert told["signer_title"] == "Chánh Văn phòng"


DECISION = """CÔNG ĐOÀN VIÊN CHỨC VIỆT NAM
BAN THƯỜNG VỤ
Số: 88/QĐ-CĐVC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 02 tháng 10 năm 2020

QUYẾT ĐỊNH
Về việc ban hành Quy chế hoạt động của các khối thi đua

BAN THƯỜNG VỤ CÔNG ĐOÀN VIÊN CHỨC VIỆT NAM

Căn cứ Điều lệ Công đoàn Việt Nam khóa XII;
Xét đề nghị của Ban Chính sách Pháp luật,

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế hoạt động của các khối thi đua.
Điều 2. Các khối thi đua chịu trách nhiệm thi hành./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Nguyễn Giang Tuệ
"""


def test_a_decision_of_an_organ() -> None:
    told = fields(DECISION)
    assert told["issuer"] == "Ban Thường vụ Công đoàn Viên chức Việt Nam"
    assert told["title"] == "Về việc ban hành Quy chế hoạt động của các khối thi đua"
    assert told["signer_name"] == "Nguyễn Giang Tuệ"


JOINT = """LIÊN ĐOÀN LAO ĐỘNG TỈNH GIA LAI - SỞ NỘI VỤ TỈNH GIA LAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
CHƯƠNG TRÌNH PHỐI HỢP
Thi đua cải cách hành chính giai đoạn 2022 - 2025
Hai bên thống nhất ban hành chương trình như sau:
1. Cùng tuyên truyền.
2. Cùng kiểm tra.

SỞ NỘI VỤ                              LIÊN ĐOÀN LAO ĐỘNG TỈNH
GIÁM ĐỐC                                CHỦ TỊCH

Rơ Chăm Hin                            Đặng Thanh Hà
"""


def test_a_paper_that_two_sign() -> None:
    told = fields(JOINT)
    assert told["issuer"] == "Liên đoàn Lao động tỉnh Gia Lai - Sở Nội vụ tỉnh Gia Lai"
    assert (told["period_start"], told["period_end"]) == ("2022", "2025")
    assert told["signer_name"] == "Rơ Chăm Hin; Đặng Thanh Hà"


LOST_HEAD = """KẾ HOẠCH
Phát động thi đua trong công nhân lao động năm 2018

Ban Thường vụ Liên đoàn Lao động tỉnh xây dựng kế hoạch phát động thi đua như sau:
I. MỤC ĐÍCH
1. Góp phần phát triển tỉnh Bến Tre; tỉnh Bến Tre có nhiều khu công nghiệp.
"""


def test_a_lost_head_leaves_its_fields_absent_and_the_issuer_is_who_says_so() -> None:
    assert fields(LOST_HEAD) == {
        "doc_type": "Kế hoạch",
        "title": "Phát động thi đua trong công nhân lao động năm 2018",
        "year": "2018",
        "issuer": "Ban Thường vụ Liên đoàn Lao động tỉnh Bến Tre",
    }
    assert recipients(LOST_HEAD) == []


@pytest.mark.parametrize(
    "text",
    [
        "Các tổ công đoàn đăng ký nội dung thi đua theo mẫu.\n1. Giữ vệ sinh.\n2. Giúp đỡ nhau.\n",
        "I. NỘI DUNG\n1. Tăng ca hợp lý.\nII. TỔ CHỨC\n1. Các tổ thực hiện.\n",
        "Lời đầu tiên xin gửi tới các anh chị.\n",
    ],
)
def test_a_text_without_head_and_signature_has_no_invented_field(text: str) -> None:
    assert fields(text) == {}


SHARED_BRACKET = """KẾ HOẠCH
Hội thi thợ giỏi
Công đoàn ngành tổ chức như sau:
1. Thi lý thuyết.
2. Thi tay nghề.
Nơi nhận:
- Đ/c Trần Minh, Phó Chủ tịch
- Thường trực Tổng Liên đoàn;
- TT Tỉnh ủy;     (Chỉ đạo)
- Các Cụm thi đua,       (Th/hiện)
  CĐCS trực thuộc;
- Báo, Đài (để đưa tin);
- Lưu VP.
"""


def test_lines_of_recipients_that_were_broken_at_a_post_or_around_a_purpose() -> None:
    assert recipients(SHARED_BRACKET) == [
        ("Đ/c Trần Minh, Phó Chủ tịch Thường trực Tổng Liên đoàn", None),
        ("TT Tỉnh ủy", "chỉ đạo"),
        ("Các Cụm thi đua, CĐCS trực thuộc", "thực hiện"),
        ("Báo, Đài", "đưa tin"),
        ("Lưu VP", "lưu"),
    ]


def test_entries_of_recipients_in_one_line() -> None:
    text = "KẾ HOẠCH\nHội thi\nCông đoàn tổ chức như sau:\n1. Thi.\nNơi nhận: LĐLĐ tỉnh (b/c); Sở Y tế (p/h); lưu: VP.\n"
    said = [("LĐLĐ tỉnh", "báo cáo"), ("Sở Y tế", "phối hợp"), ("lưu: VP", "lưu")]
    assert recipients(text) == said
    assert recipients(text.replace("Nơi nhận: ", "Nơi nhận:\n- ")) == said


def test_bodies_that_share_a_purpose_behind_one_dash_stay_together() -> None:
    text = "KẾ HOẠCH\nHội thi\nCông đoàn tổ chức như sau:\n1. Thi.\nNơi nhận:\n- Các ban; các phòng (t/h);\n- Lưu: VP.\n"
    assert recipients(text) == [("Các ban; các phòng", "thực hiện"), ("Lưu: VP", "lưu")]


BEFORE_A_CONGRESS = """CÔNG ĐOÀN PHƯỜNG ĐỒI THÔNG
Số: 04/KH-CĐP
Đồi Thông, ngày 15 tháng 9 năm 2025
KẾ HOẠCH
Thi đua chào mừng Đại hội Công đoàn thành phố lần thứ IX, nhiệm kỳ 2025 - 2030

A. MỤC TIÊU
Mỗi công đoàn cơ sở có một việc làm tốt.
B. THỜI GIAN
Từ ngày 20/9/2025 đến hết ngày 20/12/2025.
"""


def test_the_term_of_a_congress_is_not_the_time_of_the_plan() -> None:
    told = fields(BEFORE_A_CONGRESS)
    assert (told["period_start"], told["period_end"]) == ("2025-09-20", "2025-12-20")
    own = BEFORE_A_CONGRESS.replace("chào mừng Đại hội Công đoàn thành phố lần thứ IX, nhiệm kỳ", "nhiệm kỳ")
    assert (
        fields(own.replace("Từ ngày 20/9/2025 đến hết ngày 20/12/2025", "Cả nhiệm kỳ"))["period_start"]
        == "2025"
    )

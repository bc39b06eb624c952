"""Bases, themes, slogans, rounds and what they celebrate. Every sentence here is made up."""

from __future__ import annotations

from thidua.documents.reading.items import Anniversary, LegalBasis, Round, Slogan, Theme
from thidua.documents.reading.model import Reading
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

HEAD = "KẾ HOẠCH\nTổ chức thi đua năm 2022\n"


def reading(text: str) -> Reading:
    return read_source(open_source((HEAD + text).encode(), "giay.txt"))


def rounds(text: str) -> list[tuple[int | None, str | None, str | None, str | None]]:
    return [(one.ordinal, one.start, one.end, one.theme) for one in reading(text).of(Round)]


def test_bases_stand_in_the_preamble_and_a_paper_named_twice_is_one() -> None:
    read = reading(
        "Căn cứ Luật Thi đua, khen thưởng;\n"
        "Căn cứ chương trình, kế hoạch của Ban Thường vụ LĐLĐ tỉnh Điện Biên;\n"
        "Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị, công đoàn tỉnh tổ chức như sau:\n"
        "I. NỘI DUNG\n"
        "1. Quán triệt Chỉ thị 34-CT/TW, Nghị định số 91/2017/NĐ-CP và Quy chế khen thưởng của tổ chức Công đoàn.\n"
        "2. Thực hiện đúng Luật Thi đua, khen thưởng.\n"
    ).of(LegalBasis)
    assert [(one.role, one.doc_type, one.number) for one in read] == [
        ("basis", "Luật", None),
        ("basis", "Chương trình, kế hoạch", None),
        ("basis", "Chỉ thị", "34-CT/TW"),
        ("cited", "Nghị định", "91/2017/NĐ-CP"),
        ("cited", "Quy chế", None),
    ]
    assert read[1].issuer == "Ban Thường vụ LĐLĐ tỉnh Điện Biên"


def test_a_heading_of_bases_makes_bases() -> None:
    (basis,) = reading("I. CĂN CỨ\n1. Nghị quyết số 02-NQ/TW về “Đổi mới”.\nII. NỘI DUNG\n1. Thi đua.\n").of(
        LegalBasis
    )
    assert (basis.role, basis.subject) == ("basis", "Đổi mới")


def test_rounds_in_one_sentence() -> None:
    assert rounds("Chia làm 2 đợt: Đợt 1 từ ngày 01/01 đến 31/5; đợt 2 từ 01/6 đến hết 31/12/2022.\n") == [
        (1, "2022-01-01", "2022-05-31", None),
        (2, "2022-06-01", "2022-12-31", None),
    ]


def test_stages_have_their_years_and_never_the_day_on_which_they_are_looked_back_on() -> None:
    assert rounds(
        "I. CÁC MỐC\n"
        "- Giai đoạn 1 (2022 - 2023): sơ kết vào quý III năm 2023.\n"
        "- Giai đoạn 2 (2024 - 2026): tổng kết trong tháng 9/2026.\n"
    ) == [(1, "2022", "2023", None), (2, "2024", "2026", None)]
    assert rounds("Giai đoạn 1: sơ kết vào quý III năm 2022.\n") == []


def test_laps_are_rounds_and_quotes_right_behind_the_days_are_the_theme() -> None:
    assert rounds(
        "Thi đua gồm hai chặng. Chặng 1 từ 01/3/2022 đến 30/4/2022. Chặng 2 từ 01/5/2022 đến 30/6/2022.\n"
    ) == [(1, "2022-03-01", "2022-04-30", None), (2, "2022-05-01", "2022-06-30", None)]
    assert rounds("Đợt 1 (từ 01/3/2022 đến 30/6/2022): “Vào ca đúng giờ”. Sơ kết ngày 05/7/2022.\n") == [
        (1, "2022-03-01", "2022-06-30", "Vào ca đúng giờ")
    ]


def test_rounds_as_headings_with_what_stands_below() -> None:
    read = reading(
        "III. THỜI GIAN\n"
        "1. Đợt thi đua thứ nhất (từ tháng 01/2022 đến tháng 6/2022)\n"
        "- Chủ đề: “Khởi đầu chắc chắn”.\n"
        "- Sơ kết ngày 15/7/2022.\n"
        "2. Đợt II: từ nay đến 30/11/2022\n"
        "Chào mừng 93 năm Ngày thành lập Công đoàn Việt Nam (28/7/1929 - 28/7/2022).\n"
    )
    first, second = read.of(Round)
    assert (first.ordinal, first.start, first.end, first.theme) == (
        1,
        "2022-01",
        "2022-06",
        "Khởi đầu chắc chắn",
    )
    assert (first.review_type, first.review_date) == ("sơ kết", "2022-07-15")
    assert (second.ordinal, second.start, second.end) == (2, None, "2022-11-30")
    (day,) = read.of(Anniversary)
    assert (day.years, day.round) == (93, 2)
    assert read.of(Theme) == []


def test_quarters_under_a_heading_of_rounds_are_rounds() -> None:
    text = "III. CÁC ĐỢT THI ĐUA\n- Quý I (01/01 – 31/3): khởi động;\n- Quý II (01/4 – 30/6): tăng tốc.\n"
    assert rounds(text) == [(1, "2022-01-01", "2022-03-31", None), (2, "2022-04-01", "2022-06-30", None)]


def test_a_count_of_rounds_and_a_span_of_years_are_no_rounds() -> None:
    assert (
        rounds("I. NỘI DUNG\n1. Tổ chức 2 đợt thi đua; giai đoạn 2021 - 2025; báo cáo sau mỗi đợt thi đua.\n")
        == []
    )


def test_themes_say_whose_they_are() -> None:
    read = reading(
        "I. YÊU CẦU\n"
        "1. Thực hiện chủ đề năm “Chăm lo tốt hơn” của Tổng Liên đoàn Lao động Việt Nam, chủ đề Thành phố “Kỷ cương” "
        "và chủ đề hoạt động của tổ chức Công đoàn năm 2022 là “Hướng về cơ sở thân yêu”; LĐLĐ quận Đống Đa lấy chủ đề "
        "“Mỗi ngày một việc tốt”.\n"
    )
    assert [(one.text, one.owner, one.year) for one in read.of(Theme)] == [
        ("Chăm lo tốt hơn", "Tổng Liên đoàn Lao động Việt Nam", "2022"),
        ("Kỷ cương", "Thành phố", "2022"),
        ("Hướng về cơ sở thân yêu", "tổ chức Công đoàn", "2022"),
        ("Mỗi ngày một việc tốt", "LĐLĐ quận Đống Đa", "2022"),
    ]


def test_slogans_say_their_use_and_their_blank() -> None:
    read = reading(
        "I. NỘI DUNG\n"
        '1. Với tinh thần “Nhanh, gọn, đúng hẹn” và phương châm "Gần dân, sát cơ sở".\n'
        "2. Hưởng ứng phong trào “Lao động giỏi, lao động sáng tạo”.\n"
        "II. KHẨU HIỆU TUYÊN TRUYỀN\n"
        "1. Công nhân, lao động (tên đơn vị) thi đua về đích sớm!\n"
        "2. Nhiệt liệt chào mừng Tháng Công nhân năm 2022!\n"
    )
    assert [(one.use, one.text, one.placeholder) for one in read.of(Slogan)] == [
        ("tinh thần", "Nhanh, gọn, đúng hẹn", None),
        ("phương châm", "Gần dân, sát cơ sở", None),
        ("khẩu hiệu", "Công nhân, lao động (tên đơn vị) thi đua về đích sớm", "(tên đơn vị)"),
        ("khẩu hiệu", "Nhiệt liệt chào mừng Tháng Công nhân năm 2022", None),
    ]


def test_an_event_named_often_is_one_and_keeps_its_round() -> None:
    read = reading(
        "I. MỤC ĐÍCH\n1. Chào mừng Đại hội XIII Công đoàn Việt Nam.\n"
        "II. THỜI GIAN\nĐợt 1: Từ 01/01/2022 đến 30/6/2022: chào mừng Đại hội Công đoàn các cấp.\n"
        "Đợt 2: Từ 01/7/2022 đến 31/12/2022: chào mừng Đại hội XIII Công đoàn Việt Nam và Ngày Phụ nữ Việt Nam 20/10.\n"
    ).of(Anniversary)
    assert {(one.name, one.type, one.round) for one in read} == {
        ("Đại hội XIII Công đoàn Việt Nam", "event", 2),
        ("Đại hội Công đoàn các cấp", "event", 1),
        ("Ngày Phụ nữ Việt Nam", "anniversary", 2),
    }


def test_reading_twice_is_the_same_and_in_the_order_of_the_text() -> None:
    text = (
        "Căn cứ Luật Công đoàn;\nI. NỘI DUNG\n"
        "1. Với tinh thần “Vượt khó đi lên”, chào mừng Đại hội XIII Công đoàn Việt Nam.\n"
    )
    first, second = reading(text), reading(text)
    assert first.items == second.items
    starts = [item.anchor.start for item in first.items if item.anchor]
    assert starts == sorted(starts)


def test_half_a_year_is_six_months() -> None:
    text = "I. THỜI GIAN\n1. Đợt 1 (6 tháng đầu năm): khởi động.\n2. Đợt 2 (6 tháng cuối năm): về đích.\n"
    assert rounds(text) == [(1, "2022-01", "2022-06", None), (2, "2022-07", "2022-12", None)]

"""The Word samples. ``python -m tests.documents.papers.building.word_papers`` writes them anew beside their labels."""

from __future__ import annotations

from pathlib import Path

from tests.documents.papers.building.word import Paper

HERE = Path(__file__).parent.parent


def health_union_2022() -> Paper:
    """A plan of a sector union: head in a table, every number made by Word, a passage in an old font."""
    paper = Paper()
    paper.head(
        ["TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "CÔNG ĐOÀN Y TẾ VIỆT NAM", "Số: 37/KH-CĐYT"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hà Nội, ngày 24 tháng 02 năm 2022",
        ],
    )
    paper.line("KẾ HOẠCH", bold=True, centred=True)
    paper.line("Tổ chức phong trào thi đua trong ngành Y tế năm 2022", bold=True, centred=True)
    paper.line(
        "Căn cứ Kế hoạch số 02/KH-TLĐ ngày 05/01/2022 của Tổng Liên đoàn Lao động Việt Nam và Chương trình công tác "
        "số 11/CTr-BYT ngày 20/01/2022 của Bộ Y tế, Ban Thường vụ Công đoàn Y tế Việt Nam xây dựng kế hoạch như sau:"
    )
    paper.number("parts", 0, "MỤC ĐÍCH", bold=True)
    paper.line(
        "Cổ vũ, động viên cán bộ, nhân viên y tế vượt khó sau đại dịch, nâng cao y đức; chào mừng kỷ niệm 67 năm Ngày "
        "Thầy thuốc Việt Nam (27/02/1955 - 27/02/2022) và Đại hội Công đoàn Y tế Việt Nam lần thứ XIV."
    )
    paper.number("parts", 0, "CHỈ TIÊU PHẤN ĐẤU", bold=True)
    paper.number(
        "points#1", 0, "100% đơn vị trực thuộc tổ chức ký cam kết “Đổi mới phong cách, thái độ phục vụ”."
    )
    paper.number("points#1", 0, "Ít nhất 85% nữ đoàn viên đạt danh hiệu “Giỏi việc nước, đảm việc nhà”.")
    paper.number(
        "points#1",
        0,
        "Mỗi bệnh viện hạng I trở lên có ít nhất 05 đề tài, sáng kiến cấp cơ sở được công nhận.",
    )
    paper.number("points#1", 0, "Tỷ lệ hài lòng của người bệnh nội trú đạt trên 92%; ngoại trú đạt trên 88%.")
    paper.spans(
        ("Times New Roman", "Ngoài ra, "),
        (".VnTime", "phÊn ®Êu 60% c«ng ®oµn c¬ së tæ chøc bÕp ¨n tËp thÓ"),
        ("Times New Roman", " bảo đảm vệ sinh an toàn thực phẩm."),
    )
    paper.number("parts", 0, "NỘI DUNG THI ĐUA", bold=True)
    paper.number("points#2", 0, "Đối với các bệnh viện, viện có giường bệnh", bold=True)
    paper.number("dashes#1", 0, "Đẩy mạnh phong trào “Bệnh viện xanh - sạch - đẹp, hạn chế chất thải nhựa”.")
    paper.number("dashes#1", 0, "Thi đua rút ngắn thời gian chờ khám, thực hiện nghiêm quy chế chuyên môn.")
    paper.number("points#2", 0, "Đối với các trường đại học, cao đẳng y dược", bold=True)
    paper.number(
        "dashes#2", 0, "Đẩy mạnh phong trào “Dạy tốt - Học tốt”, viết giáo trình, chuyển giao kỹ thuật."
    )
    paper.number("points#2", 0, "Đối với các doanh nghiệp dược, thiết bị y tế", bold=True)
    paper.number("dashes#3", 0, "Thi đua “Lao động giỏi, lao động sáng tạo”, bảo đảm đủ thuốc chữa bệnh.")
    paper.number("parts", 0, "TỔ CHỨC THỰC HIỆN", bold=True)
    paper.number("points#3", 0, "Công đoàn Y tế Việt Nam")
    paper.number("points#3", 1, "Ban Chính sách pháp luật theo dõi, tổng hợp, tham mưu khen thưởng.")
    paper.number("points#3", 1, "Ban Tuyên giáo và Nữ công tuyên truyền gương thầy thuốc tiêu biểu.")
    paper.number("points#3", 0, "Công đoàn ngành Y tế các tỉnh, thành phố, công đoàn cơ sở trực thuộc")
    paper.number("points#3", 1, "Đăng ký thi đua về Công đoàn Y tế Việt Nam trước ngày 20 tháng 3 năm 2022.")
    paper.number(
        "points#3",
        1,
        "Báo cáo 6 tháng trước ngày 10/6/2022, báo cáo năm trước ngày 15/11/2022 về Công đoàn ngành.",
    )
    paper.foot(
        [
            "Nơi nhận:",
            "- TLĐLĐVN (để b/c);",
            "- BCSĐ, Lãnh đạo Bộ Y tế (để b/c);",
            "- CĐ ngành Y tế các tỉnh, TP (để t/hiện);",
            "- Lưu: VT, CSPL.",
        ],
        ["TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Phạm Thị Thanh Mai Anh"],
    )
    return paper


def assigned_targets_2024() -> Paper:
    """A decision that hands targets down, with an annex whose head is merged and whose total does not add up."""
    paper = Paper()
    paper.head(
        ["LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ TĨNH", "BAN THƯỜNG VỤ", "Số: 206/QĐ-LĐLĐ"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hà Tĩnh, ngày 30 tháng 01 năm 2024",
        ],
    )
    paper.line("QUYẾT ĐỊNH", bold=True, centred=True)
    paper.line("Về việc giao chỉ tiêu thi đua năm 2024", bold=True, centred=True)
    paper.line("BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ TĨNH", bold=True, centred=True)
    for text in (
        "Căn cứ Điều lệ Công đoàn Việt Nam khóa XIII;",
        "Căn cứ Nghị quyết số 05/NQ-LĐLĐ ngày 22/12/2023 của Ban Chấp hành Liên đoàn Lao động tỉnh;",
        "Theo đề nghị của Ban Chính sách pháp luật.",
    ):
        paper.line(text, italic=True)
    paper.line("QUYẾT ĐỊNH:", bold=True, centred=True)
    paper.number("articles", 0, "Giao chỉ tiêu thi đua năm 2024 cho các đơn vị theo phụ lục kèm theo.")
    paper.number(
        "articles",
        0,
        "Các đơn vị cụ thể hóa chỉ tiêu, giao cho công đoàn cơ sở trước ngày 29/02/2024. Ban Chính sách pháp luật đôn "
        "đốc, tổng hợp kết quả hằng quý. Kết quả thực hiện là căn cứ xếp loại thi đua cuối năm.",
    )
    paper.number(
        "articles",
        0,
        "Văn phòng, các Ban Liên đoàn Lao động tỉnh và các đơn vị có tên trong phụ lục chịu trách nhiệm thi hành "
        "Quyết định này kể từ ngày ký.",
    )
    paper.foot(
        ["Nơi nhận:", "- Như Điều 3;", "- Tổng LĐLĐ Việt Nam (b/c);", "- Lưu: VT, CSPL."],
        ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "", "Nguyễn Hữu Thắng Lợi"],
    )
    paper.doc.add_page_break()
    paper.line("PHỤ LỤC", bold=True, centred=True)
    paper.line("Giao chỉ tiêu thi đua năm 2024", bold=True, centred=True)
    paper.line(
        "(Kèm theo Quyết định số 206/QĐ-LĐLĐ ngày 30/01/2024 của Ban Thường vụ LĐLĐ tỉnh)",
        italic=True,
        centred=True,
    )
    paper.grid(
        [
            [
                "TT",
                "Đơn vị",
                "Phát triển đoàn viên (người)",
                "",
                "Thành lập mới CĐCS (đơn vị)",
                "Mái ấm (nhà)",
            ],
            ["", "", "Khu vực nhà nước", "Ngoài nhà nước", "", ""],
            ["1", "LĐLĐ thành phố Hà Tĩnh", "40", "600", "12", "3"],
            ["2", "LĐLĐ thị xã Kỳ Anh", "25", "1.200", "10", "4"],
            ["3", "LĐLĐ huyện Hương Khê", "30", "150", "3", "5"],
            ["4", "Công đoàn ngành Giáo dục", "120", "-", "-", "2"],
            ["5", "Công đoàn KKT tỉnh", "-", "2.500", "15", ""],
            ["", "Tổng cộng", "215", "4.450", "42", "14"],
        ],
        [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4)), ((0, 5), (1, 5))],
    )
    return paper


MADE = {"y-te-viet-nam-2022": health_union_2022, "ha-tinh-giao-chi-tieu-2024": assigned_targets_2024}


if __name__ == "__main__":
    for name, make in MADE.items():
        make().doc.save(str(HERE / f"{name}.docx"))

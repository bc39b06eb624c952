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


def scoring_rules_2022() -> Paper:
    """A decision with its rules behind the signature: points in a table, more points, fewer points, grades."""
    paper = Paper()
    paper.head(
        ["LIÊN ĐOÀN LAO ĐỘNG TỈNH LÂM ĐỒNG", "CÔNG ĐOÀN GIÁO DỤC TỈNH", "*", "Số: 61/QĐ-CĐGD"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "",
            "Lâm Đồng, ngày 05 tháng 9 năm 2022",
        ],
    )
    paper.line("QUYẾT ĐỊNH", bold=True, centred=True)
    paper.line("Ban hành Quy định chấm điểm thi đua công đoàn cơ sở trường học", bold=True, centred=True)
    paper.line("BAN THƯỜNG VỤ CÔNG ĐOÀN GIÁO DỤC TỈNH LÂM ĐỒNG", bold=True, centred=True)
    paper.line(
        "Căn cứ Hướng dẫn số 57/HD-CĐN ngày 01/8/2022 của Công đoàn Giáo dục Việt Nam về công tác thi đua;",
        italic=True,
    )
    paper.line("Xét đề nghị của Bộ phận Chính sách - Thi đua,", italic=True)
    paper.line("QUYẾT ĐỊNH:", bold=True, centred=True)
    paper.line(
        "Điều 1. Ban hành kèm theo Quyết định này Quy định chấm điểm thi đua công đoàn cơ sở trường học năm học 2022 - 2023."
    )
    paper.line(
        "Điều 2. Bộ phận Chính sách - Thi đua hướng dẫn, kiểm tra việc chấm điểm; tổng hợp kết quả trình Ban "
        "Thường vụ trước ngày 20/5/2023."
    )
    paper.line(
        "Điều 3. Các công đoàn cơ sở tự chấm điểm, gửi bảng điểm về Công đoàn Giáo dục tỉnh trước ngày 10/5/2023. "
        "Quyết định này thay thế Quyết định số 40/QĐ-CĐGD ngày 07/9/2020."
    )
    paper.foot(
        ["Nơi nhận:", "- CĐGD VN (b/c);", "- LĐLĐ tỉnh (b/c);", "- Như Điều 3;", "- Lưu: VT."],
        ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "", "Cil Múp Ha Lương"],
    )
    paper.doc.add_page_break()
    paper.line("QUY ĐỊNH", bold=True, centred=True)
    paper.line("Chấm điểm thi đua công đoàn cơ sở trường học", bold=True, centred=True)
    paper.line("(Kèm theo Quyết định số 61/QĐ-CĐGD ngày 05/9/2022)", italic=True, centred=True)
    paper.line("I. THANG ĐIỂM", bold=True)
    paper.line("Tổng số điểm là 100 điểm, chia thành 4 nhóm tiêu chí:")
    paper.grid(
        [
            ["TT", "Tiêu chí", "Điểm tối đa"],
            ["1", "Chăm lo, bảo vệ đoàn viên", "35"],
            ["2", "Tuyên truyền, giáo dục", "20"],
            ["3", "Thi đua, phong trào", "25"],
            ["4", "Xây dựng tổ chức, tài chính", "20"],
        ],
        [],
    )
    paper.line("II. ĐIỂM CỘNG, ĐIỂM TRỪ", bold=True)
    paper.line("1. Cộng 02 điểm cho mỗi sáng kiến cấp tỉnh, tối đa 06 điểm.")
    paper.line("2. Trừ 05 điểm nếu nộp báo cáo muộn quá 10 ngày; trừ 10 điểm nếu để xảy ra đơn thư vượt cấp.")
    paper.line("III. XẾP LOẠI", bold=True)
    paper.line("1. Xuất sắc: từ 95 điểm trở lên; Tốt: từ 85 đến dưới 95 điểm; Khá: từ 70 đến dưới 85 điểm.")
    paper.line("2. Đơn vị có đoàn viên vi phạm đạo đức nhà giáo bị kỷ luật không được xếp loại xuất sắc.")
    paper.line(
        "3. Số đơn vị xuất sắc không quá 20% tổng số công đoàn cơ sở. Nếu bằng điểm, Ban Thường vụ biểu quyết, "
        "lấy theo đa số quá bán."
    )
    return paper


def building_union_2025() -> Paper:
    """A plan whose targets stand in a table of last year and this, with an annex in groups behind the signature."""
    paper = Paper()
    paper.head(
        ["TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "CÔNG ĐOÀN NGÀNH XÂY DỰNG VIỆT NAM", "Số: 19/KH-CĐXD"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hà Nội, ngày 20 tháng 02 năm 2025",
        ],
    )
    paper.line("KẾ HOẠCH", bold=True, centred=True)
    paper.line("Phát động thi đua và giao chỉ tiêu công tác công đoàn năm 2025", bold=True, centred=True)
    paper.line(
        "Triển khai Chương trình công tác năm 2025 số 03/CTr-TLĐ ngày 06/01/2025 của Tổng Liên đoàn và Nghị quyết "
        "số 02/NQ-BCH ngày 10/01/2025 của Ban Chấp hành Công đoàn Xây dựng Việt Nam, Ban Thường vụ Công đoàn Xây "
        "dựng Việt Nam ban hành kế hoạch như sau:"
    )
    paper.line("PHẦN THỨ NHẤT. CHỈ TIÊU CHUNG", bold=True)
    paper.grid(
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2024", "Kế hoạch 2025"],
            ["1", "Kết nạp đoàn viên mới", "người", "4.870", "5.200"],
            ["2", "CĐCS ký thỏa ước lao động tập thể", "%", "81", "≥ 85"],
            ["3", "Sáng kiến, cải tiến kỹ thuật", "sáng kiến", "1.946", "2.000 trở lên"],
            ["4", "Tai nạn lao động chết người", "vụ", "3", "không quá 2"],
            ["5", "Quỹ “Nghĩa tình ngành Xây dựng”", "triệu đồng", "650", "700"],
        ],
        [],
    )
    paper.line("PHẦN THỨ HAI. NỘI DUNG THI ĐUA", bold=True)
    paper.line(
        "1. Trên các công trường trọng điểm: thi đua “4 nhất” (tiến độ nhanh nhất, chất lượng tốt nhất, an toàn "
        "nhất, tiết kiệm nhất) do Bộ Xây dựng và Công đoàn ngành phối hợp phát động."
    )
    paper.line("2. Trong các viện, trường: thi đua nghiên cứu khoa học, đào tạo thợ lành nghề.")
    paper.line("3. Trong cơ quan Công đoàn ngành: thi đua “Sâu sát cơ sở, vì đoàn viên”.")
    paper.line("PHẦN THỨ BA. TỔ CHỨC THỰC HIỆN", bold=True)
    paper.line(
        "1. Công đoàn các tổng công ty, công ty, viện, trường: tổ chức phát động trong tháng 3/2025; báo cáo quý "
        "vào ngày 20 của tháng cuối quý; đề nghị khen thưởng trước 15/12/2025."
    )
    paper.line("2. Ban Quan hệ lao động chủ trì theo dõi; Ban Tuyên giáo đưa tin; Văn phòng bố trí kinh phí.")
    paper.line("3. Chỉ tiêu giao cho từng đơn vị theo Phụ lục kèm theo.")
    paper.foot(
        [
            "Nơi nhận:",
            "- Tổng LĐLĐ VN (để báo cáo);",
            "- Bộ Xây dựng (để phối hợp);",
            "- Các đơn vị trực thuộc (để thực hiện);",
            "- Lưu VT, QHLĐ (03).",
        ],
        ["TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Mai Đức Toàn Thịnh"],
    )
    paper.doc.add_page_break()
    paper.line("PHỤ LỤC", bold=True, centred=True)
    paper.line("GIAO CHỈ TIÊU NĂM 2025", bold=True, centred=True)
    paper.grid(
        [
            ["STT", "Tên đơn vị", "Đoàn viên mới", "Sáng kiến", "Ủng hộ quỹ (triệu đồng)"],
            ["I", "Khối tổng công ty", "", "", ""],
            ["1", "CĐ Tổng công ty Sông Đà", "900", "400", "120"],
            ["2", "CĐ Tổng công ty HUD", "350", "150", "80,5"],
            ["II", "Khối viện, trường", "", "", ""],
            ["3", "CĐ Viện Vật liệu xây dựng", "20", "60", "15"],
            ["4", "CĐ Trường ĐH Kiến trúc Hà Nội", "-", "45", "20"],
            ["", "Cộng", "1.270", "655", "235,5"],
        ],
        [],
    )
    return paper


def old_district_2017() -> Paper:
    """A plan of a district of old whose number and day were never filled in."""
    paper = Paper()
    paper.head(
        ["LĐLĐ TỈNH BẮC GIANG", "LIÊN ĐOÀN LAO ĐỘNG HUYỆN YÊN THẾ", "Số:    /KH-LĐLĐ"],
        [
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Yên Thế, ngày     tháng 3 năm 2017",
        ],
    )
    paper.line("KẾ HOẠCH", bold=True, centred=True)
    paper.line(
        "Phát động thi đua chào mừng Đại hội Công đoàn huyện Yên Thế lần thứ IX", bold=True, centred=True
    )
    paper.line(
        "Căn cứ hướng dẫn số 36/HD-LĐLĐ ngày 08/02/2017 của LĐLĐ tỉnh Bắc Giang; Nghị quyết Hội nghị BCH LĐLĐ "
        "huyện lần thứ 12 khóa VIII, BTV LĐLĐ huyện phát động đợt thi đua với các nội dung sau:"
    )
    paper.number("parts", 0, "MỤC TIÊU", bold=True)
    paper.number(
        "dashes#1",
        0,
        "100% CĐCS khối trường học, trên 60% CĐCS khối doanh nghiệp có công trình chào mừng Đại hội.",
    )
    paper.number(
        "dashes#1", 0, "Phát triển từ 150 đến 200 đoàn viên, trong đó ngoài nhà nước 100 đoàn viên trở lên."
    )
    paper.number(
        "dashes#1",
        0,
        "Phấn đấu 90% CĐCS đạt vững mạnh, trong đó 45% đạt vững mạnh xuất sắc; mỗi CĐCS có ít nhất 02 đề tài, sáng kiến.",
    )
    paper.number("dashes#1", 0, "Không có đoàn viên sinh con thứ ba, không có CĐCS yếu kém.")
    paper.number("parts", 0, "NỘI DUNG", bold=True)
    paper.line(
        "a. Khối hành chính sự nghiệp: thi đua phục vụ nhân dân tận tình, giải quyết công việc đúng hẹn; hưởng "
        "ứng cuộc vận động “Mỗi thầy cô giáo là một tấm gương đạo đức, tự học và sáng tạo”."
    )
    paper.line(
        "b. Khối doanh nghiệp, hợp tác xã: thi đua tăng năng suất, giữ gìn máy móc, không làm thêm giờ quá quy định."
    )
    paper.number("parts", 0, "THỜI GIAN", bold=True)
    paper.line(
        "Đợt thi đua chia làm hai giai đoạn. Giai đoạn I: từ 26/3/2017 đến 19/5/2017, chào mừng 127 năm Ngày sinh "
        "Chủ tịch Hồ Chí Minh (19/5/1890-19/5/2017). Giai đoạn II: từ 20/5/2017 đến ngày khai mạc Đại hội, chào "
        "mừng 88 năm Ngày thành lập Công đoàn Việt Nam 28/7/1929 - 28/7/2017."
    )
    paper.number("parts", 0, "TỔ CHỨC THỰC HIỆN", bold=True)
    paper.number("points#1", 0, "BTV LĐLĐ huyện thành lập 03 tổ kiểm tra, lựa chọn 05 CĐCS làm điểm.")
    paper.number(
        "points#1",
        0,
        "Các CĐCS quán triệt kế hoạch tới từng đoàn viên, đăng ký công trình trước 10/4/2017, báo cáo kết quả "
        "giai đoạn I trước 25/5/2017 về LĐLĐ huyện.",
    )
    paper.number("points#1", 0, "Đ/c Uỷ viên Thường trực, Chủ nhiệm UBKT theo dõi chung.")
    paper.foot(
        [
            "Nơi nhận:",
            "- LĐLĐ tỉnh BG (B/c);",
            "- TT Huyện uỷ, UBND huyện (B/c);",
            "- 92 CĐCS (T/h);",
            "- Lưu VP.",
        ],
        ["T/M BAN THƯỜNG VỤ", "P. CHỦ TỊCH", "", "Giáp Văn Thuật"],
    )
    return paper


MADE = {
    "y-te-viet-nam-2022": health_union_2022,
    "ha-tinh-giao-chi-tieu-2024": assigned_targets_2024,
    "lam-dong-2022": scoring_rules_2022,
    "xay-dung-2025": building_union_2025,
    "kept_back/yen-the-2017": old_district_2017,
}


if __name__ == "__main__":
    for name, make in MADE.items():
        make().doc.save(str(HERE / f"{name}.docx"))

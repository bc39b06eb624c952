"""PDFs: columns, page numbers, broken lines, tables of annexes; scans; web pages."""

from __future__ import annotations

import io

import pytest
import typst
from PIL import Image

from tests.documents.source.making import anchored, cells, pdf, texts
from thidua.documents.reading.items import DocField
from thidua.documents.reading.read import read_source
from thidua.documents.source import scans
from thidua.documents.source.errors import SourceDamaged, SourceUnknown
from thidua.documents.source.model import Confidence, Format
from thidua.documents.source.opening import open_source, page_picture
from thidua.formats.text import fold

HEAD = r"""
#grid(columns: (1fr, 1.25fr), align: center, [#set par(first-line-indent: 0pt)
  #set text(size: 12pt)
  LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU\ *CÔNG ĐOÀN NGÀNH Y TẾ*\ Số: 25/KH-CĐYT],
  [#set par(first-line-indent: 0pt)
  #set text(size: 12pt)
  *CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\ *Độc lập - Tự do - Hạnh phúc*\ #v(4pt) Mẫu, ngày 05 tháng 3 năm 2024])
#align(center)[#set par(first-line-indent: 0pt)
  *KẾ HOẠCH*\ *Phát động phong trào thi đua năm 2024 trong đoàn viên, người lao động ngành Y tế và các đơn vị trực thuộc*]

"""
PARAGRAPH = (
    "Căn cứ chương trình công tác năm của Ban Chấp hành. Ban Thường vụ Công đoàn ngành phát động thi đua với các nội "
    "dung sau đây, áp dụng cho tất cả công đoàn cơ sở trực thuộc. Các đơn vị báo cáo kết quả trước ngày 15 tháng 11 "
    "để tổng hợp, trình khen thưởng cuối năm."
)
ITEM = "Phấn đấu có từ 95% trở lên công đoàn cơ sở hoàn thành tốt nhiệm vụ, trong đó ít nhất 30% hoàn thành xuất sắc."
FOOT = r"""
#set par(first-line-indent: 0pt, justify: false)
#grid(columns: (1fr, 1fr), [Nơi nhận:\ \- Như trên;\ \- Lưu: VT.],
  align(center)[*TM. BAN THƯỜNG VỤ*\ *CHỦ TỊCH*\ #v(30pt) *Trần Văn Mẫu*])
"""
ANNEX = r"""
#pagebreak()
#align(center)[*PHỤ LỤC*]
#table(columns: (1cm, 5cm, 1fr, 1fr),
  table.cell(rowspan: 2)[TT], table.cell(rowspan: 2)[Đơn vị], table.cell(colspan: 2)[Chỉ tiêu],
  [Kết nạp đoàn viên mới trong năm], [Thành lập cơ sở],
  [1], [CĐCS Bệnh viện Đa khoa khu vực có tên dài], [1.250], [\-],
  [2], [CĐCS Trung tâm], [], [2],
  table.cell(colspan: 2)[Cộng], [1.250], [2])
"""


def test_a_paper_comes_in_reading_order() -> None:
    items = "\n\n".join(f"{number}\\. {ITEM}" for number in range(1, 4))
    source = open_source(pdf(f"{HEAD}{PARAGRAPH}\n\n*I. CHỈ TIÊU*\n\n{items}\n\n{FOOT}"), "a.pdf")
    assert texts(source) == [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU", "CÔNG ĐOÀN NGÀNH Y TẾ", "Số: 25/KH-CĐYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 05 tháng 3 năm 2024",
        "KẾ HOẠCH",
        "Phát động phong trào thi đua năm 2024 trong đoàn viên, người lao động ngành Y tế và các đơn vị trực thuộc",
        PARAGRAPH, "I. CHỈ TIÊU", *(f"{number}. {ITEM}" for number in range(1, 4)),
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn Mẫu",
    ]  # fmt: skip
    assert anchored(source)
    assert source.format is Format.PDF
    title = next(one for one in source.paragraphs if one.text == "KẾ HOẠCH")
    assert (title.look.bold, title.look.centred) == (True, True)


def test_columns_with_their_own_heights_of_line_are_read_one_after_the_other() -> None:
    head = r"""
    #set par(first-line-indent: 0pt)
    #grid(columns: (6.4cm, 1fr), align: center, [#set text(size: 13pt)
      TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\ *CÔNG ĐOÀN NGÀNH XÂY DỰNG VIỆT NAM*\ #v(9pt) Số: 19/KH-CĐXD],
      [#set text(size: 12pt)
      *CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\ *Độc lập - Tự do - Hạnh phúc*\ #v(13pt) Hà Nội, ngày 20 tháng 02 năm 2025])
    #align(center)[*KẾ HOẠCH*]

    """
    foot = r"""
    #set par(justify: false)
    #grid(columns: (6.4cm, 1fr), [#set text(size: 11pt)
      Nơi nhận:\ \- Tổng Liên đoàn (để báo cáo);\ \- Các đơn vị trực thuộc ngành (để thực hiện);\ \- Lưu: VT.],
      align(center)[*TM. BAN THƯỜNG VỤ*\ *CHỦ TỊCH*\ #v(25pt) *Trần Văn Mẫu*])
    """
    source = open_source(pdf(f"{head}{PARAGRAPH}\n\n{foot}"), "a.pdf")
    left = [
        one.text for one in source.paragraphs if one.place and (one.place.table, one.place.column) == (0, 0)
    ]
    assert (
        " ".join(left) == "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM CÔNG ĐOÀN NGÀNH XÂY DỰNG VIỆT NAM Số: 19/KH-CĐXD"
    )
    assert left[-1] == "Số: 19/KH-CĐXD"
    assert texts(source)[len(left) :] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH", PARAGRAPH,
        "Nơi nhận:", "- Tổng Liên đoàn (để báo cáo);", "- Các đơn vị trực thuộc ngành (để thực hiện);", "- Lưu: VT.",
        "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn Mẫu",
    ]  # fmt: skip


def test_a_number_cut_behind_its_stroke_stays_one() -> None:
    said = "".join(
        f"{number}\\. Các cấp công đoàn thực hiện {'rất ' * (number % 9)}tốt Kế hoạch số {number}/KH-LĐLĐ về thi đua.\n\n"
        for number in range(100, 130)
    )
    numbers = texts(open_source(pdf(said), "a.pdf"))
    assert [
        f"{number}/KH-LĐLĐ về" in text for number, text in zip(range(100, 130), numbers, strict=True)
    ] == [True] * 30


def test_page_numbers_are_dropped_and_pages_do_not_cut() -> None:
    items = "\n\n".join(f"{number}\\. {PARAGRAPH}" for number in range(1, 25))
    source = open_source(pdf(items), "a.pdf")
    assert source.pages is not None
    assert source.pages >= 3
    assert texts(source) == [f"{number}. {PARAGRAPH}" for number in range(1, 25)]
    assert {one.page for one in source.paragraphs} == set(range(1, source.pages + 1))


def test_running_heads_are_dropped_and_told() -> None:
    items = "\n\n".join(f"{number}\\. {PARAGRAPH}" for number in range(1, 40))
    source = open_source(pdf(f"#set page(header: [Tài liệu của ngành Y tế])\n{items}"), "a.pdf")
    assert not [text for text in texts(source) if "Tài liệu" in text]
    assert source.notes == ("running_heads_dropped",)


def test_an_annex_is_a_table_with_its_merged_heads() -> None:
    source = open_source(pdf(f"{PARAGRAPH}{ANNEX}"), "a.pdf")
    found = cells(source)
    said = {place[1:]: one.text for place, one in found.items()}
    assert said == {
        (0, 0): "TT", (0, 1): "Đơn vị", (0, 2): "Chỉ tiêu",
        (1, 2): "Kết nạp đoàn viên mới trong năm", (1, 3): "Thành lập cơ sở",
        (2, 0): "1", (2, 1): "CĐCS Bệnh viện Đa khoa khu vực có tên dài", (2, 2): "1.250", (2, 3): "-",
        (3, 0): "2", (3, 1): "CĐCS Trung tâm", (3, 3): "2",
        (4, 0): "Cộng", (4, 2): "1.250", (4, 3): "2",
    }  # fmt: skip
    reach = {place[1:]: (one.place.rows, one.place.columns) for place, one in found.items() if one.place}
    assert (reach[0, 0], reach[0, 2], reach[4, 0]) == ((2, 1), (1, 2), (1, 2))


def test_an_annex_over_two_pages_is_one_table() -> None:
    rows = ", ".join(f"[{number}], [CĐCS số {number}], [{number * 10}]" for number in range(1, 61))
    source = open_source(
        pdf(f"#table(columns: (2cm, 1fr, 3cm), table.header([TT], [Đơn vị], [Kết nạp đoàn viên]), {rows})"),
        "a.pdf",
    )
    found = cells(source)
    assert source.pages == 2
    assert {table for table, _row, _column in found} == {0}
    assert [found[0, 0, column].text for column in range(3)] == ["TT", "Đơn vị", "Kết nạp đoàn viên"]
    assert [(found[0, row, 1].text, found[0, row, 2].text) for row in range(1, 61)] == [
        (f"CĐCS số {number}", str(number * 10)) for number in range(1, 61)
    ]


class TestScans:
    @staticmethod
    def scanned(kind: str) -> bytes:
        made = io.BytesIO()
        Image.new("L", (500, 700), 255).save(made, kind)
        return made.getvalue()

    @pytest.mark.parametrize("kind", ["PDF", "PNG", "JPEG", "TIFF"])
    def test_a_picture_has_no_letters_and_a_person_types(self, kind: str) -> None:
        source = open_source(self.scanned(kind), "a.pdf")
        assert (source.format, source.paragraphs, source.confidence) == (Format.SCAN, (), Confidence.LOW)
        assert source.notes == (scans.NOT_READ,)
        assert source.pages == 1

    def test_its_page_is_shown_beside(self) -> None:
        for content in (self.scanned("PDF"), self.scanned("PNG"), pdf(PARAGRAPH)):
            with Image.open(io.BytesIO(page_picture(content, 1, width=400))) as image:
                assert image.format == "PNG"
                assert image.width == 400

    def test_a_page_that_is_not_there(self) -> None:
        with pytest.raises(SourceUnknown):
            page_picture(pdf("một trang"), 2)

    def test_a_broken_picture_is_refused(self) -> None:
        with pytest.raises(SourceDamaged):
            open_source(self.scanned("PNG")[:60], "a.png")

    @pytest.mark.skipif(not scans.reads_scans(), reason="Tesseract with Vietnamese is not here")
    def test_letters_that_a_machine_sees_stand_where_they_were_seen_and_are_all_doubtful(self) -> None:
        content = page_picture(typst.compile(LETTERHEAD.encode()), 1, width=2200)
        source = open_source(content, "a.png")
        assert (source.format, source.confidence, source.notes) == (
            Format.SCAN,
            Confidence.LOW,
            (scans.READ,),
        )
        said = [fold(text) for text in texts(source)]
        # Two columns of the head stay two columns, and the State's name is nobody's.
        assert "cong doan nganh y te" in said
        assert "cong hoa xa hoi chu nghia viet nam" in said
        found = {item.field: item.value for item in read_source(source).items if isinstance(item, DocField)}
        assert (found["number"], found["date"]) == ("12/KH-CĐN", "2022-03-05")
        assert "viet nam" not in fold(str(found["issuer"]))

    @pytest.mark.skipif(not scans.reads_scans(), reason="Tesseract with Vietnamese is not here")
    def test_a_page_on_which_a_machine_sees_nothing_stays_a_picture(self) -> None:
        assert open_source(self.scanned("PDF"), "a.pdf").notes == (scans.NOT_READ,)


def test_a_web_page_is_read_without_its_machinery() -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><script>alert('chữ')</script>
    <p style="text-align: center"><b>KẾ HOẠCH</b></p><p>Kết nạp 200 đoàn   viên
    mới &amp; thành lập c&#417; sở</p>
    <ol type="I"><li>Mục đích<ul><li>Việc nhỏ</li></ul></li><li><p>Nội dung</p></li></ol>
    <table><tr><th rowspan=2>Đơn vị</th><th colspan=2>Giao</th></tr><tr><td>A</td><td>B</td></tr>
    <tr><td>CĐCS Một</td><td>12</td><td>-</td></tr></table></body></html>"""
    source = open_source(page.encode(), "a.html")
    assert texts(source)[:5] == [
        "KẾ HOẠCH", "Kết nạp 200 đoàn viên mới & thành lập cơ sở", "I. Mục đích", "- Việc nhỏ", "II. Nội dung",
    ]  # fmt: skip
    assert (source.paragraphs[0].look.bold, source.paragraphs[0].look.centred) == (True, True)
    found = cells(source)
    assert [found[0, row, column].text for row, column in ((0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 2))] == [
        "Đơn vị", "Giao", "A", "B", "CĐCS Một", "-",
    ]  # fmt: skip
    assert anchored(source)


LETTERHEAD = """#set page(paper: "a4", margin: 25mm)
#set text(font: "Liberation Serif", size: 13pt, lang: "vi", hyphenate: false)
#grid(columns: (1fr, 1.6fr), align: center, row-gutter: 8pt,
[LIÊN ĐOÀN LAO ĐỘNG TỈNH], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*],
[*CÔNG ĐOÀN NGÀNH Y TẾ*], [*Độc lập - Tự do - Hạnh phúc*],
[Số: 12/KH-CĐN], [_Hòa Bình, ngày 05 tháng 3 năm 2022_])

#align(center)[*KẾ HOẠCH*]
#align(center)[*Phát động thi đua chào mừng Ngày Thầy thuốc Việt Nam*]

Các công đoàn cơ sở phấn đấu kết nạp 6.500 đoàn viên mới.
"""
TABLE = """#set page(paper: "a4", margin: 25mm)
#set text(font: "Liberation Serif", size: 13pt, lang: "vi", hyphenate: false)
I. CHỈ TIÊU

Các chỉ tiêu giao cho công đoàn cơ sở trong toàn ngành để phấn đấu thực hiện như sau:

#table(columns: (1cm, 8cm, 3cm, 3cm), stroke: STROKE,
[TT],[Nội dung chỉ tiêu],[Đơn vị tính],[Chỉ tiêu],
[1],[Phát triển đoàn viên mới trong các doanh nghiệp ngoài khu vực nhà nước],[đoàn viên],[6.500],
[2],[Thành lập công đoàn cơ sở],[CĐCS],[18],
[3],[Tổ chức hội nghị người lao động],[%],[],
)

II. TỔ CHỨC THỰC HIỆN
"""


def _placed(told: str) -> list[tuple[str, tuple[int, int] | None]]:
    paragraphs = open_source(typst.compile(told.encode()), "bang.pdf").paragraphs
    return [(one.text, (one.place.row, one.place.column) if one.place else None) for one in paragraphs]


@pytest.mark.parametrize(("width", "align"), [("8cm", "top"), ("8cm", "horizon"), ("5cm", "horizon")])
def test_a_table_without_lines_stands_in_the_same_places_as_one_with_lines(width: str, align: str) -> None:
    told = TABLE.replace("8cm", width)
    drawn = _placed(told.replace("STROKE", "0.5pt"))
    assert ("6.500", (1, 3)) in drawn
    assert _placed(told.replace("STROKE", f"none, align: {align} + left")) == drawn


def test_a_row_that_the_page_cuts_is_one_row() -> None:
    told = TABLE.replace('paper: "a4"', "width: 21cm, height: 11.5cm").replace("8cm", "3cm")
    parts = [one for one in _placed(told.replace("STROKE", "0.5pt")) if one[1] and one[1][1] == 1]
    assert parts == [
        ("Nội dung chỉ tiêu", (0, 1)),
        ("Phát triển đoàn viên mới trong các doanh nghiệp", (1, 1)),
        ("ngoài khu vực nhà nước", (1, 1)),
        ("Thành lập công đoàn cơ sở", (2, 1)),
        ("Tổ chức hội nghị người lao động", (3, 1)),
    ]

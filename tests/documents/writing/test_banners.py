"""Banners: as large as the cloth allows, with room to cut."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest

from thidua.documents.writing.banners import BannerSize, Cloth, Slogan, banners_pdf, fitted, slogans_docx
from thidua.documents.writing.measure import width

MM = 72 / 25.4
SLOGANS = (
    Slogan("Công đoàn Sông Mây đoàn kết, sáng tạo & phát triển", "LĐLĐ tỉnh Sông Mây"),
    Slogan("Thi đua là yêu nước", "Công đoàn ngành “A” <B>"),
)


def test_a_page_is_the_cloth_with_bleed_and_marks() -> None:
    cloth = Cloth(3000, 700, 15)
    document = pypdfium2.PdfDocument(banners_pdf(SLOGANS, cloth))
    assert len(document) == 2
    for page in document:
        left, bottom, right, top = page.get_trimbox()
        assert (right - left) / MM == pytest.approx(3000, abs=0.1)
        assert (top - bottom) / MM == pytest.approx(700, abs=0.1)
        outer = page.get_bleedbox()
        assert (left - outer[0]) / MM == pytest.approx(15, abs=0.1)
    told = " ".join(document[1].get_textpage().get_text_range().split())
    document.close()
    assert "THI ĐUA LÀ YÊU NƯỚC" in told
    assert "Công đoàn ngành “A” <B>" in told


def test_the_colour_reaches_beyond_the_cut_and_the_letters_stay_inside() -> None:
    document = pypdfium2.PdfDocument(banners_pdf(SLOGANS[:1], Cloth(2000, 600, 20)))
    picture = document[0].render(scale=0.2).to_pil().convert("RGB")
    document.close()
    wide, high = picture.size
    scale = 0.2 * MM  # pixels a millimetre
    assert picture.getpixel((round(30 * scale), high // 2))[0] > 150  # in the bleed: red
    assert picture.getpixel((round(5 * scale), high // 2)) == (255, 255, 255)
    yellow = [
        (x, y) for x in range(wide) for y in range(high) if picture.getpixel((x, y))[:2] > (240, 200)
        and picture.getpixel((x, y))[2] < 80
    ]  # fmt: skip
    assert min(x for x, _y in yellow) > (40 + 2000 * 0.04) * scale
    assert max(x for x, _y in yellow) < wide - (40 + 2000 * 0.04) * scale


def test_letters_are_as_large_as_fits() -> None:
    for slogan in SLOGANS:
        lines, size = fitted(slogan.text.upper(), 3500, 700)
        widest = max(width(line, size, bold=True) for line in lines)
        high = len(lines) * size * 1.25 / MM
        assert widest <= 3500.1 and high <= 700.1
        assert widest > 3400 or high > 690


@pytest.mark.parametrize("size", [(50, 50, 0), (9000, 800, 20), (2000, 500, 80)])
def test_a_size_that_nobody_prints_is_refused(size: tuple[float, float, float]) -> None:
    with pytest.raises(BannerSize):
        Cloth(*size)


def test_the_word_list_holds_every_slogan() -> None:
    made = docx.Document(io.BytesIO(slogans_docx(SLOGANS, issuer="LĐLĐ tỉnh Sông Mây")))
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert rows == [["TT", "Đơn vị", "Khẩu hiệu"]] + [
        [str(at), one.unit, one.text] for at, one in enumerate(SLOGANS, 1)
    ]

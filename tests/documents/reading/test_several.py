"""A file with two papers says so, and either can be read; a decision with what it issues stays one."""

from __future__ import annotations

from tests.documents.expectation import PAPERS, papers
from thidua.documents.checking.checker import check
from thidua.documents.reading.items import DocField, Target
from thidua.documents.reading.model import Reading
from thidua.documents.reading.read import read_source
from thidua.documents.reading.several import papers_in
from thidua.documents.source.opening import open_source

ONE = """LIÊN ĐOÀN LAO ĐỘNG TỈNH AN GIANG
CÔNG ĐOÀN NGÀNH Y TẾ
Số: {number}/KH-CĐYT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Giang, ngày 0{number} tháng 3 năm 2024

KẾ HOẠCH
Phát động thi đua {about}

I. CHỈ TIÊU
1. Kết nạp {target} đoàn viên.

Nơi nhận:
- LĐLĐ tỉnh;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Lâm Thị Ngọc Bích

"""
TWO = ONE.format(number=3, about="quý I", target=120) + ONE.format(number=7, about="quý II", target=80)


def told(paper: int) -> Reading:
    return read_source(open_source(TWO.encode(), "hai-van-ban.txt"), paper)


def test_each_paper_of_a_file_is_read_alone() -> None:
    first, second = told(1), told(2)
    assert [part.title for part in first.papers] == [
        "KẾ HOẠCH Phát động thi đua quý I",
        "KẾ HOẠCH Phát động thi đua quý II",
    ]
    for reading, number, value in ((first, "3/KH-CĐYT", 120), (second, "7/KH-CĐYT", 80)):
        fields = {one.field: one.value for one in reading.of(DocField)}
        assert (fields["number"], fields["signer_name"]) == (number, "Lâm Thị Ngọc Bích")
        assert [one.value for one in reading.of(Target)] == [value]
    anchor = second.of(Target)[0].anchor
    assert anchor is not None
    assert "80" in TWO[anchor.start : anchor.end]  # places are those of the whole file


def test_the_other_paper_is_told_of() -> None:
    (remark,) = [one for one in check(told(1), {}) if one.code == "documents.check_two_papers"]
    assert (remark.params["paper"], remark.params["title"]) == ("2", "KẾ HOẠCH Phát động thi đua quý II")
    (remark,) = [one for one in check(told(2), {}) if one.code == "documents.check_two_papers"]
    assert remark.params["paper"] == "1"


def test_no_sample_is_taken_for_two() -> None:
    """Decisions with what they issue, forms of annexes, papers of two bodies."""
    for paper in (*papers(), *papers(PAPERS / "kept_back"), *papers(PAPERS / "unseen")):
        assert papers_in(open_source(paper.path)) == (), paper.name

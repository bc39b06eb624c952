"""Letters at the border: what is surely wrong is set right, what can be right is left, everything is written down."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.documents.source.legacy import TCVN3, from_viqr
from thidua.documents.source.marked import Marked
from thidua.documents.source.model import RepairKind
from thidua.documents.source.opening import open_source
from thidua.documents.source.repair import repaired
from thidua.documents.source.syllables import is_syllable
from thidua.documents.source.undoing import undone

AS_TCVN3 = {letter: code for code, letter in TCVN3.items()}


def in_tcvn3(text: str) -> str:
    return "".join(AS_TCVN3.get(letter, letter) for letter in text)


def mended(text: str) -> str:
    return repaired(Marked.of(text))[0].text


def kinds(text: str) -> set[RepairKind]:
    return {one.kind for one in repaired(Marked.of(text))[1]}


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("giao cho c¸c ®¬n vÞ tù tæ chøc", "giao cho các đơn vị tự tổ chức"),  # all of it old
        ("Đoàn viên phấn đấu thùc hiÖn tèt nhiệm vụ", "Đoàn viên phấn đấu thực hiện tốt nhiệm vụ"),  # a piece
        ("c«ng t¸c cña ngêi lao ®éng, trêng häc", "công tác của người lao động, trường học"),  # ư was lost
        ("tr\u00adêng häc cña ta", "trường học của ta"),  # ư is still there
        ("CHØ TI£U THI ĐUA", "CHỈ TIÊU THI ĐUA"),
        ("Coâng ñoaøn cô sôû vöõng maïnh", "Công đoàn cơ sở vững mạnh"),
        ("toμn thể đoμn viên", "toàn thể đoàn viên"),
        ("h−ởng ứng, −u tiên, nh− trên", "hưởng ứng, ưu tiên, như trên"),
        ("Ðảng bộ, LÐLÐ, ðược", "Đảng bộ, LĐLĐ, được"),
        ("[bookmark: _Hlk12]3. Kết nạp", "3. Kết nạp"),
        ("3\\. Kết nạp **200** đoàn viên *mới*", "3. Kết nạp 200 đoàn viên mới"),
        ("An toàn &amp; vệ sinh", "An toàn & vệ sinh"),
        ("Gọi\u00ad là cụm  thi\u200b đua ", "Gọi là cụm thi đua"),
    ],
)
def test_what_is_surely_wrong_is_set_right(raw: str, meant: str) -> None:
    assert mended(raw) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Sợi dày 12 μm, hạt 3µm",
        "crème brûlée, Citroën, Zürich, São Paulo",
        "Số: 12/QĐ-LĐLĐ",
        "Hoà hợp, thuỷ lợi, quý, quí",
        "âm −12 °C; 25 °C ± 2; 3 m²; § 4; 7½",
        "BAN CHẤP HÀNH",
        "kinh tế−xã hội",
        "a × b − c",
        "Công ty TNHH Ông Bà © 2020 ®",
        "« An toàn »",
        "2*3*4 và ghi chú *",
        "TÊN_TỆP_MẪU.docx",
    ],
)
def test_what_can_be_right_is_left(text: str) -> None:
    assert mended(text) == text


def test_a_word_on_the_edge_of_an_old_span_keeps_its_own_letters() -> None:
    assert (
        mended("công tác " + in_tcvn3("chỉ tiêu thể hiện") + " công khai")
        == "công tác chỉ tiêu thể hiện công khai"
    )


def test_real_words_of_wrong_glyphs_are_said_and_left() -> None:
    text, repairs = repaired(Marked.of("Mỗi đồn viên góp một sáng kiến"))
    assert text.text == "Mỗi đồn viên góp một sáng kiến"
    assert [(one.kind, one.before, one.after) for one in repairs] == [
        (RepairKind.SUSPECTED, "đồn viên", "đoàn viên")
    ]


def test_nfd_is_read_as_nfc_and_points_at_its_own_marks() -> None:
    raw = unicodedata.normalize("NFD", "Kết nạp đoàn viên mới")
    text, repairs = repaired(Marked.of(raw))
    assert text.text == "Kết nạp đoàn viên mới"
    start = text.text.index("đoàn")
    anchor = text.anchor(start, start + 4)
    assert unicodedata.normalize("NFC", raw[anchor.start : anchor.end]) == "đoàn"
    assert {one.kind for one in repairs} == {RepairKind.NORMALISED}


COMMON_WORDS = (
    "công đoàn cơ sở phát động phong trào thi đua yêu nước trong người lao động thực hiện nhiệm vụ".split()
)


@given(st.lists(st.sampled_from(COMMON_WORDS), min_size=4, max_size=15))
def test_a_whole_sentence_in_tcvn3_comes_back(words: list[str]) -> None:
    text = " ".join(words)
    if any(not is_syllable(word) for word in in_tcvn3(text).split() if not word.isascii()):
        assert mended(in_tcvn3(text)) == text


@given(st.text(max_size=200))
def test_any_text_is_repaired_without_losing_its_places(text: str) -> None:
    done, repairs = repaired(Marked.of(text))
    assert len(done.at) == len(done.text) + 1
    assert list(done.at) == sorted(done.at)
    assert all(0 <= place <= len(text) for place in done.at)
    assert unicodedata.is_normalized("NFC", done.text)
    assert "  " not in done.text
    assert done.text == done.text.strip()
    for one in repairs:
        assert 0 <= one.anchor.start <= one.anchor.end <= len(text)


@given(st.text(alphabet="aáàăâbcdđeêệghiklmnoôơpqrstuưvxy AĐ,.-–“”()0123456789%/\n", max_size=300))
def test_proper_vietnamese_is_never_changed(text: str) -> None:
    assert not kinds(text) & {RepairKind.TCVN3, RepairKind.VNI, RepairKind.LOOK_ALIKE} or not _is_proper(text)


def _is_proper(text: str) -> bool:
    words = "".join(letter if letter.isalpha() else " " for letter in text).split()
    return all(is_syllable(word) or word.isascii() for word in words)


@pytest.mark.parametrize(
    "raw",
    [
        "[bookmark: x]2. Kết nạp 200 đoàn viên",
        "phấn đấu thùc hiÖn tèt nhiệm vụ",
        "h−ởng ứng phong trào",
        unicodedata.normalize("NFD", "đoàn viên"),
    ],
)
def test_every_repair_can_be_taken_back(raw: str) -> None:
    source = open_source(raw.encode(), "a.txt")
    assert source.repairs
    for one in source.repairs:
        source = undone(source, one)
    assert [paragraph.text for paragraph in source.paragraphs] == [raw]
    assert source.repairs == ()


def test_a_join_can_be_taken_back() -> None:
    first = "1. Các cấp công đoàn tổ chức phong trào thi đua phù hợp với điều kiện của từng"
    source = open_source(f"{first}\n\nđơn vị, doanh nghiệp.".encode(), "a.txt")
    assert [one.text for one in source.paragraphs] == [f"{first} đơn vị, doanh nghiệp."]
    parted = undone(source, source.repairs[0])
    assert [one.text for one in parted.paragraphs] == [first, "đơn vị, doanh nghiệp."]
    assert [source.raw[one.anchor().start : one.anchor().end] for one in parted.paragraphs] == [
        first, "đơn vị, doanh nghiệp.",
    ]  # fmt: skip


def test_viqr_keeps_the_full_stop_of_a_sentence() -> None:
    assert from_viqr("Thi ddua. Ta.i co+ so+?.") == "Thi đua. Tại cơ sở."

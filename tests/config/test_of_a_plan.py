"""The stories of one plan, played whole: written as the story tells it, and read from a paper of our own."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from thidua.config.commands import rehearse
from thidua.config.scenario.files import story
from thidua.config.scenario.of_a_plan.checking import check
from thidua.config.scenario.of_a_plan.from_paper import PaperUnread
from thidua.config.scenario.of_a_plan.playing import play
from thidua.config.scenario.rehearsal import Check
from thidua.kernel.models import StoredFile
from thidua.launch.models import MovementPick, Paper, PaperReading, RegisterEntry, Target

pytestmark = pytest.mark.django_db

# Our own plan of the same year and the same district; not a sentence of it is anybody else's.
PAPER = """LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HÀ NỘI
LIÊN ĐOÀN LAO ĐỘNG QUẬN LONG BIÊN

KẾ HOẠCH
Phát động phong trào thi đua trong công nhân, viên chức, lao động quận Long Biên năm 2021

Thực hiện Kế hoạch số 63/KH-LĐLĐ ngày 31/12/2020 của Liên đoàn Lao động thành phố Hà Nội về thi đua năm 2021;
Ban Thường vụ Liên đoàn Lao động quận Long Biên xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Để người lao động trong quận thấy rõ phần việc của mình và làm trọn phần việc ấy.
2. Mỗi phong trào chỉ mở khi đã rõ mục tiêu, nội dung, cách làm và người tham gia.

II. NỘI DUNG THI ĐUA
1. Khối doanh nghiệp
- Thi đua làm ra sản phẩm tốt, giữ việc làm; hưởng ứng phong trào “Lao động giỏi, lao động sáng tạo”.
2. Khối hành chính, sự nghiệp
- Thi đua giải quyết công việc đúng hẹn; hưởng ứng phong trào “Giỏi việc nước, đảm việc nhà”.
3. Khối trường học
- Thi đua dạy tốt mỗi giờ học; hưởng ứng phong trào “Hai tốt”.

III. CHỈ TIÊU
1. 100% cán bộ, công nhân, viên chức, lao động đăng ký phấn đấu đạt danh hiệu thi đua.

IV. CÁC ĐỢT THI ĐUA
1. Đợt 1: Từ ngày 01/01/2021 đến ngày 30/6/2021.
2. Đợt 2: Từ ngày 01/7/2021 đến ngày 31/12/2021.

V. BIỆN PHÁP THỰC HIỆN
1. Mỗi khối chọn một nơi làm điểm trước khi làm rộng.

VI. TỔ CHỨC THỰC HIỆN
1. Các công đoàn cơ sở tổ chức đăng ký và gửi danh sách về quận.

Nơi nhận:
- Thường trực LĐLĐ thành phố (để báo cáo);
- Các công đoàn cơ sở (thực hiện);
- Lưu: VP.
"""


def silent(_line: str) -> None:
    return None


def broken(checks: list[Check]) -> list[str]:
    return [f"{one.what}: {one.found}, must be {one.expected}" for one in checks if not one.holds]


@pytest.mark.parametrize("name", ["long-bien-2021", "lai-chau-2022"])
def test_a_plan_is_written_issued_launched_and_followed(name: str) -> None:
    stage = play(story(name), silent)
    assert broken(check(stage)) == []
    assert not PaperReading.objects.exists()


def test_lai_chau_has_no_numeric_target_and_knows_its_ground() -> None:
    stage = play(story("lai-chau-2022"), silent)
    assert stage.issued.movement.aims_are_qualitative
    assert not Target.objects.exists()
    assert RegisterEntry.objects.get(register__direction="incoming").their_reference == "03/CT-UBND"


def test_long_bien_is_read_from_its_paper(tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(PAPER, encoding="utf-8")
    stage = play(story("long-bien-2021"), silent, file)
    wrong = broken(check(stage))
    # Our short paper names fewer movements and no theme; all else is as in the story.
    assert [one.split(":")[0] for one in wrong] == ["chủ đề năm", "phong trào khớp danh mục, còn thiếu"]
    assert stage.issued.parent is not None
    assert stage.issued.parent.reference == "63/KH-LĐLĐ"
    assert Target.objects.get().name.startswith("đăng ký phấn đấu đạt danh hiệu thi đua")
    picked = set(MovementPick.objects.filter(paper=stage.issued).values_list("code", flat=True))
    assert {"good_and_creative_labour", "women_two_duties", "two_goods"} <= picked
    assert StoredFile.objects.get(name="ke-hoach.txt").size == len(PAPER.encode())
    assert Paper.objects.filter(parent=stage.issued, state="issued").count() == 9


def test_a_paper_that_cannot_be_read_makes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "trong.txt"
    file.write_bytes(b"   ")
    with pytest.raises(PaperUnread):
        play(story("lai-chau-2022"), silent, file)
    assert not Paper.objects.exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    rehearse.add_arguments(parser)
    told = parser.parse_args(["lai-chau-2022", "--from-paper", str(tmp_path / "khong-co.txt")])
    assert rehearse.run(told) == 2
    assert "Không có tệp" in capsys.readouterr().err

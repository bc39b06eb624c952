"""What stands on the paper: whole sentences in the words of offices, Vietnamese for every reader."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened
from tests.launch.papers import issue, issued_plan, start, write
from tests.launch.test_assignment import fill as assign
from thidua.formats.vi import format_long_date
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.errors import NoPlanAbove
from thidua.launch.models import Movement, Paper

pytestmark = pytest.mark.usefixtures("addresses")
LONG = (
    "Khơi dậy tinh thần năng động, sáng tạo của đoàn viên và người lao động để mỗi đơn vị làm trọn phần việc "
    "của mình trong nhiệm vụ kinh tế - xã hội năm 2017."
)


@pytest.fixture
def draft(cast: Cast, movement: Movement) -> Paper:
    return start(cast, movement)


def test_a_long_sentence_is_printed_to_its_full_stop(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    for section in ("purpose", "content", "measure", "organisation"):
        write(cast, draft, section, text=LONG)
    write(cast, draft, "duties", body_name="Ban Chính sách - Pháp luật", text=LONG)
    assert opened(sign_in("officer", "TQ"), "paper", draft.pk).count(LONG) == 5


def test_a_line_that_somebody_else_changed_is_told_whole(cast: Cast, draft: Paper) -> None:
    assert str(write(cast, draft, "purpose", text=LONG)) == LONG


def test_who_reports_what_to_whom(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    told = {"what": "Báo cáo kết quả", "frequency": "P6M", "who": "Các công đoàn cấp trên", "to": "LĐLĐ tỉnh"}
    write(cast, draft, "cadences", **told)
    page = opened(sign_in("officer", "TQ"), "paper", draft.pk)
    assert "Báo cáo kết quả: 6 tháng; Các công đoàn cấp trên thực hiện, gửi LĐLĐ tỉnh." in page


def test_what_the_copies_are_for_is_written_one_way(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    for name, purpose in (
        ("Tỉnh ủy", "b/c"),
        ("Ban Dân vận", "để phối hợp"),
        ("Các ban", ""),
        ("VT, CS-PL", "lưu"),
    ):
        write(cast, draft, "recipients", name=name, purpose=purpose)
    page = opened(sign_in("officer", "TQ"), "paper", draft.pk)
    for line in ("- Tỉnh ủy (để b/c);", "- Ban Dân vận (để phối hợp);", "- Các ban;", "- Lưu: VT, CS-PL."):
        assert line in page
    assert page.count("Lưu: ") == 1


def test_targets_are_numbered_one_after_the_other(
    cast: Cast, draft: Paper, targets: object, sign_in: SignIn
) -> None:
    page = opened(sign_in("officer", "TQ"), "paper", draft.pk)
    for line in ("1. Đoàn viên mới: <b>", "2. Tham gia BHXH: <b>", "3. Không có CĐCS yếu: <b>"):
        assert line in page


def test_targets_stand_under_the_headings_of_the_plan(
    cast: Cast, draft: Paper, targets, sign_in: SignIn
) -> None:
    for target in (targets.members, targets.weak):
        type(target).objects.filter(pk=target.pk).update(
            group="2", group_name="Phát triển đoàn viên", position=1
        )
    page = opened(sign_in("officer", "TQ"), "paper", draft.pk)
    assert page.count("2. Phát triển đoàn viên") == 1
    assert "- Đoàn viên mới: <b>" in page


def test_a_unit_below_prints_what_it_was_assigned(
    cast: Cast, movement: Movement, targets, sign_in: SignIn
) -> None:
    plan = issued_plan(cast, movement)
    decision = start(cast, movement, kind="assignment_decision")
    assign(cast, decision, targets.members, {"NH": "500", "SD": "800", "GD": "400", "DU": "300"})
    issue(cast, decision, number=20)
    own = derive_paper(actor=cast.actor("officer", "NH"), above_id=plan.pk, unit_id=cast.unit("NH").pk)
    page = opened(sign_in("officer", "NH"), "paper", own.pk)
    assert "500 đoàn viên" in page
    assert "2.000 đoàn viên" not in page


def test_a_unit_that_was_assigned_nothing_prints_no_count_of_its_superior(
    cast: Cast, movement: Movement, targets, sign_in: SignIn
) -> None:
    plan = issued_plan(cast, movement)
    own = derive_paper(actor=cast.actor("officer", "NH"), above_id=plan.pk, unit_id=cast.unit("NH").pk)
    page = opened(sign_in("officer", "NH"), "paper", own.pk)
    assert "Đoàn viên mới: <b>theo mức được giao</b>" in page
    assert "2.000 đoàn viên" not in page
    assert "Na Hang, <mark" in page  # the place of the unit stands in the dateline


class TestDecision:
    @pytest.fixture
    def decision(self, cast: Cast, movement: Movement, targets) -> Paper:
        paper = start(cast, movement, kind="assignment_decision")
        assign(cast, paper, targets.members, {"NH": "500", "SD": "800", "GD": "400", "DU": "300"})
        return paper

    def test_it_has_articles_an_annex_and_its_units(
        self, cast: Cast, decision: Paper, sign_in: SignIn
    ) -> None:
        page = opened(sign_in("officer", "TQ"), "paper", decision.pk)
        for words in (
            "QUYẾT ĐỊNH:",
            "Về việc phát động thi đua năm 2017",
            "<b>Điều 1.</b> Giao 1 chỉ tiêu của phong trào “Thi đua trong CNVCLĐ năm 2017”",
            "cho 4 đơn vị trực thuộc, có Phụ lục kèm theo",
            "<b>Điều 2.</b>",
            "<b>Điều 3.</b> Quyết định này có hiệu lực từ ngày ký.",
            "- Liên đoàn Lao động huyện Na Hang (để thực hiện);",
        ):
            assert words in page, words
        assert "QUYẾT ĐỊNH GIAO CHỈ TIÊU" not in page

    def test_its_own_words_replace_the_second_article(
        self, cast: Cast, decision: Paper, sign_in: SignIn
    ) -> None:
        write(cast, decision, "organisation", text="Ban Chính sách theo dõi, đôn đốc.")
        page = opened(sign_in("officer", "TQ"), "paper", decision.pk)
        assert "<b>Điều 2.</b> Ban Chính sách theo dõi, đôn đốc." in page

    def test_nobody_builds_a_plan_from_it(self, cast: Cast, decision: Paper, sign_in: SignIn) -> None:
        assert decision.asks_levels == []
        issue(cast, decision, number=20)
        officer = sign_in("officer", "TQ")
        assert "Dựng sẵn cho mọi đơn vị" not in opened(officer, "paper", decision.pk)
        with pytest.raises(NoPlanAbove):
            derive_paper(actor=cast.actor("officer", "NH"), above_id=decision.pk, unit_id=cast.unit("NH").pk)


def test_a_draft_says_nothing_that_was_not_stated(cast: Cast, draft: Paper, sign_in: SignIn) -> None:
    page = opened(sign_in("officer", "TQ"), "paper", draft.pk)
    assert "Mục tiêu định tính, không đặt chỉ tiêu" not in page
    assert "chưa đặt chỉ tiêu" in page


def test_the_paper_is_vietnamese_for_a_reader_of_english(
    cast: Cast, movement: Movement, targets: object, sign_in: SignIn
) -> None:
    plan = issued_plan(cast, movement)
    reader = sign_in("officer", "TQ")
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = opened(reader, "paper", plan.pk)
    article = page[
        page.index('<article class="sheet document official" lang="vi"') : page.index("</article>")
    ]
    for words in (
        "Số: 05/KH-LĐLĐ",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "MỤC ĐÍCH, YÊU CẦU",
        "Từ 2.000 đoàn viên",
        "CHỦ TỊCH",
    ):
        assert words in article, words
    for words in ("No.:", "Pursuant", "Recipients", "or more", "Signed"):
        assert words not in article, words
    assert '<html lang="en"' in page


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (day(2, 7), "ngày 07 tháng 02 năm 2017"),
        (day(3, 10), "ngày 10 tháng 3 năm 2017"),
        (day(7, 9), "ngày 09 tháng 7 năm 2017"),
        (day(12, 31), "ngày 31 tháng 12 năm 2017"),
    ],
)
def test_days_are_written_as_decree_30_says(on, said: str) -> None:
    assert format_long_date(on) == said

"""Score sheets as stored data: examined at saving with line and remedy, exact, frozen when in use, renewed."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.score.marking import BY_HAND, begun, someone
from thidua.documents.exact_yaml import YamlHoldsItself, YamlTooLarge, YamlUnreadable, line_of, read_exact
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent, NotYours, Stale
from thidua.score.actions.marking.change_criterion import Criterion, change_criterion
from thidua.score.actions.marking.keep_sheet import add_sheet, change_sheet, renew_sheet, retire_sheet
from thidua.score.actions.marking.start_round import start_round
from thidua.score.errors import SheetInUse, SheetNotReady, SheetRefused, SheetWithoutCriteria
from thidua.score.models import ScoreSheet
from thidua.score.queries.marking.describing import described
from thidua.score.queries.marking.loading import rules_of

HEAD = "sheet: {name: Cụm}\ncriteria:\n"


def added(cast: Cast, text: str) -> ScoreSheet:
    return add_sheet(actor=cast.actor("province_officer"), owner_id=cast.units["TQ"].pk, text=text)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            HEAD + "  - id: I\n    max: 20\n    items:\n      - {id: I.1, max: 10, kind: judged}\n",
            3,
            "không khớp",
        ),
        (HEAD + "  - id: I\n    items:\n      - {id: I.1, max: 10, kind: stars}\n", 5, "cách chấm"),
        (
            HEAD + "  - {id: A, parent: B}\n  - {id: B, parent: A, kind: judged, max: 5}\n",
            3,
            "nằm trong chính nó",
        ),
        (
            HEAD
            + "  - id: I\n    items:\n      - id: I.1\n        max: 10\n        kind: judged\n        source: report\n",
            8,
            "nguồn số",
        ),
        (
            HEAD
            + "  - id: I\n    items:\n      - {id: I.1, max: 5, kind: judged}\n      - {id: I.1, max: 5, kind: judged}\n",
            6,
            "dùng hai lần",
        ),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused_with_its_line(
    cast: Cast, text: str, line: int, words: str
) -> None:
    with pytest.raises(SheetRefused) as refusal:
        added(cast, text)
    said = refusal.value.say()
    assert refusal.value.params["line"] == line
    assert words in str(said)
    assert said.remedy
    assert not ScoreSheet.objects.exists()


def test_what_is_no_sheet_at_all(cast: Cast) -> None:
    with pytest.raises(SheetWithoutCriteria):
        added(cast, "  \n")
    with pytest.raises(SheetWithoutCriteria):
        added(cast, "- chỉ là một danh sách")
    with pytest.raises(YamlUnreadable) as refusal:
        added(cast, "sheet: {name: Cụm}\ncriteria: [\n")
    assert refusal.value.params["line"] == 3


def test_a_group_that_stands_in_itself(cast: Cast) -> None:
    with pytest.raises(YamlHoldsItself):
        added(cast, HEAD + "  - {id: I, items: &own [{id: II, items: *own}]}\n")


def test_a_file_that_repeats_itself_does_not_fill_the_memory() -> None:
    """Each line names the one before ten times: ten lines are ten thousand million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(YamlTooLarge):
        read_exact("\n".join(lines))
    with pytest.raises(YamlTooLarge):
        read_exact("x" * 300_000)


def test_figures_stay_what_was_written(cast: Cast) -> None:
    text = (
        HEAD
        + "  - {id: I, items: [{id: I.1, max: 0.1, kind: judged}, {id: I.2, max: 1_000.25, kind: judged}]}\n"
    )
    sheet = added(cast, text)
    assert [one["max"] for one in sheet.body["criteria"][0]["items"]] == ["0.1", "1000.25"]
    assert [str(leaf.most) for leaf in rules_of(sheet).leaves.values()] == ["1/10", "4001/4"]
    assert line_of(text, "criteria[0].items[1].max") == 3


def test_what_is_in_use_is_renewed_and_never_changed(cast: Cast) -> None:
    made = begun(cast)
    officer, sheet = cast.actor("province_officer"), ScoreSheet.objects.get(pk=made.sheet_id)
    assert (sheet.state, sheet.number) == ("in_use", 1)
    with pytest.raises(SheetInUse):
        change_sheet(actor=officer, sheet_id=sheet.pk, text=BY_HAND)
    second = renew_sheet(actor=officer, sheet_id=sheet.pk)
    third = renew_sheet(actor=officer, sheet_id=second.pk)
    assert [(one.number, one.first_id, one.state) for one in (second, third)] == [
        (2, sheet.pk, "draft"),
        (3, sheet.pk, "draft"),
    ]
    changed = change_sheet(actor=officer, sheet_id=second.pk, text=BY_HAND.replace("số 1", "số 2"), version=1)
    assert changed.name.endswith("số 2")
    with pytest.raises(Stale):
        change_sheet(actor=officer, sheet_id=second.pk, text=BY_HAND, version=1)
    retire_sheet(actor=officer, sheet_id=sheet.pk)
    with pytest.raises(SheetNotReady):
        start_round(actor=officer, sheet_id=sheet.pk, organiser_id=cast.units["TQ"].pk, year=2017, name="")


def test_a_criterion_is_changed_in_a_form(cast: Cast) -> None:
    officer, sheet = cast.actor("province_officer"), added(cast, BY_HAND)
    known = Criterion.of(sheet, "III.1")
    assert (known.branch, known.kind, known.max) == ("III", "judged", "40")
    other = Criterion("III.1", "Đoàn viên tăng thêm", "III", "proportional", "40", "", "t03", "direction: up")
    sheet = change_criterion(actor=officer, sheet_id=sheet.pk, leaf="III.1", typed=other)
    told = {one.leaf.id: one for group in described(rules_of(sheet)) for one in group.leaves}
    assert told["III.1"].rule == "thực hiện/kế hoạch × điểm tối đa"
    assert told["III.1"].source.endswith("chỉ tiêu t03")
    sheet = change_criterion(
        actor=officer, sheet_id=sheet.pk, leaf="", typed=Criterion("III.3", "Khác", "III", max="5")
    )
    assert "III.3" in rules_of(sheet).leaves
    sheet = change_criterion(actor=officer, sheet_id=sheet.pk, leaf="III.3", typed=Criterion(), remove=True)
    assert "III.3" not in rules_of(sheet).leaves
    with pytest.raises(SheetRefused):  # 30 points cannot fill a group of 70
        change_criterion(actor=officer, sheet_id=sheet.pk, leaf="III.1", typed=Criterion(), remove=True)
    with pytest.raises(Absent):
        Criterion.of(sheet, "IX")


def test_who_keeps_a_sheet_and_who_reads_it(cast: Cast) -> None:
    made = begun(cast)
    member = cast.actor("son_duong_officer")
    assert fetch(ScoreSheet, made.sheet_id, actor=member).pk == made.sheet_id  # who is marked reads the rules
    with pytest.raises(NotYours):
        renew_sheet(actor=member, sheet_id=made.sheet_id)
    with pytest.raises(Absent):
        fetch(ScoreSheet, made.sheet_id, actor=cast.actor("stranger"))
    draft = added(cast, BY_HAND)
    with pytest.raises(Absent):
        fetch(ScoreSheet, draft.pk, actor=member)  # a draft is its keeper's
    with pytest.raises(NotYours):
        add_sheet(actor=someone(cast, "clerk", "TQ"), owner_id=cast.units["TQ"].pk, text=BY_HAND)

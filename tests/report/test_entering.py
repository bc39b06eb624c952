from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest

from tests.report.acts import entry, fill, values
from tests.report.conftest import Story, add_unit
from thidua.algebra.values import NOT_APPLICABLE, Number
from thidua.kernel.door import VIEW, listing
from thidua.kernel.errors import Absent, NotNow, NotYours
from thidua.report.actions.save_draft import save_draft
from thidua.report.errors import NotExpected, PeriodClosed, PeriodNotOpen, UnknownElement
from thidua.report.models import Report
from thidua.report.queries.cells import answers_of, estimate_of
from thidua.report.queries.figures import data_of


def save(story: Story, changes: dict[str, object], **more: object) -> Report:
    """Typed by the factory's chair."""
    return save_draft(actor=story.chair(), report_id=story.report().pk, changes=changes, **more).report  # type: ignore[arg-type]


def codes(story: Story, element: str) -> list[str]:
    report = story.report()
    from thidua.report.queries.checking import examine

    return [one.code for one in examine(report) if one.element == element]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234", "1234"),
        ("1,234.0", "1234"),
        ("1 234", "1234"),
        ("１２３", "123"),
        (" 12 ", "12"),
        ("0", "0"),
        ("0 (không phát sinh)", "0"),
        (unicodedata.normalize("NFD", "0 (không phát sinh)"), "0"),
    ],
)
def test_numbers_as_people_write_them(story: Story, typed: str, value: str) -> None:
    report = save(story, {"admitted": typed})
    assert entry(report, "admitted")["value"] == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("nhiều", "formats.number_unreadable"),
        ("😀", "formats.number_unreadable"),
        ("-5", "formats.count_negative"),
        ("1,5", "formats.count_fractional"),
        ("1.5", "formats.number_ambiguous"),
        ("1.234.567.890.123.456.789", "check.too_large"),
        ("khoảng 20 người", "formats.number_unreadable"),
        ("-", "formats.number_unreadable"),
    ],
)
def test_what_cannot_be_read_is_kept_as_typed_and_said_at_the_field(
    story: Story, typed: str, code: str
) -> None:
    report = save(story, {"admitted": typed})
    assert entry(report, "admitted")["text"] == typed
    assert codes(story, "admitted") == [code]


def test_refused_figures_say_what_to_do_in_words(story: Story) -> None:
    from thidua.report.queries.checking import examine

    report = save(story, {"admitted": "1.5"})
    (said,) = [one.text for one in examine(report) if one.element == "admitted"]
    assert "1,5" in said
    assert "15" in said
    assert "Có lỗi chưa được đặt lời" not in said


def test_the_four_answers_are_told_apart(story: Story) -> None:
    report = save(story, {"admitted": {"answer": "none"}, "meals": {"answer": "not_applicable"}, "women": ""})
    assert answers_of(data_of(report)) == {"admitted": Number(0), "meals": NOT_APPLICABLE}


def test_money_is_read_as_money(story: Story) -> None:
    report = save(story, {"fund": "6,6 triệu"})
    assert entry(report, "fund")["value"] == "6600000"


def test_an_estimate_is_kept_beside_and_never_summed(story: Story) -> None:
    report = save(story, {"admitted": {"value": "", "estimate": "70"}})
    kept = data_of(report)["admitted"]
    assert estimate_of(kept) == Fraction(70)
    assert answers_of({"admitted": kept}) == {}
    assert not any(value == 70 for value in values(report).values())


def test_an_estimate_stays_when_the_figure_is_typed(story: Story) -> None:
    save(story, {"admitted": {"value": "", "estimate": "70"}})
    assert estimate_of(data_of(save(story, {"admitted": "60"}))["admitted"]) == Fraction(70)


def test_a_figure_that_the_unit_is_not_asked_is_refused(story: Story) -> None:
    with pytest.raises(UnknownElement):
        save(story, {"nonsense": "1"})
    with pytest.raises(UnknownElement):
        save_draft(
            actor=story.chair(story.school), report_id=story.report(story.school).pk, changes={"meals": "1"}
        )


def test_part_larger_than_whole_and_a_missing_figure_are_errors(story: Story) -> None:
    fill(story, women="500", fund="")
    assert codes(story, "women") == ["check.part_above_whole"]
    assert codes(story, "fund") == ["check.required"]


def test_the_first_save_begins_the_report(story: Story) -> None:
    assert story.report().state == "waiting"
    save(story, {"admitted": "1"})
    assert story.report().state == "draft"


def test_saving_nothing_new_changes_nothing(story: Story) -> None:
    first = save(story, {"admitted": "60"})
    assert save(story, {"admitted": "60"}).version == first.version


def test_the_same_page_twice_is_taken_in_once(story: Story) -> None:
    report_id, chair = story.report().pk, story.chair()
    save_draft(actor=chair, report_id=report_id, changes={"admitted": "60"}, token="page-1")
    save_draft(actor=chair, report_id=report_id, changes={"admitted": "61"}, token="page-2")
    late = save_draft(actor=chair, report_id=report_id, changes={"admitted": "60"}, token="page-1")
    assert late.again
    assert entry(story.report(), "admitted")["text"] == "61"


def test_two_people_at_different_figures_do_not_disturb_each_other(story: Story) -> None:
    opened = story.report().version
    for name, changes in (("Hoa", {"admitted": "60"}), ("Sen", {"women": "9"})):
        saved = save_draft(
            actor=story.chair(name=name), report_id=story.report().pk, version=opened, changes=changes
        )
        assert saved.conflicts == ()
    assert {code: one["text"] for code, one in data_of(story.report()).items()} == {
        "admitted": "60",
        "women": "9",
    }


def test_two_people_at_one_figure_see_both_versions_who_and_when(story: Story) -> None:
    opened = story.report().version
    report_id = story.report().pk
    save_draft(actor=story.chair(name="Hoa"), report_id=report_id, version=opened, changes={"admitted": "60"})
    saved = save_draft(
        actor=story.chair(name="Sen"),
        report_id=report_id,
        version=opened,
        changes={"admitted": "66", "women": "9"},
    )
    (conflict,) = saved.conflicts
    assert (conflict.element, conflict.by, conflict.theirs["text"], conflict.mine["text"]) == (
        "admitted",
        "Hoa",
        "60",
        "66",
    )
    assert conflict.at.startswith("2017-07-18")
    kept = data_of(story.report())
    assert kept["admitted"]["text"] == "60"
    assert kept["admitted"]["rival"]["text"] == "66"
    assert kept["women"]["text"] == "9"


def test_having_seen_both_either_may_decide(story: Story) -> None:
    test_two_people_at_one_figure_see_both_versions_who_and_when(story)
    seen = story.report().version
    saved = save_draft(
        actor=story.chair(name="Sen"), report_id=story.report().pk, version=seen, changes={"admitted": "66"}
    )
    assert saved.conflicts == ()
    assert "rival" not in data_of(story.report())["admitted"]


def test_a_page_that_still_shows_what_stood_before_is_no_conflict(story: Story) -> None:
    opened = story.report().version
    report_id = story.report().pk
    for typed in ("6", "60"):  # autosaved while typing
        save_draft(actor=story.chair(name="Hoa"), report_id=report_id, changes={"admitted": typed})
    saved = save_draft(
        actor=story.chair(name="Sen"),
        report_id=report_id,
        version=opened,
        changes={"admitted": "", "women": "9"},
    )
    assert saved.conflicts == ()
    assert entry(story.report(), "admitted")["text"] == "60"


def test_a_page_opened_between_two_figures_of_one_person_is_no_conflict(story: Story) -> None:
    """Sen's page shows the first figure; she touches another box while Hoa changes her mind."""
    report_id = story.report().pk
    save_draft(actor=story.chair(name="Hoa"), report_id=report_id, changes={"admitted": "3"})
    opened = story.report().version
    save_draft(actor=story.chair(name="Hoa"), report_id=report_id, changes={"admitted": "5"})
    saved = save_draft(
        actor=story.chair(name="Sen"),
        report_id=report_id,
        version=opened,
        changes={"admitted": "3", "women": "9"},
    )
    assert (saved.conflicts, saved.stale) == ((), ("admitted",))
    assert entry(story.report(), "admitted")["text"] == "5"
    assert entry(story.report(), "women")["text"] == "9"


def test_words_of_the_report_are_kept(story: Story) -> None:
    report = save(story, {}, narrative={"strengths": "Đã đối thoại.", "strange": "x"})
    assert report.narrative == {"strengths": "Đã đối thoại."}
    assert save(story, {"admitted": "1"}).narrative == {"strengths": "Đã đối thoại."}


def test_before_opening_after_closing_and_for_excused_units_nothing_is_entered(story: Story) -> None:
    for state, refusal in (("planned", PeriodNotOpen), ("closed", PeriodClosed)):
        type(story.period).objects.filter(pk=story.period.pk).update(state=state)
        with pytest.raises(refusal):
            save(story, {"admitted": "1"})
    type(story.period).objects.filter(pk=story.period.pk).update(state="open")
    Report.objects.update(exempt=True, exempt_reason="mới thành lập")
    with pytest.raises(NotExpected):
        save(story, {"admitted": "1"})


def test_strangers_find_nothing_and_superiors_do_not_type_over_a_unit(story: Story) -> None:
    report = save(story, {"admitted": "60"})
    neighbour = story.chair(story.school)
    for actor, refusal in (
        (story.officer(story.stranger), Absent),
        (neighbour, Absent),
        (story.officer(), NotNow),
        (story.officer(story.province), NotYours),
    ):
        with pytest.raises(refusal):
            save_draft(actor=actor, report_id=report.pk, changes={"admitted": "1"})
    assert not listing(Report, actor=neighbour, verb=VIEW).filter(pk=report.pk).exists()


@pytest.mark.parametrize("guess", ["0", "-1", "x", str(2**63), "1 or 1=1"])
def test_a_guessed_report_is_absent(story: Story, guess: str) -> None:
    with pytest.raises(Absent):
        save_draft(actor=story.chair(), report_id=guess, changes={"admitted": "1"})  # type: ignore[arg-type]


def test_the_union_above_enters_for_a_unit_and_it_shows(story: Story) -> None:
    report = save_draft(actor=story.officer(), report_id=story.report().pk, changes={"admitted": "60"}).report
    assert report.on_behalf
    own = save(story, {"women": "3"})
    assert not own.on_behalf


def test_wrong_unit_of_a_sibling_upper_union_is_absent(story: Story) -> None:
    other = add_unit("T2-1", "grassroots", story.other_upper)
    story.open()
    with pytest.raises(Absent):
        save_draft(actor=story.officer(), report_id=story.report(other).pk, changes={"admitted": "1"})

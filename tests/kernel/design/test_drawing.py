"""What components draw, as laws and as cases."""

import re
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.templatetags import drawing

figures = st.one_of(st.none(), st.integers(0, 10**12), st.fractions(0, 10**6))


def percent(place: str) -> float:
    return float(place.removesuffix("%"))


@given(figures, figures, figures)
def test_every_mark_of_a_gauge_lies_inside_it_and_missing_marks_are_not_drawn(achieved, threshold, forecast):
    marks = drawing.gauge_marks(achieved, threshold, forecast)
    for value, place in zip((achieved, threshold, forecast), marks, strict=True):
        assert (place == "") == (value is None)
        assert place == "" or 0 <= percent(place) <= 100


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_gauge_keeps_the_order_of_achieved_and_threshold(achieved, threshold):
    marks = drawing.gauge_marks(achieved, threshold)
    if achieved >= threshold:
        assert percent(marks.fill) >= percent(marks.limit)
    else:
        assert percent(marks.fill) <= percent(marks.limit)


def test_a_share_ends_at_its_maximum_and_zero_is_a_bar_of_no_length():
    assert drawing.gauge_marks(Fraction(17850, 21000), Fraction(85, 100), None, 1) == ("85%", "85%", "")
    assert drawing.gauge_marks(0, 30).fill == "0%"
    assert drawing.gauge_marks(None, 30).fill == ""
    assert drawing.gauge_marks(5, 0).limit == "0%"


@given(st.lists(st.sampled_from(["full", "coming", "none", "unassigned"]), max_size=40))
def test_a_row_of_units_counts_every_unit_once(units):
    row = drawing.pip_row(units)
    assert row.reported <= row.assigned <= len(units)
    assert row.many == (len(units) > 20)
    if not row.many:
        coming = marks(row.shapes, "half")  # the upper half of a disc left open
        assert marks(row.shapes, "full") - coming == units.count("full")
        assert coming == units.count("coming")
        assert marks(row.shapes, "gone") == units.count("none")
        assert marks(row.shapes, "dash") == units.count("unassigned")


def marks(shapes: str, part: str) -> int:
    """How many units a part is drawn for: a run of n is a line of 10n - 2."""
    lines = re.findall(f'<path class="{part}" d="([^"]+)"', shapes)
    return sum((int(run) + 2) // 10 for line in lines for run in re.findall(r"h(\d+)", line))


def test_a_row_of_units_says_what_it_draws():
    with translation.override("vi"):
        row = drawing.pip_row(["full", "coming", "coming", "none", "unassigned"])
    assert row.words == "1 đơn vị đủ báo cáo, 2 đang gửi, 1 chưa có số liệu, 1 chưa giao"


def test_the_line_is_solid_up_to_the_furthest_open_station():
    stops = [
        {"label": name, "state": state}
        for name, state in zip("abcde", ("done", "here", "later", "open", "later"), strict=True)
    ]
    line = drawing.life_line(stops)
    assert [one.reached for one in line.stations] == [True, True, True, True, False]
    assert (line.here.number, line.following.number) == (2, 3)
    assert (line.first, line.passed, line.last) == ("10%", "70%", "90%")


def test_the_line_takes_objects_and_may_be_empty_or_ended():
    assert drawing.life_line([]).stations == []
    last = drawing.life_line([SimpleNamespace(label="x", state="here")])
    assert last.following is None


def test_four_reasons_for_no_judgement_are_never_confused():
    marks = [
        drawing.STATES[name] for name in ("not_reported", "not_assigned", "not_due", "not_applicable", "zero")
    ]
    assert len({str(mark.word) for mark in marks}) == len({mark.shape for mark in marks}) == 5


def test_no_two_states_look_alike_in_black_and_white_and_read_alike():
    seen = {(str(mark.word), mark.shape) for mark in drawing.STATES.values()}
    assert len(seen) == len(drawing.STATES)


def test_a_state_nobody_drew_fails_loudly():
    with pytest.raises(TemplateSyntaxError, match="no state is called 'dat'"):
        drawing.state_mark("dat")


def test_attributes_are_escaped_and_false_ones_left_out():
    given_ = {"title": 'LĐLĐ "A" <b>', "open": True, "hidden": False, "id": None, "data-n": 0}
    assert drawing.attributes(given_) == 'title="LĐLĐ &quot;A&quot; &lt;b&gt;" open data-n="0"'


@pytest.mark.parametrize(
    ("pages", "at", "offered"),
    [
        (1, 1, [1]),
        (3, 2, [1, 2, 3]),
        (22, 5, [1, None, 4, 5, 6, None, 22]),
        (22, 1, [1, 2, None, 22]),
        (22, 22, [1, None, 21, 22]),
    ],
)
def test_a_pager_offers_the_ends_and_the_neighbours(pages, at, offered):
    assert drawing.page_window(Paginator(range(pages * 10), 10).page(at)) == offered

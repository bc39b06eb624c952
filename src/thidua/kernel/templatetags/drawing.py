"""What the shared components draw: states, gauges, rows of units, the life-cycle line.

Everything is computed here on exact numbers; only the last step, a place on the screen, becomes a percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Page
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

Exact = int | Decimal | Fraction


class StateMark(NamedTuple):
    """A state as people see it: the word, the silhouette (a symbol of icons.svg) and the tone of both."""

    word: str | Promise
    shape: str
    tone: str


STATES: dict[str, StateMark] = {
    # judgement of a target
    "achieved": StateMark(gettext_lazy("Đạt"), "disc", "green"),
    "exceeded": StateMark(gettext_lazy("Vượt"), "star", "green"),
    "not_achieved": StateMark(gettext_lazy("Chưa đạt"), "half", "amber"),
    # why there is no judgement: four different answers, never confused
    "not_reported": StateMark(gettext_lazy("Chưa báo cáo"), "dashed", "slate"),
    "not_assigned": StateMark(gettext_lazy("Chưa giao"), "dash", "faint"),
    "not_due": StateMark(gettext_lazy("Chưa đến kỳ đánh giá"), "clock", "slate"),
    "not_applicable": StateMark(gettext_lazy("Không thuộc đối tượng"), "struck", "faint"),
    "zero": StateMark(gettext_lazy("0 (không phát sinh)"), "zero", "faint"),
    # the way of a paper
    "draft": StateMark(gettext_lazy("Đang soạn"), "pen", "slate"),
    "sent": StateMark(gettext_lazy("Đã gửi"), "up", "slate"),
    "accepted": StateMark(gettext_lazy("Đã duyệt"), "disc", "green"),
    "returned": StateMark(gettext_lazy("Trả lại"), "back", "amber"),
    "late": StateMark(gettext_lazy("Quá hạn"), "late", "red"),
    "sent_late": StateMark(gettext_lazy("Đã gửi, muộn"), "up", "amber"),
    "withdrawn": StateMark(gettext_lazy("Đã rút lại"), "back", "faint"),
    "reopened": StateMark(gettext_lazy("Mở lại để sửa"), "ring", "amber"),
    "waiting": StateMark(gettext_lazy("Chưa làm"), "dashed", "slate"),
    # the way of a stage or a document
    "open": StateMark(gettext_lazy("Đang mở"), "ring", "slate"),
    "done": StateMark(gettext_lazy("Đã xong"), "disc", "green"),
    "later": StateMark(gettext_lazy("Chưa tới"), "hollow", "faint"),
    "closed": StateMark(gettext_lazy("Đã đóng"), "shut", "faint"),
    "locked": StateMark(gettext_lazy("Đã khóa"), "shut", "slate"),
    "registered": StateMark(gettext_lazy("Đã đăng ký"), "up", "slate"),
    "confirmed": StateMark(gettext_lazy("Đã xác nhận"), "disc", "green"),
    "refused": StateMark(gettext_lazy("Không chấp nhận"), "cross", "red"),
    "issued": StateMark(gettext_lazy("Đã ban hành"), "sealed", "green"),
    "signed": StateMark(gettext_lazy("Đã ký"), "sealed", "green"),
    "revoked": StateMark(gettext_lazy("Đã thu hồi"), "cross", "red"),
    "recused": StateMark(gettext_lazy("Không tham gia"), "struck", "faint"),
    "honoured": StateMark(gettext_lazy("Được khen thưởng"), "laurel", "gold"),
}


@register.simple_tag
def state_mark(name: str) -> StateMark:
    """The mark of a named state. A name nobody drew is a mistake of ours and fails loudly."""
    if name not in STATES:
        raise template.TemplateSyntaxError(f"no state is called {name!r}; known: {', '.join(STATES)}")
    return STATES[name]


PAST_THE_LARGEST = Fraction(108, 100)


class GaugeMarks(NamedTuple):
    """Places along the gauge in percent of its width, or "" where there is nothing to draw."""

    fill: str
    limit: str
    end: str


@register.simple_tag
def gauge_marks(
    achieved: Exact | None,
    threshold: Exact | None,
    forecast: Exact | None = None,
    maximum: Exact | None = None,
) -> GaugeMarks:
    """Where the bar ends, where the threshold stands, where the forecast points.

    With `maximum` (1 for a share) the gauge ends there; without it, a little past the largest mark.
    Missing is not zero: no bar at all, while 0 draws a bar of no length.
    """
    known = [Fraction(one) for one in (achieved, threshold, forecast) if one is not None and one != ""]
    largest = max(known, default=Fraction(1)) * PAST_THE_LARGEST
    end = Fraction(maximum) if maximum else largest
    return GaugeMarks(_place(achieved, end), _place(threshold, end), _place(forecast, end))


def _place(value: Exact | None, end: Fraction) -> str:
    if value is None or value == "":
        return ""
    share = Fraction(value) / end if end > 0 else Fraction(0)
    inside = min(max(share, Fraction(0)), Fraction(1))
    return f"{round(inside * 1000) / 10:g}%"


PIP_STEP = 10
MOST_PIPS = 20


class Pips(NamedTuple):
    """A row of units: how wide, what it looks like, what it says; beyond twenty only words and a bar."""

    width: int
    shapes: SafeString
    words: str
    reported: int
    assigned: int
    many: bool


@register.simple_tag
def pip_row(units: Sequence[str]) -> Pips:
    """Draw one mark a unit, in tree order.

    `units` holds "full" (all reports in), "coming" (some), "none" (nothing yet) or "unassigned".
    """
    counts = {kind: units.count(kind) for kind in ("full", "coming", "none", "unassigned")}
    reported, assigned = counts["full"] + counts["coming"], len(units) - counts["unassigned"]
    many = len(units) > MOST_PIPS
    shapes = mark_safe("") if many else _pip_shapes(units)
    return Pips(PIP_STEP * len(units), shapes, _pip_words(counts), reported, assigned, many)


def _pip_words(counts: Mapping[str, int]) -> str:
    parts = [
        (counts["full"], _("%(count)s đơn vị đủ báo cáo")),
        (counts["coming"], _("%(count)s đang gửi")),
        (counts["none"], _("%(count)s chưa có số liệu")),
        (counts["unassigned"], _("%(count)s chưa giao")),
    ]
    return ", ".join(words % {"count": count} for count, words in parts if count)


# What is painted, for units of which kinds, one over the other; the shape of a part is the stylesheet's.
_PIP_PARTS = (
    ("gone", {"none"}),
    ("hole", {"none"}),
    ("cut", {"none"}),
    ("full", {"full", "coming"}),
    ("half", {"coming"}),
    ("dash", {"unassigned"}),
)


def _pip_shapes(units: Sequence[str]) -> SafeString:
    """A run of units is one line that the stylesheet dashes into a mark every ten pixels: a row of twenty
    units takes a tenth of what twenty circles would. Nothing in it but our own names and numbers."""
    drawn = ((part, _dashed(units, kinds)) for part, kinds in _PIP_PARTS)
    return mark_safe("".join(f'<path class="{part}" d="{line}"/>' for part, line in drawn if line))


def _dashed(units: Sequence[str], kinds: set[str]) -> str:
    runs = _runs([unit in kinds for unit in units])
    return "".join(f"M{at * PIP_STEP + 5} 5h{many * PIP_STEP - 2}" for at, many in runs)


def _runs(wanted: Iterable[bool]) -> list[tuple[int, int]]:
    """Where each run of wanted ones begins, and how many it has."""
    runs, at = [], 0
    for known, some in groupby(wanted):
        many = len(list(some))
        if known:
            runs.append((at, many))
        at += many
    return runs


class Station(NamedTuple):
    """A stop of the life-cycle line; `stop` is what the caller gave."""

    stop: Any
    number: int
    state: str
    reached: bool
    place: str


class Line(NamedTuple):
    stations: list[Station]
    here: Station | None
    following: Station | None
    passed: str
    first: str
    last: str


@register.simple_tag
def life_line(stops: Iterable[Any]) -> Line:
    """Lay the stops out: the line is solid up to the furthest one that is done, open or here."""
    given = list(stops)
    states = [str(_read(stop, "state") or "later") for stop in given]
    furthest = max((index for index, state in enumerate(states) if state != "later"), default=-1)
    places = [f"{(2 * index + 1) * 50 / len(given):.4g}%" for index in range(len(given))]
    stations = [
        Station(stop, index + 1, states[index], index <= furthest, places[index])
        for index, stop in enumerate(given)
    ]
    here = next((one for one in stations if one.state == "here"), None)
    following = stations[here.number] if here and here.number < len(stations) else None
    passed = places[furthest] if furthest >= 0 else ""
    return Line(stations, here, following, passed, places[0] if places else "", places[-1] if places else "")


def _read(item: Any, field: str) -> Any:
    return item.get(field) if isinstance(item, Mapping) else getattr(item, field, None)


STAGE_STATES: dict[str, str | Promise] = {
    "done": gettext_lazy("đã xong"),
    "open": gettext_lazy("đang mở"),
    "here": gettext_lazy("đang ở đây"),
    "later": gettext_lazy("chưa tới"),
}


@register.filter
def stage_state(name: str) -> str:
    """The words for a station's state, for those who do not see its shape."""
    return str(STAGE_STATES.get(name, ""))


@register.simple_tag
def attributes(given: Mapping[str, Any]) -> SafeString:
    """Write a component's further attributes, each value escaped.

    Cotton's own `{{ attrs }}` prints values bound with a colon as they are; a unit's name may hold a quote.
    """
    listed = given.attrs_dict() if hasattr(given, "attrs_dict") else dict(given)
    return mark_safe(" ".join(_attribute(name, value) for name, value in listed.items() if _wanted(value)))


def _wanted(value: object) -> bool:
    return value is not None and value is not False


def _attribute(name: str, value: object) -> str:
    return name if value is True else format_html('{}="{}"', name, value)


@register.filter
def page_window(page: Page[Any]) -> list[int | None]:
    """Numbers to offer around the page at hand, None for a gap: 1 … 4 5 6 … 40."""
    last, at = page.paginator.num_pages, page.number
    near = sorted({1, last, *range(max(1, at - 1), min(last, at + 1) + 1)})
    numbers: list[int | None] = []
    for number in near:
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers

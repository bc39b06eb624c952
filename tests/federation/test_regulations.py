"""The regulation of a cluster, version by version."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.federation.cast import World
from tests.federation.clusters import Circle, make_circle, waiting
from thidua.documents.writing.kinds.plan import Named
from thidua.federation.actions.clusters.begin_year import begin_year
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.regulation_rules import say_rules
from thidua.federation.actions.clusters.regulations import (
    adopt_regulation,
    ask_members,
    change_regulation,
    draft_regulation,
    drop_regulation,
    give_opinion,
    take_back_regulation,
)
from thidua.federation.cluster_errors import (
    DayBeforeToday,
    MemberTooSmall,
    MinutesMissing,
    RegulationDayTaken,
    RegulationRulesSaid,
    RegulationWithoutArticles,
    WhyMissing,
)
from thidua.federation.errors import NotYet
from thidua.federation.models import Attribute, LeaderDuty, Regulation
from thidua.federation.queries.regulation_rules import kept_in
from thidua.federation.queries.regulation_text import STARTING_TEXT, chapters_of, numbered
from thidua.federation.queries.regulations import in_force, versions_of
from thidua.formats.errors import CodedError
from thidua.kernel.door import listing
from thidua.kernel.errors import NotNow, NotYours, Stale

pytestmark = pytest.mark.django_db

DAY = dt.date(2017, 7, 18)


@pytest.fixture
def circle(world: World) -> Circle:
    made = make_circle(world)
    made.lead("NH")
    return made


def draft(circle: Circle) -> Regulation:
    return draft_regulation(actor=circle.chair("NH"), cluster_id=circle.body.pk, year=2017)


def adopt(circle: Circle, one: Regulation, from_on: dt.date, **more: object) -> Regulation:
    told: dict[str, Any] = {"adopted_on": DAY, "minutes": "Ba trên ba tán thành", "number": 1, **more}
    return adopt_regulation(
        actor=circle.chair("NH"),
        regulation_id=one.pk,
        from_on=from_on,
        **told,
    )


class TestText:
    def test_what_people_paste_is_read_into_chapters_articles_clauses_and_points(self) -> None:
        typed = """
        QUY CHẾ CỤM
        CHƯƠNG I: QUY ĐỊNH CHUNG
        Điều 1. Phạm vi.
        Áp dụng trong cụm.
        Điều 2: Cụm trưởng
        1. Do thành viên bầu.
        2) Có nhiệm vụ:
        a) triệu tập họp;
        - giữ hồ sơ.
        Chương 2
        KINH PHÍ
        Điều 3. Đóng góp
        Như nhau.
        """
        first, second = chapters_of(typed)
        assert (first.title, second.title) == ("QUY ĐỊNH CHUNG", "KINH PHÍ")
        scope, leader = first.articles
        assert (scope.title, scope.clauses) == ("Phạm vi", ("Áp dụng trong cụm.",))
        assert leader.clauses == (
            "Do thành viên bầu.",
            Named("Có nhiệm vụ:", ("triệu tập họp;", "giữ hồ sơ.")),
        )

    def test_articles_are_counted_through(self) -> None:
        told = numbered(chapters_of(STARTING_TEXT))
        assert [numeral for numeral, _title, _articles in told] == ["I", "II", "III", "IV"]
        assert [number for _n, _t, articles in told for number, _article in articles] == [1, 2, 3, 4, 5, 6, 7]

    def test_articles_without_chapters(self) -> None:
        (only,) = chapters_of("Điều 1. Tên\nCụm số 1.\nĐiều 2. Nơi họp\nLuân phiên.")
        assert (only.title, len(only.articles)) == ("", 2)

    def test_nothing_that_is_an_article(self) -> None:
        assert chapters_of("") == ()
        assert chapters_of("Cụm họp hai lần một năm.\nChương I. Trống") == ()

    def test_the_text_to_begin_from_is_one(self) -> None:
        assert [len(one.articles) for one in chapters_of(STARTING_TEXT)] == [2, 2, 2, 1]


def test_drafted_shown_adopted_and_in_force_from_its_day(circle: Circle) -> None:
    first = draft(circle)
    assert (first.edition, first.state) == (1, "draft")
    assert draft(circle) == first  # who else begins finds it
    with pytest.raises(NotYours):
        draft_regulation(actor=circle.chair("GD"), cluster_id=circle.body.pk, year=2017)
    ask_members(actor=circle.chair("NH"), regulation_id=first.pk, until=dt.date(2017, 7, 25))
    assert [one.code for one in waiting(circle.chair("GD"))] == ["federation.opinion"]
    with pytest.raises(WhyMissing):
        give_opinion(actor=circle.chair("GD"), regulation_id=first.pk, agrees=False)
    give_opinion(actor=circle.chair("GD"), regulation_id=first.pk, agrees=False, text="Điều 6 chưa rõ")
    give_opinion(actor=circle.chair("GD"), regulation_id=first.pk, agrees=True, text="Đã rõ")
    assert [(one.unit.code, one.agrees) for one in first.opinions.all()] == [("GD", True)]
    assert waiting(circle.chair("GD")) == []
    adopt(circle, first, dt.date(2017, 8, 1))
    assert in_force(circle.body, DAY) is None
    held = in_force(circle.body, dt.date(2017, 8, 1))
    assert held == first
    assert held.seat == circle.world["NH"]  # a cluster has no seal


def test_the_next_version_goes_on_from_the_one_before_and_that_is_kept(circle: Circle) -> None:
    first = adopt(circle, draft(circle), dt.date(2017, 1, 1))
    second = draft(circle)
    assert (second.edition, second.text) == (2, first.text)
    changed = change_regulation(
        actor=circle.chair("NH"),
        regulation_id=second.pk,
        title="Tổ chức và hoạt động của cụm",
        text="Điều 1. Họp\nMỗi quý một lần.",
        why_changed="Họp mỗi quý",
        version=second.version,
    )
    with pytest.raises(Stale):
        change_regulation(
            actor=circle.chair("NH"), regulation_id=second.pk, title="x", text=STARTING_TEXT, version=1
        )
    with pytest.raises(RegulationDayTaken):
        adopt(circle, changed, dt.date(2017, 1, 1))
    adopt(circle, changed, dt.date(2017, 7, 1))
    assert in_force(circle.body, dt.date(2017, 6, 30)) == first
    assert in_force(circle.body, dt.date(2017, 7, 1)) == second
    assert [one.edition for one in versions_of(circle.body)] == [2, 1]
    first.refresh_from_db()
    assert first.text == STARTING_TEXT.strip() or first.text == STARTING_TEXT


def test_what_is_adopted_never_changes(circle: Circle) -> None:
    first = adopt(circle, draft(circle), DAY)
    told: dict[str, Any] = {"actor": circle.chair("NH"), "regulation_id": first.pk}
    with pytest.raises(NotNow):
        change_regulation(**told, title="x", text=STARTING_TEXT)
    with pytest.raises(NotNow):
        adopt(circle, first, dt.date(2017, 9, 1))
    with pytest.raises(NotNow):
        drop_regulation(**told, why="x")


def test_refusals_on_the_way(circle: Circle) -> None:
    one = draft(circle)
    told: dict[str, Any] = {"actor": circle.chair("NH"), "regulation_id": one.pk}
    with pytest.raises(RegulationWithoutArticles):
        change_regulation(**told, title="Quy chế", text="Họp hai lần.")
    with pytest.raises(DayBeforeToday):
        ask_members(**told, until=dt.date(2017, 7, 17))
    with pytest.raises(MinutesMissing):
        adopt(circle, one, DAY, minutes=" ")
    with pytest.raises(NotYet):
        adopt(circle, one, DAY, adopted_on=dt.date(2017, 7, 19))
    ask_members(**told)
    take_back_regulation(**told)
    drop_regulation(**told, why="Giữ quy chế cũ")
    assert not versions_of(circle.body)
    assert listing(Regulation, actor=circle.host).get().state == "dropped"
    assert draft(circle).edition == 2  # a number is not given twice


IN_NUMBERS = {
    "structure": {"units": {"at_least": 5}, "deputies": {"at_most": 1}},
    "calendar": [{"what": "register", "before": "01-31"}],
    "awards": [{"award": "flag", "name": "Cờ thi đua", "count": 1}],
}


def test_what_a_regulation_says_in_numbers_is_applied_and_does_not_change_under_the_members(
    circle: Circle,
) -> None:
    chair = circle.chair("NH")
    one = draft(circle)
    with pytest.raises(CodedError) as misread:
        say_rules(actor=chair, regulation_id=one.pk, rules={"calendar": [{"what": "x", "until": "02-31"}]})
    assert misread.value.code == "algebra.unknown_definition"
    say_rules(actor=chair, regulation_id=one.pk, rules=IN_NUMBERS)
    adopted = adopt(circle, draft(circle), dt.date(2017, 7, 18))
    said = [(rule.says, rule.stands, rule.kept) for rule in kept_in(adopted, 2018, units=3, deputies=0)]
    assert said == [
        ("ít nhất 5", "có 3", False),
        ("nhiều nhất 1", "có 0", True),
        ("30/01/2018", "còn 196 ngày", None),
        ("nhiều nhất 1 đơn vị một năm", "", None),
    ]
    with pytest.raises(RegulationRulesSaid):
        say_rules(actor=chair, regulation_id=adopted.pk, rules={})
    with pytest.raises(NotYours):
        say_rules(actor=circle.chair("SD"), regulation_id=adopted.pk, rules={})
    begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018)
    registrations = LeaderDuty.objects.get(cluster=circle.body, what=LeaderDuty.What.REGISTRATIONS)
    assert registrations.due_on == dt.date(2018, 1, 30)  # the day before the one that is named
    assert draft(circle).rules == IN_NUMBERS  # the next version begins with them


def test_people_per_unit_and_the_calendar_are_judged(circle: Circle) -> None:
    """Late, in time and not yet are told apart; what nobody has told is not judged; what is advised stops nobody."""
    known: dict[str, Any] = {
        "people": {"A": 4, "B": 7, "C": None},
        "done": {"register": dt.date(2018, 2, 2), "summary": None},
    }
    more: dict[str, Any] = {
        "structure": {"people_per_unit": {"at_least": 5}},
        "calendar": [
            {"what": "register", "before": "01-31", "special": "02-01"},
            {"what": "summary", "before": "01-10"},
            {"what": "covenant", "until": "01-31"},
        ],
    }
    kept = kept_in(Regulation(rules=more), 2018, units=3, deputies=0, **known)
    assert [(rule.stands, rule.kept) for rule in kept] == [
        ("không đủ: A: 4; chưa rõ số người: C", False),
        ("xong ngày 02/02/2018, muộn 3 ngày", False),
        ("còn 540 ngày", None),  # a year is summed up when it is over
        ("còn 197 ngày", None),
    ]
    adopted = adopt(circle, draft(circle), dt.date(2017, 7, 18))
    small = circle.world["KDN"]
    Attribute.objects.create(unit=small, name="workers", value=4, from_on=dt.date(2017, 1, 1))
    into = {"actor": circle.host, "cluster_id": circle.body.pk, "year": 2017, "unit_id": small.pk}
    Regulation.objects.filter(pk=adopted.pk).update(rules=more)
    with pytest.raises(MemberTooSmall) as refused:
        add_member(**into)
    assert (refused.value.params["count"], refused.value.params["bounds"]) == (4, "ít nhất 5")
    more["structure"]["people_per_unit"]["advises"] = True
    Regulation.objects.filter(pk=adopted.pk).update(rules=more)
    add_member(**into)
    kept = kept_in(Regulation(rules=more), 2016, units=3, deputies=0, **known)
    assert [(rule.stands, rule.kept) for rule in kept[:1] + kept[2:]] == [
        ("không đủ: A: 4; chưa rõ số người: C", None),
        ("chưa xong, quá hạn 190 ngày", False),
        ("đã qua hạn", None),  # nobody has told whether it is signed
    ]

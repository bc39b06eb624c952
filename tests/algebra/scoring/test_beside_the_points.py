"""What a regulation says beside points: awards by the order, how clusters are made up, until when what is due."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.algebra.scoring.test_marking import JUDGED, marked, points
from thidua.algebra.cluster_rules import broken, read_cluster_rules
from thidua.algebra.errors import UnknownDefinition
from thidua.algebra.scoring.awards import propose
from thidua.algebra.scoring.ranking import rank
from thidua.algebra.scoring.reading import read_sheet

AWARDS = [{"award": "flag", "name": "Cờ thi đua", "count": 2}, {"award": "certificate", "count": 1}]


def proposed(totals: dict[str, int], awards: Any = AWARDS, barred: str = "") -> dict[str, str]:
    """By unit: the award, or "?" where equal units are more than there is."""
    sheet = read_sheet(
        {
            "sheet": {"name": "Cụm"},
            "criteria": [{"id": "I", "items": [{"id": "I.1", **JUDGED}]}],
            "vetoes": [{"event": "cảnh cáo"}],
            "awards": awards,
        }
    )
    told = {name: {"I.1": points(total)} for name, total in totals.items()}
    events = {"events": ["cảnh cáo"]}
    scores = marked(sheet, **{name: one | (events if name == barred else {}) for name, one in told.items()})
    found = propose(sheet.awards, scores, rank(sheet, scores))
    return {name: one.award.code if one.award else "?" for name, one in found.items()}


class TestAwards:
    def test_the_first_units_and_then_the_next(self) -> None:
        told = proposed({"A": 9, "B": 8, "C": 7, "D": 6})
        assert told == {"A": "flag", "B": "flag", "C": "certificate"}

    def test_a_barred_unit_is_passed_over_whatever_its_points(self) -> None:
        assert proposed({"A": 9, "B": 8, "C": 7}, barred="A") == {"B": "flag", "C": "flag"}

    def test_equal_units_are_not_parted_and_it_is_asked(self) -> None:
        assert proposed({"A": 9, "B": 8, "C": 8, "D": 7}) == {"A": "flag", "B": "?", "C": "?"}

    def test_fewer_units_than_awards(self) -> None:
        assert proposed({"A": 1}) == {"A": "flag"}

    @pytest.mark.parametrize("count", [-1, "hai", 1.5])
    def test_a_count_that_is_none(self, count: object) -> None:
        with pytest.raises(Exception, match="score_sheet_misread"):
            proposed({"A": 1}, [{"award": "flag", "count": count}])


RULES = read_cluster_rules(
    {
        "structure": {
            "units": {"at_least": 4},
            "people_per_unit": {"at_least": 6},
            "deputies": {"at_most": 1},
        },
        "calendar": [
            {"what": "register", "before": "01-10"},
            {"what": "covenant", "until": "02-28", "special": "03-15"},
            {"what": "summary", "until": "02-29"},
        ],
    }
)


class TestClusterRules:
    @pytest.mark.parametrize(
        ("people", "rules"),
        [
            ([6, 6, 6, 6], []),
            ([6, 6, 6], ["units"]),
            ([6, 6, 6, 5], ["people_per_unit"]),
            ([5, 5, 9], ["units", "people_per_unit", "people_per_unit"]),
        ],
    )
    def test_how_a_cluster_is_made_up(self, people: list[int], rules: list[str]) -> None:
        told = {f"Đơn vị {number}": count for number, count in enumerate(people)}
        assert [one.rule for one in broken(RULES, told)] == rules

    def test_how_many_deputies(self) -> None:
        assert not list(broken(RULES, deputies=1))
        assert [(one.rule, one.count) for one in broken(RULES, deputies=2)] == [("deputies", 2)]

    def test_what_the_rules_do_not_say_is_not_asked(self) -> None:
        assert not list(broken(read_cluster_rules({}), {"A": 0}, deputies=9))

    @pytest.mark.parametrize(
        ("what", "on", "special", "in_time"),
        [
            ("register", (1, 9), False, True),
            ("register", (1, 10), False, False),  # "before the tenth": on the tenth it is late
            ("covenant", (2, 28), False, True),
            ("covenant", (3, 1), False, False),
            ("covenant", (3, 15), True, True),
            ("covenant", (3, 16), True, False),
            ("summary", (2, 28), False, True),  # the year has no 29th
        ],
    )
    def test_until_when(self, what: str, on: tuple[int, int], special: bool, in_time: bool) -> None:
        assert RULES.due(what).in_time(dt.date(2021, *on), special=special) is in_time

    @pytest.mark.parametrize(
        ("data", "place"),
        [
            ({"structure": {"colour": {"at_least": 1}}}, "structure.colour"),
            ({"structure": {"units": {"at_least": "năm"}}}, "structure.units.at_least"),
            ({"calendar": [{"what": "x", "until": "02-30"}]}, "calendar[0].until"),
            ({"awards": [{"award": "flag", "count": -1}]}, "awards[0].count"),
            ({"structure": {"units": {"at_least": 9, "at_most": 3}}}, "structure.units.at_most"),
            ({"calendar": [{"what": "x"}]}, "calendar[0].until"),
        ],
    )
    def test_rules_that_cannot_be_read(self, data: object, place: str) -> None:
        with pytest.raises(UnknownDefinition) as refused:
            read_cluster_rules(data)
        assert refused.value.params["place"] == place

"""The catalogue's data files: dated, sourced, and never a default that nobody has verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from thidua.formats.yaml_text import read_yaml

DATA = Path(__file__).resolve().parents[2] / "src" / "thidua" / "catalogue" / "data"
FILES = sorted(path.name for path in DATA.glob("*.yaml"))
CONFIDENCE = {"verified", "secondary", "recalled", "unsure"}
FIGURES = {"value", "standard", "coefficient", "origin"}

# Documents that are cited by description because they have no number of the central registers.
UNNUMBERED = (
    "Kế hoạch",
    "kế hoạch",
    "quy chế",
    "chương trình",
    "lịch",
    "phân loại",
    "315/KH-LĐLĐ",
    "06/HD-LĐLĐ",
    "10/KH-LĐLĐ",
    "Luật sửa đổi",
    "Luật Thi đua",
)


@cache
def items(name: str) -> list[dict[str, Any]]:
    found = read_yaml((DATA / name).read_text(encoding="utf-8"))["items"]
    assert isinstance(found, list)
    return found


def all_items() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in FILES:
        yield from ((name, item) for item in items(name))


def test_the_files_are_there() -> None:
    assert FILES == [
        "anniversaries.yaml",
        "award_objects.yaml",
        "base_salary.yaml",
        "blocs.yaml",
        "ceremony_forms.yaml",
        "coefficients.yaml",
        "commendations.yaml",
        "elements.yaml",
        "indicators.yaml",
        "legal_texts.yaml",
        "named_movements.yaml",
        "procedures.yaml",
        "regimes.yaml",
        "titles.yaml",
        "union_levels.yaml",
        "unit_kinds.yaml",
    ]


@pytest.mark.parametrize("name", FILES)
def test_codes_are_unique(name: str) -> None:
    counted = Counter(item["code"] for item in items(name))
    assert [code for code, number in counted.items() if number > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_an_item_has_dates_source_and_confidence(name: str) -> None:
    for item in items(name):
        code = item["code"]
        assert code == code.lower(), code
        assert code.isidentifier(), code
        assert item["name"].strip(), code
        assert item["confidence"] in CONFIDENCE, code
        assert set(item["source"]) == {"document", "date", "article"}, code
        for day in (item["valid_from"], item["valid_to"], item["source"]["date"]):
            assert day is None or isinstance(day, date), code
        if item["valid_from"] and item["valid_to"]:
            assert item["valid_from"] <= item["valid_to"], code


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_verified_is_only_proposed(name: str) -> None:
    for item in items(name):
        forbidden = {"proposed_value"} if item["confidence"] == "verified" else FIGURES
        assert not forbidden & set(item), item["code"]
        assert ("proposed_value" in item) == ("ask" in item), item["code"]


@pytest.mark.parametrize("name", FILES)
def test_a_comma_did_not_cut_a_text_in_two(name: str) -> None:
    """In YAML's short form an unquoted comma starts a new key, whose value is then empty."""
    may_be_empty = {
        *("valid_from", "valid_to", "number", "issued_on", "replaced_by", "proposed_value", "decides"),
        *("period", "initiator", "within"),
    }
    for item in items(name):
        empty = {key for key, value in item.items() if value is None}
        assert empty <= may_be_empty, item["code"]
        assert all(isinstance(key, str) and key.isidentifier() for key in item), item["code"]


def test_spans_of_one_series_do_not_overlap() -> None:
    series: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for name, item in all_items():
        if "series" in item:
            series.setdefault((name, item["series"]), []).append(item)
    series["base_salary.yaml", "base_salary"] = items("base_salary.yaml")
    for system in ("state", "union"):
        regimes = [item for item in items("regimes.yaml") if item["system"] == system]
        series["regimes.yaml", system] = [item for item in regimes if "proposed_value" not in item]
    for key, members in series.items():
        ordered = sorted(members, key=lambda item: item["valid_from"] or date.min)
        for earlier, later in pairwise(ordered):
            assert earlier["valid_to"] is not None, key
            assert earlier["valid_to"] < later["valid_from"], key


def test_replacements_and_regimes_name_known_texts() -> None:
    texts = {item["code"] for item in items("legal_texts.yaml")}
    assert {item["replaced_by"] for item in items("legal_texts.yaml")} - {None} <= texts
    for regime in items("regimes.yaml"):
        named = {regime[key] for key in ("law", "decree", "circular", "regulation") if key in regime}
        assert named <= texts


def test_cited_documents_are_known() -> None:
    numbers = {item["number"] for item in items("legal_texts.yaml")}
    cited = {item["source"]["document"] for _, item in all_items()} - {None}
    assert sorted(number for number in cited - numbers if not number.startswith(UNNUMBERED)) == []


def test_two_circulars_share_a_number_and_differ_by_issuer() -> None:
    numbers = [item["number"] for item in items("legal_texts.yaml")]
    assert {"15/2025/TT-BNV", "15/2025/TT-BKHCN"} <= set(numbers)
    assert max(Counter(number for number in numbers if number).values()) == 1


def test_money_speaks_of_known_awards() -> None:
    known = {item["code"] for item in items("titles.yaml")}
    known |= {item["series"] for item in items("titles.yaml")}
    known |= {item["code"] for item in items("commendations.yaml")}
    outside = {"cultural_hamlet", "military_flag", "memorial_medal_assembly", "commune_merit"}
    used = {
        item["award"]
        for name in ("coefficients.yaml", "award_objects.yaml")
        for item in items(name)
        if "award" in item
    }
    assert used - known == outside


def test_coefficients_are_exact_decimals() -> None:
    for item in items("coefficients.yaml"):
        written = item.get("coefficient", item.get("proposed_value"))
        if "award" in item and written is not None:
            assert isinstance(written, str)
            assert Decimal(written) > 0


def base_salary(day: date) -> int | None:
    (found,) = [
        item
        for item in items("base_salary.yaml")
        if (item["valid_from"] or date.min) <= day <= (item["valid_to"] or date.max)
    ]
    return found.get("value")


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2013, 7, 1), 1_150_000),
        (date(2019, 6, 30), 1_390_000),
        (date(2019, 7, 1), 1_490_000),
        (date(2020, 7, 1), 1_490_000),  # the rise announced for this day was cancelled
        (date(2023, 7, 1), 1_800_000),
        (date(2025, 1, 1), 2_340_000),
        (date(2017, 1, 1), None),  # only recalled: no default
        (date(2026, 7, 1), None),  # read only at second hand: no default
    ],
)
def test_base_salary_of_a_day(day: date, amount: int | None) -> None:
    assert base_salary(day) == amount


@pytest.mark.parametrize(
    ("award", "day", "money"),
    [
        ("advanced_worker", date(2025, 1, 1), 710_000),
        ("provincial_merit", date(2025, 1, 1), 3_510_000),
        ("base_emulation_soldier", date(2025, 1, 1), 2_340_000),
        ("national_emulation_soldier", date(2025, 8, 1), 10_530_000),
    ],
)
def test_award_money_from_the_data(award: str, day: date, money: int) -> None:
    """0,3 × 2.340.000 = 702.000, rounded up to 710.000: the published worked figures."""

    def in_force(series: str) -> dict[str, Any]:
        (found,) = [
            item
            for item in items("coefficients.yaml")
            if item["series"] == series and item["valid_from"] <= day <= (item["valid_to"] or date.max)
        ]
        return found

    salary = base_salary(day)
    assert salary is not None
    exact = Decimal(in_force(f"{award}_individual")["coefficient"]) * salary
    rounding = in_force("rounding")["value"]
    assert rounding["mode"] == "up"
    assert -(-int(exact) // rounding["step_vnd"]) * rounding["step_vnd"] == money


def test_district_level_ended_on_30_june_2025() -> None:
    kinds = {item["code"]: item for item in items("unit_kinds.yaml")}
    ended = {code for code, item in kinds.items() if item["valid_to"] == date(2025, 6, 30)}
    assert {"district_federation", "civil_servants_union", "provincial_sector_union"} <= ended
    assert kinds["commune_union"]["valid_from"] == date(2025, 7, 1)
    assert {item["level"] for item in kinds.values()} == {
        "confederation",
        "province",
        "upper",
        "grassroots",
        "part",
    }


def test_spellings_belong_to_one_movement() -> None:
    written: Counter[str] = Counter()
    for item in items("named_movements.yaml"):
        written.update({item["name"].casefold(), *(spelling.casefold() for spelling in item["spellings"])})
    assert [name for name, number in written.items() if number > 1] == []


def test_anniversary_of_a_known_origin_falls_on_its_day() -> None:
    for item in items("anniversaries.yaml"):
        origin = item.get("origin") or item.get("proposed_value")
        if origin is not None:
            assert f"{origin:%m-%d}" == item["day"]

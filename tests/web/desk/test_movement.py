"""The movement page: every target, sent and accepted, for any unit one may see."""

from __future__ import annotations

import pytest

from tests.cast import Cast, hear_everything
from thidua.report.actions.review import accept
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.queries.checking import asked

PAGE_QUERIES = 25


def address(cast: Cast) -> str:
    return f"/phong-trao/{cast.movement.pk}"


def report(cast: Cast, unit: str, chair: str, **figures: int) -> None:
    """The unit's report with these figures, and 0 for the others that it is asked."""
    head = cast.report(unit)
    answers = {question.element.code: "0" for question in asked(head)} | {
        k: str(v) for k, v in figures.items()
    }
    saved = save_draft(actor=cast.actor(chair), report_id=head.pk, changes=answers)
    send(actor=cast.actor(chair), report_id=head.pk, version=saved.report.version, checked=True)
    hear_everything()


def test_the_page_shows_all_targets_under_their_headings(cast: Cast) -> None:
    hear_everything()
    page = cast.client("province_officer").get(address(cast)).content.decode()
    assert page.count('<details class="target"') == 27
    assert "27 chỉ tiêu" in page
    assert "Hôm nay 18/07" in page
    assert "phối hợp với chính quyền, chuyên môn" in page


def test_a_report_of_a_school_is_seen_at_the_province(cast: Cast) -> None:
    report(
        cast,
        "TQ-NH-001",
        "school_chair",
        workers=27,
        members=26,
        members_start=25,
        briefed=27,
        shelter_fund=900_000,
    )
    client = cast.client("province_officer")
    page = client.get(address(cast)).content.decode()
    assert "27/27" in page  # briefed of workers in schools and offices that reported
    accept(actor=cast.actor("na_hang_officer"), report_id=cast.report("TQ-NH-001").pk)
    hear_everything()
    assert "27/27" in client.get(address(cast)).content.decode()


def test_a_filter_shows_one_state_and_keeps_the_unit(cast: Cast) -> None:
    hear_everything()
    client = cast.client("province_officer")
    page = client.get(f"{address(cast)}?trang-thai=not_due&don-vi={cast.units['TQ'].pk}").content.decode()
    assert page.count('<details class="target"') == 6
    assert f"don-vi={cast.units['TQ'].pk}&amp;trang-thai" in page


def test_a_unit_of_another_province_is_absent(cast: Cast) -> None:
    client = cast.client("province_officer")
    assert client.get(f"{address(cast)}?don-vi={cast.units['HG'].pk}").status_code == 404
    assert client.get(f"{address(cast)}?don-vi=999999").status_code == 404
    assert client.get("/phong-trao/999999").status_code == 404


@pytest.mark.parametrize("who", ["province_officer", "na_hang_officer", "school_chair"])
def test_the_page_asks_the_database_little(
    cast: Cast, who: str, django_assert_max_num_queries: object
) -> None:
    hear_everything()
    client = cast.client(who)
    client.get(address(cast))
    with django_assert_max_num_queries(PAGE_QUERIES):  # type: ignore[operator]
        assert client.get(address(cast)).status_code == 200

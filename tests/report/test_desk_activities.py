"""An inspection is recorded on its page with the unions that were inspected."""

from __future__ import annotations

from tests.cast import Cast
from thidua.report.models import Activity


def test_the_inspected_unions_are_chosen_on_the_page(cast: Cast) -> None:
    factory = cast.units["TQ-SD-001"]
    answer = cast.client("son_duong_officer").post(
        "/bao-cao/hoat-dong/them/",
        {
            "kind": "inspection",
            "held_on": "12/06/2017",
            "title": "Kiểm tra ký hợp đồng lao động",
            "subjects": [factory.pk],
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    (activity,) = Activity.objects.all()
    assert list(activity.subjects.all()) == [factory]

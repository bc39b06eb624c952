"""How many awards a cluster gives is said by its regulation, in numbers, and kept when units are ranked."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import Cast
from tests.score.marking import UPPER, begun, everybody_agrees, mark_oneself, move, points, unit
from thidua.federation.actions.clusters.regulation_rules import say_rules
from thidua.federation.actions.clusters.regulations import adopt_regulation, draft_regulation
from thidua.score.actions.marking.place import Wanted, advise_order, decide_order
from thidua.score.errors import QuotaExceeded
from thidua.score.models import MarkingRound, Placing

ONE_FLAG = {"awards": [{"award": "flag", "count": 1}, {"award": "certificate", "count": 1}]}


@pytest.fixture
def advising(cast: Cast) -> MarkingRound:
    """Na Hang is before Sơn Dương, Giáo dục the last; the regulation gives one flag and one certificate."""
    made = begun(cast)
    assert made.cluster is not None
    actor = cast.actor("province_officer")
    one = draft_regulation(actor=actor, cluster_id=made.cluster.pk, year=2017)
    day = dt.date(2017, 7, 1)
    one = adopt_regulation(
        actor=actor, regulation_id=one.pk, adopted_on=day, from_on=day, minutes="Ba trên ba tán thành"
    )
    say_rules(actor=actor, regulation_id=one.pk, rules=ONE_FLAG)
    for code, last in (("TQ-NH", 28), ("TQ-SD", 27), ("TQ-GD", 25)):
        mark_oneself(cast, made, code, points(I_1=18, II_1=9, III_1=38, III_2=last))
    move(cast, made, "to_verifying")
    everybody_agrees(cast, made)
    return move(cast, made, "to_explaining", "to_meeting", "to_council")


def test_the_regulation_says_how_many_and_who_goes_beyond_says_why(
    cast: Cast, advising: MarkingRound
) -> None:
    na_hang, son_duong, education = (unit(advising, cast, code).pk for code in UPPER)
    head, chair = cast.actor("head_of_department"), cast.actor("chair")
    page = cast.client("head_of_department").get(f"/cham-diem/dot/{advising.pk}/thu-tu").content.decode()
    assert "Được đề nghị: 1 cờ thi đua, 1 bằng khen." in page
    offered = {pk: page.split(f'id="honour-{pk}"')[1].split("selected")[0] for pk in (na_hang, education)}
    assert offered[na_hang].endswith('value="flag" ')
    assert offered[education].endswith('value="" ')
    two = {na_hang: Wanted(honour="flag"), son_duong: Wanted(honour="flag")}
    with pytest.raises(QuotaExceeded) as refusal:
        advise_order(actor=head, round_id=advising.pk, wanted=two)
    assert refusal.value.params["count"] == 2
    assert refusal.value.params["units"] == str(cast.units["TQ-SD"])  # the one beyond, not the first
    advise_order(actor=head, round_id=advising.pk, wanted={na_hang: Wanted(honour="flag")})
    move(cast, advising, "to_committee")
    two[son_duong] = Wanted(honour="flag", reason="Tỉnh cho thêm một cờ, công văn 15")
    decide_order(actor=chair, round_id=advising.pk, wanted=two)
    flags = Placing.objects.filter(layer="committee", current=True, honour="flag")
    assert set(flags.values_list("marked_id", flat=True)) == {na_hang, son_duong}
    result = cast.client("province_officer").get(f"/cham-diem/dot/{advising.pk}/ket-qua").content.decode()
    assert "1 cờ thi đua, 1 bằng khen" in result

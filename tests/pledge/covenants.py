"""Covenants of the cast: a cluster of its three upper unions, led by Sơn Dương."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from functools import cache

from django.utils import timezone

from tests.cast import Cast, hear_everything
from thidua.access.proving import Proof
from thidua.federation.models import Body, Leadership, Membership, Person, Post
from thidua.kernel.door import Actor
from thidua.kernel.files import keep
from thidua.kernel.models import StoredFile
from thidua.launch.models import Assignment, Paper, Target
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import open_negotiation, settle_text
from thidua.pledge.actions.covenants.on_stage import OnStage, record_stage
from thidua.pledge.actions.covenants.sign import sign_covenant
from thidua.pledge.models import Clause, Commitment, Covenant, CovenantVersion, Party, Signature

MEMBERS = ("TQ-NH", "TQ-SD", "TQ-GD")
SEAT = "son_duong_chair"  # chairs the leader's union
NEIGHBOUR = "na_hang_chair"


def cluster_of(cast: Cast, units: Iterable[str] = MEMBERS, leader: str | None = "TQ-SD") -> Body:
    cluster = Body.objects.create(
        form=Body.Form.CLUSTER, code="CUM-1", name="Cụm thi đua số 1", host=cast.units["TQ"]
    )
    for code in units:
        Membership.objects.create(cluster=cluster, unit=cast.units[code], year=2017)
    if leader:
        Leadership.objects.create(
            cluster=cluster,
            year=2017,
            leader=cast.units[leader],
            way="meeting",
            settled_on=dt.date(2017, 1, 10),
        )
    return cluster


def assigned(cast: Cast) -> None:
    """The decision of February, and everything that follows it."""
    cast.decide_assignments()
    hear_everything()


def drafted(cast: Cast) -> Covenant:
    """With the assignments of the decision, among the three upper unions."""
    assigned(cast)
    return draft_covenant(
        actor=cast.actor(SEAT),
        kind=Covenant.Kind.CLUSTER,
        cycle_id=cast.cycle.pk,
        cluster_id=cluster_of(cast).pk,
    )


def sent_round(cast: Cast) -> Covenant:
    covenant = drafted(cast)
    open_negotiation(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    covenant.refresh_from_db()
    return covenant


def to_be_signed(cast: Cast) -> CovenantVersion:
    covenant = sent_round(cast)
    return settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)


def proof(actor: Actor) -> Proof:
    assert actor.account_id is not None
    return Proof(actor.account_id, timezone.now())


def sign(actor: Actor, version: CovenantVersion, capacity: str = "committee") -> Signature:
    return sign_covenant(
        actor=actor,
        covenant_id=version.covenant_id,
        capacity=capacity,
        digest=version.digest,
        proof=proof(actor),
    )


def on_stage(
    cast: Cast,
    version: CovenantVersion,
    signers: Iterable[OnStage],
    *,
    on: dt.date = dt.date(2017, 7, 17),
    by: str = SEAT,
) -> list[Signature]:
    return record_stage(
        actor=cast.actor(by),
        covenant_id=version.covenant_id,
        digest=version.digest,
        signed_on=on,
        signers=tuple(signers),
        scan=scan(),
    )


def scan(words: bytes = b"%PDF-1.4 signed on stage") -> StoredFile:
    return keep("ký giao ước.pdf", io.BytesIO(words), len(words))


def in_force(cast: Cast) -> Covenant:
    """Signed by two chairs in the house, by the third on stage."""
    version = to_be_signed(cast)
    sign(cast.actor(SEAT), version)
    sign(cast.actor(NEIGHBOUR), version)
    on_stage(cast, version, [of_chair(party(version.covenant, "TQ-GD"), "Vũ Thị Bích")])
    hear_everything()
    covenant: Covenant = Covenant.objects.get(pk=version.covenant_id)
    return covenant


def of_chair(party: Party, name: str) -> OnStage:
    return OnStage(party.pk, name, "chair", "committee")


def party(covenant: Covenant, code: str) -> Party:
    found: Party = covenant.parties.select_related("unit").get(unit__code=code)
    return found


def clause(covenant: Covenant, target: str) -> Clause:
    found: Clause = covenant.clauses.get(target__code=target)
    return found


def figure(covenant: Covenant, target: str, code: str) -> Commitment:
    found: Commitment = Commitment.objects.get(
        clause__covenant=covenant, clause__target__code=target, party__unit__code=code
    )
    return found


def assigned_number(target: Target, unit: Body) -> str:
    """The number by which the unit is judged today."""
    threshold = Assignment.objects.get(target=target, unit=unit, current=True).threshold
    assert threshold is not None
    return str(threshold["value"])


def decide(cast: Cast, changes: dict[str, str], *, target: str = "t03", number: int = 31) -> Paper:
    """A later decision of the province about one target."""
    from tests.cast import _issue, _start  # the way of a decision, as the cast takes it
    from thidua.launch.actions.assign import Change, accept_shortfall, fill_annex

    paper = _start(cast, Paper.Kind.ASSIGNMENT_DECISION, "Điều chỉnh chỉ tiêu")
    officer, pk = cast.actor("province_officer"), cast.targets[target].pk
    told = [Change(pk, cast.units[code].pk, typed) for code, typed in changes.items()]
    fill_annex(actor=officer, decision_id=paper.pk, changes=told)
    accept_shortfall(
        actor=officer, decision_id=paper.pk, target_id=pk, reason="Các đơn vị khác của tỉnh nhận phần còn lại"
    )
    return _issue(cast, paper, number=number, on=dt.date(2017, 6, 20))


@cache
def twelve() -> tuple[str, ...]:
    """The twelve unions of story 15, the leader's first."""
    return ("TQ-SD", *(f"TQ-M{number:02}" for number in range(2, 13)))


def found_twelve(cast: Cast) -> None:
    """Eleven more upper unions beside Sơn Dương; each has its chair, the third also a deputy."""
    kind = cast.units["TQ-NH"].kind
    for code in twelve()[1:]:
        unit = Body.objects.create(
            code=code, name=f"Liên đoàn Lao động huyện {code}", kind=kind, parent=cast.units["TQ"]
        )
        unit.path = f"{cast.units['TQ'].path}{unit.pk}."
        unit.save()
        cast.units[code] = unit
        _post(unit, f"Chủ tịch {code}", Post.Office.CHAIR)
    _post(cast.units["TQ-M03"], "Phó chủ tịch TQ-M03", Post.Office.VICE_CHAIR)


def _post(unit: Body, name: str, office: Post.Office) -> None:
    person = Person(home=unit, name=name)
    person.set_keys()
    person.save()
    Post.objects.create(person=person, unit=unit, office=office, from_on=dt.date(2016, 1, 1))

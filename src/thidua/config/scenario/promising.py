"""The cluster of the districts signs its covenant for the second round: negotiated, signed in the house and on
stage; one union has not signed on the day of the story."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from django.utils import timezone

from thidua.access.proving import Proof
from thidua.config.scenario.rehearsal import Check
from thidua.config.scenario.settling import settle
from thidua.config.scenario.stage import Stage
from thidua.federation.models import Body, Post
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor
from thidua.kernel.files import keep
from thidua.launch.models import Assignment
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import open_negotiation, settle_text
from thidua.pledge.actions.covenants.negotiate import agree, answer_proposal, propose_figure
from thidua.pledge.actions.covenants.on_stage import OnStage, record_stage
from thidua.pledge.actions.covenants.sign import sign_covenant
from thidua.pledge.models import Covenant, CovenantVersion, Party
from thidua.pledge.queries.covenants.as_document import written
from thidua.pledge.queries.covenants.chain import verify
from thidua.pledge.queries.covenants.standing import missing

YEAR = 2017
MEMBERS = ("TQ-SD", "TQ-YS", "TQ-CH", "TQ-HY", "TQ-NH", "TQ-LB")
LEADER, WAITING = "TQ-SD", "TQ-NH"
IN_THE_HOUSE = ("TQ-SD", "TQ-YS", "TQ-CH")
ON_STAGE = ("TQ-HY", "TQ-LB")
THROUGH_DEPUTY = "TQ-LB"
RAISED = ("t03", "75")  # Na Hang promises more than the 70 that it was assigned
CLUSTER = "TQ-CUM-1"
DRAFTED_ON, SETTLED_ON, SIGNED_ON = (
    dt.date(2017, 7, 5),
    dt.date(2017, 7, 10),
    dt.date(2017, 7, 14),
)


def promise(stage: Stage) -> None:
    """As far as the day of the story: all but one have signed."""
    cluster = stage.unit(CLUSTER)
    covenant = _negotiate(stage, cluster)
    with standing_on(SETTLED_ON):
        version = settle_text(actor=_chair(stage, LEADER), covenant_id=covenant.pk)
    with standing_on(SIGNED_ON):
        for code in IN_THE_HOUSE:
            sign(_chair(stage, code), version)
        _on_stage(stage, covenant, version)
    signed = version.signatures.count()
    stage.tell(f"giao ước của {cluster}: {signed}/{len(MEMBERS)} bên đã ký")


def check(stage: Stage) -> list[Check]:
    """The covenant as it stands on the day of the story; then the last union signs, and it binds."""
    with standing_on(stage.story.half_year["day"]):
        return list(_checks(stage))


def _checks(stage: Stage) -> Iterator[Check]:
    version = CovenantVersion.objects.get(covenant__cluster__code=CLUSTER)
    members, signed = len(MEMBERS), version.signatures.count()
    waiting = ", ".join(str(one.unit.code) for one in missing(version.covenant, version))
    yield Check("promise", "bên đã ký giao ước", f"{members - 1}/{members}", f"{signed}/{members}")
    yield Check("promise", "bên chưa ký", WAITING, waiting)
    covenant = sign_the_rest(stage)
    yield Check("promise", "đủ chữ ký", "in_force", covenant.state)
    code, figure = RAISED
    unit = stage.unit(WAITING)
    now = Assignment.objects.get(target_id=stage.targets[code], unit=unit, current=True)
    yield Check(
        "promise",
        f"{code}: {unit} được xét theo giao ước",
        f"{figure}, {covenant.title}, bản 1",
        f"{(now.threshold or {}).get('value')}, {now.source}",
    )
    yield Check("promise", "chuỗi các bản nguyên vẹn", "True", str(verify(covenant) is None))


def sign_the_rest(stage: Stage) -> Covenant:
    """What is left to the audience: the last union signs, and the covenant is in force."""
    version = CovenantVersion.objects.get(covenant__cluster__code=CLUSTER, state="open")
    sign(_chair(stage, WAITING), version)
    settle()
    found: Covenant = Covenant.objects.get(pk=version.covenant_id)
    return found


def _negotiate(stage: Stage, cluster: Body) -> Covenant:
    leader, waiting = _chair(stage, LEADER), _chair(stage, WAITING)
    with standing_on(DRAFTED_ON):
        covenant = draft_covenant(
            actor=leader,
            kind=Covenant.Kind.CLUSTER,
            cycle_id=stage.year.pk,
            cluster_id=cluster.pk,
            title=f"Giao ước thi đua đợt 2 năm {YEAR}, {cluster.name}",
        )
        open_negotiation(actor=leader, covenant_id=covenant.pk)
    with standing_on(DRAFTED_ON + dt.timedelta(days=1)):
        told = propose_figure(
            actor=waiting,
            covenant_id=covenant.pk,
            clause_id=covenant.clauses.get(target=stage.targets[RAISED[0]]).pk,
            party_id=_party(covenant, stage.unit(WAITING)).pk,
            typed=RAISED[1],
            reason="Có hai doanh nghiệp mới, phát triển thêm được đoàn viên.",
        )
    with standing_on(DRAFTED_ON + dt.timedelta(days=2)):
        answer_proposal(
            actor=leader,
            covenant_id=covenant.pk,
            proposal_id=told.proposal.pk,
            accept=True,
            answer="Nhất trí.",
        )
        for code in MEMBERS:
            agree(actor=_chair(stage, code), covenant_id=covenant.pk)
    return covenant


def sign(actor: Actor, version: CovenantVersion) -> None:
    """As the page does once the PIN was right."""
    assert actor.account_id is not None
    sign_covenant(
        actor=actor,
        covenant_id=version.covenant_id,
        capacity="committee",
        digest=version.digest,
        proof=Proof(actor.account_id, timezone.now()),
    )


def _on_stage(stage: Stage, covenant: Covenant, version: CovenantVersion) -> None:
    covenant.refresh_from_db()
    page = written(covenant, "pdf", version).content
    record_stage(
        actor=_chair(stage, LEADER),
        covenant_id=covenant.pk,
        digest=version.digest,
        signed_on=SIGNED_ON,
        signers=list(_signers(stage, covenant)),
        scan=keep("Trang chữ ký tại lễ ký.pdf", io.BytesIO(page), len(page)),
    )


def _signers(stage: Stage, covenant: Covenant) -> Iterator[OnStage]:
    for code in ON_STAGE:
        party = _party(covenant, stage.unit(code))
        if code == THROUGH_DEPUTY:
            yield OnStage(party.pk, "Ma Thị Thu Hường", Post.Office.VICE_CHAIR, "committee_deputy")
            continue
        chairs = Post.objects.filter(unit=party.unit, office=Post.Office.CHAIR, until_on=None)
        post = chairs.select_related("person").first()
        name = post.person.name if post else stage.accounts[f"{code}:chair"].name
        yield OnStage(party.pk, name, Post.Office.CHAIR, "committee")


def _party(covenant: Covenant, unit: Body) -> Party:
    found: Party = covenant.parties.select_related("unit").get(unit=unit)
    return found


def _chair(stage: Stage, code: str) -> Actor:
    """Who chairs an upper union: a person of the cast where it names one."""
    named = [
        one["code"]
        for one in stage.story.accounts["accounts"]
        if one.get("unit") == code and one["role"] == "chair"
    ]
    return stage.actor(named[0] if named else f"{code}:chair")

"""The seven sign their covenant: what the text left open each promises for itself, four sign in the house, three on
stage."""

from __future__ import annotations

import io
from collections.abc import Iterator

from thidua.config.scenario.of_a_cluster.stage import ClusterStage
from thidua.config.scenario.promising import sign
from thidua.config.scenario.rehearsal import Check
from thidua.federation.models import Post
from thidua.kernel.clock import standing_on
from thidua.kernel.files import keep
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import open_negotiation, settle_text
from thidua.pledge.actions.covenants.negotiate import agree, answer_proposal, propose_figure
from thidua.pledge.actions.covenants.on_stage import OnStage, record_stage
from thidua.pledge.models import Covenant, CovenantVersion, Party
from thidua.pledge.queries.covenants.as_document import written


def promise(stage: ClusterStage) -> None:
    said = stage.story.read("marking")["covenant"]
    leader = stage.actor(stage.told["leader"])
    with standing_on(said["drafted_on"]):
        covenant = draft_covenant(
            actor=leader, kind=Covenant.Kind.CLUSTER, cycle_id=stage.year.pk, cluster_id=stage.cluster.pk
        )
        open_negotiation(actor=leader, covenant_id=covenant.pk)
        for target, figures in said["promised"].items():
            for code, value in figures.items():
                _promise(stage, covenant, target, code, str(value))
    with standing_on(said["settled_on"]):
        for code in stage.members:
            agree(actor=stage.actor(code), covenant_id=covenant.pk)
        version = settle_text(actor=leader, covenant_id=covenant.pk)
    with standing_on(said["signed_on"]):
        for code in said["in_the_house"]:
            sign(stage.actor(code), version)
        _on_stage(stage, covenant, version)
    stage.tell(f"giao ước: {version.signatures.count()}/{len(stage.members)} tỉnh đã ký")


def _promise(stage: ClusterStage, covenant: Covenant, target: str, code: str, value: str) -> None:
    """A province proposes its figure, the leader accepts; the leader's own needs nobody."""
    told = propose_figure(
        actor=stage.actor(code),
        covenant_id=covenant.pk,
        clause_id=covenant.clauses.get(target__code=target).pk,
        party_id=_party(stage, covenant, code).pk,
        typed=value,
        reason="Theo tiêu chí của tỉnh.",
    )
    told.proposal.refresh_from_db()
    if told.proposal.state == "open":
        answer_proposal(
            actor=stage.actor(stage.told["leader"]),
            covenant_id=covenant.pk,
            proposal_id=told.proposal.pk,
            accept=True,
            answer="Nhất trí.",
        )


def _on_stage(stage: ClusterStage, covenant: Covenant, version: CovenantVersion) -> None:
    said = stage.story.read("marking")["covenant"]
    covenant.refresh_from_db()
    page = written(covenant, "pdf", version).content
    record_stage(
        actor=stage.actor(stage.told["leader"]),
        covenant_id=covenant.pk,
        digest=version.digest,
        signed_on=said["signed_on"],
        signers=[
            OnStage(
                _party(stage, covenant, code).pk, stage.accounts[code].name, Post.Office.CHAIR, "committee"
            )
            for code in said["on_stage"]
        ],
        scan=keep("Trang chữ ký của bảy tỉnh.pdf", io.BytesIO(page), len(page)),
    )


def _party(stage: ClusterStage, covenant: Covenant, code: str) -> Party:
    return Party.objects.get(covenant=covenant, unit=stage.units[code])


def check(stage: ClusterStage) -> Iterator[Check]:
    covenant = Covenant.objects.get(cluster=stage.cluster)
    version = covenant.versions.order_by("pk").last()
    assert version is not None
    signed = version.signatures.count()
    yield Check("pledge", "các tỉnh đã ký giao ước", "7 in_force", f"{signed} {covenant.state}")
    yield Check("pledge", "giao ước lưu ở", stage.told["leader"], covenant.seat.code)

"""The promises of the first year: the cluster signs its covenant at its launch, people register for the new titles."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from thidua.access.proving import Proof
from thidua.config.scenario.founding import chair_name
from thidua.config.scenario.ten_years.launches import photo
from thidua.config.scenario.ten_years.stage import TenYears
from thidua.config.scenario.ten_years.unions import Union
from thidua.federation.actions.found_people import NewPerson, found_people
from thidua.federation.models import Person, Post
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor
from thidua.kernel.files import keep
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import open_negotiation, settle_text
from thidua.pledge.actions.covenants.negotiate import agree
from thidua.pledge.actions.covenants.on_stage import OnStage, record_stage
from thidua.pledge.actions.covenants.sign import sign_covenant
from thidua.pledge.actions.registrations.keep_lists import confirm_list, open_list
from thidua.pledge.actions.registrations.open_scheme import TitleSaid, open_scheme
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.models import Covenant, CovenantVersion, Scheme
from thidua.pledge.queries.registrations.checking import Line

FIRST_BORN = dt.date(1980, 1, 15)
WORKERS, STAFF = "thanh_hoa_good_worker", "thanh_hoa_model_staff"


def sign_covenant_together(stage: TenYears) -> None:
    """Drafted by the leader from what each member was assigned, agreed by all; most sign in the house, the others
    on stage, with the scan."""
    said: Mapping[str, Any] = stage.told["covenant"]
    cluster = stage.told["cluster"]
    leader = stage.actor(cluster["leader"])
    with standing_on(said["drafted_on"]):
        covenant = draft_covenant(
            actor=leader,
            kind=Covenant.Kind.CLUSTER,
            cycle_id=stage.cycles[cluster["year"]].pk,
            cluster_id=stage.units[cluster["code"]].pk,
            title=said["title"],
        )
        open_negotiation(actor=leader, covenant_id=covenant.pk)
        for code in cluster["members"]:
            agree(actor=stage.actor(code), covenant_id=covenant.pk)
    with standing_on(said["settled_on"]):
        version = settle_text(actor=leader, covenant_id=covenant.pk)
    with standing_on(said["signed_on"]):
        for code in cluster["members"]:
            if code not in said["on_stage"]:
                _sign(stage.actor(code), version)
        _on_stage(stage, covenant, version)
    stage.covenant = Covenant.objects.get(pk=covenant.pk)
    stage.tell(f"{stage.covenant.title}: {version.signatures.count()} bên ký")


def _sign(actor: Actor, version: CovenantVersion) -> None:
    """As the page does once the PIN was right."""
    assert actor.account_id is not None
    sign_covenant(
        actor=actor,
        covenant_id=version.covenant_id,
        capacity="committee",
        digest=version.digest,
        proof=Proof(actor.account_id, timezone.now()),
    )


def _on_stage(stage: TenYears, covenant: Covenant, version: CovenantVersion) -> None:
    said = stage.told["covenant"]
    covenant.refresh_from_db()
    page = photo(200)
    record_stage(
        actor=stage.actor(stage.told["cluster"]["leader"]),
        covenant_id=covenant.pk,
        digest=version.digest,
        signed_on=said["signed_on"],
        signers=[
            OnStage(
                covenant.parties.get(unit=stage.units[code]).pk,
                stage.accounts[code].name,
                Post.Office.CHAIR,
                "committee",
            )
            for code in said["on_stage"]
        ],
        scan=keep("trang-chu-ky.png", io.BytesIO(page), len(page)),
    )


def register_for_titles(stage: TenYears) -> None:
    """The province opens registration for its two titles; unions put their people on lists, confirm them, and
    their upper unions send them on."""
    said = stage.told["registering"]
    with standing_on(said["opened_on"]):
        scheme = open_scheme(
            actor=stage.actor("writer"),
            cycle_id=stage.cycles[2021].pk,
            starts_on=dt.date(2021, 1, 12),
            ends_on=dt.date(2021, 12, 31),
            due_on=said["due_on"],
            upper_due_on=said["upper_due_on"],
            titles=(TitleSaid(series=WORKERS), TitleSaid(series=STAFF)),
        )
    stage.scheme = scheme
    with standing_on(said["listed_on"]):
        for union in stage.registering:
            _list(stage, scheme, union)
    with standing_on(said["consolidated_on"]):
        for upper in said["uppers"]:
            listed = open_list(actor=stage.actor(upper), scheme_id=scheme.pk, unit_id=stage.units[upper].pk)
            confirm_list(actor=stage.actor(upper), list_id=listed.pk, way="meeting")
    stage.tell(f"{len(stage.registering)} công đoàn cơ sở gửi danh sách đăng ký danh hiệu")


def _list(stage: TenYears, scheme: Scheme, union: Union) -> None:
    """As many people as the story says of its size; the first of them registers for both titles, and counts once."""
    chair, unit = stage.actor(union.code), stage.units[union.code]
    titles = {one.series: one for one in scheme.titles.all()}
    own, other = (WORKERS, STAFF) if union.is_enterprise else (STAFF, WORKERS)
    people = _people(stage, union)
    lines = [_line(unit.pk, titles[own].pk, one) for one in people]
    lines.append(_line(unit.pk, titles[other].pk, people[0]))
    register(actor=chair, scheme_id=scheme.pk, lines=lines)
    listed = open_list(actor=chair, scheme_id=scheme.pk, unit_id=unit.pk)
    confirm_list(actor=chair, list_id=listed.pk, way="team" if union.is_enterprise else "meeting")


def _people(stage: TenYears, union: Union) -> list[Person]:
    shift = stage.unions.all.index(union) * 97
    rows = [
        NewPerson(
            home_id=stage.units[union.code].pk,
            name=chair_name(stage.story.tree["people"], shift + number),
            born_on=FIRST_BORN + dt.timedelta(days=37 * number),
            direct_worker=union.is_enterprise,
        )
        for number in range(stage.registered_at(union))
    ]
    return found_people(actor=stage.actor(union.code), rows=rows)


def _line(unit_id: int, title_id: int, person: Person) -> Line:
    return Line(unit_id=unit_id, kind="individual", title_id=title_id, person_id=person.pk)

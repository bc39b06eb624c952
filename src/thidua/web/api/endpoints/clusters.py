"""Clusters: their years, members, leader, hand-over; the ballots of their members; their regulation."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field

from thidua.federation.actions.clusters import hand_over, regulations
from thidua.federation.actions.clusters.at import year_at
from thidua.federation.actions.clusters.begin_year import begin_year
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.close_ballot import cancel_ballot, close_ballot
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.guide import guide_cluster
from thidua.federation.actions.clusters.members import add_member, end_membership, keep_member
from thidua.federation.actions.clusters.open_ballot import Wish, open_ballot
from thidua.federation.actions.clusters.regulation_rules import say_rules
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.models import Ballot, ClusterYear, Regulation
from thidua.federation.queries.cluster_page import circle_of
from thidua.federation.queries.summary_file import written
from thidua.kernel.door import fetch, listing
from thidua.pledge.actions.registrations.send_together import send_together
from thidua.web.api.answers import (
    REFUSALS,
    DoneOut,
    Key,
    Limit,
    Line,
    Offset,
    PageOut,
    Told,
    Version,
    Words,
    answers,
    asking,
    page,
)
from thidua.web.api.files import GIVES_A_FILE, Form, given
from thidua.web.api.shapes.clusters import (
    BallotOut,
    ClusterYearFullOut,
    ClusterYearOut,
    ReceiptOut,
    RegulationOut,
    RulesIn,
    ballot_out,
    circle_out,
    cluster_year_out,
    regulation_out,
)

router = Router(tags=[gettext_noop("Cụm thi đua")])
Year = Annotated[int, Field(ge=1, le=2100)]
Name = Annotated[str, Field(min_length=1, max_length=255)]
Why = Annotated[str, Field(min_length=1, max_length=300)]
MOST = 500


class NewClusterIn(Told):
    name: Name
    short_name: Annotated[str, Field(max_length=120)] = ""
    code: Annotated[str, Field(max_length=40)] = ""
    year: Year | None = None


class NextYearIn(Told):
    """Members go on, but those of ``leaving_out``; ``due_on`` is by when the outgoing leader hands over."""

    year: Year
    due_on: dt.date | None = None
    leaving_out: Annotated[list[Key], Field(max_length=MOST)] = []


class NewMemberIn(Told):
    unit_id: Key
    joined_on: dt.date | None = None


class LeaveIn(Told):
    left_on: dt.date
    why: Why


class WhyIn(Told):
    why: Why


class LeaderIn(Told):
    """By a ballot that was counted (``ballot_id``, else the last one), by minutes, or by a decision from above."""

    leader_id: Key
    way: Literal["ballot", "meeting", "decision"]
    settled_on: dt.date
    deputy_id: Key | None = None
    minutes: Words = ""
    ballot_id: Key | None = None
    why: Line = ""


class SummaryIn(Told):
    held_on: dt.date
    minutes: Words


class DutyDoneIn(Told):
    done_on: dt.date
    note: Words = ""


class SendTogetherIn(Told):
    """``reason`` says why it goes although members have not confirmed."""

    done_on: dt.date
    reason: Words = ""


class GuidanceIn(Told):
    kind: Literal["guided", "inspected"]
    held_on: dt.date
    who: Annotated[str, Field(max_length=200)] = ""
    said: Words


class ChoiceIn(Told):
    label: Annotated[str, Field(min_length=1, max_length=200)]
    unit_id: Key | None = None


class NewBallotIn(Told):
    """Without ``choices`` the members are voted for; ``most`` is how many a vote may hold."""

    about: Literal["leader", "regulation", "honour", "other"]
    question: Annotated[str, Field(max_length=300)] = ""
    choices: Annotated[list[ChoiceIn], Field(max_length=MOST)] = []
    most: Annotated[int, Field(ge=1, le=50)] = 1
    secret: bool = True
    closes_on: dt.date | None = None


class VoteIn(Told):
    """Ids of choices; none is a blank vote."""

    picked: Annotated[list[Key], Field(max_length=MOST)] = []


class RegulationIn(Told):
    title: Annotated[str, Field(min_length=1, max_length=300)]
    text: Words
    opening: Words = ""
    why_changed: Annotated[str, Field(max_length=500)] = ""
    version: Version | None = None


class AskIn(Told):
    until: dt.date | None = None


class OpinionIn(Told):
    agrees: bool
    text: Words = ""


class AdoptIn(Told):
    adopted_on: dt.date
    from_on: dt.date
    way: Literal["ballot", "meeting", "decision"] = "meeting"
    minutes: Words
    number: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    symbol: Annotated[str, Field(max_length=60)] = ""
    signer_name: Annotated[str, Field(max_length=120)] = ""
    version: Version | None = None


def _circle(request: HttpRequest, cluster_id: int, year: int) -> ClusterYearFullOut:
    actor = asking(request)
    return circle_out(circle_of(actor, year_at(actor=actor, cluster_id=cluster_id, year=year)))


@router.get(
    "/clusters",
    response=answers(PageOut[ClusterYearOut]),
    summary=gettext_noop("Các cụm thi đua mà mình được xem"),
)
def all_of_them(
    request: HttpRequest, year: Year | None = None, limit: Limit = 50, offset: Offset = 0
) -> PageOut[ClusterYearOut]:
    """Year by year, the latest first: of one's own unit, and organised by it or below it."""
    seen = listing(ClusterYear, actor=asking(request)).select_related("cluster__host")
    seen = seen.filter(year=year) if year else seen
    return page(seen.order_by("-year", "cluster__sort_key", "pk"), limit, offset, cluster_year_out)


@router.post(
    "/units/{unit_id}/clusters", response=answers(ClusterYearFullOut), summary=gettext_noop("Lập cụm thi đua")
)
def found(request: HttpRequest, unit_id: Key, told: NewClusterIn) -> ClusterYearFullOut:
    made = found_cluster(actor=asking(request), host_id=unit_id, **told.model_dump())
    year = ClusterYear.objects.values_list("year", flat=True).get(cluster=made)
    return _circle(request, made.pk, year)


@router.get(
    "/clusters/{cluster_id}/years/{year}",
    response=answers(ClusterYearFullOut),
    summary=gettext_noop("Một năm của cụm"),
)
def one(request: HttpRequest, cluster_id: Key, year: Year) -> ClusterYearFullOut:
    """Members, leader, hand-over, ballots, regulation, and where the year stands."""
    return _circle(request, cluster_id, year)


@router.post(
    "/clusters/{cluster_id}/years",
    response=answers(ClusterYearFullOut),
    summary=gettext_noop("Mở năm mới của cụm"),
)
def begin(request: HttpRequest, cluster_id: Key, told: NextYearIn) -> ClusterYearFullOut:
    begin_year(
        actor=asking(request),
        cluster_id=cluster_id,
        year=told.year,
        due_on=told.due_on,
        leaving_out=frozenset(told.leaving_out),
    )
    return _circle(request, cluster_id, told.year)


@router.post(
    "/clusters/{cluster_id}/years/{year}/members",
    response=answers(DoneOut),
    summary=gettext_noop("Thêm thành viên của cụm"),
)
def member(request: HttpRequest, cluster_id: Key, year: Year, told: NewMemberIn) -> DoneOut:
    add_member(actor=asking(request), cluster_id=cluster_id, year=year, **told.model_dump())
    return DoneOut()


@router.post(
    "/clusters/{cluster_id}/years/{year}/members/{unit_id}/leave",
    response=answers(DoneOut),
    summary=gettext_noop("Ghi thành viên rời cụm"),
)
def leave(request: HttpRequest, cluster_id: Key, year: Year, unit_id: Key, told: LeaveIn) -> DoneOut:
    end_membership(
        actor=asking(request), cluster_id=cluster_id, year=year, unit_id=unit_id, **told.model_dump()
    )
    return DoneOut()


@router.post(
    "/clusters/{cluster_id}/years/{year}/members/{unit_id}/stay",
    response=answers(DoneOut),
    summary=gettext_noop("Ghi thành viên vẫn ở lại cụm"),
)
def stay(request: HttpRequest, cluster_id: Key, year: Year, unit_id: Key, told: WhyIn) -> DoneOut:
    keep_member(actor=asking(request), cluster_id=cluster_id, year=year, unit_id=unit_id, why=told.why)
    return DoneOut()


@router.put(
    "/clusters/{cluster_id}/years/{year}/leader",
    response=answers(ClusterYearFullOut),
    summary=gettext_noop("Ghi cụm trưởng của năm"),
)
def leader(request: HttpRequest, cluster_id: Key, year: Year, told: LeaderIn) -> ClusterYearFullOut:
    settle_leader(actor=asking(request), cluster_id=cluster_id, year=year, **told.model_dump())
    return _circle(request, cluster_id, year)


@router.post(
    "/clusters/{cluster_id}/years/{year}/summary",
    response=answers(ClusterYearFullOut),
    summary=gettext_noop("Ghi họp tổng kết năm của cụm"),
)
def summary(request: HttpRequest, cluster_id: Key, year: Year, told: SummaryIn) -> ClusterYearFullOut:
    hand_over.hold_summary(actor=asking(request), cluster_id=cluster_id, year=year, **told.model_dump())
    return _circle(request, cluster_id, year)


@router.get(
    "/clusters/{cluster_id}/years/{year}/minutes",
    response=REFUSALS,
    openapi_extra=GIVES_A_FILE,
    summary=gettext_noop("Biên bản họp tổng kết, dạng Word hoặc PDF"),
)
def minutes(request: HttpRequest, *, cluster_id: Key, year: Year, form: Form = "docx") -> HttpResponse:
    """A draft until the meeting was held."""
    actor = asking(request)
    return given(written(circle_of(actor, year_at(actor=actor, cluster_id=cluster_id, year=year)), form))


@router.post(
    "/leader-duties/{leader_duty_id}/done",
    response=answers(DoneOut),
    summary=gettext_noop("Ghi việc bàn giao của cụm trưởng đã làm"),
)
def duty_done(request: HttpRequest, leader_duty_id: Key, told: DutyDoneIn) -> DoneOut:
    hand_over.finish_duty(actor=asking(request), duty_id=leader_duty_id, **told.model_dump())
    return DoneOut()


@router.post(
    "/leader-duties/{leader_duty_id}/registrations",
    response=answers(DoneOut),
    summary=gettext_noop("Lập, đính kèm bản tổng hợp đăng ký của các thành viên và ghi đã gửi"),
)
def registrations_sent(request: HttpRequest, leader_duty_id: Key, told: SendTogetherIn) -> DoneOut:
    send_together(actor=asking(request), duty_id=leader_duty_id, **told.model_dump())
    return DoneOut()


@router.post(
    "/clusters/{cluster_id}/years/{year}/guidance",
    response=answers(DoneOut),
    summary=gettext_noop("Ghi cấp trên kiểm tra, hướng dẫn cụm"),
)
def guidance(request: HttpRequest, cluster_id: Key, year: Year, told: GuidanceIn) -> DoneOut:
    guide_cluster(actor=asking(request), cluster_id=cluster_id, year=year, **told.model_dump())
    return DoneOut()


@router.post(
    "/clusters/{cluster_id}/years/{year}/ballots",
    response=answers(BallotOut),
    summary=gettext_noop("Mở bỏ phiếu trong cụm"),
)
def ask(request: HttpRequest, cluster_id: Key, year: Year, told: NewBallotIn) -> BallotOut:
    made = open_ballot(
        actor=asking(request),
        cluster_id=cluster_id,
        year=year,
        about=told.about,
        question=told.question,
        choices=[Wish(one.label, one.unit_id) for one in told.choices],
        most=told.most,
        secret=told.secret,
        closes_on=told.closes_on,
    )
    return ballot_out(made)


@router.get(
    "/ballots/{ballot_id}", response=answers(BallotOut), summary=gettext_noop("Một cuộc bỏ phiếu của cụm")
)
def ballot(request: HttpRequest, ballot_id: Key) -> BallotOut:
    """How many have voted; the counts once it is closed."""
    return ballot_out(fetch(Ballot, ballot_id, actor=asking(request)))


@router.post(
    "/ballots/{ballot_id}/vote", response=answers(ReceiptOut), summary=gettext_noop("Bỏ phiếu của đơn vị")
)
def vote(request: HttpRequest, ballot_id: Key, told: VoteIn) -> ReceiptOut:
    """One vote a member union. In a secret ballot nothing leads from the union to its vote."""
    return ReceiptOut(receipt=cast_vote(actor=asking(request), ballot_id=ballot_id, picked=told.picked))


@router.post(
    "/ballots/{ballot_id}/close", response=answers(BallotOut), summary=gettext_noop("Đóng và kiểm phiếu")
)
def close(request: HttpRequest, ballot_id: Key) -> BallotOut:
    return ballot_out(close_ballot(actor=asking(request), ballot_id=ballot_id))


@router.post(
    "/ballots/{ballot_id}/cancel", response=answers(DoneOut), summary=gettext_noop("Hủy cuộc bỏ phiếu")
)
def cancel(request: HttpRequest, ballot_id: Key, told: WhyIn) -> DoneOut:
    cancel_ballot(actor=asking(request), ballot_id=ballot_id, why=told.why)
    return DoneOut()


@router.post(
    "/clusters/{cluster_id}/years/{year}/regulations",
    response=answers(RegulationOut),
    summary=gettext_noop("Soạn bản quy chế tiếp theo của cụm"),
)
def draft(request: HttpRequest, cluster_id: Key, year: Year) -> RegulationOut:
    return regulation_out(
        regulations.draft_regulation(actor=asking(request), cluster_id=cluster_id, year=year)
    )


@router.get(
    "/regulations/{regulation_id}",
    response=answers(RegulationOut),
    summary=gettext_noop("Một bản quy chế của cụm"),
)
def regulation(request: HttpRequest, regulation_id: Key) -> RegulationOut:
    return regulation_out(fetch(Regulation, regulation_id, actor=asking(request)))


@router.put(
    "/regulations/{regulation_id}",
    response=answers(RegulationOut),
    summary=gettext_noop("Sửa bản soạn quy chế"),
)
def change(request: HttpRequest, regulation_id: Key, told: RegulationIn) -> RegulationOut:
    return regulation_out(
        regulations.change_regulation(actor=asking(request), regulation_id=regulation_id, **told.model_dump())
    )


@router.put(
    "/regulations/{regulation_id}/rules",
    response=answers(RegulationOut),
    summary=gettext_noop("Ghi quy định bằng số của quy chế"),
)
def put_rules(request: HttpRequest, regulation_id: Key, told: RulesIn) -> RegulationOut:
    """Of an adopted version they are said once: what is applied does not change under those whom it binds."""
    rules = told.model_dump(exclude={"version"}, exclude_defaults=True)
    return regulation_out(
        say_rules(actor=asking(request), regulation_id=regulation_id, rules=rules, version=told.version)
    )


@router.post(
    "/regulations/{regulation_id}/ask",
    response=answers(RegulationOut),
    summary=gettext_noop("Gửi thành viên cho ý kiến về quy chế"),
)
def ask_members(request: HttpRequest, regulation_id: Key, told: AskIn) -> RegulationOut:
    return regulation_out(
        regulations.ask_members(actor=asking(request), regulation_id=regulation_id, until=told.until)
    )


@router.post(
    "/regulations/{regulation_id}/opinion",
    response=answers(DoneOut),
    summary=gettext_noop("Cho ý kiến của đơn vị về quy chế"),
)
def opine(request: HttpRequest, regulation_id: Key, told: OpinionIn) -> DoneOut:
    regulations.give_opinion(
        actor=asking(request), regulation_id=regulation_id, agrees=told.agrees, text=told.text
    )
    return DoneOut()


@router.post(
    "/regulations/{regulation_id}/adopt",
    response=answers(RegulationOut),
    summary=gettext_noop("Ghi quy chế đã thông qua"),
)
def adopt(request: HttpRequest, regulation_id: Key, told: AdoptIn) -> RegulationOut:
    return regulation_out(
        regulations.adopt_regulation(actor=asking(request), regulation_id=regulation_id, **told.model_dump())
    )

"""Where a paper is on its office way: which steps were taken in this run, which moves are open now."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from thidua.access.models import Holding
from thidua.access.roles import ROLES
from thidua.federation.models import Post
from thidua.kernel import clock
from thidua.kernel.door import Actor, verdict
from thidua.kernel.errors import Refusal
from thidua.kernel.transitions import Transition
from thidua.launch.models import Paper, Step
from thidua.launch.states import PAPER, office_way

_AGREES = (Step.Verdict.AGREES, Step.Verdict.AGREES_WITH_CHANGES)
_COMMITTEE = (Post.Office.CHAIR, Post.Office.VICE_CHAIR, Post.Office.STANDING_MEMBER)


@dataclass(frozen=True)
class Move:
    """A move that the level of this paper has now; ``refusal`` says why this actor may not make it."""

    name: str
    label: str
    refusal: Refusal | None


@dataclass(frozen=True)
class Opinions:
    """The standing committee so far: minutes make single opinions unnecessary."""

    minutes: bool
    agreeing: int
    against: int
    missing: tuple[str, ...]  # names of members who have not written

    @property
    def complete(self) -> bool:
        return self.minutes or (self.agreeing + self.against > 0 and not self.missing)


def run_of(paper: Paper) -> int:
    """Sending back and withdrawing begin a new run: opinions about the old text do not count for the new."""
    return 1 + Step.objects.filter(paper=paper, kind__in=Step.ENDS_A_RUN).count()


def steps_of_this_run(paper: Paper) -> list[Step]:
    return list(Step.objects.filter(paper=paper, run=run_of(paper)))


def head_agrees(paper: Paper) -> bool:
    return any(step.kind == Step.Kind.HEAD and step.verdict in _AGREES for step in steps_of_this_run(paper))


def party_has_answered(paper: Paper) -> bool:
    return any(step.kind == Step.Kind.PARTY for step in steps_of_this_run(paper))


def opinions(paper: Paper) -> Opinions:
    """Minutes, or the written opinion of every member who holds a seat on the committee today."""
    steps = steps_of_this_run(paper)
    written = {
        (step.person_id or step.who): step for step in steps if step.kind == Step.Kind.COMMITTEE_OPINION
    }
    said = {step.who for step in written.values()} | set(written)
    missing = tuple(
        post.person.name
        for post in _members(paper)
        if post.person_id not in said and post.person.name not in said
    )
    return Opinions(
        minutes=any(step.kind == Step.Kind.COMMITTEE_MINUTES and step.verdict in _AGREES for step in steps),
        agreeing=sum(step.verdict in _AGREES for step in written.values()),
        against=sum(step.verdict == Step.Verdict.DISAGREES for step in written.values()),
        missing=missing,
    )


def _members(paper: Paper) -> list[Post]:
    today = clock.today()
    posts = Post.objects.filter(unit_id=paper.seat_id, office__in=_COMMITTEE, from_on__lte=today)
    open_now = posts.exclude(until_on__lt=today).select_related("person").order_by("person__sort_key")
    return list({post.person_id: post for post in open_now}.values())


def moves_of_the_level(paper: Paper) -> list[Transition]:
    """The moves that a paper of this level has in its present state, whoever asks."""
    way = office_way(paper.seat.level)
    return [one for one in PAPER.open_moves(paper.state) if way.allows(one.name, paper.state)]


def open_moves(paper: Paper, actor: Actor) -> list[Move]:
    """The moves of this level now, each with why this actor may not make it."""
    return [
        Move(one.name, str(one.label), verdict(paper, actor=actor, verb=one.name).refusal)
        for one in moves_of_the_level(paper)
    ]


def path_to(paper: Paper, wanted: str) -> list[str] | None:
    """The shortest row of this level's moves from the present state to ``wanted``; None when there is none."""
    way = office_way(paper.seat.level)
    waiting: deque[tuple[str, list[str]]] = deque([(paper.state, [])])
    seen = {paper.state}
    while waiting:
        state, walked = waiting.popleft()
        if state == wanted:
            return walked
        for one in PAPER.open_moves(state):
            forward = one.name not in ("send_back", "withdraw", "revise")
            if forward and one.target not in seen and way.allows(one.name, state):
                seen.add(one.target)
                waiting.append((one.target, [*walked, one.name]))
    return None


# Whose turn it is, by the capability that the next step needs.
_TURN = {
    "draft": "launch.draft",
    "with_head": "launch.advise",
    "with_committee": "launch.opine",
    "with_party": "launch.record",
    "to_sign": "launch.sign",
    "signed": "launch.issue",
}


def hands_of(paper: Paper) -> list[str]:
    """Who can take the next step, each with the role that allows it; of the committee those who are missing."""
    capability = _TURN.get(paper.state)
    if paper.state == "with_committee":
        told = opinions(paper)
        if told.complete:
            capability = _TURN["draft"]  # all has been said: whoever drafted it carries it on
        elif told.missing:
            return list(told.missing)
    if capability is None:
        return []
    today = clock.today()
    roles = [code for code, role in ROLES.items() if capability in role.capabilities]
    held = Holding.objects.filter(unit_id=paper.seat_id, role__in=roles, from_on__lte=today)
    now = held.exclude(until_on__lt=today).select_related("account").order_by("role", "account__name")
    found = {one.account_id: f"{ROLES[one.role].name} {one.account.name}" for one in now}
    return list(found.values())

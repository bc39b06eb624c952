"""Ways to get a paper into a state, as the people of the cast would."""

from __future__ import annotations

from dataclasses import replace

from tests.launch.cast import Cast, day
from thidua.access.models import Account
from thidua.kernel.door import Actor
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.sign_paper import Signature
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Movement, Paper, PaperLine

SIGNED_BY_CHAIR = Signature("committee", "chair", "Trần Thị Minh Hạnh", day(2, 7))


def write(cast: Cast, paper: Paper, section: str, **values: object) -> PaperLine:
    officer = cast.actor("officer", paper.seat.code)
    return save_line(actor=officer, paper_id=paper.pk, section=section, values=values)


def start(cast: Cast, movement: Movement, unit: str = "TQ", kind: str = "plan", **more: object) -> Paper:
    return start_paper(
        actor=cast.actor("officer", unit),
        movement_id=movement.pk,
        seat_id=cast.unit(unit).pk,
        kind=kind,
        title="Phát động thi đua năm 2017",
        year=2017,
        **more,  # type: ignore[arg-type]
    )


def fill(cast: Cast, paper: Paper) -> None:
    write(cast, paper, "purpose", text="Thi đua lao động giỏi, lao động sáng tạo")
    write(cast, paper, "content", text="Xây dựng công đoàn cơ sở vững mạnh")
    write(cast, paper, "content", text="Đổi mới công nghệ, tiết kiệm vật tư", bloc="enterprise")
    write(cast, paper, "content", text="Cải cách thủ tục hành chính", bloc="public_sector")
    write(cast, paper, "measure", text="Mỗi quý kiểm điểm một lần")
    write(cast, paper, "participants", population="Đoàn viên, CNVCLĐ toàn tỉnh")


def opinions_on_paper(cast: Cast, paper: Paper) -> None:
    clerk = cast.actor("clerk", paper.seat.code)
    if paper.seat.level == "province":
        record_step(
            actor=clerk,
            paper_id=paper.pk,
            kind="head",
            who="Đỗ Văn Kiên",
            verdict="agrees",
            done_on=day(2, 1),
        )
    record_step(
        actor=clerk,
        paper_id=paper.pk,
        kind="committee_minutes",
        who="Ban Thường vụ",
        verdict="agrees",
        done_on=day(2, 5),
    )


def issue(cast: Cast, paper: Paper, number: int = 5, signature: Signature = SIGNED_BY_CHAIR) -> Paper:
    """The whole way on paper, and the clerk's number."""
    opinions_on_paper(cast, paper)
    clerk = cast.actor("clerk", paper.seat.code)
    record_signature(actor=clerk, paper_id=paper.pk, signature=signature)
    return issue_paper(actor=clerk, paper_id=paper.pk, number=number, issued_on=day(2, 7))


def issued_plan(cast: Cast, movement: Movement) -> Paper:
    paper = start(cast, movement)
    fill(cast, paper)
    return issue(cast, paper)


def with_person(cast: Cast, role: str, unit: str, post_name: str, office: str) -> Actor:
    """An actor whose account belongs to a person with a post."""
    actor = cast.actor(role, unit, name=post_name)
    post = cast.unit(unit).posts.filter(person__name=post_name).first() or cast.post(unit, post_name, office)
    account, _made = Account.objects.get_or_create(
        login=f"0900{post.pk:06d}",
        defaults={"name": post_name, "person": post.person, "unit": cast.unit(unit)},
    )
    return replace(actor, account_id=account.pk)

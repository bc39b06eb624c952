"""The plan is read from its paper: sent in, read by the worker, confirmed by a script in place of a person, drafted.

The script takes over every proposal. What the paper does not say (it may lie here without its number, its aims
apart) is written from the story, as a person would type it.
"""

from __future__ import annotations

from pathlib import Path

from thidua.config.scenario.of_a_plan.stage import PlanStage
from thidua.formats.errors import CodedError
from thidua.kernel.jobs import carry_out
from thidua.launch.actions.from_paper import review, settle
from thidua.launch.actions.from_paper.draft import Wish, draft_from_reading
from thidua.launch.actions.from_paper.finish_target import keep_as_sentence
from thidua.launch.actions.from_paper.send_paper import send_paper
from thidua.launch.actions.save_draft import save_head, save_line
from thidua.launch.models import Paper, PaperReading
from thidua.launch.queries.from_paper.parents import grounds_of, parent_of
from thidua.launch.queries.gate import content_lacks


class PaperUnread(CodedError):
    """The paper could not be read. Params: ``name``, ``code``."""

    code = "config.paper_unread"


def draft_from(stage: PlanStage, file: Path) -> Paper:
    """Raises PaperUnread and what sending in refuses."""
    reading = stage.reading = _read(stage, file)
    writer = stage.actor(stage.said["by"]["writer"])
    for name in reading.bodies.filter(body=None):
        settle.match_body(actor=writer, reading_id=reading.pk, name_id=name.pk, body_id=None)
    taken = review.accept_all(actor=writer, reading_id=reading.pk)
    stage.tell(f"đọc {reading.name}: nhận {taken} mục, {len(reading.remarks)} nhận xét")
    bases = list(reading.items.filter(kind="legal_basis"))
    parent = parent_of(grounds_of(bases, reading.seat, writer))
    has_targets = reading.items.filter(kind__in=("target", "assignment")).exists()
    paper = draft_from_reading(
        actor=writer,
        reading_id=reading.pk,
        wish=Wish(parent_id=parent.pk if parent else None, qualitative=not has_targets),
    )
    _complete(stage, paper)
    reading.refresh_from_db()
    return Paper.objects.get(pk=paper.pk)


def _read(stage: PlanStage, file: Path) -> PaperReading:
    with file.open("rb") as stream:
        reading = send_paper(
            actor=stage.actor(stage.said["by"]["writer"]),
            seat_id=stage.units[stage.said["unit"]].pk,
            name=file.name,
            stream=stream,
            size=file.stat().st_size,
        )
    assert reading.progress is not None
    carry_out(progress_id=reading.progress.pk)  # what the worker does
    reading.refresh_from_db()
    if reading.state != "read":
        raise PaperUnread(name=file.name, code=reading.refusal.get("code", ""))
    return reading


def _complete(stage: PlanStage, paper: Paper) -> None:
    """What a person would still do: targets that nothing measures stay sentences, missing parts are typed."""
    said, writer = stage.said, stage.actor(stage.said["by"]["writer"])
    for left in list(paper.unfinished_targets.all()):
        keep_as_sentence(actor=writer, paper_id=paper.pk, unfinished_id=left.pk)
    if not paper.title:
        save_head(actor=writer, paper_id=paper.pk, values={"title": said["title"]})
    for lack in content_lacks(paper):
        lines = said["sections"].get(lack.section, ())
        for values in lines:
            save_line(actor=writer, paper_id=paper.pk, section=lack.section, values=values)
        if lines:
            stage.tell(f"văn bản không có «{lack.what}»: gõ thêm {len(lines)} dòng")

"""The launch gate: what a paper still lacks, as a list that the screen shows and the actions refuse with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.catalogue.wording import say_finding
from thidua.kernel.errors import Phrase
from thidua.launch.models import AnnexCell, Assignment, LegalBasis, Occasion, Paper, Round
from thidua.launch.queries.annex import Fault, annex_of, targets_of
from thidua.launch.queries.content import Content, content_of


@dataclass(frozen=True)
class Lack:
    """One thing that is missing; ``section`` is the part of the editor where it is filled in.

    ``place`` is where in the annex: the target's id, and the unit's where one cell is at fault ("12-44").
    """

    code: str
    section: str
    what: Phrase
    place: str = ""


@dataclass(frozen=True)
class Need:
    """Something that a kind of paper must have, and how to see whether it is there."""

    lack: Lack
    is_there: Callable[[Paper, Content], bool]


def _has_lines(section: str) -> Callable[[Paper, Content], bool]:
    return lambda _paper, content: bool(content[section])


def _has_targets(paper: Paper, _content: Content) -> bool:
    """Targets of its own or of those above, targets assigned to it, or the statement that aims are qualitative."""
    return paper.states_quality or targets_of(paper).exists() or _has_assigned(paper)


def _has_assigned(paper: Paper) -> bool:
    return Assignment.objects.filter(
        unit_id=paper.issuer_id,
        current=True,
        target__cycle__movement_id=paper.movement_id,
        target__cycle__year=paper.year,
    ).exists()


def _days_are_known(_paper: Paper, content: Content) -> bool:
    return not any(isinstance(line, Round) and line.asks_for_days for line in content["rounds"])


_AIMS = Need(Lack("launch.lacks_aims", "purpose", _("mục đích, yêu cầu")), _has_lines("purpose"))
_TARGETS = Need(
    Lack("launch.lacks_targets", "targets", _("chỉ tiêu, hoặc ghi rõ mục tiêu định tính")), _has_targets
)
_FINISHED = Need(
    Lack("launch.lacks_finished_targets", "targets", _("chỉ tiêu chờ hoàn thiện: đặt, hoặc giữ như một câu")),
    lambda paper, _content: not paper.unfinished_targets.exists(),
)
_CONTENT = Need(Lack("launch.lacks_content", "content", _("nội dung thi đua")), _has_lines("content"))
_MEASURES = Need(Lack("launch.lacks_measures", "measure", _("biện pháp")), _has_lines("measure"))
_PARTICIPANTS = Need(
    Lack("launch.lacks_participants", "participants", _("đối tượng tham gia")), _has_lines("participants")
)
_DAYS = Need(
    Lack("launch.lacks_round_days", "rounds", _("ngày chính xác của đợt mới ghi tháng")), _days_are_known
)
_ANNEX = Need(
    Lack("launch.lacks_annex", "annex", _("phụ lục giao chỉ tiêu")),
    lambda paper, _content: AnnexCell.objects.filter(decision=paper).exists(),
)

_LAUNCHING = (_AIMS, _TARGETS, _FINISHED, _CONTENT, _MEASURES, _PARTICIPANTS, _DAYS)
NEEDS: Mapping[str, tuple[Need, ...]] = {
    Paper.Kind.PLAN: _LAUNCHING,
    Paper.Kind.LAUNCH_TEXT: _LAUNCHING,
    Paper.Kind.GUIDANCE: (_AIMS, _CONTENT, _DAYS),
    Paper.Kind.ASSIGNMENT_DECISION: (_ANNEX,),
}

# The head and the foot of the document, each with the field that holds it.
_TITLE = Lack("launch.lacks_title", "head", _("trích yếu"))
_KIND = Lack("launch.lacks_kind", "head", _("loại văn bản"))
_NUMBER = Lack("launch.lacks_number", "issue", _("số và ký hiệu"))
_DATE = Lack("launch.lacks_date", "issue", _("ngày ban hành"))
_SIGNER = Lack("launch.lacks_signer", "signature", _("người ký"))


def content_lacks(paper: Paper, content: Content | None = None) -> list[Lack]:
    """What the text itself lacks: the conditions without which no movement is launched."""
    told = content if content is not None else content_of(paper)
    missing = [need.lack for need in NEEDS.get(paper.kind, ()) if not need.is_there(paper, told)]
    return [*missing, *_unsound(paper), *_wrong_rounds(told), *_grounds_withdrawn(told)]


def _unsound(paper: Paper) -> Iterator[Lack]:
    """Every figure of an annex that cannot be, or asks less than the level above without a reason."""
    if paper.kind == Paper.Kind.ASSIGNMENT_DECISION:
        yield from map(lack_of, annex_of(paper).faults)


def lack_of(fault: Fault) -> Lack:
    return Lack("launch.lacks_sound_annex", "annex", f"{fault.where}: {say_fault(fault)}", fault.place)


def say_fault(fault: Fault) -> str:
    """What is wrong, and what to do: a figure that asks less may stand with its reason."""
    told = say_finding(fault.finding, unit=fault.column.target.unit_of_measure)
    if fault.finding.code in _WITH_A_REASON:
        return f"{told} {gettext('Nếu phải giao thấp hơn, hãy nêu lý do.')}"
    return told


_WITH_A_REASON = frozenset({"handed_down.weaker", "ledger.below"})


def _wrong_rounds(content: Content) -> Iterator[Lack]:
    for line in content["rounds"]:
        if isinstance(line, Round) and line.ends_before_it_starts:
            what = _("ngày đúng của đợt %(number)s: đang ghi kết thúc trước khi bắt đầu")
            yield Lack("launch.lacks_round_order", "rounds", what % {"number": line.ordinal})


def _grounds_withdrawn(content: Content) -> Iterator[Lack]:
    for line, ground in _grounds(content):
        if ground.state != "issued":
            what = _("căn cứ còn hiệu lực: %(paper)s đã bị thu hồi")
            yield Lack("launch.lacks_ground", "bases", what % {"paper": line})


def _grounds(content: Content) -> Iterator[tuple[LegalBasis, Paper]]:
    """The bases that are papers of this house: one query, none when there are none."""
    linked = [line for line in content["bases"] if isinstance(line, LegalBasis) and line.based_on_id]
    papers = Paper.objects.in_bulk([line.based_on_id for line in linked]) if linked else {}
    return ((line, papers[line.based_on_id]) for line in linked if line.based_on_id in papers)


def remarks(paper: Paper, content: Content) -> list[Lack]:
    """What looks wrong but keeps nobody from going on: said beside the gate, never on the paper."""
    return [
        *_without_theme(paper, content),
        *_late_reviews(content),
        *_wrong_years(content),
        *_grounds_renumbered(content),
    ]


def _without_theme(paper: Paper, content: Content) -> Iterator[Lack]:
    """What launches a movement is remembered by its theme: that of the year, or of its rounds."""
    of_a_round = any(isinstance(line, Round) and line.theme for line in content["rounds"])
    if NEEDS.get(paper.kind) is _LAUNCHING and not (content["themes"] or of_a_round):
        yield Lack("launch.no_theme", "themes", _("chưa có chủ đề: một câu ngắn để mọi người nói lại được"))


def _late_reviews(content: Content) -> Iterator[Lack]:
    for line in content["rounds"]:
        if isinstance(line, Round) and line.reviewed_before_it_starts:
            what = _("đợt %(number)s: ngày sơ kết, tổng kết đứng trước ngày bắt đầu")
            yield Lack("launch.review_before_round", "rounds", what % {"number": line.ordinal})


def _wrong_years(content: Content) -> Iterator[Lack]:
    for line in content["occasions"]:
        if isinstance(line, Occasion) and line.years_disagree:
            what = _("%(name)s: tính ra %(years)s năm, đang ghi %(written)s năm")
            told = {"name": line.name, "years": line.years, "written": line.years_written}
            yield Lack("launch.years_disagree", "occasions", what % told)


def _grounds_renumbered(content: Content) -> Iterator[Lack]:
    for line, ground in _grounds(content):
        if ground.state == "issued" and line.number != ground.reference:
            what = _("căn cứ %(line)s nay mang số %(reference)s")
            yield Lack(
                "launch.ground_renumbered", "bases", what % {"line": line, "reference": ground.reference}
            )


def form_lacks(paper: Paper) -> Iterator[Lack]:
    """What the document lacks as a document: type, title, number, date, signer."""
    if not paper.kind:
        yield _KIND
    if not paper.title.strip():
        yield _TITLE
    if not (paper.number and paper.symbol):
        yield _NUMBER
    if paper.issued_on is None:
        yield _DATE
    if not (paper.signer_name and paper.signer_office and paper.signed_on):
        yield _SIGNER


def lacks(paper: Paper, content: Content | None = None) -> list[Lack]:
    """Everything that stands between this paper and its issue."""
    return [*content_lacks(paper, content), *form_lacks(paper)]

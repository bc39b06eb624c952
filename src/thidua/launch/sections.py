"""The sections of a paper, in the order in which it is written. A new section is one model and one line.

The editor, the drawing of a plan from the plan above, the page and the gate all read this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Phrase
from thidua.launch.models import (
    Cadence,
    Duty,
    LegalBasis,
    MovementPick,
    Occasion,
    Paper,
    PaperLine,
    Paragraph,
    Participant,
    Recipient,
    Round,
    Slogan,
    Theme,
    TitleOffered,
)

_TEXTS = frozenset({Paper.Kind.PLAN, Paper.Kind.GUIDANCE, Paper.Kind.LAUNCH_TEXT})
_EVERY_KIND = frozenset(Paper.Kind)


@dataclass(frozen=True)
class Section:
    """One section: which model holds its lines, which fields are typed, and what becomes of it below."""

    code: str
    title: Phrase
    model: type[PaperLine]
    fields: tuple[str, ...]
    kinds: frozenset[str] = _TEXTS
    fixed: Mapping[str, str] = field(default_factory=dict)  # what tells this section's lines from others
    hand_down: bool = True  # whether the plan of a unit below begins with these lines
    hint: Phrase = ""

    def lines(self, paper: Paper) -> QuerySet[PaperLine]:
        return self.model._default_manager.filter(paper=paper, **self.fixed)


def _part(
    code: str, title: Phrase, hint: Phrase, *, bloc: bool = True, kinds: frozenset[str] = _TEXTS
) -> Section:
    return Section(
        code=code,
        title=title,
        model=Paragraph,
        fields=("text", "bloc") if bloc else ("text",),
        kinds=kinds,
        fixed={"section": code},
        hint=hint,
    )


_SECTIONS = (
    Section(
        "bases",
        _("Căn cứ"),
        LegalBasis,
        ("role", "document_type", "number", "dated_on", "issuer", "subject", "legal_text"),
        kinds=_EVERY_KIND,
        hint=_("Văn bản làm căn cứ; văn bản chỉ nhắc đến để học tập, vận dụng thì chọn «được nhắc đến»."),
    ),
    Section("themes", _("Chủ đề năm"), Theme, ("text", "owner", "year")),
    Section(
        "slogans",
        _("Khẩu hiệu, phương châm"),
        Slogan,
        ("text", "blank_for", "use"),
        hint=_("Viết … ở chỗ mỗi đơn vị tự điền tên mình."),
    ),
    _part("purpose", _("Mục đích, yêu cầu"), _("Phong trào để làm gì, phải đạt yêu cầu gì."), bloc=False),
    Section(
        "participants",
        _("Đối tượng tham gia"),
        Participant,
        ("population", "bloc"),
        hint=_("Ai tham gia; riêng cho một khối thì chọn khối."),
    ),
    _part("content", _("Nội dung thi đua"), _("Mỗi việc một dòng; riêng cho một khối thì chọn khối.")),
    Section("movements", _("Phong trào, cuộc vận động"), MovementPick, ("code", "name", "bloc")),
    Section(
        "rounds",
        _("Các đợt thi đua"),
        Round,
        (
            "ordinal",
            "kind",
            "starts_on",
            "start_is_month_only",
            "ends_on",
            "end_is_month_only",
            "theme",
            "review",
            "review_on",
        ),
    ),
    Section(
        "occasions",
        _("Ngày kỷ niệm, sự kiện"),
        Occasion,
        ("kind", "name", "origin_on", "held_on", "years_written", "round"),
    ),
    _part("measure", _("Biện pháp"), _("Làm bằng cách nào để đạt mục tiêu.")),
    Section(
        "titles", _("Danh hiệu, hình thức khen thưởng"), TitleOffered, ("code", "name", "recipient", "bloc")
    ),
    Section(
        "duties",
        _("Phân công nhiệm vụ"),
        Duty,
        ("body_name", "role", "text", "due_on"),
        hand_down=False,
        hint=_("Việc chưa có hạn vẫn hiện là việc còn mở của nơi được giao."),
    ),
    _part(
        "organisation",
        _("Tổ chức thực hiện"),
        _("Ai làm gì, khi nào; trong quyết định, mỗi dòng thành một điều."),
        bloc=False,
        kinds=_TEXTS | {Paper.Kind.ASSIGNMENT_DECISION},
    ),
    Section("cadences", _("Chế độ báo cáo, sơ kết, tổng kết"), Cadence, ("what", "frequency", "who", "to")),
    Section(
        "recipients",
        _("Nơi nhận"),
        Recipient,
        ("name", "purpose"),
        kinds=_EVERY_KIND,
        hand_down=False,
        hint=_("Mỗi nơi một dòng, kèm để làm gì: b/c, chỉ đạo, phối hợp, thực hiện, lưu."),
    ),
)

SECTIONS: Mapping[str, Section] = {one.code: one for one in _SECTIONS}


def sections_of(kind: str) -> Iterable[Section]:
    """The sections that a kind of paper has, in writing order."""
    return (one for one in _SECTIONS if kind in one.kinds)

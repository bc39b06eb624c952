"""One line of a paper in the words of the document, which are Vietnamese for every reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua.documents.writing.kinds.sentences import Basis, Stage, basis, day, stage
from thidua.launch.models import (
    Cadence,
    Duty,
    LegalBasis,
    MovementPick,
    Occasion,
    PaperLine,
    Round,
    Slogan,
    Theme,
)


@dataclass(frozen=True)
class Printed:
    """``lead`` stands out at the beginning: whose duty it is."""

    text: str
    lead: str = ""

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


def printed(line: PaperLine) -> Printed:
    match line:
        case Duty():
            helps = f" ({line.get_role_display()})" if line.role == Duty.Role.SUPPORT else ""
            due = f", hoàn thành trước {day(line.due_on)}." if line.due_on else ""
            text = line.text.rstrip(". ") if due else line.text
            return Printed(f"{text}{due}", f"{line.body_name}{helps}:")
        case Round():
            return Printed(f"{_round(line)}.")
        case Occasion():
            return Printed(_occasion(line))
        case Theme():
            return Printed(f"“{line.text}”{f' ({line.owner})' if line.owner else ''}")
        case Slogan() | MovementPick():
            return Printed(f"“{line}”")
        case Cadence():
            who = f"; {line.who} thực hiện" if line.who else ""
            to = f", gửi {line.to}" if line.to else ""
            return Printed(f"{line.what}: {line.get_frequency_display()}{who}{to}.")
        case LegalBasis():
            return Printed(f"{basis_text(line)}.")
    return Printed(str(line))


def basis_text(line: LegalBasis) -> str:
    """A text as it is named after "Căn cứ", without a sign at its end."""
    told = Basis(
        verb="",
        kind=line.document_type or "văn bản",
        number=line.number,
        day=line.dated_on,
        issuer=line.issuer,
        subject=line.about if line.subject else "",
    )
    return basis(told).strip()


def _round(line: Round) -> str:
    return stage(
        Stage(
            ordinal=line.ordinal,
            note=line.get_kind_display() if line.kind == Round.Kind.SHORT else "",
            start=_when(line.starts_on, line.start_is_month_only, line.start_said),
            end=_when(line.ends_on, line.end_is_month_only, line.end_said),
            theme=line.theme,
            review=line.get_review_display() if line.review else "",
            review_on=line.review_on,
        )
    )


def _when(on: dt.date | None, month_only: bool, said: str) -> dt.date | str:
    """A blank where nobody has said the day."""
    if on is None:
        return "…"
    return f"tháng {said}" if month_only else on


def _occasion(line: Occasion) -> str:
    years = f" (kỷ niệm {line.years} năm)" if line.years else ""
    return f"{line.name}{years}{f', {day(line.held_on)}' if line.held_on else ''}"

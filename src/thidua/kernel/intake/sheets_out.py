"""Sheets that go out: the blank form of a kind, and the rows that wait, each with what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from thidua.documents.sheet_forms import FormColumn, write_form
from thidua.documents.sheets import write_rows
from thidua.kernel.intake.reading import ERROR_TITLE, NUMBER_TITLE, OTHER
from thidua.kernel.intake.registry import IntakeKind, kind_of
from thidua.kernel.models import Intake, IntakeRow

WAITING = ("problem", "unmatched")


def blank_form(kind: IntakeKind) -> bytes:
    """An empty .xlsx of the kind, with notes, choices and an example on its second sheet."""
    columns = [
        FormColumn(
            str(one.title),
            note=str(one.note),
            shape=one.shape,
            required=one.required,
            choices=tuple(one.choices()) if one.choices else (),
            width=one.width,
        )
        for one in kind.columns
    ]
    guidance = [*map(str, kind.guidance), _("Cột có dấu * là bắt buộc. Mỗi dòng một mục; không gộp ô.")]
    example = [str(one.example) for one in kind.columns]
    return write_form(
        columns,
        title=str(kind.label).capitalize(),
        sheets=(_("Danh sách"), _("Hướng dẫn")),
        guidance=guidance,
        examples=[example],
    )


def waiting_rows(intake: Intake) -> bytes:
    """The rows that wait, in their own columns, with their numbers and what is wrong, to send again."""
    kind = kind_of(intake.kind)
    rows = list(IntakeRow.objects.filter(intake=intake, state__in=WAITING).order_by("number"))
    others = sorted({key for row in rows for key in row.cells if key.startswith(OTHER)})
    titles = [str(column.title) for column in kind.columns]
    head = [str(NUMBER_TITLE), *titles, *(key.removeprefix(OTHER) for key in others), str(ERROR_TITLE)]
    return write_rows(_apart(head), _lines(kind, rows, others), sheet=str(ERROR_TITLE))


def _apart(head: list[str]) -> list[str]:
    """Titles made different where a sheet wrote one twice."""
    seen: dict[str, int] = {}
    apart = []
    for title in head:
        seen[title] = seen.get(title, 0) + 1
        apart.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return apart


def _lines(kind: IntakeKind, rows: list[IntakeRow], others: list[str]) -> Iterator[list[object]]:
    keys = [column.key for column in kind.columns]
    for row in rows:
        cells = [row.cells.get(key, "") for key in (*keys, *others)]
        yield [row.number, *cells, said(kind, row)]


def said(kind: IntakeKind, row: IntakeRow) -> str:
    """Everything that is wrong with a row: where, what, why, what next."""
    told = []
    for one in row.problems:
        place = f"[{kind.column(one['column']).title}] " if one["column"] else ""
        told.append(place + " ".join(part for part in (one["what"], one["why"], one["remedy"]) if part))
    if row.state == "unmatched":
        near = "; ".join(one["label"] for one in row.suggestions)
        told.append(_("Chưa rõ đơn vị «%(wanted)s».") % {"wanted": row.wanted})
        if near:
            told.append(_("Có thể là: %(near)s.") % {"near": near})
        told.append(_("Hãy ghi mã đơn vị, hoặc chọn đơn vị trên trang nhập danh sách."))
    return "\n".join(told)

"""The marks of a round as an Excel workbook: a summary, then one sheet a group of criteria."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thidua.documents.score_book import Page, write_book
from thidua.score.desk.marking.asking import At
from thidua.score.queries.marking.table import Row, Table
from thidua.score.queries.marking.why import number


def book_of(at: At, table: Table) -> bytes:
    """Shows what the page shows this person, and no more."""
    title = f"{at.round.name} · {at.round.sheet}"
    summary = Page(
        name=_("Tổng hợp"),
        title=title,
        heads=(
            _("Hạng"),
            _("Đơn vị"),
            *(f"{group.branch.id} {group.branch.name}".strip() for group in table.groups),
            _("Tự chấm"),
            _("Tổng"),
            _("Ghi chú"),
        ),
        rows=[_summary(row, table) for row in table.rows],
    )
    return write_book(
        [summary, *_groups(table, title)], signatures=(_("NGƯỜI LẬP BIỂU"), _("TRƯỞNG ĐOÀN CHẤM"))
    )


def _summary(row: Row, table: Table) -> tuple[str, ...]:
    place = "" if row.place is None else str(row.place)
    decided = row.placings.get("committee")
    if decided is not None and decided.place is not None:
        place = str(decided.place)
    return (
        place,
        str(row.marked.unit),
        *(row.branches.get(group.branch.id, "") for group in table.groups),
        row.own_total,
        row.total,
        _note(row),
    )


def _note(row: Row) -> str:
    told = [_("không được xét: %(events)s") % {"events": ", ".join(row.barred)}] if row.barred else []
    if row.marked.left_on is not None:
        told.append(_("đã rời cụm"))
    if row.tied:
        told.append(_("bằng điểm"))
    return "; ".join(told)


def _groups(table: Table, title: str) -> list[Page]:
    pages = []
    for group in table.groups:
        heads = [_("Đơn vị")]
        for leaf in group.leaves:
            most = "" if leaf.most is None else f" (/{number(leaf.most)})"
            heads += [_("%(leaf)s: tự chấm") % {"leaf": f"{leaf.id} {leaf.name}{most}".strip()}, _("Điểm")]
        rows = [
            (
                str(row.marked.unit),
                *(
                    part
                    for leaf in group.leaves
                    for part in (row.cells[leaf.id].own, row.cells[leaf.id].points)
                ),
                row.branches.get(group.branch.id, ""),
            )
            for row in table.rows
        ]
        name = f"{group.branch.id} {group.branch.name}".strip()
        pages.append(Page(name=name, title=f"{title} · {name}", heads=(*heads, _("Cộng")), rows=rows))
    return pages

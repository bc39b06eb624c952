"""All lines of a paper in one query, however many kinds of lines it has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from thidua.kernel.replica import reading
from thidua.launch.models import Occasion, Paper, PaperLine, Round
from thidua.launch.sections import SECTIONS, Section

Content: TypeAlias = Mapping[str, tuple[PaperLine, ...]]

_MODELS: Mapping[str, type[PaperLine]] = {
    section.model._meta.db_table: section.model for section in SECTIONS.values()
}
# Every kind of line has a table of its own; asking them one by one would cost a dozen queries a page.
_ONE_TABLE = "select '{table}', position, id, to_jsonb(line) from {table} line where paper_id = %s"
_EVERY_TABLE = " union all ".join(_ONE_TABLE.format(table=table) for table in _MODELS) + " order by 2, 3"


def content_of(paper: Paper | int) -> Content:
    """The lines by section code, in order; a section without lines has an empty tuple."""
    key = paper.pk if isinstance(paper, Paper) else paper
    with reading().cursor() as cursor:
        cursor.execute(_EVERY_TABLE, [key] * len(_MODELS))
        rows = cursor.fetchall()
    lines = [_line(_MODELS[table], told) for table, _position, _id, told in rows]
    _tie_rounds(lines)
    return {
        code: tuple(line for line in lines if _belongs(line, section)) for code, section in SECTIONS.items()
    }


def _line(model: type[PaperLine], told: Any) -> PaperLine:
    values = json.loads(told) if isinstance(told, str) else told
    fields = model._meta.concrete_fields
    return model.from_db(
        "default",
        [field.attname for field in fields],
        [_python(field, values[field.column]) for field in fields],
    )


def _python(field: Any, value: Any) -> Any:
    """JSON has no dates; a foreign key is read as the key that it holds."""
    return None if value is None else (field.target_field if field.is_relation else field).to_python(value)


def _tie_rounds(lines: list[PaperLine]) -> None:
    rounds = {line.pk: line for line in lines if isinstance(line, Round)}
    for line in lines:
        if isinstance(line, Occasion) and line.round_id in rounds:
            line.round = rounds[line.round_id]


def _belongs(line: PaperLine, section: Section) -> bool:
    return isinstance(line, section.model) and all(
        getattr(line, name) == value for name, value in section.fixed.items()
    )

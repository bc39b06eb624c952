"""A sheet as it is typed or sent, examined by the engine; what is wrong is told with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thidua.algebra.scoring.origins import read_origins
from thidua.algebra.scoring.reading import read_sheet
from thidua.algebra.scoring.sheet import Sheet
from thidua.documents.exact_yaml import line_of, read_exact
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say
from thidua.score.errors import SheetRefused, SheetWithoutCriteria


@dataclass(frozen=True)
class Written:
    """``body`` is what is kept as data: exact figures as text."""

    text: str
    body: dict[str, Any]
    sheet: Sheet


def read_written(text: str) -> Written:
    """Raises SheetWithoutCriteria, YamlUnreadable, YamlTooLarge, SheetRefused with line, what, why and what to do."""
    if not text.strip():
        raise SheetWithoutCriteria()
    body = read_exact(text)
    if not isinstance(body, dict):
        raise SheetWithoutCriteria()
    try:
        sheet = read_sheet(body)
        read_origins(body, sheet)
    except CodedError as refusal:
        said = say(refusal)
        line = line_of(text, str(refusal.params.get("place", "")))
        raise SheetRefused(line=line, what=said.what, why=said.why, remedy=said.remedy) from refusal
    return Written(text, body, sheet)

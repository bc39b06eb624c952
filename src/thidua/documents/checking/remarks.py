"""What the checker has to say about one place of a paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from thidua.documents.reading.items import Json
from thidua.documents.source.model import Anchor

Params: TypeAlias = dict[str, str]


def day_said(iso: str | None) -> str:
    """As people write it: 30/6/2021, 6/2021."""
    parts = (iso or "").split("-")
    return "/".join([*(part.lstrip("0") for part in reversed(parts[1:])), parts[0]])


def figure_said(value: object) -> str:
    """With the comma of this language: 1,2."""
    return str(value).replace(".", ",")


class Severity(StrEnum):
    """How much it matters that nobody looks at it."""

    ERROR = "error"  # it cannot be right as it stands
    WARNING = "warning"  # somebody will ask about it, or act wrongly
    NOTE = "note"  # worth a glance


@dataclass(frozen=True, kw_only=True)
class Remark:
    """``code`` is worded above this room; ``params`` fill its sentences. ``anchor`` is None where it is about something
    absent. ``proposal`` is what could stand there instead, when the paper itself tells."""

    code: str
    severity: Severity
    anchor: Anchor | None = None
    params: Params = field(default_factory=dict)
    proposal: str | None = None

    def as_json(self) -> dict[str, Json]:
        said: dict[str, Json] = {
            "code": self.code,
            "severity": str(self.severity),
            "params": dict(self.params),
        }
        if self.anchor is not None:
            said["anchor"] = {"start": self.anchor.start, "end": self.anchor.end}
        if self.proposal is not None:
            said["proposal"] = self.proposal
        return said

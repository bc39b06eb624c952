"""The papers of a round that somebody may take away: minutes, the tờ trình, the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from thidua.federation.queries.office_file import Made
from thidua.kernel.errors import NotYours
from thidua.score.queries.marking import decision_file, minutes_file, submission_file
from thidua.score.queries.marking.looking import At

_PAPERS: Final[Mapping[str, tuple[Callable[[At], bool], Callable[[At, str], Made]]]] = {
    "minutes": (lambda at: at.sight.totals, minutes_file.written),
    "submission": (submission_file.may_read_submission, submission_file.written),
    "decision": (decision_file.may_read_decision, decision_file.written),
}


def papers_for(at: At) -> list[str]:
    """What there is to read for this person in the present phase."""
    return [name for name, (may, _write) in _PAPERS.items() if may(at)]


def paper_of(at: At, what: str, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises NotYours, RegulationNotPrintable."""
    may, write = _PAPERS[what]
    if not may(at):
        raise NotYours()
    return write(at, form)

"""``check``: a reading looked at with a clerk's eye.

Two kinds of remark. What is wrong with the writing was found while reading (the anomalies) and is passed on; what
does not fit together (days, counts, references, thresholds, conditions of a launch) is judged here. A remark is made
only where the paper itself, or a register handed in, speaks against it: a review four weeks after a round is normal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from thidua.documents.checking.completeness import of_completeness
from thidua.documents.checking.days import of_days
from thidua.documents.checking.defects import of_defects
from thidua.documents.checking.names import of_names
from thidua.documents.checking.references import of_references
from thidua.documents.checking.remarks import Remark
from thidua.documents.checking.scores import of_scores
from thidua.documents.checking.thresholds import of_targets
from thidua.documents.reading.model import Reading

_CHECKS: tuple[Callable[[Reading], Iterable[Remark]], ...] = (
    of_defects,
    of_days,
    of_targets,
    of_scores,
    of_completeness,
    of_names,
)


def check(reading: Reading, register: Mapping[str, str] | None = None) -> list[Remark]:
    """Remarks in the order of their places; what is about something absent comes last.

    ``register``: papers the office knows, number as written → day of issue in ISO ("145/2020/NĐ-CP": "2020-12-14").
    """
    remarks = [remark for look in _CHECKS for remark in look(reading)]
    remarks += of_references(reading, register or {})
    return sorted(remarks, key=_place)


def _place(remark: Remark) -> tuple[bool, int, int, str]:
    if remark.anchor is None:
        return (True, 0, 0, remark.code)
    return (False, remark.anchor.start, remark.anchor.end, remark.code)

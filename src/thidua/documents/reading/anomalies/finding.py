"""All defects of a paper, in the order of their places."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.documents.reading.anomalies.repaired import of_repairs
from thidua.documents.reading.anomalies.spelled import of_writing
from thidua.documents.reading.anomalies.stated import of_statements
from thidua.documents.reading.items import Anomaly, Item
from thidua.documents.reading.model import AnnexTotal
from thidua.documents.reading.text import ReadingText


def find_anomalies(text: ReadingText, items: Sequence[Item], totals: Sequence[AnnexTotal] = ()) -> list[Item]:
    """``items``: what was read before; counts and nested thresholds are judged on them."""
    return [
        *of_repairs(text),
        *of_writing(text),
        *of_statements(text, items),
        *map(_miscounted, _wrong_totals(totals)),
    ]


def _wrong_totals(totals: Sequence[AnnexTotal]) -> list[AnnexTotal]:
    return [total for total in totals if total.value is not None and total.value != total.sum_of_units]


def _miscounted(total: AnnexTotal) -> Anomaly:
    said = f"{total.target}: {total.value}"
    return Anomaly(type="total_mismatch", text=said, proposal=str(total.sum_of_units), anchor=total.anchor)

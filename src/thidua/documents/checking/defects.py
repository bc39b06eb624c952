"""Defects found while reading, as remarks: one code per type of anomaly."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.documents.checking.remarks import Remark, Severity
from thidua.documents.reading.items import Anomaly
from thidua.documents.reading.model import Reading

SEVERITIES = {
    "anniversary_mismatch": Severity.ERROR,
    "duplicate_word": Severity.WARNING,
    "encoding_tcvn3": Severity.WARNING,
    "encoding_vni": Severity.WARNING,
    "external_reference": Severity.NOTE,
    "impossible_date": Severity.ERROR,
    "incomplete_reference": Severity.WARNING,
    "irregular_list_marker": Severity.NOTE,
    "look_alike_letters": Severity.NOTE,
    "malformed_date": Severity.WARNING,
    "markdown_residue": Severity.NOTE,
    "markup_residue": Severity.NOTE,
    "missing_header": Severity.WARNING,
    "missing_number": Severity.WARNING,
    "missing_signer_title": Severity.WARNING,
    "mixed_normalisation": Severity.NOTE,
    "mixed_quotes": Severity.NOTE,
    "month_only_date": Severity.WARNING,
    "nested_target": Severity.NOTE,
    "ocr_error": Severity.WARNING,
    "page_break_split": Severity.WARNING,
    "stray_marker": Severity.NOTE,
    "total_mismatch": Severity.ERROR,
    "typo": Severity.WARNING,
    "unclosed_quote": Severity.WARNING,
    "whitespace_runs": Severity.NOTE,
    "wrong_body_name": Severity.WARNING,
    "wrong_reference": Severity.ERROR,
}
"""Every type of anomaly the reader knows, and how much it matters."""


def code_of(anomaly_type: str) -> str:
    return f"documents.defect_{anomaly_type}"


def of_defects(reading: Reading) -> Iterator[Remark]:
    for anomaly in reading.of(Anomaly):
        yield Remark(
            code=code_of(anomaly.type),
            severity=SEVERITIES[anomaly.type],
            anchor=anomaly.anchor,
            params={"text": anomaly.text, "proposal": anomaly.proposal or ""},
            proposal=anomaly.proposal,
        )
